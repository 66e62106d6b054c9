//! The bin: what was deleted in the last thirty days, and how it comes back.
//!
//! Deleting is an action like any other, and its entry of the undo journal holds every row that went. The bin is those
//! entries: they stay for thirty days however much is done after them, and bringing one back is undoing it.

use rusqlite::Transaction;

use super::Nod;
use crate::api::{BinEntry, Done, OpId, Undone};
use crate::clock::Now;
use crate::error::Result;
use crate::id::PersonId;
use crate::store::{journal, people};
use crate::words;

impl Nod {
    /// What can be brought back, deleted last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn bin(&self, now: Now) -> Result<Vec<BinEntry>> {
        let found = journal::deleted(self.reader(), now)?;
        Ok(found
            .into_iter()
            .map(|deleted| BinEntry {
                op: deleted.op,
                kind: deleted.kind,
                on: now.date_of(deleted.at),
                ago: words::ago(&self.texts, now.date_of(deleted.at), now.today()),
                words: deleted.words,
            })
            .collect())
    }

    /// Brings back what an entry of the bin deleted.
    ///
    /// # Errors
    /// When it is not in the bin any more, or something later stands in its place; nothing is changed then.
    pub fn bin_restore(&mut self, op: OpId) -> Result<Undone> {
        self.undo(Some(op))
    }

    /// Deletes a person with everything about them; moments with others stay.
    ///
    /// # Errors
    /// When there is no such person.
    pub fn person_delete(&mut self, id: PersonId, now: Now) -> Result<Done> {
        let name = people::chip(self.reader(), id)?.name;
        let words = self.texts.with("done-person-deleted", &[("name", name.into())]);
        self.discard(now, "person", |tx| people::delete(tx, id).map(|()| words))
    }

    /// One write that deletes something of `kind`, for the bin.
    pub(super) fn discard(
        &mut self,
        now: Now,
        kind: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<String>,
    ) -> Result<Done> {
        self.act(now, |tx| {
            let words = work(tx)?;
            journal::mark_deleted(tx, kind)?;
            Ok(words)
        })
    }
}
