//! A Nod, a resident, a notification daemon and a clock, all in one thread: carries out histories and notes every banner.
//!
//! The Nod is the real one on a real file. The resident does what the real one does, in its order: take back what no
//! longer stands, claim, show, note, ask for the next wake. Between any two of these it can crash.

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use chrono::{DateTime, TimeDelta, Utc};
use nod_core::api::{PersonFields, Reminder, Settings};
use nod_core::clock::Now;
use nod_core::id::PersonId;
use nod_core::nod::{Answer, Banner, BannerKind, Nod};
use nod_core::plan::{self, Plan, ReminderKey, Rules, Snapshot};
use nod_core::store::{DATABASE_FILE, Store, people, reminders, settings};
use rusqlite::Connection;

use super::history::{History, Op};
use super::stage::{Stage, folder};
use crate::support::{SEED, at_in, named};

/// People in the team.
pub const TEAM: usize = 6;

/// Places and times at which histories start; some lie just before clocks change.
pub const STARTS: [(&str, &str); 6] = [
    ("Europe/Berlin", "2026-11-02 08:00"),
    ("Europe/Berlin", "2026-10-23 08:00"),
    ("America/New_York", "2027-03-11 08:00"),
    ("Australia/Lord_Howe", "2026-10-02 08:00"),
    ("Asia/Kolkata", "2026-11-26 20:00"),
    ("America/Los_Angeles", "2026-10-30 11:00"),
];

/// More looks than any stretch of a history needs: beyond that it is a busy loop.
const MOST_LOOKS: usize = 2_000;

/// How the notification daemon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Daemon {
    /// Takes what it is given.
    Here,
    /// Not on the bus.
    Gone,
    /// Refuses, because it is full.
    Full,
}

/// Where the resident crashes the next time it shows something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crash {
    /// After the claim.
    Claimed,
    /// After the daemon took it, before that is noted.
    Taken,
    /// After that was noted.
    Noted,
}

/// A banner that a daemon took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Show {
    /// What it said.
    pub banner: Banner,
    /// When.
    pub at: Now,
    /// The resident lived to note it.
    pub noted: bool,
    /// Today at that time.
    pub today: Vec<String>,
    /// Settings at that time.
    pub settings: Settings,
    /// The pause at that time.
    pub paused: Option<DateTime<Utc>>,
    /// True when its day was in an away period by then.
    pub away: bool,
}

/// The reminders a banner stands for.
pub fn names(banner: &Banner) -> Vec<String> {
    let also = banner.also.iter().map(|(name, _)| name).filter(|name| name.parse::<ReminderKey>().is_ok());
    std::iter::once(&banner.reminder).chain(also).cloned().collect()
}

/// The slots a banner takes, one for each of its reminders.
pub fn slots(banner: &Banner) -> Vec<(String, i64)> {
    let also = banner.also.iter().filter(|(name, _)| name.parse::<ReminderKey>().is_ok());
    std::iter::once((banner.reminder.clone(), banner.slot)).chain(also.cloned()).collect()
}

/// A person of the team.
pub fn person(number: usize) -> PersonId {
    PersonId::from_bytes([u8::try_from(number % TEAM + 1).unwrap(); 16])
}

/// A database with the team in it, made once.
pub fn template() -> &'static [u8] {
    static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = folder();
        let now = at_in("UTC", "2026-01-01 00:00");
        let mut store = Store::open(folder.path()).unwrap();
        let team = |tx: &rusqlite::Transaction<'_>| {
            for number in 0..TEAM {
                let fields = named(&format!("Person {number}"));
                people::add(tx, person(number), None, &fields, now.today())?;
            }
            Ok(((), String::new()))
        };
        store.transact(now, team).unwrap();
        drop(store);
        let path = folder.path().join(DATABASE_FILE);
        let file = Connection::open(&path).unwrap();
        file.execute("DELETE FROM journal", []).unwrap();
        file.execute("UPDATE state SET value = ?1 WHERE name = 'seed'", [SEED.to_string()]).unwrap();
        file.close().unwrap();
        std::fs::read(path).unwrap()
    })
}

/// The world of a history.
pub struct Machine {
    stage: Stage,
    /// The time.
    pub now: Now,
    /// The daemon.
    pub daemon: Daemon,
    /// Where the resident crashes next.
    pub crash: Option<Crash>,
    /// Banners that are up.
    pub live: Vec<Banner>,
    /// Banners that were taken, in order.
    pub shows: Vec<Show>,
    /// How often the user put a reminder off.
    pub put_off: HashMap<String, usize>,
    /// When the resident asked to be woken.
    pub wake: Option<DateTime<Utc>>,
    /// How often the resident looked.
    pub looks: usize,
    /// Called after every look.
    pub watch: fn(&Self),
    /// After a daemon refused, until when nothing is tried.
    hold: Option<DateTime<Utc>>,
    /// The answer given last.
    pub answered: Option<(Banner, Answer)>,
}

