//! The command line. Each command reads its words, calls [`nod_core::nod::Nod`] and prints; `docs/cli.md` documents it.
//!
//! Exit codes: 0 done, 1 refused, 2 needs an answer or was called wrongly.

mod ahead;
mod args;
mod autostart;
mod backup;
mod blocks;
mod calendar;
mod complete;
mod desk;
mod details;
mod doctor;
mod export;
mod follow_ups;
mod help;
mod import;
mod listen;
mod moment;
mod notebook;
mod occasions;
mod own_reminders;
mod people;
mod print;
mod reminders;
mod seal;
mod search;
mod secret;
mod shortcut;
mod thanks;
mod today;

use std::process::ExitCode;

use clap::{FromArgMatches, Parser};
use nod_core::error::Error;
use nod_core::texts::Texts;

use self::args::{Cli, Command, PersonCommand};
use self::desk::Desk;
use crate::resident;

/// How a command ended badly.
#[derive(Debug)]
pub enum Ended {
    /// The core refused or asks.
    Core(Error),
    /// The core could not write what was typed, which is given back.
    Unkept(Error, String),
    /// A sentence of the command line's own, and its exit code.
    Said(String, u8),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    reset_sigpipe();
    let texts = Texts::english();
    // Help in words is put on the commands only when something is to be said about them.
    let cli = Cli::try_parse().or_else(|_| {
        let described = help::command(&Texts::english_help());
        described.try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches))
    });
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match carry_out(cli, &texts) {
        Ok(code) => code,
        Err((Ended::Said(sentence, code), json)) => {
            let word = if code == 2 { "needs-answer" } else { "refused" };
            print::failure(&sentence, word, None, json, code)
        }
        Err((Ended::Unkept(error, typed), json)) => {
            let failure = error.failure(&texts);
            print::unkept(&failure, &typed, json, &texts)
        }
        Err((Ended::Core(error), json)) => {
            let failure = error.failure(&texts);
            let candidates = match &error {
                Error::Asks(question) => print::candidates(question),
                _ => None,
            };
            let code = if matches!(error, Error::Asks(_)) { 2 } else { 1 };
            print::failure(&failure.message, &failure.code, candidates, json, code)
        }
    }
}

/// Rust ignores SIGPIPE; `nod people | head` ends quietly all the same, because a broken pipe is not an error here.
fn reset_sigpipe() {
    std::panic::set_hook(Box::new(|info| {
        let text = info.to_string();
        if !text.contains("Broken pipe") {
            eprintln!("{text}");
        }
    }));
}

fn carry_out(cli: Cli, texts: &Texts) -> Result<ExitCode, (Ended, bool)> {
    let json = cli.json;
    let desk = Desk::new(cli.data_dir.as_deref(), json, texts).map_err(|ended| (ended, json))?;
    let (folder, now) = (desk.folder().to_owned(), desk.now);
    let wants_backup = matches!(cli.command, Some(Command::Restore { .. }));
    command(desk, cli.command).map_err(|ended| match ended {
        // Someone whose database cannot be used is told at once what can be done.
        Ended::Core(error) if !json && !wants_backup => {
            match nod_core::backup::offer(&folder, &error, texts, now) {
                Some(offer) => (Ended::Said(format!("{} {offer}", error.sentence(texts)), 1), json),
                None => (Ended::Core(error), json),
            }
        }
        Ended::Unkept(error, typed) if !json => match nod_core::backup::offer(&folder, &error, texts, now) {
            Some(offer) => {
                let back = texts.with("cli-typed", &[("text", typed.into())]);
                (Ended::Said(format!("{} {offer} {back}", error.sentence(texts)), 1), json)
            }
            None => (Ended::Unkept(error, typed), json),
        },
        other => (other, json),
    })
}

