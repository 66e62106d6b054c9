//! `nod.key`: the key of the database, wrapped once by the passphrase and once by the recovery key, with what may be
//! known without either.
//!
//! A secret becomes a wrapping key by Argon2id, whose parameters stand in the file; the wrapping is XChaCha20-Poly1305,
//! which also holds fast what stands beside it. `docs/data-format.md` has the format.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::key::{DatabaseKey, Salt};
use super::recovery::RecoveryKey;
use crate::error::{Error, Result};
use crate::whole_file;

/// Its name, in the data folder and beside backups.
pub const KEY_FILE: &str = "nod.key";

/// The newest version of the file.
const VERSION: i64 = 1;

/// A key file is far smaller.
const LONGEST: u64 = 64 * 1024;

/// What Argon2id is to cost: about a tenth of a second.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 2;

/// More than this is no file of Nod's, and would hold the machine up.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 64;

/// Shortest passphrase, in characters, and longest, in bytes.
pub const SHORTEST: usize = 8;
const LONGEST_PASSPHRASE: usize = 1024;

/// What stands in `nod.key`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFile {
    nod_key: i64,
    salt: String,
    passphrase: Slot,
    recovery: Slot,
    /// True when the desktop's keychain has the key, too.
    #[serde(default)]
    pub keychain: bool,
    /// Minutes without use after which the key is forgotten.
    #[serde(default)]
    pub auto_lock_minutes: Option<u32>,
}

/// The key, wrapped by one secret. Bytes are in base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Slot {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    nonce: String,
    sealed: String,
}

impl KeyFile {
    /// Wraps `key` anew. Gives the recovery key with it.
    pub(crate) fn new(key: &DatabaseKey, passphrase: &str) -> Result<(Self, RecoveryKey)> {
        let recovery = RecoveryKey::new()?;
        let file = Self {
            nod_key: VERSION,
            salt: STANDARD.encode(key.salt()),
            passphrase: Slot::wrap(key, PASSPHRASE, &secret_of(passphrase)?)?,
            recovery: Slot::wrap(key, RECOVERY, recovery.secret())?,
            keychain: false,
            auto_lock_minutes: None,
        };
        Ok((file, recovery))
    }

    /// The file in `folder`, if there is one.
    ///
    /// # Errors
    /// When it cannot be read, is damaged, or was written by a newer Nod.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(KEY_FILE);
        let failed = |source| Error::File { path: path.clone(), source };
        let length = match path.metadata() {
            Ok(file) => file.len(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        let bytes = if length > LONGEST { Vec::new() } else { std::fs::read(&path).map_err(failed)? };
        let version: Option<Version1> = serde_json::from_slice(&bytes).ok();
        match version.map(|version| version.nod_key) {
            Some(found) if found > VERSION => Err(Error::Newer { path, found, known: VERSION }),
            Some(VERSION) => match serde_json::from_slice::<Self>(&bytes) {
                Ok(file) if file.salt() != [0; 16] => Ok(Some(file)),
                _ => Err(Error::Damaged(path)),
            },
            _ => Err(Error::Damaged(path)),
        }
    }

    /// Writes it into `folder`, whole or not at all.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        whole_file::write(&folder.join(KEY_FILE), |out| {
            out.write_all(text.as_bytes()).map_err(|source| Error::File { path: PathBuf::new(), source })
        })
    }

    /// What the files it belongs to begin with; zeros when that cannot be read.
    #[must_use]
    pub fn salt(&self) -> Salt {
        let bytes = STANDARD.decode(&self.salt).unwrap_or_default();
        Salt::try_from(bytes).unwrap_or_default()
    }

    /// The key, by the passphrase or the recovery key.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`] when it is neither.
    pub(crate) fn open(&self, secret: &str) -> Result<DatabaseKey> {
        let by_recovery =
            RecoveryKey::read(secret).map(|key| self.recovery.unwrap(self.salt(), RECOVERY, key.secret()));
        if let Some(Ok(key)) = by_recovery {
            return Ok(key);
        }
        self.open_by_passphrase(secret)
    }

    /// The key, by the passphrase alone.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`] when it is another.
    pub(crate) fn open_by_passphrase(&self, passphrase: &str) -> Result<DatabaseKey> {
        self.passphrase.unwrap(self.salt(), PASSPHRASE, &normal(passphrase))
    }

    /// Wraps the key by another passphrase.
    pub(crate) fn set_passphrase(&mut self, key: &DatabaseKey, passphrase: &str) -> Result<()> {
        self.passphrase = Slot::wrap(key, PASSPHRASE, &secret_of(passphrase)?)?;
        Ok(())
    }

    /// Wraps the key by a new recovery key; the one before opens nothing any more.
    pub(crate) fn renew_recovery(&mut self, key: &DatabaseKey) -> Result<RecoveryKey> {
        let recovery = RecoveryKey::new()?;
        self.recovery = Slot::wrap(key, RECOVERY, recovery.secret())?;
        Ok(recovery)
    }
}

