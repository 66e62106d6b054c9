//! People: what is known of a colleague, checked.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use unicode_segmentation::UnicodeSegmentation;

use crate::api::{Contact, ContactKind, OwnField, PersonFields};
use crate::error::{Error, Result};
use crate::id::PersonId;
use crate::limits;

/// A birthday whose year may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Birthday {
    /// The year, if known.
    pub year: Option<i32>,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month; 29 February needs no leap year when the year is unknown.
    pub day: u32,
}

/// A date that is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date: {0:?}")]
pub struct NotADate(pub String);

impl Birthday {
    /// A birthday, if the day exists.
    #[must_use]
    pub fn new(year: Option<i32>, month: u32, day: u32) -> Option<Self> {
        // 2000 was a leap year: it stands in for an unknown one.
        NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day)?;
        Some(Self { year, month, day })
    }
}

impl fmt::Display for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

impl FromStr for Birthday {
    type Err = NotADate;
    fn from_str(text: &str) -> std::result::Result<Self, NotADate> {
        let wrong = || NotADate(text.to_owned());
        let without_year = text.strip_prefix("--");
        let parsed = NaiveDate::parse_from_str(
            &without_year.map_or_else(|| text.to_owned(), |rest| format!("2000-{rest}")),
            "%Y-%m-%d",
        )
        .map_err(|_| wrong())?;
        let year = without_year.is_none().then_some(parsed.year());
        Self::new(year, parsed.month(), parsed.day()).ok_or_else(wrong)
    }
}

/// The fields as they are stored: trimmed, checked and without control characters.
///
/// # Errors
/// The first field that is not taken, by name.
pub fn check(fields: &PersonFields) -> Result<PersonFields> {
    let mut checked = PersonFields {
        name: line("name", &fields.name)?,
        called: line("called", &fields.called)?,
        pronunciation: line("pronunciation", &fields.pronunciation)?,
        pronouns: line("pronouns", &fields.pronouns)?,
        role: line("role", &fields.role)?,
        team: line("team", &fields.team)?,
        organisation: line("organisation", &fields.organisation)?,
        place: line("place", &fields.place)?,
        zone: line("zone", &fields.zone)?,
        start_date: line("start_date", &fields.start_date)?,
        birthday: line("birthday", &fields.birthday)?,
        notes: text("notes", &fields.notes)?,
        circle: fields.circle,
        rhythm_days: fields.rhythm_days,
        contacts: contacts(&fields.contacts)?,
        other_teams: labels("other_teams", &fields.other_teams)?,
        tags: labels("tags", &fields.tags)?,
        own: own_fields(&fields.own)?,
    };
    checked.tags.sort();
    let main = checked.team.to_lowercase();
    checked.other_teams.retain(|team| team.to_lowercase() != main);
    if !checked.name.chars().any(visible) {
        return Err(Error::field("name", "error-name-empty", vec![]));
    }
    if !checked.zone.is_empty() && checked.zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(Error::field("zone", "error-zone", vec![("value", checked.zone.into())]));
    }
    if !checked.start_date.is_empty() {
        checked.start_date = day("start_date", &checked.start_date)?.to_string();
    }
    if !checked.birthday.is_empty() {
        let birthday: Birthday = checked.birthday.parse().map_err(|_| {
            Error::field("birthday", "error-birthday", vec![("value", checked.birthday.as_str().into())])
        })?;
        checked.birthday = birthday.to_string();
    }
    rhythm(checked.rhythm_days)?;
    Ok(checked)
}

/// A rhythm in days, within its limits.
///
/// # Errors
/// When it is 0 or over ten years.
pub fn rhythm(days: Option<u16>) -> Result<Option<u16>> {
    match days {
        Some(days) if days == 0 || days > limits::RHYTHM_DAYS => {
            Err(Error::field("rhythm_days", "error-rhythm", vec![("value", i64::from(days).into())]))
        }
        days => Ok(days),
    }
}

/// A civil date as forms and the CLI write it.
///
/// # Errors
/// When there is no such day.
pub fn day(field: &'static str, value: &str) -> Result<NaiveDate> {
    NaiveDate::parse_from_str(value, "%Y-%m-%d")
        .map_err(|_| Error::field(field, "error-date", vec![("value", value.into())]))
}

fn contacts(given: &[Contact]) -> Result<Vec<Contact>> {
    if given.len() > limits::CONTACTS {
        return Err(Error::field("contacts", "error-contacts", vec![("limit", limits::CONTACTS.into())]));
    }
    let mut checked: Vec<Contact> = Vec::with_capacity(given.len());
    for contact in given {
        let contact = Contact {
            kind: contact.kind,
            label: line("contacts", &contact.label)?,
            value: line("contacts", &contact.value)?,
        };
        let known = checked.iter().any(|c| c.kind == contact.kind && matching(c) == matching(&contact));
        if !contact.value.is_empty() && !known {
            checked.push(contact);
        }
    }
    Ok(checked)
}

/// A contact's value as duplicates are matched by: an e-mail in lower case, a phone's digits, else folded.
#[must_use]
pub fn matching(contact: &Contact) -> String {
    match contact.kind {
        ContactKind::Phone => contact.value.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect(),
        ContactKind::Email | ContactKind::Handle | ContactKind::Url => contact.value.to_lowercase(),
    }
}

/// One line of text: white space collapsed, control characters gone.
///
/// # Errors
/// When it is longer than [`limits::LINE`].
pub fn line(field: &'static str, value: &str) -> Result<String> {
    let words: Vec<&str> =
        value.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let joined = words.join(" ");
    if joined.len() > limits::LINE {
        return Err(Error::field(field, "error-too-long", vec![("limit", limits::LINE.into())]));
    }
    Ok(joined)
}

