//! What holds for any text.

use proptest::prelude::*;

use super::team::{lexicon, now, people, roster};
use crate::quick::fold::fold;
use crate::quick::narrow::Wanted;
use crate::quick::read::work_of;
use crate::quick::{Named, Reading, Roster, read, read_among, utf16};

/// Pieces are in order, on character boundaries, and hold every character that is no space.
fn check(text: &str, reading: &Reading) {
    let mut end = 0;
    for (span, kind) in &reading.pieces {
        assert!(end <= span.start && span.start < span.end, "{kind:?} {span:?} in {text:?}");
        let between = text.get(end..span.start).expect("a character boundary");
        assert!(between.trim().is_empty(), "{between:?} is lost in {text:?}");
        assert!(text.get(span.clone()).is_some(), "{span:?} is no stretch of {text:?}");
        end = span.end;
    }
    assert!(text[end..].trim().is_empty(), "the end of {text:?} is lost");
    for name in &reading.names {
        assert!(text.get(name.span.clone()) == Some(name.text.as_str()), "{name:?} in {text:?}");
    }
    assert!(reading.when.iter().all(|when| when.at <= now().utc), "a moment ahead in {text:?}");
    assert!(reading.follow_up.iter().all(|then| then.on >= now().today()), "a follow-up behind in {text:?}");
    for doubt in &reading.unsure {
        assert!(text.get(doubt.span.clone()).is_some_and(|part| !part.is_empty()), "{doubt:?} in {text:?}");
    }
}

/// A word the grammar knows, or nearly.
fn word() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "am",
        "amara",
        "okafor",
        "leo",
        "leo's",
        "will",
        "may",
        "kim",
        "zoltan",
        "Zoltan",
        "佐藤",
        "김민준",
        "कविता",
        "مُحَمَّد",
        "@leo",
        "thx",
        "thank",
        "you",
        "kudos",
        "1:1",
        "check-in",
        "coffee",
        "helped",
        "me",
        "my",
        "from",
        "by",
        "with",
        "to",
        "for",
        "on",
        "in",
        "the",
        "meeting",
        "slack",
        "person",
        "and",
        "+",
        ",",
        "&",
        "<<",
        "<>",
        ">",
        ">fri",
        "!",
        "!prefers",
        "\"",
        "“",
        "”",
        "yesterday",
        "last",
        "friday",
        "next",
        "week",
        "3",
        "days",
        "ago",
        "14",
        "nov",
        "31",
        "feb",
        "2026-11-14",
        "14.11.",
        "9:30",
        "at",
        "9",
        "am",
        "pm",
        "this",
        "morning",
        "half",
        "an",
        "hour",
        "i",
        "had",
        "a",
        "release",
        "notes",
        "!!",
        "->",
        "x > y",
        "> ask",
        "＞",
        ">90%",
        "on friday",
        "a.o.",
        "م.ف",
        "서연님",
        "🎉",
        "...",
        "99999999999",
        "0",
        "00:00",
        "b\u{301}",
        "\u{200f}",
        "😀",
        "\n",
        "i̇",
    ]);
    known.prop_map(str::to_owned)
}

