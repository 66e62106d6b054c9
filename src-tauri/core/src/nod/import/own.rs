//! Nod's own JSON back in. Into an empty Nod it brings everything as it was; into another it adds what is not here, and
//! people who are here already only gain what they lack.
//!
//! Rows are taken as they are read, so that a file of a million moments needs no more memory than its bytes.

mod stream;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params_from_iter};
use serde::de::DeserializeSeed;
use serde_json::{Map, Value};

use self::stream::File;
use super::entry::{Entry, brought, card};
use super::{Bringing, FileToImport};
use crate::api::{Contact, ContactKind, ImportError, ImportFate, ImportRow, OwnField, PersonFields};
use crate::error::{Error, Result};
use crate::export::tables::{Column, Of, TABLES, columns, from_json};
use crate::id::PersonId;
use crate::import::{Incoming, Photo};
use crate::limits;
use crate::person;
use crate::quick::fold::fold;
use crate::store::matching::Matches;

/// The newest form of the JSON that is read.
const VERSION: u64 = 1;

type Row = Map<String, Value>;

impl Bringing<'_, '_> {
    /// Takes a file of Nod's own whole, or refuses it with its place.
    pub(super) fn own(&mut self, file: &FileToImport) -> Result<()> {
        let bytes = file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes);
        let mut taking = Taking::new(self, &file.name)?;
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let read = File(&mut taking).deserialize(&mut reader).and_then(|()| reader.end());
        let failure = taking.failure.take();
        if let Err(error) = read {
            let line = error.line();
            return Err(match failure {
                Some(Error::Refused(mut refusal)) => {
                    refusal.args.push(("line", line.into()));
                    refusal.args.push(("file", file.name.as_str().into()));
                    Error::Refused(refusal)
                }
                Some(other) => other,
                None => Error::refused(
                    "error-own-malformed",
                    vec![("file", file.name.as_str().into()), ("line", line.into())],
                ),
            });
        }
        taking.finish()
    }
}

/// A file being taken.
struct Taking<'b, 'a, 't> {
    bringing: &'b mut Bringing<'a, 't>,
    file: &'b str,
    /// True when nobody and no moment was here: settings, circles and gestures come as they were, too.
    empty: bool,
    columns: BTreeMap<&'static str, Vec<Column>>,
    /// People with what hangs on them are known only together, so they wait for each other.
    people: Vec<Row>,
    hanging: BTreeMap<&'static str, Vec<Row>>,
    flushed: bool,
    /// Under which id those go on here who have another one in the file.
    renamed: HashMap<(&'static str, Vec<u8>), Vec<u8>>,
    known: HashSet<Vec<u8>>,
    moments: HashSet<Vec<u8>>,
    left_out: BTreeMap<String, usize>,
    failure: Option<Error>,
}

/// Tables whose rows wait until all people are read.
const HANGING: [&str; 3] = ["contact", "tag", "photo"];

