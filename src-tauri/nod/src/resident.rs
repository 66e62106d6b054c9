//! Stand-in until the resident is merged.
use std::{path::PathBuf, process::ExitCode};
pub struct Options {
    pub folder: PathBuf,
    pub announce_ready: bool,
}
pub fn run(options: Options) -> ExitCode {
    let _ = (options.folder, options.announce_ready);
    ExitCode::FAILURE
}
