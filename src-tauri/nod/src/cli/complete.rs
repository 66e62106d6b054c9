//! Completion in the shell. `nod completions` prints the script of a shell; the script asks the hidden `nod complete`,
//! which knows the commands from clap and the people from the database.

use std::process::ExitCode;

use clap::{Arg, Command};
use nod_core::nod::Nod;
use nod_core::quick::fold::fold;
use nod_core::store::DATABASE_FILE;
use nod_core::texts::Texts;

use super::args::Shell;
use super::desk::Desk;
use super::{Ended, help};

/// People offered at once; whoever is further down is found by typing on.
const MOST_PEOPLE: usize = 50;

/// Said instead of values where the shell completes files itself.
const FILES: &str = ":files";

/// Prints the script of a shell.
pub fn script(shell: Shell) -> ExitCode {
    let script = match shell {
        Shell::Bash => include_str!("../../completions/nod.bash"),
        Shell::Zsh => include_str!("../../completions/_nod"),
        Shell::Fish => include_str!("../../completions/nod.fish"),
    };
    print!("{script}");
    ExitCode::SUCCESS
}

/// Prints what may stand where the last of `words` is being typed: a value a line, behind a tab what it is. `words[0]` is
/// the program. A completion that cannot be had is none, and never a complaint in the middle of a command line.
pub fn complete(desk: &mut Desk, words: &[String]) -> Result<ExitCode, Ended> {
    let Some((typed, before)) = words.split_last() else { return Ok(ExitCode::SUCCESS) };
    let commands = help::command(&Texts::english_help());
    let place = place(&commands, before, typed);
    let typed = place.typed.clone();
    let mut offers = Vec::new();
    for wanted in &place.wanted {
        match wanted {
            Wanted::Words(words) => offers.extend(words.iter().cloned()),
            Wanted::Files => {
                println!("{FILES}");
                return Ok(ExitCode::SUCCESS);
            }
            Wanted::People => offers.extend(people(desk, &typed).unwrap_or_default()),
            Wanted::Gestures => offers.extend(gestures(desk).unwrap_or_default()),
            Wanted::Circles => offers.extend(circles(desk).unwrap_or_default()),
        }
    }
    let begins = fold(&typed);
    for (value, says) in offers.iter().filter(|(value, _)| fold(value).starts_with(&begins)) {
        let value = format!("{}{}", place.prefix, super::print::one_line(value));
        if says.is_empty() {
            println!("{value}")
        } else {
            println!("{value}\t{}", super::print::one_line(says))
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A value and what it is.
type Offer = (String, String);

/// What fits in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Words(Vec<Offer>),
    People,
    Gestures,
    Circles,
    Files,
}

/// Where something is being typed.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    wanted: Vec<Wanted>,
    /// What is typed of the value so far, without quotes and escapes.
    typed: String,
    /// What the shell counts to the same word and stands before the value: `--person=`.
    prefix: String,
}

fn place(commands: &Command, before: &[String], typed: &str) -> Place {
    let mut command = commands;
    let mut path = String::new();
    let mut values = 0;
    let mut option: Option<&Arg> = None;
    for word in before.iter().skip(1) {
        // bash cuts `--person=am` in three.
        if word == "=" {
            continue;
        }
        if option.take().is_some() {
            continue;
        }
        if let Some(name) = word.strip_prefix("--") {
            option = long(command, name);
        } else if let Some(sub) = command.find_subcommand(word).filter(|_| values == 0) {
            command = sub;
            path = format!("{path} {word}");
        } else {
            values += 1;
        }
    }
    let typed = if typed == "=" { "" } else { typed };
    if let Some(option) = option {
        return Place { wanted: values_of(&path, option), typed: unquoted(typed), prefix: String::new() };
    }
    if let Some((name, value)) = typed.strip_prefix("--").and_then(|typed| typed.split_once('='))
        && let Some(option) = long(command, name)
    {
        let wanted = values_of(&path, option);
        return Place { wanted, typed: unquoted(value), prefix: format!("--{name}=") };
    }
    if typed.starts_with('-') {
        let named = |arg: &Arg| Some((format!("--{}", arg.get_long()?), says(arg.get_help())));
        let args = command.get_arguments().chain(commands.get_arguments().filter(|arg| arg.is_global_set()));
        let mut options: Vec<Offer> = args.filter(|arg| !arg.is_hide_set()).filter_map(named).collect();
        options.dedup();
        return Place {
            wanted: vec![Wanted::Words(options)],
            typed: typed.to_owned(),
            prefix: String::new(),
        };
    }
    let mut wanted = Vec::new();
    if values == 0 {
        let subs = command.get_subcommands().filter(|sub| !sub.is_hide_set());
        let subs: Vec<Offer> = subs.map(|sub| (sub.get_name().to_owned(), says(sub.get_about()))).collect();
        wanted.extend((!subs.is_empty()).then_some(Wanted::Words(subs)));
    }
    // The value in this place; the last argument may be there many times.
    let place = command.get_positionals().take(values + 1).last();
    let many = |arg: &&Arg| values == 0 || takes_many(arg) || command.get_positionals().count() > values;
    wanted.extend(place.filter(many).into_iter().flat_map(|arg| values_of(&path, arg)));
    Place { wanted, typed: unquoted(typed), prefix: String::new() }
}

fn long<'c>(command: &'c Command, name: &str) -> Option<&'c Arg> {
    let mut args = command.get_arguments();
    args.find(|arg| arg.get_long() == Some(name) && arg.get_action().takes_values())
}

