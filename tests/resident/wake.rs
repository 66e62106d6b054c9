//! The wall clock jumps, the machine wakes: what is due comes, and comes once.
//!
//! Each of these is one resident under a clock that is moved while the steady clock goes on. What is on Today and which
//! banners came is compared as a whole, and again after the machine woke a few times more.

use support::Desktop;
use support::daemons::Scripted;
use support::fake_time::FakeTime;
use support::logind::Logind;
use support::notifications::Banners;
use support::process::Process;
use support::tray::{Item, Tray};
use support::{resident, team};

use crate::scene::{AMARA, amara_due, confirms, is_amara, today};

/// A resident with a daemon that shows nothing by itself, and a tray to tell by when it has heard everything.
struct Scene {
    clock: FakeTime,
    banners: Banners,
    daemon: Scripted,
    _tray: Tray,
    item: Item,
    _resident: Process,
    logged: usize,
    desktop: Desktop,
}

impl Scene {
    /// Amara is due and the resident runs from this time on.
    fn at(desktop: Desktop, time: &str) -> Self {
        let clock = amara_due(&desktop, time);
        let banners = Banners::watch(desktop.bus());
        let daemon = Scripted::start(desktop.bus());
        let tray = Tray::start(desktop.bus());
        let resident = resident::start_at(&desktop, &clock);
        let item = tray.item(desktop.bus());
        Self { clock, banners, daemon, _tray: tray, item, _resident: resident, logged: 0, desktop }
    }

    /// The reminders' banners that came, once everything that happened so far was heard: what is asked for in the tray is
    /// carried out after it.
    fn came(&mut self) -> Vec<String> {
        self.item.click(&["Log", "Noor Haddad", "Helped"]);
        self.logged += 1;
        let count = self.logged;
        self.banners.wait_for("Noor's confirmation", |all| {
            all.iter().filter(|it| it.id.is_some() && confirms(it) && it.title.contains("Noor")).count()
                == count
        });
        let all = self.banners.all().into_iter();
        all.filter(|banner| !confirms(banner)).map(|banner| banner.title).collect()
    }

    /// Wakes a few times more: nothing comes twice.
    fn came_for_good(&mut self, logind: &Logind) -> Vec<String> {
        let came = self.came();
        for _ in 0..3 {
            logind.sleep_and_wake();
            assert_eq!(self.came(), came, "it came twice");
        }
        came
    }

    fn today(&self) -> Vec<String> {
        today(&self.desktop, &self.clock)
    }
}

#[test]
fn a_window_that_opened_during_sleep_is_noticed_on_waking() {
    let mut desktop = Desktop::with_bus();
    let logind = Logind::mocked(&mut desktop);
    let mut scene = Scene::at(desktop, "2027-03-15 08:45");
    assert_eq!(scene.came(), [] as [&str; 0], "no window is open yet");
    scene.clock.jump_to(&scene.desktop, "2027-03-15 09:20");
    logind.sleep_and_wake();
    scene.banners.wait("Amara's reminder", is_amara);
    assert_eq!(scene.came_for_good(&logind), [AMARA]);
    assert_eq!(scene.today(), ["Amara Okafor"]);
}

#[test]
fn eight_hours_ahead_bring_one_banner_of_the_window_that_is_open_then() {
    let mut desktop = Desktop::with_bus();
    let logind = Logind::start(&mut desktop);
    let mut scene = Scene::at(desktop, "2027-03-15 08:45");
    scene.clock.nod(&scene.desktop, &["person", "edit", "tomasz", "--rhythm", "1"]).succeeded();
    assert_eq!(scene.came(), [] as [&str; 0]);
    let both = ["Amara Okafor", "Tomasz Wiśniewski"];
    scene.clock.jump_by(8 * 3600);
    // No word of a sleep, and no timer of the kernel knows: the look of each minute sees it at the latest.
    scene.banners.wait_a_minute("a reminder", |banner| banner.title.starts_with("A moment for"));
    // The morning's window was passed over and gives nothing to the afternoon's.
    let came = scene.came_for_good(&logind);
    assert_eq!(came.len(), 1, "{came:?}");
    let mut there = scene.today();
    there.sort();
    assert_eq!(there, both, "Today has everyone");
    assert_eq!(scene.daemon.withdrawn().all(), [] as [u32; 0]);
}

#[test]
fn an_hour_back_brings_nothing_twice_and_takes_nothing_away() {
    let mut desktop = Desktop::with_bus();
    let logind = Logind::start(&mut desktop);
    let mut scene = Scene::at(desktop, "2027-03-15 09:20");
    scene.banners.wait("Amara's reminder", is_amara);
    // Back into the quiet hours, on to where it was, and about there.
    for jump in [-3600, 3600, -600, 1800, -1200] {
        scene.clock.jump_by(jump);
        logind.sleep_and_wake();
        assert_eq!(scene.came_for_good(&logind), [AMARA]);
        assert_eq!(scene.today(), ["Amara Okafor"]);
    }
    assert_eq!(scene.daemon.withdrawn().all(), [] as [u32; 0], "the banner still stands");
    // It is answered as ever.
    let banner = scene.banners.wait("Amara's reminder", is_amara);
    scene.daemon.press(&banner, "Log");
    scene.banners.wait("Amara's confirmation", |it| confirms(it) && it.title.contains("Amara"));
    assert_eq!(scene.today(), [] as [&str; 0]);
}

#[test]
fn three_days_ahead_bring_the_reminder_once_more_in_place_of_the_one_that_still_stands() {
    let mut desktop = Desktop::with_bus();
    let logind = Logind::start(&mut desktop);
    let mut scene = Scene::at(desktop, "2027-03-15 09:20");
    let monday = scene.banners.wait("Amara's reminder", is_amara);
    scene.clock.jump_by(3 * 86_400);
    logind.sleep_and_wake();
    let thursday = scene.banners.wait("Thursday's", |it| is_amara(it) && !it.is(&monday));
    assert_eq!(scene.came_for_good(&logind), [AMARA, AMARA]);
    assert_eq!(scene.today(), ["Amara Okafor"]);
    assert_eq!(scene.daemon.withdrawn().all(), [monday.id.unwrap()], "one of them stands");
    // Monday's button does nothing any more, Thursday's does.
    scene.daemon.invoke(&monday, "Log");
    scene.came();
    assert_eq!(scene.today(), ["Amara Okafor"]);
    scene.daemon.press(&thursday, "Log");
    scene.banners.wait("Amara's confirmation", |it| confirms(it) && it.title.contains("Amara"));
    assert_eq!(scene.today(), [] as [&str; 0]);
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
