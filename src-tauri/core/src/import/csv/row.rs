//! From a row to a person.

use std::collections::HashMap;

use csv::StringRecord;

use super::columns::{Column, Meaning};
use crate::api::{Contact, ContactKind, OwnField};
use crate::export::unmarked;
use crate::import::date::{self, Order};
use crate::import::problem::{Field, Reason};
use crate::import::{Birthday, Incoming, LONGEST_FIELD, tidy};
use crate::limits::RHYTHM_DAYS;
use crate::person;

/// Between several values in one field, as Google writes them.
const SEVERAL: &str = ":::";

/// The person of a row, and what was left out.
pub(super) fn read(
    file: &str,
    line: usize,
    record: &StringRecord,
    meanings: &[Meaning],
    columns: &[Column],
    orders: &[Order],
) -> (Option<Incoming>, Vec<Reason>) {
    let mut draft = Draft::default();
    for (index, value) in record.iter().enumerate() {
        let (Some(meaning), Some(column)) = (meanings.get(index), columns.get(index)) else { continue };
        if value.len() > LONGEST_FIELD {
            draft.problems.push(Reason::FieldTooLong { field: field(*meaning) });
            continue;
        }
        if value.contains('\u{fffd}') && *meaning != Meaning::Nothing {
            draft.problems.push(Reason::BrokenCharacters { field: field(*meaning) });
        }
        let order = orders.get(index).copied().unwrap_or(Order::MonthFirst);
        draft.take(*meaning, column, value, order);
    }
    draft.finish(file, line)
}

const fn field(meaning: Meaning) -> Field {
    match meaning {
        Meaning::Called => Field::Called,
        Meaning::Role => Field::Role,
        Meaning::Team | Meaning::OtherTeams | Meaning::Organisation => Field::Organisation,
        Meaning::Place | Meaning::City | Meaning::Country => Field::Place,
        Meaning::Zone => Field::Zone,
        Meaning::Pronouns => Field::Pronouns,
        Meaning::Pronunciation => Field::Pronunciation,
        Meaning::Birthday | Meaning::BirthYear | Meaning::BirthMonth | Meaning::BirthDay => Field::Birthday,
        Meaning::Email | Meaning::Phone | Meaning::Handle | Meaning::Url => Field::Contact,
        Meaning::Tags | Meaning::Circle => Field::Tags,
        Meaning::Notes | Meaning::Own | Meaning::Rhythm | Meaning::Connected => Field::Notes,
        _ => Field::Name,
    }
}

#[derive(Default)]
struct Draft<'r> {
    person: Incoming,
    parts: HashMap<Meaning, String>,
    labels: HashMap<&'r str, String>,
    problems: Vec<Reason>,
}

