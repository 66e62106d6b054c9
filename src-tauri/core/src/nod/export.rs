//! Everything out.

use std::io::Write;
use std::path::Path;

use super::Nod;
use crate::clock::Now;
use crate::error::Result;
use crate::export::{self, Choice, Format};
use crate::id::PersonId;
use crate::progress::Progress;
use crate::store::people;
use crate::whole_file;

impl Nod {
    /// Writes people, and what belongs to them, to `out`. Returns how many people went out.
    ///
    /// # Errors
    /// When the database cannot be read or `out` not be written.
    pub fn export(&self, format: Format, choice: &Choice, now: Now, out: &mut dyn Write) -> Result<usize> {
        export::write(self.reader(), format, choice, &self.texts, now, out)
    }

    /// Writes a file (0600), whole or not at all. Returns how many people went out.
    ///
    /// # Errors
    /// When the database cannot be read or the file not be written; what was there stays then.
    pub fn export_file(&self, path: &Path, format: Format, choice: &Choice, now: Now) -> Result<usize> {
        whole_file::write(path, |out| {
            let mut out = Stoppable { out, progress: &self.progress };
            self.export(format, choice, now, &mut out)
        })
    }

    /// [`Self::export_file`], encrypted in the age format by a passphrase.
    ///
    /// # Errors
    /// As [`Self::export_file`].
    pub fn export_sealed(
        &self,
        path: &Path,
        format: Format,
        choice: &Choice,
        passphrase: &str,
        now: Now,
    ) -> Result<usize> {
        whole_file::write(path, |out| {
            let mut out = Stoppable { out, progress: &self.progress };
            let mut sealing = export::age::Sealing::begin(passphrase, &mut out)?;
            let count = self.export(format, choice, now, &mut sealing)?;
            sealing.end()?;
            Ok(count)
        })
    }

    /// Writes a Markdown page for each person into a folder. Returns how many.
    ///
    /// # Errors
    /// When the database cannot be read or a file not be written.
    pub fn export_pages(&self, folder: &Path, choice: &Choice, now: Now) -> Result<usize> {
        let ids: Vec<PersonId> = if choice.people.is_empty() {
            people::all(self.reader(), false)?.into_iter().map(|listed| listed.chip.id).collect()
        } else {
            choice.people.clone()
        };
        for id in &ids {
            let name = people::get(self.reader(), *id)?.fields.name;
            let one = Choice { people: vec![*id], ..choice.clone() };
            self.export_file(&folder.join(export::file_name(&name, *id)), Format::Markdown, &one, now)?;
        }
        Ok(ids.len())
    }
}

/// Writes on until the work is stopped.
struct Stoppable<'a> {
    out: &'a mut dyn Write,
    progress: &'a Progress,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.progress.check().map_err(std::io::Error::other)?;
        self.out.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
