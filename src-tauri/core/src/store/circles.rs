//! Circles and their rhythms.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::error::{Error, Result};
use crate::id::CircleId;

/// A circle as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCircle {
    /// Which.
    pub id: CircleId,
    /// `reports`, `close`, `wider`, `network` for the built-in four.
    pub built_in: Option<String>,
    /// The user's name for it; empty for a built-in one that was not renamed.
    pub name: String,
    /// Its rhythm in days.
    pub rhythm_days: Option<u16>,
    /// People in it, archived ones not counted.
    pub people: usize,
}

/// All circles, in order.
///
/// # Errors
/// When the database cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<StoredCircle>> {
    let mut select = connection.prepare_cached(
        "SELECT id, built_in, name, rhythm_days,
             (SELECT count(*) FROM person WHERE person.circle = circle.id AND archived = 0)
         FROM circle ORDER BY position, id",
    )?;
    let stored = |row: &Row<'_>| {
        let people: i64 = row.get(4)?;
        Ok(StoredCircle {
            id: row.get(0)?,
            built_in: row.get(1)?,
            name: row.get(2)?,
            rhythm_days: row.get(3)?,
            people: usize::try_from(people).unwrap_or(0),
        })
    };
    let circles = select.query_map([], stored)?.collect::<rusqlite::Result<_>>()?;
    Ok(circles)
}

/// A circle's word, when it is built in, and the user's name for it.
///
/// # Errors
/// When the database cannot be read.
pub fn name_of(connection: &Connection, id: CircleId) -> Result<Option<(Option<String>, String)>> {
    let mut select = connection.prepare_cached("SELECT built_in, name FROM circle WHERE id = ?1")?;
    Ok(select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// The circle that a file of Nod's names: by the key of a built-in one that was not renamed, else by its name.
///
/// # Errors
/// When the database cannot be read.
pub fn named(connection: &Connection, word: &str) -> Result<Option<CircleId>> {
    let mut select = connection.prepare_cached(
        "SELECT id FROM circle WHERE (name = '' AND built_in = ?1) OR (name <> '' AND name = ?1) ORDER BY position, id",
    )?;
    Ok(select.query_row([word], |row| row.get(0)).optional()?)
}

/// Sets a circle's rhythm. A changed one is newer than any *Later* said of the rhythm of those who live by it.
///
/// # Errors
/// When there is no such circle or the database cannot be written.
pub fn set_rhythm(tx: &Transaction<'_>, id: CircleId, days: Option<u16>) -> Result<()> {
    let mut select = tx.prepare_cached("SELECT rhythm_days FROM circle WHERE id = ?1")?;
    let before: Option<Option<u16>> = select.query_row([id], |row| row.get(0)).optional()?;
    let before = before.ok_or_else(|| Error::refused("error-no-such-circle", vec![]))?;
    if before == days {
        return Ok(());
    }
    tx.prepare_cached("UPDATE circle SET rhythm_days = ?2 WHERE id = ?1")?.execute(params![id, days])?;
    tx.prepare_cached(
        "DELETE FROM put_off WHERE reminder GLOB 'rhythm-*'
             AND person IN (SELECT id FROM person WHERE circle = ?1 AND rhythm_days IS NULL)",
    )?
    .execute([id])?;
    Ok(())
}