impl Machine {
    /// The world as a history finds it, with everything before its first operation done.
    pub fn new(history: &History) -> Self {
        let stage = Stage::new(template());
        let file = &stage.side;
        let (zone, start) = STARTS[history.start % STARTS.len()];
        let now = at_in(zone, start);
        let sql = "UPDATE person SET rhythm_days = ?2, created_on = ?3, birthday = ?4 WHERE id = ?1";
        for (number, member) in history.team.iter().enumerate() {
            let created = nod_core::clock::minus_days(now.today(), member.known_for);
            let birthday = member.birthday_in.map_or_else(String::new, |days| {
                nod_core::clock::plus_days(now.today(), days).format("--%m-%d").to_string()
            });
            file.execute(sql, (person(number), member.rhythm, created, birthday)).unwrap();
        }
        for number in history.team.len()..TEAM {
            file.execute("DELETE FROM person WHERE id = ?1", [person(number)]).unwrap();
        }
        let mut machine = Self::over(stage, now);
        machine.nod().settings_save(&history.settings, now).unwrap();
        for (number, member) in history.team.iter().enumerate() {
            for days in &member.met {
                let at = now.utc - TimeDelta::days(i64::from(*days));
                machine.log(&[number], nod_core::moment::Direction::Mine, "listened", Some(at));
            }
        }
        machine
    }

    fn over(stage: Stage, now: Now) -> Self {
        Self {
            stage,
            now,
            daemon: Daemon::Here,
            crash: None,
            live: Vec::new(),
            shows: Vec::new(),
            put_off: HashMap::new(),
            wake: None,
            looks: 0,
            watch: |_| {},
            hold: None,
            answered: None,
        }
    }

    /// The world after a history.
    pub fn after(history: &History) -> Self {
        Self::watched(history, |_| {})
    }

    /// The world after a history, looked at by `watch` after every look of the resident.
    pub fn watched(history: &History, watch: fn(&Self)) -> Self {
        let mut machine = Self::new(history);
        machine.watch = watch;
        machine.look();
        for op in &history.ops {
            machine.happen(op);
        }
        machine
    }

    /// The same world once more.
    pub fn twin(&self) -> Self {
        Self {
            daemon: self.daemon,
            crash: self.crash,
            live: self.live.clone(),
            shows: self.shows.clone(),
            put_off: self.put_off.clone(),
            wake: self.wake,
            watch: self.watch,
            hold: self.hold,
            answered: self.answered.clone(),
            ..Self::over(self.stage.twin(template()), self.now)
        }
    }

    /// Today's Nod.
    pub fn nod(&mut self) -> &mut Nod {
        self.stage.nod.as_mut().unwrap()
    }

    /// Today's Nod, to read.
    pub fn read(&self) -> &Nod {
        self.stage.nod.as_ref().unwrap()
    }

    /// The database, to ask it what no view says.
    pub fn file(&self) -> &Connection {
        &self.stage.side
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.stage.path()
    }

    /// The rows of Today.
    pub fn today(&self) -> Vec<Reminder> {
        self.read().today(None, self.now).unwrap().reminders
    }

    /// The names of Today's rows.
    pub fn names(&self) -> Vec<String> {
        self.today().into_iter().map(|row| row.id).collect()
    }

    /// What is planned from.
    pub fn outlook(&self) -> (Snapshot, Rules) {
        let snapshot = reminders::snapshot(&self.stage.side, self.now.today()).unwrap();
        let rules = reminders::rules(&self.stage.side, &self.settings()).unwrap();
        let amnesty = rules.amnesty.and_then(|amnesty| amnesty.up_to(self.now.today()));
        (snapshot, Rules { amnesty, ..rules })
    }

    /// True when a return was noted on a date that lies ahead, because the clock went back since: it counts once that
    /// date comes.
    pub fn returns_ahead(&self) -> bool {
        let rules = reminders::rules(&self.stage.side, &self.settings()).unwrap();
        let today = self.now.today();
        rules.amnesty.is_some_and(|last| last.on > today || last.earlier.iter().any(|one| one.on > today))
    }

    /// Everything that stands, Today's and what waits behind it.
    pub fn standing(&self) -> Plan {
        let (snapshot, rules) = self.outlook();
        let everything = Rules { today_at_most: usize::MAX, ..rules };
        plan::plan(&snapshot, self.now.today(), self.now, &everything)
    }

    /// The settings.
    pub fn settings(&self) -> Settings {
        settings::get(&self.stage.side).unwrap()
    }

    /// What an SQL query with one answer says.
    pub fn ask<T: rusqlite::types::FromSql>(&self, sql: &str, of: impl rusqlite::Params) -> T {
        self.stage.side.query_row(sql, of, |row| row.get(0)).unwrap()
    }

    /// What the resident does whenever something woke it.
    pub fn look(&mut self) {
        self.looks += 1;
        self.withdraw();
        let free = self.daemon != Daemon::Gone && self.hold.is_none_or(|hold| hold <= self.now.utc);
        if free {
            let (now, crash) = (self.now, self.crash);
            let banners = self.nod().claim_banners(now).unwrap();
            let today = if banners.is_empty() { Vec::new() } else { self.names() };
            if !banners.is_empty() && crash == Some(Crash::Claimed) {
                return self.crash();
            }
            for banner in banners {
                if self.hand_over(banner, &today) {
                    return self.crash();
                }
            }
        } else {
            let now = self.now;
            self.nod().look(now).unwrap();
        }
        self.wake = self.read().next_wake(self.now).unwrap();
        let (now, wake) = (self.now.utc, self.wake);
        assert!(wake.is_none_or(|wake| wake > now), "a wake at {wake:?} asked for at {now}");
        (self.watch)(self);
    }

