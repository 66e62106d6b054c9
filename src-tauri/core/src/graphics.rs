//! How the window's web view hands over what it draws. That has to stand in the environment before the window's process
//! has its first thread, so whoever starts it decides.

use std::path::Path;

/// The variable with which WebKit draws by the processor into memory that both its processes see, and not into buffers of
/// the graphics device (DMABUF). `0` says the opposite; whatever the user set, holds.
pub const IN_SHARED_MEMORY: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Whether WebKit has to draw in shared memory here and nobody said how it is to. With NVIDIA's driver a window stays blank
/// otherwise; with no graphics device at all, what another window covered and uncovers stays grey until the page changes,
/// and a window opens later, as the device is then imitated.
#[must_use]
pub fn wants_shared_memory() -> bool {
    std::env::var_os(IN_SHARED_MEMORY).is_none()
        && (Path::new("/proc/driver/nvidia/version").exists() || !has_device(Path::new("/dev/dri")))
}

/// Whether WebKit draws in shared memory.
#[must_use]
pub fn in_shared_memory() -> bool {
    std::env::var_os(IN_SHARED_MEMORY).is_some_and(|value| value != "0")
}

/// Whether there is a device in `folder` that draws for whoever asks.
fn has_device(folder: &Path) -> bool {
    let Ok(devices) = std::fs::read_dir(folder) else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_that_draws_is_told_from_one_that_only_shows() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_device(&folder.path().join("none")));
        std::fs::write(folder.path().join("card0"), "").unwrap();
        assert!(!has_device(folder.path()));
        std::fs::write(folder.path().join("renderD128"), "").unwrap();
        assert!(has_device(folder.path()));
    }
}
