//! The quick grammar: one line of text, read as a moment.
//!
//! `am thx for the release notes yesterday >fri ask about the demo` is a person, a gesture, a note, a day and a
//! follow-up. The same reading serves the quick bar (spans for chips), the CLI and the tray.
//!
//! - [`fold`]: how two spellings are made equal
//! - [`words`]: cutting text into words, signs and quoted stretches
//! - [`lexicon`], [`meaning`]: what words mean, from the language's Fluent file and the user's own gestures and channels
//! - [`roster`], [`rank`], `keys`, `near`, `matched`: whom a typed name means
//! - [`narrow`]: whom a text can mean at most, for a command that reads once
//! - [`when`]: days and times, the past for moments and the future for follow-ups
//! - [`read`], [`reading`]: reading, and its result; `head` reads the leading stretch, `names` the names in it, `rest`
//!   what follows it, `aside` follow-ups and details
//!
//! Invariants, held by property tests: nothing typed is lost (each character that is no space is in exactly one
//! piece), pieces are in order and on character boundaries, the same text reads the same, and no text takes longer
//! than a bounded amount of work.

pub mod fold;
pub mod lexicon;
pub mod meaning;
pub mod narrow;
pub mod rank;
pub mod read;
pub mod reading;
pub mod roster;
pub mod when;
pub mod words;

mod aside;
mod head;
mod keys;
mod matched;
mod names;
mod near;
mod rest;

pub use lexicon::Lexicon;
pub use read::{read, read_among};
pub use reading::{Doubt, DoubtKind, FollowUpRead, NameRead, PieceKind, Reading, When, utf16};
pub use roster::{Hit, Named, Resolution, Roster};

#[cfg(test)]
mod tests;
