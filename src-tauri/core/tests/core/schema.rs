//! Files that older versions wrote.

use nod_core::nod::Nod;
use nod_core::store::DATABASE_FILE;
use rusqlite::Connection;

use crate::support::{at, desk, look, typed};

/// A file as the schema of each version had it, with a little in it, as SQL text.
const FILES: [&str; 2] = [include_str!("../fixtures/schema/1.sql"), include_str!("../fixtures/schema/2.sql")];

/// Tables, indices and triggers without the white space they were written with.
fn schema(file: &Connection) -> Vec<String> {
    let mut select =
        file.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name").unwrap();
    let plain = |sql: String| {
        let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
        lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
    };
    select.query_map([], |row| row.get(0)).unwrap().map(|sql| plain(sql.unwrap())).collect()
}

#[test]
fn a_file_of_every_version_opens_with_all_that_was_in_it() {
    let now = at("2026-11-20 10:00");
    for sql in FILES {
        let folder = tempfile::tempdir().unwrap();
        let file = Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
        file.execute_batch(sql).unwrap();
        file.close().unwrap();
        let mut nod = Nod::open(folder.path()).unwrap();
        assert_eq!(nod.integrity().unwrap(), None);
        let person = nod.find_person("amara", now).unwrap();
        let page = nod.person(person, now).unwrap();
        assert_eq!((page.moments_total, page.follow_ups.len(), page.rhythm_days), (1, 1, Some(14)));
        assert_eq!(nod.paused_until(now).unwrap(), None);
        assert_eq!(nod.today(None, now).unwrap().reminders.len(), 1);
        nod.quick_log(&typed("amara thx"), now).unwrap();
        nod.undo(None).unwrap();
        assert_eq!(schema(&look(folder.path())), schema(&look(desk().folder.path())));
    }
}
