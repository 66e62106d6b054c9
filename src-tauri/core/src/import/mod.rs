//! Reading people out of the files other programs write.
//!
//! Everything here is pure: bytes in, [`Reading`] out. Matching against the people already known, and storing, happen
//! elsewhere. Nothing here panics on any input, takes more than linear time, or drops a thing without saying so.
//!
//! To add a format: a module with a type that implements [`Importer`], and a line in [`IMPORTERS`].

mod charset;
mod incoming;
pub(crate) mod picture;
mod problem;
mod tidy;
pub mod vcard;

pub use incoming::{Birthday, Incoming, Photo};
pub use problem::{Argument, Field, Problem, Reason};

/// Largest file that is read, in bytes. A larger one is refused by its size alone.
pub const LARGEST_FILE: usize = 20 * 1024 * 1024;
/// Most people read from one file.
pub const MOST_PEOPLE: usize = 50_000;
/// Longest text of one field, in bytes of UTF-8.
pub const LONGEST_FIELD: usize = 64 * 1024;
/// Largest width and height of a photo, in pixels.
pub const LARGEST_PHOTO: u32 = 4096;

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// People, in the order of the file.
    pub people: Vec<Incoming>,
    /// What was left out or could not be read, in the order of the file.
    pub errors: Vec<Problem>,
}

impl Reading {
    /// A reading of nothing but a reason that concerns the whole file.
    #[must_use]
    pub fn refused(file: &str, reason: Reason) -> Self {
        let problem = Problem { file: file.to_owned(), line: 0, reason };
        Self { people: Vec::new(), errors: vec![problem] }
    }
}

/// A format Nod reads.
pub trait Importer: Sync {
    /// True when a file of this name, starting with these bytes (a few hundred are enough), is of this format.
    fn recognises(&self, name: &str, head: &[u8]) -> bool;

    /// Reads the whole file. `name` is only repeated in what is returned; nothing is opened.
    fn read(&self, name: &str, bytes: &[u8]) -> Reading;
}

/// Every format Nod reads, in the order they are asked.
pub const IMPORTERS: &[&dyn Importer] = &[&vcard::VCard];

/// Reads a file with the first format that recognises it.
///
/// ```
/// let reading = nod_core::import::read("ada.vcf", b"BEGIN:VCARD\nVERSION:4.0\nFN:Ada\nEND:VCARD\n");
/// assert_eq!(reading.people[0].name, "Ada");
/// ```
#[must_use]
pub fn read(name: &str, bytes: &[u8]) -> Reading {
    let head = &bytes[..bytes.len().min(1024)];
    match IMPORTERS.iter().find(|importer| importer.recognises(name, head)) {
        Some(importer) => importer.read(name, bytes),
        None => Reading::refused(name, problem::unknown(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_no_known_format_is_refused_with_a_reason() {
        let reason = |bytes: &[u8]| read("thing.dat", bytes).errors[0].reason.clone();
        assert_eq!(reason(b""), Reason::Empty);
        assert_eq!(reason(b" \r\n"), Reason::Empty);
        assert_eq!(reason(b"PK\x03\x04\0\0\0"), Reason::Binary);
        assert_eq!(reason(b"hello"), Reason::UnknownFormat);
    }

    #[test]
    fn a_file_is_recognised_by_what_it_holds_even_without_an_extension() {
        assert_eq!(read("contacts", b"\r\nbegin:vcard\r\nFN:Ada\r\nEND:VCARD").people[0].name, "Ada");
    }
}
