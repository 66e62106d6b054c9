//! What has to hold whatever the bytes are, shared by the targets.

use std::path::PathBuf;
use std::time::Duration;

use nod_core::clock::{self, Now};
use nod_core::import::{Hints, LONGEST_FIELD, Reading, read};
use nod_core::nod::Nod;

/// A Friday in November 2026, in Berlin.
pub fn now() -> Now {
    let zone = "Europe/Berlin".parse().unwrap();
    Now::at("2026-11-20T09:00:00Z".parse().unwrap(), zone)
}

/// What reading takes at most: with the instrumentation, and beside other work, a hundred times what it should.
fn patience(bytes: usize) -> Duration {
    Duration::from_millis(1500) + Duration::from_micros(20) * u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// Runs `work` and holds its time against the size of what it was given.
pub fn within<T>(bytes: usize, work: impl FnOnce() -> T) -> T {
    let began = clock::steady();
    let done = work();
    let took = began.elapsed();
    assert!(took < patience(bytes), "{took:?} for {bytes} bytes");
    done
}

/// Reads a file, and holds the reading against what is promised of every one.
pub fn read_well(name: &str, bytes: &[u8]) -> Reading {
    let hints = Hints { now: now(), ..Hints::default() };
    let reading = within(bytes.len(), || read(name, bytes, &hints));
    keeps_its_promises(&reading, bytes.len());
    assert_eq!(reading, read(name, bytes, &hints), "the same bytes read the same");
    reading
}

fn keeps_its_promises(reading: &Reading, bytes: usize) {
    let nothing = reading.people.is_empty() && reading.moments.is_empty() && reading.errors.is_empty();
    assert!(!nothing, "nothing is dropped in silence");
    let lines = bytes + 1;
    let one_line = |text: &str| {
        assert!(!text.chars().any(char::is_control), "{text:?}");
        assert_eq!(text.trim(), text);
    };
    for person in &reading.people {
        assert!(!person.name.trim().is_empty() && person.line <= lines);
        let texts = [
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
        texts.into_iter().chain(&person.tags).for_each(|text| one_line(text));
        for contact in &person.contacts {
            one_line(&contact.label);
            one_line(&contact.value);
        }
        assert!(
            person.notes.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t')),
            "{:?}",
            person.notes
        );
        assert!(person.notes.len() <= LONGEST_FIELD);
    }
    for moment in &reading.moments {
        assert!(!moment.who.is_empty() && moment.line <= lines);
    }
    for follow_up in &reading.follow_ups {
        assert!(follow_up.entry < reading.people.len() && follow_up.line <= lines);
    }
    assert!(reading.errors.iter().all(|problem| problem.line <= lines));
}

/// True when the reading says something of one of these lines, both included.
pub fn says_something_of(reading: &Reading, first: usize, last: usize) -> bool {
    let within = |line: &usize| (first..=last).contains(line);
    reading.people.iter().any(|person| within(&person.line))
        || reading.moments.iter().any(|moment| within(&moment.line))
        || reading.errors.iter().any(|problem| within(&problem.line))
}

/// True when line ends are the only bytes of a text that a reader may count lines by, and nothing is in UTF-16.
pub fn is_plain(bytes: &[u8]) -> bool {
    !bytes.contains(&0) && !bytes.starts_with(b"\xff\xfe") && !bytes.starts_with(b"\xfe\xff")
}

/// An empty notebook in memory, kept for the life of the process.
pub fn notebook() -> Nod {
    let place =
        [PathBuf::from("/dev/shm"), std::env::temp_dir()].into_iter().find(|place| place.is_dir()).unwrap();
    let folder = place.join(format!("nod-fuzz-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    Nod::open(&folder).unwrap()
}
