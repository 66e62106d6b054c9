//! Whole processes, from their start to their end.

use std::path::Path;
use std::process::{Command, Stdio};

use rusqlite::{Connection, OpenFlags};

use crate::table::{Table, Times};

/// A program is started this often.
const RUNS: usize = 25;

pub fn measure(table: &mut Table, nod: &Path, folder: &Path) {
    let run = |args: &[&str]| {
        let status = Command::new(nod).args(args).env("NOD_DATA_DIR", folder).stdout(Stdio::null()).status();
        assert!(status.unwrap().success(), "{args:?}");
    };
    let name = someone(folder);
    let version = Times::of(RUNS, |_| run(&["--version"])).median();
    table.figure("nod --version", version, None, None);
    let floor = Some(("nod --version", version));
    let log = Times::of(RUNS, |_| run(&["log", &name, "thx for the release notes yesterday"])).median();
    table.figure("nod log, median", log, Some(15.0), floor);
    let today = Times::of(RUNS, |_| run(&["today"])).median();
    table.figure("nod today, median", today, Some(50.0), floor);
}

/// A name that only one person has.
fn someone(folder: &Path) -> String {
    let path = folder.join(nod_core::store::DATABASE_FILE);
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let sql = "SELECT '@' || replace(name, ' ', '-') FROM person GROUP BY folded HAVING count(*) = 1 ORDER BY folded";
    file.query_row(sql, [], |row| row.get(0)).unwrap()
}
