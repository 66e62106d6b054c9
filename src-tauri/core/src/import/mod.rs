//! Reading people out of the files other programs write.
//!
//! Everything here is pure: bytes in, [`Reading`] out. Matching against the people already known, and storing, happen
//! elsewhere. Nothing here panics on any input, takes more than linear time, or drops a thing without saying so.
//!
//! To add a format: a module with a type that implements [`Importer`], and a line in [`IMPORTERS`].

mod charset;
pub mod csv;
mod date;
mod deed;
pub mod friends;
pub mod ics;
mod incoming;
pub mod monica;
pub(crate) mod picture;
mod problem;
mod tidy;
pub mod vcard;

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use crate::clock::Now;

pub use incoming::{Birthday, Incoming, IncomingFollowUp, IncomingMoment, Photo, When, Who};
pub use problem::{Argument, EventReason, Field, Problem, Reason};

/// Largest file that is read, in bytes. A larger one is refused by its size alone.
pub const LARGEST_FILE: usize = 20 * 1024 * 1024;
/// Most people read from one file.
pub const MOST_PEOPLE: usize = 100_000;
/// Most moments read from one file.
pub const MOST_MOMENTS: usize = 200_000;
/// Longest text of one field, in bytes of UTF-8.
pub const LONGEST_FIELD: usize = 64 * 1024;
/// Largest width and height of a photo, in pixels.
pub const LARGEST_PHOTO: u32 = 4096;

/// How much of a file is looked at to tell its format, in bytes.
const HEAD: usize = 4096;

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What the file is known by when it comes again, newer; empty when nothing tells one file of its kind from another,
    /// so that only entries with an identifier of their own are known again.
    pub source: String,
    /// People, in the order of the file.
    pub people: Vec<Incoming>,
    /// Moments, in the order of the file.
    pub moments: Vec<IncomingMoment>,
    /// Things to come back to, in the order of the file.
    pub follow_ups: Vec<IncomingFollowUp>,
    /// How the columns of a table were understood; empty for other files.
    pub columns: Vec<csv::Column>,
    /// What was left out or could not be read, in the order of the file.
    pub errors: Vec<Problem>,
}

impl Reading {
    /// A reading of nothing but a reason that concerns the whole file.
    #[must_use]
    pub fn refused(file: &str, reason: Reason) -> Self {
        let problem = Problem { file: file.to_owned(), line: 0, reason };
        Self { errors: vec![problem], ..Self::default() }
    }
}

/// What the user knows that a file does not say.
#[derive(Debug, Clone)]
pub struct Hints {
    /// The instant, and the zone of times that name none.
    pub now: Now,
    /// What the columns of tables mean, as the user has said, now or before.
    pub columns: csv::Meanings,
}

impl Default for Hints {
    /// No hints: UTC, at the beginning of 1970.
    fn default() -> Self {
        Self { now: Now::at(DateTime::UNIX_EPOCH, Tz::UTC), columns: csv::Meanings::default() }
    }
}

impl Hints {
    /// The user's civil date.
    fn today(&self) -> NaiveDate {
        self.now.today()
    }
}

/// A format Nod reads.
pub trait Importer: Sync {
    /// True when a file of this name, starting with these bytes (some thousand are enough), is of this format.
    fn recognises(&self, name: &str, head: &[u8]) -> bool;

    /// Reads the whole file. `name` is only repeated in what is returned; nothing is opened.
    fn read(&self, name: &str, bytes: &[u8], hints: &Hints) -> Reading;
}

/// Every format Nod reads, in the order they are asked.
pub const IMPORTERS: &[&dyn Importer] =
    &[&vcard::VCard, &ics::Ics, &monica::Monica, &friends::Friends, &csv::Csv];

/// Reads a file with the first format that recognises it.
///
/// ```
/// use nod_core::import::{Hints, read};
/// let reading = read("ada.vcf", b"BEGIN:VCARD\nVERSION:4.0\nFN:Ada\nEND:VCARD\n", &Hints::default());
/// assert_eq!(reading.people[0].name, "Ada");
/// ```
#[must_use]
pub fn read(name: &str, bytes: &[u8], hints: &Hints) -> Reading {
    if bytes.len() > LARGEST_FILE {
        return Reading::refused(name, Reason::TooLarge);
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    match IMPORTERS.iter().find(|importer| importer.recognises(name, head)) {
        Some(importer) => importer.read(name, bytes, hints),
        None => Reading::refused(name, problem::unknown(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_no_known_format_is_refused_with_a_reason() {
        let reason = |bytes: &[u8]| read("thing.dat", bytes, &Hints::default()).errors[0].reason.clone();
        assert_eq!(reason(b""), Reason::Empty);
        assert_eq!(reason(b" \r\n"), Reason::Empty);
        assert_eq!(reason(b"PK\x03\x04\0\0\0"), Reason::Binary);
        assert_eq!(reason(b"hello"), Reason::UnknownFormat);
    }

    #[test]
    fn a_file_is_recognised_by_what_it_holds_even_without_an_extension() {
        let names = |bytes: &[u8]| read("contacts", bytes, &Hints::default()).people[0].name.clone();
        assert_eq!(names(b"\r\nbegin:vcard\r\nFN:Ada\r\nEND:VCARD"), "Ada");
        assert_eq!(names(b"Name,E-mail\nAda,ada@x.example\n"), "Ada");
        assert_eq!(names(b"### Friends:\n- Ada\n"), "Ada");
    }
}
