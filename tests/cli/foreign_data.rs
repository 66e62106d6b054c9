//! A data folder that is not this Nod's: refused with one sentence, left byte for byte.

use std::fs;

use rusqlite::Connection;
use support::Home;
use support::folder::Snapshot;
use support::team;

const COMMANDS: [&[&str]; 4] = [&["people"], &["log", "amara thx"], &["today", "--json"], &["undo"]];

/// Every command must refuse this data folder.
fn refuse_all(home: &Home) {
    let before = Snapshot::of(&home.nod_data());
    for command in COMMANDS {
        let ran = home.nod(command).exited(1);
        if !command.contains(&"--json") {
            let said = ran.refused();
            assert!(said.contains("nod.db"), "{command:?} does not say which file: {said}");
        }
        before.assert_unchanged(&home.nod_data());
    }
    home.nod(&["resident"]).exited(1);
    before.assert_unchanged(&home.nod_data());
}

fn with_database(content: &[u8]) -> Home {
    let home = Home::new();
    fs::create_dir(home.nod_data()).unwrap();
    fs::write(home.nod_data().join("nod.db"), content).unwrap();
    home
}

#[test]
fn of_a_newer_version() {
    let home = Home::new();
    team::bring_in(&home);
    let database = Connection::open(home.nod_data().join("nod.db")).unwrap();
    database.pragma_update(None, "user_version", 9999).unwrap();
    database.close().unwrap();
    let said = home.nod(&["people"]).refused();
    assert!(said.contains("9999") && said.contains("newer"), "{said}");
    refuse_all(&home);
}

#[test]
fn of_another_program() {
    let home = Home::new();
    fs::create_dir(home.nod_data()).unwrap();
    let database = Connection::open(home.nod_data().join("nod.db")).unwrap();
    database
        .execute_batch("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT); PRAGMA user_version = 1;")
        .unwrap();
    database.close().unwrap();
    refuse_all(&home);
}

#[test]
fn not_a_database_at_all() {
    refuse_all(&with_database(b"Dear diary, today I thanked Amara.\n".repeat(400).as_slice()));
}

#[test]
fn an_empty_file() {
    refuse_all(&with_database(b""));
}

#[test]
fn the_first_half_of_one() {
    let home = Home::new();
    team::bring_in(&home);
    let path = home.nod_data().join("nod.db");
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let before = Snapshot::of(&home.nod_data());
    home.nod(&["log", "amara thx"]).refused();
    before.assert_unchanged(&home.nod_data());
}

#[test]
fn a_damaged_page() {
    let home = Home::new();
    team::bring_in(&home);
    let path = home.nod_data().join("nod.db");
    let mut whole = fs::read(&path).unwrap();
    let page = 4096;
    for byte in &mut whole[page..] {
        *byte ^= 0x5a;
    }
    fs::write(&path, &whole).unwrap();
    let before = Snapshot::of(&home.nod_data());
    home.nod(&["log", "amara thx"]).refused();
    before.assert_unchanged(&home.nod_data());
}
