//! SIGKILL at any moment of a write: what was acknowledged is there, what was not is there whole or not at all, and the
//! file is sound. `NOD_KILLS` says how many times; the moments are drawn from a fixed seed.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use support::Home;
use support::process::{stopwatch, wait_for_exit};

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

/// What stands in notes, and nowhere else.
const SECRET: &str = "zeugmatic";

fn is_plain(path: &Path) -> bool {
    std::fs::read(path).unwrap().starts_with(b"SQLite format 3\0")
}

/// Everything as the command line tells it, whatever the form of the file.
fn told(home: &Home) -> [Value; 2] {
    [home.json(&["moments", "--limit", "100000"]), home.json(&["people"])]
}

/// Files below a folder that hold the secret in plain text.
fn readable(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(readable(&path));
        } else if std::fs::read(&path).unwrap().windows(SECRET.len()).any(|text| text == SECRET.as_bytes()) {
            found.push(path);
        }
    }
    found
}

#[test]
fn a_switch_that_is_killed_leaves_the_old_state_or_the_new_one() {
    let rounds: u64 = std::env::var("NOD_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(10);
    let mut home = Home::new();
    home.nod(&["person", "add", "Amara Okafor"]).succeeded();
    let cards: String =
        (0..CROWD).map(|n| format!("BEGIN:VCARD\nVERSION:4.0\nFN:Person {n}\nEND:VCARD\n")).collect();
    let file = home.file("crowd.vcf", cards);
    home.nod(&["import", "--yes", file.to_str().unwrap()]).succeeded();
    home.nod(&["log", "amara", "thx", "for", SECRET]).succeeded();
    home.nod(&["backup"]).succeeded();
    home.nod(&["log", "amara", "thx", "for", SECRET, "again"]).succeeded();
    let passphrase = home.file("passphrase", "correct horse battery");
    home.set("NOD_PASSPHRASE_FILE", passphrase.to_str().unwrap());
    let database = home.nod_data().join("nod.db");
    let state = told(&home);
    // As long as it takes when nobody ends it.
    let most = ["encrypt", "decrypt"].map(|word| {
        let watch = stopwatch();
        home.nod(&[word]).succeeded();
        u64::try_from(watch.elapsed().as_micros()).unwrap()
    });
    let mut dice = Dice(rounds);
    let (mut switched, mut acknowledged) = (0, 0);
    for round in 0..rounds {
        let plain = is_plain(&database);
        let (word, most) = if plain { ("encrypt", most[0]) } else { ("decrypt", most[1]) };
        let done = cut_short(&home, &[word], Duration::from_micros(dice.below(most * 3 / 2)));
        let now_plain = is_plain(&database);
        assert!(now_plain != plain || !done, "round {round}: {word} said that it was done");
        assert_eq!(told(&home), state, "round {round}: {word}, done {done}");
        for backup in home.json(&["backup", "list"])["backups"].as_array().unwrap() {
            let file = backup["file"].as_str().unwrap();
            home.nod(&["restore", "--dry-run", file]).succeeded();
        }
        // Telling unlocked it, and that finished what was left.
        assert!(
            now_plain || readable(&home.nod_data()).is_empty(),
            "round {round}: {:?}",
            readable(&home.nod_data())
        );
        switched += u64::from(now_plain != plain);
        acknowledged += u64::from(done);
    }
    assert!(switched > 0 && acknowledged <= switched, "{switched} of {rounds} switched");
    if !is_plain(&database) {
        home.nod(&["decrypt"]).succeeded();
    }
    assert_eq!(told(&home), state);
    home.nod(&["log", "amara", "thx", "afterwards"]).succeeded();
}