fn phrase() -> impl Strategy<Value = String> {
    prop::collection::vec((word(), prop::sample::select(vec![" ", " ", " ", "", "  "])), 0..14)
        .prop_map(|words| words.into_iter().map(|(word, space)| word + space).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_lost(text in ".{0,120}") {
        check(&text, &read(&text, &roster_once(), &lexicon_once(), now()));
    }

    #[test]
    fn no_text_of_grammar_words_is_lost(text in phrase()) {
        check(&text, &read(&text, &roster_once(), &lexicon_once(), now()));
    }

    #[test]
    fn the_same_text_reads_the_same(text in phrase()) {
        let (roster, lexicon) = (roster_once(), lexicon_once());
        prop_assert_eq!(read(&text, &roster, &lexicon, now()), read(&text, &roster, &lexicon, now()));
    }

    #[test]
    fn those_a_text_can_mean_are_enough_to_read_it(text in phrase()) {
        if let Some(wanted) = Wanted::of(&text) {
            let fits = |person: &Named| {
                let others = person.others.iter().map(|other| fold(other));
                let mut names = [fold(&person.name), fold(&person.called)].into_iter().chain(others);
                names.any(|name| wanted.fits(&name))
            };
            let few = Roster::new(people().into_iter().filter(fits).collect());
            if let Some(reading) = read_among(&text, &few, &lexicon_once(), now()) {
                prop_assert_eq!(reading, read(&text, &roster_once(), &lexicon_once(), now()));
            }
            if let Some(found) = few.resolve_among(&text) {
                prop_assert_eq!(found, roster_once().resolve(&text));
            }
        }
    }

    #[test]
    fn any_text_can_be_looked_up(text in ".{0,40}") {
        let roster = roster_once();
        let _ = roster.resolve(&text);
        for hit in roster.hits(&text, 5) {
            let name = people().into_iter().find(|person| person.id == hit.id).unwrap().name;
            for range in hit.matched {
                prop_assert!(name.get(range).is_some_and(|part| !part.is_empty()));
            }
        }
    }

    #[test]
    fn utf16_offsets_count_as_the_window_does(text in ".{0,60}") {
        prop_assert_eq!(utf16(&text, text.len()) as usize, text.encode_utf16().count());
    }
}

fn roster_once() -> std::sync::Arc<crate::quick::Roster> {
    static ROSTER: std::sync::LazyLock<std::sync::Arc<crate::quick::Roster>> =
        std::sync::LazyLock::new(|| roster().into());
    ROSTER.clone()
}

fn lexicon_once() -> std::sync::Arc<crate::quick::Lexicon> {
    static LEXICON: std::sync::LazyLock<std::sync::Arc<crate::quick::Lexicon>> =
        std::sync::LazyLock::new(|| lexicon().into());
    LEXICON.clone()
}

#[test]
fn a_text_beyond_the_limit_is_note() {
    let text = format!("amara thx {}>fri ask", "notes ".repeat(1000));
    let reading = read(&text, &roster(), &lexicon(), now());
    check(&text, &reading);
    assert!(reading.follow_up.is_none() && reading.note.ends_with("ask"));
}

/// Ten thousand people, many of them with the same first letters.
fn ten_thousand() -> &'static Roster {
    static ROSTER: std::sync::LazyLock<Roster> = std::sync::LazyLock::new(|| {
        let firsts = ["Am", "Sa", "Le", "No", "Ka", "Jo", "An", "Ma", "El", "To"];
        let person = |n: usize| Named {
            id: super::team::id(n),
            name: format!(
                "{}{} {}{}",
                firsts[n % 10],
                ["ara", "mir", "lie", "na"][n / 10 % 4],
                ["Okaf", "Mart", "Lars", "Nils", "Berg"][n / 40 % 5],
                n / 200
            ),
            called: String::new(),
            others: vec![format!("p{n}")],
            team: "Platform".to_owned(),
            days_since: u32::try_from(n % 90).ok(),
            moments: 3,
        };
        Roster::new((0..10_000).map(person).collect())
    });
    &ROSTER
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// The time itself is a figure of `scripts/bench`; here the work is counted, which no loaded machine changes.
    #[test]
    fn among_ten_thousand_people_no_text_looks_at_more_than_it_may(
        text in prop::collection::vec(phrase(), 1..40).prop_map(|parts| parts.join(" ")),
    ) {
        let work = work_of(&text, ten_thousand(), &lexicon_once(), now());
        // The budget, and the one search that used it up.
        prop_assert!(work <= 2 * 30_000, "{work} keys for {text:?}");
    }
}

#[test]
fn an_ordinary_line_among_ten_thousand_people_leaves_some_of_the_budget() {
    for text in
        ["amara thx for the release notes yesterday >fri ask about the demo", "lelie helped with x > y"]
    {
        let work = work_of(text, ten_thousand(), &lexicon_once(), now());
        assert!((1..30_000).contains(&work), "{work} keys for {text}");
    }
}