/// The part of every version that can be read.
#[derive(Deserialize)]
struct Version1 {
    nod_key: i64,
}

const PASSPHRASE: &str = "passphrase";
const RECOVERY: &str = "recovery";

/// The same passphrase from any keyboard: letters with accents may come in one piece or two.
fn normal(passphrase: &str) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(passphrase.len() * 3));
    let mut letter = [0; 4];
    for c in passphrase.nfc() {
        bytes.extend_from_slice(c.encode_utf8(&mut letter).as_bytes());
    }
    bytes
}

/// A passphrase that is to be set.
fn secret_of(passphrase: &str) -> Result<Zeroizing<Vec<u8>>> {
    check(passphrase)?;
    Ok(normal(passphrase))
}

/// Looks whether a passphrase may be set.
///
/// # Errors
/// When it is too short or too long.
pub fn check(passphrase: &str) -> Result<()> {
    if passphrase.chars().filter(|c| !c.is_whitespace()).count() < SHORTEST {
        let limit = i64::try_from(SHORTEST).unwrap_or(i64::MAX);
        return Err(Error::field("passphrase", "error-passphrase-short", vec![("limit", limit.into())]));
    }
    if passphrase.len() > LONGEST_PASSPHRASE {
        let limit = i64::try_from(LONGEST_PASSPHRASE).unwrap_or(i64::MAX);
        return Err(Error::field("passphrase", "error-too-long", vec![("limit", limit.into())]));
    }
    Ok(())
}

impl Slot {
    fn wrap(key: &DatabaseKey, name: &str, secret: &[u8]) -> Result<Self> {
        let (mut salt, mut nonce) = ([0; 16], [0; 24]);
        super::random(&mut salt)?;
        super::random(&mut nonce)?;
        let mut slot = Self {
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: 1,
            salt: STANDARD.encode(salt),
            nonce: STANDARD.encode(nonce),
            sealed: String::new(),
        };
        let beside = slot.beside(key.salt(), name);
        let wrapping = slot.wrapping(secret).ok_or_else(no_memory)?;
        let cipher = XChaCha20Poly1305::new_from_slice(&*wrapping).map_err(|_| no_memory())?;
        let payload = Payload { msg: key.secret(), aad: &beside };
        let sealed = cipher.encrypt(XNonce::from_slice(&nonce), payload).map_err(|_| no_memory())?;
        slot.sealed = STANDARD.encode(sealed);
        Ok(slot)
    }

    fn unwrap(&self, of: Salt, name: &str, secret: &[u8]) -> Result<DatabaseKey> {
        let nonce = STANDARD.decode(&self.nonce).ok().and_then(|nonce| <[u8; 24]>::try_from(nonce).ok());
        let sealed = STANDARD.decode(&self.sealed).ok();
        let opened = (|| {
            let cipher = XChaCha20Poly1305::new_from_slice(&*self.wrapping(secret)?).ok()?;
            let payload = Payload { msg: &sealed?, aad: &self.beside(of, name) };
            let opened = cipher.decrypt(XNonce::from_slice(&nonce?), payload).ok().map(Zeroizing::new)?;
            Some(DatabaseKey::of(Zeroizing::new(<[u8; 32]>::try_from(opened.as_slice()).ok()?), of))
        })();
        opened.ok_or(Error::WrongPassphrase)
    }

    /// What is held fast beside the wrapped key: what it opens, by which secret, and at which cost.
    fn beside(&self, of: Salt, name: &str) -> Vec<u8> {
        let mut beside =
            format!("nod.key 1 {name} {} {} {} ", self.memory_kib, self.passes, self.lanes).into_bytes();
        beside.extend_from_slice(&of);
        beside
    }

