//! Search over everything.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PersonChip;

/// What to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct SearchRequest {
    /// As typed: words, `"words together"`, `person:`, `gesture:`, `before:`, `after:`.
    pub text: String,
    /// Go on behind here: `next` of the page before.
    #[ts(type = "number | null")]
    pub after: Option<u64>,
    /// At most this many (1 to 100; 0 is 20).
    pub limit: usize,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum SearchKind {
    /// A person.
    Person,
    /// A detail.
    Detail,
    /// A follow-up.
    FollowUp,
    /// A contribution that was noted.
    Contribution,
    /// An own occasion.
    Occasion,
    /// An own reminder.
    OwnReminder,
    /// A moment.
    Moment,
}

/// One find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SearchHit {
    /// What it is.
    pub kind: SearchKind,
    /// Its id, of the kind's own sort.
    pub id: String,
    /// Whom it is about or with; the person found, for a person; nobody for an own reminder about nobody.
    pub people: Vec<PersonChip>,
    /// "Thanked · Helped" for a moment, "Interests" for a detail, "Asked" for an ended follow-up, "Unsaid thanks" or how
    /// it ended for a contribution, "Done" for an own reminder that is, else empty.
    pub title: String,
    /// Civil date: of a moment, when a detail was learned, when a follow-up ripens, when they did what they
    /// contributed, the next of an occasion or of an own reminder. None for a person, or when there is no next.
    #[ts(type = "string | null")]
    pub on: Option<NaiveDate>,
    /// "6 days ago", "Friday"; empty for a person.
    pub when: String,
    /// The piece of the text around what was found, on one line; may be empty.
    pub excerpt: String,
    /// What was found in `excerpt`, as UTF-16 ranges `[start, end)`.
    pub matched: Vec<(u32, u32)>,
    /// What was found in the name of the first of `people`, likewise.
    pub name_matched: Vec<(u32, u32)>,
}

/// A page of finds: people, then details, follow-ups, contributions, occasions, own reminders and moments, each newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SearchPage {
    /// This page.
    pub hits: Vec<SearchHit>,
    /// Where the next page begins, if there is one.
    #[ts(type = "number | null")]
    pub next: Option<u64>,
    /// A sentence about a filter that was not understood, and so was passed over.
    pub unread: Option<String>,
}
