//! `nod remind`.

use std::process::ExitCode;

use nod_core::api::{NewOwnReminder, Recurrence, RecurrenceUnit};
use nod_core::error::Error;
use serde_json::{Value, json};

use super::args::{Remind, RemindCommand};
use super::desk::Desk;
use super::{Ended, print};

pub fn run(desk: &mut Desk, args: &Remind) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let done = match &args.command {
        Some(RemindCommand::List) => return list(desk),
        Some(RemindCommand::Edit { id, text, on, at, every: step, person }) => {
            let id = id.parse().map_err(|_| Error::refused("error-no-such-own-reminder", vec![]))?;
            let mut own = desk.nod()?.own_reminder(id)?;
            if !text.is_empty() {
                own.text = text.join(" ");
            }
            if let Some(on) = on {
                own.on = desk.day("on", on)?;
            }
            if let Some(at) = at {
                own.at = given(at).map(minute).transpose()?;
            }
            if let Some(step) = step {
                own.every = given(step).map(every).transpose()?;
            }
            if let Some(name) = person {
                let found = given(name).map(|name| desk.nod()?.find_person(name, now).map_err(Ended::from));
                own.person = found.transpose()?;
            }
            desk.nod()?.own_edit(id, &own, now)?
        }
        Some(RemindCommand::Done { id }) => desk.nod()?.own_done(id, now)?,
        Some(RemindCommand::Remove { id }) => {
            let id = id.parse().map_err(|_| Error::refused("error-no-such-own-reminder", vec![]))?;
            desk.nod()?.own_remove(id, now)?
        }
        None => {
            let on = args.on.as_deref().map(|text| desk.day("on", text)).transpose()?;
            let new = NewOwnReminder {
                text: args.text.join(" "),
                on: on.unwrap_or_else(|| now.today()),
                at: args.at.as_deref().map(minute).transpose()?,
                every: args.every.as_deref().map(every).transpose()?,
                person: args
                    .person
                    .as_deref()
                    .map(|name| desk.nod()?.find_person(name, now).map_err(Ended::from))
                    .transpose()?,
            };
            desk.nod()?.own_add(&new, now)?
        }
    };
    Ok(desk.done(&done))
}

/// What a field is changed to; an empty text takes it away.
fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// "15:00", "9:05".
fn minute(text: &str) -> Result<u16, Ended> {
    let wrong = || Ended::from(Error::field("at", "error-time-of-day", vec![]));
    let (hours, minutes) = text.split_once(':').ok_or_else(wrong)?;
    let digits = |text: &str| text.len() <= 2 && text.chars().all(|c| c.is_ascii_digit());
    if !digits(hours) || minutes.len() != 2 || !digits(minutes) {
        return Err(wrong());
    }
    let (hours, minutes): (u16, u16) = hours.parse().ok().zip(minutes.parse().ok()).ok_or_else(wrong)?;
    if hours < 24 && minutes < 60 { Ok(hours * 60 + minutes) } else { Err(wrong()) }
}

/// "day", "2 weeks", "2w".
fn every(text: &str) -> Result<Recurrence, Ended> {
    let wrong = || Ended::from(Error::field("every", "error-every", vec![]));
    let text = text.trim().to_lowercase();
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (count, unit) = text.split_at(split);
    let count = if count.is_empty() { 1 } else { count.parse().map_err(|_| wrong())? };
    let unit = match unit.trim() {
        "d" | "day" | "days" | "daily" => RecurrenceUnit::Day,
        "w" | "week" | "weeks" | "weekly" => RecurrenceUnit::Week,
        "m" | "month" | "months" | "monthly" => RecurrenceUnit::Month,
        "y" | "year" | "years" | "yearly" => RecurrenceUnit::Year,
        _ => return Err(wrong()),
    };
    Ok(Recurrence { count, unit })
}

fn list(desk: &mut Desk) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let found = desk.nod()?.own_reminders(now)?;
    if desk.json {
        let row = |own: &nod_core::api::OwnReminderRow| {
            json!({
                "id": own.id,
                "text": own.text,
                "person": print::person_json(own.person.as_ref()),
                "on": own.on,
                "time": own.at.map(|at| format!("{:02}:{:02}", at / 60, at % 60)),
                "every": own.every,
            })
        };
        print::json(&found.iter().map(row).collect::<Vec<Value>>().into());
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<Vec<String>> = found
        .into_iter()
        .map(|own| {
            let who = own.person.map(|person| person.name).unwrap_or_default();
            vec![own.when, own.text, who, own.recurs, own.id.to_string()]
        })
        .collect();
    desk.list(&["when", "what", "who", "rhythm", "id"], &rows, "cli-no-own-reminders")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_steps_are_read_and_anything_else_is_refused() {
        assert_eq!(minute("9:05").ok(), Some(545));
        assert_eq!(every("2 weeks").ok().map(|every| every.count), Some(2));
        assert_eq!(every("month").ok().map(|every| every.unit), Some(RecurrenceUnit::Month));
        for wrong in ["24:00", "9", "9:5", "+9:00", "nine", ":30x"] {
            assert!(minute(wrong).is_err(), "{wrong}");
        }
        for wrong in ["", "2", "2 moons", "99999 days"] {
            assert!(every(wrong).is_err(), "{wrong}");
        }
    }
}
