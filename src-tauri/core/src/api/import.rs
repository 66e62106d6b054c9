//! Files that come in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{OpId, PersonChip};

/// A file handed over by the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportFile {
    /// Its name, for messages.
    pub name: String,
    /// Its bytes, base64.
    pub base64: String,
}

/// What would happen to one entry of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ImportFate {
    /// A new person.
    Add,
    /// Fills in or updates someone already here.
    Merge,
    /// Left out; `reason` says why.
    Skip,
}

/// What would happen to one field of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ImportFieldFate {
    /// It was not known yet.
    Fill,
    /// The file said otherwise before, and the user left it as it was.
    Change,
    /// The file says otherwise, and what is here stays; `why` says why.
    Keep,
}

/// One field of an entry of an import preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportField {
    /// "Role".
    pub name: String,
    /// What would happen.
    pub fate: ImportFieldFate,
    /// What is here, shortened; empty when it is not known.
    pub from: String,
    /// What the file says, shortened.
    pub to: String,
    /// A sentence, for what stays.
    pub why: String,
}

/// One entry of an import preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportRow {
    /// File it came from.
    pub file: String,
    /// Line it starts on, from 1.
    pub line: usize,
    /// Name, or what stands for it.
    pub name: String,
    /// "Data engineer · Insights".
    pub detail: String,
    /// What would happen.
    pub fate: ImportFate,
    /// "Role: Announcer → Senior accountant", "Already here, nothing new".
    pub reason: String,
    /// Who it merges into.
    pub into: Option<PersonChip>,
    /// Field by field; empty in the later ones of many rows.
    pub fields: Vec<ImportField>,
}

impl ImportRow {
    /// True when something of what is here stays although the file says otherwise.
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.fields.iter().any(|field| field.fate == ImportFieldFate::Keep)
    }
}

/// An entry that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportError {
    /// File.
    pub file: String,
    /// Line, from 1; 0 for the whole file.
    pub line: usize,
    /// One sentence.
    pub reason: String,
}

/// How a column of a table was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportColumn {
    /// File.
    pub file: String,
    /// Its place, from 1.
    pub number: usize,
    /// Its head; empty without one.
    pub head: String,
    /// `name`, `role`, `email`… or `nothing`.
    pub meaning: String,
}

/// A meeting of a calendar that the user may pick as a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportMeeting {
    /// Its number, to pick it by, from 1.
    pub number: usize,
    /// When, RFC 3339 with the offset of where the user is.
    pub at: String,
    /// What it was called.
    pub words: String,
    /// Names of those who are here, of its guests.
    pub people: Vec<String>,
    /// True when it is a moment already.
    pub known: bool,
}

/// What an import would do, or did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportReport {
    /// People added.
    pub added: usize,
    /// People filled in or updated.
    pub merged: usize,
    /// Entries left out.
    pub skipped: usize,
    /// Entries, merged or left out, of which the file says something otherwise and what is here stays.
    pub kept: usize,
    /// Moments added.
    pub moments: usize,
    /// Follow-ups planted.
    pub follow_ups: usize,
    /// How the columns of tables were understood.
    pub columns: Vec<ImportColumn>,
    /// Meetings to pick from.
    pub meetings: Vec<ImportMeeting>,
    /// What could not be read.
    pub errors: Vec<ImportError>,
    /// Every entry (preview; empty after applying).
    pub rows: Vec<ImportRow>,
    /// Handle for Undo, after applying.
    pub op: Option<OpId>,
    /// "214 people to add, 31 to merge, 6 to skip".
    pub words: String,
}
