//! One entry: a new person, or something more of one who is here.

use rusqlite::Transaction;

use super::How;
use crate::api::{Contact, ContactKind, ImportFate, ImportField, ImportFieldFate, ImportRow, PersonFields};
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

/// The fields of someone new, one by one.
pub(super) fn brought(texts: &Texts, fields: &PersonFields) -> Vec<ImportField> {
    let mut fields = fields.clone();
    let said = texts_of(&mut fields).into_iter().filter(|(name, value)| *name != "name" && !value.is_empty());
    let mut brought: Vec<ImportField> =
        said.map(|(name, value)| one(texts, name, ImportFieldFate::Fill, "", value)).collect();
    brought.extend(fields.contacts.iter().map(|contact| contact_field(texts, contact)));
    brought
}

/// What happens to one field.
fn one(texts: &Texts, name: &str, fate: ImportFieldFate, from: &str, to: &str) -> ImportField {
    let name = texts.get(&format!("import-field-{name}"));
    ImportField { name, fate, from: short(from), to: short(to), why: String::new() }
}

fn contact_field(texts: &Texts, contact: &Contact) -> ImportField {
    let name = match contact.kind {
        ContactKind::Email => "email",
        ContactKind::Phone => "phone",
        ContactKind::Handle => "handle",
        ContactKind::Url => "url",
    };
    one(texts, name, ImportFieldFate::Fill, "", &contact.value)
}

impl Entry<'_> {
    /// Adds the person, or fills in the known one: who it was, and what happened.
    pub fn take(
        &self,
        tx: &Transaction<'_>,
        How { texts, now, shows, .. }: How<'_>,
        known: Option<PersonId>,
    ) -> Result<(PersonId, ImportRow)> {
        let uid = self.incoming.uid.as_deref();
        let Some(known) = known else {
            let id = PersonId::new(now.utc);
            people::add(tx, id, uid, self.fields, now.today())?;
            let (tags, photo) = self.add_rest(tx, id, true)?;
            let mut fields = Vec::new();
            if shows {
                fields = brought(texts, self.fields);
                fields.extend(rest(texts, tags, photo).into_iter().map(|(field, _)| field));
            }
            return Ok((id, ImportRow { fields, ..self.row(ImportFate::Add, String::new()) }));
        };
        let stored = people::get(tx, known)?.fields;
        let before = match self.updates {
            Some(source) => imported::said(tx, known, source)?,
            None => None,
        };
        let before: Said = before.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        let Filled { merged, mut gained, changed, mut fields } = self.fill_in(texts, &stored, &before);
        let contacts = merged.contacts.get(stored.contacts.len()..).unwrap_or_default();
        fields.extend(contacts.iter().map(|contact| contact_field(texts, contact)));
        if !contacts.is_empty() {
            gained.push(texts.with("import-gains-contacts", &[("count", contacts.len().into())]));
        }
        people::edit(tx, known, &merged)?;
        // A card that Nod wrote names the person by their own id, which says nothing new.
        people::set_uid(tx, known, uid.filter(|uid| *uid != known.to_string()))?;
        let (tags, photo) = self.add_rest(tx, known, people::photo(tx, known)?.is_none())?;
        for (field, words) in rest(texts, tags, photo) {
            fields.push(field);
            gained.push(words);
        }
        let gains = (!gained.is_empty())
            .then(|| texts.with("import-merges", &[("fields", gained.join(", ").into())]));
        let said: Vec<String> = changed.into_iter().chain(gains).collect();
        let row = if said.is_empty() {
            self.row(ImportFate::Skip, texts.get("import-nothing-new"))
        } else {
            self.row(ImportFate::Merge, said.join("; "))
        };
        Ok((known, ImportRow { into: Some(people::chip(tx, known)?), fields, ..row }))
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
            fields: Vec::new(),
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
    /// contacts; what the user has written or cleared stays.
    fn fill_in(&self, texts: &Texts, stored: &PersonFields, before: &Said) -> Filled {
        let (mut merged, mut incoming) = (stored.clone(), self.fields.clone());
        let (mut gained, mut changed, mut fields) = (Vec::new(), Vec::new(), Vec::new());
        for ((name, field), (_, value)) in texts_of(&mut merged).into_iter().zip(texts_of(&mut incoming)) {
            let told = before.get(name);
            if value.is_empty() || field == value {
                continue;
            }
            let stays = if told.is_some_and(|told| *told == digest(value)) {
                // The file says what it said before: the user has decided since.
                Some(if field.is_empty() { "import-keeps-cleared" } else { "import-keeps-changed" })
            } else if field.is_empty() {
                gained.push(texts.get(&format!("import-gains-{name}")));
                fields.push(one(texts, name, ImportFieldFate::Fill, "", value));
                None
            } else if told.is_some_and(|told| *told == digest(field)) {
                let args = [("from", short(field).into()), ("to", short(value).into())];
                changed.push(texts.with(&format!("import-changes-{name}"), &args));
                fields.push(one(texts, name, ImportFieldFate::Change, field, value));
                None
            } else {
                Some("import-keeps-yours")
            };
            match stays {
                Some(why) => fields.push(ImportField {
                    why: texts.get(why),
                    ..one(texts, name, ImportFieldFate::Keep, field, value)
                }),
                None => field.clone_from(value),
            }
        }
        for contact in &incoming.contacts {
            let same = |known: &Contact| {
                known.kind == contact.kind && person::matching(known) == person::matching(contact)
            };
            if !merged.contacts.iter().any(same) && merged.contacts.len() < crate::limits::CONTACTS {
                merged.contacts.push(contact.clone());
            }
        }
        Filled { merged, gained, changed, fields }
    }
}

/// What an entry makes of a person's fields.
struct Filled {
    merged: PersonFields,
    /// What they lacked, in words.
    gained: Vec<String>,
    /// What is said otherwise now, in words.
    changed: Vec<String>,
    /// All of it, and what stays, one by one.
    fields: Vec<ImportField>,
}

/// Tags and a photo that are new, as fields and in words.
fn rest(texts: &Texts, tags: usize, photo: bool) -> Vec<(ImportField, String)> {
    let tags = (tags > 0).then(|| ("tags", texts.with("import-gains-tags", &[("count", tags.into())])));
    let photo = photo.then(|| ("photo", texts.get("import-gains-photo")));
    let field = |(name, words): (&str, String)| (one(texts, name, ImportFieldFate::Fill, "", &words), words);
    tags.into_iter().chain(photo).map(field).collect()
}

/// As much of a value as a line of the preview has room for.
fn short(value: &str) -> String {
    const ROOM: usize = 60;
    let line: String = value.chars().map(|c| if c == '\n' { ' ' } else { c }).take(ROOM).collect();
    if value.chars().count() > ROOM { format!("{line}…") } else { line }
}
