//! What is logged somewhere is everywhere at once, and the tray needs no window for it.
//!
//! The times are printed (`--nocapture`); what is asserted is loose, because a loaded machine is slow.

use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use support::daemons::Scripted;
use support::notifications::Banners;
use support::process::until;
use support::tray::Tray;
use support::watcher::Watcher;
use support::{Desktop, resident, team};

use crate::scene::{confirms, moments};

/// New people, far enough apart that none is taken for a slip of the pen.
const NAMES: [&str; 12] = [
    "Wilhelmina",
    "Bartholomew",
    "Xiomara",
    "Quentin",
    "Giuseppe",
    "Ffion",
    "Vladislav",
    "Ikechukwu",
    "Ottoline",
    "Pádraig",
    "Hjördís",
    "Chrysanthi",
];

/// What no machine is too slow for.
const LOOSE: Duration = Duration::from_secs(5);

/// Median and worst of some times.
fn told(what: &str, budget: u64, mut times: Vec<Duration>) {
    times.sort();
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what}: median {median:.1?}, worst {worst:.1?} of {} (budget {budget} ms)", times.len());
    assert!(worst < LOOSE, "{what}: {worst:?}");
}

#[test]
fn a_moment_logged_in_a_terminal_is_in_the_tray_and_in_a_window_at_once() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);
    let item = tray.item(desktop.bus());
    let window = Watcher::start(&desktop);
    let (mut whole, mut layout, mut told_windows) = (Vec::new(), Vec::new(), Vec::new());
    for name in NAMES {
        let heard = window.count("changed");
        let began = Instant::now();
        desktop.nod(&["log", &format!("{name} thx for the notes"), "--add"]).succeeded();
        let ended = Instant::now();
        window.after("changed", heard);
        told_windows.push(ended.elapsed());
        item.wait_for_menu(name, |menu| menu.find(&["Log", name]).cloned());
        whole.push(began.elapsed());
        layout.push(ended.elapsed());
    }
    told("from nod log to the tray's menu, nod's own time included", 200, whole);
    told("from the end of nod log to the tray's menu", 100, layout);
    told("from the end of nod log to the word a window gets", 200, told_windows);
}

#[test]
fn the_icon_dims_while_nod_is_quiet_and_nothing_is_ever_counted() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);
    let item = tray.item(desktop.bus());
    let icon = || (item.property("IconName"), item.property("IconPixmap"));
    let awake = icon();
    item.click(&["Quiet for a while", "For today"]);
    item.wait_for_menu("a way back", |menu| menu.find(&["Be back now"]).cloned());
    until("the icon to dim", || icon() != awake);
    item.click(&["Be back now"]);
    item.wait_for_menu("quiet to be offered again", |menu| menu.find(&["Quiet for a while"]).cloned());
    until("the icon to be as before", || icon() == awake);
    // Neither badge, nor number.
    let shown = format!("{:?} {}", item.property("Title"), item.menu());
    assert!(!shown.chars().any(|c| c.is_ascii_digit()), "{shown}");
    assert!(format!("{:?}", item.property("OverlayIconName")).contains("\"\""));
    assert!(!format!("{:?}", item.property("Status")).contains("NeedsAttention"));
}

#[test]
fn nothing_in_the_tray_starts_a_window_but_what_asks_for_one() {
    let mut desktop = Desktop::with_bus();
    let started = desktop.path().join("a window was started");
    let window = desktop.file("window", format!("#!/bin/sh\ntouch '{}'\n", started.display()));
    std::fs::set_permissions(&window, std::fs::Permissions::from_mode(0o755)).unwrap();
    desktop.set("NOD_WINDOW", window.to_str().unwrap());
    team::bring_in(&desktop);
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);
    let item = tray.item(desktop.bus());

    item.click(&["Log", "Amara Okafor", "Thanked"]);
    daemon.press(&banners.wait("the confirmation", confirms), "Undo");
    item.click(&["Log", "Amara Okafor", "Listen for two minutes"]);
    let running = item.wait_for_menu("the timer", |menu| {
        menu.labels().iter().find(|label| label.starts_with("Listening to")).map(|label| (*label).to_owned())
    });
    item.click(&[&running, "Stop, log nothing"]);
    item.click(&["Quiet for a while", "For an hour"]);
    item.click(&["Be back now"]);
    item.wait_for_menu("quiet to be offered again", |menu| menu.find(&["Quiet for a while"]).cloned());
    assert!(!started.exists());
    item.click(&["Log a moment…"]);
    until("a window to be started for the quick bar", || started.exists());
}

#[test]
fn add_a_note_on_a_confirmation_opens_the_bar_with_the_name() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);
    let window = Watcher::start(&desktop);
    tray.item(desktop.bus()).click(&["Log", "Amara Okafor", "Thanked"]);
    daemon.press(&banners.wait("the confirmation", confirms), "Add a note");
    let asked = window.wait("quick");
    assert!(asked["prefill"].as_str().unwrap().starts_with("Amara Okafor"), "{asked}");
    assert_eq!(moments(&desktop).len(), 1, "what was logged stays logged");
}
