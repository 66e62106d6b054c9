//! The key of a database, and the ring of those this process holds.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use super::{Form, form};
use crate::error::{Error, Result};

/// The key of an encrypted database, and the salt by which its files are known: each begins with it. Wiped from memory
/// when it is dropped, and never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseKey {
    key: Zeroizing<[u8; 32]>,
    salt: Salt,
}

/// The first bytes of an encrypted file.
pub type Salt = [u8; 16];

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseKey(…)")
    }
}

impl DatabaseKey {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub(crate) fn new() -> Result<Self> {
        let mut new = Self { key: Zeroizing::new([0; 32]), salt: [0; 16] };
        super::random(&mut *new.key)?;
        super::random(&mut new.salt)?;
        Ok(new)
    }

    pub(crate) const fn of(key: Zeroizing<[u8; 32]>, salt: Salt) -> Self {
        Self { key, salt }
    }

    pub(crate) fn secret(&self) -> &[u8; 32] {
        &self.key
    }

    /// What its files begin with.
    #[must_use]
    pub const fn salt(&self) -> Salt {
        self.salt
    }

    /// As it crosses to another process of the same user, and as the keychain keeps it: 96 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> Zeroizing<String> {
        let mut hex = Zeroizing::new(String::with_capacity(96));
        for byte in self.key.iter().chain(&self.salt) {
            for digit in [byte >> 4, byte & 15] {
                hex.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
            }
        }
        hex
    }

    /// Reads [`Self::to_hex`].
    #[must_use]
    pub fn from_hex(hex: &str) -> Option<Self> {
        let digits = hex.as_bytes();
        if digits.len() != 96 {
            return None;
        }
        let mut bytes = Zeroizing::new([0; 48]);
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            let digit = |at: usize| char::from(pair[at]).to_digit(16).and_then(|d| u8::try_from(d).ok());
            *byte = (digit(0)? << 4) | digit(1)?;
        }
        let mut read = Self { key: Zeroizing::new([0; 32]), salt: [0; 16] };
        read.key.copy_from_slice(&bytes[..32]);
        read.salt.copy_from_slice(&bytes[32..]);
        Some(read)
    }

    /// As SQLCipher takes it.
    pub(crate) fn spec(&self) -> Zeroizing<String> {
        let hex = self.to_hex();
        let mut spec = Zeroizing::new(String::with_capacity(99));
        spec.push_str("x'");
        spec.push_str(&hex);
        spec.push('\'');
        spec
    }
}

/// The keys of this process, in one place: whatever opens a file finds its key by the file's first bytes, and locking is
/// forgetting it here.
static RING: Mutex<Vec<Arc<DatabaseKey>>> = Mutex::new(Vec::new());

fn ring() -> MutexGuard<'static, Vec<Arc<DatabaseKey>>> {
    RING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Holds a key in this process's memory. What is opened from then on finds it.
pub fn hold(key: DatabaseKey) {
    let mut ring = ring();
    ring.retain(|known| known.salt != key.salt);
    ring.push(Arc::new(key));
}

/// Forgets the key of the database in `folder`; connections that are open still have it, and are to be closed.
pub fn forget(folder: &Path) {
    let salts = [
        form(&folder.join(crate::store::DATABASE_FILE)).ok().and_then(Form::salt),
        super::key_file::KeyFile::read(folder).ok().flatten().map(|file| file.salt()),
    ];
    ring().retain(|key| !salts.contains(&Some(key.salt)));
}

/// The key this process holds for files that begin so.
pub(crate) fn held(salt: Salt) -> Option<Arc<DatabaseKey>> {
    ring().iter().find(|key| key.salt == salt).cloned()
}

/// The key to open a file with: none for one that is not encrypted.
///
/// # Errors
/// [`Error::Locked`] when it is encrypted by a key that this process does not hold, [`Error::NotOurs`] when nothing says
/// that it is one of Nod's.
pub(crate) fn key_for(path: &Path) -> Result<Option<Arc<DatabaseKey>>> {
    match form(path)? {
        Form::Sealed(salt) => match held(salt) {
            Some(key) => Ok(Some(key)),
            None if super::is_ours(path, salt) => Err(Error::Locked),
            None => Err(Error::NotOurs(path.to_owned())),
        },
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_from_its_digits_and_shows_none_of_them() {
        let key = DatabaseKey::new().unwrap();
        let hex = key.to_hex();
        assert_eq!(DatabaseKey::from_hex(&hex), Some(key.clone()));
        assert_eq!(DatabaseKey::from_hex(&hex[1..]), None);
        assert_eq!(DatabaseKey::from_hex(&hex.replace(|c: char| c.is_ascii_digit(), "g")), None);
        assert!(!format!("{key:?}").contains(&hex[..4]));
    }

    #[test]
    fn a_key_is_found_by_its_salt_until_it_is_forgotten() {
        let key = DatabaseKey::new().unwrap();
        hold(key.clone());
        assert_eq!(held(key.salt()).as_deref(), Some(&key));
        ring().retain(|known| known.salt != key.salt);
        assert_eq!(held(key.salt()), None);
    }
}
