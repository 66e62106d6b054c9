//! What whole-program tests share: Nod's programs and, around them, a desktop of their own.
//!
//! | module | what it is |
//! |---|---|
//! | [`home`] | a user's folders and environment; runs `nod` and reads its JSON |
//! | [`desktop`] | a private display, window manager and session bus over a home |
//! | [`notifications`], [`daemons`] | the banners: what is sent, by whom answered; real daemons and a scripted one |
//! | [`real`] | real daemons' banners answered, several at once and over a restart |
//! | [`tray`] | a StatusNotifier host of our own, or the panel's, and the item's menu as a tree |
//! | [`window`], [`webdriver`] | the real web view, driven and looked at |
//! | [`resident`], [`team`] | the resident started, and people to test with |
//! | [`fake_time`], [`logind`] | the wall clock moved; a resume from suspend |
//! | [`process`], [`seen`], [`folder`] | processes that end with the test, waiting for what was seen, folders compared |
//!
//! Nothing here sleeps: a wait ends with the line, signal or mutation it waits for, or fails at its deadline and says
//! what it waited for and what it saw instead.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test's way to fail")]

// rusqlite asks it for its ciphers.
use nod_cipher as _;

pub mod bus;
pub mod daemons;
pub mod desktop;
pub mod fake_time;
pub mod folder;
pub mod home;
pub mod logind;
pub mod notifications;
pub mod process;
pub mod programs;
pub mod real;
pub mod resident;
pub mod seen;
pub mod team;
pub mod tray;
pub mod watcher;
pub mod webdriver;
pub mod window;

pub use desktop::Desktop;
pub use home::{Home, Ran};
pub use seen::Seen;
