//! Hostile text in the tray's menu and on banners: it names who is meant, and turns or hides nothing around it.

use support::daemons::Scripted;
use support::fake_time::FakeTime;
use support::notifications::{Banner, Banners};
use support::tray::Tray;
use support::{Desktop, hostile, resident};

use crate::scene::confirms;

/// Longest label of a menu, in code points: wide enough for any name, and no wider.
const LONGEST: usize = 400;

fn who(text: &str) -> &str {
    text.split(' ').next().unwrap()
}

#[test]
fn every_name_is_in_the_trays_menu_and_harms_nothing() {
    let desktop = Desktop::with_bus();
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);
    let item = tray.item(desktop.bus());
    for (what, text) in hostile::texts() {
        desktop.nod(&["person", "add", &text]).succeeded();
        desktop.nod(&["log", who(&text), "thx"]).succeeded();
        let label = item.wait_for_menu(what, |menu| {
            let people = menu.find(&["Log"])?.labels().into_iter().map(str::to_owned);
            people.into_iter().find(|label| label.split(' ').next() == Some(who(&text)))
        });
        assert_eq!(hostile::harm(&label), None, "{what} as {label:?}");
        assert!(label.chars().count() <= LONGEST, "{what} is {} long", label.chars().count());
        // Whoever is chosen is who was meant.
        item.click(&["Log", &label, "Helped"]);
        item.wait_for_menu("the menu after it", |menu| menu.find(&["Log", &label]).cloned());
    }
}

#[test]
fn banners_show_every_text_as_text() {
    let desktop = Desktop::with_bus();
    let banners = Banners::watch(desktop.bus());
    let capabilities = ["actions", "body", "body-markup", "persistence"];
    let _daemon = Scripted::with_capabilities(desktop.bus(), &capabilities);
    let tray = Tray::start(desktop.bus());
    let clock = FakeTime::at(&desktop, "2027-03-01 08:00");
    for (_, text) in hostile::texts() {
        clock.nod(&desktop, &["person", "add", &text]).succeeded();
        let remind = ["remind", &text, "--on", "2027-03-01", "--at", "11:00", "--person", who(&text)];
        clock.nod(&desktop, &remind).succeeded();
    }
    let mut clock = clock;
    clock.jump_to(&desktop, "2027-03-01 11:00");
    let _resident = resident::start_at(&desktop, &clock);
    let item = tray.item(desktop.bus());
    // What was asked for by a time is shown at that time, as one banner or as several.
    let shown = banners.wait("a banner of what was asked for", |banner| banner.text().contains("eve"));
    let looked_at = |banner: &Banner, what: &str| {
        let labels = banner.actions.iter().map(|(_, label)| label.as_str());
        for text in [banner.title.as_str(), banner.body.as_str()].into_iter().chain(labels) {
            assert_eq!(hostile::harm(text), None, "{what}: {text:?}");
        }
        // The daemon reads the body as markup, so no tag may stand in it.
        assert!(!banner.body.contains('<'), "{what}: {:?}", banner.body);
    };
    looked_at(&shown, "what was asked for");
    for (what, text) in hostile::texts() {
        let menu = item.wait_for_menu(what, |menu| menu.find(&["Log"]).cloned());
        let Some(label) = menu.labels().into_iter().find(|label| label.split(' ').next() == Some(who(&text)))
        else {
            continue;
        };
        let label = label.to_owned();
        item.click(&["Log", &label, "Thanked"]);
        let confirmation =
            banners.wait(what, |banner| confirms(banner) && banner.text().contains(who(&text)));
        looked_at(&confirmation, what);
    }
    let confirmed = banners.all().iter().filter(|banner| confirms(banner)).count();
    assert!(confirmed > 3, "the menu had people to log with");
}
