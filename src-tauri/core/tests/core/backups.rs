//! Copies that are good, and the way back.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use chrono::TimeDelta;
use nod_core::api::Settings;
use nod_core::backup::{self, Why, restore};
use nod_core::error::Error;
use nod_core::moment::Direction;
use nod_core::nod::Nod;
use nod_core::progress::Progress;
use nod_core::store::DATABASE_FILE;
use nod_core::texts::Texts;
use rusqlite::Connection;

use crate::support::{Desk, after, at, card, desk, dump};

#[test]
fn a_backup_is_a_sound_copy_that_only_its_owner_may_read() {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    let ada = desk.add("Ada", None, now);
    desk.log(&[ada], Direction::Mine, now);
    let made = backup::make(desk.folder.path(), Why::Time, now, &Progress::default()).unwrap();
    let contents = backup::check(&made.path).unwrap();
    assert_eq!((contents.people, contents.moments, contents.newest), (1, 1, Some(now.today())));
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&made.path), mode(made.path.parent().unwrap())), (0o600, 0o700));
    assert_eq!(backup::list(desk.folder.path()).as_slice(), std::slice::from_ref(&made));
    assert_eq!(std::fs::read_dir(made.path.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn backups_come_after_a_change_and_half_an_hour_apart() {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    let due = |minutes: i64, desk: &crate::support::Desk| {
        backup::make_if_due(desk.folder.path(), after(now, TimeDelta::minutes(minutes))).unwrap().is_some()
    };
    assert!(!due(0, &desk), "nothing is there yet");
    let ada = desk.add("Ada", None, now);
    assert!(due(0, &desk));
    assert!(!due(40, &desk), "nothing changed");
    let logged = desk.log(&[ada], Direction::Mine, now);
    assert!(!due(29, &desk) && due(30, &desk));
    desk.nod.undo(logged.op).unwrap();
    assert!(due(90, &desk), "an undo is a change");
}

#[test]
fn a_restore_brings_everything_back_while_others_have_it_open_and_keeps_what_was_here() {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    let (ada, bo) = (desk.add("Ada", Some(7), now), desk.add("Bo", None, now));
    desk.log(&[ada, bo], Direction::Mine, now);
    let then = desk.dump();
    let made = backup::make(desk.folder.path(), Why::Time, now, &Progress::default()).unwrap();
    desk.nod.person_archive(bo, true, now).unwrap();
    let cy = desk.add("Cy", None, now);
    desk.log(&[cy], Direction::Mine, now);
    let before = desk.dump();
    let difference = restore::preview(desk.folder.path(), &made.path, &Progress::default()).unwrap();
    assert_eq!((difference.comes, difference.goes), ((0, 0), (1, 1)));
    assert_eq!(desk.dump(), before);
    let later = after(now, TimeDelta::minutes(5));
    let restored = restore::restore(desk.folder.path(), &made.path, later, &Progress::default()).unwrap();
    assert_eq!(desk.dump(), then);
    assert_eq!(desk.nod.integrity().unwrap(), None);
    desk.add("Di", None, later);
    restore::restore(
        desk.folder.path(),
        &restored.kept.unwrap(),
        after(now, TimeDelta::minutes(9)),
        &Progress::default(),
    )
    .unwrap();
    assert_eq!(desk.dump(), before);
    let names: Vec<_> =
        std::fs::read_dir(desk.folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{names:?}");
}

#[test]
fn a_damaged_database_is_offered_the_newest_good_backup_and_kept() {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    desk.add("Ada", None, now);
    let folder = desk.folder.path().to_owned();
    let good = backup::make(&folder, Why::Time, now, &Progress::default()).unwrap();
    desk.add("Bo", None, now);
    let later = after(now, TimeDelta::hours(1));
    let bad = backup::make(&folder, Why::Time, later, &Progress::default()).unwrap();
    let then = dump(&folder);
    drop(desk.nod);
    let file = folder.join(DATABASE_FILE);
    for path in [&file, &bad.path] {
        let mut bytes = std::fs::read(path).unwrap();
        for byte in bytes.iter_mut().skip(4096) {
            *byte = 0x5a;
        }
        std::fs::write(path, bytes).unwrap();
    }
    let damaged = std::fs::read(&file).unwrap();
    assert_eq!(backup::newest_good(&folder).unwrap().path, good.path);
    let offer = backup::offer(&folder, &Error::Damaged(file.clone()), &Texts::english(), now).unwrap();
    assert!(offer.contains("2026-11-20 10:00") && offer.contains("nod restore latest"), "{offer}");
    let difference = restore::preview(&folder, &good.path, &Progress::default()).unwrap();
    assert_eq!((difference.here, difference.comes.0), (None, 1));
    let restored = restore::restore(&folder, &good.path, later, &Progress::default()).unwrap();
    assert_eq!(std::fs::read(restored.kept.unwrap()).unwrap(), damaged);
    assert_eq!(Nod::open(&folder).unwrap().integrity().unwrap(), None);
    assert!(dump(&folder).len() < then.len());
}

#[test]
fn what_is_no_sound_backup_is_refused_and_changes_nothing() {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    desk.add("Ada", None, now);
    let folder = desk.folder.path().to_owned();
    let before = desk.dump();
    let made = backup::make(&folder, Why::Time, now, &Progress::default()).unwrap();
    let other = folder.join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    let cut = folder.join("cut.db");
    let bytes = std::fs::read(&made.path).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let newer = folder.join("newer.db");
    std::fs::copy(&made.path, &newer).unwrap();
    Connection::open(&newer).unwrap().execute_batch("PRAGMA user_version = 9999").unwrap();
    let text = folder.join("text.db");
    std::fs::write(&text, "a diary").unwrap();
    for file in [other, cut, newer, text, folder.join("nowhere.db")] {
        assert!(restore::restore(&folder, &file, now, &Progress::default()).is_err(), "{file:?}");
        assert_eq!(desk.dump(), before);
    }
}

#[test]
fn an_import_and_a_migration_make_a_backup_first() {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    desk.import(&card("FN:Ada"), now);
    assert!(backup::list(desk.folder.path()).is_empty(), "there was nothing to keep");
    let before = desk.dump();
    desk.import(&card("FN:Bo"), now);
    let made = backup::list(desk.folder.path()).remove(0);
    assert!(made.path.to_string_lossy().ends_with("-before-import.db"));
    restore::restore(desk.folder.path(), &made.path, after(now, TimeDelta::minutes(1)), &Progress::default())
        .unwrap();
    assert_eq!(desk.dump(), before);

    let folder = tempfile::tempdir().unwrap();
    let file = Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
    file.execute_batch(include_str!("../fixtures/schema/1.sql")).unwrap();
    file.close().unwrap();
    drop(Nod::open(folder.path()).unwrap());
    let made = backup::list(folder.path()).remove(0);
    assert_eq!(backup::check(&made.path).unwrap().schema, 1);
    assert!(!made.dated, "it is never removed by its age");
    restore::restore(folder.path(), &made.path, now, &Progress::default()).unwrap();
    assert_eq!(Nod::open(folder.path()).unwrap().integrity().unwrap(), None);
}

#[test]
fn backups_go_where_the_settings_say_and_else_into_the_data_folder() {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    desk.add("Ada", None, now);
    let elsewhere = tempfile::tempdir().unwrap();
    let mut set = |folder: &str| {
        let settings = Settings { backup_folder: folder.to_owned(), ..Settings::default() };
        desk.nod.settings_save(&settings, now)
    };
    set(elsewhere.path().to_str().unwrap()).unwrap();
    assert!(set("not/from/the/top").is_err());
    let made = backup::make(desk.folder.path(), Why::Time, now, &Progress::default()).unwrap();
    assert_eq!(made.path.parent(), Some(elsewhere.path()));
    let settings = Settings { backup_folder: "/proc/nowhere".to_owned(), ..Settings::default() };
    desk.nod.settings_save(&settings, now).unwrap();
    let made =
        backup::make(desk.folder.path(), Why::Time, after(now, TimeDelta::hours(1)), &Progress::default())
            .unwrap();
    assert_eq!(made.path.parent(), Some(desk.folder.path().join(backup::FOLDER).as_path()));
}

#[test]
fn a_folder_with_backups_of_other_data_is_refused_and_ones_own_is_not() {
    let now = at("2026-11-20 10:00");
    let (mut desk, mut other) = (desk(), desk());
    desk.add("Ada", None, now);
    other.add("Bo", None, now);
    let file = Connection::open(other.folder.path().join(DATABASE_FILE)).unwrap();
    file.execute("UPDATE state SET value = '2' WHERE name = 'seed'", []).unwrap();
    drop(file);
    let shared = tempfile::tempdir().unwrap();
    std::fs::write(shared.path().join("nod-2026-11-20T09-00-00Z.db"), "no database").unwrap();
    desk.nod.backups_go_to(Some(shared.path()), now).unwrap();
    let made = backup::make(desk.folder.path(), Why::Time, now, &Progress::default()).unwrap();
    desk.nod.backups_go_to(None, now).unwrap();
    desk.nod.backups_go_to(Some(shared.path()), now).unwrap();

    let before = other.dump();
    let refused = |other: &mut Desk| match other.nod.backups_go_to(Some(shared.path()), now) {
        Err(Error::Refused(refusal)) => refusal.message,
        said => panic!("{said:?}"),
    };
    assert_eq!(refused(&mut other), "error-backups-of-others");
    assert_eq!(other.dump(), before);
    // Encrypted ones say nothing of whose they are, and are others' all the same.
    std::fs::write(&made.path, [7; 4096]).unwrap();
    assert_eq!(refused(&mut other), "error-backups-of-others");
}

#[test]
fn erasing_says_which_backups_still_hold_the_person_and_deletes_only_those_when_asked() {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    let data = desk.folder.path().to_owned();
    desk.add("Leo", None, now);
    let without = backup::make(&data, Why::Time, now, &Progress::default()).unwrap().path;
    let (ada, bo) = (desk.add("Ada", None, now), desk.add("Bo", None, now));
    let with = backup::make(&data, Why::Import, now, &Progress::default()).unwrap().path;
    let foreign = data.join(backup::FOLDER).join("nod-mine.db");
    std::fs::write(&foreign, "Ada").unwrap();

    let words = desk.nod.person_erase(ada).unwrap().words;
    assert!(words.contains("One backup from before still holds them"), "{words}");
    assert!(with.exists());
    let later = backup::make(&data, Why::Time, now, &Progress::default()).unwrap().path;
    let words = desk.nod.person_erase_with_backups(bo).unwrap().words;
    assert!(words.contains("The 2 backups that held them are deleted"), "{words}");
    assert_eq!([&without, &with, &later, &foreign].map(|path| path.exists()), [true, false, false, true]);
    assert!(desk.nod.person_erase_with_backups(ada).is_err(), "no backup holds her any more");
}
