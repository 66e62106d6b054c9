//! The journal of the `friends` program: `friends.md`, in its own Markdown.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::incoming::{Incoming, IncomingMoment, When, Who};
use super::problem::{self, Problem, Reason};
use super::{Hints, Importer, LONGEST_FIELD, MOST_MOMENTS, MOST_PEOPLE, Reading, charset, deed, tidy};
use crate::moment::Direction;

/// The reader of `friends.md`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Friends;

/// Which list a line stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Activities,
    Notes,
    Friends,
    Other,
}

fn list(line: &str) -> Option<List> {
    let title = line.strip_prefix('#')?.trim_start_matches('#').trim().trim_end_matches(':').to_lowercase();
    Some(match title.as_str() {
        "activities" => List::Activities,
        "notes" => List::Notes,
        "friends" => List::Friends,
        _ => List::Other,
    })
}

impl Importer for Friends {
    /// By a head of one of its lists, with its colon.
    fn recognises(&self, _: &str, head: &[u8]) -> bool {
        let text = String::from_utf8_lossy(head);
        let mut lines = text.lines().filter(|line| line.starts_with("###") && line.trim_end().ends_with(':'));
        lines.any(|line| list(line).is_some_and(|list| list != List::Other))
    }

    fn read(&self, name: &str, bytes: &[u8], _: &Hints) -> Reading {
        let body = charset::body(bytes);
        let (text, _) = charset::text(&body.bytes, None);
        let mut reader = Reader {
            file: name,
            places: HashMap::new(),
            reading: Reading { source: "friends".to_owned(), ..Reading::default() },
        };
        // The friends come last in the file, and are needed first.
        for wanted in [List::Friends, List::Notes, List::Activities] {
            let mut current = List::Other;
            for (number, line) in (1..).zip(text.lines()) {
                let line = line.trim();
                if let Some(list) = list(line) {
                    current = list;
                } else if let Some(entry) = line.strip_prefix("- ").filter(|_| current == wanted) {
                    reader.entry(wanted, number, entry);
                }
            }
        }
        let mut reading = reader.reading;
        reading.errors.sort_by_key(|problem| problem.line);
        if reading.people.is_empty() && reading.errors.is_empty() {
            return Reading::refused(name, problem::unknown(&body.bytes));
        }
        reading
    }
}

struct Reader<'a> {
    file: &'a str,
    places: HashMap<String, usize>,
    reading: Reading,
}

impl Reader<'_> {
    fn report(&mut self, line: usize, reason: Reason) {
        self.reading.errors.push(Problem { file: self.file.to_owned(), line, reason });
    }

    fn entry(&mut self, list: List, line: usize, entry: &str) {
        if entry.len() > LONGEST_FIELD {
            return self.report(line, Reason::FieldTooLong { field: super::Field::Notes });
        }
        match list {
            List::Friends => self.friend(line, entry),
            List::Notes | List::Activities => self.event(list, line, entry),
            List::Other => {}
        }
    }

    /// `Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy @science`.
    fn friend(&mut self, line: usize, entry: &str) {
        if self.reading.people.len() == MOST_PEOPLE {
            let known = self.reading.errors.iter().any(|problem| problem.reason == Reason::TooManyPeople);
            if !known {
                self.report(line, Reason::TooManyPeople);
            }
            return;
        }
        let end = entry.find([']', ')']).map_or(0, |_| entry.rfind([']', ')']).unwrap_or(0));
        let tags_from = entry.get(end..).and_then(|rest| rest.find(" @")).map_or(entry.len(), |at| end + at);
        let (head, tags) = entry.split_at(tags_from);
        let (head, place) = match head.split_once('[') {
            Some((head, place)) => (head, place.split(']').next().unwrap_or_default()),
            None => (head, ""),
        };
        let (head, names) = match head.split_once("(a.k.a.") {
            Some((head, names)) => (head, names.split(')').next().unwrap_or_default()),
            None => (head, ""),
        };
        let name = tidy::line(head);
        if !tidy::is_visible(&name) {
            return self.report(line, Reason::NoName);
        }
        let mut names = names.split("a.k.a.").map(tidy::line).filter(|name| tidy::is_visible(name));
        let called = names.next().unwrap_or_default();
        let others: Vec<String> = names.collect();
        let tags = tags.split_whitespace().filter_map(|tag| tag.strip_prefix('@')).map(tidy::line);
        let place_in_reading = self.reading.people.len();
        self.places.entry(name.clone()).or_insert(place_in_reading);
        self.reading.people.push(Incoming {
            file: self.file.to_owned(),
            line,
            name,
            called,
            place: tidy::line(place),
            tags: tags.filter(|tag| !tag.is_empty()).collect(),
            notes: if others.is_empty() {
                String::new()
            } else {
                format!("Also called {}", others.join(", "))
            },
            ..Incoming::default()
        });
    }

    /// `2018-01-04: Got lunch with **Grace Hopper** and **Marie Curie** in _Paris_. @food`.
    fn event(&mut self, list: List, line: usize, entry: &str) {
        let (day, text) = entry.split_once(':').unwrap_or((entry, ""));
        let Ok(day) = NaiveDate::parse_from_str(day.trim(), "%Y-%m-%d") else {
            return self.report(line, Reason::NoDay { text: day.chars().take(40).collect() });
        };
        let mut who = Vec::new();
        for name in text.split("**").skip(1).step_by(2) {
            match self.places.get(name) {
                Some(place) if !who.contains(place) => who.push(*place),
                Some(_) => {}
                None => {
                    let name = tidy::line(name);
                    return self.report(line, Reason::UnknownPerson { name });
                }
            }
        }
        let text = tidy::line(&plain(text));
        if who.is_empty() {
            // A day of one's own journal, with nobody in it.
            return self.report(line, Reason::NoName);
        }
        if list == List::Notes {
            for place in who {
                if let Some(person) = self.reading.people.get_mut(place)
                    && person.notes.len() + text.len() < LONGEST_FIELD - 32
                {
                    let gap = if person.notes.is_empty() { "" } else { "\n\n" };
                    person.notes.push_str(&format!("{gap}{day}: {text}"));
                }
            }
            return;
        }
        if self.reading.moments.len() == MOST_MOMENTS {
            return self.report(line, Reason::TooManyMoments);
        }
        self.reading.moments.push(IncomingMoment {
            file: self.file.to_owned(),
            line,
            who: who.into_iter().map(Who::Entry).collect(),
            when: When::Day(day),
            gesture: deed::gesture(&text),
            direction: Direction::Mutual,
            channel: deed::channel(&text),
            note: text,
            offered: false,
        });
    }
}

