//! Own reminders: once or again and again, with a person or without, at a time or some time that day.
//!
//! One with a time is an appointment with oneself. Of a recurring one only the latest occurrence ever stands: what was
//! slept through does not pile up.

use chrono::{Datelike, Months, NaiveDate};

use crate::clock::{days_between, minus_days, plus_days};
use crate::id::{OwnReminderId, PersonId};
use crate::occasion::in_year;

/// The unit of a recurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months; a day that a month lacks is its last.
    Month,
    /// Years; 29 February is 1 March in common years.
    Year,
}

impl Unit {
    /// All, shortest first.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.as_str() == word)
    }
}

/// Every `count` units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Every {
    /// How many, at least 1.
    pub count: u16,
    /// Of what.
    pub unit: Unit,
}

impl Every {
    /// Days from one occurrence to the next at the most: a month has up to 31, a year up to 366.
    fn longest_days(self) -> u32 {
        let days = match self.unit {
            Unit::Day => 1,
            Unit::Week => 7,
            Unit::Month => 31,
            Unit::Year => 366,
        };
        days * u32::from(self.count.max(1))
    }
}

/// An own reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnReminder {
    /// Which.
    pub id: OwnReminderId,
    /// About whom, if about someone.
    pub person: Option<PersonId>,
    /// "Water the plant".
    pub text: String,
    /// Civil date of the first, or only, occurrence.
    pub on: NaiveDate,
    /// Minutes after midnight, local; nothing for some time that day.
    pub at: Option<u16>,
    /// How it comes again, if it does.
    pub every: Option<Every>,
    /// The last occurrence that was done.
    pub done_on: Option<NaiveDate>,
}

impl OwnReminder {
    /// The occurrence `number` steps after the first.
    fn occurrence(&self, every: Every, number: u32) -> NaiveDate {
        let steps = number.saturating_mul(u32::from(every.count.max(1)));
        match every.unit {
            Unit::Day => plus_days(self.on, steps),
            Unit::Week => plus_days(self.on, steps.saturating_mul(7)),
            Unit::Month => self.on.checked_add_months(Months::new(steps)).unwrap_or(NaiveDate::MAX),
            Unit::Year => {
                let year = self.on.year().saturating_add(i32::try_from(steps).unwrap_or(i32::MAX));
                in_year(year, self.on.month(), self.on.day())
            }
        }
    }

    /// True when it comes on the same days, at the same time and about the same person as another.
    #[must_use]
    pub fn comes_as(&self, other: &Self) -> bool {
        (self.on, self.at, self.every, self.person) == (other.on, other.at, other.every, other.person)
    }

    /// The last occurrence on or before `date`.
    #[must_use]
    pub fn latest(&self, date: NaiveDate) -> Option<NaiveDate> {
        if date < self.on {
            return None;
        }
        let Some(every) = self.every else { return Some(self.on) };
        let days = u32::try_from(days_between(self.on, date)).unwrap_or(0);
        let mut number = days / every.longest_days();
        while self.occurrence(every, number + 1) <= date {
            number += 1;
        }
        Some(self.occurrence(every, number))
    }

    /// The first occurrence after `date`.
    #[must_use]
    pub fn next_after(&self, date: NaiveDate) -> Option<NaiveDate> {
        if date < self.on {
            return Some(self.on);
        }
        let every = self.every?;
        let latest = self.latest(date)?;
        // The search starts one step short and so finds the next one in two steps at most.
        let days = u32::try_from(days_between(self.on, latest)).unwrap_or(0);
        (days / every.longest_days()..).map(|number| self.occurrence(every, number)).find(|next| *next > date)
    }

    /// True when the occurrence of a date was not done yet.
    #[must_use]
    pub fn is_open(&self, occurrence: NaiveDate) -> bool {
        self.done_on.is_none_or(|done| occurrence > done)
    }

    /// The occurrence that stands on `date`, if one does. With a time, `begun` says whether that of the date itself has
    /// begun; before, the one before it stands.
    #[must_use]
    pub fn standing(&self, date: NaiveDate, begun: impl Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
        let latest = self.latest(date)?;
        let latest = if begun(latest) { latest } else { self.latest(minus_days(latest, 1))? };
        Some(latest).filter(|occurrence| self.is_open(*occurrence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn own(on: &str, every: Option<(u16, Unit)>) -> OwnReminder {
        OwnReminder {
            id: OwnReminderId::from_bytes([1; 16]),
            person: None,
            text: "water the plant".into(),
            on: day(on),
            at: None,
            every: every.map(|(count, unit)| Every { count, unit }),
            done_on: None,
        }
    }

    #[test]
    fn a_monthly_one_on_the_31st_comes_on_the_last_day_of_shorter_months() {
        let monthly = own("2026-01-31", Some((1, Unit::Month)));
        assert_eq!(monthly.next_after(day("2026-01-31")), Some(day("2026-02-28")));
        assert_eq!(monthly.next_after(day("2026-02-28")), Some(day("2026-03-31")));
        let yearly = own("2024-02-29", Some((1, Unit::Year)));
        assert_eq!(yearly.next_after(day("2024-03-01")), Some(day("2025-03-01")));
    }

    #[test]
    fn the_next_occurrence_is_strictly_later_and_nothing_lies_between() {
        for (count, unit) in Unit::ALL.iter().flat_map(|unit| [(1, *unit), (2, *unit), (5, *unit)]) {
            let own = own("2024-01-31", Some((count, unit)));
            for offset in 0..900 {
                let on = plus_days(day("2024-01-20"), offset);
                let next = own.next_after(on).unwrap();
                assert!(next > on);
                assert_eq!(own.latest(minus_days(next, 1)), own.latest(on));
                assert_eq!(own.latest(next), Some(next));
            }
        }
    }

    #[test]
    fn only_the_latest_occurrence_stands_until_it_is_done() {
        let mut daily = own("2026-11-01", Some((1, Unit::Day)));
        assert_eq!(daily.standing(day("2026-11-20"), |_| true), Some(day("2026-11-20")));
        assert_eq!(daily.standing(day("2026-11-20"), |on| on < day("2026-11-20")), Some(day("2026-11-19")));
        daily.done_on = Some(day("2026-11-20"));
        assert_eq!(daily.standing(day("2026-11-20"), |_| true), None);
        let once = own("2026-11-10", None);
        assert_eq!(once.standing(day("2026-11-20"), |_| true), Some(day("2026-11-10")));
        assert_eq!(once.next_after(day("2026-11-20")), None);
    }
}
