//! Files encrypted by a passphrase in the age format (age-encryption.org/v1), which the program `age` and others open.
//!
//! Only what a passphrase needs: one scrypt stanza, no armour. The format is written down at c2sp.org/age; tests have
//! Debian's `age` open what is written here, and the other way about.

use std::io::{Error as IoError, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// What such a file begins with.
const VERSION: &[u8] = b"age-encryption.org/v1\n";

/// Bytes of text in each part that is sealed by itself, and what sealing adds.
const PART: usize = 64 * 1024;
const TAG: usize = 16;

/// Rounds of scrypt, as a power of two: what `age` itself takes, about a second. More than [`MOST_WORK`] would hold the
/// machine up.
const WORK: u8 = 18;
const MOST_WORK: u8 = 22;

type Secret = Zeroizing<[u8; 32]>;

/// True for what begins like a file of age's.
#[must_use]
pub fn is_age(bytes: &[u8]) -> bool {
    bytes.starts_with(VERSION)
}

/// Writes on, encrypted; [`Self::end`] writes the last part, without which the file is none.
pub struct Sealing<'a> {
    out: &'a mut dyn Write,
    key: Secret,
    part: Zeroizing<Vec<u8>>,
    count: u64,
}

impl<'a> Sealing<'a> {
    /// Begins a file.
    ///
    /// # Errors
    /// When `out` cannot be written, or there is no memory for scrypt (256 MB).
    pub fn begin(passphrase: &str, out: &'a mut dyn Write) -> Result<Self> {
        let mut file_key = Zeroizing::new([0; 16]);
        let (mut salt, mut nonce) = ([0; 16], [0; 16]);
        crate::seal::random(&mut *file_key)?;
        crate::seal::random(&mut salt)?;
        crate::seal::random(&mut nonce)?;
        let wrapping = stretched(passphrase, &salt, WORK).ok_or_else(failed)?;
        let body = cipher(&wrapping).encrypt(&Nonce::default(), file_key.as_slice()).map_err(|_| failed())?;
        let mut header = VERSION.to_vec();
        let stanza = format!("-> scrypt {} {WORK}\n{}\n---", base64(&salt), base64(&body));
        header.extend_from_slice(stanza.as_bytes());
        let code = mac(&file_key, &header)?.finalize().into_bytes();
        header.extend_from_slice(format!(" {}\n", base64(&code)).as_bytes());
        out.write_all(&header).and_then(|()| out.write_all(&nonce)).map_err(super::unwritten)?;
        let key = expanded(&nonce, &*file_key, b"payload")?;
        Ok(Self { out, key, part: Zeroizing::new(Vec::with_capacity(PART)), count: 0 })
    }

    /// Ends it.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn end(mut self) -> Result<()> {
        self.seal(true).and_then(|()| self.out.flush()).map_err(super::unwritten)
    }

    fn seal(&mut self, last: bool) -> std::io::Result<()> {
        let sealed = cipher(&self.key).encrypt(&nonce_of(self.count, last), self.part.as_slice());
        self.out.write_all(&sealed.map_err(|_| IoError::other("a part could not be sealed"))?)?;
        self.part.clear();
        self.count += 1;
        Ok(())
    }
}

impl Write for Sealing<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        // A full part goes out only when there is more: the last one is marked.
        if self.part.len() == PART && !bytes.is_empty() {
            self.seal(false)?;
        }
        let taken = bytes.len().min(PART - self.part.len());
        self.part.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The text of a whole file.
///
/// # Errors
/// [`Error::WrongPassphrase`] when it is another; a refusal when the file is no such file, or not whole.
pub fn open(passphrase: &str, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let (file_key, rest) = unwrap(passphrase, bytes)?;
    let (nonce, mut rest) = rest.split_at_checked(16).ok_or_else(damaged)?;
    let key = expanded(nonce, &*file_key, b"payload")?;
    let cipher = cipher(&key);
    let mut text = Zeroizing::new(Vec::with_capacity(rest.len()));
    for count in 0.. {
        let (part, after) = rest.split_at(rest.len().min(PART + TAG));
        let last = after.is_empty();
        let opened =
            cipher.decrypt(&nonce_of(count, last), part).map(Zeroizing::new).map_err(|_| damaged())?;
        if opened.is_empty() && count > 0 {
            return Err(damaged());
        }
        text.extend_from_slice(&opened);
        if last {
            break;
        }
        rest = after;
    }
    Ok(text)
}

