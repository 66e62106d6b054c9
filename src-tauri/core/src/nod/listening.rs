//! The listening timer: started for someone, it logs that one listened when its time is over. One runs at a time. It is
//! kept in the file, so it outlives a restart of whoever waits for its end; nobody waiting loses nothing, because the
//! next one to look logs it with the time it ended at.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, Transaction};
use serde::{Deserialize, Serialize};

use super::Nod;
use super::log::{Around, write_moment};
use crate::api::{Direction, Logged, Topic};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::gesture::GestureId;
use crate::id::PersonId;
use crate::limits;
use crate::moment::NewMoment;
use crate::store::{people, settings};
use crate::words;

/// Minutes a timer runs when nothing else was said: about as long as most people listen without a word.
pub const USUAL_MINUTES: u16 = 2;

/// What Nod remembers it under.
const STATE: &str = "listening";

/// How far a clock may be put right while a timer runs; a timer is that much longer then.
const STEP: TimeDelta = TimeDelta::minutes(2);

/// A timer that runs, or whose time is over and which nobody logged yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listening {
    /// To whom.
    pub person: PersonId,
    /// Display name.
    pub name: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// What is kept of it; the name may change meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Stored {
    person: PersonId,
    since_ms: i64,
    until_ms: i64,
}

impl Nod {
    /// Starts to listen to someone for `minutes`.
    ///
    /// # Errors
    /// When nobody has this id, when a timer runs already, or when it would be longer than
    /// [`limits::LISTENING_MINUTES`].
    pub fn listen(&mut self, person: PersonId, minutes: u16, now: Now) -> Result<Listening> {
        if !(1..=limits::LISTENING_MINUTES).contains(&minutes) {
            let limit = i64::from(limits::LISTENING_MINUTES);
            return Err(Error::field("minutes", "error-listening-minutes", vec![("limit", limit.into())]));
        }
        if let Some(running) = self.listening(now)?.filter(|running| running.until > now.utc) {
            let until = words::time(Now::at(running.until, now.zone));
            let args = vec![("name", running.name.into()), ("until", until.into())];
            return Err(Error::refused("error-listening-already", args));
        }
        let name = people::chip(self.reader(), person)?.name;
        let (since, until) = (now.utc, now.utc + TimeDelta::minutes(i64::from(minutes)));
        let stored =
            Stored { person, since_ms: since.timestamp_millis(), until_ms: until.timestamp_millis() };
        let text = serde_json::to_string(&stored).unwrap_or_default();
        self.store.remember(|tx| settings::set_state(tx, STATE, &text))?;
        self.tell(&[Topic::Reminders].into());
        Ok(Listening { person, name, since, until })
    }

    /// The timer, if there is one. One that would begin ahead is over: the clock was set back, and
    /// how long it ran is not known.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn listening(&self, now: Now) -> Result<Option<Listening>> {
        let Some(stored) = stored(self.reader())? else { return Ok(None) };
        // Whoever was deleted since is no longer listened to.
        let Ok(chip) = people::chip(self.reader(), stored.person) else { return Ok(None) };
        let instant = |ms| DateTime::from_timestamp_millis(ms).unwrap_or(now.utc);
        let (since, until) = (instant(stored.since_ms), instant(stored.until_ms));
        let until = if since - now.utc > STEP { now.utc } else { until };
        Ok(Some(Listening { person: stored.person, name: chip.name, since, until }))
    }

    /// Logs a timer whose time is over, at the instant it ended. `None` when there is none, or it still runs.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn listened(&mut self, now: Now) -> Result<Option<Logged>> {
        match self.listening(now)? {
            Some(running) if running.until <= now.utc => self.log_listened(&running, running.until, now),
            Some(_) => Ok(None),
            None => self.forget_listening().map(|()| None),
        }
    }

    /// Ends a timer before its time, and logs it as listened or logs nothing. `None` when there is none, or nothing was
    /// logged.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn stop_listening(&mut self, log: bool, now: Now) -> Result<Option<Logged>> {
        match self.listening(now)?.filter(|_| log) {
            Some(running) => self.log_listened(&running, running.until.min(now.utc), now),
            None => self.forget_listening().map(|()| None),
        }
    }

    fn log_listened(&mut self, running: &Listening, at: DateTime<Utc>, now: Now) -> Result<Option<Logged>> {
        let moment = NewMoment {
            people: vec![running.person],
            gestures: vec![GestureId::listened()],
            direction: Direction::Mine,
            channel: None,
            note: String::new(),
            at: Some(at),
        };
        let texts = self.texts.clone();
        let (logged, op) = self.write_log(now, |tx| {
            // Two who wait for the end log it once.
            if stored(tx)?.is_none_or(|stored| stored.person != running.person) {
                return Ok((None, String::new()));
            }
            settings::forget_state(tx, STATE)?;
            let logged = write_moment(tx, &texts, &moment, &Around::default(), now)?;
            let words = logged.words.clone();
            Ok((Some(logged), words))
        })?;
        Ok(logged.map(|logged| Logged { op, ..logged }))
    }

    fn forget_listening(&mut self) -> Result<()> {
        if stored(self.reader())?.is_some() {
            self.store.remember(|tx| settings::forget_state(tx, STATE))?;
            self.tell(&[Topic::Reminders].into());
        }
        Ok(())
    }
}

fn stored(connection: &Connection) -> Result<Option<Stored>> {
    let text = settings::state(connection, STATE)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Forgets a timer for someone who is erased.
///
/// # Errors
/// When the database cannot be read or written.
pub(super) fn forget_person(tx: &Transaction<'_>, person: PersonId) -> Result<()> {
    if stored(tx)?.is_some_and(|stored| stored.person == person) {
        settings::forget_state(tx, STATE)?;
    }
    Ok(())
}
