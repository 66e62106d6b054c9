//! From the lines of a file to the lines that were meant: folds and soft breaks undone, on bytes, so that a fold inside
//! a character does no harm.

use std::borrow::Cow;

use super::decode::starts_with;
use crate::import::LONGEST_FIELD;

/// The dialect of a card.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Version {
    /// vCard 2.1 (versit, 1996).
    V21,
    /// vCard 3.0, and cards that do not say.
    #[default]
    V3,
    /// vCard 4.0.
    V4,
}

/// A line as it was meant.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Where it starts in the file, from 1.
    pub number: usize,
    /// Without its folds and its end.
    pub text: Cow<'a, [u8]>,
}

/// Cursor over a file. Lines end in CRLF, LF, CR, or the CR CR LF that text-mode conversions leave.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    number: usize,
}

/// A line of the file as it stands, and where the next one starts.
#[derive(Clone, Copy)]
struct Raw<'a> {
    text: &'a [u8],
    next: usize,
    /// 1, or 0 when the next one continues on the same line.
    ends: usize,
}

impl<'a> Lines<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, number: 1 }
    }

    /// The next line that is not blank, joined with its continuations. `version` is that of the card so far.
    pub fn next(&mut self, version: Version) -> Option<Line<'a>> {
        let (first, skipped) = self.after_blanks()?;
        self.number += skipped;
        let number = self.number;
        self.take(first);
        let mut line = Line { number, text: Cow::Borrowed(first.text) };
        if is_boundary(first.text) {
            return Some(line);
        }
        let mut head = Head::default();
        let mut width = first.text.len();
        let mut soft = SoftBreaks::default();
        loop {
            head.look_at(&line.text);
            if head.quoted_printable && line.text.trim_ascii_end().ends_with(b"=") {
                let kept = line.text.trim_ascii_end().len() - 1;
                let continuation = self.after_soft_break();
                let text = line.text.to_mut();
                text.truncate(kept);
                let Some(continuation) = continuation else {
                    break;
                };
                soft.note(text, continuation.text, version);
                text.extend_from_slice(continuation.text);
                continue;
            }
            let Some((next, skipped)) = self.after_blanks() else {
                break;
            };
            let folded =
                next.text.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) && !is_boundary(next.text);
            let unindented = head.binary && skipped == 0 && is_base64(next.text);
            if !folded && !unindented {
                break;
            }
            self.number += skipped;
            self.take(next);
            let kept = usize::from(folded && !keeps_space(version, &head, &line.text, width, next.text));
            width = next.text.len();
            line.text.to_mut().extend_from_slice(&next.text[kept..]);
        }
        soft.remove_indentation(&mut line.text);
        Some(line)
    }

    fn raw(&self, at: usize) -> Option<Raw<'a>> {
        let rest = self.bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let end = match &rest[length..] {
            [b'\r', b'\r', b'\n', ..] => 3,
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        let text = &rest[..length];
        // Files put together without a line end between them.
        if starts_with(text, b"END:VCARD") && is_mark(&text[9..], b"BEGIN:") {
            return Some(Raw { text: &text[..9], next: at + 9, ends: 0 });
        }
        Some(Raw { text, next: at + length + end, ends: 1 })
    }

    /// The next line with something on it, and how many blank ones come before. The blank ones may be passed twice (to
    /// look, and to skip), never more often.
    fn after_blanks(&self) -> Option<(Raw<'a>, usize)> {
        let mut at = self.at;
        let mut skipped = 0;
        loop {
            let raw = self.raw(at)?;
            if !raw.text.trim_ascii().is_empty() {
                return Some((raw, skipped));
            }
            at = raw.next;
            skipped += 1;
        }
    }

    fn take(&mut self, raw: Raw<'a>) {
        self.at = raw.next;
        self.number += raw.ends;
    }

    /// What a `=` at the end of a quoted-printable line joins. Nothing when the card or another property comes instead:
    /// some phones end a value with a `=` too many, and Android writes a blank line after it.
    fn after_soft_break(&mut self) -> Option<Raw<'a>> {
        let (next, skipped) = self.after_blanks()?;
        if is_boundary(next.text) || (skipped > 0 && is_property(next.text)) {
            return None;
        }
        self.number += skipped;
        self.take(next);
        Some(next)
    }
}

