//! Calendars (RFC 5545): birthdays and work anniversaries become dates of people, meetings with people become moments
//! that the user picks one by one.
//!
//! The way through: `lines` unfolds and takes properties apart, `event` collects the events, `occasion` tells from its
//! summary whose birthday or work anniversary an event is, and `repeat` says when a meeting took place.

mod event;
mod lines;
mod occasion;
mod repeat;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate, TimeDelta};

use self::event::{Event, Start};
use self::occasion::{Kind, Occasion};
use super::incoming::{Incoming, IncomingMoment, When, Who};
use super::problem::{self, Problem, Reason};
use super::{Birthday, Hints, Importer, MOST_MOMENTS, MOST_PEOPLE, Reading, charset, date};
use crate::moment::Direction;

/// How far back meetings are offered: a moment of longer ago is hardly remembered well enough to log.
const MEETINGS_SINCE: TimeDelta = TimeDelta::days(90);

/// Most people in a meeting that is offered: more is an audience.
const MOST_ATTENDEES: usize = 20;

/// The calendar reader.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ics;

impl Importer for Ics {
    /// By its extension, or by `BEGIN:VCALENDAR` as the first text.
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        if extension
            .is_some_and(|extension| matches!(extension.as_str(), "ics" | "ical" | "ifb" | "icalendar"))
        {
            return true;
        }
        let head = charset::body(head);
        let start = head.bytes.trim_ascii_start();
        start.get(..15).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"))
    }

    fn read(&self, name: &str, bytes: &[u8], hints: &Hints) -> Reading {
        let body = charset::body(bytes);
        let (text, _) = charset::text(&body.bytes, None);
        let calendar = event::read(&text, hints.now.zone);
        if !calendar.begun {
            return Reading::refused(name, problem::unknown(&body.bytes));
        }
        let mut reader = Reader { file: name, hints, people: HashMap::new(), reading: Reading::default() };
        if let Some(line) = calendar.cut_off {
            reader.report(line, Reason::Truncated);
        }
        let moved: HashSet<(String, chrono::DateTime<chrono::Utc>)> =
            calendar.events.iter().filter_map(|event| Some((event.uid.clone(), event.instead_of?))).collect();
        for event in &calendar.events {
            if let Some(text) = &event.wrong_start {
                reader.report(event.line, Reason::NoDay { text: text.chars().take(40).collect() });
                continue;
            }
            match occasion::of(event, &calendar.name) {
                Some(occasion) => reader.occasion(event, occasion),
                None => reader.meeting(event, &moved),
            }
        }
        let mut reading = reader.reading;
        if reading.people.is_empty() && reading.moments.is_empty() && reading.errors.is_empty() {
            return Reading::refused(name, Reason::NothingInCalendar);
        }
        reading.errors.sort_by_key(|problem| problem.line);
        reading
    }
}

struct Reader<'a> {
    file: &'a str,
    hints: &'a Hints,
    /// Places of people in the reading by their names, so that a birthday and an anniversary meet in one entry.
    people: HashMap<String, usize>,
    reading: Reading,
}

impl Reader<'_> {
    fn report(&mut self, line: usize, reason: Reason) {
        self.reading.errors.push(Problem { file: self.file.to_owned(), line, reason });
    }

    fn occasion(&mut self, event: &Event, occasion: Occasion) {
        let Some(on) = event.start.map(|start| start.date(self.hints.now.zone)) else { return };
        let key = occasion.name.to_lowercase();
        let place = match self.people.get(&key) {
            Some(place) => *place,
            None if self.reading.people.len() == MOST_PEOPLE => return,
            None => {
                let place = self.reading.people.len();
                let person = Incoming {
                    file: self.file.to_owned(),
                    line: event.line,
                    name: occasion.name.clone(),
                    ..Incoming::default()
                };
                self.reading.people.push(person);
                self.people.insert(key, place);
                place
            }
        };
        let today = self.hints.today();
        let Some(person) = self.reading.people.get_mut(place) else { return };
        match occasion.kind {
            Kind::Birthday => {
                // An event of this year's birthday is no year of birth; one that goes back as far as a life is.
                let year = occasion.year.or(occasion.turns.map(|age| on.year() - age));
                let year = year.or_else(|| event.yearly.then(|| on.year()));
                let year = year.filter(|year| date::is_birth_year(*year, today));
                let known = person.birthday.is_some_and(|day| day.year().is_some());
                if !known {
                    person.birthday = Birthday::new(year, on.month(), on.day()).or(person.birthday);
                }
            }
            Kind::Work => {
                let year = occasion.year.or(occasion.turns.map(|years| on.year() - years));
                let year = year.unwrap_or_else(|| on.year());
                let start = NaiveDate::from_ymd_opt(year, on.month(), on.day())
                    .or(NaiveDate::from_ymd_opt(year, 3, 1).filter(|_| (on.month(), on.day()) == (2, 29)));
                let start = start.filter(|start| *start <= today && start.year() > today.year() - 80);
                person.start_date = match (person.start_date, start) {
                    (Some(known), Some(start)) => Some(known.min(start)),
                    (known, start) => known.or(start),
                };
                if person.start_date.is_none() {
                    let text = event.summary.chars().take(40).collect();
                    self.report(event.line, Reason::NotAStartDate { text });
                }
            }
        }
    }

    /// Offers what took place with people lately.
    fn meeting(&mut self, event: &Event, moved: &HashSet<(String, chrono::DateTime<chrono::Utc>)>) {
        let Some(Start::Instant(start)) = event.start else { return };
        if event.cancelled || event.attendees.is_empty() || event.attendees.len() > MOST_ATTENDEES {
            return;
        }
        let now = self.hints.now.utc;
        let times = repeat::times(event, start, self.hints.now.zone, now - MEETINGS_SINCE, now);
        for at in times {
            if event.instead_of.is_none() && moved.contains(&(event.uid.clone(), at)) {
                continue;
            }
            if self.reading.moments.len() == MOST_MOMENTS {
                return self.report(event.line, Reason::TooManyMoments);
            }
            self.reading.moments.push(IncomingMoment {
                file: self.file.to_owned(),
                line: event.line,
                who: event.attendees.iter().cloned().map(Who::Email).collect(),
                when: When::Instant(at),
                gesture: "checked-in",
                direction: Direction::Mutual,
                channel: Some("meeting"),
                note: event.summary.clone(),
                offered: true,
            });
        }
    }
}
