//! Searching everything: which words stand in a text, what was typed, and where it is found again. Pure; the index is in
//! [`crate::store::search`].

pub mod excerpt;
pub mod query;
pub mod words;

pub use excerpt::{Excerpt, count, excerpt};
pub use query::{Filter, Query, Wanted, parse};
