//! Own occasions.

use super::Nod;
use crate::api::{Done, NewOccasion, Occasion};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::id::OccasionId;
use crate::limits;
use crate::occasion::OwnOccasion;
use crate::person::{self, Birthday};
use crate::plan::Subject;
use crate::store::{occasions, people, reminders};

impl Nod {
    /// All own occasions, by their day in the year.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn occasions(&self, now: Now) -> Result<Vec<Occasion>> {
        let found = occasions::all(self.reader())?;
        found.into_iter().map(|own| self.occasion_row(own, now)).collect()
    }

    pub(super) fn occasion_row(&self, own: OwnOccasion, now: Now) -> Result<Occasion> {
        Ok(Occasion {
            id: own.id,
            person: people::chip(self.reader(), own.person)?,
            next: own.next(now.today()),
            title: own.title,
            day: own.day.to_string(),
            yearly: own.yearly,
            lead_days: own.lead_days,
        })
    }

    /// Adds an own occasion.
    ///
    /// # Errors
    /// When there is no such person or day, the title is empty, a single day is over, or it leads by too much.
    pub fn occasion_add(&mut self, new: &NewOccasion, now: Now) -> Result<Done> {
        let own = self.read_occasion(new, OccasionId::new(now.utc), None, now)?;
        let name = people::chip(self.reader(), own.person)?.name;
        let args = [("name", name.into()), ("title", own.title.clone().into())];
        let words = self.texts.with("done-occasion-added", &args);
        self.act(now, |tx| occasions::add(tx, &own).map(|()| words))
    }

    /// What an own occasion says, to be changed and handed to [`Self::occasion_edit`].
    ///
    /// # Errors
    /// When there is none such.
    pub fn occasion(&self, id: OccasionId) -> Result<NewOccasion> {
        let own = occasions::get(self.reader(), id)?;
        let (yearly, lead_days) = (own.yearly, own.lead_days);
        Ok(NewOccasion { person: own.person, title: own.title, day: own.day.to_string(), yearly, lead_days })
    }

    /// Changes an own occasion. What was put off or set aside of it counts anew when its day changes. The same again
    /// changes nothing.
    ///
    /// # Errors
    /// As [`Self::occasion_add`]; and when there is none such. A day that is not changed may be over.
    pub fn occasion_edit(&mut self, id: OccasionId, new: &NewOccasion, now: Now) -> Result<Done> {
        let before = occasions::get(self.reader(), id)?;
        let own = self.read_occasion(new, id, Some(&before), now)?;
        if own == before {
            return Ok(self.nothing());
        }
        let moved = (own.day, own.yearly, own.lead_days) != (before.day, before.yearly, before.lead_days);
        let name = people::chip(self.reader(), own.person)?.name;
        let args = [("name", name.into()), ("title", own.title.clone().into())];
        let words = self.texts.with("done-occasion-edited", &args);
        self.act(now, |tx| {
            occasions::update(tx, &own)?;
            if moved {
                reminders::forget_put_off(tx, Subject::Occasion(id))?;
            }
            Ok(words)
        })
    }

    /// An own occasion as it may be stored; `before` is what it is changed from.
    fn read_occasion(
        &self,
        new: &NewOccasion,
        id: OccasionId,
        before: Option<&OwnOccasion>,
        now: Now,
    ) -> Result<OwnOccasion> {
        let title = person::line("title", &new.title)?;
        if title.is_empty() {
            return Err(Error::field("title", "error-text-empty", vec![]));
        }
        let wrong = || Error::field("day", "error-occasion-day", vec![("value", new.day.as_str().into())]);
        let day: Birthday = new.day.trim().parse().map_err(|_| wrong())?;
        // A day without a year can only be meant for every year.
        let yearly = new.yearly || day.year.is_none();
        if new.lead_days > limits::LEAD_DAYS {
            return Err(Error::field("lead_days", "error-lead-days", vec![]));
        }
        people::chip(self.reader(), new.person)?;
        let own = OwnOccasion { id, person: new.person, title, day, yearly, lead_days: new.lead_days };
        let moved = before.is_none_or(|before| (before.day, before.yearly) != (own.day, own.yearly));
        if moved && own.next(now.today()).is_none() {
            return Err(Error::field("day", "error-when-past", vec![("value", new.day.as_str().into())]));
        }
        Ok(own)
    }

    /// Removes an own occasion.
    ///
    /// # Errors
    /// When there is none such.
    pub fn occasion_remove(&mut self, id: OccasionId, now: Now) -> Result<Done> {
        let title = occasions::get(self.reader(), id)?.title;
        let words = self.texts.with("done-occasion-removed", &[("title", title.into())]);
        self.act(now, |tx| occasions::remove(tx, id).map(|_| words))
    }
}
