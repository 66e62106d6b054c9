//! Turning encryption on and off, so that at every moment there is one whole state, the old or the new.
//!
//! Everything is written to a draft beside the database, checked, flushed; then the draft takes the database's place in
//! one step. The key file stands before an encrypted database does and goes after it. Backups follow one by one, each in
//! one step as well; what a crash left of them is done by [`finish`].

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use super::key::{DatabaseKey, Salt, hold, key_for};
use super::key_file::{KEY_FILE, KeyFile};
use super::recovery::RecoveryKey;
use super::{Form, check_passphrase, form, hold as locks};
use crate::backup::{self, Backup, inside};
use crate::draft;
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::store::{DATABASE_FILE, Store};
use crate::whole_file;

/// What a draft that everyone may read is called, so that it can be told from those that are encrypted.
const PLAIN_DRAFT: &str = "nod-plain";

/// Bytes written at once over a file that is let go.
const AT_ONCE: usize = 1024 * 1024;

/// Encrypts the database in `folder` and its backups. Gives the recovery key, which is kept nowhere.
///
/// # Errors
/// When the passphrase is too short, the data is encrypted already, another process does not let go of it, or something
/// cannot be written; everything is as it was then. An error after the database itself is encrypted concerns a backup
/// only, and [`finish`] tries again.
pub fn turn_on(folder: &Path, passphrase: &str, progress: &Progress) -> Result<RecoveryKey> {
    check_passphrase(passphrase)?;
    let database = folder.join(DATABASE_FILE);
    if matches!(super::state(folder), Ok(state) if state.encrypted) {
        return Err(Error::refused("error-already-encrypted", vec![]));
    }
    // What is encrypted is a sound database of the newest schema.
    drop(Store::open(folder)?);
    if let Some(aside) = set_aside(folder) {
        let args = vec![("path", aside.display().to_string().into())];
        return Err(Error::refused("error-encrypt-set-aside", args));
    }
    // One that is damaged could only stay as it is, for everyone to read.
    for backup in backup::list(folder).iter().filter(|backup| form(&backup.path).ok() == Some(Form::Plain)) {
        if let Err(Error::Damaged(path) | Error::NotOurs(path)) =
            backup::check_watched(&backup.path, progress)
        {
            let args = vec![("path", path.display().to_string().into())];
            return Err(Error::refused("error-encrypt-set-aside", args));
        }
    }
    let _alone = locks::alone(folder)?;
    if form(&database)? != Form::Plain {
        return Err(Error::refused("error-already-encrypted", vec![]));
    }
    // With what those made who were waited for.
    let (backups, folders) = (inside::list(folder), backup_folders(folder));
    // Nobody else is here, so these are what was cut off; not encrypted.
    for place in folders.iter().map(PathBuf::as_path).chain([folder]) {
        remove_drafts(place, &[&format!(".{DATABASE_FILE}."), ".nod-"]);
    }
    progress.expect(1 + backups.len());
    let (key, file, recovery) = key_to_use(folder, passphrase, &backups)?;
    let key = Arc::new(key);
    rewrite(&database, Some(&key), progress, || file.write(folder))?;
    hold(key.as_ref().clone());
    let _ = progress.step();
    for beside in &folders {
        if beside.is_dir() {
            file.write(beside)?;
        }
    }
    // A backup that could not be written is tried again by `finish`; there is a recovery key to be said now.
    let _ = follow(&backups, Some(&key), progress);
    draft::rewrite(folder);
    Ok(recovery)
}

