//! Blocks (away periods, leaves, pauses of a person), transitions, and offers of a longer rhythm that were declined.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::block::{Block, BlockKind, Span};
use crate::error::{Error, Result};
use crate::id::{BlockId, PersonId};
use crate::transition::{Transition, TransitionKind};

/// Adds a block.
///
/// # Errors
/// When the database cannot be written.
pub fn add(tx: &Transaction<'_>, block: &Block) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO block (id, person, kind, from_date, until_date) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![block.id, block.person, block.kind.as_str(), block.span.from, block.span.until])?;
    Ok(())
}

/// Removes a block. True when there was one.
///
/// # Errors
/// When the database cannot be written.
pub fn remove(tx: &Transaction<'_>, id: BlockId) -> Result<bool> {
    Ok(tx.prepare_cached("DELETE FROM block WHERE id = ?1")?.execute([id])? == 1)
}

const COLUMNS: &str = "SELECT id, person, kind, from_date, until_date FROM block";

fn block(row: &Row<'_>) -> rusqlite::Result<Block> {
    let kind: String = row.get(2)?;
    Ok(Block {
        id: row.get(0)?,
        person: row.get(1)?,
        kind: BlockKind::from_word(&kind).unwrap_or(BlockKind::Pause),
        span: Span { from: row.get(3)?, until: row.get(4)? },
    })
}

/// All blocks that end on or after a civil date, earliest first.
///
/// # Errors
/// When the database cannot be read.
pub fn ending_from(connection: &Connection, on: NaiveDate) -> Result<Vec<Block>> {
    let mut select =
        connection.prepare_cached(&format!("{COLUMNS} WHERE until_date >= ?1 ORDER BY from_date, id"))?;
    Ok(select.query_map([on], block)?.collect::<rusqlite::Result<_>>()?)
}

/// One person's blocks, earliest first.
///
/// # Errors
/// When the database cannot be read.
pub fn of_person(connection: &Connection, person: PersonId) -> Result<Vec<Block>> {
    let mut select =
        connection.prepare_cached(&format!("{COLUMNS} WHERE person = ?1 ORDER BY from_date, id"))?;
    Ok(select.query_map([person], block)?.collect::<rusqlite::Result<_>>()?)
}

/// One block.
///
/// # Errors
/// When there is none such.
pub fn get(connection: &Connection, id: BlockId) -> Result<Block> {
    let found =
        connection.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?.query_row([id], block).optional()?;
    found.ok_or_else(|| Error::refused("error-no-such-block", vec![]))
}

/// Says what a person goes through, or that it is over.
///
/// # Errors
/// When the database cannot be written.
pub fn set_transition(tx: &Transaction<'_>, person: PersonId, transition: Option<Transition>) -> Result<()> {
    match transition {
        Some(Transition { kind, started_on }) => tx
            .prepare_cached(
                "INSERT INTO transition (person, kind, started_on) VALUES (?1, ?2, ?3)
                 ON CONFLICT (person) DO UPDATE SET kind = excluded.kind, started_on = excluded.started_on",
            )?
            .execute(params![person, kind.as_str(), started_on])?,
        None => tx.prepare_cached("DELETE FROM transition WHERE person = ?1")?.execute([person])?,
    };
    Ok(())
}

/// What everybody who goes through something goes through.
///
/// # Errors
/// When the database cannot be read.
pub fn transitions(connection: &Connection) -> Result<HashMap<PersonId, Transition>> {
    let mut select = connection.prepare_cached("SELECT person, kind, started_on FROM transition")?;
    let rows = select.query_map([], |row| {
        let kind: String = row.get(1)?;
        let kind = TransitionKind::from_word(&kind).unwrap_or(TransitionKind::New);
        Ok((row.get(0)?, Transition { kind, started_on: row.get(2)? }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What one person goes through.
///
/// # Errors
/// When the database cannot be read.
pub fn transition(connection: &Connection, person: PersonId) -> Result<Option<Transition>> {
    let mut select =
        connection.prepare_cached("SELECT kind, started_on FROM transition WHERE person = ?1")?;
    let found = select.query_row([person], |row| {
        let kind: String = row.get(0)?;
        let kind = TransitionKind::from_word(&kind).unwrap_or(TransitionKind::New);
        Ok(Transition { kind, started_on: row.get(1)? })
    });
    Ok(found.optional()?)
}

/// Notes that a longer rhythm was declined.
///
/// # Errors
/// When the database cannot be written.
pub fn decline_offer(tx: &Transaction<'_>, person: PersonId, on: NaiveDate) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO offer (person, declined_on) VALUES (?1, ?2)
         ON CONFLICT (person) DO UPDATE SET declined_on = excluded.declined_on",
    )?
    .execute(params![person, on])?;
    Ok(())
}

/// How many banners of a person's rhythm went unanswered since a moment of one's own, and since a longer rhythm was
/// last declined.
///
/// # Errors
/// When the database cannot be read.
pub fn ignored_banners(connection: &Connection, person: PersonId) -> Result<usize> {
    let mut select = connection.prepare_cached(
        "SELECT count(DISTINCT on_date) FROM banner
         WHERE person = ?1 AND reminder GLOB 'rhythm-*' AND state IN ('expired', 'dismissed')
             AND on_date > max(coalesce((SELECT last_move FROM met WHERE person = ?1), ''),
                               coalesce((SELECT declined_on FROM offer WHERE person = ?1), ''))",
    )?;
    let count: i64 = select.query_row([person], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}
