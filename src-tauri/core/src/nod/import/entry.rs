//! One entry: a new person, or something more of one who is here.

use std::borrow::Cow;

use rusqlite::Transaction;

use super::How;
use crate::api::{
    Contact, ContactKind, ImportFate, ImportField, ImportFieldFate, ImportRow, OwnField, PersonFields,
};
use crate::error::Result;
use crate::id::{CircleId, PersonId};
use crate::import::Incoming;
use crate::limits::LABELS;
use crate::person;
use crate::store::imported::{self, Said, digest};
use crate::store::matching::Card;
use crate::store::{circles, people};
use crate::texts::Texts;

/// An entry about to be taken.
pub(super) struct Entry<'a> {
    pub incoming: &'a Incoming,
    /// Its fields, checked.
    pub fields: &'a PersonFields,
    /// What its word is remembered under, when it may update what it said before.
    pub updates: Option<&'a str>,
    /// False when the file has the person under two names.
    pub renames: bool,
}

/// An entry as it is matched.
pub(super) fn card<'a>(incoming: &'a Incoming, fields: Cow<'a, PersonFields>) -> Card<'a> {
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
        other_teams: incoming.other_teams.clone(),
        own: incoming.own.clone(),
        rhythm_days: incoming.rhythm_days,
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
    brought.extend(fields.other_teams.iter().map(|team| one(texts, "team", ImportFieldFate::Fill, "", team)));
    brought.extend(fields.own.iter().map(|own| own_field(own, ImportFieldFate::Fill, "")));
    brought
}

/// What happens to one field.
fn one(texts: &Texts, name: &str, fate: ImportFieldFate, from: &str, to: &str) -> ImportField {
    let name = texts.get(&format!("import-field-{name}"));
    ImportField { name, fate, from: short(from), to: short(to), why: String::new() }
}

fn own_field(own: &OwnField, fate: ImportFieldFate, from: &str) -> ImportField {
    ImportField { name: own.name.clone(), fate, from: short(from), to: short(&own.value), why: String::new() }
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
            let wanted = PersonFields { circle: self.circle(tx)?, ..self.fields.clone() };
            people::add(tx, id, uid, &wanted, now.today())?;
            let (tags, photo) = self.add_rest(tx, id, true)?;
            let mut fields = Vec::new();
            if shows {
                fields = brought(texts, self.fields);
                fields.extend(self.circle_field(texts, wanted.circle.is_some()));
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
        let Filled { mut merged, mut gained, changed, mut fields } = self.fill_in(texts, &stored, &before);
        self.add_labels(texts, &mut merged, &mut gained, &mut fields);
        if stored.circle.is_none() && stored.rhythm_days.is_none() {
            (merged.circle, merged.rhythm_days) = (self.circle(tx)?, self.fields.rhythm_days);
            fields.extend(self.circle_field(texts, merged.circle.is_some()));
            if merged.circle.is_some() || merged.rhythm_days.is_some() {
                gained.push(texts.get("import-gains-circle"));
            }
        }
        let contacts = merged.contacts.get(stored.contacts.len()..).unwrap_or_default();
        fields.extend(contacts.iter().map(|contact| contact_field(texts, contact)));
        if !contacts.is_empty() {
            gained.push(texts.with("import-gains-contacts", &[("count", contacts.len().into())]));
        }
        // Writing the same again would have the person looked up, recorded and indexed for nothing.
        if merged != stored {
            people::edit(tx, known, &merged)?;
        }
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

    /// The circle that a file of Nod's names, if there is one of that name here.
    fn circle(&self, tx: &Transaction<'_>) -> Result<Option<CircleId>> {
        let named = &self.incoming.circle;
        if named.is_empty() { Ok(None) } else { circles::named(tx, named) }
    }

    /// What becomes of the circle that the file names.
    fn circle_field(&self, texts: &Texts, is_here: bool) -> Option<ImportField> {
        let named = Some(&self.incoming.circle).filter(|named| !named.is_empty())?;
        if is_here {
            return Some(one(texts, "circle", ImportFieldFate::Fill, "", named));
        }
        let why = texts.get("import-keeps-no-circle");
        Some(ImportField { why, ..one(texts, "circle", ImportFieldFate::Keep, "", named) })
    }

    /// Adds other teams and own fields that are not there yet; a field that says otherwise here stays.
    fn add_labels(
        &self,
        texts: &Texts,
        merged: &mut PersonFields,
        gained: &mut Vec<String>,
        fields: &mut Vec<ImportField>,
    ) {
        for team in &self.fields.other_teams {
            let lower = team.to_lowercase();
            let known = std::iter::once(&merged.team).chain(&merged.other_teams);
            if known.into_iter().any(|known| known.to_lowercase() == lower)
                || merged.other_teams.len() >= LABELS
            {
                continue;
            }
            merged.other_teams.push(team.clone());
            gained.push(texts.get("import-gains-team"));
            fields.push(one(texts, "team", ImportFieldFate::Fill, "", team));
        }
        for own in &self.fields.own {
            let values: Vec<&str> = merged
                .own
                .iter()
                .filter(|known| known.name == own.name)
                .map(|known| known.value.as_str())
                .collect();
            if values.contains(&own.value.as_str()) || merged.own.len() >= LABELS {
                continue;
            }
            if let Some(here) = values.first() {
                let why = texts.get("import-keeps-yours");
                fields.push(ImportField { why, ..own_field(own, ImportFieldFate::Keep, here) });
                continue;
            }
            fields.push(own_field(own, ImportFieldFate::Fill, ""));
            gained.push(texts.with("import-gains-own", &[("name", own.name.as_str().into())]));
            merged.own.push(own.clone());
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
            let stays = if name == "name" && !self.renames {
                Some("import-keeps-name")
            } else if told.is_some_and(|told| *told == digest(value)) {
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
