//! Bringing people in: what comes, what stays, and the second time.

use nod_core::api::{ImportFate, ImportReport, PersonFields};
use nod_core::limits;

use crate::support::{Desk, at, card, card_file, cases, desk, named};
use nod_core::clock::Now;
use proptest::prelude::*;

fn now() -> Now {
    at("2026-11-20 10:00")
}

fn counts(report: &ImportReport) -> (usize, usize, usize) {
    (report.added, report.merged, report.skipped)
}

/// Importing what was just imported changes no row and leaves no entry.
fn changes_nothing_again(desk: &mut Desk, text: &str) {
    let (before, entries) = (desk.dump(), desk.entries());
    let later = at("2026-12-01 10:00");
    let report = desk.import(text, later);
    assert_eq!((report.added, report.merged, report.op), (0, 0, None));
    assert_eq!((desk.dump(), desk.entries()), (before, entries));
}

#[test]
fn importing_twice_changes_nothing() {
    let mut desk = desk();
    let text = [
        card("UID:1\nFN:Amara Okafor\nROLE:Engineer\nEMAIL:Amara@x.org\nTEL:+49 30 1234567\nCATEGORIES:a,b"),
        card("FN:Leo Martin\nBDAY:--0229\nNOTE:likes\\ntea"),
        card("FN:Zoë\nEMAIL;TYPE=work:zoe@x.org\nEMAIL:ZOE@x.org"),
        card("ORG:A company"),
    ]
    .concat();
    assert_eq!(counts(&desk.import(&text, now())), (4, 0, 0));
    changes_nothing_again(&mut desk, &text);
}

#[test]
fn a_merge_fills_only_what_is_empty() {
    let mut desk = desk();
    let mine = PersonFields {
        role: "Release engineer".to_owned(),
        notes: "mine".to_owned(),
        ..named("Amara Okafor")
    };
    let id = desk.nod.person_save(None, &mine, now()).unwrap().person.id;
    let text = card("FN:AMARA OKAFOR\nTITLE:Manager\nORG:Globex\nNOTE:theirs\nEMAIL:a@x.org");
    let report = desk.import(&text, now());
    assert_eq!(counts(&report), (0, 1, 0));
    let fields = desk.nod.person(id, now()).unwrap().fields;
    assert_eq!((fields.name.as_str(), fields.role.as_str()), ("Amara Okafor", "Release engineer"));
    assert_eq!((fields.notes.as_str(), fields.organisation.as_str()), ("mine", "Globex"));
    assert_eq!(fields.contacts.len(), 1);
    changes_nothing_again(&mut desk, &text);
}

#[test]
fn two_cards_of_one_name_in_one_file_stay_two_and_a_second_import_changes_nothing() {
    for cards in [
        ["FN:Kim Larsen", "FN:Kim Larsen\nROLE:Designer"],
        ["FN:Kim Larsen\nROLE:Designer", "FN:Kim Larsen"],
        ["FN:Kim Larsen\nROLE:Designer", "FN:Kim Larsen\nROLE:Engineer"],
        ["FN:Kim Larsen\nEMAIL:k@x.org", "FN:Kim Larsen\nNOTE:other"],
        ["FN:Kim Larsen\nNOTE:other", "FN:Kim Larsen\nEMAIL:k@x.org"],
        ["UID:1\nFN:Kim Larsen", "FN:Kim Larsen\nTEL:+4930111111"],
    ] {
        for _ in 0..4 {
            let mut desk = desk();
            let text = cards.map(card).concat();
            assert_eq!(counts(&desk.import(&text, now())), (2, 0, 0), "{cards:?}");
            changes_nothing_again(&mut desk, &text);
            let turned = format!("{}{}", card(cards[1]), card(cards[0]));
            changes_nothing_again(&mut desk, &turned);
        }
    }
}

