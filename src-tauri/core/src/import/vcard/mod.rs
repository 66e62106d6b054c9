//! vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350, with RFC 6868 and RFC 9554), as programs really write them.
//!
//! The way through: `lines` joins what was folded, `property` takes a line apart, `card` collects the lines of a card,
//! `decode` turns bytes into text, and `person` with its helpers (`name`, `date`, `contact`, `handle`,
//! `place`, `photo`) says what it means.
//!
//! Nod reads vCards itself because the library at hand (calcard) starts from a `&str`: it cannot know the 2.1 texts
//! whose encoding is named line by line, nor join a fold inside a UTF-8 sequence, and it gives no line numbers for the
//! preview to point at.

mod best;
mod card;
mod contact;
mod date;
mod decode;
mod handle;
mod lines;
mod name;
mod person;
mod photo;
mod place;
mod property;

#[cfg(test)]
mod dialects;
#[cfg(test)]
#[allow(clippy::panic)]
mod fixtures;
#[cfg(test)]
mod robustness;

use std::collections::HashMap;

use super::charset;
use super::problem::{self, Problem, Reason};
use super::{Hints, Importer, MOST_PEOPLE, Reading};

/// The vCard reader.
#[derive(Debug, Clone, Copy, Default)]
pub struct VCard;

impl Importer for VCard {
    /// By its extension, or by `BEGIN:VCARD` as the first text (in UTF-16 too).
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        if extension.is_some_and(|extension| extension == "vcf" || extension == "vcard") {
            return true;
        }
        let head = charset::body(head);
        let start = head.bytes.trim_ascii_start();
        start.get(..11).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCARD"))
    }

    fn read(&self, name: &str, bytes: &[u8], _: &Hints) -> Reading {
        let body = charset::body(bytes);
        let mut reading = Reading::default();
        let mut cards = card::Cards::new(&body.bytes, body.settled);
        let mut found = 0;
        let mut left_out: HashMap<String, usize> = HashMap::new();
        let problem = |line, reason| Problem { file: name.to_owned(), line, reason };
        loop {
            let next = cards.next();
            let outside = cards.outside.drain(..);
            reading.errors.extend(outside.map(|line| problem(line, Reason::OutsideCard)));
            let Some(card) = next else { break };
            found += 1;
            if found > MOST_PEOPLE {
                reading.errors.push(problem(card.line, Reason::TooManyPeople));
                break;
            }
            let (person, problems) = person::read(name, &card);
            reading.people.extend(person);
            for (line, reason) in problems {
                // What Nod has no place for is said once a file, with how often it comes.
                if let Reason::LeftOut { kind, .. } = &reason {
                    let known = left_out.get(kind).and_then(|place| reading.errors.get_mut(*place));
                    if let Some(Problem { reason: Reason::LeftOut { count, .. }, .. }) = known {
                        *count += 1;
                        continue;
                    }
                    left_out.insert(kind.clone(), reading.errors.len());
                }
                reading.errors.push(problem(line, reason));
            }
        }
        if found == 0 {
            return Reading::refused(name, problem::unknown(&body.bytes));
        }
        reading
    }
}
