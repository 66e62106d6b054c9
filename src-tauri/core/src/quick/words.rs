//! Cutting typed text into words and signs, with their places.

use std::ops::Range;

use super::fold::{fold, is_letter};

/// What a word is besides a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// An ordinary word.
    None,
    /// `+` or `&`: joins names and gestures whatever they are.
    Plus,
    /// A comma of any script: joins names where it can.
    Comma,
    /// `<<`: they did it for me.
    Theirs,
    /// `<>`: both of us.
    Mutual,
    /// A quoted stretch: literally note.
    Quote,
}

/// A word or sign of the text.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    /// Where it stands, with the punctuation that touches it.
    pub span: Range<usize>,
    /// Where it stands without that punctuation.
    pub core: Range<usize>,
    /// As typed, with punctuation.
    pub raw: &'a str,
    /// As typed, without.
    pub text: &'a str,
    /// Folded, hyphens as spaces: what phrases are compared by.
    pub key: String,
    /// Its role.
    pub sign: Sign,
    /// True after `@`: someone's name, wherever it stands.
    pub named: bool,
}

impl Word<'_> {
    /// True for an ordinary word with at least one letter or digit.
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.sign == Sign::None && !self.key.is_empty()
    }

    /// True when punctuation after the word ends what it belongs to (`amara: thx`, but not `J. Smith`).
    #[must_use]
    pub fn closes(&self) -> bool {
        let after = self.raw.get(self.core.end - self.span.start..).unwrap_or("");
        let initial = after == "." && self.text.chars().count() <= 2;
        !after.is_empty() && !initial
    }
}

/// The words of `text[range]` in order. Every character that is not a space is in exactly one of them.
#[must_use]
pub fn words(text: &str, range: Range<usize>) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut at = range.start;
    let end = range.end;
    // A quote that is never closed is an ordinary character; looking for its end once is enough.
    let mut open_quotes = true;
    while let Some(c) = text.get(at..end).and_then(|rest| rest.chars().next()) {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        if open_quotes && let Some(close) = closing(c) {
            match quote_end(text, at + c.len_utf8(), end, close) {
                Some(stop) => {
                    found.push(signed(text, at..stop, Sign::Quote));
                    at = stop;
                    continue;
                }
                None => open_quotes = false,
            }
        }
        let stop = word_end(text, at, end, open_quotes);
        split_signs(text, at..stop, &mut found);
        at = stop;
    }
    found
}

/// The quote that closes `c`, when `c` opens one.
#[must_use]
pub fn closing(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '“' | '„' => Some('”'),
        '«' => Some('»'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

/// Where the quote opened before `from` ends, past its closing mark.
#[must_use]
pub fn quote_end(text: &str, from: usize, end: usize, close: char) -> Option<usize> {
    // „German“ quotes close with what opens English ones.
    let closes = |c: char| c == close || (close == '”' && c == '“');
    let rest = text.get(from..end)?;
    let (offset, c) = rest.char_indices().find(|(_, c)| closes(*c))?;
    (offset > 0).then_some(from + offset + c.len_utf8())
}

fn word_end(text: &str, at: usize, end: usize, open_quotes: bool) -> usize {
    let rest = text.get(at..end).unwrap_or("");
    let stop = rest
        .char_indices()
        .skip(1)
        .find(|(_, c)| c.is_whitespace() || (open_quotes && closing(*c).is_some()))
        .map_or(rest.len(), |(offset, _)| offset);
    at + stop
}

/// Cuts `amara+leo,kim` and `<<amara` apart; leaves `c++`, `+1` and `1,000` whole.
fn split_signs<'a>(text: &'a str, range: Range<usize>, found: &mut Vec<Word<'a>>) {
    let part = text.get(range.clone()).unwrap_or("");
    let mut start = 0;
    let mut before: Option<char> = None;
    let mut chars = part.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let sign = match c {
            '+' | '&' | '＋' | '＆' => {
                let edge = |c: Option<char>| c.is_none_or(|c| is_letter(c) && !c.is_ascii_digit());
                (edge(after) && before.is_none_or(is_letter)).then_some(Sign::Plus)
            }
            ',' | '،' | '、' | '，' | ';' => {
                let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                (!(digit(before) && digit(after))).then_some(Sign::Comma)
            }
            '<' if after == Some('<') => Some(Sign::Theirs),
            '<' if after == Some('>') => Some(Sign::Mutual),
            _ => None,
        };
        before = Some(c);
        let Some(sign) = sign else { continue };
        if start < offset {
            found.push(plain(text, range.start + start..range.start + offset));
        }
        let mut stop = offset + c.len_utf8();
        if matches!(sign, Sign::Theirs | Sign::Mutual) {
            chars.next();
            stop += 1;
        }
        found.push(signed(text, range.start + offset..range.start + stop, sign));
        start = stop;
        before = None;
    }
    if start < part.len() {
        found.push(plain(text, range.start + start..range.end));
    }
}

fn signed(text: &str, span: Range<usize>, sign: Sign) -> Word<'_> {
    let raw = text.get(span.clone()).unwrap_or("");
    Word { core: span.clone(), span, raw, text: raw, key: String::new(), sign, named: false }
}

/// A word cut at something inside it that joins what stands on both sides, or at its end: `count` bytes at `at` of the whole text.
#[must_use]
pub fn cut<'a>(text: &'a str, word: &Word<'a>, at: usize, count: usize) -> Vec<Word<'a>> {
    let mut first = plain(text, word.span.start..at);
    first.named |= word.named;
    let mut parts = vec![first, signed(text, at..at + count, Sign::Plus)];
    if at + count < word.span.end {
        parts.push(plain(text, at + count..word.span.end));
    }
    parts
}

fn plain(text: &str, span: Range<usize>) -> Word<'_> {
    let raw = text.get(span.clone()).unwrap_or("");
    let core = raw.trim_matches(|c: char| !is_letter(c));
    let lead = core.as_ptr() as usize - raw.as_ptr() as usize;
    let start = span.start + lead;
    let named = raw.get(..lead).is_some_and(|lead| lead.ends_with(['@', '＠']));
    let mut key = fold(core);
    if key.contains('-') {
        key = key.replace('-', " ");
    }
    Word { core: start..start + core.len(), span, raw, text: core, key, sign: Sign::None, named }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        words(text, 0..text.len()).into_iter().map(|word| word.raw).collect()
    }

    #[test]
    fn names_are_cut_apart_at_plus_and_comma_without_spaces() {
        assert_eq!(texts("amara+leo,kim & noor"), ["amara", "+", "leo", ",", "kim", "&", "noor"]);
    }

    #[test]
    fn plus_signs_and_commas_inside_other_words_stay() {
        assert_eq!(texts("c++ +1 1,000"), ["c++", "+1", "1,000"]);
    }

    #[test]
    fn a_quoted_stretch_is_one_word_and_a_lone_quote_is_a_letter() {
        assert_eq!(texts("x \"a b\" c"), ["x", "\"a b\"", "c"]);
        assert_eq!(texts("x \"a b"), ["x", "\"a", "b"]);
        assert_eq!(texts("„so nicht“ ok"), ["„so nicht“", "ok"]);
    }
}
