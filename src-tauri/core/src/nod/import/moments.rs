//! Moments, meetings and things to come back to that a file brings.

use chrono::{NaiveTime, TimeDelta};
use rusqlite::{OptionalExtension, params};

use super::Bringing;
use crate::api::{ContactKind, ImportMeeting, NewMoment};
use crate::error::{Error, Result};
use crate::gesture::GestureId;
use crate::id::{FollowUpId, MomentId, PersonId};
use crate::import::{IncomingMoment, Reading, When, Who};
use crate::moment::Channel;
use crate::person;
use crate::store::follow_ups::{self, OpenFollowUp};
use crate::store::{moments, people};

impl Bringing<'_, '_> {
    /// Logs the moments of a file that are not here yet; of its meetings those that were picked.
    pub(super) fn moments(&mut self, reading: &Reading, entries: &[Option<PersonId>]) -> Result<()> {
        for incoming in &reading.moments {
            self.how.progress.step()?;
            let with = self.with(incoming, entries)?;
            if with.is_empty() {
                continue;
            }
            let moment = self.moment(incoming, &with)?;
            if incoming.offered && !self.offer(incoming, &moment)? {
                continue;
            }
            if self.is_here(&moment, incoming.when)? {
                continue;
            }
            match moments::log(self.tx, &moment, self.how.now) {
                Ok(_) => self.report.moments += 1,
                Err(refused @ Error::Refused(_)) => self.refuse(&incoming.file, incoming.line, &refused),
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// The people of a moment who are here, each once.
    fn with(&self, incoming: &IncomingMoment, entries: &[Option<PersonId>]) -> Result<Vec<PersonId>> {
        let mut with = Vec::new();
        for who in &incoming.who {
            let found = match who {
                Who::Entry(place) => entries.get(*place).copied().flatten(),
                Who::Email(address) => people::with_contact(self.tx, ContactKind::Email, address)?,
            };
            with.extend(found.filter(|id| !with.contains(id)));
        }
        Ok(with)
    }

    fn moment(&self, incoming: &IncomingMoment, with: &[PersonId]) -> Result<NewMoment> {
        let gesture = GestureId::new(incoming.gesture).unwrap_or_else(|_| GestureId::checked_in());
        let at = match incoming.when {
            When::Instant(at) => at,
            When::Day(day) => {
                let noon = self.how.now.instant(day.and_time(NaiveTime::MIN) + TimeDelta::hours(12));
                if day == self.how.now.today() { noon.min(self.how.now.utc) } else { noon }
            }
        };
        Ok(NewMoment {
            people: with.to_vec(),
            gestures: vec![gesture],
            direction: incoming.direction,
            channel: incoming.channel.map(|channel| Channel(channel.to_owned())),
            note: incoming.note.clone(),
            at: Some(at),
        })
    }

    /// Lists a meeting under its number; true when it was picked.
    fn offer(&mut self, incoming: &IncomingMoment, moment: &NewMoment) -> Result<bool> {
        let number = self.report.meetings.len() + 1;
        let at = moment.at.unwrap_or(self.how.now.utc).with_timezone(&self.how.now.zone);
        let names = moment.people.iter().map(|id| Ok(people::chip(self.tx, *id)?.name));
        self.report.meetings.push(ImportMeeting {
            number,
            at: at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            words: incoming.note.clone(),
            people: names.collect::<Result<_>>()?,
            known: self.is_here(moment, incoming.when)?,
        });
        Ok(self.how.choice.meetings.contains(&number))
    }

    /// True when a moment like this is here already: on that day, or at that instant, in those words, with at least
    /// these people.
    fn is_here(&self, moment: &NewMoment, when: When) -> Result<bool> {
        let note = person::text("note", &moment.note).unwrap_or_default();
        let found: Vec<MomentId> = match when {
            When::Day(day) => self
                .tx
                .prepare_cached("SELECT id FROM moment WHERE on_date = ?1 AND note = ?2")?
                .query_map(params![day, note], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?,
            When::Instant(at) => self
                .tx
                .prepare_cached("SELECT id FROM moment WHERE at_ms = ?1 AND note = ?2")?
                .query_map(params![at.timestamp_millis(), note], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?,
        };
        for id in found {
            let known = moments::get(self.tx, id)?;
            if moment.people.iter().all(|person| known.people.contains(person)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Plants what is to come back to, where it is not planted yet.
    pub(super) fn follow_ups(&mut self, reading: &Reading, entries: &[Option<PersonId>]) -> Result<()> {
        for incoming in &reading.follow_ups {
            let Some(person) = entries.get(incoming.entry).copied().flatten() else { continue };
            let text = match person::line("text", &incoming.text) {
                Ok(text) => text,
                Err(refused) => {
                    self.refuse(&incoming.file, incoming.line, &refused);
                    continue;
                }
            };
            let known = self
                .tx
                .prepare_cached("SELECT 1 FROM follow_up WHERE person = ?1 AND text = ?2")?
                .query_row(params![person, text], |_| Ok(()))
                .optional()?;
            if known.is_none() {
                let id = FollowUpId::new(self.how.now.utc);
                let follow_up = OpenFollowUp { id, person, text, on: incoming.on };
                follow_ups::plant(self.tx, &follow_up, self.how.now.today(), None)?;
                self.report.follow_ups += 1;
            }
        }
        Ok(())
    }
}
