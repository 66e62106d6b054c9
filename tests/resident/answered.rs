//! Every button that is pressed is heard: Log, Later and Done on the daemons people have, two banners at once, after the
//! daemon was killed, and of banners that a resident left when it was killed.
//!
//! `NOD_ANSWERS=100` presses that many; the few of an ordinary run show that it works at all.

use support::Desktop;
use support::daemons::Dunst;
use support::fake_time::FakeTime;
use support::logind::Logind;
use support::notifications::{Banner, Banners};
use support::process::{Process, until};
use support::real::{OldGnome, RealDaemon, XfceDaemon, clear, figure, rounds};
use support::resident;

use crate::scene::{amara_due, confirms, today};

/// Working days in March to July 2027, one for each round; both changes of the clocks are not far.
fn days() -> impl Iterator<Item = String> {
    let months =
        [(3, 31, 0), (4, 30, 3), (5, 31, 5), (6, 30, 1), (7, 31, 3), (8, 31, 6), (9, 30, 2), (10, 31, 4)];
    months.into_iter().flat_map(|(month, length, first)| {
        let working = (1..=length).filter(move |day| (first + day - 1) % 7 < 5);
        working.map(move |day| format!("2027-{month:02}-{day:02}"))
    })
}

/// One scene that goes on from day to day.
struct Scene<D> {
    clock: FakeTime,
    banners: Banners,
    daemon: D,
    logind: Logind,
    resident: Process,
    seen: Vec<Banner>,
    confirmed: usize,
    desktop: Desktop,
}

impl<D: RealDaemon> Scene<D> {
    fn new() -> Self {
        let mut desktop = Desktop::full();
        let logind = Logind::start(&mut desktop);
        let clock = amara_due(&desktop, "2027-03-15 07:00");
        clock.nod(&desktop, &["person", "edit", "amara", "--rhythm", "1"]).succeeded();
        let banners = Banners::watch(desktop.bus());
        let daemon = D::start(&desktop);
        let resident = resident::start_at(&desktop, &clock);
        Self { clock, banners, daemon, logind, resident, seen: Vec::new(), confirmed: 0, desktop }
    }

    /// A morning on which Amara is due, and at 9:20 something of one's own.
    fn morning(&mut self, day: &str, own: Option<&str>) {
        self.clock.jump_to(&self.desktop, &format!("{day} 09:10"));
        if let Some(text) = own {
            self.clock.nod(&self.desktop, &["remind", text, "--at", "09:20"]).succeeded();
        }
        self.clock.jump_to(&self.desktop, &format!("{day} 09:25"));
        self.logind.sleep_and_wake();
    }

    /// The banner with this title that was not seen before.
    fn fresh(&mut self, title: &str) -> Banner {
        let seen = &self.seen;
        let banner = self
            .banners
            .wait(title, |banner| banner.title == title && !seen.iter().any(|other| other.is(banner)));
        self.seen.push(banner.clone());
        banner
    }

    fn wanted(&mut self, own: Option<&str>) -> Vec<(Banner, &'static str)> {
        let mut found = vec![(self.fresh(crate::scene::AMARA), "")];
        found.extend(own.map(|text| (self.fresh(text), "Done")));
        found
    }

    /// Waits until the resident has written down where these stand: killed before, it only knows that it was about to.
    fn noted(&self, wanted: &[(Banner, &str)]) {
        let file = self.desktop.nod_data().join("nod.db");
        let file = rusqlite::Connection::open(file).unwrap();
        until("the resident to note what it showed", || {
            let sql = "SELECT value FROM state WHERE name = 'standing'";
            let standing: String = file.query_row(sql, [], |row| row.get(0)).unwrap_or_default();
            wanted
                .iter()
                .all(|(banner, _)| standing.contains(&format!("\"number\":{}}}", banner.id.unwrap())))
        });
    }

    /// Presses them all and waits for as many confirmations.
    fn press(&mut self, presses: &[(Banner, &str)]) {
        let presses: Vec<(&Banner, &str)> = presses.iter().map(|(banner, label)| (banner, *label)).collect();
        self.daemon.press(&self.desktop, &self.banners, &presses);
        self.confirmed += presses.len();
        let expected = self.confirmed;
        until("every answer to be confirmed", || {
            let all = self.banners.all();
            all.iter().filter(|banner| banner.id.is_some() && confirms(banner)).count() >= expected
        });
        clear(&self.daemon, &self.desktop, &self.banners, confirms);
    }

    fn is_due(&self) -> bool {
        today(&self.desktop, &self.clock).iter().any(|name| name.starts_with("Amara"))
    }

    fn own(&self) -> usize {
        self.clock
            .nod(&self.desktop, &["remind", "list", "--json"])
            .succeeded()
            .json()
            .as_array()
            .unwrap()
            .len()
    }
}

fn logged_so_far(desktop: &Desktop) -> u64 {
    desktop.json(&["moments"])["total"].as_u64().unwrap()
}

/// Every round is a working day: Log, or Later on every third; two banners at once on every second; after the daemon
/// was killed with them on every fourth; after the resident was killed and started again on every fifth.
fn every_answer_arrives<D: RealDaemon>() {
    let mut scene = Scene::<D>::new();
    let before = logged_so_far(&scene.desktop);
    let (mut logged, mut pressed) = (0, 0);
    for (round, day) in days().skip(10).take(rounds()).enumerate() {
        let text = format!("call number {round}");
        let own = (round % 2 == 1).then_some(text.as_str());
        scene.morning(&day, own);
        let mut wanted = scene.wanted(own);
        if round % 4 == 3 {
            scene.daemon.restart(&scene.desktop, &scene.banners);
            wanted = scene.wanted(own);
        }
        if round % 5 == 2 {
            scene.noted(&wanted);
            scene.resident.kill();
            scene.resident = resident::start_at(&scene.desktop, &scene.clock);
            wanted = scene.wanted(own);
        }
        let later = round % 3 == 2;
        wanted[0].1 = if later { "Later" } else { "Log" };
        scene.press(&wanted);
        pressed += wanted.len();
        logged += u64::from(!later);
        assert_eq!(logged_so_far(&scene.desktop) - before, logged, "{}, {day}", D::CALLED);
        assert!(!scene.is_due(), "{}, {day}: Amara is still there after {}", D::CALLED, wanted[0].1);
        assert_eq!(scene.own(), 0, "{}, {day}: {text} is still there", D::CALLED);
    }
    assert_eq!(scene.confirmed, pressed);
    figure(&format!("{}: {} of {pressed} answers arrived", D::CALLED, scene.confirmed));
}

#[test]
fn every_answer_on_dunst_arrives() {
    every_answer_arrives::<Dunst>();
}

#[test]
fn every_answer_on_xfce_arrives() {
    every_answer_arrives::<XfceDaemon>();
}

#[test]
fn every_answer_on_notification_daemon_arrives() {
    every_answer_arrives::<OldGnome>();
}
