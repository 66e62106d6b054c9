//! A calendar file that is kept up to date, for programs that subscribe to one.

use std::path::{Path, PathBuf};

use super::Nod;
use crate::api::{CalendarFile, Done, Settings};
use crate::backup;
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::export::{Choice, Format, same_calendar};
use crate::store::settings;
use crate::whole_file;

/// What is remembered of the last time when the file could not be written: a sentence.
const TROUBLE: &str = "calendar_trouble";

impl Nod {
    /// The calendar as it stands, and the file it is wanted in; nothing when none is wanted.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn calendar_wanted(&self, now: Now) -> Result<Option<(PathBuf, String)>> {
        let path = self.settings()?.calendar_file;
        if path.is_empty() {
            return Ok(None);
        }
        let mut out = Vec::new();
        self.export(Format::Ics, &Choice::default(), now, &mut out)?;
        Ok(Some((PathBuf::from(path), String::from_utf8_lossy(&out).into_owned())))
    }

    /// Notes how writing it went, so that doctor and settings can say so; nothing is written when it went as before.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn calendar_written(&mut self, trouble: Option<&str>) -> Result<()> {
        let known = settings::state(self.reader(), TROUBLE)?;
        match trouble {
            _ if known.as_deref() == trouble => Ok(()),
            Some(trouble) => self.store.remember(|tx| settings::set_state(tx, TROUBLE, trouble)),
            None => self.store.remember(|tx| settings::forget_state(tx, TROUBLE)),
        }
    }

    /// Where the calendar is kept, and what went wrong the last time; nothing when none is kept.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn calendar_file(&self) -> Result<Option<CalendarFile>> {
        let path = self.settings()?.calendar_file;
        let trouble = settings::state(self.reader(), TROUBLE)?.unwrap_or_default();
        Ok((!path.is_empty()).then_some(CalendarFile { path, trouble }))
    }

    /// Keeps the calendar in this file from now on, and writes it at once; or keeps none.
    ///
    /// # Errors
    /// When the file would stand in Nod's own folder or cannot be written; nothing is changed then.
    pub fn calendar_keep(&mut self, file: Option<&Path>, now: Now) -> Result<Done> {
        let mut wanted = Settings { calendar_file: String::new(), ..self.settings()? };
        let Some(file) = file else {
            let done = self.settings_save(&wanted, now)?;
            self.calendar_written(None)?;
            return Ok(Done { words: self.texts.get("done-calendar-off"), ..done });
        };
        let file =
            std::path::absolute(file).map_err(|source| Error::File { path: file.to_owned(), source })?;
        let name = file.display().to_string();
        if self.is_own_folder(&file) {
            return Err(Error::refused("cli-export-own-folder", vec![("path", name.into())]));
        }
        // What is no calendar is somebody's, chosen by mistake: it is rewritten again and again.
        let there = std::fs::read(&file).unwrap_or_default();
        if file.is_dir() || !(there.is_empty() || there.starts_with(b"BEGIN:VCALENDAR")) {
            return Err(Error::refused("error-calendar-other", vec![("path", name.into())]));
        }
        wanted.calendar_file = name.clone();
        let wanted = settings::check(&wanted)?;
        self.export_file(&file, Format::Ics, &Choice::default(), now)?;
        let done = self.settings_save(&wanted, now)?;
        self.calendar_written(None)?;
        Ok(Done { words: self.texts.with("done-calendar-on", &[("path", name.into())]), ..done })
    }

    /// Puts backups into this folder from now on, or into the one beside the data again.
    ///
    /// # Errors
    /// When nothing can be written there, or it has backups of other data; nothing is changed then.
    pub fn backups_go_to(&mut self, folder: Option<&Path>, now: Now) -> Result<Done> {
        let mut wanted = self.settings()?;
        wanted.backup_folder = String::new();
        let Some(folder) = folder else {
            let done = self.settings_save(&wanted, now)?;
            return Ok(Done { words: self.texts.get("done-backups-home"), ..done });
        };
        let failed = |source: std::io::Error| match source.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Error::ReadOnly(folder.to_owned())
            }
            _ => Error::File { path: folder.to_owned(), source },
        };
        let folder = std::path::absolute(folder).map_err(failed)?;
        wanted.backup_folder = folder.display().to_string();
        let wanted = settings::check(&wanted)?;
        // Found out now, not when the first backup is due.
        whole_file::probe(&folder)?;
        if let Some(data) = self.database().parent()
            && let Some(other) = backup::of_others(data, &folder)?
        {
            let args = vec![("path", other.display().to_string().into())];
            return Err(Error::refused("error-backups-of-others", args));
        }
        let words = self.texts.with("done-backups-go", &[("path", wanted.backup_folder.as_str().into())]);
        let done = self.settings_save(&wanted, now)?;
        Ok(Done { words, ..done })
    }
}

/// Writes a calendar unless the file says the same already.
///
/// # Errors
/// When it cannot be written; what was there stays then.
pub fn keep_calendar(path: &Path, text: &str) -> Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|there| same_calendar(&there, text)) {
        return Ok(());
    }
    whole_file::write(path, |out| {
        out.write_all(text.as_bytes()).map_err(|source| Error::File { path: path.to_owned(), source })
    })
}
