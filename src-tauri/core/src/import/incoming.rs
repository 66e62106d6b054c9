//! People, moments and things to come back to as a file describes them.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};

use crate::api::{Contact, OwnField};
use crate::moment::Direction;

/// A person as a file describes them, before anything is matched or stored. Empty text means "not said".
///
/// Every text is free of control characters; all but `notes` are one line, trimmed, white space collapsed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incoming {
    /// File it came from.
    pub file: String,
    /// Line it starts on, from 1.
    pub line: usize,
    /// The file's own identifier for the person, the same each time the same program exports them.
    pub uid: Option<String>,
    /// Display name, at least one visible character.
    pub name: String,
    /// What they like to be called.
    pub called: String,
    /// Role.
    pub role: String,
    /// Team.
    pub team: String,
    /// Teams beside it.
    pub other_teams: Vec<String>,
    /// Organisation.
    pub organisation: String,
    /// Place: "Lagos, Nigeria".
    pub place: String,
    /// IANA time zone, known to exist.
    pub zone: String,
    /// Pronouns.
    pub pronouns: String,
    /// How the name is said.
    pub pronunciation: String,
    /// First day of work.
    pub start_date: Option<NaiveDate>,
    /// Birthday.
    pub birthday: Option<Birthday>,
    /// Ways to reach them, none twice; of each kind the preferred one first.
    pub contacts: Vec<Contact>,
    /// Tags, none twice.
    pub tags: Vec<String>,
    /// Fields of the user's own.
    pub own: Vec<OwnField>,
    /// The circle as a file of Nod's names it: the key of a built-in one, or a name.
    pub circle: String,
    /// Own rhythm in days, as a file of Nod's says.
    pub rhythm_days: Option<u16>,
    /// Notes, lines separated by `\n`.
    pub notes: String,
    /// Photo.
    pub photo: Option<Photo>,
}

/// When a moment was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Some time on a civil date.
    Day(NaiveDate),
    /// At an instant.
    Instant(DateTime<Utc>),
}

/// Whom a moment or a follow-up is with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// An entry of [`Reading::people`](super::Reading::people), by its place there, from 0.
    Entry(usize),
    /// Whoever has this e-mail address; nobody is added for it.
    Email(String),
}

/// A moment as a file describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingMoment {
    /// File it came from.
    pub file: String,
    /// Line it starts on, from 1.
    pub line: usize,
    /// With whom.
    pub who: Vec<Who>,
    /// When.
    pub when: When,
    /// Key of the built-in gesture that comes nearest.
    pub gesture: &'static str,
    /// Who did it.
    pub direction: Direction,
    /// Built-in channel, if known.
    pub channel: Option<&'static str>,
    /// In the file's words.
    pub note: String,
    /// True when it only comes in if the user picks it: a meeting is not yet a moment.
    pub offered: bool,
}

/// Something to come back to, as a file describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingFollowUp {
    /// File it came from.
    pub file: String,
    /// Line it starts on, from 1.
    pub line: usize,
    /// With whom: a place in [`Reading::people`](super::Reading::people), from 0.
    pub entry: usize,
    /// Civil date it ripens.
    pub on: NaiveDate,
    /// What to come back to.
    pub text: String,
}

/// A day of the year, and the year if it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Birthday {
    year: Option<i32>,
    month: u32,
    day: u32,
}

impl Birthday {
    /// `None` when there is no such day. 29 February exists when the year is not known.
    #[must_use]
    pub fn new(year: Option<i32>, month: u32, day: u32) -> Option<Self> {
        const LEAP: i32 = 2000;
        NaiveDate::from_ymd_opt(year.unwrap_or(LEAP), month, day)?;
        Some(Self { year, month, day })
    }

    /// The year, if known.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u32 {
        self.day
    }
}

/// As [`PersonFields::birthday`](crate::api::PersonFields::birthday) holds it: `1984-03-22`, or `--03-22` without a year.
impl fmt::Display for Birthday {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(to, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(to, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

/// A photo, within [`LARGEST_PHOTO`](super::LARGEST_PHOTO) by what its own header says. Only the header was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// `image/png`, `image/jpeg`, `image/gif` or `image/webp`, by its first bytes.
    pub mime: String,
    /// The file.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leap_day_needs_no_year_but_a_year_needs_the_leap_day() {
        assert_eq!(Birthday::new(None, 2, 29).map(|day| day.to_string()).as_deref(), Some("--02-29"));
        assert_eq!(
            Birthday::new(Some(1984), 2, 29).map(|day| day.to_string()).as_deref(),
            Some("1984-02-29")
        );
        assert_eq!(Birthday::new(Some(1983), 2, 29), None);
        assert_eq!(Birthday::new(None, 13, 1), None);
    }
}
