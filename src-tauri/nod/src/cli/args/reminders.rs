//! What the commands about follow-ups, thanks, occasions, own reminders and time away take.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum FollowUpCommand {
    Add {
        person: String,
        #[arg(required = true)]
        text: Vec<String>,
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
    Done {
        id: String,
    },
    Drop {
        id: String,
    },
    Move {
        id: String,
        on: String,
    },
    List {
        name: Vec<String>,
    },
}

#[derive(Debug, Args)]
pub struct Thanks {
    #[command(subcommand)]
    pub command: Option<ThanksCommand>,
    pub name: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum ThanksCommand {
    Add {
        person: String,
        #[arg(required = true)]
        text: Vec<String>,
        #[arg(long, value_name = "TEXT")]
        changed: Option<String>,
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
    Done {
        id: String,
    },
    Drop {
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum OccasionCommand {
    Add {
        person: String,
        #[arg(required = true)]
        title: Vec<String>,
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        on: String,
        #[arg(long)]
        yearly: bool,
        #[arg(long, default_value_t = 0, value_name = "DAYS")]
        lead: u8,
    },
    Edit {
        id: String,
        title: Vec<String>,
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        on: Option<String>,
        #[arg(long, conflicts_with = "once")]
        yearly: bool,
        #[arg(long)]
        once: bool,
        #[arg(long, value_name = "DAYS")]
        lead: Option<u8>,
        #[arg(long, value_name = "NAME")]
        person: Option<String>,
    },
    List,
    Remove {
        id: String,
    },
}

#[derive(Debug, Args)]
pub struct Remind {
    #[command(subcommand)]
    pub command: Option<RemindCommand>,
    pub text: Vec<String>,
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    #[arg(long, value_name = "STEP")]
    pub every: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum RemindCommand {
    List,
    Edit {
        id: String,
        text: Vec<String>,
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
        #[arg(long, value_name = "STEP")]
        every: Option<String>,
        #[arg(long, value_name = "NAME")]
        person: Option<String>,
    },
    Done {
        id: String,
    },
    Remove {
        id: String,
    },
}

#[derive(Debug, Args)]
pub struct Away {
    #[command(subcommand)]
    pub command: Option<AwayCommand>,
    #[arg(required = true)]
    pub from: Option<String>,
    #[arg(required = true)]
    pub until: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum AwayCommand {
    List,
    Remove { id: String },
}
