//! People: listing and finding, one person's page, adding and editing.

use std::ops::Range;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Nod;
use crate::api::{
    ContactKind, Done, LastMoment, OpId, PeopleOrder, PeoplePage, PeopleRequest, PersonChip, PersonFields,
    PersonRow, Section,
};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::id::{CircleId, PersonId};
use crate::plan;
use crate::quick::fold::{fold, fold_char};
use crate::store::people::{self, Listed};
use crate::store::{circles, reminders};
use crate::{import, limits, person, words};

/// Everyone as listed, kept until something changes.
pub(super) struct Directory {
    version: (i64, u64),
    pub people: Vec<Entry>,
}

pub(super) struct Entry {
    pub listed: Listed,
    /// Role, team, organisation, nickname and e-mail addresses, folded, for finding.
    around: String,
}

/// A person was added or edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonSaved {
    /// The face.
    pub person: PersonChip,
    /// Handle for Undo; nothing when nothing changed.
    pub op: Option<OpId>,
    /// "Amara Okafor added".
    pub words: String,
}

impl Nod {
    pub(super) fn directory(&self) -> Result<Rc<Directory>> {
        let version = self.version()?;
        if let Some(kept) = self.directory.borrow().as_ref().filter(|kept| kept.version == version) {
            return Ok(Rc::clone(kept));
        }
        let directory = Rc::new(Directory { version, people: self.entries(false)? });
        *self.directory.borrow_mut() = Some(Rc::clone(&directory));
        Ok(directory)
    }

    fn entries(&self, archived: bool) -> Result<Vec<Entry>> {
        let mut emails = people::values(self.reader(), ContactKind::Email)?;
        let entry = |listed: Listed| {
            let emails = emails.remove(&listed.chip.id).unwrap_or_default();
            let around = fold(
                &[&listed.called, &listed.role, &listed.team, &listed.organisation, &emails.join(" ")]
                    .map(String::as_str)
                    .join(" "),
            );
            Entry { listed, around }
        };
        Ok(people::all(self.reader(), archived)?.into_iter().map(entry).collect())
    }

