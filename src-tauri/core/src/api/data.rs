//! Where the data is, what goes out, and backups.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A backup on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BackupRow {
    /// The file; what a restore is asked for by.
    pub file: String,
    /// "Yesterday, 18:02".
    pub when: String,
    /// Kilobytes.
    #[ts(type = "number")]
    pub kilobytes: u64,
}

/// Where everything is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DataView {
    /// The database.
    pub file: String,
    /// Its size in kilobytes.
    #[ts(type = "number")]
    pub kilobytes: u64,
    /// The folder that backups go to.
    pub backup_folder: String,
    /// True when that is a folder the user chose.
    pub backup_folder_chosen: bool,
    /// The backups, newest first.
    pub backups: Vec<BackupRow>,
    /// The calendar file that is kept up to date, if one is.
    pub calendar: Option<CalendarFile>,
}

/// A calendar file that is kept up to date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CalendarFile {
    /// Where.
    pub path: String,
    /// What went wrong when it was last written; empty when nothing did.
    pub trouble: String,
}

/// How far a long piece of work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkProgress {
    /// Steps done.
    pub done: usize,
    /// Steps there are; 0 while that is not known.
    pub of: usize,
}

/// What bringing a backup back would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RestorePreview {
    /// One sentence each: what the backup holds, what is here, what would come and go.
    pub sentences: Vec<String>,
}

/// What the user chose of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct ImportChosen {
    /// What columns mean: a head, or a number from 1 where there is none; and a word such as `role` or `nothing`.
    pub columns: Vec<(String, String)>,
    /// Numbers of the offered meetings that were moments.
    pub meetings: Vec<usize>,
}
