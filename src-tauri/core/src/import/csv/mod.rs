//! Tables: contacts as Google, Outlook, LinkedIn and Thunderbird export them, and any other table of people.
//!
//! The way through: `table` decodes the file and finds the delimiter and the head, `columns` says what each column
//! means (as the user said, by its head, by its place, or by what stands in it), and `row` makes a person of a row.

mod columns;
mod contents;
mod heads;
mod row;
mod table;
mod words;

#[cfg(test)]
mod tests;

use ::csv::StringRecord;

use super::date::order;
use super::problem::{self, Problem, Reason};
use super::{Hints, Importer, MOST_PEOPLE, Reading};

pub use columns::{Column, Meaning, Meanings, signature};

/// The reader of tables.
#[derive(Debug, Clone, Copy, Default)]
pub struct Csv;

impl Importer for Csv {
    /// By its extension, or by a head with at least two columns that mean something.
    fn recognises(&self, name: &str, head: &[u8]) -> bool {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        if extension.is_some_and(|extension| matches!(extension.as_str(), "csv" | "tsv" | "tab")) {
            return true;
        }
        table::Table::of(head).is_some_and(|table| table.known >= 2)
    }

    fn read(&self, name: &str, bytes: &[u8], hints: &Hints) -> Reading {
        let problem = |line, reason| Problem { file: name.to_owned(), line, reason };
        let Some(table) = table::Table::of(bytes) else {
            return Reading::refused(name, problem::unknown(bytes));
        };
        let columns = columns::understand(name, &table, hints);
        if !columns.iter().any(|column| column.meaning.names_a_person()) {
            let reason =
                if table.rows().next().is_none() { problem::unknown(bytes) } else { Reason::NoNameColumn };
            return Reading { columns, ..Reading::refused(name, reason) };
        }
        let meanings: Vec<Meaning> = columns.iter().map(|column| column.meaning).collect();
        let orders: Vec<_> = (0..columns.len())
            .map(|index| order(table.sample().iter().filter_map(|row| row.get(index))))
            .collect();
        let mut reading =
            Reading { source: format!("csv:{}", signature(&columns)), columns, ..Reading::default() };
        let take = |reading: &mut Reading, line: usize, record: &StringRecord| {
            if record.iter().all(|field| field.trim().is_empty()) || table.is_head(record) {
                return true;
            }
            if reading.people.len() == MOST_PEOPLE {
                reading.errors.push(problem(line, Reason::TooManyPeople));
                return false;
            }
            let (person, problems) = row::read(name, line, record, &meanings, &reading.columns, &orders);
            reading.people.extend(person);
            reading.errors.extend(problems.into_iter().map(|reason| problem(line, reason)));
            true
        };
        let cut_off = table.is_cut_off();
        let mut rows = table.rows().peekable();
        while let Some(record) = rows.next() {
            let line = table.line(&record);
            if cut_off && rows.peek().is_none() {
                // The quote that was never closed swallowed what came after it.
                reading.errors.push(problem(line, Reason::Truncated));
                for (line, record) in table.rows_below(&record) {
                    if !take(&mut reading, line, &record) {
                        return reading;
                    }
                }
                break;
            }
            if !take(&mut reading, line, &record) {
                return reading;
            }
        }
        if reading.people.is_empty() && reading.errors.is_empty() {
            reading.errors.push(problem(0, Reason::Empty));
        }
        reading
    }
}
