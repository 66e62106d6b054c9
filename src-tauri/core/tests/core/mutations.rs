//! Every reader of files, on spoilt files: seeds of each format, changed at random. A few seconds by default;
//! `NOD_FUZZ_SECONDS` says how many seconds each format gets, and what it finds becomes a fixture or a case below.

use std::time::Duration;

use nod_core::clock;
use nod_core::import::{Hints, IMPORTERS, Reading, read};
use nod_core::nod::FileToImport;

use crate::support::{Desk, at, card, desk};

const ICS: &str = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Birthdays\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Zoë's 40th birthday (1984)\r\n\
    DTSTART;VALUE=DATE:19840322\r\nRRULE:FREQ=YEARLY;INTERVAL=1\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:1:1\r\n \
    folded\r\nDTSTART;TZID=\"Europe/Berlin\":20261117T100000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=9;UNTIL=20261201T000000Z\r\n\
    EXDATE;TZID=Europe/Berlin:20261118T100000\r\nRDATE:20261119T100000,20261120T100000Z\r\n\
    ATTENDEE;CN=\"A;B\";PARTSTAT=ACCEPTED:mailto:a@x.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const CSV: &str = "First Name,Last Name,Birthday,Phone 1 - Type,Phone 1 - Value,Labels,Notes,Connected On\r\n\
    Zoë,\"Mül\"\"ler\",3/22/1984,Work,+44 20 ::: 5,* a ::: b,\"two\r\nlines\",14 Nov 2026\r\n,,0/0/00,,,,,\r\n";
const FRIENDS: &str = "### Activities:\n- 2018-11-01: **Grace H** and I went to _Martha's_. @x\n\n### Notes:\n- 2017-06-06: **Grace H** ñ\n\n\
    ### Friends:\n- Grace H (a.k.a. The Admiral a.k.a. Amazing) [Paris] @navy\n\n### Locations:\n- Paris\n";
const MONICA: &str = include_str!("../fixtures/monica/notes_calls_activities_reminders.json");

/// A small generator (splitmix64), so that a run can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// What means something to one reader or another.
const PIECES: [&[u8]; 40] = [
    b"\"",
    b",",
    b";",
    b"\t",
    b"\r\n",
    b"\n",
    b"\n ",
    b"\r",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\xf0\x9f\x8e\x82",
    b":",
    b"=",
    b"\\",
    b"**",
    b"[",
    b"]",
    b"(a.k.a.",
    b"@",
    b"### Friends:\n",
    b"- ",
    b"{",
    b"}",
    b"null",
    b"-1",
    b"1e999",
    b"99999999999999999999",
    b"--02-30",
    b"2026-13-40",
    b"BEGIN:VEVENT\n",
    b"END:VEVENT\n",
    b"RRULE:FREQ=DAILY;INTERVAL=99999999\n",
    b"DTSTART:00000000T999999Z\n",
    b"BYDAY=-1MO",
    b"sep=",
    b"\"uuid\"",
    b"\"version\": 2",
    b"\xe2\x80\xae",
];

fn spoil(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.below(8) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(24)).min(bytes.len());
        match dice.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, PIECES[dice.below(PIECES.len())].to_vec())),
            3 => drop(bytes.splice(at..end, PIECES[dice.below(PIECES.len())].to_vec())),
            4 => {
                let part = bytes[at..end].to_vec();
                let to = dice.below(bytes.len() + 1);
                drop(bytes.splice(to..to, part));
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(dice.below(256)).unwrap();
                }
            }
        }
    }
    bytes
}

fn keeps_its_promises(reading: &Reading, bytes: &[u8]) {
    let nothing = reading.people.is_empty() && reading.moments.is_empty() && reading.errors.is_empty();
    assert!(!nothing, "nothing is dropped in silence");
    let lines = bytes.len() + 1;
    let seen = |text: &str| assert!(!text.chars().any(char::is_control), "{text:?}");
    for person in &reading.people {
        assert!(!person.name.trim().is_empty() && person.line <= lines);
        for text in
            [&person.name, &person.called, &person.role, &person.team, &person.organisation, &person.place]
        {
            seen(text);
        }
        person.contacts.iter().for_each(|contact| seen(&contact.value));
        person.tags.iter().for_each(|tag| seen(tag));
        assert!(
            person.notes.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t')),
            "{:?}",
            person.notes
        );
    }
    for moment in &reading.moments {
        assert!(!moment.who.is_empty() && moment.line <= lines);
    }
    assert!(reading.errors.iter().all(|problem| problem.line <= lines));
}

