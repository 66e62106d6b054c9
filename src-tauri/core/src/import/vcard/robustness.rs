//! Whatever the bytes: no panic, and what comes out keeps its promises.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::import::{Hints, LONGEST_FIELD, Reading, tidy};

const CARD: &str = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=91;=\r\n=C3=A9;;;\r\n\
    FN:Åsa \\, b\r\nitem1.TEL;TYPE=\"work,cell\";VALUE=uri:tel:+1-2;ext=3\r\nitem1.X-ABLabel:_$!<HomeFAX>!$_\r\n\
    AGENT:\r\nBEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22\r\nNOTE:a\r\n  b\\n\r\n\
    PHOTO;ENCODING=BASE64:\r\n R0lGODlhAQABAA==\r\n\r\nIMPP;X-SERVICE-TYPE=Skype:skype:a%40b?chat\r\n\
    ADR;WORK:;;x;Lagos;;;Nigeria\r\nORG:a;b\r\nNICKNAME;CHARSET=SHIFT_JIS:ab\r\nTZ:Africa/Lagos\r\nEND:VCARD\r\n";

fn read(name: &str, bytes: &[u8]) -> Reading {
    crate::import::read(name, bytes, &Hints::default())
}

fn keeps_its_promises(reading: &Reading) {
    assert!(!(reading.people.is_empty() && reading.errors.is_empty()), "nothing is dropped in silence");
    for person in &reading.people {
        assert!(tidy::is_visible(&person.name) && person.line > 0);
        let contacts = person.contacts.iter().flat_map(|contact| [&contact.label, &contact.value]);
        let one_line = [
            &person.name,
            &person.called,
            &person.role,
            &person.team,
            &person.organisation,
            &person.place,
            &person.zone,
            &person.pronouns,
            &person.pronunciation,
        ];
        for text in one_line.into_iter().chain(contacts).chain(&person.tags).chain(&person.uid) {
            assert!(!text.chars().any(char::is_control), "{text:?}");
            assert_eq!(&tidy::line(text), text);
        }
        assert!(
            person.notes.chars().all(|character| !character.is_control() || matches!(character, '\n' | '\t'))
        );
        assert!(person.notes.len() <= LONGEST_FIELD);
    }
}

/// Bytes that mean something to the reader, far more often than chance would bring them.
fn telling_piece() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&[u8]> = vec![
        b"BEGIN:VCARD",
        b"END:VCARD",
        b"\r\n",
        b"\n",
        b"\r",
        b"\n ",
        b"\n\t",
        b"\n\n",
        b":",
        b";",
        b",",
        b"=",
        b"=\n",
        b"\\",
        b"\\n",
        b"\"",
        b"^",
        b"^n",
        b".",
        b"--",
        b"%",
        b"%4",
        b"=C3",
        b"\xc3",
        b"\xa9",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"VERSION:4.0",
        b"VERSION:2.1",
        b"FN:",
        b"N:",
        b"BDAY:",
        b"TEL:tel:",
        b"PHOTO;BASE64:",
        b"PHOTO:data:,",
        b"NOTE;QUOTED-PRINTABLE:",
        b";CHARSET=UTF-16",
        b";CHARSET=ISO-2022-JP",
        b";ENCODING=B",
        b"AGENT:",
        b"KIND:group",
        b"IMPP:",
        b"\x1b$B",
        b"\xf0\x9f\x91\xa9",
        b"19800322",
        b"/9j/",
        b"iVBORw0KGgo=",
    ];
    prop_oneof![proptest::sample::select(pieces).prop_map(<[u8]>::to_vec), vec(any::<u8>(), 0..4)]
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..2048)) {
        keeps_its_promises(&read("x.vcf", &bytes));
    }

    #[test]
    fn cards_of_random_pieces_never_panic(pieces in vec(telling_piece(), 0..200)) {
        let mut file = b"BEGIN:VCARD\n".to_vec();
        file.extend(pieces.concat());
        keeps_its_promises(&read("x.vcf", &file));
    }

    #[test]
    fn a_mutated_card_never_panics(edits in vec((any::<prop::sample::Index>(), 0..4_usize, telling_piece()), 1..12)) {
        let mut file = CARD.as_bytes().to_vec();
        for (at, removed, piece) in edits {
            let at = at.index(file.len() + 1);
            let end = (at + removed).min(file.len());
            file.splice(at..end, piece);
        }
        keeps_its_promises(&read("x.vcf", &file));
    }

    #[test]
    fn a_card_cut_anywhere_never_panics(cut in 0..CARD.len()) {
        keeps_its_promises(&read("x.vcf", &CARD.as_bytes()[..cut]));
    }

    #[test]
    fn a_name_written_as_the_standard_says_comes_back(name in "[\\PC]{1,40}") {
        let expected = tidy::line(&name);
        prop_assume!(tidy::is_visible(&expected));
        let escaped = name.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
        let mut bytes = b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:".to_vec();
        for (index, byte) in escaped.bytes().enumerate() {
            if index > 0 && index % 7 == 0 {
                bytes.extend(b"\r\n ");
            }
            bytes.push(byte);
        }
        bytes.extend(b"\r\nEND:VCARD\r\n");
        let reading = read("x.vcf", &bytes);
        prop_assert_eq!(&reading.people[0].name, &expected);
    }
}
