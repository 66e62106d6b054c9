//! Whose birthday or work anniversary an event is, by its summary.

use super::event::Event;
use crate::import::tidy;

/// Which day of a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Birthday,
    Work,
}

/// A day of a person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occasion {
    pub kind: Kind,
    pub name: String,
    /// The year it began, when the summary says so: "(1984)".
    pub year: Option<i32>,
    /// How many years it is that day, when the summary says so: "40th birthday".
    pub turns: Option<i32>,
}

const BIRTHDAY: [&str; 8] =
    ["birthday", "b-day", "bday", "geburtstag", "anniversaire", "cumpleaños", "compleanno", "verjaardag"];
const WORK: [&str; 9] = [
    "work anniversary",
    "workiversary",
    "joined",
    "work-anniversary",
    "dienstjubiläum",
    "firmenjubiläum",
    "job anniversary",
    "years at",
    "year at",
];

/// The occasion of an event, if it is one.
pub(super) fn of(event: &Event, calendar: &str) -> Option<Occasion> {
    let summary = event.summary.as_str();
    let lower = summary.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    // A meeting may have "birthday" in its name; a birthday has no guests.
    if event.attendees.len() > 1 {
        return None;
    }
    let all_day = matches!(event.start, Some(super::event::Start::Day(_)));
    let of_years = event.yearly || all_day;
    let kind = if has(&WORK) && of_years {
        Kind::Work
    } else if has(&BIRTHDAY) || summary.contains(['🎂', '🎈']) || event.says_birthday {
        Kind::Birthday
    } else {
        let calendar = calendar.to_lowercase();
        let of_birthdays = BIRTHDAY.iter().any(|word| calendar.contains(word)) && of_years;
        of_birthdays.then_some(Kind::Birthday)?
    };
    let (year, turns) = numbers(summary);
    let name = name(summary)?;
    Some(Occasion { kind, name, year, turns })
}

/// A year in the summary, and how many it makes: "(1984)", "*1984", "40th", "5 years".
fn numbers(summary: &str) -> (Option<i32>, Option<i32>) {
    let (mut year, mut turns) = (None, None);
    for word in summary.split(|c: char| !c.is_alphanumeric()) {
        let digits = word.trim_end_matches(char::is_alphabetic);
        let Ok(number) = digits.parse::<i32>() else { continue };
        match digits.len() {
            4 if (1900..=2100).contains(&number) => year = year.or(Some(number)),
            1..=3 if (1..=120).contains(&number) => turns = turns.or(Some(number)),
            _ => {}
        }
    }
    (year, turns)
}

/// What is left of a summary when the words of the occasion are gone.
fn name(summary: &str) -> Option<String> {
    let lower = summary.to_lowercase();
    // After the word: "Birthday of Ada", "Geburtstag von Ada", "Birthday: Ada".
    let after = [
        "birthday of ",
        "birthday: ",
        "birthday - ",
        "birthday – ",
        "geburtstag von ",
        "geburtstag: ",
        "anniversaire de ",
        "anniversaire d'",
        "anniversaire d’",
        "anniversaire : ",
        "cumpleaños de ",
        "compleanno di ",
        "verjaardag van ",
        "work anniversary: ",
        "work anniversary of ",
        "work anniversary - ",
    ];
    let mut rest = summary.to_owned();
    if lower.len() == summary.len()
        && let Some((at, mark)) =
            after.iter().filter_map(|mark| Some((lower.find(mark)?, *mark))).min_by_key(|(at, _)| *at)
    {
        rest = summary.get(at + mark.len()..)?.to_owned();
    }
    // A year or age in brackets, and what stands after a dash, says no name.
    if let Some((before, _)) = rest.split_once(['(', '[', '*']) {
        rest = before.to_owned();
    }
    for dash in [" - ", " – ", " — ", ": "] {
        if let Some((before, _)) = rest.split_once(dash) {
            rest = before.to_owned();
        }
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let mut kept: Vec<&str> = Vec::new();
    for word in words {
        let plain = word.to_lowercase();
        let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
        let is_word = BIRTHDAY.iter().any(|known| plain.starts_with(known))
            || [
                "work",
                "anniversary",
                "workiversary",
                "hat",
                "has",
                "happy",
                "joined",
                "year",
                "years",
                "wird",
                "turns",
                "s",
            ]
            .contains(&plain)
            || plain.starts_with(|c: char| c.is_ascii_digit());
        // The name ends where the occasion begins: "Ada has her birthday".
        if is_word {
            if kept.is_empty() {
                continue;
            }
            break;
        }
        if plain.is_empty() && !word.chars().any(char::is_alphabetic) {
            continue;
        }
        kept.push(word);
    }
    let name = kept.join(" ");
    let name = name.trim_end_matches([',', ':', '-', '–']);
    let name = ["'s", "’s", "'", "’"].iter().find_map(|mark| name.strip_suffix(mark)).unwrap_or(name);
    let name = tidy::line(name);
    tidy::is_visible(&name).then_some(name)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::event::Start;
    use super::*;

    fn read(summary: &str) -> Option<(Kind, String, Option<i32>, Option<i32>)> {
        let event = Event {
            summary: summary.to_owned(),
            start: NaiveDate::from_ymd_opt(2026, 3, 22).map(Start::Day),
            yearly: true,
            ..Event::default()
        };
        of(&event, "").map(|found| (found.kind, found.name, found.year, found.turns))
    }

    #[test]
    fn summaries_of_many_calendars_name_the_person() {
        for summary in [
            "Amara Okafor's birthday",
            "Amara Okafor’s Birthday 🎂",
            "🎂 Amara Okafor",
            "Birthday: Amara Okafor",
            "Birthday of Amara Okafor",
            "Happy birthday Amara Okafor",
            "Amara Okafor (Birthday)",
            "Amara Okafor - Birthday",
            "Amara Okafor hat Geburtstag",
            "Geburtstag von Amara Okafor",
            "Anniversaire de Amara Okafor",
            "Cumpleaños de Amara Okafor",
        ] {
            let found = read(summary).map(|(kind, name, ..)| (kind, name));
            assert_eq!(found, Some((Kind::Birthday, "Amara Okafor".to_owned())), "{summary}");
        }
    }

    #[test]
    fn years_and_ages_are_read() {
        assert_eq!(read("Ada's 40th birthday"), Some((Kind::Birthday, "Ada".to_owned(), None, Some(40))));
        assert_eq!(read("🎂 Ada (1984)"), Some((Kind::Birthday, "Ada".to_owned(), Some(1984), None)));
        assert_eq!(read("Ada – 5 years at Harbour"), Some((Kind::Work, "Ada".to_owned(), None, Some(5))));
        assert_eq!(read("Work anniversary: Ada"), Some((Kind::Work, "Ada".to_owned(), None, None)));
    }

    #[test]
    fn other_events_are_no_occasion() {
        assert_eq!(read("Day Long Event"), None);
        assert_eq!(read("Birthday"), None);
    }
}
