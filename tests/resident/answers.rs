//! What becomes of a banner's buttons.

use support::Desktop;
use support::daemons::Scripted;
use support::notifications::Banners;
use support::resident;
use support::tray::Tray;

use crate::scene::{amara_due, confirms, is_amara, moments, today, undoes};

const MONDAY_MORNING: &str = "2027-03-15 09:20";

#[test]
fn log_logs_the_suggested_gesture() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    let banner = banners.wait("Amara's reminder", is_amara);
    assert_eq!(banner.buttons(), ["Log", "Later"]);
    assert!(banner.body.contains("thanked"), "the body says what was last: {banner:?}");
    daemon.press(&banner, "Log");
    let confirmation = banners.wait("the confirmation", confirms);
    assert_eq!(moments(&desktop).len(), 2);
    assert_eq!(today(&desktop, &clock), [] as [&str; 0]);
    daemon.press(&confirmation, "Undo");
    banners.wait("word that it was undone", undoes);
    assert_eq!(moments(&desktop).len(), 1);
    assert_eq!(today(&desktop, &clock), ["Amara Okafor"]);
}

#[test]
fn later_puts_off_until_tomorrow() {
    let desktop = Desktop::with_bus();
    let mut clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    daemon.press(&banners.wait("Amara's reminder", is_amara), "Later");
    banners.wait("the confirmation", confirms);
    assert_eq!(moments(&desktop).len(), 1);
    assert_eq!(today(&desktop, &clock), [] as [&str; 0]);
    clock.jump_to(&desktop, "2027-03-16 09:20");
    assert_eq!(today(&desktop, &clock), ["Amara Okafor"]);
}

#[test]
fn undo_after_later_gives_the_first_state_back() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let outlook = || {
        let json = |arguments: &[&str]| clock.nod(&desktop, arguments).succeeded().json();
        [
            json(&["today", "--json"]),
            json(&["plan", "--days", "30", "--json"]),
            json(&["why", "amara", "--json"]),
        ]
    };
    let first = outlook();
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    daemon.press(&banners.wait("Amara's reminder", is_amara), "Later");
    let confirmation = banners.wait("the confirmation", confirms);
    assert_ne!(outlook(), first);
    daemon.press(&confirmation, "Undo");
    banners.wait("word that it was undone", undoes);
    assert_eq!(outlook(), first);
}

#[test]
fn undo_after_not_now_gives_the_first_state_back() {
    let desktop = Desktop::with_bus();
    let mut clock = amara_due(&desktop, "2027-03-01 09:05");
    for name in ["noor", "tomasz", "zoe", "юлия"] {
        clock.nod(&desktop, &["person", "edit", name, "--rhythm", "7"]).succeeded();
        clock.nod(&desktop, &["log", &format!("{name} thx")]).succeeded();
    }
    clock.jump_to(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    let hello = banners.wait("the greeting", |banner| banner.title == "Welcome back");
    assert_eq!(hello.buttons(), ["Open", "Not now"]);
    let first = today(&desktop, &clock);
    assert_eq!(first.len(), 3);
    daemon.press(&hello, "Not now");
    let confirmation = banners.wait("the confirmation", confirms);
    assert_eq!(today(&desktop, &clock).len(), 2);
    daemon.press(&confirmation, "Undo");
    banners.wait("word that it was undone", undoes);
    assert_eq!(today(&desktop, &clock), first);
}

#[test]
fn a_button_pressed_while_another_program_holds_the_file_is_carried_out_when_it_lets_go() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    let banner = banners.wait("Amara's reminder", is_amara);
    let file = rusqlite::Connection::open(desktop.nod_data().join("nod.db")).unwrap();
    file.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    file.execute_batch("BEGIN IMMEDIATE").unwrap();
    daemon.press(&banner, "Log");
    // It is heard meanwhile: it answers, though it cannot write.
    for _ in 0..20 {
        let said = desktop.nod(&["doctor"]).stdout;
        assert!(said.contains("runs in the background"), "{said}");
    }
    assert_eq!(moments(&desktop).len(), 1);
    file.execute_batch("ROLLBACK").unwrap();
    banners.wait("the confirmation", confirms);
    assert_eq!(moments(&desktop).len(), 2);
}

#[test]
fn the_same_button_twice_is_once() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    let item = tray.item(desktop.bus());
    let banner = banners.wait("Amara's reminder", is_amara);
    daemon.invoke(&banner, "Log");
    daemon.invoke(&banner, "Log");
    daemon.press(&banner, "Later");
    banners.wait("the confirmation", confirms);
    // What was pressed before is carried out before.
    item.click(&["Log", "Noor Haddad", "Helped"]);
    banners.wait("Noor's confirmation", |banner| confirms(banner) && banner.title.contains("Noor"));
    assert_eq!(moments(&desktop).len(), 3, "two of Amara's, one of Noor's");
}

#[test]
fn a_button_of_a_banner_settled_elsewhere_does_nothing() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    let item = tray.item(desktop.bus());
    let banner = banners.wait("Amara's reminder", is_amara);
    clock.nod(&desktop, &["log", "amara listened"]).succeeded();
    daemon.press(&banner, "Log");
    item.click(&["Log", "Noor Haddad", "Helped"]);
    banners.wait("Noor's confirmation", |banner| confirms(banner) && banner.title.contains("Noor"));
    assert_eq!(moments(&desktop).len(), 3, "two of Amara's, one of Noor's");
}

#[test]
fn a_daemon_without_buttons_gets_none() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::with_capabilities(desktop.bus(), &["body"]);
    let _resident = resident::start_at(&desktop, &clock);
    let banner = banners.wait("Amara's reminder", is_amara);
    assert_eq!(banner.buttons(), [] as [&str; 0]);
}

#[test]
fn a_name_is_not_read_as_markup() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    clock
        .nod(&desktop, &["person", "edit", "amara", "--called", "A<b>mara & Co", "--name", "A<b>mara & Co"])
        .succeeded();
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::with_capabilities(desktop.bus(), &["body", "body-markup", "actions"]);
    let _resident = resident::start_at(&desktop, &clock);
    let banner = banners.wait("Amara's reminder", |banner| banner.title.contains("mara"));
    assert!(!banner.body.contains("<b>"), "{banner:?}");
}