/// The key of a file, and what follows its header.
fn unwrap<'a>(passphrase: &str, bytes: &'a [u8]) -> Result<(Zeroizing<[u8; 16]>, &'a [u8])> {
    let mut rest = bytes.strip_prefix(VERSION).ok_or_else(damaged)?;
    let mut line = || -> Option<&str> {
        let end = rest.iter().take(200).position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        rest = &rest[end + 1..];
        Some(line)
    };
    let (stanza, body, code) =
        (line().ok_or_else(damaged)?, line().ok_or_else(damaged)?, line().ok_or_else(damaged)?);
    let (salt, work) =
        stanza.strip_prefix("-> scrypt ").and_then(|args| args.split_once(' ')).ok_or_else(for_keys)?;
    let work = work.parse::<u8>().ok().filter(|work| (1..=MOST_WORK).contains(work)).ok_or_else(damaged)?;
    let (salt, body) = (plain(salt)?, plain(body)?);
    let code = plain(code.strip_prefix("--- ").ok_or_else(for_keys)?)?;
    if salt.len() != 16 || body.len() != 32 {
        return Err(damaged());
    }
    let wrapping = stretched(passphrase, &salt, work).ok_or_else(failed)?;
    let opened = cipher(&wrapping).decrypt(&Nonce::default(), body.as_slice()).map(Zeroizing::new);
    let opened = opened.map_err(|_| Error::WrongPassphrase)?;
    let file_key = Zeroizing::new(<[u8; 16]>::try_from(opened.as_slice()).map_err(|_| damaged())?);
    let marked = bytes.len() - rest.len() - (" \n".len() + base64(&code).len());
    mac(&file_key, &bytes[..marked])?.verify_slice(&code).map_err(|_| damaged())?;
    Ok((file_key, rest))
}

fn stretched(passphrase: &str, salt: &[u8], work: u8) -> Option<Secret> {
    let salt = [b"age-encryption.org/v1/scrypt", salt].concat();
    let mut key = Zeroizing::new([0; 32]);
    let params = scrypt::Params::new(work, 8, 1, 32).ok()?;
    scrypt::scrypt(passphrase.as_bytes(), &salt, &params, &mut *key).ok()?;
    Some(key)
}

fn expanded(salt: &[u8], key: &[u8], what: &[u8]) -> Result<Secret> {
    let mut expanded = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), key).expand(what, &mut *expanded).map_err(|_| failed())?;
    Ok(expanded)
}

/// The code over a header up to and with its three dashes.
fn mac(file_key: &[u8; 16], header: &[u8]) -> Result<Hmac<Sha256>> {
    let key = expanded(&[], file_key, b"header")?;
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&*key).map_err(|_| failed())?;
    mac.update(header);
    Ok(mac)
}

fn cipher(key: &Secret) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new((&**key).into())
}

/// Parts are counted in eleven bytes; the twelfth marks the last.
fn nonce_of(count: u64, last: bool) -> Nonce {
    let mut nonce = [0; 12];
    nonce[3..11].copy_from_slice(&count.to_be_bytes());
    nonce[11] = u8::from(last);
    nonce.into()
}

fn base64(bytes: &[u8]) -> String {
    STANDARD_NO_PAD.encode(bytes)
}

fn plain(text: &str) -> Result<Vec<u8>> {
    STANDARD_NO_PAD.decode(text).map_err(|_| damaged())
}

fn failed() -> Error {
    super::unwritten(std::io::ErrorKind::OutOfMemory.into())
}

fn damaged() -> Error {
    Error::refused("error-age-damaged", vec![])
}

/// One for keys, not for a passphrase.
fn for_keys() -> Error {
    Error::refused("error-age-for-keys", vec![])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(text: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut out = Sealing::begin("correct horse", &mut file).unwrap();
        for piece in text.chunks(1000) {
            out.write_all(piece).unwrap();
        }
        out.end().unwrap();
        file
    }

    #[test]
    fn what_is_sealed_opens_whatever_its_length() {
        for length in [0, 1, PART - 1, PART, PART + 1, 2 * PART] {
            let text: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let file = sealed(&text);
            assert!(is_age(&file));
            assert_eq!(*open("correct horse", &file).unwrap(), text, "{length}");
        }
    }

    #[test]
    fn another_passphrase_and_a_changed_or_cut_file_open_nothing() {
        let file = sealed(&vec![7; PART + 10]);
        assert!(matches!(open("correct horsf", &file), Err(Error::WrongPassphrase)));
        let header = file.iter().position(|byte| *byte == b'-').unwrap() + 1;
        let code = file.windows(4).position(|four| four == b"--- ").unwrap() + 5;
        for at in [header, code, file.len() - 1, file.len() - TAG - 9] {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(matches!(open("correct horse", &changed), Err(Error::Refused(_))), "{at}");
        }
        for length in [0, 30, 100, file.len() - 1, file.len() - TAG - 10] {
            assert!(matches!(open("correct horse", &file[..length]), Err(Error::Refused(_))), "{length}");
        }
    }
}
