//! One person gone for good: no Undo, no trace in the file.
//!
//! The rows are deleted, the undo journal loses every entry that mentions the person, the search index is written anew
//! without what was deleted from it, the file is written anew, and its log is emptied.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, Transaction};

use super::{merging, people, search, standing};
use crate::error::Result;
use crate::id::PersonId;

/// Deletes a person with everything about them. Moments with others stay; those with nobody else go.
///
/// # Errors
/// When there is no such person or the database cannot be written.
pub fn erase(tx: &Transaction<'_>, id: PersonId) -> Result<()> {
    let chip = people::chip(tx, id)?;
    let called = people::get(tx, id)?.fields.called;
    let mut moments: HashSet<String> =
        merging::moments_alone(tx, id)?.iter().map(|moment| hex(moment.as_bytes())).collect();
    forget_entries(tx, &hex(id.as_bytes()), &mut moments, &[&chip.name, &called])?;
    people::delete(tx, id)?;
    // Names of reminders hold ids; a banner that stands is taken back by the resident, who knows it anyway.
    standing::forget(tx)?;
    search::catch_up(tx)?;
    // Deleted rows of the index stay in its segments until these are merged.
    search::tidy(tx)
}

/// Deletes the entries of the journal that hold a row of the person or of their moments, or name them.
fn forget_entries(
    tx: &Transaction<'_>,
    person: &str,
    moments: &mut HashSet<String>,
    names: &[&str],
) -> Result<()> {
    let mut doomed: BTreeSet<i64> = BTreeSet::new();
    let mut select =
        tx.prepare("SELECT entry, \"table\", coalesce(before, ''), coalesce(after, '') FROM journal_row")?;
    let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(i64, String, String, String)> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    };
    // Moments with the person that are not there any more are known from the journal only.
    for row in select.query_map([], read)? {
        let (entry, table, before, after) = row?;
        for image in [&before, &after].into_iter().filter(|image| image.contains(person)) {
            doomed.insert(entry);
            if table == "moment_person" {
                moments.extend(blob(image, "moment"));
            }
        }
    }
    for row in select.query_map([], read)? {
        let (entry, table, before, after) = row?;
        let key = match table.as_str() {
            "moment" => "id",
            "moment_gesture" | "moment_person" | "follow_up" | "contribution" => "moment",
            _ => continue,
        };
        if [&before, &after].into_iter().filter_map(|image| blob(image, key)).any(|id| moments.contains(&id))
        {
            doomed.insert(entry);
        }
    }
    let mut words = tx.prepare("SELECT id, words FROM journal")?;
    for row in words.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))? {
        let (entry, words) = row?;
        if names.iter().any(|name| !name.is_empty() && words.contains(name)) {
            doomed.insert(entry);
        }
    }
    let mut delete = tx.prepare("DELETE FROM journal WHERE id = ?1")?;
    for entry in doomed {
        delete.execute([entry])?;
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02X}");
        hex
    })
}

/// The digits of a blob in the journal's image of a row.
fn blob(image: &str, column: &str) -> Option<String> {
    let image: std::collections::BTreeMap<String, String> = serde_json::from_str(image).ok()?;
    Some(image.get(column)?.strip_prefix("X'")?.strip_suffix('\'')?.to_owned())
}

/// Writes the file anew, so that no page keeps an older copy of a row that moved, and empties the write-ahead log. False
/// when another process reads an older state just then.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn scrub(connection: &Connection) -> Result<bool> {
    // The copy would not fit into memory. With where temporary things are kept, SQLite lets go of those there are: the
    // recorder's table and triggers, see [`super::Store::scrub`].
    connection.execute_batch("PRAGMA temp_store = FILE")?;
    let written = connection.execute_batch("VACUUM");
    connection.execute_batch("PRAGMA temp_store = MEMORY")?;
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    Ok(written.is_ok() && busy == 0)
}
