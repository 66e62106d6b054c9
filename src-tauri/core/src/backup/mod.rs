//! Backups: whole copies of the database, each checked once it is on the disk.
//!
//! A copy is made by SQLite itself (`VACUUM INTO`: consistent while others write) under another name, flushed, opened
//! again and checked, and only then gets its name. [`policy`] says which old ones go, [`restore`] brings one back.

pub mod holding;
pub(crate) mod inside;
pub mod policy;
pub mod restore;

use std::fs::{DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use rusqlite::{Connection, OpenFlags};

use crate::clock::Now;
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::seal::{self, Form};
use crate::store::{APPLICATION_ID, DATABASE_FILE};
use crate::texts::Texts;
use crate::whole_file;

/// The folder in the data folder where backups are kept, when the settings name no other.
pub const FOLDER: &str = "backups";

/// How long anything here waits for another process.
const PATIENCE: Duration = Duration::from_secs(5);

/// How far apart automatic backups are at least.
pub const APART: TimeDelta = TimeDelta::minutes(30);

/// A backup on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, by its name; by the file's own time where the name tells none.
    pub at: DateTime<Utc>,
    /// Bytes.
    pub size: u64,
    /// True for one with its time in its name: only these are ever removed.
    pub dated: bool,
}

/// Why a backup is made; part of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Because it was time, or asked for.
    Time,
    /// Before an import.
    Import,
    /// Before another backup is brought back.
    Restore,
}

/// What a database holds, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The number of its schema.
    pub schema: i64,
    /// People, those put away included.
    pub people: usize,
    /// Moments.
    pub moments: usize,
    /// Open follow-ups.
    pub follow_ups: usize,
    /// Civil date of the newest moment.
    pub newest: Option<NaiveDate>,
}

/// Where backups of a data folder go: where the settings say, else into the data folder.
#[must_use]
pub fn folder(data: &Path) -> PathBuf {
    match seal::share(data, PATIENCE) {
        Ok(_share) => inside::folder(data),
        Err(_) => data.join(FOLDER),
    }
}

/// The backups of a data folder, newest first: those where the settings say, and those in the data folder.
#[must_use]
pub fn list(data: &Path) -> Vec<Backup> {
    in_folders(&data.join(FOLDER), &folder(data))
}

fn in_folders(own: &Path, set: &Path) -> Vec<Backup> {
    let mut all = in_folder(own);
    if set != own {
        all.extend(in_folder(set));
    }
    // Of those of one second the file's own time tells which came later.
    let written = |path: &Path| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
    all.sort_by_cached_key(|backup| std::cmp::Reverse((backup.at, written(&backup.path))));
    all
}

/// A backup in `folder` that is of other data than that in `data`, told by the seed that each database was made with. Two
/// that share a folder would remove each other's backups, and the key file beside them. For those who share in the database
/// already.
///
/// # Errors
/// When the database in `data` cannot be read.
pub(crate) fn of_others(data: &Path, folder: &Path) -> Result<Option<PathBuf>> {
    let seed = |path: &Path, alone| -> Result<String> {
        let select = "SELECT value FROM state WHERE name = 'seed'";
        Ok(read_only(path, alone)?.query_row(select, [], |row| row.get(0))?)
    };
    let own = seed(&data.join(DATABASE_FILE), false)?;
    let is_other = |backup: &Backup| match (seed(&backup.path, true), seal::form(&backup.path)) {
        (Ok(other), _) => other != own,
        // Encrypted by a key that is not this database's; anything else that cannot be read is nobody's.
        (Err(_), form) => matches!(form, Ok(Form::Sealed(_))),
    };
    Ok(in_folder(folder).into_iter().filter(|backup| backup.dated).find(is_other).map(|backup| backup.path))
}

fn in_folder(folder: &Path) -> Vec<Backup> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .filter_map(|file| {
            let name = file.file_name().to_string_lossy().into_owned();
            let meta = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
            let inner = name.strip_prefix("nod-")?.strip_suffix(".db")?;
            let named = inner.get(..20).and_then(|stamp| NaiveDateTime::parse_from_str(stamp, STAMP).ok());
            let at =
                named.map(|at| at.and_utc()).or_else(|| meta.modified().ok().map(DateTime::<Utc>::from))?;
            Some(Backup { path: file.path(), at, size: meta.len(), dated: named.is_some() })
        })
        .collect()
}

/// The time in a name.
const STAMP: &str = "%Y-%m-%dT%H-%M-%SZ";

/// Makes a backup now, and removes those that the policy lets go.
///
/// # Errors
/// When the database cannot be read, or the copy not be written or not found good; nothing is removed then.
pub fn make(data: &Path, why: Why, now: Now, progress: &Progress) -> Result<Backup> {
    let _share = seal::share(data, PATIENCE)?;
    inside::make(data, why, now, progress)
}

