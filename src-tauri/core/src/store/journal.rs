//! The undo journal: every changed row, before and after, recorded by triggers while an action runs.
//!
//! Triggers see everything, deletes that cascade included, so no write can be forgotten. A row is kept as a JSON object
//! of SQL literals (`quote()`), which holds any value exactly. Undoing puts back only the columns that an action
//! changed, and only where they still are as it left them; else a later change stands in the way and undo is refused.

mod recorder;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, params, params_from_iter};

use super::Changes;
use crate::api::{OpId, Topic};
use crate::clock::Now;
use crate::error::{Error, Result};

pub(super) use recorder::{LOGGING, Recorder, Writes};

/// Journal entries kept; older ones can no longer be undone.
const KEPT: i64 = 500;

/// Days for which what was deleted stays in the bin, however many entries come after it.
const BIN_DAYS: i64 = 30;

/// A table whose rows are journaled.
struct Journaled {
    name: &'static str,
    /// What views fetch again when it changed.
    topic: Topic,
    /// Tables and columns whose rows would go, or lose their reference, with a row of this one.
    children: &'static [(&'static str, &'static str)],
}

const fn leaf(name: &'static str, topic: Topic) -> Journaled {
    Journaled { name, topic, children: &[] }
}

const TABLES: [Journaled; 22] = [
    Journaled { name: "circle", topic: Topic::Circles, children: &[("person", "circle")] },
    Journaled { name: "gesture", topic: Topic::Gestures, children: &[("moment_gesture", "gesture")] },
    Journaled {
        name: "person",
        topic: Topic::People,
        children: &[
            ("contact", "person"),
            ("tag", "person"),
            ("photo", "person"),
            ("own_field", "person"),
            ("other_team", "person"),
            ("detail", "person"),
            ("moment_person", "person"),
            ("follow_up", "person"),
            ("put_off", "person"),
            ("contribution", "person"),
            ("occasion", "person"),
            ("own_reminder", "person"),
            ("block", "person"),
            ("transition", "person"),
            ("offer", "person"),
            ("imported", "person"),
        ],
    },
    leaf("contact", Topic::People),
    leaf("tag", Topic::People),
    leaf("photo", Topic::People),
    leaf("imported", Topic::People),
    leaf("own_field", Topic::People),
    leaf("other_team", Topic::People),
    leaf("detail", Topic::People),
    Journaled {
        name: "moment",
        topic: Topic::Moments,
        children: &[
            ("moment_gesture", "moment"),
            ("moment_person", "moment"),
            ("follow_up", "moment"),
            ("contribution", "moment"),
        ],
    },
    leaf("moment_gesture", Topic::Moments),
    leaf("moment_person", Topic::Moments),
    leaf("follow_up", Topic::Moments),
    leaf("put_off", Topic::Reminders),
    leaf("contribution", Topic::Moments),
    leaf("occasion", Topic::Reminders),
    leaf("own_reminder", Topic::Reminders),
    leaf("block", Topic::Reminders),
    leaf("transition", Topic::Reminders),
    leaf("offer", Topic::Reminders),
    leaf("setting", Topic::Settings),
];

/// Starts recording an action.
pub(super) fn begin(tx: &Transaction<'_>, now: Now) -> Result<i64> {
    tx.prepare_cached("INSERT INTO journal (words, made_ms) VALUES ('', ?1)")?
        .execute([now.utc.timestamp_millis()])?;
    let entry = tx.last_insert_rowid();
    tx.prepare_cached("INSERT INTO temp.recording (entry) VALUES (?1)")?.execute([entry])?;
    Ok(entry)
}

/// Ends recording: an action that changed nothing leaves no entry, and one that did ends what could be redone.
pub(super) fn end(tx: &Transaction<'_>, entry: i64, words: &str) -> Result<Changes> {
    tx.prepare_cached("DELETE FROM temp.recording")?.execute([])?;
    // An update that wrote the same values again is no change.
    tx.prepare_cached("DELETE FROM journal_row WHERE entry = ?1 AND before IS NOT NULL AND before = after")?
        .execute([entry])?;
    let topics = topics(tx, entry)?;
    if topics.is_empty() {
        tx.prepare_cached("DELETE FROM journal WHERE id = ?1")?.execute([entry])?;
        return Ok(Changes::default());
    }
    tx.prepare_cached("UPDATE journal SET words = ?2 WHERE id = ?1")?.execute(params![entry, words])?;
    tx.prepare_cached(
        "DELETE FROM journal WHERE undone > 0 AND id <> ?2
             OR id <= ?1 AND (deleted IS NULL
                 OR made_ms < (SELECT made_ms FROM journal WHERE id = ?2) - ?3 * 86400000)",
    )?
    .execute(params![entry - KEPT, entry, BIN_DAYS])?;
    Ok(Changes { op: Some(OpId(entry)), topics })
}

