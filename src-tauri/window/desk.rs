//! The core on a thread of its own: commands are jobs, done one after the other, so that no write ever waits on the
//! window and the window never waits on a write. Long work has a second thread with a connection of its own, so that one
//! can go on reading and find one's way while it runs, and stop it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nod_core::api::{Failure, Topic};
use nod_core::clock::Now;
use nod_core::error::{Error, Result};
use nod_core::nod::Nod;
use nod_core::progress::Progress;
use nod_core::texts::Texts;
use tokio::sync::oneshot;

use super::resident::Line;

type Job = Box<dyn FnOnce(std::result::Result<&mut Nod, Failure>) + Send>;

/// Long work that is under way or waits, by number.
type UnderWay = Arc<Mutex<Vec<(u64, Progress)>>>;

/// Where commands hand their work in.
pub struct Desk {
    jobs: Sender<Job>,
    long_jobs: Sender<Job>,
    numbers: AtomicU64,
    under_way: UnderWay,
}

impl Desk {
    /// Starts the threads. The database is opened with the first job, and again with the next when it could not be; for
    /// long work each time, so that nothing is kept for what is rare.
    pub fn start(folder: PathBuf, line: Line) -> Self {
        let start = |keeps: bool| {
            let (jobs, inbox) = channel();
            let (folder, line) = (folder.clone(), line.clone());
            std::thread::spawn(move || work(&folder, &line, keeps, &inbox));
            jobs
        };
        Self {
            jobs: start(true),
            long_jobs: start(false),
            numbers: AtomicU64::new(0),
            under_way: UnderWay::default(),
        }
    }

    /// Has `job` done and waits for its answer.
    pub async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Nod, Now) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        hand_in(&self.jobs, job).await
    }

    /// [`Self::ask`] for what may take a while: it can be watched and stopped.
    pub async fn ask_long<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Nod, Now) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let progress = Progress::default();
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        held(&self.under_way).push((number, progress.clone()));
        let answer =
            hand_in(&self.long_jobs, move |nod: &mut Nod, now| nod.working(&progress, |nod| job(nod, now)));
        let answer = answer.await;
        held(&self.under_way).retain(|(known, _)| *known != number);
        answer
    }

    /// Steps done and steps there are of the long work under way, if there is any.
    pub fn far(&self) -> Option<(usize, usize)> {
        held(&self.under_way).first().map(|(_, progress)| progress.far())
    }

    /// Asks all long work to stop.
    pub fn stop(&self) {
        for (_, progress) in held(&self.under_way).iter() {
            progress.stop();
        }
    }
}

fn held(under_way: &UnderWay) -> MutexGuard<'_, Vec<(u64, Progress)>> {
    under_way.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn hand_in<T: Send + 'static>(
    jobs: &Sender<Job>,
    job: impl FnOnce(&mut Nod, Now) -> Result<T> + Send + 'static,
) -> std::result::Result<T, Failure> {
    let (answer, answered) = oneshot::channel();
    let job: Job = Box::new(move |nod| {
        let outcome = nod.and_then(|nod| {
            let texts = nod.texts().clone();
            job(nod, Now::read()).map_err(|error| tell(&error, &texts))
        });
        // A window that went away no longer wants its answer.
        let _ = answer.send(outcome);
    });
    let gone = || Failure { code: "internal".to_owned(), message: String::new(), field: None };
    jobs.send(job).map_err(|_| gone())?;
    answered.await.map_err(|_| gone())?
}

/// The failure for the UI; its cause goes to the log only.
fn tell(error: &Error, texts: &Texts) -> Failure {
    if !matches!(error, Error::Refused(_) | Error::Asks(_) | Error::Stopped) {
        tracing::warn!(%error, "a command could not be carried out");
    }
    error.failure(texts)
}

fn work(folder: &std::path::Path, line: &Line, keeps: bool, inbox: &Receiver<Job>) {
    let mut open: Option<Nod> = None;
    while let Ok(job) = inbox.recv() {
        if open.is_none() {
            let line = line.clone();
            let announce = move |topics: &std::collections::BTreeSet<Topic>| line.changed(topics);
            match Nod::open(folder) {
                Ok(nod) => open = Some(nod.announcing(announce)),
                Err(error) => {
                    job(Err(tell(&error, &Texts::english())));
                    continue;
                }
            }
        }
        if let Some(nod) = open.as_mut() {
            job(Ok(nod));
        }
        if !keeps {
            open = None;
        }
    }
}
