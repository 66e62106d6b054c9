//! What a person has several of beside their fields: other teams, tags, fields of the user's own; and the photo.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::api::{OwnField, PersonFields};
use crate::error::Result;
use crate::id::PersonId;

pub(super) fn other_teams(connection: &Connection, id: PersonId) -> Result<Vec<String>> {
    let mut select =
        connection.prepare_cached("SELECT name FROM other_team WHERE person = ?1 ORDER BY position")?;
    Ok(select.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn tags(connection: &Connection, id: PersonId) -> Result<Vec<String>> {
    let mut select = connection.prepare_cached("SELECT name FROM tag WHERE person = ?1 ORDER BY name")?;
    Ok(select.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn own_fields(connection: &Connection, id: PersonId) -> Result<Vec<OwnField>> {
    let mut select =
        connection.prepare_cached("SELECT name, value FROM own_field WHERE person = ?1 ORDER BY position")?;
    let rows = select.query_map([id], |row| Ok(OwnField { name: row.get(0)?, value: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn add_teams(tx: &Transaction<'_>, id: PersonId, teams: &[String]) -> Result<()> {
    let mut insert =
        tx.prepare_cached("INSERT INTO other_team (person, position, name) VALUES (?1, ?2, ?3)")?;
    for (position, team) in (0_i64..).zip(teams) {
        insert.execute(params![id, position, team])?;
    }
    Ok(())
}

fn add_own(tx: &Transaction<'_>, id: PersonId, own: &[OwnField]) -> Result<()> {
    let mut insert =
        tx.prepare_cached("INSERT INTO own_field (person, position, name, value) VALUES (?1, ?2, ?3, ?4)")?;
    for (position, own) in (0_i64..).zip(own) {
        insert.execute(params![id, position, own.name, own.value])?;
    }
    Ok(())
}

/// Gives someone new the other teams, tags and own fields of `fields`.
pub(super) fn first_labels(tx: &Transaction<'_>, id: PersonId, fields: &PersonFields) -> Result<()> {
    if !fields.other_teams.is_empty() {
        add_teams(tx, id, &fields.other_teams)?;
    }
    if !fields.tags.is_empty() {
        add_tags(tx, id, &fields.tags)?;
    }
    if fields.own.is_empty() { Ok(()) } else { add_own(tx, id, &fields.own) }
}

/// Makes other teams, tags and own fields those of `fields`; what is the same already is not touched.
pub(super) fn set_labels(tx: &Transaction<'_>, id: PersonId, fields: &PersonFields) -> Result<()> {
    if other_teams(tx, id)? != fields.other_teams {
        tx.prepare_cached("DELETE FROM other_team WHERE person = ?1")?.execute([id])?;
        add_teams(tx, id, &fields.other_teams)?;
    }
    let known = tags(tx, id)?;
    for gone in known.iter().filter(|tag| !fields.tags.contains(tag)) {
        tx.prepare_cached("DELETE FROM tag WHERE person = ?1 AND name = ?2")?.execute(params![id, gone])?;
    }
    add_tags(tx, id, &fields.tags)?;
    if own_fields(tx, id)? != fields.own {
        tx.prepare_cached("DELETE FROM own_field WHERE person = ?1")?.execute([id])?;
        add_own(tx, id, &fields.own)?;
    }
    Ok(())
}

/// Adds tags a person does not have yet, and returns how many those were.
///
/// # Errors
/// When the database cannot be written.
pub fn add_tags(tx: &Transaction<'_>, id: PersonId, tags: &[String]) -> Result<usize> {
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO tag (person, name) VALUES (?1, ?2)")?;
    let mut added = 0;
    for tag in tags {
        added += insert.execute(params![id, tag])?;
    }
    Ok(added)
}

/// A person's photo: its MIME type and bytes.
///
/// # Errors
/// When the database cannot be read.
pub fn photo(connection: &Connection, id: PersonId) -> Result<Option<(String, Vec<u8>)>> {
    let mut select = connection.prepare_cached("SELECT mime, bytes FROM photo WHERE person = ?1")?;
    Ok(select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Replaces a person's photo.
///
/// # Errors
/// When the database cannot be written.
pub fn set_photo(tx: &Transaction<'_>, id: PersonId, mime: &str, bytes: &[u8]) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO photo (person, mime, bytes) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO UPDATE SET mime = excluded.mime, bytes = excluded.bytes",
    )?
    .execute(params![id, mime, bytes])?;
    Ok(())
}

/// Takes a person's photo away.
///
/// # Errors
/// When the database cannot be written.
pub fn remove_photo(tx: &Transaction<'_>, id: PersonId) -> Result<()> {
    tx.prepare_cached("DELETE FROM photo WHERE person = ?1")?.execute([id])?;
    Ok(())
}
