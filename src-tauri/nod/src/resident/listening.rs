//! The listening timer: started and ended from the tray, and logged when its time is over, whoever started it. Its end
//! is one of the wakes the plan knows; nothing counts along.

use std::time::Instant;

use nod_core::clock::Now;
use nod_core::error::Result;
use nod_core::id::PersonId;
use nod_core::nod::{Confirmation, Nod, USUAL_MINUTES};

use super::heart::Heart;
use super::wish::Wish;

/// What to do with the timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timer {
    /// Listen to this person.
    Start(PersonId),
    /// End it before its time, and log it or not.
    Stop {
        /// True to log it now.
        log: bool,
    },
    /// Its time is over: log it.
    Over,
}

impl Timer {
    /// For the log, where no name belongs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Start(_) => "the listening timer could not be started",
            Self::Stop { .. } => "the listening timer could not be ended",
            Self::Over => "what was listened to could not be logged",
        }
    }

    /// Does it; what was logged, and with whom.
    ///
    /// # Errors
    /// When the core refuses, or the database cannot be read or written.
    pub fn carry_out(self, nod: &mut Nod, now: Now) -> Result<Option<(Confirmation, PersonId)>> {
        let logged = match self {
            Self::Start(person) => {
                nod.listen(person, USUAL_MINUTES, now)?;
                None
            }
            Self::Stop { log } => nod.stop_listening(log, now)?,
            Self::Over => nod.listened(now)?,
        };
        Ok(logged.and_then(|logged| {
            let person = *logged.moment.people.first()?;
            Some((nod.confirmation(&logged)?, person))
        }))
    }
}

impl Heart {
    /// Logs the timer whose time is over, once: while the database is held, the wish is kept as any other.
    pub(super) fn end_listening(&mut self, now: Now, steady: Instant) {
        let over = Wish::Listening(Timer::Over);
        let is_over = self.listens_until.is_some_and(|until| until <= now.utc);
        if is_over && self.kept.iter().all(|kept| kept.wish != over) {
            self.listens_until = None;
            self.attempt(over, now, steady);
        }
    }
}
