//! What the core itself takes, in one process.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use nod_core::api::{PeopleRequest, QuickRequest};
use nod_core::clock::{Now, steady};
use nod_core::gesture::GestureId;
use nod_core::nod::{FileToImport, Nod};
use nod_core::plan;
use nod_core::store::{Store, reminders, settings};
use rusqlite::Connection;

use crate::table::{Table, Times};

pub fn measure(table: &mut Table, folder: &Path, now: Now) {
    planning(table, folder, now);
    let cold = Times::of(9, |_| drop(Nod::open(folder).unwrap().quick_read(&typed("a"), now).unwrap()));
    table.figure("open, and the first name read", cold.median(), None, None);
    let mut nod = Nod::open(folder).unwrap();
    table.figure("Today", Times::of(15, |_| drop(nod.today(None, now).unwrap())).median(), None, None);
    table.figure(
        "the next wake",
        Times::of(15, |_| assert!(nod.next_wake(now).is_ok())).median(),
        None,
        None,
    );
    people(table, &nod, now);
    let text = "amar thx for the release notes yesterday >fri ask about the demo";
    let keys = Times::of(text.len() * 4, |n| {
        drop(nod.quick_read(&typed(&text[..=n % text.len()]), now).unwrap());
    });
    table.figure("quick bar, a keystroke, worst", keys.worst(), Some(50.0), None);
    let person = nod.find_people("a", 1, now).unwrap()[0].id;
    table.figure(
        "a person's page",
        Times::of(15, |_| drop(nod.person(person, now).unwrap())).median(),
        None,
        None,
    );
    let thanked = GestureId::new("thanked").unwrap();
    let floor = commit();
    let log = Times::of(300, |_| drop(nod.log_gesture(person, &thanked, now).unwrap()));
    table.figure("log a moment durably, p99", log.p99(), Some(5.0), Some(("one row committed, p99", floor)));
    let undo = Times::of(300, |_| drop(nod.undo(None).unwrap()));
    table.figure("undo it, p99", undo.p99(), None, None);
}

fn typed(text: &str) -> QuickRequest {
    QuickRequest { text: text.to_owned(), ..QuickRequest::default() }
}

fn planning(table: &mut Table, folder: &Path, now: Now) {
    let store = Store::open(folder).unwrap();
    let read = Times::of(9, |_| drop(reminders::snapshot(store.reader(), now.today()).unwrap()));
    table.figure("read what the planner looks at", read.median(), None, None);
    let snapshot = reminders::snapshot(store.reader(), now.today()).unwrap();
    let rules = reminders::rules(store.reader(), &settings::get(store.reader()).unwrap()).unwrap();
    let took = Times::of(25, |_| drop(plan::plan(&snapshot, now.today(), now, &rules)));
    table.figure("plan everyone", took.median(), Some(5.0), None);
    let took = Times::of(25, |_| {
        let _ = plan::next_due(&snapshot, now.today(), &rules);
    });
    table.figure("the next due date of everyone", took.median(), None, None);
}

fn people(table: &mut Table, nod: &Nod, now: Now) {
    let page = |query: &str, offset| {
        let request =
            PeopleRequest { query: query.to_owned(), offset, limit: 100, ..PeopleRequest::default() };
        drop(nod.people(&request, now).unwrap());
    };
    table.figure("a page of People", Times::of(25, |n| page("", n * 7)).median(), Some(50.0), None);
    let query = "hanloberg plat";
    let keys = Times::of(query.len() * 3, |n| page(&query[..=n % query.len()], 0));
    table.figure("search of People, a keystroke, worst", keys.worst(), Some(50.0), None);
}

/// One row committed as durably as Nod does, and nothing else.
fn commit() -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let file = Connection::open(folder.path().join("floor.db")).unwrap();
    file.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (a INTEGER) STRICT",
    )
    .unwrap_or_default();
    Times::of(300, |n| {
        assert_eq!(file.execute("INSERT INTO t VALUES (?1)", [i64::try_from(n).unwrap()]), Ok(1))
    })
    .p99()
}

/// Ten thousand vCards into an empty Nod, and once more.
pub fn import(table: &mut Table, now: Now) {
    let mut text = String::new();
    for n in 0..10_000 {
        let _ = write!(
            text,
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-{n}\r\nFN:Person {n} of Somewhere\r\nN:Somewhere;Person {n};;;\r\n\
             ORG:Globex;Platform\r\nTITLE:Engineer\r\nEMAIL;TYPE=work:p{n}@globex.example\r\nTEL;TYPE=cell:+4930{n:07}\r\n\
             BDAY:1984-03-22\r\nNOTE:Met at the offsite\\, likes tea.\r\nEND:VCARD\r\n"
        );
    }
    let files = [FileToImport { name: "cards.vcf".to_owned(), bytes: text.into_bytes() }];
    let folder = tempfile::tempdir().unwrap();
    let mut nod = Nod::open(folder.path()).unwrap();
    for (name, added) in [("import 10,000 vCards", 10_000), ("import them again", 0)] {
        let start = steady();
        let report = nod.import_apply(&files, now).unwrap();
        table.figure(name, start.elapsed(), Some(2000.0), None);
        assert_eq!(report.added, added);
    }
    let start = steady();
    nod.undo(None).unwrap();
    table.figure("undo the import", start.elapsed(), None, None);
}
