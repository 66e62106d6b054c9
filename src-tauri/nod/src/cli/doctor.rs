//! `nod doctor`: whether everything is in order, and what one can do where it is not.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::ExitCode;

use nod_core::backup;
use nod_core::clock::Now;
use nod_core::error::Error;
use nod_core::link::{self, Message, Status};
use nod_core::seal;
use nod_core::texts::{Arg, Texts};
use serde_json::{Value, json};

use super::desk::Desk;
use super::{Ended, print};

/// Less free space than this, in MB, is said.
const LITTLE_SPACE: u64 = 100;

struct Check {
    name: &'static str,
    ok: bool,
    says: String,
}

pub fn doctor(desk: &mut Desk) -> Result<ExitCode, Ended> {
    let texts = desk.texts.clone();
    let folder = desk.folder().to_owned();
    let now = desk.now;
    // Looking asks nobody for a passphrase.
    desk.asks = false;
    let mut checks = vec![database(desk, &texts)?];
    checks.push(sealing(&texts, &folder));
    checks.extend(clock(desk, &texts));
    checks.extend(backups(&texts, &folder, now));
    checks.push(permissions(&texts, &folder));
    checks.extend(space(&texts, &folder));
    checks.extend(calendar(desk, &texts));
    checks.push(window(&texts));
    checks.extend(background(&texts, &folder));
    checks.extend(shortcut(desk));
    if desk.json {
        let list: Vec<Value> =
            checks.iter().map(|c| json!({ "name": c.name, "ok": c.ok, "says": c.says })).collect();
        print::json(&json!({ "checks": list }));
    } else {
        for check in &checks {
            println!("{} {}", if check.ok { "✓" } else { "·" }, check.says);
        }
    }
    // Only harm to the data is a refusal; a desktop without a tray is no fault.
    let sound = checks
        .iter()
        .all(|check| check.ok || !matches!(check.name, "database" | "encryption" | "permissions"));
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn database(desk: &mut Desk, texts: &Texts) -> Result<Check, Ended> {
    let (folder, now) = (desk.folder().to_owned(), desk.now);
    let looked = match desk.nod() {
        Ok(nod) => {
            let path = nod.database().display().to_string();
            nod.integrity().map(|damage| (path, damage)).map_err(|error| error.about(nod.database()))
        }
        Err(Ended::Core(error)) => Err(error),
        Err(other) => return Err(other),
    };
    match looked {
        Ok((path, None)) => {
            Ok(check(texts, "database", true, "doctor-database-ok", &[("path", path.into())]))
        }
        Ok((path, Some(reason))) => {
            let args = [("path", path.into()), ("reason", reason.into())];
            Ok(check(texts, "database", false, "doctor-database-bad", &args))
        }
        // What cannot be opened is said as one of the checks, with the way out where there is one.
        Err(error @ (Error::Damaged(_) | Error::NotOurs(_))) => {
            let offer = backup::offer(&folder, &error, texts, now).unwrap_or_default();
            let says = format!("{} {offer}", error.sentence(texts)).trim_end().to_owned();
            Ok(Check { name: "database", ok: false, says })
        }
        Err(Error::Locked) => Ok(check(texts, "database", true, "doctor-database-locked", &[])),
        Err(other) => Err(other.into()),
    }
}

/// Whether the data is encrypted, and nothing beside it is not.
fn sealing(texts: &Texts, folder: &Path) -> Check {
    match seal::state(folder) {
        Ok(state) if state.encrypted => match seal::left_plain(folder) {
            0 => {
                let message = if state.keychain { "doctor-seal-keychain" } else { "doctor-seal-on" };
                check(texts, "encryption", true, message, &[])
            }
            count => check(texts, "encryption", false, "doctor-seal-plain", &[("count", count.into())]),
        },
        Ok(_) => check(texts, "encryption", true, "doctor-seal-off", &[]),
        Err(error) => Check { name: "encryption", ok: false, says: error.sentence(texts) },
    }
}

/// Nothing when the database cannot be read, which is said already.
fn clock(desk: &mut Desk, texts: &Texts) -> Option<Check> {
    let now = desk.now;
    let doubt = desk.nod().ok()?.clock_doubt(now).ok()?;
    Some(match doubt {
        None => check(texts, "clock", true, "doctor-clock-ok", &[]),
        Some(says) => Check { name: "clock", ok: false, says },
    })
}

/// Nothing while the data is locked: backups cannot be looked into then.
fn backups(texts: &Texts, folder: &Path, now: Now) -> Option<Check> {
    if seal::state(folder).is_ok_and(|state| state.locked) {
        return None;
    }
    if backup::list(folder).is_empty() {
        return Some(check(texts, "backup", false, "doctor-backup-none", &[]));
    }
    Some(match backup::newest_good(folder) {
        Some(newest) => {
            let at = newest.at.with_timezone(&now.zone).format("%Y-%m-%d %H:%M").to_string();
            check(texts, "backup", true, "doctor-backup-ok", &[("at", at.into())])
        }
        None => check(texts, "backup", false, "doctor-backup-bad", &[]),
    })
}

/// The calendar file that is kept up to date, if one is.
fn calendar(desk: &mut Desk, texts: &Texts) -> Option<Check> {
    let kept = desk.nod().ok()?.calendar_file().ok()??;
    let ok = kept.trouble.is_empty();
    let args = [("path", kept.path.into()), ("reason", kept.trouble.into())];
    Some(check(texts, "calendar", ok, if ok { "cli-calendar-kept" } else { "cli-calendar-trouble" }, &args))
}

fn check(texts: &Texts, name: &'static str, ok: bool, message: &str, args: &[(&str, Arg)]) -> Check {
    Check { name, ok, says: texts.with(message, args) }
}

fn permissions(texts: &Texts, folder: &Path) -> Check {
    let open = |path: &Path| std::fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0);
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    match std::iter::once(folder.to_owned()).chain(files).find(|path| open(path)) {
        None => check(texts, "permissions", true, "doctor-permissions-ok", &[]),
        Some(path) => {
            let args = [("path", path.display().to_string().into())];
            check(texts, "permissions", false, "doctor-permissions-bad", &args)
        }
    }
}

