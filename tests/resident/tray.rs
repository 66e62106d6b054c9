//! The tray: log without a window, and hosts that come and go.

use support::Desktop;
use support::daemons::Scripted;
use support::fake_time::FakeTime;
use support::logind::Logind;
use support::notifications::Banners;
use support::tray::{Panel, Tray};
use support::{resident, team};

use crate::scene::{confirms, moments, undoes};

#[test]
fn a_moment_is_logged_from_the_tray_without_a_window() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    desktop.nod(&["log", "amara helped"]).succeeded();
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);

    let item = tray.item(desktop.bus());
    item.click(&["Log", "Amara Okafor", "Thanked"]);
    let confirmation = banners.wait("the confirmation", confirms);
    assert!(confirmation.title.contains("Amara"), "{confirmation:?}");
    let logged = moments(&desktop);
    assert_eq!(logged.len(), 2);
    assert!(logged[0].to_string().contains("thanked"), "{}", logged[0]);
    assert_eq!(desktop.running("nod-window"), [] as [u32; 0]);

    daemon.press(&confirmation, "Undo");
    banners.wait("word that it was undone", undoes);
    assert_eq!(moments(&desktop).len(), 1);
    assert_eq!(desktop.running("nod-window"), [] as [u32; 0]);
}

#[test]
fn every_gesture_is_there_for_todays_and_recent_people() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    desktop.nod(&["log", "юлия helped"]).succeeded();
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);
    let menu = tray.item(desktop.bus()).menu();
    let yulia = menu.find(&["Log", "Юлия Соколова"]).unwrap_or_else(|| panic!("{menu}"));
    assert_eq!(
        yulia.labels(),
        [
            "Thanked",
            "Acknowledged",
            "Checked in",
            "Listened",
            "Remembered",
            "Helped",
            "Celebrated",
            "Listen for two minutes"
        ]
    );
    for entry in ["Log a moment…", "Today", "Quiet for a while", "Quit"] {
        assert!(menu.find(&[entry]).is_some_and(|found| found.enabled), "no {entry} in\n{menu}");
    }
}

#[test]
fn the_icon_comes_when_a_tray_comes() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    let tray = Tray::start(desktop.bus());
    assert!(!tray.item(desktop.bus()).menu().entries.is_empty());
}

#[test]
fn the_icon_comes_back_after_the_panel_crashed() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);
    let _item = tray.item(desktop.bus());
    tray.stop();
    desktop.bus().wait_for_no_owner(support::tray::NAME);
    let tray = Tray::start(desktop.bus());
    assert!(!tray.item(desktop.bus()).menu().entries.is_empty());
}

#[test]
fn the_menu_follows_what_is_logged_elsewhere() {
    let desktop = Desktop::with_bus();
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);
    let item = tray.item(desktop.bus());
    let _ = item.menu();
    desktop.nod(&["log", "Wilhelmina thx for the notes", "--add"]).succeeded();
    item.wait_for_menu("Wilhelmina under Log", |menu| menu.find(&["Log", "Wilhelmina"]).cloned());
    desktop.nod(&["undo"]).succeeded();
    item.wait_for_menu("Wilhelmina gone", |menu| menu.find(&["Log", "Wilhelmina"]).is_none().then_some(()));
}

#[test]
fn quiet_is_chosen_and_ended_in_the_tray() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    let tray = Tray::start(desktop.bus());
    let mut resident = resident::start(&desktop);
    let item = tray.item(desktop.bus());
    item.click(&["Quiet for a while", "For an hour"]);
    item.wait_for_menu("a way back", |menu| menu.find(&["Be back now"]).cloned());

    // It is kept over a restart.
    let registered = tray.registrations();
    assert!(resident.terminate().success());
    let _again = resident::start(&desktop);
    let item = tray.item_after(desktop.bus(), registered);
    item.click(&["Be back now"]);
    item.wait_for_menu("quiet to be offered again", |menu| {
        menu.find(&["Quiet for a while", "For an hour"]).cloned()
    });
}

#[test]
fn quit_ends_it() {
    let desktop = Desktop::with_bus();
    let tray = Tray::start(desktop.bus());
    let mut resident = resident::start(&desktop);
    tray.item(desktop.bus()).click(&["Quit"]);
    assert!(resident.ended().success());
    assert_eq!(desktop.running("nod"), [] as [u32; 0]);
}

#[test]
fn a_real_panel_shows_it() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    desktop.nod(&["log", "amara helped"]).succeeded();
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::start(desktop.bus());
    let panel = Panel::start(&desktop);
    let _resident = resident::start(&desktop);
    panel.item(desktop.bus()).click(&["Log", "Amara Okafor", "Listened"]);
    banners.wait("the confirmation", confirms);
    assert!(moments(&desktop)[0].to_string().contains("listened"));
}

#[test]
fn the_listening_timer_logs_itself_over_a_restart() {
    let mut desktop = Desktop::with_bus();
    let logind = Logind::start(&mut desktop);
    team::bring_in(&desktop);
    let mut clock = FakeTime::at(&desktop, "2027-03-15 10:00");
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let mut resident = resident::start_at(&desktop, &clock);
    clock.nod(&desktop, &["listen", "amara"]).succeeded();
    let item = tray.item(desktop.bus());
    item.wait_for_menu("the timer", |menu| menu.find(&["Listening to Amara Okafor until 10:02"]).cloned());
    assert!(resident.terminate().success());
    let _again = resident::start_at(&desktop, &clock);
    clock.jump_to(&desktop, "2027-03-15 10:02:05");
    logind.sleep_and_wake();
    let banner = banners.wait("what was logged", confirms);
    assert_eq!(banner.title, "Listened to Amara");
    assert_eq!(banner.buttons(), ["Undo", "Add a note"]);
    assert_eq!(moments(&desktop).len(), 1);
    assert_eq!(desktop.running("nod-window"), [] as [u32; 0]);
}
