//! The one SQLite file: opening it safely, and one way to write to it.
//!
//! [`Store::transact`] gives rollback, undo and change events in one mechanism: an IMMEDIATE transaction during which
//! triggers record every changed row in the undo journal ([`journal`]). Each module here is a family of tables.

pub mod blocks;
pub mod circles;
pub mod contributions;
pub mod details;
pub mod erasing;
pub mod follow_ups;
pub mod gestures;
pub mod imported;
pub mod journal;
mod labels;
pub mod matching;
pub mod merging;
pub mod moments;
pub mod naming;
pub mod occasions;
mod open;
pub mod own_reminders;
pub mod people;
pub mod reminders;
pub mod search;
pub mod settings;
pub mod standing;
pub mod timeline;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use crate::api::{OpId, Topic};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::seal::Share;

pub use open::{APPLICATION_ID, DATABASE_FILE};
pub(crate) use open::{bring_to_latest, check_header, latest_schema};

/// What a write changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The journal entry; nothing when no row changed.
    pub op: Option<OpId>,
    /// What views fetch again.
    pub topics: BTreeSet<Topic>,
}

/// KiB of pages that [`Store::keep_little`] keeps; SQLite's own default is 2000.
const FEW_KIB: i64 = 256;

/// The open database.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    recorder: journal::Recorder,
    /// Let go after the connection: fields are dropped in their order.
    _share: Share,
}

impl Store {
    /// Opens the database in `folder`, making folder and file (0700, 0600) when there is none yet.
    ///
    /// # Errors
    /// When the file is not ours, newer, damaged, or cannot be made, read or written; nothing is changed then.
    pub fn open(folder: &Path) -> Result<Self> {
        Self::open_within(folder, open::BUSY_TIMEOUT)
    }

    /// [`Self::open`], waiting at most so long for another process, then and later.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_within(folder: &Path, patience: Duration) -> Result<Self> {
        let (connection, path, share) = open::open(folder, patience)?;
        Ok(Self { connection, path, recorder: journal::Recorder::default(), _share: share })
    }

    /// Keeps few of the file's pages in memory: for a process that waits all day between two short looks.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn keep_little(&self) -> Result<()> {
        self.keep(FEW_KIB).map(drop)
    }

    /// Keeps at most so many KiB of the file's pages in memory; tells how many it was before.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn keep(&self, kib: i64) -> Result<i64> {
        let before: i64 = self.connection.pragma_query_value(None, "cache_size", |row| row.get(0))?;
        self.connection.pragma_update(None, "cache_size", -kib)?;
        // A negative number counts KiB, as all that Nod sets are.
        Ok(-before)
    }

    /// Waits at most this long for another process that writes, then says that the database is busy.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn wait_at_most(&self, patience: Duration) -> Result<()> {
        Ok(self.connection.busy_timeout(patience)?)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves nothing of deleted rows in the file and its log ([`erasing::scrub`]).
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn scrub(&mut self) -> Result<bool> {
        let clear = erasing::scrub(&self.connection);
        // What was in the temporary schema went with where it was kept: the triggers are made anew.
        self.recorder = journal::Recorder::default();
        clear
    }

    /// For reading. Writes go through [`Self::transact`].
    #[must_use]
    pub fn reader(&self) -> &Connection {
        &self.connection
    }

    /// Reads with `work` from one state of the database: nothing that is written meanwhile shows, and SQLite looks once
    /// whether anything was, not at every statement.
    ///
    /// # Errors
    /// Those of `work`, or when the database cannot be read.
    pub fn snapshot<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        // Within another one that is so already.
        let _reading =
            self.connection.is_autocommit().then(|| self.connection.unchecked_transaction()).transpose()?;
        work()
    }

    /// A number that changes when this or another process committed a change.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn version(&self) -> Result<(i64, u64)> {
        let others: i64 = self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        Ok((others, self.connection.total_changes()))
    }

    /// Runs `work` in one transaction that can be undone; `words` name it afterwards ("Thanked Amara").
    ///
    /// # Errors
    /// Whatever `work` refuses or the database says; nothing is changed then.
    pub fn transact<T>(
        &mut self,
        now: Now,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, String)>,
    ) -> Result<(T, Changes)> {
        self.transact_on(None, now, work)
    }

    /// [`Self::transact`] for logging a moment with people who are there: ready sooner, and nothing else can be written.
    ///
    /// # Errors
    /// As [`Self::transact`].
    pub fn transact_log<T>(
        &mut self,
        now: Now,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, String)>,
    ) -> Result<(T, Changes)> {
        self.transact_on(Some(journal::LOGGING), now, work)
    }

    fn transact_on<T>(
        &mut self,
        writes: Option<journal::Writes>,
        now: Now,
        work: impl FnOnce(&Transaction<'_>) -> Result<(T, String)>,
    ) -> Result<(T, Changes)> {
        let (connection, recorder) = (&mut self.connection, &mut self.recorder);
        let run = || -> Result<(T, Changes)> {
            recorder.prepare(connection, writes)?;
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            recorder.record(true);
            let entry = journal::begin(&tx, now)?;
            let (value, words) = work(&tx)?;
            let changes = journal::end(&tx, entry, &words)?;
            search::settle(&tx)?;
            tx.commit()?;
            Ok((value, changes))
        };
        let done = run();
        self.recorder.record(false);
        done.map_err(|error| error.about(&self.path))
    }

    /// Runs `work` in one transaction that leaves no trace in the undo journal: what Nod itself remembers.
    ///
    /// # Errors
    /// Whatever `work` or the database says; nothing is changed then.
    pub fn remember<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let run = || -> Result<T> {
            let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = work(&tx)?;
            search::settle(&tx)?;
            tx.commit()?;
            Ok(value)
        };
        run().map_err(|error| error.about(&self.path))
    }

    /// Runs `work` and rolls it back: what a write would do.
    ///
    /// # Errors
    /// As the write itself.
    pub fn rehearse<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let run = || -> Result<T> {
            work(&self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
        };
        run().map_err(|error| error.about(&self.path))
    }

    /// Takes back an entry of the journal (the last one not yet undone, when `op` is not given).
    ///
    /// # Errors
    /// When there is nothing to undo, or a later change stands in the way; nothing is changed then.
    pub fn undo(&mut self, op: Option<OpId>) -> Result<(OpId, String, Changes)> {
        self.replay(|tx| journal::undo(tx, op))
    }

    /// Brings back what was undone last.
    ///
    /// # Errors
    /// When there is nothing to redo, or a later change stands in the way; nothing is changed then.
    pub fn redo(&mut self) -> Result<(OpId, String, Changes)> {
        self.replay(journal::redo)
    }

    /// One transaction of undo or redo. Rows whose person, moment or circle has been deleted since are noticed at its end.
    fn replay(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<(OpId, String, Changes)>,
    ) -> Result<(OpId, String, Changes)> {
        let mut words = String::new();
        let replayed = self.remember(|tx| {
            let done = work(tx)?;
            words.clone_from(&done.1);
            Ok(done)
        });
        replayed.map_err(|error| match error {
            Error::Sql(sql) if sql.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                Error::refused("error-undo-blocked", vec![("words", words.into())])
            }
            error => error,
        })
    }
}
