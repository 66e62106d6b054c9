//! The files are SQLCipher's own: those in `fixtures/` were made by another build of it (4.x with OpenSSL, as Python's
//! `sqlcipher3` carries it).
#![allow(clippy::unwrap_used, reason = "a test's way to fail")]

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

const RAW: &str =
    "x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f'";

fn copy(name: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name), &path).unwrap();
    (folder, path)
}

fn open(path: &Path, key: &str) -> Connection {
    let connection = Connection::open(path).unwrap();
    nod_cipher::unlock(&connection, key).unwrap();
    connection
}

fn text(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT a FROM t", [], |row| row.get(0))
}

#[test]
fn a_file_of_another_build_opens_by_its_raw_key_and_by_its_passphrase() {
    for (name, key) in [("raw.db", RAW), ("passphrase.db", "correct horse")] {
        let (_folder, path) = copy(name);
        let connection = open(&path, key);
        assert_eq!(text(&connection).unwrap(), "made elsewhere", "{name}");
        connection.execute("UPDATE t SET a = 'changed here'", []).unwrap();
        drop(connection);
        assert_eq!(text(&open(&path, key)).unwrap(), "changed here", "{name}");
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(7).any(|window| window == b"changed"));
    }
}

#[test]
fn another_key_and_a_changed_byte_open_nothing() {
    let (_folder, path) = copy("raw.db");
    assert!(text(&open(&path, &RAW.replace("1f20", "1e20"))).is_err());
    assert!(text(&Connection::open(&path).unwrap()).is_err());
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4096 + 100] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    assert!(text(&open(&path, RAW)).is_err());
}

#[test]
fn the_salt_given_is_what_a_new_file_begins_with() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.db");
    let connection = open(&path, RAW);
    connection.execute_batch("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x')").unwrap();
    let provider: String = connection.query_row("PRAGMA cipher_provider", [], |row| row.get(0)).unwrap();
    assert_eq!(provider, "nod-cipher");
    drop(connection);
    let salt: Vec<u8> = (32..48).collect();
    assert_eq!(std::fs::read(&path).unwrap()[..16], salt);
}

#[test]
fn random_bytes_differ() {
    let (mut one, mut other) = ([0; 32], [0; 32]);
    nod_cipher::random(&mut one).unwrap();
    nod_cipher::random(&mut other).unwrap();
    assert_ne!(one, other);
}
