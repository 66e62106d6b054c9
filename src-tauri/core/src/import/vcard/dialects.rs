//! What phones, mail programs and address books make of the standards, each test named for its trap.

use crate::api::ContactKind;
use crate::import::{Hints, Incoming, Problem, Reading, Reason};

fn read(bytes: impl AsRef<[u8]>) -> Reading {
    crate::import::read("people.vcf", bytes.as_ref(), &Hints::default())
}

/// The people of a file in which there is nothing to complain about.
fn people(bytes: impl AsRef<[u8]>) -> Vec<Incoming> {
    let reading = read(bytes);
    assert_eq!(reading.errors, []);
    reading.people
}

fn names(reading: &Reading) -> Vec<&str> {
    reading.people.iter().map(|person| person.name.as_str()).collect()
}

fn contacts(person: &Incoming) -> Vec<(ContactKind, &str, &str)> {
    let contacts = person.contacts.iter();
    contacts.map(|contact| (contact.kind, contact.label.as_str(), contact.value.as_str())).collect()
}

fn said(reading: &Reading) -> Vec<(usize, &str)> {
    reading.errors.iter().map(|Problem { line, reason, .. }| (*line, reason.message_id())).collect()
}

fn card(version: &str, lines: &str) -> String {
    format!("BEGIN:VCARD\r\nVERSION:{version}\r\n{}\r\nEND:VCARD\r\n", lines.replace('\n', "\r\n"))
}

#[test]
fn nokia_breaks_soft_lines_inside_umlauts() {
    let text = "N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=\n=BCller;J=C3=B6rg;;;\n\
        TEL;CELL;VOICE;PREF:+491705550101\nTEL;HOME;VOICE:0305550102\n\
        NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Erste Zeile=0D=0A=\nzweite Zeile =3D Ende\nX-CLASS:private";
    let people = people(card("2.1", text));
    assert_eq!(people[0].name, "Jörg Müller");
    assert_eq!(people[0].notes, "Erste Zeile\nzweite Zeile = Ende");
    assert_eq!(
        contacts(&people[0]),
        [(ContactKind::Phone, "mobile", "+491705550101"), (ContactKind::Phone, "home", "0305550102")]
    );
}

#[test]
fn outlook_names_the_encoding_of_each_line_and_folds_photos_without_a_mark() {
    let mut file = b"BEGIN:VCARD\r\nVERSION:2.1\r\nX-MS-OL-DEFAULT-POSTAL-ADDRESS:2\r\n\
        N;LANGUAGE=de;CHARSET=Windows-1252:Wei\xdf;J\xfcrgen\r\nFN;CHARSET=Windows-1252:J\xfcrgen Wei\xdf\r\n\
        ORG;CHARSET=Windows-1252:Stra\xdfenbau AG;Br\xfccken\r\nEMAIL;PREF;INTERNET:juergen@bau.example\r\n\
        PHOTO;TYPE=GIF;ENCODING=BASE64:\r\n R0lGODlh\r\nAQABAA==\r\n\r\nX-MS-OL-DESIGN;CHARSET=utf-8:<card/>\r\n\
        REV:20240101T000000Z\r\nEND:VCARD\r\n"
        .to_vec();
    let people_of = people(&file);
    assert_eq!((people_of[0].name.as_str(), people_of[0].team.as_str()), ("Jürgen Weiß", "Brücken"));
    assert!(people_of[0].photo.is_some());
    // The same without a word on the encoding.
    let label = b";CHARSET=Windows-1252";
    while let Some(at) = file.windows(label.len()).position(|part| part == label) {
        file.drain(at..at + label.len());
    }
    assert_eq!(people(&file)[0].name, "Jürgen Weiß");
}

#[test]
fn every_unicode_encoding_is_read_with_a_mark_and_without_one() {
    let text = card("3.0", "FN:Zoë 李 👩‍💻\nN:李;Zoë;;;\nNOTE:é€");
    let wide =
        |order: fn(u16) -> [u8; 2], text: &str| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let files = ["", "\u{feff}"].into_iter().flat_map(|mark| {
        let text = format!("{mark}{text}");
        [text.clone().into_bytes(), wide(u16::to_le_bytes, &text), wide(u16::to_be_bytes, &text)]
    });
    for file in files {
        let people = people(&file);
        assert_eq!(
            (people[0].name.as_str(), people[0].notes.as_str()),
            ("Zoë 李 👩‍💻", "é€"),
            "{:?}",
            &file[..4]
        );
    }
}

#[test]
fn lines_that_end_in_cr_alone_are_lines() {
    let text = card("3.0", "FN:Ada\nNOTE:a\n  b\nTEL:1").replace("\r\n", "\r");
    let ada = &people(text)[0];
    assert_eq!((ada.notes.as_str(), ada.contacts.len(), ada.line), ("a b", 1, 1));
}

#[test]
fn files_put_together_have_marks_and_blank_lines_between_their_cards() {
    let ada = card("3.0", "FN:Ada");
    let text = format!("\u{feff}{ada}\r\n\r\n\u{feff}{ada}\u{feff}\r\n{ada}").replacen("Ada", "Zoë", 1);
    assert_eq!(names(&read(&text)), ["Zoë", "Ada", "Ada"]);
    assert_eq!(read(&text).errors, []);
}

#[test]
fn folds_are_made_with_tabs_too() {
    assert_eq!(people(card("3.0", "FN:Ada\n\tByron\nNOTE:one \n\ttwo"))[0].name, "AdaByron");
}

