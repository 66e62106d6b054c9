//! From a property's bytes to text, and from text to its components.

use super::card::Card;
use super::lines::Version;
use super::property::Property;
use crate::import::charset;

/// The text of a property, still escaped, and whether some characters were lost.
pub(super) fn text(card: &Card<'_>, property: &Property<'_>) -> (String, bool) {
    let charset = property.parameter("CHARSET");
    if property.is_encoded_as("QUOTED-PRINTABLE") {
        charset::text(&quoted_printable(&property.value), charset)
    } else if property.is_encoded_as("BASE64") {
        charset::text(&base64(&property.value).unwrap_or_default(), charset)
    } else {
        charset::text(&property.value, charset.filter(|_| !card.settled))
    }
}

/// RFC 2045 6.7, forgiving: a `=` that no two hexadecimal digits follow stands for itself, as its rule suggests.
pub(super) fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    unhex(bytes, b'=')
}

/// RFC 3986 2.1, forgiving in the same way.
pub(super) fn percent(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    String::from_utf8_lossy(&unhex(text.as_bytes(), b'%')).into_owned()
}

fn unhex(bytes: &[u8], mark: u8) -> Vec<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (digit(at + 1), digit(at + 2)) {
            (Some(high), Some(low)) if *byte == mark => {
                plain.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                plain.push(*byte);
                at += 1;
            }
        }
    }
    plain
}

/// RFC 4648 4 and 5, white space skipped, padding optional. `None` when another character is in it.
pub(super) fn base64(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(bytes.len() / 4 * 3 + 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in bytes {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ if byte.is_ascii_whitespace() => continue,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            plain.push((bits >> held & 0xff) as u8);
        }
    }
    Some(plain)
}

/// True when the bytes start so, in any case.
pub(super) fn starts_with(bytes: &[u8], start: &[u8]) -> bool {
    bytes.get(..start.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(start))
}

/// Undoes the backslashes. RFC 6350 3.4: `\n`, `\N`, `\,`, `\;`, `\\`; 3.0 writers also use `\:` and `\"`. In 2.1
/// only `\;` is one (a Windows path keeps its backslashes). Any other backslash stands for itself.
pub(super) fn unescape(text: &str, version: Version) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let meant = characters.peek().filter(|_| character == '\\').and_then(|next| escaped(*next, version));
        plain.push(meant.unwrap_or(character));
        if meant.is_some() {
            characters.next();
        }
    }
    plain
}

fn escaped(character: char, version: Version) -> Option<char> {
    match character {
        ';' => Some(';'),
        _ if version == Version::V21 => None,
        'n' | 'N' => Some('\n'),
        ',' | '\\' | ':' | '"' => Some(character),
        _ => None,
    }
}

/// Splits at separators that no backslash protects; the pieces are still escaped. In 2.1 a comma separates nothing.
pub(super) fn split(text: &str, separator: char, version: Version) -> Vec<&str> {
    if version == Version::V21 && separator == ',' {
        return vec![text];
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && characters.peek().is_some_and(|(_, next)| escaped(*next, version).is_some()) {
            characters.next();
        } else if character == separator {
            pieces.push(&text[from..at]);
            from = at + character.len_utf8();
        }
    }
    pieces.push(&text[from..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_keeps_what_is_not_encoded() {
        assert_eq!(quoted_printable(b"a=3D=0d=0Ab=zz=4"), b"a=\r\nb=zz=4");
    }

    #[test]
    fn percent_signs_that_encode_nothing_stay() {
        assert_eq!(percent("a%40b 100% %zz"), "a@b 100% %zz");
    }

    #[test]
    fn base64_needs_no_padding_and_minds_no_spaces() {
        assert_eq!(base64(b" TW 9 k\tYQ=="), Some(b"Moda".to_vec()));
        assert_eq!(base64(b"TW9kYQ"), Some(b"Moda".to_vec()));
        assert_eq!(base64(b"-_8="), base64(b"+/8="));
        assert_eq!(base64(b"TW9k?"), None);
    }

    #[test]
    fn backslashes_follow_the_version() {
        assert_eq!(unescape(r#"a\nb\, \; \\ \: \" \x"#, Version::V4), "a\nb, ; \\ : \" \\x");
        assert_eq!(unescape(r"C:\new\;x", Version::V21), r"C:\new;x");
        assert_eq!(unescape("end\\", Version::V3), "end\\");
    }

    #[test]
    fn protected_separators_do_not_split() {
        assert_eq!(split(r"a\;b;c\\;d", ';', Version::V3), [r"a\;b", r"c\\", "d"]);
        assert_eq!(split(r"a\\;b", ';', Version::V21), [r"a\\;b"]);
        assert_eq!(split("a,b", ',', Version::V21), ["a,b"]);
        assert_eq!(split("", ';', Version::V3), [""]);
    }
}
