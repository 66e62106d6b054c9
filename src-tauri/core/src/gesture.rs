//! Gestures: the kind of a moment. Seven are built in; a user may rename, hide and add.

use std::fmt;
use std::str::FromStr;

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The stable key of a gesture: one of the seven built-in words or a key the user's own gesture got when it was added.
///
/// Lower-case ASCII letters, digits and hyphens, at most 40 characters, starting with a letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string", export)]
pub struct GestureId(String);

/// A gesture key that is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a gesture key: {0:?}")]
pub struct NotAGesture(pub String);

impl GestureId {
    /// The seven built-in gestures in their fixed order (PRODUCT words; Alt+1 to Alt+7 in the quick bar).
    pub const BUILT_IN: [&'static str; 7] =
        ["thanked", "acknowledged", "checked-in", "listened", "remembered", "helped", "celebrated"];

    /// Reads a key.
    ///
    /// # Errors
    /// When the text is not a gesture key.
    pub fn new(text: &str) -> Result<Self, NotAGesture> {
        let ok = text.len() <= 40
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if ok { Ok(Self(text.to_owned())) } else { Err(NotAGesture(text.to_owned())) }
    }

    /// The seven built-in gestures, in order.
    pub fn built_in() -> impl Iterator<Item = Self> {
        Self::BUILT_IN.iter().map(|key| Self((*key).to_owned()))
    }

    /// Remembered: what coming back to a follow-up is.
    #[must_use]
    pub fn remembered() -> Self {
        Self("remembered".to_owned())
    }

    /// Checked in: what a moment is when nothing says otherwise.
    #[must_use]
    pub fn checked_in() -> Self {
        Self("checked-in".to_owned())
    }

    /// Listened: what the listening timer logs.
    #[must_use]
    pub fn listened() -> Self {
        Self("listened".to_owned())
    }

    /// Thanked: what an unsaid thanks asks for.
    #[must_use]
    pub fn thanked() -> Self {
        Self("thanked".to_owned())
    }

    /// Celebrated: what an occasion asks for.
    #[must_use]
    pub fn celebrated() -> Self {
        Self("celebrated".to_owned())
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for the seven built-in ones.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        Self::BUILT_IN.contains(&self.0.as_str())
    }
}

impl fmt::Display for GestureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for GestureId {
    type Err = NotAGesture;
    fn from_str(text: &str) -> Result<Self, NotAGesture> {
        Self::new(text)
    }
}

impl TryFrom<String> for GestureId {
    type Error = NotAGesture;
    fn try_from(text: String) -> Result<Self, NotAGesture> {
        Self::new(&text)
    }
}

impl From<GestureId> for String {
    fn from(id: GestureId) -> Self {
        id.0
    }
}

impl ToSql for GestureId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_str().into())
    }
}

impl FromSql for GestureId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::new(value.as_str()?).map_err(|e| FromSqlError::Other(Box::new(e)))
    }
}

/// A gesture as the user sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Gesture {
    /// Its key.
    pub id: GestureId,
    /// What it is called as a past deed: "Thanked". The user's own word when renamed.
    pub name: String,
    /// True when the user hid it from the pickers; old moments still show it.
    pub hidden: bool,
}
