//! Real notification daemons whose banners a test answers as a person does, however many there are on the screen.

use std::fs;

use crate::daemons::{Dunst, Xfce, notification_daemon};
use crate::desktop::Desktop;
use crate::home::run;
use crate::notifications::{Banner, Banners, NAME};
use crate::process::{Process, until};

/// A daemon with buttons.
pub trait RealDaemon {
    /// Its name, for messages.
    const CALLED: &str;

    /// Starts it and waits until it serves.
    fn start(desktop: &Desktop) -> Self;

    /// Presses each banner's button with this label, as close upon each other as it can be done, and waits until the
    /// daemon has said so.
    fn press(&self, desktop: &Desktop, banners: &Banners, presses: &[(&Banner, &str)]);

    /// Kills it and starts it again; banners on the screen are gone.
    fn restart(&mut self, desktop: &Desktop, banners: &Banners);

    /// Waits until the screen is free of the banners that were closed.
    fn wait_for_free_screen(&self, _desktop: &Desktop) {}
}

fn told(banners: &Banners, banner: &Banner, label: &str) {
    let key = banner.key(label);
    banners.wait_on(banner, "the daemon to tell of the button", |one| one.invoked.iter().any(|it| it == key));
}

impl RealDaemon for Dunst {
    const CALLED: &str = "dunst";

    fn start(desktop: &Desktop) -> Self {
        Self::start(desktop)
    }

    /// One after the other: dunst has one menu at a time.
    fn press(&self, _desktop: &Desktop, banners: &Banners, presses: &[(&Banner, &str)]) {
        for (banner, label) in presses {
            self.press(banner, label);
            told(banners, banner, label);
        }
    }

    fn restart(&mut self, desktop: &Desktop, _banners: &Banners) {
        self.kill();
        desktop.bus().wait_for_no_owner(NAME);
        *self = Self::start(desktop);
    }
}

const XFCE_WINDOWS: &str = "^xfce4-notifyd$";
const OLD_GNOME_WINDOWS: &str = "^Notification$";

/// A window on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Window {
    id: u64,
    right: i32,
    top: i32,
    bottom: i32,
}

/// The windows of this name, in the order in which they were made.
fn windows(desktop: &Desktop, name: &str) -> Vec<Window> {
    let mut command = desktop.command("xdotool");
    command.args(["search", "--onlyvisible", "--name", name, "getwindowgeometry", "--shell", "%@"]);
    // There may be none; then there is nothing to tell of.
    let told = run(command, b"").stdout;
    let values: Vec<(&str, i64)> = told
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter_map(|(name, value)| Some((name, value.parse().ok()?)))
        .collect();
    let mut found: Vec<Window> = values
        .chunk_by(|_, next| next.0 != "WINDOW")
        .filter_map(|values| {
            let value = |name: &str| values.iter().find(|(it, _)| *it == name).map(|(_, value)| *value);
            let whole = |value: i64| i32::try_from(value).ok();
            Some(Window {
                id: value("WINDOW")?.cast_unsigned(),
                right: whole(value("X")? + value("WIDTH")?)?,
                top: whole(value("Y")?)?,
                bottom: whole(value("Y")? + value("HEIGHT")?)?,
            })
        })
        .collect();
    found.sort();
    found
}

/// The windows of this name once they are those that are wanted and have come to their places.
fn settled(desktop: &Desktop, name: &str, wanted: impl Fn(&[Window]) -> bool) -> Vec<Window> {
    let mut found = Vec::new();
    until(&format!("windows called {name}"), || {
        let before = std::mem::replace(&mut found, windows(desktop, name));
        found == before && wanted(&found)
    });
    found
}

fn click(desktop: &Desktop, places: &[(i32, i32)]) {
    let mut command = desktop.command("xdotool");
    for (x, y) in places {
        command.args(["mousemove", &x.to_string(), &y.to_string(), "click", "1"]);
    }
    run(command, b"").succeeded();
}

/// xfce4-notifyd, with as many banners on the screen as there are.
#[derive(Debug)]
pub struct XfceDaemon {
    xfce: Xfce,
    /// How many banners there had been before this one was started.
    since: usize,
}

impl XfceDaemon {
    /// Its numbers of the banners that are up, in the order in which they came.
    fn up(&self, banners: &Banners) -> Vec<u32> {
        let all = banners.all();
        let mut up: Vec<u32> = Vec::new();
        for banner in all.iter().skip(self.since) {
            let Some(id) = banner.id else { continue };
            up.retain(|other| banner.closed.is_none() || *other != id);
            if banner.closed.is_none() && !up.contains(&id) {
                up.push(id);
            }
        }
        up
    }
}

