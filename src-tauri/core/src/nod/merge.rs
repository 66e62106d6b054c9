//! Duplicates found and merged, and one person erased.

use std::path::PathBuf;

use super::{Nod, listening};
use crate::api::{Done, Duplicate, MergeField, MergePreview, PersonFields, Topic};
use crate::backup::holding;
use crate::clock::Now;
use crate::draft;
use crate::error::{Error, Result};
use crate::id::PersonId;
use crate::store::merging::{self, Common};
use crate::store::{erasing, people};
use crate::{limits, person};

/// Most pairs shown at once.
const PAIRS: usize = 500;

impl Nod {
    /// People who may be one: the same e-mail address, the same phone number, the same name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn duplicates(&self) -> Result<Vec<Duplicate>> {
        let found = merging::duplicates(self.reader())?;
        let pair = |(first, second, common): (PersonId, PersonId, Vec<Common>)| {
            let why = common.into_iter().map(|common| {
                self.texts.get(match common {
                    Common::Email => "same-email",
                    Common::Phone => "same-phone",
                    Common::Name => "same-name",
                })
            });
            Ok(Duplicate {
                first: people::chip(self.reader(), first)?,
                second: people::chip(self.reader(), second)?,
                why: why.collect(),
            })
        };
        found.into_iter().take(PAIRS).map(pair).collect()
    }

    /// What merging `gone` into `keep` would give.
    ///
    /// # Errors
    /// When either is not there, or both are the same.
    pub fn merge_preview(&self, keep: PersonId, gone: PersonId) -> Result<MergePreview> {
        if keep == gone {
            return Err(Error::refused("error-merge-same", vec![]));
        }
        let (kept, other) =
            (people::get(self.reader(), keep)?.fields, people::get(self.reader(), gone)?.fields);
        let (merged, differing) = unite(&kept, &other);
        let (moments, details, follow_ups) = merging::counts(self.reader(), gone)?;
        Ok(MergePreview {
            keep: people::chip(self.reader(), keep)?,
            gone: people::chip(self.reader(), gone)?,
            differing,
            merged,
            moments,
            details,
            follow_ups,
        })
    }

    /// Merges `gone` into `keep`, whose fields become `fields`, or what [`Self::merge_preview`] suggests.
    ///
    /// # Errors
    /// When either is not there, both are the same, or a field is not taken; nothing is changed then.
    pub fn merge(
        &mut self,
        keep: PersonId,
        gone: PersonId,
        fields: Option<&PersonFields>,
        now: Now,
    ) -> Result<Done> {
        let preview = self.merge_preview(keep, gone)?;
        let fields = person::check(fields.unwrap_or(&preview.merged))?;
        let args = [("gone", preview.gone.name.into()), ("keep", fields.name.clone().into())];
        let words = self.texts.with("done-merged", &args);
        self.act(now, |tx| {
            merging::keep_earlier(tx, keep, gone)?;
            merging::merge(tx, keep, gone)?;
            people::edit(tx, keep, &fields)?;
            Ok(words)
        })
    }

    /// Erases a person for good: from every table, the search index, the undo journal and the file's log. Moments with
    /// others stay. There is no Undo.
    ///
    /// # Errors
    /// When there is no such person; nothing is changed then.
    pub fn person_erase(&mut self, id: PersonId) -> Result<Done> {
        let (words, data) = self.erase(id)?;
        let left = holding::holding(&data, id).len();
        if left == 0 {
            return Ok(Done { op: None, words });
        }
        let args = [("count", left.into()), ("id", id.to_string().into())];
        let left = self.texts.with("erased-backups-left", &args);
        Ok(Done { op: None, words: format!("{words}. {left}") })
    }

    /// Erases a person as [`Self::person_erase`] does, and deletes the backups that hold them; of one who is erased
    /// already, the backups.
    ///
    /// # Errors
    /// When there is no such person; nothing is changed then. When a backup cannot be deleted; the person is erased then.
    pub fn person_erase_with_backups(&mut self, id: PersonId) -> Result<Done> {
        let gone_words =
            |nod: &Self, gone: usize| nod.texts.with("erased-backups-gone", &[("count", gone.into())]);
        let (words, data) = match self.erase(id) {
            Ok(erased) => erased,
            Err(error @ Error::Refused(_)) => {
                let gone = holding::let_go(&self.data_folder(), id)?;
                let done = Done { op: None, words: gone_words(self, gone) };
                return if gone == 0 { Err(error) } else { Ok(done) };
            }
            Err(error) => return Err(error),
        };
        let gone = holding::let_go(&data, id)?;
        let words = if gone == 0 { words } else { format!("{words}. {}", gone_words(self, gone)) };
        Ok(Done { op: None, words })
    }

    /// What is to be said of it, and the data folder.
    fn erase(&mut self, id: PersonId) -> Result<(String, PathBuf)> {
        let name = people::chip(self.reader(), id)?.name;
        let called = people::get(self.reader(), id)?.fields.called;
        self.store.remember(|tx| {
            listening::forget_person(tx, id)?;
            erasing::erase(tx, id)
        })?;
        // What was being typed about someone is gone with them; that it stays is no reason to keep the person.
        let _ = draft::forget_naming(&self.data_folder(), &format!("{name} {called}"));
        // Names that were read stay in memory until they are read again.
        self.forget_names();
        let clear = self.store.scrub()?;
        self.tell(&[Topic::People, Topic::Moments, Topic::Reminders].into());
        let message = if clear { "done-erased" } else { "done-erased-later" };
        Ok((self.texts.with(message, &[("name", name.into())]), self.data_folder()))
    }
}

