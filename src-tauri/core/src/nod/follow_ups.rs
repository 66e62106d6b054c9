//! Follow-ups by themselves: adding, ticking, letting go, moving.

use chrono::NaiveDate;

use super::Nod;
use crate::api::{Done, FollowUp};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::id::{FollowUpId, PersonId};
use crate::store::follow_ups::{self, End, OpenFollowUp};
use crate::store::people;
use crate::{person, words};

impl Nod {
    /// Open follow-ups, earliest first: everyone's, or one person's.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn follow_ups(&self, person: Option<PersonId>, now: Now) -> Result<Vec<FollowUp>> {
        let found = match person {
            Some(person) => follow_ups::of_person(self.reader(), person)?,
            None => follow_ups::open_from(self.reader(), NaiveDate::MIN)?,
        };
        Ok(found.into_iter().map(|follow_up| self.follow_up_row(follow_up, now)).collect())
    }

    /// Plants a follow-up without a moment.
    ///
    /// # Errors
    /// When there is no such person, the text is empty or too long, or the day is over.
    pub fn follow_up_add(&mut self, person: PersonId, text: &str, on: NaiveDate, now: Now) -> Result<Done> {
        let text = follow_up_text(text)?;
        let on = ahead(on, now)?;
        let name = people::chip(self.reader(), person)?.name;
        let when = words::on_day(&self.texts, on, now.today());
        let words = self.texts.with("done-follow-up-added", &[("name", name.into()), ("when", when.into())]);
        let follow_up = OpenFollowUp { id: FollowUpId::new(now.utc), person, text, on };
        self.act(now, |tx| follow_ups::plant(tx, &follow_up, now.today(), None).map(|()| words))
    }

    /// Changes a follow-up's words and day.
    ///
    /// # Errors
    /// As [`Self::follow_up_add`], and when it has ended.
    pub fn follow_up_edit(&mut self, id: FollowUpId, text: &str, on: NaiveDate, now: Now) -> Result<Done> {
        let before = follow_ups::get(self.reader(), id)?;
        let text = follow_up_text(text)?;
        let on = if on == before.on { on } else { ahead(on, now)? };
        let when = words::on_day(&self.texts, on, now.today());
        let args = [("text", text.clone().into()), ("when", when.into())];
        let words = self.texts.with("done-follow-up-edited", &args);
        self.act(now, |tx| follow_ups::edit(tx, id, &text, on).map(|_| words))
    }

    /// Moves a follow-up to another day.
    ///
    /// # Errors
    /// When it has ended, or the day is over.
    pub fn follow_up_move(&mut self, id: FollowUpId, on: NaiveDate, now: Now) -> Result<Done> {
        let text = follow_ups::get(self.reader(), id)?.text;
        self.follow_up_edit(id, &text, on, now)
    }

    /// Ticks a follow-up: it was asked. The same again changes nothing.
    ///
    /// # Errors
    /// When there is none such, or it has ended.
    pub fn follow_up_done(&mut self, id: FollowUpId, now: Now) -> Result<Done> {
        self.end_follow_up(id, End::Asked, "done-follow-up-asked", now)
    }

    /// Lets a follow-up go.
    ///
    /// # Errors
    /// As [`Self::follow_up_done`].
    pub fn follow_up_let_go(&mut self, id: FollowUpId, now: Now) -> Result<Done> {
        self.end_follow_up(id, End::LetGo, "done-follow-up-let-go", now)
    }

    fn end_follow_up(&mut self, id: FollowUpId, end: End, message: &str, now: Now) -> Result<Done> {
        let text = follow_ups::get(self.reader(), id)?.text;
        let words = self.texts.with(message, &[("text", text.into())]);
        self.act(now, |tx| follow_ups::end(tx, id, end).map(|_| words))
    }
}

fn follow_up_text(text: &str) -> Result<String> {
    let text = person::line("text", text)?;
    if text.is_empty() { Err(Error::field("text", "error-text-empty", vec![])) } else { Ok(text) }
}

/// A day that is not over.
pub(super) fn ahead(on: NaiveDate, now: Now) -> Result<NaiveDate> {
    if on < now.today() {
        return Err(Error::field("on", "error-when-past", vec![("value", on.to_string().into())]));
    }
    Ok(on)
}
