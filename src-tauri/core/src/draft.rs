//! What is being typed into the quick bar, kept beside the database so that no crash, full disk or held file loses it.
//!
//! It stands in the runtime folder, which is the user's alone and lives in memory: a full disk does not touch it, and
//! nothing typed and not logged is left on the disk. Only without such a folder, or when that is full, it is in the data
//! folder. It is 0600 and there whole or not at all. Where the data is encrypted, so is the draft, by a key made from the
//! data's own.

use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use chrono::TimeDelta;
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::clock::Now;
use crate::error::{Error, Result};
use crate::plan::mix;
use crate::quick::fold::fold;
use crate::seal::{self, DatabaseKey, Form};
use crate::store::DATABASE_FILE;
use crate::{link, whole_file};

/// Longest draft, in bytes: far more than the bar reads.
const LONGEST: usize = 1024 * 1024;

/// How long what was left in a bar that was closed comes back. What a crash left comes back whenever.
const CLOSED_KEPT: TimeDelta = TimeDelta::minutes(10);

/// How long after it was logged a text may still be written down as a draft: the two are on their way at once. Nobody
/// types it anew in that time.
const LATE: TimeDelta = TimeDelta::seconds(1);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Draft {
    text: String,
    /// True when the bar was closed on it.
    closed: bool,
    /// UTC milliseconds.
    kept_ms: i64,
}

/// What a sealed draft begins with, before nonce and text.
const SEALED: &[u8] = b"nod draft 1\n";

/// Where drafts of the data in `folder` are, best first.
fn places(folder: &Path) -> [PathBuf; 2] {
    [link::socket_path(folder).with_extension("draft"), folder.join("quick.draft")]
}

/// Keeps `text` in place of what was kept before; an empty one forgets it, but never one that waits to be unlocked.
/// `closed` is true when the bar was closed on it.
///
/// # Errors
/// When it is longer than a megabyte or can be written nowhere, or the data is locked; what was kept before stays.
pub fn keep(folder: &Path, text: &str, closed: bool, now: Now) -> Result<()> {
    let limit = || vec![("limit", i64::try_from(LONGEST).unwrap_or(i64::MAX).into())];
    if text.len() > LONGEST {
        return Err(Error::refused("error-too-long", limit()));
    }
    if text.trim().is_empty() {
        let [best, other] = places(folder);
        if waits(folder) {
            return Err(Error::Locked);
        }
        forget(&best)?;
        return forget(&other);
    }
    let draft = Draft { text: text.to_owned(), closed, kept_ms: now.utc.timestamp_millis() };
    let plain = Zeroizing::new(serde_json::to_vec(&draft).unwrap_or_default());
    match sealed(folder, plain.clone()) {
        Ok(bytes) => write(folder, &bytes),
        Err(Error::Locked) => keep_locked(folder, &plain),
        Err(error) => Err(error),
    }
}

/// While the data is locked a draft may stand in memory, never on the disk, and never in place of one that waits to be
/// unlocked.
fn keep_locked(folder: &Path, plain: &[u8]) -> Result<()> {
    let [best, _] = places(folder);
    let in_folder = best.parent() == folder.canonicalize().ok().as_deref();
    if waits(folder) || in_folder {
        return Err(Error::Locked);
    }
    put(&best, plain)
}

/// True when something kept here cannot be read before the data is unlocked.
fn waits(folder: &Path) -> bool {
    let locked = matches!(seal::form(&folder.join(DATABASE_FILE)), Ok(Form::Sealed(salt)) if seal::held(salt).is_none());
    locked && places(folder).iter().any(|path| read(path).is_some_and(|bytes| bytes.starts_with(SEALED)))
}

fn write(folder: &Path, bytes: &[u8]) -> Result<()> {
    let [best, other] = places(folder);
    match put(&best, bytes) {
        Ok(()) => forget(&other),
        // The older one would come back instead.
        Err(_) => put(&other, bytes).and_then(|()| forget(&best)),
    }
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    whole_file::write(path, |out| {
        out.write_all(bytes).map_err(|source| Error::File { path: path.to_owned(), source })
    })
}

/// What is noted in the transaction that logs `text`, so that a crash before its draft is forgotten does not bring it
/// back. It does not hold the text.
#[must_use]
pub fn mark(text: &str, now: Now) -> String {
    format!("{:016x} {}", mix(0, &[text.as_bytes()]), now.utc.timestamp_millis())
}

