//! Encryption at rest: `nod encrypt`, `decrypt`, `lock`, `unlock`, `passphrase`, `recovery-key` and `keychain`.

use std::collections::BTreeSet;
use std::process::ExitCode;

use nod_core::api::Topic;
use nod_core::error::Error;
use nod_core::link::{self, Message};
use nod_core::progress::Progress;
use nod_core::seal::{self, RecoveryKey};
use serde_json::json;

use super::args::Switch;
use super::desk::Desk;
use super::{Ended, print, secret};
use crate::keychain;

pub fn encrypt(desk: &Desk, keep: bool) -> Result<ExitCode, Ended> {
    let folder = desk.folder();
    if seal::state(folder)?.encrypted {
        return Err(Error::refused("error-already-encrypted", vec![]).into());
    }
    if !desk.json && !secret::is_given() {
        println!("{}", desk.texts.get("cli-encrypt-about"));
    }
    let passphrase = secret::ask_new(&desk.texts)?;
    let recovery = seal::turn_on(folder, &passphrase, &Progress::default())?;
    // A resident that runs goes on without asking.
    seal::lend(folder);
    let kept = keep && keep_in_keychain(desk);
    tell(desk);
    if desk.json {
        print::json(
            &json!({ "encrypted": true, "recovery_key": recovery.written().as_str(), "keychain": kept }),
        );
    } else {
        println!("{}", desk.texts.get("cli-encrypted"));
        if keep {
            println!("{}", desk.texts.get(if kept { "cli-keychain-on" } else { "cli-keychain-refused" }));
        }
        say_recovery(desk, &recovery);
    }
    Ok(ExitCode::SUCCESS)
}

pub fn decrypt(desk: &Desk) -> Result<ExitCode, Ended> {
    let folder = desk.folder();
    let was_kept = seal::state(folder)?.keychain;
    let secret = asked(desk)?;
    seal::turn_off(folder, &secret, &Progress::default())?;
    if was_kept && let Err(trouble) = keychain::forget(folder) {
        tracing::warn!("the keychain did not let go of the key: {trouble}");
    }
    tell(desk);
    done(desk, "cli-decrypted", &json!({ "encrypted": false }))
}

pub fn lock(desk: &Desk, after: Option<&str>) -> Result<ExitCode, Ended> {
    let folder = desk.folder();
    if let Some(after) = after {
        let minutes = match after {
            "never" => None,
            // What is no number is none of those that are taken.
            minutes => Some(minutes.parse().unwrap_or(0)),
        };
        seal::set_auto_lock(folder, minutes)?;
        let _ = link::tell(folder, &Message::Changed { topics: BTreeSet::from([Topic::Seal]) });
        let words = match minutes {
            Some(minutes) => desk.texts.with("cli-lock-after", &[("minutes", i64::from(minutes).into())]),
            None => desk.texts.get("cli-lock-never"),
        };
        return say(desk, &words, &json!({ "auto_lock_minutes": minutes }));
    }
    if !seal::state(folder)?.encrypted {
        return Err(Error::refused("error-not-encrypted", vec![]).into());
    }
    // Without a resident nobody holds the key.
    let _ = link::ask(folder, &Message::Lock);
    done(desk, "cli-locked", &json!({ "locked": true }))
}

pub fn unlock(desk: &Desk) -> Result<ExitCode, Ended> {
    let folder = desk.folder();
    if !seal::state(folder)?.encrypted {
        return Err(Error::refused("error-not-encrypted", vec![]).into());
    }
    if !seal::borrow(folder) {
        let secret = asked(desk)?;
        seal::unlock(folder, &secret)?;
        let _ = seal::finish(folder);
    }
    // Somebody has to hold the key: a resident that is not there is started.
    desk.ask_resident(&Message::Status)?;
    if seal::lend(folder) {
        done(desk, "cli-unlocked", &json!({ "locked": false }))
    } else {
        Err(Ended::Said(desk.texts.with("cli-no-resident", &[("reason", "no answer".into())]), 1))
    }
}

pub fn passphrase(desk: &Desk) -> Result<ExitCode, Ended> {
    let folder = desk.folder();
    if !seal::state(folder)?.encrypted {
        return Err(Error::refused("error-not-encrypted", vec![]).into());
    }
    let old = asked(desk)?;
    // One that is wrong is said before a new one is thought of.
    seal::unlock(folder, &old)?;
    let fresh = secret::ask_other(&desk.texts)?;
    seal::change_passphrase(folder, &old, &fresh)?;
    done(desk, "cli-passphrase-changed", &json!({ "changed": true }))
}

pub fn recovery_key(desk: &Desk) -> Result<ExitCode, Ended> {
    let secret = asked(desk)?;
    let recovery = seal::renew_recovery(desk.folder(), &secret)?;
    if desk.json {
        print::json(&json!({ "recovery_key": recovery.written().as_str() }));
    } else {
        say_recovery(desk, &recovery);
    }
    Ok(ExitCode::SUCCESS)
}

pub fn keychain(desk: &mut Desk, what: Switch) -> Result<ExitCode, Ended> {
    let folder = desk.folder().to_owned();
    if !seal::state(&folder)?.encrypted {
        return Err(Error::refused("error-not-encrypted", vec![]).into());
    }
    match what {
        Switch::On => {
            desk.unlock()?;
            if !keep_in_keychain(desk) {
                return Err(Error::refused("error-no-keychain", vec![]).into());
            }
        }
        Switch::Off => {
            seal::note_keychain(&folder, false)?;
            if keychain::forget(&folder).is_err() {
                return Err(Error::refused("error-no-keychain", vec![]).into());
            }
        }
        Switch::Status => {}
    }
    let on = seal::state(&folder)?.keychain;
    tell(desk);
    done(desk, if on { "cli-keychain-on" } else { "cli-keychain-off" }, &json!({ "keychain": on }))
}

/// True when the keychain took the key.
fn keep_in_keychain(desk: &Desk) -> bool {
    let folder = desk.folder();
    let kept = seal::held_key(folder).ok_or(keychain::Trouble::Without);
    let kept = kept.and_then(|key| keychain::keep(folder, key));
    if let Err(trouble) = &kept {
        tracing::warn!("the keychain did not take the key: {trouble}");
    }
    kept.is_ok() && seal::note_keychain(folder, true).is_ok()
}

/// The passphrase there is, or the recovery key.
fn asked(desk: &Desk) -> Result<secret::Secret, Ended> {
    secret::ask(&desk.texts, "cli-passphrase-ask")?
        .ok_or_else(|| Ended::Said(desk.texts.get("cli-passphrase-nobody"), 2))
}

/// The resident and its windows look again at everything.
fn tell(desk: &Desk) {
    let _ = link::tell(desk.folder(), &Message::Changed { topics: Topic::all() });
}

fn say_recovery(desk: &Desk, recovery: &RecoveryKey) {
    println!("{}", desk.texts.get("cli-recovery-key"));
    println!("\n    {}\n", recovery.written().as_str());
}

fn done(desk: &Desk, message: &str, answer: &serde_json::Value) -> Result<ExitCode, Ended> {
    say(desk, &desk.texts.get(message), answer)
}

fn say(desk: &Desk, words: &str, answer: &serde_json::Value) -> Result<ExitCode, Ended> {
    if desk.json {
        print::json(answer);
    } else {
        println!("{words}");
    }
    Ok(ExitCode::SUCCESS)
}
