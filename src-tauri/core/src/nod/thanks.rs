//! Contributions and unsaid thanks.

use super::Nod;
use crate::api::{Contribution, Direction, Done, NewContribution};
use crate::clock::Now;
use crate::contribution::Unsaid;
use crate::error::{Error, Result};
use crate::id::{ContributionId, PersonId};
use crate::limits;
use crate::store::contributions::{self, End};
use crate::store::{gestures, people};
use crate::{person, words};

impl Nod {
    /// The unsaid thanks, newest first: everyone's, or one person's.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn contributions(&self, person: Option<PersonId>, now: Now) -> Result<Vec<Contribution>> {
        let found = contributions::unsaid(self.reader(), person, limits::KEPT)?;
        found.into_iter().map(|unsaid| self.contribution(unsaid, now)).collect()
    }

    pub(super) fn contribution(&self, unsaid: Unsaid, now: Now) -> Result<Contribution> {
        Ok(Contribution {
            id: unsaid.id,
            person: people::chip(self.reader(), unsaid.person)?,
            what: self.what_words(&unsaid)?,
            changed: unsaid.changed,
            on: unsaid.on,
            ago: words::ago(&self.texts, unsaid.on, now.today()),
        })
    }

    /// What they did, or "Amara helped you" when the moment says no more.
    fn what_words(&self, unsaid: &Unsaid) -> Result<String> {
        if !unsaid.what.is_empty() {
            return Ok(unsaid.what.clone());
        }
        let name = self.called(unsaid.person)?;
        let stored = gestures::all(self.reader())?;
        let gesture = stored.into_iter().find(|gesture| Some(&gesture.id) == unsaid.gesture.as_ref());
        let words = gesture.map(|gesture| words::logged(&self.texts, &gesture, Direction::Theirs, &[name]));
        Ok(words.unwrap_or_default())
    }

    /// Notes what someone did and what it changed.
    ///
    /// # Errors
    /// When there is no such person, nothing is said, a text is too long, or the day lies ahead.
    pub fn contribution_add(&mut self, new: &NewContribution, now: Now) -> Result<Done> {
        let what = person::text("what", &new.what)?;
        if what.is_empty() {
            return Err(Error::field("what", "error-text-empty", vec![]));
        }
        let on = new.on.unwrap_or_else(|| now.today());
        if on > now.today() {
            return Err(Error::field("on", "error-contribution-ahead", vec![]));
        }
        let name = people::chip(self.reader(), new.person)?.name;
        let unsaid = Unsaid {
            id: ContributionId::new(now.utc),
            person: new.person,
            what,
            changed: person::text("changed", &new.changed)?,
            on,
            noted_on: now.today(),
            gesture: None,
        };
        let words = self.texts.with("done-contribution-added", &[("name", name.into())]);
        self.act(now, |tx| contributions::note(tx, &unsaid, None).map(|()| words))
    }

    /// A thanks was said.
    ///
    /// # Errors
    /// When there is none such, or it was said.
    pub fn contribution_thanked(&mut self, id: ContributionId, now: Now) -> Result<Done> {
        self.end_contribution(id, End::Thanked, "done-contribution-thanked", now)
    }

    /// Lets an unsaid thanks go.
    ///
    /// # Errors
    /// When there is none such, or it was said.
    pub fn contribution_let_go(&mut self, id: ContributionId, now: Now) -> Result<Done> {
        self.end_contribution(id, End::LetGo, "done-contribution-let-go", now)
    }

    fn end_contribution(&mut self, id: ContributionId, end: End, message: &str, now: Now) -> Result<Done> {
        let what = self.what_words(&contributions::get(self.reader(), id)?)?;
        let words = self.texts.with(message, &[("what", what.into())]);
        self.act(now, |tx| contributions::end(tx, id, end).map(|_| words))
    }
}
