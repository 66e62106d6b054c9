//! What files said of people when they were brought in.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::error::Result;
use crate::id::PersonId;

/// Digests of what a file said, by the field's name.
pub type Said = BTreeMap<String, String>;

/// The digest of a value: FNV-1a of 64 bits, in hexadecimal. It only tells whether a value changed, and guards nothing.
#[must_use]
pub fn digest(value: &str) -> String {
    let hash = value.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// What a source said last of a person, as JSON of [`Said`].
///
/// # Errors
/// When the database cannot be read.
pub fn said(connection: &Connection, person: PersonId, source: &str) -> Result<Option<String>> {
    let mut select =
        connection.prepare_cached("SELECT said FROM imported WHERE person = ?1 AND source = ?2")?;
    Ok(select.query_row(params![person, source], |row| row.get(0)).optional()?)
}

/// Notes what a source says of a person, as JSON of [`Said`].
///
/// # Errors
/// When the database cannot be written.
pub fn note(tx: &Transaction<'_>, person: PersonId, source: &str, said: &str) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO imported (person, source, said) VALUES (?1, ?2, ?3)
         ON CONFLICT (person, source) DO UPDATE SET said = excluded.said",
    )?
    .execute(params![person, source, said])?;
    Ok(())
}

/// Forgets what a source said of a person.
///
/// # Errors
/// When the database cannot be written.
pub fn forget(tx: &Transaction<'_>, person: PersonId, source: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM imported WHERE person = ?1 AND source = ?2")?
        .execute(params![person, source])?;
    Ok(())
}
