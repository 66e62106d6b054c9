//! `nod plan`, `nod why`.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::desk::Desk;
use super::{Ended, print};

pub fn plan(desk: &mut Desk, days: u32) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let found = desk.nod()?.ahead(days, now)?;
    if desk.json {
        let days: Vec<Value> = found
            .iter()
            .map(|day| {
                let reminders: Vec<Value> = day
                    .reminders
                    .iter()
                    .map(|r| {
                        let person = print::person_json(r.person.as_ref());
                        json!({ "id": r.id, "kind": r.kind, "person": person, "why": r.why, "banner": r.banner })
                    })
                    .collect();
                json!({ "date": day.date, "quiet": day.quiet, "reminders": reminders })
            })
            .collect();
        print::json(&json!({ "days": days }));
        return Ok(ExitCode::SUCCESS);
    }
    let (style, texts) = (desk.style, &desk.texts);
    if found.iter().all(|day| day.reminders.is_empty()) {
        println!("{}", texts.get("cli-plan-empty"));
    }
    for day in found.iter().filter(|day| !day.reminders.is_empty()) {
        println!("{}", style.strong(&day.label));
        for reminder in &day.reminders {
            let who = reminder.person.as_ref().map(|person| person.name.as_str()).unwrap_or_default();
            let time = reminder.banner.as_deref().unwrap_or_default();
            let words =
                if who.is_empty() { reminder.why.clone() } else { format!("{who}: {}", reminder.why) };
            println!("  {words}  {}", style.faint(time));
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub fn why(desk: &mut Desk, name: &str) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let person = nod.find_person(name, now)?;
    let why = nod.why(person, now)?;
    if desk.json {
        let steps: Vec<Value> =
            why.steps.iter().map(|step| json!({ "step": step.step, "words": step.words })).collect();
        let person = print::person_json(Some(&why.person));
        print::json(&json!({ "person": person, "steps": steps, "next_due": why.next_due }));
        return Ok(ExitCode::SUCCESS);
    }
    println!("{}", desk.style.strong(&why.person.name));
    for step in &why.steps {
        println!("  {}", step.words);
    }
    Ok(ExitCode::SUCCESS)
}
