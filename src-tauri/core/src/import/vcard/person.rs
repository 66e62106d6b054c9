//! What a card says about a person.

use std::collections::HashSet;

use super::best::Best;
use super::card::{Card, MOST_PROPERTIES};
use super::contact::{Contacts, Labels, apple_label};
use super::decode::{split, starts_with, text, unescape};
use super::handle::is_handle;
use super::lines::Version;
use super::property::Property;
use super::{date, name, photo, place};
use crate::api::{ContactKind, OwnField};
use crate::import::problem::{Field, Reason};
use crate::import::{Birthday, Incoming, LONGEST_FIELD, Photo, tidy};
use crate::limits::RHYTHM_DAYS;

/// Reads a card: the person, if it is one and has a name, and what was left out on which line.
pub(super) fn read(file: &str, card: &Card<'_>) -> (Option<Incoming>, Vec<(usize, Reason)>) {
    let mut draft = Draft::new(card);
    for property in &card.properties {
        draft.take(property);
    }
    draft.finish(file)
}

/// What a property of an address book holds that Nod has no place for, in words; nothing for what is only about the
/// card, or known by another property.
fn without_place(name: &str) -> Option<&'static str> {
    let plain = name.trim_start_matches("X-").trim_start_matches("EVOLUTION-").trim_start_matches("MS-");
    let plain = plain.trim_start_matches("KADDRESSBOOK-X-");
    Some(match plain {
        "ANNIVERSARY" => "anniversaries",
        "ABDATE" => "dates",
        "RELATED" | "ABRELATEDNAMES" | "SPOUSE" | "MANAGER" | "ASSISTANT" | "SPOUSESNAME"
        | "MANAGERSNAME" | "ASSISTANTSNAME" | "CHILDREN" => "related people",
        "GENDER" => "genders",
        "LANG" => "languages",
        "GEO" => "coordinates",
        "LOGO" => "logos",
        "SOUND" => "sounds",
        "KEY" => "keys",
        "HOBBY" | "INTEREST" | "EXPERTISE" => "interests",
        "DEATHDATE" | "BIRTHPLACE" | "DEATHPLACE" => "dates and places of a life",
        _ => return None,
    })
}

/// A person in the making.
struct Draft<'c> {
    card: &'c Card<'c>,
    labels: Labels,
    problems: Vec<(usize, Reason)>,
    kind: String,
    uid: Best<String>,
    formatted: Best<String>,
    composed: Best<String>,
    called: Best<String>,
    title: Best<String>,
    role: Best<String>,
    organisation: Best<(String, String)>,
    other_teams: Vec<String>,
    own: Vec<OwnField>,
    circle: String,
    rhythm_days: Option<u16>,
    place: Best<String>,
    zone: Best<String>,
    pronouns: Best<String>,
    said: Best<String>,
    phonetic: [String; 3],
    start_date: Option<chrono::NaiveDate>,
    birthday: Best<Birthday>,
    photo: Best<Photo>,
    contacts: Contacts,
    tags: Vec<String>,
    tags_seen: HashSet<String>,
    notes: String,
    notes_seen: HashSet<String>,
}

impl<'c> Draft<'c> {
    fn new(card: &'c Card<'c>) -> Self {
        let labels = card.named("X-ABLABEL").filter(|property| property.value.len() <= LONGEST_FIELD);
        let labels = labels.map(|property| {
            let (label, _) = text(card, property);
            (property.group.clone(), apple_label(&unescape(&label, card.version)))
        });
        Self {
            card,
            labels: labels.collect(),
            problems: Vec::new(),
            kind: String::new(),
            uid: Best::default(),
            formatted: Best::default(),
            composed: Best::default(),
            called: Best::default(),
            title: Best::default(),
            role: Best::default(),
            organisation: Best::default(),
            other_teams: Vec::new(),
            own: Vec::new(),
            circle: String::new(),
            rhythm_days: None,
            place: Best::default(),
            zone: Best::default(),
            pronouns: Best::default(),
            said: Best::default(),
            phonetic: Default::default(),
            start_date: None,
            birthday: Best::default(),
            photo: Best::default(),
            contacts: Contacts::default(),
            tags: Vec::new(),
            tags_seen: HashSet::new(),
            notes: String::new(),
            notes_seen: HashSet::new(),
        }
    }

