//! Two processes: each may go, and the other and the data stay.

use std::time::Duration;

use support::process::{kill, until, wait_for_exit};
use support::tray::Tray;
use support::window::MAIN_TITLE;
use support::{Desktop, resident, team};

const SOON: Duration = Duration::from_secs(20);

/// The only process of this program. While one of them starts another program, it stands there twice for an instant.
fn only(desktop: &Desktop, program: &str) -> u32 {
    let mut found = Vec::new();
    until(&format!("one process of {program}"), || {
        found = desktop.running(program);
        found.len() == 1
    });
    found[0]
}

#[test]
fn closing_the_window_leaves_the_resident_and_opening_shows_it_again() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let mut resident = resident::start(&desktop);
    desktop.nod(&["open"]).succeeded();
    let window = desktop.wait_for_window(MAIN_TITLE);
    let process = only(&desktop, "nod-window");
    desktop.close_window(&window);
    desktop.wait_for_no_window(MAIN_TITLE);
    assert!(resident.is_running());
    // It lingers, so the next opening is quick.
    desktop.nod(&["open", "people"]).succeeded();
    let _ = desktop.wait_for_window(MAIN_TITLE);
    assert_eq!(only(&desktop, "nod-window"), process);
}

#[test]
fn nod_alone_starts_everything_and_a_second_one_raises_the_first() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    desktop.nod(&[] as &[&str]).succeeded();
    let _ = desktop.wait_for_window(MAIN_TITLE);
    let (resident, window) = (only(&desktop, "nod"), only(&desktop, "nod-window"));
    desktop.nod(&[] as &[&str]).succeeded();
    assert_eq!(only(&desktop, "nod"), resident);
    assert_eq!(only(&desktop, "nod-window"), window);
}

#[test]
fn a_left_click_on_the_tray_opens_the_window() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);
    tray.item(desktop.bus()).activate();
    let _ = desktop.wait_for_window(MAIN_TITLE);
}

#[test]
fn quitting_from_the_tray_ends_both() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let tray = Tray::start(desktop.bus());
    let mut resident = resident::start(&desktop);
    desktop.nod(&["open"]).succeeded();
    let _ = desktop.wait_for_window(MAIN_TITLE);
    let window = only(&desktop, "nod-window");
    tray.item(desktop.bus()).click(&["Quit"]);
    assert!(resident.ended().success());
    assert!(wait_for_exit(window, SOON), "the window still runs");
}

#[test]
fn a_killed_window_is_opened_anew() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let mut resident = resident::start(&desktop);
    desktop.nod(&["open"]).succeeded();
    let _ = desktop.wait_for_window(MAIN_TITLE);
    let window = only(&desktop, "nod-window");
    kill(window);
    desktop.nod(&["log", "amara thx"]).succeeded();
    assert!(resident.is_running());
    desktop.nod(&["open"]).succeeded();
    let _ = desktop.wait_for_window(MAIN_TITLE);
    assert_ne!(only(&desktop, "nod-window"), window);
    assert_eq!(desktop.json(&["moments"])["moments"].as_array().unwrap().len(), 1);
}

#[test]
fn a_killed_resident_is_started_anew_beside_the_same_window() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let mut resident = resident::start(&desktop);
    desktop.nod(&["open"]).succeeded();
    let _ = desktop.wait_for_window(MAIN_TITLE);
    let window = only(&desktop, "nod-window");
    resident.kill();
    desktop.nod(&["log", "amara thx"]).succeeded();
    desktop.nod(&["open"]).succeeded();
    let _ = desktop.wait_for_window(MAIN_TITLE);
    // The new resident may start a window before it hears of the one there is; that second one goes by itself.
    until("one resident beside the window that stayed", || {
        desktop.running("nod").len() == 1 && desktop.running("nod-window") == [window]
    });
    assert_eq!(desktop.json(&["moments"])["moments"].as_array().unwrap().len(), 1);
}
