//! One fortnight with Nod, from an address book to a kept promise.

use support::Desktop;
use support::daemons::Dunst;
use support::fake_time::FakeTime;
use support::logind::Logind;
use support::notifications::Banners;
use support::tray::Tray;
use support::window::{Page, QUICK_TITLE, Window};
use support::{resident, team};

#[test]
fn contacts_come_in_a_moment_is_logged_and_a_reminder_comes_out() {
    let mut desktop = Desktop::full();
    let logind = Logind::start(&mut desktop);
    let mut clock = FakeTime::at(&desktop, "2027-03-01 10:00");
    let banners = Banners::watch(desktop.bus());
    let dunst = Dunst::start(&desktop);
    let tray = Tray::start(desktop.bus());

    // A file comes in with the CLI.
    let file = desktop.file("team.vcf", team::CONTACTS);
    clock.nod(&desktop, &["import", "--yes", file.to_str().unwrap()]).succeeded();
    clock.nod(&desktop, &["person", "edit", "amara", "--rhythm", "7"]).succeeded();

    // Its people are in the window.
    let _resident = resident::start_at(&desktop, &clock);
    let window = Window::open_at(&desktop, &clock);
    window.wait_for_view("today");
    window.click("button", "People");
    window.wait_for_view("people");
    for name in ["Amara Okafor", "Tomasz Wiśniewski", "Zoé Lefèvre", "Юлия Соколова", "山田花子"]
    {
        window.wait_for_text(name);
    }
    window.screenshot("people");
    window.click("button", "Today");
    window.wait_for_view("today");

    // A moment is logged through the quick bar, by keyboard alone.
    clock.nod(&desktop, &["quick"]).succeeded();
    window.switch_to(Page::Quick);
    desktop.wait_for_active_window(QUICK_TITLE);
    window.wait("the field to have the focus", "document.activeElement?.matches('input')");
    window.keys("amara thx for the release notes");
    window.wait("the bar to have read it", "nodTest.text(document.body).includes('Amara Okafor')");
    window.screenshot("quick");
    window.press("Return");
    window.wait_for_text("Thanked Amara");

    // Today has it.
    window.switch_to(Page::Main);
    window.wait(
        "Today to have Amara's moment",
        "nodTest.text(document.querySelector('main')).includes('for the release notes')",
    );
    window.screenshot("today-after-quick-log");

    // Another is logged from the tray; the window follows.
    let item = tray.item(desktop.bus());
    item.click(&["Log", "Noor Haddad", "Helped"]);
    window.wait(
        "Today to have Noor's moment",
        "/Helped\\s+Noor/.test(nodTest.text(document.querySelector('main')))",
    );
    window.screenshot("today-after-tray-log");
    assert_eq!(desktop.json(&["moments"])["moments"].as_array().unwrap().len(), 2);

    // Two weeks later Amara comes to mind.
    clock.jump_to(&desktop, "2027-03-15 10:00");
    logind.sleep_and_wake();
    // On the first day she may have come to mind as well: her first cycle begins anywhere in it.
    let banner = banners.wait("Amara's reminder", |banner| {
        banner.title == "A moment for Amara?" && banner.body.starts_with("You last thanked them 2 weeks ago.")
    });
    dunst.press(&banner, "Log");
    banners.wait("the confirmation", |banner| {
        banner.title.contains("Amara") && banner.actions.iter().any(|(_, label)| label == "Undo")
    });

    // It is in the database, and in the window.
    let moments = desktop.json(&["moments", "--person", "amara"]);
    let moments = moments["moments"].as_array().unwrap();
    assert_eq!(moments.len(), 2, "{moments:#?}");
    assert!(moments[0].to_string().contains("2027-03-15"), "{}", moments[0]);
    window.click("button", "Moments");
    window.wait_for_view("moments");
    window.wait("the journal to have three moments", "document.querySelectorAll('main time').length >= 3");
    window.screenshot("moments");
}