impl RealDaemon for XfceDaemon {
    const CALLED: &str = "xfce4-notifyd";

    fn start(desktop: &Desktop) -> Self {
        Self { xfce: Xfce::start(desktop), since: 0 }
    }

    fn press(&self, desktop: &Desktop, banners: &Banners, presses: &[(&Banner, &str)]) {
        let shown = settled(desktop, XFCE_WINDOWS, |shown| shown.len() == self.up(banners).len());
        let up = self.up(banners);
        let places: Vec<(i32, i32)> = presses
            .iter()
            .map(|(banner, label)| {
                let window = shown[up.iter().position(|id| Some(*id) == banner.id).unwrap()];
                (window.right - Xfce::from_right(banner, label), window.bottom - 30)
            })
            .collect();
        click(desktop, &places);
        presses.iter().for_each(|(banner, label)| told(banners, banner, label));
    }

    fn restart(&mut self, desktop: &Desktop, banners: &Banners) {
        self.since = banners.all().len();
        self.xfce.restart(desktop);
    }

    fn wait_for_free_screen(&self, desktop: &Desktop) {
        until("a free screen", || windows(desktop, XFCE_WINDOWS).is_empty());
    }
}

/// notification-daemon, GNOME's old one: it has buttons, and shows one banner at a time.
#[derive(Debug)]
pub struct OldGnome {
    process: Process,
}

impl RealDaemon for OldGnome {
    const CALLED: &str = "notification-daemon";

    fn start(desktop: &Desktop) -> Self {
        Self { process: notification_daemon(desktop) }
    }

    fn press(&self, desktop: &Desktop, banners: &Banners, presses: &[(&Banner, &str)]) {
        let mut last = 0;
        let mut left: Vec<(&Banner, &str)> = presses.to_vec();
        left.sort_by_key(|(banner, _)| banner.id);
        for (banner, label) in left {
            let shown = settled(desktop, OLD_GNOME_WINDOWS, |shown| shown.iter().any(|it| it.id != last));
            let window = *shown.iter().find(|window| window.id != last).unwrap();
            last = window.id;
            // Of the two buttons the right one begins where its label does.
            let from_right = if banner.buttons().last() == Some(&label) { 81 } else { 131 };
            click(desktop, &[(window.right - from_right, window.bottom - 39)]);
            told(banners, banner, label);
        }
    }

    fn restart(&mut self, desktop: &Desktop, _banners: &Banners) {
        self.process.kill();
        desktop.bus().wait_for_no_owner(NAME);
        *self = Self::start(desktop);
    }

    /// What is closed by its sender stays on the screen until its time is over; a person closes it by its cross.
    fn wait_for_free_screen(&self, desktop: &Desktop) {
        until("a free screen", || {
            let shown = windows(desktop, OLD_GNOME_WINDOWS);
            shown.iter().for_each(|window| click(desktop, &[(window.right - 24, window.top + 29)]));
            shown.is_empty()
        });
    }
}

/// Closes every banner of a kind that is up, as its sender may, and waits until the screen is free.
///
/// # Panics
/// When there is no daemon.
pub fn clear(daemon: &impl RealDaemon, desktop: &Desktop, banners: &Banners, of: impl Fn(&Banner) -> bool) {
    let connection = desktop.bus().connect();
    for banner in banners.all().into_iter().filter(|banner| banner.closed.is_none() && of(banner)) {
        let Some(id) = banner.id else { continue };
        // A daemon may say that there is none such.
        let _ = connection.call_method(
            Some(NAME),
            crate::notifications::PATH,
            Some(NAME),
            "CloseNotification",
            &id,
        );
        banners.wait_on(&banner, "its end", |one| one.closed.is_some() || one.withdrawn);
    }
    daemon.wait_for_free_screen(desktop);
}

/// How many rounds a test of answers goes: few, or as many as `NOD_ANSWERS` says.
#[must_use]
pub fn rounds() -> usize {
    std::env::var("NOD_ANSWERS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(4)
}

/// Leaves a line in a file that outlives the test, for figures: `NOD_ANSWERS_OUT` names it.
///
/// # Panics
/// When it cannot be written.
pub fn figure(line: &str) {
    use std::io::Write;
    if let Some(path) = std::env::var_os("NOD_ANSWERS_OUT") {
        let mut file = fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        writeln!(file, "{line}").unwrap();
    }
}