impl<'r> Draft<'r> {
    fn take(&mut self, meaning: Meaning, column: &'r Column, raw: &str, order: Order) {
        let raw = unmarked(raw);
        let value = tidy::line(raw);
        if !tidy::is_visible(&value) {
            return;
        }
        match meaning {
            Meaning::Nothing => {}
            Meaning::Name
            | Meaning::First
            | Meaning::Middle
            | Meaning::Last
            | Meaning::Prefix
            | Meaning::Suffix
            | Meaning::City
            | Meaning::Country
            | Meaning::BirthYear
            | Meaning::BirthMonth
            | Meaning::BirthDay => {
                self.parts.entry(meaning).or_insert(value);
            }
            Meaning::Called => first(&mut self.person.called, value),
            Meaning::Pronunciation => first(&mut self.person.pronunciation, value),
            Meaning::Pronouns => first(&mut self.person.pronouns, value),
            Meaning::Role => first(&mut self.person.role, value),
            Meaning::Team => first(&mut self.person.team, value),
            Meaning::Organisation => first(&mut self.person.organisation, value),
            Meaning::Place => first(&mut self.person.place, value),
            Meaning::Zone => {
                if value.parse::<chrono_tz::Tz>().is_ok() {
                    first(&mut self.person.zone, value);
                }
            }
            Meaning::StartDate => match date::day(&value, order) {
                Some(day) => self.person.start_date = self.person.start_date.or(Some(day)),
                None if is_no_date(&value) => {}
                None => self.problems.push(Reason::NotAStartDate { text: short(&value) }),
            },
            Meaning::Birthday => match date::birthday(&value, order) {
                Some(day) => self.person.birthday = self.person.birthday.or(Some(day)),
                None if is_no_date(&value) => {}
                None => self.problems.push(Reason::NotADate { text: short(&value) }),
            },
            Meaning::Email => self.contacts(ContactKind::Email, column, &value),
            Meaning::Phone => self.contacts(ContactKind::Phone, column, &value),
            Meaning::Handle => self.contacts(ContactKind::Handle, column, &value),
            Meaning::Url => self.contacts(ContactKind::Url, column, &value),
            Meaning::Label => {
                // Google stars the address that is preferred.
                let label = value.trim_start_matches("* ").to_owned();
                self.labels.insert(column.group.as_str(), label);
            }
            Meaning::Tags => {
                let apart: &[&str] = if value.contains(SEVERAL) { &[SEVERAL] } else { &[";", ","] };
                let mut tags = vec![value.as_str()];
                for mark in apart {
                    tags = tags.into_iter().flat_map(|tag| tag.split(mark)).collect();
                }
                for tag in tags.into_iter().map(tidy::line) {
                    // With a star come Google's own groups: everyone is in "My contacts".
                    let known =
                        self.person.tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase());
                    if tidy::is_visible(&tag) && !tag.starts_with("* ") && !known {
                        self.person.tags.push(tag);
                    }
                }
            }
            Meaning::OtherTeams => {
                let teams = value.split(SEVERAL).map(tidy::line);
                self.person.other_teams.extend(teams.filter(|team| tidy::is_visible(team)));
            }
            Meaning::Own => {
                let name = self.labels.get(column.group.as_str()).filter(|_| !column.group.is_empty());
                let name = name.cloned().unwrap_or_else(|| column.head.clone());
                let name = if name.is_empty() { format!("{}", column.number) } else { name };
                self.person.own.push(OwnField { name, value });
            }
            Meaning::Circle => first(&mut self.person.circle, value),
            Meaning::Rhythm => {
                let days = value.parse().ok().filter(|days| (1..=RHYTHM_DAYS).contains(days));
                self.person.rhythm_days = self.person.rhythm_days.or(days);
            }
            Meaning::Notes => self.note(&tidy::lines(raw)),
            Meaning::Connected => {
                let day = date::day(&value, order).map_or(value, |day| day.to_string());
                self.note(&format!("Connected on {day}"));
            }
        }
    }

    fn contacts(&mut self, kind: ContactKind, column: &Column, value: &str) {
        let label = match self.labels.get(column.group.as_str()).filter(|_| !column.group.is_empty()) {
            Some(label) => usual(label),
            None => column.label.clone(),
        };
        for value in value.split(SEVERAL).map(tidy::line) {
            let contact = Contact { kind, label: label.clone(), value };
            let same =
                |known: &Contact| known.kind == kind && person::matching(known) == person::matching(&contact);
            if tidy::is_visible(&contact.value) && !self.person.contacts.iter().any(same) {
                self.person.contacts.push(contact);
            }
        }
    }

    fn note(&mut self, more: &str) {
        let notes = &mut self.person.notes;
        if !tidy::is_visible(more) {
            return;
        }
        if notes.len() + more.len() + 2 > LONGEST_FIELD {
            return self.problems.push(Reason::FieldTooLong { field: Field::Notes });
        }
        if !notes.is_empty() {
            notes.push_str("\n\n");
        }
        notes.push_str(more);
    }

    fn part(&self, meaning: Meaning) -> &str {
        self.parts.get(&meaning).map_or("", String::as_str)
    }

    fn finish(mut self, file: &str, line: usize) -> (Option<Incoming>, Vec<Reason>) {
        let composed = [Meaning::Prefix, Meaning::First, Meaning::Middle, Meaning::Last, Meaning::Suffix]
            .map(|meaning| self.part(meaning));
        let has_name = [composed[1], composed[3]].iter().any(|part| !part.is_empty());
        let composed = composed.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let email = self.person.contacts.iter().find(|contact| contact.kind == ContactKind::Email);
        let name = [
            self.part(Meaning::Name),
            if has_name { &composed } else { "" },
            &self.person.called,
            &self.person.organisation,
            email.map_or("", |email| &email.value),
        ]
        .into_iter()
        .find(|name| tidy::is_visible(name))
        .map(str::to_owned);
        let Some(name) = name else { return (None, vec![Reason::NoName]) };
        let number = |meaning| self.part(meaning).parse::<u32>().ok();
        if let (None, Some(month), Some(day)) =
            (self.person.birthday, number(Meaning::BirthMonth), number(Meaning::BirthDay))
        {
            let year =
                number(Meaning::BirthYear).filter(|year| *year > 0).and_then(|year| i32::try_from(year).ok());
            self.person.birthday = Birthday::new(year, month, day);
            if self.person.birthday.is_none() {
                self.problems.push(Reason::NotADate { text: format!("{month}/{day}") });
            }
        }
        if self.person.place.is_empty() {
            let place = [self.part(Meaning::City), self.part(Meaning::Country)];
            self.person.place =
                place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        }
        // E-mail, phone, handles, addresses on the web, as cards have them.
        self.person.contacts.sort_by_key(|contact| contact.kind as u8);
        let called = if self.person.called == name { String::new() } else { self.person.called };
        (Some(Incoming { file: file.to_owned(), line, name, called, ..self.person }), self.problems)
    }
}

fn first(field: &mut String, value: String) {
    if field.is_empty() {
        *field = value;
    }
}

/// A label as Nod writes it: its own words in lower case, others as they stand.
fn usual(label: &str) -> String {
    const OWN: [&str; 10] =
        ["work", "home", "mobile", "fax", "pager", "other", "main", "car", "school", "profile"];
    let lower = label.to_lowercase();
    if lower.split(' ').all(|word| OWN.contains(&word)) { lower } else { label.to_owned() }
}

/// Outlook writes this where there is no date.
fn is_no_date(value: &str) -> bool {
    value.chars().all(|c| matches!(c, '0' | '/' | '-' | '.'))
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