impl<'b, 'a, 't> Taking<'b, 'a, 't> {
    fn new(bringing: &'b mut Bringing<'a, 't>, file: &'b str) -> Result<Self> {
        let some: bool = bringing.tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM moment)",
            [],
            |row| row.get(0),
        )?;
        let mut known = BTreeMap::new();
        for table in TABLES {
            known.insert(table.name, columns(bringing.tx, table.name)?);
        }
        Ok(Self {
            bringing,
            file,
            empty: !some,
            columns: known,
            people: Vec::new(),
            hanging: BTreeMap::new(),
            flushed: false,
            renamed: HashMap::new(),
            known: HashSet::new(),
            moments: HashSet::new(),
            left_out: BTreeMap::new(),
            failure: None,
        })
    }

    fn version(&mut self, version: u64) -> Result<()> {
        if version > VERSION { Err(Error::refused("error-own-newer", vec![])) } else { Ok(()) }
    }

    fn row(&mut self, name: &str, row: Row) -> Result<()> {
        self.bringing.how.progress.step()?;
        let Some(table) = TABLES.iter().find(|table| table.name == name) else {
            *self.left_out.entry(name.to_owned()).or_default() += 1;
            return Ok(());
        };
        match name {
            "circle" | "gesture" | "setting" => self.shared(table.name, &row),
            "person" if !self.flushed => {
                self.people.push(row);
                Ok(())
            }
            _ if HANGING.contains(&name) && !self.flushed => {
                self.hanging.entry(table.name).or_default().push(row);
                Ok(())
            }
            "person" | "contact" | "tag" | "photo" => Err(malformed(table.name)),
            _ => {
                self.flush()?;
                self.belonging(table.name, table.of, &row)
            }
        }
    }

    /// Circles, gestures and settings: the user's own stay, but in an empty Nod they come as they were.
    fn shared(&mut self, table: &'static str, row: &Row) -> Result<()> {
        if table == "setting" && !self.empty {
            return Ok(());
        }
        if table == "circle" && !self.empty {
            let name = row.get("name").and_then(Value::as_str).unwrap_or_default();
            let same: Option<Vec<u8>> = self
                .bringing
                .tx
                .prepare_cached("SELECT id FROM circle WHERE name = ?1 AND name <> ''")?
                .query_row([name], |found| found.get(0))
                .optional()?;
            let id = self.key(table, row)?;
            if let (Some(same), Some(id)) = (same, id) {
                self.renamed.insert((table, id), same);
                return Ok(());
            }
        }
        self.insert(table, row, self.empty).map(drop)
    }

    /// The bytes of a row's `id`.
    fn key(&self, table: &'static str, row: &Row) -> Result<Option<Vec<u8>>> {
        let column = self.columns.get(table).into_iter().flatten().find(|column| column.name == "id");
        let Some(column) = column else { return Ok(None) };
        let value = row.get("id").and_then(|value| from_json(column, value));
        match value {
            Some(Sql::Blob(id)) if id.len() == 16 => Ok(Some(id)),
            Some(Sql::Text(_)) => Ok(None),
            _ => Err(malformed(table)),
        }
    }

    /// Takes the people, once all of them were read.
    fn flush(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.flushed, true) {
            return Ok(());
        }
        let people = std::mem::take(&mut self.people);
        let mut hanging: HashMap<Vec<u8>, Vec<(&'static str, Row)>> = HashMap::new();
        for table in HANGING {
            let rows = self.hanging.remove(table).unwrap_or_default();
            let column = self.columns.get(table).into_iter().flatten().find(|column| column.name == "person");
            let column = column.cloned().ok_or_else(|| malformed(table))?;
            for row in rows {
                match row.get("person").and_then(|value| from_json(&column, value)) {
                    Some(Sql::Blob(id)) => hanging.entry(id).or_default().push((table, row)),
                    _ => return Err(malformed(table)),
                }
            }
        }
        let mut entries = Vec::with_capacity(people.len());
        for row in people {
            let id = self.key("person", &row)?.ok_or_else(|| malformed("person"))?;
            let rows = hanging.remove(&id).unwrap_or_default();
            let incoming = self.incoming(&row, &rows)?;
            let fields = person::check(&super::entry::fields_of(&incoming))?;
            entries.push((id, row, rows, incoming, fields));
        }
        let mut matches = Matches::prepare(self.bringing.tx, entries.len(), |number| {
            let (.., incoming, fields) = entries.get(number)?;
            Some(card(incoming, Cow::Borrowed(fields)))
        })?;
        for (number, (id, row, rows, incoming, fields)) in entries.into_iter().enumerate() {
            let here: bool = self
                .bringing
                .tx
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM person WHERE id = ?1)")?
                .query_row([&id], |found| found.get(0))?;
            let own =
                PersonId::from_bytes(<[u8; 16]>::try_from(id.as_slice()).map_err(|_| malformed("person"))?);
            let known = match (here, self.empty) {
                (true, _) => Some(own),
                (false, true) => None,
                (false, false) => {
                    matches.find(self.bringing.tx, number, &card(&incoming, Cow::Borrowed(&fields)))?
                }
            };
            match known {
                Some(known) => self.merge(known, id, &incoming, &fields)?,
                None => self.add(row, rows, &fields)?,
            }
            matches.take(incoming.uid.as_deref(), known.unwrap_or(own));
        }
        Ok(())
    }

    fn merge(
        &mut self,
        known: PersonId,
        id: Vec<u8>,
        incoming: &Incoming,
        fields: &PersonFields,
    ) -> Result<()> {
        let entry = Entry { incoming, fields, updates: None, renames: true };
        let (_, row) = entry.take(self.bringing.tx, self.bringing.how, Some(known))?;
        match row.fate {
            ImportFate::Skip => self.bringing.report.skipped += 1,
            _ => self.bringing.report.merged += 1,
        }
        self.bringing.report.kept += usize::from(row.keeps());
        if self.bringing.how.shows {
            let row = self.bringing.shown(row);
            self.bringing.report.rows.push(row);
        }
        self.known.insert(id.clone());
        self.renamed.insert(("person", id), known.as_bytes().to_vec());
        Ok(())
    }

    fn add(&mut self, mut row: Row, rows: Vec<(&'static str, Row)>, fields: &PersonFields) -> Result<()> {
        row.insert("folded".to_owned(), Value::String(fold(&fields.name)));
        // Of two people with one identifier the first keeps it.
        if let Some(uid) = row.get("uid").and_then(Value::as_str) {
            let taken = self.bringing.tx.query_row("SELECT 1 FROM person WHERE uid = ?1", [uid], |_| Ok(()));
            if taken.optional()?.is_some() {
                row.insert("uid".to_owned(), Value::Null);
            }
        }
        self.insert("person", &row, false)?;
        for (table, mut row) in rows {
            if table == "contact" {
                let matching = person::matching(&contact_of(&row)?);
                row.insert("matching".to_owned(), Value::String(matching));
            }
            self.insert(table, &row, false)?;
        }
        self.bringing.report.added += 1;
        if !self.bringing.how.shows {
            return Ok(());
        }
        self.bringing.report.rows.push(ImportRow {
            file: self.file.to_owned(),
            line: 0,
            name: fields.name.clone(),
            detail: fields.role.clone(),
            fate: ImportFate::Add,
            reason: String::new(),
            into: None,
            fields: brought(self.bringing.how.texts, fields),
        });
        Ok(())
    }

    /// What is a person's or a moment's.
    fn belonging(&mut self, table: &'static str, of: Of, row: &Row) -> Result<()> {
        let bytes = |column: &str, columns: &BTreeMap<&'static str, Vec<Column>>| {
            let column = columns.get(table).into_iter().flatten().find(|known| known.name == column)?;
            match from_json(column, row.get(&column.name)?) {
                Some(Sql::Blob(id)) => Some(id),
                _ => None,
            }
        };
        // What a moment had when it came stays as the user has it now.
        let moment = match (table, of) {
            ("moment", _) => None,
            (_, Of::Moment(column)) => bytes(column, &self.columns),
            ("moment_person", _) => bytes("moment", &self.columns),
            _ => None,
        };
        if moment.is_some_and(|moment| !self.moments.contains(&moment)) {
            return Ok(());
        }
        if let (Of::Person(column), "imported" | "put_off") = (of, table)
            && bytes(column, &self.columns).is_some_and(|person| self.known.contains(&person))
        {
            return Ok(());
        }
        let added = self.insert(table, row, false)?;
        match table {
            "moment" if added => {
                self.bringing.report.moments += 1;
                self.moments.extend(self.key(table, row)?);
            }
            "follow_up" if added => self.bringing.report.follow_ups += 1,
            _ => {}
        }
        Ok(())
    }

    /// Inserts a row, checked; true when there was none of its key. `replaces`: the row of that key becomes this one.
    fn insert(&mut self, table: &'static str, row: &Row, replaces: bool) -> Result<bool> {
        let columns = self.columns.get(table).map(Vec::as_slice).unwrap_or_default();
        let mut names = Vec::new();
        let mut values = Vec::new();
        for column in columns {
            let value = match row.get(&column.name) {
                Some(value) => from_json(column, value).ok_or_else(|| malformed(table))?,
                // A column that the Nod which wrote this did not have yet.
                None if column.default.is_some() || !column.needed => continue,
                None => match column.kind.as_str() {
                    "TEXT" => Sql::Text(String::new()),
                    "INTEGER" => Sql::Integer(0),
                    _ => return Err(malformed(table)),
                },
            };
            checked(table, column, &value)?;
            let value = match (&value, &column.refers) {
                (Sql::Blob(id), Some(other)) => {
                    let other =
                        TABLES.iter().find(|known| known.name == other).map_or("", |known| known.name);
                    self.renamed.get(&(other, id.clone())).map_or(value, |here| Sql::Blob(here.clone()))
                }
                _ => value,
            };
            names.push(format!("\"{}\"", column.name));
            values.push(value);
        }
        let marks = vec!["?"; values.len()].join(", ");
        let conflict = if replaces {
            let key: Vec<String> =
                columns.iter().filter(|c| c.key > 0).map(|c| format!("\"{}\"", c.name)).collect();
            let set: Vec<String> = names.iter().map(|name| format!("{name} = excluded.{name}")).collect();
            format!("({}) DO UPDATE SET {}", key.join(", "), set.join(", "))
        } else {
            "DO NOTHING".to_owned()
        };
        let names = names.join(", ");
        let sql = format!("INSERT INTO \"{table}\" ({names}) VALUES ({marks}) ON CONFLICT {conflict}");
        let inserted = self.bringing.tx.prepare_cached(&sql)?.execute(params_from_iter(values));
        match inserted {
            Ok(count) => Ok(count > 0),
            Err(error) if is_constraint(&error) => Err(malformed(table)),
            Err(error) => Err(error.into()),
        }
    }

    fn incoming(&self, row: &Row, rows: &[(&'static str, Row)]) -> Result<Incoming> {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let of =
            |table: &'static str| rows.iter().filter(move |(known, _)| *known == table).map(|(_, row)| row);
        let birthday = text("birthday");
        let birthday = match birthday.as_str() {
            "" => None,
            written => Some(written.parse::<person::Birthday>().map_err(|_| malformed("person"))?),
        };
        let start_date = match text("start_date").as_str() {
            "" => None,
            written => Some(written.parse::<NaiveDate>().map_err(|_| malformed("person"))?),
        };
        let photo = self.columns.get("photo").into_iter().flatten().find(|column| column.name == "bytes");
        let photo = photo.and_then(|column| {
            let row = of("photo").next()?;
            let mime = row.get("mime")?.as_str()?.to_owned();
            match from_json(column, row.get("bytes")?)? {
                Sql::Blob(bytes) => Some(Photo { mime, bytes }),
                _ => None,
            }
        });
        Ok(Incoming {
            file: self.file.to_owned(),
            line: 0,
            uid: row.get("uid").and_then(Value::as_str).map(str::to_owned),
            name: text("name"),
            called: text("called"),
            role: text("role"),
            team: text("team"),
            organisation: text("organisation"),
            place: text("place"),
            zone: text("zone"),
            pronouns: text("pronouns"),
            pronunciation: text("pronunciation"),
            start_date,
            birthday: birthday.and_then(|day| crate::import::Birthday::new(day.year, day.month, day.day)),
            contacts: of("contact").map(contact_of).collect::<Result<_>>()?,
            tags: of("tag").filter_map(|row| Some(row.get("name")?.as_str()?.to_owned())).collect(),
            notes: text("notes"),
            photo,
            other_teams: of("other_team")
                .filter_map(|row| Some(row.get("name")?.as_str()?.to_owned()))
                .collect(),
            own: of("own_field")
                .filter_map(|row| {
                    let text = |name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
                    Some(OwnField { name: text("name")?, value: text("value")? })
                })
                .collect(),
            // Whom somebody knows already, they have put into a circle or not.
            circle: String::new(),
            rhythm_days: None,
        })
    }

    /// Rows that do not fit together; no single line is to blame.
    fn malformed_whole(&self, table: &'static str) -> Error {
        let args = vec![("table", table.into()), ("file", self.file.into()), ("line", 1_usize.into())];
        Error::refused("error-own-row", args)
    }

    fn finish(mut self) -> Result<()> {
        self.flush()?;
        // These columns repeat the moment's: a file in which they differ was changed by hand.
        let differs: bool = self.bringing.tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM moment_person AS mp JOIN moment AS m ON m.id = mp.moment
             WHERE mp.at_ms <> m.at_ms OR mp.on_date <> m.on_date OR mp.moves <> (m.direction <> 'theirs'))",
            [],
            |row| row.get(0),
        )?;
        if differs {
            return Err(self.malformed_whole("moment_person"));
        }
        let mut is_whole = self.bringing.tx.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM moment_gesture WHERE moment = ?1)
                 AND EXISTS (SELECT 1 FROM moment_person WHERE moment = ?1)",
        )?;
        for moment in &self.moments {
            if !is_whole.query_row([moment], |row| row.get::<_, bool>(0))? {
                return Err(self.malformed_whole("moment"));
            }
        }
        for (kind, count) in self.left_out {
            let args = [("kind", kind.into()), ("count", count.into())];
            let reason = self.bringing.how.texts.with("import-reason-left-out", &args);
            self.bringing.report.errors.push(ImportError { file: self.file.to_owned(), line: 0, reason });
        }
        Ok(())
    }
}

fn contact_of(row: &Row) -> Result<Contact> {
    let text = |name: &str| {
        row.get(name).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| malformed("contact"))
    };
    let kind: ContactKind = row
        .get("kind")
        .and_then(|kind| serde_json::from_value(kind.clone()).ok())
        .ok_or_else(|| malformed("contact"))?;
    Ok(Contact { kind, label: text("label")?, value: text("value")? })
}

/// Text within its limits and without control characters, and dates that there are.
fn checked(table: &'static str, column: &Column, value: &Sql) -> Result<()> {
    let Sql::Text(text) = value else { return Ok(()) };
    let is_date = column.name == "on_date" || column.name == "due" || column.name.ends_with("_on");
    let noise = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    if text.len() > limits::TEXT || noise || (is_date && text.parse::<NaiveDate>().is_err()) {
        return Err(malformed(table));
    }
    Ok(())
}

fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}

/// A row that is not as it has to be; the line is added where it is known.
fn malformed(table: &'static str) -> Error {
    Error::refused("error-own-row", vec![("table", table.into())])
}
