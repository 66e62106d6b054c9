//! Banners on the notification daemons people have.

use support::Desktop;
use support::daemons::{Dunst, Xfce, notification_daemon};
use support::notifications::{Banners, NAME};
use support::resident;

use crate::scene::{amara_due, confirms, is_amara, moments, today};

const MONDAY_MORNING: &str = "2027-03-15 09:20";

#[test]
fn log_on_dunst() {
    let desktop = Desktop::full();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let dunst = Dunst::start(&desktop);
    let _resident = resident::start_at(&desktop, &clock);
    dunst.press(&banners.wait("Amara's reminder", is_amara), "Log");
    banners.wait("the confirmation", confirms);
    assert_eq!(moments(&desktop).len(), 2);
    assert_eq!(today(&desktop, &clock), [] as [&str; 0]);
}

#[test]
fn later_on_dunst() {
    let desktop = Desktop::full();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let dunst = Dunst::start(&desktop);
    let _resident = resident::start_at(&desktop, &clock);
    dunst.press(&banners.wait("Amara's reminder", is_amara), "Later");
    banners.wait("the confirmation", confirms);
    assert_eq!(moments(&desktop).len(), 1);
    assert_eq!(today(&desktop, &clock), [] as [&str; 0]);
}

#[test]
fn a_dismissed_banner_does_not_come_again_and_stays_on_today() {
    let desktop = Desktop::full();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let dunst = Dunst::start(&desktop);
    let mut resident = resident::start_at(&desktop, &clock);
    let banner = banners.wait("Amara's reminder", is_amara);
    dunst.dismiss();
    banners.wait_on(&banner, "its end", |banner| banner.closed == Some(2));
    resident.terminate();
    let _again = resident::start_at(&desktop, &clock);
    assert_eq!(today(&desktop, &clock), ["Amara Okafor"]);
    assert_eq!(banners.all().iter().filter(|banner| is_amara(banner)).count(), 1);
}

#[test]
fn dunst_killed_and_started_again_is_spoken_to_again() {
    let desktop = Desktop::full();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let mut dunst = Dunst::start(&desktop);
    let _resident = resident::start_at(&desktop, &clock);
    let first = banners.wait("Amara's reminder", is_amara);
    dunst.kill();
    desktop.bus().wait_for_no_owner(NAME);
    let dunst = Dunst::start(&desktop);
    let second = banners.wait("Amara's reminder again", |banner| is_amara(banner) && !banner.is(&first));
    dunst.press(&second, "Log");
    banners.wait("the confirmation", confirms);
    assert_eq!(moments(&desktop).len(), 2);
}

#[test]
fn log_on_xfce() {
    let desktop = Desktop::full();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let xfce = Xfce::start(&desktop);
    let _resident = resident::start_at(&desktop, &clock);
    let banner = banners.wait("Amara's reminder", is_amara);
    xfce.press(&desktop, &banner, "Log");
    banners.wait("the confirmation", confirms);
    assert_eq!(moments(&desktop).len(), 2);
}

#[test]
fn notification_daemon_shows_it() {
    let desktop = Desktop::full();
    let clock = amara_due(&desktop, MONDAY_MORNING);
    let banners = Banners::watch(desktop.bus());
    let _daemon = notification_daemon(&desktop);
    let _resident = resident::start_at(&desktop, &clock);
    assert_eq!(banners.wait("Amara's reminder", is_amara).buttons(), ["Log", "Later"]);
}
