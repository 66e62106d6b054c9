//! `nod backup` and `nod restore`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use nod_core::api::Topic;
use nod_core::backup::restore::{self, Difference};
use nod_core::backup::{self, Contents, Why};
use nod_core::error::Error;
use nod_core::link::{self, Message};
use nod_core::nod::difference_words;
use nod_core::progress::Progress;
use nod_core::seal;
use nod_core::texts::Arg;
use serde_json::{Value, json};

use super::desk::Desk;
use super::{Ended, print, secret};

pub fn backup(desk: &mut Desk, what: &str, to: Option<&Path>) -> Result<ExitCode, Ended> {
    if let Some(folder) = to {
        // The word for the folder that Nod takes by itself.
        let folder = Some(folder).filter(|folder| *folder != Path::new("default"));
        let now = desk.now;
        let done = desk.nod()?.backups_go_to(folder, now)?;
        if desk.json {
            print::json(&json!({ "folder": backup::folder(desk.folder()).display().to_string() }));
        } else {
            println!("{}", done.words);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if what == "list" {
        return Ok(list(desk));
    }
    // Opening makes sure that it is a database of Nod's.
    desk.nod()?;
    let made = backup::make(desk.folder(), Why::Time, desk.now, &Progress::default())?;
    let path = made.path.display().to_string();
    if desk.json {
        print::json(&json!({ "file": path, "at": at(desk, made.at), "bytes": made.size }));
    } else {
        println!(
            "{}",
            desk.texts.with("cli-backed-up", &[("path", path.into()), ("size", kilobytes(made.size).into())])
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn list(desk: &Desk) -> ExitCode {
    let all = backup::list(desk.folder());
    if desk.json {
        let list: Vec<Value> = all
            .iter()
            .map(|b| json!({ "file": b.path.display().to_string(), "at": at(desk, b.at), "bytes": b.size }))
            .collect();
        print::json(&json!({ "backups": list }));
    } else if all.is_empty() {
        println!("{}", desk.texts.get("cli-no-backups"));
    } else {
        let head = ["when", "size", "what"].map(|name| desk.texts.get(&format!("cli-column-{name}")));
        let rows: Vec<Vec<String>> = all
            .iter()
            .map(|b| {
                let when = at(desk, b.at).get(..16).unwrap_or_default().replace('T', " ");
                vec![when, kilobytes(b.size).to_string(), b.path.display().to_string()]
            })
            .collect();
        desk.style.table(&head, &rows);
    }
    ExitCode::SUCCESS
}

fn at(desk: &Desk, at: DateTime<Utc>) -> String {
    at.with_timezone(&desk.now.zone).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

fn kilobytes(bytes: u64) -> i64 {
    i64::try_from(bytes.div_ceil(1024)).unwrap_or(i64::MAX)
}

pub fn restore(desk: &mut Desk, named: &Path, dry_run: bool, yes: bool) -> Result<ExitCode, Ended> {
    if seal::state(desk.folder()).is_ok_and(|state| state.locked) {
        desk.unlock()?;
    }
    let file = find(desk, named)?;
    let difference = match restore::preview(desk.folder(), &file, &Progress::default()) {
        // It comes from elsewhere, with a passphrase of its own.
        Err(Error::Locked) => {
            let secret = secret::ask(&desk.texts, "cli-passphrase-backup")?.ok_or(Error::Locked)?;
            seal::unlock_file(&file, &secret)?;
            restore::preview(desk.folder(), &file, &Progress::default())?
        }
        other => other?,
    };
    if dry_run {
        if desk.json {
            print::json(&json!({ "dry_run": true, "difference": in_json(&difference) }));
        } else {
            say(desk, &difference);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if !yes
        && !desk.confirms(
            "cli-restore-ask",
            || desk.texts.get("cli-restore-not-yet"),
            || say(desk, &difference),
        )?
    {
        return Ok(ExitCode::from(2));
    }
    let restored = restore::restore(desk.folder(), &file, desk.now, &Progress::default())?;
    // A resident and its windows show what is there now.
    let topics =
        [Topic::People, Topic::Moments, Topic::Circles, Topic::Gestures, Topic::Settings, Topic::Reminders];
    let _ = link::tell(desk.folder(), &Message::Changed { topics: topics.into() });
    let kept = restored.kept.map(|path| path.display().to_string());
    if desk.json {
        print::json(
            &json!({ "restored": file.display().to_string(), "kept": kept, "difference": in_json(&difference) }),
        );
    } else {
        println!(
            "{}",
            match kept {
                Some(path) => desk.texts.with("cli-restored", &[("path", path.into())]),
                None => desk.texts.get("cli-restored-fresh"),
            }
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// The file meant: `latest`, a path, or the name of one of the backups.
fn find(desk: &Desk, named: &Path) -> Result<PathBuf, Ended> {
    let none = || {
        let args = vec![("name", Arg::from(named.display().to_string()))];
        Ended::Core(Error::refused("error-no-backup", args))
    };
    if named == Path::new("latest") {
        return backup::newest_good(desk.folder()).map(|backup| backup.path).ok_or_else(none);
    }
    if named.is_file() {
        return Ok(named.to_owned());
    }
    let known = backup::list(desk.folder()).into_iter().map(|backup| backup.path);
    known.into_iter().find(|path| path.file_name() == Some(named.as_os_str())).ok_or_else(none)
}

fn in_json(difference: &Difference) -> Value {
    let contents = |contents: &Contents| {
        json!({
            "schema": contents.schema, "people": contents.people, "moments": contents.moments,
            "follow_ups": contents.follow_ups, "newest_moment": contents.newest.map(|day| day.to_string()),
        })
    };
    let both = |(people, moments): (usize, usize)| json!({ "people": people, "moments": moments });
    json!({
        "backup": contents(&difference.backup), "here": difference.here.as_ref().map(contents),
        "comes": both(difference.comes), "goes": both(difference.goes),
    })
}

fn say(desk: &Desk, difference: &Difference) {
    for sentence in difference_words(&desk.texts, difference) {
        println!("{sentence}");
    }
}
