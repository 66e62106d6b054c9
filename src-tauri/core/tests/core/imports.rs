//! Bringing people in: what comes, what stays, and the second time.

use nod_core::api::{ImportFate, ImportField, ImportReport, PersonFields};
use nod_core::limits;
use nod_core::nod::{FileToImport, ImportChoice};

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
fn a_file_with_one_person_under_two_names_renames_nobody() {
    let mut desk = desk();
    desk.import(&card("FN:Kim\nUID:2\nTEL:+4930111111"), now());
    // The first is Kim by name and number; renamed by the second, they would be new to the next import.
    let text = [card("FN:Kim\nTEL:+4930111111"), card("FN:Kim Larsen\nUID:2")].concat();
    let preview = desk.nod.import_preview(&[card_file(&text)], now()).unwrap();
    let name = &preview.rows[1].fields[0];
    assert_eq!((name.from.as_str(), name.to.as_str()), ("Kim", "Kim Larsen"));
    assert!(name.why.contains("two names"), "{}", name.why);
    assert_eq!(counts(&desk.import(&text, now())), (0, 0, 2));
    changes_nothing_again(&mut desk, &text);
    assert_eq!(
        desk.nod.find_person("kim", now()).and_then(|id| desk.nod.person(id, now())).unwrap().person.name,
        "Kim"
    );
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

fn table(text: &str) -> FileToImport {
    FileToImport { name: "team.csv".to_owned(), bytes: text.as_bytes().to_vec() }
}

#[test]
fn a_newer_file_updates_what_the_user_left_as_it_was() {
    let mut desk = desk();
    let old = "Name,Role,Team,Email\nAmara Okafor,Announcer,Voice,a@x.org\n";
    desk.nod.import_apply(&[table(old)], now()).unwrap();
    let id = desk.nod.find_person("amara", now()).unwrap();
    let mut fields = desk.nod.person(id, now()).unwrap().fields;
    fields.team = "mine".to_owned();
    desk.nod.person_save(Some(id), &fields, now()).unwrap();
    let new = "Name,Role,Team,Email\nAmara Okafor,Senior accountant,Books,a@x.org\n";
    let preview = desk.nod.import_preview(&[table(new)], now()).unwrap();
    assert_eq!(preview.rows[0].reason, "Role: Announcer → Senior accountant");
    desk.nod.import_apply(&[table(new)], now()).unwrap();
    let fields = desk.nod.person(id, now()).unwrap().fields;
    assert_eq!((fields.role.as_str(), fields.team.as_str()), ("Senior accountant", "mine"));
    let before = desk.dump();
    assert_eq!(desk.nod.import_apply(&[table(new)], now()).unwrap().op, None);
    assert_eq!(desk.dump(), before);
}

#[test]
fn another_kind_of_file_fills_only_what_is_empty() {
    let mut desk = desk();
    desk.nod.import_apply(&[table("Name,Role,Email\nAmara,Engineer,a@x.org\n")], now()).unwrap();
    let other = table("Full name,Position,Mail,Company\nAmara,Manager,a@x.org,Globex\n");
    desk.nod.import_apply(&[other], now()).unwrap();
    let id = desk.nod.find_person("amara", now()).unwrap();
    let fields = desk.nod.person(id, now()).unwrap().fields;
    assert_eq!((fields.role.as_str(), fields.organisation.as_str()), ("Engineer", "Globex"));
    let first = table("Name,Role,Email\nAmara,Engineer,a@x.org\n");
    assert_eq!(desk.nod.import_apply(&[first], now()).unwrap().op, None);
}

#[test]
fn what_was_said_of_a_column_is_remembered_with_the_import_and_undone_with_it() {
    let mut desk = desk();
    let text = "Who,Does\nAmara Okafor,Engineer\n";
    let choice =
        ImportChoice { columns: vec![("does".to_owned(), "role".to_owned())], ..ImportChoice::default() };
    let before = desk.dump();
    let report = desk.nod.import_apply_of(&[table(text)], &choice, now()).unwrap();
    let preview = desk.nod.import_preview(&[table("Who,Does\nLeo Brandt,Designer\n")], now()).unwrap();
    assert_eq!((preview.columns[1].meaning.as_str(), preview.rows[0].detail.as_str()), ("role", "Designer"));
    desk.nod.undo(report.op).unwrap();
    assert_eq!(desk.dump(), before);
    let wrong =
        ImportChoice { columns: vec![("does".to_owned(), "shoe".to_owned())], ..ImportChoice::default() };
    assert!(desk.nod.import_preview_of(&[table(text)], &wrong, now()).is_err());
}

#[test]
fn moments_of_another_program_come_in_once() {
    let mut desk = desk();
    let text = "### Activities:\n- 2018-01-04: Lunch with **Ada** and **Bo**\n\n### Friends:\n- Ada\n- Bo\n";
    let file = FileToImport { name: "friends.md".to_owned(), bytes: text.as_bytes().to_vec() };
    let report = desk.nod.import_apply(std::slice::from_ref(&file), now()).unwrap();
    assert_eq!((report.added, report.moments, report.words.as_str()), (2, 1, "Brought in 2, one moment"));
    let before = desk.dump();
    let again = desk.nod.import_apply(&[file], at("2026-12-01 10:00")).unwrap();
    assert_eq!((again.moments, again.op), (0, None));
    assert_eq!(desk.dump(), before);
}

#[test]
fn meetings_are_offered_with_people_known_by_address_and_come_in_when_picked() {
    let mut desk = desk();
    desk.import(&card("FN:Amara Okafor\nEMAIL:amara@x.org"), now());
    let event = |day: &str, guest: &str| {
        format!("BEGIN:VEVENT\nSUMMARY:1:1\nDTSTART:{day}T100000\nATTENDEE:mailto:{guest}\nEND:VEVENT\n")
    };
    let text = format!(
        "BEGIN:VCALENDAR\n{}{}{}END:VCALENDAR\n",
        event("20261117", "Amara@x.org"),
        event("20261118", "nobody@x.org"),
        event("20261119", "amara@x.org")
    );
    let file = FileToImport { name: "cal.ics".to_owned(), bytes: text.into_bytes() };
    let preview = desk.nod.import_preview(std::slice::from_ref(&file), now()).unwrap();
    let offered: Vec<(usize, &str)> = preview.meetings.iter().map(|m| (m.number, &m.at[..10])).collect();
    assert_eq!(offered, [(1, "2026-11-17"), (2, "2026-11-19")]);
    assert_eq!(
        (preview.moments, preview.meetings[0].people.as_slice()),
        (0, &["Amara Okafor".to_owned()][..])
    );
    let choice = ImportChoice { meetings: [2].into(), ..ImportChoice::default() };
    let report = desk.nod.import_apply_of(std::slice::from_ref(&file), &choice, now()).unwrap();
    assert_eq!((report.moments, report.words.as_str()), (1, "Brought in one moment"));
    let again = desk.nod.import_apply_of(&[file], &choice, now()).unwrap();
    assert_eq!((again.moments, again.op), (0, None));
}

#[test]
fn a_preview_says_field_by_field_what_comes_what_changes_and_what_stays() {
    let mut desk = desk();
    let row = |desk: &mut Desk, text: &str| {
        let report = desk.nod.import_preview(&[card_file(text)], now()).unwrap();
        let row = report.rows.into_iter().next().unwrap();
        let said = |field: ImportField| {
            let fate = format!("{:?}", field.fate).to_lowercase();
            format!("{fate} {}: {} > {} {}", field.name, field.from, field.to, field.why).trim().to_owned()
        };
        (row.fate, report.kept, row.fields.into_iter().map(said).collect::<Vec<_>>())
    };
    let first = card("UID:1\nFN:Amara Okafor\nTITLE:Engineer\nNOTE:tea\nEMAIL:a@x.org");
    let (fate, kept, fields) = row(&mut desk, &first);
    assert_eq!((fate, kept), (ImportFate::Add, 0));
    assert_eq!(fields, ["fill Role:  > Engineer", "fill Notes:  > tea", "fill E-mail:  > a@x.org"]);

    desk.import(&first, now());
    let amara = desk.nod.find_person("Amara", now()).unwrap();
    let mut mine = desk.nod.person(amara, now()).unwrap().fields;
    mine.notes = "coffee".to_owned();
    mine.team = "Platform".to_owned();
    desk.nod.person_save(Some(amara), &mine, now()).unwrap();
    let second =
        card("UID:1\nFN:Amara Okafor\nTITLE:Manager\nNOTE:tea\nEMAIL:a@x.org\nORG:Globex;Infrastructure");
    let (fate, kept, fields) = row(&mut desk, &second);
    assert_eq!((fate, kept), (ImportFate::Merge, 1));
    assert_eq!(
        fields,
        [
            "change Role: Engineer > Manager",
            "keep Team: Platform > Infrastructure You wrote yours; the file says otherwise, and yours stays.",
            "fill Organisation:  > Globex",
            "keep Notes: coffee > tea You changed it since the file last said so, and yours stays.",
        ]
    );
}
