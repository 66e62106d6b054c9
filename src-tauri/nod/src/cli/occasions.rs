//! `nod occasion`.

use std::process::ExitCode;

use nod_core::api::NewOccasion;
use nod_core::error::Error;
use serde_json::{Value, json};

use super::args::OccasionCommand;
use super::desk::Desk;
use super::{Ended, print};

pub fn run(desk: &mut Desk, command: &OccasionCommand) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let done = match command {
        OccasionCommand::List => return list(desk),
        OccasionCommand::Add { person, title, on, yearly, lead } => {
            let person = desk.nod()?.find_person(person, now)?;
            let (title, day) = (title.join(" "), on.clone());
            let new = NewOccasion { person, title, day, yearly: *yearly, lead_days: *lead };
            desk.nod()?.occasion_add(&new, now)?
        }
        OccasionCommand::Edit { id, title, on, yearly, once, lead, person } => {
            let id = id.parse().map_err(|_| Error::refused("error-no-such-occasion", vec![]))?;
            let mut own = desk.nod()?.occasion(id)?;
            if !title.is_empty() {
                own.title = title.join(" ");
            }
            if let Some(person) = person {
                own.person = desk.nod()?.find_person(person, now)?;
            }
            own.day = on.clone().unwrap_or(own.day);
            own.yearly = *yearly || (own.yearly && !once);
            own.lead_days = lead.unwrap_or(own.lead_days);
            desk.nod()?.occasion_edit(id, &own, now)?
        }
        OccasionCommand::Remove { id } => {
            let id = id.parse().map_err(|_| Error::refused("error-no-such-occasion", vec![]))?;
            desk.nod()?.occasion_remove(id, now)?
        }
    };
    Ok(desk.done(&done))
}

fn list(desk: &mut Desk) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let found = desk.nod()?.occasions(now)?;
    if desk.json {
        let row = |o: &nod_core::api::Occasion| {
            json!({
                "id": o.id,
                "person": print::person_json(Some(&o.person)),
                "title": o.title,
                "day": o.day,
                "yearly": o.yearly,
                "lead_days": o.lead_days,
                "next": o.next,
            })
        };
        print::json(&found.iter().map(row).collect::<Vec<Value>>().into());
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<Vec<String>> = found
        .into_iter()
        .map(|o| {
            let next = o.next.map(|date| date.to_string()).unwrap_or_default();
            vec![next, o.person.name, o.title, o.id.to_string()]
        })
        .collect();
    desk.list(&["next", "who", "what", "id"], &rows, "cli-no-occasions")
}