/// True when `draft` is what `mark` says was logged, and not the same words typed again later.
fn is_logged(draft: &Draft, mark: &str) -> bool {
    let Some((text, logged)) = mark.split_once(' ') else { return false };
    let same = text == format!("{:016x}", mix(0, &[draft.text.as_bytes()]));
    same && logged.parse::<i64>().is_ok_and(|logged| draft.kept_ms <= logged + LATE.num_milliseconds())
}

/// True when something is kept at all: a look at the folder, without reading it.
#[must_use]
pub fn is_kept(folder: &Path) -> bool {
    places(folder).iter().any(|path| path.exists())
}

/// What was kept and is still wanted; `logged` is the mark of what was logged last. A draft that cannot be read is none.
#[must_use]
pub fn kept(folder: &Path, logged: Option<&str>, now: Now) -> Option<String> {
    places(folder).iter().find_map(|path| {
        let draft: Draft = serde_json::from_slice(&opened(folder, &read(path)?)?).ok()?;
        if logged.is_some_and(|mark| is_logged(&draft, mark)) {
            return None;
        }
        let age = TimeDelta::milliseconds(now.utc.timestamp_millis().saturating_sub(draft.kept_ms));
        (!draft.closed || age <= CLOSED_KEPT).then_some(draft.text)
    })
}

fn read(path: &Path) -> Option<Vec<u8>> {
    let small = path.metadata().is_ok_and(|file| file.len() <= 8 * LONGEST as u64);
    std::fs::read(path).ok().filter(|_| small)
}

/// Seals a draft that stands there for everyone to read, now that the data is encrypted.
pub(crate) fn rewrite(folder: &Path) {
    let plain = places(folder).iter().find_map(|path| read(path).filter(|bytes| !bytes.starts_with(SEALED)));
    if let Some(plain) = plain
        && sealed(folder, Zeroizing::new(plain)).and_then(|bytes| write(folder, &bytes)).is_err()
    {
        for path in places(folder) {
            let _ = forget(&path);
        }
    }
}

/// Opens a sealed draft, whose key is about to go.
pub(crate) fn unseal(folder: &Path) {
    let plain = places(folder).iter().find_map(|path| opened(folder, &read(path)?));
    if let Some(plain) = plain {
        let _ = write(folder, &plain);
    }
}

/// As it is written: sealed where the data is.
fn sealed(folder: &Path, plain: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>> {
    let Ok(Form::Sealed(salt)) = seal::form(&folder.join(DATABASE_FILE)) else { return Ok(plain) };
    let key = seal::held(salt).ok_or(Error::Locked)?;
    let mut nonce = [0; 24];
    seal::random(&mut nonce)?;
    let sealed =
        cipher(&key).and_then(|cipher| cipher.encrypt(XNonce::from_slice(&nonce), plain.as_slice()).ok());
    let sealed = sealed.ok_or(Error::Locked)?;
    Ok(Zeroizing::new([SEALED, nonce.as_slice(), sealed.as_slice()].concat()))
}

fn opened(folder: &Path, bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let Some(rest) = bytes.strip_prefix(SEALED) else { return Some(Zeroizing::new(bytes.to_vec())) };
    let key = seal::held(seal::form(&folder.join(DATABASE_FILE)).ok()?.salt()?)?;
    let (nonce, sealed) = rest.split_at_checked(24)?;
    cipher(&key)?.decrypt(XNonce::from_slice(nonce), sealed).ok().map(Zeroizing::new)
}

fn cipher(key: &DatabaseKey) -> Option<XChaCha20Poly1305> {
    let mut of_drafts = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(&key.salt()), key.secret()).expand(b"nod draft", &mut *of_drafts).ok()?;
    XChaCha20Poly1305::new_from_slice(&*of_drafts).ok()
}

/// Forgets a draft that names someone by a word of `name`.
///
/// # Errors
/// When it cannot be removed.
pub fn forget_naming(folder: &Path, name: &str) -> Result<()> {
    let words: Vec<String> = name.split_whitespace().map(fold).collect();
    for path in places(folder) {
        // One that cannot be opened here may name them as well as not.
        let text = read(&path)
            .map(|bytes| opened(folder, &bytes).map(|text| String::from_utf8_lossy(&text).into_owned()));
        let text = match text {
            None => continue,
            Some(None) => name.to_owned(),
            Some(Some(text)) => text,
        };
        let text = fold(&text);
        if words.iter().any(|word| text.contains(word.as_str())) {
            forget(&path)?;
        }
    }
    Ok(())
}

