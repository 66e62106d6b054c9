//! One entry: a new person, or something more of one who is here.

use rusqlite::Transaction;

use crate::api::{Contact, ImportFate, ImportRow, PersonFields};
use crate::clock::Now;
use crate::error::Result;
use crate::id::PersonId;
use crate::import::Incoming;
use crate::person;
use crate::store::imported::{self, Said, digest};
use crate::store::matching::Card;
use crate::store::people;
use crate::texts::Texts;

/// An entry about to be taken.
pub(super) struct Entry<'a> {
    pub incoming: &'a Incoming,
    /// Its fields, checked.
    pub fields: &'a PersonFields,
    /// What its word is remembered under, when it may update what it said before.
    pub updates: Option<&'a str>,
}

/// An entry as it is matched.
pub(super) fn card<'a>(incoming: &'a Incoming, fields: &'a PersonFields) -> Card<'a> {
    let photo = incoming.photo.is_some();
    Card { uid: incoming.uid.as_deref(), fields, tags: &incoming.tags, photo }
}

/// What an entry's word is remembered under, if it can be known again.
pub(super) fn source(file: &str, incoming: &Incoming) -> Option<String> {
    match &incoming.uid {
        Some(uid) => Some(digest(&format!("uid:{uid}"))),
        None => (!file.is_empty()).then(|| digest(file)),
    }
}

pub(super) fn fields_of(incoming: &Incoming) -> PersonFields {
    PersonFields {
        name: incoming.name.clone(),
        called: incoming.called.clone(),
        pronunciation: incoming.pronunciation.clone(),
        pronouns: incoming.pronouns.clone(),
        role: incoming.role.clone(),
        team: incoming.team.clone(),
        organisation: incoming.organisation.clone(),
        place: incoming.place.clone(),
        zone: incoming.zone.clone(),
        start_date: incoming.start_date.map(|date| date.to_string()).unwrap_or_default(),
        birthday: incoming.birthday.map(|day| day.to_string()).unwrap_or_default(),
        notes: incoming.notes.clone(),
        contacts: incoming.contacts.clone(),
        ..PersonFields::default()
    }
}

