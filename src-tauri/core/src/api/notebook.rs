//! What is read together about people: timelines, briefs, duplicates and merging.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Contribution, DetailRow, FollowUp, MomentRow, Occasion, PersonChip, PersonFields};
use crate::id::{OwnReminderId, PersonId};

/// Which part of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TimelineRequest {
    /// Whose.
    pub person: PersonId,
    /// Skip this many of the newest.
    #[serde(default)]
    pub offset: usize,
    /// At most this many (1 to 500).
    pub limit: usize,
}

/// Something on a person's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[ts(export)]
pub enum TimelineEntry {
    /// A moment, on its day.
    Moment {
        /// The moment.
        moment: MomentRow,
    },
    /// A detail, on the day it was learned.
    Detail {
        /// The detail.
        detail: DetailRow,
    },
    /// A follow-up, on the day it was planted.
    FollowUp {
        /// The follow-up.
        follow_up: FollowUp,
        /// Civil date it was planted.
        #[ts(type = "string")]
        planted_on: NaiveDate,
        /// `asked`, `let-go`, `expired`, or nothing while it is open.
        ended: Option<String>,
    },
    /// A contribution that was noted, on the day they did it. What a moment planted is there as the moment.
    Contribution {
        /// The contribution.
        contribution: Contribution,
        /// `thanked`, `let-go`, or nothing while it is unsaid.
        ended: Option<String>,
    },
    /// An own occasion, once, on the last day it came, or on its first when that lies ahead.
    Occasion {
        /// The occasion.
        occasion: Occasion,
        /// Civil date of that day.
        #[ts(type = "string")]
        on: NaiveDate,
    },
    /// An own reminder about them, on the last day it was done, else on its first.
    OwnReminder {
        /// Which.
        id: OwnReminderId,
        /// "Return the book".
        text: String,
        /// Civil date of that day.
        #[ts(type = "string")]
        on: NaiveDate,
        /// "tomorrow", "3 days ago"
        when: String,
        /// True when it was done on that day.
        done: bool,
    },
}

/// A part of a person's timeline, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TimelinePage {
    /// Everything on it.
    pub total: usize,
    /// This part.
    pub entries: Vec<TimelineEntry>,
}

/// What one wants to have in mind before meeting someone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BriefCard {
    /// Who.
    pub person: PersonChip,
    /// What was learned last, at most three.
    pub details: Vec<DetailRow>,
    /// Open follow-ups, earliest first.
    pub follow_ups: Vec<FollowUp>,
    /// Unsaid thanks, newest first, at most three.
    pub thanks: Vec<Contribution>,
    /// The last moments, at most three.
    pub moments: Vec<MomentRow>,
}

/// Two people who may be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Duplicate {
    /// Who came first; merging keeps this one.
    pub first: PersonChip,
    /// Who came later.
    pub second: PersonChip,
    /// "The same e-mail address".
    pub why: Vec<String>,
}

/// A field that two people have differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MergeField {
    /// The field, as in `PersonFields`.
    pub field: String,
    /// What the one who is kept has.
    pub kept: String,
    /// What the other has.
    pub other: String,
}

/// What merging two people would give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MergePreview {
    /// Who is kept.
    pub keep: PersonChip,
    /// Who goes; everything of theirs goes over.
    pub gone: PersonChip,
    /// Texts both have and that differ; the one kept stands in `merged`.
    pub differing: Vec<MergeField>,
    /// The fields as suggested: gaps filled, lists united.
    pub merged: PersonFields,
    /// Moments that go over.
    pub moments: usize,
    /// Details that go over.
    pub details: usize,
    /// Follow-ups that go over.
    pub follow_ups: usize,
}
