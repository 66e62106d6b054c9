//! `nod brief`, `nod duplicates`, `nod merge`, `nod erase`, `nod bin`, and one person's timeline and export.

use std::process::ExitCode;

use nod_core::api::{BriefCard, Contribution, MergePreview, OpId, TimelineEntry, TimelineRequest};
use nod_core::export::{Choice, Format};
use nod_core::id::PersonId;
use serde_json::{Value, json};

use super::args::BinCommand;
use super::desk::Desk;
use super::details::detail_json;
use super::today::moment_json;
use super::{Ended, print};

pub fn brief(desk: &mut Desk, names: &[String]) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let people = names.iter().map(|name| nod.find_person(name, now)).collect::<Result<Vec<PersonId>, _>>()?;
    let cards = nod.brief(&people, now)?;
    if desk.json {
        print::json(&cards.iter().map(|card| card_json(card, now)).collect());
        return Ok(ExitCode::SUCCESS);
    }
    let (style, texts) = (desk.style, &desk.texts);
    for card in &cards {
        println!("{}  {}", style.strong(&card.person.name), style.faint(&card.person.line));
        for detail in &card.details {
            style.pair(&detail.category_words, &detail.text);
        }
        for follow_up in &card.follow_ups {
            style.pair(&texts.get("cli-label-follow-up"), &format!("{}: {}", follow_up.when, follow_up.text));
        }
        for thanks in &card.thanks {
            style.pair(&texts.get("search-contribution-unsaid"), &format!("{}: {}", thanks.ago, thanks.what));
        }
        for row in &card.moments {
            let words = format!("{} {}", row.gesture_words, row.moment.note);
            style.pair(&row.moment.on.to_string(), words.trim());
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn card_json(card: &BriefCard, now: nod_core::clock::Now) -> Value {
    let details: Vec<Value> = card.details.iter().map(detail_json).collect();
    let follow_ups: Vec<Value> =
        card.follow_ups.iter().map(|f| json!({ "id": f.id, "text": f.text, "on": f.on })).collect();
    let moments: Vec<Value> = card.moments.iter().map(|row| moment_json(&row.moment, now)).collect();
    json!({
        "person": { "id": card.person.id, "name": card.person.name },
        "details": details,
        "follow_ups": follow_ups,
        "thanks": card.thanks.iter().map(thanks_json).collect::<Vec<_>>(),
        "moments": moments,
    })
}

fn thanks_json(thanks: &Contribution) -> Value {
    json!({ "id": thanks.id, "what": thanks.what, "changed": thanks.changed, "on": thanks.on })
}

pub fn timeline(desk: &mut Desk, name: &str, limit: usize) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let person = nod.find_person(name, now)?;
    let mut entries = Vec::new();
    let total = loop {
        let request = TimelineRequest { person, offset: entries.len(), limit: limit - entries.len() };
        let page = nod.timeline(&request, now)?;
        let came = page.entries.len();
        entries.extend(page.entries);
        if came == 0 || entries.len() >= limit {
            break page.total;
        }
    };
    if desk.json {
        let value = |entry: &TimelineEntry| match entry {
            TimelineEntry::Moment { moment } => {
                json!({ "kind": "moment", "moment": moment_json(&moment.moment, now) })
            }
            TimelineEntry::Detail { detail } => json!({ "kind": "detail", "detail": detail_json(detail) }),
            TimelineEntry::FollowUp { follow_up, planted_on, ended } => json!({
                "kind": "follow-up",
                "follow_up": { "id": follow_up.id, "text": follow_up.text, "on": follow_up.on },
                "planted_on": planted_on,
                "ended": ended,
            }),
            TimelineEntry::Contribution { contribution, ended } => json!({
                "kind": "contribution", "contribution": thanks_json(contribution), "ended": ended,
            }),
            TimelineEntry::Occasion { occasion, on } => json!({
                "kind": "occasion",
                "occasion": { "id": occasion.id, "title": occasion.title, "day": occasion.day, "yearly": occasion.yearly },
                "on": on,
            }),
            TimelineEntry::OwnReminder { id, text, on, done, .. } => json!({
                "kind": "own-reminder", "own_reminder": { "id": id, "text": text }, "on": on, "done": done,
            }),
        };
        print::json(&json!({ "total": total, "entries": entries.iter().map(value).collect::<Vec<_>>() }));
        return Ok(ExitCode::SUCCESS);
    }
    if entries.is_empty() {
        println!("{}", desk.texts.get("cli-no-moments"));
        return Ok(ExitCode::SUCCESS);
    }
    let head = ["when", "what", "note"].map(|name| desk.texts.get(&format!("cli-column-{name}")));
    let row = |entry: TimelineEntry| match entry {
        TimelineEntry::Moment { moment } => {
            vec![moment.moment.on.to_string(), moment.gesture_words, moment.moment.note]
        }
        TimelineEntry::Detail { detail } => {
            vec![detail.learned_on.to_string(), detail.category_words, detail.text]
        }
        TimelineEntry::FollowUp { follow_up, planted_on, .. } => {
            let text = format!("{}: {}", follow_up.on, follow_up.text);
            vec![planted_on.to_string(), desk.texts.get("cli-label-follow-up"), text]
        }
        TimelineEntry::Contribution { contribution, ended } => {
            let what = match ended.as_deref() {
                None => desk.texts.get("search-contribution-unsaid"),
                Some("thanked") => desk.texts.get("search-contribution-thanked"),
                Some(_) => desk.texts.get("search-contribution-let-go"),
            };
            vec![contribution.on.to_string(), what, contribution.what]
        }
        TimelineEntry::Occasion { occasion, on } => {
            vec![on.to_string(), desk.texts.get("search-kind-occasion"), occasion.title]
        }
        TimelineEntry::OwnReminder { text, on, done, .. } => {
            let what = if done { "search-own-reminder-done" } else { "search-kind-own-reminder" };
            vec![on.to_string(), desk.texts.get(what), text]
        }
    };
    let rows: Vec<Vec<String>> = entries.into_iter().map(row).collect();
    desk.style.table(&head, &rows);
    Ok(ExitCode::SUCCESS)
}

pub fn export(desk: &mut Desk, name: &str) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let person = nod.find_person(name, now)?;
    let mut written = Vec::new();
    let choice = Choice { people: vec![person], without_private: false };
    nod.export(Format::Markdown, &choice, now, &mut written)?;
    let text = String::from_utf8_lossy(&written);
    if desk.json {
        print::json(&json!({ "markdown": text }));
    } else {
        print!("{}", print::harmless(&text));
    }
    Ok(ExitCode::SUCCESS)
}

