//! `nod backup`, `nod restore`, and the way out of a damaged database.

use support::Home;
use support::team;

#[test]
fn a_backup_comes_back_and_what_was_there_is_kept() {
    let home = Home::new();
    team::bring_in(&home);
    let then = home.json(&["people"]);
    home.nod(&["backup"]).succeeded();
    home.nod(&["person", "add", "Someone New"]).succeeded();
    let now = home.json(&["people"]);
    let shown = home.json(&["restore", "latest", "--dry-run"]);
    assert_eq!(shown["difference"]["goes"]["people"], 1);
    home.nod(&["restore", "latest"]).exited(2);
    assert_eq!(home.json(&["people"]), now);
    let done = home.json(&["restore", "latest", "--yes"]);
    assert_eq!(home.json(&["people"]), then);
    home.nod(&["restore", "--yes", done["kept"].as_str().unwrap()]).succeeded();
    assert_eq!(home.json(&["people"]), now);
    home.nod(&["restore", "--yes", "nothing-like-it.db"]).refused();
}

#[test]
fn a_damaged_database_says_how_to_get_the_newest_good_backup_back() {
    let home = Home::new();
    team::bring_in(&home);
    let then = home.json(&["people"]);
    home.nod(&["backup"]).succeeded();
    let database = home.nod_data().join("nod.db");
    std::fs::write(&database, vec![0x5a; 8192]).unwrap();
    let said = home.nod(&["people"]).refused();
    assert!(said.contains("nod restore latest"), "{said}");
    let looked = home.nod(&["doctor", "--json"]).exited(1).json();
    let checks = looked["checks"].as_array().unwrap();
    assert!(checks.iter().any(|check| check["name"] == "database" && check["ok"] == false));
    assert!(checks.iter().any(|check| check["name"] == "backup" && check["ok"] == true));
    let done = home.json(&["restore", "latest", "--yes"]);
    assert_eq!(home.json(&["people"]), then);
    let kept = std::fs::read(done["kept"].as_str().unwrap()).unwrap();
    assert_eq!(kept, vec![0x5a; 8192]);
}
