//! The core on a thread of its own: commands are jobs, done one after the other, so that no write ever waits on the
//! window and the window never waits on a write. Long work has a second thread with a connection of its own, so that one
//! can go on reading and find one's way while it runs, and stop it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use nod_core::api::{Failure, Topic, Welcome};
use nod_core::clock::Now;
use nod_core::error::{Error, Result};
use nod_core::nod::Nod;
use nod_core::progress::Progress;
use nod_core::seal;
use nod_core::texts::Texts;
use tokio::sync::oneshot;

use super::locale::locale;
use super::resident::Line;

/// How long the first window waits for what it need not ask for then.
const FIRST_PATIENCE: Duration = Duration::from_millis(50);

/// What is done with the open Nod, or with the reason why there is none.
type OnNod = Box<dyn FnOnce(std::result::Result<&mut Nod, Failure>) + Send>;

/// What the threads are handed.
enum Job {
    /// Something to do with the open database.
    Open(OnNod),
    /// Something to do while this thread has it closed.
    Alone(Box<dyn FnOnce() + Send>),
}

/// Long work that is under way or waits, by number.
type UnderWay = Arc<Mutex<Vec<(u64, Progress)>>>;

/// Where commands hand their work in.
pub struct Desk {
    jobs: Sender<Job>,
    long_jobs: Sender<Job>,
    numbers: AtomicU64,
    under_way: UnderWay,
    folder: PathBuf,
    line: Line,
    welcome: Mutex<Option<Receiver<Welcome>>>,
}

impl Desk {
    /// Starts the threads. The database is opened at once, for what the first window is told, and again with the next job
    /// when it could not be; for long work each time, so that nothing is kept for what is rare.
    pub fn start(folder: PathBuf, line: Line) -> Self {
        let start = |keeps: bool| {
            let (jobs, inbox) = channel();
            let (folder, line) = (folder.clone(), line.clone());
            std::thread::spawn(move || work(&folder, &line, keeps, &inbox));
            jobs
        };
        let (told, welcome) = channel();
        let jobs = start(true);
        let _ = jobs.send(Job::Open(Box::new(move |nod: std::result::Result<&mut Nod, Failure>| {
            // That there is none, a window hears when it asks.
            if let Some(read) = nod.ok().and_then(|nod| nod.welcome(Now::read(), &locale()).ok()) {
                let _ = told.send(read);
            }
        })));
        Self {
            jobs,
            long_jobs: start(false),
            numbers: AtomicU64::new(0),
            under_way: UnderWay::default(),
            folder,
            line,
            welcome: Mutex::new(Some(welcome)),
        }
    }

    /// What the first window need not ask for, read while the process started; nothing for a later one, or when it is not
    /// there in time.
    pub fn first_welcome(&self) -> Option<Welcome> {
        let read = self.welcome.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        read.recv_timeout(FIRST_PATIENCE).ok()
    }

    /// Has `job` done and waits for its answer.
    pub async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Nod, Now) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        self.line.used();
        hand_in(&self.jobs, job).await
    }

    /// Closes the database until the next job: another file takes its place, or the key is forgotten.
    pub async fn let_go(&self) {
        let (gone, heard) = oneshot::channel();
        let job = Job::Alone(Box::new(move || {
            let _ = gone.send(());
        }));
        if self.jobs.send(job).is_ok() {
            let _ = heard.await;
        }
    }

    /// [`Self::ask_long`] for what has to have the database to itself.
    pub async fn ask_alone<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Path, &Progress) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        self.let_go().await;
        let progress = Progress::default();
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        held(&self.under_way).push((number, progress.clone()));
        let (answer, answered) = oneshot::channel();
        let folder = self.folder.clone();
        let job = Job::Alone(Box::new(move || {
            let done = progress.check().and_then(|()| job(&folder, &progress));
            let _ = answer.send(done.map_err(|error| tell(&error, &Texts::english())));
        }));
        let gone = || Failure { code: "internal".to_owned(), message: String::new(), field: None };
        let answer = match self.long_jobs.send(job) {
            Ok(()) => answered.await.unwrap_or_else(|_| Err(gone())),
            Err(_) => Err(gone()),
        };
        held(&self.under_way).retain(|(known, _)| *known != number);
        answer
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
    let job = Job::Open(Box::new(move |nod: std::result::Result<&mut Nod, Failure>| {
        let outcome = nod.and_then(|nod| {
            let texts = nod.texts().clone();
            job(nod, Now::read()).map_err(|error| tell(&error, &texts))
        });
        // A window that went away no longer wants its answer.
        let _ = answer.send(outcome);
    }));
    let gone = || Failure { code: "internal".to_owned(), message: String::new(), field: None };
    jobs.send(job).map_err(|_| gone())?;
    answered.await.map_err(|_| gone())?
}

/// The failure for the UI; its cause goes to the log only.
pub fn tell(error: &Error, texts: &Texts) -> Failure {
    if !matches!(error, Error::Refused(_) | Error::Asks(_) | Error::Stopped | Error::Locked) {
        tracing::warn!(%error, "a command could not be carried out");
    }
    error.failure(texts)
}

fn work(folder: &Path, line: &Line, keeps: bool, inbox: &Receiver<Job>) {
    let mut open: Option<Nod> = None;
    while let Ok(job) = inbox.recv() {
        let job = match job {
            Job::Open(job) => job,
            Job::Alone(job) => {
                open = None;
                job();
                continue;
            }
        };
        if open.is_none() {
            let line = line.clone();
            let announce = move |topics: &std::collections::BTreeSet<Topic>| line.changed(topics);
            match opened(folder) {
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

/// Opens the database; a locked one with the key that the resident holds, if it does.
fn opened(folder: &Path) -> Result<Nod> {
    match Nod::open(folder) {
        Err(Error::Locked) if seal::borrow(folder) => Nod::open(folder),
        other => other,
    }
}
