//! What goes wrong around the file: each time the right error, and nothing changed.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use nod_core::error::Error;
use nod_core::id::PersonId;
use nod_core::nod::Nod;
use nod_core::store::{DATABASE_FILE, Store, people};
use nod_core::texts::Texts;
use rusqlite::{Connection, TransactionBehavior};

use crate::support::{Desk, after, at, card, desk, dump, named, typed};

fn now() -> nod_core::clock::Now {
    at("2026-11-20 10:00")
}

/// Adds someone with long notes, so that the file has to grow.
fn add(store: &mut Store, number: u8) -> nod_core::error::Result<()> {
    let mut fields = named("Amara");
    fields.notes = "x".repeat(50_000);
    let id = PersonId::from_bytes([number; 16]);
    store
        .transact(now(), |tx| people::add(tx, id, None, &fields, now().today()).map(|()| ((), String::new())))
        .map(|_| ())
}

/// A sentence that names the file and has no hole in it.
fn says(error: &Error, path: Option<&Path>) {
    let sentence = error.sentence(&Texts::english());
    assert!(sentence.ends_with('.') && !sentence.contains('{') && !sentence.starts_with(' '), "{sentence}");
    if let Some(path) = path {
        assert!(sentence.contains(&path.display().to_string()), "{sentence}");
    }
}

#[test]
fn a_full_disk_changes_nothing_and_is_said() {
    let Desk { folder, nod } = desk();
    drop(nod);
    let mut store = Store::open(folder.path()).unwrap();
    add(&mut store, 1).unwrap();
    let before = dump(folder.path());
    let pages: i64 = store.reader().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.reader().query_row(&format!("PRAGMA max_page_count = {}", pages + 2), [], |_| Ok(())).unwrap();
    let error = add(&mut store, 2).unwrap_err();
    assert!(matches!(error, Error::DiskFull), "{error:?}");
    says(&error, None);
    assert_eq!(dump(folder.path()), before);
    store.reader().query_row("PRAGMA max_page_count = 1000000", [], |_| Ok(())).unwrap();
    add(&mut store, 3).unwrap();
    store.undo(None).unwrap();
    assert_eq!(dump(folder.path()), before, "the store goes on when there is room again");
}

#[test]
fn a_file_held_by_another_program_changes_nothing_and_is_said() {
    let Desk { folder, nod } = desk();
    drop(nod);
    let mut store = Store::open(folder.path()).unwrap();
    store.reader().busy_timeout(Duration::from_millis(20)).unwrap();
    let before = dump(folder.path());
    let mut other = Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
    let held = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let error = add(&mut store, 1).unwrap_err();
    assert!(matches!(error, Error::Busy), "{error:?}");
    says(&error, None);
    assert_eq!(dump(folder.path()), before);
    held.rollback().unwrap();
    add(&mut store, 1).unwrap();
}

#[test]
fn a_reader_is_not_held_up_by_a_writer() {
    let mut desk = desk();
    desk.add("Amara", None, now());
    let mut other = Connection::open(desk.folder.path().join(DATABASE_FILE)).unwrap();
    let held = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    assert_eq!(desk.nod.today(None, now()).unwrap().people, 1);
    drop(held);
}

#[test]
fn a_file_that_may_not_be_written_changes_nothing_and_is_said() {
    let Desk { folder, nod } = desk();
    drop(nod);
    let mut store = Store::open(folder.path()).unwrap();
    let before = dump(folder.path());
    store.reader().execute_batch("PRAGMA query_only = ON").unwrap();
    let error = add(&mut store, 1).unwrap_err();
    assert!(matches!(error, Error::ReadOnly(_)), "{error:?}");
    says(&error, Some(store.path()));
    assert_eq!(dump(folder.path()), before);
}

#[test]
fn a_folder_that_may_not_be_written_is_said() {
    // Not even root makes files in /sys.
    for folder in ["/sys/nod", "/sys/kernel"] {
        let error = Nod::open(Path::new(folder)).map(|_| ()).unwrap_err();
        assert!(matches!(error, Error::ReadOnly(_)), "{folder}: {error:?}");
        says(&error, Some(Path::new(folder)));
    }
}

#[test]
fn a_damaged_file_is_said_and_left_alone() {
    let mut desk = desk();
    for number in 0..40 {
        desk.add(&format!("Person {number}"), None, now());
    }
    let Desk { folder, nod } = desk;
    drop(nod);
    let path = folder.path().join(DATABASE_FILE);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4096..].fill(0xaa);
    std::fs::write(&path, &bytes).unwrap();
    let error = Nod::open(folder.path()).and_then(|nod| nod.today(None, now()).map(|_| ())).unwrap_err();
    assert!(matches!(error, Error::Damaged(_)), "{error:?}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn only_the_owner_can_read_the_files_whatever_was_done() {
    let mut desk = desk();
    desk.nod.sample_team(now()).unwrap();
    desk.import(&card("FN:Zoltan\nEMAIL:z@x.org"), now());
    desk.nod.quick_log(&typed("zoltan thx >mon ask"), now()).unwrap();
    desk.nod.claim_banners(now()).unwrap();
    desk.nod.undo(None).unwrap();
    let desk = desk.reopen();
    desk.nod.today(None, after(now(), chrono::TimeDelta::days(3))).unwrap();
    let files: Vec<_> = std::fs::read_dir(desk.folder.path()).unwrap().map(|entry| entry.unwrap()).collect();
    assert!(!files.is_empty());
    for file in files {
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        let wanted = if file.metadata().unwrap().is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode, wanted, "{:?}", file.file_name());
    }
    assert_eq!(desk.nod.integrity().unwrap(), None);
}

#[test]
fn what_one_nod_writes_another_reads_at_once() {
    let mut desk = desk();
    let other = desk.second();
    let (before, person) = (other.version().unwrap(), desk.add("Amara", Some(7), now()));
    assert_ne!(other.version().unwrap(), before);
    assert_eq!(other.person(person, now()).unwrap().fields.name, "Amara");
}
