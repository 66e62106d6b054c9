//! Encryption from the command line: what is asked, what is said, and what stands on the disk.

use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use support::home::run;
use support::programs::program;
use support::{Home, resident, team};

const WORDS: &str = "correct horse battery";
/// What stands in notes, and nowhere else.
const SECRET: &str = "zeugmatic";

/// Amara with a note, encrypted; nobody holds the key. Scripts give the passphrase.
fn sealed() -> (Home, String) {
    let mut home = Home::new();
    team::bring_in(&home);
    home.nod(&["log", "amara", "thx", "for", "the", SECRET, "notes"]).succeeded();
    home.nod(&["backup"]).succeeded();
    let file = home.file("passphrase", format!("{WORDS}\n"));
    home.set("NOD_PASSPHRASE_FILE", file.to_str().unwrap());
    let recovery = home.json(&["encrypt"])["recovery_key"].as_str().unwrap().to_owned();
    (home, recovery)
}

fn without_passphrase(home: &mut Home) {
    home.set("NOD_PASSPHRASE_FILE", "");
}

fn with(home: &mut Home, words: &str) {
    let file = home.file("other-passphrase", words);
    home.set("NOD_PASSPHRASE_FILE", file.to_str().unwrap());
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.is_file() {
            found.push(path);
        }
    }
    found
}

/// Files of Nod's that hold the secret in plain text.
fn readable(home: &Home) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
    };
    let all = files(&home.nod_data()).into_iter().chain(files(&home.runtime()));
    all.filter(holds).collect()
}

#[test]
fn nothing_on_the_disk_can_be_read_and_everything_works() {
    let (home, _) = sealed();
    assert_eq!(readable(&home), Vec::<PathBuf>::new());
    let _resident = resident::start(&home);
    home.nod(&["log", "amara", "thx", "for", SECRET, "again"]).succeeded();
    assert!(home.nod(&["search", SECRET]).succeeded().stdout.contains(SECRET));
    home.nod(&["backup"]).succeeded();
    home.nod(&["undo"]).succeeded();
    assert_eq!(readable(&home), Vec::<PathBuf>::new());
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.nod_data()), 0o700);
    for path in files(&home.nod_data()) {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    let checks = home.json(&["doctor"])["checks"].clone();
    let check =
        checks.as_array().unwrap().iter().find(|check| check["name"] == "encryption").unwrap().clone();
    assert_eq!(check["ok"], true);
    home.nod(&["decrypt"]).succeeded();
    assert!(!readable(&home).is_empty());
    assert!(home.nod(&["today"]).succeeded().stderr.is_empty());
}

#[test]
fn the_resident_is_asked_once_and_hands_the_key_to_every_terminal_until_it_is_locked() {
    let (mut home, _) = sealed();
    let _resident = resident::start(&home);
    home.nod(&["unlock"]).succeeded();
    without_passphrase(&mut home);
    home.nod(&["people"]).succeeded();
    home.nod(&["log", "amara", "thx"]).succeeded();
    home.nod(&["lock"]).succeeded();
    let said = home.nod(&["people"]).refused();
    assert!(said.contains("nod unlock"), "{said}");
    let failed = home.nod(&["people", "--json"]).exited(1).json();
    assert_eq!(failed["error"]["code"], "locked");
    assert!(home.nod(&["doctor"]).succeeded().stdout.contains("locked"));
    with(&mut home, WORDS);
    // One command that is given the passphrase is enough.
    home.nod(&["people"]).succeeded();
    without_passphrase(&mut home);
    home.nod(&["people"]).succeeded();
}

#[test]
fn a_wrong_passphrase_changes_nothing_and_the_recovery_key_opens_it() {
    let (mut home, recovery) = sealed();
    let database = std::fs::read(home.nod_data().join("nod.db")).unwrap();
    with(&mut home, "correct horse batterz");
    for words in [&["people"][..], &["decrypt"], &["recovery-key"], &["passphrase"], &["unlock"]] {
        let failed = home.nod(&[words, &["--json"]].concat()).exited(1).json();
        assert_eq!(failed["error"]["code"], "wrong-passphrase", "{words:?}");
    }
    assert_eq!(std::fs::read(home.nod_data().join("nod.db")).unwrap(), database);
    with(&mut home, &recovery);
    home.nod(&["people"]).succeeded();
    let fresh = home.file("fresh", "a new passphrase\n");
    home.set("NOD_NEW_PASSPHRASE_FILE", fresh.to_str().unwrap());
    home.nod(&["passphrase"]).succeeded();
    with(&mut home, "a new passphrase");
    home.nod(&["people"]).succeeded();
    with(&mut home, WORDS);
    home.nod(&["people"]).exited(1);
}

