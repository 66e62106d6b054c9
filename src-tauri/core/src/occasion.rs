//! Occasions: birthdays, work anniversaries and own dates, yearly or once.
//!
//! 29 February is 1 March in common years. A reminder comes its lead days before, on a working day: what falls on a day
//! off comes on the last working day before it. It stands until a few days after, for a late word.

use chrono::{Datelike, NaiveDate};

use crate::clock::minus_days;
use crate::id::{OccasionId, PersonId};
use crate::person::Birthday;

/// Days after an occasion on which a late word still fits.
pub const STANDS_AFTER: u32 = 3;

/// An occasion of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnOccasion {
    /// Which.
    pub id: OccasionId,
    /// Whose.
    pub person: PersonId,
    /// "her exam".
    pub title: String,
    /// The day; without a year only for a yearly one.
    pub day: Birthday,
    /// True when it comes every year.
    pub yearly: bool,
    /// Days the reminder leads by.
    pub lead_days: u8,
}

impl OwnOccasion {
    /// Its first date on or after `from`.
    #[must_use]
    pub fn next(&self, from: NaiveDate) -> Option<NaiveDate> {
        let first = self.day.year.map(|year| in_year(year, self.day.month, self.day.day));
        if self.yearly {
            Some(yearly(self.day.month, self.day.day, first.map_or(from, |first| first.max(from))))
        } else {
            first.filter(|date| *date >= from)
        }
    }
}

impl OwnOccasion {
    /// The last date it came by `today`; its first one when that lies ahead.
    #[must_use]
    pub fn last(&self, today: NaiveDate) -> NaiveDate {
        let on = |year| in_year(year, self.day.month, self.day.day);
        let first = self.day.year.map(on);
        if !self.yearly {
            return first.unwrap_or(today);
        }
        let this_year = on(today.year());
        let last = if this_year <= today { this_year } else { on(today.year() - 1) };
        first.map_or(last, |first| first.max(last))
    }
}

/// The date a month and day fall on in a year; 29 February falls on 1 March in common years.
#[must_use]
pub fn in_year(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day)
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .unwrap_or(NaiveDate::MAX)
}

/// The first date on or after `from` that a month and day fall on.
#[must_use]
pub fn yearly(month: u32, day: u32, from: NaiveDate) -> NaiveDate {
    let this_year = in_year(from.year(), month, day);
    if this_year >= from { this_year } else { in_year(from.year() + 1, month, day) }
}

/// The first work anniversary on or after `from`, and which one it is.
#[must_use]
pub fn anniversary(started: NaiveDate, from: NaiveDate) -> (NaiveDate, u16) {
    let first = in_year(started.year() + 1, started.month(), started.day());
    let date = yearly(started.month(), started.day(), from.max(first));
    (date, u16::try_from(date.year() - started.year()).unwrap_or(u16::MAX))
}

/// The earliest date whose occasion may still stand on `on`.
#[must_use]
pub fn standing_from(on: NaiveDate) -> NaiveDate {
    minus_days(on, STANDS_AFTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_29_february_is_1_march_in_common_years() {
        assert_eq!(yearly(2, 29, day("2026-12-01")), day("2027-03-01"));
        assert_eq!(yearly(2, 29, day("2027-03-02")), day("2028-02-29"));
        assert_eq!(anniversary(day("2024-02-29"), day("2026-01-01")), (day("2026-03-01"), 2));
    }

    #[test]
    fn a_first_anniversary_is_a_year_after_the_start() {
        assert_eq!(anniversary(day("2026-11-20"), day("2026-11-20")), (day("2027-11-20"), 1));
        assert_eq!(anniversary(day("2020-11-20"), day("2026-11-20")), (day("2026-11-20"), 6));
    }

    #[test]
    fn a_yearly_occasion_does_not_come_before_its_first_year_and_a_single_one_only_once() {
        let own = |text: &str, yearly| OwnOccasion {
            id: OccasionId::from_bytes([1; 16]),
            person: PersonId::from_bytes([1; 16]),
            title: "exam".into(),
            day: text.parse().unwrap(),
            yearly,
            lead_days: 0,
        };
        assert_eq!(own("2028-05-01", true).next(day("2026-01-01")), Some(day("2028-05-01")));
        assert_eq!(own("--05-01", true).next(day("2026-06-01")), Some(day("2027-05-01")));
        assert_eq!(own("2026-05-01", false).next(day("2026-05-02")), None);
        let last = |text: &str, yearly, today: &str| own(text, yearly).last(day(today)).to_string();
        assert_eq!(last("2028-05-01", true, "2026-01-01"), "2028-05-01");
        assert_eq!(last("--05-01", true, "2026-06-01"), "2026-05-01");
        assert_eq!(last("--05-01", true, "2026-04-01"), "2025-05-01");
        assert_eq!(last("2026-05-01", false, "2026-06-01"), "2026-05-01");
    }
}
