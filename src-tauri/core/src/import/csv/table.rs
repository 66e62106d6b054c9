//! From bytes to rows: encoding, delimiter, and where the head is.

use csv::{Reader, ReaderBuilder, StringRecord};

use super::heads;
use crate::import::charset;

/// Rows that are looked at to find out what a table is.
const SAMPLE: usize = 60;
/// A head stands within the first rows; LinkedIn writes notes above it.
const PREAMBLE: usize = 10;

/// A table as text, and what was found out about it.
pub(super) struct Table {
    text: String,
    delimiter: u8,
    /// The row of the head, from 0, if there is one.
    head: Option<usize>,
    heads: Vec<String>,
    /// How many columns of the head mean something.
    pub known: usize,
    sample: Vec<StringRecord>,
    width: usize,
}

impl Table {
    /// The table in a file; nothing when no row has anything in it, or the bytes are no text.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let body = charset::body(bytes);
        let (text, _) = charset::text(&body.bytes, None);
        if text.bytes().take(4096).any(|byte| matches!(byte, 0..=6 | 14..=26)) {
            return None;
        }
        // Excel's own way to say which delimiter a file has.
        let said = text.get(..6).filter(|start| start.to_ascii_lowercase().starts_with("sep="));
        let said = said.and_then(|start| start.as_bytes().get(4).copied()).filter(u8::is_ascii);
        let (delimiter, head, known) = match said {
            Some(delimiter) => looked_at(&text, delimiter),
            // By the best head, then by the most columns that most rows agree on.
            None => [b',', b';', b'\t', b'|']
                .into_iter()
                .map(|delimiter| looked_at(&text, delimiter))
                .max_by_key(|(delimiter, _, known)| (*known, agreed_width(&text, *delimiter)))?,
        };
        let mut rows = reader(&text, delimiter).into_records().map_while(Result::ok);
        let heads = match head {
            Some(row) => rows.nth(row)?.iter().map(|head| head.trim().to_owned()).collect(),
            None => {
                if said.is_some() {
                    rows.next();
                }
                Vec::new()
            }
        };
        let sample: Vec<StringRecord> = rows.by_ref().take(SAMPLE).collect();
        let width = sample.iter().map(StringRecord::len).max().unwrap_or(0).max(heads.len());
        let some = heads.iter().any(|head| !head.is_empty())
            || sample.iter().any(|row| row.iter().any(|field| !field.trim().is_empty()));
        drop(rows);
        some.then_some(Self { text, delimiter, head, heads, known, sample, width })
    }

    /// The heads of the columns; empty without a head.
    pub fn heads(&self) -> &[String] {
        &self.heads
    }

    /// How many columns there are at most.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// The first rows below the head.
    pub fn sample(&self) -> &[StringRecord] {
        &self.sample
    }

    /// The rows below the head, with their lines.
    pub fn rows(&self) -> impl Iterator<Item = StringRecord> {
        let skipped = self.head.map_or_else(|| usize::from(self.text.starts_with("sep=")), |row| row + 1);
        reader(&self.text, self.delimiter).into_records().map_while(Result::ok).skip(skipped)
    }

    /// The line a row starts on, from 1: blank lines before it belong to no row.
    pub fn line(&self, record: &StringRecord) -> usize {
        let Some(position) = record.position() else { return 0 };
        let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        let blank = rest
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .filter(|byte| **byte == b'\n')
            .count();
        usize::try_from(position.line()).unwrap_or(0) + blank
    }

    /// True when a quote is never closed.
    pub fn is_cut_off(&self) -> bool {
        let mut bytes = self.text.bytes().peekable();
        let (mut quoted, mut starts) = (false, true);
        while let Some(byte) = bytes.next() {
            if quoted {
                // Inside quotes a quote is written twice.
                quoted = byte != b'"' || bytes.next_if_eq(&b'"').is_some();
            } else {
                quoted = starts && byte == b'"';
                starts = byte == self.delimiter || matches!(byte, b'\n' | b'\r');
            }
        }
        quoted
    }
}

fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// Where the head is with this delimiter, and how many of its columns mean something.
fn looked_at(text: &str, delimiter: u8) -> (u8, Option<usize>, usize) {
    let rows = reader(text, delimiter).into_records().map_while(Result::ok).take(PREAMBLE);
    let best = rows
        .enumerate()
        .map(|(row, record)| {
            // Data may hold a word that is a head too; a head has no address in it.
            let data = record.iter().any(|field| field.contains('@'));
            let known = record.iter().filter(|field| heads::meaning(field).is_some()).count();
            (row, if data { 0 } else { known })
        })
        .max_by_key(|(row, known)| (*known, std::cmp::Reverse(*row)));
    match best {
        Some((row, known)) if known > 0 => (delimiter, Some(row), known),
        _ => (delimiter, None, 0),
    }
}

/// The number of columns that most of the first rows have; 1 when they do not agree.
fn agreed_width(text: &str, delimiter: u8) -> usize {
    let widths: Vec<usize> = reader(text, delimiter)
        .into_records()
        .map_while(Result::ok)
        .take(SAMPLE)
        .map(|record| record.len())
        .collect();
    let count = |width: usize| widths.iter().filter(|other| **other == width).count();
    let common = widths.iter().copied().max_by_key(|width| count(*width)).unwrap_or(1);
    if count(common) * 2 > widths.len() { common } else { 1 }
}
