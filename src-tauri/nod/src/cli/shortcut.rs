//! `nod shortcut`.

use std::process::ExitCode;

use nod_core::link::{self, Message};
use nod_core::shortcut::{Shortcut, ShortcutState};
use serde_json::json;

use super::desk::Desk;
use super::{Ended, print};

/// Sets the keys that open the quick bar, or says which they are.
pub fn shortcut(desk: &mut Desk, keys: &[String]) -> Result<ExitCode, Ended> {
    let typed = keys.join(" ");
    let state = match typed.as_str() {
        "" | "status" => link::shortcut_state(desk.folder()),
        "off" => {
            let now = desk.now;
            desk.nod()?.shortcut_set("", None, now)?;
            Some(ShortcutState::Off)
        }
        typed => {
            let keys = typed.parse::<Shortcut>()?.to_string();
            let now = desk.now;
            desk.nod()?;
            let tried = attempt(desk, &keys);
            desk.nod()?.shortcut_set(&keys, tried.as_ref(), now)?;
            tried
        }
    };
    let view = desk.nod()?.shortcut(state.as_ref())?;
    if desk.json {
        print::json(&json!(view));
    } else {
        print::say(&view.says);
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks the resident, whose keys they would be, and starts it for that. Without one they are kept for when it runs.
fn attempt(desk: &Desk, keys: &str) -> Option<ShortcutState> {
    let message = Message::TryShortcut { keys: keys.to_owned() };
    desk.ask_resident(&message).ok().and_then(|answer| match answer {
        Message::ShortcutIs(state) => Some(state),
        _ => None,
    })
}
