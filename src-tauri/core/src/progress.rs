//! How far a long piece of work is, and whether it is to stop.
//!
//! Whoever waits keeps a clone and reads it, or asks it to stop, from another thread. The work looks at it between two
//! steps, and SQLite does within long statements; once it is to stop it ends with [`Error::Stopped`], and with it its
//! transaction or draft, so that everything is as it was.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rusqlite::Connection;

use crate::error::{Error, Result};

/// Steps of SQLite's machine between two looks: some tens of microseconds.
const BETWEEN_LOOKS: i32 = 4_000;

/// A long piece of work, as seen from both sides. Clones are the same one.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    stopped: AtomicBool,
    done: AtomicUsize,
    of: AtomicUsize,
}

impl Progress {
    /// Asks the work to stop. It does so at its next look.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }

    /// True once it was asked to stop.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    /// Steps done, and steps there are; 0 while that is not known.
    #[must_use]
    pub fn far(&self) -> (usize, usize) {
        (self.0.done.load(Ordering::Relaxed), self.0.of.load(Ordering::Relaxed))
    }

    /// Says that so many more steps are to be done.
    pub fn expect(&self, steps: usize) {
        self.0.of.fetch_add(steps, Ordering::Relaxed);
    }

    /// Notes one step.
    ///
    /// # Errors
    /// [`Error::Stopped`] when it was asked to stop.
    pub fn step(&self) -> Result<()> {
        self.0.done.fetch_add(1, Ordering::Relaxed);
        self.check()
    }

    /// Goes on, or not.
    ///
    /// # Errors
    /// [`Error::Stopped`] when it was asked to stop.
    pub fn check(&self) -> Result<()> {
        if self.is_stopped() { Err(Error::Stopped) } else { Ok(()) }
    }

    /// Has long statements of `connection` stop with the work, until [`Self::let_be`].
    pub(crate) fn watch(&self, connection: &Connection) -> Result<()> {
        let watched = self.clone();
        Ok(connection.progress_handler(BETWEEN_LOOKS, Some(move || watched.is_stopped()))?)
    }

    /// Ends [`Self::watch`].
    pub(crate) fn let_be(connection: &Connection) -> Result<()> {
        Ok(connection.progress_handler(0, None::<fn() -> bool>)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_counts_and_stops_the_same_work() {
        let work = Progress::default();
        let seen = work.clone();
        work.expect(2);
        work.step().unwrap();
        assert_eq!(seen.far(), (1, 2));
        seen.stop();
        assert!(matches!(work.step(), Err(Error::Stopped)));
    }

    #[test]
    fn a_long_statement_stops_in_its_midst() {
        let work = Progress::default();
        let connection = Connection::open_in_memory().unwrap();
        work.watch(&connection).unwrap();
        work.stop();
        let count = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        let ended = connection.query_row(count, [], |row| row.get::<_, i64>(0)).map_err(Error::from);
        assert!(matches!(ended, Err(Error::Stopped)), "{ended:?}");
        Progress::let_be(&connection).unwrap();
        assert_eq!(connection.query_row("SELECT 1", [], |row| row.get::<_, i64>(0)), Ok(1));
    }
}
