#![no_main]
//! The quick grammar: nothing typed is lost, pieces are in order, no moment lies ahead.

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use nod_core::id::PersonId;
use nod_core::quick::{Lexicon, Named, Roster, read, read_among};
use nod_fuzz::{now, within};

const PEOPLE: [(&str, &str); 14] = [
    ("Amara Okafor", "Am"),
    ("Leo Brandt", ""),
    ("Leo Fischer", "Leo F"),
    ("Will May", ""),
    ("Grace Hopper", "The Admiral"),
    ("Anne-Marie O'Neil", "AM"),
    ("佐藤 花子", "はなこ"),
    ("김민준", ""),
    ("कविता शर्मा", ""),
    ("مُحَمَّد", ""),
    ("Zoë Müller", "zed"),
    ("Jean Luc de la Tour", ""),
    ("Kim", ""),
    ("Today Smith", ""),
];

static ROSTER: LazyLock<Roster> = LazyLock::new(|| {
    let named = |(number, (name, called)): (u8, &(&str, &str))| Named {
        id: format!("0190a000-0000-7000-8000-0000000000{number:02}").parse::<PersonId>().unwrap(),
        name: (*name).to_owned(),
        called: (*called).to_owned(),
        others: Vec::new(),
        team: String::new(),
        moments: u32::from(number),
        days_since: Some(u32::from(number)),
    };
    Roster::new((0..).zip(&PEOPLE).map(named).collect())
});
static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::english);

fuzz_target!(|text: &str| {
    let reading = within(text.len(), || read(text, &ROSTER, &LEXICON, now()));
    let mut end = 0;
    for (span, kind) in &reading.pieces {
        assert!(end <= span.start && span.start < span.end, "{kind:?} {span:?}");
        assert!(text.get(end..span.start).unwrap().trim().is_empty(), "lost before {span:?}");
        assert!(text.get(span.clone()).is_some(), "{span:?} is no stretch");
        end = span.end;
    }
    assert!(text[end..].trim().is_empty(), "the end is lost");
    for name in &reading.names {
        assert_eq!(text.get(name.span.clone()), Some(name.text.as_str()));
    }
    assert!(reading.when.iter().all(|when| when.at <= now().utc));
    assert!(reading.follow_up.iter().all(|then| then.on >= now().today()));
    for doubt in &reading.unsure {
        assert!(text.get(doubt.span.clone()).is_some_and(|part| !part.is_empty()));
    }
    assert_eq!(reading, read(text, &ROSTER, &LEXICON, now()), "the same text reads the same");
    if let Some(among) = read_among(text, &ROSTER, &LEXICON, now()) {
        assert_eq!(among, reading);
    }
});