fn takes_many(arg: &Arg) -> bool {
    arg.get_num_args().is_some_and(|count| count.max_values() > 1)
}

fn says(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// What `arg` of the command at `path` takes, as far as anything is known of it.
fn values_of(path: &str, arg: &Arg) -> Vec<Wanted> {
    let plain = |words: &[&str]| {
        Wanted::Words(words.iter().map(|word| ((*word).to_owned(), String::new())).collect())
    };
    let possible = arg.get_possible_values();
    if !possible.is_empty() {
        return vec![plain(&possible.iter().map(clap::builder::PossibleValue::get_name).collect::<Vec<_>>())];
    }
    match (path.trim(), arg.get_id().as_str()) {
        ("person add", "name") => Vec::new(),
        ("log", "text") => vec![Wanted::People, Wanted::Gestures],
        ("pause", "until") => vec![plain(&["1h", "today", "monday"]), Wanted::People],
        ("open", "view") => {
            vec![plain(&["today", "people", "moments", "settings", "import"]), Wanted::People]
        }
        ("later", "when") => vec![plain(&["2h", "tomorrow", "next-week"])],
        ("listen" | "leave" | "transition", "words") => vec![Wanted::People],
        (_, "person" | "name" | "names" | "keep" | "gone" | "with") => vec![Wanted::People],
        (_, "gesture") => vec![Wanted::Gestures],
        (_, "circle") => vec![Wanted::Circles],
        (_, "file" | "files" | "photo" | "data_dir") => vec![Wanted::Files],
        _ => Vec::new(),
    }
}

/// A word as the shell gives it, without its quote and escapes.
fn unquoted(word: &str) -> String {
    let word = word.strip_prefix(['"', '\'']).unwrap_or(word);
    let mut plain = String::with_capacity(word.len());
    let mut chars = word.chars();
    while let Some(c) = chars.next() {
        plain.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    plain
}

/// The open database; none is made where there is none.
fn there(desk: &mut Desk) -> Option<&mut Nod> {
    if !desk.folder().join(DATABASE_FILE).is_file() {
        return None;
    }
    desk.asks = false;
    desk.nod().ok()
}

/// People by the shortest way to name them: a word of the name where it names nobody else, else the whole name.
fn people(desk: &mut Desk, typed: &str) -> Option<Vec<Offer>> {
    let now = desk.now;
    let nod = there(desk)?;
    let begins = fold(typed.trim_start_matches('@'));
    let found = nod.find_people(typed, MOST_PEOPLE, now).ok()?;
    let mut offers: Vec<Offer> = Vec::with_capacity(found.len());
    for person in found {
        let word = person.name.split_whitespace().find(|word| fold(word).starts_with(&begins));
        let alone = word.filter(|word| matches!(nod.find_person(word, now), Ok(id) if id == person.id));
        let says = if person.line.is_empty() { person.name.clone() } else { person.line.clone() };
        match alone {
            Some(word) => offers.push((word.to_owned(), format!("{} · {}", person.name, person.line))),
            None => offers.push((person.name.clone(), says)),
        }
    }
    Some(offers)
}

fn gestures(desk: &mut Desk) -> Option<Vec<Offer>> {
    let gestures = there(desk)?.gestures().ok()?;
    let shown = gestures.into_iter().filter(|gesture| !gesture.hidden);
    Some(shown.map(|gesture| (gesture.id.to_string(), gesture.name)).collect())
}

fn circles(desk: &mut Desk) -> Option<Vec<Offer>> {
    let circles = there(desk)?.circles().ok()?;
    Some(circles.into_iter().map(|circle| (circle.name, circle.rhythm)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place_of(line: &[&str]) -> Place {
        let words: Vec<String> = line.iter().map(|word| (*word).to_owned()).collect();
        let (typed, before) = words.split_last().unwrap();
        place(&help::command(&Texts::english_help()), before, typed)
    }

    fn words(place: &Place) -> Vec<&str> {
        let words = place.wanted.iter().filter_map(|wanted| match wanted {
            Wanted::Words(words) => Some(words),
            _ => None,
        });
        words.flatten().map(|(word, _)| word.as_str()).collect()
    }

    #[test]
    fn commands_and_their_own_commands_are_offered_but_not_the_hidden_ones() {
        let top = place_of(&["nod", ""]);
        assert!(words(&top).contains(&"log") && !words(&top).contains(&"complete"));
        assert!(words(&place_of(&["nod", "person", ""])).contains(&"timeline"));
        assert!(words(&place_of(&["nod", "follow-up", "d"])).contains(&"drop"));
    }

    #[test]
    fn options_are_offered_after_a_dash_those_for_every_command_too() {
        let place = place_of(&["nod", "log", "am", "--"]);
        for option in ["--when", "--add", "--dry-run", "--json", "--data-dir"] {
            assert!(words(&place).contains(&option), "{option}: {place:?}");
        }
    }

    #[test]
    fn people_stand_where_a_command_takes_a_name_and_nowhere_else() {
        for line in [
            &["nod", "person", "show", ""][..],
            &["nod", "log", "thx", "am"],
            &["nod", "moments", "--person", "am"],
            &["nod", "moments", "--person", "=", "am"],
            &["nod", "moments", "--person=am"],
            &["nod", "merge", "amara", "am"],
            &["nod", "detail", "add", ""],
            &["nod", "listen", ""],
        ] {
            assert!(place_of(line).wanted.contains(&Wanted::People), "{line:?}");
        }
        for line in [
            &["nod", "person", "add", ""][..],
            &["nod", "undo", ""],
            &["nod", "detail", "add", "amara", ""],
            &["nod", "log", "--when", ""],
        ] {
            assert!(!place_of(line).wanted.contains(&Wanted::People), "{line:?}");
        }
        assert_eq!(place_of(&["nod", "import", ""]).wanted, [Wanted::Files]);
        assert_eq!(place_of(&["nod", "moments", "--person=am"]).prefix, "--person=");
    }

    #[test]
    fn quotes_and_escapes_of_the_shell_are_taken_off() {
        assert_eq!(unquoted("\"Amara Ok"), "Amara Ok");
        assert_eq!(unquoted("Amara\\ Ok"), "Amara Ok");
    }
}
