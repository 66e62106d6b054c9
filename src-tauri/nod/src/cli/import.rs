//! `nod import`: preview, a question, one transaction.

use std::fs::File;
use std::io::{BufRead, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use nod_core::api::{ImportError, ImportReport};
use nod_core::error::Error;
use nod_core::limits;
use nod_core::nod::FileToImport;
use nod_core::texts::Texts;
use serde_json::{Value, json};

use super::args;
use super::desk::Desk;
use super::{Ended, print};

pub fn import(desk: &mut Desk, args: &args::Import) -> Result<ExitCode, Ended> {
    let (now, texts) = (desk.now, desk.texts.clone());
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for path in &args.files {
        match read(path, &texts) {
            Ok(file) => files.push(file),
            Err(reason) => {
                unread.push(ImportError { file: path.display().to_string(), line: 0, reason });
            }
        }
    }
    let mut report = desk.nod()?.import_preview(&files, now)?;
    report.errors.splice(0..0, unread.iter().cloned());
    let brings = report.added + report.merged > 0;
    if args.dry_run || !brings {
        return Ok(tell(desk, &report, args.dry_run));
    }
    if !args.yes && !confirmed(desk, &report)? {
        return Ok(ExitCode::from(2));
    }
    let mut report = desk.nod()?.import_apply(&files, now)?;
    report.errors.splice(0..0, unread);
    Ok(tell(desk, &report, false))
}

/// Reads a file whole, refusing by its size before it is read.
fn read(path: &Path, texts: &Texts) -> Result<FileToImport, String> {
    let name = || path.display().to_string();
    let failed = |source| Error::File { path: path.to_owned(), source }.sentence(texts);
    let file = File::open(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    if meta.is_dir() {
        return Err(texts.with("cli-import-folder", &[("path", name().into())]));
    }
    let mut bytes = Vec::new();
    // A pipe has no size: what it gives is counted.
    file.take(limits::IMPORT_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
    if meta.len() > limits::IMPORT_FILE || bytes.len() as u64 > limits::IMPORT_FILE {
        let megabytes = i64::try_from(limits::IMPORT_FILE / 1024 / 1024).unwrap_or(0);
        return Err(
            texts.with("cli-import-too-large", &[("path", name().into()), ("limit", megabytes.into())])
        );
    }
    Ok(FileToImport { name: name(), bytes })
}

/// Shows what would happen and asks; where nobody can answer, says how to go on.
fn confirmed(desk: &Desk, report: &ImportReport) -> Result<bool, Ended> {
    let stdin = std::io::stdin();
    if desk.json || !stdin.is_terminal() {
        return Err(Ended::Said(format!("{}. {}", report.words, desk.texts.get("cli-import-not-yet")), 2));
    }
    print_report(desk, report);
    print!("{}", desk.texts.get("cli-import-ask"));
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let read = stdin.lock().read_line(&mut answer).is_ok();
    let yes = read && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes");
    if !yes {
        println!("{}", desk.texts.get("cli-import-left"));
    }
    Ok(yes)
}

/// Prints the outcome. Nobody in, and something that could not be read, is a refusal.
fn tell(desk: &Desk, report: &ImportReport, dry_run: bool) -> ExitCode {
    if desk.json {
        let errors: Vec<Value> = report
            .errors
            .iter()
            .map(|e| json!({ "file": e.file, "line": e.line, "reason": e.reason }))
            .collect();
        print::json(&json!({
            "added": report.added, "merged": report.merged, "skipped": report.skipped, "errors": errors,
            "dry_run": dry_run, "undo": report.op,
        }));
    } else {
        print_report(desk, report);
        let words = || report.words.clone().into();
        if dry_run {
            print::say(&desk.texts.with("cli-would-import", &[("words", words())]));
        } else if report.op.is_some() {
            print::say(&desk.texts.with("cli-imported", &[("words", words())]));
        } else {
            println!("{}", desk.texts.get("cli-import-none"));
        }
    }
    let nobody = report.added + report.merged + report.skipped == 0;
    if nobody && !report.errors.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

fn print_report(desk: &Desk, report: &ImportReport) {
    let head = ["name", "what", "note"].map(|name| desk.texts.get(&format!("cli-column-{name}")));
    let rows: Vec<Vec<String>> = report
        .rows
        .iter()
        .map(|row| {
            let fate = desk.texts.get(&format!(
                "import-fate-{}",
                serde_json::to_value(row.fate).unwrap_or_default().as_str().unwrap_or_default()
            ));
            let note = if row.reason.is_empty() { row.detail.clone() } else { row.reason.clone() };
            vec![row.name.clone(), fate, note]
        })
        .collect();
    if !rows.is_empty() {
        desk.style.table(&head, &rows);
    }
    for error in &report.errors {
        if error.line > 0 {
            eprintln!("{}:{}: {}", print::one_line(&error.file), error.line, print::one_line(&error.reason));
        } else if error.reason.starts_with(&error.file) {
            eprintln!("{}", print::one_line(&error.reason));
        } else {
            eprintln!("{}: {}", print::one_line(&error.file), print::one_line(&error.reason));
        }
    }
}
