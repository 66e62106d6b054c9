//! Details: something to remember about a person.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result};
use crate::id::PersonId;
use crate::{limits, person};

/// How one knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Source {
    /// They told me.
    #[default]
    Told,
    /// I infer it.
    Inferred,
}

impl Source {
    /// The word it is stored by.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Inferred => "inferred",
        }
    }

    /// The source stored as `word`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Told, Self::Inferred].into_iter().find(|source| source.as_str() == word)
    }
}

/// The built-in categories; a user may write any other word.
pub const CATEGORIES: [&str; 6] = ["family", "interests", "work", "food", "health", OTHER];

/// The category of a detail that was given none.
pub const OTHER: &str = "other";

/// Details of this category are private unless said otherwise: what was told of someone's health is nobody else's.
const GUARDED: &str = "health";

/// A detail about to be stored. [`check`] validates it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct DetailFields {
    /// "Her daughter starts school in August".
    pub text: String,
    /// A built-in word ([`CATEGORIES`]) or the user's own; empty is `other`.
    pub category: String,
    /// Civil date it was learned, `2026-11-14`; empty is today.
    pub learned_on: String,
    /// How one knows.
    pub source: Source,
    /// Never on a banner. `None` is what the category asks for: health is private.
    pub private: Option<bool>,
    /// The last civil date it is shown, or empty for always.
    pub expires_on: String,
}

/// A detail as stored, without its person and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What.
    pub text: String,
    /// The category's word.
    pub category: String,
    /// When it was learned.
    pub learned_on: NaiveDate,
    /// How one knows.
    pub source: Source,
    /// Never on a banner.
    pub private: bool,
    /// The last day it is shown.
    pub expires_on: Option<NaiveDate>,
}

/// The fields as they are stored.
///
/// # Errors
/// The first field that is not taken, by name.
pub fn check(fields: &DetailFields, today: NaiveDate) -> Result<Checked> {
    let text = person::text("text", &fields.text)?;
    if !text.chars().any(person::visible) {
        return Err(Error::field("text", "error-detail-empty", vec![]));
    }
    if text.len() > limits::DETAIL {
        return Err(Error::field("text", "error-too-long", vec![("limit", limits::DETAIL.into())]));
    }
    let category = person::label("category", &fields.category)?;
    let built_in = CATEGORIES.iter().find(|word| word.eq_ignore_ascii_case(&category));
    let category = match (built_in, category.is_empty()) {
        (Some(word), _) => (*word).to_owned(),
        (None, true) => OTHER.to_owned(),
        (None, false) => category,
    };
    let day = |field, value: &str| match value.trim() {
        "" => Ok(None),
        value => person::day(field, value).map(Some),
    };
    let learned_on = day("learned_on", &fields.learned_on)?.unwrap_or(today);
    if learned_on > today {
        return Err(Error::field("learned_on", "error-detail-ahead", vec![]));
    }
    Ok(Checked {
        private: fields.private.unwrap_or(category == GUARDED),
        text,
        category,
        learned_on,
        source: fields.source,
        expires_on: day("expires_on", &fields.expires_on)?,
    })
}

/// What stands after a `!` in the quick grammar, as a detail of that day.
///
/// # Errors
/// When it is too long.
pub fn from_aside(text: &str, on: NaiveDate) -> Result<Checked> {
    check(&DetailFields { text: text.to_owned(), ..DetailFields::default() }, on)
}

/// A detail as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Which.
    pub id: crate::id::DetailId,
    /// About whom.
    pub person: PersonId,
    /// What is known.
    pub fields: Checked,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-20".parse().unwrap()
    }

    fn fields(text: &str, category: &str) -> DetailFields {
        DetailFields { text: text.to_owned(), category: category.to_owned(), ..DetailFields::default() }
    }

    #[test]
    fn a_detail_needs_a_text_and_takes_any_category() {
        assert!(check(&fields(" \u{200b} ", ""), today()).is_err());
        assert_eq!(check(&fields("likes tea", ""), today()).unwrap().category, "other");
        assert_eq!(check(&fields("likes tea", "Food"), today()).unwrap().category, "food");
        assert_eq!(check(&fields("plays go", "Games night"), today()).unwrap().category, "Games night");
    }

    #[test]
    fn what_is_about_health_is_private_unless_said_otherwise() {
        assert!(check(&fields("knee", "health"), today()).unwrap().private);
        let open = DetailFields { private: Some(false), ..fields("knee", "health") };
        assert!(!check(&open, today()).unwrap().private);
        assert!(!check(&fields("likes tea", "food"), today()).unwrap().private);
    }

    #[test]
    fn a_detail_is_not_learned_in_the_future() {
        let ahead = DetailFields { learned_on: "2026-11-21".to_owned(), ..fields("x", "") };
        assert!(matches!(check(&ahead, today()), Err(Error::Refused(r)) if r.field == Some("learned_on")));
    }
}
