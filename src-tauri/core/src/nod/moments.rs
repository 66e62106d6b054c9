//! Listing and deleting moments.

use std::collections::HashMap;

use chrono::Datelike;

use super::Nod;
use super::log::logged_words;
use crate::api::{Done, MomentRow, MomentsPage, MomentsRequest, PersonChip};
use crate::clock::Now;
use crate::error::Result;
use crate::gesture::GestureId;
use crate::id::{MomentId, PersonId};
use crate::moment::{Moment, NewMoment};
use crate::store::moments::{self, Filter};
use crate::store::people;
use crate::words;

/// Faces and names of gestures that many rows share, each read once.
#[derive(Debug, Default)]
pub(super) struct Faces {
    chips: HashMap<PersonId, PersonChip>,
    gestures: HashMap<GestureId, String>,
}

impl Faces {
    pub fn chip(&mut self, nod: &Nod, id: PersonId) -> Result<PersonChip> {
        if let Some(known) = self.chips.get(&id) {
            return Ok(known.clone());
        }
        let chip = people::chip(nod.reader(), id)?;
        self.chips.insert(id, chip.clone());
        Ok(chip)
    }

    fn gesture(&mut self, nod: &Nod, id: &GestureId) -> String {
        self.gestures.entry(id.clone()).or_insert_with(|| nod.gesture_name(id)).clone()
    }
}

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
        let mut faces = Faces::default();
        let rows = found.into_iter().map(|moment| self.moment_row(moment, &mut faces, now));
        Ok(MomentsPage { total, rows: rows.collect::<Result<_>>()? })
    }

    pub(super) fn moment_row(&self, moment: Moment, faces: &mut Faces, now: Now) -> Result<MomentRow> {
        let people = moment.people.iter().map(|id| faces.chip(self, *id)).collect::<Result<Vec<_>>>()?;
        let names: Vec<String> = moment.gestures.iter().map(|id| faces.gesture(self, id)).collect();
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
        self.moment_row(moments::get(self.reader(), id)?, &mut Faces::default(), now)
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
