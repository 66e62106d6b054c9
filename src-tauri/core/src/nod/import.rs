//! Bringing people and moments in: preview first, then one transaction with one Undo. The preview is the import itself,
//! rolled back, so the two cannot disagree.

mod entry;
mod moments;
mod own;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use rusqlite::Transaction;

use self::entry::Entry;
use super::Nod;
use crate::api::{ImportColumn, ImportError, ImportFate, ImportReport, ImportRow};
use crate::backup::{Why, inside};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::export::{self, is_export};
use crate::id::PersonId;
use crate::import::csv::{Column, Meaning, Meanings, signature};
use crate::import::{self, Hints, Problem, Reading};
use crate::limits;
use crate::person;
use crate::progress::Progress;
use crate::store::matching::Matches;
use crate::store::{imported, settings};
use crate::texts::{Arg, Texts};

/// Rows of a preview that say what happens to each field.
const ROWS_BY_FIELD: usize = 2_000;

/// KiB of the file's pages kept while much is written: with SQLite's own 2000 a quarter of the time goes into writing
/// pages and reading them again.
const KEPT_KIB: i64 = 32_000;

/// A file to import, read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileToImport {
    /// Its name, for messages.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl FileToImport {
    /// True when `age` encrypted it: it is to be opened first.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        export::age::is_age(&self.bytes)
    }

    /// The file within one that `age` encrypted by a passphrase.
    ///
    /// # Errors
    /// When the passphrase is another, the file is not whole, or what is in it is too large.
    pub fn open(self, passphrase: &str) -> Result<Self> {
        let bytes = match export::age::open(passphrase, &self.bytes) {
            Err(Error::WrongPassphrase) => {
                return Err(Error::field("passphrase", "error-passphrase-file", vec![]));
            }
            opened => std::mem::take(&mut *opened?),
        };
        if !is_export(&bytes) && bytes.len() as u64 > limits::IMPORT_FILE {
            return Err(Error::refused("error-import-file", vec![("name", self.name.into())]));
        }
        let name = self.name.strip_suffix(".age").map(str::to_owned).unwrap_or(self.name);
        Ok(Self { name, bytes })
    }
}

/// What the user chose of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportChoice {
    /// What columns mean: a head or a number from 1, and a word such as `role` or `nothing`.
    pub columns: Vec<(String, String)>,
    /// Numbers of the offered meetings that were moments.
    pub meetings: BTreeSet<usize>,
}

impl Nod {
    /// What importing would do, entry by entry. Changes nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn import_preview(&mut self, files: &[FileToImport], now: Now) -> Result<ImportReport> {
        self.import_preview_of(files, &ImportChoice::default(), now)
    }

    /// What importing would do with these choices. Changes nothing.
    ///
    /// # Errors
    /// When a choice names a meaning there is none of, or the database cannot be read.
    pub fn import_preview_of(
        &mut self,
        files: &[FileToImport],
        choice: &ImportChoice,
        now: Now,
    ) -> Result<ImportReport> {
        let readings = self.read_files(files, choice, now)?;
        let (texts, progress) = (self.texts.clone(), self.progress.clone());
        let how = How { texts: &texts, now, choice, progress: &progress, shows: true };
        let report = self.store.rehearse(|tx| bring_in(tx, how, &readings))?;

        let words = with_moments(&texts, texts.with("import-preview", &counts(&report)), &report);
        Ok(ImportReport { words, ..report })
    }

    /// Imports. An entry that cannot be taken is left out and said; the others come in together.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is changed then.
    pub fn import_apply(&mut self, files: &[FileToImport], now: Now) -> Result<ImportReport> {
        self.import_apply_of(files, &ImportChoice::default(), now)
    }

    /// Imports with these choices.
    ///
    /// # Errors
    /// When a choice names a meaning there is none of, or the database cannot be written; nothing is changed then.
    pub fn import_apply_of(
        &mut self,
        files: &[FileToImport],
        choice: &ImportChoice,
        now: Now,
    ) -> Result<ImportReport> {
        let readings = self.read_files(files, choice, now)?;
        let (texts, progress) = (self.texts.clone(), self.progress.clone());
        let how = How { texts: &texts, now, choice, progress: &progress, shows: false };
        if !sources_bring(&readings) {
            // Nothing comes in, so nothing is touched: not even a backup is made.
            let report = self.store.rehearse(|tx| bring_in(tx, how, &readings))?;
            return Ok(ImportReport { words: done_words(&texts, &report), ..report });
        }
        if let Some(data) = self.database().parent() {
            inside::make_if_changed(data, Why::Import, now, &progress)?;
        }
        let usual = self.store.keep(KEPT_KIB)?;
        let written = self.write(now, |tx| {
            let report = bring_in(tx, how, &readings)?;
            remember_columns(tx, &readings)?;
            let words = done_words(&texts, &report);
            Ok((ImportReport { words: words.clone(), ..report }, words))
        });
        // What came in is in, whatever becomes of the memory.
        let _ = self.store.keep(usual);
        let (report, op) = written?;
        Ok(ImportReport { op, ..report })
    }

    fn read_files<'f>(
        &self,
        files: &'f [FileToImport],
        choice: &ImportChoice,
        now: Now,
    ) -> Result<Vec<Source<'f>>> {
        let mut said = Vec::new();
        for (head, word) in &choice.columns {
            let meaning = Meaning::from_word(word).ok_or_else(|| {
                Error::field("columns", "error-column-meaning", vec![("value", word.as_str().into())])
            })?;
            said.push((head.clone(), meaning));
        }
        let columns = Meanings { said, remembered: settings::columns(self.reader())? };
        let hints = Hints { now, columns };
        let source = |file: &'f FileToImport| {
            self.progress.check()?;
            if is_export(&file.bytes) {
                return Ok(Source::Own(file));
            }
            let reading = import::read(&file.name, &file.bytes, &hints);
            self.progress.expect(reading.people.len() + reading.moments.len());
            Ok(Source::Other(Box::new(reading)))
        };
        files.iter().map(source).collect()
    }
}

