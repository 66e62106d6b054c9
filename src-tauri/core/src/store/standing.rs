//! The banners that stand at a notification daemon, so that a resident that starts after another was cut off can answer
//! for them.

use chrono::NaiveDate;
use rusqlite::{Connection, Transaction};
use serde::{Deserialize, Serialize};

use super::settings;
use crate::error::Result;

/// The state that holds them.
const STANDING: &str = "standing";

/// Banners kept at most; the oldest goes first.
const MOST: usize = 32;

/// Where a banner stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Place {
    /// The notification daemon, named as no other one is, in this session or another.
    pub daemon: String,
    /// Its number for the banner.
    pub number: u32,
}

/// A banner that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Where.
    pub place: Place,
    /// Civil date it was shown on.
    pub on: NaiveDate,
    /// Names and slots of its rows in the ledger.
    pub rows: Vec<(String, i64)>,
}

/// All of them, the oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<Standing>> {
    let json = settings::state(connection, STANDING)?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}

fn keep(tx: &Transaction<'_>, standing: &[Standing]) -> Result<()> {
    if standing.is_empty() {
        return settings::forget_state(tx, STANDING);
    }
    settings::set_state(tx, STANDING, &serde_json::to_string(standing).unwrap_or_default())
}

/// Adds one.
///
/// # Errors
/// When the database cannot be written.
pub fn add(tx: &Transaction<'_>, added: Standing) -> Result<()> {
    let mut standing = all(tx)?;
    standing.retain(|other| other.place != added.place);
    standing.push(added);
    let over = standing.len().saturating_sub(MOST);
    keep(tx, &standing[over..])
}

/// Removes the one with this row.
///
/// # Errors
/// When the database cannot be written.
pub fn remove(tx: &Transaction<'_>, reminder: &str, on: NaiveDate, slot: i64) -> Result<()> {
    let mut standing = all(tx)?;
    let before = standing.len();
    standing.retain(|other| {
        other.on != on || !other.rows.iter().any(|row| (row.0.as_str(), row.1) == (reminder, slot))
    });
    if standing.len() < before { keep(tx, &standing) } else { Ok(()) }
}

/// Forgets all that stood with a daemon other than this one: they are gone with it.
///
/// # Errors
/// When the database cannot be written.
pub fn only_with(tx: &Transaction<'_>, daemon: &str) -> Result<()> {
    let mut standing = all(tx)?;
    let before = standing.len();
    standing.retain(|other| other.place.daemon == daemon);
    if standing.len() < before { keep(tx, &standing) } else { Ok(()) }
}

/// Forgets all.
///
/// # Errors
/// When the database cannot be written.
pub fn forget(tx: &Transaction<'_>) -> Result<()> {
    settings::forget_state(tx, STANDING)
}