/// RFC 2426 2.6 and RFC 6350 3.2: a fold is a line end and one white-space character, both to be removed.
///
/// vCard 2.1 (2.1.3) folds where white space already is, and keeps it, but many of its writers fold as the later
/// versions do, at a fixed width of 75 or so. That width tells the two apart.
fn keeps_space(version: Version, head: &Head, before: &[u8], width: usize, next: &[u8]) -> bool {
    let spaced = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_whitespace);
    version == Version::V21
        && !head.binary
        && !head.quoted_printable
        && !(74..=76).contains(&width)
        && !spaced(before.last())
        && !spaced(next.get(1))
}

/// `BEGIN:VCARD` and `END:VCARD` stand alone: nothing is folded onto them, and they are folded onto nothing.
fn is_boundary(text: &[u8]) -> bool {
    is_mark(text, b"BEGIN:") || is_mark(text, b"END:")
}

/// True when the line is `keyword` and `VCARD`, in any case and with spaces around. A byte-order mark before it is left
/// over where files were put together.
pub(super) fn is_mark(text: &[u8], keyword: &[u8]) -> bool {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let halves = text.trim_ascii().split_at_checked(keyword.len());
    halves.is_some_and(|(start, value)| {
        start.eq_ignore_ascii_case(keyword) && value.trim_ascii().eq_ignore_ascii_case(b"VCARD")
    })
}

fn is_property(text: &[u8]) -> bool {
    let name = text.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    name > 0 && matches!(text.get(name), Some(b':' | b';' | b'.'))
}

fn is_base64(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b' '))
}

/// What the part before the colon says about the lines to come. Looked at as it grows, never twice at the same byte.
#[derive(Default)]
struct Head {
    looked: usize,
    quoted: bool,
    complete: bool,
    quoted_printable: bool,
    binary: bool,
}

impl Head {
    fn look_at(&mut self, line: &[u8]) {
        if self.complete {
            return;
        }
        while let Some(byte) = line.get(self.looked) {
            match byte {
                b'"' => self.quoted = !self.quoted,
                b':' if !self.quoted => {
                    self.complete = true;
                    break;
                }
                _ => {}
            }
            self.looked += 1;
        }
        if self.complete {
            let mut words = line[..self.looked].split(|byte| matches!(byte, b';' | b'=' | b','));
            let name = words.next().unwrap_or_default();
            let name = name.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
            self.binary = is_one_of(name, &["PHOTO", "LOGO", "SOUND", "KEY"]);
            for word in words {
                self.quoted_printable |= is_one_of(word, &["QUOTED-PRINTABLE", "Q"]);
                self.binary |= is_one_of(word, &["BASE64", "B"]);
            }
        }
    }
}

fn is_one_of(word: &[u8], list: &[&str]) -> bool {
    list.iter().any(|known| word.trim_ascii().eq_ignore_ascii_case(known.as_bytes()))
}

/// White space after soft breaks. In quoted-printable (RFC 2045 6.7) it belongs to the text, yet some writers indent
/// the continuation: all of 3.0 and later, where a fold is made so; those that do it every time; those that write their
/// own spaces as `=20`; and those that do it inside a character.
#[derive(Default)]
struct SoftBreaks {
    count: usize,
    indented: Vec<(usize, usize)>,
    telling: bool,
}

impl SoftBreaks {
    fn note(&mut self, before: &[u8], continuation: &[u8], version: Version) {
        self.count += 1;
        let rest = continuation.trim_ascii_start();
        let spaces = continuation.len() - rest.len();
        // Beyond that the text is too long for any field, even with every byte written as three.
        if spaces > 0 && before.len() < 4 * LONGEST_FIELD {
            self.indented.push((before.len(), spaces));
            self.telling |= version != Version::V21 || is_inside_character(before, rest);
        }
    }

    fn remove_indentation(&self, text: &mut Cow<'_, [u8]>) {
        let every_time = self.count > 1 && self.indented.len() == self.count;
        let spells_spaces = || text.windows(3).any(|window| window == b"=20");
        if self.indented.is_empty() || !(every_time || self.telling || spells_spaces()) {
            return;
        }
        let mut straight = Vec::with_capacity(text.len());
        let mut from = 0;
        for (at, spaces) in &self.indented {
            straight.extend_from_slice(text.get(from..*at).unwrap_or_default());
            from = at + spaces;
        }
        straight.extend_from_slice(text.get(from..).unwrap_or_default());
        *text = Cow::Owned(straight);
    }
}

