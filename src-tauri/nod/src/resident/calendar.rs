//! The calendar file that is kept up to date: written some seconds after a change, on a thread of its own.

use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use nod_core::clock::Now;
use nod_core::nod::{Nod, keep_calendar};
use nod_core::texts::Texts;
use tokio::sync::mpsc::UnboundedSender;
use tracing::warn;

use super::events::Event;

/// How long after the first change it is written: what comes in one go is written once.
const DELAY: Duration = Duration::from_secs(2);

/// When the file is written next. Without a change nothing wakes for it.
pub struct Calendar {
    events: UnboundedSender<Event>,
    due: Option<Instant>,
    under_way: Option<JoinHandle<()>>,
}

impl Calendar {
    /// Nothing changed yet. [`Event::CalendarWritten`] goes to `events`.
    pub const fn new(events: UnboundedSender<Event>) -> Self {
        Self { events, due: None, under_way: None }
    }

    /// Something changed. Further changes do not put the writing off.
    pub fn want(&mut self, steady: Instant) {
        self.due.get_or_insert(steady + DELAY);
    }

    /// When to look again, unless one is being written: its end is heard.
    pub fn next_look(&self) -> Option<Instant> {
        self.due.filter(|_| self.under_way.is_none())
    }

    /// Begins what is due. Where the file lies may be slow, and nobody waits for it.
    pub fn look(&mut self, nod: Option<&Nod>, now: Now, steady: Instant) {
        if self.next_look().is_none_or(|due| due > steady) {
            return;
        }
        self.due = None;
        match nod.map(|nod| nod.calendar_wanted(now)) {
            Some(Ok(Some((path, text)))) => self.write(path, text),
            Some(Err(error)) => warn!("the calendar could not be read: {error}"),
            Some(Ok(None)) | None => {}
        }
    }

    fn write(&mut self, path: PathBuf, text: String) {
        let events = self.events.clone();
        let work = move || {
            let trouble = keep_calendar(&path, &text).err();
            let trouble = trouble.map(|error| error.about(&path).sentence(&Texts::english()));
            let _ = events.send(Event::CalendarWritten(trouble));
        };
        match std::thread::Builder::new().name("calendar".to_owned()).spawn(work) {
            Ok(thread) => self.under_way = Some(thread),
            Err(error) => warn!("the calendar was not written: {error}"),
        }
    }

    /// One was written, or could not be.
    pub fn written(&mut self) {
        self.under_way = None;
    }

    /// Writes what is wanted before the process ends, and waits for it.
    pub fn end(&mut self, nod: Option<&Nod>, now: Now, steady: Instant) {
        self.wait();
        self.look(nod, now, steady + DELAY);
        self.wait();
    }

    fn wait(&mut self) {
        if let Some(thread) = self.under_way.take() {
            let _ = thread.join();
        }
    }
}
