//! The tray's menu as data: what it offers, for whom, in words. Pure.

use nod_core::api::Route;
use nod_core::clock::Now;
use nod_core::error::Result;
use nod_core::gesture::{Gesture, GestureId};
use nod_core::id::PersonId;
use nod_core::nod::{Listening, Nod, TrayPerson};
use nod_core::texts::Texts;
use nod_core::words;

/// Most people in the Log menu: what is read at a glance.
const MOST_PEOPLE: usize = 8;

/// Longest label, in characters; a panel draws a menu as wide as its longest entry.
const LONGEST_LABEL: usize = 60;
/// Code points that one character as one sees it may have, on average.
const MARKS: usize = 6;

/// What can be chosen in the tray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Open the window there.
    Open(Route),
    /// Open the quick bar.
    Quick,
    /// Log this with this person, at once.
    Log(PersonId, GestureId),
    /// Listen to this person for two minutes.
    Listen(PersonId),
    /// End the listening timer, and log it or not.
    StopListening {
        /// True to log it now.
        log: bool,
    },
    /// Be quiet: `1h`, `today`, `monday`.
    Pause(&'static str),
    /// Be back.
    Resume,
    /// End.
    Quit,
}

/// An entry of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Something to choose.
    Item(String, Choice),
    /// A word that cannot be chosen.
    Words(String),
    /// A menu of its own.
    Menu(String, Vec<Entry>),
    /// A line between groups.
    Line,
}

/// All that a tray shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Face {
    /// The program's name.
    pub title: String,
    /// What the pointer reads.
    pub tooltip: String,
    /// True while Nod is quiet.
    pub paused: bool,
    /// The menu.
    pub menu: Vec<Entry>,
}

/// Reads what the tray shows.
///
/// # Errors
/// When the database cannot be read.
pub fn face(nod: &Nod, now: Now) -> Result<Face> {
    let people = nod.tray_people(now, MOST_PEOPLE)?;
    let gestures = nod.gestures()?;
    let mut face = build(nod.texts(), &people, &gestures, nod.paused_words(now)?.as_deref());
    if let Some(running) = nod.listening(now)? {
        face.menu.splice(0..0, [listening(nod.texts(), &running, now), Entry::Line]);
    }
    Ok(face)
}

/// The timer that runs, with the ways to end it.
fn listening(texts: &Texts, running: &Listening, now: Now) -> Entry {
    let until = words::time(Now::at(running.until, now.zone));
    let args = [("name", short(&running.name).into()), ("until", until.into())];
    let end = |message, log| Entry::Item(texts.get(message), Choice::StopListening { log });
    let ends = vec![end("tray-listening-done", true), end("tray-listening-stop", false)];
    Entry::Menu(texts.with("tray-listening", &args), ends)
}

/// What the tray shows while the database cannot be read: the ways on that need none.
pub fn bare(texts: &Texts) -> Face {
    build(texts, &[], &[], None)
}

/// What the tray shows while the data is locked: the way to unlock it, and what needs no data.
pub fn locked(texts: &Texts) -> Face {
    let item = |message: &str, choice: Choice| Entry::Item(texts.get(message), choice);
    Face {
        tooltip: texts.get("tray-locked"),
        title: texts.get("tray-title"),
        paused: true,
        menu: vec![
            item("tray-unlock", Choice::Open(Route::Today)),
            Entry::Line,
            item("tray-quit", Choice::Quit),
        ],
    }
}

