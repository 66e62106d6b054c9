//! Own reminders.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::error::{Error, Result};
use crate::id::{OwnReminderId, PersonId};
use crate::own_reminder::{Every, OwnReminder, Unit};

/// Adds an own reminder.
///
/// # Errors
/// When the database cannot be written.
pub fn add(tx: &Transaction<'_>, own: &OwnReminder) -> Result<()> {
    write(
        tx,
        own,
        "INSERT INTO own_reminder (id, person, text, on_date, at_minute, every, unit, done_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )
}

/// Changes an own reminder.
///
/// # Errors
/// When the database cannot be written.
pub fn update(tx: &Transaction<'_>, own: &OwnReminder) -> Result<()> {
    write(
        tx,
        own,
        "UPDATE own_reminder SET person = ?2, text = ?3, on_date = ?4, at_minute = ?5, every = ?6, unit = ?7, done_on = ?8
         WHERE id = ?1",
    )
}

fn write(tx: &Transaction<'_>, own: &OwnReminder, sql: &str) -> Result<()> {
    tx.prepare_cached(sql)?.execute(params![
        own.id,
        own.person,
        own.text,
        own.on,
        own.at,
        own.every.map(|every| every.count),
        own.every.map(|every| every.unit.as_str()),
        own.done_on,
    ])?;
    Ok(())
}

/// Removes an own reminder. True when there was one.
///
/// # Errors
/// When the database cannot be written.
pub fn remove(tx: &Transaction<'_>, id: OwnReminderId) -> Result<bool> {
    Ok(tx.prepare_cached("DELETE FROM own_reminder WHERE id = ?1")?.execute([id])? == 1)
}

/// Notes the last occurrence that was done. True when that is news.
///
/// # Errors
/// When the database cannot be written.
pub fn done(tx: &Transaction<'_>, id: OwnReminderId, occurrence: NaiveDate) -> Result<bool> {
    let changed = tx
        .prepare_cached("UPDATE own_reminder SET done_on = ?2 WHERE id = ?1 AND coalesce(done_on, '') < ?2")?
        .execute(params![id, occurrence])?;
    Ok(changed == 1)
}

const OPEN: &str = "SELECT o.id, o.person, o.text, o.on_date, o.at_minute, o.every, o.unit, o.done_on
     FROM own_reminder AS o LEFT JOIN person AS p ON p.id = o.person
     WHERE coalesce(p.archived, 0) = 0 AND (o.every IS NOT NULL OR o.done_on IS NULL)";

fn own(row: &Row<'_>) -> rusqlite::Result<OwnReminder> {
    let count: Option<u16> = row.get(5)?;
    let unit: Option<String> = row.get(6)?;
    let unit = unit.and_then(|word| Unit::from_word(&word));
    Ok(OwnReminder {
        id: row.get(0)?,
        person: row.get(1)?,
        text: row.get(2)?,
        on: row.get(3)?,
        at: row.get(4)?,
        every: count.zip(unit).map(|(count, unit)| Every { count, unit }),
        done_on: row.get(7)?,
    })
}

/// All own reminders that will come, by their first date.
///
/// # Errors
/// When the database cannot be read.
pub fn open(connection: &Connection) -> Result<Vec<OwnReminder>> {
    let mut select = connection.prepare_cached(&format!("{OPEN} ORDER BY o.on_date, o.at_minute, o.id"))?;
    Ok(select.query_map([], own)?.collect::<rusqlite::Result<_>>()?)
}

/// The own reminders about one person that will come.
///
/// # Errors
/// When the database cannot be read.
pub fn about(connection: &Connection, person: PersonId) -> Result<Vec<OwnReminder>> {
    let mut select = connection.prepare_cached(&format!("{OPEN} AND o.person = ?1"))?;
    Ok(select.query_map([person], own)?.collect::<rusqlite::Result<_>>()?)
}

/// One own reminder that will come.
///
/// # Errors
/// When there is none such.
pub fn get(connection: &Connection, id: OwnReminderId) -> Result<OwnReminder> {
    let sql = format!("{OPEN} AND o.id = ?1");
    let found = connection.prepare_cached(&sql)?.query_row([id], own).optional()?;
    found.ok_or_else(|| Error::refused("error-no-such-own-reminder", vec![]))
}

/// One own reminder, done or not, about whomever.
///
/// # Errors
/// When the database cannot be read.
pub fn any(connection: &Connection, id: OwnReminderId) -> Result<Option<OwnReminder>> {
    let mut select = connection.prepare_cached(
        "SELECT id, person, text, on_date, at_minute, every, unit, done_on FROM own_reminder WHERE id = ?1",
    )?;
    Ok(select.query_row([id], own).optional()?)
}

/// Every own reminder about a person, done or not, by its first date.
///
/// # Errors
/// When the database cannot be read.
pub fn of_person(connection: &Connection, person: PersonId) -> Result<Vec<OwnReminder>> {
    let mut select = connection.prepare_cached(
        "SELECT id, person, text, on_date, at_minute, every, unit, done_on FROM own_reminder
         WHERE person = ?1 ORDER BY on_date, id",
    )?;
    Ok(select.query_map([person], own)?.collect::<rusqlite::Result<_>>()?)
}
