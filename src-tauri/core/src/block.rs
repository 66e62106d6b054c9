//! Blocks: stretches of days on which nobody is reminded of someone, or the user of anyone.

use chrono::NaiveDate;

use crate::clock::plus_days;
use crate::id::{BlockId, PersonId};

/// Days from one civil date to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, not before the first.
    pub until: NaiveDate,
}

impl Span {
    /// True on its days.
    #[must_use]
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.until
    }

    /// The first day after it.
    #[must_use]
    pub fn end(self) -> NaiveDate {
        plus_days(self.until, 1)
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The user is away: no banner, but for an own reminder at its time.
    Away,
    /// A person is on leave: no reminder of them, and one on their return.
    Leave,
    /// The user wants no reminder of a person.
    Pause,
}

impl BlockKind {
    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Away => "away",
            Self::Leave => "leave",
            Self::Pause => "pause",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Away, Self::Leave, Self::Pause].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A block as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Which.
    pub id: BlockId,
    /// About whom; nobody for the user's own away periods.
    pub person: Option<PersonId>,
    /// What it is.
    pub kind: BlockKind,
    /// When.
    pub span: Span,
}

/// `day`, or the first day after the spans it falls into.
#[must_use]
pub fn after(spans: impl Iterator<Item = Span> + Clone, day: NaiveDate) -> NaiveDate {
    let mut day = day;
    while let Some(span) = spans.clone().find(|span| span.holds(day)) {
        if span.end() == day {
            return day;
        }
        day = span.end();
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, until: &str) -> Span {
        Span { from: from.parse().unwrap(), until: until.parse().unwrap() }
    }

    #[test]
    fn a_day_inside_overlapping_blocks_moves_behind_them_all() {
        let spans = [span("2026-11-20", "2026-11-25"), span("2026-11-26", "2026-11-28")];
        let moved = |day: &str| after(spans.iter().copied(), day.parse().unwrap()).to_string();
        assert_eq!(moved("2026-11-19"), "2026-11-19");
        assert_eq!(moved("2026-11-22"), "2026-11-29");
        assert_eq!(
            after(std::iter::once(Span { from: NaiveDate::MIN, until: NaiveDate::MAX }), NaiveDate::MAX),
            NaiveDate::MAX
        );
    }
}
