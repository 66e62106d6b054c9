//! The one surface that the command line, the resident and the window share.
//!
//! Every method takes the [`Now`] it runs at. Every write is one transaction with an Undo, and is announced.

mod banner_words;
mod banners;
mod bin;
mod blocks;
mod calendar;
mod data;
mod details;
mod export;
mod follow_ups;
mod forecast;
mod import;
mod listening;
mod log;
mod merge;
mod moments;
mod notebook;
mod occasions;
mod own_reminders;
mod people;
mod person_page;
mod placing;
mod quick;
mod reasons;
mod returning;
mod search;
mod settings;
mod standing;
mod thanks;
mod today;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use chrono::NaiveDate;
use rusqlite::{Connection, Transaction};

use crate::api::{Done, OpId, Settings, Topic, Undone, Welcome};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::gesture::{Gesture, GestureId};
use crate::id::CircleId;
use crate::plan::{Plan, ReminderKey, Rules, Snapshot, plan};
use crate::progress::Progress;
use crate::store::{
    Store, circles, gestures, journal, people as stored_people, reminders, settings as stored_settings,
};
use crate::texts::Texts;
use crate::words;

pub use crate::store::standing::Place;
pub use banners::{Answer, Banner, BannerAction, BannerKind, Confirmation};
pub use calendar::keep_calendar;
pub use data::difference_words;
pub use import::{FileToImport, ImportChoice};
pub use listening::{Listening, USUAL_MINUTES};
pub use people::PersonSaved;
pub use standing::LeftStanding;
pub use today::TrayPerson;

type Announce = Box<dyn Fn(&BTreeSet<Topic>)>;

/// What the planner looks at, with the state of the database and the day it is of.
struct Seen {
    version: (i64, u64),
    on: NaiveDate,
    snapshot: Rc<Snapshot>,
}

/// An open Nod.
pub struct Nod {
    store: Store,
    texts: Texts,
    announce: Option<Announce>,
    directory: RefCell<Option<Rc<people::Directory>>>,
    known: RefCell<Option<Rc<quick::Known>>>,
    seen: RefCell<Option<Seen>>,
    progress: Progress,
}

impl Nod {
    /// Opens the data folder, making it when there is none.
    ///
    /// # Errors
    /// When the folder or its database cannot be used; nothing is changed then.
    pub fn open(folder: &Path) -> Result<Self> {
        Store::open(folder).map(Self::over)
    }

    /// [`Self::open`] for a process that must not stand still: it waits at most so long for another one that writes,
    /// then and later, and says [`Error::Busy`].
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_within(folder: &Path, patience: Duration) -> Result<Self> {
        Store::open_within(folder, patience).map(Self::over)
    }

    fn over(store: Store) -> Self {
        Self {
            store,
            texts: Texts::english(),
            announce: None,
            directory: RefCell::new(None),
            known: RefCell::new(None),
            seen: RefCell::new(None),
            progress: Progress::default(),
        }
    }

