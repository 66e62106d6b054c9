//! A page for each person: what is known, what is to come back to, and the moments, newest first.

use std::io::Write;

use rusqlite::Connection;

use super::contacts::Card;
use super::{Choice, unwritten};
use crate::error::Result;
use crate::id::PersonId;
use crate::store::{follow_ups, gestures, moments};
use crate::texts::Texts;
use crate::words;

pub(super) fn write(
    connection: &Connection,
    cards: &[Card],
    choice: &Choice,
    texts: &Texts,
    out: &mut dyn Write,
) -> Result<usize> {
    if choice.people.len() != 1 {
        out.write_all(format!("# {}\n\n", texts.get("export-book")).as_bytes()).map_err(unwritten)?;
    }
    for card in cards {
        let page = page(connection, card, texts)?;
        out.write_all(page.as_bytes()).map_err(unwritten)?;
    }
    Ok(cards.len())
}

/// What a page of its own is called: the name in plain letters, and the end of the id so that no two are the same.
#[must_use]
pub fn file_name(name: &str, id: PersonId) -> String {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    let plain = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let id = id.to_string();
    let tail = id.rsplit('-').next().unwrap_or_default();
    format!("{plain}-{tail}.md")
}

fn page(connection: &Connection, card: &Card, texts: &Texts) -> Result<String> {
    let fields = &card.fields;
    let mut page = format!("## {}\n\n", line(&fields.name));
    let mut item = |label: &str, value: &str| {
        if !value.is_empty() {
            page.push_str(&format!("- {}: {}\n", texts.get(&format!("cli-label-{label}")), line(value)));
        }
    };
    let built_in = texts.find(&format!("circle-{}", card.circle), &[]);
    let circle = built_in.unwrap_or_else(|| card.circle.clone());
    for (label, value) in [
        ("called", &fields.called),
        ("pronunciation", &fields.pronunciation),
        ("pronouns", &fields.pronouns),
        ("role", &fields.role),
        ("team", &fields.team),
        ("organisation", &fields.organisation),
        ("place", &fields.place),
        ("circle", &circle),
        ("start-date", &fields.start_date),
        ("birthday", &fields.birthday),
    ] {
        item(label, value);
    }
    for contact in &fields.contacts {
        let gap = if contact.label.is_empty() { "" } else { " " };
        item("contact", &format!("{}{gap}{}", contact.label, contact.value));
    }
    if !card.tags.is_empty() {
        item("tags", &card.tags.join(", "));
    }
    page.push('\n');
    if !fields.notes.is_empty() {
        page.push_str(&format!("### {}\n\n{}\n\n", texts.get("cli-label-notes"), below(&fields.notes)));
    }
    let open = follow_ups::of_person(connection, card.id)?;
    if !open.is_empty() {
        page.push_str(&format!("### {}\n\n", texts.get("export-follow-ups")));
        open.iter().for_each(|f| page.push_str(&format!("- {}: {}\n", f.on, line(&f.text))));
        page.push('\n');
    }
    let filter = moments::Filter { person: Some(card.id), ..moments::Filter::default() };
    let (_, with) = moments::list(connection, &filter, 0, usize::MAX)?;
    if !with.is_empty() {
        let known = gestures::all(connection)?;
        page.push_str(&format!("### {}\n\n", texts.get("export-moments")));
        for moment in with {
            let names: Vec<String> = moment
                .gestures
                .iter()
                .filter_map(|id| known.iter().find(|gesture| gesture.id == *id))
                .map(|gesture| words::gesture(texts, gesture))
                .collect();
            let note =
                if moment.note.is_empty() { String::new() } else { format!(": {}", line(&moment.note)) };
            let whose = texts.get(&format!("export-{}", moment.direction.as_str()));
            let whose = if whose.is_empty() { String::new() } else { format!(" ({whose})") };
            page.push_str(&format!("- {} {}{whose}{note}\n", moment.on, line(&names.join(", "))));
        }
        page.push('\n');
    }
    Ok(page)
}

/// Text on one line whose marks are no Markdown.
fn line(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            plain.push('\\');
        }
        plain.push(if character.is_whitespace() { ' ' } else { character });
    }
    plain
}

/// Notes are Markdown already; their heads go below the page's own.
fn below(notes: &str) -> String {
    let deeper = |line: &str| if line.starts_with('#') { format!("###{line}") } else { line.to_owned() };
    notes.lines().map(deeper).collect::<Vec<_>>().join("\n")
}
