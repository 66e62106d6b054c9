//! Details.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::detail::{Checked, Detail, Source};
use crate::error::{Error, Result};
use crate::id::{DetailId, PersonId};
use crate::limits;

const COLUMNS: &str = "id, person, text, category, learned_on, source, private, expires_on";

fn detail(row: &Row<'_>) -> rusqlite::Result<Detail> {
    let source: String = row.get(5)?;
    Ok(Detail {
        id: row.get(0)?,
        person: row.get(1)?,
        fields: Checked {
            text: row.get(2)?,
            category: row.get(3)?,
            learned_on: row.get(4)?,
            source: Source::from_word(&source).unwrap_or_default(),
            private: row.get(6)?,
            expires_on: row.get(7)?,
        },
    })
}

/// Keeps a detail.
///
/// # Errors
/// When the person has as many as they can, is not there, or the database cannot be written.
pub fn add(tx: &Transaction<'_>, detail: &Detail) -> Result<()> {
    super::people::chip(tx, detail.person)?;
    let count: i64 = tx
        .prepare_cached("SELECT count(*) FROM detail WHERE person = ?1")?
        .query_row([detail.person], |row| row.get(0))?;
    if usize::try_from(count).unwrap_or(usize::MAX) >= limits::DETAILS {
        return Err(Error::field("text", "error-details", vec![("limit", limits::DETAILS.into())]));
    }
    let fields = &detail.fields;
    tx.prepare_cached(
        "INSERT INTO detail (id, person, text, category, learned_on, source, private, expires_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        detail.id,
        detail.person,
        fields.text,
        fields.category,
        fields.learned_on,
        fields.source.as_str(),
        fields.private,
        fields.expires_on,
    ])?;
    Ok(())
}

/// Replaces what is known.
///
/// # Errors
/// When there is no such detail or the database cannot be written.
pub fn edit(tx: &Transaction<'_>, id: DetailId, fields: &Checked) -> Result<()> {
    let changed = tx
        .prepare_cached(
            "UPDATE detail SET text = ?2, category = ?3, learned_on = ?4, source = ?5, private = ?6, expires_on = ?7
             WHERE id = ?1",
        )?
        .execute(params![
            id,
            fields.text,
            fields.category,
            fields.learned_on,
            fields.source.as_str(),
            fields.private,
            fields.expires_on,
        ])?;
    if changed == 0 { Err(no_such_detail()) } else { Ok(()) }
}

/// Deletes a detail.
///
/// # Errors
/// When there is no such detail or the database cannot be written.
pub fn delete(tx: &Transaction<'_>, id: DetailId) -> Result<()> {
    let changed = tx.prepare_cached("DELETE FROM detail WHERE id = ?1")?.execute([id])?;
    if changed == 0 { Err(no_such_detail()) } else { Ok(()) }
}

fn no_such_detail() -> Error {
    Error::refused("error-no-such-detail", vec![])
}

/// One detail.
///
/// # Errors
/// When there is no such detail.
pub fn get(connection: &Connection, id: DetailId) -> Result<Detail> {
    let sql = format!("SELECT {COLUMNS} FROM detail WHERE id = ?1");
    let found = connection.prepare_cached(&sql)?.query_row([id], detail).optional()?;
    found.ok_or_else(no_such_detail)
}

/// A person's details, newest first; expired ones only with `expired`.
///
/// # Errors
/// When the database cannot be read.
pub fn of_person(
    connection: &Connection,
    person: PersonId,
    today: NaiveDate,
    expired: bool,
) -> Result<Vec<Detail>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM detail WHERE person = ?1 AND (?3 OR expires_on IS NULL OR expires_on >= ?2)
         ORDER BY learned_on DESC, id DESC"
    );
    let mut select = connection.prepare_cached(&sql)?;
    let found =
        select.query_map(params![person, today, expired], detail)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Every category in use, most used first.
///
/// # Errors
/// When the database cannot be read.
pub fn categories(connection: &Connection) -> Result<Vec<String>> {
    let mut select = connection.prepare_cached(
        "SELECT category FROM detail GROUP BY category ORDER BY count(*) DESC, category LIMIT 100",
    )?;
    let found = select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
