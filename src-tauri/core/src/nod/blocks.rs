//! Away periods, leaves, pauses of a person, transitions, and the answer to an offered rhythm.

use chrono::NaiveDate;

use super::Nod;
use crate::api::{BlockRow, Done};
use crate::block::{Block, BlockKind, Span};
use crate::clock::{Now, days_between};
use crate::error::{Error, Result};
use crate::id::{BlockId, PersonId};
use crate::plan::longer_rhythm;
use crate::store::{blocks, people, reminders};
use crate::transition::{Transition, TransitionKind};
use crate::{limits, words};

impl Nod {
    /// Away periods, leaves and pauses that are not over, earliest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn blocks(&self, now: Now) -> Result<Vec<BlockRow>> {
        self.block_rows(blocks::ending_from(self.reader(), now.today())?, now)
    }

    /// Those of them that are not over, in words.
    pub(super) fn block_rows(&self, blocks: Vec<Block>, now: Now) -> Result<Vec<BlockRow>> {
        let left = blocks.into_iter().filter(|block| block.span.until >= now.today());
        left.map(|block| {
            Ok(BlockRow {
                id: block.id,
                person: block.person.map(|id| people::chip(self.reader(), id)).transpose()?,
                kind: block.kind.as_str().to_owned(),
                from: block.span.from,
                until: block.span.until,
                words: self.span_words(block.span, now),
            })
        })
        .collect()
    }

    pub(super) fn span_words(&self, span: Span, now: Now) -> String {
        let from = words::plain_date(&self.texts, span.from, now.today());
        let until = words::plain_date(&self.texts, span.until, now.today());
        self.texts.with("span", &[("from", from.into()), ("until", until.into())])
    }

    /// The user is away: no banners from one day to another, both included.
    ///
    /// # Errors
    /// When the days are the wrong way round, over, or too far apart.
    pub fn away_add(&mut self, from: NaiveDate, until: NaiveDate, now: Now) -> Result<Done> {
        let span = self.span(from, until, now)?;
        let words = self.texts.with("done-away", &[("span", self.span_words(span, now).into())]);
        self.add_block(None, BlockKind::Away, span, words, now)
    }

    /// A person is on leave: no reminder of them, and one on their return.
    ///
    /// # Errors
    /// When there is no such person; else as [`Self::away_add`].
    pub fn leave_add(
        &mut self,
        person: PersonId,
        from: NaiveDate,
        until: NaiveDate,
        now: Now,
    ) -> Result<Done> {
        let span = self.span(from, until, now)?;
        let name = people::chip(self.reader(), person)?.name;
        let args = [("name", name.into()), ("span", self.span_words(span, now).into())];
        let words = self.texts.with("done-leave", &args);
        self.add_block(Some(person), BlockKind::Leave, span, words, now)
    }

    /// No reminder of a person until a day, that day included.
    ///
    /// # Errors
    /// When there is no such person, or the day is over.
    pub fn person_pause(&mut self, person: PersonId, until: NaiveDate, now: Now) -> Result<Done> {
        let span = self.span(now.today(), until, now)?;
        let name = people::chip(self.reader(), person)?.name;
        let until = words::day(&self.texts, until, now.today());
        let args = [("name", name.into()), ("until", until.into())];
        let words = self.texts.with("done-person-paused", &args);
        self.add_block(Some(person), BlockKind::Pause, span, words, now)
    }

    /// Ends the pauses of a person.
    ///
    /// # Errors
    /// When there is no such person.
    pub fn person_resume(&mut self, person: PersonId, now: Now) -> Result<Done> {
        let name = people::chip(self.reader(), person)?.name;
        let words = self.texts.with("done-person-resumed", &[("name", name.into())]);
        let found = blocks::of_person(self.reader(), person)?;
        self.act(now, |tx| {
            for block in found.iter().filter(|block| block.kind == BlockKind::Pause) {
                blocks::remove(tx, block.id)?;
            }
            Ok(words)
        })
    }

    fn span(&self, from: NaiveDate, until: NaiveDate, now: Now) -> Result<Span> {
        if until < from || days_between(from, until) > i64::from(limits::BLOCK_DAYS) {
            return Err(Error::field("until", "error-span", vec![]));
        }
        if until < now.today() {
            return Err(Error::field("until", "error-when-past", vec![("value", until.to_string().into())]));
        }
        Ok(Span { from, until })
    }

    fn add_block(
        &mut self,
        person: Option<PersonId>,
        kind: BlockKind,
        span: Span,
        words: String,
        now: Now,
    ) -> Result<Done> {
        let block = Block { id: BlockId::new(now.utc), person, kind, span };
        self.act(now, |tx| blocks::add(tx, &block).map(|()| words))
    }

    /// Removes an away period, a leave or a pause.
    ///
    /// # Errors
    /// When there is none such.
    pub fn block_remove(&mut self, id: BlockId, now: Now) -> Result<Done> {
        let block = blocks::get(self.reader(), id)?;
        let words =
            self.texts.with("done-block-removed", &[("span", self.span_words(block.span, now).into())]);
        self.act(now, |tx| blocks::remove(tx, id).map(|_| words))
    }

    /// Says what a person goes through, from a day on, or that it is over.
    ///
    /// # Errors
    /// When there is no such person.
    pub fn transition_set(
        &mut self,
        person: PersonId,
        transition: Option<(TransitionKind, NaiveDate)>,
        now: Now,
    ) -> Result<Done> {
        let name = people::chip(self.reader(), person)?.name;
        let transition = transition.map(|(kind, started_on)| Transition { kind, started_on });
        let message = match transition {
            Some(transition) => format!("done-transition-{}", transition.kind.as_str()),
            None => "done-transition-none".to_owned(),
        };
        let words = self.texts.with(&message, &[("name", name.into())]);
        self.act(now, |tx| blocks::set_transition(tx, person, transition).map(|()| words))
    }

    /// Answers the offer of a longer rhythm: takes it, or keeps the rhythm as it is.
    ///
    /// # Errors
    /// When there is no such person.
    pub fn rhythm_offer(&mut self, person: PersonId, take: bool, now: Now) -> Result<Done> {
        let state = reminders::state_of(self.reader(), person)?;
        let ignored = blocks::ignored_banners(self.reader(), person)?;
        let Some(longer) = state.rhythm.and_then(|rhythm| longer_rhythm(rhythm, ignored)) else {
            return Ok(self.nothing());
        };
        let name = people::chip(self.reader(), person)?.name;
        if !take {
            let words = self.texts.with("done-offer-declined", &[("name", name.into())]);
            return self.act(now, |tx| blocks::decline_offer(tx, person, now.today()).map(|()| words));
        }
        let rhythm = words::rhythm(&self.texts, Some(longer));
        let args = [("name", name.into()), ("rhythm", rhythm.into())];
        let words = self.texts.with("done-offer-taken", &args);
        let mut fields = people::get(self.reader(), person)?.fields;
        fields.rhythm_days = Some(longer);
        self.act(now, |tx| people::edit(tx, person, &fields).map(|()| words))
    }
}