    /// Takes back what no longer stands.
    fn withdraw(&mut self) {
        for banner in std::mem::take(&mut self.live) {
            if self.read().banner_stands(&banner, self.now).unwrap() {
                self.live.push(banner);
            } else {
                self.nod().banner_withdrawn(&banner).unwrap();
            }
        }
    }

    /// Gives a banner to the daemon; true when the resident crashes over it.
    fn hand_over(&mut self, banner: Banner, today: &[String]) -> bool {
        if self.live.iter().any(|other| other.is_same(&banner)) {
            return false;
        }
        let up = std::mem::take(&mut self.live).into_iter();
        let (older, live): (Vec<_>, Vec<_>) = up.partition(|up| banner.repeats(up));
        self.live = live;
        for up in older {
            self.nod().banner_replaced(&up, &banner).unwrap();
        }
        if self.daemon != Daemon::Here {
            self.nod().banner_not_shown(&banner).unwrap();
            self.hold = Some(self.now.utc + TimeDelta::minutes(30));
            return false;
        }
        let noted = self.crash != Some(Crash::Taken);
        let away = "SELECT count(*) FROM block WHERE kind = 'away' AND from_date <= ?1 AND until_date >= ?1";
        self.shows.push(Show {
            banner: banner.clone(),
            at: self.now,
            noted,
            today: today.to_vec(),
            settings: self.settings(),
            paused: self.read().paused_until(self.now).unwrap(),
            away: self.ask::<i64>(away, [self.now.today()]) > 0,
        });
        if noted {
            self.nod().banner_shown(&banner).unwrap();
        }
        self.live.push(banner);
        self.crash.is_some()
    }

    /// The resident dies, and its banners with it; another one starts.
    pub fn crash(&mut self) {
        self.crash = None;
        self.restart();
        self.look();
    }

    /// This Nod ends and another opens the file.
    pub fn restart(&mut self) {
        self.live.clear();
        self.hold = None;
        self.stage.nod = None;
        self.stage.nod = Some(Nod::open(self.stage.path()).unwrap());
    }

    /// Time passes with the resident awake: it looks whenever it asked to.
    pub fn pass(&mut self, until: DateTime<Utc>) {
        let looks = self.looks;
        while let Some(wake) = self.next_look().filter(|wake| *wake <= until) {
            self.now.utc = wake.max(self.now.utc);
            if self.hold.is_some_and(|hold| hold <= self.now.utc) {
                self.hold = None;
            }
            self.look();
            assert!(self.looks - looks < MOST_LOOKS, "a busy loop at {}", self.now.utc);
        }
        self.now.utc = until.max(self.now.utc);
        self.look();
    }

    fn next_look(&self) -> Option<DateTime<Utc>> {
        let hold = self.hold.filter(|hold| *hold > self.now.utc && self.daemon != Daemon::Gone);
        self.wake.into_iter().chain(hold).min()
    }

    /// Whole days pass with the resident awake and the user idle.
    pub fn idle(&mut self, days: i64) {
        self.pass(self.now.utc + TimeDelta::days(days));
    }

    /// The daemon comes, goes or fills up.
    pub fn set_daemon(&mut self, daemon: Daemon) {
        if daemon == Daemon::Here {
            self.hold = None;
        }
        if daemon == Daemon::Gone {
            self.live.clear();
        }
        self.daemon = daemon;
    }

    /// A banner is answered, and gone.
    pub fn answer(&mut self, banner: &Banner, answer: Answer) {
        let now = self.now;
        if answer == Answer::Later {
            for name in names(banner) {
                *self.put_off.entry(name).or_default() += 1;
            }
        }
        self.nod().answer_banner(banner, answer, now).unwrap();
        self.live.retain(|other| other != banner);
        self.answered = Some((banner.clone(), answer));
    }

    /// A person's fields.
    pub fn fields(&self, number: usize) -> Option<PersonFields> {
        self.read().person(person(number), self.now).ok().map(|page| page.fields)
    }
}

/// What a banner's buttons, its body, the user and the daemon can do to it.
pub fn answers(kind: BannerKind) -> &'static [Answer] {
    use Answer::{Dismissed, Done, Expired, Later, Log, NotNow, Open};
    match kind {
        BannerKind::Person => &[Log, Later, Open, Expired, Dismissed],
        BannerKind::Own => &[Done, Later, Open, Expired, Dismissed],
        BannerKind::Several => &[Open, Later, Expired, Dismissed],
        BannerKind::Return => &[Open, NotNow, Expired, Dismissed],
    }
}

impl Machine {
    /// Something happens, and the resident looks.
    pub fn happen(&mut self, op: &Op) {
        super::history::carry_out(self, op);
        self.look();
    }
}
