//! One resident a data folder: a lock that ends with the process, however it ends.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use nod_core::link::{self, Message};

/// The lock's name in the data folder.
const LOCK_FILE: &str = "resident.lock";

/// Most that is read of a lock, in bytes: a number and a path.
const LONGEST_LOCK: u64 = 8 * 1024;

/// The lock, held as long as this lives.
#[derive(Debug)]
pub struct Instance(#[allow(dead_code, reason = "held, never read")] File);

/// Takes the lock, making the data folder if there is none. `None` when another resident has it. `socket` is where this
/// one will listen; it is written into the lock for those who come after.
///
/// A resident that outlived its desktop session (its socket went with the session, or it has lost the session bus) can
/// show nothing any more and is not found by the next session's programs. It is told to end, and its place is taken.
///
/// # Errors
/// When the folder or the lock cannot be made.
pub fn take(folder: &Path, socket: &Path) -> std::io::Result<Option<Instance>> {
    if !folder.is_dir() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut open = OpenOptions::new();
    let path = folder.join(LOCK_FILE);
    let mut file = open.read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => match left_behind(&mut file, socket) {
            Some(pid) => {
                rustix::process::kill_process(pid, rustix::process::Signal::TERM)?;
                file.lock()?;
            }
            None => return Ok(None),
        },
        Err(TryLockError::Error(error)) => return Err(error),
    }
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}\n{}", std::process::id(), socket.display())?;
    Ok(Some(Instance(file)))
}

/// The process that holds the lock, when it is of a session that is over. While it holds the lock its number is its own.
fn left_behind(lock: &mut File, socket: &Path) -> Option<rustix::process::Pid> {
    let mut text = String::new();
    lock.take(LONGEST_LOCK).read_to_string(&mut text).ok()?;
    let (pid, theirs) = text.trim_end().split_once('\n')?;
    let pid = pid.parse().ok().and_then(rustix::process::Pid::from_raw)?;
    // Without a session of one's own there is nothing to take its place with.
    let session = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty());
    if Path::new(theirs) == socket || !session {
        return None;
    }
    match link::ask_at(Path::new(theirs), &Message::Status) {
        Some(Message::StatusIs(status)) if status.session_bus => None,
        _ => Some(pid),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_second_one_finds_the_lock_taken_until_the_first_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("new/data");
        let socket = folder.path().join("socket");
        let first = take(&data, &socket).unwrap();
        assert!(first.is_some());
        assert!(take(&data, &socket).unwrap().is_none());
        let mode = data.join(LOCK_FILE).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        drop(first);
        assert!(take(&data, &socket).unwrap().is_some());
    }
}