/// Takes the encryption away from the database in `folder` and its backups. What a crash left of that is done, too.
///
/// # Errors
/// [`Error::WrongPassphrase`] when `secret` is neither passphrase nor recovery key; as [`turn_on`] else.
pub fn turn_off(folder: &Path, secret: &str, progress: &Progress) -> Result<()> {
    let database = folder.join(DATABASE_FILE);
    let was = form(&database)?;
    let file = match was {
        Form::Sealed(_) => super::file_of(folder)?.0,
        _ => KeyFile::read(folder)?.ok_or_else(|| Error::refused("error-not-encrypted", vec![]))?,
    };
    hold(file.open(secret)?);
    drop(Store::open(folder)?);
    let _alone = locks::alone(folder)?;
    if form(&database)? != was {
        return Err(Error::Busy);
    }
    let (backups, folders) = (inside::list(folder), backup_folders(folder));
    progress.expect(1 + backups.len());
    if was != Form::Plain {
        rewrite(&database, None, progress, || {
            // What is being typed has no other key. `finish` seals it again where a crash leaves the rest as it was.
            draft::unseal(folder);
            Ok(())
        })?;
    }
    let _ = progress.step();
    follow(&backups, None, progress)?;
    // The key goes last: until here there is something that needs it.
    for beside in folders.iter().map(PathBuf::as_path).chain([folder]) {
        match std::fs::remove_file(beside.join(KEY_FILE)) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::File { path: beside.join(KEY_FILE), source });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Does what a switch that was cut off left: encrypts backups that are not yet, and removes drafts for everyone to read.
/// Nothing where nothing is encrypted.
///
/// # Errors
/// When a backup cannot be read or written; it stays as it is then.
pub fn finish(folder: &Path) -> Result<()> {
    let Form::Sealed(_) = form(&folder.join(DATABASE_FILE))? else { return Ok(()) };
    let Some(key) = key_for(&folder.join(DATABASE_FILE))? else { return Ok(()) };
    let _share = locks::share(folder, std::time::Duration::ZERO)?;
    let folders = backup_folders(folder);
    for place in folders.iter().map(PathBuf::as_path).chain([folder]) {
        remove_plain_drafts(place);
    }
    let plain = |backup: &Backup| matches!(form(&backup.path), Ok(Form::Plain));
    let backups: Vec<Backup> = inside::list(folder).into_iter().filter(plain).collect();
    if let Some(file) = KeyFile::read(folder)? {
        for beside in folders {
            // One of another key may still be needed by what else stands there.
            if beside.is_dir() && !beside.join(KEY_FILE).exists() {
                file.write(&beside)?;
            }
        }
    }
    follow(&backups, Some(&key), &Progress::default())?;
    draft::rewrite(folder);
    Ok(())
}

/// How many backups of encrypted data everyone may read.
#[must_use]
pub fn left_plain(folder: &Path) -> usize {
    backup::list(folder).iter().filter(|backup| matches!(form(&backup.path), Ok(Form::Plain))).count()
}

/// Removes what turning encryption off, cut off, left for everyone to read. Only where the database is encrypted, and
/// nobody switches.
pub(crate) fn remove_plain_drafts(folder: &Path) {
    remove_drafts(folder, &[&format!(".{PLAIN_DRAFT}.")]);
}

fn remove_drafts(folder: &Path, beginnings: &[&str]) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if beginnings.iter().any(|beginning| name.starts_with(beginning)) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Keeps the key file of a backup that comes to a folder without a database: what is brought back opens as it did.
pub(crate) fn adopt(folder: &Path, from: &Path, salt: Salt) -> Result<()> {
    let beside = from.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match super::file_for(beside, salt)? {
        Some((mut file, _)) => {
            // The keychain of this desktop was given nothing.
            file.keychain = false;
            file.write(folder)
        }
        None => Err(Error::NotOurs(from.to_owned())),
    }
}

/// The folders that backups of `folder` stand in. For those whom no switch can overtake.
pub(super) fn backup_folders(folder: &Path) -> BTreeSet<PathBuf> {
    BTreeSet::from([folder.join(backup::FOLDER), inside::folder(folder)])
}

/// A database that was set aside because it could not be used: it cannot be encrypted either.
fn set_aside(folder: &Path) -> Option<PathBuf> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .map(|file| file.path())
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("damaged-")))
}

/// A new key; or the one of a key file that a switch which was cut off has left, for there may be backups with it.
fn key_to_use(
    folder: &Path,
    passphrase: &str,
    backups: &[Backup],
) -> Result<(DatabaseKey, KeyFile, RecoveryKey)> {
    let left = KeyFile::read(folder).ok().flatten();
    if let Some(mut left) = left {
        match left.open_by_passphrase(passphrase) {
            Ok(key) => {
                let recovery = left.renew_recovery(&key)?;
                return Ok((key, left, recovery));
            }
            Err(error) => {
                let sealed = |backup: &Backup| form(&backup.path).ok() == Some(Form::Sealed(left.salt()));
                if backups.iter().any(sealed) {
                    return Err(error);
                }
            }
        }
    }
    let key = DatabaseKey::new()?;
    let (file, recovery) = KeyFile::new(&key, passphrase)?;
    Ok((key, file, recovery))
}

/// Brings backups into the form of the database, each whole or not at all. One of a key that is not held is of another
/// database and stays as it is; so does one that cannot be read or written, and the first of those is the error.
fn follow(backups: &[Backup], key: Option<&Arc<DatabaseKey>>, progress: &Progress) -> Result<()> {
    let wanted = key.map_or(Form::Plain, |key| Form::Sealed(key.salt()));
    let mut done = Ok(());
    for backup in backups {
        if form(&backup.path).is_ok_and(|form| form != wanted) && key_for(&backup.path).is_ok() {
            let modified = std::fs::metadata(&backup.path).and_then(|meta| meta.modified());
            done = done.and(rewrite(&backup.path, key, &Progress::default(), || Ok(())));
            // Its time tells which of two came later.
            if let Ok(modified) = modified {
                let _ = File::open(&backup.path).and_then(|file| file.set_modified(modified));
            }
        }
        // From here on there is no way back.
        let _ = progress.step();
    }
    done
}

