//! `nod later`, `nod skip`, `nod undo`.

use std::process::ExitCode;

use nod_core::plan::ReminderKey;
use serde_json::json;

use super::desk::Desk;
use super::{Ended, print};

/// A reminder's id, or that of the named person's reminder on Today.
fn reminder_id(desk: &mut Desk, id: &str) -> Result<String, Ended> {
    if id.parse::<ReminderKey>().is_ok() {
        return Ok(id.to_owned());
    }
    let (now, texts) = (desk.now, desk.texts.clone());
    let nod = desk.nod()?;
    let person = nod.find_person(id, now)?;
    let today = nod.today(None, now)?;
    let standing = today
        .reminders
        .into_iter()
        .find(|reminder| reminder.person.as_ref().is_some_and(|chip| chip.id == person));
    standing.map(|reminder| reminder.id).ok_or_else(|| {
        let name = nod.person(person, now).map(|page| page.person.name).unwrap_or_default();
        Ended::Said(texts.with("cli-no-reminder", &[("name", name.into())]), 1)
    })
}

pub fn later(desk: &mut Desk, id: &str, when: &str) -> Result<ExitCode, Ended> {
    let (id, now) = (reminder_id(desk, id)?, desk.now);
    let done = desk.nod()?.later(&id, when, now)?;
    Ok(desk.done(&done))
}

pub fn skip(desk: &mut Desk, id: &str) -> Result<ExitCode, Ended> {
    let (id, now) = (reminder_id(desk, id)?, desk.now);
    let done = desk.nod()?.skip(&id, now)?;
    Ok(desk.done(&done))
}

pub fn undo(desk: &mut Desk) -> Result<ExitCode, Ended> {
    let undone = desk.nod()?.undo(None)?;
    tell(desk, &undone)
}

pub fn redo(desk: &mut Desk) -> Result<ExitCode, Ended> {
    let redone = desk.nod()?.redo()?;
    tell(desk, &redone)
}

fn tell(desk: &Desk, undone: &nod_core::api::Undone) -> Result<ExitCode, Ended> {
    if desk.json {
        print::json(&json!({ "op": undone.op, "words": undone.words }));
    } else {
        print::say(&undone.words);
    }
    Ok(ExitCode::SUCCESS)
}
