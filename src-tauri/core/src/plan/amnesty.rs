//! Amnesty: after an absence nothing has piled up.
//!
//! Of what had become due by the return at most three reminders are kept; every other one is spread over its next
//! cycle. What was kept is written down once, so that answering one of the three does not call up a fourth.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Planned, Reason, ReminderKey, Rules, Snapshot, Subject, plan};
use crate::block::Span;
use crate::clock::{Now, days_between};

/// Days of absence from which a return is greeted instead of listed.
pub const ABSENT_DAYS: i64 = 7;

/// Most reminders that are kept.
pub const AMNESTY_AT_MOST: usize = 3;

/// What an absence left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amnesty {
    /// Civil date of the return.
    pub on: NaiveDate,
    /// The reminders that were kept.
    pub kept: Vec<ReminderKey>,
    /// The returns before it, oldest first. What one of them spread still lies where it was spread to: a later return
    /// moves only what had become due by then.
    pub earlier: Vec<Earlier>,
}

/// A return before the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Civil date of the return.
    pub on: NaiveDate,
    /// The reminders that were kept.
    pub kept: Vec<ReminderKey>,
}

impl From<(NaiveDate, &[ReminderKey])> for Earlier {
    fn from((on, kept): (NaiveDate, &[ReminderKey])) -> Self {
        Self { on, kept: kept.to_vec() }
    }
}

/// Most earlier returns that are remembered; further back hardly anything is still unanswered.
const EARLIER_AT_MOST: usize = 24;

/// An amnesty as Nod remembers it between runs.
#[derive(Serialize, Deserialize)]
struct Remembered {
    on: NaiveDate,
    kept: Vec<String>,
    #[serde(default)]
    earlier: Vec<Remembered>,
}

impl Remembered {
    fn new(on: NaiveDate, kept: &[ReminderKey]) -> Self {
        Self { on, kept: kept.iter().map(ToString::to_string).collect(), earlier: Vec::new() }
    }

    fn keys(&self) -> Vec<ReminderKey> {
        self.kept.iter().filter_map(|key| key.parse().ok()).collect()
    }
}

impl Amnesty {
    /// As it is remembered between runs.
    #[must_use]
    pub fn to_json(&self) -> String {
        let earlier = self.earlier.iter().map(|earlier| Remembered::new(earlier.on, &earlier.kept)).collect();
        let remembered = Remembered { earlier, ..Remembered::new(self.on, &self.kept) };
        serde_json::to_string(&remembered).unwrap_or_default()
    }

    /// Reads what was remembered.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        let remembered: Remembered = serde_json::from_str(text).ok()?;
        let earlier =
            remembered.earlier.iter().map(|earlier| Earlier { on: earlier.on, kept: earlier.keys() });
        Some(Self { on: remembered.on, kept: remembered.keys(), earlier: earlier.collect() })
    }

    /// The returns up to a civil date; nothing when all lie ahead of it, noted by a clock that was wrong.
    #[must_use]
    pub fn up_to(self, date: NaiveDate) -> Option<Self> {
        if self.on <= date {
            return Some(self);
        }
        let mut earlier = self.earlier;
        earlier.retain(|earlier| earlier.on <= date);
        let Earlier { on, kept } = earlier.pop()?;
        Some(Self { on, kept, earlier })
    }

    /// Every return and what it kept, oldest first.
    pub(super) fn returns(&self) -> impl Iterator<Item = (NaiveDate, &[ReminderKey])> {
        let earlier = self.earlier.iter().map(|earlier| (earlier.on, earlier.kept.as_slice()));
        earlier.chain(std::iter::once((self.on, self.kept.as_slice())))
    }
}

/// True when `today` is the return from an absence: nobody was here for a week, or an away period of a week or more
/// ended within the last week. `seen_on` is the last civil date before today on which Nod was used or awake.
#[must_use]
pub fn returned(seen_on: Option<NaiveDate>, away: &[Span], last: Option<&Amnesty>, today: NaiveDate) -> bool {
    let since = |day: NaiveDate| days_between(day, today);
    if last.is_some_and(|last| last.on >= today) {
        return false;
    }
    let absent = seen_on.is_some_and(|seen| since(seen) >= ABSENT_DAYS);
    let back = away.iter().any(|span| {
        let long = days_between(span.from, span.end()) >= ABSENT_DAYS;
        let ended = (1..=ABSENT_DAYS).contains(&since(span.until));
        long && ended && last.is_none_or(|last| last.on <= span.until)
    });
    absent || back
}

/// The amnesty of a return on the day of `now`; nothing when nothing had become due before it, or no more than would be
/// kept: then the plain reminders are the gentler welcome.
#[must_use]
pub fn amnesty(snapshot: &Snapshot, now: Now, rules: &Rules) -> Option<Amnesty> {
    let on = now.today();
    let today = plan(snapshot, on, now, rules);
    let is_kind = |planned: &&Planned| !matches!(planned.key.subject, Subject::Own(_));
    let standing = || today.today.iter().chain(&today.more).filter(is_kind);
    if standing().count() <= AMNESTY_AT_MOST || standing().all(|planned| planned.key.due >= on) {
        return None;
    }
    // What cannot be moved to another day comes first: today's birthdays, and follow-ups meant for today.
    let is_fixed = |planned: &&Planned| match planned.reason {
        Reason::Birthday(date) | Reason::Anniversary(date, _) | Reason::Occasion(_, date) => date >= on,
        Reason::FollowUp(_) => planned.key.due == on,
        Reason::Rhythm(_) | Reason::Thanks(_) | Reason::Drift(_) | Reason::Own(_) => false,
    };
    let kept = standing().filter(is_fixed).chain(standing().filter(|planned| !is_fixed(planned)));
    let kept = kept.take(AMNESTY_AT_MOST).map(|planned| planned.key).collect();
    let mut earlier: Vec<Earlier> =
        rules.amnesty.iter().flat_map(Amnesty::returns).map(Earlier::from).collect();
    earlier.drain(..earlier.len().saturating_sub(EARLIER_AT_MOST));
    Some(Amnesty { on, kept, earlier })
}
