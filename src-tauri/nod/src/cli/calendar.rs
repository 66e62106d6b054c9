//! `nod calendar`: a calendar file that is kept up to date.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::desk::Desk;
use super::{Ended, print};

pub fn calendar(desk: &mut Desk, file: Option<&Path>, off: bool) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let words = if file.is_some() || off { Some(desk.nod()?.calendar_keep(file, now)?.words) } else { None };
    let kept = desk.nod()?.calendar_file()?;
    if desk.json {
        let (path, trouble) = kept.map(|kept| (kept.path, kept.trouble)).unzip();
        print::json(&json!({ "file": path, "trouble": trouble.filter(|trouble| !trouble.is_empty()) }));
        return Ok(ExitCode::SUCCESS);
    }
    let texts = &desk.texts;
    let words = words.unwrap_or_else(|| match kept {
        None => texts.get("cli-calendar-none"),
        Some(kept) if kept.trouble.is_empty() => {
            texts.with("cli-calendar-kept", &[("path", kept.path.into())])
        }
        Some(kept) => {
            texts.with("cli-calendar-trouble", &[("path", kept.path.into()), ("reason", kept.trouble.into())])
        }
    });
    println!("{words}");
    Ok(ExitCode::SUCCESS)
}
