//! Notification daemons: real ones, pressed as a person presses them, and a scripted one.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use zbus::blocking::{Connection, connection};
use zbus::message::Header;
use zbus::zvariant::OwnedValue;

use crate::bus::Bus;
use crate::desktop::Desktop;
use crate::home::run;
use crate::notifications::{Banner, NAME, PATH};
use crate::process::{Process, system_program, within};
use crate::seen::{DEADLINE, Seen};

/// dunst: answers the sender only; buttons are in its menu.
#[derive(Debug)]
pub struct Dunst {
    process: Process,
    connection: Connection,
    choice: PathBuf,
    /// Ids of the banners it has on the screen: it takes one before it shows it, and its menu has only what is shown.
    shown: Seen<u32>,
}

impl Dunst {
    /// Starts it and waits until it serves.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start(desktop: &Desktop) -> Self {
        // A person picks an action from the menu dunst pipes into its menu program. Ours prints the line that stands
        // in a file.
        let menu = desktop.path().join("dunst-menu");
        let choice = desktop.path().join("dunst-choice");
        fs::write(&menu, format!("#!/bin/sh\nexec grep -F -m 1 -f '{}'\n", choice.display())).unwrap();
        fs::set_permissions(&menu, fs::Permissions::from_mode(0o755)).unwrap();
        let (tell, shown) = told_when_shown(desktop);
        let config = desktop.path().join("dunstrc");
        fs::write(
            &config,
            format!(
                "[global]\n  monitor = 0\n  notification_limit = 20\n  dmenu = {}\n\
                 [tell]\n  summary = \"*\"\n  script = {}\n",
                menu.display(),
                tell.display()
            ),
        )
        .unwrap();
        let process = desktop.start("dunst", &["-config", config.to_str().unwrap()]);
        desktop.bus().wait_for_owner(NAME);
        Self { process, connection: desktop.bus().connect(), choice, shown }
    }

    /// Presses the button with this label on this banner.
    ///
    /// # Panics
    /// When dunst does not take it.
    pub fn press(&self, banner: &Banner, label: &str) {
        let id = banner.id.unwrap();
        self.shown.first("dunst to show the banner", |shown| *shown == id);
        // The menu's lines are "#Label (title) [id,key]".
        fs::write(&self.choice, format!("[{id},{}]\n", banner.key(label))).unwrap();
        self.call("ContextMenuCall", &());
    }

    /// Closes the banner shown last, as a click with the right button does.
    pub fn dismiss(&self) {
        self.call("NotificationCloseLast", &());
    }

    /// Kills it; banners on the screen are gone.
    pub fn kill(&mut self) {
        self.process.kill();
    }

    fn call(&self, method: &'static str, body: &(impl serde::Serialize + zbus::zvariant::DynamicType)) {
        self.connection.call_method(Some(NAME), PATH, Some("org.dunstproject.cmd0"), method, body).unwrap();
    }
}

/// A script that dunst runs for each banner it shows, and the ids it was run with.
fn told_when_shown(desktop: &Desktop) -> (PathBuf, Seen<u32>) {
    // Each dunst has its own: whoever listened to one that was killed still listens.
    static DUNSTS: AtomicU32 = AtomicU32::new(0);
    let number = DUNSTS.fetch_add(1, Ordering::Relaxed);
    let script = desktop.path().join(format!("dunst-shown-{number}"));
    let pipe = script.with_extension("pipe");
    let mut command = desktop.command("mkfifo");
    command.arg(&pipe);
    run(command, b"").succeeded();
    fs::write(&script, format!("#!/bin/sh\necho \"$DUNST_ID\" >'{}'\n", pipe.display())).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    // Open for writing as well, so that the pipe never ends.
    let pipe = fs::OpenOptions::new().read(true).write(true).open(&pipe).unwrap();
    let shown = Seen::default();
    let seen = shown.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            seen.change(|ids| ids.extend(line.parse::<u32>()));
        }
    });
    (script, shown)
}

/// xfce4-notifyd: broadcasts its signals; buttons are clicked.
#[derive(Debug)]
pub struct Xfce {
    _settings: Process,
    process: Process,
}

impl Xfce {
    /// Starts it with the settings service it wants.
    #[must_use]
    pub fn start(desktop: &Desktop) -> Self {
        let settings = xfce_settings(desktop);
        Self { _settings: settings, process: Self::daemon(desktop) }
    }

    fn daemon(desktop: &Desktop) -> Process {
        let daemon = library_program("xfce4/notifyd/xfce4-notifyd");
        let process = desktop.start(daemon.to_str().unwrap(), &[]);
        desktop.bus().wait_for_owner(NAME);
        process
    }

