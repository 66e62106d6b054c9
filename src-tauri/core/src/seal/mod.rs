//! Encryption at rest: off by default, turned on with a passphrase.
//!
//! The database is encrypted by a random key ([`DatabaseKey`]) that `nod.key` ([`KeyFile`]) holds wrapped, once by the
//! passphrase and once by a recovery key. A process that has unwrapped it, or was handed it by the resident, holds it in
//! its ring ([`hold`]); every place that opens a file finds it there by the file's first bytes ([`key_for`]). [`turn_on`]
//! and [`turn_off`] rewrite everything there is, with the database to themselves ([`share`] is what others have).
//! Whether a database is encrypted is told by its own first bytes, by nothing else.

mod hold;
mod key;
mod key_file;
mod recovery;
mod switch;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::link::{self, Message};
use crate::store::DATABASE_FILE;

pub use hold::{Share, share};
pub use key::{DatabaseKey, Salt, forget, hold};
pub(crate) use key::{held, key_for};
pub use key_file::{KEY_FILE, KeyFile, SHORTEST, check as check_passphrase};
pub use recovery::RecoveryKey;
pub(crate) use switch::{adopt, remove_plain_drafts, reseal};
pub use switch::{finish, left_plain, turn_off, turn_on};

/// Most minutes of [`set_auto_lock`]: a day.
pub const MOST_MINUTES: u32 = 24 * 60;

/// What a file is by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// SQLite's, for everyone to read.
    Plain,
    /// Encrypted, if it is ours at all; by the key with this salt.
    Sealed(Salt),
    /// Too short to be either.
    Neither,
}

impl Form {
    pub(crate) const fn salt(self) -> Option<Salt> {
        match self {
            Self::Sealed(salt) => Some(salt),
            _ => None,
        }
    }
}

pub(crate) fn form(path: &Path) -> Result<Form> {
    let failed = |source| Error::File { path: path.to_owned(), source };
    let mut head = Vec::with_capacity(16);
    File::open(path).map_err(failed)?.take(16).read_to_end(&mut head).map_err(failed)?;
    Ok(match Salt::try_from(head) {
        Ok(head) if &head == b"SQLite format 3\0" => Form::Plain,
        Ok(head) => Form::Sealed(head),
        Err(_) => Form::Neither,
    })
}

/// True when a file that begins with `salt` is one of Nod's: its key is held, or its key file stands by.
pub(crate) fn is_ours(path: &Path, salt: Salt) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    held(salt).is_some() || matches!(file_for(folder, salt), Ok(Some(_)))
}

/// How the data in a folder is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct State {
    /// True when the database is encrypted.
    pub encrypted: bool,
    /// True when it is and this process does not hold its key.
    pub locked: bool,
    /// True when the keychain was given the key.
    pub keychain: bool,
    /// Minutes without use after which the key is forgotten.
    pub auto_lock_minutes: Option<u32>,
}

/// How the data in `folder` is kept; needs no key.
///
/// # Errors
/// When the database or its key file cannot be read.
pub fn state(folder: &Path) -> Result<State> {
    let salt = match form(&folder.join(DATABASE_FILE)) {
        Ok(Form::Sealed(salt)) => salt,
        Ok(_) => return Ok(State::default()),
        Err(Error::File { source, .. }) if source.kind() == ErrorKind::NotFound => {
            return Ok(State::default());
        }
        Err(error) => return Err(error),
    };
    let Some((file, _)) = file_for(folder, salt)? else { return Ok(State::default()) };
    Ok(State {
        encrypted: true,
        locked: held(salt).is_none(),
        keychain: file.keychain,
        auto_lock_minutes: file.auto_lock_minutes,
    })
}

/// The key file for files that begin with `salt`, and where it stands: in the folder, else beside its backups.
fn file_for(folder: &Path, salt: Salt) -> Result<Option<(KeyFile, PathBuf)>> {
    let here = match KeyFile::read(folder) {
        Ok(Some(file)) if file.salt() == salt => return Ok(Some((file, folder.to_owned()))),
        other => other,
    };
    let beside = folder.join(crate::backup::FOLDER);
    match KeyFile::read(&beside) {
        Ok(Some(file)) if file.salt() == salt => Ok(Some((file, beside))),
        _ => here.map(|_| None),
    }
}

/// The key file of an encrypted database, and where it stands.
fn file_of(folder: &Path) -> Result<(KeyFile, PathBuf)> {
    let path = folder.join(DATABASE_FILE);
    match form(&path)? {
        Form::Sealed(salt) => file_for(folder, salt)?.ok_or(Error::NotOurs(path)),
        _ => Err(Error::refused("error-not-encrypted", vec![])),
    }
}

/// Unlocks the database in `folder` for this process, by the passphrase or the recovery key. Gives the key, to be handed
/// to the resident.
///
/// # Errors
/// [`Error::WrongPassphrase`] when it is neither; when nothing is encrypted, or the key file cannot be read.
pub fn unlock(folder: &Path, secret: &str) -> Result<DatabaseKey> {
    let (file, place) = file_of(folder)?;
    let key = file.open(secret)?;
    if place != folder {
        // Its own was lost; from here on there are two again.
        file.write(folder)?;
    }
    hold(key.clone());
    Ok(key)
}