/// A file as it is brought in.
enum Source<'f> {
    /// Nod's own JSON.
    Own(&'f FileToImport),
    /// What another program wrote, read.
    Other(Box<Reading>),
}

/// True when there is something in the files that could come in.
fn sources_bring(sources: &[Source<'_>]) -> bool {
    sources.iter().any(|source| match source {
        Source::Own(_) => true,
        Source::Other(reading) => {
            !(reading.people.is_empty() && reading.moments.is_empty() && reading.follow_ups.is_empty())
        }
    })
}

/// Keeps what the user said of columns for the next file with the same heads.
fn remember_columns(tx: &Transaction<'_>, sources: &[Source<'_>]) -> Result<()> {
    for source in sources {
        let Source::Other(reading) = source else { continue };
        let columns = &reading.columns;
        if columns.iter().any(|column| column.said) {
            let words: Vec<String> = columns.iter().map(|column| column.meaning.word().to_owned()).collect();
            settings::remember_columns(tx, &signature(columns), &words)?;
        }
    }
    Ok(())
}

fn counts(report: &ImportReport) -> [(&'static str, Arg); 3] {
    [("added", report.added.into()), ("merged", report.merged.into()), ("skipped", report.skipped.into())]
}

fn done_words(texts: &Texts, report: &ImportReport) -> String {
    if report.added + report.merged > 0 || report.moments + report.follow_ups == 0 {
        return with_moments(texts, texts.with("done-imported", &counts(report)), report);
    }
    let what = with_moments(texts, String::new(), report);
    texts.with("done-imported-only", &[("what", what.into())])
}

/// `words`, and how many moments and follow-ups there are beside people.
fn with_moments(texts: &Texts, words: String, report: &ImportReport) -> String {
    let counted = [("import-moments", report.moments), ("import-follow-ups", report.follow_ups)];
    let more = counted.into_iter().filter(|(_, count)| *count > 0);
    let more = more.map(|(message, count)| texts.with(message, &[("count", count.into())]));
    std::iter::once(words).filter(|words| !words.is_empty()).chain(more).collect::<Vec<_>>().join(", ")
}

/// How files are brought in.
#[derive(Clone, Copy)]
struct How<'a> {
    texts: &'a Texts,
    now: Now,
    choice: &'a ImportChoice,
    progress: &'a Progress,
    /// True when every entry is to be shown; an import of a hundred thousand has no need to keep them.
    shows: bool,
}

/// Everything in one transaction.
struct Bringing<'a, 't> {
    tx: &'a Transaction<'t>,
    how: How<'a>,
    report: ImportReport,
}

