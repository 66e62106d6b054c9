//! What was understood of a text.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};

use crate::gesture::GestureId;
use crate::moment::{Channel, Direction};

use super::roster::Resolution;
use super::when::Trouble;

/// What a stretch of the text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// `>` and what follows.
    FollowUp,
    /// `!` and what follows.
    Detail,
    /// A word or sign that only joins the others: "with", "and", `+`. Nothing to show.
    Link,
    /// The note.
    Note,
}

/// A name in the text and whom it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRead {
    /// As typed, without `@` and a possessive ending.
    pub text: String,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// Whom it means.
    pub resolution: Resolution,
}

/// When the moment was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The instant, never after now. Noon when only a day was said, now for "today".
    pub at: DateTime<Utc>,
    /// True when only a day was said.
    pub day_only: bool,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
}

/// Something to come back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpRead {
    /// What, without the date; empty while only a date is typed.
    pub text: String,
    /// On which day, today or later; in a week when no day was said.
    pub on: NaiveDate,
    /// Where it stands, in bytes, with its `>`.
    pub span: Range<usize>,
}

/// Why something was left in the text that looks like more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoubtKind {
    /// A time ahead: a moment has happened. It stayed in the note.
    Ahead,
    /// A day behind: a follow-up is to come. It stayed in the follow-up's text.
    Behind,
    /// No such day or time. It stayed where it was.
    Impossible,
}

/// Something the reading was unsure of, besides names (those say so themselves).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// Why.
    pub kind: DoubtKind,
}

/// What was understood of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Stretches in order, not overlapping, on character boundaries; every character that is no space is in one.
    pub pieces: Vec<(Range<usize>, PieceKind)>,
    /// The names, in the order of the text. The same person may be named twice.
    pub names: Vec<NameRead>,
    /// The gestures said; empty when none was.
    pub gestures: Vec<GestureId>,
    /// Who did it.
    pub direction: Direction,
    /// How, if said.
    pub channel: Option<Channel>,
    /// When, if said.
    pub when: Option<When>,
    /// What to come back to.
    pub follow_up: Option<FollowUpRead>,
    /// What to remember about the people.
    pub details: Vec<String>,
    /// The rest, as typed; one space where something was taken out.
    pub note: String,
    /// What looked like a time and could not be one.
    pub unsure: Vec<Doubt>,
}

impl From<Trouble> for DoubtKind {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Ahead => Self::Ahead,
            Trouble::Behind => Self::Behind,
            Trouble::Impossible => Self::Impossible,
        }
    }
}

/// The UTF-16 offset of byte `at` of `text`, as the window counts.
#[must_use]
pub fn utf16(text: &str, at: usize) -> u32 {
    let units =
        text.char_indices().take_while(|(start, _)| *start < at).map(|(_, c)| c.len_utf16()).sum::<usize>();
    u32::try_from(units).unwrap_or(u32::MAX)
}
