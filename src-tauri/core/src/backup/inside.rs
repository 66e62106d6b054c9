//! The same for those who share in the database already. Asked for once more, a share would wait for a switch of the
//! encryption that itself waits for the first.

use std::path::{Path, PathBuf};

use rusqlite::OptionalExtension;

use super::{Backup, FOLDER, Why, in_folders, make_in, mark, prune, read_only, sweep};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::store::DATABASE_FILE;

/// As [`super::folder`].
pub fn folder(data: &Path) -> PathBuf {
    let set = read_only(&data.join(DATABASE_FILE), false).ok().and_then(|database| {
        let select = "SELECT value FROM setting WHERE name = 'backup_folder'";
        let json: Option<String> = database.query_row(select, [], |row| row.get(0)).optional().ok().flatten();
        serde_json::from_str::<String>(&json?).ok()
    });
    set.filter(|set| !set.is_empty()).map_or_else(|| data.join(FOLDER), PathBuf::from)
}

/// As [`super::list`].
pub fn list(data: &Path) -> Vec<Backup> {
    in_folders(&data.join(FOLDER), &folder(data))
}

/// As [`super::make`].
pub fn make(data: &Path, why: Why, now: Now, progress: &Progress) -> Result<Backup> {
    let set = folder(data);
    let own = data.join(FOLDER);
    let made = make_in(data, &set, why, now, progress).or_else(|error| {
        // A disk that is not there is no reason to have no backup at all.
        if set == own || matches!(error, Error::Stopped) {
            Err(error)
        } else {
            make_in(data, &own, why, now, progress)
        }
    })?;
    if let Some(folder) = made.path.parent() {
        prune(folder, now);
        sweep(folder, now);
        sweep(data, now);
    }
    Ok(made)
}

/// As [`super::make_if_changed`].
pub fn make_if_changed(data: &Path, why: Why, now: Now, progress: &Progress) -> Result<Option<Backup>> {
    let path = data.join(DATABASE_FILE);
    let Some(mark) = mark(&read_only(&path, false)?).map_err(|error| error.about(&path))? else {
        return Ok(None);
    };
    let newest = list(data).into_iter().find(|backup| backup.dated);
    let same = newest.is_some_and(|backup| {
        let known = read_only(&backup.path, true).and_then(|copy| super::mark(&copy));
        matches!(known, Ok(Some(known)) if known == mark)
    });
    if same { Ok(None) } else { make(data, why, now, progress).map(Some) }
}
