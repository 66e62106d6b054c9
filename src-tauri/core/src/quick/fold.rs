//! Folding: how two spellings of a word are made equal before they are compared.
//!
//! Compatibility decomposition, case folded, accents stripped. Vowel signs of Indic scripts and the voicing marks of
//! kana are letters to those who read them and stay; katakana reads as hiragana; letters that Unicode does not take
//! apart but people type without their stroke (ł, ø, ß) are mapped by hand.

use unicode_normalization::UnicodeNormalization;

/// The folded form of `text`, with single spaces between words.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            space = !folded.is_empty();
            continue;
        }
        let before = folded.len();
        if space {
            folded.push(' ');
        }
        let start = folded.len();
        fold_char(c, &mut folded);
        if folded.len() == start {
            folded.truncate(before);
        } else {
            space = false;
        }
    }
    folded
}

/// Appends the folded form of one character: nothing for a mark, several letters for a ligature.
pub fn fold_char(c: char, into: &mut String) {
    if c.is_ascii() {
        into.push(c.to_ascii_lowercase());
        return;
    }
    for part in std::iter::once(c).nfkd() {
        if is_dropped(part) {
            continue;
        }
        for lower in part.to_lowercase() {
            match plain(lower) {
                Some(letters) => into.push_str(letters),
                None if !is_dropped(lower) => into.push(to_hiragana(lower)),
                None => {}
            }
        }
    }
}

/// True where `c` begins or continues a word.
#[must_use]
pub fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_dropped(c) || unicode_normalization::char::is_combining_mark(c)
}

/// True for a script without upper and lower case, where a capital cannot tell a name from a word.
#[must_use]
pub fn is_uncased(c: char) -> bool {
    c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase()
}

/// Accents, points and harakat, and the marks that only steer direction and joining.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}' | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E8}' | '\u{6EA}'..='\u{6ED}'
        | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
        | '\u{61C}' | '\u{FE00}'..='\u{FE0F}')
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        '’' | '‘' | 'ʼ' | '′' => "'",
        '‐' | '‑' | '–' | '—' | '־' => "-",
        _ => return None,
    })
}

fn to_hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_strokes_fold_away() {
        assert_eq!(fold("Tomasz  WIŚNIEWSKI"), "tomasz wisniewski");
        assert_eq!(fold("Søren Łukasz Weiß"), "soren lukasz weiss");
        assert_eq!(fold("Ἀλέξανδρος"), "αλεξανδροσ");
        assert_eq!(fold("Алёна"), "алена");
    }

    #[test]
    fn points_and_harakat_fold_away_and_vowel_signs_stay() {
        assert_eq!(fold("מִרְיָם"), fold("מרים"));
        assert_eq!(fold("مُحَمَّد"), fold("محمد"));
        assert_ne!(fold("कुमार"), fold("कमर"));
    }

    #[test]
    fn katakana_reads_as_hiragana_and_voicing_stays() {
        assert_eq!(fold("サトウ"), fold("さとう"));
        assert_ne!(fold("ガ"), fold("か"));
        assert_eq!(fold("ﾕｳﾄ"), fold("ゆうと"));
    }

    #[test]
    fn directional_marks_are_no_letters() {
        assert_eq!(fold("\u{200f}\u{2067} Leo \u{2069}"), "leo");
    }
}
