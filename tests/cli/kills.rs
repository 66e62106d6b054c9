//! SIGKILL at any moment of a write: what was acknowledged is there, what was not is there whole or not at all, and the
//! file is sound. `NOD_KILLS` says how many times; the moments are drawn from a fixed seed.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use support::Home;
use support::process::wait_for_exit;

/// People in the file that is brought in.
const CROWD: i64 = 300;

/// A small generator (splitmix64), so that a run can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// What is in a database: the notes of its moments, and how many people it has.
type Held = (BTreeSet<String>, i64);

fn held(path: &Path) -> Held {
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    let sound: String = file.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok", "{}", path.display());
    let astray: i64 =
        file.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).unwrap();
    assert_eq!(astray, 0, "{}", path.display());
    let notes = file
        .prepare("SELECT note FROM moment")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>();
    (notes.unwrap(), file.query_row("SELECT count(*) FROM person", [], |row| row.get(0)).unwrap())
}

/// Runs a command and kills it after `life`; true when it had said that it was done.
fn cut_short(home: &Home, words: &[&str], life: Duration) -> bool {
    let mut command = home.nod_command(words);
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let _ended_by_itself = wait_for_exit(child.id(), life);
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    !output.stdout.is_empty()
}

#[test]
fn whatever_is_killed_keeps_what_it_acknowledged() {
    let rounds: u64 = std::env::var("NOD_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(24);
    let home = Home::new();
    home.nod(&["person", "add", "Amara Okafor"]).succeeded();
    let database = home.nod_data().join("nod.db");
    let mut dice = Dice(rounds);
    let mut state = held(&database);
    let mut acknowledged = 0;
    for round in 0..rounds {
        let life = |dice: &mut Dice, most: u64| Duration::from_micros(dice.below(most * 1000));
        match dice.below(5) {
            0 | 1 => {
                let note = format!("note {round}");
                let life = life(&mut dice, 40);
                let done = cut_short(&home, &["log", "amara", "thx", &note], life);
                let now = held(&database);
                let mut more = state.clone();
                more.0.insert(note);
                assert!(now == more || (now == state && !done), "round {round}: log, done {done}");
                state = now;
                acknowledged += u64::from(done);
            }
            2 => {
                let cards: String = (0..CROWD)
                    .map(|n| format!("BEGIN:VCARD\nVERSION:4.0\nFN:Person {round} {n}\nEND:VCARD\n"))
                    .collect();
                let file = home.file("crowd.vcf", cards);
                let life = life(&mut dice, 400);
                let done = cut_short(&home, &["import", "--yes", file.to_str().unwrap()], life);
                let now = held(&database);
                let more = (state.0.clone(), state.1 + CROWD);
                assert!(
                    now == more || (now == state && !done),
                    "round {round}: import, done {done}, {}",
                    now.1
                );
                state = now;
                acknowledged += u64::from(done);
            }
            3 => {
                let life = life(&mut dice, 120);
                let done = cut_short(&home, &["backup", "now"], life);
                assert_eq!(held(&database), state, "round {round}: backup");
                let newest = home.json(&["backup", "list"])["backups"][0]["file"].as_str().map(str::to_owned);
                if done {
                    assert_eq!(held(Path::new(&newest.unwrap())), state, "round {round}");
                    acknowledged += 1;
                }
            }
            _ => {
                let list = home.json(&["backup", "list"]);
                let all = list["backups"].as_array().unwrap();
                if all.is_empty() {
                    continue;
                }
                let one = usize::try_from(dice.below(all.len() as u64)).unwrap();
                let file = all[one]["file"].as_str().unwrap();
                let then = held(Path::new(file));
                let life = life(&mut dice, 200);
                let done = cut_short(&home, &["restore", "--yes", file], life);
                let now = held(&database);
                assert!(now == then || (now == state && !done), "round {round}: restore, done {done}");
                state = now;
                acknowledged += u64::from(done);
            }
        }
    }
    // Every backup that has a name is sound, whatever was killed while it was made.
    for backup in home.json(&["backup", "list"])["backups"].as_array().unwrap() {
        held(Path::new(backup["file"].as_str().unwrap()));
    }
    assert!(acknowledged > 0, "everything was killed before it could do anything");
    home.nod(&["log", "amara", "thx", "afterwards"]).succeeded();
}
