//! Times the search of a data folder, a keystroke at a time: `search_times FOLDER [ROUNDS]`. Prints the median, the 99th
//! percentile and the slowest keystroke, and which texts took longest (each by its median).

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use nod_core::api::SearchRequest;
use nod_core::clock::{Now, steady};
use nod_core::nod::Nod;

/// What someone types: names, words rare and frequent, several, phrases, filters, another script, slips, nothing found.
const TYPED: [&str; 12] = [
    "hanloberg",
    "redesign",
    "the release notes",
    "amara exam",
    "\"long talk\"",
    "gesture:thanked rollback",
    "after:2026 daughter",
    "before:2025-06 coffee with",
    "王小明 demo",
    "quizenxa",
    "p123@globex",
    "zzzyx",
];

/// Texts shown of those that took longest.
const SHOWN: usize = 8;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(folder) = args.next() else {
        eprintln!("search_times FOLDER [ROUNDS]");
        return ExitCode::from(2);
    };
    let rounds = args.next().and_then(|text| text.parse().ok()).unwrap_or(5);
    match measure(folder.as_ref(), rounds) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(folder: &std::path::Path, rounds: u32) -> Result<(), Box<dyn Error>> {
    let now = Now::read();
    let nod = Nod::open(folder)?;
    // The names are read once, as by a window that is open.
    nod.search(&SearchRequest { text: "am".to_owned(), ..SearchRequest::default() }, now)?;
    let mut times: Vec<(Duration, &str)> = Vec::new();
    for _ in 0..rounds {
        for typed in TYPED {
            for (at, c) in typed.char_indices() {
                let text = &typed[..at + c.len_utf8()];
                let start = steady();
                nod.search(&SearchRequest { text: text.to_owned(), ..SearchRequest::default() }, now)?;
                times.push((start.elapsed(), text));
            }
        }
    }
    let mut texts: Vec<(Duration, &str)> = Vec::new();
    for typed in TYPED {
        for (at, c) in typed.char_indices() {
            let text = &typed[..at + c.len_utf8()];
            let mut took: Vec<Duration> =
                times.iter().filter(|(_, of)| *of == text).map(|(took, _)| *took).collect();
            took.sort();
            texts.extend(took.get(took.len() / 2).map(|median| (*median, text)));
        }
    }
    texts.sort();
    times.sort();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len() - 1));
    for (name, share) in [("median", 50), ("p99", 99), ("slowest", 100)] {
        if let Some((took, text)) = at(share) {
            println!("{name:<8} {:>8.2} ms   {text}", took.as_secs_f64() * 1000.0);
        }
    }
    println!("longest, by their medians");
    for (took, text) in texts.iter().rev().take(SHOWN) {
        println!("         {:>8.2} ms   {text}", took.as_secs_f64() * 1000.0);
    }
    Ok(())
}
