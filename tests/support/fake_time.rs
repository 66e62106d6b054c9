//! The wall clock of one process, moved while monotonic time goes on: libfaketime and its file.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::home::{Home, Ran, run};

/// A wall clock a test moves. It runs, a fixed time away from the real one, and is the same for all it is given to.
#[derive(Debug)]
pub struct FakeTime {
    file: PathBuf,
    offset: i64,
}

impl FakeTime {
    /// A clock that shows this local time, as `date -d` reads it: `2027-03-01 09:14:00`.
    #[must_use]
    pub fn at(home: &Home, local: &str) -> Self {
        let mut clock = Self { file: home.path().join("faketime"), offset: 0 };
        clock.jump_to(home, local);
        clock
    }

    /// Jumps to a local time, forwards or backwards.
    pub fn jump_to(&mut self, home: &Home, local: &str) {
        self.set(seconds(home, local) - seconds(home, "now"));
    }

    /// Jumps by so many seconds.
    pub fn jump_by(&mut self, seconds: i64) {
        self.set(self.offset + seconds);
    }

    fn set(&mut self, offset: i64) {
        self.offset = offset;
        // Renamed into place: a reader never finds half a line.
        let fresh = self.file.with_extension("new");
        fs::write(&fresh, format!("{offset:+}\n")).unwrap();
        fs::rename(fresh, &self.file).unwrap();
    }

    /// Runs `nod` by this clock.
    pub fn nod<S: AsRef<OsStr>>(&self, home: &Home, arguments: &[S]) -> Ran {
        let mut command = home.nod_command(arguments);
        self.give_to(&mut command);
        run(command, b"")
    }

    /// Gives a program this clock.
    pub fn give_to<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("LD_PRELOAD", library())
            .env("FAKETIME_TIMESTAMP_FILE", &self.file)
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
    }
}

/// Seconds since 1970 at a local time.
fn seconds(home: &Home, local: &str) -> i64 {
    let mut command = home.command("date");
    command.args(["-d", local, "+%s"]);
    run(command, b"").succeeded().stdout.trim().parse().unwrap()
}

fn library() -> PathBuf {
    fs::read_dir("/usr/lib")
        .unwrap()
        .flatten()
        .map(|folder| folder.path().join("faketime/libfaketime.so.1"))
        .find(|path| Path::is_file(path))
        .expect("libfaketime is installed: run scripts/setup --test")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_moves_for_the_program_that_was_given_it() {
        let home = Home::new();
        let mut clock = FakeTime::at(&home, "2027-03-01 09:14:30");
        let read = |clock: &FakeTime| {
            let mut command = home.command("date");
            clock.give_to(command.arg("+%F %H"));
            run(command, b"").succeeded().stdout
        };
        assert_eq!(read(&clock), "2027-03-01 09\n");
        clock.jump_by(-8 * 3600);
        assert_eq!(read(&clock), "2027-03-01 01\n");
        clock.jump_to(&home, "2027-04-01 12:30");
        assert_eq!(read(&clock), "2027-04-01 12\n");
    }
}
