//! `nod log`, `nod moments`, `nod undo`.

use serde_json::{Value, json};
use support::Home;
use support::folder::Snapshot;
use support::team;

fn moments(home: &Home) -> Vec<Value> {
    home.json(&["moments"])["moments"].as_array().expect("a list of moments").clone()
}

#[test]
fn a_moment_is_logged_as_it_was_said() {
    let home = Home::new();
    team::bring_in(&home);
    let logged = home
        .json(&["log", "amara thx for the release notes yesterday on chat >2099-01-09 ask about the demo"]);
    assert_eq!(logged["moment"]["gestures"], json!(["thanked"]));
    assert_eq!(logged["moment"]["direction"], "mine");
    assert_eq!(logged["moment"]["channel"], "chat");
    assert_eq!(logged["moment"]["note"], "for the release notes");
    assert_eq!(logged["people"][0]["name"], "Amara Okafor");
    assert_eq!(logged["follow_up"], json!({ "text": "ask about the demo", "on": "2099-01-09" }));
    let listed = moments(&home);
    assert_eq!(listed.len(), 1);
    assert!(listed[0].to_string().contains(logged["moment"]["id"].as_str().unwrap()));
}

#[test]
fn words_may_come_as_one_or_as_many() {
    let home = Home::new();
    team::bring_in(&home);
    let one = home.json(&["log", "noor listened about the move"]);
    let many = home.json(&["log", "noor", "listened", "about", "the", "move"]);
    for logged in [one, many] {
        assert_eq!(logged["moment"]["gestures"], json!(["listened"]));
        assert_eq!(logged["moment"]["note"], "about the move");
        assert_eq!(logged["follow_up"], Value::Null);
        assert_eq!(logged["moment"]["channel"], Value::Null);
    }
}

#[test]
fn several_people_and_any_script() {
    let home = Home::new();
    team::bring_in(&home);
    let logged = home.json(&["log", "юлия + 山田 helped with the audit"]);
    let names: Vec<_> =
        logged["people"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Юлия Соколова", "山田花子"]);
    let theirs = home.json(&["log", "zoe thanked me for the review"]);
    assert_eq!(theirs["people"][0]["name"], "Zoé Lefèvre");
    assert_eq!(theirs["moment"]["direction"], "theirs");
}

#[test]
fn a_rehearsal_shows_the_same_and_changes_nothing() {
    let home = Home::new();
    team::bring_in(&home);
    let before = Snapshot::of(&home.nod_data());
    let rehearsed = home.json(&["log", "amara thx for the notes", "--dry-run"]);
    assert_eq!(rehearsed["moment"]["gestures"], json!(["thanked"]));
    assert_eq!(rehearsed["moment"]["note"], "for the notes");
    assert_eq!(rehearsed["people"][0]["name"], "Amara Okafor");
    assert!(rehearsed.as_object().unwrap().contains_key("follow_up"));
    before.assert_unchanged(&home.nod_data());
    assert_eq!(moments(&home), Vec::<Value>::new());
}

#[test]
fn a_day_can_be_said_beside() {
    let home = Home::new();
    team::bring_in(&home);
    let logged = home.json(&["log", "noor thx", "--when", "2025-03-07T09:30"]);
    assert_eq!(logged["moment"]["at"], "2025-03-07T09:30:00+01:00", "9:30 in {}", support::home::ZONE);
}

#[test]
fn a_tie_is_asked_and_lists_the_candidates() {
    let home = Home::new();
    team::bring_in(&home);
    let before = Snapshot::of(&home.nod_data());
    let ran = home.nod(&["log", "sam thx for the notes"]).exited(2);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("Sam Carter") && ran.stderr.contains("Sam Ortiz"), "{}", ran.stderr);
    before.assert_unchanged(&home.nod_data());
    home.nod(&["log", "sam ortiz thx for the notes"]).succeeded();
}

#[test]
fn an_unknown_name_is_asked_about_and_added_on_request() {
    let home = Home::new();
    team::bring_in(&home);
    let before = Snapshot::of(&home.nod_data());
    let said = home.nod(&["log", "Wilhelmina thx for the notes"]).exited(2).one_sentence();
    assert!(said.contains("Wilhelmina"), "{said}");
    before.assert_unchanged(&home.nod_data());
    let logged = home.json(&["log", "Wilhelmina thx for the notes", "--add"]);
    assert_eq!(logged["people"][0]["name"], "Wilhelmina");
    assert_eq!(home.json(&["people", "Wilhelmina"]).as_array().unwrap().len(), 1);
}

#[test]
fn an_impossible_date_is_refused() {
    let home = Home::new();
    team::bring_in(&home);
    let before = Snapshot::of(&home.nod_data());
    let said = home.nod(&["log", "amara thx 2026-02-30"]).refused();
    assert!(said.contains("2026-02-30"), "{said}");
    let said = home.nod(&["log", "amara thx", "--when", "2026-02-30"]).refused();
    assert!(said.contains("2026-02-30"), "{said}");
    home.nod(&["log", "amara thx", "--when", "2099-01-01"]).refused();
    home.nod(&["today", "--on", "2026-13-01"]).refused();
    home.nod(&["person", "edit", "amara", "--birthday", "1984-02-31"]).refused();
    home.nod(&["person", "edit", "amara", "--zone", "Mars/Olympus"]).refused();
    before.assert_unchanged(&home.nod_data());
}

#[test]
fn undo_takes_back_one_thing_at_a_time() {
    let home = Home::new();
    team::bring_in(&home);
    home.nod(&["log", "amara thx for the first"]).succeeded();
    home.nod(&["log", "noor thx for the second"]).succeeded();
    home.nod(&["undo"]).succeeded();
    let left = moments(&home);
    assert_eq!(left.len(), 1);
    assert!(left[0].to_string().contains("for the first"));
    home.nod(&["redo"]).succeeded();
    assert_eq!(moments(&home).len(), 2);
    home.nod(&["undo"]).succeeded();
    home.nod(&["undo"]).succeeded();
    assert_eq!(moments(&home), Vec::<Value>::new());
    home.nod(&["undo"]).succeeded();
    assert_eq!(home.json(&["people"]), json!([]), "the import is undone too");
    home.nod(&["undo"]).refused();
}
