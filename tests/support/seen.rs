//! Waiting for something to be seen, instead of sleeping.

use std::fmt::Debug;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long any wait may take before it fails. Generous: a loaded machine is slow, and a passing test never waits it out.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// What was seen so far, in order; one thread adds, others wait.
#[derive(Debug)]
pub struct Seen<T> {
    inner: Arc<(Mutex<Vec<T>>, Condvar)>,
}

impl<T> Clone for Seen<T> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self { inner: Arc::new((Mutex::new(Vec::new()), Condvar::new())) }
    }
}

impl<T: Clone + Debug> Seen<T> {
    /// A failed test may hold it while it fails; what was seen is still good.
    fn items(&self) -> MutexGuard<'_, Vec<T>> {
        self.inner.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds one more.
    pub fn add(&self, item: T) {
        self.change(|items| items.push(item));
    }

    /// Changes what was seen (a later fact about an earlier item) and wakes the waiting.
    pub fn change<R>(&self, change: impl FnOnce(&mut Vec<T>) -> R) -> R {
        let result = change(&mut self.items());
        self.inner.1.notify_all();
        result
    }

    /// All seen so far.
    #[must_use]
    pub fn all(&self) -> Vec<T> {
        self.items().clone()
    }

    /// Waits until `find` finds something in all that was seen.
    ///
    /// # Panics
    /// After [`DEADLINE`], with `what` and all that was seen.
    pub fn wait<R>(&self, what: &str, find: impl FnMut(&[T]) -> Option<R>) -> R {
        self.wait_within(DEADLINE, what, find)
    }

    /// [`Self::wait`] with another deadline.
    ///
    /// # Panics
    /// After the deadline, with `what` and all that was seen.
    pub fn wait_within<R>(
        &self,
        deadline: Duration,
        what: &str,
        mut find: impl FnMut(&[T]) -> Option<R>,
    ) -> R {
        let mut found = None;
        let guard = self.items();
        let (guard, _) = self
            .inner
            .1
            .wait_timeout_while(guard, deadline, |items| {
                found = find(items);
                found.is_none()
            })
            .unwrap_or_else(PoisonError::into_inner);
        found.unwrap_or_else(|| {
            let saw: Vec<_> = guard.iter().map(|item| format!("  {item:?}")).collect();
            panic!("waited {deadline:?} for {what}; saw {}:\n{}", saw.len(), saw.join("\n"))
        })
    }

    /// Waits for the first item that fits.
    ///
    /// # Panics
    /// As [`Self::wait`].
    pub fn first(&self, what: &str, fits: impl Fn(&T) -> bool) -> T {
        self.wait(what, |items| items.iter().find(|item| fits(item)).cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_ends_with_what_another_thread_adds() {
        let seen = Seen::default();
        let adder = seen.clone();
        std::thread::spawn(move || (1..=3).for_each(|n| adder.add(n)));
        assert_eq!(seen.first("a three", |n| *n == 3), 3);
    }

    #[test]
    #[should_panic(expected = "for a four; saw 1:\n  3")]
    fn a_wait_in_vain_says_what_it_saw() {
        let seen = Seen::default();
        seen.add(3);
        seen.wait_within(Duration::from_millis(1), "a four", |all| all.contains(&4).then_some(()));
    }
}
