//! Everything out.

use std::io::Write;
use std::path::Path;

use super::Nod;
use crate::clock::Now;
use crate::error::Result;
use crate::export::{self, Choice, Format};
use crate::id::PersonId;
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
        whole_file::write(path, |out| self.export(format, choice, now, out))
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
