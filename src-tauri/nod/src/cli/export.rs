//! `nod export`: everything out, at any time.

use std::io::{BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use nod_core::error::Error;
use nod_core::export::age::Sealing;
use nod_core::export::{Choice, Format};
use serde_json::json;

use super::args;
use super::desk::Desk;
use super::{Ended, print, secret};

pub fn export(desk: &mut Desk, args: &args::Export) -> Result<ExitCode, Ended> {
    let (now, texts) = (desk.now, desk.texts.clone());
    let said =
        |message: &str, args: &[(&str, nod_core::texts::Arg)]| Ended::Said(texts.with(message, args), 1);
    let is_folder = args.file.is_dir();
    let name = args.file.display().to_string();
    let format = match &args.format {
        Some(word) => Format::from_word(word),
        None if is_folder => Some(Format::Markdown),
        // team.json.age is encrypted JSON.
        None => Format::of_file(name.strip_suffix(".age").unwrap_or(&name)),
    };
    let known = || Format::ALL.map(|(_, word, _)| word).join(", ");
    let format = format.ok_or_else(|| said("cli-export-format", &[("known", known().into())]))?;
    let mut people = Vec::new();
    for name in &args.people {
        people.push(desk.nod()?.find_person(name, now)?);
    }
    let choice = Choice { people, without_private: args.without_private };
    if args.age && is_folder {
        return Err(said("cli-export-age-folder", &[]));
    }
    let age = if args.age { Some(secret::ask_new(&texts)?) } else { None };
    if let Some(passphrase) = &age {
        nod_core::seal::check_passphrase(passphrase)?;
    }
    let age = age.as_ref().map(|passphrase| passphrase.as_str());
    if name == "-" {
        return match to_stdout(desk, format, &choice, age) {
            Err(Ended::Core(Error::File { source, .. })) if source.kind() == ErrorKind::BrokenPipe => {
                Ok(ExitCode::SUCCESS)
            }
            other => other,
        };
    }
    let count = if is_folder && format == Format::Markdown {
        desk.nod()?.export_pages(&args.file, &choice, now)?
    } else if is_folder {
        return Err(said("cli-export-folder", &[("path", name.into())]));
    } else {
        if desk.nod()?.is_own_folder(&args.file) {
            return Err(said("cli-export-own-folder", &[("path", name.into())]));
        }
        match age {
            Some(passphrase) => desk.nod()?.export_sealed(&args.file, format, &choice, passphrase, now)?,
            None => desk.nod()?.export_file(&args.file, format, &choice, now)?,
        }
    };
    if desk.json {
        print::json(&json!({ "people": count, "file": name }));
    } else {
        println!("{}", desk.texts.with("cli-exported", &[("count", count.into()), ("path", name.into())]));
    }
    Ok(ExitCode::SUCCESS)
}

fn to_stdout(desk: &mut Desk, format: Format, choice: &Choice, age: Option<&str>) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let mut out = BufWriter::new(std::io::stdout().lock());
    match age {
        Some(passphrase) => {
            let mut sealing = Sealing::begin(passphrase, &mut out)?;
            desk.nod()?.export(format, choice, now, &mut sealing)?;
            sealing.end()?;
        }
        None => {
            desk.nod()?.export(format, choice, now, &mut out)?;
        }
    }
    let flushed = out.flush();
    flushed.map_err(|source| Error::File { path: "-".into(), source })?;
    Ok(ExitCode::SUCCESS)
}
