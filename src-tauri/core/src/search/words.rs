//! The words of a text as the index keeps them.
//!
//! Folded as names are ([`crate::quick::fold`]). Scripts that put no spaces between words (Han, kana, Thai, Lao, Khmer,
//! Burmese) are kept as pairs of letters, so that any stretch of two letters or more is found wherever it stands.

use crate::quick::fold::{fold, is_letter};

/// Longest word kept, in characters; what is longer is found by its beginning.
const LONGEST: usize = 40;

/// Marks the index entry of a person among the words. Private use: no text has it, because it is no letter.
const PERSON: char = '\u{e000}';
/// Marks a gesture among the words.
const GESTURE: char = '\u{e001}';

/// A stretch of a text: a word between spaces, or a run of letters that are written without spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// A word, folded.
    Word(String),
    /// A run of letters of a script without spaces, folded.
    Run(Vec<char>),
}

/// True for a letter of a script that puts no spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// The stretches of a text, in order.
#[must_use]
pub fn stretches(text: &str) -> Vec<Stretch> {
    let mut found = Vec::new();
    let (mut word, mut run) = (String::new(), Vec::new());
    for c in fold(text).chars() {
        let (unspaced, letter) = (is_unspaced(c), is_letter(c));
        if !word.is_empty() && (unspaced || !letter) {
            found.push(Stretch::Word(std::mem::take(&mut word)));
        }
        if !run.is_empty() && (!unspaced || !letter) {
            found.push(Stretch::Run(std::mem::take(&mut run)));
        }
        match (letter, unspaced) {
            (true, true) => run.push(c),
            (true, false) => word.push(c),
            (false, _) => {}
        }
    }
    if !word.is_empty() {
        found.push(Stretch::Word(word));
    }
    if !run.is_empty() {
        found.push(Stretch::Run(run));
    }
    found
}

/// A word as the index keeps it.
#[must_use]
pub fn kept(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

/// All words of a text as one line for the index. A run gives each pair of letters, and its last letter alone.
#[must_use]
pub fn indexed(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut push = |term: &str| {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(term);
    };
    for stretch in stretches(text) {
        match stretch {
            Stretch::Word(word) => push(&kept(&word)),
            Stretch::Run(run) => {
                for pair in run.windows(2) {
                    push(&pair.iter().collect::<String>());
                }
                push(&run.last().map(char::to_string).unwrap_or_default());
            }
        }
    }
    line
}

/// A text as a phrase is looked for in it: its stretches, folded, each with a space before it.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 1);
    if text.is_ascii() {
        // Hundreds of notes are looked through at a key, and most are written so.
        let mut inside = false;
        for byte in text.bytes() {
            let letter = byte.is_ascii_alphanumeric();
            if letter && !inside {
                line.push(' ');
            }
            if letter {
                line.push(char::from(byte.to_ascii_lowercase()));
            }
            inside = letter;
        }
        return line;
    }
    plain_of_any(text)
}

fn plain_of_any(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for stretch in stretches(text) {
        line.push(' ');
        match stretch {
            Stretch::Word(word) => line.push_str(&word),
            Stretch::Run(run) => line.extend(run),
        }
    }
    line
}

/// The word that stands for a person in the index.
#[must_use]
pub fn of_person(id: crate::id::PersonId) -> String {
    marked(PERSON, id.as_bytes())
}

/// The word that stands for a gesture in the index.
#[must_use]
pub fn of_gesture(id: &crate::gesture::GestureId) -> String {
    marked(GESTURE, id.as_str().as_bytes())
}

fn marked(mark: char, bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut word = String::from(mark);
    for byte in bytes {
        let _ = write!(word, "{byte:02x}");
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_split_at_what_is_no_letter() {
        assert_eq!(indexed("Zoë O’Brien-Łukasz: <b>naïve</b>\n\u{202e}x"), "zoe o brien lukasz b naive b x");
        assert_eq!(indexed("कुमार شُكْر"), "कुमार شكر");
        assert_eq!(indexed(" .. \u{200b}👩‍🔬 "), "");
    }

    #[test]
    fn a_run_without_spaces_is_kept_in_pairs() {
        assert_eq!(indexed("王小明 met Leo"), "王小 小明 明 met leo");
        assert_eq!(indexed("カメラ"), "かめ めら ら");
        assert_eq!(plain("王小明, 3 demos"), " 王小明 3 demos");
    }

    #[test]
    fn no_text_can_name_a_person_or_a_gesture() {
        let mark = of_person(crate::id::PersonId::from_bytes([7; 16]));
        assert!(!indexed(&mark).contains(PERSON));
    }

    proptest::proptest! {
        #[test]
        fn plain_letters_read_like_any(text in "[ -~\\n\\t]{0,80}") {
            proptest::prop_assert_eq!(plain(&text), plain_of_any(&text));
        }
    }

    #[test]
    fn a_word_without_end_is_kept_by_its_beginning() {
        assert_eq!(indexed(&"x".repeat(64 * 1024)).len(), LONGEST);
    }
}
