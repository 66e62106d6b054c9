//! `nod follow-up`.

use std::process::ExitCode;

use nod_core::clock::plus_days;
use nod_core::error::Error;
use serde_json::{Value, json};

use super::args::FollowUpCommand;
use super::desk::Desk;
use super::{Ended, print};

pub fn run(desk: &mut Desk, command: &FollowUpCommand) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let done = match command {
        FollowUpCommand::List { name } => return list(desk, &name.join(" ")),
        FollowUpCommand::Add { person, text, on } => {
            let person = desk.nod()?.find_person(person, now)?;
            let in_a_week = plus_days(now.today(), 7);
            let on = on.as_deref().map_or(Ok(in_a_week), |text| desk.day("on", text))?;
            desk.nod()?.follow_up_add(person, &text.join(" "), on, now)?
        }
        FollowUpCommand::Done { id } => desk.nod()?.follow_up_done(read(id)?, now)?,
        FollowUpCommand::Drop { id } => desk.nod()?.follow_up_let_go(read(id)?, now)?,
        FollowUpCommand::Move { id, on } => {
            let on = desk.day("on", on)?;
            desk.nod()?.follow_up_move(read(id)?, on, now)?
        }
    };
    Ok(desk.done(&done))
}

fn read<T: std::str::FromStr>(id: &str) -> Result<T, Ended> {
    id.parse().map_err(|_| Error::refused("error-no-such-reminder", vec![]).into())
}

fn list(desk: &mut Desk, name: &str) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let person = if name.is_empty() { None } else { Some(nod.find_person(name, now)?) };
    let found = nod.follow_ups(person, now)?;
    let mut rows = Vec::with_capacity(found.len());
    for follow_up in found {
        let chip = nod.person_chip(follow_up.person)?;
        rows.push((follow_up, chip));
    }
    if desk.json {
        let rows: Vec<Value> = rows
            .iter()
            .map(|(f, chip)| json!({ "id": f.id, "person": print::person_json(Some(chip)), "text": f.text, "on": f.on }))
            .collect();
        print::json(&rows.into());
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(f, chip)| vec![f.on.to_string(), chip.name, f.text, f.id.to_string()])
        .collect();
    desk.list(&["when", "who", "what", "id"], &rows, "cli-no-follow-ups")
}
