//! Bringing people in: preview first, then one transaction with one Undo. The preview is the import itself, rolled back,
//! so the two cannot disagree.

use rusqlite::Transaction;

use super::Nod;
use crate::api::{ImportError, ImportFate, ImportReport, ImportRow, PersonFields};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::id::PersonId;
use crate::import::{self, Incoming, Problem};
use crate::person;
use crate::store::matching::{Card, Matches};
use crate::store::people;
use crate::texts::{Arg, Texts};

/// A file to import, read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileToImport {
    /// Its name, for messages.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Nod {
    /// What importing would do, entry by entry. Changes nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn import_preview(&mut self, files: &[FileToImport], now: Now) -> Result<ImportReport> {
        let readings = read(files);
        let texts = self.texts.clone();
        let report = self.store.rehearse(|tx| bring_in(tx, &texts, &readings, now))?;
        let words = texts.with("import-preview", &counts(&report));
        Ok(ImportReport { words, ..report })
    }

    /// Imports. An entry that cannot be taken is left out and said; the others come in together.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is changed then.
    pub fn import_apply(&mut self, files: &[FileToImport], now: Now) -> Result<ImportReport> {
        let readings = read(files);
        let texts = self.texts.clone();
        let (report, op) = self.write(now, |tx| {
            let report = bring_in(tx, &texts, &readings, now)?;
            let words = texts.with("done-imported", &counts(&report));
            Ok((ImportReport { words: words.clone(), rows: Vec::new(), ..report }, words))
        })?;
        Ok(ImportReport { op, ..report })
    }
}

fn read(files: &[FileToImport]) -> Vec<import::Reading> {
    files.iter().map(|file| import::read(&file.name, &file.bytes)).collect()
}

fn counts(report: &ImportReport) -> [(&'static str, Arg); 3] {
    [("added", report.added.into()), ("merged", report.merged.into()), ("skipped", report.skipped.into())]
}

fn bring_in(
    tx: &Transaction<'_>,
    texts: &Texts,
    readings: &[import::Reading],
    now: Now,
) -> Result<ImportReport> {
    let mut report = ImportReport {
        added: 0,
        merged: 0,
        skipped: 0,
        errors: Vec::new(),
        rows: Vec::new(),
        op: None,
        words: String::new(),
    };
    for reading in readings {
        report.errors.extend(reading.errors.iter().map(|problem| error(texts, problem)));
        let checked: Vec<Result<PersonFields>> =
            reading.people.iter().map(|incoming| person::check(&fields_of(incoming))).collect();
        let cards = reading.people.iter().zip(&checked).enumerate();
        let mut matches = Matches::prepare(
            tx,
            cards.filter_map(|(number, (incoming, fields))| {
                Some((number, card(incoming, fields.as_ref().ok()?)))
            }),
        )?;
        for (number, (incoming, fields)) in reading.people.iter().zip(checked).enumerate() {
            let row = fields.and_then(|fields| {
                let known = matches.find(tx, number, card(incoming, &fields))?;
                let (id, row) = take(tx, texts, incoming, &fields, known, now)?;
                matches.take(incoming.uid.as_deref(), id);
                Ok(row)
            });
            match row {
                Ok(row) => {
                    match row.fate {
                        ImportFate::Add => report.added += 1,
                        ImportFate::Merge => report.merged += 1,
                        ImportFate::Skip => report.skipped += 1,
                    }
                    report.rows.push(row);
                }
                Err(refused @ Error::Refused(_)) => {
                    report.skipped += 1;
                    let (file, reason) = (incoming.file.clone(), refused.sentence(texts));
                    report.errors.push(ImportError { file, line: incoming.line, reason });
                }
                Err(other) => return Err(other),
            }
        }
    }
    Ok(report)
}

fn card<'a>(incoming: &'a Incoming, fields: &'a PersonFields) -> Card<'a> {
    let photo = incoming.photo.is_some();
    Card { uid: incoming.uid.as_deref(), fields, tags: &incoming.tags, photo }
}

fn error(texts: &Texts, problem: &Problem) -> ImportError {
    let args: Vec<(&str, Arg)> = problem
        .reason
        .args()
        .into_iter()
        .map(|(name, value)| {
            let value = match value {
                import::Argument::Text(text) => Arg::from(text),
                import::Argument::Number(number) => Arg::from(number),
            };
            (name, value)
        })
        .collect();
    let reason = texts.with(problem.reason.message_id(), &args);
    ImportError { file: problem.file.clone(), line: problem.line, reason }
}

fn take(
    tx: &Transaction<'_>,
    texts: &Texts,
    incoming: &Incoming,
    fields: &PersonFields,
    known: Option<PersonId>,
    now: Now,
) -> Result<(PersonId, ImportRow)> {
    let row = |fate, reason, into| ImportRow {
        file: incoming.file.clone(),
        line: incoming.line,
        name: fields.name.clone(),
        detail: [&fields.role, &fields.organisation]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" · "),
        fate,
        reason,
        into,
    };
    let uid = incoming.uid.as_deref();
    let Some(known) = known else {
        let id = PersonId::new(now.utc);
        people::add(tx, id, uid, fields, now.today())?;
        add_rest(tx, id, incoming, true)?;
        return Ok((id, row(ImportFate::Add, String::new(), None)));
    };
    let stored = people::get(tx, known)?.fields;
    let (merged, gained) = fill_in(&stored, fields);
    let contacts = merged.contacts.len() - stored.contacts.len();
    people::edit(tx, known, &merged)?;
    people::set_uid(tx, known, uid)?;
    let (tags, photo) = add_rest(tx, known, incoming, people::photo(tx, known)?.is_none())?;
    let mut reasons: Vec<String> =
        gained.iter().map(|field| texts.get(&format!("import-gains-{field}"))).collect();
    if contacts > 0 {
        reasons.push(texts.with("import-gains-contacts", &[("count", contacts.into())]));
    }
    if tags > 0 {
        reasons.push(texts.with("import-gains-tags", &[("count", tags.into())]));
    }
    if photo {
        reasons.push(texts.get("import-gains-photo"));
    }
    let chip = people::chip(tx, known)?;
    let row = if reasons.is_empty() {
        row(ImportFate::Skip, texts.get("import-nothing-new"), Some(chip))
    } else {
        let gains = reasons.join(", ");
        row(ImportFate::Merge, texts.with("import-merges", &[("fields", gains.into())]), Some(chip))
    };
    Ok((known, row))
}

