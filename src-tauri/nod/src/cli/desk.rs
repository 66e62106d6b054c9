//! What every command works with: the data folder, the open Nod, the way to print, and the resident.

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use nod_core::api::{Done, Route};
use nod_core::clock::{Now, plus_days, weekday};
use nod_core::error::Error;
use nod_core::link::{self, Message};
use nod_core::nod::Nod;
use nod_core::seal;
use nod_core::texts::Texts;
use serde_json::json;

use super::print::{self, Style};
use super::{Ended, secret};

/// How often a passphrase may be typed.
const ATTEMPTS: usize = 3;

pub struct Desk {
    folder: PathBuf,
    nod: Option<Nod>,
    /// False where nobody is there to be asked for a passphrase.
    pub asks: bool,
    /// Print JSON.
    pub json: bool,
    pub now: Now,
    pub texts: Texts,
    pub style: Style,
}

impl Desk {
    pub fn new(named: Option<&Path>, json: bool, texts: &Texts) -> Result<Self, Ended> {
        let folder = link::data_folder(named).ok_or_else(|| Ended::Said(texts.get("cli-no-folder"), 1))?;
        let style = Style::of_stdout();
        Ok(Self { folder, nod: None, asks: true, json, now: Now::read(), texts: texts.clone(), style })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The open Nod; a change is told to the resident, which passes it on.
    pub fn nod(&mut self) -> Result<&mut Nod, Ended> {
        if self.nod.is_none() {
            let folder = self.folder.clone();
            let nod = match Nod::open(&self.folder) {
                Err(Error::Locked) => {
                    self.unlock()?;
                    Nod::open(&self.folder)?
                }
                other => other?,
            };
            let nod = nod.announcing(move |topics| {
                // Without a resident there is nobody to tell.
                let _ = link::tell(&folder, &Message::Changed { topics: topics.clone() });
            });
            self.nod = Some(nod);
        }
        self.nod.as_mut().ok_or_else(|| Ended::Said(self.texts.get("cli-no-folder"), 1))
    }

    /// Unlocks data that is locked: with the key that the resident holds, else with a passphrase, which the resident is
    /// then handed the key for.
    pub fn unlock(&self) -> Result<(), Ended> {
        if seal::borrow(&self.folder) {
            return Ok(());
        }
        for attempt in 1.. {
            let asked = if self.asks { secret::ask(&self.texts, "cli-passphrase-ask")? } else { None };
            let Some(secret) = asked else { return Err(Error::Locked.into()) };
            match seal::unlock(&self.folder, &secret) {
                Err(error @ Error::WrongPassphrase) if attempt < ATTEMPTS && !secret::is_given() => {
                    eprintln!("{}", error.sentence(&self.texts));
                }
                other => {
                    other?;
                    break;
                }
            }
        }
        let _ = seal::lend(&self.folder);
        // What an earlier switch left is tried again another time.
        let _ = seal::finish(&self.folder);
        Ok(())
    }

    /// True when the data is locked, and the resident has no key for it either.
    pub fn is_locked(&self) -> bool {
        seal::state(&self.folder).is_ok_and(|state| state.locked) && !seal::borrow(&self.folder)
    }

    /// A day as the command line takes it: `2026-11-14`, `today`, `tomorrow`, `monday`, or days from now like `3d`, `2w`.
    pub fn day(&self, field: &'static str, text: &str) -> Result<NaiveDate, Ended> {
        let today = self.now.today();
        let ahead = |unit: char, days: u32| {
            let count: u32 = text.strip_suffix(unit)?.parse().ok().filter(|count| *count <= 3660)?;
            Some(plus_days(today, count * days))
        };
        let named = match text {
            "today" => Some(today),
            "tomorrow" => Some(plus_days(today, 1)),
            "monday" => Some(plus_days(today, 7 - u32::try_from(weekday(today)).unwrap_or(0))),
            _ => ahead('d', 1).or_else(|| ahead('w', 7)),
        };
        Ok(named.map_or_else(|| nod_core::person::day(field, text), Ok)?)
    }

    /// Prints a table, or what there is instead of one.
    pub fn list(&self, columns: &[&str], rows: &[Vec<String>], empty: &str) -> Result<ExitCode, Ended> {
        if rows.is_empty() {
            println!("{}", self.texts.get(empty));
            return Ok(ExitCode::SUCCESS);
        }
        let head: Vec<String> =
            columns.iter().map(|name| self.texts.get(&format!("cli-column-{name}"))).collect();
        self.style.table(&head, rows);
        Ok(ExitCode::SUCCESS)
    }

    /// Shows what would happen and asks with the message `ask`; where nobody can answer, refuses with `unasked`, which says
    /// how to go on.
    pub fn confirms(
        &self,
        ask: &str,
        unasked: impl FnOnce() -> String,
        show: impl FnOnce(),
    ) -> Result<bool, Ended> {
        let stdin = std::io::stdin();
        if self.json || !stdin.is_terminal() {
            return Err(Ended::Said(unasked(), 2));
        }
        show();
        print!("{}", self.texts.get(ask));
        let _ = std::io::stdout().flush();
        let mut answer = String::new();
        let read = stdin.lock().read_line(&mut answer).is_ok();
        let yes = read && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes");
        if !yes {
            println!("{}", self.texts.get("cli-import-left"));
        }
        Ok(yes)
    }

    /// Prints what was done.
    pub fn done(&self, done: &Done) -> ExitCode {
        if self.json {
            print::json(&json!({ "done": done.op.is_some(), "words": done.words, "undo": done.op }));
        } else {
            print::say(&done.words);
        }
        ExitCode::SUCCESS
    }

    /// Asks the resident, starting it when there is none.
    pub fn ask_resident(&self, message: &Message) -> Result<Message, Ended> {
        if let Some(answer) = link::ask(&self.folder, message) {
            return Ok(answer);
        }
        let failed =
            |reason: String| Ended::Said(self.texts.with("cli-no-resident", &[("reason", reason.into())]), 1);
        let program = std::env::current_exe().map_err(|error| failed(error.to_string()))?;
        link::start_resident(&program, &self.folder).map_err(|error| failed(error.to_string()))?;
        link::ask(&self.folder, message).ok_or_else(|| failed("no answer".to_owned()))
    }

    pub fn open_window(&mut self, view: Option<&str>) -> Result<ExitCode, Ended> {
        let route = match view {
            None => Route::Today,
            Some(view) => self.route(view)?,
        };
        self.show(&Message::Open { route })
    }

    fn route(&mut self, view: &str) -> Result<Route, Ended> {
        Ok(match view {
            "today" => Route::Today,
            "people" => Route::People,
            "moments" => Route::Moments,
            "settings" => Route::Settings,
            "import" => Route::Import,
            name => {
                let now = self.now;
                let found = self.nod()?.find_person(name, now);
                let id = found
                    .map_err(|_| Ended::Said(self.texts.with("cli-no-view", &[("view", name.into())]), 1))?;
                Route::Person { id }
            }
        })
    }

    pub fn open_quick(&mut self, text: &str) -> Result<ExitCode, Ended> {
        self.show(&Message::Quick { prefill: text.to_owned(), moment: None })
    }

    /// Has the resident show a window. One that runs has the database open, and a window is waited for.
    fn show(&mut self, message: &Message) -> Result<ExitCode, Ended> {
        if link::ask(&self.folder, message).is_none() {
            // A database that cannot be opened is said here, in the terminal, before any process starts. One that is
            // locked is unlocked in the window.
            if !self.is_locked() {
                self.nod()?;
            }
            self.ask_resident(message)?;
        }
        self.say("cli-opened")
    }

    pub fn quit(&mut self) -> Result<ExitCode, Ended> {
        let ended = link::ask(&self.folder, &Message::Quit).is_some();
        self.say(if ended { "cli-quit" } else { "cli-not-running" })
    }

    fn say(&self, message: &str) -> Result<ExitCode, Ended> {
        let words = self.texts.get(message);
        if self.json {
            print::json(&json!({ "words": words }));
        } else {
            println!("{words}");
        }
        Ok(ExitCode::SUCCESS)
    }
}
