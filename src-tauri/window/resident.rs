//! The line to the resident: one connection on which it says what changed and which window to show. Started when there
//! is none; without it the windows work all the same.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use nod_core::api::Topic;
use nod_core::link::{self, Message};
use nod_core::{clock, seal};
use tauri::{AppHandle, Emitter, Manager};

use super::desk::Desk;
use super::windows;

/// The resident is brought back at most this often in a process's life; one that keeps ending has a reason.
const STARTS: usize = 3;

/// Between two words of use.
const BETWEEN_USES: Duration = Duration::from_secs(20);

/// A write to a resident that hangs is given up after this.
const PATIENCE: Duration = Duration::from_secs(2);

/// The line to the resident.
#[derive(Clone)]
pub struct Line {
    folder: Arc<PathBuf>,
    stream: Arc<Mutex<Option<UnixStream>>>,
    app: Arc<Mutex<Option<AppHandle>>>,
    used: Arc<Mutex<Option<Instant>>>,
}

impl Line {
    /// A line that is not connected yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder: Arc::new(folder), stream: Arc::default(), app: Arc::default(), used: Arc::default() }
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

    /// Somebody uses a window: what locks Nod after a while without use hears of it, now and then.
    pub fn used(&self) {
        let mut last = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let now = clock::steady();
        if last.is_some_and(|last| now - last < BETWEEN_USES) {
            return;
        }
        // What a window fetches by itself while nobody looks at it is no use.
        let looked_at = self.app.lock().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(|app| {
            app.webview_windows().values().any(|window| window.is_focused().unwrap_or(false))
        });
        if looked_at {
            *last = Some(now);
            let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(stream) = stream.as_mut() {
                let _ = stream.write_all(link::line(&Message::Used).as_bytes());
            }
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
                Some(Message::LetGo) => {
                    tauri::async_runtime::block_on(app.state::<Desk>().let_go());
                }
                Some(Message::Lock) => {
                    seal::forget(&self.folder);
                    tauri::async_runtime::block_on(app.state::<Desk>().let_go());
                    let _ = app.emit("changed", BTreeSet::from([Topic::Seal]));
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
