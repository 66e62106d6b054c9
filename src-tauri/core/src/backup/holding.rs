//! Backups that hold a person: after that person is erased here they stand there still.

use std::path::Path;

use super::{APPLICATION_ID, Backup, list, read_only};
use crate::error::{Error, Result};
use crate::id::PersonId;

/// The backups that hold a person, in a row or in the undo journal, newest first. Only files in the backup folders that
/// are databases of Nod's; one that cannot be read is left out.
#[must_use]
pub fn holding(data: &Path, person: PersonId) -> Vec<Backup> {
    list(data).into_iter().filter(|backup| holds(&backup.path, person).unwrap_or(false)).collect()
}

/// Deletes the backups that hold a person. Returns how many; each is looked into again just before.
///
/// # Errors
/// When a file cannot be deleted; those before it are gone then.
pub fn let_go(data: &Path, person: PersonId) -> Result<usize> {
    let all = holding(data, person);
    for backup in &all {
        std::fs::remove_file(&backup.path)
            .map_err(|source| Error::File { path: backup.path.clone(), source })?;
    }
    Ok(all.len())
}

fn holds(path: &Path, person: PersonId) -> Result<bool> {
    let database = read_only(path, true)?;
    let id: i32 = database.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if id != APPLICATION_ID {
        return Ok(false);
    }
    let here = "SELECT EXISTS (SELECT 1 FROM person WHERE id = ?1)";
    if database.query_row(here, [person], |row| row.get(0))? {
        return Ok(true);
    }
    let journal = "SELECT EXISTS (SELECT 1 FROM journal_row
         WHERE instr(coalesce(before, ''), hex(?1)) OR instr(coalesce(after, ''), hex(?1)))";
    Ok(database.query_row(journal, [person], |row| row.get(0))?)
}