/// The fields of two people as one: what is kept wins, gaps are filled, lists are united. Also what differs.
fn unite(kept: &PersonFields, other: &PersonFields) -> (PersonFields, Vec<MergeField>) {
    let mut merged = kept.clone();
    let mut differing = Vec::new();
    let mut text = |field: &str, into: &mut String, other: &String| {
        if into.is_empty() {
            into.clone_from(other);
        } else if !other.is_empty() && into != other {
            let (kept, other) = (into.clone(), other.clone());
            differing.push(MergeField { field: field.to_owned(), kept, other });
        }
    };
    text("name", &mut merged.name, &other.name);
    text("called", &mut merged.called, &other.called);
    text("pronunciation", &mut merged.pronunciation, &other.pronunciation);
    text("pronouns", &mut merged.pronouns, &other.pronouns);
    text("role", &mut merged.role, &other.role);
    text("team", &mut merged.team, &other.team);
    text("organisation", &mut merged.organisation, &other.organisation);
    text("place", &mut merged.place, &other.place);
    text("zone", &mut merged.zone, &other.zone);
    text("start_date", &mut merged.start_date, &other.start_date);
    text("birthday", &mut merged.birthday, &other.birthday);
    // Nothing written is lost: notes that differ stand below each other, as long as they fit.
    if merged.notes.is_empty() {
        merged.notes.clone_from(&other.notes);
    } else if !other.notes.is_empty() && !merged.notes.contains(&other.notes) {
        if merged.notes.len() + 2 + other.notes.len() <= limits::TEXT {
            merged.notes.push_str("\n\n");
            merged.notes.push_str(&other.notes);
        } else {
            text("notes", &mut merged.notes, &other.notes);
        }
    }
    merged.circle = kept.circle.or(other.circle);
    merged.rhythm_days = kept.rhythm_days.or(other.rhythm_days);
    merged.contacts.extend(other.contacts.iter().cloned());
    merged.contacts.truncate(limits::CONTACTS);
    let team = (other.team != merged.team && !other.team.is_empty()).then(|| other.team.clone());
    merged.other_teams.extend(team.into_iter().chain(other.other_teams.iter().cloned()));
    merged.other_teams.truncate(limits::LABELS);
    merged.tags.extend(other.tags.iter().cloned());
    merged.tags.truncate(limits::LABELS);
    let new = other.own.iter().filter(|own| !kept.own.contains(own)).cloned();
    merged.own.extend(new);
    merged.own.truncate(limits::LABELS);
    (merged, differing)
}
