//! `nod detail`, `search`, `moment`, `brief`, `merge`, `erase`, `bin`, and what belongs to one person.

use serde_json::{Value, json};
use support::Home;

fn home() -> Home {
    let home = Home::new();
    home.nod(&["person", "add", "Amara Okafor", "--team", "Platform", "--team", "Guild", "--tag", "mentor"])
        .succeeded();
    home.nod(&["person", "add", "--name", "Leo Martin"]).succeeded();
    home.nod(&["log", "amara", "thx", "for", "the", "release", "notes", "!likes green tea"]).succeeded();
    home
}

fn kinds(found: &Value) -> Vec<&str> {
    found["hits"].as_array().unwrap().iter().map(|hit| hit["kind"].as_str().unwrap()).collect()
}

#[test]
fn a_detail_is_remembered_listed_changed_and_let_go() {
    let home = home();
    let said =
        home.nod(&["detail", "add", "amara", "bad", "knee", "--category", "health"]).succeeded().stdout;
    assert_eq!(said, "Remembered about Amara Okafor: bad knee\n");
    let listed = home.json(&["detail", "list", "amara"]);
    assert_eq!(listed[0]["text"], "bad knee");
    assert_eq!((&listed[0]["private"], &listed[1]["text"]), (&json!(true), &json!("likes green tea")));
    let id = listed[0]["id"].as_str().unwrap();
    home.nod(&["detail", "edit", id, "--text", "good knee", "--open", "--inferred"]).succeeded();
    let changed = home.json(&["detail", "list", "amara"]);
    assert_eq!((&changed[0]["private"], &changed[0]["source"]), (&json!(false), &json!("inferred")));
    home.nod(&["detail", "remove", id]).succeeded();
    assert_eq!(home.json(&["detail", "list", "amara"]).as_array().unwrap().len(), 1);
    home.nod(&["undo"]).succeeded();
    assert_eq!(home.json(&["detail", "list", "amara"]).as_array().unwrap().len(), 2);
    home.nod(&["detail", "remove", "1"]).refused();
    home.nod(&["detail", "add", "amara", "x", "--expires", "soon"]).refused();
}

#[test]
fn everything_is_found_by_its_words() {
    let home = home();
    assert_eq!(kinds(&home.json(&["search", "green"])), ["detail"]);
    assert_eq!(kinds(&home.json(&["search", "release", "person:amara"])), ["moment"]);
    assert_eq!(kinds(&home.json(&["search", "guild"])), ["person"]);
    assert_eq!(kinds(&home.json(&["search", "amara"])), ["person", "detail", "moment"]);
    assert_eq!(home.json(&["search", "nothing like it"])["hits"], json!([]));
    let plain = home.nod(&["search", "\"green tea\""]).succeeded().stdout;
    assert!(plain.ends_with("Detail\tAmara Okafor\tlikes green tea\n"), "{plain}");
}

#[test]
fn a_name_said_twice_is_refused_and_nobody_added() {
    let home = home();
    home.nod(&["person", "add", "--name", "Noor", "Haddad"]).refused();
    assert_eq!(home.json(&["people"]).as_array().unwrap().len(), 2);
}

#[test]
fn own_fields_teams_and_tags_are_set_and_cleared() {
    let home = home();
    home.nod(&["person", "edit", "amara", "--field", "Shirt size=M", "--field", "Desk=4.12"]).succeeded();
    home.nod(&["person", "edit", "amara", "--field", "desk=", "--tag", "a", "--tag", "b"]).succeeded();
    let shown = home.json(&["person", "show", "amara"]);
    assert_eq!(shown["own"], json!([{ "name": "Shirt size", "value": "M" }]));
    assert_eq!((&shown["team"], &shown["other_teams"]), (&json!("Platform"), &json!(["Guild"])));
    assert_eq!(shown["tags"], json!(["a", "b"]));
    home.nod(&["person", "edit", "amara", "--tag", "", "--team", ""]).succeeded();
    let shown = home.json(&["person", "show", "amara"]);
    assert_eq!((&shown["tags"], &shown["other_teams"]), (&json!([]), &json!([])));
    home.nod(&["person", "edit", "amara", "--field", "no value"]).refused();
}

