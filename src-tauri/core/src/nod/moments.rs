//! Listing and deleting moments.

use chrono::Datelike;

use super::Nod;
use super::log::logged_words;
use crate::api::{Done, MomentRow, MomentsPage, MomentsRequest, PersonChip};
use crate::clock::Now;
use crate::error::Result;
use crate::id::{MomentId, PersonId};
use crate::moment::{Moment, NewMoment};
use crate::store::moments::{self, Filter};
use crate::store::people;
use crate::words;

impl Nod {
    /// A page of moments, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn moments(&self, request: &MomentsRequest, now: Now) -> Result<MomentsPage> {
        let filter = Filter { person: request.person, gesture: request.gesture.clone(), ..Filter::default() };
        self.moments_where(&filter, request.offset, request.limit.clamp(1, 500), now)
    }

    pub(super) fn moments_where(
        &self,
        filter: &Filter,
        offset: usize,
        limit: usize,
        now: Now,
    ) -> Result<MomentsPage> {
        let (total, found) = moments::list(self.reader(), filter, offset, limit)?;
        let rows = found.into_iter().map(|moment| self.moment_row(moment, now)).collect::<Result<_>>()?;
        Ok(MomentsPage { total, rows })
    }

    pub(super) fn moment_row(&self, moment: Moment, now: Now) -> Result<MomentRow> {
        let people: Vec<PersonChip> =
            moment.people.iter().map(|id| people::chip(self.reader(), *id)).collect::<Result<_>>()?;
        let names: Vec<String> = moment.gestures.iter().map(|id| self.gesture_name(id)).collect();
        let zone = moment.zone.parse().unwrap_or(now.zone);
        Ok(MomentRow {
            people,
            gesture_words: names.join(" · "),
            time: words::time(Now::at(moment.at, zone)),
            ago: words::ago(&self.texts, moment.on, now.today()),
            moment,
        })
    }

    /// One moment.
    ///
    /// # Errors
    /// When there is no such moment.
    pub fn moment(&self, id: MomentId, now: Now) -> Result<MomentRow> {
        self.moment_row(moments::get(self.reader(), id)?, now)
    }

    /// Makes a moment what `new` says; without `at` it stays when it was.
    ///
    /// # Errors
    /// When there is no such moment, or the new one is not taken; nothing is changed then.
    pub fn moment_edit(&mut self, id: MomentId, new: &NewMoment, now: Now) -> Result<Done> {
        let texts = self.texts.clone();
        self.act(now, |tx| {
            let moment = moments::edit(tx, id, new, now)?;
            let (_, sentence) = logged_words(tx, &texts, &moment)?;
            Ok(texts.with("done-moment-edited", &[("words", sentence.into())]))
        })
    }

    /// Deletes a moment.
    ///
    /// # Errors
    /// When there is no such moment.
    pub fn moment_delete(&mut self, id: MomentId, now: Now) -> Result<Done> {
        let moment = moments::get(self.reader(), id)?;
        let (_, sentence) = logged_words(self.reader(), &self.texts, &moment)?;
        let words = self.texts.with("done-moment-deleted", &[("words", sentence.into())]);
        self.discard(now, "moment", |tx| moments::delete(tx, id).map(|_| words))
    }

    /// "since 2023", empty without a moment.
    pub(super) fn since(&self, id: PersonId) -> Result<String> {
        let first = moments::first_on(self.reader(), id)?;
        Ok(first
            .map(|on| self.texts.with("since-year", &[("year", on.year().to_string().into())]))
            .unwrap_or_default())
    }
}
