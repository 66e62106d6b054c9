//! Files as programs write them, each named for its trap.

use crate::api::ContactKind;
use crate::import::{
    Field, Hints, Incoming, LARGEST_FILE, LONGEST_FIELD, MOST_PEOPLE, Problem, Reading, Reason,
};

fn read(bytes: &[u8]) -> Reading {
    crate::import::read("people.vcf", bytes, &Hints::default())
}

/// The people of a file in which there is nothing to complain about.
fn people(bytes: &[u8]) -> Vec<Incoming> {
    let reading = read(bytes);
    assert_eq!(reading.errors, []);
    reading.people
}

fn problem(line: usize, reason: Reason) -> Problem {
    Problem { file: "people.vcf".to_owned(), line, reason }
}

fn names(reading: &Reading) -> Vec<&str> {
    reading.people.iter().map(|person| person.name.as_str()).collect()
}

fn contacts(person: &Incoming) -> Vec<(ContactKind, &str, &str)> {
    let contacts = person.contacts.iter();
    contacts.map(|contact| (contact.kind, contact.label.as_str(), contact.value.as_str())).collect()
}

fn birthday(person: &Incoming) -> Option<String> {
    person.birthday.map(|birthday| birthday.to_string())
}

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/fixtures/vcard/", $name))
    };
}

#[test]
fn outlook_soft_breaks_blank_lines_and_bare_types_are_read() {
    let people = people(fixture!("outlook_2_1_soft_breaks_and_photo.vcf"));
    let [amara] = people.as_slice() else { panic!("one person") };
    assert_eq!((amara.file.as_str(), amara.line), ("people.vcf", 1));
    assert_eq!(amara.name, "Dr. Amara Okafor");
    assert_eq!((amara.organisation.as_str(), amara.team.as_str()), ("Harbour Works", "Payments"));
    assert_eq!(amara.role, "Release engineer");
    assert_eq!(amara.notes, "Rows on Tuesdays,\n before work; likes café terraces = quiet");
    assert_eq!(amara.place, "Bristol, United Kingdom");
    assert_eq!(birthday(amara).as_deref(), Some("1984-03-22"));
    assert_eq!(amara.tags, ["Team", "Bristol"]);
    assert_eq!(amara.photo.as_ref().map(|photo| photo.mime.as_str()), Some("image/png"));
    assert_eq!(
        contacts(amara),
        [
            (ContactKind::Email, "", "amara@harbour.example"),
            (ContactKind::Phone, "mobile", "(020) 555-0103"),
            (ContactKind::Phone, "work", "(020) 555-0101"),
            (ContactKind::Phone, "work fax", "(020) 555-0102"),
            (ContactKind::Handle, "", "amara.o"),
        ]
    );
}

#[test]
fn android_names_in_quoted_printable_and_its_nickname_row_are_read() {
    let people = people(fixture!("android_2_1_quoted_names.vcf"));
    let [irina, mail] = people.as_slice() else { panic!("two people") };
    assert_eq!((irina.name.as_str(), irina.called.as_str()), ("Ирина Иванова", "Ira"));
    assert_eq!(irina.organisation, "Порт");
    assert_eq!(
        contacts(irina),
        [(ContactKind::Phone, "mobile", "5550104"), (ContactKind::Url, "", "www.port.example")]
    );
    assert_eq!((mail.name.as_str(), mail.line), ("only.mail@port.example", 14));
}

#[test]
fn apple_groups_label_contacts_and_its_year_1604_is_no_year() {
    let people = people(fixture!("apple_3_0_groups_and_no_year.vcf"));
    let [asa] = people.as_slice() else { panic!("one person") };
    assert_eq!((asa.name.as_str(), asa.called.as_str()), ("Åsa Lindqvist", "Oss"));
    assert_eq!(asa.pronunciation, "OH-sa LIND-kvist");
    assert_eq!((asa.organisation.as_str(), asa.team.as_str()), ("Northern Rail, Ltd", "Signals; West"));
    assert_eq!(birthday(asa).as_deref(), Some("--02-29"));
    assert_eq!(asa.notes, "First line\nSecond \"line\"");
    assert_eq!(asa.uid.as_deref(), Some("6F1B-22:ABPerson"));
    assert!(asa.photo.is_some());
    assert_eq!(
        contacts(asa),
        [
            (ContactKind::Email, "work", "asa@rail.example"),
            (ContactKind::Phone, "Sommarstuga", "+46 70 555 01 05"),
            (ContactKind::Handle, "Jabber", "asa@chat.example"),
            (ContactKind::Url, "home page", "http://rail.example"),
        ]
    );
}