/// Tags, and the photo where there is none. How many tags were new, and true when a photo was.
fn add_rest(
    tx: &Transaction<'_>,
    id: PersonId,
    incoming: &Incoming,
    wants_photo: bool,
) -> Result<(usize, bool)> {
    let tags = people::add_tags(tx, id, &incoming.tags)?;
    let photo = incoming.photo.as_ref().filter(|_| wants_photo);
    if let Some(photo) = photo {
        people::set_photo(tx, id, &photo.mime, &photo.bytes)?;
    }
    Ok((tags, photo.is_some()))
}

fn fields_of(incoming: &Incoming) -> PersonFields {
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
        circle: None,
        rhythm_days: None,
        contacts: incoming.contacts.clone(),
        // Tags are added to those there are (`add_rest`).
        ..PersonFields::default()
    }
}

/// Fills what is not known yet and adds contacts; what the user has stays. Also names the fields that gained.
fn fill_in(stored: &PersonFields, incoming: &PersonFields) -> (PersonFields, Vec<&'static str>) {
    let mut merged = stored.clone();
    let mut gained = Vec::new();
    let mut fill = |name: &'static str, field: &mut String, value: &String| {
        if field.is_empty() && !value.is_empty() {
            field.clone_from(value);
            gained.push(name);
        }
    };
    fill("called", &mut merged.called, &incoming.called);
    fill("pronunciation", &mut merged.pronunciation, &incoming.pronunciation);
    fill("pronouns", &mut merged.pronouns, &incoming.pronouns);
    fill("role", &mut merged.role, &incoming.role);
    fill("team", &mut merged.team, &incoming.team);
    fill("organisation", &mut merged.organisation, &incoming.organisation);
    fill("place", &mut merged.place, &incoming.place);
    fill("zone", &mut merged.zone, &incoming.zone);
    fill("start-date", &mut merged.start_date, &incoming.start_date);
    fill("birthday", &mut merged.birthday, &incoming.birthday);
    fill("notes", &mut merged.notes, &incoming.notes);
    for contact in &incoming.contacts {
        let same = |known: &crate::api::Contact| {
            known.kind == contact.kind && person::matching(known) == person::matching(contact)
        };
        if !merged.contacts.iter().any(same) && merged.contacts.len() < crate::limits::CONTACTS {
            merged.contacts.push(contact.clone());
        }
    }
    (merged, gained)
}