/// Puts a copy with another key, or none, in place of a database that nobody else has open. `before` is done when the copy
/// is sound and on the disk.
fn rewrite(
    path: &Path,
    key: Option<&Arc<DatabaseKey>>,
    progress: &Progress,
    before: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let draft = match key {
        Some(_) => whole_file::draft(path),
        None => whole_file::draft(&path.with_file_name(PLAIN_DRAFT)),
    };
    let result = (|| {
        let log = settle(path)?;
        reseal(open(path, key_for(path)?.as_ref())?, path, &draft, key, progress)?;
        if log == "wal" {
            let copy = open(&draft, key)?;
            copy.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
            copy.close().map_err(|(_, error)| Error::from(error))?;
            File::open(&draft)
                .and_then(|file| file.sync_all())
                .map_err(|source| Error::File { path: draft.clone(), source })?;
        }
        progress.check()?;
        let old = OpenOptions::new().write(true).open(path).ok();
        before()?;
        whole_file::put_in_place(&draft, path)?;
        if let (Some(old), Some(_)) = (old, key) {
            wipe(old);
        }
        Ok(())
    })();
    backup::remove(&draft);
    result.map_err(|error: Error| error.about(path))
}

/// Brings everything into the one file, so that no log is left beside it that would belong to another. Gives the mode of
/// its log before.
fn settle(path: &Path) -> Result<String> {
    let key = key_for(path)?;
    let database = open(path, key.as_ref())?;
    let before: String = database.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    let after: String = database.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if after != "delete" {
        return Err(Error::Busy);
    }
    database.close().map_err(|(_, error)| Error::from(error))?;
    Ok(before)
}

fn open(path: &Path, key: Option<&Arc<DatabaseKey>>) -> Result<Connection> {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE | rusqlite::OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags)?;
    if let Some(key) = key {
        nod_cipher::unlock(&database, &key.spec())?;
    }
    // A copy is short of nothing but time: little memory, no files for what is temporary.
    database.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;",
    )?;
    Ok(database)
}

/// Copies an open database, the file `from`, to a new file of 0600 with another key, or none; checks the copy, and flushes
/// it.
pub(crate) fn reseal(
    database: Connection,
    from: &Path,
    to: &Path,
    key: Option<&Arc<DatabaseKey>>,
    progress: &Progress,
) -> Result<()> {
    let failed = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::StorageFull => Error::DiskFull,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            Error::ReadOnly(to.to_owned())
        }
        _ => Error::File { path: to.to_owned(), source },
    };
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(failed)?;
    progress.watch(&database)?;
    let name = to.to_str().ok_or_else(|| failed(std::io::ErrorKind::InvalidFilename.into()))?;
    let spec = key.map(|key| key.spec()).unwrap_or_default();
    database.execute("ATTACH ?1 AS other KEY ?2", rusqlite::params![name, spec.as_str()])?;
    // The copy has its name only when it is whole, so nothing of it needs a journal.
    database.execute_batch("PRAGMA other.journal_mode = OFF; PRAGMA other.synchronous = OFF;")?;
    database.execute_batch("BEGIN")?;
    database.query_row("SELECT sqlcipher_export('other')", [], |_| Ok(()))?;
    let number = |name: &str| -> Result<i64> {
        Ok(database.query_row(&format!("PRAGMA main.{name}"), [], |row| row.get(0))?)
    };
    for name in ["application_id", "user_version"] {
        database.execute_batch(&format!("PRAGMA other.{name} = {}", number(name)?))?;
    }
    same(&database, from)?;
    database.execute_batch("COMMIT; DETACH other")?;
    drop(database);
    let copy = open(to, key)?;
    progress.watch(&copy)?;
    let sound: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(Error::Damaged(from.to_owned()));
    }
    drop(copy);
    File::open(to).and_then(|file| file.sync_all()).map_err(failed)
}

/// Looks whether the copy has every table, index and trigger, and as many rows in each.
fn same(database: &Connection, from: &Path) -> Result<()> {
    let listed = "SELECT count(*) FROM (SELECT type, name, tbl_name, sql FROM main.sqlite_schema
         EXCEPT SELECT type, name, tbl_name, sql FROM other.sqlite_schema)";
    let missing: i64 = database.query_row(listed, [], |row| row.get(0))?;
    let mut tables =
        database.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0")?;
    let tables: rusqlite::Result<Vec<String>> = tables.query_map([], |row| row.get(0))?.collect();
    let mut whole = missing == 0;
    for table in tables? {
        let table = table.replace('"', "\"\"");
        let sql = format!(
            "SELECT (SELECT count(*) FROM main.\"{table}\") = (SELECT count(*) FROM other.\"{table}\")"
        );
        whole &= database.query_row(&sql, [], |row| row.get::<_, bool>(0))?;
    }
    if whole { Ok(()) } else { Err(Error::Damaged(from.to_owned())) }
}

/// Writes zeros over a file that has no name any more. A help, no promise: a disk may keep what was there before.
fn wipe(mut file: File) {
    // One that somebody linked to elsewhere is theirs.
    let Ok(mut left) = file.metadata().map(|meta| if meta.nlink() == 0 { meta.len() } else { 0 }) else {
        return;
    };
    let zeros = vec![0; AT_ONCE];
    while left > 0 {
        let part = usize::try_from(left).unwrap_or(AT_ONCE).min(AT_ONCE);
        if file.write_all(&zeros[..part]).is_err() {
            return;
        }
        left -= part as u64;
    }
    let _ = file.sync_all();
}
