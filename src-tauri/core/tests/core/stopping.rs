//! Long work that the user stops: everything is as it was.

use nod_core::backup;
use nod_core::clock::Now;
use nod_core::error::Error;
use nod_core::progress::Progress;

use crate::support::{Desk, at, card, card_file, desk};

fn now() -> Now {
    at("2026-11-20 10:00")
}

fn cards(count: usize) -> String {
    (0..count).map(|n| card(&format!("FN:Person {n}\nEMAIL:p{n}@x.org"))).collect()
}

/// Has `work` stopped by someone who waits until so many steps are done.
fn stopped_after(
    desk: &mut Desk,
    steps: usize,
    work: impl FnOnce(&mut nod_core::nod::Nod) -> nod_core::error::Result<()>,
) -> nod_core::error::Result<()> {
    let progress = Progress::default();
    let watched = progress.clone();
    let whoever_waits = std::thread::spawn(move || {
        while watched.far().0 < steps {
            std::thread::yield_now();
        }
        watched.stop();
    });
    let ended = desk.nod.working(&progress, work);
    // Work that ended sooner would leave the other waiting.
    for _ in 0..steps {
        let _ = progress.step();
    }
    whoever_waits.join().unwrap();
    ended
}

#[test]
fn an_import_stopped_in_its_midst_leaves_nothing_and_the_next_one_works() {
    let mut desk = desk();
    let text = cards(3_000);
    let before = desk.dump();
    let files = [card_file(&text)];
    let ended = stopped_after(&mut desk, 50, |nod| nod.import_apply(&files, now()).map(drop));
    assert!(matches!(ended, Err(Error::Stopped)), "{ended:?}");
    assert_eq!(desk.dump(), before);
    assert_eq!(desk.entries(), 0);
    assert_eq!(desk.nod.import_apply(&files, now()).unwrap().added, 3_000);
}

#[test]
fn a_preview_and_an_import_say_how_far_they_are() {
    let mut desk = desk();
    let files = [card_file(&cards(40))];
    let progress = Progress::default();
    desk.nod.working(&progress, |nod| nod.import_preview(&files, now())).unwrap();
    assert_eq!(progress.far(), (40, 40));
}

#[test]
fn what_was_asked_to_stop_before_it_began_does_not_begin() {
    let mut desk = desk();
    desk.import(&cards(3), now());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.json");
    std::fs::write(&file, "what was there").unwrap();
    let stopped = Progress::default();
    stopped.stop();
    let export = desk.nod.working(&stopped, |nod| nod.export_to(&file, "json", false, None, now()));
    assert!(matches!(export, Err(Error::Stopped)));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "what was there");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_export_a_backup_and_a_restore_that_are_stopped_leave_no_trace() {
    let mut desk = desk();
    desk.import(&cards(2_000), now());
    let made = desk.nod.backup_now(now()).unwrap();
    assert!(made.op.is_none());
    let data = desk.folder.path().to_owned();
    let backups = || {
        let folder = backup::folder(&data);
        let mut names: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let (before, kept) = (desk.dump(), backups());
    let newest = backup::list(&data).remove(0).path;
    let stopped = Progress::default();
    stopped.stop();

    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("out.json");
    let in_its_midst = Progress::default();
    let export = desk.nod.working(&in_its_midst, |nod| {
        in_its_midst.stop();
        nod.export_to(&path, "json", false, None, now())
    });
    assert!(matches!(export, Err(Error::Stopped)), "{export:?}");
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);

    let later = at("2026-11-20 10:05");
    let make = backup::make(&data, backup::Why::Time, later, &stopped);
    assert!(matches!(make, Err(Error::Stopped)), "{make:?}");
    let restore = backup::restore::restore(&data, &newest, later, &stopped);
    assert!(matches!(restore, Err(Error::Stopped)), "{restore:?}");
    let preview = backup::restore::preview(&data, &newest, &stopped);
    assert!(matches!(preview, Err(Error::Stopped)), "{preview:?}");
    assert_eq!((desk.dump(), backups()), (before, kept));
}
