//! From lines to cards: where one begins and ends, and what is between them.

use super::lines::{Line, Lines, Version, is_mark};
use super::property::Property;

/// Most properties read from one card. Real ones have dozens; this bounds memory, not people.
pub(super) const MOST_PROPERTIES: usize = 10_000;

/// Most lines of a card that are said to be no property.
const MOST_UNREADABLE: usize = 50;

/// A card and its properties, in the order of the file.
#[derive(Debug)]
pub(super) struct Card<'a> {
    /// Line of its BEGIN, from 1.
    pub line: usize,
    /// Its dialect.
    pub version: Version,
    /// True when the file itself said how it is encoded, so that CHARSET concerns only wrapped bytes.
    pub settled: bool,
    /// Those with a value.
    pub properties: Vec<Property<'a>>,
    /// Lines that are no property, the first [`MOST_UNREADABLE`] of them.
    pub unreadable: Vec<usize>,
    /// Line of the first property beyond [`MOST_PROPERTIES`].
    pub overfull: Option<usize>,
    /// False when the file ends before the card does.
    pub complete: bool,
}

/// The cards of a file.
pub(super) struct Cards<'a> {
    lines: Lines<'a>,
    /// Where something stands that belongs to no card: the first line of each stretch, not asked for yet.
    pub outside: Vec<usize>,
    settled: bool,
    /// Line of a BEGIN that came where an END was due.
    begun: Option<usize>,
}

impl<'a> Cards<'a> {
    pub fn new(bytes: &'a [u8], settled: bool) -> Self {
        Self { lines: Lines::new(bytes), outside: Vec::new(), settled, begun: None }
    }

    /// The next card.
    ///
    /// 2.1 nests the card of an AGENT in that of the person (2.4.3 of that standard). An agent's card is passed over,
    /// however deep agents go; a BEGIN without AGENT before it means that an END is missing, and starts the next card.
    pub fn next(&mut self) -> Option<Card<'a>> {
        let line = match self.begun.take() {
            Some(line) => line,
            None => self.find_begin()?,
        };
        let mut card = Card {
            line,
            version: Version::default(),
            settled: self.settled,
            properties: Vec::new(),
            unreadable: Vec::new(),
            overfull: None,
            complete: false,
        };
        let mut agents = 0_usize;
        let mut agent_follows = false;
        let mut bare = false;
        let mut versioned = false;
        while let Some(line) = self.lines.next(card.version) {
            let property = match Property::parse(line) {
                Ok(property) => property,
                Err(stray) => {
                    if agents == 0 {
                        card.keep_stray(&stray);
                    }
                    continue;
                }
            };
            let value = property.value.trim_ascii();
            let is_card = value.eq_ignore_ascii_case(b"VCARD");
            match property.name.as_str() {
                "BEGIN" if is_card && agent_follows => agents += 1,
                "BEGIN" if is_card => {
                    self.begun = Some(property.line);
                    card.complete = true;
                    break;
                }
                "END" if is_card && agents > 0 => agents -= 1,
                "END" if is_card => {
                    card.complete = true;
                    break;
                }
                "AGENT" if value.is_empty() => {
                    agent_follows = true;
                    continue;
                }
                "AGENT" if value.eq_ignore_ascii_case(b"BEGIN:VCARD") => agents += 1,
                _ if agents > 0 => {}
                "VERSION" => {
                    versioned = true;
                    card.version = match value.first() {
                        Some(b'2' | b'1') => Version::V21,
                        Some(b'4') => Version::V4,
                        _ => Version::V3,
                    };
                }
                _ => {
                    bare |= property.bare;
                    card.keep(property);
                }
            }
            agent_follows = false;
        }
        if !versioned && bare {
            card.version = Version::V21;
        }
        Some(card)
    }

    fn find_begin(&mut self) -> Option<usize> {
        let mut between = true;
        loop {
            let line = self.lines.next(Version::default())?;
            if is_mark(&line.text, b"BEGIN:") {
                return Some(line.number);
            }
            let is_mark_alone = line
                .text
                .strip_prefix("\u{feff}".as_bytes())
                .is_some_and(|rest| rest.trim_ascii().is_empty());
            if between && !is_mark_alone {
                self.outside.push(line.number);
                between = false;
            }
        }
    }
}

