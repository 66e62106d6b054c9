//! Today and its reminders.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MomentRow, PersonChip};
use crate::gesture::GestureId;
use crate::id::{ContributionId, FollowUpId, OwnReminderId};

/// The kind of a reminder, in the order of Today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ReminderKind {
    /// Something to come back to on a date.
    FollowUp,
    /// What the user asked to be reminded of.
    OwnReminder,
    /// A birthday, a work anniversary, an own date.
    Occasion,
    /// What someone did, not yet acknowledged.
    UnsaidThanks,
    /// A rhythm's due date.
    Rhythm,
    /// Someone without a rhythm gone quiet.
    Drift,
}

/// A longer rhythm, offered after two banners of a person's rhythm went unanswered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RhythmOffer {
    /// The rhythm offered, in days.
    pub days: u16,
    /// "Every month instead? It is every 2 weeks so far."
    pub words: String,
}

/// A computed reason to think of someone now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Reminder {
    /// Stable while the reminder stands: kind, subject and due date. `nod later ID` takes it.
    pub id: String,
    /// Why it is there, as a kind.
    pub kind: ReminderKind,
    /// Whom to think of; nobody for an own reminder that is about no one.
    pub person: Option<PersonChip>,
    /// A sentence with the facts.
    pub why: String,
    /// What one could do.
    pub prompt: String,
    /// The gesture Log suggests.
    pub gesture: GestureId,
    /// Civil date it became due.
    #[ts(type = "string")]
    pub due: NaiveDate,
    /// "15:00", for an own reminder with a time.
    pub time: Option<String>,
    /// The follow-up it stands for, if it does.
    pub follow_up: Option<FollowUpId>,
    /// The contribution it stands for, if it does.
    pub contribution: Option<ContributionId>,
    /// The own reminder it stands for, if it does.
    pub own: Option<OwnReminderId>,
    /// A longer rhythm, if one is offered.
    pub offer: Option<RhythmOffer>,
}

/// One day of the strip at the foot of Today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WeekDay {
    /// Civil date.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// "Mon".
    pub label: String,
    /// Gestures of that day's moments, oldest first, at most 12.
    pub gestures: Vec<GestureId>,
    /// True for the day it is.
    pub today: bool,
}

/// A choice of the Later menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LaterChoice {
    /// What `later` takes: `2h`, `tomorrow`, `next-week`, or a date.
    pub when: String,
    /// "In 2 hours".
    pub label: String,
    /// "14:00", "Fri 9:15".
    pub detail: String,
}

/// Everything Today shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TodayView {
    /// The civil date.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// "Good morning, Ines".
    pub greeting: String,
    /// "Thursday 16 October. Five people, whenever it suits you."
    pub lede: String,
    /// At most five.
    pub reminders: Vec<Reminder>,
    /// How many more wait silently.
    pub more: usize,
    /// Moments logged today, newest first, for the "done" state.
    pub done: Vec<MomentRow>,
    /// Monday to Sunday of this week (days without working hours only when something happened).
    pub week: Vec<WeekDay>,
    /// Moments this week.
    pub week_total: usize,
    /// "Next: Priya, on Thursday", when the list is empty and something is ahead.
    pub next: Option<String>,
    /// People known, archived not counted; 0 is the first start.
    pub people: usize,
    /// Paused until (local words), if it is.
    pub paused: Option<String>,
    /// A sentence while Nod doubts the clock and shows no banner.
    pub clock: Option<String>,
    /// Choices of the Later menu.
    pub later: Vec<LaterChoice>,
}
