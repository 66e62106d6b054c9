//! Encryption at rest, as the window shows it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether the desktop's keychain keeps the key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Keychain {
    /// There is no keychain that answers.
    #[default]
    Absent,
    /// It could.
    Off,
    /// It does, so that reminders work after login.
    On,
}

/// How the data is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SealView {
    /// True when the database is encrypted.
    pub encrypted: bool,
    /// True when it is, and this Nod does not have the key: every other command then fails with the code `locked`.
    pub locked: bool,
    /// The keychain.
    pub keychain: Keychain,
    /// Minutes without use after which Nod locks itself; nothing when it never does.
    pub auto_lock_minutes: Option<u32>,
}

/// A recovery key, to be written down. It is said once and kept nowhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecoveryShown {
    /// Seven groups of four letters and digits.
    pub recovery_key: String,
}

impl std::fmt::Debug for RecoveryShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryShown(…)")
    }
}