    fn wrapping(&self, secret: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
        if self.memory_kib > MOST_MEMORY_KIB || self.passes > MOST_PASSES || self.lanes > 16 {
            return None;
        }
        let salt = STANDARD.decode(&self.salt).ok()?;
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()?;
        let mut wrapping = Zeroizing::new([0; 32]);
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon.hash_password_into(secret, &salt, &mut *wrapping).ok()?;
        Some(wrapping)
    }
}

fn no_memory() -> Error {
    Error::File { path: PathBuf::from(KEY_FILE), source: ErrorKind::OutOfMemory.into() }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const WORDS: &str = "naïve élan, 12 cups";

    #[test]
    fn the_passphrase_and_the_recovery_key_open_it_and_nothing_else_does() {
        let key = DatabaseKey::new().unwrap();
        let (file, recovery) = KeyFile::new(&key, WORDS).unwrap();
        assert_eq!(file.open(WORDS).unwrap(), key);
        let in_pieces: String = unicode_normalization::UnicodeNormalization::nfd(WORDS).collect();
        assert_ne!(in_pieces, WORDS);
        assert_eq!(file.open(&in_pieces).unwrap(), key);
        assert_eq!(file.open(&recovery.written()).unwrap(), key);
        assert!(matches!(file.open_by_passphrase(&recovery.written()), Err(Error::WrongPassphrase)));
        for wrong in ["", "naive elan, 12 cups", &RecoveryKey::new().unwrap().written()] {
            assert!(matches!(file.open(wrong), Err(Error::WrongPassphrase)), "{wrong:?}");
        }
    }

    #[test]
    fn a_new_passphrase_and_a_new_recovery_key_take_the_place_of_the_old_ones() {
        let key = DatabaseKey::new().unwrap();
        let (mut file, old) = KeyFile::new(&key, WORDS).unwrap();
        file.set_passphrase(&key, "another one").unwrap();
        let new = file.renew_recovery(&key).unwrap();
        assert_eq!(file.open("another one").unwrap(), key);
        assert_eq!(file.open(&new.written()).unwrap(), key);
        assert!(file.open(WORDS).is_err() && file.open(&old.written()).is_err());
        let field =
            |error: Error| matches!(error, Error::Refused(refusal) if refusal.field == Some("passphrase"));
        assert!(field(file.set_passphrase(&key, "short  7 ").unwrap_err()));
        assert!(field(file.set_passphrase(&key, &"x".repeat(1025)).unwrap_err()));
    }

    #[test]
    fn it_is_the_owners_only_and_whatever_is_changed_in_it_opens_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let key = DatabaseKey::new().unwrap();
        let (file, _) = KeyFile::new(&key, WORDS).unwrap();
        assert_eq!(KeyFile::read(folder.path()).unwrap(), None);
        file.write(folder.path()).unwrap();
        let path = folder.path().join(KEY_FILE);
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(KeyFile::read(folder.path()).unwrap(), Some(file.clone()));
        let text = std::fs::read_to_string(&path).unwrap();
        let hex = key.to_hex();
        assert!(
            !text.contains(WORDS)
                && !text.contains(&STANDARD.encode(key.secret()))
                && !text.contains(&hex[..16])
        );
        let other_salt = KeyFile { salt: STANDARD.encode([7; 16]), ..file.clone() };
        let cheaper = KeyFile { passphrase: Slot { passes: 1, ..file.passphrase.clone() }, ..file.clone() };
        let swapped = KeyFile { passphrase: file.recovery.clone(), ..file.clone() };
        let dear = KeyFile { passphrase: Slot { memory_kib: u32::MAX, ..file.passphrase.clone() }, ..file };
        for changed in [other_salt, cheaper, swapped, dear] {
            assert!(matches!(changed.open(WORDS), Err(Error::WrongPassphrase)));
        }
    }

    #[test]
    fn a_damaged_or_newer_file_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(KEY_FILE);
        for bytes in ["", "{}", "{\"nod_key\": 1}", "nonsense"] {
            std::fs::write(&path, bytes).unwrap();
            assert!(matches!(KeyFile::read(folder.path()), Err(Error::Damaged(_))), "{bytes}");
        }
        std::fs::write(&path, "{\"nod_key\": 2, \"new\": true}").unwrap();
        assert!(matches!(KeyFile::read(folder.path()), Err(Error::Newer { found: 2, known: 1, .. })));
    }
}
