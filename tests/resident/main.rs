//! The resident against a real session: buses, trays and notification daemons that come, go and are not there at all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test's way to fail")]

mod answered;
mod answers;
mod hostile;
mod keychain;
mod life;
mod real_daemons;
mod scene;
mod shortcut;
mod silence;
mod soak;
mod swift;
mod tray;
mod wake;
