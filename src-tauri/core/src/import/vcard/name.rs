//! What to call the person of a card.

use super::decode::{split, unescape};
use super::lines::Version;
use crate::import::tidy;

/// The name N spells out in its components: family, given, additional, prefix, suffix (RFC 6350 6.2.2), in the order
/// prefix, given, additional, family, suffix. Empty when all of them are.
///
/// In Chinese, Japanese and Korean the family name comes first and no space follows.
pub(super) fn compose(text: &str, version: Version) -> String {
    let components = split(text, ';', version);
    let component = |index: usize, between: &str| {
        let values = split(components.get(index).copied().unwrap_or_default(), ',', version);
        let values = values.into_iter().map(|value| tidy::line(&unescape(value, version)));
        values.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(between)
    };
    let (family, given) = (component(0, " "), component(1, " "));
    let (additional, prefix, suffix) = (component(2, " "), component(3, " "), component(4, ", "));
    let core = if is_family_first(&family, &given) {
        vec![prefix, format!("{family}{given}"), additional, suffix]
    } else {
        vec![prefix, given, additional, family, suffix]
    };
    core.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_family_first(family: &str, given: &str) -> bool {
    let ideographic = |character: char| matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}');
    let syllabic = |character: char| matches!(character, '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}');
    let hangul = |character: char| matches!(character, '\u{ac00}'..='\u{d7af}');
    !family.is_empty()
        && !given.is_empty()
        && family.chars().all(|character| ideographic(character) || hangul(character))
        && given.chars().all(|character| ideographic(character) || syllabic(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_come_in_the_order_they_are_spoken() {
        let name = r"Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.";
        assert_eq!(compose(name, Version::V3), "Dr. John Philip Paul Stevenson Jr., M.D.");
        assert_eq!(compose("Okafor;;;;", Version::V3), "Okafor");
        assert_eq!(compose("Amara", Version::V3), "Amara");
        assert_eq!(compose(r"O\;Neil;Ann\, Jo", Version::V4), "Ann, Jo O;Neil");
    }

    #[test]
    fn nothing_but_separators_is_no_name() {
        assert_eq!(compose(" ; ;\t;,;", Version::V4), "");
    }

    #[test]
    fn in_2_1_a_comma_is_part_of_the_name() {
        assert_eq!(compose("Doe;John;Richter,James", Version::V21), "John Richter,James Doe");
    }

    #[test]
    fn east_asian_names_start_with_the_family() {
        assert_eq!(compose("山田;太郎;;;", Version::V3), "山田太郎");
        assert_eq!(compose("김;민준", Version::V3), "김민준");
        assert_eq!(compose("スミス;ジョン", Version::V3), "ジョン スミス");
    }
}
