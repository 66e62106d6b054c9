//! The wall clock jumps, the machine wakes: what is due comes, and comes once.

use support::Desktop;
use support::daemons::Scripted;
use support::logind::Logind;
use support::notifications::Banners;
use support::tray::Tray;
use support::{resident, team};

use crate::scene::{amara_due, confirms, is_amara};

#[test]
fn a_window_that_opened_during_sleep_is_noticed_on_waking() {
    let mut desktop = Desktop::with_bus();
    let logind = Logind::start(&mut desktop);
    let mut clock = amara_due(&desktop, "2027-03-15 08:45");
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    clock.jump_to(&desktop, "2027-03-15 09:20");
    logind.sleep_and_wake();
    let banner = banners.wait("Amara's reminder", is_amara);
    assert_eq!(banners.all().len(), 1, "{banner:?} and no other");
}

#[test]
fn a_backward_jump_brings_nothing_twice() {
    let mut desktop = Desktop::with_bus();
    let logind = Logind::start(&mut desktop);
    let mut clock = amara_due(&desktop, "2027-03-15 10:00");
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    let item = tray.item(desktop.bus());
    banners.wait("Amara's reminder", is_amara);
    for jump in [-3600, 1800, -600, 3600] {
        clock.jump_by(jump);
        logind.sleep_and_wake();
    }
    // Carried out after the wakes before it.
    item.click(&["Log", "Noor Haddad", "Helped"]);
    banners.wait("Noor's confirmation", confirms);
    assert_eq!(banners.all().iter().filter(|banner| is_amara(banner)).count(), 1);
}

#[test]
fn a_week_asleep_brings_one_banner_and_not_seven() {
    let mut desktop = Desktop::with_bus();
    let logind = Logind::start(&mut desktop);
    let mut clock = amara_due(&desktop, "2027-03-15 09:20");
    for name in ["noor", "tomasz", "zoe", "юлия"] {
        clock.nod(&desktop, &["person", "edit", name, "--rhythm", "1"]).succeeded();
    }
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    let item = tray.item(desktop.bus());
    banners.wait("the morning's reminder", |banner| banner.title.starts_with("A moment"));
    let before = banners.all().len();
    clock.jump_to(&desktop, "2027-03-22 09:20");
    logind.sleep_and_wake();
    item.click(&["Log", "Sam Carter", "Helped"]);
    banners.wait("Sam's confirmation", |banner| confirms(banner) && banner.title.contains("Sam"));
    let reminders = banners.all()[before..].iter().filter(|banner| !confirms(banner)).count();
    assert!(reminders <= 1, "{reminders} banners at once: {:#?}", banners.all());
}

#[test]
fn a_change_by_another_process_is_planned_at_once() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, "2027-03-15 09:20");
    clock.nod(&desktop, &["person", "edit", "amara", "--rhythm", "60"]).succeeded();
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    clock.nod(&desktop, &["person", "edit", "amara", "--rhythm", "7"]).succeeded();
    banners.wait("Amara's reminder", is_amara);
}

#[test]
fn an_empty_nod_waits_for_its_first_person() {
    let desktop = Desktop::with_bus();
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);
    let item = tray.item(desktop.bus());
    team::bring_in(&desktop);
    item.wait_for_menu("somebody under Log", |menu| {
        menu.find(&["Log"]).filter(|log| log.labels().iter().any(|label| label.contains("Amara"))).cloned()
    });
}