fn build(texts: &Texts, people: &[TrayPerson], gestures: &[Gesture], paused: Option<&str>) -> Face {
    let item = |message: &str, choice: Choice| Entry::Item(texts.get(message), choice);
    let visible: Vec<&Gesture> = gestures.iter().filter(|gesture| !gesture.hidden).collect();
    let log = |person: &TrayPerson| {
        let log = |gesture: &&Gesture| {
            Entry::Item(short(&gesture.name), Choice::Log(person.id, gesture.id.clone()))
        };
        let listen = [Entry::Line, item("tray-listen", Choice::Listen(person.id))];
        Entry::Menu(short(&person.name), visible.iter().map(log).chain(listen).collect())
    };
    let mut people: Vec<Entry> = people.iter().map(log).collect();
    if people.is_empty() {
        people.push(Entry::Words(texts.get("tray-nobody")));
    }
    let quiet = if paused.is_some() {
        item("tray-resume", Choice::Resume)
    } else {
        let spans =
            [("tray-pause-hour", "1h"), ("tray-pause-today", "today"), ("tray-pause-monday", "monday")];
        let spans = spans.map(|(message, until)| item(message, Choice::Pause(until)));
        Entry::Menu(texts.get("tray-pause"), spans.to_vec())
    };
    let title = texts.get("tray-title");
    Face {
        tooltip: paused
            .map_or_else(|| title.clone(), |until| texts.with("tray-paused", &[("until", until.into())])),
        title,
        paused: paused.is_some(),
        menu: vec![
            Entry::Menu(texts.get("tray-log"), people),
            item("tray-log-a-moment", Choice::Quick),
            Entry::Line,
            item("tray-today", Choice::Open(Route::Today)),
            quiet,
            Entry::Line,
            item("tray-settings", Choice::Open(Route::Settings)),
            item("tray-open", Choice::Open(Route::Today)),
            item("tray-quit", Choice::Quit),
        ],
    }
}

/// `text`, cut where a menu would grow too wide: after so many characters as one sees them, however many marks these have.
fn short(text: &str) -> String {
    let text = words::brief(&words::harmless(text), LONGEST_LABEL);
    let mut characters = text.chars();
    let head: String = characters.by_ref().take(LONGEST_LABEL * MARKS).collect();
    if characters.next().is_some() { format!("{}…", head.trim_end()) } else { head }
}

/// `text` as a menu label: an underscore would be taken for the mark of an access key.
pub fn label(text: &str) -> String {
    words::harmless(text).replace('_', "__")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gesture(key: &str, hidden: bool) -> Gesture {
        Gesture { id: GestureId::new(key).unwrap(), name: key.to_uppercase(), hidden }
    }

    fn person(number: u8, name: &str) -> TrayPerson {
        TrayPerson { id: PersonId::from_bytes([number; 16]), name: name.into() }
    }

    fn entries(face: &Face, message: &str) -> Vec<Entry> {
        let wanted = Texts::english().get(message);
        let menu = face.menu.iter().find_map(|entry| match entry {
            Entry::Menu(name, entries) if *name == wanted => Some(entries.clone()),
            _ => None,
        });
        menu.unwrap_or_else(|| panic!("no menu {wanted:?} in {face:?}"))
    }

    #[test]
    fn every_person_is_offered_every_gesture_that_is_not_hidden() {
        let people = [person(1, "Amara Okafor"), person(2, "Leo")];
        let gestures = [gesture("thanked", false), gesture("helped", true), gesture("listened", false)];
        let face = build(&Texts::english(), &people, &gestures, None);
        let log = entries(&face, "tray-log");
        assert_eq!(log.len(), 2);
        let thanked = Choice::Log(people[1].id, gestures[0].id.clone());
        let listened = Choice::Log(people[1].id, gestures[2].id.clone());
        let listen = Entry::Item("Listen for two minutes".into(), Choice::Listen(people[1].id));
        let items = vec![
            Entry::Item("THANKED".into(), thanked),
            Entry::Item("LISTENED".into(), listened),
            Entry::Line,
            listen,
        ];
        assert_eq!(log[1], Entry::Menu("Leo".into(), items));
    }

    #[test]
    fn an_empty_nod_says_so() {
        let face = build(&Texts::english(), &[], &[], None);
        assert_eq!(entries(&face, "tray-log"), [Entry::Words("Nobody yet".into())]);
    }

    #[test]
    fn while_paused_the_menu_offers_to_be_back_and_says_until_when() {
        let face = build(&Texts::english(), &[], &[], Some("Monday, 8:30"));
        assert!(face.paused && face.tooltip.contains("Monday, 8:30"));
        assert!(face.menu.contains(&Entry::Item("Be back now".into(), Choice::Resume)));
        let open = build(&Texts::english(), &[], &[], None);
        assert_eq!(entries(&open, "tray-pause").len(), 3);
        assert_eq!(open.tooltip, "Nod");
    }

    #[test]
    fn a_name_keeps_its_underscores_and_a_long_one_is_cut() {
        assert_eq!(label("dev_ops_team"), "dev__ops__team");
        let long = "長".repeat(200);
        assert_eq!(short(&long).chars().count(), LONGEST_LABEL + 1);
        assert_eq!(short("Amara"), "Amara");
    }
}
