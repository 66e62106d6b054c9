//! Printing: tables and colour on a terminal, plain tab-separated lines in a pipe, JSON when asked.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use nod_core::api::{Failure, PersonChip};
use nod_core::error::Question;
use nod_core::texts::Texts;
use nod_core::words;
use serde_json::{Value, json};

/// How to print to standard output.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    terminal: bool,
    colour: bool,
}

impl Style {
    pub fn of_stdout() -> Self {
        let terminal = std::io::stdout().is_terminal();
        let dumb = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
            || std::env::var("TERM").is_ok_and(|term| term == "dumb");
        Self { terminal, colour: terminal && !dumb }
    }

    pub fn strong(self, text: &str) -> String {
        let text = one_line(text);
        if self.colour { format!("\x1b[1m{text}\x1b[0m") } else { text }
    }

    pub fn faint(self, text: &str) -> String {
        let text = one_line(text);
        if self.colour { format!("\x1b[2m{text}\x1b[0m") } else { text }
    }

    /// A table. Columns line up on a terminal; a pipe gets tabs and no head.
    pub fn table(self, head: &[String], rows: &[Vec<String>]) {
        let mut out = std::io::stdout().lock();
        if !self.terminal {
            for row in rows {
                let _ = writeln!(out, "{}", row.iter().map(|c| one_line(c)).collect::<Vec<_>>().join("\t"));
            }
            return;
        }
        let widths: Vec<usize> = (0..head.len())
            .map(|i| {
                rows.iter()
                    .chain([&head.to_vec()])
                    .filter_map(|r| r.get(i))
                    .map(|c| width(&one_line(c)))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let line = |row: &[String]| {
            let cells = row.iter().zip(&widths).map(|(cell, width_of)| {
                let cell = one_line(cell);
                let gap = width_of.saturating_sub(width(&cell));
                format!("{cell}{}", " ".repeat(gap))
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let _ = writeln!(out, "{}", self.faint(&line(head)));
        for row in rows {
            let _ = writeln!(out, "{}", line(row));
        }
    }

    /// A label and its value; nothing for an empty value.
    pub fn pair(self, label: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        if self.terminal {
            let gap = " ".repeat(14_usize.saturating_sub(width(label)));
            let value = harmless(value).replace('\n', &format!("\n{}", " ".repeat(14)));
            println!("{}{gap}{value}", self.faint(label));
        } else {
            println!("{}\t{}", one_line(label), one_line(value));
        }
    }
}

/// Prints a sentence.
pub fn say(sentence: &str) {
    println!("{}", one_line(sentence));
}

/// The word that a kind is written by in JSON.
pub fn word(kind: impl serde::Serialize) -> String {
    serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Text of several lines, harmless to a terminal.
pub fn harmless(text: &str) -> String {
    text.lines().map(|line| one_line(line) + "\n").collect::<String>().trim_end().to_owned()
        + if text.ends_with('\n') { "\n" } else { "" }
}

/// Text on one line and harmless to a terminal.
pub fn one_line(text: &str) -> String {
    words::harmless(text)
}

/// Columns a text takes: wide scripts take two, marks none.
fn width(text: &str) -> usize {
    use unicode_width::UnicodeWidthStr;
    text.width()
}

pub fn json(value: &Value) {
    let mut out = std::io::stdout().lock();
    let _ = serde_json::to_writer_pretty(&mut out, value);
    let _ = writeln!(out);
}

/// A person in brief; null for nobody.
pub fn person_json(person: Option<&PersonChip>) -> Value {
    person.map_or(Value::Null, |person| json!({ "id": person.id, "name": person.name }))
}

/// The people a question names, for JSON and for the list below the sentence.
pub fn candidates(question: &Question) -> Option<Vec<(String, String, String)>> {
    let people = match question {
        Question::WhichPerson { candidates, .. } => candidates,
        Question::UnknownName { nearest, .. } => nearest,
        Question::NoPerson => return None,
    };
    Some(people.iter().map(|p| (p.id.to_string(), p.name.clone(), p.line.clone())).collect())
}

/// A failure to write what was typed: the text comes back, so that nobody has to remember it.
pub fn unkept(failure: &Failure, typed: &str, as_json: bool, texts: &Texts) -> ExitCode {
    if as_json {
        json(&json!({ "error": { "code": failure.code, "message": failure.message, "text": typed } }));
    } else {
        let back = texts.with("cli-typed", &[("text", typed.into())]);
        eprintln!("{} {}", one_line(&failure.message), one_line(&back));
    }
    ExitCode::from(1)
}

/// Says what stands in the way: a sentence on standard error, or JSON on standard output.
pub fn failure(
    message: &str,
    code: &str,
    candidates: Option<Vec<(String, String, String)>>,
    as_json: bool,
    exit: u8,
) -> ExitCode {
    if as_json {
        let mut error = json!({ "code": code, "message": message });
        if let Some(people) = &candidates {
            error["candidates"] = people
                .iter()
                .map(|(id, name, line)| json!({ "id": id, "name": name, "line": line }))
                .collect();
        }
        json(&json!({ "error": error }));
    } else {
        eprintln!("{}", one_line(message));
        for (_, name, line) in candidates.into_iter().flatten() {
            eprintln!("  {}{}{}", one_line(&name), if line.is_empty() { "" } else { " · " }, one_line(&line));
        }
    }
    ExitCode::from(exit)
}