#[test]
fn a_passphrase_comes_from_standard_input_and_a_script_without_one_is_told() {
    let (mut home, _) = sealed();
    home.set("NOD_PASSPHRASE_FILE", "-");
    let ran = run(home.nod_command(&["people"]), format!("{WORDS}\n").as_bytes());
    assert!(ran.succeeded().stdout.contains("Amara"));
    without_passphrase(&mut home);
    home.nod(&["people"]).refused();
    assert!(home.nod(&["decrypt"]).exited(2).one_sentence().contains("NOD_PASSPHRASE_FILE"));
}

#[test]
fn at_a_terminal_nothing_of_it_shows() {
    let (mut home, _) = sealed();
    without_passphrase(&mut home);
    let mut command: Command = home.command("script");
    command.args(["--quiet", "--return", "--command"]);
    command.arg(format!("'{}' people", program("nod").display())).arg("/dev/null");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut keys, mut screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut said = Vec::new();
    // One that is wrong first: it asks again. What is typed before it asks is thrown away.
    for secret in ["wrong wrong wrong", WORDS] {
        let before = said.len();
        while !String::from_utf8_lossy(&said[before..]).contains("recovery key: ") {
            let mut part = [0; 256];
            let read = screen.read(&mut part).unwrap();
            assert!(read > 0, "it does not ask: {}", String::from_utf8_lossy(&said));
            said.extend_from_slice(&part[..read]);
        }
        keys.write_all(format!("{secret}\r").as_bytes()).unwrap();
    }
    screen.read_to_end(&mut said).unwrap();
    let said = String::from_utf8_lossy(&said);
    assert!(child.wait().unwrap().success() && said.contains("Amara"), "{said}");
    assert!(!said.contains("correct") && !said.contains("wrong wrong"), "{said}");
}

#[test]
fn completing_a_word_never_asks() {
    let (mut home, _) = sealed();
    without_passphrase(&mut home);
    let mut command: Command = home.command("script");
    command.args(["--quiet", "--return", "--command"]);
    command.arg(format!("'{}' complete -- log am", program("nod").display())).arg("/dev/null");
    assert!(!run(command, b"").stdout.contains("Passphrase"));
}

#[test]
fn an_encrypted_export_comes_back_and_is_what_age_makes() {
    let mut home = Home::new();
    team::bring_in(&home);
    home.nod(&["log", "amara", "thx", "for", "the", SECRET, "notes"]).succeeded();
    let file = home.file("passphrase", WORDS);
    home.set("NOD_PASSPHRASE_FILE", file.to_str().unwrap());
    let out = home.file("all.json.age", "");
    home.nod(&["export", out.to_str().unwrap(), "--age"]).succeeded();
    let sealed = std::fs::read(&out).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1\n"));
    assert!(!sealed.windows(SECRET.len()).any(|window| window == SECRET.as_bytes()));

    // The program of others opens it, and what that makes opens here.
    let (plain, theirs) = (home.file("plain.json", ""), home.file("theirs.json.age", ""));
    age(&home, &["--decrypt", "--output", plain.to_str().unwrap(), out.to_str().unwrap()]);
    let text = std::fs::read_to_string(&plain).unwrap();
    assert!(text.contains(SECRET));
    age(&home, &["--passphrase", "--output", theirs.to_str().unwrap(), plain.to_str().unwrap()]);
    let mut other = Home::new();
    for from in [&out, &theirs] {
        other.set("NOD_PASSPHRASE_FILE", file.to_str().unwrap());
        other.nod(&["import", "--yes", from.to_str().unwrap()]).succeeded();
        assert!(other.nod(&["search", SECRET]).succeeded().stdout.contains(SECRET));
    }
    with(&mut other, "another passphrase");
    assert!(other.nod(&["import", "--yes", out.to_str().unwrap()]).refused().contains("passphrase"));
}

/// Runs `age`, which asks for a passphrase at a terminal only, and answers as often as it asks.
fn age(home: &Home, arguments: &[&str]) {
    const ANSWER: &str = "
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp('age', ['age'] + sys.argv[2:])
seen = b''
while True:
    try:
        part = os.read(terminal, 1024)
    except OSError:
        break
    if not part:
        break
    seen += part
    if seen.rstrip().endswith(b':'):
        os.write(terminal, sys.argv[1].encode() + b'\\n')
        seen = b''
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
";
    let mut command = home.command("python3");
    command.args(["-c", ANSWER, WORDS]).args(arguments);
    run(command, b"").succeeded();
}
