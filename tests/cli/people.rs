//! `nod people` and `nod person`.

use serde_json::{Value, json};
use support::Home;
use support::folder::Snapshot;
use support::team::{self, COUNT};

fn names(found: &Value) -> Vec<&str> {
    found.as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap()).collect()
}

#[test]
fn people_are_listed_and_found_in_any_script() {
    let home = Home::new();
    team::bring_in(&home);
    let all = home.json(&["people"]);
    assert_eq!(all.as_array().unwrap().len(), COUNT);
    for person in all.as_array().unwrap() {
        for field in ["id", "name", "circle", "rhythm_days", "last_moment", "next_due"] {
            assert!(person.as_object().unwrap().contains_key(field), "no {field} in {person}");
        }
    }
    assert_eq!(names(&home.json(&["people", "zoe"])), ["Zoé Lefèvre"]);
    assert_eq!(names(&home.json(&["people", "wisniewski"])), ["Tomasz Wiśniewski"]);
    assert_eq!(names(&home.json(&["people", "山田"])), ["山田花子"]);
    assert_eq!(home.json(&["people", "qqqqqq"]), json!([]));
    let plain = home.nod(&["people"]).succeeded().stdout;
    assert!(plain.contains("Юлия Соколова"), "{plain}");
}

#[test]
fn a_person_is_added_shown_and_changed() {
    let home = Home::new();
    home.nod(&[
        "person",
        "add",
        "Inés",
        "de",
        "la Cruz",
        "--role",
        "Nurse",
        "--circle",
        "close",
        "--email",
        "ines@x.example",
    ])
    .succeeded();
    let shown = home.json(&["person", "show", "ines"]).to_string();
    for part in ["Inés de la Cruz", "Nurse", "ines@x.example"] {
        assert!(shown.contains(part), "no {part} in {shown}");
    }
    let listed = home.json(&["people"]);
    assert_eq!(listed[0]["rhythm_days"], 14, "the circle's");
    home.nod(&["person", "edit", "ines", "--rhythm", "9", "--role", ""]).succeeded();
    assert_eq!(home.json(&["people"])[0]["rhythm_days"], 9, "her own");
    assert!(!home.json(&["person", "show", "ines"]).to_string().contains("Nurse"));
    home.nod(&["undo"]).succeeded();
    assert!(home.json(&["person", "show", "ines"]).to_string().contains("Nurse"));
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let home = Home::new();
    team::bring_in(&home);
    let before = Snapshot::of(&home.nod_data());
    home.nod(&["person", "add", " \u{200b} "]).refused();
    home.nod(&["person", "edit", "noor", "--rhythm", "0"]).refused();
    home.nod(&["person", "edit", "noor", "--rhythm", "often"]).refused();
    home.nod(&["person", "edit", "noor", "--circle", "no such circle"]).refused();
    home.nod(&["person", "edit", "noor", "--name", ""]).refused();
    home.nod(&["person", "add", &"x".repeat(70_000)]).refused();
    home.nod(&["person", "show", "nobody at all"]).exited(2);
    let tie = home.nod(&["person", "edit", "sam", "--role", "Nurse"]).exited(2);
    assert!(tie.stderr.contains("Sam Carter") && tie.stderr.contains("Sam Ortiz"), "{}", tie.stderr);
    before.assert_unchanged(&home.nod_data());
}