/// Notes that the action under way deletes something of `kind` (`person`, `moment`, `detail`): it stays in the bin.
///
/// # Errors
/// When the database cannot be written.
pub fn mark_deleted(tx: &Transaction<'_>, kind: &str) -> Result<()> {
    tx.prepare_cached("UPDATE journal SET deleted = ?1 WHERE id = (SELECT entry FROM temp.recording)")?
        .execute([kind])?;
    Ok(())
}

/// Something in the bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// The entry.
    pub op: OpId,
    /// `person`, `moment` or `detail`.
    pub kind: String,
    /// "Moment deleted: Thanked Amara".
    pub words: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is in the bin, deleted last first.
///
/// # Errors
/// When the database cannot be read.
pub fn deleted(connection: &Connection, now: Now) -> Result<Vec<Deleted>> {
    let mut select = connection.prepare_cached(
        "SELECT id, deleted, words, made_ms FROM journal
         WHERE deleted IS NOT NULL AND undone = 0 AND made_ms >= ?1 ORDER BY id DESC",
    )?;
    let since = (now.utc - TimeDelta::days(BIN_DAYS)).timestamp_millis();
    let rows = select.query_map([since], |row| {
        let at = DateTime::from_timestamp_millis(row.get(3)?).unwrap_or_default();
        Ok(Deleted { op: OpId(row.get(0)?), kind: row.get(1)?, words: row.get(2)?, at })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What the last entry that can be undone, and the next that can be redone, are called.
///
/// # Errors
/// When the database cannot be read.
pub fn words(connection: &Connection) -> Result<(Option<String>, Option<String>)> {
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get(0)).optional();
    Ok((
        one("SELECT words FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1")?,
        one("SELECT words FROM journal WHERE undone > 0 ORDER BY undone DESC LIMIT 1")?,
    ))
}

pub(super) fn undo(tx: &Transaction<'_>, op: Option<OpId>) -> Result<(OpId, String, Changes)> {
    let found = match op {
        Some(OpId(id)) => tx
            .query_row("SELECT id, words FROM journal WHERE id = ?1 AND undone = 0", [id], entry_of)
            .optional()?,
        None => tx
            .query_row(
                "SELECT id, words FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1",
                [],
                entry_of,
            )
            .optional()?,
    };
    let (id, words) = found.ok_or_else(|| Error::refused("error-nothing-to-undo", vec![]))?;
    replay(tx, id, &words, Way::Back)?;
    Ok((OpId(id), words, Changes { op: Some(OpId(id)), topics: topics(tx, id)? }))
}

pub(super) fn redo(tx: &Transaction<'_>) -> Result<(OpId, String, Changes)> {
    let (id, words) = tx
        .query_row(
            "SELECT id, words FROM journal WHERE undone > 0 ORDER BY undone DESC LIMIT 1",
            [],
            entry_of,
        )
        .optional()?
        .ok_or_else(|| Error::refused("error-nothing-to-redo", vec![]))?;
    replay(tx, id, &words, Way::Forth)?;
    Ok((OpId(id), words, Changes { op: Some(OpId(id)), topics: topics(tx, id)? }))
}

fn entry_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<(i64, String)> {
    Ok((row.get(0)?, row.get(1)?))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Forth,
}

type Image = BTreeMap<String, String>;

fn replay(tx: &Transaction<'_>, entry: i64, words: &str, way: Way) -> Result<()> {
    tx.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    let order = if way == Way::Back { "DESC" } else { "ASC" };
    let mut select = tx.prepare_cached(&format!(
        "SELECT \"table\", before, after FROM journal_row WHERE entry = ?1 ORDER BY id {order}"
    ))?;
    let rows = select.query_map([entry], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?))
    })?;
    let blocked = || Error::refused("error-undo-blocked", vec![("words", words.into())]);
    for row in rows {
        let (table, before, after) = row?;
        let (from, to) = if way == Way::Back { (after, before) } else { (before, after) };
        let (from, to) = (from.map(|t| image(&t)).transpose()?, to.map(|t| image(&t)).transpose()?);
        if !put_row(tx, &table, from.as_ref(), to.as_ref())? {
            return Err(blocked());
        }
    }
    tx.prepare_cached(
        "UPDATE journal SET undone = CASE WHEN ?2 THEN 1 + (SELECT max(undone) FROM journal) ELSE 0 END WHERE id = ?1",
    )?
    .execute(params![entry, way == Way::Back])?;
    Ok(())
}

