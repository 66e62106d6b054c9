//! One value out of several that say the same thing.

use crate::import::tidy;

/// The best value so far: of the lowest rank, then the first.
pub(super) struct Best<T>(Option<(u8, T)>);

impl<T> Default for Best<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Best<T> {
    /// Takes the value if none so good is known.
    pub fn offer(&mut self, rank: u8, value: T) {
        if self.0.as_ref().is_none_or(|(best, _)| rank < *best) {
            self.0 = Some((rank, value));
        }
    }

    /// The best of those offered.
    pub fn take(self) -> Option<T> {
        self.0.map(|(_, value)| value)
    }
}

impl Best<String> {
    /// Offers a text, unless nothing of it can be seen.
    pub fn offer_text(&mut self, rank: u8, value: String) {
        if tidy::is_visible(&value) {
            self.offer(rank, value);
        }
    }
}
