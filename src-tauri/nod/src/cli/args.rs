//! What the command line takes. The help texts stand in `texts/en/help.ftl`.

mod notebook;
mod reminders;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use notebook::{
    BinCommand, DetailCommand, DetailOptions, Fields, MomentChange, MomentCommand, PersonCommand,
};
pub use reminders::{
    Away, AwayCommand, FollowUpCommand, OccasionCommand, Remind, RemindCommand, Thanks, ThanksCommand,
};

#[derive(Debug, Parser)]
#[command(name = "nod", version, disable_help_subcommand = true, args_conflicts_with_subcommands = false)]
pub struct Cli {
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Log(Log),
    Listen(Listen),
    Today(Today),
    Moments(Moments),
    Later {
        id: String,
        when: String,
    },
    Skip {
        id: String,
    },
    Undo,
    Redo,
    People(People),
    #[command(subcommand)]
    Person(PersonCommand),
    Circles,
    #[command(subcommand)]
    Moment(MomentCommand),
    #[command(subcommand)]
    Detail(DetailCommand),
    Search(Search),
    Brief {
        #[arg(required = true)]
        names: Vec<String>,
    },
    Duplicates,
    Merge {
        keep: String,
        gone: String,
        #[arg(long)]
        dry_run: bool,
    },
    Erase {
        #[arg(required = true)]
        name: Vec<String>,
        #[arg(long)]
        yes: bool,
        #[arg(long)]
        backups_too: bool,
    },
    Bin {
        #[command(subcommand)]
        command: Option<BinCommand>,
    },
    Import(Import),
    Export(Export),
    Backup {
        #[arg(default_value = "now", value_parser = ["now", "list"])]
        what: String,
        #[arg(long, value_name = "FOLDER", conflicts_with = "what")]
        to: Option<PathBuf>,
    },
    Calendar {
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        #[arg(long, conflicts_with = "file")]
        off: bool,
    },
    Restore {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long)]
        dry_run: bool,
        #[arg(long, short = 'y')]
        yes: bool,
    },
    Encrypt {
        #[arg(long)]
        keychain: bool,
    },
    Decrypt,
    Lock {
        #[arg(long, value_name = "MINUTES")]
        after: Option<String>,
    },
    Unlock,
    Passphrase,
    RecoveryKey,
    Keychain {
        #[arg(default_value = "status")]
        what: Switch,
    },
    Sample,
    #[command(subcommand)]
    FollowUp(FollowUpCommand),
    #[command(args_conflicts_with_subcommands = true)]
    Thanks(Thanks),
    #[command(subcommand)]
    Occasion(OccasionCommand),
    #[command(args_conflicts_with_subcommands = true)]
    Remind(Remind),
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Away(Away),
    Leave {
        #[arg(required = true, num_args = 3.., value_name = "PERSON FROM UNTIL")]
        words: Vec<String>,
    },
    Transition {
        #[arg(required = true, num_args = 2.., value_name = "PERSON KIND")]
        words: Vec<String>,
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
    Plan {
        #[arg(long, default_value_t = 7, value_name = "N")]
        days: u32,
    },
    Why {
        #[arg(required = true)]
        name: Vec<String>,
    },
    Pause {
        #[arg(required = true, value_name = "[PERSON] UNTIL")]
        until: Vec<String>,
    },
    Resume {
        name: Vec<String>,
    },
    Open {
        #[arg(default_value = "today")]
        view: String,
    },
    Quick {
        text: Vec<String>,
    },
    Resident {
        #[arg(long)]
        ready: bool,
    },
    Quit,
    Doctor,
    Autostart {
        #[arg(default_value = "status")]
        what: Switch,
    },
    Shortcut {
        keys: Vec<String>,
    },
    Completions {
        shell: Shell,
    },
    #[command(hide = true)]
    Complete {
        #[arg(last = true)]
        words: Vec<String>,
    },
}

/// What to do with something that is on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Switch {
    On,
    Off,
    Status,
}

/// A shell that commands can be completed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
}

#[derive(Debug, Args)]
pub struct Log {
    #[arg(required = true)]
    pub text: Vec<String>,
    #[arg(long, value_name = "WHEN")]
    pub when: Option<String>,
    #[arg(long)]
    pub add: bool,
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Listen {
    #[arg(value_name = "PERSON [MINUTES]")]
    pub words: Vec<String>,
    #[arg(long, conflicts_with_all = ["words", "stop"])]
    pub done: bool,
    #[arg(long, conflicts_with = "words")]
    pub stop: bool,
}

#[derive(Debug, Args)]
pub struct Today {
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
}

#[derive(Debug, Args)]
pub struct Moments {
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    #[arg(long, value_name = "GESTURE")]
    pub gesture: Option<String>,
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub limit: usize,
}

#[derive(Debug, Args)]
pub struct People {
    pub query: Vec<String>,
    #[arg(long, value_name = "CIRCLE")]
    pub circle: Option<String>,
    #[arg(long)]
    pub archived: bool,
}

#[derive(Debug, Args)]
pub struct Search {
    #[arg(required = true)]
    pub query: Vec<String>,
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: usize,
}

#[derive(Debug, Args)]
pub struct Import {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, short = 'y')]
    pub yes: bool,
    #[arg(long = "map", value_name = "COLUMN=MEANING", value_parser = column_meaning)]
    pub map: Vec<(String, String)>,
    #[arg(long)]
    pub meetings: bool,
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',')]
    pub pick: Vec<usize>,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    pub people: Vec<String>,
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    #[arg(long)]
    pub without_private: bool,
    #[arg(long)]
    pub age: bool,
}

fn column_meaning(text: &str) -> Result<(String, String), String> {
    let (column, meaning) = text.rsplit_once('=').ok_or_else(|| "COLUMN=MEANING".to_owned())?;
    Ok((column.trim().to_owned(), meaning.trim().to_owned()))
}
