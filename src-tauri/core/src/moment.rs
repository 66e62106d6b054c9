//! Moments: one logged micro-connection.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::gesture::GestureId;
use crate::id::{MomentId, PersonId};

/// Who did it. Never balanced as a ledger.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Direction {
    /// I did it. Moves the rhythm.
    #[default]
    Mine,
    /// They did it for me. Does not move the rhythm.
    Theirs,
    /// Both of us. Moves the rhythm.
    Mutual,
}

impl Direction {
    /// True when a moment of this direction moves the rhythm's due date.
    #[must_use]
    pub const fn moves_rhythm(self) -> bool {
        !matches!(self, Self::Theirs)
    }

    /// The stored word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Theirs => "theirs",
            Self::Mutual => "mutual",
        }
    }

    /// Reads the stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Mine, Self::Theirs, Self::Mutual].into_iter().find(|d| d.as_str() == word)
    }
}

/// How it happened: one of the built-in words (`in-person`, `call`, `chat`, `email`, `meeting`) or the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string", export)]
pub struct Channel(pub String);

impl Channel {
    /// The built-in channels.
    pub const BUILT_IN: [&'static str; 5] = ["in-person", "call", "chat", "email", "meeting"];
}

/// A moment as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Moment {
    /// Its identifier.
    pub id: MomentId,
    /// The instant, UTC.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
    /// The civil date it fell on where the user was; rhythms count from this.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// The zone the user was in (IANA name).
    pub zone: String,
    /// What was done, at least one.
    pub gestures: Vec<GestureId>,
    /// Who did it.
    pub direction: Direction,
    /// How, if said.
    pub channel: Option<Channel>,
    /// What was said or done, in the user's words; may be empty.
    pub note: String,
    /// With whom, at least one.
    pub people: Vec<PersonId>,
}

/// A moment about to be logged. [`crate::store`] validates and stores it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewMoment {
    /// With whom, at least one, none twice.
    pub people: Vec<PersonId>,
    /// What was done, at least one.
    pub gestures: Vec<GestureId>,
    /// Who did it.
    #[serde(default)]
    pub direction: Direction,
    /// How, if said.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// The user's words; may be empty.
    #[serde(default)]
    pub note: String,
    /// When; `None` is now.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub at: Option<DateTime<Utc>>,
}
