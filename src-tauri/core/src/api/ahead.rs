//! What lies ahead and why: the plan of the days to come, and a person's reminder step by step.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PersonChip, ReminderKind};

/// A reminder in the plan of a day to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Foreseen {
    /// The reminder's id.
    pub id: String,
    /// Why, as a kind.
    pub kind: ReminderKind,
    /// Whom to think of; nobody for an own reminder that is about no one.
    pub person: Option<PersonChip>,
    /// A sentence with the facts, as of that day.
    pub why: String,
    /// "9:15", when a banner would come.
    pub banner: Option<String>,
}

/// The plan of a day to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DayAhead {
    /// Civil date.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// "Thursday 16 October".
    pub label: String,
    /// True on a day without banners: a day off, or away.
    pub quiet: bool,
    /// Whom to think of that day for the first time.
    pub reminders: Vec<Foreseen>,
}

/// A step of an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WhyStep {
    /// Which step: `last`, `rhythm`, `transition`, `jitter`, `first`, `skipped`, `day-off`, `block`, `amnesty`, `later`,
    /// `drift`, `also`, `due`.
    pub step: String,
    /// The sentence.
    pub words: String,
}

/// Why a person comes when they come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Why {
    /// Who.
    pub person: PersonChip,
    /// Step by step.
    pub steps: Vec<WhyStep>,
    /// The next civil date something about them is due, today's included.
    #[ts(type = "string | null")]
    pub next_due: Option<NaiveDate>,
}
