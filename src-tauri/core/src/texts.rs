//! Every user-facing text, from one set of Fluent files used by Rust and the UI.
//!
//! The files stand in `texts/<language>/`, one an area. A message that is missing shows its id, and a test keeps that
//! from happening: it holds the ids used in the sources against the files.

use std::cell::RefCell;
use std::rc::Rc;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// An argument of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Text. What turns or isolates in it is left out, so that it ends where it ends.
    Text(String),
    /// A number, for plurals.
    Number(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// Marks that would turn the sentence around a name.
const fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The arguments of a message, by name.
pub type Args<'a> = &'a [(&'a str, Arg)];

/// The English files, by area. Another language adds its own list here.
const ENGLISH: [&str; 8] = [
    include_str!("../texts/en/words.ftl"),
    include_str!("../texts/en/today.ftl"),
    include_str!("../texts/en/banner.ftl"),
    include_str!("../texts/en/cli.ftl"),
    include_str!("../texts/en/errors.ftl"),
    include_str!("../texts/en/import.ftl"),
    include_str!("../texts/en/notebook.ftl"),
    include_str!("../texts/en/grammar.ftl"),
];

/// The English help of the command line: as long as all the rest, and read once in a hundred runs.
const ENGLISH_HELP: [&str; 1] = [include_str!("../texts/en/help.ftl")];

/// The texts in one language. Made once a thread; cheap to clone.
#[derive(Clone)]
pub struct Texts {
    bundle: Rc<FluentBundle<FluentResource>>,
}

impl Texts {
    /// English, the language Nod speaks so far.
    #[must_use]
    pub fn english() -> Self {
        thread_local! {
            static ENGLISH_TEXTS: RefCell<Option<Texts>> = const { RefCell::new(None) };
        }
        ENGLISH_TEXTS.with(|slot| slot.borrow_mut().get_or_insert_with(|| Self::load("en", &ENGLISH)).clone())
    }

    /// The command line's help, and nothing else.
    #[must_use]
    pub fn english_help() -> Self {
        Self::load("en", &ENGLISH_HELP)
    }

    fn load(language: &str, sources: &[&str]) -> Self {
        let language: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![language]);
        // Isolation marks are for running text with right-to-left names; terminals and trays show them as boxes, so
        // names are isolated where they are shown (`<bdi>` in the UI) instead.
        bundle.set_use_isolating(false);
        for source in sources {
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { bundle: Rc::new(bundle) }
    }

    /// The message `id` without arguments.
    #[must_use]
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The message `id` with `args`; the id itself when there is no such message.
    #[must_use]
    pub fn with(&self, id: &str, args: Args<'_>) -> String {
        self.find(id, args).unwrap_or_else(|| id.to_owned())
    }

    /// The message `id`, if there is one.
    #[must_use]
    pub fn find(&self, id: &str, args: Args<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(text) if text.contains(turns) => FluentValue::from(text.replace(turns, "")),
                Arg::Text(text) => FluentValue::from(text.as_str()),
                Arg::Number(number) => FluentValue::from(*number),
            };
            values.set(*name, value);
        }
        Some(self.bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses_and_no_message_is_defined_twice() {
        let mut bundle: FluentBundle<FluentResource> = FluentBundle::new(vec![LanguageIdentifier::default()]);
        for source in ENGLISH.iter().chain(&ENGLISH_HELP) {
            let resource = FluentResource::try_new((*source).to_owned()).expect("the file parses");
            bundle.add_resource(resource).expect("each id is defined once");
        }
    }

    #[test]
    fn a_name_does_not_turn_the_sentence_around_it() {
        let said =
            Texts::english().with("done-person-added", &[("name", "Eve \u{202e}drow\u{2069} نور".into())]);
        assert_eq!(said, "Eve drow نور added");
    }

    #[test]
    fn texts_keep_the_wording_rules() {
        // Words that make a person feel late, measured or scolded (docs/architecture.md, "Wording").
        const NEVER: [&str; 8] =
            ["overdue", "missed", "failed", "should", " must", "don't forget", "score", "streak"];
        for source in ENGLISH.iter().chain(&ENGLISH_HELP) {
            for (number, line) in source.lines().enumerate() {
                let lower = line.to_lowercase().replace('\u{2019}', "'");
                for word in NEVER {
                    let is_comment = line.starts_with('#');
                    assert!(is_comment || !lower.contains(word), "line {}: {line}", number + 1);
                }
            }
        }
    }
}
