//! Starting at login, as the settings show it.

use std::path::{Path, PathBuf};

use nod_core::autostart::{self, Autostart};
use nod_core::error::{Error, Result};
use nod_core::link;

/// True when Nod starts at login.
pub fn is_on() -> Result<bool> {
    match autostart::folder() {
        Some(folder) => Ok(autostart::status(&folder)? == Autostart::On),
        None => Ok(false),
    }
}

/// Turns it on or off, and says which it is then.
pub fn set(on: bool) -> Result<bool> {
    let nod = std::env::current_exe().map(|window| window.with_file_name("nod"));
    let nod = nod.map_err(|source| Error::File { path: PathBuf::from("nod"), source })?;
    if let Some(folder) = autostart::folder() {
        autostart::set(&folder, on, &nod, other_data().as_deref())?;
    }
    is_on()
}

/// The data folder this window was started with, when it is not the usual one.
fn other_data() -> Option<PathBuf> {
    let named = super::options::data_dir();
    let usual = link::usual_data_folder();
    link::data_folder(named.as_deref().map(Path::new)).filter(|folder| Some(folder) != usual.as_ref())
}
