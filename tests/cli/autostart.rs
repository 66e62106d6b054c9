//! Starting at login.

use std::path::Path;

use support::Home;
use support::home::run;
use support::programs::repository;

fn valid(home: &Home, entry: &Path) {
    let mut command = home.command("desktop-file-validate");
    command.arg(entry);
    let said = run(command, b"").succeeded();
    assert_eq!(said.stdout, "", "{}", entry.display());
}

#[test]
fn it_is_turned_on_and_off_and_the_desktop_understands_the_file() {
    let home = Home::new();
    assert_eq!(home.json(&["autostart"])["autostart"], false);
    assert!(!home.nod_data().exists(), "to ask makes no database");
    assert_eq!(home.json(&["autostart", "on"])["autostart"], true);
    let entry = home.path().join("config/autostart/nod.desktop");
    valid(&home, &entry);
    let text = std::fs::read_to_string(&entry).unwrap();
    assert!(text.contains("nod\" resident\n"), "the usual data folder is not named:\n{text}");
    assert_eq!(home.json(&["autostart", "off"])["autostart"], false);
    assert!(!entry.exists());
}

#[test]
fn another_data_folder_is_named() {
    let home = Home::new();
    let other = home.path().join("other folder");
    home.nod(&["autostart", "on", "--data-dir", other.to_str().unwrap()]).succeeded();
    let entry = home.path().join("config/autostart/nod.desktop");
    valid(&home, &entry);
    let text = std::fs::read_to_string(&entry).unwrap();
    assert!(text.contains(&format!("--data-dir \"{}\"", other.display())), "{text}");
}

#[test]
fn a_config_folder_that_cannot_be_written_is_said_in_one_sentence() {
    let home = Home::new();
    std::fs::write(home.path().join("config/autostart"), "not a folder").unwrap();
    let said = home.nod(&["autostart", "on"]).refused();
    assert!(said.contains("autostart"), "{said}");
}

#[test]
fn the_entry_of_the_menu_is_valid_and_its_actions_are_commands() {
    let home = Home::new();
    let entry = repository().join("src-tauri/desktop/nod.desktop");
    valid(&home, &entry);
    for line in std::fs::read_to_string(entry).unwrap().lines() {
        let Some(exec) = line.strip_prefix("Exec=nod") else { continue };
        let words: Vec<&str> = exec.split_whitespace().take(1).chain(["--help"]).collect();
        home.nod(&words).succeeded();
    }
}