#[test]
fn version_4_uris_alternatives_and_phonetic_names_are_read() {
    let people = people(fixture!("four_0_uris_and_alternatives.vcf"));
    let [taro] = people.as_slice() else { panic!("one person") };
    assert_eq!((taro.name.as_str(), taro.pronunciation.as_str()), ("山田太郎", "Taro Yamada"));
    assert_eq!(taro.uid.as_deref(), Some("4fbe8971-0bc3-424c-9c26-36c3e1eff6b1"));
    assert_eq!(taro.pronouns, "he/him");
    assert_eq!(birthday(taro).as_deref(), Some("--04-12"));
    assert_eq!((taro.place.as_str(), taro.zone.as_str()), ("Osaka, Japan", "Asia/Tokyo"));
    assert_eq!(taro.tags, ["go", "night, owl"]);
    assert_eq!(taro.notes, "Plays shogi");
    assert!(taro.photo.is_some());
    assert_eq!(
        contacts(taro),
        [
            (ContactKind::Email, "work", "taro@kaze.example"),
            (ContactKind::Phone, "work", "+81-3-5550-0106 ext. 7"),
            (ContactKind::Phone, "mobile", "+81-90-5550-0107"),
            (ContactKind::Handle, "Matrix", "@taro:kaze.example"),
            (ContactKind::Url, "Mastodon", "https://kaze.example/@taro"),
        ]
    );
}

#[test]
fn bytes_that_are_no_utf_8_are_read_as_windows_1252() {
    let people = people(fixture!("bytes_of_windows_1252.vcf"));
    assert_eq!((people[0].name.as_str(), people[0].notes.as_str()), ("Zoë Müller", "“quoted” for 5 €"));
}

#[test]
fn a_fold_inside_a_character_costs_nothing() {
    let people = people(fixture!("fold_inside_a_character.vcf"));
    assert_eq!((people[0].name.as_str(), people[0].notes.as_str()), ("José", "€ uro"));
}

#[test]
fn utf_16_is_read_and_then_no_other_charset_is_believed() {
    for file in [&fixture!("utf_16_without_a_mark.vcf")[..], &fixture!("utf_16_with_a_mark.vcf")[..]] {
        assert_eq!(people(file)[0].name, "Ewa Łukasz");
    }
}

#[test]
fn every_line_may_name_its_own_charset() {
    let people = people(fixture!("shift_jis_named_by_the_line.vcf"));
    assert_eq!(people[0].name, "表 ソ");
    assert_eq!(people[0].pronunciation, "ｿ ﾋｮｳ");
    assert_eq!(people[0].notes, "Привет");
}

#[test]
fn agents_garbage_and_missing_ends_cost_nobody_but_who_is_cut_off() {
    let reading = read(fixture!("agent_inside_and_missing_end.vcf"));
    assert_eq!(names(&reading), ["Leo Brandt", "Mina Park"]);
    assert_eq!(contacts(&reading.people[0]), [(ContactKind::Phone, "work", "555-0108")]);
    let outside = |line| problem(line, Reason::OutsideCard);
    assert_eq!(reading.errors, [outside(1), outside(16), problem(17, Reason::Truncated)]);
}

#[test]
fn a_name_is_found_wherever_there_is_one() {
    let reading = read(fixture!("names_in_other_fields.vcf"));
    assert_eq!(names(&reading), ["Prof. Ivy Rose Ann Stone PhD, MBA", "Harbour Works", "Bo"]);
    assert_eq!(
        reading.errors,
        [
            problem(17, Reason::NoName),
            problem(22, Reason::Group { name: "Choir".to_owned() }),
            problem(27, Reason::NotAPerson { name: "Town Hall".to_owned() }),
        ]
    );
}

