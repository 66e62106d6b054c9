//! Birthdays in every form they are written in.

use super::property::Property;
use crate::import::Birthday;

/// Apple writes this year where none is known, and says so in X-APPLE-OMIT-YEAR; some copies lose the parameter.
const APPLE_NO_YEAR: i32 = 1604;

/// The day a BDAY means. `None` when it is no day of the Gregorian calendar, or lacks its month or day.
///
/// RFC 6350 6.2.5 and 4.3: `19800322`, `--0322`; RFC 2426 3.1.5 also `1980-03-22`; either may go on with a time. The
/// time and its zone are ignored: the date is what the person was told, and shifting it makes reminders a day off.
pub(super) fn birthday(property: &Property<'_>, text: &str) -> Option<Birthday> {
    if property.parameter("CALSCALE").is_some_and(|scale| !scale.eq_ignore_ascii_case("gregorian")) {
        return None;
    }
    let date = text.trim().split(['T', 't', ' ']).next()?;
    let (year, rest) = match date.strip_prefix("--") {
        Some(rest) => (None, rest),
        None => (Some(number(date.get(..4)?)?), date.get(4..)?),
    };
    let rest = rest.strip_prefix(['-', '/', '.']).unwrap_or(rest);
    let (month, day) = match rest.split_once(['-', '/', '.']) {
        Some((month, day)) => (month, day),
        None => (rest.get(..2)?, rest.get(2..)?),
    };
    let omitted = property.parameter("X-APPLE-OMIT-YEAR").and_then(number);
    let year = year.filter(|year| *year != 0 && *year != APPLE_NO_YEAR && Some(*year) != omitted);
    Birthday::new(year, two_digits(month)?, two_digits(day)?)
}

fn number(text: &str) -> Option<i32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn two_digits(text: &str) -> Option<u32> {
    let short = (1..=2).contains(&text.len());
    number(text).filter(|_| short).and_then(|number| u32::try_from(number).ok())
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::super::lines::Line;
    use super::*;

    fn read(line: &str) -> Option<String> {
        let property = Property::parse(Line { number: 1, text: line.as_bytes().into() }).expect("a property");
        let text = String::from_utf8_lossy(&property.value).into_owned();
        birthday(&property, &text).map(|day| day.to_string())
    }

    #[test]
    fn every_form_of_a_full_date_is_read() {
        for date in [
            "19800322",
            "1980-03-22",
            "1980-3-22",
            "1980/03/22",
            "1980-03-22T00:00:00Z",
            "19800322T235900-0500",
            "1980-03-22 00:00:00",
            " 19800322 ",
        ] {
            assert_eq!(read(&format!("BDAY:{date}")).as_deref(), Some("1980-03-22"), "{date}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_read() {
        for line in [
            "BDAY:--0322",
            "BDAY:--03-22",
            "BDAY:--0322T1200",
            "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22",
            "BDAY:16040322",
            "BDAY;X-APPLE-OMIT-YEAR=1600:1600-03-22",
            "BDAY:0000-03-22",
        ] {
            assert_eq!(read(line).as_deref(), Some("--03-22"), "{line}");
        }
        assert_eq!(read("BDAY:--0229").as_deref(), Some("--02-29"));
    }

    #[test]
    fn what_is_no_day_is_not_made_one() {
        for date in [
            "1980-13-41",
            "19830229",
            "1980",
            "1980-03",
            "---22",
            "--03",
            "--",
            "-",
            "",
            "T102200",
            "circa 1800",
            "22/03/1980",
            "1980-03-22-01",
            "-980-03-22",
            "１９８０-03-22",
            "19800322x",
            "1980-é3-22",
        ] {
            assert_eq!(read(&format!("BDAY:{date}")), None, "{date}");
        }
        assert_eq!(read("BDAY;CALSCALE=hebrew:57400322"), None);
    }
}