#[test]
fn a_card_that_only_brings_a_tag_says_so() {
    let mut desk = desk();
    desk.import(&card("UID:1\nFN:Amara"), now());
    let text = card("UID:1\nFN:Amara\nCATEGORIES:book club");
    let preview = desk.nod.import_preview(&[card_file(&text)], now()).unwrap();
    assert_eq!((preview.rows[0].fate, preview.rows[0].reason.as_str()), (ImportFate::Merge, "Gains a tag"));
    assert_eq!(counts(&desk.import(&text, now())), (0, 1, 0));
    changes_nothing_again(&mut desk, &text);
}

#[test]
fn a_refused_entry_is_said_with_its_line_and_the_others_come_in() {
    let mut desk = desk();
    let too_long = "x".repeat(limits::LINE + 1);
    let text = [card("FN:Amara"), card(&format!("FN:Leo\nROLE:{too_long}")), card("FN:Zoë")].concat();
    let preview = desk.nod.import_preview(&[card_file(&text)], now()).unwrap();
    let report = desk.import(&text, now());
    assert_eq!(counts(&report), counts(&preview));
    assert_eq!((report.added, report.skipped), (2, 1));
    let said: Vec<(&str, usize)> = report.errors.iter().map(|e| (e.file.as_str(), e.line)).collect();
    assert_eq!(said, [("cards.vcf", 5)]);
    assert!(report.errors[0].reason.contains(&limits::LINE.to_string()), "{}", report.errors[0].reason);
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_changes_nothing() {
    let mut desk = desk();
    let before = desk.dump();
    for bytes in [b"".as_slice(), b"\x00\x01\x02\xff", b"hello", b"BEGIN:VCARD\nEND:VCARD\n"] {
        let file = nod_core::nod::FileToImport { name: "odd".to_owned(), bytes: bytes.to_vec() };
        let report = desk.nod.import_apply(&[file], now()).unwrap();
        assert_eq!((report.added, report.op), (0, None));
        assert_eq!(report.errors.len(), 1, "{bytes:?}");
    }
    assert_eq!(desk.dump(), before);
}

#[test]
fn an_import_is_one_entry_of_the_journal() {
    let mut desk = desk();
    let before = desk.dump();
    let cards: String = (0..50).map(|n| card(&format!("FN:Person {n}\nEMAIL:p{n}@x.org"))).collect();
    let report = desk.import(&cards, now());
    assert_eq!(desk.entries(), 1);
    desk.nod.undo(report.op).unwrap();
    assert_eq!(desk.dump(), before);
}

fn any_card() -> impl Strategy<Value = String> {
    let pick = |values: &'static [&'static str]| prop::sample::select(values);
    let name = pick(&["FN:Kim", "FN:Kim Larsen", "FN:KIM LARSEN", "FN:Zoë", "N:Larsen;Kim;;;"]);
    let line = pick(&[
        "UID:1",
        "UID:2",
        "EMAIL:k@x.org",
        "EMAIL:K@X.org",
        "EMAIL:z@x.org",
        "TEL:+4930111111",
        "TEL:+4930222222",
        "ROLE:Designer",
        "ROLE:Engineer",
        "ORG:Globex",
        "NICKNAME:K",
        "BDAY:19840322",
        "NOTE:one",
        "CATEGORIES:a",
    ]);
    (name, prop::collection::vec(line, 0..4))
        .prop_map(|(name, lines)| card(&format!("{name}\n{}", lines.join("\n"))))
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_preview_counts_what_the_import_does_and_a_second_import_changes_nothing(
        first in prop::collection::vec(any_card(), 0..4), second in prop::collection::vec(any_card(), 1..5),
    ) {
        let mut desk = desk();
        desk.import(&first.concat(), now());
        let text = second.concat();
        let before = desk.dump();
        let preview = desk.nod.import_preview(&[card_file(&text)], now()).unwrap();
        prop_assert_eq!(&desk.dump(), &before);
        let report = desk.import(&text, now());
        prop_assert_eq!(counts(&preview), counts(&report));
        prop_assert_eq!(preview.errors, report.errors);
        prop_assert_eq!(report.op.is_some(), desk.dump() != before);
        let again = desk.import(&text, now());
        prop_assert_eq!((again.added, again.merged, again.op), (0, 0, None), "{}", text);
    }
}
