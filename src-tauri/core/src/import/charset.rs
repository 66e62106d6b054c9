//! From bytes to characters, when nobody says, or says wrongly, how they are encoded.

use std::borrow::Cow;

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A file's bytes, ASCII-compatible at last.
pub(super) struct Body<'a> {
    /// UTF-8 where `settled`, else in encodings still to be found out.
    pub bytes: Cow<'a, [u8]>,
    /// True when the file itself said how it is encoded; a declaration inside it then only concerns bytes that are
    /// wrapped once more (quoted-printable, base64).
    pub settled: bool,
}

/// Looks for a byte-order mark, and for UTF-16 without one.
pub(super) fn body(bytes: &[u8]) -> Body<'_> {
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding == UTF_8 => {
            Body { bytes: Cow::Borrowed(&bytes[length..]), settled: true }
        }
        Some((encoding, length)) => transcoded(encoding, &bytes[length..]),
        None => match utf_16_without_mark(bytes) {
            Some(encoding) => transcoded(encoding, bytes),
            None => Body { bytes: Cow::Borrowed(bytes), settled: false },
        },
    }
}

fn transcoded<'a>(encoding: &'static Encoding, bytes: &[u8]) -> Body<'a> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Body { bytes: Cow::Owned(text.into_owned().into_bytes()), settled: true }
}

/// Text of a format whose keywords are ASCII has, in UTF-16, a NUL in nearly every other byte of its beginning.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes[..bytes.len().min(64)].as_chunks::<2>();
    let big = pairs.iter().filter(|pair| pair[0] == 0 && pair[1] != 0).count();
    let little = pairs.iter().filter(|pair| pair[1] == 0 && pair[0] != 0).count();
    let enough = |count: usize| count >= 4 && count * 5 >= pairs.len() * 4;
    if enough(little) {
        Some(UTF_16LE)
    } else if enough(big) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The characters of `bytes`, and whether some were lost. `declared` is a label such as `ISO-8859-1`, if there is one.
///
/// A declared Western encoding is not believed when the bytes are UTF-8: text in Windows-1252 is practically never
/// valid UTF-8 by chance, while files converted without changing their labels are common. Without a usable label it is
/// UTF-8, or UTF-8 with damage when most of it is, else Windows-1252 (which contains Latin-1's letters).
pub(super) fn text(bytes: &[u8], declared: Option<&str>) -> (String, bool) {
    let declared = declared
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE, REPLACEMENT].contains(encoding));
    if let Some(encoding) = declared.filter(|encoding| *encoding != WINDOWS_1252) {
        let (text, lost) = encoding.decode_without_bom_handling(bytes);
        return (text.into_owned(), lost);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), false);
    }
    if declared.is_none() && is_damaged_utf_8(bytes) {
        return (String::from_utf8_lossy(bytes).into_owned(), true);
    }
    let (text, lost) = WINDOWS_1252.decode_without_bom_handling(bytes);
    (text.into_owned(), lost)
}

/// True when at least as many characters beyond ASCII are sound as there are breaks.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut breaks) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        breaks += usize::from(!chunk.invalid().is_empty());
    }
    sound > 0 && sound >= breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf_16_is_found_with_and_without_a_mark() {
        let text = "BEGIN:VCARD\r\nFN:Zoë 李\r\n";
        for marked in ["", "\u{feff}"] {
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                let file = utf_16(&format!("{marked}{text}"), order);
                let body = body(&file);
                assert!(body.settled);
                assert_eq!(body.bytes, text.as_bytes());
            }
        }
    }

    #[test]
    fn a_lone_surrogate_becomes_a_replacement_character() {
        let mut file = utf_16("\u{feff}FN:a", u16::to_le_bytes);
        file.extend([0x00, 0xd8, b'b', 0]);
        assert_eq!(body(&file).bytes, "FN:a\u{fffd}b".as_bytes());
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_windows_1252() {
        assert_eq!(text(b"Zo\xeb \x80", None), ("Zoë €".to_owned(), false));
    }

    #[test]
    fn one_broken_character_does_not_spoil_the_others() {
        assert_eq!(text(b"\xc3\x91\xc3\x91\xc3", None), ("ÑÑ\u{fffd}".to_owned(), true));
    }

    #[test]
    fn a_label_is_followed_unless_the_bytes_prove_it_wrong() {
        assert_eq!(text(b"\x83\x5c\x83\x89", Some("SHIFT_JIS")).0, "ソラ");
        assert_eq!(text(b"\xc0\xed\xed\xe0", Some("windows-1251")).0, "Анна");
        assert_eq!(text("Zoë".as_bytes(), Some("ISO-8859-1")).0, "Zoë");
        assert_eq!(text(b"Zo\xeb", Some("UTF-8")).0, "Zoë");
        assert_eq!(text("Zoë".as_bytes(), Some("klingon")).0, "Zoë");
    }
}
