//! `nod pause`, `nod resume`, `nod away`, `nod leave`, `nod transition`.

use std::process::ExitCode;

use nod_core::error::Error;
use nod_core::transition::TransitionKind;
use serde_json::{Value, json};

use super::args::{Away, AwayCommand};
use super::desk::Desk;
use super::{Ended, print};

/// With one word Nod is quiet until then; with a name before it, quiet about that person.
pub fn pause(desk: &mut Desk, words: &[String]) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let done = match words {
        [until] => desk.nod()?.pause(Some(until), now)?,
        [name @ .., until] => {
            let until = desk.day("until", until)?;
            let person = desk.nod()?.find_person(&name.join(" "), now)?;
            desk.nod()?.person_pause(person, until, now)?
        }
        [] => desk.nod()?.pause(None, now)?,
    };
    Ok(desk.done(&done))
}

pub fn resume(desk: &mut Desk, name: &str) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let done = if name.is_empty() {
        nod.pause(None, now)?
    } else {
        let person = nod.find_person(name, now)?;
        nod.person_resume(person, now)?
    };
    Ok(desk.done(&done))
}

pub fn away(desk: &mut Desk, args: &Away) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let done = match (&args.command, &args.from, &args.until) {
        (Some(AwayCommand::Remove { id }), ..) => {
            let id = id.parse().map_err(|_| Error::refused("error-no-such-block", vec![]))?;
            desk.nod()?.block_remove(id, now)?
        }
        (None, Some(from), Some(until)) => {
            let (from, until) = (desk.day("from", from)?, desk.day("until", until)?);
            desk.nod()?.away_add(from, until, now)?
        }
        _ => return list(desk),
    };
    Ok(desk.done(&done))
}

/// Away periods, leaves and pauses that are not over.
fn list(desk: &mut Desk) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let found = desk.nod()?.blocks(now)?;
    if desk.json {
        let row = |block: &nod_core::api::BlockRow| {
            let person = print::person_json(block.person.as_ref());
            json!({ "id": block.id, "kind": block.kind, "person": person, "from": block.from, "until": block.until })
        };
        print::json(&found.iter().map(row).collect::<Vec<Value>>().into());
        return Ok(ExitCode::SUCCESS);
    }
    let texts = desk.texts.clone();
    let rows: Vec<Vec<String>> = found
        .into_iter()
        .map(|block| {
            let kind = texts.get(&format!("block-{}", block.kind));
            let who = block.person.map(|person| person.name).unwrap_or_default();
            vec![block.words, kind, who, block.id.to_string()]
        })
        .collect();
    desk.list(&["when", "what", "who", "id"], &rows, "cli-no-blocks")
}

pub fn leave(desk: &mut Desk, words: &[String]) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let [name @ .., from, until] = words else { return list(desk) };
    let (from, until) = (desk.day("from", from)?, desk.day("until", until)?);
    let nod = desk.nod()?;
    let person = nod.find_person(&name.join(" "), now)?;
    let done = nod.leave_add(person, from, until, now)?;
    Ok(desk.done(&done))
}

pub fn transition(desk: &mut Desk, words: &[String], on: Option<&str>) -> Result<ExitCode, Ended> {
    let (now, texts) = (desk.now, desk.texts.clone());
    let [name @ .., kind] = words else { return list(desk) };
    let on = on.map(|text| desk.day("on", text)).transpose()?.unwrap_or_else(|| now.today());
    let transition = match (kind.as_str(), TransitionKind::from_word(kind)) {
        ("none", _) => None,
        (_, Some(kind)) => Some((kind, on)),
        (word, None) => {
            return Err(Ended::Said(texts.with("cli-no-transition", &[("kind", word.into())]), 1));
        }
    };
    let nod = desk.nod()?;
    let person = nod.find_person(&name.join(" "), now)?;
    let done = nod.transition_set(person, transition, now)?;
    Ok(desk.done(&done))
}
