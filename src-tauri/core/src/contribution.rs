//! Contributions: what someone did and what it changed. The ones not yet acknowledged are the unsaid thanks.

use chrono::NaiveDate;

use crate::clock::plus_days;
use crate::gesture::GestureId;
use crate::id::{ContributionId, PersonId};

/// Days after ripening in which an unsaid thanks is fresh; then it leaves Today quietly, and stays in the list.
pub const FRESH_DAYS: u32 = 45;

/// Days for which a moment with another gesture takes an unsaid thanks off Today.
pub const REST_DAYS: u32 = 7;

/// A contribution that was not acknowledged yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaid {
    /// Which.
    pub id: ContributionId,
    /// Who did it.
    pub person: PersonId,
    /// What they did; empty when the moment says no more than its gesture.
    pub what: String,
    /// What it changed; may be empty.
    pub changed: String,
    /// Civil date they did it.
    pub on: NaiveDate,
    /// Civil date it was noted.
    pub noted_on: NaiveDate,
    /// The gesture of the moment that planted it, if one did.
    pub gesture: Option<GestureId>,
}

impl Unsaid {
    /// The first civil date it may stand on Today: the day after it was noted, or a while after a moment of one's own
    /// that said something else.
    #[must_use]
    pub fn ripe(&self, last_move: Option<NaiveDate>) -> NaiveDate {
        let ripe = plus_days(self.noted_on, 1);
        match last_move.filter(|last| *last >= self.noted_on) {
            Some(last) => ripe.max(plus_days(last, REST_DAYS)),
            None => ripe,
        }
    }

    /// The last civil date it is fresh.
    #[must_use]
    pub fn fresh_until(&self) -> NaiveDate {
        plus_days(self.noted_on, 1 + FRESH_DAYS)
    }
}

/// True for a gesture that says thanks.
#[must_use]
pub fn says_thanks(gesture: &GestureId) -> bool {
    matches!(gesture.as_str(), "thanked" | "acknowledged")
}
