//! `nod import`: preview, a question, one transaction.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use nod_core::api::{ImportError, ImportReport};
use nod_core::error::Error;
use nod_core::nod::{FileToImport, ImportChoice};
use nod_core::texts::Texts;
use nod_core::{export, limits};
use serde_json::{Value, json};

use super::args;
use super::desk::Desk;
use super::{Ended, print, secret};

pub fn import(desk: &mut Desk, args: &args::Import) -> Result<ExitCode, Ended> {
    let (now, texts) = (desk.now, desk.texts.clone());
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for path in &args.files {
        match read(path, &texts) {
            Ok(file) if file.is_sealed() => files.push(open_sealed(file, &texts)?),
            Ok(file) => files.push(file),
            Err(reason) => {
                unread.push(ImportError { file: path.display().to_string(), line: 0, reason });
            }
        }
    }
    let choice = ImportChoice { columns: args.map.clone(), meetings: args.pick.iter().copied().collect() };
    // Whoever has said yes already needs no preview, which takes as long as the import itself.
    if args.yes && !args.dry_run && !args.meetings {
        let mut report = desk.nod()?.import_apply_of(&files, &choice, now)?;
        report.errors.splice(0..0, unread);
        return Ok(tell(desk, &report, false));
    }
    let mut report = desk.nod()?.import_preview_of(&files, &choice, now)?;
    report.errors.splice(0..0, unread.iter().cloned());
    if args.meetings {
        return Ok(list_meetings(desk, &report));
    }
    let brings = report.added + report.merged + report.moments + report.follow_ups > 0;
    if args.dry_run || !brings {
        return Ok(tell(desk, &report, args.dry_run));
    }
    let unasked = || format!("{}. {}", report.words, desk.texts.get("cli-import-not-yet"));
    if !desk.confirms("cli-import-ask", unasked, || print_report(desk, &report))? {
        return Ok(ExitCode::from(2));
    }
    let mut report = desk.nod()?.import_apply_of(&files, &choice, now)?;
    report.errors.splice(0..0, unread);
    Ok(tell(desk, &report, false))
}

/// Reads a file whole, refusing by its size before it is read.
fn read(path: &Path, texts: &Texts) -> Result<FileToImport, String> {
    let name = || path.display().to_string();
    let failed = |source| Error::File { path: path.to_owned(), source }.sentence(texts);
    let mut file = File::open(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    if meta.is_dir() {
        return Err(texts.with("cli-import-folder", &[("path", name().into())]));
    }
    let mut bytes = Vec::new();
    Read::by_ref(&mut file).take(1024).read_to_end(&mut bytes).map_err(failed)?;
    let limit = if export::is_export(&bytes) || export::age::is_age(&bytes) {
        limits::OWN_FILE
    } else {
        limits::IMPORT_FILE
    };
    // A pipe has no size: what it gives is counted.
    if meta.len() <= limit {
        file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if meta.len() > limit || bytes.len() as u64 > limit {
        let megabytes = i64::try_from(limit / 1024 / 1024).unwrap_or(0);
        return Err(
            texts.with("cli-import-too-large", &[("path", name().into()), ("limit", megabytes.into())])
        );
    }
    Ok(FileToImport { name: name(), bytes })
}

/// Opens a file that is encrypted in the age format, asking for its passphrase.
fn open_sealed(file: FileToImport, texts: &Texts) -> Result<FileToImport, Ended> {
    let asked = secret::ask(texts, "cli-passphrase-file")?;
    let passphrase = asked.ok_or_else(|| Ended::Said(texts.get("cli-passphrase-nobody"), 2))?;
    Ok(file.open(&passphrase)?)
}

/// Prints the outcome. Nobody in, and something that could not be read, is a refusal.
fn tell(desk: &Desk, report: &ImportReport, dry_run: bool) -> ExitCode {
    let found = report.added + report.merged + report.skipped + report.moments + report.follow_ups;
    let refused = found + report.meetings.len() == 0 && !report.errors.is_empty();
    if desk.json {
        let errors: Vec<Value> = report
            .errors
            .iter()
            .map(|e| json!({ "file": e.file, "line": e.line, "reason": e.reason }))
            .collect();
        print::json(&json!({
            "added": report.added, "merged": report.merged, "skipped": report.skipped, "errors": errors,
            "moments": report.moments, "follow_ups": report.follow_ups, "columns": columns(report),
            "meetings": meetings(report), "dry_run": dry_run, "undo": report.op,
        }));
    } else {
        print_report(desk, report);
        let words = || report.words.clone().into();
        if dry_run && !refused {
            print::say(&desk.texts.with("cli-would-import", &[("words", words())]));
        } else if report.op.is_some() {
            print::say(&desk.texts.with("cli-imported", &[("words", words())]));
        } else if !refused {
            println!("{}", desk.texts.get("cli-import-none"));
        }
        let open = report.meetings.iter().filter(|meeting| !meeting.known).count();
        if open > 0 {
            println!("{}", desk.texts.with("cli-import-meetings", &[("count", open.into())]));
        }
    }
    if refused { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

fn columns(report: &ImportReport) -> Vec<Value> {
    let columns = report.columns.iter();
    columns
        .map(|c| json!({ "file": c.file, "number": c.number, "head": c.head, "meaning": c.meaning }))
        .collect()
}

fn meetings(report: &ImportReport) -> Vec<Value> {
    let meetings = report.meetings.iter();
    meetings
        .map(|m| json!({ "number": m.number, "at": m.at, "words": m.words, "people": m.people, "known": m.known }))
        .collect()
}

/// Lists the meetings to pick from.
fn list_meetings(desk: &Desk, report: &ImportReport) -> ExitCode {
    if desk.json {
        print::json(&json!({ "meetings": meetings(report) }));
        return ExitCode::SUCCESS;
    }
    let open: Vec<Vec<String>> = report
        .meetings
        .iter()
        .filter(|meeting| !meeting.known)
        .map(|meeting| {
            let when = meeting.at.get(..16).unwrap_or_default().replace('T', " ");
            vec![meeting.number.to_string(), when, meeting.people.join(", "), meeting.words.clone()]
        })
        .collect();
    if open.is_empty() {
        println!("{}", desk.texts.get("cli-import-no-meetings"));
    } else {
        let head =
            ["number", "when", "who", "what"].map(|name| desk.texts.get(&format!("cli-column-{name}")));
        desk.style.table(&head, &open);
    }
    ExitCode::SUCCESS
}

/// Says how the columns of each table were understood.
fn print_columns(desk: &Desk, report: &ImportReport) {
    let mut files: Vec<&str> = report.columns.iter().map(|column| column.file.as_str()).collect();
    files.dedup();
    for file in files {
        let columns = report.columns.iter().filter(|column| column.file == file);
        let words =
            columns.filter(|column| column.meaning != "nothing" && column.meaning != "label").map(|column| {
                let head =
                    if column.head.is_empty() { column.number.to_string() } else { column.head.clone() };
                format!("{head} = {}", column.meaning)
            });
        let words = words.collect::<Vec<_>>().join(", ");
        println!("{}", desk.texts.with("cli-import-columns", &[("columns", words.into())]));
    }
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
        print_columns(desk, report);
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
