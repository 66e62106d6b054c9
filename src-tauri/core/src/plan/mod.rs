//! The planner: whom to think of on a day, and why. Pure: the same snapshot, day and rules give the same plan.
//!
//! A rhythm's due date counts calendar days from the civil date of the last moment that moves it (one's own or a mutual
//! one), with a jitter of at most a fifth that is fixed per person and cycle, and never falls on a day off. Whoever has
//! no moment yet is spread over the first cycle, so that an import brings no storm ([`due`]). [`candidates`] finds every
//! reason that stands on a day; here they are put in order and cut to what Today holds.

mod ahead;
mod amnesty;
mod candidates;
mod due;
mod key;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};

use crate::api::ReminderKind;
use crate::block::{Block, BlockKind, Span};
use crate::clock::{Now, days_between};
use crate::contribution::Unsaid;
use crate::id::PersonId;
use crate::occasion::OwnOccasion;
use crate::own_reminder::OwnReminder;
use crate::person::Birthday;
use crate::store::follow_ups::OpenFollowUp;
use crate::transition::{Transition, TransitionKind};

pub use ahead::{DayPlan, appointments, days_ahead, next_due};
pub use amnesty::{ABSENT_DAYS, AMNESTY_AT_MOST, Amnesty, Earlier, amnesty, returned};
pub use candidates::{FOLLOW_UP_STANDS, standing};
pub use due::{
    DRIFT_AT_LEAST, DRIFT_STANDS, RhythmDue, drift, due, longer_rhythm, mix, rhythm_due, working_day,
    working_day_before,
};
pub use key::{NotAReminder, ReminderKey, Subject};

/// Most reminders on Today unless the user sets another number.
pub const TODAY_AT_MOST: usize = 5;

/// What the planner is told of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonState {
    /// Who.
    pub id: PersonId,
    /// Effective rhythm in days: the person's, else the circle's, else none.
    pub rhythm: Option<u16>,
    /// Civil date of the last moment that moves the rhythm.
    pub last_move: Option<NaiveDate>,
    /// Civil date of the last moment of any direction.
    pub last_any: Option<NaiveDate>,
    /// Civil date they came into Nod.
    pub created_on: NaiveDate,
    /// Civil date from which a cycle skipped since the last move starts anew: the day of "not now", or the due date
    /// skipped when that lay ahead.
    pub skipped_on: Option<NaiveDate>,
    /// Moments of any direction.
    pub moments: u32,
    /// Median gap between one's own moments, in days; nothing below three gaps.
    pub median_gap: Option<u16>,
    /// Birthday, if known.
    pub birthday: Option<Birthday>,
    /// First day at work, if known.
    pub started: Option<NaiveDate>,
    /// What they go through, if the user said so.
    pub transition: Option<Transition>,
    /// Leaves and pauses.
    pub blocks: Vec<Block>,
}

impl PersonState {
    /// Someone of whom nothing more is known.
    #[must_use]
    pub const fn new(id: PersonId, created_on: NaiveDate) -> Self {
        Self {
            id,
            rhythm: None,
            last_move: None,
            last_any: None,
            created_on,
            skipped_on: None,
            moments: 0,
            median_gap: None,
            birthday: None,
            started: None,
            transition: None,
            blocks: Vec::new(),
        }
    }

    /// The transitions that may bend the rhythm: the one said, and a return after each leave.
    pub fn transitions(&self) -> impl Iterator<Item = Transition> + '_ {
        let returns = self.blocks.iter().filter(|block| block.kind == BlockKind::Leave);
        let returns =
            returns.map(|leave| Transition { kind: TransitionKind::Back, started_on: leave.span.end() });
        self.transition.into_iter().chain(returns)
    }

    /// The block a day falls into, if it does.
    #[must_use]
    pub fn blocked(&self, on: NaiveDate) -> Option<&Block> {
        self.blocks.iter().find(|block| block.span.holds(on))
    }

    /// Days without a moment of one's own, counted from coming into Nod when there was none.
    #[must_use]
    pub fn silence(&self, on: NaiveDate) -> u32 {
        u32::try_from(days_between(self.last_move.unwrap_or(self.created_on), on)).unwrap_or(0)
    }
}

/// Everything the planner looks at.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// People who are not archived.
    pub people: Vec<PersonState>,
    /// Open follow-ups with them.
    pub follow_ups: Vec<OpenFollowUp>,
    /// What they did that was not acknowledged yet.
    pub unsaid: Vec<Unsaid>,
    /// Own occasions.
    pub occasions: Vec<OwnOccasion>,
    /// Own reminders with an occurrence that is not done.
    pub own: Vec<OwnReminder>,
    /// The user's away periods.
    pub away: Vec<Span>,
    /// Reminders put off to an instant.
    pub put_off: HashMap<ReminderKey, DateTime<Utc>>,
    /// Reminders set aside for good, but for rhythms and drift, whose cycle starts anew.
    pub skipped: HashSet<ReminderKey>,
}

/// What a user may set about planning, and what bends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Days on which reminders fall, from Monday. All off counts as all on.
    pub working_days: [bool; 7],
    /// Fixes the jitter.
    pub seed: u64,
    /// False: due to the day.
    pub jitter: bool,
    /// Most reminders on Today.
    pub today_at_most: usize,
    /// Days by which birthdays and work anniversaries are said before.
    pub lead_days: u8,
    /// What the last absence left, if there was one.
    pub amnesty: Option<Amnesty>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            working_days: [true; 7],
            seed: 0,
            jitter: true,
            today_at_most: TODAY_AT_MOST,
            lead_days: 0,
            amnesty: None,
        }
    }
}