/// The texts of a person that files fill and update, with the names messages know them by.
fn texts_of(fields: &mut PersonFields) -> [(&'static str, &mut String); 12] {
    [
        ("name", &mut fields.name),
        ("called", &mut fields.called),
        ("pronunciation", &mut fields.pronunciation),
        ("pronouns", &mut fields.pronouns),
        ("role", &mut fields.role),
        ("team", &mut fields.team),
        ("organisation", &mut fields.organisation),
        ("place", &mut fields.place),
        ("zone", &mut fields.zone),
        ("start-date", &mut fields.start_date),
        ("birthday", &mut fields.birthday),
        ("notes", &mut fields.notes),
    ]
}

/// What the fields of an entry say, as it is remembered: JSON of [`Said`].
pub(super) fn digests(fields: &PersonFields) -> String {
    let mut fields = fields.clone();
    let said = texts_of(&mut fields).into_iter().filter(|(_, value)| !value.is_empty());
    let said: Said = said.map(|(name, value)| (name.to_owned(), digest(value))).collect();
    serde_json::to_string(&said).unwrap_or_default()
}

impl Entry<'_> {
    /// Adds the person, or fills in the known one: who it was, and what happened.
    pub fn take(
        &self,
        tx: &Transaction<'_>,
        texts: &Texts,
        known: Option<PersonId>,
        now: Now,
    ) -> Result<(PersonId, ImportRow)> {
        let uid = self.incoming.uid.as_deref();
        let Some(known) = known else {
            let id = PersonId::new(now.utc);
            people::add(tx, id, uid, self.fields, now.today())?;
            self.add_rest(tx, id, true)?;
            return Ok((id, self.row(ImportFate::Add, String::new())));
        };
        let stored = people::get(tx, known)?.fields;
        let before = match self.updates {
            Some(source) => imported::said(tx, known, source)?,
            None => None,
        };
        let before: Said = before.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        let (merged, mut reasons, changes) = self.fill_in(texts, &stored, &before);
        let contacts = merged.contacts.len() - stored.contacts.len();
        people::edit(tx, known, &merged)?;
        // A card that Nod wrote names the person by their own id, which says nothing new.
        people::set_uid(tx, known, uid.filter(|uid| *uid != known.to_string()))?;
        let (tags, photo) = self.add_rest(tx, known, people::photo(tx, known)?.is_none())?;
        if contacts > 0 {
            reasons.push(texts.with("import-gains-contacts", &[("count", contacts.into())]));
        }
        if tags > 0 {
            reasons.push(texts.with("import-gains-tags", &[("count", tags.into())]));
        }
        if photo {
            reasons.push(texts.get("import-gains-photo"));
        }
        let gains = (!reasons.is_empty())
            .then(|| texts.with("import-merges", &[("fields", reasons.join(", ").into())]));
        let said: Vec<String> = changes.into_iter().chain(gains).collect();
        let row = if said.is_empty() {
            self.row(ImportFate::Skip, texts.get("import-nothing-new"))
        } else {
            self.row(ImportFate::Merge, said.join("; "))
        };
        Ok((known, ImportRow { into: Some(people::chip(tx, known)?), ..row }))
    }

    fn row(&self, fate: ImportFate, reason: String) -> ImportRow {
        let detail = [&self.fields.role, &self.fields.organisation];
        let detail: Vec<&str> = detail.into_iter().filter(|t| !t.is_empty()).map(String::as_str).collect();
        ImportRow {
            file: self.incoming.file.clone(),
            line: self.incoming.line,
            name: self.fields.name.clone(),
            detail: detail.join(" · "),
            fate,
            reason,
            into: None,
        }
    }

    /// Tags, and the photo where there is none. How many tags were new, and true when a photo was.
    fn add_rest(&self, tx: &Transaction<'_>, id: PersonId, wants_photo: bool) -> Result<(usize, bool)> {
        let tags = people::add_tags(tx, id, &self.incoming.tags)?;
        let photo = self.incoming.photo.as_ref().filter(|_| wants_photo);
        if let Some(photo) = photo {
            people::set_photo(tx, id, &photo.mime, &photo.bytes)?;
        }
        Ok((tags, photo.is_some()))
    }

    /// Fills what is not known yet, updates what this source said otherwise before and the user left as it was, and adds
    /// contacts; what the user has written or cleared stays. Also the names of what gained, and the changes in words.
    fn fill_in(
        &self,
        texts: &Texts,
        stored: &PersonFields,
        before: &Said,
    ) -> (PersonFields, Vec<String>, Vec<String>) {
        let (mut merged, mut incoming) = (stored.clone(), self.fields.clone());
        let (mut gained, mut changed) = (Vec::new(), Vec::new());
        for ((name, field), (_, value)) in texts_of(&mut merged).into_iter().zip(texts_of(&mut incoming)) {
            let told = before.get(name);
            if value.is_empty() || field == value || told.is_some_and(|told| *told == digest(value)) {
                continue;
            }
            if field.is_empty() {
                gained.push(texts.get(&format!("import-gains-{name}")));
            } else if told.is_some_and(|told| *told == digest(field)) {
                let args = [("from", short(field).into()), ("to", short(value).into())];
                changed.push(texts.with(&format!("import-changes-{name}"), &args));
            } else {
                continue;
            }
            field.clone_from(value);
        }
        for contact in &incoming.contacts {
            let same = |known: &Contact| {
                known.kind == contact.kind && person::matching(known) == person::matching(contact)
            };
            if !merged.contacts.iter().any(same) && merged.contacts.len() < crate::limits::CONTACTS {
                merged.contacts.push(contact.clone());
            }
        }
        (merged, gained, changed)
    }
}

/// As much of a value as a line of the preview has room for.
fn short(value: &str) -> String {
    const ROOM: usize = 60;
    let line: String = value.chars().map(|c| if c == '\n' { ' ' } else { c }).take(ROOM).collect();
    if value.chars().count() > ROOM { format!("{line}…") } else { line }
}
