//! Asking for passphrases: from the file that `NOD_PASSPHRASE_FILE` names (`-` for standard input), else at the terminal,
//! where nothing of them shows. Never from an argument or a variable's value, which others may see.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;

use nod_core::error::Error;
use nod_core::texts::Texts;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

use super::Ended;

/// Where a passphrase that is there stands, for scripts.
pub const FILE: &str = "NOD_PASSPHRASE_FILE";
/// Where one that is to be set stands.
pub const NEW_FILE: &str = "NOD_NEW_PASSPHRASE_FILE";

/// Longest line that is taken, in bytes.
const LONGEST: u64 = 4096;

pub type Secret = Zeroizing<String>;

/// The passphrase there is. `None` where nobody can be asked.
pub fn ask(texts: &Texts, question: &str) -> Result<Option<Secret>, Ended> {
    match from_file(FILE)? {
        Some(secret) => Ok(Some(secret)),
        None => at_terminal(&texts.get(question)),
    }
}

/// True when a script gives it, so that asking again would bring the same.
pub fn is_given() -> bool {
    named(FILE).is_some()
}

/// A passphrase to set, asked for twice.
pub fn ask_new(texts: &Texts) -> Result<Secret, Ended> {
    for variable in [NEW_FILE, FILE] {
        if let Some(secret) = from_file(variable)? {
            return Ok(secret);
        }
    }
    new_at_terminal(texts)
}

/// [`ask_new`] where [`FILE`] holds another one already.
pub fn ask_other(texts: &Texts) -> Result<Secret, Ended> {
    match from_file(NEW_FILE)? {
        Some(secret) => Ok(secret),
        None => new_at_terminal(texts),
    }
}

fn new_at_terminal(texts: &Texts) -> Result<Secret, Ended> {
    let nobody = || Ended::Said(texts.get("cli-passphrase-nobody"), 2);
    let first = at_terminal(&texts.get("cli-passphrase-new"))?.ok_or_else(nobody)?;
    nod_core::seal::check_passphrase(&first)?;
    let second = at_terminal(&texts.get("cli-passphrase-again"))?.ok_or_else(nobody)?;
    if first == second { Ok(first) } else { Err(Ended::Said(texts.get("cli-passphrase-differ"), 1)) }
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|name| !name.is_empty()).map(PathBuf::from)
}

/// The first line of the file that a variable names.
fn from_file(variable: &str) -> Result<Option<Secret>, Ended> {
    let Some(path) = named(variable) else { return Ok(None) };
    let mut line = Secret::default();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(LONGEST).read_line(&mut line)
    } else {
        File::open(&path).and_then(|file| BufReader::new(file.take(LONGEST)).read_line(&mut line))
    };
    read.map_err(|source| Error::File { path, source })?;
    while line.ends_with(['\n', '\r']) {
        line.pop();
    }
    Ok(Some(line))
}

/// Asks at the terminal, whatever standard input and output are. `None` without one, or when it is broken off.
fn at_terminal(question: &str) -> Result<Option<Secret>, Ended> {
    let Ok(terminal) = OpenOptions::new().read(true).write(true).open("/dev/tty") else {
        return Ok(None);
    };
    // Without echo before it is asked: whoever sees the question may type at once.
    let secret = Quiet::of(&terminal).and_then(|_quiet| {
        let _ = write!(&terminal, "{question} ").and_then(|()| (&terminal).flush());
        read_secret(&mut &terminal)
    });
    let _ = writeln!(&terminal);
    Ok(secret)
}

/// The terminal without echo, and with keys that break off read as letters, so that it is put right before anything ends.
struct Quiet<'a> {
    terminal: &'a File,
    before: Termios,
}

impl<'a> Quiet<'a> {
    fn of(terminal: &'a File) -> Option<Self> {
        let before = tcgetattr(terminal).ok()?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
        tcsetattr(terminal, OptionalActions::Flush, &quiet).ok()?;
        Some(Self { terminal, before })
    }
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        let _ = tcsetattr(self.terminal, OptionalActions::Flush, &self.before);
    }
}

/// Reads up to Enter. Backspace takes back a letter, Ctrl+U all; Ctrl+C and Ctrl+D break off.
fn read_secret(terminal: &mut impl Read) -> Option<Secret> {
    let mut typed = Zeroizing::new(Vec::with_capacity(256));
    let mut byte = [0];
    loop {
        if terminal.read(&mut byte).ok()? == 0 {
            return None;
        }
        match byte[0] {
            b'\r' | b'\n' => break,
            3 | 4 => return None,
            0x15 => typed.clear(),
            8 | 0x7f => {
                // A letter may be several bytes.
                while typed.pop().is_some_and(|byte: u8| byte & 0xc0 == 0x80) {}
            }
            byte if typed.len() < 1024 => typed.push(byte),
            _ => {}
        }
    }
    std::str::from_utf8(&typed).ok().map(|typed| Zeroizing::new(typed.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(keys: &str) -> Option<String> {
        read_secret(&mut keys.as_bytes()).map(|secret| secret.to_string())
    }

    #[test]
    fn keys_become_a_passphrase() {
        assert_eq!(read("naïve é\u{7f}lan\rmore").as_deref(), Some("naïve lan"));
        assert_eq!(read("wrong\u{15}right\n").as_deref(), Some("right"));
        assert_eq!(read("\u{7f}\u{8}x\n").as_deref(), Some("x"));
        assert_eq!(read("half\u{3}"), None);
        assert_eq!(read("no end"), None);
    }
}
