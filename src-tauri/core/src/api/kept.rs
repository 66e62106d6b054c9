//! What a user keeps that reminders come from: unsaid thanks, own occasions, own reminders, blocks.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PersonChip, TransitionKind};
use crate::id::{BlockId, ContributionId, OccasionId, OwnReminderId, PersonId};

/// A contribution about to be noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewContribution {
    /// Who did it.
    pub person: PersonId,
    /// What they did.
    pub what: String,
    /// What it changed; may be empty.
    #[serde(default)]
    pub changed: String,
    /// Civil date they did it; `None` is today.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub on: Option<NaiveDate>,
}

/// An unsaid thanks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Contribution {
    /// Which.
    pub id: ContributionId,
    /// Who did it.
    pub person: PersonChip,
    /// What they did, or "Amara helped you" when the moment says no more.
    pub what: String,
    /// What it changed; may be empty.
    pub changed: String,
    /// Civil date they did it.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// "6 days ago".
    pub ago: String,
}

/// An own occasion about to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewOccasion {
    /// Whose.
    pub person: PersonId,
    /// "her exam".
    pub title: String,
    /// `2027-05-01`, or `--05-01` for a yearly one.
    pub day: String,
    /// True when it comes every year.
    #[serde(default)]
    pub yearly: bool,
    /// Days the reminder leads by.
    #[serde(default)]
    pub lead_days: u8,
}

/// An own occasion, in the list of everyone's; a person's page has [`OccasionAhead`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Occasion {
    /// Which.
    pub id: OccasionId,
    /// Whose.
    pub person: PersonChip,
    /// "her exam".
    pub title: String,
    /// `2027-05-01` or `--05-01`.
    pub day: String,
    /// True when it comes every year.
    pub yearly: bool,
    /// Days the reminder leads by.
    pub lead_days: u8,
    /// Its next civil date, if it comes again.
    #[ts(type = "string | null")]
    pub next: Option<NaiveDate>,
}

/// An occasion of a person that lies ahead: a birthday, a work anniversary, an own one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OccasionAhead {
    /// Which own occasion it is; nothing for what follows from the person's own dates.
    pub own: Option<OccasionId>,
    /// "Birthday", "3 years at work", "her exam".
    pub title: String,
    /// Its next civil date.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// "tomorrow", "22 March".
    pub when: String,
}

/// What a person goes through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TransitionNow {
    /// Which.
    pub kind: TransitionKind,
    /// "New on the team since 3 November".
    pub words: String,
}

/// The unit of a recurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum RecurrenceUnit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// Every `count` units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Recurrence {
    /// How many, 1 to 366.
    pub count: u16,
    /// Of what.
    pub unit: RecurrenceUnit,
}

/// An own reminder about to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewOwnReminder {
    /// What to be reminded of.
    pub text: String,
    /// Civil date of the first, or only, occurrence.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// Minutes after midnight; `None` is some time that day.
    #[serde(default)]
    pub at: Option<u16>,
    /// How it comes again, if it does.
    #[serde(default)]
    pub every: Option<Recurrence>,
    /// About whom, if about someone.
    #[serde(default)]
    pub person: Option<PersonId>,
}

/// An own reminder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OwnReminderRow {
    /// Which.
    pub id: OwnReminderId,
    /// Names the occurrence that stands, or the next one: what is said to be done, so that twice is once.
    pub occurrence: String,
    /// What to be reminded of.
    pub text: String,
    /// About whom, if about someone.
    pub person: Option<PersonChip>,
    /// The occurrence that stands, or the next one.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// Minutes after midnight, if it has a time.
    pub at: Option<u16>,
    /// How it comes again, if it does.
    pub every: Option<Recurrence>,
    /// "tomorrow, 9:15", "Friday".
    pub when: String,
    /// "Every 2 weeks", empty for once.
    pub recurs: String,
}

/// An away period, a leave or a person's pause; both days included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BlockRow {
    /// Which.
    pub id: BlockId,
    /// About whom; nobody for the user's own away periods.
    pub person: Option<PersonChip>,
    /// `away`, `leave` or `pause`.
    pub kind: String,
    /// The first day.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// The last day.
    #[ts(type = "string")]
    pub until: NaiveDate,
    /// "14 February to 2 March".
    pub words: String,
}
