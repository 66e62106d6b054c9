//! The whole program: CLI, resident, tray, banners and the real web view together.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test's way to fail")]

mod accessible;
mod crash;
mod fields;
mod hostile;
mod keyboard;
mod network;
mod processes;
mod quick;
mod sealed;
mod shortcut;
mod story;
mod undo;
mod views;
