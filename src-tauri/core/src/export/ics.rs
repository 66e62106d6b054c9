//! A calendar (RFC 5545) of birthdays, work anniversaries and open follow-ups.

use std::io::Write;

use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;

use super::contacts::Card;
use super::unwritten;
use super::vcard::{Lines, escape};
use crate::clock::{Now, plus_days};
use crate::error::Result;
use crate::person::Birthday;
use crate::store::follow_ups;
use crate::texts::Texts;

pub(super) fn write(
    connection: &Connection,
    cards: &[Card],
    texts: &Texts,
    now: Now,
    out: &mut dyn Write,
) -> Result<usize> {
    let stamp = now.utc.format("%Y%m%dT%H%M%SZ").to_string();
    let mut lines = Lines(String::new());
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nod//Nod//EN", "CALSCALE:GREGORIAN"] {
        lines.push(line);
    }
    for card in cards {
        let name = || ("name", card.fields.name.as_str().into());
        if let Ok(birthday) = card.fields.birthday.parse::<Birthday>() {
            // Without a year the day begins in this one; a leap day in the last leap year.
            let year = birthday.year.unwrap_or_else(|| now.today().year());
            let first = NaiveDate::from_ymd_opt(year, birthday.month, birthday.day)
                .or_else(|| NaiveDate::from_ymd_opt(year - year.rem_euclid(4), birthday.month, birthday.day));
            if let Some(first) = first {
                let words = texts.with("export-birthday", &[name()]);
                event(&mut lines, &format!("birthday-{}", card.id), &stamp, first, &words, true);
            }
        }
        if let Ok(start) = card.fields.start_date.parse::<NaiveDate>() {
            let words = texts.with("export-work-anniversary", &[name()]);
            event(&mut lines, &format!("start-{}", card.id), &stamp, start, &words, true);
        }
        for follow_up in follow_ups::of_person(connection, card.id)? {
            let words = texts.with("export-follow-up", &[name(), ("text", follow_up.text.as_str().into())]);
            event(&mut lines, &format!("follow-up-{}", follow_up.id), &stamp, follow_up.on, &words, false);
        }
    }
    lines.push("END:VCALENDAR");
    out.write_all(lines.0.as_bytes()).map_err(unwritten)?;
    Ok(cards.len())
}

fn event(lines: &mut Lines, uid: &str, stamp: &str, on: NaiveDate, words: &str, yearly: bool) {
    lines.push("BEGIN:VEVENT");
    lines.push(&format!("UID:nod-{uid}"));
    lines.push(&format!("DTSTAMP:{stamp}"));
    lines.push(&format!("DTSTART;VALUE=DATE:{}", on.format("%Y%m%d")));
    lines.push(&format!("DTEND;VALUE=DATE:{}", plus_days(on, 1).format("%Y%m%d")));
    if yearly {
        lines.push("RRULE:FREQ=YEARLY");
    }
    lines.push(&format!("SUMMARY:{}", escape(words)));
    lines.push("TRANSP:TRANSPARENT");
    lines.push("END:VEVENT");
}
