//! Requests and responses shared by the CLI and the window. TypeScript is generated from these types
//! (`ui/src/lib/api/`, committed; a test fails when it drifts).
//!
//! Dates are ISO 8601 civil dates (`2026-11-14`), instants RFC 3339 in UTC. Sentences (`why`, `prompt`, `ago`, `words`)
//! come ready in the user's language from the Fluent files, so that tray, banner, CLI and window say the same.

mod ahead;
mod bin;
mod data;
mod details;
mod import;
mod kept;
mod moments;
mod notebook;
mod people;
mod quick;
mod reminders;
mod seal;
mod search;
mod settings;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::detail::{DetailFields, Source};
pub use crate::moment::{Channel, Direction, Moment, NewMoment};
pub use crate::transition::TransitionKind;
pub use ahead::*;
pub use bin::*;
pub use data::*;
pub use details::*;
pub use import::*;
pub use kept::*;
pub use moments::*;
pub use notebook::*;
pub use people::*;
pub use quick::*;
pub use reminders::*;
pub use seal::*;
pub use search::*;
pub use settings::*;

/// Number of an entry of the undo journal; the handle a toast's Undo holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number", export)]
pub struct OpId(pub i64);

/// What changed, so that views fetch again only what they show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Topic {
    /// A person, a contact, a photo, a detail.
    People,
    /// A moment or a follow-up.
    Moments,
    /// Circles.
    Circles,
    /// Gestures.
    Gestures,
    /// A reminder was put off, skipped, shown.
    Reminders,
    /// A setting, the pause included.
    Settings,
    /// Whether the data is encrypted, and locked.
    Seal,
}

impl Topic {
    /// All that the database holds, for when it is not known what changed there.
    #[must_use]
    pub fn of_data() -> BTreeSet<Self> {
        [Self::People, Self::Moments, Self::Circles, Self::Gestures, Self::Reminders, Self::Settings].into()
    }

    /// Everything.
    #[must_use]
    pub fn all() -> BTreeSet<Self> {
        let mut all = Self::of_data();
        all.insert(Self::Seal);
        all
    }
}

/// Any failure as it crosses to the UI. `message` is one clear sentence; `code` is there for what the UI branches on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Failure {
    /// Stable word, e.g. `refused`, `disk-full`, `busy`, `locked`, `tie`, `unknown-name`, `newer-database`.
    pub code: String,
    /// What happened, what is unharmed, what to do.
    pub message: String,
    /// The field at fault, named as in the request.
    pub field: Option<String>,
}

/// A write happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Done {
    /// Handle for Undo; nothing when nothing changed (the same action twice).
    pub op: Option<OpId>,
    /// For the toast: "Thanked Amara", "Amara, later: tomorrow".
    pub words: String,
}

/// What is undone or redone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Undone {
    /// The entry.
    pub op: OpId,
    /// "Undone: Thanked Amara".
    pub words: String,
}
