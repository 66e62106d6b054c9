//! The core on a thread of its own: commands are jobs, done one after the other, so that no write ever waits on the
//! window and the window never waits on a write.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use nod_core::api::{Failure, Topic};
use nod_core::clock::Now;
use nod_core::error::{Error, Result};
use nod_core::nod::Nod;
use nod_core::texts::Texts;
use tokio::sync::oneshot;

use super::resident::Line;

type Job = Box<dyn FnOnce(std::result::Result<&mut Nod, Failure>) + Send>;

/// Where commands hand their work in.
pub struct Desk {
    jobs: Sender<Job>,
}

impl Desk {
    /// Starts the thread. The database is opened with the first job, and again with the next when it could not be.
    pub fn start(folder: PathBuf, line: Line) -> Self {
        let (jobs, inbox) = channel();
        std::thread::spawn(move || work(&folder, &line, &inbox));
        Self { jobs }
    }

    /// Has `job` done and waits for its answer.
    pub async fn ask<T: Send + 'static>(
        &self,
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
        self.jobs.send(job).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

/// The failure for the UI; its cause goes to the log only.
fn tell(error: &Error, texts: &Texts) -> Failure {
    if !matches!(error, Error::Refused(_) | Error::Asks(_)) {
        tracing::warn!(%error, "a command could not be carried out");
    }
    error.failure(texts)
}

fn work(folder: &std::path::Path, line: &Line, inbox: &Receiver<Job>) {
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
    }
}
