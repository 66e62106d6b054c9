//! Where in a name the typed letters stand, to set them off.

use std::ops::Range;

use super::fold::fold_char;

/// The byte ranges of `name` where the folded words of `typed` stand: at the beginnings of words if there, else inside.
#[must_use]
pub fn matched(name: &str, typed: &str) -> Vec<Range<usize>> {
    let mut folded = String::with_capacity(name.len());
    // For every byte of the folded name, the character of the name it came from.
    let mut from: Vec<Range<usize>> = Vec::with_capacity(name.len());
    for (at, c) in name.char_indices() {
        if c.is_whitespace() || c == '-' {
            folded.push(' ');
        } else {
            fold_char(c, &mut folded);
        }
        from.resize(folded.len(), at..at + c.len_utf8());
    }
    let parts: Vec<&str> = if folded.contains(typed) {
        vec![typed]
    } else {
        typed.split(' ').filter(|p| !p.is_empty()).collect()
    };
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        let starts =
            |at: &usize| *at == 0 || folded.get(..*at).is_some_and(|before| before.ends_with([' ', '\'']));
        let places = || folded.match_indices(part).map(|(at, _)| at);
        let Some(at) = places().find(starts).or_else(|| places().next()) else { continue };
        if let (Some(first), Some(last)) = (from.get(at), from.get(at + part.len() - 1)) {
            ranges.push(first.start..last.end);
        }
    }
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|b, a| {
        let touches = b.start <= a.end;
        if touches {
            a.end = a.end.max(b.end);
        }
        touches
    });
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(name: &'static str, typed: &str) -> Vec<&'static str> {
        matched(name, typed).into_iter().map(|range| &name[range]).collect()
    }

    #[test]
    fn a_beginning_of_a_word_is_set_off_before_letters_inside_one() {
        assert_eq!(parts("Tamar Amadi", "am"), ["Am"]);
        assert_eq!(parts("Samuel", "am"), ["am"]);
        assert_eq!(parts("Weiß", "weis"), ["Weiß"]);
        assert_eq!(parts("Amara Okafor", ""), Vec::<&str>::new());
    }
}