/// Holds a key that another process handed over, if it opens the database in `folder`.
///
/// # Errors
/// [`Error::WrongPassphrase`] when it does not.
pub fn take(folder: &Path, key: &DatabaseKey) -> Result<()> {
    let path = folder.join(DATABASE_FILE);
    if form(&path)? != Form::Sealed(key.salt()) {
        return Err(Error::WrongPassphrase);
    }
    let _share = share(folder, std::time::Duration::from_millis(100))?;
    let database = Connection::open_with_flags(&path, rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    nod_cipher::unlock(&database, &key.spec())?;
    let read: rusqlite::Result<i64> = database.query_row("PRAGMA user_version", [], |row| row.get(0));
    match read.map_err(Error::from) {
        Ok(_) => {
            hold(key.clone());
            Ok(())
        }
        Err(Error::NotOurs(_)) => Err(Error::WrongPassphrase),
        Err(error) => Err(error),
    }
}

/// The key of the database in `folder`, if it is encrypted and this process holds it.
#[must_use]
pub fn held_key(folder: &Path) -> Option<DatabaseKey> {
    let salt = form(&folder.join(DATABASE_FILE)).ok()?.salt()?;
    held(salt).map(|key| key.as_ref().clone())
}

/// Unlocks with the key that the resident holds, if it does. True when there is nothing locked then.
#[must_use]
pub fn borrow(folder: &Path) -> bool {
    if state(folder).is_ok_and(|state| !state.locked) {
        return true;
    }
    match link::ask(folder, &Message::Key) {
        Some(Message::KeyIs { key: Some(handed) }) => {
            handed.key().is_some_and(|key| take(folder, &key).is_ok())
        }
        _ => false,
    }
}

/// Hands the key this process holds to the resident, which then holds it for all. False when there is none to take it.
pub fn lend(folder: &Path) -> bool {
    let Some(key) = held_key(folder) else { return false };
    link::ask(folder, &Message::Unlock { key: (&key).into() }) == Some(Message::Done)
}

/// Unlocks a backup that stands elsewhere, with its own key file beside it.
///
/// # Errors
/// [`Error::WrongPassphrase`] when the secret does not open it; when there is no such key file.
pub fn unlock_file(path: &Path, secret: &str) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = match form(path)? {
        Form::Sealed(salt) => file_for(folder, salt)?,
        _ => return Ok(()),
    };
    let (file, _) = file.ok_or_else(|| Error::NotOurs(path.to_owned()))?;
    hold(file.open(secret)?);
    Ok(())
}

/// Changes the passphrase; `old` may be the recovery key. The data is not encrypted anew: it is the key that is.
///
/// # Errors
/// [`Error::WrongPassphrase`] when `old` is neither, or when `fresh` is too short; nothing is changed then.
pub fn change_passphrase(folder: &Path, old: &str, fresh: &str) -> Result<()> {
    check_passphrase(fresh)?;
    change(folder, |file| {
        let key = file.open(old)?;
        file.set_passphrase(&key, fresh)?;
        hold(key);
        Ok(())
    })
}

/// Makes a new recovery key; the one before opens nothing any more.
///
/// # Errors
/// [`Error::WrongPassphrase`] when the passphrase is another; nothing is changed then.
pub fn renew_recovery(folder: &Path, passphrase: &str) -> Result<RecoveryKey> {
    change(folder, |file| {
        let key = file.open_by_passphrase(passphrase)?;
        let recovery = file.renew_recovery(&key)?;
        hold(key);
        Ok(recovery)
    })
}

/// Sets after how many minutes without use the key is forgotten; never, when there are none.
///
/// # Errors
/// When nothing is encrypted, or it is none of 1 to [`MOST_MINUTES`].
pub fn set_auto_lock(folder: &Path, minutes: Option<u32>) -> Result<()> {
    if minutes.is_some_and(|minutes| !(1..=MOST_MINUTES).contains(&minutes)) {
        let limit = i64::from(MOST_MINUTES);
        return Err(Error::field("minutes", "error-auto-lock", vec![("limit", limit.into())]));
    }
    change(folder, |file| {
        file.auto_lock_minutes = minutes;
        Ok(())
    })
}

/// Notes whether the keychain has the key, for the next start.
///
/// # Errors
/// When nothing is encrypted or the key file cannot be written.
pub fn note_keychain(folder: &Path, on: bool) -> Result<()> {
    change(folder, |file| {
        file.keychain = on;
        Ok(())
    })
}

/// Changes the key file, and its copies beside backups.
fn change<T>(folder: &Path, work: impl FnOnce(&mut KeyFile) -> Result<T>) -> Result<T> {
    let _turn = hold::in_turn(folder)?;
    // Whose turn it is needs no share: nobody else can switch meanwhile.
    let folders = switch::backup_folders(folder);
    let (mut file, _) = file_of(folder)?;
    let value = work(&mut file)?;
    file.write(folder)?;
    for copies in folders {
        if copies.join(KEY_FILE).exists() {
            file.write(&copies)?;
        }
    }
    Ok(value)
}

pub(crate) fn random(bytes: &mut [u8]) -> Result<()> {
    nod_cipher::random(bytes).map_err(|source| Error::File { path: PathBuf::from("/dev/urandom"), source })
}
