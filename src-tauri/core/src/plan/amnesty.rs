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
}

/// An amnesty as Nod remembers it between runs.
#[derive(Serialize, Deserialize)]
struct Remembered {
    on: NaiveDate,
    kept: Vec<String>,
}

impl Amnesty {
    /// As it is remembered between runs.
    #[must_use]
    pub fn to_json(&self) -> String {
        let kept = self.kept.iter().map(ToString::to_string).collect();
        serde_json::to_string(&Remembered { on: self.on, kept }).unwrap_or_default()
    }

    /// Reads what was remembered.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        let remembered: Remembered = serde_json::from_str(text).ok()?;
        let kept = remembered.kept.iter().filter_map(|key| key.parse().ok()).collect();
        Some(Self { on: remembered.on, kept })
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
    Some(Amnesty { on, kept: kept.take(AMNESTY_AT_MOST).map(|planned| planned.key).collect() })
}
