//! The tray's icon. Its pixels come from `icons/tray/draw.py`, one drawing a size.

use std::path::{Path, PathBuf};

use ksni::Icon;

/// Its name in an icon theme.
pub const NAME: &str = "nod-tray";

/// The name of the one shown while Nod is quiet.
pub const PAUSED_NAME: &str = "nod-tray-paused";

macro_rules! drawing {
    ($name:literal, $($size:literal),+) => {
        [$(($size, include_bytes!(concat!("../../../../icons/tray/", $name, "-", $size, ".argb")))),+]
    };
}

type Drawing = (i32, &'static [u8]);

const AWAKE: [Drawing; 5] = drawing!("tray", 16, 22, 24, 32, 48);
const PAUSED: [Drawing; 5] = drawing!("tray-paused", 16, 22, 24, 32, 48);

/// The icon in all its sizes.
pub fn pixmaps(paused: bool) -> Vec<Icon> {
    let drawings = if paused { PAUSED } else { AWAKE };
    drawings.map(|(size, data)| Icon { width: size, height: size, data: data.to_vec() }).to_vec()
}

/// True when the icon theme that every desktop falls back to has both icons.
pub fn is_installed() -> bool {
    let home = std::env::var_os("XDG_DATA_HOME").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    let home = home.or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share")));
    let shared = std::env::var_os("XDG_DATA_DIRS").filter(|dirs| !dirs.is_empty());
    let shared = shared.unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let has = |data: &Path, name: &str| {
        let theme = data.join("icons/hicolor");
        theme.join(format!("scalable/status/{name}.svg")).is_file()
            || theme.join(format!("22x22/status/{name}.png")).is_file()
    };
    home.into_iter()
        .chain(std::env::split_paths(&shared))
        .any(|data| has(&data, NAME) && has(&data, PAUSED_NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drawing_has_its_pixels() {
        for icon in [pixmaps(false), pixmaps(true)].concat() {
            assert_eq!(icon.data.len(), usize::try_from(icon.width * icon.height * 4).unwrap());
            assert!(icon.data.chunks(4).any(|pixel| pixel[0] > 150), "something is drawn at {}", icon.width);
        }
    }
}
