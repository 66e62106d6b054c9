//! Files that are there whole or not at all.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, Result};

/// Writes a file under another name beside it (0600), flushes it to the disk, and puts it in place of what was there.
/// When `work` refuses, or the machine stops, what was there stays.
///
/// # Errors
/// Whatever `work` says, or when the file cannot be written.
pub fn write<T>(path: &Path, work: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
    let draft = draft(path);
    let written = (|| {
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&draft)
            .map_err(|source| failed(path, source))?;
        let mut out = BufWriter::new(file);
        let value = work(&mut out)?;
        let file = out.into_inner().map_err(|error| failed(path, error.into_error()))?;
        file.sync_all().map_err(|source| failed(path, source))?;
        put_in_place(&draft, path)?;
        Ok(value)
    })();
    if written.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    written.map_err(|error| match error {
        Error::File { path: unnamed, source } if unnamed.as_os_str().is_empty() => failed(path, source),
        other => other,
    })
}

/// Makes sure that files can be written into a folder, which is made (0700) when it is not there.
///
/// # Errors
/// When it cannot be made, or nothing be written into it.
pub fn probe(folder: &Path) -> Result<()> {
    if !folder.is_dir() {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|source| failed(folder, source))?;
    }
    let draft = draft(&folder.join("nod"));
    let tried = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft);
    tried.map_err(|source| failed(folder, source))?;
    let _ = std::fs::remove_file(&draft);
    Ok(())
}

/// A name beside `path` that no other write uses.
#[must_use]
pub fn draft(path: &Path) -> PathBuf {
    static DRAFTS: AtomicU32 = AtomicU32::new(0);
    let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}-{number}", std::process::id()))
}

/// Puts a file that is complete on the disk in place, and makes its name last too.
///
/// # Errors
/// When it cannot be moved.
pub fn put_in_place(draft: &Path, path: &Path) -> Result<()> {
    std::fs::rename(draft, path).map_err(|source| failed(path, source))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| failed(path, source))
}

fn failed(path: &Path, source: std::io::Error) -> Error {
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Error::DiskFull,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Error::ReadOnly(path.to_owned()),
        _ => Error::File { path: path.to_owned(), source },
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json");
        write(&path, |out| out.write_all(b"one").map_err(|source| failed(Path::new("-"), source))).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let refused = write(&path, |out| {
            out.write_all(b"half").unwrap();
            Err::<(), _>(Error::Busy)
        });
        assert!(matches!(refused, Err(Error::Busy)));
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