fn space(texts: &Texts, folder: &Path) -> Option<Check> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize) / 1024 / 1024;
    let ok = free >= LITTLE_SPACE;
    let args = [("free", i64::try_from(free).unwrap_or(i64::MAX).into())];
    Some(check(texts, "space", ok, if ok { "doctor-space-ok" } else { "doctor-space-bad" }, &args))
}

fn window(texts: &Texts) -> Check {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("nod-window")));
    let ok = beside.is_some_and(|path| path.is_file());
    check(texts, "window", ok, if ok { "doctor-window-ok" } else { "doctor-window-bad" }, &[])
}

fn background(texts: &Texts, folder: &Path) -> Vec<Check> {
    let Some(Message::StatusIs(status)) = link::ask(folder, &Message::Status) else {
        return vec![check(texts, "resident", false, "doctor-resident-bad", &[])];
    };
    let pid = [("pid", status.pid.to_string().into())];
    let mut checks = vec![check(texts, "resident", true, "doctor-resident-ok", &pid)];
    if status.session_bus {
        let tray = if status.tray { "doctor-tray-ok" } else { "doctor-tray-bad" };
        checks.push(check(texts, "tray", status.tray, tray, &[]));
        checks.push(banners(texts, &status));
    } else {
        checks.push(check(texts, "session-bus", false, "doctor-bus-bad", &[]));
    }
    checks
}

/// Nothing when none is set: that is a choice.
fn shortcut(desk: &mut Desk) -> Option<Check> {
    let state = link::shortcut_state(desk.folder());
    let view = desk.nod().ok()?.shortcut(state.as_ref()).ok()?;
    let ok = state.is_some_and(|state| state.works());
    (!view.keys.is_empty()).then_some(Check { name: "shortcut", ok, says: view.says })
}

fn banners(texts: &Texts, status: &Status) -> Check {
    match &status.notifications {
        None => check(texts, "banners", false, "doctor-banners-bad", &[]),
        Some(name) => {
            let message = if status.buttons { "doctor-banners-ok" } else { "doctor-banners-no-buttons" };
            check(texts, "banners", true, message, &[("name", name.clone().into())])
        }
    }
}