/// How long each format is tried.
fn time() -> Duration {
    let asked = std::env::var("NOD_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    asked.map_or(Duration::from_millis(700), Duration::from_secs)
}

/// Spoils a seed again and again until the time is over; on a panic the file is kept.
fn try_for(seed: &[u8], name: &str, mut trial: impl FnMut(&[u8])) {
    struct Kept(Vec<u8>, String);
    impl Drop for Kept {
        fn drop(&mut self) {
            if std::thread::panicking() {
                let path = std::env::temp_dir().join(format!("nod-found-{}", self.1));
                let _ = std::fs::write(&path, &self.0);
                eprintln!("the file is kept in {}", path.display());
            }
        }
    }
    let (began, time) = (clock::steady(), time());
    let mut dice = Dice(u64::try_from(seed.len()).unwrap());
    while clock::steady() - began < time {
        let kept = Kept(spoil(seed, &mut dice), name.to_owned());
        trial(&kept.0);
    }
}

fn try_reader(name: &str, seed: &str) {
    let hints = Hints { now: at("2026-11-20 10:00"), ..Hints::default() };
    assert!(IMPORTERS.iter().any(|importer| importer.recognises(name, seed.as_bytes())), "{name}");
    try_for(seed.as_bytes(), name, |bytes| keeps_its_promises(&read(name, bytes, &hints), bytes));
}

#[test]
fn spoilt_cards_are_read_or_said() {
    try_reader("a.vcf", &(card("UID:1\nFN:Zoë\nBDAY:--0322\nNOTE:x") + &card("N:a;b;;;\nTEL;TYPE=work:1")));
}

#[test]
fn spoilt_calendars_are_read_or_said() {
    try_reader("a.ics", ICS);
}

#[test]
fn spoilt_tables_are_read_or_said() {
    try_reader("a.csv", CSV);
}

#[test]
fn spoilt_journals_of_friends_are_read_or_said() {
    try_reader("friends.md", FRIENDS);
}

#[test]
fn spoilt_exports_of_monica_are_read_or_said() {
    try_reader("monica.json", MONICA);
}

/// An export of a little of everything.
fn own(desk: &mut Desk) -> Vec<u8> {
    let now = at("2026-11-20 10:00");
    desk.import(
        &card("UID:7\nFN:Zed\nPHOTO:data:image/gif;base64,R0lGODlhAQABAA==\nTEL:1\nCATEGORIES:a"),
        now,
    );
    desk.nod.quick_log(&crate::support::typed("zed thx >fri ask"), now).unwrap();
    let mut out = Vec::new();
    let choice = nod_core::export::Choice::default();
    desk.nod.export(nod_core::export::Format::Json, &choice, now, &mut out).unwrap();
    out
}

#[test]
fn spoilt_exports_of_nods_own_come_in_sound_or_change_nothing() {
    let seed = own(&mut desk());
    let mut to = desk();
    let empty = to.dump();
    try_for(&seed, "nod.json", |bytes| {
        let file = FileToImport { name: "nod.json".to_owned(), bytes: bytes.to_vec() };
        let now = at("2026-12-01 10:00");
        if let Ok(report) = to.nod.import_apply(&[file], now) {
            assert_eq!(to.nod.integrity().unwrap(), None);
            to.nod.people(&nod_core::api::PeopleRequest::default(), now).unwrap();
            to.nod.today(None, now).unwrap();
            if report.op.is_some() {
                to.nod.undo(report.op).unwrap();
            }
        }
        assert_eq!(to.dump(), empty);
    });
}