    /// Kills it and starts it again; banners on the screen are gone.
    pub fn restart(&mut self, desktop: &Desktop) {
        self.process.kill();
        desktop.bus().wait_for_no_owner(NAME);
        self.process = Self::daemon(desktop);
    }

    /// How far the middle of a button is from the right edge of its banner.
    pub(crate) fn from_right(banner: &Banner, label: &str) -> i32 {
        let place = banner.actions.iter().rev().position(|(_, name)| name == label).unwrap();
        i32::try_from(place).unwrap() * 92 + 57
    }

    /// Presses the button with this label on this banner, the only one on the screen. Its buttons stand at the right of
    /// its lower edge, in order, each as wide as the other; one for a click on the banner itself is among them.
    ///
    /// # Panics
    /// When no banner is on the screen.
    pub fn press(&self, desktop: &Desktop, banner: &Banner, label: &str) {
        let from_right = Self::from_right(banner, label);
        let mut command = desktop.command("xdotool");
        command.args([
            "search",
            "--sync",
            "--onlyvisible",
            "--name",
            "xfce4-notifyd",
            "getwindowgeometry",
            "--shell",
        ]);
        let geometry = run(command, b"").succeeded().stdout;
        let value = |name: &str| -> i32 {
            geometry
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
                .unwrap()
        };
        let (x, y) = (value("X") + value("WIDTH") - from_right, value("Y") + value("HEIGHT") - 30);
        let mut command = desktop.command("xdotool");
        command.args(["mousemove", &x.to_string(), &y.to_string(), "click", "1"]);
        run(command, b"").succeeded();
    }
}

/// The settings service of Xfce's programs, which a bus without activation does not start for them.
pub(crate) fn xfce_settings(desktop: &Desktop) -> Process {
    let process = desktop.start(library_program("xfce4/xfconf/xfconfd").to_str().unwrap(), &[]);
    desktop.bus().wait_for_owner("org.xfce.Xfconf");
    process
}

/// A program that lives among the libraries: `/usr/lib/x86_64-linux-gnu/…`.
fn library_program(name: &str) -> PathBuf {
    fs::read_dir("/usr/lib")
        .unwrap()
        .flatten()
        .map(|folder| folder.path().join(name))
        .find(|path| path.is_file())
        .unwrap_or_else(|| panic!("{name} is not installed: run scripts/setup --test"))
}

/// notification-daemon: GNOME's old one.
#[must_use]
pub fn notification_daemon(desktop: &Desktop) -> Process {
    let program = system_program(&["notification-daemon/notification-daemon", "notification-daemon"]);
    let process = desktop.start(program.to_str().unwrap(), &[]);
    desktop.bus().wait_for_owner(NAME);
    process
}

/// A daemon that shows nothing and does what a test says.
#[derive(Debug)]
pub struct Scripted {
    connection: Option<Connection>,
    closed: Seen<u32>,
}

impl Scripted {
    /// Owns the name with the usual capabilities, actions among them.
    #[must_use]
    pub fn start(bus: &Bus) -> Self {
        Self::with_capabilities(bus, &["actions", "body", "persistence"])
    }

    /// Owns the name with these capabilities.
    ///
    /// # Panics
    /// When another daemon owns it.
    #[must_use]
    pub fn with_capabilities(bus: &Bus, capabilities: &[&str]) -> Self {
        let closed = Seen::default();
        let server = Server {
            capabilities: capabilities.iter().map(|&word| word.to_owned()).collect(),
            last: 0,
            closed: closed.clone(),
        };
        let address = bus.address().to_owned();
        let connection = within(DEADLINE, "the scripted daemon", move || {
            connection::Builder::address(address.as_str())
                .unwrap()
                .serve_at(PATH, server)
                .unwrap()
                .name(NAME)
                .unwrap()
                .build()
                .unwrap()
        });
        Self { connection: Some(connection), closed }
    }

    /// Presses an action of a banner: the sender alone is told, then the banner closes, as daemons do.
    pub fn press(&self, banner: &Banner, label: &str) {
        self.invoke(banner, label);
        self.close(banner, 2);
    }

    /// Only the action's signal.
    pub fn invoke(&self, banner: &Banner, label: &str) {
        self.emit(banner, "ActionInvoked", &(banner.id.unwrap(), banner.key(label)));
    }

    /// Closes a banner: 1 expired, 2 dismissed by the user.
    pub fn close(&self, banner: &Banner, reason: u32) {
        self.emit(banner, "NotificationClosed", &(banner.id.unwrap(), reason));
    }

    /// Ids its clients withdrew.
    #[must_use]
    pub const fn withdrawn(&self) -> &Seen<u32> {
        &self.closed
    }

