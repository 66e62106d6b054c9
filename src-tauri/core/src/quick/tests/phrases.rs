//! The table of phrases: `phrases.txt`, where each phrase stands over what a person would mean by it.

use super::team::{lexicon, name, now, roster};
use crate::moment::Direction;
use crate::quick::{DoubtKind, Reading, Resolution, read};

const TABLE: &str = include_str!("phrases.txt");

/// A phrase and what it means, field by field.
struct Phrase<'a> {
    line: usize,
    text: &'a str,
    meaning: Vec<(&'a str, &'a str)>,
}

fn table() -> Vec<Phrase<'static>> {
    let mut phrases: Vec<Phrase<'_>> = Vec::new();
    for (number, line) in TABLE.lines().enumerate() {
        match line {
            "" => {}
            line if line.starts_with("## ") => {}
            line if line.starts_with("    ") => {
                let phrase = phrases.last_mut().expect("a phrase stands over its meaning");
                let fields = line.trim().split(" | ").filter(|field| *field != "nothing");
                phrase
                    .meaning
                    .extend(fields.map(|field| field.split_once(": ").expect("a field is `name: value`")));
            }
            text => phrases.push(Phrase { line: number + 1, text, meaning: Vec::new() }),
        }
    }
    phrases
}

/// A reading in the words of the table, without what is empty or usual.
fn told(text: &str, reading: &Reading) -> Vec<(&'static str, String)> {
    let local = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&now().zone).naive_local();
    let mut told = Vec::new();
    let who: Vec<String> = reading.names.iter().map(|n| who(&n.text, &n.resolution)).collect();
    told.push(("who", who.join(" + ")));
    let did: Vec<&str> = reading.gestures.iter().map(|gesture| gesture.as_str()).collect();
    told.push(("did", did.join(" + ")));
    let direction = if reading.direction == Direction::Mine { "" } else { reading.direction.as_str() };
    told.push(("by", direction.to_owned()));
    told.push(("how", reading.channel.as_ref().map_or(String::new(), |channel| channel.0.clone())));
    let when = reading.when.as_ref().map(|when| {
        let format = if when.day_only { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" };
        local(when.at).format(format).to_string()
    });
    told.push(("when", when.unwrap_or_default()));
    told.push(("note", reading.note.clone()));
    let then = reading.follow_up.as_ref().map(|then| format!("{} {}", then.on, then.text).trim().to_owned());
    told.push(("then", then.unwrap_or_default()));
    told.push(("detail", reading.details.join(" + ")));
    let unsure = reading.unsure.iter().map(|doubt| {
        let kind = match doubt.kind {
            DoubtKind::Ahead => "ahead",
            DoubtKind::Behind => "behind",
            DoubtKind::Impossible => "impossible",
        };
        format!("{kind} {}", &text[doubt.span.clone()])
    });
    told.push(("unsure", unsure.collect::<Vec<_>>().join(" + ")));
    told.retain(|(_, value)| !value.is_empty());
    told
}

fn who(text: &str, resolution: &Resolution) -> String {
    match resolution {
        Resolution::Certain(id) => name(*id).to_owned(),
        Resolution::Tie(ids) => {
            let names: Vec<&str> = ids.iter().map(|id| name(*id)).collect();
            format!("{text}? {}", names.join(" / "))
        }
        Resolution::Unknown => format!("new {text}"),
    }
}

#[test]
fn phrases_read_as_a_person_would_mean_them() {
    let (roster, lexicon) = (roster(), lexicon());
    let mut wrong = Vec::new();
    for phrase in table() {
        let reading = read(phrase.text, &roster, &lexicon, now());
        let told = told(phrase.text, &reading);
        let told: Vec<(&str, &str)> = told.iter().map(|(field, value)| (*field, value.as_str())).collect();
        if told != phrase.meaning {
            let show = |fields: &[(&str, &str)]| {
                fields
                    .iter()
                    .map(|(field, value)| format!("{field}: {value}"))
                    .collect::<Vec<_>>()
                    .join(" | ")
            };
            let (meant, read) = (show(&phrase.meaning), show(&told));
            wrong.push(format!(
                "phrases.txt:{}: {}\n  meant {meant}\n  read  {read}",
                phrase.line, phrase.text
            ));
        }
    }
    assert!(wrong.is_empty(), "{} phrases read wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_table_holds_at_least_150_different_phrases() {
    let texts: std::collections::HashSet<&str> = table().iter().map(|phrase| phrase.text).collect();
    assert_eq!(texts.len(), table().len(), "no phrase stands twice");
    assert!(texts.len() >= 150, "{}", texts.len());
}
