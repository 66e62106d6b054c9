//! Own reminders.

use super::Nod;
use super::follow_ups::ahead;
use crate::api::{Done, NewOwnReminder, OwnReminderRow, Recurrence, RecurrenceUnit};
use crate::clock::{Now, minus_days};
use crate::error::{Error, Result};
use crate::id::OwnReminderId;
use crate::own_reminder::{Every, OwnReminder, Unit};
use crate::plan::{ReminderKey, Subject};
use crate::store::{own_reminders, people};
use crate::{limits, person, words};

impl Nod {
    /// All own reminders that stand or will come.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn own_reminders(&self, now: Now) -> Result<Vec<OwnReminderRow>> {
        let found = own_reminders::open(self.reader())?;
        let rows = found.into_iter().map(|own| self.own_row(own, now)).collect::<Result<Vec<_>>>()?;
        let mut rows: Vec<OwnReminderRow> = rows.into_iter().flatten().collect();
        rows.sort_by_key(|row| (row.on, row.at));
        Ok(rows)
    }

    pub(super) fn own_row(&self, own: OwnReminder, now: Now) -> Result<Option<OwnReminderRow>> {
        let standing = own.standing(now.today(), |date| has_begun(&own, date, now));
        let after = own.done_on.map_or(minus_days(own.on, 1), |done| done.max(minus_days(own.on, 1)));
        let Some(on) = standing.or_else(|| own.next_after(after.max(minus_days(now.today(), 1)))) else {
            return Ok(None);
        };
        let when = match own.at {
            Some(minute) => {
                words::instant(&self.texts, Now::at(now.instant_at(on, minute), now.zone), now.today())
            }
            None => words::day(&self.texts, on, now.today()),
        };
        let recurs = own.every.map_or_else(String::new, |every| {
            let message = format!("every-{}", every.unit.as_str());
            self.texts.with(&message, &[("count", i64::from(every.count).into())])
        });
        Ok(Some(OwnReminderRow {
            id: own.id,
            person: own.person.map(|id| people::chip(self.reader(), id)).transpose()?,
            on,
            at: own.at,
            every: own.every.map(|every| Recurrence { count: every.count, unit: unit_out(every.unit) }),
            when,
            recurs,
            text: own.text,
        }))
    }

    /// Adds an own reminder.
    ///
    /// # Errors
    /// When the text is empty, the day or time is over, or the recurrence is out of its limits.
    pub fn own_add(&mut self, new: &NewOwnReminder, now: Now) -> Result<Done> {
        let text = person::line("text", &new.text)?;
        if text.is_empty() {
            return Err(Error::field("text", "error-text-empty", vec![]));
        }
        if new.at.is_some_and(|minute| minute >= 24 * 60) {
            return Err(Error::field("at", "error-time-of-day", vec![]));
        }
        if new.every.is_some_and(|every| every.count == 0 || every.count > limits::EVERY) {
            return Err(Error::field("every", "error-every", vec![]));
        }
        let on = ahead(new.on, now)?;
        let over = new.at.is_some_and(|minute| now.instant_at(on, minute) <= now.utc);
        if over && new.every.is_none() {
            return Err(Error::field("at", "error-when-past", vec![("value", on.to_string().into())]));
        }
        if let Some(person) = new.person {
            people::chip(self.reader(), person)?;
        }
        let own = OwnReminder {
            id: OwnReminderId::new(now.utc),
            person: new.person,
            text,
            on,
            at: new.at,
            every: new.every.map(|every| Every { count: every.count, unit: unit_in(every.unit) }),
            // A recurring one whose first time is over begins with the next.
            done_on: over.then_some(on),
        };
        let when = match own.at.filter(|_| !over) {
            Some(minute) => {
                words::instant(&self.texts, Now::at(now.instant_at(on, minute), now.zone), now.today())
            }
            None => words::day(&self.texts, own.next_after(on).filter(|_| over).unwrap_or(on), now.today()),
        };
        let args = [("text", own.text.clone().into()), ("when", when.into())];
        let words = self.texts.with("done-own-added", &args);
        self.act(now, |tx| own_reminders::add(tx, &own).map(|()| words))
    }

    /// An own reminder was done: the occurrence that stands, else the next one. `reminder` is its id, or that of the row
    /// on Today.
    ///
    /// # Errors
    /// When there is none such.
    pub fn own_done(&mut self, reminder: &str, now: Now) -> Result<Done> {
        let named: Option<ReminderKey> = reminder.parse().ok();
        let id = match named.map(|key| key.subject) {
            Some(Subject::Own(id)) => id,
            _ => reminder.parse().map_err(|_| Error::refused("error-no-such-own-reminder", vec![]))?,
        };
        let own = own_reminders::get(self.reader(), id)?;
        let standing = own.standing(now.today(), |date| has_begun(&own, date, now));
        let next = || own.next_after(own.done_on.unwrap_or_else(|| minus_days(own.on, 1)));
        let Some(occurrence) = named.map(|key| key.due).or(standing).or_else(next) else {
            return Ok(self.nothing());
        };
        let words = self.texts.with("done-own-done", &[("text", own.text.into())]);
        self.act(now, |tx| own_reminders::done(tx, id, occurrence).map(|_| words))
    }

    /// Removes an own reminder.
    ///
    /// # Errors
    /// When there is none such.
    pub fn own_remove(&mut self, id: OwnReminderId, now: Now) -> Result<Done> {
        let text = own_reminders::get(self.reader(), id)?.text;
        let words = self.texts.with("done-own-removed", &[("text", text.into())]);
        self.act(now, |tx| own_reminders::remove(tx, id).map(|_| words))
    }
}

fn has_begun(own: &OwnReminder, date: chrono::NaiveDate, now: Now) -> bool {
    own.at.is_none_or(|minute| now.instant_at(date, minute) <= now.utc)
}

const fn unit_in(unit: RecurrenceUnit) -> Unit {
    match unit {
        RecurrenceUnit::Day => Unit::Day,
        RecurrenceUnit::Week => Unit::Week,
        RecurrenceUnit::Month => Unit::Month,
        RecurrenceUnit::Year => Unit::Year,
    }
}

const fn unit_out(unit: Unit) -> RecurrenceUnit {
    match unit {
        Unit::Day => RecurrenceUnit::Day,
        Unit::Week => RecurrenceUnit::Week,
        Unit::Month => RecurrenceUnit::Month,
        Unit::Year => RecurrenceUnit::Year,
    }
}
