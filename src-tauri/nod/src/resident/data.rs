//! The database as the resident holds it: opened when it can be, let go when it was taken away, and watched for what
//! other processes write.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use nod_core::api::Topic;
use nod_core::error::{Error, Result};
use nod_core::nod::Nod;
use nod_core::store::DATABASE_FILE;
use tracing::{info, warn};

/// How long anything waits for a process that holds the database. Nothing else is heard meanwhile, so it is short, and
/// whoever could not write tries again later.
const PATIENCE: Duration = Duration::from_millis(100);

/// How long the start waits: a Nod just installed may bring the file to its newest form.
const PATIENCE_AT_START: Duration = Duration::from_secs(5);

/// A file as the system knows it: device and inode.
type Identity = (u64, u64);

/// The database, open or not.
pub struct Data {
    folder: PathBuf,
    open: Option<(Nod, Identity)>,
    seen: Option<(i64, u64)>,
    locked: bool,
    written: Rc<RefCell<BTreeSet<Topic>>>,
}

impl Data {
    /// Opens the database in `folder`, making it if there is none.
    ///
    /// # Errors
    /// When it is not ours, newer, damaged or out of reach. A database that is only held by another process is no error:
    /// it is tried again. Neither is one that is locked.
    pub fn open(folder: &Path) -> Result<Self> {
        let mut data =
            Self { folder: folder.to_owned(), open: None, seen: None, locked: false, written: Rc::default() };
        match data.reach(PATIENCE_AT_START) {
            Err(Error::Busy | Error::Locked) | Ok(()) => Ok(data),
            Err(error) => Err(error),
        }
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn file(&self) -> PathBuf {
        self.folder.join(DATABASE_FILE)
    }

    fn identity(&self) -> Option<Identity> {
        self.file().metadata().ok().map(|file| (file.dev(), file.ino()))
    }

    /// True when the database is encrypted and its key is not held.
    pub const fn is_locked(&self) -> bool {
        self.locked
    }

    /// Closes the database until it is asked for again.
    pub fn let_go(&mut self) {
        self.open = None;
    }

    fn reach(&mut self, patience: Duration) -> Result<()> {
        let written = Rc::clone(&self.written);
        let opened = Nod::open_within(&self.folder, patience);
        self.locked = matches!(opened, Err(Error::Locked));
        let nod = opened?.announcing(move |topics| written.borrow_mut().extend(topics));
        nod.keep_little()?;
        nod.wait_at_most(PATIENCE)?;
        self.seen = None;
        self.open = self.identity().map(|identity| (nod, identity));
        Ok(())
    }

    /// The database, if it can be had. One that was deleted is not made anew, one that was replaced is opened.
    pub fn nod(&mut self) -> Option<&mut Nod> {
        let there = self.identity();
        if self.open.as_ref().is_some_and(|(_, ours)| there != Some(*ours)) {
            info!("the database is no longer the file that was opened");
            self.open = None;
        }
        if self.open.is_none() && there.is_some() {
            match self.reach(PATIENCE) {
                Ok(()) => self.written.borrow_mut().extend(Topic::of_data()),
                Err(Error::Locked) => {}
                Err(error) => warn!("the database cannot be opened: {error}"),
            }
        }
        self.open.as_mut().map(|(nod, _)| nod)
    }

    /// Keeps nothing in memory that is only of use during a look.
    pub fn rest(&self) {
        if let Some((nod, _)) = &self.open {
            nod.forget_snapshot();
        }
    }

    /// What happened to the database since this was last asked.
    pub fn change(&mut self) -> Change {
        let Some(version) = self.nod().and_then(|nod| nod.version().ok()) else {
            return if self.seen.take().is_some() { Change::Here } else { Change::None };
        };
        match self.seen.replace(version) {
            Some(before) if before == version => Change::None,
            // The first number counts what others wrote, the second what was written here.
            Some(before) if before.0 != version.0 => Change::Elsewhere,
            _ => Change::Here,
        }
    }

    /// What was written here since this was last asked.
    pub fn written(&self) -> BTreeSet<Topic> {
        self.written.take()
    }
}

/// Who changed the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nobody.
    None,
    /// This process, or the file itself came or went.
    Here,
    /// Another process.
    Elsewhere,
}

#[cfg(test)]
mod tests {
    use nod_core::clock::Now;

    use super::*;

    fn now() -> Now {
        Now::at("2026-11-20T08:00:00Z".parse().unwrap(), chrono_tz::Tz::UTC)
    }

    #[test]
    fn what_another_process_writes_is_seen_and_what_is_written_here_is_announced() {
        let folder = tempfile::tempdir().unwrap();
        let mut data = Data::open(folder.path()).unwrap();
        data.change();
        assert_eq!(data.change(), Change::None);
        Nod::open(folder.path()).unwrap().sample_team(now()).unwrap();
        assert_eq!(data.change(), Change::Elsewhere);
        assert_eq!(data.change(), Change::None);
        assert!(data.written().is_empty());
        data.nod().unwrap().pause(Some("1h"), now()).unwrap();
        assert_eq!(data.change(), Change::Here);
        assert_eq!(data.written(), BTreeSet::from([Topic::Settings]));
    }

    #[test]
    fn a_database_that_is_taken_away_is_let_go_and_not_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let mut data = Data::open(folder.path()).unwrap();
        data.change();
        let (file, away) = (data.file(), folder.path().join("away"));
        std::fs::rename(&file, &away).unwrap();
        assert!(data.nod().is_none());
        assert_eq!(data.change(), Change::Here);
        assert!(!file.exists());
        std::fs::rename(&away, &file).unwrap();
        assert!(data.nod().is_some());
        assert_eq!(data.change(), Change::Here);
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(DATABASE_FILE), b"not a database at all").unwrap();
        assert!(Data::open(folder.path()).is_err());
    }
}
