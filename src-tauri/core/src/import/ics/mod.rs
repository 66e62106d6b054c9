//! Calendars (RFC 5545): birthdays and work anniversaries become dates of people, meetings with people become moments
//! that the user picks one by one.
//!
//! The way through: `lines` unfolds and takes properties apart, `event` collects the events, `occasion` tells from its
//! summary whose birthday or work anniversary an event is, and `repeat` says when a meeting took place.

mod event;
mod lines;
mod occasion;
mod repeat;
mod zones;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, NaiveDate, TimeDelta};

use self::event::{Event, Start};
use self::occasion::{Kind, Occasion};
use super::incoming::{Incoming, IncomingMoment, When, Who};
use super::problem::{self, EventReason, Problem, Reason};
use super::{Birthday, Hints, Importer, MOST_MOMENTS, MOST_PEOPLE, Reading, charset, date};
use crate::moment::Direction;

/// How far back meetings are offered: a moment of longer ago is hardly remembered well enough to log.
const MEETINGS_SINCE: TimeDelta = TimeDelta::days(90);

/// How many events left out for one reason are named.
const LEFT_OUT_ONE_BY_ONE: usize = 20;

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
        let mut reader = Reader {
            file: name,
            hints,
            people: HashMap::new(),
            left_out: BTreeMap::new(),
            more_left_out: BTreeMap::new(),
            reading: Reading::default(),
        };
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
        for ((_, line), count) in std::mem::take(&mut reader.more_left_out) {
            reader.report(line, Reason::LeftOut { kind: "more events like these".to_owned(), count });
        }
        let nothing = |reason: &Reason| matches!(reason, Reason::Event { .. } | Reason::LeftOut { .. });
        let only_left_out = reader.reading.errors.iter().all(|problem| nothing(&problem.reason));
        if reader.reading.people.is_empty() && reader.reading.moments.is_empty() && only_left_out {
            reader.report(0, Reason::NothingInCalendar);
        }
        let mut reading = reader.reading;
        reading.errors.sort_by_key(|problem| problem.line);
        reading
    }
}

struct Reader<'a> {
    file: &'a str,
    hints: &'a Hints,
    /// Places of people in the reading by their names, so that a birthday and an anniversary meet in one entry.
    people: HashMap<String, usize>,
    /// How many events were left out for each reason.
    left_out: BTreeMap<EventReason, usize>,
    /// Those beyond the first few of a reason: the line of the first, and how many.
    more_left_out: BTreeMap<(EventReason, usize), usize>,
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

    /// Says of an event that it is left out, and of many for one reason only how many more there are.
    fn leave_out(&mut self, event: &Event, why: EventReason) {
        let count = self.left_out.entry(why).or_default();
        *count += 1;
        if *count <= LEFT_OUT_ONE_BY_ONE {
            let text = event.summary.chars().take(60).collect();
            return self.report(event.line, Reason::Event { text, why });
        }
        let more = self.more_left_out.range_mut((why, 0)..=(why, usize::MAX)).next();
        match more {
            Some((_, more)) => *more += 1,
            None => drop(self.more_left_out.insert((why, event.line), 1)),
        }
    }

    /// Offers what took place with people lately.
    fn meeting(&mut self, event: &Event, moved: &HashSet<(String, chrono::DateTime<chrono::Utc>)>) {
        let start = match event.start {
            Some(Start::Instant(start)) => start,
            Some(Start::Day(_)) => return self.leave_out(event, EventReason::AllDay),
            None => return self.leave_out(event, EventReason::NoTime),
        };
        let why = match event.attendees.len() {
            _ if event.cancelled => Some(EventReason::Cancelled),
            0 => Some(EventReason::Alone),
            count => (count > MOST_ATTENDEES).then_some(EventReason::Audience),
        };
        if let Some(why) = why {
            return self.leave_out(event, why);
        }
        let now = self.hints.now.utc;
        let times = repeat::times(event, start, self.hints.now.zone, now - MEETINGS_SINCE, now);
        if times.is_empty() {
            return self.leave_out(event, EventReason::OutOfTime);
        }
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