fn forget(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::File { path: path.to_owned(), source: error })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn at(minute: u32) -> Now {
        Now::at(format!("2026-11-20T10:{minute:02}:00Z").parse().unwrap(), chrono_tz::Tz::UTC)
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        places(folder).into_iter().filter(|path| path.exists()).collect()
    }

    #[test]
    fn what_a_crash_left_comes_back_whenever_and_what_was_closed_for_ten_minutes() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        assert_eq!(kept(folder, None, at(0)), None);
        keep(folder, "am thx for the \"notes\"\nдля", false, at(0)).unwrap();
        assert_eq!(kept(folder, None, at(59)).as_deref(), Some("am thx for the \"notes\"\nдля"));
        keep(folder, "am thx", true, at(10)).unwrap();
        assert_eq!(kept(folder, None, at(20)).as_deref(), Some("am thx"));
        assert_eq!(kept(folder, None, at(21)), None);
        assert_eq!(kept(folder, None, at(5)).as_deref(), Some("am thx"), "a clock set back loses nothing");
        for file in files(folder) {
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        keep(folder, "  ", false, at(11)).unwrap();
        assert_eq!((kept(folder, None, at(11)), files(folder)), (None, Vec::new()));
    }

    #[test]
    fn a_draft_about_someone_who_is_erased_goes_with_them() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), "AMÁRA thx", false, at(0)).unwrap();
        forget_naming(folder.path(), "Leo Martin").unwrap();
        assert!(kept(folder.path(), None, at(0)).is_some());
        forget_naming(folder.path(), "Amara Okafor").unwrap();
        assert_eq!(kept(folder.path(), None, at(0)), None);
    }

    #[test]
    fn what_was_logged_does_not_come_back_and_the_same_words_typed_later_do() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), "am thx", false, at(0)).unwrap();
        let logged = mark("am thx", at(0));
        assert_eq!(kept(folder.path(), Some(&logged), at(0)), None);
        assert_eq!(
            kept(folder.path(), Some(&mark("am thx for it", at(0))), at(0)).as_deref(),
            Some("am thx")
        );
        keep(folder.path(), "am thx", false, at(1)).unwrap();
        assert_eq!(kept(folder.path(), Some(&logged), at(1)).as_deref(), Some("am thx"));
        assert!(!logged.contains("am") && is_kept(folder.path()));
        keep(folder.path(), "", false, at(1)).unwrap();
        assert!(!is_kept(folder.path()));
    }

    #[test]
    fn two_data_folders_have_two_drafts() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        keep(one.path(), "one", false, at(0)).unwrap();
        assert_eq!(kept(two.path(), None, at(0)), None);
        keep(one.path(), "", false, at(0)).unwrap();
    }

    #[test]
    fn where_the_first_place_cannot_be_written_the_second_keeps_it() {
        let folder = tempfile::tempdir().unwrap();
        let [best, other] = places(folder.path());
        std::fs::create_dir(&best).unwrap();
        std::fs::write(best.join("in the way"), "").unwrap();
        let kept_at_all = keep(folder.path(), "am thx", false, at(0));
        std::fs::remove_dir_all(&best).unwrap();
        // That the first place could not be cleared is said, and the text is kept all the same.
        assert!(kept_at_all.is_err() && other.exists());
        assert_eq!(kept(folder.path(), None, at(0)).as_deref(), Some("am thx"));
    }

    #[test]
    fn what_is_no_draft_is_passed_over_and_one_that_is_too_long_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), "am thx", false, at(0)).unwrap();
        assert!(keep(folder.path(), &"x".repeat(LONGEST + 1), false, at(0)).is_err());
        assert_eq!(kept(folder.path(), None, at(0)).as_deref(), Some("am thx"));
        for file in files(folder.path()) {
            std::fs::write(file, b"\xff{").unwrap();
        }
        assert_eq!(kept(folder.path(), None, at(0)), None);
        keep(folder.path(), "", false, at(0)).unwrap();
    }
}
