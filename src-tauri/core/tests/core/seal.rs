//! Encryption at rest: nothing to read without the key, nothing lost on the way there and back, and no wrong key that
//! makes or overwrites anything.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use nod_core::backup::{self, Why, restore};
use nod_core::draft;
use nod_core::error::Error;
use nod_core::export::{Choice, Format};
use nod_core::moment::Direction;
use nod_core::nod::Nod;
use nod_core::progress::Progress;
use nod_core::seal::{self, KEY_FILE, RecoveryKey};
use nod_core::store::DATABASE_FILE;
use tempfile::TempDir;

use crate::support::{Desk, Dump, at, desk, dump};

const WORDS: &str = "correct horse battery";
/// What stands in notes, and nowhere else.
const SECRET: &str = "zeugmatic";

fn none() -> Progress {
    Progress::default()
}

/// Two people, notes with [`SECRET`], and a backup; closed. With what is in it.
fn kept() -> (TempDir, Dump) {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    let ada = desk.add(&format!("Ada {SECRET}"), Some(7), now);
    desk.log(&[ada], Direction::Mine, now);
    desk.nod.act_note(SECRET, now);
    backup::make(desk.folder.path(), Why::Time, now, &none()).unwrap();
    let Desk { folder, nod } = desk;
    drop(nod);
    let before = dump(folder.path());
    (folder, before)
}

trait Note {
    fn act_note(&mut self, text: &str, now: nod_core::clock::Now);
}

impl Note for Nod {
    fn act_note(&mut self, text: &str, now: nod_core::clock::Now) {
        let request = nod_core::api::QuickRequest {
            text: format!("ada thx for the {text} notes"),
            ..Default::default()
        };
        self.quick_log(&request, now).unwrap();
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The files that hold [`SECRET`] in plain text, or say that they are SQLite's.
fn readable(folder: &Path) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        let has = |text: &[u8]| bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text));
        has(SECRET.as_bytes()) || has(b"SQLite format 3")
    };
    files(folder).into_iter().filter(holds).collect()
}

