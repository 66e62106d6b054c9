//! The quick bar: what was typed, as it was read, and what is logged of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Channel, Direction, Moment, NewMoment, OpId, PersonChip};
use crate::gesture::GestureId;
use crate::id::{MomentId, PersonId};

/// What a piece of the quick bar's text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum PieceKind {
    /// A person's name.
    Person,
    /// A gesture word.
    Gesture,
    /// Who did it.
    Direction,
    /// How.
    Channel,
    /// When.
    When,
    /// `>` and what follows: a follow-up.
    FollowUp,
    /// `!` and what follows: a detail.
    Detail,
    /// The note.
    Note,
}

/// A stretch of the typed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Piece {
    /// UTF-16 offset of the first unit.
    pub start: u32,
    /// UTF-16 offset after the last unit.
    pub end: u32,
    /// What it was taken for.
    pub kind: PieceKind,
}

/// How sure Nod is about a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Certainty {
    /// One person fits clearly.
    Certain,
    /// Several fit as well: ask.
    Tie,
    /// Nobody fits: offer to add.
    Unknown,
}

/// A name in the text and whom it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuickName {
    /// As typed.
    pub text: String,
    /// How sure.
    pub certainty: Certainty,
    /// The person, when certain.
    pub person: Option<PersonChip>,
}

/// One of the people offered in the quick bar (Ctrl+1 to Ctrl+5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuickHit {
    /// Who.
    pub person: PersonChip,
    /// UTF-16 ranges of the name that match what was typed.
    pub matched: Vec<(u32, u32)>,
    /// "last moment 6 days ago", "no moment yet".
    pub last: String,
}

/// Corrections the user made by clicking chips; they win over what the text says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct QuickFix {
    /// These people instead of the names in the text.
    pub people: Option<Vec<PersonId>>,
    /// This gesture instead.
    pub gesture: Option<GestureId>,
    /// Take "yesterday" and the like as part of the note.
    pub no_when: bool,
    /// Take `>…` as part of the note.
    pub no_follow_up: bool,
    /// Take `!…` as part of the note.
    pub no_detail: bool,
    /// Take channel words as part of the note.
    pub no_channel: bool,
    /// Add people whose names are unknown, and log with them.
    pub add_unknown: bool,
    /// Says more about this moment instead of logging another one, while it is with the same people.
    pub moment: Option<MomentId>,
}

/// When, as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuickWhen {
    /// The instant.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
    /// "Yesterday", "Tue 17 Nov, 9:30".
    pub words: String,
}

/// A follow-up, as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuickFollowUp {
    /// "ask about the demo".
    pub text: String,
    /// Civil date.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// "Friday".
    pub words: String,
}

/// What Nod understood of the quick bar's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuickReading {
    /// Stretches in order, not overlapping.
    pub pieces: Vec<Piece>,
    /// The names and whom they were taken for.
    pub people: Vec<QuickName>,
    /// The gesture, said or suggested.
    pub gesture: Option<GestureId>,
    /// True when the gesture was only suggested (hollow chip).
    pub gesture_suggested: bool,
    /// Who did it.
    pub direction: Direction,
    /// How, if said.
    pub channel: Option<Channel>,
    /// "On chat".
    pub channel_words: Option<String>,
    /// When, if said.
    pub when: Option<QuickWhen>,
    /// Follow-up, if said.
    pub follow_up: Option<QuickFollowUp>,
    /// What to remember about the people.
    pub details: Vec<String>,
    /// The rest.
    pub note: String,
    /// At most five people for Ctrl+1 to Ctrl+5.
    pub hits: Vec<QuickHit>,
    /// True when Enter would save.
    pub ready: bool,
    /// What is missing, in a sentence, when it would not.
    pub missing: Option<String>,
}

/// Text of the quick bar to log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct QuickRequest {
    /// As typed.
    pub text: String,
    /// When, if said beside the text; wins over what the text says.
    #[ts(type = "string | null")]
    pub at: Option<DateTime<Utc>>,
    /// Corrections.
    pub fix: QuickFix,
}

/// Log from a form or a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LogRequest {
    /// What to log.
    pub moment: NewMoment,
    /// The reminder it answers, if it does.
    #[serde(default)]
    pub reminder: Option<String>,
    /// True when the reminder's follow-up was asked by this.
    #[serde(default)]
    pub answers_follow_up: bool,
}

/// A moment was logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Logged {
    /// The moment.
    pub moment: Moment,
    /// Its people.
    pub people: Vec<PersonChip>,
    /// A follow-up planted by it.
    pub follow_up: Option<QuickFollowUp>,
    /// What is remembered about them from now on.
    pub details: Vec<String>,
    /// Handle for Undo.
    pub op: Option<OpId>,
    /// "Thanked Amara".
    pub words: String,
}
