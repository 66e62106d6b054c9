//! The bin.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OpId;

/// Something that was deleted and can be brought back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BinEntry {
    /// The handle to bring it back by.
    pub op: OpId,
    /// `person`, `moment` or `detail`.
    pub kind: String,
    /// "Moment deleted: Thanked Amara".
    pub words: String,
    /// Civil date it was deleted.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// "6 days ago".
    pub ago: String,
}
