//! Starting with the desktop session, when the user asked for it: one file in the folder that every desktop reads at
//! login (freedesktop.org, Desktop Application Autostart Specification). Nod never writes it unasked.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::{link, whole_file};

/// The file's name in the autostart folder.
const FILE: &str = "nod.desktop";

/// Largest such file that is looked at, in bytes; ours has a few hundred.
const LARGEST: u64 = 64 * 1024;

/// Whether Nod starts with the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Autostart {
    /// It does not.
    Off,
    /// It does.
    On,
    /// It would, but the program that is named there is gone.
    Astray(PathBuf),
}

/// Whether Nod starts with this user's sessions.
///
/// # Errors
/// When there is no home, or the file is there and cannot be read.
pub fn of_user() -> Result<Autostart> {
    status(&users_folder()?)
}

/// Has this user's sessions start `program` on the data in `data`, or no longer; what it is then.
///
/// # Errors
/// As [`set`], and when there is no home.
pub fn turn(on: bool, program: &Path, data: &Path) -> Result<Autostart> {
    let folder = users_folder()?;
    // The usual data folder is found again at the next login; another one has to be named.
    let data = std::path::absolute(data).unwrap_or_else(|_| data.to_owned());
    let usual = link::usual_data_folder().is_some_and(|usual| usual == data);
    set(&folder, on, program, Some(data.as_path()).filter(|_| !usual))?;
    status(&folder)
}

fn users_folder() -> Result<PathBuf> {
    folder().ok_or_else(|| Error::refused("error-autostart-no-home", vec![]))
}

/// Where the desktops look: `autostart` in `XDG_CONFIG_HOME` when that is an absolute path, else in `~/.config`. `None`
/// without a home.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.config_dir().join("autostart"))
}

/// Looks into the autostart folder.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn status(folder: &Path) -> Result<Autostart> {
    let path = folder.join(FILE);
    let failed = |source| Error::File { path: path.clone(), source };
    match path.metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Autostart::Off),
        Err(source) => return Err(failed(source)),
        Ok(file) if file.len() > LARGEST => return Ok(Autostart::Off),
        Ok(_) => {}
    }
    let bytes = std::fs::read(&path).map_err(failed)?;
    let text = String::from_utf8_lossy(&bytes);
    let value = |key: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once('='));
        lines.find(|(name, _)| name.trim() == key).map(|(_, value)| value.trim().to_owned())
    };
    let off = value("Hidden").is_some_and(|hidden| hidden == "true")
        || value("X-GNOME-Autostart-enabled").is_some_and(|enabled| enabled == "false");
    if off {
        return Ok(Autostart::Off);
    }
    let program = value("TryExec").map(PathBuf::from).filter(|program| program.is_absolute());
    Ok(match program.filter(|program| !program.is_file()) {
        Some(gone) => Autostart::Astray(gone),
        None => Autostart::On,
    })
}

/// Has the session start `program` in the background from the next login on, or no longer. Doing it twice is as once.
/// `data` is the data folder when it is not the usual one.
///
/// # Errors
/// When the file cannot be written or removed, or a path holds what such a file cannot; what was there stays.
pub fn set(folder: &Path, on: bool, program: &Path, data: Option<&Path>) -> Result<()> {
    let path = folder.join(FILE);
    if !on {
        return match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::File { path, source: error }),
            _ => Ok(()),
        };
    }
    let text = entry(program, data)?;
    std::fs::create_dir_all(folder).map_err(|source| Error::File { path: folder.to_owned(), source })?;
    whole_file::write(&path, |out| {
        out.write_all(text.as_bytes()).map_err(|source| Error::File { path: path.clone(), source })
    })
}

/// The desktop entry.
fn entry(program: &Path, data: Option<&Path>) -> Result<String> {
    let mut exec = vec![quoted(program)?, "resident".to_owned()];
    if let Some(data) = data {
        exec.extend(["--data-dir".to_owned(), quoted(data)?]);
    }
    Ok(format!(
        "[Desktop Entry]\nType=Application\nName=Nod\nComment=Small moments, remembered\nExec={}\nTryExec={}\n\
         Icon=nod-window\nTerminal=false\nNoDisplay=true\nStartupNotify=false\nX-GNOME-Autostart-enabled=true\n",
        exec.join(" "),
        value(program)?
    ))
}

