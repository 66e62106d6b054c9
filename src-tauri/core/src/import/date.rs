//! Days in the forms that people and programs write them.

use chrono::{Datelike, NaiveDate};

use super::Birthday;

/// Which of two numbers with a stroke between them is the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// 3/22/1984, as in the United States and in what Outlook writes in English.
    MonthFirst,
    /// 22/3/1984.
    DayFirst,
}

/// What a column of dates tells about its own order: the first one that can only be read one way decides.
pub(super) fn order<'a>(dates: impl Iterator<Item = &'a str>) -> Order {
    for date in dates {
        let mut numbers = date.split(['/', '-']).map(|part| part.trim().parse::<u32>().unwrap_or(0));
        let (first, second) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        if (13..=31).contains(&first) && second <= 12 {
            return Order::DayFirst;
        }
        if (13..=31).contains(&second) && first <= 12 {
            return Order::MonthFirst;
        }
    }
    Order::MonthFirst
}

/// A birthday: `1984-03-22`, `--03-22`, `19840322`, `3/22/1984`, `22.03.1984`, `22.3.`, `22 Mar 1984`, `March 22`.
/// A time after it is passed over. `None` when it is no such day.
pub(super) fn birthday(text: &str, order: Order) -> Option<Birthday> {
    let text = text.trim();
    let date = text.split_once('T').filter(|(date, _)| date.len() >= 8).map_or(text, |(date, _)| date);
    let date = match date.rsplit_once(' ') {
        Some((day, time)) if time.contains(':') => day.trim(),
        _ => date,
    };
    if let Some(rest) = date.strip_prefix("--") {
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        return (digits.len() == 4)
            .then(|| Birthday::new(None, digits[..2].parse().ok()?, digits[2..].parse().ok()?))
            .flatten();
    }
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return of(Some(date[..4].parse().ok()?), date[4..6].parse().ok()?, date[6..].parse().ok()?);
    }
    if date.chars().any(char::is_alphabetic) {
        return named(date);
    }
    let parts: Vec<&str> =
        date.split(['-', '/', '.']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let numbers: Vec<u32> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match (parts.as_slice(), numbers.as_slice()) {
        ([first, ..], [year, month, day]) if first.len() == 4 => of(Some(*year), *month, *day),
        ([_, _, last], [first, second, year]) => {
            let (day, month) = if date.contains('.') || order == Order::DayFirst {
                (*first, *second)
            } else {
                (*second, *first)
            };
            let year = if last.len() == 2 { century(*year) } else { *year };
            of(Some(year), month, day)
        }
        (_, [first, second]) if date.contains('.') || order == Order::DayFirst => of(None, *second, *first),
        (_, [first, second]) => of(None, *first, *second),
        _ => None,
    }
}

/// A whole civil date, in the same forms.
pub(super) fn day(text: &str, order: Order) -> Option<NaiveDate> {
    let found = birthday(text, order)?;
    NaiveDate::from_ymd_opt(found.year()?, found.month(), found.day())
}

/// Apple's 1604 and zero stand for no year.
fn of(year: Option<u32>, month: u32, day: u32) -> Option<Birthday> {
    let year = year.filter(|year| !matches!(year, 0 | 1604)).map(i32::try_from).transpose().ok()?;
    Birthday::new(year, month, day)
}

/// Two digits of a year: 30 to 99 lie in the last century, as spreadsheets have it.
const fn century(year: u32) -> u32 {
    if year < 30 { 2000 + year } else { 1900 + year }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// German, French and Spanish months whose first three letters are not those of the English ones.
const OTHER_MONTHS: [(&str, u32); 13] = [
    ("mär", 3),
    ("mai", 5),
    ("okt", 10),
    ("dez", 12),
    ("fév", 2),
    ("avr", 4),
    ("juin", 6),
    ("juil", 7),
    ("aoû", 8),
    ("déc", 12),
    ("ene", 1),
    ("abr", 4),
    ("dic", 12),
];

/// `14 Nov 2026`, `Nov 14, 2026`, `14-Nov-26`, `November 14`.
fn named(date: &str) -> Option<Birthday> {
    let words: Vec<&str> = date
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "de" | "of" | "the"))
        .collect();
    let mut month = None;
    let mut numbers = Vec::new();
    for word in words {
        let digits = word.trim_end_matches(|character: char| character.is_alphabetic());
        if digits.is_empty() {
            let lower = word.to_lowercase();
            let english =
                (1..).zip(MONTHS).find(|(_, name)| lower.starts_with(name)).map(|(number, _)| number);
            let other =
                OTHER_MONTHS.iter().find(|(name, _)| lower.starts_with(name)).map(|(_, number)| *number);
            // A weekday, or another word: only a second month makes it no date.
            if let Some(found) = other.or(english)
                && month.replace(found).is_some()
            {
                return None;
            }
        } else {
            numbers.push((digits.len(), digits.parse::<u32>().ok()?));
        }
    }
    match numbers.as_slice() {
        [(_, day)] if *day <= 31 => of(None, month?, *day),
        [(_, day), (length, year)] | [(length, year), (_, day)] if *length > 2 => {
            of(Some(*year), month?, *day)
        }
        [(_, day), (_, year)] => of(Some(century(*year)), month?, *day),
        _ => None,
    }
}

/// True when someone born in that year may be a colleague, or that year is one they may have been told: 14 to 110 years.
pub(super) fn is_birth_year(year: i32, today: NaiveDate) -> bool {
    (today.year() - 110..=today.year() - 14).contains(&year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        birthday(text, Order::MonthFirst).map(|day| day.to_string())
    }

    #[test]
    fn a_day_is_read_in_the_forms_programs_write() {
        for text in [
            "1984-03-22",
            "1984-3-22",
            "1984/03/22",
            "19840322",
            "3/22/1984",
            "03/22/84",
            "22.03.1984",
            "22. 3. 1984",
            "22 Mar 1984",
            "Mar 22, 1984",
            "22 March 1984",
            "Thursday, March 22, 1984",
            "22-Mar-84",
            "22. März 1984",
            "22nd of March 1984",
            "22 de marzo de 1984",
            "1984-03-22T00:00:00Z",
            "1984-03-22 00:00:00",
            "3/22/1984 0:00",
        ] {
            assert_eq!(read(text).as_deref(), Some("1984-03-22"), "{text}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_read() {
        for text in ["--03-22", " --03-22", "--0322", "22.3.", "22 Mar", "March 22", "3/22", "1604-03-22"] {
            assert_eq!(read(text).as_deref(), Some("--03-22"), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_not_made_one() {
        for text in [
            "",
            "0/0/00",
            "13/13/1984",
            "1983-02-29",
            "1984",
            "spring",
            "1984-03",
            "12 34 56",
            "--13-01",
            "Mar",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_column_tells_which_number_is_the_month() {
        assert_eq!(order(["1/2/1980", "22/3/1984"].into_iter()), Order::DayFirst);
        assert_eq!(order(["1/2/1980", "3/22/1984"].into_iter()), Order::MonthFirst);
        assert_eq!(
            birthday("1/2/1980", Order::DayFirst).map(|day| day.to_string()).as_deref(),
            Some("1980-02-01")
        );
    }
}
