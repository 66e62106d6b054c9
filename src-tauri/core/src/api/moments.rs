//! Moments as rows, and the follow-ups they plant.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Moment, PersonChip};
use crate::gesture::GestureId;
use crate::id::{FollowUpId, MomentId, PersonId};

/// The last moment with a person, in brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LastMoment {
    /// Which.
    pub id: MomentId,
    /// Its first gesture.
    pub gesture: GestureId,
    /// Civil date.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// "6 days ago", "in June".
    pub ago: String,
}

/// A moment as a row of the journal or a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MomentRow {
    /// The moment.
    pub moment: Moment,
    /// Its people, in the order they were named.
    pub people: Vec<PersonChip>,
    /// "Thanked", "Thanked · Helped".
    pub gesture_words: String,
    /// "9:12" local.
    pub time: String,
    /// "6 days ago", "12 Sep".
    pub ago: String,
}

/// Which moments to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct MomentsRequest {
    /// Only with this person.
    pub person: Option<PersonId>,
    /// Only this gesture.
    pub gesture: Option<GestureId>,
    /// Skip this many of the newest.
    pub offset: usize,
    /// At most this many (1 to 500).
    pub limit: usize,
}

/// A page of moments, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MomentsPage {
    /// All that match.
    pub total: usize,
    /// This page.
    pub rows: Vec<MomentRow>,
}

/// A follow-up on a person's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FollowUp {
    /// Which.
    pub id: FollowUpId,
    /// With whom.
    pub person: PersonId,
    /// "ask about the demo".
    pub text: String,
    /// Civil date it ripens.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// "Friday", "14 Feb".
    pub when: String,
}
