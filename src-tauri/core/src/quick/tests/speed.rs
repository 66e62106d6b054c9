//! How long reading takes with ten thousand people.
//!
//! The figures: `cargo test -p nod-core --release quick::tests::speed -- --ignored --nocapture`.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::team::{id, lexicon, now};
use crate::quick::{Named, Roster, read};

/// Ten thousand people of 300 first and 700 last names, three in four with moments.
fn crowd() -> Vec<Named> {
    const BEGINNINGS: [&str; 20] = [
        "Am", "Le", "No", "Han", "To", "Pri", "Sam", "Ta", "Jo", "Mi", "An", "Ka", "Lu", "Ro", "Vi", "Ste",
        "El", "Ma", "Zo", "Be",
    ];
    const MIDDLES: [&str; 35] = [
        "a", "ri", "lo", "ne", "sha", "ko", "ber", "mi", "ta", "vo", "li", "ran", "du", "sel", "wi", "go",
        "pa", "ke", "ny", "fa", "hol", "cu", "je", "mo", "ti", "xa", "qui", "zen", "bro", "dal", "es", "fir",
        "gu", "han", "ip",
    ];
    const ENDINGS: [&str; 15] =
        ["ra", "n", "o", "na", "sz", "ya", "el", "mar", "son", "ski", "ova", "ez", "berg", "ius", "ke"];
    let part = |n: usize| format!("{}{}{}", BEGINNINGS[n % 20], MIDDLES[n / 20 % 35], ENDINGS[n / 700 % 15]);
    let person = |n: usize| Named {
        id: id(n),
        name: format!("{} {}", part(n * 7 % 300), part(300 + n * 13 % 7000)),
        called: String::new(),
        others: vec![format!("u{n}")],
        team: String::new(),
        days_since: (!n.is_multiple_of(4)).then_some(u32::try_from(n % 400).unwrap()),
        moments: u32::try_from(n % 30).unwrap(),
    };
    (0..10_000).map(person).collect()
}

fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "a", "m", "am", "leo", "amar thx for the release notes yesterday >fri ask about the demo",
        "thanked amara for the notes", "zzzzqq thx", "unheard thx + unseen + unknown",
        "long talk with somebody about the roadmap and the hiring plan and the reorg, to be continued on monday",
        "s + t + m + l + k + a + b + j + e thx",
    ]
    .map(str::to_owned)
    .into();
    for hostile in [
        "a ",
        "a, ",
        "to a ",
        "am+",
        "with zqx ",
        "@a ",
        "\"",
        "> ",
        "! x ",
        "last ",
        "thx ",
        "14 ",
        "an ",
        "xq xr + ",
        "of the ",
    ] {
        texts.push(hostile.repeat(4096 / hostile.len()));
    }
    texts.push("x".repeat(4096));
    texts.push((0..900).fold(String::new(), |mut text, n| {
        let _ = write!(text, "to na{n} ");
        text
    }));
    texts.push((0..500).fold(String::new(), |mut text, n| {
        let _ = write!(text, "{}{n}, ", ["a", "m", "s", "ma"][n % 4]);
        text
    }));
    texts.push((0..400).fold(String::new(), |mut text, n| {
        let letter = |n: usize| char::from(b"amnltsjpkvzberiouewc"[n % 20]);
        let _ = write!(text, "to {}{} {}{} ", letter(n), letter(n / 20), letter(n / 3), letter(n / 7));
        text
    }));
    texts.push((0..26).fold(String::new(), |mut text, n| {
        let _ = write!(text, "@{} ", char::from(b'a' + n));
        text
    }));
    texts
}

/// The median of several runs: the machine's own noise is not the reader's.
#[allow(clippy::disallowed_methods)] // measures elapsed time; nothing depends on it
fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..15)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

#[test]
#[ignore = "a measurement; run it in release"]
fn no_text_takes_more_than_a_millisecond_at_ten_thousand_people() {
    let people = crowd();
    let built = median(|| drop(Roster::new(people.clone())));
    println!("{:>8.0?}  a roster of {}", built, people.len());
    let (roster, lexicon) = (Roster::new(people), lexicon());
    println!("{:>8.0?}  the lexicon", median(|| drop(super::team::lexicon())));
    let mut slowest = Duration::ZERO;
    for text in texts() {
        let took = median(|| drop(read(&text, &roster, &lexicon, now())));
        let short: String = text.chars().take(40).collect();
        println!("{took:>8.0?}  read {short:?} ({} characters)", text.chars().count());
        slowest = slowest.max(took);
        let typed: String = text.chars().take(60).collect();
        let took = median(|| drop(roster.hits(&typed, 5)));
        println!("{took:>8.0?}  hits");
        slowest = slowest.max(took);
    }
    println!("{slowest:>8.0?}  slowest");
    assert!(slowest < Duration::from_millis(1), "{slowest:?}");
}
