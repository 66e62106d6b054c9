//! Settings, the pause, and what Nod itself remembers between runs.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::{Map, Value};

use crate::api::Settings;
use crate::error::{Error, Result};
use crate::limits;
use crate::person;
use crate::shortcut::Shortcut;

/// The setting that holds the instant until which Nod is quiet, in UTC milliseconds.
const PAUSE: &str = "pause_until_ms";

/// The setting that holds what the user said of the columns of tables.
const COLUMNS: &str = "csv_columns";

/// Tables whose columns are remembered at most.
const TABLES_REMEMBERED: usize = 20;

/// All settings; what was never set has its default.
///
/// # Errors
/// When the database cannot be read.
pub fn get(connection: &Connection) -> Result<Settings> {
    let mut select = connection.prepare_cached("SELECT name, value FROM setting")?;
    let rows = select.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let defaults = serde_json::to_value(Settings::default()).unwrap_or_default();
    let mut values: Map<String, Value> = defaults.as_object().cloned().unwrap_or_default();
    for row in rows {
        let (name, json) = row?;
        if let (true, Ok(value)) = (values.contains_key(&name), serde_json::from_str(&json)) {
            // A value that a later Nod wrote in another shape counts as never set.
            let mut tried = values.clone();
            tried.insert(name, value);
            if serde_json::from_value::<Settings>(Value::Object(tried.clone())).is_ok() {
                values = tried;
            }
        }
    }
    Ok(serde_json::from_value(Value::Object(values)).unwrap_or_default())
}

/// Stores the settings that differ from what is stored.
///
/// # Errors
/// When a value is out of its limits or the database cannot be written.
pub fn save(tx: &Transaction<'_>, settings: &Settings) -> Result<()> {
    let checked = check(settings)?;
    let before = serde_json::to_value(get(tx)?).unwrap_or_default();
    let after = serde_json::to_value(checked).unwrap_or_default();
    for (name, value) in after.as_object().into_iter().flatten() {
        if before.get(name) != Some(value) {
            put(tx, name, &value.to_string())?;
        }
    }
    Ok(())
}

/// The settings as they would be stored.
///
/// # Errors
/// The first value that is out of its limits, by name.
pub fn check(settings: &Settings) -> Result<Settings> {
    let minutes = |field, minute: u16| {
        if minute < 24 * 60 { Ok(minute) } else { Err(Error::field(field, "error-time-of-day", vec![])) }
    };
    if settings.windows.is_empty() || settings.windows.len() > 6 {
        return Err(Error::field("windows", "error-windows", vec![]));
    }
    let mut windows =
        settings.windows.iter().map(|minute| minutes("windows", *minute)).collect::<Result<Vec<u16>>>()?;
    windows.sort_unstable();
    windows.dedup();
    if settings.banners_a_day > 10 {
        return Err(Error::field("banners_a_day", "error-banners-a-day", vec![]));
    }
    if !(1..=5).contains(&settings.today_at_most) {
        return Err(Error::field("today_at_most", "error-today-at-most", vec![]));
    }
    if settings.lead_days > limits::LEAD_DAYS {
        return Err(Error::field("lead_days", "error-lead-days", vec![]));
    }
    if settings.linger_minutes > 24 * 60 {
        return Err(Error::field("linger_minutes", "error-time-of-day", vec![]));
    }
    let calendar_file = person::line("calendar_file", &settings.calendar_file)?;
    if !calendar_file.is_empty() && !std::path::Path::new(&calendar_file).is_absolute() {
        return Err(Error::field(
            "calendar_file",
            "error-backup-folder",
            vec![("value", calendar_file.into())],
        ));
    }
    let backup_folder = person::line("backup_folder", &settings.backup_folder)?;
    if !backup_folder.is_empty() && !std::path::Path::new(&backup_folder).is_absolute() {
        return Err(Error::field(
            "backup_folder",
            "error-backup-folder",
            vec![("value", backup_folder.into())],
        ));
    }
    let shortcut = match settings.shortcut.trim() {
        "" => String::new(),
        keys => keys.parse::<Shortcut>()?.to_string(),
    };
    Ok(Settings {
        backup_folder,
        calendar_file,
        shortcut,
        your_name: person::line("your_name", &settings.your_name)?,
        quiet_from: minutes("quiet_from", settings.quiet_from)?,
        quiet_until: minutes("quiet_until", settings.quiet_until)?,
        windows,
        ..settings.clone()
    })
}

fn put(tx: &Transaction<'_>, name: &str, json: &str) -> Result<()> {
    debug_assert!(json.len() < limits::TEXT);
    tx.prepare_cached(
        "INSERT INTO setting (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?
    .execute(params![name, json])?;
    Ok(())
}

/// The instant until which Nod is quiet, past ones included.
///
/// # Errors
/// When the database cannot be read.
pub fn pause(connection: &Connection) -> Result<Option<DateTime<Utc>>> {
    let mut select = connection.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    let json: Option<String> = select.query_row([PAUSE], |row| row.get(0)).optional()?;
    Ok(json.and_then(|text| text.parse().ok()).and_then(DateTime::from_timestamp_millis))
}

/// Makes Nod quiet until an instant, or not any longer.
///
/// # Errors
/// When the database cannot be written.
pub fn set_pause(tx: &Transaction<'_>, until: Option<DateTime<Utc>>) -> Result<()> {
    match until {
        Some(until) => put(tx, PAUSE, &until.timestamp_millis().to_string()),
        None => {
            tx.prepare_cached("DELETE FROM setting WHERE name = ?1")?.execute([PAUSE])?;
            Ok(())
        }
    }
}

/// What the user said of the columns of tables: their words in order, by the table's signature.
///
/// # Errors
/// When the database cannot be read.
pub fn columns(connection: &Connection) -> Result<BTreeMap<String, Vec<String>>> {
    let mut select = connection.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    let json: Option<String> = select.query_row([COLUMNS], |row| row.get(0)).optional()?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}

/// Remembers what the user said of the columns of a table.
///
/// # Errors
/// When the database cannot be written.
pub fn remember_columns(tx: &Transaction<'_>, signature: &str, words: &[String]) -> Result<()> {
    let mut known = columns(tx)?;
    if known.get(signature).map(Vec::as_slice) == Some(words) {
        return Ok(());
    }
    known.insert(signature.to_owned(), words.to_vec());
    while known.len() > TABLES_REMEMBERED {
        let other = known.keys().find(|key| *key != signature).cloned().unwrap_or_default();
        known.remove(&other);
    }
    put(tx, COLUMNS, &serde_json::to_string(&known).unwrap_or_default())
}

/// Something Nod itself remembers between runs.
///
/// # Errors
/// When the database cannot be read.
pub fn state(connection: &Connection, name: &str) -> Result<Option<String>> {
    let mut select = connection.prepare_cached("SELECT value FROM state WHERE name = ?1")?;
    Ok(select.query_row([name], |row| row.get(0)).optional()?)
}

/// Forgets what was remembered under a name.
///
/// # Errors
/// When the database cannot be written.
pub fn forget_state(tx: &Transaction<'_>, name: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM state WHERE name = ?1")?.execute([name])?;
    Ok(())
}

/// Remembers something between runs.
///
/// # Errors
/// When the database cannot be written.
pub fn set_state(tx: &Transaction<'_>, name: &str, value: &str) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO state (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?
    .execute([name, value])?;
    Ok(())
}
