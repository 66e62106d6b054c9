//! The local socket between Nod's processes: JSON lines, owner only. The resident listens; windows and the command line
//! connect. Everything works without it: whoever finds no resident just writes the database.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use zeroize::Zeroizing;

use crate::api::{Keychain, Route, Topic};
use crate::id::MomentId;
use crate::plan::mix;
use crate::seal::DatabaseKey;
use crate::shortcut::ShortcutState;

/// Longest line taken from the socket, in bytes.
pub const LONGEST_LINE: usize = 64 * 1024;

/// How long the command line waits for the resident's answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is said over the socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "kebab-case")]
pub enum Message {
    /// To the resident: something was written. From it: fetch again.
    Changed {
        /// What changed.
        topics: BTreeSet<Topic>,
    },
    /// To the resident, from a window: tell me what comes.
    Watch,
    /// Open the main window there.
    Open {
        /// Where.
        route: Route,
    },
    /// Open the quick bar.
    Quick {
        /// Text to start with.
        prefill: String,
        /// The moment it says more about, when it does not begin another one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        moment: Option<MomentId>,
    },
    /// To the resident: how are you?
    Status,
    /// The resident's answer.
    StatusIs(Status),
    /// To the resident: may these keys open the quick bar? What it tries it keeps, unless another program has them.
    TryShortcut {
        /// `Ctrl+Alt+N`; empty for none.
        keys: String,
    },
    /// The resident's answer to that.
    ShortcutIs(ShortcutState),
    /// Let go of the database until it is asked for again: another file takes its place. To the resident and from it.
    LetGo,
    /// To the resident: the key of the database, if you hold it.
    Key,
    /// The resident's answer; none when it is locked, or nothing is encrypted.
    KeyIs {
        /// The key.
        key: Option<Handed>,
    },
    /// To the resident: here is the key. Done when it opens the database, else `key-is` with none.
    Unlock {
        /// The key.
        key: Handed,
    },
    /// Forget the key; to the resident and from it.
    Lock,
    /// To the resident, from a window: somebody is using Nod.
    Used,
    /// To the resident: is it locked, and is there a keychain?
    Seal,
    /// To the resident: have the keychain keep the key, or forget it.
    KeepInKeychain {
        /// Keep it.
        on: bool,
    },
    /// The resident's answer to both.
    SealIs {
        /// True when it does not hold the key.
        locked: bool,
        /// The keychain, as it is then.
        keychain: Keychain,
    },
    /// End; to the resident and from it.
    Quit,
    /// The resident's answer to what it carried out.
    Done,
}

/// A key on its way between two processes of the same user, as [`DatabaseKey::to_hex`](crate::seal::DatabaseKey::to_hex)
/// writes it. Wiped when dropped, and never shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Handed(Zeroizing<String>);

impl std::fmt::Debug for Handed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Handed(…)")
    }
}

impl From<&DatabaseKey> for Handed {
    fn from(key: &DatabaseKey) -> Self {
        Self(key.to_hex())
    }
}

impl Handed {
    /// The key, if it is one.
    #[must_use]
    pub fn key(&self) -> Option<DatabaseKey> {
        DatabaseKey::from_hex(&self.0)
    }
}

/// How the resident is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Status {
    /// Process id.
    pub pid: u32,
    /// Version of the program.
    pub version: String,
    /// True when a tray shows the icon.
    pub tray: bool,
    /// The notification daemon's name, if there is one.
    pub notifications: Option<String>,
    /// True when that daemon shows buttons.
    pub buttons: bool,
    /// True when there is a session bus.
    pub session_bus: bool,
    /// When it looks again, RFC 3339.
    pub next_wake: Option<String>,
    /// How the desktop has taken the shortcut for the quick bar.
    pub shortcut: ShortcutState,
}

/// Where the socket of a data folder is: in the runtime folder under a name made from the data folder's path, for a
/// socket's path may hold only about a hundred bytes; without a runtime folder, in the data folder itself.
#[must_use]
pub fn socket_path(folder: &Path) -> PathBuf {
    let canonical = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    match std::env::var_os("XDG_RUNTIME_DIR").filter(|dir| !dir.is_empty()) {
        Some(runtime) => {
            let name = mix(0, &[canonical.as_os_str().as_encoded_bytes()]);
            Path::new(&runtime).join(format!("nod-{name:016x}.sock"))
        }
        None => canonical.join("nod.sock"),
    }
}

/// One line for the socket.
#[must_use]
pub fn line(message: &Message) -> Zeroizing<String> {
    let mut text = Zeroizing::new(serde_json::to_string(message).unwrap_or_default());
    text.push('\n');
    text
}

