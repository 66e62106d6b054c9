//! Help texts from the Fluent files, set on the commands that clap derives.

use clap::{Command, CommandFactory};
use nod_core::texts::Texts;

use super::args::Cli;

/// The command line with its help in words.
pub fn command(texts: &Texts) -> Command {
    with_help(Cli::command().mut_args(|arg| describe(texts, "nod", arg)), texts, "nod")
}

fn with_help(command: Command, texts: &Texts, path: &str) -> Command {
    let command = match texts.find(&format!("help-{path}"), &[]) {
        Some(about) => command.about(about),
        None => command,
    };
    command.mut_subcommands(|sub| {
        let path = format!("{path}-{}", sub.get_name());
        with_help(sub.mut_args(|arg| describe(texts, &path, arg)), texts, &path)
    })
}

/// An argument is described under its command's path, else for all commands.
fn describe(texts: &Texts, path: &str, arg: clap::Arg) -> clap::Arg {
    let name = arg.get_id().as_str().replace('_', "-");
    let own = texts.find(&format!("help-{path}--{name}"), &[]);
    match own.or_else(|| texts.find(&format!("help-any--{name}"), &[])) {
        Some(help) => arg.help(help),
        None => arg,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undescribed(command: &Command, path: &str, found: &mut Vec<String>) {
        if command.get_about().is_none() {
            found.push(path.to_owned());
        }
        for arg in command.get_arguments().filter(|arg| arg.get_help().is_none()) {
            found.push(format!("{path} {}", arg.get_id()));
        }
        for sub in command.get_subcommands() {
            undescribed(sub, &format!("{path} {}", sub.get_name()), found);
        }
    }

    #[test]
    fn every_command_and_argument_is_described() {
        let command = command(&Texts::english_help());
        command.clone().debug_assert();
        let mut found = Vec::new();
        undescribed(&command, "nod", &mut found);
        assert_eq!(found, Vec::<String>::new());
    }
}
