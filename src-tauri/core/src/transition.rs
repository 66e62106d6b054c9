//! Transitions: times in which a person is thought of more often, tapering back to the usual rhythm.
//!
//! A pure function of the kind and the days since its start. A new joiner's first three months, the four weeks after a
//! leave and the three weeks after a hard one start with a rhythm of days, which lengthens evenly to the usual one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The rhythm a transition tapers to for someone without one, in days; afterwards they have none again.
const TAPERS_TO: u16 = 30;

/// What a person goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum TransitionKind {
    /// New on the team.
    New,
    /// Back from leave.
    Back,
    /// A hard week.
    HardWeek,
}

impl TransitionKind {
    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Back => "back",
            Self::HardWeek => "hard-week",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::New, Self::Back, Self::HardWeek].into_iter().find(|kind| kind.as_str() == word)
    }

    /// The rhythm it starts with, in days.
    #[must_use]
    pub const fn dense(self) -> u16 {
        match self {
            Self::New => 7,
            Self::Back => 5,
            Self::HardWeek => 3,
        }
    }

    /// How many days it lasts.
    #[must_use]
    pub const fn lasts(self) -> u32 {
        match self {
            Self::New => 90,
            Self::Back => 28,
            Self::HardWeek => 21,
        }
    }
}

/// A transition of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// Which.
    pub kind: TransitionKind,
    /// Its first day.
    pub started_on: NaiveDate,
}

/// The rhythm so many days after the start: never longer than the usual one, which it has become at the end.
#[must_use]
pub fn eased(kind: TransitionKind, usual: Option<u16>, days_since: u32) -> Option<u16> {
    if days_since >= kind.lasts() {
        return usual;
    }
    let (dense, target) = (kind.dense(), usual.unwrap_or(TAPERS_TO));
    if target <= dense {
        return Some(target);
    }
    let grown = u32::from(target - dense) * days_since / kind.lasts();
    Some(dense + u16::try_from(grown).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transition_starts_dense_and_tapers_to_the_usual_rhythm() {
        for kind in [TransitionKind::New, TransitionKind::Back, TransitionKind::HardWeek] {
            assert_eq!(eased(kind, Some(30), 0), Some(kind.dense()));
            let all: Vec<u16> = (0..=kind.lasts()).filter_map(|day| eased(kind, Some(30), day)).collect();
            assert!(all.is_sorted() && all.last() == Some(&30), "{all:?}");
            assert!((0..200).all(|day| eased(kind, Some(2), day) == Some(2)), "never less often than usual");
            assert!(eased(kind, None, kind.lasts() - 1).is_some_and(|days| days < 30));
            assert_eq!(eased(kind, None, kind.lasts()), None);
        }
    }
}
