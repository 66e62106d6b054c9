//! The core over a real store: temporary folders, times that are said, seeds that are fixed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that cannot go on fails

mod support;

mod backups;
mod exports;
mod imports;
mod invariants;
mod kinds;
mod letting_go;
mod listening;
mod mutations;
mod notebook;
mod once;
mod placing;
mod quick;
mod reminders;
mod schema;
mod seal;
mod search;
mod shaping;
mod standing;
mod stopping;
mod store;
mod texts;
mod undo;
mod wakes;
mod year;