#[test]
fn a_file_that_is_no_picture_is_refused_and_nothing_else_is_changed() {
    let home = home();
    let file = home.path().join("photo.png");
    std::fs::write(&file, "no picture").unwrap();
    let file = file.to_str().unwrap();
    home.nod(&["person", "add", "Noor", "--photo", file]).refused();
    home.nod(&["person", "edit", "amara", "--role", "Nurse", "--photo", file]).refused();
    assert_eq!(home.json(&["people"]).as_array().unwrap().len(), 2);
    assert_eq!(home.json(&["person", "show", "amara"])["role"], "");
    std::fs::write(file, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08").unwrap();
    home.nod(&["person", "edit", "amara", "--photo", file]).succeeded();
    assert_eq!(home.json(&["person", "show", "amara"])["photo"], true);
    home.nod(&["person", "edit", "amara", "--no-photo"]).succeeded();
    assert_eq!(home.json(&["person", "show", "amara"])["photo"], false);
}

#[test]
fn someone_put_away_is_listed_apart_and_comes_back() {
    let home = home();
    home.nod(&["person", "archive", "leo"]).succeeded();
    assert_eq!(home.json(&["people"]).as_array().unwrap().len(), 1);
    assert_eq!(home.json(&["people", "--archived"])[0]["name"], "Leo Martin");
    home.nod(&["person", "restore", "leo martin"]).succeeded();
    assert_eq!(home.json(&["people", "--archived"]), json!([]));
}

#[test]
fn a_moment_is_changed_and_deleted() {
    let home = home();
    home.nod(&["moment", "edit", "last", "--note", "for the demo", "--with", "leo", "--gesture", "helped"])
        .succeeded();
    let moment = &home.json(&["moments"])["moments"][0];
    assert_eq!((&moment["note"], &moment["gestures"]), (&json!("for the demo"), &json!(["helped"])));
    assert_eq!(moment["people"][0]["name"], "Leo Martin");
    home.nod(&["moment", "delete", "last"]).succeeded();
    home.nod(&["moment", "delete", "last"]).refused();
    let bin = home.json(&["bin"]);
    home.nod(&["bin", "restore", &bin[0]["number"].to_string()]).succeeded();
    assert_eq!(home.json(&["moments"])["total"], 1);
    assert_eq!(home.json(&["bin"]), json!([]));
    home.nod(&["bin", "restore", "7777"]).refused();
    home.nod(&["moment", "edit", "last", "--direction", "sideways"]).refused();
}

#[test]
fn two_people_become_one_and_two_again() {
    let home = home();
    home.nod(&["person", "add", "A. Okafor", "--email", "ao@x.example"]).succeeded();
    home.nod(&["person", "edit", "leo", "--email", "AO@x.example"]).succeeded();
    assert_eq!(home.json(&["duplicates"]).as_array().unwrap().len(), 1);
    let preview = home.json(&["merge", "amara", "A. Okafor", "--dry-run"]);
    assert_eq!(preview["merged"]["contacts"][0]["value"], "ao@x.example");
    home.nod(&["merge", "amara", "A. Okafor"]).succeeded();
    assert_eq!(home.json(&["people"]).as_array().unwrap().len(), 2);
    home.nod(&["undo"]).succeeded();
    assert_eq!(home.json(&["people"]).as_array().unwrap().len(), 3);
    home.nod(&["merge", "amara", "amara"]).refused();
}

#[test]
fn erasing_asks_first_and_then_leaves_nothing() {
    let home = home();
    home.nod(&["erase", "amara"]).exited(2);
    assert_eq!(home.json(&["people"]).as_array().unwrap().len(), 2);
    home.nod(&["erase", "amara", "--yes"]).succeeded();
    for entry in std::fs::read_dir(home.nod_data()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
        for secret in ["Okafor", "green tea", "release notes"] {
            assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()), "{secret}");
        }
    }
    home.nod(&["doctor"]);
    assert_eq!(home.json(&["people"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_brief_a_timeline_and_an_export_say_what_is_known() {
    let home = home();
    let brief = home.json(&["brief", "amara", "Leo Martin"]);
    assert_eq!(brief[0]["details"][0]["text"], "likes green tea");
    assert_eq!(brief[1]["moments"], json!([]));
    let timeline = home.json(&["person", "timeline", "amara"]);
    assert_eq!((&timeline["total"], &timeline["entries"][0]["kind"]), (&json!(2), &json!("moment")));
    let text = home.nod(&["person", "export", "amara"]).succeeded().stdout;
    assert!(text.starts_with("# Amara Okafor\n") && text.contains("likes green tea (Other)"), "{text}");
}

/// What must not reach a terminal: controls, and marks that turn text around or hide it.
fn harmful(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn hostile_text_comes_out_harmless() {
    let home = Home::new();
    let hostile = "Eve \u{1b}[31m\u{202e}drow\u{2066}\u{200b}<script>alert(1)</script>\u{9b}2J نور 👩‍👩‍👧";
    let long = format!("{hostile} {}", "long ".repeat(12_000));
    home.nod(&["person", "add", hostile, "--notes", &long, "--field", &format!("{hostile}=x{hostile}")])
        .succeeded();
    home.nod(&["detail", "add", "eve", hostile]).succeeded();
    home.nod(&["log", "eve", "thx", "for", hostile]).succeeded();
    for arguments in [
        vec!["people"],
        vec!["person", "show", "eve"],
        vec!["person", "timeline", "eve"],
        vec!["person", "export", "eve"],
        vec!["detail", "list", "eve"],
        vec!["search", "script"],
        vec!["search", hostile],
        vec!["brief", "eve"],
        vec!["moments"],
        vec!["moment", "edit", "last", "--note", hostile],
        vec!["person", "edit", "eve", "--role", hostile],
        vec!["person", "archive", "eve"],
        vec!["undo"],
        vec!["person", "delete", "eve"],
        vec!["bin"],
    ] {
        let ran = home.nod(&arguments);
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!said.chars().any(harmful), "{arguments:?}: {:?}", said.chars().find(|c| harmful(*c)));
    }
}