/// Reads a line from the socket. `None` for what this version does not know.
#[must_use]
pub fn parse(line: &str) -> Option<Message> {
    if line.len() > LONGEST_LINE { None } else { serde_json::from_str(line).ok() }
}

/// Says something to the resident and waits for its answer. `None` when there is no resident.
#[must_use]
pub fn ask(folder: &Path, message: &Message) -> Option<Message> {
    ask_at(&socket_path(folder), message)
}

/// [`ask`] at a socket that is known by its path.
#[must_use]
pub fn ask_at(socket: &Path, message: &Message) -> Option<Message> {
    ask_within(socket, message, PATIENCE)
}

/// [`ask`] for what the resident has to ask the desktop's keychain about, which may take a while to say nothing.
#[must_use]
pub fn ask_patiently(folder: &Path, message: &Message) -> Option<Message> {
    ask_within(&socket_path(folder), message, 3 * PATIENCE)
}

fn ask_within(socket: &Path, message: &Message, patience: Duration) -> Option<Message> {
    let mut stream = UnixStream::connect(socket).ok()?;
    stream.set_read_timeout(Some(patience)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    stream.write_all(line(message).as_bytes()).ok()?;
    let mut answer = Zeroizing::new(String::new());
    BufReader::new(stream).read_line(&mut answer).ok()?;
    parse(&answer)
}

/// How the desktop has taken the shortcut for the quick bar. `None` when there is no resident.
#[must_use]
pub fn shortcut_state(folder: &Path) -> Option<ShortcutState> {
    match ask(folder, &Message::Status)? {
        Message::StatusIs(status) => Some(status.shortcut),
        _ => None,
    }
}

/// Says something to the resident without waiting for an answer. False when there is no resident.
#[must_use]
pub fn tell(folder: &Path, message: &Message) -> bool {
    let say = || -> std::io::Result<()> {
        let mut stream = UnixStream::connect(socket_path(folder))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.write_all(line(message).as_bytes())
    };
    say().is_ok()
}

/// Starts the resident and waits until it listens, or until it yields to one that already does.
///
/// # Errors
/// When `program` cannot be started or ends without a word.
pub fn start_resident(program: &Path, folder: &Path) -> std::io::Result<()> {
    let mut child = Command::new(program)
        .args(["resident", "--ready", "--data-dir"])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(if std::env::var_os("NOD_LOG").is_some() { Stdio::inherit() } else { Stdio::null() })
        // A group of its own: Ctrl+C in the terminal it was started from is not meant for it.
        .process_group(0)
        .spawn()?;
    let mut word = String::new();
    if let Some(stdout) = child.stdout.take() {
        BufReader::new(stdout).read_line(&mut word)?;
    }
    if word.trim().is_empty() {
        return Err(std::io::Error::other("the resident ended without a word"));
    }
    Ok(())
}

/// The data folder: the one named, else `NOD_DATA_DIR`, else the platform's place for an application's data.
#[must_use]
pub fn data_folder(named: Option<&Path>) -> Option<PathBuf> {
    let from_env = || std::env::var_os("NOD_DATA_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    named.map(Path::to_owned).or_else(from_env).or_else(usual_data_folder)
}

/// The platform's place for an application's data; `None` without a home.
#[must_use]
pub fn usual_data_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "nod").map(|dirs| dirs.data_dir().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_reads_back_as_itself() {
        let messages = [
            Message::Changed { topics: BTreeSet::from([Topic::People, Topic::Moments]) },
            Message::Watch,
            Message::Open { route: Route::Today },
            Message::Quick { prefill: "am thx\n\"quoted\"".into(), moment: None },
            Message::StatusIs(Status { pid: 7, ..Status::default() }),
            Message::TryShortcut { keys: "Ctrl+Alt+N".into() },
            Message::ShortcutIs(ShortcutState::Portal { trigger: "Ctrl+N".into() }),
            Message::Quit,
            Message::KeyIs { key: Some(Handed::from(&DatabaseKey::new().unwrap())) },
            Message::SealIs { locked: true, keychain: Keychain::On },
        ];
        for message in messages {
            let text = line(&message);
            assert_eq!(text.matches('\n').count(), 1);
            assert_eq!(parse(text.trim_end()), Some(message));
        }
    }

    #[test]
    fn what_is_not_known_is_passed_over() {
        assert_eq!(parse("{\"say\":\"sing\"}"), None);
        assert_eq!(parse("nonsense"), None);
    }

    #[test]
    fn two_data_folders_have_two_sockets() {
        assert_ne!(socket_path(Path::new("/a")), socket_path(Path::new("/b")));
    }
}