/// True when `before` ends in the first byte of a UTF-8 character and `after` starts with a later one.
fn is_inside_character(before: &[u8], after: &[u8]) -> bool {
    let first = matches!(before.last_chunk::<3>(), Some([b'=', b'C'..=b'F' | b'c'..=b'f', _]));
    first && matches!(after, [b'=', b'8' | b'9' | b'A' | b'B' | b'a' | b'b', _, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, version: Version) -> Vec<(usize, String)> {
        let mut lines = Lines::new(text.as_bytes());
        let mut all = Vec::new();
        while let Some(line) = lines.next(version) {
            all.push((line.number, String::from_utf8_lossy(&line.text).into_owned()));
        }
        all
    }

    fn texts(text: &str, version: Version) -> Vec<String> {
        lines(text, version).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r", "\r\r\n"] {
            let text = ["FN:a", "NOTE:b", " c", "", "TEL:1"].join(end);
            let expected = [(1, "FN:a".to_owned()), (2, "NOTE:bc".to_owned()), (5, "TEL:1".to_owned())];
            assert_eq!(lines(&text, Version::V3), expected, "{end:?}");
        }
    }

    #[test]
    fn a_fold_removes_one_space_or_tab_and_no_more() {
        assert_eq!(texts("NOTE:a\n  b\n\tc", Version::V4), ["NOTE:a bc"]);
    }

    #[test]
    fn a_fold_inside_a_character_is_healed() {
        let mut lines = Lines::new(b"FN:Zo\xc3\r\n \xab");
        assert_eq!(
            lines.next(Version::V3).map(|line| line.text.into_owned()),
            Some("FN:Zoë".as_bytes().to_vec())
        );
    }

    #[test]
    fn in_2_1_a_fold_keeps_its_space_unless_made_at_a_fixed_width() {
        assert_eq!(texts("NOTE:two\n words", Version::V21), ["NOTE:two words"]);
        let wide = format!("NOTE:{}", "x".repeat(70));
        assert_eq!(texts(&format!("{wide}\n yz"), Version::V21), [format!("{wide}yz")]);
    }

    #[test]
    fn a_soft_break_joins_lines() {
        let text = "NOTE;ENCODING=QUOTED-PRINTABLE:a=\n b=  \nc\nTEL:1";
        assert_eq!(texts(text, Version::V21), ["NOTE;ENCODING=QUOTED-PRINTABLE:a bc", "TEL:1"]);
    }

    #[test]
    fn indentation_after_soft_breaks_is_removed_where_it_is_no_text() {
        let text = "FN;QUOTED-PRINTABLE:=C3=91=20=\n =C3=91";
        assert_eq!(texts(text, Version::V21), ["FN;QUOTED-PRINTABLE:=C3=91=20=C3=91"]);
        let text = "NOTE;QUOTED-PRINTABLE:a=\n b=\n c";
        assert_eq!(texts(text, Version::V21), ["NOTE;QUOTED-PRINTABLE:abc"]);
    }

    #[test]
    fn indentation_inside_a_character_is_removed() {
        assert_eq!(
            texts("FN;QUOTED-PRINTABLE:caf=C3=\n =A9", Version::V21),
            ["FN;QUOTED-PRINTABLE:caf=C3=A9"]
        );
        assert_eq!(
            texts("FN;QUOTED-PRINTABLE:=C3=A9=\n =C3=A9", Version::V21),
            ["FN;QUOTED-PRINTABLE:=C3=A9 =C3=A9"]
        );
    }

    #[test]
    fn a_soft_break_swallows_neither_the_end_nor_what_follows_a_blank_line() {
        let text = "ORG;QUOTED-PRINTABLE:a=\n\nTEL:1\nFN;QUOTED-PRINTABLE:b=\nEND:VCARD";
        assert_eq!(
            texts(text, Version::V21),
            ["ORG;QUOTED-PRINTABLE:a", "TEL:1", "FN;QUOTED-PRINTABLE:b", "END:VCARD"]
        );
    }

    #[test]
    fn base64_is_joined_without_indentation_until_a_blank_line() {
        assert_eq!(
            texts("PHOTO;BASE64:\nAAAA\nBB==\n\nCCCC", Version::V21),
            ["PHOTO;BASE64:AAAABB==", "CCCC"]
        );
    }

    #[test]
    fn a_head_may_be_folded_too() {
        assert_eq!(texts("TEL;X=\"a:b\n c\":1\n 2", Version::V3), ["TEL;X=\"a:bc\":12"]);
    }
}
