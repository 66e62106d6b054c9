//! Backups while Nod runs: after a change, at most one in half an hour, on a thread of its own.

use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use nod_core::backup;
use nod_core::clock::Now;
use tracing::warn;

/// When the next backup may be made. Without a change there is none, and nothing wakes for it.
#[derive(Debug)]
pub struct Backups {
    folder: PathBuf,
    /// True when something changed since the last one was begun.
    wanted: bool,
    /// Not before then.
    next: Option<Instant>,
    under_way: Option<JoinHandle<()>>,
}

impl Backups {
    /// Nothing changed yet.
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder, wanted: false, next: None, under_way: None }
    }

    /// Something changed.
    pub const fn want(&mut self) {
        self.wanted = true;
    }

    /// When to look again, if there is something to back up.
    pub fn next_look(&self) -> Option<Instant> {
        self.next.filter(|_| self.wanted)
    }

    /// Begins one that is due. What it copies may take a while, and nobody waits for it.
    pub fn look(&mut self, now: Now, steady: Instant) {
        let busy = self.under_way.as_ref().is_some_and(|thread| !thread.is_finished());
        if !self.wanted || busy || self.next.is_some_and(|next| next > steady) {
            return;
        }
        self.wanted = false;
        self.next = Some(steady + backup::APART.to_std().unwrap_or(Duration::from_secs(1800)));
        let folder = self.folder.clone();
        let work = move || {
            if let Err(error) = backup::make_if_due(&folder, now) {
                warn!("no backup was made: {error}");
            }
        };
        match std::thread::Builder::new().name("backup".to_owned()).spawn(work) {
            Ok(thread) => self.under_way = Some(thread),
            Err(error) => warn!("no backup was made: {error}"),
        }
    }

    /// Waits for one that is under way, so that the end of the process does not cut it off.
    pub fn end(&mut self) {
        if let Some(thread) = self.under_way.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use nod_core::api::PersonFields;
    use nod_core::clock;
    use nod_core::nod::Nod;

    use super::*;

    #[test]
    fn a_change_brings_one_backup_in_half_an_hour_and_no_change_brings_none() {
        let folder = tempfile::tempdir().unwrap();
        let mut nod = Nod::open(folder.path()).unwrap();
        let now = Now::at("2026-11-20T09:00:00Z".parse().unwrap(), chrono_tz::Tz::UTC);
        let later = Now::at("2026-11-20T09:31:00Z".parse().unwrap(), chrono_tz::Tz::UTC);
        let (steady, hour) = (clock::steady(), Duration::from_secs(1860));
        let mut add = |name: &str| {
            let fields = PersonFields { name: name.to_owned(), ..PersonFields::default() };
            nod.person_save(None, &fields, now).unwrap();
        };
        let count = || backup::list(folder.path()).len();
        let mut backups = Backups::new(folder.path().to_owned());
        backups.look(now, steady);
        assert_eq!((count(), backups.next_look()), (0, None));
        add("Ada");
        backups.want();
        backups.look(now, steady);
        backups.end();
        assert_eq!((count(), backups.next_look()), (1, None));
        add("Bo");
        backups.want();
        backups.look(now, steady);
        backups.end();
        assert_eq!(count(), 1);
        assert!(backups.next_look().is_some());
        backups.look(later, steady + hour);
        backups.end();
        assert_eq!((count(), backups.next_look()), (2, None));
    }
}