#[test]
fn an_impossible_day_is_reported_and_the_person_kept() {
    let reading = read(fixture!("days_no_calendar_has.vcf"));
    assert_eq!(names(&reading), ["Kofi Mensah", "Yara Costa"]);
    assert!(reading.people.iter().all(|person| person.birthday.is_none() && person.photo.is_none()));
    let not_a_date = |text: &str| Reason::NotADate { text: text.to_owned() };
    assert_eq!(
        reading.errors,
        [
            problem(4, not_a_date("1983-02-29")),
            problem(10, not_a_date("sometime in spring")),
            problem(11, Reason::LeftOut { kind: "photos that are kept elsewhere".to_owned(), count: 1 }),
        ]
    );
}

#[test]
fn a_file_too_large_is_refused_by_its_size() {
    let reading = read(&vec![b'x'; LARGEST_FILE + 1]);
    assert_eq!(reading, Reading::refused("people.vcf", Reason::TooLarge));
}

#[test]
fn a_file_without_cards_is_refused_with_a_reason() {
    assert_eq!(read(b"\r\n").errors, [problem(0, Reason::Empty)]);
    assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0").errors, [problem(0, Reason::Binary)]);
    assert_eq!(read(b"##fileformat=VCFv4.2\n#CHROM\tPOS").errors, [problem(0, Reason::UnknownFormat)]);
}

#[test]
fn people_beyond_the_limit_are_reported() {
    let file = "BEGIN:VCARD\nFN:a\nEND:VCARD\n".repeat(MOST_PEOPLE + 2);
    let reading = read(file.as_bytes());
    assert_eq!(reading.people.len(), MOST_PEOPLE);
    assert_eq!(reading.errors, [problem(MOST_PEOPLE * 3 + 1, Reason::TooManyPeople)]);
}

#[test]
fn a_field_too_long_is_left_out_and_the_person_kept() {
    let card = |length: usize| {
        format!("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nNOTE:{}\nEND:VCARD\n", "é".repeat(length / 2))
    };
    assert_eq!(people(card(LONGEST_FIELD - 2).as_bytes())[0].notes.len(), LONGEST_FIELD - 2);
    let reading = read(card(LONGEST_FIELD + 2).as_bytes());
    assert_eq!((reading.people[0].name.as_str(), reading.people[0].notes.as_str()), ("Ada", ""));
    assert_eq!(reading.errors, [problem(4, Reason::FieldTooLong { field: Field::Notes })]);
}

#[test]
fn a_name_too_long_says_so_and_the_next_best_is_taken() {
    let card = format!("BEGIN:VCARD\nFN:{}\nEMAIL:a@b.c\nEND:VCARD\n", "x".repeat(LONGEST_FIELD + 1));
    let reading = read(card.as_bytes());
    assert_eq!(names(&reading), ["a@b.c"]);
    assert_eq!(reading.errors, [problem(2, Reason::FieldTooLong { field: Field::Name })]);
}

#[test]
fn control_characters_never_reach_a_person() {
    let people = people(b"BEGIN:VCARD\nFN:A\0d\x1b\ta \x7f B\nNOTE:a\\n\tb\0\x08\nEND:VCARD\n");
    assert_eq!((people[0].name.as_str(), people[0].notes.as_str()), ("Ad a B", "a\n\tb"));
}

#[test]
fn damage_is_reported_with_its_line() {
    let reading = read(
        b"BEGIN:VCARD\nFN:Ren\xc3\xa9 \xc3\xa9\xc3\nthis is no property\nPHOTO;ENCODING=b:AAAA\nEND:VCARD\n",
    );
    assert_eq!(names(&reading), ["René é\u{fffd}"]);
    assert_eq!(
        reading.errors,
        [
            problem(2, Reason::BrokenCharacters { field: Field::Name }),
            problem(3, Reason::UnreadableLine),
            problem(4, Reason::UnreadablePhoto),
        ]
    );
}
