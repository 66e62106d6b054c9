//! The line to the resident: one connection on which it says what changed and which window to show. Started when there
//! is none; without it the windows work all the same.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use nod_core::api::Topic;
use nod_core::link::{self, Message};
use tauri::{AppHandle, Emitter};

use super::windows;

/// The resident is brought back at most this often in a process's life; one that keeps ending has a reason.
const STARTS: usize = 3;

/// A write to a resident that hangs is given up after this.
const PATIENCE: Duration = Duration::from_secs(2);

/// The line to the resident.
#[derive(Clone)]
pub struct Line {
    folder: Arc<PathBuf>,
    stream: Arc<Mutex<Option<UnixStream>>>,
    app: Arc<Mutex<Option<AppHandle>>>,
}

impl Line {
    /// A line that is not connected yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder: Arc::new(folder), stream: Arc::default(), app: Arc::default() }
    }

    /// Something was written here: both windows fetch again, and the resident passes it on.
    pub fn changed(&self, topics: &BTreeSet<Topic>) {
        if let Some(app) = self.app.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            let _ = app.emit("changed", topics);
        }
        let message = Message::Changed { topics: topics.clone() };
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        let said =
            stream.as_mut().is_some_and(|stream| stream.write_all(link::line(&message).as_bytes()).is_ok());
        if !said {
            *stream = None;
            let _ = link::tell(&self.folder, &message);
        }
    }

    /// Connects and listens on a thread of its own.
    pub fn watch(&self, app: AppHandle) {
        *self.app.lock().unwrap_or_else(PoisonError::into_inner) = Some(app.clone());
        let line = self.clone();
        std::thread::spawn(move || line.keep_watching(&app));
    }

    fn keep_watching(&self, app: &AppHandle) {
        for attempt in 0..=STARTS {
            if let Some(stream) = self.connect()
                && self.listen(app, stream)
            {
                return;
            }
            *self.stream.lock().unwrap_or_else(PoisonError::into_inner) = None;
            let nod = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("nod")));
            match nod {
                Some(nod) if attempt < STARTS => {
                    if let Err(error) = link::start_resident(&nod, &self.folder) {
                        tracing::warn!(%error, "the resident could not be started");
                        return;
                    }
                }
                _ => return,
            }
        }
    }

    fn connect(&self) -> Option<UnixStream> {
        let mut stream = UnixStream::connect(link::socket_path(&self.folder)).ok()?;
        stream.set_write_timeout(Some(PATIENCE)).ok()?;
        stream.write_all(link::line(&Message::Watch).as_bytes()).ok()?;
        *self.stream.lock().unwrap_or_else(PoisonError::into_inner) = Some(stream.try_clone().ok()?);
        Some(stream)
    }

    /// Carries out what the resident says until the connection ends. True when it said to quit.
    fn listen(&self, app: &AppHandle, stream: UnixStream) -> bool {
        for line in BufReader::new(stream).lines() {
            let Ok(line) = line else { return false };
            match link::parse(&line) {
                Some(Message::Changed { topics }) => {
                    let _ = app.emit("changed", topics);
                }
                Some(Message::Open { route }) => {
                    windows::on_main_thread(app, move |app| windows::show_main(app, Some(route)))
                }
                Some(Message::Quick { prefill, moment }) => {
                    windows::on_main_thread(app, move |app| windows::show_quick(app, prefill, moment));
                }
                Some(Message::Quit) => {
                    app.exit(0);
                    return true;
                }
                _ => {}
            }
        }
        false
    }
}