#[test]
fn a_quote_that_is_never_closed_costs_no_value() {
    let text = "FN:Ada\nTEL;TYPE=\"work:+1 555 0101\nEMAIL;X=\"a:ada@x.example";
    let people = people(card("4.0", text));
    let values: Vec<&str> = people[0].contacts.iter().map(|contact| contact.value.as_str()).collect();
    assert_eq!(values, ["ada@x.example", "+1 555 0101"]);
}

#[test]
fn four_point_zero_prefers_and_alternates() {
    let text = "FN;PREF=2:A. Byron\nFN;PREF=1:Ada Byron\nTITLE;ALTID=1;LANGUAGE=fr:Analyste\n\
        EMAIL;PREF=2:second@x.example\nEMAIL;PREF=1:first@x.example\n\
        PHOTO;MEDIATYPE=image/gif:data:image/gif;base64,R0lGODlhAQABAA==\n\
        ORG:Works;Platform;Storage\nNOTE;ALTID=1:One\nNOTE;ALTID=1:Un";
    let ada = &people(card("4.0", text))[0];
    assert_eq!((ada.name.as_str(), ada.role.as_str()), ("Ada Byron", "Analyste"));
    assert_eq!((ada.organisation.as_str(), ada.team.as_str()), ("Works", "Platform / Storage"));
    assert_eq!((ada.notes.as_str(), ada.photo.is_some()), ("One", true));
    assert_eq!(ada.contacts[0].value, "first@x.example");
}

#[test]
fn a_list_of_people_is_said_with_its_line() {
    let text = card("4.0", "FN:Ada") + &card("4.0", "KIND:group\nFN:Rowers\nMEMBER:urn:uuid:1");
    let apple =
        card("3.0", "X-ADDRESSBOOKSERVER-KIND:group\nFN:Choir\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:2");
    let reading = read(text + &apple);
    assert_eq!(names(&reading), ["Ada"]);
    assert_eq!(said(&reading), [(5, "import-reason-group"), (11, "import-reason-group")]);
}

#[test]
fn what_nod_has_no_place_for_is_said_once_with_how_often_it_comes() {
    let text = "FN:Ada\nX-ANNIVERSARY:2010-05-01\nitem1.X-ABDATE:2011-01-01\nitem1.X-ABLabel:_$!<Anniversary>!$_\n\
        PHOTO;VALUE=uri:https://x.example/ada.jpg";
    let reading = read(card("3.0", text) + &card("3.0", "FN:Bo\nANNIVERSARY:20100501"));
    let left_out = |kind: &str, count| Reason::LeftOut { kind: kind.to_owned(), count };
    let expected = [
        (4, left_out("anniversaries", 2)),
        (5, left_out("dates", 1)),
        (7, left_out("photos that are kept elsewhere", 1)),
    ];
    let said: Vec<(usize, Reason)> = reading.errors.into_iter().map(|p| (p.line, p.reason)).collect();
    assert_eq!(said, expected);
}

#[test]
fn lines_outside_of_cards_and_broken_ones_inside_are_said_each_with_its_line() {
    let text = "Dear all,\nmy cards:\nBEGIN:VCARD\nFN:Ada\nnonsense\nmore of it\nEND:VCARD\n\nFN:Lost\nTEL:1\nEND:VCARD\n\
        BEGIN:VCARD\nFN:Bo\nEND:VCARD\n";
    let reading = read(text);
    assert_eq!(names(&reading), ["Ada", "Bo"]);
    let expected = [
        (1, "import-reason-outside-card"),
        (5, "import-reason-unreadable-line"),
        (6, "import-reason-unreadable-line"),
        (9, "import-reason-outside-card"),
    ];
    assert_eq!(said(&reading), expected);
}

#[test]
fn a_card_of_nods_own_comes_back_whole() {
    let text = "FN:Ada\nORG:;Platform\nX-NOD-TEAM:Guild\\, north\nX-NOD-FIELD:Shirt;M\\; slim\nX-NOD-CIRCLE:close\n\
        X-NOD-RHYTHM:21\nX-NOD-START-DATE:2019-03-04\nSOCIALPROFILE;SERVICE-TYPE=\"Blog\";VALUE=text:https://ada.example";
    let ada = &people(card("4.0", text))[0];
    assert_eq!(
        (ada.other_teams.as_slice(), ada.circle.as_str()),
        (&["Guild, north".to_owned()][..], "close")
    );
    assert_eq!((ada.own[0].name.as_str(), ada.own[0].value.as_str()), ("Shirt", "M; slim"));
    assert_eq!(ada.rhythm_days, Some(21));
    assert_eq!(contacts(ada), [(ContactKind::Handle, "Blog", "https://ada.example")]);
}

#[test]
fn android_and_samsung_write_rows_of_their_own() {
    let text = "N:Byron;Ada;;;\nFN:Ada Byron\nTEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=C3=BC=72=6F):0305550101\n\
        EMAIL;X-INTERNET:ada@x.example\nORG:Works\nTITLE:Analyst\n\
        X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2010-05-01;1;;;;;;;;;;;;;";
    let reading = read(card("2.1", text));
    let ada = &reading.people[0];
    assert_eq!((ada.name.as_str(), ada.role.as_str()), ("Ada Byron", "Analyst"));
    assert_eq!(ada.contacts.len(), 2);
    assert_eq!(said(&reading), [(9, "import-reason-left-out")]);
}
