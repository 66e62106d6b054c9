//! Completion, in a real bash.

use support::home::{Ran, run};
use support::programs::program;
use support::{Home, team};

/// What bash makes of a line when Tab is pressed at its end: the readline function of the script, called as bash does.
fn tab(home: &Home, words: &[&str]) -> Vec<String> {
    let script = r#"
        eval "$(nod completions bash)"
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        compopt() { echo "compopt $*"; }
        _nod
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let mut command = home.command("bash");
    let path = format!("{}:/usr/bin:/bin", program("nod").parent().unwrap().display());
    command.env("PATH", path).args(["--norc", "--noprofile", "-c", script, "nod"]).args(words);
    let ran: Ran = run(command, b"").succeeded();
    assert_eq!(ran.stderr, "");
    ran.stdout.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn names_and_gestures_are_completed_in_a_line_to_log() {
    let home = Home::new();
    team::bring_in(&home);
    assert_eq!(tab(&home, &["nod", "log", "ama"]), ["Amara"]);
    assert_eq!(tab(&home, &["nod", "log", "oka"]), ["Okafor"]);
    assert_eq!(tab(&home, &["nod", "log", "amara", "checked"]), ["checked-in"]);
    let all = tab(&home, &["nod", "log", ""]);
    assert!(all.len() > 8, "people and gestures: {all:?}");
}

#[test]
fn a_name_that_is_not_enough_is_completed_whole_and_escaped() {
    let home = Home::new();
    for name in ["Kim Larsen", "Kim Lund"] {
        home.nod(&["person", "add", name]).succeeded();
    }
    assert_eq!(tab(&home, &["nod", "person", "show", "ki"]), ["Kim\\ Larsen", "Kim\\ Lund"]);
    assert_eq!(tab(&home, &["nod", "person", "show", "\"ki"]), ["Kim Larsen", "Kim Lund"]);
}

#[test]
fn a_name_that_looks_like_a_command_is_only_a_name() {
    let home = Home::new();
    let named = "$(touch pwned) `touch pwned`";
    home.nod(&["person", "add", named]).succeeded();
    let offered = tab(&home, &["nod", "person", "show", ""]);
    assert_eq!(offered.len(), 1, "{offered:?}");
    let mut command = home.command("bash");
    let echo = format!("printf %s {}", offered[0]);
    command.args(["--norc", "-c", &echo]);
    let said = run(command, b"").succeeded().stdout;
    assert!(named.contains(&said) && !home.path().join("pwned").exists(), "{said}");
}

#[test]
fn commands_options_and_files_are_completed() {
    let home = Home::new();
    assert_eq!(tab(&home, &["nod", "und"]), ["undo"]);
    assert_eq!(tab(&home, &["nod", "log", "--dr"]), ["--dry-run"]);
    assert_eq!(tab(&home, &["nod", "import", ""]), ["compopt -o default"]);
    assert!(!home.nod_data().exists(), "to press Tab makes no database");
}

#[test]
fn every_shell_has_its_script() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = home.nod(&["completions", shell]).succeeded().stdout;
        assert!(script.contains("nod complete --"), "{script}");
    }
    home.nod(&["completions", "csh"]).exited(2);
}

#[test]
fn fish_offers_the_same_with_what_it_is() {
    let home = Home::new();
    team::bring_in(&home);
    let mut command = home.command("fish");
    let path = format!("{}:/usr/bin:/bin", program("nod").parent().unwrap().display());
    let script = "nod completions fish | source; complete -C 'nod log ama'";
    command.env("PATH", path).args(["--no-config", "-c", script]);
    let ran = run(command, b"").succeeded();
    assert!(ran.stdout.starts_with("Amara\tAmara Okafor"), "{}\n{}", ran.stdout, ran.stderr);
}

#[test]
fn the_script_for_zsh_reads() {
    let home = Home::new();
    let script = home.file("_nod", home.nod(&["completions", "zsh"]).succeeded().stdout);
    let mut command = home.command("zsh");
    command.args(["-f", "-n", script.to_str().unwrap()]);
    run(command, b"").succeeded();
}
