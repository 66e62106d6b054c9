//! `nod detail`.

use std::process::ExitCode;

use nod_core::api::{DetailFields, DetailRow, DetailSaved, Source};
use nod_core::id::DetailId;
use serde_json::{Value, json};

use super::args::{DetailCommand, DetailOptions};
use super::desk::Desk;
use super::{Ended, print};

pub fn detail(desk: &mut Desk, command: DetailCommand) -> Result<ExitCode, Ended> {
    match command {
        DetailCommand::Add { name, text, options } => add(desk, &name, &text.join(" "), &options),
        DetailCommand::Edit { id, text, options } => edit(desk, &id, text, &options),
        DetailCommand::Remove { id } => remove(desk, &id),
        DetailCommand::List { name, all } => list(desk, &name.join(" "), all),
    }
}

fn add(desk: &mut Desk, name: &str, text: &str, options: &DetailOptions) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let person = nod.find_person(name, now)?;
    let mut fields = DetailFields { text: text.to_owned(), ..DetailFields::default() };
    apply(&mut fields, options);
    let saved = nod.detail_add(person, &fields, now)?;
    Ok(tell(desk, &saved))
}

fn edit(desk: &mut Desk, id: &str, text: Option<String>, options: &DetailOptions) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let id = find(desk, id)?;
    let nod = desk.nod()?;
    let known = nod.detail(id, now)?;
    let mut fields = DetailFields {
        text: text.unwrap_or(known.text),
        category: known.category,
        learned_on: known.learned_on.to_string(),
        source: known.source,
        private: Some(known.private),
        expires_on: known.expires_on.map(|day| day.to_string()).unwrap_or_default(),
    };
    apply(&mut fields, options);
    let saved = nod.detail_edit(id, &fields, now)?;
    Ok(tell(desk, &saved))
}

fn remove(desk: &mut Desk, id: &str) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let id = find(desk, id)?;
    let done = desk.nod()?.detail_delete(id, now)?;
    Ok(desk.done(&done))
}

fn list(desk: &mut Desk, name: &str, all: bool) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let person = nod.find_person(name, now)?;
    let details = nod.details(person, all, now)?;
    if desk.json {
        print::json(&details.iter().map(detail_json).collect());
        return Ok(ExitCode::SUCCESS);
    }
    if details.is_empty() {
        println!("{}", desk.texts.get("cli-no-details"));
        return Ok(ExitCode::SUCCESS);
    }
    let head = ["when", "category", "detail", "id"].map(|name| desk.texts.get(&format!("cli-column-{name}")));
    let rows: Vec<Vec<String>> = details
        .into_iter()
        .map(|d| vec![d.learned_on.to_string(), d.category_words, d.text, d.id.to_string()])
        .collect();
    desk.style.table(&head, &rows);
    Ok(ExitCode::SUCCESS)
}

fn apply(fields: &mut DetailFields, options: &DetailOptions) {
    if let Some(category) = &options.category {
        // Another category asks for its own privacy.
        fields.category.clone_from(category);
    }
    if let Some(day) = &options.learned {
        fields.learned_on.clone_from(day);
    }
    if let Some(day) = &options.expires {
        fields.expires_on.clone_from(day);
    }
    match (options.inferred, options.told) {
        (true, _) => fields.source = Source::Inferred,
        (_, true) => fields.source = Source::Told,
        _ => {}
    }
    match (options.private, options.open) {
        (true, _) => fields.private = Some(true),
        (_, true) => fields.private = Some(false),
        _ => {}
    }
}

fn find(desk: &Desk, id: &str) -> Result<DetailId, Ended> {
    id.parse().map_err(|_| Ended::Said(desk.texts.with("cli-no-id", &[("value", id.into())]), 1))
}

pub(super) fn detail_json(detail: &DetailRow) -> Value {
    json!({
        "id": detail.id,
        "text": detail.text,
        "category": detail.category,
        "learned_on": detail.learned_on,
        "source": detail.source,
        "private": detail.private,
        "expires_on": detail.expires_on,
        "expired": detail.expired,
    })
}

fn tell(desk: &Desk, saved: &DetailSaved) -> ExitCode {
    if desk.json {
        print::json(&json!({
            "detail": detail_json(&saved.detail),
            "person": { "id": saved.person.id, "name": saved.person.name },
            "done": saved.op.is_some(),
            "undo": saved.op,
            "words": saved.words,
        }));
    } else {
        print::say(&saved.words);
    }
    ExitCode::SUCCESS
}
