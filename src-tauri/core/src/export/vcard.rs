//! vCard 4.0 (RFC 6350, with RFC 9554 for pronouns and profiles) and 3.0 (RFC 2426).

use std::io::Write;

use base64::Engine;

use super::contacts::Card;
use super::unwritten;
use crate::api::{Contact, ContactKind};
use crate::error::Result;

/// Which standard to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    V3,
    V4,
}

/// Longest line in bytes, before its end (RFC 6350 3.2).
const WIDTH: usize = 75;

pub(super) fn write(cards: &[Card], version: Version, out: &mut dyn Write) -> Result<usize> {
    for card in cards {
        let mut lines = Lines(String::new());
        card_lines(card, version, &mut lines);
        out.write_all(lines.0.as_bytes()).map_err(unwritten)?;
    }
    Ok(cards.len())
}

/// Lines, folded where they are too long.
pub(super) struct Lines(pub String);

impl Lines {
    pub fn push(&mut self, line: &str) {
        let mut width = 0;
        for character in line.chars() {
            if width + character.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(character);
            width += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text of vCard or iCalendar (RFC 6350 3.4, RFC 5545 3.3.11).
pub(super) fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace(',', "\\,").replace(';', "\\;")
}

fn card_lines(card: &Card, version: Version, lines: &mut Lines) {
    let fields = &card.fields;
    lines.push("BEGIN:VCARD");
    lines.push(if version == Version::V4 { "VERSION:4.0" } else { "VERSION:3.0" });
    lines.push("PRODID:-//Nod//Nod//EN");
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            lines.push(&format!("{name}:{}", escape(value)));
        }
    };
    put("UID", &card.uid);
    put("FN", &fields.name);
    put("NICKNAME", &fields.called);
    put("TITLE", &fields.role);
    put("NOTE", &fields.notes);
    put("X-PHONETIC-FIRST-NAME", &fields.pronunciation);
    put(if version == Version::V4 { "PRONOUNS" } else { "X-PRONOUNS" }, &fields.pronouns);
    put(if version == Version::V4 { "TZ" } else { "TZ;VALUE=text" }, &fields.zone);
    put("X-NOD-START-DATE", &fields.start_date);
    if version == Version::V3 {
        // 3.0 asks for a name in parts; a name is never split, so all of it stands in one.
        lines.push(&format!("N:{};;;;", escape(&fields.name)));
    }
    if !fields.organisation.is_empty() || !fields.team.is_empty() {
        lines.push(&format!("ORG:{};{}", escape(&fields.organisation), escape(&fields.team)));
    }
    if !fields.place.is_empty() {
        lines.push(&format!("ADR:;;;{};;;", escape(&fields.place)));
    }
    if let Some(line) = birthday(&fields.birthday, version) {
        lines.push(&line);
    }
    if !card.tags.is_empty() {
        let tags: Vec<String> = card.tags.iter().map(|tag| escape(tag)).collect();
        lines.push(&format!("CATEGORIES:{}", tags.join(",")));
    }
    // An ORG's further units are parts of one team, and RFC 6350 has no fields of one's own: extensions hold these.
    for team in &fields.other_teams {
        lines.push(&format!("X-NOD-TEAM:{}", escape(team)));
    }
    for own in &fields.own {
        lines.push(&format!("X-NOD-FIELD:{};{}", escape(&own.name), escape(&own.value)));
    }
    if !card.circle.is_empty() {
        lines.push(&format!("X-NOD-CIRCLE:{}", escape(&card.circle)));
    }
    if let Some(days) = fields.rhythm_days {
        lines.push(&format!("X-NOD-RHYTHM:{days}"));
    }
    for (number, contact) in (1..).zip(&fields.contacts) {
        contact_lines(number, contact, version, lines);
    }
    if let Some((mime, bytes)) = &card.photo {
        let text = base64::engine::general_purpose::STANDARD.encode(bytes);
        let kind = mime.rsplit('/').next().unwrap_or_default().to_uppercase();
        lines.push(&match version {
            Version::V4 => format!("PHOTO:data:{mime};base64,{text}"),
            Version::V3 => format!("PHOTO;ENCODING=b;TYPE={kind}:{text}"),
        });
    }
    lines.push("END:VCARD");
}

fn birthday(birthday: &str, version: Version) -> Option<String> {
    let without_year = birthday.strip_prefix("--");
    match (version, without_year) {
        _ if birthday.is_empty() => None,
        (Version::V4, _) => Some(format!(
            "BDAY:{}{}",
            if without_year.is_some() { "--" } else { "" },
            birthday.replace('-', "")
        )),
        // 3.0 has no day without a year; this is how Apple writes one, and others read it.
        (Version::V3, Some(day)) => Some(format!("BDAY;X-APPLE-OMIT-YEAR=1604:1604-{day}")),
        (Version::V3, None) => Some(format!("BDAY:{birthday}")),
    }
}

/// A way to reach the person. Labels that are no type of the standards go into a group, as Apple does.
fn contact_lines(number: usize, contact: &Contact, version: Version, lines: &mut Lines) {
    const TYPES: [(&str, &str); 9] = [
        ("work", "work"),
        ("home", "home"),
        ("mobile", "cell"),
        ("fax", "fax"),
        ("pager", "pager"),
        ("other", "other"),
        ("main", "main"),
        ("car", "car"),
        ("school", "school"),
    ];
    let types: Option<Vec<&str>> = contact
        .label
        .split_whitespace()
        .map(|word| TYPES.iter().find(|(own, _)| *own == word).map(|(_, standard)| *standard))
        .collect();
    let name = match (contact.kind, version) {
        (ContactKind::Email, _) => "EMAIL",
        (ContactKind::Phone, _) => "TEL",
        (ContactKind::Url, _) => "URL",
        (ContactKind::Handle, Version::V4) => "SOCIALPROFILE",
        (ContactKind::Handle, Version::V3) => "X-SOCIALPROFILE",
    };
    let value = match contact.kind {
        // Semicolons of an address on the web are its own.
        ContactKind::Url => contact.value.clone(),
        _ => escape(&contact.value),
    };
    // What a parameter may not hold (RFC 6350 3.3) is left out of a service's name.
    let service: String = contact.label.chars().filter(|c| !matches!(c, '"' | ';' | ':' | ',')).collect();
    match (contact.kind, types) {
        (ContactKind::Handle, _) if version == Version::V4 && service.is_empty() => {
            lines.push(&format!("{name};VALUE=text:{value}"));
        }
        (ContactKind::Handle, _) if version == Version::V4 => {
            lines.push(&format!("{name};SERVICE-TYPE=\"{service}\";VALUE=text:{value}"));
        }
        (ContactKind::Handle, _) if service.is_empty() => lines.push(&format!("{name};VALUE=text:{value}")),
        (ContactKind::Handle, _) => {
            lines.push(&format!("{name};X-SERVICE-TYPE=\"{service}\";VALUE=text:{value}"))
        }
        (_, Some(types)) if types.is_empty() => lines.push(&format!("{name}:{value}")),
        (_, Some(types)) if version == Version::V4 => {
            lines.push(&format!("{name};TYPE=\"{}\":{value}", types.join(",")))
        }
        (_, Some(types)) => lines.push(&format!("{name};TYPE={}:{value}", types.join(","))),
        (_, None) => {
            lines.push(&format!("item{number}.{name}:{value}"));
            lines.push(&format!("item{number}.X-ABLabel:{}", escape(&contact.label)));
        }
    }
}