    fn take(&mut self, property: &Property<'_>) {
        let rank = property.rank();
        let version = self.card.version;
        match property.name.as_str() {
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" => {
                self.kind = String::from_utf8_lossy(&property.value).trim().to_ascii_lowercase();
            }
            "UID" | "X-ABUID" => {
                if let Some(uid) = self.line(property, Field::Uid) {
                    // The same person is `urn:uuid:…` in one version's export and bare in another's.
                    let is_urn = starts_with(uid.as_bytes(), b"urn:uuid:");
                    let plain = if is_urn { uid[9..].to_owned() } else { uid };
                    self.uid.offer_text(u8::from(property.name != "UID"), plain);
                }
            }
            "FN" | "N" => self.take_name(property, rank),
            "NICKNAME" => {
                if let Some(raw) = self.raw(property, Field::Called) {
                    let names = split(&raw, ',', version).into_iter();
                    let name = names
                        .map(|name| tidy::line(&unescape(name, version)))
                        .find(|name| tidy::is_visible(name));
                    self.called.offer_text(rank, name.unwrap_or_default());
                }
            }
            "X-ANDROID-CUSTOM" => self.take_android(property, rank),
            "TITLE" => {
                if let Some(title) = self.line(property, Field::Role) {
                    self.title.offer_text(rank, title);
                }
            }
            "ROLE" => {
                if let Some(role) = self.line(property, Field::Role) {
                    self.role.offer_text(rank, role);
                }
            }
            "ORG" => {
                if let Some(raw) = self.raw(property, Field::Organisation) {
                    let mut parts = split(&raw, ';', version)
                        .into_iter()
                        .map(|part| tidy::line(&unescape(part, version)));
                    let organisation = parts.next().unwrap_or_default();
                    // Further units are parts of the unit before them (RFC 6350 6.6.4).
                    let units: Vec<String> = parts.filter(|unit| tidy::is_visible(unit)).collect();
                    let parts = (organisation, units.join(" / "));
                    if tidy::is_visible(&parts.0) || tidy::is_visible(&parts.1) {
                        self.organisation.offer(rank, parts);
                    }
                }
            }
            "ADR" => {
                if let Some(raw) = self.raw(property, Field::Place) {
                    self.place.offer_text(place::rank(property), place::place(&raw, version));
                }
            }
            "TZ" => match self.line(property, Field::Zone).map(|text| place::zone(&text)) {
                Some(Some(zone)) => self.zone.offer_text(rank, zone),
                Some(None) => self.leave_out(property, "time zones that are no names of places"),
                None => {}
            },
            "PRONOUNS" | "X-PRONOUNS" => {
                if let Some(pronouns) = self.line(property, Field::Pronouns) {
                    self.pronouns.offer_text(rank, pronouns);
                }
            }
            "X-PHONETIC-FIRST-NAME" => self.take_phonetic(property, 0),
            "X-PHONETIC-MIDDLE-NAME" => self.take_phonetic(property, 1),
            "X-PHONETIC-LAST-NAME" => self.take_phonetic(property, 2),
            // How Japanese phones write the kana of a name, family first.
            "SOUND" if property.types().any(|word| word == "x-irmc-n") => {
                if let Some(raw) = self.raw(property, Field::Pronunciation) {
                    self.said.offer_text(rank, tidy::line(&raw.replace(';', " ")));
                }
            }
            "X-NOD-TEAM" => {
                let team = self.line(property, Field::Organisation);
                self.other_teams.extend(team.filter(|team| tidy::is_visible(team)));
            }
            "X-NOD-FIELD" => {
                if let Some(raw) = self.raw(property, Field::Notes) {
                    let parts = split(&raw, ';', Version::V3);
                    let mut parts = parts.into_iter().map(|part| tidy::line(&unescape(part, Version::V3)));
                    let (name, value) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                    self.own.extend((!name.is_empty()).then_some(OwnField { name, value }));
                }
            }
            "X-NOD-CIRCLE" => {
                if let Some(circle) = self.line(property, Field::Tags) {
                    self.circle = circle;
                }
            }
            "X-NOD-RHYTHM" => {
                let days = self.line(property, Field::Notes).and_then(|text| text.parse().ok());
                self.rhythm_days = days.filter(|days| (1..=RHYTHM_DAYS).contains(days)).or(self.rhythm_days);
            }
            "X-NOD-START-DATE" => {
                let day = self.line(property, Field::Notes).and_then(|text| text.parse().ok());
                self.start_date = self.start_date.or(day);
            }
            "BDAY" => self.take_birthday(property, rank),
            "EMAIL" | "TEL" | "URL" | "IMPP" | "SOCIALPROFILE" | "X-SOCIALPROFILE" => {
                self.take_contact(property)
            }
            name if is_handle(name) => self.take_contact(property),
            "CATEGORIES" => self.take_tags(property),
            "NOTE" => self.take_note(property),
            "PHOTO" => self.take_photo(property, rank),
            name => {
                if let Some(kind) = without_place(name) {
                    self.leave_out(property, kind);
                }
            }
        }
    }

    /// FN and N. RFC 9554 4.6 lets a second N or FN spell how the first is said, in PHONETIC.
    fn take_name(&mut self, property: &Property<'_>, rank: u8) {
        let said = property.parameter("PHONETIC").is_some();
        let Some(raw) = self.raw(property, if said { Field::Pronunciation } else { Field::Name }) else {
            return;
        };
        let version = self.card.version;
        let name = match property.name.as_str() {
            "FN" => tidy::line(&unescape(&raw, version)),
            _ => name::compose(&raw, version),
        };
        match property.name.as_str() {
            _ if said => self.said.offer_text(rank, name),
            "FN" => self.formatted.offer_text(rank, name),
            _ => self.composed.offer_text(rank, name),
        }
    }

    /// Android's own rows: a type, then up to fifteen columns. Only the nickname is not written elsewhere too.
    fn take_android(&mut self, property: &Property<'_>, rank: u8) {
        let Some(raw) = self.raw(property, Field::Called) else {
            return;
        };
        let mut columns = split(&raw, ';', self.card.version).into_iter();
        if columns.next() == Some("vnd.android.cursor.item/nickname") {
            let name = unescape(columns.next().unwrap_or_default(), self.card.version);
            self.called.offer_text(rank, tidy::line(&name));
        } else {
            self.leave_out(property, "fields of Android’s own");
        }
    }

    fn take_phonetic(&mut self, property: &Property<'_>, index: usize) {
        if let (Some(part), Some(place)) =
            (self.line(property, Field::Pronunciation), self.phonetic.get_mut(index))
        {
            *place = part;
        }
    }

    fn take_birthday(&mut self, property: &Property<'_>, rank: u8) {
        let Some(text) = self.line(property, Field::Birthday) else {
            return;
        };
        match date::birthday(property, &text) {
            Some(birthday) => self.birthday.offer(rank, birthday),
            None => self.report(property, Reason::NotADate { text: text.chars().take(40).collect() }),
        }
    }

    fn take_contact(&mut self, property: &Property<'_>) {
        if let Some(raw) = self.raw(property, Field::Contact) {
            self.contacts.add(property, &unescape(&raw, self.card.version), &self.labels);
        }
    }

    fn take_tags(&mut self, property: &Property<'_>) {
        let Some(raw) = self.raw(property, Field::Tags) else {
            return;
        };
        // 2.1 has no CATEGORIES; its writers borrow it from 3.0, commas and all.
        for tag in split(&raw, ',', Version::V3) {
            let tag = tidy::line(&unescape(tag, Version::V3));
            if tidy::is_visible(&tag) && self.tags_seen.insert(tag.to_lowercase()) {
                self.tags.push(tag);
            }
        }
    }

    fn take_note(&mut self, property: &Property<'_>) {
        let Some(raw) = self.raw(property, Field::Notes) else {
            return;
        };
        // RFC 6350 5.4: the same ALTID marks one text in several languages; the first stands for all.
        let alternative = property.parameter("ALTID").map(|id| format!("\0{id}"));
        if alternative.is_some_and(|id| !self.notes_seen.insert(id)) {
            return;
        }
        let note = tidy::lines(&unescape(&raw, self.card.version));
        if !tidy::is_visible(&note) || self.notes_seen.contains(&note) {
            return;
        }
        if self.notes.len() + note.len() + 2 > LONGEST_FIELD {
            return self.report(property, Reason::FieldTooLong { field: Field::Notes });
        }
        if !self.notes.is_empty() {
            self.notes.push_str("\n\n");
        }
        self.notes.push_str(&note);
        self.notes_seen.insert(note);
    }

    fn take_photo(&mut self, property: &Property<'_>, rank: u8) {
        match photo::photo(property) {
            Some(Ok(photo)) => self.photo.offer(rank, photo),
            Some(Err(reason)) => self.report(property, reason),
            None => self.leave_out(property, "photos that are kept elsewhere"),
        }
    }

    fn leave_out(&mut self, property: &Property<'_>, kind: &str) {
        self.problems.push((property.line, Reason::LeftOut { kind: kind.to_owned(), count: 1 }));
    }

    /// The text of a property, still escaped; nothing when it is too long.
    fn raw(&mut self, property: &Property<'_>, field: Field) -> Option<String> {
        let (text, lost) = text(self.card, property);
        if text.len() > LONGEST_FIELD {
            self.report(property, Reason::FieldTooLong { field });
            return None;
        }
        if lost {
            self.report(property, Reason::BrokenCharacters { field });
        }
        Some(text)
    }

    fn line(&mut self, property: &Property<'_>, field: Field) -> Option<String> {
        self.raw(property, field).map(|raw| tidy::line(&unescape(&raw, self.card.version)))
    }

    /// Once a card for each kind of reason: a thousand broken lines say no more than one.
    fn report(&mut self, property: &Property<'_>, reason: Reason) {
        let known =
            |other: &Reason| other.message_id() == reason.message_id() && other.field() == reason.field();
        if !self.problems.iter().any(|(_, other)| known(other)) {
            self.problems.push((property.line, reason));
        }
    }

    fn finish(mut self, file: &str) -> (Option<Incoming>, Vec<(usize, Reason)>) {
        let card = self.card;
        self.problems.extend(card.unreadable.iter().map(|line| (*line, Reason::UnreadableLine)));
        if let Some(line) = card.overfull {
            self.problems.push((line, Reason::TooManyFields { limit: MOST_PROPERTIES }));
        }
        if !card.complete {
            // What was to come may have changed any of it: half a person is not taken for a whole one.
            return (None, vec![(card.line, Reason::Truncated)]);
        }
        let contacts = self.contacts.finish();
        let (organisation, team) = self.organisation.take().unwrap_or_default();
        let called = self.called.take().unwrap_or_default();
        let email = contacts.iter().find(|contact| contact.kind == ContactKind::Email);
        let named = self.formatted.take().or(self.composed.take());
        let spare = [&called, &organisation, &team].into_iter().find(|text| tidy::is_visible(text)).cloned();
        let name = named.or(spare).or(email.map(|email| email.value.clone()));
        let person = match (name, self.kind.as_str()) {
            (name, "group") => Err(Reason::Group { name: name.unwrap_or_default() }),
            (name, "org" | "location" | "application" | "device") => {
                Err(Reason::NotAPerson { name: name.unwrap_or_default() })
            }
            (None, _) => Err(Reason::NoName),
            (Some(name), _) => Ok(name),
        };
        let name = match person {
            Ok(name) => name,
            Err(reason) => {
                // Of what went wrong inside, only what cost the name still matters.
                self.problems.retain(|(_, known)| known.field() == Some(Field::Name));
                self.problems.insert(0, (card.line, reason));
                return (None, self.problems);
            }
        };
        let phonetic: Vec<_> = self.phonetic.into_iter().filter(|part| tidy::is_visible(part)).collect();
        let pronunciation =
            if phonetic.is_empty() { self.said.take().unwrap_or_default() } else { phonetic.join(" ") };
        self.problems.sort_by_key(|(line, _)| *line);
        let person = Incoming {
            file: file.to_owned(),
            line: card.line,
            uid: self.uid.take(),
            called: if called == name { String::new() } else { called },
            name,
            role: self.title.take().or(self.role.take()).unwrap_or_default(),
            team,
            other_teams: self.other_teams,
            organisation,
            place: self.place.take().unwrap_or_default(),
            zone: self.zone.take().unwrap_or_default(),
            pronouns: self.pronouns.take().unwrap_or_default(),
            pronunciation,
            start_date: self.start_date,
            birthday: self.birthday.take(),
            contacts,
            tags: self.tags,
            own: self.own,
            circle: self.circle,
            rhythm_days: self.rhythm_days,
            notes: self.notes,
            photo: self.photo.take(),
        };
        (Some(person), self.problems)
    }
}
