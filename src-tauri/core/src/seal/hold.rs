//! Who has the database open. Turning encryption on or off puts another file in its place, and whoever still wrote to the
//! old one would lose it; so everything that opens the database shares a lock while it has it open, and the switch waits
//! until it is alone.
//!
//! Two lock files: `open.lock` is shared by all who have the database open, `switch.lock` is passed on the way to it, so
//! that a switch that waits is not kept waiting by those who come after. Locks end with their process.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::clock;
use crate::error::{Error, Result};
use crate::link::{self, Message};
use crate::store::{self, DATABASE_FILE};

const OPEN: &str = "open.lock";
const SWITCH: &str = "switch.lock";

/// How long a switch waits for the others to let go.
const PATIENCE: Duration = Duration::from_secs(10);

/// Between two looks at a lock that another process has.
const BETWEEN: Duration = Duration::from_millis(5);

/// A share in the database; it is let go when this is dropped.
#[derive(Debug)]
pub struct Share(#[allow(dead_code, reason = "held, never read")] Option<File>);

/// The database to oneself, until this is dropped.
#[derive(Debug)]
pub struct Alone(#[allow(dead_code, reason = "held, never read")] [File; 2]);

/// Shares in the database of `folder`, waiting at most so long for a switch under way. Where no lock file can be made no
/// switch could be either, and none is needed.
///
/// # Errors
/// [`Error::Busy`] when a switch lasts longer.
pub fn share(folder: &Path, patience: Duration) -> Result<Share> {
    // A folder that is not ours gets no lock file either.
    if store::check_header(&folder.join(DATABASE_FILE)).is_err() {
        return Ok(Share(None));
    }
    let until = clock::steady() + patience;
    let (Ok(gate), Ok(open)) = (lock_file(folder, SWITCH), lock_file(folder, OPEN)) else {
        return Ok(Share(None));
    };
    wait(until, || gate.try_lock_shared())?;
    wait(until, || open.try_lock_shared())?;
    Ok(Share(Some(open)))
}

/// Waits until nobody else has the database of `folder` open, having told the resident and its windows to let go.
///
/// # Errors
/// [`Error::Busy`] when somebody does not; [`Error::ReadOnly`] when the folder cannot be written.
pub(super) fn alone(folder: &Path) -> Result<Alone> {
    let until = clock::steady() + PATIENCE;
    let (gate, open) = (made(folder, SWITCH)?, made(folder, OPEN)?);
    wait(until, || gate.try_lock())?;
    // From here on nobody comes in; those who are in are asked to go.
    let _ = link::ask(folder, &Message::LetGo);
    wait(until, || open.try_lock())?;
    Ok(Alone([gate, open]))
}

/// The way to change the key file, one after the other.
pub(super) fn in_turn(folder: &Path) -> Result<File> {
    let gate = made(folder, SWITCH)?;
    wait(clock::steady() + PATIENCE, || gate.try_lock())?;
    Ok(gate)
}

fn lock_file(folder: &Path, name: &str) -> std::io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(folder.join(name))
}

fn made(folder: &Path, name: &str) -> Result<File> {
    lock_file(folder, name).map_err(|_| Error::ReadOnly(folder.to_owned()))
}

fn wait(until: Instant, mut lock: impl FnMut() -> std::result::Result<(), TryLockError>) -> Result<()> {
    loop {
        match lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if clock::steady() < until => std::thread::sleep(BETWEEN),
            Err(TryLockError::WouldBlock) => return Err(Error::Busy),
            // A file system without locks has one process at a time, or none that switches.
            Err(TryLockError::Error(_)) => return Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_share_and_one_is_alone() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        drop(crate::store::Store::open(folder).unwrap());
        let (one, other) = (share(folder, Duration::ZERO).unwrap(), share(folder, Duration::ZERO).unwrap());
        let waiting = {
            let folder = folder.to_owned();
            std::thread::spawn(move || alone(&folder))
        };
        drop((one, other));
        let alone = waiting.join().unwrap().unwrap();
        assert!(matches!(share(folder, Duration::ZERO), Err(Error::Busy)));
        drop(alone);
        assert!(share(folder, Duration::ZERO).is_ok());
    }
}
