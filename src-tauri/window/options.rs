//! What the process is started with.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use nod_core::texts::Texts;
use nod_core::{graphics, link};

/// What the process is started with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The data folder.
    pub folder: PathBuf,
    /// True when the resident started it and will say which window to show.
    pub asked: bool,
}

impl Options {
    /// Reads `[--asked] [--data-dir DIR]`; anything else is passed over, for desktops and test drivers add their own.
    pub fn read(args: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let (mut named, mut asked, mut args) = (None, false, args);
        while let Some(arg) = args.next() {
            match arg.to_str() {
                Some("--asked") => asked = true,
                Some("--data-dir") => named = args.next().map(PathBuf::from),
                _ => {}
            }
        }
        let folder =
            link::data_folder(named.as_deref()).ok_or_else(|| Texts::english().get("cli-no-folder"))?;
        Ok(Self { folder, asked })
    }
}

/// How long a second process stays, so that the resident does not start a third before the first one listens to it.
const SECOND_STAYS: Duration = Duration::from_secs(3);

/// Takes the place of the one window process of a data folder. When another has it, this one was started while that one
/// had lost its line to the resident; it will hear what was asked as soon as it is back, and this one goes.
pub fn only_one(folder: &Path) -> Option<File> {
    let mut place = OpenOptions::new();
    place.write(true).create(true).truncate(false).mode(0o600);
    let lock = place.open(link::socket_path(folder).with_extension("window")).ok();
    // Without a place to hold, two windows are better than none.
    let Some(lock) = lock else { return File::open("/dev/null").ok() };
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => {
            std::thread::sleep(SECOND_STAYS);
            None
        }
        _ => Some(lock),
    }
}

/// Sees to it that WebKit draws in shared memory where it has to. The resident does so as it starts the process; one that
/// was started otherwise replaces itself once, before it has a second thread.
pub fn with_fitting_graphics() -> Option<ExitCode> {
    if !graphics::wants_shared_memory() {
        return None;
    }
    let exe = std::env::current_exe().ok()?;
    let error =
        Command::new(exe).args(std::env::args_os().skip(1)).env(graphics::IN_SHARED_MEMORY, "1").exec();
    eprintln!("{error}");
    Some(ExitCode::FAILURE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_folder_and_who_asked_are_read_and_the_rest_passed_over() {
        let args = ["--remote-debug", "--data-dir", "/tmp/x", "--asked"].map(OsString::from);
        let options = Options::read(args.into_iter()).unwrap();
        assert_eq!(options, Options { folder: "/tmp/x".into(), asked: true });
    }
}