fn command(mut desk: Desk, command: Option<Command>) -> Result<ExitCode, Ended> {
    let Some(command) = command else { return desk.open_window(None) };
    match command {
        Command::Log(args) => today::log(&mut desk, &args),
        Command::Listen(args) => listen::listen(&mut desk, &args),
        Command::Today(args) => today::today(&mut desk, &args),
        Command::Moments(args) => today::moments(&mut desk, &args),
        Command::Later { id, when } => reminders::later(&mut desk, &id, &when),
        Command::Skip { id } => reminders::skip(&mut desk, &id),
        Command::Pause { until } => blocks::pause(&mut desk, &until),
        Command::Resume { name } => blocks::resume(&mut desk, &name.join(" ")),
        Command::FollowUp(command) => follow_ups::run(&mut desk, &command),
        Command::Thanks(args) => thanks::run(&mut desk, &args),
        Command::Occasion(command) => occasions::run(&mut desk, &command),
        Command::Remind(args) => own_reminders::run(&mut desk, &args),
        Command::Away(args) => blocks::away(&mut desk, &args),
        Command::Leave { words } => blocks::leave(&mut desk, &words),
        Command::Transition { words, on } => blocks::transition(&mut desk, &words, on.as_deref()),
        Command::Plan { days } => ahead::plan(&mut desk, days),
        Command::Why { name } => ahead::why(&mut desk, &name.join(" ")),
        Command::Undo => reminders::undo(&mut desk),
        Command::Redo => reminders::redo(&mut desk),
        Command::People(args) => people::list(&mut desk, &args),
        Command::Person(command) => person(&mut desk, command),
        Command::Moment(command) => moment::moment(&mut desk, command),
        Command::Detail(command) => details::detail(&mut desk, command),
        Command::Search(args) => search::search(&mut desk, &args),
        Command::Brief { names } => notebook::brief(&mut desk, &names),
        Command::Duplicates => notebook::duplicates(&mut desk),
        Command::Merge { keep, gone, dry_run } => notebook::merge(&mut desk, &keep, &gone, dry_run),
        Command::Erase { name, yes, backups_too } => {
            notebook::erase(&mut desk, &name.join(" "), yes, backups_too)
        }
        Command::Bin { command } => notebook::bin(&mut desk, command.as_ref()),
        Command::Circles => people::circles(&mut desk),
        Command::Import(args) => import::import(&mut desk, &args),
        Command::Backup { what, to } => backup::backup(&mut desk, &what, to.as_deref()),
        Command::Calendar { file, off } => calendar::calendar(&mut desk, file.as_deref(), off),
        Command::Restore { file, dry_run, yes } => backup::restore(&mut desk, &file, dry_run, yes),
        Command::Export(args) => export::export(&mut desk, &args),
        Command::Encrypt { keychain } => seal::encrypt(&desk, keychain),
        Command::Decrypt => seal::decrypt(&desk),
        Command::Lock { after } => seal::lock(&desk, after.as_deref()),
        Command::Unlock => seal::unlock(&desk),
        Command::Passphrase => seal::passphrase(&desk),
        Command::RecoveryKey => seal::recovery_key(&desk),
        Command::Keychain { what } => seal::keychain(&mut desk, what),
        Command::Sample => today::sample(&mut desk),
        Command::Open { view } => desk.open_window(Some(&view)),
        Command::Quick { text } => desk.open_quick(&text.join(" ")),
        Command::Quit => desk.quit(),
        Command::Autostart { what } => autostart::autostart(&desk, what),
        Command::Shortcut { keys } => shortcut::shortcut(&mut desk, &keys),
        Command::Completions { shell } => Ok(complete::script(shell)),
        Command::Complete { words } => complete::complete(&mut desk, &words),
        Command::Doctor => doctor::doctor(&mut desk),
        Command::Resident { ready } => resident(&desk, ready),
    }
}

fn person(desk: &mut Desk, command: PersonCommand) -> Result<ExitCode, Ended> {
    match command {
        PersonCommand::Show { name } => people::show(desk, &name.join(" ")),
        PersonCommand::Add { name, fields } => people::add(desk, &name.join(" "), &fields),
        PersonCommand::Edit { name, fields } => people::edit(desk, &name.join(" "), &fields),
        PersonCommand::Archive { name } => people::archive(desk, &name.join(" "), true),
        PersonCommand::Unarchive { name } => people::archive(desk, &name.join(" "), false),
        PersonCommand::Delete { name } => people::delete(desk, &name.join(" ")),
        PersonCommand::Timeline { name, limit } => notebook::timeline(desk, &name.join(" "), limit),
        PersonCommand::Export { name } => notebook::export(desk, &name.join(" ")),
    }
}

fn resident(desk: &Desk, announce_ready: bool) -> Result<ExitCode, Ended> {
    Ok(resident::run(&resident::Options { folder: desk.folder().to_owned(), announce_ready }))
}
