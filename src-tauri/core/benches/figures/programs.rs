//! Whole processes, from their start to their end.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use nod_core::clock::steady;
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

/// A large file of each kind brought in by the program, from its start to its end, and the most memory it had.
pub fn import(table: &mut Table, nod: &Path) {
    let mut rows = String::from(
        "First Name,Last Name,Company,Department,Job Title,E-mail Address,Mobile Phone,Birthday,Notes\n",
    );
    for n in 0..100_000 {
        // As in a large company: no name is one person's alone.
        let (first, last) = (n % 400, n / 400 % 125);
        let _ = writeln!(
            rows,
            "First{first},Last{last},Globex,Platform,Engineer,p{n}@globex.example,+4930{n:07},3/22/1984,\"Likes tea, and rowing.\""
        );
    }
    let mut cards = String::new();
    for n in 0..10_000 {
        let _ = write!(
            cards,
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-{n}\r\nFN:Person {n} of Somewhere\r\nORG:Globex;Platform\r\n\
             EMAIL;TYPE=work:p{n}@globex.example\r\nTEL;TYPE=cell:+4930{n:07}\r\nBDAY:1984-03-22\r\nEND:VCARD\r\n"
        );
    }
    for (what, name, text, budget) in
        [("10,000 vCards", "team.vcf", cards, 2_000.0), ("100,000 rows of CSV", "team.csv", rows, 10_000.0)]
    {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join(name);
        std::fs::write(&file, text).unwrap();
        for again in ["", ", again"] {
            let start = steady();
            let mut child = Command::new(nod)
                .args(["import", "--yes"])
                .arg(&file)
                .env("NOD_DATA_DIR", home.path().join("data"))
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            let mut peak = 0;
            while child.try_wait().unwrap().is_none() {
                peak = peak.max(most_memory(child.id()));
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
            assert!(child.wait().unwrap().success());
            table.figure(&format!("nod import, {what}{again}"), start.elapsed(), Some(budget), None);
            table.memory("  and its memory", peak, 200.0);
        }
    }
}

/// The most memory a process has had so far, in kB.
fn most_memory(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// A name that only one person has.
fn someone(folder: &Path) -> String {
    let path = folder.join(nod_core::store::DATABASE_FILE);
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let sql = "SELECT '@' || replace(name, ' ', '-') FROM person GROUP BY folded HAVING count(*) = 1 ORDER BY folded";
    file.query_row(sql, [], |row| row.get(0)).unwrap()
}