fn bring_in(tx: &Transaction<'_>, how: How<'_>, sources: &[Source<'_>]) -> Result<ImportReport> {
    let texts = how.texts;
    let mut bringing = Bringing { tx, how, report: ImportReport::default() };
    for source in sources {
        let reading = match source {
            Source::Own(file) => {
                bringing.own(file)?;
                continue;
            }
            Source::Other(reading) => reading,
        };
        bringing.report.errors.extend(reading.errors.iter().map(|problem| error(texts, problem)));
        bringing.report.columns.extend(reading.columns.iter().map(column));
        let people = bringing.people(reading)?;
        bringing.moments(reading, &people)?;
        bringing.follow_ups(reading, &people)?;
    }
    Ok(bringing.report)
}

impl Bringing<'_, '_> {
    /// Takes the people of a file, and returns who each entry turned out to be.
    fn people(&mut self, reading: &Reading) -> Result<Vec<Option<PersonId>>> {
        let check = |incoming| person::check(&entry::fields_of(incoming));
        // Checked again below, one by one: of a hundred thousand people no second copy is kept.
        let mut matches = Matches::prepare(self.tx, reading.people.len(), |number| {
            let incoming = reading.people.get(number)?;
            Some(entry::card(incoming, Cow::Owned(check(incoming).ok()?)))
        })?;
        let mut ids = Vec::with_capacity(reading.people.len());
        // Of several entries about one person none is the newer one: nothing is updated by them another time.
        let mut said: HashMap<(PersonId, Rc<str>), Option<usize>> = HashMap::new();
        let mut last: Option<Rc<str>> = None;
        for (number, incoming) in reading.people.iter().enumerate() {
            self.how.progress.step()?;
            let row = check(incoming).and_then(|fields| {
                let known = matches.find(self.tx, number, &entry::card(incoming, Cow::Borrowed(&fields)))?;
                let source = entry::source(&reading.source, incoming).map(|source| match &last {
                    // Rows of one table share theirs.
                    Some(last) if **last == *source => Rc::clone(last),
                    _ => Rc::clone(last.insert(source.into())),
                });
                let again = known.zip(source.clone()).is_some_and(|key| said.contains_key(&key));
                let updates = source.as_deref().filter(|_| !again);
                let renames = known.is_none_or(|known| !matches.is_disputed(known));
                let entry = Entry { incoming, fields: &fields, updates, renames };
                let (id, row) = entry.take(self.tx, self.how, known)?;
                matches.take(incoming.uid.as_deref(), id);
                if let Some(source) = source {
                    said.insert((id, source), (!again).then_some(number));
                }
                Ok((id, row))
            });
            ids.push(row.as_ref().ok().map(|(id, _)| *id));
            match row {
                Ok((_, row)) => {
                    match row.fate {
                        ImportFate::Add => self.report.added += 1,
                        ImportFate::Merge => self.report.merged += 1,
                        ImportFate::Skip => self.report.skipped += 1,
                    }
                    self.report.kept += usize::from(row.keeps());
                    if self.how.shows {
                        self.report.rows.push(self.shown(row));
                    }
                }
                Err(refused @ Error::Refused(_)) => {
                    self.report.skipped += 1;
                    self.refuse(&incoming.file, incoming.line, &refused);
                }
                Err(other) => return Err(other),
            }
        }
        // In the order in which people came, which is the one they are kept in.
        let mut said: Vec<_> = said.into_iter().collect();
        said.sort_unstable_by_key(|((id, _), _)| *id);
        for ((id, source), number) in said {
            let known = imported::said(self.tx, id, &source)?;
            match number.and_then(|number| reading.people.get(number)) {
                Some(incoming) => {
                    let says = entry::digests(&check(incoming)?);
                    if known.as_deref() != Some(&*says) {
                        imported::note(self.tx, id, &source, &says)?;
                    }
                }
                None if known.is_some() => imported::forget(self.tx, id, &source)?,
                None => {}
            }
        }
        Ok(ids)
    }

    /// A row as it is shown: of many rows the later ones are said in one line only.
    fn shown(&self, row: ImportRow) -> ImportRow {
        if self.report.rows.len() < ROWS_BY_FIELD { row } else { ImportRow { fields: Vec::new(), ..row } }
    }

    fn refuse(&mut self, file: &str, line: usize, refused: &Error) {
        let reason = refused.sentence(self.how.texts);
        self.report.errors.push(ImportError { file: file.to_owned(), line, reason });
    }
}

fn column(column: &Column) -> ImportColumn {
    ImportColumn {
        file: column.file.clone(),
        number: column.number,
        head: column.head.clone(),
        meaning: column.meaning.word().to_owned(),
    }
}

fn error(texts: &Texts, problem: &Problem) -> ImportError {
    let args: Vec<(&str, Arg)> = problem
        .reason
        .args()
        .into_iter()
        .map(|(name, value)| {
            let value = match value {
                import::Argument::Text(text) => Arg::from(text),
                import::Argument::Number(number) => Arg::from(number),
            };
            (name, value)
        })
        .collect();
    let reason = texts.with(problem.reason.message_id(), &args);
    ImportError { file: problem.file.clone(), line: problem.line, reason }
}