    /// A page of people.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn people(&self, request: &PeopleRequest, now: Now) -> Result<PeoplePage> {
        let directory = if request.archived {
            Rc::new(Directory { version: self.version()?, people: self.entries(true)? })
        } else {
            self.directory()?
        };
        let query = Query::new(&request.query);
        let in_circle =
            |entry: &&Entry| request.circle.is_none_or(|circle| entry.listed.circle == Some(circle));
        let everyone = directory.people.iter().filter(in_circle);
        let mut found: Vec<&Entry> = if query.is_empty() {
            everyone.collect()
        } else {
            let mut ranked: Vec<(u8, &Entry)> = everyone.filter_map(|e| Some((query.rank(e)?, e))).collect();
            ranked.sort_by_key(|(rank, _)| *rank);
            ranked.into_iter().map(|(_, entry)| entry).collect()
        };
        if request.order == PeopleOrder::Recent && query.is_empty() {
            self.sort_by_last(&mut found)?;
        }
        let by_name = query.is_empty() && request.order == PeopleOrder::Name;
        let (total, offset) = (found.len(), request.offset.min(found.len()));
        let page = found[offset..].iter().take(request.limit.clamp(1, 500));
        let rules = self.rules(now)?;
        let rows = page
            .map(|entry| self.person_row(entry, &query, &rules, request.archived, now))
            .collect::<Result<Vec<_>>>()?;
        let nearest = if total == 0 && !query.is_empty() { self.nearest(&request.query, now)? } else { None };
        Ok(PeoplePage { total, rows, sections: if by_name { sections(&found) } else { Vec::new() }, nearest })
    }

    fn sort_by_last(&self, found: &mut [&Entry]) -> Result<()> {
        let last = people::last_instants(self.reader())?;
        found.sort_by_key(|entry| std::cmp::Reverse(last.get(&entry.listed.chip.id).copied()));
        Ok(())
    }

    fn person_row(
        &self,
        entry: &Entry,
        query: &Query,
        rules: &plan::Rules,
        archived: bool,
        now: Now,
    ) -> Result<PersonRow> {
        let id = entry.listed.chip.id;
        let state = reminders::state_of(self.reader(), id)?;
        Ok(PersonRow {
            person: entry.listed.chip.clone(),
            matched: query.matched(&entry.listed.chip.name),
            circle: entry.listed.circle,
            last: self.last_moment(id, now)?,
            rhythm_days: state.rhythm,
            rhythm: words::rhythm(&self.texts, state.rhythm),
            next_due: if archived { None } else { plan::due(&state, rules) },
        })
    }

    pub(super) fn last_moment(&self, id: PersonId, now: Now) -> Result<Option<LastMoment>> {
        let last = people::last_moment(self.reader(), id)?;
        Ok(last.map(|last| LastMoment { ago: words::ago(&self.texts, last.on, now.today()), ..last }))
    }

    fn nearest(&self, query: &str, now: Now) -> Result<Option<PersonChip>> {
        Ok(self.find_people(query, 1, now)?.into_iter().next())
    }

    /// A person in brief, archived or not.
    ///
    /// # Errors
    /// When there is no such person.
    pub fn person_chip(&self, id: PersonId) -> Result<PersonChip> {
        people::chip(self.reader(), id)
    }

    /// A person's photo: MIME type and bytes.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn photo(&self, id: PersonId) -> Result<Option<(String, Vec<u8>)>> {
        people::photo(self.reader(), id)
    }

    /// Looks whether a photo would be taken, before anything is made of it, and gives it back.
    ///
    /// # Errors
    /// As [`Self::photo_set`].
    pub fn photo_check(bytes: Vec<u8>) -> Result<Vec<u8>> {
        fit_photo(bytes).map(|photo| photo.bytes)
    }

    /// Replaces a person's photo, or takes it away.
    ///
    /// # Errors
    /// When there is no such person, or the bytes are no PNG, JPEG, GIF or WebP of at most 4096 by 4096 pixels.
    pub fn photo_set(&mut self, id: PersonId, bytes: Option<Vec<u8>>, now: Now) -> Result<Done> {
        let name = people::chip(self.reader(), id)?.name;
        let words = self.texts.with("done-person-edited", &[("name", name.into())]);
        let photo = bytes.map(fit_photo).transpose()?;
        self.act(now, |tx| {
            match photo {
                Some(photo) => people::set_photo(tx, id, &photo.mime, &photo.bytes)?,
                None => people::remove_photo(tx, id)?,
            }
            Ok(words)
        })
    }

    /// Adds a person (`id` not given) or replaces one's fields.
    ///
    /// # Errors
    /// When a field is not taken, by name; nothing is changed then.
    pub fn person_save(
        &mut self,
        id: Option<PersonId>,
        fields: &PersonFields,
        now: Now,
    ) -> Result<PersonSaved> {
        let fields = person::check(fields)?;
        self.check_circle(fields.circle)?;
        let message = if id.is_some() { "done-person-edited" } else { "done-person-added" };
        let words = self.texts.with(message, &[("name", fields.name.clone().into())]);
        let saved = id.unwrap_or_else(|| PersonId::new(now.utc));
        let (person, op) = self.write(now, |tx| {
            match id {
                Some(id) => people::edit(tx, id, &fields)?,
                None => people::add(tx, saved, None, &fields, now.today())?,
            }
            Ok((people::chip(tx, saved)?, words.clone()))
        })?;
        let words = if op.is_none() { self.texts.get("done-nothing") } else { words };
        Ok(PersonSaved { person, op, words })
    }

    fn check_circle(&self, circle: Option<CircleId>) -> Result<()> {
        let known = circles::all(self.reader())?;
        match circle {
            Some(id) if known.iter().all(|c| c.id != id) => {
                Err(Error::field("circle", "error-no-such-circle", vec![]))
            }
            _ => Ok(()),
        }
    }

    /// Puts a person away or brings them back.
    ///
    /// # Errors
    /// When there is no such person.
    pub fn person_archive(&mut self, id: PersonId, archived: bool, now: Now) -> Result<Done> {
        let name = people::chip(self.reader(), id)?.name;
        let message = if archived { "done-archived" } else { "done-unarchived" };
        let words = self.texts.with(message, &[("name", name.into())]);
        self.act(now, |tx| people::set_archived(tx, id, archived).map(|()| words))
    }
}

