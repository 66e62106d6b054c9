//! Reading typed text with ten thousand people: ordinary lines, and lines made to be slow.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use nod_core::clock::Now;
use nod_core::quick::{Lexicon, Roster, read};
use nod_core::store::{Store, gestures, naming};
use nod_core::texts::Texts;

use crate::table::{Table, Times};

/// Longest text the quick bar takes in one go, in bytes.
const LONGEST: usize = 4096;

const ORDINARY: [&str; 9] = [
    "a",
    "am",
    "leo",
    "amar thx for the release notes yesterday >fri ask about the demo",
    "thanked amara for the notes",
    "zzzzqq thx",
    "unheard thx + unseen + unknown",
    "long talk with somebody about the roadmap and the hiring plan and the reorg, to be continued on monday",
    "s + t + m + l + k + a + b + j + e thx",
];

const REPEATED: [&str; 17] = [
    "a ",
    "a, ",
    "to a ",
    "am+",
    "with zqx ",
    "@a ",
    "\"",
    "> ",
    "x > y ",
    "x>fri",
    "! x ",
    "last ",
    "thx ",
    "14 ",
    "an ",
    "xq xr + ",
    "of the ",
];

fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = REPEATED.iter().map(|part| part.repeat(LONGEST / part.len())).collect();
    texts.push("x".repeat(LONGEST));
    let letter = |n: usize| char::from(b"amnltsjpkvzberiouewc"[n % 20]);
    let mut many = |count: usize, part: &dyn Fn(usize) -> String| {
        texts.push((0..count).fold(String::new(), |mut text, n| {
            let _ = write!(text, "{} ", part(n));
            text
        }));
    };
    many(900, &|n| format!("to na{n}"));
    many(500, &|n| format!("{}{n},", ["a", "m", "s", "ma"][n % 4]));
    many(400, &|n| format!("to {}{} {}{}", letter(n), letter(n / 20), letter(n / 3), letter(n / 7)));
    many(20, &|n| format!("@{}", letter(n)));
    texts
}

pub fn measure(table: &mut Table, folder: &Path, now: Now) {
    let store = Store::open(folder).unwrap();
    let named = naming::everybody(store.reader(), now.today()).unwrap();
    let built = Times::of(9, |_| drop(Roster::new(named.clone()))).median();
    table.figure("prepare all names", built, None, None);
    let gestures = gestures::all(store.reader()).unwrap();
    let lexicon = || Lexicon::new(&Texts::english(), &gestures, &[]);
    table.figure("prepare the words of the grammar", Times::of(9, |_| drop(lexicon())).median(), None, None);
    let (roster, lexicon) = (Roster::new(named), lexicon());
    let slowest = |texts: &[String]| {
        let took = |text: &String| Times::of(9, |_| drop(read(text, &roster, &lexicon, now))).median();
        texts.iter().map(took).max().unwrap_or(Duration::ZERO)
    };
    let ordinary: Vec<String> = ORDINARY.iter().map(|text| (*text).to_owned()).collect();
    table.figure("read an ordinary line, slowest", slowest(&ordinary), Some(1.0), None);
    table.figure("read a line made to be slow, slowest", slowest(&hostile()), Some(1.0), None);
    let hits = |text: &String| {
        let typed: String = text.chars().take(60).collect();
        Times::of(9, |_| drop(roster.hits(&typed, 5))).median()
    };
    let slowest = ordinary.iter().chain(&hostile()).map(hits).max().unwrap_or(Duration::ZERO);
    table.figure("offer people, slowest", slowest, Some(1.0), None);
}
