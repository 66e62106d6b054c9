//! Nothing typed is lost: what `nod log` could not write, it prints back.

use rusqlite::Connection;
use support::{Home, team};

const TYPED: &str = "amara thx for \"the notes\" >fri ask";

#[test]
fn while_another_program_holds_the_file_the_text_comes_back() {
    let home = Home::new();
    team::bring_in(&home);
    let holder = Connection::open(home.nod_data().join("nod.db")).unwrap();
    // Longer than nod waits.
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let said = home.nod(&["log", TYPED]).refused();
    assert!(said.contains("nothing was changed") && said.contains(TYPED), "{said}");
    let answer = home.nod(&["log", TYPED, "--json"]).exited(1).json();
    assert_eq!(answer["error"]["code"], "busy");
    assert_eq!(answer["error"]["text"], TYPED);
    holder.execute_batch("ROLLBACK").unwrap();
    assert_eq!(home.json(&["moments"])["total"], 0);
    home.nod(&["log", TYPED]).succeeded();
}

#[test]
fn a_database_that_cannot_be_read_gives_the_text_back_too() {
    let home = Home::new();
    team::bring_in(&home);
    let file = home.nod_data().join("nod.db");
    for name in ["nod.db-wal", "nod.db-shm"] {
        let _ = std::fs::remove_file(home.nod_data().join(name));
    }
    std::fs::write(&file, b"no database at all, and long enough to be looked at").unwrap();
    let said = home.nod(&["log", TYPED]).refused();
    assert!(said.contains(TYPED), "{said}");
}
