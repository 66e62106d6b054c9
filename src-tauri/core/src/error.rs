//! What can go wrong, each with one clear sentence: what happened, what is unharmed, what to do.

use std::path::PathBuf;

use crate::api::{Failure, PersonChip};
use crate::texts::{Arg, Texts};

/// The result of everything that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Input that is not taken. Nothing was changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// Message id in `errors.ftl`.
    pub message: &'static str,
    /// Its arguments.
    pub args: Vec<(&'static str, Arg)>,
    /// The field at fault, as the request names it.
    pub field: Option<&'static str>,
}

/// Something only the user can answer. Nothing was changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Several people fit a name as well as each other.
    WhichPerson {
        /// As typed.
        typed: String,
        /// Who fits.
        candidates: Vec<PersonChip>,
    },
    /// Nobody fits a name.
    UnknownName {
        /// As typed.
        typed: String,
        /// Names that come nearest, best first.
        nearest: Vec<PersonChip>,
    },
    /// Nobody was named.
    NoPerson,
}

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Input that is not taken.
    #[error("refused: {}", .0.message)]
    Refused(Refusal),
    /// Something only the user can answer.
    #[error("needs an answer: {0:?}")]
    Asks(Question),
    /// The file was written by a newer Nod.
    #[error("{path} has schema {found}, this Nod knows {known}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema number.
        found: i64,
        /// The newest one known here.
        known: i64,
    },
    /// The file is not a Nod database.
    #[error("{0} is not a Nod database")]
    NotOurs(PathBuf),
    /// The file is damaged.
    #[error("{0} is damaged")]
    Damaged(PathBuf),
    /// The data is encrypted, and this process does not have the key.
    #[error("the data is locked")]
    Locked,
    /// A passphrase or recovery key that does not open the data.
    #[error("the passphrase is another")]
    WrongPassphrase,
    /// Another process holds the file.
    #[error("the database is held by another process")]
    Busy,
    /// The user stopped it.
    #[error("stopped")]
    Stopped,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The folder or file cannot be written.
    #[error("{0} cannot be written")]
    ReadOnly(PathBuf),
    /// A file or folder could not be read or made.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Anything else the database said.
    #[error("database: {0}")]
    Sql(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::{SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_IOERR_FSYNC};
        use rusqlite::ffi::{
            SQLITE_INTERRUPT, SQLITE_IOERR_SHMOPEN, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_WRITE,
        };
        use rusqlite::ffi::{SQLITE_LOCKED, SQLITE_NOTADB, SQLITE_READONLY};
        let Some(code) = error.sqlite_error().map(|e| e.extended_code) else { return Self::Sql(error) };
        match code & 0xff {
            SQLITE_BUSY | SQLITE_LOCKED => Self::Busy,
            SQLITE_INTERRUPT => Self::Stopped,
            SQLITE_FULL => Self::DiskFull,
            SQLITE_READONLY | SQLITE_CANTOPEN => Self::ReadOnly(PathBuf::new()),
            SQLITE_CORRUPT => Self::Damaged(PathBuf::new()),
            SQLITE_NOTADB => Self::NotOurs(PathBuf::new()),
            // A full disk shows wherever a file has to grow: in the file, its log, or the log's index.
            _ if [SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_SHMOPEN]
                .contains(&code) =>
            {
                Self::DiskFull
            }
            _ => Self::Sql(error),
        }
    }
}

