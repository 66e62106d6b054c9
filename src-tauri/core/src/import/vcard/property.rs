//! One line taken apart: group, name, parameters, value.

use std::borrow::Cow;

use super::lines::Line;
use crate::import::LONGEST_FIELD;

/// Most parameters of a property, and most values of each, that are looked at. Real ones have a handful; this bounds
/// memory.
const MOST_PARAMETERS: usize = 64;

/// A line of a card.
#[derive(Debug)]
pub(super) struct Property<'a> {
    /// Where it starts in the file, from 1.
    pub line: usize,
    /// `ITEM1` of `item1.EMAIL`, in upper case; empty without one.
    pub group: String,
    /// In upper case: RFC 6350 3.3 makes names case-insensitive.
    pub name: String,
    /// What follows the colon, still encoded and escaped.
    pub value: Cow<'a, [u8]>,
    /// True when a parameter has no `=`, as only 2.1 allows.
    pub bare: bool,
    /// Names in upper case.
    parameters: Vec<(String, Vec<String>)>,
}

impl<'a> Property<'a> {
    /// Gives the line back when it is no property: no colon, nothing that could be a name before it, or more before it
    /// than a field may hold.
    pub fn parse(line: Line<'a>) -> Result<Self, Line<'a>> {
        let Some(colon) = colon(&line.text) else {
            return Err(line);
        };
        if colon > LONGEST_FIELD {
            return Err(line);
        }
        let head = String::from_utf8_lossy(&line.text[..colon]).into_owned();
        let mut pieces = split_unquoted(&head, ';');
        let name = pieces.next().unwrap_or_default().trim();
        let (group, name) = name.rsplit_once('.').unwrap_or(("", name));
        if name.is_empty()
            || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/'))
        {
            return Err(line);
        }
        let mut bare = false;
        let parameters = pieces
            .filter(|piece| !piece.trim().is_empty())
            .take(MOST_PARAMETERS)
            .map(|piece| parameter(piece, &mut bare))
            .collect();
        let value = match line.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[colon + 1..]),
            Cow::Owned(mut text) => Cow::Owned(text.split_off(colon + 1)),
        };
        let (group, name) = (group.to_ascii_uppercase(), name.to_ascii_uppercase());
        Ok(Self { line: line.number, group, name, value, bare, parameters })
    }

    /// All values of a parameter, as written.
    pub fn parameters(&self, name: &str) -> impl Iterator<Item = &str> {
        self.parameters
            .iter()
            .filter(move |(known, _)| known == name)
            .flat_map(|(_, values)| values.iter().map(String::as_str))
    }

    /// The first value of a parameter that is not empty.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters(name).map(str::trim).find(|value| !value.is_empty())
    }

    /// The words of TYPE, in lower case. `TYPE="work,voice"` is two (RFC 6350 writes its example so).
    pub fn types(&self) -> impl Iterator<Item = String> {
        self.parameters("TYPE")
            .flat_map(|value| value.split(','))
            .map(|word| word.trim().to_ascii_lowercase())
    }

    /// How much the writer prefers it over others of its name, 1 most: PREF=1 to 100 in 4.0 (RFC 6350 5.3), a bare PREF
    /// or TYPE=pref before.
    pub fn rank(&self) -> u8 {
        const UNSAID: u8 = 101;
        if let Some(rank) = self.parameter("PREF").and_then(|rank| rank.parse().ok()) {
            return UNSAID.min(rank);
        }
        if self.types().any(|word| word == "pref") { 1 } else { UNSAID }
    }

    /// True when the value is wrapped as `encoding` says: `QUOTED-PRINTABLE` or `BASE64`, under any of their names.
    pub fn is_encoded_as(&self, encoding: &str) -> bool {
        self.parameters("ENCODING").any(|value| {
            let value = value.trim();
            value.eq_ignore_ascii_case(encoding)
                || (value.len() == 1 && encoding[..1].eq_ignore_ascii_case(value))
        })
    }
}

/// The colon that ends the head: the first outside quotes, or the first at all when quotes are left open.
fn colon(text: &[u8]) -> Option<usize> {
    let mut quoted = false;
    let unquoted = text.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b':' && !quoted
    });
    unquoted.or_else(|| text.iter().position(|byte| *byte == b':'))
}

