//! `nod autostart`.

use std::process::ExitCode;

use nod_core::autostart::{self, Autostart};
use serde_json::json;

use super::args::Switch;
use super::desk::Desk;
use super::{Ended, print};

pub fn autostart(desk: &Desk, what: Switch) -> Result<ExitCode, Ended> {
    let status = match what {
        Switch::Status => autostart::of_user()?,
        Switch::On | Switch::Off => {
            let program = std::env::current_exe();
            let program = program.map_err(|_| Ended::Said(desk.texts.get("cli-autostart-no-program"), 1))?;
            autostart::turn(what == Switch::On, &program, desk.folder())?
        }
    };
    if desk.json {
        print::json(&json!({ "autostart": status == Autostart::On }));
        return Ok(ExitCode::SUCCESS);
    }
    let words = match status {
        Autostart::Off => desk.texts.get("cli-autostart-off"),
        Autostart::On => desk.texts.get("cli-autostart-on"),
        Autostart::Astray(gone) => {
            desk.texts.with("cli-autostart-astray", &[("path", gone.display().to_string().into())])
        }
    };
    print::say(&words);
    Ok(ExitCode::SUCCESS)
}
