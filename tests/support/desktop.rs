//! A desktop of its own for each test: display, window manager, session bus.

use std::ops::{Deref, DerefMut};

use crate::bus::Bus;
use crate::home::{Home, run};
use crate::process::{Process, system_program, until};

/// A home with a session around it. Everything ends when it is dropped, also in a panic.
#[derive(Debug)]
pub struct Desktop {
    // Dropped in this order: clients before servers, the home last.
    window_manager: Option<Process>,
    display: Option<(Process, String)>,
    bus: Option<Bus>,
    home: Home,
}

impl Desktop {
    /// A session bus, a display and a window manager.
    #[must_use]
    pub fn full() -> Self {
        let mut desktop = Self::with_bus();
        desktop.start_display();
        desktop
    }

    /// A session bus and no display.
    #[must_use]
    pub fn with_bus() -> Self {
        let mut desktop = Self::bare();
        let bus = Bus::start(&desktop.home, "session");
        desktop.home.set("DBUS_SESSION_BUS_ADDRESS", bus.address());
        desktop.bus = Some(bus);
        desktop
    }

    /// Neither bus nor display.
    #[must_use]
    pub fn bare() -> Self {
        Self { window_manager: None, display: None, bus: None, home: Home::new() }
    }

    /// The session bus.
    ///
    /// # Panics
    /// When this desktop has none.
    #[must_use]
    pub const fn bus(&self) -> &Bus {
        self.bus.as_ref().expect("a desktop with a bus")
    }

    /// The session bus, to kill it.
    ///
    /// # Panics
    /// When this desktop has none.
    pub const fn bus_mut(&mut self) -> &mut Bus {
        self.bus.as_mut().expect("a desktop with a bus")
    }

    /// Gives the keyboard another layout, `de` or `us,ru`.
    pub fn layout(&self, layout: &str) {
        let mut command = self.home.command("setxkbmap");
        command.arg(layout);
        run(command, b"").succeeded();
    }

    /// Ends the display, as when somebody logs out.
    pub fn lose_display(&mut self) {
        self.window_manager = None;
        self.display = None;
    }

    /// The X display, `:7`.
    ///
    /// # Panics
    /// When this desktop has none.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display.as_ref().expect("a desktop with a display").1
    }

    /// Starts a program of this desktop.
    #[must_use]
    pub fn start(&self, program: &str, arguments: &[&str]) -> Process {
        let mut command = self.home.command(program);
        command.args(arguments);
        Process::start(&command)
    }

    /// Waits until a window with this in its title is on the screen and gives its X id.
    ///
    /// # Panics
    /// At the deadline.
    #[must_use]
    pub fn wait_for_window(&self, title: &str) -> String {
        let mut found = None;
        until(&format!("a window called {title:?}"), || {
            found = self.windows(title).pop();
            found.is_some()
        });
        found.unwrap()
    }

    /// Waits until no window with this in its title is on the screen.
    ///
    /// # Panics
    /// At the deadline.
    pub fn wait_for_no_window(&self, title: &str) {
        until(&format!("no window called {title:?}"), || self.windows(title).is_empty());
    }

    /// X ids of the windows on the screen with this in their title.
    #[must_use]
    pub fn windows(&self, title: &str) -> Vec<String> {
        let mut command = self.home.command("xdotool");
        command.args(["search", "--onlyvisible", "--name", title]);
        run(command, b"").stdout.lines().map(str::to_owned).collect()
    }

    /// Waits until a window with this in its title has the keyboard.
    ///
    /// # Panics
    /// At the deadline.
    pub fn wait_for_active_window(&self, title: &str) {
        until(&format!("{title:?} to have the keyboard"), || {
            let mut command = self.home.command("xdotool");
            command.arg("getactivewindow");
            let active = run(command, b"").stdout;
            self.windows(title).iter().any(|id| id == active.trim())
        });
    }

    /// Closes a window as a person does with Alt+F4.
    pub fn close_window(&self, id: &str) {
        let mut command = self.home.command("xdotool");
        command.args(["windowactivate", "--sync", id, "key", "--clearmodifiers", "alt+F4"]);
        run(command, b"").succeeded();
    }

    /// Starts Xvfb on a display that is free, and a window manager on it.
    fn start_display(&mut self) {
        let mut command = self.home.command(system_program(&["Xvfb"]));
        command.args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"]);
        let display = Process::start(&command);
        let number: u32 = display.line("the display's number", |line| line.trim().parse().ok());
        let name = format!(":{number}");
        self.home.set("DISPLAY", &name);
        self.display = Some((display, name));

        let mut command = self.home.command(system_program(&["openbox"]));
        command.args(["--sm-disable", "--startup", "echo managed"]);
        let window_manager = Process::start(&command);
        window_manager.line("its startup", |line| (line == "managed").then_some(()));
        self.window_manager = Some(window_manager);
    }
}

impl Deref for Desktop {
    type Target = Home;
    fn deref(&self) -> &Home {
        &self.home
    }
}

impl DerefMut for Desktop {
    fn deref_mut(&mut self) -> &mut Home {
        &mut self.home
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::with_environment;

    #[test]
    fn a_desktop_stands_and_leaves_nothing_behind() {
        let desktop = Desktop::full();
        let mut command = desktop.command("xdotool");
        command.args(["getdisplaygeometry"]);
        assert_eq!(run(command, b"").succeeded().stdout.trim(), "1280 900");
        assert_eq!(desktop.bus().owner("org.freedesktop.Notifications"), None);
        let mark = desktop.runtime();
        assert!(!with_environment("XDG_RUNTIME_DIR", &mark).is_empty());
        drop(desktop);
        assert_eq!(with_environment("XDG_RUNTIME_DIR", &mark), []);
        assert!(!mark.exists());
    }
}
