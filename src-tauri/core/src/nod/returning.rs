//! The return from an absence: noticed once, before anything else is written or shown.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::Nod;
use crate::block::{BlockKind, Span};
use crate::clock::{Now, days_between, minus_days};
use crate::error::Result;
use crate::plan::{ABSENT_DAYS, Amnesty, Rules, Snapshot, amnesty, returned};
use crate::store::{blocks, reminders, settings};
use crate::words;

/// A gap this long, in days, may be a clock that is wrong; it is an absence once the clock is believed.
const DOUBTFUL_DAYS: i64 = 366;

/// The state that holds the instant a resident last looked, in UTC milliseconds.
const LAST_SEEN: &str = "last_seen_ms";

/// The state that holds the instant from which on the clock is doubted, in UTC milliseconds.
const DOUBTED: &str = "doubted_ms";

/// The state that holds the civil date of a return that left nothing to spread.
const RETURNED_ON: &str = "returned_on";

/// A clock this far from the last one seen is held for wrong.
const CLOCK_LEAP: TimeDelta = TimeDelta::days(366);

/// A leapt clock that has held this long is believed.
const BELIEVED_AFTER: TimeDelta = TimeDelta::days(1);

impl Nod {
    /// The last civil date before today on which Nod was used or awake, today if a resident was awake today, nothing if
    /// it never was.
    fn seen_on(&self, now: Now) -> Result<Option<NaiveDate>> {
        let midnight = now.instant_at(now.today(), 0);
        let awake = self.instant_of(LAST_SEEN)?;
        let mut select =
            self.reader().prepare_cached("SELECT max(made_ms) FROM journal WHERE made_ms < ?1")?;
        let used: Option<i64> = select.query_row([midnight.timestamp_millis()], |row| row.get(0))?;
        let used = used.and_then(DateTime::from_timestamp_millis);
        Ok(awake.max(used).map(|at| now.date_of(at)))
    }

    fn instant_of(&self, name: &str) -> Result<Option<DateTime<Utc>>> {
        let text = settings::state(self.reader(), name)?;
        Ok(text.and_then(|text| text.parse().ok()).and_then(DateTime::<Utc>::from_timestamp_millis))
    }

    fn is_back(&self, last: Option<&Amnesty>, away: &[Span], now: Now, believed: bool) -> Result<bool> {
        let seen = self.seen_on(now)?;
        let doubtful = seen.is_some_and(|seen| days_between(seen, now.today()) >= DOUBTFUL_DAYS);
        let held = doubtful && !believed;
        if held || !returned(seen, away, last, now.today()) {
            return Ok(false);
        }
        // Noticed once a day: what becomes due by what the user does on their return is no backlog.
        Ok(settings::state(self.reader(), RETURNED_ON)?.as_deref() != Some(now.today().to_string().as_str()))
    }

    /// What this day's return from an absence leaves, if it is one and nobody noted it yet.
    pub(super) fn new_amnesty(
        &self,
        snapshot: &Snapshot,
        rules: &Rules,
        now: Now,
        believed: bool,
    ) -> Result<Option<Amnesty>> {
        let back = self.is_back(rules.amnesty.as_ref(), &snapshot.away, now, believed)?;
        Ok(if back { amnesty(snapshot, now, rules) } else { None })
    }

    /// Notes a return from an absence, if this is one. `believed` when the clock is known to be right.
    pub(super) fn settle_return(&mut self, now: Now, believed: bool) -> Result<()> {
        // This runs before every write, so the rules and the plan are read only when there may be a return.
        let past = minus_days(now.today(), u32::try_from(ABSENT_DAYS).unwrap_or(7));
        let away = blocks::ending_from(self.reader(), past)?;
        let away = away.into_iter().filter(|block| block.kind == BlockKind::Away).map(|block| block.span);
        let away: Vec<Span> = away.collect();
        if !self.is_back(None, &away, now, believed)? {
            return Ok(());
        }
        let rules = self.rules(now)?;
        if !self.is_back(rules.amnesty.as_ref(), &away, now, believed)? {
            return Ok(());
        }
        let snapshot = self.snapshot(now.today())?;
        match self.new_amnesty(&snapshot, &rules, now, believed)? {
            Some(amnesty) => self.store.remember(|tx| reminders::remember_amnesty(tx, &amnesty)),
            None => {
                let today = now.today().to_string();
                self.store.remember(|tx| settings::set_state(tx, RETURNED_ON, &today))
            }
        }
    }

    /// Notes that a resident is awake, and a return from an absence, if this is one. [`Nod::claim_banners`] does so too;
    /// this is for a desktop on which no banner can be shown.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn look(&mut self, now: Now) -> Result<()> {
        self.clock_is_sane(now).map(|_| ())
    }

    /// The instant Nod was last awake at, when the clock stands over a year from it and has not held for a day yet.
    fn doubted_from(&self, now: Now) -> Result<Option<DateTime<Utc>>> {
        let leapt = self.instant_of(LAST_SEEN)?.filter(|seen| (now.utc - *seen).abs() >= CLOCK_LEAP);
        let held = self.instant_of(DOUBTED)?.map(|since| now.utc - since);
        Ok(leapt.filter(|_| !held.is_some_and(|held| held >= BELIEVED_AFTER && held < CLOCK_LEAP)))
    }

    /// A sentence for as long as Nod doubts the clock and shows no banner; nothing when it does not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn clock_doubt(&self, now: Now) -> Result<Option<String>> {
        Ok(self.doubted_from(now)?.map(|seen| {
            // Over a year apart, so each with its year.
            let (today, seen) = (now.today(), now.date_of(seen));
            let date = |date, other| words::plain_date(&self.texts, date, other);
            let args = [("now", date(today, seen).into()), ("seen", date(seen, today).into())];
            self.texts.with("clock-doubt", &args)
        }))
    }

    /// False while the clock stands over a year from where it was last seen: better silent than a year of reminders at
    /// once. A time that has held for a day is believed.
    pub(super) fn clock_is_sane(&mut self, now: Now) -> Result<bool> {
        let seen = self.instant_of(LAST_SEEN)?;
        let doubted = self.instant_of(DOUBTED)?;
        if self.doubted_from(now)?.is_some() {
            // The doubt is as old as its first look, while the clock goes on from there.
            let held = doubted.map(|since| now.utc - since);
            if !held.is_some_and(|held| held >= TimeDelta::zero() && held < BELIEVED_AFTER) {
                let text = now.utc.timestamp_millis().to_string();
                self.store.remember(|tx| settings::set_state(tx, DOUBTED, &text))?;
            }
            return Ok(false);
        }
        self.settle_return(now, true)?;
        if doubted.is_some() || seen.is_none_or(|seen| (now.utc - seen).abs() >= TimeDelta::hours(1)) {
            let text = now.utc.timestamp_millis().to_string();
            self.store.remember(|tx| {
                settings::set_state(tx, LAST_SEEN, &text)?;
                settings::forget_state(tx, DOUBTED)
            })?;
        }
        Ok(true)
    }
}