pub fn duplicates(desk: &mut Desk) -> Result<ExitCode, Ended> {
    let found = desk.nod()?.duplicates()?;
    if desk.json {
        let value = |pair: &nod_core::api::Duplicate| {
            json!({
                "first": { "id": pair.first.id, "name": pair.first.name },
                "second": { "id": pair.second.id, "name": pair.second.name },
                "why": pair.why,
            })
        };
        print::json(&found.iter().map(value).collect());
        return Ok(ExitCode::SUCCESS);
    }
    if found.is_empty() {
        println!("{}", desk.texts.get("cli-no-duplicates"));
        return Ok(ExitCode::SUCCESS);
    }
    let head = ["name", "name", "why", "id", "id"].map(|name| desk.texts.get(&format!("cli-column-{name}")));
    let rows: Vec<Vec<String>> = found
        .into_iter()
        .map(|pair| {
            let (first, second) = (pair.first, pair.second);
            vec![first.name, second.name, pair.why.join(", "), first.id.to_string(), second.id.to_string()]
        })
        .collect();
    desk.style.table(&head, &rows);
    Ok(ExitCode::SUCCESS)
}

pub fn merge(desk: &mut Desk, keep: &str, gone: &str, dry_run: bool) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let (keep, gone) = (nod.find_person(keep, now)?, nod.find_person(gone, now)?);
    if !dry_run {
        let done = nod.merge(keep, gone, None, now)?;
        return Ok(desk.done(&done));
    }
    let preview = nod.merge_preview(keep, gone)?;
    if desk.json {
        print::json(&preview_json(&preview));
        return Ok(ExitCode::SUCCESS);
    }
    let args = [("gone", preview.gone.name.into()), ("keep", preview.keep.name.into())];
    print::say(&desk.texts.with("cli-would-merge", &args));
    for field in &preview.differing {
        let label = desk.texts.get(&format!("cli-label-{}", field.field.replace('_', "-")));
        let args = [("kept", field.kept.clone().into()), ("other", field.other.clone().into())];
        desk.style.pair(&label, &desk.texts.with("cli-merge-keeps", &args));
    }
    Ok(ExitCode::SUCCESS)
}

fn preview_json(preview: &MergePreview) -> Value {
    json!({
        "keep": { "id": preview.keep.id, "name": preview.keep.name },
        "gone": { "id": preview.gone.id, "name": preview.gone.name },
        "differing": preview.differing,
        "merged": preview.merged,
        "moments": preview.moments,
        "details": preview.details,
        "follow_ups": preview.follow_ups,
    })
}

pub fn erase(desk: &mut Desk, name: &str, yes: bool, backups_too: bool) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    // Backups may hold one who is erased already, and has no name here any more.
    let person = match name.parse::<PersonId>() {
        Ok(id) if backups_too && yes => id,
        _ => nod.find_person(name, now)?,
    };
    if !yes {
        let name = nod.person(person, now)?.person.name;
        return Err(Ended::Said(desk.texts.with("cli-erase-ask", &[("name", name.into())]), 2));
    }
    let done = if backups_too { nod.person_erase_with_backups(person)? } else { nod.person_erase(person)? };
    if desk.json {
        print::json(&json!({ "done": true, "undo": null, "words": done.words }));
    } else {
        print::say(&done.words);
    }
    Ok(ExitCode::SUCCESS)
}

pub fn bin(desk: &mut Desk, command: Option<&BinCommand>) -> Result<ExitCode, Ended> {
    let now = desk.now;
    if let Some(BinCommand::Restore { number }) = command {
        let nod = desk.nod()?;
        if nod.bin(now)?.iter().all(|entry| entry.op.0 != *number) {
            return Err(Ended::Said(desk.texts.with("cli-bin-none", &[("number", (*number).into())]), 1));
        }
        let undone = nod.bin_restore(OpId(*number))?;
        let done = nod_core::api::Done { op: Some(undone.op), words: undone.words };
        return Ok(desk.done(&done));
    }
    let entries = desk.nod()?.bin(now)?;
    if desk.json {
        let value = |e: &nod_core::api::BinEntry| json!({ "number": e.op, "kind": e.kind, "words": e.words, "on": e.on });
        print::json(&entries.iter().map(value).collect());
        return Ok(ExitCode::SUCCESS);
    }
    if entries.is_empty() {
        println!("{}", desk.texts.get("cli-bin-empty"));
        return Ok(ExitCode::SUCCESS);
    }
    let head = ["number", "when", "what"].map(|name| desk.texts.get(&format!("cli-column-{name}")));
    let rows: Vec<Vec<String>> =
        entries.into_iter().map(|e| vec![e.op.0.to_string(), e.on.to_string(), e.words]).collect();
    desk.style.table(&head, &rows);
    Ok(ExitCode::SUCCESS)
}
