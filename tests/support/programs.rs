//! Where Nod's programs are.

use std::path::{Path, PathBuf};

/// The repository.
#[must_use]
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// One of Nod's programs, `nod` or `nod-window`: from `NOD_BIN_DIR`, else from the workspace's release build.
///
/// # Panics
/// When it is not built.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    let folder = std::env::var_os("NOD_BIN_DIR").map_or_else(
        || {
            let target = std::env::var_os("CARGO_TARGET_DIR")
                .map_or_else(|| repository().join("target"), PathBuf::from);
            repository().join(target).join("release")
        },
        PathBuf::from,
    );
    let path = folder.join(name);
    assert!(
        path.is_file(),
        "{} is not there: build it first (cargo build --release -p nod -p nod-window) or set NOD_BIN_DIR",
        path.display()
    );
    path
}

/// Where screenshots and logs of failed tests go (git-ignored).
#[must_use]
pub fn out_folder() -> PathBuf {
    let folder = repository().join("tests/out");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