impl<'a> Card<'a> {
    fn keep(&mut self, property: Property<'a>) {
        if property.value.trim_ascii().is_empty() {
            return;
        }
        if self.properties.len() == MOST_PROPERTIES {
            self.overfull.get_or_insert(property.line);
        } else {
            self.properties.push(property);
        }
    }

    /// A line that is no property is most often the next line of a note, written without its fold.
    fn keep_stray(&mut self, stray: &Line<'_>) {
        match self.properties.last_mut() {
            Some(note) if note.name == "NOTE" => {
                let value = note.value.to_mut();
                value.push(b'\n');
                value.extend_from_slice(&stray.text);
            }
            _ => {
                if self.unreadable.len() < MOST_UNREADABLE {
                    self.unreadable.push(stray.number);
                }
            }
        }
    }

    /// Those of one name, in upper case.
    pub fn named(&self, name: &'static str) -> impl Iterator<Item = &Property<'a>> {
        self.properties.iter().filter(move |property| property.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(text: &str) -> Vec<(usize, bool, Vec<String>)> {
        let mut cards = Cards::new(text.as_bytes(), false);
        let mut all = Vec::new();
        while let Some(card) = cards.next() {
            let values = card.properties.iter();
            let values =
                values.map(|property| String::from_utf8_lossy(&property.value).into_owned()).collect();
            all.push((card.line, card.complete, values));
        }
        all
    }

    fn values(list: &[&str]) -> Vec<String> {
        list.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn what_is_between_cards_is_passed_over() {
        let text =
            "Dear Ada:\nBEGIN:VCARD\nFN:a\nEND:VCARD\n\ngarbage\n  begin: vcard \nFN:b\nend:vcard\nFN:c";
        assert_eq!(cards(text), [(2, true, values(&["a"])), (7, true, values(&["b"]))]);
    }

    #[test]
    fn a_missing_end_costs_nobody() {
        let text = "BEGIN:VCARD\nFN:a\nBEGIN:VCARD\nFN:b";
        assert_eq!(cards(text), [(1, true, values(&["a"])), (3, false, values(&["b"]))]);
    }

    #[test]
    fn files_put_together_without_a_line_end_keep_their_cards_apart() {
        let text =
            "BEGIN:VCARD\nFN:a\nEND:VCARDBEGIN:VCARD\nFN:b\nEND:VCARD\u{feff}BEGIN:VCARD\nFN:c\nEND:VCARD";
        let lines: Vec<_> = cards(text).into_iter().map(|(line, _, values)| (line, values)).collect();
        assert_eq!(lines, [(1, values(&["a"])), (3, values(&["b"])), (5, values(&["c"]))]);
    }

    #[test]
    fn agents_are_passed_over_however_deep() {
        let agents = 100_000;
        let open = "AGENT:\nBEGIN:VCARD\nFN:agent\n".repeat(agents);
        let close = "END:VCARD\n".repeat(agents);
        let text = format!("BEGIN:VCARD\nFN:a\n{open}{close}TEL:1\nEND:VCARD\nBEGIN:VCARD\nFN:b\nEND:VCARD");
        let cards = cards(&text);
        assert_eq!(cards[0].2, values(&["a", "1"]));
        assert_eq!(cards[1].2, values(&["b"]));
    }

    #[test]
    fn an_agent_without_an_end_does_not_swallow_the_next_card() {
        let text = "BEGIN:VCARD\nFN:a\nAGENT:\nBEGIN:VCARD\nFN:x\nEND:VCARD\nBEGIN:VCARD\nFN:b\nEND:VCARD";
        let names: Vec<_> = cards(text).into_iter().map(|(_, _, values)| values).collect();
        assert_eq!(names, [values(&["a"]), values(&["b"])]);
    }

    #[test]
    fn a_card_without_a_version_is_2_1_when_its_parameters_are_bare() {
        let version = |text: &str| Cards::new(text.as_bytes(), false).next().map(|card| card.version);
        assert_eq!(version("BEGIN:VCARD\nTEL;WORK:1\nEND:VCARD"), Some(Version::V21));
        assert_eq!(version("BEGIN:VCARD\nTEL;TYPE=WORK:1\nEND:VCARD"), Some(Version::V3));
    }

    #[test]
    fn a_stray_line_after_a_note_belongs_to_it() {
        let text = "BEGIN:VCARD\nNOTE:one\ntwo\nEND:VCARD";
        assert_eq!(cards(text)[0].2, values(&["one\ntwo"]));
    }
}
