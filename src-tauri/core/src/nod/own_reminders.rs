//! Own reminders.

use chrono::NaiveDate;

use super::Nod;
use super::follow_ups::ahead;
use crate::api::{Done, NewOwnReminder, OwnReminderRow, Recurrence, RecurrenceUnit};
use crate::clock::{Now, minus_days};
use crate::error::{Error, Result};
use crate::id::OwnReminderId;
use crate::own_reminder::{Every, OwnReminder, Unit};
use crate::plan::{ReminderKey, Subject};
use crate::store::{own_reminders, people, reminders};
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
        let own = self.read_own(new, OwnReminderId::new(now.utc), None, now)?;
        let args = [("text", own.text.clone().into()), ("when", self.first_words(&own, now).into())];
        let words = self.texts.with("done-own-added", &args);
        self.act(now, |tx| own_reminders::add(tx, &own).map(|()| words))
    }

    /// What an own reminder says, to be changed and handed to [`Self::own_edit`].
    ///
    /// # Errors
    /// When there is none such, or it will not come any more.
    pub fn own_reminder(&self, id: OwnReminderId) -> Result<NewOwnReminder> {
        let own = own_reminders::get(self.reader(), id)?;
        Ok(NewOwnReminder {
            text: own.text,
            on: own.on,
            at: own.at,
            every: own.every.map(|every| Recurrence { count: every.count, unit: unit_out(every.unit) }),
            person: own.person,
        })
    }

    /// Changes an own reminder. When its days, its time or its person change, it begins anew: what was put off or done of
    /// it no longer counts, and what is over by now does not come. The same again changes nothing.
    ///
    /// # Errors
    /// As [`Self::own_add`]; and when there is none such, or it will not come any more. A day that is not changed may be
    /// over.
    pub fn own_edit(&mut self, id: OwnReminderId, new: &NewOwnReminder, now: Now) -> Result<Done> {
        let before = own_reminders::get(self.reader(), id)?;
        let own = self.read_own(new, id, Some(&before), now)?;
        if own == before {
            return Ok(self.nothing());
        }
        let moved = !own.comes_as(&before);
        let args = [("text", own.text.clone().into()), ("when", self.first_words(&own, now).into())];
        let words = self.texts.with("done-own-edited", &args);
        self.act(now, |tx| {
            own_reminders::update(tx, &own)?;
            if moved {
                reminders::forget_put_off(tx, Subject::Own(id))?;
                reminders::forget_banners(tx, Subject::Own(id))?;
            }
            Ok(words)
        })
    }

    /// An own reminder as it may be stored; `before` is what it is changed from.
    fn read_own(
        &self,
        new: &NewOwnReminder,
        id: OwnReminderId,
        before: Option<&OwnReminder>,
        now: Now,
    ) -> Result<OwnReminder> {
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
        if let Some(person) = new.person {
            people::chip(self.reader(), person)?;
        }
        let every = new.every.map(|every| Every { count: every.count, unit: unit_in(every.unit) });
        let own = OwnReminder { id, person: new.person, text, on: new.on, at: new.at, every, done_on: None };
        if let Some(before) = before.filter(|before| own.comes_as(before)) {
            return Ok(OwnReminder { done_on: before.done_on, ..own });
        }
        if before.is_none_or(|before| before.on != own.on) {
            ahead(own.on, now)?;
        }
        let over = own.at.is_some_and(|minute| now.instant_at(own.on, minute) <= now.utc);
        if over && own.every.is_none() {
            return Err(Error::field("at", "error-when-past", vec![("value", own.on.to_string().into())]));
        }
        // A recurring one begins with the first occurrence that is not over.
        let latest = own.latest(now.today()).filter(|_| own.every.is_some());
        let is_over = |latest: &NaiveDate| {
            *latest < now.today() || own.at.is_some_and(|minute| now.instant_at(*latest, minute) <= now.utc)
        };
        Ok(OwnReminder { done_on: latest.filter(is_over), ..own })
    }

    /// When an own reminder comes first, in words.
    fn first_words(&self, own: &OwnReminder, now: Now) -> String {
        let on = own.done_on.and_then(|done| own.next_after(done)).unwrap_or(own.on);
        match own.at.filter(|_| own.done_on.is_none()) {
            Some(minute) => {
                words::instant(&self.texts, Now::at(now.instant_at(on, minute), now.zone), now.today())
            }
            None => words::day(&self.texts, on, now.today()),
        }
    }

    /// An own reminder was done: the occurrence that a row on Today names, else the one that stands, else the only one
    /// there is. Done again it stays as it is: the next one of a recurring reminder is not done with it. `reminder` is its
    /// id, or that of the row on Today.
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
        let only = Some(own.on).filter(|_| own.every.is_none());
        let Some(occurrence) = named.map(|key| key.due).or(standing).or(only) else {
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
