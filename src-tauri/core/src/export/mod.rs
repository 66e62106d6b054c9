//! Everything out, at any time: as JSON (whole, and back again), vCard, CSV, iCalendar and Markdown.
//!
//! To add a table, see [`tables::TABLES`]: JSON reads its columns from the database itself. To add a format: a module
//! with a `write`, a variant of [`Format`], and a line in [`write`].

pub mod age;
mod contacts;
mod csv;
mod ics;
mod json;
mod markdown;
pub mod tables;
mod vcard;

use std::io::Write;

use rusqlite::Connection;

use crate::clock::Now;
use crate::error::{Error, Result};
use crate::id::PersonId;
use crate::texts::Texts;

pub(crate) use csv::unmarked;
pub use ics::same_calendar;
pub use json::is_export;
pub use markdown::file_name;

/// A format people and moments go out in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Nod's own: everything, and back again.
    Json,
    /// vCard 4.0.
    VCard,
    /// vCard 3.0, for older address books.
    VCard3,
    /// A table of people.
    Csv,
    /// Birthdays, work anniversaries, own occasions and open follow-ups as a calendar.
    Ics,
    /// A page for each person, as one book.
    Markdown,
}

impl Format {
    /// Every format, with the word it is chosen by and the extension of its files.
    pub const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Json, "json", "json"),
        (Self::VCard, "vcard", "vcf"),
        (Self::VCard3, "vcard3", "vcf"),
        (Self::Csv, "csv", "csv"),
        (Self::Ics, "ics", "ics"),
        (Self::Markdown, "markdown", "md"),
    ];

    /// The format of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known, _)| *known == word).map(|(format, ..)| format)
    }

    /// The format that a file of this name would have.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
        Self::ALL.into_iter().find(|(.., known)| *known == extension).map(|(format, ..)| format)
    }
}

/// What goes out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only these people, with what belongs to them; everything when empty.
    pub people: Vec<PersonId>,
    /// Leaves out what is marked private.
    pub without_private: bool,
}

/// Writes to `out`, all of it as it stood at one instant. Returns how many people went out.
///
/// # Errors
/// When the database cannot be read or `out` not be written.
pub fn write(
    connection: &Connection,
    format: Format,
    choice: &Choice,
    texts: &Texts,
    now: Now,
    out: &mut dyn Write,
) -> Result<usize> {
    // One read transaction: what is written meanwhile does not show.
    let whole = connection.unchecked_transaction()?;
    let count = match format {
        Format::Json => json::write(&whole, choice, now, out)?,
        Format::VCard => vcard::write(&contacts::read(&whole, choice)?, vcard::Version::V4, out)?,
        Format::VCard3 => vcard::write(&contacts::read(&whole, choice)?, vcard::Version::V3, out)?,
        Format::Csv => csv::write(&contacts::read(&whole, choice)?, out)?,
        Format::Ics => ics::write(&whole, choice, texts, now, out)?,
        Format::Markdown => {
            markdown::write(&whole, &contacts::read(&whole, choice)?, choice, texts, now.today(), out)?
        }
    };
    out.flush().map_err(unwritten)?;
    Ok(count)
}

/// An error of writing; whoever knows the file names it.
fn unwritten(source: std::io::Error) -> Error {
    Error::File { path: std::path::PathBuf::new(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_its_word_and_by_the_name_of_a_file() {
        assert_eq!(Format::from_word("vcard3"), Some(Format::VCard3));
        assert_eq!(Format::of_file("/tmp/team.VCF"), Some(Format::VCard));
        assert_eq!((Format::from_word("pdf"), Format::of_file("team")), (None, None));
    }
}
