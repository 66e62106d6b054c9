//! `nod thanks`.

use std::process::ExitCode;

use nod_core::api::NewContribution;
use nod_core::error::Error;
use nod_core::id::ContributionId;
use serde_json::{Value, json};

use super::args::{Thanks, ThanksCommand};
use super::desk::Desk;
use super::{Ended, print};

pub fn run(desk: &mut Desk, args: &Thanks) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let done = match &args.command {
        None => return list(desk, &args.name.join(" ")),
        Some(ThanksCommand::Add { person, text, changed, on }) => {
            let person = desk.nod()?.find_person(person, now)?;
            let on = on.as_deref().map(|text| desk.day("on", text)).transpose()?;
            let changed = changed.clone().unwrap_or_default();
            let new = NewContribution { person, what: text.join(" "), changed, on };
            desk.nod()?.contribution_add(&new, now)?
        }
        Some(ThanksCommand::Done { id }) => desk.nod()?.contribution_thanked(read(id)?, now)?,
        Some(ThanksCommand::Drop { id }) => desk.nod()?.contribution_let_go(read(id)?, now)?,
    };
    Ok(desk.done(&done))
}

fn read(id: &str) -> Result<ContributionId, Ended> {
    id.parse().map_err(|_| Error::refused("error-no-such-contribution", vec![]).into())
}

fn list(desk: &mut Desk, name: &str) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let person = if name.is_empty() { None } else { Some(nod.find_person(name, now)?) };
    let found = nod.contributions(person, now)?;
    if desk.json {
        let row = |c: &nod_core::api::Contribution| {
            let person = print::person_json(Some(&c.person));
            json!({ "id": c.id, "person": person, "what": c.what, "changed": c.changed, "on": c.on })
        };
        print::json(&found.iter().map(row).collect::<Vec<Value>>().into());
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<Vec<String>> = found
        .into_iter()
        .map(|c| vec![c.on.to_string(), c.person.name, c.what, c.changed, c.id.to_string()])
        .collect();
    desk.list(&["when", "who", "what", "changed", "id"], &rows, "cli-no-thanks")
}