/// Makes a backup unless nothing changed since the newest, or that is not half an hour old.
///
/// # Errors
/// As [`make`].
pub fn make_if_due(data: &Path, now: Now) -> Result<Option<Backup>> {
    let newest = list(data).into_iter().find(|backup| backup.dated);
    let soon = newest.as_ref().is_some_and(|backup| {
        let age = now.utc - backup.at;
        // One from ahead was made while the clock was wrong.
        age >= TimeDelta::zero() && age < APART
    });
    if soon { Ok(None) } else { make_if_changed(data, Why::Time, now, &Progress::default()) }
}

/// Makes a backup unless nothing changed since the newest good one, or nothing is there yet.
///
/// # Errors
/// As [`make`].
pub fn make_if_changed(data: &Path, why: Why, now: Now, progress: &Progress) -> Result<Option<Backup>> {
    let _share = seal::share(data, PATIENCE)?;
    inside::make_if_changed(data, why, now, progress)
}

/// What tells two states of a database apart: the schema, the number of the last change, and what is undone. Nothing
/// before the first change.
fn mark(database: &Connection) -> Result<Option<(i64, i64, i64, i64)>> {
    let mark = database.query_row(
        "SELECT (SELECT user_version FROM pragma_user_version),
             coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0),
             count(*), coalesce(max(undone), 0) FROM journal WHERE undone > 0",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    Ok(Some(mark).filter(|(_, last, ..)| *last > 0))
}

fn make_in(data: &Path, folder: &Path, why: Why, now: Now, progress: &Progress) -> Result<Backup> {
    let suffix = match why {
        Why::Time => "",
        Why::Import => "-before-import",
        Why::Restore => "-before-restore",
    };
    let stem = format!("nod-{}{suffix}", now.utc.format(STAMP));
    let path = copy(&data.join(DATABASE_FILE), folder, &stem, progress)?;
    key_beside(data, folder)?;
    let size = std::fs::metadata(&path).map_or(0, |meta| meta.len());
    let at = now.utc - TimeDelta::nanoseconds(i64::from(now.utc.timestamp_subsec_nanos()));
    Ok(Backup { path, at, size, dated: true })
}

/// A folder of encrypted backups holds the key file, too: whoever brings back the folder alone needs no more than the
/// passphrase.
fn key_beside(data: &Path, folder: &Path) -> Result<()> {
    match seal::KeyFile::read(data) {
        Ok(Some(file)) if seal::form(&data.join(DATABASE_FILE))?.salt() == Some(file.salt()) => {
            if seal::KeyFile::read(folder).ok().flatten().as_ref() == Some(&file) {
                Ok(())
            } else {
                file.write(folder)
            }
        }
        _ => Ok(()),
    }
}

/// Copies the database as it was before it is brought to a newer schema.
///
/// # Errors
/// As [`make`].
pub(crate) fn before_migration(path: &Path, from: i64) -> Result<PathBuf> {
    let data = path.parent().unwrap_or(Path::new("."));
    let copied =
        copy(path, &data.join(FOLDER), &format!("nod-before-migration-from-{from}"), &Progress::default())?;
    key_beside(data, &data.join(FOLDER))?;
    Ok(copied)
}

/// Copies a database into `folder` under a name that is free, checks the copy, and returns its path.
fn copy(database: &Path, folder: &Path, stem: &str, progress: &Progress) -> Result<PathBuf> {
    make_folder(folder)?;
    let draft = whole_file::draft(&folder.join(stem));
    let made = copy_to(database, &draft, progress).and_then(|()| {
        check_watched(&draft, progress)?;
        let free = (1..).map(|n| if n == 1 { format!("{stem}.db") } else { format!("{stem}-{n}.db") });
        let mut paths = free.map(|name| folder.join(name)).filter(|path| !path.exists());
        let path = paths.next().unwrap_or_else(|| folder.join(stem));
        whole_file::put_in_place(&draft, &path)?;
        Ok(path)
    });
    remove(&draft);
    made
}

/// Copies a database to a new file of 0600 that is complete on the disk.
pub(super) fn copy_to(database: &Path, to: &Path, progress: &Progress) -> Result<()> {
    let failed = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::StorageFull => Error::DiskFull,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            Error::ReadOnly(to.to_owned())
        }
        _ => Error::File { path: to.to_owned(), source },
    };
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(failed)?;
    let from = read_only(database, lies_still(database))?;
    progress.watch(&from)?;
    let name = to.to_str().ok_or_else(|| failed(std::io::ErrorKind::InvalidFilename.into()))?;
    from.execute("VACUUM INTO ?1", [name]).map_err(|error| match Error::from(error) {
        Error::ReadOnly(_) => Error::ReadOnly(to.to_owned()),
        other => other.about(database),
    })?;
    File::open(to).and_then(|file| file.sync_all()).map_err(failed)
}

/// One with a log may be in use, or was copied with its log; one without lies still, perhaps where nothing can be written.
fn lies_still(database: &Path) -> bool {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    !Path::new(&log).exists()
}

