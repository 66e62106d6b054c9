//! Contributions: what someone did and what it changed.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::clock::minus_days;
use crate::contribution::{FRESH_DAYS, Unsaid};
use crate::error::{Error, Result};
use crate::id::{ContributionId, MomentId, PersonId};

/// How a contribution ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It was acknowledged.
    Thanked,
    /// The user let it go.
    LetGo,
}

/// Notes a contribution, planted by a moment or not.
///
/// # Errors
/// When the database cannot be written.
pub fn note(tx: &Transaction<'_>, unsaid: &Unsaid, moment: Option<MomentId>) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO contribution (id, person, what, changed, on_date, noted_on, moment, ended)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)",
    )?
    .execute(params![
        unsaid.id,
        unsaid.person,
        unsaid.what,
        unsaid.changed,
        unsaid.on,
        unsaid.noted_on,
        moment
    ])?;
    Ok(())
}

/// Ends a contribution. True when it was unsaid.
///
/// # Errors
/// When the database cannot be written.
pub fn end(tx: &Transaction<'_>, id: ContributionId, end: End) -> Result<bool> {
    let word = match end {
        End::Thanked => "thanked",
        End::LetGo => "let-go",
    };
    let changed = tx
        .prepare_cached("UPDATE contribution SET ended = ?2 WHERE id = ?1 AND ended IS NULL")?
        .execute(params![id, word])?;
    Ok(changed == 1)
}

/// Acknowledges all that a person did by a civil date.
///
/// # Errors
/// When the database cannot be written.
pub fn thank(tx: &Transaction<'_>, person: PersonId, on: NaiveDate) -> Result<()> {
    tx.prepare_cached(
        "UPDATE contribution SET ended = 'thanked' WHERE person = ?1 AND ended IS NULL AND on_date <= ?2",
    )?
    .execute(params![person, on])?;
    Ok(())
}

const UNSAID: &str = "SELECT c.id, c.person, c.what, c.changed, c.on_date, c.noted_on,
        (SELECT gesture FROM moment_gesture WHERE moment = c.moment ORDER BY position LIMIT 1)
     FROM contribution AS c JOIN person AS p ON p.id = c.person WHERE c.ended IS NULL AND p.archived = 0";

fn unsaid_row(row: &Row<'_>) -> rusqlite::Result<Unsaid> {
    Ok(Unsaid {
        id: row.get(0)?,
        person: row.get(1)?,
        what: row.get(2)?,
        changed: row.get(3)?,
        on: row.get(4)?,
        noted_on: row.get(5)?,
        gesture: row.get(6)?,
    })
}

/// The unsaid thanks that may be fresh on a civil date or later, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn fresh(connection: &Connection, on: NaiveDate) -> Result<Vec<Unsaid>> {
    // Twice as long as they are fresh: an absence may have moved them.
    let from = minus_days(on, 2 * (FRESH_DAYS + 1));
    let sql = format!("{UNSAID} AND c.noted_on >= ?1 ORDER BY c.noted_on, c.id");
    let mut select = connection.prepare_cached(&sql)?;
    Ok(select.query_map([from], unsaid_row)?.collect::<rusqlite::Result<_>>()?)
}

/// All unsaid thanks, or one person's, newest first, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub fn unsaid(connection: &Connection, person: Option<PersonId>, limit: usize) -> Result<Vec<Unsaid>> {
    // Of one person by the index of people: the unsaid thanks of everyone may be many.
    let whose = if person.is_some() { "AND c.person = ?1" } else { "AND ?1 IS NULL" };
    let sql = format!("{UNSAID} {whose} ORDER BY c.on_date DESC, c.id DESC LIMIT ?2");
    let mut select = connection.prepare_cached(&sql)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(select.query_map(params![person, limit], unsaid_row)?.collect::<rusqlite::Result<_>>()?)
}

/// One unsaid thanks.
///
/// # Errors
/// When there is none such, or it was said.
pub fn get(connection: &Connection, id: ContributionId) -> Result<Unsaid> {
    let sql = format!("{UNSAID} AND c.id = ?1");
    let found = connection.prepare_cached(&sql)?.query_row([id], unsaid_row).optional()?;
    found.ok_or_else(|| Error::refused("error-no-such-contribution", vec![]))
}

/// A contribution, said or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnyContribution {
    /// What was noted.
    pub noted: Unsaid,
    /// `thanked`, `let-go`, or nothing while it is unsaid.
    pub ended: Option<String>,
}

/// A contribution that was noted by itself, said or not, of a person put away or not.
///
/// # Errors
/// When the database cannot be read.
pub fn any(connection: &Connection, id: ContributionId) -> Result<Option<AnyContribution>> {
    let mut select = connection.prepare_cached(
        "SELECT id, person, what, changed, on_date, noted_on, NULL, ended FROM contribution
         WHERE id = ?1 AND moment IS NULL",
    )?;
    let row =
        select.query_row([id], |row| Ok(AnyContribution { noted: unsaid_row(row)?, ended: row.get(7)? }));
    Ok(row.optional()?)
}

/// All that a person did and that was noted by itself, newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn of_person(connection: &Connection, person: PersonId) -> Result<Vec<AnyContribution>> {
    let mut select = connection.prepare_cached(
        "SELECT id, person, what, changed, on_date, noted_on, NULL, ended FROM contribution
         WHERE person = ?1 AND moment IS NULL ORDER BY on_date DESC, id DESC",
    )?;
    let rows = select
        .query_map([person], |row| Ok(AnyContribution { noted: unsaid_row(row)?, ended: row.get(7)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
