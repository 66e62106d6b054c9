//! The table of functions that SQLCipher calls: AES-256 in CBC mode, HMAC and PBKDF2 with SHA-1, SHA-256 and SHA-512,
//! and the system's random bytes. These are SQLCipher's own formats; its files can be read by its other builds.
//!
//! The functions in Rust take slices and say `None` where something does not fit; those in C only turn pointers into
//! slices and `None` into an error.

use std::ffi::{c_char, c_int, c_uchar, c_void};

use aes::Aes256;
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockDecryptMut, BlockEncryptMut, KeyIvInit};
use hmac::{Hmac, Mac};
use rusqlite::ffi::{SQLITE_ERROR, SQLITE_OK};
use sha1::Sha1;
use sha2::{Sha256, Sha512};

const KEY: usize = 32;
const BLOCK: usize = 16;

/// SQLCipher's numbers of hashes.
#[derive(Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha512,
}

impl Hash {
    const fn of(number: c_int) -> Option<Self> {
        match number {
            0 => Some(Self::Sha1),
            1 => Some(Self::Sha256),
            2 => Some(Self::Sha512),
            _ => None,
        }
    }

    const fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

/// The code of a message in two parts, into `out`.
fn authenticate(hash: Hash, key: &[u8], parts: [&[u8]; 2], out: &mut [u8]) -> Option<()> {
    fn with<M: Mac + hmac::digest::KeyInit>(key: &[u8], parts: [&[u8]; 2], out: &mut [u8]) -> Option<()> {
        let mut code = <M as Mac>::new_from_slice(key).ok()?;
        for part in parts {
            code.update(part);
        }
        out.copy_from_slice(&code.finalize().into_bytes());
        Some(())
    }
    match hash {
        Hash::Sha1 => with::<Hmac<Sha1>>(key, parts, out),
        Hash::Sha256 => with::<Hmac<Sha256>>(key, parts, out),
        Hash::Sha512 => with::<Hmac<Sha512>>(key, parts, out),
    }
}

/// A key from a passphrase, into `key`.
fn derive(hash: Hash, passphrase: &[u8], salt: &[u8], rounds: u32, key: &mut [u8]) -> Option<()> {
    match hash {
        Hash::Sha1 => pbkdf2::pbkdf2::<Hmac<Sha1>>(passphrase, salt, rounds, key),
        Hash::Sha256 => pbkdf2::pbkdf2::<Hmac<Sha256>>(passphrase, salt, rounds, key),
        Hash::Sha512 => pbkdf2::pbkdf2::<Hmac<Sha512>>(passphrase, salt, rounds, key),
    }
    .ok()
}

/// Encrypts or decrypts `bytes`, whole blocks, where they are.
fn cipher(encrypt: bool, key: &[u8], iv: &[u8], bytes: &mut [u8]) -> Option<()> {
    let length = bytes.len();
    if encrypt {
        let cipher = cbc::Encryptor::<Aes256>::new_from_slices(key, iv).ok()?;
        cipher.encrypt_padded_mut::<NoPadding>(bytes, length).ok()?;
    } else {
        let cipher = cbc::Decryptor::<Aes256>::new_from_slices(key, iv).ok()?;
        cipher.decrypt_padded_mut::<NoPadding>(bytes).ok()?;
    }
    Some(())
}

fn code(done: Option<()>) -> c_int {
    if done.is_some() { SQLITE_OK } else { SQLITE_ERROR }
}

/// # Safety
/// `length` bytes can be read at `start`, or `start` is null.
unsafe fn read<'a>(start: *const c_uchar, length: c_int) -> Option<&'a [u8]> {
    let length = usize::try_from(length).ok()?;
    if start.is_null() {
        return (length == 0).then_some(&[][..]);
    }
    // SAFETY: the caller's word.
    Some(unsafe { std::slice::from_raw_parts(start, length) })
}

/// # Safety
/// `length` bytes can be written at `start`, which nothing else refers to, or `start` is null.
unsafe fn write<'a>(start: *mut c_uchar, length: usize) -> Option<&'a mut [u8]> {
    // SAFETY: the caller's word.
    (!start.is_null()).then(|| unsafe { std::slice::from_raw_parts_mut(start, length) })
}

extern "C" fn name(_: *mut c_void) -> *const c_char {
    c"nod-cipher".as_ptr()
}

extern "C" fn version(_: *mut c_void) -> *const c_char {
    c"1".as_ptr()
}

extern "C" fn cipher_name(_: *mut c_void) -> *const c_char {
    c"aes-256-cbc".as_ptr()
}

/// The system's random bytes need none of ours.
extern "C" fn add_random(_: *mut c_void, _: *const c_void, _: c_int) -> c_int {
    SQLITE_OK
}

unsafe extern "C" fn random(_: *mut c_void, buffer: *mut c_void, length: c_int) -> c_int {
    let Ok(length) = usize::try_from(length) else { return SQLITE_ERROR };
    // SAFETY: SQLCipher gives a buffer of that length.
    let buffer = unsafe { write(buffer.cast(), length) };
    code(buffer.and_then(|buffer| crate::random(buffer).ok()))
}

#[allow(clippy::too_many_arguments, reason = "as SQLCipher calls it")]
unsafe extern "C" fn hmac(
    _: *mut c_void,
    hash: c_int,
    key: *const c_uchar,
    key_length: c_int,
    one: *const c_uchar,
    one_length: c_int,
    other: *const c_uchar,
    other_length: c_int,
    out: *mut c_uchar,
) -> c_int {
    let Some(hash) = Hash::of(hash) else { return SQLITE_ERROR };
    // SAFETY: SQLCipher gives each buffer with its length, and one for the code that holds the hash it asked for. The
    // code is no part of what is read. A second part may be missing, and its length then says nothing.
    let (key, one, other, out) = unsafe {
        let other = if other.is_null() { Some(&[][..]) } else { read(other, other_length) };
        (read(key, key_length), read(one, one_length), other, write(out, hash.length()))
    };
    code((|| authenticate(hash, key?, [one?, other?], out?))())
}

#[allow(clippy::too_many_arguments, reason = "as SQLCipher calls it")]
unsafe extern "C" fn kdf(
    _: *mut c_void,
    hash: c_int,
    passphrase: *const c_uchar,
    passphrase_length: c_int,
    salt: *const c_uchar,
    salt_length: c_int,
    rounds: c_int,
    key_length: c_int,
    key: *mut c_uchar,
) -> c_int {
    let (Some(hash), Ok(rounds), Ok(key_length)) =
        (Hash::of(hash), u32::try_from(rounds), usize::try_from(key_length))
    else {
        return SQLITE_ERROR;
    };
    // SAFETY: SQLCipher gives each buffer with its length, and the one for the key is no part of the others.
    let (passphrase, salt, key) =
        unsafe { (read(passphrase, passphrase_length), read(salt, salt_length), write(key, key_length)) };
    code((|| derive(hash, passphrase?, salt?, rounds, key?))())
}

#[allow(clippy::too_many_arguments, reason = "as SQLCipher calls it")]
unsafe extern "C" fn page(
    _: *mut c_void,
    mode: c_int,
    key: *const c_uchar,
    key_length: c_int,
    iv: *const c_uchar,
    input: *const c_uchar,
    length: c_int,
    out: *mut c_uchar,
) -> c_int {
    let Ok(size) = usize::try_from(length) else { return SQLITE_ERROR };
    if input.is_null() || out.is_null() {
        return SQLITE_ERROR;
    }
    // SAFETY: SQLCipher gives `length` bytes on both sides. They may be the same ones, so they are copied before either
    // becomes a slice; key and vector lie elsewhere, with their lengths (that of a vector is `get_iv_sz`).
    let (key, iv, out) = unsafe {
        std::ptr::copy(input, out, size);
        (read(key, key_length), read(iv, BLOCK as c_int), write(out, size))
    };
    code((|| cipher(mode == 1, key?, iv?, out?))())
}

extern "C" fn key_length(_: *mut c_void) -> c_int {
    KEY as c_int
}

extern "C" fn block_length(_: *mut c_void) -> c_int {
    BLOCK as c_int
}

extern "C" fn hash_length(_: *mut c_void, hash: c_int) -> c_int {
    Hash::of(hash).map_or(0, |hash| hash.length() as c_int)
}

/// Nothing is kept from call to call; SQLCipher only wants something that is not null.
unsafe extern "C" fn begin(context: *mut *mut c_void) -> c_int {
    // SAFETY: SQLCipher gives a place for the pointer.
    unsafe { *context = std::ptr::dangling_mut::<u8>().cast() };
    SQLITE_OK
}

unsafe extern "C" fn end(context: *mut *mut c_void) -> c_int {
    // SAFETY: as above.
    unsafe { *context = std::ptr::null_mut() };
    SQLITE_OK
}

extern "C" fn fips(_: *mut c_void) -> c_int {
    0
}

type Begin = unsafe extern "C" fn(*mut *mut c_void) -> c_int;
type Number = extern "C" fn(*mut c_void) -> c_int;
type Word = extern "C" fn(*mut c_void) -> *const c_char;

/// `sqlcipher_provider` of SQLCipher 4.14, field by field; a test of this crate fails where it is another.
#[repr(C)]
pub(crate) struct Provider {
    init: Option<extern "C" fn() -> c_int>,
    shutdown: Option<extern "C" fn()>,
    name: Word,
    add_random: extern "C" fn(*mut c_void, *const c_void, c_int) -> c_int,
    random: unsafe extern "C" fn(*mut c_void, *mut c_void, c_int) -> c_int,
    #[allow(clippy::type_complexity, reason = "as SQLCipher calls it")]
    hmac: unsafe extern "C" fn(
        *mut c_void,
        c_int,
        *const c_uchar,
        c_int,
        *const c_uchar,
        c_int,
        *const c_uchar,
        c_int,
        *mut c_uchar,
    ) -> c_int,
    #[allow(clippy::type_complexity, reason = "as SQLCipher calls it")]
    kdf: unsafe extern "C" fn(
        *mut c_void,
        c_int,
        *const c_uchar,
        c_int,
        *const c_uchar,
        c_int,
        c_int,
        c_int,
        *mut c_uchar,
    ) -> c_int,
    #[allow(clippy::type_complexity, reason = "as SQLCipher calls it")]
    cipher: unsafe extern "C" fn(
        *mut c_void,
        c_int,
        *const c_uchar,
        c_int,
        *const c_uchar,
        *const c_uchar,
        c_int,
        *mut c_uchar,
    ) -> c_int,
    cipher_name: Word,
    key_length: Number,
    iv_length: Number,
    block_length: Number,
    hash_length: extern "C" fn(*mut c_void, c_int) -> c_int,
    begin: Begin,
    end: Begin,
    fips: Number,
    version: Word,
    next: *mut Self,
}

/// What SQLCipher calls when it starts (`SQLCIPHER_CRYPTO_CUSTOM` in `.cargo/config.toml`): fills its table.
///
/// # Safety
/// `table` is null or points to memory for a `sqlcipher_provider`.
// SAFETY: nothing else in the program has this name.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn nod_cipher_setup(table: *mut Provider) -> c_int {
    if table.is_null() {
        return SQLITE_ERROR;
    }
    let provider = Provider {
        init: None,
        shutdown: None,
        name,
        add_random,
        random,
        hmac,
        kdf,
        cipher: page,
        cipher_name,
        key_length,
        iv_length: block_length,
        block_length,
        hash_length,
        begin,
        end,
        fips,
        version,
        next: std::ptr::null_mut(),
    };
    // SAFETY: the caller's word; the memory is not initialised, so it is written whole and nothing is dropped.
    unsafe { table.write(provider) };
    SQLITE_OK
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    }

    #[test]
    fn aes_256_in_cbc_mode_is_that_of_nist_sp_800_38a() {
        let key = bytes("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        let iv = bytes("000102030405060708090a0b0c0d0e0f");
        let plain = bytes("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
        let sealed = bytes("f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d");
        let mut page = plain.clone();
        cipher(true, &key, &iv, &mut page).unwrap();
        assert_eq!(page, sealed);
        cipher(false, &key, &iv, &mut page).unwrap();
        assert_eq!(page, plain);
        assert_eq!(cipher(true, &key, &iv, &mut page[..15]), None, "no whole block");
        assert_eq!(cipher(true, &key[..31], &iv, &mut page), None, "no whole key");
    }

    #[test]
    fn hmac_is_that_of_rfc_4231_and_rfc_2202_in_one_part_or_two() {
        let cases = [
            (Hash::Sha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            (Hash::Sha256, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (
                Hash::Sha512,
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd\
                 caeab1a34d4a6b4b636e070a38bce737",
            ),
        ];
        for (hash, expected) in cases {
            for parts in
                [[&b"what do ya want for nothing?"[..], &b""[..]], [b"what do ya want", b" for nothing?"]]
            {
                let mut code = vec![0; hash.length()];
                authenticate(hash, b"Jefe", parts, &mut code).unwrap();
                assert_eq!(code, bytes(expected));
            }
        }
    }

    #[test]
    fn pbkdf2_is_that_of_rfc_6070() {
        let mut key = [0; 20];
        derive(Hash::Sha1, b"password", b"salt", 4096, &mut key).unwrap();
        assert_eq!(key.to_vec(), bytes("4b007901b765489abead49d926f721d065a429c1"));
    }
}
