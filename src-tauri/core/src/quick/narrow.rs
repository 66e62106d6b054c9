//! Whom the words of a text can mean at most, so that a command that reads one text need not prepare everybody.
//!
//! The reader finds names by the beginnings of words, and only when no one is found by letters inside words and near
//! misses. So people whose names begin with a word of the text are enough until a search has to go further; then
//! [`super::read_among`] says so, and the text is read with everybody.

use super::fold::{is_letter, is_uncased};
use super::roster::{initials, name_words};
use super::words::words;

/// Words of a text that is still worth narrowing for.
const MOST: usize = 40;

/// The beginnings of names that a text can be looking for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    beginnings: Vec<String>,
    /// True for the first byte of each.
    firsts: [bool; 256],
}

impl Wanted {
    /// What `text` can be looking for. Nothing when that may be anybody: a long text, or a script in which a name may
    /// begin inside a word.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut wanted: Vec<String> = Vec::new();
        for word in words(text, 0..text.len()) {
            if word.key.chars().any(is_uncased) || wanted.len() > MOST {
                return None;
            }
            // A possessive ending is one of these parts; it only lets some more people in.
            let parts = word.key.split(|c| !is_letter(c)).filter(|part| !part.is_empty());
            wanted.extend(parts.map(str::to_owned));
            // Initials with dots.
            wanted.extend(word.key.contains('.').then(|| word.key.replace('.', "")));
        }
        wanted.sort();
        wanted.dedup();
        let mut firsts = [false; 256];
        for first in wanted.iter().filter_map(|part| part.bytes().next()) {
            firsts[usize::from(first)] = true;
        }
        Some(Self { beginnings: wanted, firsts })
    }

    /// True when one of the words may name whoever goes by the folded `name`. It goes by bytes, because it is asked of
    /// everybody: after a byte that is no ASCII letter or digit a word may begin, which lets in some too many.
    #[must_use]
    pub fn fits(&self, name: &str) -> bool {
        let bytes = name.as_bytes();
        let mut first = None;
        let mut begins = true;
        for (at, byte) in bytes.iter().enumerate() {
            let letter = byte.is_ascii_alphanumeric();
            if begins && self.firsts[usize::from(*byte)] {
                let rest = bytes.get(at..).unwrap_or_default();
                if self.beginnings.iter().any(|wanted| rest.starts_with(wanted.as_bytes())) {
                    return true;
                }
            }
            if first.is_none() && (letter || !byte.is_ascii()) {
                first = Some(*byte);
            }
            begins = !letter;
        }
        if !first.is_some_and(|first| self.firsts[usize::from(first)]) {
            return false;
        }
        let words: Vec<&str> = name_words(name).collect();
        initials(&words).into_iter().any(|initials| self.beginnings.contains(&initials))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(text: &str, name: &str) -> bool {
        Wanted::of(text).is_none_or(|wanted| wanted.fits(name))
    }

    #[test]
    fn beginnings_of_words_and_initials_are_wanted() {
        assert!(fits("am thx", "amara okafor") && fits("okaf's talk", "amara okafor"));
        assert!(fits("jvb thx", "jan van berg") && fits("jb thx", "jan van berg"));
        assert!(fits("anne-marie thx", "marie curie") && fits("@neil", "kim o'neil"));
        assert!(!fits("am thx", "leo martin") && !fits("kafor", "amara okafor"));
    }

    #[test]
    fn a_text_that_may_name_anybody_wants_everybody() {
        assert_eq!(Wanted::of("佐藤さんに感謝"), None);
        assert_eq!(
            Wanted::of(&"word ".repeat(9)).map(|wanted| wanted.beginnings),
            Some(vec!["word".to_owned()])
        );
        let long: String = (0..50).map(|n| format!("word{n} ")).collect();
        assert_eq!(Wanted::of(&long), None);
    }
}