/// A short line, such as a tag.
///
/// # Errors
/// When it is longer than [`limits::LABEL`].
pub fn label(field: &'static str, value: &str) -> Result<String> {
    let label = line(field, value)?;
    if label.len() > limits::LABEL {
        return Err(Error::field(field, "error-too-long", vec![("limit", limits::LABEL.into())]));
    }
    Ok(label)
}

/// Short lines, each once whatever its case, empty ones left out.
fn labels(field: &'static str, given: &[String]) -> Result<Vec<String>> {
    let mut kept: Vec<String> = Vec::with_capacity(given.len());
    for value in given {
        let label = label(field, value)?;
        if !label.is_empty() && kept.iter().all(|known| known.to_lowercase() != label.to_lowercase()) {
            kept.push(label);
        }
    }
    if kept.len() > limits::LABELS {
        return Err(Error::field(field, "error-labels", vec![("limit", limits::LABELS.into())]));
    }
    Ok(kept)
}

fn own_fields(given: &[OwnField]) -> Result<Vec<OwnField>> {
    let mut kept: Vec<OwnField> = Vec::with_capacity(given.len());
    for field in given {
        let own = OwnField { name: label("own", &field.name)?, value: line("own", &field.value)? };
        match (own.name.is_empty(), own.value.is_empty()) {
            // A field without a value is taken away.
            (_, true) => {}
            (true, false) => return Err(Error::field("own", "error-own-field-name", vec![])),
            (false, false) => kept.push(own),
        }
    }
    if kept.len() > limits::LABELS {
        return Err(Error::field("own", "error-labels", vec![("limit", limits::LABELS.into())]));
    }
    Ok(kept)
}

/// Running text: trimmed at the end, line ends as `\n`, control characters gone.
///
/// # Errors
/// When it is longer than [`limits::TEXT`].
pub fn text(field: &'static str, value: &str) -> Result<String> {
    if value.len() > limits::TEXT {
        return Err(Error::field(field, "error-too-long", vec![("limit", limits::TEXT.into())]));
    }
    let unified = value.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = unified.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    Ok(kept.trim().to_owned())
}

/// True for a character one can see: not white space, not a control, not a zero-width or bidi mark.
pub(crate) fn visible(c: char) -> bool {
    let format_mark = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{115f}' | '\u{1160}' | '\u{3164}');
    !c.is_whitespace() && !c.is_control() && !format_mark
}

/// One or two letters that stand for a name, in its own script: the first of the first and last word, or the first
/// character alone where words are not spaced.
#[must_use]
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).collect();
    let first = |word: &&str| {
        word.graphemes(true).find(|g| g.chars().any(char::is_alphanumeric)).map(str::to_uppercase)
    };
    match words.as_slice() {
        [] => name.graphemes(true).find(|g| g.chars().any(visible)).unwrap_or("?").to_owned(),
        [only] => first(only).unwrap_or_default(),
        [head, .., tail] => [first(head), first(tail)].into_iter().flatten().collect(),
    }
}

/// Hue of a person's avatar in degrees. Reds (0 to 15) are left out: Nod has no red.
#[must_use]
pub fn hue(id: PersonId) -> u16 {
    let bytes = id.as_bytes();
    let tail = u16::from_be_bytes([bytes[14], bytes[15]]);
    16 + tail % 344
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> PersonFields {
        PersonFields { name: name.to_owned(), ..PersonFields::default() }
    }

    fn field_at_fault(fields: &PersonFields) -> Option<&'static str> {
        match check(fields) {
            Err(Error::Refused(refusal)) => refusal.field,
            _ => None,
        }
    }

    #[test]
    fn a_name_needs_one_visible_character() {
        for name in ["", "  ", "\u{200b}", "\u{202e}\u{200f} ", "\u{7}"] {
            assert_eq!(field_at_fault(&named(name)), Some("name"), "{name:?}");
        }
        assert_eq!(check(&named(" 王\u{0}  小明 ")).unwrap().name, "王 小明");
    }

    #[test]
    fn a_birthday_may_lack_its_year_and_fall_on_29_february() {
        for ok in ["1984-03-22", "--03-22", "--02-29", "2000-02-29"] {
            assert_eq!(ok.parse::<Birthday>().unwrap().to_string(), ok);
        }
        for wrong in ["1983-02-29", "--02-30", "22.3.1984", "-03-22", "--3"] {
            assert!(wrong.parse::<Birthday>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn impossible_values_are_refused_by_field() {
        let with = |change: fn(&mut PersonFields)| {
            let mut fields = named("Amara");
            change(&mut fields);
            field_at_fault(&fields)
        };
        assert_eq!(with(|f| f.zone = "Mars/Olympus".into()), Some("zone"));
        assert_eq!(with(|f| f.start_date = "2026-02-30".into()), Some("start_date"));
        assert_eq!(with(|f| f.birthday = "yesterday".into()), Some("birthday"));
        assert_eq!(with(|f| f.rhythm_days = Some(0)), Some("rhythm_days"));
        assert_eq!(with(|f| f.role = "x".repeat(2000)), Some("role"));
    }

    #[test]
    fn initials_stay_in_the_script_of_the_name() {
        assert_eq!(initials("Amara Ngozi Okafor"), "AO");
        assert_eq!(initials("(Bob) de Vries"), "BV");
        assert_eq!(initials("王小明"), "王");
        assert_eq!(initials("نور حداد"), "نح");
        assert_eq!(initials("👩‍🔬"), "👩‍🔬");
    }
}
