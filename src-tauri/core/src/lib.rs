//! Nod's domain: the people, moments and reminders of one person, on one machine. No Tauri, no GTK, no D-Bus and no
//! network in its dependency tree.
//!
//! The middle is pure: [`plan`] (whom to think of), [`delivery`] (when to say so), [`quick`] (reading what was typed),
//! [`search`] (finding it again) and [`import`] (reading files) are functions of what they are given, the instant and zone included; [`clock`] is the only
//! place that reads a clock. The edge is [`store`], one SQLite file that is only written through
//! [`store::Store::transact`]. [`nod::Nod`] is the one surface that the command line, the resident and the window share;
//! [`api`] holds its requests and responses.
#![deny(missing_docs)]

pub mod api;
pub mod autostart;
pub mod backup;
pub mod block;
pub mod clock;
pub mod contribution;
pub mod delivery;
pub mod detail;
pub mod draft;
pub mod error;
pub mod export;
pub mod gesture;
pub mod graphics;
pub mod id;
pub mod import;
pub mod limits;
pub mod link;
pub mod moment;
pub mod nod;
#[cfg(feature = "notes-html")]
pub mod notes;
pub mod occasion;
pub mod own_reminder;
pub mod person;
pub mod plan;
pub mod progress;
pub mod prompt;
pub mod quick;
pub mod sample;
pub mod seal;
pub mod search;
pub mod shortcut;
pub mod store;
pub mod texts;
pub mod transition;
pub mod whole_file;
pub mod words;
