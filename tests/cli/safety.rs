//! What was acknowledged is kept: under kill -9, and with many at once.

use rusqlite::Connection;
use support::Home;
use support::process::Process;
use support::team;

fn notes(home: &Home) -> String {
    home.json(&["moments", "--limit", "500"]).to_string()
}

#[test]
fn a_killed_log_is_kept_whole_or_not_at_all() {
    let home = Home::new();
    team::bring_in(&home);
    let mut acknowledged = Vec::new();
    // Killed after a quarter of a millisecond, after half of one, …: before, amid and after the commit.
    for n in 1..=60 {
        let note = format!("note number {n} of the killed");
        let mut command = home.command("timeout");
        command.args(["--signal=KILL", &format!("{:.5}", f64::from(n) * 0.00025)]);
        command.arg(support::programs::program("nod")).args(["log", "amara", "thx", &note]);
        if support::home::run(command, b"").status.success() {
            acknowledged.push(note);
        }
    }
    let kept = notes(&home);
    for note in &acknowledged {
        assert!(kept.contains(note.as_str()), "{note} was acknowledged and is gone");
    }
    let database = Connection::open(home.nod_data().join("nod.db")).unwrap();
    let verdict: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    home.nod(&["log", "amara thx for the next"]).succeeded();
}

#[test]
fn twenty_at_once_are_all_kept() {
    let home = Home::new();
    team::bring_in(&home);
    let mut running: Vec<Process> = (0..20)
        .map(|n| Process::start(&home.nod_command(&["log", "noor", "thx", &format!("for number {n}.")])))
        .collect();
    for one in &mut running {
        assert!(one.ended().success());
    }
    let kept = notes(&home);
    for n in 0..20 {
        assert!(kept.contains(&format!("for number {n}.")), "number {n} is gone");
    }
}

#[test]
fn twenty_first_starts_at_once_make_one_database() {
    let home = Home::new();
    let mut running: Vec<Process> = (0..20)
        .map(|n| Process::start(&home.nod_command(&["person", "add", &format!("Person {n}")])))
        .collect();
    for one in &mut running {
        assert!(one.ended().success(), "{:?}", one.lines().all());
    }
    assert_eq!(home.json(&["people"]).as_array().unwrap().len(), 20);
}
