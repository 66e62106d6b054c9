//! Own occasions.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::error::{Error, Result};
use crate::id::{OccasionId, PersonId};
use crate::occasion::OwnOccasion;

/// Adds an occasion.
///
/// # Errors
/// When the database cannot be written.
pub fn add(tx: &Transaction<'_>, own: &OwnOccasion) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO occasion (id, person, title, day, yearly, lead_days) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![own.id, own.person, own.title, own.day.to_string(), own.yearly, own.lead_days])?;
    Ok(())
}

/// Changes an occasion.
///
/// # Errors
/// When the database cannot be written.
pub fn update(tx: &Transaction<'_>, own: &OwnOccasion) -> Result<()> {
    tx.prepare_cached(
        "UPDATE occasion SET person = ?2, title = ?3, day = ?4, yearly = ?5, lead_days = ?6 WHERE id = ?1",
    )?
    .execute(params![own.id, own.person, own.title, own.day.to_string(), own.yearly, own.lead_days])?;
    Ok(())
}

/// Removes an occasion. True when there was one.
///
/// # Errors
/// When the database cannot be written.
pub fn remove(tx: &Transaction<'_>, id: OccasionId) -> Result<bool> {
    Ok(tx.prepare_cached("DELETE FROM occasion WHERE id = ?1")?.execute([id])? == 1)
}

const COLUMNS: &str = "SELECT o.id, o.person, o.title, o.day, o.yearly, o.lead_days FROM occasion AS o";

fn occasion(row: &Row<'_>) -> rusqlite::Result<OwnOccasion> {
    let day: String = row.get(3)?;
    let day = day.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(3, rusqlite::types::Type::Text, Box::new(error))
    })?;
    Ok(OwnOccasion {
        id: row.get(0)?,
        person: row.get(1)?,
        title: row.get(2)?,
        day,
        yearly: row.get(4)?,
        lead_days: row.get(5)?,
    })
}

/// All occasions of people who are not archived, by their day in the year.
///
/// # Errors
/// When the database cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<OwnOccasion>> {
    let sql = format!(
        "{COLUMNS} JOIN person AS p ON p.id = o.person WHERE p.archived = 0 ORDER BY substr(o.day, -5), o.id"
    );
    let mut select = connection.prepare_cached(&sql)?;
    Ok(select.query_map([], occasion)?.collect::<rusqlite::Result<_>>()?)
}

/// One person's occasions, by their day in the year.
///
/// # Errors
/// When the database cannot be read.
pub fn of_person(connection: &Connection, person: PersonId) -> Result<Vec<OwnOccasion>> {
    let sql = format!("{COLUMNS} WHERE o.person = ?1 ORDER BY substr(o.day, -5), o.id");
    let mut select = connection.prepare_cached(&sql)?;
    Ok(select.query_map([person], occasion)?.collect::<rusqlite::Result<_>>()?)
}

/// One occasion.
///
/// # Errors
/// When there is none such.
pub fn get(connection: &Connection, id: OccasionId) -> Result<OwnOccasion> {
    let sql = format!("{COLUMNS} WHERE o.id = ?1");
    let found = connection.prepare_cached(&sql)?.query_row([id], occasion).optional()?;
    found.ok_or_else(|| Error::refused("error-no-such-occasion", vec![]))
}
