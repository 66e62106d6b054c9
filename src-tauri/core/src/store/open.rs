//! Opening the file: made under another name and moved into place whole, checked before it is touched, migrated
//! forward only, and never created over something that cannot be read.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use crate::backup;
use crate::error::{Error, Result};
use crate::seal::{self, Form, KEY_FILE, Share};

/// The database's name in the data folder.
pub const DATABASE_FILE: &str = "nod.db";

/// SQLite's `application_id`: "Nod!" in ASCII.
pub const APPLICATION_ID: i32 = 0x4e6f_6421;

/// How long a write waits for another process before it says so.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Every schema so far, oldest first. A released one is never edited: a test holds their digests.
const MIGRATIONS: [&str; 4] = [
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_reminders.sql"),
    include_str!("migrations/0003_imported.sql"),
    include_str!("migrations/0004_notebook.sql"),
];

pub(super) fn open(folder: &Path, patience: Duration) -> Result<(Connection, PathBuf, Share)> {
    make_folder(folder)?;
    let path = folder.join(DATABASE_FILE);
    if !path.try_exists().map_err(|source| file_error(&path, source))? {
        // A key without what it opens: something is missing, and a new database would hide it.
        if folder.join(KEY_FILE).exists() {
            return Err(file_error(&path, ErrorKind::NotFound.into()));
        }
        create(folder, &path)?;
    }
    check_header(&path)?;
    let share = seal::share(folder, patience)?;
    // What it is may have changed while a switch was waited for.
    if check_header(&path)? {
        seal::remove_plain_drafts(folder);
        // Without its key it is not even opened.
        seal::key_for(&path)?;
    }
    let connection = connect(&path, patience).map_err(|error| error.about(&path))?;
    migrate(connection, &path).map(|connection| (connection, path, share))
}

fn make_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|source| match source.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Error::ReadOnly(folder.to_owned()),
        _ => file_error(folder, source),
    })
}

/// Makes the database under a name of its own, then links it into place: a crash leaves no half-made file, and of two
/// processes that start at once the second finds the first's.
fn create(folder: &Path, path: &Path) -> Result<()> {
    static DRAFTS: AtomicU32 = AtomicU32::new(0);
    let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
    let draft = folder.join(format!(".{DATABASE_FILE}.{}-{number}", std::process::id()));
    let _ = std::fs::remove_file(&draft);
    let made = make_draft(&draft).and_then(|()| match std::fs::hard_link(&draft, path) {
        Err(source) if source.kind() != ErrorKind::AlreadyExists => Err(file_error(path, source)),
        _ => File::open(folder).and_then(|f| f.sync_all()).map_err(|source| file_error(folder, source)),
    });
    for leftover in ["", "-wal", "-shm", "-journal"] {
        let mut name = draft.clone().into_os_string();
        name.push(leftover);
        let _ = std::fs::remove_file(name);
    }
    made.map_err(|error| error.about(path))
}

fn make_draft(draft: &Path) -> Result<()> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(draft);
    file.map_err(|source| match source.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Error::ReadOnly(draft.to_owned()),
        ErrorKind::StorageFull => Error::DiskFull,
        _ => file_error(draft, source),
    })?;
    let mut connection = connect(draft, BUSY_TIMEOUT)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    debug_assert_eq!(mode, "wal");
    to_latest(&mut connection, draft)?;
    // Everything into the one file that is linked into place.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| Error::from(error))
}

/// Looks at the file before SQLite does: an empty, foreign or unreadable file is refused and left as it is. True for one
/// that is encrypted.
pub(crate) fn check_header(path: &Path) -> Result<bool> {
    let mut head = Vec::with_capacity(72);
    let file = File::open(path).map_err(|source| file_error(path, source))?;
    file.take(72).read_to_end(&mut head).map_err(|source| file_error(path, source))?;
    let id = head.get(68..72).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok()).map(i32::from_be_bytes);
    // A Nod file carries its id in the main file from the moment it is linked into place, so no WAL need be asked.
    if head.starts_with(b"SQLite format 3\0") && id == Some(APPLICATION_ID) {
        return Ok(false);
    }
    match seal::form(path)? {
        Form::Sealed(salt) if seal::is_ours(path, salt) => Ok(true),
        _ => Err(Error::NotOurs(path.to_owned())),
    }
}

