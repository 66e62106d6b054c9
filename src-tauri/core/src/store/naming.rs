//! What people can be called, for reading typed names: everybody for a window that reads at every key, or only those a
//! text can mean for a command that reads once.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, OptionalExtension};

use crate::clock::days_between;
use crate::error::Result;
use crate::id::PersonId;
use crate::quick::Named;
use crate::quick::fold::fold;
use crate::quick::narrow::Wanted;

/// Everybody who is not archived. `today` is the user's civil date: how long ago someone was met ranks them.
///
/// # Errors
/// When the database cannot be read.
pub fn everybody(connection: &Connection, today: NaiveDate) -> Result<Vec<Named>> {
    let mut others: HashMap<PersonId, Vec<String>> = HashMap::new();
    let mut select = connection.prepare_cached(
        "SELECT person, kind, value FROM contact WHERE kind IN ('handle', 'email') ORDER BY kind DESC",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let other = other(row.get_ref(1)?.as_str().unwrap_or_default(), row.get(2)?);
        others.entry(row.get(0)?).or_default().push(other);
    }
    let mut select = connection.prepare_cached(
        "SELECT p.id, p.name, p.called, p.team, met.moments, met.last_on
         FROM person AS p LEFT JOIN met ON met.person = p.id WHERE p.archived = 0",
    )?;
    let people = select.query_map([], |row| {
        let id = row.get(0)?;
        named(row, others.remove(&id).unwrap_or_default(), today)
    })?;
    Ok(people.collect::<rusqlite::Result<_>>()?)
}

/// The people a text can mean at most; nothing when they are more than `most`. The names are looked through in their
/// indexes and the rest is read for those who fit: a few milliseconds among ten thousand.
///
/// # Errors
/// When the database cannot be read.
pub fn wanted(
    connection: &Connection,
    wanted: &Wanted,
    most: usize,
    today: NaiveDate,
) -> Result<Option<Vec<Named>>> {
    let mut found = BTreeSet::new();
    for sql in [
        "SELECT id, folded FROM person WHERE archived = 0",
        "SELECT id, called FROM person WHERE called <> ''",
        "SELECT person, matching FROM contact WHERE kind = 'handle'",
        "SELECT person, matching FROM contact WHERE kind = 'email'",
    ] {
        let mut select = connection.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let name = row.get_ref(1)?.as_str().unwrap_or_default();
            // An address names someone by what stands before its `@`.
            let name = if sql.ends_with("'email'") { name.split('@').next().unwrap_or(name) } else { name };
            let folded = name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
            if if folded { wanted.fits(name) } else { wanted.fits(&fold(name)) } {
                found.insert(row.get::<_, PersonId>(0)?);
            }
            if found.len() > most {
                return Ok(None);
            }
        }
    }
    let mut contacts = connection.prepare_cached(
        "SELECT kind, value FROM contact WHERE person = ?1 AND kind IN ('handle', 'email') ORDER BY kind DESC",
    )?;
    let mut select = connection.prepare_cached(
        "SELECT p.id, p.name, p.called, p.team, met.moments, met.last_on
         FROM person AS p LEFT JOIN met ON met.person = p.id WHERE p.id = ?1 AND p.archived = 0",
    )?;
    let mut people = Vec::with_capacity(found.len());
    for id in found {
        let others = others(&mut contacts, id)?;
        people.extend(select.query_row([id], |row| named(row, others, today)).optional()?);
    }
    Ok(Some(people))
}

fn others(contacts: &mut CachedStatement<'_>, id: PersonId) -> Result<Vec<String>> {
    let others = contacts
        .query_map([id], |row| Ok(other(row.get_ref(0)?.as_str().unwrap_or_default(), row.get(1)?)))?;
    Ok(others.collect::<rusqlite::Result<_>>()?)
}

/// What a contact names its person by: the handle, or the part of an address before `@`.
fn other(kind: &str, value: String) -> String {
    match value.split_once('@') {
        Some((local, _)) if kind == "email" => local.to_owned(),
        _ => value,
    }
}

fn named(row: &rusqlite::Row<'_>, others: Vec<String>, today: NaiveDate) -> rusqlite::Result<Named> {
    let last: Option<NaiveDate> = row.get(5)?;
    Ok(Named {
        id: row.get(0)?,
        name: row.get(1)?,
        called: row.get(2)?,
        others,
        team: row.get(3)?,
        days_since: last.and_then(|last| u32::try_from(days_between(last, today)).ok()),
        moments: row.get::<_, Option<u32>>(4)?.unwrap_or(0),
    })
}
