//! Details: what is remembered about a person.

use super::Nod;
use crate::api::{DetailCategory, DetailRow, DetailSaved, Done};
use crate::clock::Now;
use crate::detail::{self, CATEGORIES, Checked, Detail, DetailFields};
use crate::error::Result;
use crate::id::{DetailId, PersonId};
use crate::store::{details, people};
use crate::words;

/// Longest text in the words of an action, in characters.
const IN_WORDS: usize = 60;

impl Nod {
    /// Keeps a detail about a person.
    ///
    /// # Errors
    /// When there is no such person or a field is not taken, by name; nothing is changed then.
    pub fn detail_add(&mut self, person: PersonId, fields: &DetailFields, now: Now) -> Result<DetailSaved> {
        let detail =
            Detail { id: DetailId::new(now.utc), person, fields: detail::check(fields, now.today())? };
        self.save_detail("done-detail-added", detail, now, details::add)
    }

    /// Replaces what a detail says.
    ///
    /// # Errors
    /// When there is no such detail or a field is not taken, by name; nothing is changed then.
    pub fn detail_edit(&mut self, id: DetailId, fields: &DetailFields, now: Now) -> Result<DetailSaved> {
        let known = details::get(self.reader(), id)?;
        let detail = Detail { fields: detail::check(fields, now.today())?, ..known };
        self.save_detail("done-detail-edited", detail, now, |tx, detail| {
            details::edit(tx, detail.id, &detail.fields)
        })
    }

    fn save_detail(
        &mut self,
        message: &str,
        detail: Detail,
        now: Now,
        save: impl FnOnce(&rusqlite::Transaction<'_>, &Detail) -> Result<()>,
    ) -> Result<DetailSaved> {
        let person = people::chip(self.reader(), detail.person)?;
        let name = self.short_name(detail.person)?;
        let args = [("name", name.into()), ("text", words::brief(&detail.fields.text, IN_WORDS).into())];
        let words = self.texts.with(message, &args);
        let ((), op) = self.write(now, |tx| save(tx, &detail).map(|()| ((), words.clone())))?;
        let words = if op.is_none() { self.texts.get("done-nothing") } else { words };
        Ok(DetailSaved { detail: self.detail_row(detail, now), person, op, words })
    }

    /// Deletes a detail.
    ///
    /// # Errors
    /// When there is no such detail.
    pub fn detail_delete(&mut self, id: DetailId, now: Now) -> Result<Done> {
        let detail = details::get(self.reader(), id)?;
        let args = [
            ("name", self.short_name(detail.person)?.into()),
            ("text", words::brief(&detail.fields.text, IN_WORDS).into()),
        ];
        let words = self.texts.with("done-detail-deleted", &args);
        self.discard(now, "detail", |tx| details::delete(tx, id).map(|()| words))
    }

    /// One detail.
    ///
    /// # Errors
    /// When there is no such detail.
    pub fn detail(&self, id: DetailId, now: Now) -> Result<DetailRow> {
        Ok(self.detail_row(details::get(self.reader(), id)?, now))
    }

    /// A person's details, newest first; those that have expired only with `expired`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn details(&self, person: PersonId, expired: bool, now: Now) -> Result<Vec<DetailRow>> {
        let found = details::of_person(self.reader(), person, now.today(), expired)?;
        Ok(found.into_iter().map(|detail| self.detail_row(detail, now)).collect())
    }

    /// The categories to choose from: the built-in ones, then the user's own, most used first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn detail_categories(&self) -> Result<Vec<DetailCategory>> {
        let own = details::categories(self.reader())?;
        let own = own.into_iter().filter(|word| !CATEGORIES.contains(&word.as_str()));
        let all =
            CATEGORIES.iter().map(|word| ((*word).to_owned(), false)).chain(own.map(|word| (word, true)));
        Ok(all
            .map(|(category, own)| DetailCategory { words: self.category_words(&category), category, own })
            .collect())
    }

    pub(super) fn category_words(&self, category: &str) -> String {
        words::category(&self.texts, category)
    }

    pub(super) fn detail_row(&self, detail: Detail, now: Now) -> DetailRow {
        let Detail { id, person, fields } = detail;
        let Checked { text, category, learned_on, source, private, expires_on } = fields;
        DetailRow {
            id,
            person,
            text,
            category_words: self.category_words(&category),
            category,
            learned_on,
            learned: words::ago(&self.texts, learned_on, now.today()),
            source,
            private,
            expires_on,
            expired: expires_on.is_some_and(|last| last < now.today()),
        }
    }

    /// What a person is called in a sentence.
    pub(super) fn short_name(&self, id: PersonId) -> Result<String> {
        let chip = people::chip(self.reader(), id)?;
        Ok(words::short_name(&chip, &people::get(self.reader(), id)?.fields.called))
    }
}
