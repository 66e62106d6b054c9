//! The piece of a text that is shown for a find, and where in it the words stand.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::query::Query;
use super::words::is_unspaced;
use crate::quick::fold::{fold_char, is_letter};

/// Longest excerpt, in characters as one sees them.
const LENGTH: usize = 160;
/// What stands before the first find, in characters as one sees them.
const LEAD: usize = 40;

/// A piece of a text on one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// The piece; `…` where something was left out.
    pub text: String,
    /// Where the words stand, in UTF-16 units of `text`: `[start, end)`, in order, apart from one another.
    pub matched: Vec<(u32, u32)>,
}

/// The piece of `text` around the first word of `query` that stands in it; its beginning when none does.
#[must_use]
pub fn excerpt(text: &str, query: &Query) -> Excerpt {
    let line: String =
        text.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect();
    let found = places(&line, query);
    let first = found.first().map_or(0, |range| range.start);
    let before: Vec<(usize, &str)> = line[..first].grapheme_indices(true).collect();
    let start = if before.len() > LEAD {
        let from = before.len() - LEAD;
        // From the beginning of a word, where one is near.
        let word = before[from..].iter().find(|(_, g)| *g == " ").map(|(at, _)| at + 1);
        word.unwrap_or(before[from].0)
    } else {
        0
    };
    let end = line[start..].grapheme_indices(true).nth(LENGTH).map_or(line.len(), |(at, _)| start + at);
    let mut piece = String::new();
    if start > 0 {
        piece.push('…');
    }
    let shift = piece.len();
    piece.push_str(line[start..end].trim_end());
    let shown_end = start + piece.len() - shift;
    if end < line.len() {
        piece.push('…');
    }
    let units = |at: usize| {
        let at = (at - start + shift).min(piece.len());
        u32::try_from(piece[..at].encode_utf16().count()).unwrap_or(u32::MAX)
    };
    let matched = found
        .iter()
        .filter(|range| range.start >= start && range.end <= shown_end)
        .map(|range| (units(range.start), units(range.end)))
        .collect();
    Excerpt { text: piece, matched }
}

/// How many words of `query` stand in `text`, at how many places.
#[must_use]
pub fn count(text: &str, query: &Query) -> usize {
    places(text, query).len()
}

/// Where the words of `query` stand in `text`, in bytes, in order and apart from one another.
fn places(text: &str, query: &Query) -> Vec<Range<usize>> {
    if text.is_ascii() {
        // Each letter folds to one that stands where it stood.
        return places_in(&text.to_ascii_lowercase(), query, |at| Some(at..at + 1));
    }
    let mut folded = String::with_capacity(text.len());
    // For every byte of the folded text, the character it came from.
    let mut from: Vec<Range<usize>> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        fold_char(c, &mut folded);
        from.resize(folded.len(), at..at + c.len_utf8());
    }
    places_in(&folded, query, |at| from.get(at).cloned())
}

/// [`places`] in a folded text; `from` says which character a byte of it came from.
fn places_in(folded: &str, query: &Query, from: impl Fn(usize) -> Option<Range<usize>>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for wanted in query.parts.iter().flat_map(|part| &part.wanted) {
        let spaced = !wanted.word.starts_with(is_unspaced);
        for (at, word) in folded.match_indices(wanted.word.as_str()) {
            let begins = || folded[..at].chars().next_back().is_none_or(|c| !is_letter(c));
            if spaced && !begins() {
                continue;
            }
            if let (Some(first), Some(last)) = (from(at), from(at + word.len() - 1)) {
                found.push(first.start..last.end);
            }
            if found.len() > 500 {
                break;
            }
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup_by(|next, kept| {
        let touches = next.start <= kept.end;
        if touches {
            kept.end = kept.end.max(next.end);
        }
        touches
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::parse;

    fn set_off(text: &str, typed: &str) -> (String, Vec<String>) {
        let excerpt = excerpt(text, &parse(typed));
        let units: Vec<u16> = excerpt.text.encode_utf16().collect();
        let piece =
            |(start, end): &(u32, u32)| String::from_utf16(&units[*start as usize..*end as usize]).unwrap();
        let found = excerpt.matched.iter().map(piece).collect();
        (excerpt.text, found)
    }

    #[test]
    fn words_are_set_off_as_they_are_written() {
        assert_eq!(set_off("Zoë's naïve idea", "zoe nai").1, ["Zoë", "naï"]);
        assert_eq!(set_off("👩‍🔬 spoke to 王小明", "小明").1, ["小明"]);
        assert_eq!(set_off("the theme", "the").1, ["the", "the"]);
        assert_eq!(set_off("bathe", "the").1, Vec::<String>::new());
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_find() {
        let text = format!("{}\nexam in linear algebra{}", "word ".repeat(200), " more".repeat(200));
        let (piece, found) = set_off(&text, "exam");
        assert!(piece.starts_with("…word") && piece.ends_with('…') && !piece.contains('\n'), "{piece}");
        assert_eq!(found, ["exam"]);
        assert!(piece.graphemes(true).count() <= LENGTH + 2);
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_an_excerpt_whose_marks_lie_inside(text in "\\PC{0,300}", typed in "\\PC{0,12}") {
            let excerpt = excerpt(&text, &parse(&typed));
            let length = u32::try_from(excerpt.text.encode_utf16().count()).unwrap();
            let mut last = 0;
            for (start, end) in excerpt.matched {
                proptest::prop_assert!(last <= start && start < end && end <= length);
                last = end;
            }
        }
    }
}
