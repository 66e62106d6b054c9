//! The command line as scripts and people use it: what it prints, how it exits, what it refuses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test's way to fail")]

mod autostart;
mod backups;
mod completions;
mod disk;
mod exports;
mod fields;
mod files;
mod foreign_data;
mod hostile;
mod import;
mod kept;
mod kills;
mod linking;
mod log;
mod notebook;
mod people;
mod reminders;
mod safety;
mod sealed;
mod surface;
mod unkept;