/// A path as a value: backslashes doubled.
fn value(path: &Path) -> Result<String> {
    let refused = || {
        let args = vec![("path", path.display().to_string().into())];
        Error::refused("error-autostart-path", args)
    };
    let text = path.to_str().filter(|text| !text.chars().any(char::is_control)).ok_or_else(refused)?;
    Ok(text.replace('\\', "\\\\"))
}

/// A path as an argument of `Exec`: in quotes, with the four characters that mean something inside them escaped, and
/// that again as a value; a percent sign doubled.
fn quoted(path: &Path) -> Result<String> {
    let mut argument = String::from("\"");
    for c in value(path)?.replace("\\\\", "\\").chars() {
        match c {
            '"' | '`' | '$' | '\\' => argument.extend(['\\', c]),
            '%' => argument.push_str("%%"),
            c => argument.push(c),
        }
    }
    argument.push('"');
    Ok(argument.replace('\\', "\\\\"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn it_is_off_until_it_is_asked_for_and_off_again_after() {
        let home = tempfile::tempdir().unwrap();
        let (folder, program) = (home.path().join("config/autostart"), home.path().join("nod"));
        std::fs::write(&program, "").unwrap();
        assert_eq!(status(&folder).unwrap(), Autostart::Off);
        set(&folder, false, &program, None).unwrap();
        for _ in 0..2 {
            set(&folder, true, &program, None).unwrap();
            assert_eq!(status(&folder).unwrap(), Autostart::On);
        }
        let names: Vec<_> =
            std::fs::read_dir(&folder).unwrap().flatten().map(|file| file.file_name()).collect();
        assert_eq!(names, ["nod.desktop"], "no draft is left");
        set(&folder, false, &program, None).unwrap();
        assert_eq!(status(&folder).unwrap(), Autostart::Off);
    }

    #[test]
    fn what_the_desktop_turned_off_is_off_and_a_program_that_is_gone_is_said() {
        let home = tempfile::tempdir().unwrap();
        let program = home.path().join("nod");
        set(home.path(), true, &program, None).unwrap();
        assert_eq!(status(home.path()).unwrap(), Autostart::Astray(program.clone()));
        std::fs::write(&program, "").unwrap();
        let file = home.path().join(FILE);
        let on = std::fs::read_to_string(&file).unwrap();
        for off in ["Hidden=true\n", "X-GNOME-Autostart-enabled=false\n"] {
            std::fs::write(&file, on.replace("X-GNOME-Autostart-enabled=true\n", off)).unwrap();
            assert_eq!(status(home.path()).unwrap(), Autostart::Off);
        }
    }

    #[test]
    fn a_path_is_escaped_as_the_specification_says() {
        let text = entry(Path::new("/opt/my $nod/\"100%\"\\nod"), Some(Path::new("/data/a b"))).unwrap();
        assert!(
            text.contains(r#"Exec="/opt/my \\$nod/\\"100%%\\"\\\\nod" resident --data-dir "/data/a b""#),
            "{text}"
        );
        assert!(text.contains(r#"TryExec=/opt/my $nod/"100%"\\nod"#), "{text}");
        assert!(entry(Path::new("/a\nExec=rm"), None).is_err());
    }

    #[test]
    fn what_cannot_be_written_is_said_and_leaves_what_was_there() {
        let home = tempfile::tempdir().unwrap();
        let blocked = home.path().join("file");
        std::fs::write(&blocked, "mine").unwrap();
        assert!(set(&blocked.join("autostart"), true, Path::new("/usr/bin/nod"), None).is_err());
        assert_eq!(std::fs::read_to_string(&blocked).unwrap(), "mine");
        let folder = home.path().join("autostart");
        std::fs::create_dir(&folder).unwrap();
        symlink(&blocked, folder.join(FILE)).unwrap();
        set(&folder, true, Path::new("/usr/bin/nod"), None).unwrap();
        assert_eq!(std::fs::read_to_string(&blocked).unwrap(), "mine", "what a link points to is left alone");
    }
}
