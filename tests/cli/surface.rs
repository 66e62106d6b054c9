//! What holds for every command: help, usage, data folder, output without a terminal.

use support::Home;
use support::team::{self, COUNT};

const COMMANDS: [&str; 33] = [
    "autostart",
    "shortcut",
    "completions",
    "listen",
    "follow-up",
    "thanks",
    "occasion",
    "remind",
    "away",
    "leave",
    "transition",
    "plan",
    "why",
    "import",
    "people",
    "person",
    "log",
    "moments",
    "today",
    "later",
    "skip",
    "undo",
    "open",
    "quick",
    "doctor",
    "detail",
    "search",
    "moment",
    "brief",
    "duplicates",
    "merge",
    "erase",
    "bin",
];

#[test]
fn every_command_is_in_the_help_and_has_its_own() {
    let home = Home::new();
    let help = home.nod(&["--help"]).succeeded().stdout;
    for command in COMMANDS {
        assert!(help.contains(command), "{command} is not in\n{help}");
        let own = home.nod(&[command, "--help"]).succeeded().stdout;
        assert!(own.contains("--json") && own.contains("--data-dir"), "{command}:\n{own}");
    }
}

#[test]
fn wrong_usage_exits_with_2() {
    let home = Home::new();
    home.nod(&["sing"]).exited(2);
    home.nod(&["log"]).exited(2);
    home.nod(&["later"]).exited(2);
    home.nod(&["people", "--no-such-option"]).exited(2);
}

#[test]
fn the_data_folder_is_the_one_named() {
    let mut home = Home::new();
    team::bring_in(&home);
    assert!(home.nod_data().join("nod.db").is_file());

    let named = home.path().join("named folder ü");
    home.nod(&["person", "add", "Only Here", "--data-dir", named.to_str().unwrap()]).succeeded();
    assert!(named.join("nod.db").is_file());
    let people = home.json(&["people", "--data-dir", named.to_str().unwrap()]);
    assert_eq!(people[0]["name"], "Only Here");

    home.set("NOD_DATA_DIR", named.to_str().unwrap());
    assert_eq!(home.json(&["people"]).as_array().unwrap().len(), 1);
    let usual = home.nod_data();
    assert_eq!(
        home.json(&["people", "--data-dir", usual.to_str().unwrap()]).as_array().unwrap().len(),
        COUNT
    );
}

#[test]
fn a_pipe_gets_no_colour() {
    let home = Home::new();
    team::bring_in(&home);
    for arguments in
        [vec!["people"], vec!["today"], vec!["moments"], vec!["doctor"], vec!["person", "show", "noor"]]
    {
        let ran = home.nod(&arguments);
        assert!(!ran.stdout.contains('\x1b'), "{arguments:?} colours a pipe: {:?}", ran.stdout);
    }
}

#[test]
fn an_empty_nod_answers_every_question() {
    let home = Home::new();
    assert_eq!(home.json(&["people"]), serde_json::json!([]));
    let today = home.json(&["today"]);
    assert_eq!(today["reminders"], serde_json::json!([]));
    assert_eq!(today["more"], 0);
    home.nod(&["people"]).succeeded();
    home.nod(&["moments"]).succeeded();
    home.nod(&["undo"]).refused();
}

#[test]
fn folder_and_file_are_the_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    team::bring_in(&home);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.nod_data()), 0o700);
    assert_eq!(mode(&home.nod_data().join("nod.db")), 0o600);
}

#[test]
fn doctor_says_what_is_not_there() {
    let home = Home::new();
    team::bring_in(&home);
    let ran = home.nod(&["doctor"]);
    for word in ["database", "background", "Only you"] {
        assert!(ran.stdout.contains(word), "no word of the {word} in\n{}", ran.stdout);
    }
}
