//! `nod listen`.

use std::collections::BTreeSet;
use std::process::ExitCode;

use nod_core::api::Topic;
use nod_core::clock::Now;
use nod_core::link::Message;
use nod_core::nod::{Listening, USUAL_MINUTES};
use nod_core::words;
use serde_json::{Value, json};

use super::args::Listen;
use super::desk::Desk;
use super::{Ended, print, today};

pub fn listen(desk: &mut Desk, args: &Listen) -> Result<ExitCode, Ended> {
    let now = desk.now;
    if args.done || args.stop {
        return stop(desk, args.done);
    }
    // What ended while nobody waited for it is logged first.
    let ended = desk.nod()?.listened(now)?;
    if let Some(logged) = ended.filter(|_| !desk.json) {
        print::say(&logged.words);
    }
    if args.words.is_empty() {
        let running = desk.nod()?.listening(now)?;
        return Ok(said(desk, running.as_ref()));
    }
    let (name, minutes) = named(&args.words);
    if name.is_empty() {
        return Err(Ended::Said(desk.texts.get("cli-listening-who"), 2));
    }
    let nod = desk.nod()?;
    let person = nod.find_person(&name, now)?;
    let running = nod.listen(person, minutes, now)?;
    // Someone has to wait for the end; the resident does.
    desk.ask_resident(&Message::Changed { topics: BTreeSet::from([Topic::Reminders]) })?;
    Ok(said(desk, Some(&running)))
}

/// The name, and the minutes when the last word is a number: `amara 5`, `amara 5m`.
fn named(words: &[String]) -> (String, u16) {
    let minutes =
        words.last().and_then(|last| last.trim_end_matches("min").trim_end_matches('m').parse().ok());
    match minutes {
        Some(minutes) => (words[..words.len() - 1].join(" "), minutes),
        None => (words.join(" "), USUAL_MINUTES),
    }
}

fn stop(desk: &mut Desk, log: bool) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    if nod.listening(now)?.is_none() {
        return Ok(said(desk, None));
    }
    match nod.stop_listening(log, now)? {
        Some(logged) if desk.json => print::json(&today::logged_json(&logged, now)),
        Some(logged) => print::say(&logged.words),
        None if desk.json => print::json(&json!({ "listening": Value::Null })),
        None => print::say(&desk.texts.get("cli-listening-stopped")),
    }
    Ok(ExitCode::SUCCESS)
}

fn said(desk: &Desk, running: Option<&Listening>) -> ExitCode {
    let now = desk.now;
    match running {
        Some(running) if desk.json => {
            let person = json!({ "id": running.person, "name": running.name });
            let (since, until) = (Now::at(running.since, now.zone), Now::at(running.until, now.zone));
            let running = json!({ "person": person, "since": since.rfc3339(), "until": until.rfc3339() });
            print::json(&json!({ "listening": running }));
        }
        None if desk.json => print::json(&json!({ "listening": Value::Null })),
        Some(running) => {
            let until = words::time(Now::at(running.until, now.zone));
            let args = [("name", running.name.clone().into()), ("until", until.into())];
            print::say(&desk.texts.with("cli-listening", &args));
        }
        None => print::say(&desk.texts.get("cli-listening-none")),
    }
    ExitCode::SUCCESS
}
