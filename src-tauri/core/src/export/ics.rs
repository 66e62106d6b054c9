//! A calendar (RFC 5545) of birthdays, work anniversaries, own occasions and open follow-ups.

use std::io::Write;

use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;

use super::vcard::{Lines, escape};
use super::{Choice, unwritten};
use crate::clock::{Now, plus_days};
use crate::error::Result;
use crate::id::PersonId;
use crate::person::Birthday;
use crate::store::{follow_ups, occasions};
use crate::texts::Texts;

/// Begins the line that says when an event was written, which differs each time.
const STAMP: &str = "DTSTAMP:";

/// What a calendar says of a person.
struct Dates {
    id: PersonId,
    name: String,
    birthday: String,
    start: String,
}

pub(super) fn write(
    connection: &Connection,
    choice: &Choice,
    texts: &Texts,
    now: Now,
    out: &mut dyn Write,
) -> Result<usize> {
    let stamp = now.utc.format("%Y%m%dT%H%M%SZ").to_string();
    let mut lines = Lines(String::new());
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nod//Nod//EN", "CALSCALE:GREGORIAN"] {
        lines.push(line);
    }
    // What a program that subscribes to it calls it.
    lines.push(&format!("X-WR-CALNAME:{}", escape(&texts.get("export-calendar"))));
    let people = people(connection, choice)?;
    for Dates { id, name, birthday, start } in &people {
        let name = || ("name", name.as_str().into());
        if let Ok(birthday) = birthday.parse::<Birthday>() {
            let words = texts.with("export-birthday", &[name()]);
            event(&mut lines, &format!("birthday-{id}"), &stamp, first(birthday, now), &words, true);
        }
        if let Ok(start) = start.parse::<NaiveDate>() {
            let words = texts.with("export-work-anniversary", &[name()]);
            event(&mut lines, &format!("start-{id}"), &stamp, Some(start), &words, true);
        }
        for own in occasions::of_person(connection, *id)? {
            let words = texts.with("export-occasion", &[name(), ("title", own.title.as_str().into())]);
            event(
                &mut lines,
                &format!("occasion-{}", own.id),
                &stamp,
                first(own.day, now),
                &words,
                own.yearly,
            );
        }
        for follow_up in follow_ups::of_person(connection, *id)? {
            let words = texts.with("export-follow-up", &[name(), ("text", follow_up.text.as_str().into())]);
            event(
                &mut lines,
                &format!("follow-up-{}", follow_up.id),
                &stamp,
                Some(follow_up.on),
                &words,
                false,
            );
        }
    }
    lines.push("END:VCALENDAR");
    out.write_all(lines.0.as_bytes()).map_err(unwritten)?;
    Ok(people.len())
}

/// Those chosen, else everyone not put away, by name. Photos and all else are left where they are: a calendar that is
/// kept up to date is written after each change.
fn people(connection: &Connection, choice: &Choice) -> Result<Vec<Dates>> {
    let mut all = connection.prepare_cached(
        "SELECT id, name, birthday, start_date FROM person WHERE (archived = 0 AND ?1) OR id = ?2 ORDER BY folded, id",
    )?;
    let mut of = |everyone: bool, one: Option<PersonId>| -> Result<Vec<Dates>> {
        let rows = all.query_map(rusqlite::params![everyone, one], |row| {
            Ok(Dates { id: row.get(0)?, name: row.get(1)?, birthday: row.get(2)?, start: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    if choice.people.is_empty() {
        return of(true, None);
    }
    let mut chosen = Vec::new();
    for id in &choice.people {
        chosen.extend(of(false, Some(*id))?);
    }
    Ok(chosen)
}

/// The first date of a day. Without a year it begins in this one; a leap day in the last leap year.
fn first(day: Birthday, now: Now) -> Option<NaiveDate> {
    let year = day.year.unwrap_or_else(|| now.today().year());
    NaiveDate::from_ymd_opt(year, day.month, day.day)
        .or_else(|| NaiveDate::from_ymd_opt(year - year.rem_euclid(4), day.month, day.day))
}

fn event(lines: &mut Lines, uid: &str, stamp: &str, on: Option<NaiveDate>, words: &str, yearly: bool) {
    let Some(on) = on else { return };
    lines.push("BEGIN:VEVENT");
    lines.push(&format!("UID:nod-{uid}"));
    lines.push(&format!("{STAMP}{stamp}"));
    lines.push(&format!("DTSTART;VALUE=DATE:{}", on.format("%Y%m%d")));
    lines.push(&format!("DTEND;VALUE=DATE:{}", plus_days(on, 1).format("%Y%m%d")));
    if yearly {
        lines.push("RRULE:FREQ=YEARLY");
    }
    lines.push(&format!("SUMMARY:{}", escape(words)));
    lines.push("TRANSP:TRANSPARENT");
    lines.push("END:VEVENT");
}

/// True when two calendars say the same, whenever they were written.
#[must_use]
pub fn same_calendar(one: &str, other: &str) -> bool {
    let said = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.starts_with(STAMP)).map(str::to_owned).collect()
    };
    one.len() == other.len() && said(one) == said(other)
}