/// Why someone is to be thought of, with what the sentence needs. Indices are into the [`Snapshot`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A rhythm, or the transition that bends it.
    Rhythm(Option<TransitionKind>),
    /// A follow-up.
    FollowUp(usize),
    /// A birthday on this date.
    Birthday(NaiveDate),
    /// A work anniversary on this date, and how many years it is.
    Anniversary(NaiveDate, u16),
    /// An own occasion on this date.
    Occasion(usize, NaiveDate),
    /// An unsaid thanks.
    Thanks(usize),
    /// Drift, beside this median gap in days.
    Drift(u16),
    /// An own reminder.
    Own(usize),
}

/// A reminder as planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Its name.
    pub key: ReminderKey,
    /// Whom to think of; nobody for an own reminder that is about no one.
    pub person: Option<PersonId>,
    /// Why.
    pub reason: Reason,
    /// Days without a moment of one's own, counted from coming into Nod when there was none.
    pub silence: u32,
    /// The days the silence is measured by: the effective rhythm, or what stands for it.
    pub rhythm: Option<u16>,
    /// Moments with the person, of any direction.
    pub moments: u32,
    /// The instant the user asked for it: what it was put off to and has come back from, or an own reminder's time.
    pub asked_for: Option<DateTime<Utc>>,
    /// True when that time is what it was put off to.
    pub put_off: bool,
}

impl Planned {
    /// The kind.
    #[must_use]
    pub const fn kind(&self) -> ReminderKind {
        match self.key.subject {
            Subject::FollowUp(_) => ReminderKind::FollowUp,
            Subject::Birthday(_) | Subject::Anniversary(_) | Subject::Occasion(_) => ReminderKind::Occasion,
            Subject::Thanks(_) => ReminderKind::UnsaidThanks,
            Subject::Rhythm(_) => ReminderKind::Rhythm,
            Subject::Drift(_) => ReminderKind::Drift,
            Subject::Own(_) => ReminderKind::OwnReminder,
        }
    }

    /// True for an own reminder at its time: an appointment with oneself.
    #[must_use]
    pub const fn is_appointment(&self) -> bool {
        matches!(self.reason, Reason::Own(_)) && self.asked_for.is_some()
    }

    /// True when the user asked for it by a time that came since yesterday: it stands first and is never cut.
    fn is_called(&self, on: NaiveDate, now: Now) -> bool {
        self.asked_for.is_some_and(|at| days_between(now.date_of(at), on) <= 1)
    }
}

/// Whom to think of at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// In order, at most [`Rules::today_at_most`]; more only when the user asked for more by a time.
    pub today: Vec<Planned>,
    /// What flows on silently.
    pub more: Vec<Planned>,
}

/// Whom to think of on `on` (usually today), with what was put off judged at the instant of `now`.
#[must_use]
pub fn plan(snapshot: &Snapshot, on: NaiveDate, now: Now, rules: &Rules) -> Plan {
    let mut due = candidates::candidates(snapshot, on, now, rules);
    if !snapshot.put_off.is_empty() {
        due.retain_mut(|planned| match snapshot.put_off.get(&planned.key) {
            Some(until) if *until > now.utc => false,
            Some(until) => {
                planned.asked_for = Some(*until);
                planned.put_off = true;
                true
            }
            None => true,
        });
    }
    due.sort_by(|a, b| order((a, a.is_called(on, now)), (b, b.is_called(on, now))));
    // One row a person: the first reason stands for the others, and a moment answers them all.
    let mut seen = HashSet::with_capacity(due.len());
    due.retain(|planned| planned.person.is_none_or(|person| seen.insert(person)));
    let called = due.iter().take_while(|planned| planned.is_called(on, now)).count();
    let more = due.split_off(due.len().min(rules.today_at_most.max(called)));
    Plan { today: due, more }
}

/// What the user asked for by a time; then by kind; by silence ÷ rhythm; then who was noticed least; then by id.
/// Follow-ups, occasions and own reminders go by their date first.
fn order((a, a_called): (&Planned, bool), (b, b_called): (&Planned, bool)) -> Ordering {
    // silence_a / rhythm_a > silence_b / rhythm_b, without division
    let weight = |mine: &Planned, other: &Planned| {
        u64::from(mine.silence) * u64::from(other.rhythm.unwrap_or(u16::MAX))
    };
    b_called
        .cmp(&a_called)
        .then_with(|| if a_called { a.asked_for.cmp(&b.asked_for) } else { Ordering::Equal })
        .then_with(|| a.kind().cmp(&b.kind()))
        .then_with(|| dated(a).cmp(&dated(b)))
        .then_with(|| weight(b, a).cmp(&weight(a, b)))
        .then_with(|| a.moments.cmp(&b.moments))
        .then_with(|| b.silence.cmp(&a.silence))
        .then_with(|| a.key.cmp(&b.key))
}

/// The date a kind goes by, for those that go by one.
fn dated(planned: &Planned) -> Option<NaiveDate> {
    match planned.reason {
        Reason::FollowUp(_) | Reason::Own(_) => Some(planned.key.due),
        Reason::Birthday(on) | Reason::Anniversary(on, _) | Reason::Occasion(_, on) => Some(on),
        Reason::Rhythm(_) | Reason::Thanks(_) | Reason::Drift(_) => None,
    }
}
