//! How long the real window takes: from an act of the user's to the frame that shows its effect.
//!
//! The act is timed outside, by the wall clock, in the instant before it; its effect in the page, by the same clock, in
//! the first task after a frame in which the condition held was painted. The page's clock counts whole milliseconds.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::seen::DEADLINE;
use crate::window::Window;

/// Takes several figures of one thing and prints them beside their budget.
#[derive(Debug, Default)]
pub struct Figures(Vec<Duration>);

impl Figures {
    /// Adds one.
    pub fn add(&mut self, figure: Duration) {
        self.0.push(figure);
    }

    /// The one in the middle.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn median(&self) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        sorted[sorted.len() / 2]
    }

    /// The longest.
    #[must_use]
    pub fn worst(&self) -> Duration {
        self.0.iter().max().copied().unwrap_or_default()
    }

    /// Prints them, `budget` in milliseconds.
    pub fn print(&self, what: &str, budget: Option<u32>) {
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let budget = budget.map(|budget| format!("{budget} ms")).unwrap_or_default();
        let (median, worst, runs) = (ms(self.median()), ms(self.worst()), self.0.len());
        println!("{what:<66} {budget:>8} {median:>7.1} ms {worst:>7.1} ms  {runs}");
    }
}

/// The head of the table that [`Figures::print`] fills.
pub fn print_head(title: &str) {
    println!("{title:<66} {:>8} {:>10} {:>10}  runs", "budget", "median", "worst");
}

/// The wall clock in milliseconds, as a page has it.
///
/// # Panics
/// Before 1970.
#[must_use]
#[allow(clippy::disallowed_methods, reason = "the page's clock is the wall clock, and both are compared")]
pub fn wall() -> f64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs_f64() * 1e3
}

impl Window<'_> {
    /// How long it takes from `act` until the page has painted a frame in which `expression` holds. The page has to be
    /// one that does not hold it before.
    ///
    /// # Panics
    /// At the deadline, and when it holds already.
    pub fn painted(&self, what: &str, expression: &str, act: impl FnOnce()) -> Duration {
        let arm = format!("nodTest.arm(() => ({expression}), {})", DEADLINE.as_millis());
        assert_eq!(self.value(&arm), Value::Bool(true), "{what} is there before it was asked for");
        let from = wall();
        act();
        let at = self.painted_at(what);
        Duration::from_secs_f64((at - from).max(0.0) / 1e3)
    }

    fn painted_at(&self, what: &str) -> f64 {
        let found = self.wait(what, "nodTest.painted()");
        found.as_f64().unwrap_or_else(|| panic!("{what}: {found}"))
    }
}
