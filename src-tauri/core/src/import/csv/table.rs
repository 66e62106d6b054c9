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
    /// How many rows come before the first of a person.
    skipped: usize,
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
        let (mut text, _) = charset::text(&body.bytes, None);
        // Old Macs end lines with CR alone.
        if !text.contains('\n') && text.contains('\r') {
            text = text.replace('\r', "\n");
        }
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
        let mut skipped = head.map_or(usize::from(said.is_some()), |row| row + 1);
        let mut heads: Vec<String> = Vec::new();
        for row in rows.by_ref().take(skipped) {
            // The last of them is the head, if there is one.
            heads = row.iter().map(|head| head.trim().trim_start_matches('\u{feff}').to_owned()).collect();
        }
        let mut sample: Vec<StringRecord> = rows.by_ref().take(SAMPLE).collect();
        if head.is_none() {
            heads = Vec::new();
            if super::contents::is_head(&sample) {
                heads = sample.remove(0).iter().map(|head| head.trim().to_owned()).collect();
                skipped += 1;
            }
        }
        let width = sample.iter().map(StringRecord::len).max().unwrap_or(0).max(heads.len());
        let some = heads.iter().any(|head| !head.is_empty())
            || sample.iter().any(|row| row.iter().any(|field| !field.trim().is_empty()));
        drop(rows);
        some.then_some(Self { text, delimiter, skipped, heads, known, sample, width })
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
        reader(&self.text, self.delimiter).into_records().map_while(Result::ok).skip(self.skipped)
    }

    /// True when a row is the head once more, as where files were put together.
    pub fn is_head(&self, record: &StringRecord) -> bool {
        let plain = |field: &str| field.trim_start_matches('\u{feff}').trim().to_owned();
        self.heads.iter().any(|head| !head.is_empty())
            && record.len() == self.heads.len()
            && record.iter().zip(&self.heads).all(|(field, head)| plain(field) == *head)
    }

    /// The rows after one that a quote that is never closed begins in, each with its line: those on the lines below it,
    /// if most of them have as many columns as the table. Nothing where the rest is what was quoted.
    pub fn rows_below(&self, cut_off: &StringRecord) -> Vec<(usize, StringRecord)> {
        let Some(position) = cut_off.position() else { return Vec::new() };
        let first = self.line(cut_off);
        let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        let rest = self.text.get(from..).unwrap_or_default();
        let Some((_, below)) = rest.trim_start_matches(['\r', '\n']).split_once('\n') else {
            return Vec::new();
        };
        let width = if self.heads.is_empty() { self.width } else { self.heads.len() };
        let rows: Vec<(usize, StringRecord)> = reader(below, self.delimiter)
            .into_records()
            .map_while(Result::ok)
            .map(|row| (first + row.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1)), row))
            .collect();
        let fitting = rows.iter().filter(|(_, row)| row.len() == width).count();
        if width > 1 && fitting * 2 > rows.len() { rows } else { Vec::new() }
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
