//! A user's folders and environment, and `nod` run in them.

use std::ffi::OsStr;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::process::{kill_with_environment, with_environment, within};
use crate::programs::program;
use crate::seen::DEADLINE;

/// The user's time zone: one with DST.
pub const ZONE: &str = "Europe/Vienna";

/// A new user: empty folders under one temporary folder, no display, no bus. Whatever was started with its
/// environment is killed when it is dropped.
#[derive(Debug)]
pub struct Home {
    folder: TempDir,
    extra: Vec<(String, Option<String>)>,
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

impl Home {
    /// A new home.
    #[must_use]
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("nod-home-").tempdir().unwrap();
        for name in ["runtime", "data", "config", "cache", "state", "files"] {
            let path = folder.path().join(name);
            std::fs::create_dir(&path).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        }
        Self { folder, extra: Vec::new() }
    }

    /// The home folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// `XDG_RUNTIME_DIR`; its value marks every process of this home.
    #[must_use]
    pub fn runtime(&self) -> PathBuf {
        self.path().join("runtime")
    }

    /// `XDG_DATA_HOME`.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// Where Nod keeps its data in this home.
    #[must_use]
    pub fn nod_data(&self) -> PathBuf {
        self.data().join("nod")
    }

    /// Writes a file that a user could import and gives its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join("files").join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// From here on, processes of this home do not get this variable.
    pub fn unset(&mut self, variable: &str) {
        self.extra.retain(|(name, _)| name != variable);
        self.extra.push((variable.to_owned(), None));
    }

    /// From here on, processes of this home also get this variable.
    pub fn set(&mut self, variable: &str, value: impl Into<String>) {
        self.extra.retain(|(name, _)| name != variable);
        self.extra.push((variable.to_owned(), Some(value.into())));
    }

    /// A program with this home's environment and nothing of the caller's.
    #[must_use]
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
            .env("HOME", self.path())
            .env("XDG_RUNTIME_DIR", self.runtime())
            .env("XDG_DATA_HOME", self.data())
            .env("XDG_CONFIG_HOME", self.path().join("config"))
            .env("XDG_CACHE_HOME", self.path().join("cache"))
            .env("XDG_STATE_HOME", self.path().join("state"))
            .env("XDG_SESSION_TYPE", "x11")
            .env("LANG", "C.UTF-8")
            .env("TZ", ZONE)
            .env("NO_AT_BRIDGE", "1")
            .env("GDK_BACKEND", "x11")
            .env("GSETTINGS_BACKEND", "memory")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("RUST_BACKTRACE", "1")
            // The real system bus is none of a test's business.
            .env("DBUS_SYSTEM_BUS_ADDRESS", format!("unix:path={}/no-system-bus", self.path().display()))
            .current_dir(self.path());
        for (name, value) in &self.extra {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    /// The `nod` command line, ready to run.
    #[must_use]
    pub fn nod_command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = self.command(program("nod"));
        command.args(arguments);
        command
    }

    /// Runs `nod` to its end with nothing on its standard input.
    pub fn nod<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Ran {
        run(self.nod_command(arguments), b"")
    }

    /// Runs `nod … --json`, which must succeed, and reads what it prints.
    ///
    /// # Panics
    /// When it fails or prints no JSON.
    pub fn json<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Value {
        let mut command = self.nod_command(arguments);
        command.arg("--json");
        run(command, b"").succeeded().json()
    }

    /// Ids of the processes of this home that run the named program of Nod.
    #[must_use]
    pub fn running(&self, name: &str) -> Vec<u32> {
        with_environment("XDG_RUNTIME_DIR", &self.runtime())
            .into_iter()
            .filter_map(|(id, program)| (program == name).then_some(id))
            .collect()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        kill_with_environment("XDG_RUNTIME_DIR", &self.runtime());
    }
}

/// What a command did.
#[derive(Debug, Clone)]
pub struct Ran {
    /// The command, for messages.
    pub command: String,
    /// How it ended.
    pub status: ExitStatus,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// Runs a command to its end.
///
/// # Panics
/// When it cannot be started or does not end.
pub fn run(mut command: Command, input: &[u8]) -> Ran {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let words = words.join(" ");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("{words} does not start: {e}"));
    // It may end without reading.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = within(DEADLINE * 4, &words, move || child.wait_with_output().unwrap());
    Ran {
        command: words,
        status: output.status,
        stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

impl Ran {
    /// Checks the exit code.
    ///
    /// # Panics
    /// When it is another one.
    #[track_caller]
    pub fn exited(self, code: i32) -> Self {
        assert_eq!(
            self.status.code(),
            Some(code),
            "{} ended otherwise than with {code}\n--- stdout\n{}\n--- stderr\n{}",
            self.command,
            self.stdout,
            self.stderr
        );
        self
    }

    /// Checks that it did what it was asked.
    ///
    /// # Panics
    /// When it did not.
    #[track_caller]
    pub fn succeeded(self) -> Self {
        self.exited(0)
    }

    /// Checks for a refusal: exit code 1, nothing on standard output, one clear sentence on standard error, which is
    /// given back.
    ///
    /// # Panics
    /// When it is anything else.
    #[track_caller]
    pub fn refused(self) -> String {
        let ran = self.exited(1);
        assert_eq!(ran.stdout, "", "{} printed something though it refused", ran.command);
        ran.one_sentence()
    }

    /// Checks that standard error holds one line a person can read: no Rust, no SQL, no chain of causes.
    ///
    /// # Panics
    /// When it is anything else.
    #[track_caller]
    pub fn one_sentence(self) -> String {
        let text = self.stderr.trim_end();
        assert!(!text.is_empty(), "{} says nothing", self.command);
        assert_eq!(text.lines().count(), 1, "{} says more than one line: {text}", self.command);
        assert!(text.ends_with(['.', '?', '!']), "{} says no sentence: {text}", self.command);
        for inside in ["Err(", "Some(", "panicked", "SQLITE", "os error", "src/", " 0x", "::"] {
            // A number of the machine stands alone; the name of a temporary folder may hold the same two characters.
            assert!(!text.contains(inside), "{} shows its inside: {text}", self.command);
        }
        text.to_owned()
    }

    /// Reads standard output as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|e| panic!("{} printed no JSON ({e}):\n{}", self.command, self.stdout))
    }
}