/// Without the marks of names and places; an underscore inside a word stays.
fn plain(text: &str) -> String {
    let text = text.replace("**", "");
    let words = text.split(' ').map(|word| {
        let start = word.strip_prefix('_').unwrap_or(word);
        let end = start.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '_');
        match end.strip_suffix('_') {
            Some(inner) => format!("{inner}{}", start.get(end.len()..).unwrap_or_default()),
            None => start.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "### Activities:\n- 2018-11-01: **Ada Byron** and I went to _Martha's Vineyard_.\n\
        - 2018-01-04: Got lunch with **Ada Byron** and **Bo Lind**. @food\n- 2018-01-03: Wrote letters.\n\
        - sometime: with **Bo Lind**\n- 2018-01-02: Met **Cy Unknown**\n\n### Notes:\n\
        - 2018-06-15: **Ada Byron** has a new job at snake_case. @work\n\n### Friends:\n\
        - Ada Byron (a.k.a. The Countess a.k.a. Enchantress) [London] @maths @horses\n- Bo Lind\n\n### Locations:\n- London\n";

    fn reading() -> Reading {
        super::super::read("friends.md", FILE.as_bytes(), &Hints::default())
    }

    #[test]
    fn friends_come_with_nickname_place_and_tags() {
        let reading = reading();
        let ada = &reading.people[0];
        assert_eq!(
            (ada.name.as_str(), ada.called.as_str(), ada.place.as_str()),
            ("Ada Byron", "The Countess", "London")
        );
        assert_eq!((ada.tags.as_slice(), ada.line), (&["maths".to_owned(), "horses".to_owned()][..], 12));
        assert_eq!(
            ada.notes,
            "Also called Enchantress\n\n2018-06-15: Ada Byron has a new job at snake_case. @work"
        );
    }

    #[test]
    fn activities_are_moments_with_everyone_they_name() {
        let moments = reading().moments;
        assert_eq!(moments.len(), 2);
        assert_eq!(moments[0].note, "Ada Byron and I went to Martha's Vineyard.");
        assert_eq!(moments[1].who, [Who::Entry(0), Who::Entry(1)]);
        assert_eq!(
            (moments[1].channel, moments[1].when),
            (Some("in-person"), When::Day("2018-01-04".parse().unwrap()))
        );
    }

    #[test]
    fn what_cannot_be_kept_is_said_with_its_line() {
        let said: Vec<(usize, &str)> =
            reading().errors.iter().map(|problem| (problem.line, problem.reason.message_id())).collect();
        assert_eq!(
            said,
            [(4, "import-reason-no-name"), (5, "import-reason-no-day"), (6, "import-reason-unknown-person")]
        );
    }
}
