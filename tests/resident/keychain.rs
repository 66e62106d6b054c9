//! Encrypted data after login: a keychain that has the key, one that is not there, and one that never answers.

use std::time::Duration;

use support::notifications::Banners;
use support::process::{Process, stopwatch, until};
use support::{Desktop, daemons::Scripted, resident};
use zbus::blocking::Connection;

use crate::scene::{amara_due, is_amara};

const WORDS: &str = "correct horse battery";
const SECRETS: &str = "org.freedesktop.secrets";

/// What the keychain may take, and the machine's own slowness on top.
const AT_MOST: Duration = Duration::from_secs(4);

/// GNOME's keyring, unlocked as login does it.
fn keyring(desktop: &Desktop) -> Process {
    let mut command = desktop.command("sh");
    command
        .args(["-c", "printf login | exec gnome-keyring-daemon --foreground --unlock --components=secrets"]);
    let keyring = Process::start(&command);
    desktop.bus().wait_for_owner(SECRETS);
    keyring
}

fn give_passphrase(desktop: &mut Desktop) {
    let file = desktop.file("passphrase", WORDS);
    desktop.set("NOD_PASSPHRASE_FILE", file.to_str().unwrap());
}

fn is_locked(desktop: &Desktop) -> bool {
    desktop.nod(&["people"]).status.code() == Some(1)
}

#[test]
fn reminders_come_after_login_without_anybody_typing_a_passphrase() {
    let mut desktop = Desktop::with_bus();
    let _keyring = keyring(&desktop);
    let clock = amara_due(&desktop, "2027-03-22 09:20");
    give_passphrase(&mut desktop);
    let answer = clock.nod(&desktop, &["encrypt", "--keychain", "--json"]).succeeded().json();
    assert_eq!(answer["keychain"], true);
    desktop.set("NOD_PASSPHRASE_FILE", "");
    assert!(is_locked(&desktop), "nobody holds the key");
    let banners = Banners::watch(desktop.bus());
    let _daemon = Scripted::start(desktop.bus());
    let mut first = resident::start_at(&desktop, &clock);
    banners.wait("Amara's reminder", is_amara);
    // Locked by hand it stays so, whatever the keychain has.
    desktop.nod(&["lock"]).succeeded();
    assert!(is_locked(&desktop));
    first.terminate();
    // After the next login it is open again, until the keychain no longer has it.
    let mut second = resident::start_at(&desktop, &clock);
    until("the key from the keychain", || !is_locked(&desktop));
    desktop.nod(&["keychain", "off"]).succeeded();
    second.terminate();
    let _third = resident::start_at(&desktop, &clock);
    assert!(is_locked(&desktop));
}

/// Encrypted data that says the keychain has the key, with nobody holding it.
fn noted(desktop: &mut Desktop) {
    desktop.nod(&["person", "add", "Noor"]).succeeded();
    give_passphrase(desktop);
    let keyring = keyring(desktop);
    desktop.nod(&["encrypt", "--keychain"]).succeeded();
    drop(keyring);
    desktop.bus().wait_for_no_owner(SECRETS);
    desktop.set("NOD_PASSPHRASE_FILE", "");
}

#[test]
fn without_a_keychain_it_starts_all_the_same_and_says_so_in_time() {
    let mut desktop = Desktop::with_bus();
    noted(&mut desktop);
    let watch = stopwatch();
    let _resident = resident::start(&desktop);
    assert!(is_locked(&desktop));
    give_passphrase(&mut desktop);
    let failed = desktop.nod(&["keychain", "on", "--json"]).exited(1).json();
    assert!(failed["error"]["message"].as_str().unwrap().contains("keychain"));
    assert!(watch.elapsed() < 3 * AT_MOST, "{:?}", watch.elapsed());
    desktop.nod(&["people"]).succeeded();
}

/// Owns the keychain's name and answers nothing.
struct Silent(#[allow(dead_code, reason = "held, never read")] Connection);

impl Silent {
    fn on(desktop: &Desktop) -> Self {
        let connection = desktop.bus().connect();
        connection.request_name(SECRETS).unwrap();
        // What is sent to it is read and dropped.
        let messages = zbus::blocking::MessageIterator::from(&connection);
        std::thread::spawn(move || messages.map_while(Result::ok).for_each(drop));
        Self(connection)
    }
}

#[test]
fn a_keychain_that_never_answers_holds_up_nobody() {
    let mut desktop = Desktop::with_bus();
    noted(&mut desktop);
    let _silent = Silent::on(&desktop);
    let watch = stopwatch();
    let _resident = resident::start(&desktop);
    // It answers while it waits for the keychain.
    assert!(desktop.nod(&["doctor"]).stdout.contains("runs in the background"));
    assert!(is_locked(&desktop));
    assert!(watch.elapsed() < AT_MOST, "{:?}", watch.elapsed());
    give_passphrase(&mut desktop);
    let watch = stopwatch();
    desktop.nod(&["keychain", "on"]).exited(1);
    assert!(watch.elapsed() < AT_MOST, "{:?}", watch.elapsed());
    desktop.nod(&["people"]).succeeded();
}
