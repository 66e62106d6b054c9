//! What the commands about moments, details, the bin and one person take.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum MomentCommand {
    Edit {
        id: String,
        #[command(flatten)]
        change: Box<MomentChange>,
    },
    Delete {
        id: String,
    },
}

/// What of a moment is changed; what is not given stays.
#[derive(Debug, Args)]
pub struct MomentChange {
    #[arg(long = "with", value_name = "NAME")]
    pub with: Vec<String>,
    #[arg(long, value_name = "GESTURE")]
    pub gesture: Vec<String>,
    #[arg(long, value_name = "DIRECTION")]
    pub direction: Option<String>,
    #[arg(long, value_name = "CHANNEL")]
    pub channel: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    #[arg(long, value_name = "WHEN")]
    pub when: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum DetailCommand {
    Add {
        name: String,
        #[arg(required = true)]
        text: Vec<String>,
        #[command(flatten)]
        options: DetailOptions,
    },
    Edit {
        id: String,
        #[arg(long, value_name = "TEXT")]
        text: Option<String>,
        #[command(flatten)]
        options: DetailOptions,
    },
    Remove {
        id: String,
    },
    List {
        #[arg(required = true)]
        name: Vec<String>,
        #[arg(long)]
        all: bool,
    },
}

#[derive(Debug, Args)]
pub struct DetailOptions {
    #[arg(long, value_name = "CATEGORY")]
    pub category: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub learned: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub expires: Option<String>,
    #[arg(long)]
    pub inferred: bool,
    #[arg(long, conflicts_with = "inferred")]
    pub told: bool,
    #[arg(long)]
    pub private: bool,
    #[arg(long, conflicts_with = "private")]
    pub open: bool,
}

#[derive(Debug, Subcommand)]
pub enum BinCommand {
    Restore { number: i64 },
}

#[derive(Debug, Subcommand)]
pub enum PersonCommand {
    Show {
        #[arg(required = true)]
        name: Vec<String>,
    },
    Add {
        #[arg(required_unless_present = "new_name")]
        name: Vec<String>,
        #[command(flatten)]
        fields: Box<Fields>,
    },
    Edit {
        #[arg(required = true)]
        name: Vec<String>,
        #[command(flatten)]
        fields: Box<Fields>,
    },
    Archive {
        #[arg(required = true)]
        name: Vec<String>,
    },
    #[command(visible_alias = "restore")]
    Unarchive {
        #[arg(required = true)]
        name: Vec<String>,
    },
    Delete {
        #[arg(required = true)]
        name: Vec<String>,
    },
    Timeline {
        #[arg(required = true)]
        name: Vec<String>,
        #[arg(long, default_value_t = 50, value_name = "N")]
        limit: usize,
    },
    Export {
        #[arg(required = true)]
        name: Vec<String>,
    },
}

/// Fields of a person; what is not given stays, an empty text clears.
#[derive(Debug, Args)]
pub struct Fields {
    #[arg(long = "name", value_name = "NAME")]
    pub new_name: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub called: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub pronunciation: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub pronouns: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub role: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub team: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    pub organisation: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub place: Option<String>,
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub start_date: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub birthday: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub notes: Option<String>,
    #[arg(long, value_name = "CIRCLE")]
    pub circle: Option<String>,
    #[arg(long, value_name = "DAYS")]
    pub rhythm: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub email: Vec<String>,
    #[arg(long, value_name = "NUMBER")]
    pub phone: Vec<String>,
    #[arg(long, value_name = "HANDLE")]
    pub handle: Vec<String>,
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    #[arg(long = "field", value_name = "NAME=VALUE")]
    pub field: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub photo: Option<PathBuf>,
    #[arg(long, conflicts_with = "photo")]
    pub no_photo: bool,
}