fn make_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|source| match source.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            Error::ReadOnly(folder.to_owned())
        }
        _ => Error::File { path: folder.to_owned(), source },
    })
}

/// Opens a database for reading only. `alone`: nobody writes it, and nothing may be made beside it.
pub(super) fn read_only(path: &Path, alone: bool) -> Result<Connection> {
    let database = opened(path, alone)?;
    if let Some(key) = key_of(path)? {
        nod_cipher::unlock(&database, &key.spec())?;
    }
    // Little memory: the background process makes copies, too.
    database.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -512; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(database)
}

/// The key of a file that is there; what is wrong with another, SQLite says.
fn key_of(path: &Path) -> Result<Option<std::sync::Arc<seal::DatabaseKey>>> {
    match seal::key_for(path) {
        Err(Error::File { .. } | Error::NotOurs(_)) => Ok(None),
        other => other,
    }
}

fn opened(path: &Path, alone: bool) -> Result<Connection> {
    if !alone {
        let database = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        );
        let database = database.map_err(|error| Error::from(error).about(path))?;
        database.busy_timeout(PATIENCE)?;
        return Ok(database);
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let database = Connection::open_with_flags(immutable(path), flags);
    database.map_err(|error| Error::from(error).about(path))
}

/// The URI of a file that nobody writes.
pub(super) fn immutable(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut uri = String::from("file:");
    for byte in absolute.as_os_str().as_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                uri.push(char::from(*byte))
            }
            _ => uri.push_str(&format!("%{byte:02x}")),
        }
    }
    uri + "?immutable=1"
}

/// Looks whether a file is a sound database of Nod's that nobody is writing, and what it holds.
///
/// # Errors
/// When it is another file, damaged, or cannot be read.
pub fn check(path: &Path) -> Result<Contents> {
    check_watched(path, &Progress::default())
}

pub(crate) fn check_watched(path: &Path, progress: &Progress) -> Result<Contents> {
    std::fs::metadata(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
    let database = read_only(path, true)?;
    progress.watch(&database)?;
    checked(&database, path).map_err(|error| error.about(path))
}

fn checked(database: &Connection, path: &Path) -> Result<Contents> {
    let id: i32 = database.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if id != APPLICATION_ID {
        return Err(Error::NotOurs(path.to_owned()));
    }
    let sound: String = database.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(Error::Damaged(path.to_owned()));
    }
    contents(database)
}

/// What a database holds.
pub(super) fn contents(database: &Connection) -> Result<Contents> {
    let count = |sql: &str| -> Result<usize> {
        let count: i64 = database.query_row(sql, [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    };
    Ok(Contents {
        schema: database.query_row("PRAGMA user_version", [], |row| row.get(0))?,
        people: count("SELECT count(*) FROM person")?,
        moments: count("SELECT count(*) FROM moment")?,
        follow_ups: count("SELECT count(*) FROM follow_up WHERE ended IS NULL")?,
        newest: database.query_row("SELECT max(on_date) FROM moment", [], |row| row.get(0))?,
    })
}

/// The newest backup that is sound.
#[must_use]
pub fn newest_good(data: &Path) -> Option<Backup> {
    list(data).into_iter().find(|backup| check(&backup.path).is_ok())
}

/// What to say, beside an error, to someone whose database cannot be used while there is a sound backup.
#[must_use]
pub fn offer(data: &Path, error: &Error, texts: &Texts, now: Now) -> Option<String> {
    if !matches!(error, Error::Damaged(_) | Error::NotOurs(_)) {
        return None;
    }
    let at = newest_good(data)?.at.with_timezone(&now.zone).format("%Y-%m-%d %H:%M").to_string();
    Some(texts.with("backup-offer", &[("at", at.into())]))
}

/// Removes what copies that were cut off have left, a day after.
fn sweep(folder: &Path, now: Now) {
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        let written = file.metadata().and_then(|meta| meta.modified()).map(DateTime::<Utc>::from);
        let old = written.is_ok_and(|at| now.utc - at > TimeDelta::days(1));
        if old && (name.starts_with(".nod-") || name.starts_with(&format!(".{DATABASE_FILE}."))) {
            let _ = std::fs::remove_file(file.path());
        }
    }
}

/// Removes what the policy lets go. What cannot be removed stays, and is tried again another time.
fn prune(folder: &Path, now: Now) {
    let dated: Vec<Backup> = in_folder(folder).into_iter().filter(|backup| backup.dated).collect();
    let times: Vec<DateTime<Utc>> = dated.iter().map(|backup| backup.at).collect();
    for place in policy::let_go(&times, now) {
        if let Some(backup) = dated.get(place) {
            let _ = std::fs::remove_file(&backup.path);
        }
    }
}

/// Removes a draft and what SQLite may have left beside it.
pub(crate) fn remove(draft: &Path) {
    for leftover in ["", "-wal", "-shm", "-journal"] {
        let mut name = draft.as_os_str().to_owned();
        name.push(leftover);
        let _ = std::fs::remove_file(name);
    }
}