impl Error {
    /// Input that is not taken, without a field.
    #[must_use]
    pub fn refused(message: &'static str, args: Vec<(&'static str, Arg)>) -> Self {
        Self::Refused(Refusal { message, args, field: None })
    }

    /// A field's value that is not taken.
    #[must_use]
    pub fn field(field: &'static str, message: &'static str, args: Vec<(&'static str, Arg)>) -> Self {
        Self::Refused(Refusal { message, args, field: Some(field) })
    }

    /// This error with the file it is about, where the database could not know it.
    #[must_use]
    pub fn about(self, file: &std::path::Path) -> Self {
        match self {
            Self::ReadOnly(_) => Self::ReadOnly(file.to_owned()),
            Self::Damaged(_) => Self::Damaged(file.to_owned()),
            Self::NotOurs(_) => Self::NotOurs(file.to_owned()),
            other => other,
        }
    }

    /// A stable word for what the UI branches on.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Asks(Question::WhichPerson { .. }) => "tie",
            Self::Asks(Question::UnknownName { .. }) => "unknown-name",
            Self::Asks(Question::NoPerson) => "no-person",
            Self::Newer { .. } => "newer-database",
            Self::NotOurs(_) => "not-ours",
            Self::Damaged(_) => "damaged",
            Self::Locked => "locked",
            Self::WrongPassphrase => "wrong-passphrase",
            Self::Busy => "busy",
            Self::Stopped => "stopped",
            Self::DiskFull => "disk-full",
            Self::ReadOnly(_) => "read-only",
            Self::File { .. } => "file",
            Self::Sql(_) => "database",
        }
    }

    /// One clear sentence for the user.
    #[must_use]
    pub fn sentence(&self, texts: &Texts) -> String {
        let path = |path: &std::path::Path| vec![("path", Arg::from(path.display().to_string()))];
        match self {
            Self::Refused(refusal) => texts.with(refusal.message, &refusal.args),
            Self::Asks(question) => question.sentence(texts),
            Self::Newer { path, found, known } => texts.with(
                "error-newer",
                &[
                    ("path", path.display().to_string().into()),
                    ("found", (*found).into()),
                    ("known", (*known).into()),
                ],
            ),
            Self::NotOurs(file) => texts.with("error-not-ours", &path(file)),
            Self::Damaged(file) => texts.with("error-damaged", &path(file)),
            Self::Locked => texts.get("error-locked"),
            Self::WrongPassphrase => texts.get("error-wrong-passphrase"),
            Self::Busy => texts.get("error-busy"),
            Self::Stopped => texts.get("error-stopped"),
            Self::DiskFull => texts.get("error-disk-full"),
            Self::ReadOnly(file) => texts.with("error-read-only", &path(file)),
            Self::File { path, source } => texts.with(
                file_message(source),
                &[("path", path.display().to_string().into()), ("reason", plainly(source).into())],
            ),
            Self::Sql(_) => texts.get("error-database"),
        }
    }

    /// The error as it crosses to the UI.
    #[must_use]
    pub fn failure(&self, texts: &Texts) -> Failure {
        let field = match self {
            Self::Refused(refusal) => refusal.field.map(str::to_owned),
            _ => None,
        };
        Failure { code: self.code().to_owned(), message: self.sentence(texts), field }
    }
}

/// What the system says, without its number.
fn plainly(source: &std::io::Error) -> String {
    let said = source.to_string();
    said.split(" (os error").next().unwrap_or_default().to_owned()
}

/// Which message says best why a file could not be used.
fn file_message(source: &std::io::Error) -> &'static str {
    match source.kind() {
        std::io::ErrorKind::NotFound => "error-file-not-found",
        std::io::ErrorKind::PermissionDenied => "error-file-permission",
        std::io::ErrorKind::StorageFull => "error-disk-full",
        _ => "error-file",
    }
}

impl Question {
    fn sentence(&self, texts: &Texts) -> String {
        match self {
            Self::WhichPerson { typed, candidates } => {
                let names: Vec<&str> = candidates.iter().map(|c| c.name.as_str()).collect();
                texts.with(
                    "ask-which-person",
                    &[("typed", typed.clone().into()), ("names", names.join(", ").into())],
                )
            }
            Self::UnknownName { typed, nearest } => match nearest.first() {
                Some(person) => texts.with(
                    "ask-unknown-name-near",
                    &[("typed", typed.clone().into()), ("near", person.name.clone().into())],
                ),
                None => texts.with("ask-unknown-name", &[("typed", typed.clone().into())]),
            },
            Self::NoPerson => texts.get("ask-no-person"),
        }
    }
}
