//! When there is no banner, and that nothing is lost by it.

use support::Desktop;
use support::daemons::Scripted;
use support::logind::Logind;
use support::notifications::Banners;
use support::resident;
use support::tray::Tray;

use crate::scene::{amara_due, confirms, is_amara, today};

/// Starts the resident and logs with Noor from the tray. Her confirmation comes after whatever the resident had to show
/// at its start, so what did not come before it does not come.
fn no_reminder_comes(desktop: &Desktop, clock: &support::fake_time::FakeTime) {
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start_at(desktop, clock);
    tray.item(desktop.bus()).click(&["Log", "Noor Haddad", "Helped"]);
    banners.wait("Noor's confirmation", confirms);
    assert_eq!(banners.all().iter().filter(|banner| !confirms(banner)).count(), 0, "{:#?}", banners.all());
    assert_eq!(today(desktop, clock), ["Amara Okafor"]);
}

#[test]
fn quiet_hours_show_nothing_and_lose_nothing() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, "2027-03-15 07:30");
    no_reminder_comes(&desktop, &clock);
}

#[test]
fn a_pause_shows_nothing_and_loses_nothing() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, "2027-03-15 09:20");
    clock.nod(&desktop, &["pause", "1h"]).succeeded();
    no_reminder_comes(&desktop, &clock);
}

#[test]
fn a_day_off_shows_nothing_and_loses_nothing() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, "2027-03-14 11:00");
    no_reminder_comes(&desktop, &clock);
}

#[test]
fn the_end_of_a_pause_brings_what_waited() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, "2027-03-15 09:20");
    clock.nod(&desktop, &["pause", "1h"]).succeeded();
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    assert_eq!(banners.all().len(), 0);
    clock.nod(&desktop, &["resume"]).succeeded();
    banners.wait("Amara's reminder", is_amara);
}

#[test]
fn a_banner_is_not_repeated_by_a_restart() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, "2027-03-15 09:20");
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let mut resident = resident::start_at(&desktop, &clock);
    banners.wait("Amara's reminder", is_amara);
    let registered = tray.registrations();
    assert!(resident.terminate().success());
    let _again = resident::start_at(&desktop, &clock);
    tray.item_after(desktop.bus(), registered).click(&["Log", "Noor Haddad", "Helped"]);
    banners.wait("Noor's confirmation", confirms);
    assert_eq!(banners.all().iter().filter(|banner| is_amara(banner)).count(), 1);
}

#[test]
fn without_a_daemon_it_waits_on_today_and_comes_with_the_daemon() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, "2027-03-15 09:20");
    let banners = Banners::watch(desktop.bus());
    let mut resident = resident::start_at(&desktop, &clock);
    assert_eq!(today(&desktop, &clock), ["Amara Okafor"]);
    assert!(resident.is_running());
    let daemon = Scripted::start(desktop.bus());
    let banner = banners.wait("Amara's reminder", is_amara);
    daemon.press(&banner, "Later");
    banners.wait("the confirmation", confirms);
}

#[test]
fn what_comes_due_while_the_daemon_is_gone_comes_with_its_return() {
    let mut desktop = Desktop::with_bus();
    let logind = Logind::start(&mut desktop);
    let mut clock = amara_due(&desktop, "2027-03-15 08:45");
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    daemon.stop();
    // The morning's window opens and nobody shows anything; time goes on.
    for time in ["2027-03-15 09:20", "2027-03-15 11:00", "2027-03-15 13:50"] {
        clock.jump_to(&desktop, time);
        logind.sleep_and_wake();
        assert_eq!(today(&desktop, &clock), ["Amara Okafor"]);
    }
    assert_eq!(banners.all().iter().filter(|banner| banner.id.is_some()).count(), 0);
    // Its name on the bus is the sign; every wait of these tests is shorter than the minute it may take.
    let daemon = Scripted::start(desktop.bus());
    daemon.press(&banners.wait("Amara's reminder", is_amara), "Log");
    banners.wait("the confirmation", confirms);
    assert_eq!(today(&desktop, &clock), [] as [&str; 0]);
}

#[test]
fn a_clock_that_leapt_years_ahead_is_said_and_silent() {
    let mut desktop = Desktop::with_bus();
    let logind = Logind::start(&mut desktop);
    let mut clock = amara_due(&desktop, "2027-03-15 08:45");
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start_at(&desktop, &clock);
    let said = |clock: &support::fake_time::FakeTime| {
        let json = clock.nod(&desktop, &["today", "--json"]).succeeded().json();
        (json["clock"].clone(), clock.nod(&desktop, &["doctor"]).stdout)
    };
    let (clock_says, doctor) = said(&clock);
    assert!(clock_says.is_null() && doctor.contains("✓ The clock"), "{doctor}");
    clock.jump_to(&desktop, "2031-03-17 09:20");
    logind.sleep_and_wake();
    tray.item(desktop.bus()).click(&["Log", "Noor Haddad", "Helped"]);
    banners.wait("Noor's confirmation", confirms);
    assert_eq!(banners.all().iter().filter(|banner| !confirms(banner)).count(), 0);
    let (clock_says, doctor) = said(&clock);
    let sentence = clock_says.as_str().unwrap();
    assert!(sentence.contains("17 March 2031") && sentence.contains("15 March 2027"), "{sentence}");
    assert!(doctor.contains(&format!("· {sentence}")), "{doctor}");
    let plain = clock.nod(&desktop, &["today"]).succeeded().stdout;
    assert!(plain.starts_with(sentence), "{plain}");
    // Put right, it is believed at once.
    clock.jump_to(&desktop, "2027-03-15 09:20");
    logind.sleep_and_wake();
    banners.wait("Amara's reminder", is_amara);
    assert!(said(&clock).0.is_null());
}
