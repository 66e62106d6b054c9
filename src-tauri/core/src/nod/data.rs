//! Where the data is, an export to a chosen file, and backups made and brought back from the window.

use std::path::{Path, PathBuf};

use super::Nod;
use crate::api::{BackupRow, DataView, Done, RestorePreview, Topic};
use crate::backup::{self, Contents, Why, inside, restore};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::export::{Choice, Format};
use crate::seal;
use crate::texts::{Arg, Texts};
use crate::words;

impl Nod {
    /// Where everything is kept, and the backups there are.
    #[must_use]
    pub fn data(&self, now: Now) -> DataView {
        let folder = self.data_folder();
        let backups = inside::folder(&folder);
        let row = |backup: backup::Backup| BackupRow {
            when: words::instant(&self.texts, Now::at(backup.at, now.zone), now.today()),
            kilobytes: backup.size.div_ceil(1024),
            file: backup.path.display().to_string(),
        };
        let size = std::fs::metadata(self.database()).map_or(0, |file| file.len());
        DataView {
            file: self.database().display().to_string(),
            kilobytes: size.div_ceil(1024),
            backup_folder_chosen: backups != folder.join(backup::FOLDER),
            backup_folder: backups.display().to_string(),
            calendar: self.calendar_file().ok().flatten(),
            backups: inside::list(&folder).into_iter().map(row).collect(),
        }
    }

    /// Writes an export to a file that the user chose; encrypted in the age format, when there is a passphrase for it.
    ///
    /// # Errors
    /// When there is no such format, the file would stand in Nod's own folder, or it cannot be written; when the passphrase
    /// is too short.
    pub fn export_to(
        &self,
        path: &Path,
        format: &str,
        without_private: bool,
        age: Option<&str>,
        now: Now,
    ) -> Result<Done> {
        let name = || Arg::from(path.display().to_string());
        let known = || Format::ALL.map(|(_, word, _)| word).join(", ");
        let format = Format::from_word(format)
            .ok_or_else(|| Error::field("format", "cli-export-format", vec![("known", known().into())]))?;
        if self.is_own_folder(path) {
            return Err(Error::refused("cli-export-own-folder", vec![("path", name())]));
        }
        let choice = Choice { people: Vec::new(), without_private };
        let count = match age {
            None => self.export_file(path, format, &choice, now)?,
            Some(passphrase) => {
                seal::check_passphrase(passphrase)?;
                self.export_sealed(path, format, &choice, passphrase, now)?
            }
        };
        let words = self.texts.with("cli-exported", &[("count", count.into()), ("path", name())]);
        Ok(Done { op: None, words })
    }

    /// Writes a Markdown page for each person into a folder that the user chose.
    ///
    /// # Errors
    /// When it is Nod's own folder, or a page cannot be written.
    pub fn export_pages_to(&self, folder: &Path, without_private: bool, now: Now) -> Result<Done> {
        let name = || Arg::from(folder.display().to_string());
        if self.is_own_folder(&folder.join("page.md")) {
            return Err(Error::refused("cli-export-own-folder", vec![("path", name())]));
        }
        let count = self.export_pages(folder, &Choice { people: Vec::new(), without_private }, now)?;
        let words = self.texts.with("cli-exported", &[("count", count.into()), ("path", name())]);
        Ok(Done { op: None, words })
    }

    /// True when a file would stand beside the database, where it could take the place of one of Nod's own.
    #[must_use]
    pub fn is_own_folder(&self, file: &Path) -> bool {
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        matches!((parent.canonicalize(), self.data_folder().canonicalize()), (Ok(one), Ok(other)) if one == other)
    }

    /// Makes a backup now.
    ///
    /// # Errors
    /// When the copy cannot be written or is not found good.
    pub fn backup_now(&self, now: Now) -> Result<Done> {
        let made = inside::make(&self.data_folder(), Why::Time, now, &self.progress)?;
        let args =
            [("path", made.path.display().to_string().into()), ("size", kilobytes(made.size.div_ceil(1024)))];
        Ok(Done { op: None, words: self.texts.with("cli-backed-up", &args) })
    }

    /// What bringing one of the backups back would change. Changes nothing.
    ///
    /// # Errors
    /// When there is no such backup, or it is not a sound database of Nod's.
    pub fn restore_preview(&self, file: &str) -> Result<RestorePreview> {
        let difference = restore::preview(&self.data_folder(), &self.backup_named(file)?, &self.progress)?;
        Ok(RestorePreview { sentences: difference_words(&self.texts, &difference) })
    }

    /// Brings one of the backups back. What was here is kept as a backup.
    ///
    /// # Errors
    /// When there is no such backup, it is not sound, or something cannot be written; what was here stays then.
    pub fn restore_backup(&mut self, file: &str, now: Now) -> Result<Done> {
        let restored = restore::restore(&self.data_folder(), &self.backup_named(file)?, now, &self.progress)?;
        self.forget_names();
        let topics = [
            Topic::People,
            Topic::Moments,
            Topic::Circles,
            Topic::Gestures,
            Topic::Settings,
            Topic::Reminders,
        ];
        self.tell(&topics.into());
        let words = match restored.kept {
            Some(path) => self.texts.with("cli-restored", &[("path", path.display().to_string().into())]),
            None => self.texts.get("cli-restored-fresh"),
        };
        Ok(Done { op: None, words })
    }

    /// Only a file that is listed: the window names no other.
    fn backup_named(&self, file: &str) -> Result<PathBuf> {
        let known = inside::list(&self.data_folder()).into_iter().map(|backup| backup.path);
        known
            .into_iter()
            .find(|path| path.as_os_str() == file)
            .ok_or_else(|| Error::refused("error-no-backup", vec![("name", file.into())]))
    }

    pub(super) fn data_folder(&self) -> PathBuf {
        self.database().parent().map(Path::to_owned).unwrap_or_default()
    }
}

fn kilobytes(count: u64) -> Arg {
    Arg::from(i64::try_from(count).unwrap_or(i64::MAX))
}

/// What a restore would change, a sentence each: what the backup holds, what is here, what would come and go.
#[must_use]
pub fn difference_words(texts: &Texts, difference: &restore::Difference) -> Vec<String> {
    let counted = |message: &str, count: usize| Arg::from(texts.with(message, &[("count", count.into())]));
    let contents = |message: &str, contents: &Contents| {
        let newest = contents.newest.map_or_else(|| "–".to_owned(), |day| day.to_string());
        let args = [
            ("people", counted("import-people", contents.people)),
            ("moments", counted("import-moments", contents.moments)),
            ("follow-ups", counted("import-follow-ups", contents.follow_ups)),
            ("newest", newest.into()),
        ];
        texts.with(message, &args)
    };
    let args = [
        ("comes-people", counted("import-people", difference.comes.0)),
        ("comes-moments", counted("import-moments", difference.comes.1)),
        ("goes-people", counted("import-people", difference.goes.0)),
        ("goes-moments", counted("import-moments", difference.goes.1)),
    ];
    vec![
        contents("cli-restore-backup", &difference.backup),
        match &difference.here {
            Some(here) => contents("cli-restore-here", here),
            None => texts.get("cli-restore-damaged"),
        },
        texts.with("cli-restore-changes", &args),
    ]
}