fn fit_photo(bytes: Vec<u8>) -> Result<import::Photo> {
    let unfit = || Error::field("photo", "error-photo", vec![]);
    if bytes.len() > limits::PHOTO {
        return Err(unfit());
    }
    import::picture::photo(bytes).map_err(|_| unfit())
}

/// Where a new letter starts. Scripts without an alphabet of their own order share "#".
fn sections(found: &[&Entry]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (index, entry) in found.iter().enumerate() {
        let first = entry.listed.folded.chars().find(|c| c.is_alphanumeric());
        let label = match first {
            Some(c) if c.is_alphabetic() && c.is_lowercase() => c.to_uppercase().collect(),
            Some(c) if c.is_alphabetic() => c.to_string(),
            _ => "#".to_owned(),
        };
        if sections.last().is_none_or(|last| last.label != label) {
            sections.push(Section { label, index });
        }
    }
    sections
}

/// What was typed into the search of People: every word has to be found.
struct Query {
    words: Vec<String>,
}

impl Query {
    fn new(text: &str) -> Self {
        Self { words: fold(text).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect() }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// 0 when the name starts with the query, 1 when words of the name do, 2 inside the name, 3 elsewhere.
    fn rank(&self, entry: &Entry) -> Option<u8> {
        let name = &entry.listed.folded;
        let starts =
            |hay: &str, word: &str| hay.split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with(word));
        let mut rank = u8::from(!name.starts_with(&self.words.join(" ")));
        for word in &self.words {
            rank = rank.max(if starts(name, word) {
                0
            } else if name.contains(word) {
                2
            } else if entry.around.contains(word) {
                3
            } else {
                return None;
            });
        }
        Some(rank)
    }

    /// UTF-16 ranges of `name` that match, for highlighting.
    fn matched(&self, name: &str) -> Vec<(u32, u32)> {
        let folded = Folded::new(name);
        let mut ranges: Vec<(u32, u32)> = self.words.iter().filter_map(|word| folded.find(word)).collect();
        ranges.sort_unstable();
        ranges.dedup_by(|next, kept| {
            let overlaps = next.0 < kept.1;
            if overlaps {
                kept.1 = kept.1.max(next.1);
            }
            overlaps
        });
        ranges
    }
}

/// A name folded, with the way back to its own UTF-16 offsets.
struct Folded {
    text: String,
    /// For each byte of `text`, the UTF-16 range of the character it came from.
    origin: Vec<Range<u32>>,
}

impl Folded {
    fn new(name: &str) -> Self {
        let (mut text, mut origin, mut at) = (String::new(), Vec::new(), 0_u32);
        for c in name.chars() {
            let before = text.len();
            fold_char(c, &mut text);
            let end = at + u32::try_from(c.len_utf16()).unwrap_or(1);
            origin.extend(std::iter::repeat_n(at..end, text.len() - before));
            at = end;
        }
        Self { text, origin }
    }

    fn find(&self, word: &str) -> Option<(u32, u32)> {
        let at_word = |at: usize| self.text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let mut places = self.text.match_indices(word).map(|(at, _)| at);
        let first = places.clone().find(|at| at_word(*at)).or_else(|| places.next())?;
        Some((self.origin.get(first)?.start, self.origin.get(first + word.len() - 1)?.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_highlighted_where_they_stand_in_the_name_as_written() {
        assert_eq!(Query::new("wis").matched("Tomasz Wiśniewski"), [(7, 10)]);
        assert_eq!(Query::new("to wis").matched("Tomasz Wiśniewski"), [(0, 2), (7, 10)]);
        assert_eq!(Query::new("小").matched("王小明"), [(1, 2)]);
        assert_eq!(Query::new("bo").matched("👩‍🔬 Bo"), [(6, 8)]);
    }
}