fn connect(path: &Path, patience: Duration) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    if let Some(key) = seal::key_for(path)? {
        nod_cipher::unlock(&connection, &key.spec())?;
    }
    connection.busy_timeout(patience)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA journal_mode = WAL;
         PRAGMA trusted_schema = OFF;
         PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn migrate(mut connection: Connection, path: &Path) -> Result<Connection> {
    let found = user_version(&connection).map_err(|error| error.about(path))?;
    let known = latest_schema();
    if found > known {
        return Err(Error::Newer { path: path.to_owned(), found, known });
    }
    if found < known {
        let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if sound != "ok" {
            return Err(Error::Damaged(path.to_owned()));
        }
        backup::before_migration(path, found)?;
        to_latest(&mut connection, path)?;
    }
    Ok(connection)
}

/// The number of the newest schema.
pub(crate) fn latest_schema() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Brings a copy of an older database to the newest schema, and into one file in WAL mode.
pub(crate) fn bring_to_latest(path: &Path) -> Result<()> {
    let mut connection = connect(path, BUSY_TIMEOUT)?;
    to_latest(&mut connection, path)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| Error::from(error))
}

fn user_version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

fn to_latest(connection: &mut Connection, path: &Path) -> Result<()> {
    let migrations = Migrations::new(MIGRATIONS.iter().map(|sql| M::up(sql)).collect());
    migrations.to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => Error::from(err),
        _ => Error::Damaged(path.to_owned()),
    })?;
    // What an older Nod wrote is not in the index of search yet.
    super::search::refresh(connection)
}

fn file_error(path: &Path, source: std::io::Error) -> Error {
    Error::File { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn open(folder: &Path) -> Result<(Connection, PathBuf)> {
        super::open(folder, BUSY_TIMEOUT).map(|(connection, path, _)| (connection, path))
    }

    /// What the released migrations are known by.
    const RELEASED: [u64; 4] =
        [0x396a_8acc_5908_7676, 0x8512_5d43_8ba1_c0d0, 0x8f70_b5d5_9319_4a00, 0xe62f_67d3_4144_7c9b];

    fn refuses_and_leaves_alone(bytes: &[u8]) -> Error {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(DATABASE_FILE);
        std::fs::write(&path, bytes).unwrap();
        let error = open(folder.path()).map(|_| ()).unwrap_err();
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        error
    }

    #[test]
    fn a_new_folder_and_file_are_the_owners_only() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("nod");
        let (connection, path) = open(&folder).unwrap();
        assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        connection.execute("INSERT INTO state VALUES ('a', 'b')", []).unwrap();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{:?}", entry.file_name());
        }
        assert!(path.ends_with(DATABASE_FILE));
    }

    #[test]
    fn a_file_that_is_not_a_database_is_refused_and_left_alone() {
        assert!(matches!(refuses_and_leaves_alone(b""), Error::NotOurs(_)));
        assert!(matches!(refuses_and_leaves_alone(b"hello, I am a diary"), Error::NotOurs(_)));
        assert!(matches!(refuses_and_leaves_alone(&[0x53; 4096]), Error::NotOurs(_)));
    }

    #[test]
    fn a_database_of_another_program_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("other.db");
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
            .unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert!(matches!(refuses_and_leaves_alone(&bytes), Error::NotOurs(_)));
    }

    #[test]
    fn a_newer_database_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (connection, path) = open(folder.path()).unwrap();
        connection.execute_batch("PRAGMA user_version = 9999; PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        drop(connection);
        let bytes = std::fs::read(&path).unwrap();
        let error = open(folder.path()).map(|_| ()).unwrap_err();
        assert!(matches!(error, Error::Newer { found: 9999, .. }));
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn a_released_schema_is_never_edited() {
        let digests: Vec<u64> = MIGRATIONS.iter().map(|sql| crate::plan::mix(0, &[sql.as_bytes()])).collect();
        assert_eq!(digests, RELEASED, "write a new migration instead");
    }

    #[test]
    fn two_starts_at_once_share_one_database() {
        let folder = tempfile::tempdir().unwrap();
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let folder = folder.path().to_owned();
                std::thread::spawn(move || open(&folder).map(|_| ()))
            })
            .collect();
        for thread in threads {
            thread.join().unwrap().unwrap();
        }
    }
}
