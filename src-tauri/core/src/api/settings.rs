//! Settings, and what a window needs to start.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Circle;
use crate::gesture::Gesture;
use crate::id::PersonId;

/// Theme of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The settings a user has so far. Days of the week count from Monday = 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct Settings {
    /// For the greeting; may be empty.
    pub your_name: String,
    /// Theme.
    pub theme: Theme,
    /// Rhythms and banners fall on these days.
    pub working_days: [bool; 7],
    /// Minutes after midnight at which the day's windows for banners open, ascending.
    pub windows: Vec<u16>,
    /// Quiet from (minutes after midnight).
    pub quiet_from: u16,
    /// Quiet until (minutes after midnight); may be past midnight.
    pub quiet_until: u16,
    /// Banners a day at most.
    pub banners_a_day: u8,
    /// Reminders on Today at most, 1 to 5.
    pub today_at_most: u8,
    /// Days by which birthdays and work anniversaries are said before, 0 to 30.
    pub lead_days: u8,
    /// ±20 % jitter of rhythms.
    pub jitter: bool,
    /// Names kept off banners.
    pub hide_names: bool,
    /// Minutes the hidden window lingers before it exits.
    pub linger_minutes: u16,
    /// Folder for backups, absolute; empty for the one in the data folder.
    pub backup_folder: String,
    /// Calendar file that is kept up to date, absolute; empty for none.
    pub calendar_file: String,
    /// Keys that open the quick bar from anywhere, `Ctrl+Alt+N`; empty for none.
    pub shortcut: String,
}

impl Default for Settings {
    /// The defaults a new Nod starts with: two windows, Monday to Friday, quiet from 19:00 to 8:30.
    fn default() -> Self {
        Self {
            your_name: String::new(),
            theme: Theme::System,
            working_days: [true, true, true, true, true, false, false],
            windows: vec![9 * 60 + 15, 14 * 60],
            quiet_from: 19 * 60,
            quiet_until: 8 * 60 + 30,
            banners_a_day: 2,
            today_at_most: 5,
            lead_days: 0,
            jitter: true,
            hide_names: false,
            linger_minutes: 10,
            backup_folder: String::new(),
            calendar_file: String::new(),
            shortcut: String::new(),
        }
    }
}

/// The shortcut for the quick bar, and how the desktop has taken it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShortcutView {
    /// The keys that are set, `Ctrl+Alt+N`; empty for none.
    pub keys: String,
    /// `off`, `grabbed`, `taken`, `no-key`, `asking`, `portal`, `declined`, `none-here`; `unknown` while Nod does not run
    /// in the background.
    pub state: String,
    /// The same in a sentence.
    pub says: String,
}

/// What the window needs to know at its start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Welcome {
    /// Settings.
    pub settings: Settings,
    /// Circles in order.
    pub circles: Vec<Circle>,
    /// Gestures in order, hidden ones included.
    pub gestures: Vec<Gesture>,
    /// BCP 47 tag, validated: `en-GB`.
    pub locale: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// 0 at the first start.
    pub people: usize,
    /// Paused until (local words), if it is.
    pub paused: Option<String>,
    /// Version of the program.
    pub version: String,
    /// What the last Undo would undo, in words.
    pub undo: Option<String>,
    /// What Redo would bring back, in words.
    pub redo: Option<String>,
}

/// Where the window is asked to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "view")]
#[ts(export)]
pub enum Route {
    /// Today.
    Today,
    /// People.
    People,
    /// Journal.
    Moments,
    /// One person.
    Person {
        /// Who.
        id: PersonId,
    },
    /// Settings.
    Settings,
    /// Import.
    Import,
}
