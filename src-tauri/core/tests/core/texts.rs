//! The sources and the message files agree: nothing is said that has no text, and no text is never said.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Files whose messages the Rust sources use. The grammar's are read by name; `ui.ftl` is the window's own.
const FILES: [&str; 8] = ["words", "today", "banner", "cli", "help", "errors", "import", "notebook"];

/// Literals that look like a message and are something else.
const OTHER: [&str; 8] = [
    "rhythm-*",
    "thanks-",
    "own-",
    "drift-",
    "drift-*",
    "next-week",  // a word for a time (Nod::later)
    "last-night", // a meaning of the grammar
    "rhythm-",    // the beginning of a reminder's name
];

/// Messages whose ids are put together, and from what.
const DYNAMIC: [(&str, &str); 33] = [
    ("import-field-", "a field of an import (nod/import/entry)"),
    ("search-kind-", "what was found (cli::search)"),
    ("category-", "a category of details (Nod::category_words)"),
    ("banner-undone", "the resident, when names are kept off banners"),
    ("why-transition-", "a transition's word (Nod::reminder)"),
    ("whystep-transition-", "a transition's word (Nod::why)"),
    ("done-transition-", "a transition's word (Nod::transition_set)"),
    ("block-", "a block's kind (cli::blocks)"),
    ("every-", "a unit's word (Nod::own_reminders)"),
    ("why-", "a day that lies ahead or behind (Nod::reminder)"),
    ("banner-birthday-title-", "a day that lies ahead or behind (Nod::claim_banners)"),
    ("banner-", "a day that lies ahead or behind (Nod::claim_banners)"),
    ("gesture-", "a gesture's key (words::gesture)"),
    ("logged-", "a gesture's key (words::logged)"),
    ("last-", "a gesture's key (words::last)"),
    ("channel-", "a channel's key (words::channel)"),
    ("circle-", "a built-in circle's key (Nod::circles)"),
    ("weekday-", "a day of the week (words::weekday_name)"),
    ("month-", "a month (words::month)"),
    ("greeting-", "a part of the day (Nod::greeting)"),
    ("transition-", "what a person goes through (Nod::person)"),
    ("number-", "a number of people (Nod::lede)"),
    ("prompt-", "a gesture's key and a number (prompt::prompt)"),
    ("import-reason-", "a reason (import::Reason::message_id)"),
    ("import-changes-", "a field (nod::import)"),
    ("export-mine", "a direction (export::markdown)"),
    ("export-theirs", "a direction (export::markdown)"),
    ("export-mutual", "a direction (export::markdown)"),
    ("import-gains-", "a field (nod::import)"),
    ("import-fate-", "what becomes of an entry (cli::import)"),
    ("help-", "a command and its argument (cli::help)"),
    ("cli-column-", "a column (cli::print)"),
    ("cli-label-", "a field (cli::people)"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The text of all sources under `folder`, without their unit tests.
fn sources(folder: &Path, endings: &[&str], found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), "tests" | "node_modules" | "test") {
                sources(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) && !name.contains(".test.") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push(text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned());
        }
    }
}

/// The ids a file defines.
fn messages(file: &str) -> BTreeSet<String> {
    let path = root().join(format!("src-tauri/core/texts/en/{file}.ftl"));
    let text = std::fs::read_to_string(path).unwrap();
    let id = |line: &str| {
        let (id, _) = line.split_once(" =")?;
        id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-').then(|| id.to_owned())
    };
    text.lines().filter_map(id).collect()
}

/// Everything between quotes that could be a message's id or the beginning of one.
fn literals(text: &str, quote: char) -> impl Iterator<Item = &str> {
    text.split(quote).filter(|part| {
        part.contains('-')
            && part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '{' | '}' | '_'))
    })
}

#[test]
fn every_message_the_sources_name_exists() {
    let all: BTreeSet<String> =
        FILES.iter().chain(&["grammar", "ui"]).flat_map(|file| messages(file)).collect();
    let families: BTreeSet<&str> = FILES
        .iter()
        .flat_map(|_| all.iter())
        .filter(|id| !id.starts_with("grammar-"))
        .filter_map(|id| id.split_once('-').map(|(family, _)| family))
        .filter(|family| {
            [
                "error", "ask", "done", "cli", "banner", "tray", "why", "later", "doctor", "import", "date",
                "rhythm", "prompt", "today", "next", "when", "names", "ago", "for", "last", "logged",
                "gesture", "lede", "since", "greeting", "help",
            ]
            .contains(family)
        })
        .collect();
    let mut texts = Vec::new();
    for folder in ["src-tauri/core/src", "src-tauri/nod/src", "src-tauri/window"] {
        sources(&root().join(folder), &[".rs"], &mut texts);
    }
    let mut missing = BTreeSet::new();
    for text in &texts {
        for literal in literals(text, '"') {
            let head = literal.split('{').next().unwrap_or_default();
            let known = if head == literal { all.contains(literal) } else { false };
            let begins = all.iter().any(|id| id.starts_with(head));
            let stem = all.iter().any(|id| id.starts_with(&format!("{literal}-")));
            let family = literal.split('-').next().unwrap_or_default();
            let composed = head != literal && begins;
            if families.contains(family) && !known && !composed && !stem && !OTHER.contains(&literal) {
                missing.insert(literal.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "no such message: {missing:?}");
}

#[test]
fn every_message_is_used() {
    let mut texts = Vec::new();
    for folder in ["src-tauri/core/src", "src-tauri/nod/src", "src-tauri/window"] {
        sources(&root().join(folder), &[".rs"], &mut texts);
    }
    // The window shows some of the shared words itself.
    let ui = root().join("ui/src");
    if ui.is_dir() {
        sources(&ui, &[".ts", ".svelte"], &mut texts);
    }
    let said: BTreeSet<&str> = texts
        .iter()
        .flat_map(|text| ['"', '\'', '`'].into_iter().flat_map(|quote| text.split(quote)))
        .collect();
    let unused: Vec<String> = FILES
        .iter()
        .flat_map(|file| messages(file))
        .filter(|id| !said.contains(id.as_str()))
        .filter(|id| !DYNAMIC.iter().any(|(prefix, _)| id.starts_with(prefix)))
        .collect();
    assert!(unused.is_empty(), "never said: {unused:?}");
}
