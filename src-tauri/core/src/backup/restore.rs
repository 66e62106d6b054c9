//! Bringing a backup back.
//!
//! Into a database that can be used it is copied page by page in one transaction, by SQLite's backup interface: others
//! may have it open, and a crash leaves it as it was. One that cannot be used is set aside under another name, and kept.

use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup as PageCopy, StepResult};

use super::{Contents, Why, check_watched, checked, contents, copy_to, immutable, inside, read_only, remove};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::seal::{self, Form};
use crate::store::{DATABASE_FILE, bring_to_latest, latest_schema};
use crate::whole_file;

/// Pages copied between two looks whether to go on: four megabytes.
const PAGES_AT_ONCE: i32 = 1_000;

/// What a restore would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What the backup holds.
    pub backup: Contents,
    /// What is here; nothing when it cannot be read.
    pub here: Option<Contents>,
    /// People who are only in the backup, and moments.
    pub comes: (usize, usize),
    /// People who are only here, and moments.
    pub goes: (usize, usize),
}

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where what was here before is kept; nothing when there was nothing.
    pub kept: Option<PathBuf>,
}

/// What bringing a backup back would change. Changes nothing.
///
/// # Errors
/// When the backup is not a sound database of Nod's, or of a newer one.
pub fn preview(data: &Path, file: &Path, progress: &Progress) -> Result<Difference> {
    let backup = sound(file, progress)?;
    let database = data.join(DATABASE_FILE);
    let _share = seal::share(data, super::PATIENCE)?;
    let here = read_only(&database, false).and_then(|here| {
        progress.watch(&here)?;
        let contents = checked(&here, &database)?;
        let key = seal::key_for(file)?.map(|key| key.spec()).unwrap_or_default();
        here.execute("ATTACH ?1 AS backup KEY ?2", [immutable(file).as_str(), key.as_str()])?;
        let count = |one: &str, other: &str, table: &str| -> Result<usize> {
            let sql = format!(
                "SELECT count(*) FROM {one}.{table} AS a WHERE NOT EXISTS (SELECT 1 FROM {other}.{table} AS b WHERE b.id = a.id)"
            );
            let count: i64 = here.query_row(&sql, [], |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or(0))
        };
        let both = |one, other| Ok::<_, Error>((count(one, other, "person")?, count(one, other, "moment")?));
        Ok((contents, both("backup", "main")?, both("main", "backup")?))
    });
    Ok(match here {
        Ok((here, comes, goes)) => Difference { backup, here: Some(here), comes, goes },
        Err(error @ (Error::Stopped | Error::Locked)) => return Err(error),
        Err(_) => Difference { comes: (backup.people, backup.moments), backup, here: None, goes: (0, 0) },
    })
}

fn sound(file: &Path, progress: &Progress) -> Result<Contents> {
    let backup = check_watched(file, progress)?;
    let known = latest_schema();
    if backup.schema > known {
        return Err(Error::Newer { path: file.to_owned(), found: backup.schema, known });
    }
    Ok(backup)
}

/// Brings a backup back. What was here is kept: as a backup when it can be used, else set aside. The data stays encrypted,
/// or not, as it was here; where nothing was, it is as the backup is.
///
/// # Errors
/// When the backup is not sound, or something cannot be written; what was here stays then.
pub fn restore(data: &Path, file: &Path, now: Now, progress: &Progress) -> Result<Restored> {
    sound(file, progress)?;
    let database = data.join(DATABASE_FILE);
    let share = seal::share(data, super::PATIENCE)?;
    let draft = whole_file::draft(&database);
    let result = (|| {
        // A copy of our own, of the newest schema, checked: from here on nothing can be wrong with it.
        if database.exists() {
            copy_in_form(file, &draft, &database, progress)?;
        } else {
            copy_to(file, &draft, progress)?;
            if let Form::Sealed(salt) = seal::form(&draft)? {
                seal::adopt(data, file, salt)?;
            }
        }
        bring_to_latest(&draft)?;
        check_watched(&draft, progress)?;
        let usable = read_only(&database, false).and_then(|here| {
            progress.watch(&here)?;
            checked(&here, &database)?;
            contents(&here)
        });
        progress.check()?;
        match usable {
            Ok(_) => {
                let kept = inside::make(data, Why::Restore, now, progress)?;
                copy_pages(&draft, &database, progress)?;
                Ok(Restored { kept: Some(kept.path) })
            }
            Err(error @ (Error::Busy | Error::Locked)) => Err(error),
            Err(_) => {
                let kept = set_aside(data, &database, now)?;
                whole_file::put_in_place(&draft, &database)?;
                Ok(Restored { kept })
            }
        }
    })();
    remove(&draft);
    drop(share);
    result
}

/// Copies a backup to a draft that is encrypted as the database is whose place it takes.
fn copy_in_form(file: &Path, draft: &Path, database: &Path, progress: &Progress) -> Result<()> {
    let key = match seal::key_for(database) {
        Err(Error::NotOurs(_)) => None,
        other => other?,
    };
    let wanted = key.as_ref().map_or(Form::Plain, |key| Form::Sealed(key.salt()));
    if seal::form(file)? == wanted {
        return copy_to(file, draft, progress);
    }
    // Opened for writing though nothing is written: what is attached to it could not be written either else.
    seal::reseal(read_only(file, false)?, file, draft, key.as_ref(), progress)
}

/// Copies all pages in one transaction of the database that is written; it lasts until the last page, and dropping the
/// copy before that takes it back.
fn copy_pages(from: &Path, to: &Path, progress: &Progress) -> Result<()> {
    let from = read_only(from, true)?;
    let mut to = read_only(to, false)?;
    to.execute_batch("PRAGMA synchronous = FULL;")?;
    let copy = PageCopy::new(&from, &mut to)?;
    loop {
        progress.check()?;
        match copy.step(PAGES_AT_ONCE)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => return Err(Error::Busy),
        }
    }
}

/// Gives a database that cannot be used another name, with its log. Nothing when there is none.
fn set_aside(data: &Path, database: &Path, now: Now) -> Result<Option<PathBuf>> {
    if !database.exists() {
        return Ok(None);
    }
    let stem = format!("damaged-{}", now.utc.format(super::STAMP));
    let free = (1..).map(|n| if n == 1 { format!("{stem}.db") } else { format!("{stem}-{n}.db") });
    let mut paths = free.map(|name| data.join(name)).filter(|path| !path.exists());
    let aside = paths.next().unwrap_or_else(|| data.join(&stem));
    // The log first: a database without its log is one that lost its last changes, a log without one is nothing.
    for ending in ["-shm", "-wal", ""] {
        let with = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        if with(database).exists() {
            whole_file::put_in_place(&with(database), &with(&aside))?;
        }
    }
    Ok(Some(aside))
}