/// Takes a row from one image to the other. False when it is not as `from` says, or other rows hang on it.
fn put_row(tx: &Transaction<'_>, table: &str, from: Option<&Image>, to: Option<&Image>) -> Result<bool> {
    let Some(Journaled { name: table, children, .. }) = TABLES.iter().find(|t| t.name == table) else {
        return Ok(false);
    };
    let columns = columns(tx, table)?;
    match (from, to) {
        (None, Some(to)) => {
            let names: Vec<String> = to.keys().map(|name| format!("\"{name}\"")).collect();
            let marks = vec!["?"; to.len()].join(", ");
            let sql = format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({marks})", names.join(", "));
            let values: Vec<Value> = to.values().map(|text| literal(text)).collect::<Result<_>>()?;
            Ok(tx.prepare_cached(&sql)?.execute(params_from_iter(values))? == 1)
        }
        (Some(from), None) => {
            if has_children(tx, from, children)? {
                return Ok(false);
            }
            let (condition, values) = matching(from.iter())?;
            let sql = format!("DELETE FROM {table} WHERE {condition}");
            Ok(tx.prepare_cached(&sql)?.execute(params_from_iter(values))? == 1)
        }
        (Some(from), Some(to)) => {
            let changed: Vec<(&String, &String)> =
                to.iter().filter(|(name, value)| from.get(*name) != Some(*value)).collect();
            let keys = columns.iter().filter(|c| c.key).filter_map(|c| from.get_key_value(&c.name));
            let expected = keys.chain(changed.iter().filter_map(|(name, _)| from.get_key_value(*name)));
            let (condition, conditions) = matching(expected)?;
            let set: Vec<String> = changed.iter().map(|(name, _)| format!("\"{name}\" = ?")).collect();
            let mut values: Vec<Value> =
                changed.iter().map(|(_, text)| literal(text)).collect::<Result<_>>()?;
            values.extend(conditions);
            let sql = format!("UPDATE {table} SET {} WHERE {condition}", set.join(", "));
            Ok(tx.prepare_cached(&sql)?.execute(params_from_iter(values))? == 1)
        }
        (None, None) => Ok(true),
    }
}

/// True when rows of other tables would go, or lose their reference, with this one.
fn has_children(tx: &Transaction<'_>, row: &Image, children: &[(&str, &str)]) -> Result<bool> {
    let Some(id) = row.get("id") else { return Ok(false) };
    let id = literal(id)?;
    for (table, column) in children {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE \"{column}\" = ?1)");
        if tx.prepare_cached(&sql)?.query_row([&id], |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn matching<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>) -> Result<(String, Vec<Value>)> {
    let (mut conditions, mut values) = (Vec::new(), Vec::new());
    for (name, text) in pairs {
        conditions.push(format!("\"{name}\" IS ?"));
        values.push(literal(text)?);
    }
    Ok((conditions.join(" AND "), values))
}

fn topics(tx: &Transaction<'_>, entry: i64) -> Result<BTreeSet<Topic>> {
    let mut select = tx.prepare_cached("SELECT DISTINCT \"table\" FROM journal_row WHERE entry = ?1")?;
    let tables = select.query_map([entry], |row| row.get::<_, String>(0))?;
    let mut topics = BTreeSet::new();
    for table in tables {
        let table = table?;
        topics.extend(TABLES.iter().filter(|t| t.name == table).map(|t| t.topic));
    }
    Ok(topics)
}

struct Column {
    name: String,
    key: bool,
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<Column>> {
    let mut select = connection.prepare_cached("SELECT name, pk FROM pragma_table_info(?1, 'main')")?;
    let columns =
        select.query_map([table], |row| Ok(Column { name: row.get(0)?, key: row.get::<_, i64>(1)? > 0 }))?;
    Ok(columns.collect::<rusqlite::Result<_>>()?)
}

fn image(json: &str) -> Result<Image> {
    serde_json::from_str(json).map_err(|_| unreadable())
}

fn unreadable() -> Error {
    Error::refused("error-undo-unreadable", vec![])
}

/// Reads what SQLite's `quote()` wrote: NULL, an integer, `'text'` or `X'blob'`. No table has a REAL column.
fn literal(text: &str) -> Result<Value> {
    if text == "NULL" {
        return Ok(Value::Null);
    }
    if let Some(inner) = text.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')) {
        return Ok(Value::Text(inner.replace("''", "'")));
    }
    if let Some(hex) = text.strip_prefix("X'").and_then(|t| t.strip_suffix('\'')) {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
        let bytes: Option<Vec<u8>> = hex
            .as_bytes()
            .chunks(2)
            .map(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.get(1)?)?))
            .collect();
        return bytes.map(Value::Blob).ok_or_else(unreadable);
    }
    text.parse().map(Value::Integer).map_err(|_| unreadable())
}

/// The id, in `column`, of the one row of `table` that an entry made; `None` when it made none.
///
/// # Errors
/// When the database cannot be read.
pub fn made(connection: &Connection, op: OpId, table: &str, column: &str) -> Result<Option<[u8; 16]>> {
    let mut select = connection.prepare_cached(
        "SELECT after FROM journal_row WHERE entry = ?1 AND \"table\" = ?2 AND before IS NULL AND after IS NOT NULL",
    )?;
    let image: Option<String> = select.query_row(params![op.0, table], |row| row.get(0)).optional()?;
    let Some(image) = image else { return Ok(None) };
    let row: std::collections::BTreeMap<String, String> = serde_json::from_str(&image).unwrap_or_default();
    let hex = row.get(column).and_then(|blob| blob.strip_prefix("X'")?.strip_suffix('\''));
    let bytes: Option<Vec<u8>> = hex.map(|hex| {
        let pair = |at| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        (0..hex.len()).step_by(2).filter_map(pair).collect()
    });
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()))
}
