//! Folders compared byte by byte.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// All that is in a folder: each path with its permissions and content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<PathBuf, (u32, Option<Vec<u8>>)>);

impl Snapshot {
    /// Reads a folder, which may be absent.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let mut found = BTreeMap::new();
        read(folder, folder, &mut found);
        Self(found)
    }

    /// Checks that the folder is as it was, byte by byte.
    ///
    /// # Panics
    /// When it is not, with the paths that differ.
    #[track_caller]
    pub fn assert_unchanged(&self, folder: &Path) {
        let now = Self::of(folder);
        let differing: Vec<_> =
            self.0.keys().chain(now.0.keys()).filter(|path| self.0.get(*path) != now.0.get(*path)).collect();
        assert!(differing.is_empty(), "changed in {}: {differing:?}", folder.display());
    }
}

fn read(top: &Path, folder: &Path, found: &mut BTreeMap<PathBuf, (u32, Option<Vec<u8>>)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let meta = fs::symlink_metadata(&path).unwrap();
        let content = meta.is_file().then(|| fs::read(&path).unwrap());
        found.insert(path.strip_prefix(top).unwrap().to_owned(), (meta.permissions().mode(), content));
        if meta.is_dir() {
            read(top, &path, found);
        }
    }
}