    /// Goes away without a word.
    ///
    /// # Panics
    /// When the bus does not take the name back.
    pub fn stop(mut self) {
        if let Some(connection) = self.connection.take() {
            connection.release_name(NAME).unwrap();
            connection.close().unwrap();
        }
    }

    fn emit(
        &self,
        banner: &Banner,
        signal: &str,
        body: &(impl serde::Serialize + zbus::zvariant::DynamicType),
    ) {
        let connection = self.connection.as_ref().unwrap();
        connection.emit_signal(Some(banner.sender.as_str()), PATH, NAME, signal, body).unwrap();
    }
}

struct Server {
    capabilities: Vec<String>,
    last: u32,
    closed: Seen<u32>,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Server {
    fn get_capabilities(&self) -> Vec<String> {
        self.capabilities.clone()
    }

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("scripted", "Nod's tests", "1", "1.2")
    }

    #[allow(clippy::too_many_arguments, reason = "the specification's")]
    fn notify(
        &mut self,
        _app_name: &str,
        replaces: u32,
        _icon: &str,
        _title: &str,
        _body: &str,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _expires: i32,
    ) -> u32 {
        if replaces != 0 {
            return replaces;
        }
        self.last += 1;
        self.last
    }

    async fn close_notification(
        &self,
        id: u32,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &zbus::Connection,
    ) {
        self.closed.add(id);
        // Told to whoever withdrew it; a client that is gone cannot be.
        let _ = connection
            .emit_signal(header.sender().cloned(), PATH, NAME, "NotificationClosed", &(id, 3_u32))
            .await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notifications::Banners;

    /// A program that sends a banner with two actions and prints the key of the pressed one.
    fn notify_send(desktop: &Desktop, title: &str) -> Process {
        desktop.start(
            "notify-send",
            &["--wait", "--action=log=Log", "--action=later=Later", title, "whenever it suits"],
        )
    }

    #[test]
    fn dunst_presses_the_button_that_was_meant() {
        let desktop = Desktop::full();
        let banners = Banners::watch(desktop.bus());
        let dunst = Dunst::start(&desktop);
        let (mut one, mut two) =
            (notify_send(&desktop, "A moment for Amara?"), notify_send(&desktop, "And for Leo?"));
        let leo = banners.wait("Leo's banner", |banner| banner.title.contains("Leo"));
        let amara = banners.wait("Amara's banner", |banner| banner.title.contains("Amara"));
        assert_eq!(amara.actions, [("log".into(), "Log".into()), ("later".into(), "Later".into())]);
        dunst.press(&amara, "Later");
        one.line("Later's key", |line| (line == "later").then_some(()));
        assert!(one.ended().success());
        dunst.press(&leo, "Log");
        two.line("Log's key", |line| (line == "log").then_some(()));
        assert!(two.ended().success());
        assert_eq!(banners.wait_on(&amara, "its action", |b| !b.invoked.is_empty()).invoked, ["later"]);
    }

    #[test]
    fn xfce_presses_the_button_that_was_meant() {
        let desktop = Desktop::full();
        let banners = Banners::watch(desktop.bus());
        let xfce = Xfce::start(&desktop);
        let mut sender = notify_send(&desktop, "A moment for Amara?");
        let amara = banners.wait("the banner", |banner| banner.title.contains("Amara"));
        xfce.press(&desktop, &amara, "Log");
        sender.line("Log's key", |line| (line == "log").then_some(()));
        assert!(sender.ended().success());
        banners.wait_on(&amara, "its action", |banner| banner.invoked == ["log"]);
    }

    #[test]
    fn notification_daemon_takes_a_banner() {
        let desktop = Desktop::full();
        let banners = Banners::watch(desktop.bus());
        let _daemon = notification_daemon(&desktop);
        let _sender = notify_send(&desktop, "A moment for Amara?");
        let amara = banners.wait("the banner", |banner| banner.title.contains("Amara"));
        assert_eq!(amara.key("Log"), "log");
    }

    #[test]
    fn the_scripted_daemon_does_what_it_is_told() {
        let desktop = Desktop::with_bus();
        let banners = Banners::watch(desktop.bus());
        let daemon = Scripted::start(desktop.bus());
        let mut sender = notify_send(&desktop, "A moment for Amara?");
        let amara = banners.wait("the banner", |banner| banner.title.contains("Amara"));
        daemon.press(&amara, "Log");
        sender.line("Log's key", |line| (line == "log").then_some(()));
        assert!(sender.ended().success());
        let closed = banners.wait_on(&amara, "its end", |banner| banner.closed.is_some());
        assert_eq!(closed.invoked, ["log"]);
        daemon.stop();
        desktop.bus().wait_for_no_owner(NAME);
    }
}
