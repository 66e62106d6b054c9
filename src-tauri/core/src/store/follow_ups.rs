//! Follow-ups: something to come back to on a date.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::error::{Error, Result};
use crate::id::{FollowUpId, MomentId, PersonId};

/// An open follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenFollowUp {
    /// Which.
    pub id: FollowUpId,
    /// With whom.
    pub person: PersonId,
    /// "ask about the demo".
    pub text: String,
    /// Civil date it ripens.
    pub on: NaiveDate,
}

/// How a follow-up ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It was asked.
    Asked,
    /// The user let it go.
    LetGo,
}

/// Plants a follow-up.
///
/// # Errors
/// When the database cannot be written.
pub fn plant(
    tx: &Transaction<'_>,
    follow_up: &OpenFollowUp,
    planted_on: NaiveDate,
    moment: Option<MomentId>,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO follow_up (id, person, text, on_date, planted_on, moment, ended)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)",
    )?
    .execute(params![
        follow_up.id,
        follow_up.person,
        follow_up.text,
        follow_up.on,
        planted_on,
        moment
    ])?;
    Ok(())
}

/// Ends a follow-up. True when it was open.
///
/// # Errors
/// When the database cannot be written.
pub fn end(tx: &Transaction<'_>, id: FollowUpId, end: End) -> Result<bool> {
    let word = match end {
        End::Asked => "asked",
        End::LetGo => "let-go",
    };
    let changed = tx
        .prepare_cached("UPDATE follow_up SET ended = ?2 WHERE id = ?1 AND ended IS NULL")?
        .execute(params![id, word])?;
    Ok(changed == 1)
}

fn open_follow_up(row: &Row<'_>) -> rusqlite::Result<OpenFollowUp> {
    Ok(OpenFollowUp { id: row.get(0)?, person: row.get(1)?, text: row.get(2)?, on: row.get(3)? })
}

/// Every ripe follow-up with a person was asked.
///
/// # Errors
/// When the database cannot be written.
pub fn ask_ripe(tx: &Transaction<'_>, person: PersonId, on: NaiveDate) -> Result<()> {
    // The plus keeps SQLite to the person's few rows, rather than to all that are open.
    tx.prepare_cached(
        "UPDATE follow_up SET ended = 'asked' WHERE person = ?1 AND ended IS NULL AND +on_date <= ?2",
    )?
    .execute(params![person, on])?;
    Ok(())
}

/// Changes an open follow-up's words and date. True when that is a change.
///
/// # Errors
/// When the database cannot be written.
pub fn edit(tx: &Transaction<'_>, id: FollowUpId, text: &str, on: NaiveDate) -> Result<bool> {
    let changed = tx
        .prepare_cached("UPDATE follow_up SET text = ?2, on_date = ?3 WHERE id = ?1 AND ended IS NULL")?
        .execute(params![id, text, on])?;
    Ok(changed == 1)
}

/// All open follow-ups with people who are not archived that ripen on or after a civil date, earliest first.
///
/// # Errors
/// When the database cannot be read.
pub fn open_from(connection: &Connection, from: NaiveDate) -> Result<Vec<OpenFollowUp>> {
    let mut select = connection.prepare_cached(
        "SELECT f.id, f.person, f.text, f.on_date FROM follow_up AS f JOIN person AS p ON p.id = f.person
         WHERE f.ended IS NULL AND f.on_date >= ?1 AND p.archived = 0 ORDER BY f.on_date, f.id",
    )?;
    let found = select.query_map([from], open_follow_up)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// One person's open follow-ups, earliest first.
///
/// # Errors
/// When the database cannot be read.
pub fn of_person(connection: &Connection, person: PersonId) -> Result<Vec<OpenFollowUp>> {
    let mut select = connection.prepare_cached(
        "SELECT id, person, text, on_date FROM follow_up WHERE person = ?1 AND ended IS NULL ORDER BY on_date, id",
    )?;
    let found = select.query_map([person], open_follow_up)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// One open follow-up.
///
/// # Errors
/// When there is none such, or it has ended.
pub fn get(connection: &Connection, id: FollowUpId) -> Result<OpenFollowUp> {
    let mut select = connection
        .prepare_cached("SELECT id, person, text, on_date FROM follow_up WHERE id = ?1 AND ended IS NULL")?;
    let found = select.query_row([id], open_follow_up).optional()?;
    found.ok_or_else(|| Error::refused("error-no-such-reminder", vec![]))
}