fn export(folder: &Path) -> String {
    let mut out = Vec::new();
    let now = at("2026-11-21 10:00");
    Nod::open(folder).unwrap().export(Format::Json, &Choice::default(), now, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn nothing_can_be_read_once_it_is_on_and_everything_is_as_it_was_once_it_is_off() {
    let (folder, before) = kept();
    let folder = folder.path();
    assert!(readable(folder).len() >= 2);
    let text = export(folder);
    draft::keep(folder, &format!("ada {SECRET}"), false, at("2026-11-20 10:00")).unwrap();
    seal::turn_on(folder, WORDS, &none()).unwrap();
    assert_eq!(readable(folder), Vec::<PathBuf>::new());
    assert_eq!(export(folder), text);
    let draft = || draft::kept(folder, None, at("2026-11-20 10:01"));
    assert_eq!(draft(), Some(format!("ada {SECRET}")));
    // While it is open, with something in its log and a new backup.
    let mut nod = Nod::open(folder).unwrap();
    nod.act_note(SECRET, at("2026-11-21 11:00"));
    assert!(folder.join("nod.db-wal").metadata().unwrap().len() > 0);
    backup::make(folder, Why::Time, at("2026-11-21 11:00"), &none()).unwrap();
    assert_eq!(readable(folder), Vec::<PathBuf>::new());
    assert_eq!(nod.integrity().unwrap(), None);
    nod.undo(None).unwrap();
    drop(nod);
    for path in files(folder) {
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
    }
    assert!(folder.join(backup::FOLDER).join(KEY_FILE).exists());
    seal::turn_off(folder, WORDS, &none()).unwrap();
    assert!(files(folder).iter().all(|path| path.file_name().unwrap() != KEY_FILE));
    assert_eq!(draft(), Some(format!("ada {SECRET}")));
    assert_eq!(dump(folder), before);
    assert_eq!(backup::list(folder).iter().filter(|b| backup::check(&b.path).is_ok()).count(), 2);
    draft::keep(folder, "", false, at("2026-11-20 10:02")).unwrap();
}

#[test]
fn without_the_key_it_is_locked_and_a_wrong_one_makes_and_overwrites_nothing() {
    let (folder, _) = kept();
    let folder = folder.path();
    let recovery = seal::turn_on(folder, WORDS, &none()).unwrap();
    let now = at("2026-11-20 10:01");
    draft::keep(folder, "ada listened", false, now).unwrap();
    seal::forget(folder);
    let state = seal::state(folder).unwrap();
    assert!(state.encrypted && state.locked);
    // What is being typed waits to be unlocked: neither other words nor none take its place.
    assert!(matches!(draft::keep(folder, "bo", false, now), Err(Error::Locked)));
    assert!(matches!(draft::keep(folder, "", false, now), Err(Error::Locked)));
    let bytes = |folder: &Path| {
        files(folder)
            .into_iter()
            .filter(|path| path.extension().is_none_or(|ending| ending != "lock"))
            .map(|path| (path.clone(), std::fs::read(path).unwrap()))
            .collect::<Vec<_>>()
    };
    let before = bytes(folder);
    let newest = backup::list(folder)[0].path.clone();
    assert!(matches!(Nod::open(folder), Err(Error::Locked)));
    assert!(matches!(seal::unlock(folder, "correct horse batterz"), Err(Error::WrongPassphrase)));
    assert!(matches!(seal::turn_off(folder, "correct horse batterz", &none()), Err(Error::WrongPassphrase)));
    assert!(matches!(seal::renew_recovery(folder, "correct horse batterz"), Err(Error::WrongPassphrase)));
    assert!(seal::change_passphrase(folder, "correct horse batterz", "another passphrase").is_err());
    let other = seal::DatabaseKey::from_hex(&"ab".repeat(48)).unwrap();
    assert!(matches!(seal::take(folder, &other), Err(Error::WrongPassphrase)));
    assert!(backup::make(folder, Why::Time, at("2026-11-22 10:00"), &none()).is_err());
    assert!(matches!(restore::preview(folder, &newest, &none()), Err(Error::Locked)));
    let restored = restore::restore(folder, &newest, at("2026-11-22 10:00"), &none());
    assert!(matches!(restored, Err(Error::Locked)), "{restored:?}");
    assert_eq!(bytes(folder), before);
    // A key of the right salt that is another all the same.
    let salt: String =
        std::fs::read(folder.join(DATABASE_FILE)).unwrap()[..16].iter().map(|b| format!("{b:02x}")).collect();
    let forged = seal::DatabaseKey::from_hex(&format!("{}{salt}", "ab".repeat(32))).unwrap();
    assert!(matches!(seal::take(folder, &forged), Err(Error::WrongPassphrase)));
    assert_eq!(bytes(folder), before);
    seal::unlock(folder, &recovery.written().to_lowercase()).unwrap();
    Nod::open(folder).unwrap();
    assert_eq!(draft::kept(folder, None, now).as_deref(), Some("ada listened"));
    draft::keep(folder, "", false, now).unwrap();
}

#[test]
fn a_changed_passphrase_and_a_new_recovery_key_leave_the_data_as_it_is() {
    let (folder, _) = kept();
    let folder = folder.path();
    let first = seal::turn_on(folder, WORDS, &none()).unwrap();
    let bytes = std::fs::read(folder.join(DATABASE_FILE)).unwrap();
    seal::change_passphrase(folder, &first.written(), "another passphrase").unwrap();
    let second = seal::renew_recovery(folder, "another passphrase").unwrap();
    assert_eq!(std::fs::read(folder.join(DATABASE_FILE)).unwrap(), bytes);
    for (secret, opens) in [
        (WORDS.to_owned(), false),
        (first.written().to_string(), false),
        ("another passphrase".to_owned(), true),
        (second.written().to_string(), true),
    ] {
        seal::forget(folder);
        assert_eq!(seal::unlock(folder, &secret).is_ok(), opens);
    }
    let key_file = |folder: &Path| std::fs::read(folder.join(KEY_FILE)).unwrap();
    assert_eq!(key_file(&folder.join(backup::FOLDER)), key_file(folder));
    assert_ne!(RecoveryKey::read(&first.written()), RecoveryKey::read(&second.written()));
}

#[test]
fn a_lost_key_file_is_found_beside_the_backups_and_without_any_nothing_is_overwritten() {
    let (folder, _) = kept();
    let folder = folder.path();
    seal::turn_on(folder, WORDS, &none()).unwrap();
    seal::forget(folder);
    std::fs::remove_file(folder.join(KEY_FILE)).unwrap();
    assert!(matches!(Nod::open(folder), Err(Error::Locked)));
    seal::unlock(folder, WORDS).unwrap();
    assert!(folder.join(KEY_FILE).exists());
    Nod::open(folder).unwrap();
    seal::forget(folder);
    for place in [folder.to_owned(), folder.join(backup::FOLDER)] {
        std::fs::remove_file(place.join(KEY_FILE)).unwrap();
    }
    let bytes = std::fs::read(folder.join(DATABASE_FILE)).unwrap();
    assert!(matches!(Nod::open(folder), Err(Error::NotOurs(_))));
    assert_eq!(std::fs::read(folder.join(DATABASE_FILE)).unwrap(), bytes);
}

#[test]
fn a_key_file_without_its_database_makes_no_new_one() {
    let (folder, _) = kept();
    let folder = folder.path();
    seal::turn_on(folder, WORDS, &none()).unwrap();
    std::fs::remove_file(folder.join(DATABASE_FILE)).unwrap();
    assert!(matches!(Nod::open(folder), Err(Error::File { .. })));
    assert!(!folder.join(DATABASE_FILE).exists());
}

#[test]
fn encrypted_backups_come_back_here_and_in_a_new_folder() {
    let (folder, _) = kept();
    let folder = folder.path();
    seal::turn_on(folder, WORDS, &none()).unwrap();
    let text = export(folder);
    let now = at("2026-11-22 10:00");
    let made = backup::make(folder, Why::Time, now, &none()).unwrap();
    Nod::open(folder).unwrap().act_note("later", now);
    let difference = restore::preview(folder, &made.path, &none()).unwrap();
    assert_eq!((difference.comes, difference.goes), ((0, 0), (0, 1)));
    restore::restore(folder, &made.path, now, &none()).unwrap();
    assert_eq!(export(folder), text);
    assert_eq!(readable(folder), Vec::<PathBuf>::new());

    // On another machine, with nothing but the folder of backups.
    seal::forget(folder);
    let (usb, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for path in files(&folder.join(backup::FOLDER)) {
        std::fs::copy(&path, usb.path().join(path.file_name().unwrap())).unwrap();
    }
    let file = usb.path().join(made.path.file_name().unwrap());
    assert!(matches!(restore::preview(new.path(), &file, &none()), Err(Error::Locked)));
    seal::unlock_file(&file, WORDS).unwrap();
    restore::restore(new.path(), &file, now, &none()).unwrap();
    assert_eq!(export(new.path()), text);
    assert!(seal::state(new.path()).unwrap().encrypted);
    assert_eq!(readable(new.path()), Vec::<PathBuf>::new());
    seal::forget(new.path());
    seal::unlock(new.path(), WORDS).unwrap();
    // And into a folder that is in use and not encrypted, which stays so.
    let (plain, _) = kept();
    restore::restore(plain.path(), &file, now, &none()).unwrap();
    assert!(!seal::state(plain.path()).unwrap().encrypted);
    assert_eq!(export(plain.path()), text);
}

#[test]
fn a_plain_backup_brought_back_into_encrypted_data_becomes_encrypted() {
    let (folder, _) = kept();
    let (outside, _) = kept();
    let folder = folder.path();
    seal::turn_on(folder, WORDS, &none()).unwrap();
    let file = backup::list(outside.path())[0].path.clone();
    let now = at("2026-11-22 10:00");
    restore::restore(folder, &file, now, &none()).unwrap();
    assert_eq!(export(folder), export(outside.path()));
    assert_eq!(readable(folder), Vec::<PathBuf>::new());
    // A database that is damaged keeps its form, too.
    let path = folder.join(DATABASE_FILE);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[20..4096].fill(0);
    std::fs::write(&path, bytes).unwrap();
    restore::restore(folder, &file, now, &none()).unwrap();
    assert_eq!(export(folder), export(outside.path()));
    let left: Vec<PathBuf> = readable(folder);
    assert_eq!(left, Vec::<PathBuf>::new());
}

#[test]
fn damage_is_told_from_a_wrong_key() {
    let (folder, _) = kept();
    let folder = folder.path();
    seal::turn_on(folder, WORDS, &none()).unwrap();
    let path = folder.join(DATABASE_FILE);
    let whole = std::fs::read(&path).unwrap();
    for at in [100, 5000, whole.len() - 100] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let found = Nod::open(folder).and_then(|nod| nod.integrity());
        assert!(
            matches!(&found, Err(Error::Damaged(_) | Error::NotOurs(_)) | Ok(Some(_))),
            "{at}: {found:?}"
        );
        assert!(backup::newest_good(folder).is_some());
    }
}

#[test]
fn what_a_cut_off_switch_left_is_finished() {
    let (folder, before) = kept();
    let folder = folder.path();
    let plain = std::fs::read(&backup::list(folder)[0].path).unwrap();
    seal::turn_on(folder, WORDS, &none()).unwrap();
    // A backup that was not reached, and the draft of a database that was being decrypted.
    std::fs::write(&backup::list(folder)[0].path, &plain).unwrap();
    std::fs::write(folder.join(".nod-plain.77-0"), &plain).unwrap();
    assert_eq!(seal::left_plain(folder), 1);
    drop(Nod::open(folder).unwrap());
    assert!(!folder.join(".nod-plain.77-0").exists());
    seal::finish(folder).unwrap();
    assert_eq!(readable(folder), Vec::<PathBuf>::new());

    // Turning off got as far as the database: the same passphrase goes on from there.
    let (sealed, key) = (
        std::fs::read(&backup::list(folder)[0].path).unwrap(),
        std::fs::read(folder.join(KEY_FILE)).unwrap(),
    );
    seal::turn_off(folder, WORDS, &none()).unwrap();
    std::fs::write(&backup::list(folder)[0].path, &sealed).unwrap();
    std::fs::write(folder.join(KEY_FILE), &key).unwrap();
    assert!(!seal::state(folder).unwrap().encrypted);
    Nod::open(folder).unwrap();
    assert!(matches!(seal::turn_on(folder, "another passphrase", &none()), Err(Error::WrongPassphrase)));
    seal::turn_on(folder, WORDS, &none()).unwrap();
    seal::turn_off(folder, WORDS, &none()).unwrap();
    assert!(!folder.join(KEY_FILE).exists());
    assert!(backup::check(&backup::list(folder)[0].path).is_ok());
    assert_eq!(dump(folder), before);
}

#[test]
fn a_switch_that_is_stopped_or_refused_changes_nothing() {
    let (folder, before) = kept();
    let folder = folder.path();
    let names = |folder: &Path| {
        let mut names = files(folder);
        // Locks stay, and a log comes and goes with who has the file open.
        let passing = ["lock", "db-wal", "db-shm"].map(std::ffi::OsStr::new);
        names.retain(|path| path.extension().is_none_or(|ending| !passing.contains(&ending)));
        names.sort();
        names
    };
    let there = names(folder);
    let stopped = Progress::default();
    stopped.stop();
    assert!(matches!(seal::turn_on(folder, WORDS, &stopped), Err(Error::Stopped)));
    assert!(matches!(seal::turn_on(folder, "short", &none()), Err(Error::Refused(_))));
    let open = Nod::open(folder).unwrap();
    drop(open);
    std::fs::write(folder.join("damaged-2026.db"), "SQLite format 3\0").unwrap();
    assert!(matches!(seal::turn_on(folder, WORDS, &none()), Err(Error::Refused(_))));
    std::fs::remove_file(folder.join("damaged-2026.db")).unwrap();
    assert_eq!(names(folder), there);
    assert_eq!(dump(folder), before);
    assert!(matches!(seal::turn_off(folder, WORDS, &none()), Err(Error::Refused(_))));
    assert!(matches!(seal::set_auto_lock(folder, Some(5)), Err(Error::Refused(_))));
}

#[test]
fn whoever_is_in_may_back_up_while_a_switch_waits_for_them() {
    let (folder, _) = kept();
    let path = folder.path().to_owned();
    let mut nod = Nod::open(&path).unwrap();
    nod.act_note(SECRET, at("2026-11-21 11:00"));
    let switch = {
        let path = path.clone();
        std::thread::spawn(move || seal::turn_on(&path, WORDS, &none()).map(drop))
    };
    // It closes the way in, then waits for who is in.
    let gate = std::fs::File::open(path.join("switch.lock")).unwrap();
    while gate.try_lock_shared().is_ok() {
        gate.unlock().unwrap();
        std::thread::yield_now();
    }
    nod.backup_now(at("2026-11-21 12:00")).unwrap();
    assert_eq!(nod.data(at("2026-11-21 12:00")).backups.len(), 2);
    drop(nod);
    switch.join().unwrap().unwrap();
    assert_eq!(readable(&path), Vec::<PathBuf>::new());
}

#[test]
fn what_is_noted_beside_the_key_needs_no_key() {
    let (folder, _) = kept();
    let folder = folder.path();
    seal::turn_on(folder, WORDS, &none()).unwrap();
    seal::forget(folder);
    seal::set_auto_lock(folder, Some(15)).unwrap();
    seal::note_keychain(folder, true).unwrap();
    let state = seal::state(folder).unwrap();
    assert_eq!((state.auto_lock_minutes, state.keychain, state.locked), (Some(15), true, true));
    for wrong in [0, seal::MOST_MINUTES + 1] {
        assert!(matches!(seal::set_auto_lock(folder, Some(wrong)), Err(Error::Refused(_))));
    }
    seal::unlock(folder, WORDS).unwrap();
}
