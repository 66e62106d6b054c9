//! `nod import`: real contact files in, once.

use serde_json::json;
use support::Home;
use support::folder::Snapshot;
use support::home::run;
use support::team::{CONTACTS, COUNT};

#[test]
fn contacts_come_in_with_their_fields_in_their_script() {
    let home = Home::new();
    let file = home.file("team.vcf", CONTACTS);
    let report = home.json(&["import", "--yes", file.to_str().unwrap()]);
    assert_eq!(
        (&report["added"], &report["merged"], &report["skipped"]),
        (&json!(COUNT), &json!(0), &json!(0))
    );
    assert_eq!(report["errors"], json!([]));
    let amara = home.json(&["person", "show", "amara"]).to_string();
    for part in ["Amara Okafor", "Release engineer", "Meridian", "amara@meridian.example", "1990-03-04"] {
        assert!(amara.contains(part), "no {part} in {amara}");
    }
    assert!(home.json(&["people"]).to_string().contains("Zoé Lefèvre"));
}

#[test]
fn importing_twice_changes_nothing() {
    let home = Home::new();
    let file = home.file("team.vcf", CONTACTS);
    home.nod(&["import", "--yes", file.to_str().unwrap()]).succeeded();
    let before = home.json(&["people"]);
    let report = home.json(&["import", "--yes", file.to_str().unwrap()]);
    assert_eq!(
        (&report["added"], &report["merged"], &report["skipped"]),
        (&json!(0), &json!(0), &json!(COUNT))
    );
    assert_eq!(home.json(&["people"]), before);
}

#[test]
fn a_rehearsal_counts_and_changes_nothing() {
    let home = Home::new();
    home.nod(&["person", "add", "Someone Else"]).succeeded();
    let before = Snapshot::of(&home.nod_data());
    let file = home.file("team.vcf", CONTACTS);
    let report = home.json(&["import", "--dry-run", file.to_str().unwrap()]);
    assert_eq!(report["added"], json!(COUNT));
    before.assert_unchanged(&home.nod_data());
}

#[test]
fn without_a_yes_nothing_comes_in() {
    let home = Home::new();
    home.nod(&["person", "add", "Someone Else"]).succeeded();
    let before = Snapshot::of(&home.nod_data());
    let file = home.file("team.vcf", CONTACTS);
    home.nod(&["import", file.to_str().unwrap()]).exited(2);
    let answered = run(home.nod_command(&["import", file.to_str().unwrap()]), b"n\n");
    assert_ne!(answered.status.code(), Some(0));
    before.assert_unchanged(&home.nod_data());
}

#[test]
fn several_files_are_one_import_with_one_undo() {
    let home = Home::new();
    let card = |name: &str| format!("BEGIN:VCARD\nVERSION:4.0\nFN:{name}\nEND:VCARD\n");
    let one = home.file("one.vcf", card("Ada One"));
    let two = home.file("two.vcf", card("Bo Two"));
    let report = home.json(&["import", "--yes", one.to_str().unwrap(), two.to_str().unwrap()]);
    assert_eq!(report["added"], 2);
    home.nod(&["undo"]).succeeded();
    assert_eq!(home.json(&["people"]), json!([]));
}

#[test]
fn ten_thousand_contacts_come_in() {
    let home = Home::new();
    let cards: String = (0..10_000)
        .map(|n| {
            format!("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Person {n}\r\nEMAIL:p{n}@x.example\r\nEND:VCARD\r\n")
        })
        .collect();
    let file = home.file("many.vcf", cards);
    assert_eq!(home.json(&["import", "--yes", file.to_str().unwrap()])["added"], 10_000);
    assert_eq!(home.json(&["people", "p9999@x"])[0]["name"], "Person 9999");
}
