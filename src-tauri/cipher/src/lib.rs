//! What SQLCipher encrypts with, in Rust ([`provider`]), and the calls of C that giving a connection its key needs.
//!
//! SQLCipher's own choice would be OpenSSL, which costs a process that runs all day about a megabyte. This is the only
//! crate of Nod's with `unsafe` in it: the edge to C, each block with its reason.
#![deny(missing_docs)]
#![deny(unsafe_op_in_unsafe_fn)]
#![deny(clippy::undocumented_unsafe_blocks)]

mod provider;

use std::ffi::c_int;

use rusqlite::{Connection, ffi};

/// Gives a connection the key of its main database, before anything else is asked of it. `spec` is what SQLCipher calls a
/// raw key: `x'…'` around 64 hexadecimal digits of key and 32 of salt. It never becomes part of an SQL text.
///
/// # Errors
/// When SQLCipher does not take it. Whether it is the right key shows with the first read.
pub fn unlock(connection: &Connection, spec: &str) -> rusqlite::Result<()> {
    let length = c_int::try_from(spec.len()).unwrap_or(c_int::MAX);
    // SAFETY: the handle belongs to `connection`, which outlives the call and is used by this thread only; name and key
    // are valid for the lengths given, and SQLCipher copies both.
    let code =
        unsafe { ffi::sqlite3_key_v2(connection.handle(), c"main".as_ptr(), spec.as_ptr().cast(), length) };
    match code {
        ffi::SQLITE_OK => Ok(()),
        code => Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)),
    }
}

/// Fills `bytes` with random ones of the system's.
///
/// # Errors
/// When the system has none.
pub fn random(bytes: &mut [u8]) -> std::io::Result<()> {
    getrandom::fill(bytes).map_err(std::io::Error::from)
}