fn split_unquoted(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |character| {
        quoted ^= character == '"';
        character == separator && !quoted
    })
}

/// A parameter without a name is, in 2.1, a TYPE, or the encoding, or where the value is (2.1.2 of that standard).
fn parameter(piece: &str, bare: &mut bool) -> (String, Vec<String>) {
    if let Some((name, values)) = piece.split_once('=') {
        let values = split_unquoted(values, ',')
            .take(MOST_PARAMETERS)
            .map(|value| uncaret(value.trim().trim_matches('"')))
            .collect();
        return (name.trim().to_ascii_uppercase(), values);
    }
    *bare = true;
    let word = piece.trim();
    let name = match word.to_ascii_uppercase().as_str() {
        "QUOTED-PRINTABLE" | "BASE64" | "8BIT" | "7BIT" => "ENCODING",
        "URL" | "INLINE" | "CID" | "CONTENT-ID" => "VALUE",
        _ => "TYPE",
    };
    (name.to_owned(), vec![word.to_owned()])
}

/// RFC 6868 3.1: `^n` is a line end, `^'` a quote, `^^` a caret; any other caret stands for itself.
fn uncaret(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut characters = value.chars().peekable();
    while let Some(character) = characters.next() {
        let meant = match characters.peek() {
            Some('n') if character == '^' => Some('\n'),
            Some('\'') if character == '^' => Some('"'),
            Some('^') if character == '^' => Some('^'),
            _ => None,
        };
        plain.push(meant.unwrap_or(character));
        if meant.is_some() {
            characters.next();
        }
    }
    plain
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn property(text: &str) -> Property<'_> {
        Property::parse(Line { number: 1, text: Cow::Borrowed(text.as_bytes()) }).expect("a property")
    }

    #[test]
    fn group_name_parameters_and_value_are_told_apart() {
        let email = property("item1.eMail;type=INTERNET;type=pref:a:b;c");
        assert_eq!((email.group.as_str(), email.name.as_str()), ("ITEM1", "EMAIL"));
        assert_eq!(email.types().collect::<Vec<_>>(), ["internet", "pref"]);
        assert_eq!(email.value.as_ref(), b"a:b;c");
        assert_eq!((email.rank(), email.bare), (1, false));
    }

    #[test]
    fn bare_words_are_types_or_the_encoding() {
        let tel = property("TEL;WORK;VOICE;QUOTED-PRINTABLE:1");
        assert_eq!(tel.types().collect::<Vec<_>>(), ["work", "voice"]);
        assert!(tel.bare && tel.is_encoded_as("QUOTED-PRINTABLE") && !tel.is_encoded_as("BASE64"));
        assert!(property("PHOTO;ENCODING=b:x").is_encoded_as("BASE64"));
    }

    #[test]
    fn quotes_protect_separators_and_carets_stand_for_what_cannot_be_quoted() {
        let adr = property(r#"ADR;LABEL="a;b:c,d^ne ^'f^' ^^ ^g";TYPE="work,voice":x"#);
        assert_eq!(adr.parameter("LABEL"), Some("a;b:c,d\ne \"f\" ^ ^g"));
        assert_eq!(adr.types().collect::<Vec<_>>(), ["work", "voice"]);
        assert_eq!(adr.value.as_ref(), b"x");
    }

    #[test]
    fn an_open_quote_does_not_swallow_the_value() {
        assert_eq!(property("FN;X=\"open:Ada").value.as_ref(), b"Ada");
    }

    #[test]
    fn a_line_without_a_name_is_no_property() {
        for text in ["just words", ":x", "two words:x", "Ä:x"] {
            assert!(Property::parse(Line { number: 1, text: text.as_bytes().into() }).is_err(), "{text}");
        }
    }

    #[test]
    fn four_point_zero_ranks_by_number() {
        assert_eq!(property("EMAIL;PREF=7:x").rank(), 7);
        assert_eq!(property("EMAIL;PREF:x").rank(), 1);
        assert_eq!(property("EMAIL:x").rank(), 101);
    }
}
