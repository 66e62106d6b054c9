//! Details as the window and the CLI see them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{OpId, PersonChip};
use crate::detail::Source;
use crate::id::{DetailId, PersonId};

/// A detail on a person's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DetailRow {
    /// Which.
    pub id: DetailId,
    /// About whom.
    pub person: PersonId,
    /// What.
    pub text: String,
    /// The category's word: a built-in one or the user's own.
    pub category: String,
    /// The category in words: "Interests".
    pub category_words: String,
    /// Civil date it was learned.
    #[ts(type = "string")]
    pub learned_on: NaiveDate,
    /// "6 days ago".
    pub learned: String,
    /// How one knows.
    pub source: Source,
    /// Never on a banner.
    pub private: bool,
    /// The last civil date it is shown.
    #[ts(type = "string | null")]
    pub expires_on: Option<NaiveDate>,
    /// True after that date.
    pub expired: bool,
}

/// A detail was kept or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DetailSaved {
    /// The detail.
    pub detail: DetailRow,
    /// About whom.
    pub person: PersonChip,
    /// Handle for Undo; nothing when nothing changed.
    pub op: Option<OpId>,
    /// "Remembered about Amara: likes tea".
    pub words: String,
}

/// A category to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DetailCategory {
    /// The word a detail carries.
    pub category: String,
    /// "Interests".
    pub words: String,
    /// True for one of the user's own.
    pub own: bool,
}
