//! One resident a data folder: a lock that ends with the process, however it ends.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// The lock's name in the data folder.
const LOCK_FILE: &str = "resident.lock";

/// The lock, held as long as this lives.
#[derive(Debug)]
pub struct Instance(#[allow(dead_code, reason = "held, never read")] File);

/// Takes the lock, making the data folder if there is none. `None` when another resident has it.
///
/// # Errors
/// When the folder or the lock cannot be made.
pub fn take(folder: &Path) -> std::io::Result<Option<Instance>> {
    if !folder.is_dir() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut open = OpenOptions::new();
    let file = open.write(true).create(true).truncate(false).mode(0o600).open(folder.join(LOCK_FILE))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Instance(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
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
        let first = take(&data).unwrap();
        assert!(first.is_some());
        assert!(take(&data).unwrap().is_none());
        let mode = data.join(LOCK_FILE).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        drop(first);
        assert!(take(&data).unwrap().is_some());
    }
}