    /// Waits at most this long for another process that writes.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn wait_at_most(&self, patience: Duration) -> Result<()> {
        self.store.wait_at_most(patience)
    }

    /// Calls `announce` after every write with what changed.
    #[must_use]
    pub fn announcing(mut self, announce: impl Fn(&BTreeSet<Topic>) + 'static) -> Self {
        self.announce = Some(Box::new(announce));
        self
    }

    /// Keeps little in memory between two looks, for the resident.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn keep_little(&self) -> Result<()> {
        self.store.keep_little()
    }

    /// Does a long piece of work that `progress` follows and may stop.
    ///
    /// # Errors
    /// Whatever the work says; [`Error::Stopped`] when it was asked to stop, and everything is as it was.
    pub fn working<T>(
        &mut self,
        progress: &Progress,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        progress.check()?;
        progress.watch(self.reader())?;
        self.progress = progress.clone();
        let done = work(self);
        self.progress = Progress::default();
        Progress::let_be(self.reader())?;
        // A file whose writing was cut short says so in its own way.
        done.map_err(|error| match error {
            Error::File { .. } if progress.is_stopped() => Error::Stopped,
            error => error,
        })
    }

    /// The texts it speaks.
    #[must_use]
    pub const fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The database file.
    #[must_use]
    pub fn database(&self) -> &Path {
        self.store.path()
    }

    /// A number that changes with every committed change, by whichever process.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn version(&self) -> Result<(i64, u64)> {
        self.store.version()
    }

    /// What the window needs to know at its start.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn welcome(&self, now: Now, locale: &str) -> Result<Welcome> {
        let (undo, redo) = journal::words(self.reader())?;
        Ok(Welcome {
            settings: self.settings()?,
            circles: self.circles()?,
            gestures: self.gestures()?,
            locale: locale.to_owned(),
            direction: "ltr".to_owned(),
            people: stored_people::count(self.reader())?,
            paused: self.paused_words(now)?,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            undo,
            redo,
        })
    }

    /// Takes back an action: the one named, else the last.
    ///
    /// # Errors
    /// When there is nothing to undo or something later builds on it.
    pub fn undo(&mut self, op: Option<OpId>) -> Result<Undone> {
        let (op, words, changes) = self.store.undo(op)?;
        self.tell(&changes.topics);
        Ok(Undone { op, words: self.texts.with("done-undone", &[("words", words.into())]) })
    }

    /// Brings back what was undone last.
    ///
    /// # Errors
    /// When there is nothing to bring back or something stands in the way.
    pub fn redo(&mut self) -> Result<Undone> {
        let (op, words, changes) = self.store.redo()?;
        self.tell(&changes.topics);
        Ok(Undone { op, words: self.texts.with("done-redone", &[("words", words.into())]) })
    }

    /// True when SQLite finds nothing wrong with the file; else what it says.
    ///
    /// # Errors
    /// When the database cannot be read at all.
    pub fn integrity(&self) -> Result<Option<String>> {
        let answer: String = self.reader().query_row("PRAGMA integrity_check(5)", [], |row| row.get(0))?;
        Ok((answer != "ok").then_some(answer))
    }

    fn reader(&self) -> &Connection {
        self.store.reader()
    }

    /// Drops what is kept in memory of people.
    fn forget_names(&self) {
        self.directory.replace(None);
        self.known.replace(None);
    }

    fn tell(&self, topics: &BTreeSet<Topic>) {
        if let (Some(announce), false) = (&self.announce, topics.is_empty()) {
            announce(topics);
        }
    }

    /// One write: `work` returns its value and the words for Undo.
    fn write<T>(
        &mut self,
        now: Now,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, String)>,
    ) -> Result<(T, Option<OpId>)> {
        self.settle_return(now, false)?;
        let (value, changes) = self.store.transact(now, work)?;
        self.tell(&changes.topics);
        Ok((value, changes.op))
    }

    /// [`Self::write`] on the hot path of logging with people who are there.
    fn write_log<T>(
        &mut self,
        now: Now,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, String)>,
    ) -> Result<(T, Option<OpId>)> {
        self.settle_return(now, false)?;
        let (value, changes) = self.store.transact_log(now, work)?;
        self.tell(&changes.topics);
        Ok((value, changes.op))
    }

    /// One write whose value is only its words.
    pub(crate) fn act(
        &mut self,
        now: Now,
        work: impl FnOnce(&Transaction<'_>) -> Result<String>,
    ) -> Result<Done> {
        let (words, op) = self.write(now, |tx| work(tx).map(|words| (words.clone(), words)))?;
        let words = if op.is_none() { self.texts.get("done-nothing") } else { words };
        Ok(Done { op, words })
    }

    fn settings(&self) -> Result<Settings> {
        stored_settings::get(self.reader())
    }

    /// All gestures with their names in words.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn gestures(&self) -> Result<Vec<Gesture>> {
        let stored = gestures::all(self.reader())?;
        Ok(stored.into_iter().map(|g| Gesture { name: words::gesture(&self.texts, &g), ..g }).collect())
    }

    /// The name of one gesture.
    fn gesture_name(&self, id: &GestureId) -> String {
        let stored = gestures::all(self.reader()).unwrap_or_default();
        stored.iter().find(|g| g.id == *id).map_or_else(|| id.to_string(), |g| words::gesture(&self.texts, g))
    }

    /// What the planner looks at, read once for each state of the database and each day.
    fn snapshot(&self, on: NaiveDate) -> Result<Rc<Snapshot>> {
        let version = self.version()?;
        if let Some(seen) = &*self.seen.borrow()
            && (seen.version, seen.on) == (version, on)
        {
            return Ok(Rc::clone(&seen.snapshot));
        }
        let snapshot = Rc::new(reminders::snapshot(self.reader(), on)?);
        self.seen.replace(Some(Seen { version, on, snapshot: Rc::clone(&snapshot) }));
        Ok(snapshot)
    }

    /// Lets go of what was read to plan from, until it is needed again: it grows with the number of people.
    pub fn forget_snapshot(&self) {
        self.seen.replace(None);
    }

    /// What is planned from, on the day of `now`.
    fn outlook(&self, now: Now) -> Result<(Rc<Snapshot>, Rules)> {
        let snapshot = self.snapshot(now.today())?;
        let rules = self.rules(now)?;
        // Before anything was written since an absence, its amnesty is foretold.
        let amnesty = self.new_amnesty(&snapshot, &rules, now, false)?;
        let rules = Rules { amnesty: amnesty.or(rules.amnesty.clone()), ..rules };
        Ok((snapshot, rules))
    }

    fn rules(&self, now: Now) -> Result<Rules> {
        let rules = reminders::rules(self.reader(), &self.settings()?)?;
        // A return noted by a clock that was wrong bends nothing.
        let amnesty = rules.amnesty.and_then(|amnesty| amnesty.up_to(now.today()));
        Ok(Rules { amnesty, ..rules })
    }

    fn planned(&self, now: Now) -> Result<(Rc<Snapshot>, Rules, Plan)> {
        let (snapshot, rules) = self.outlook(now)?;
        let plan = plan(&snapshot, now.today(), now, &rules);
        Ok((snapshot, rules, plan))
    }

    fn reminder_key(id: &str) -> Result<ReminderKey> {
        id.parse().map_err(|_| Error::refused("error-no-such-reminder", vec![]))
    }

    /// All circles with their names in words.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn circles(&self) -> Result<Vec<crate::api::Circle>> {
        let stored = circles::all(self.reader())?;
        Ok(stored
            .into_iter()
            .map(|circle| crate::api::Circle {
                id: circle.id,
                name: self.circle_words(circle.built_in.as_deref(), circle.name),
                built_in: circle.built_in,
                rhythm_days: circle.rhythm_days,
                rhythm: words::rhythm(&self.texts, circle.rhythm_days),
                people: circle.people,
            })
            .collect())
    }

    /// A circle's name in words, without counting who is in it.
    fn circle_name(&self, id: CircleId) -> Result<Option<String>> {
        let named = circles::name_of(self.reader(), id)?;
        Ok(named.map(|(built_in, name)| self.circle_words(built_in.as_deref(), name)))
    }

    fn circle_words(&self, built_in: Option<&str>, name: String) -> String {
        let word = built_in.filter(|_| name.is_empty());
        word.map_or(name, |word| self.texts.get(&format!("circle-{word}")))
    }
}
