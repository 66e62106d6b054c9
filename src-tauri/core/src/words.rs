//! Dates, rhythms and names in words, the same in tray, banner, CLI and window.

use chrono::{Datelike, NaiveDate, Timelike};
use unicode_segmentation::UnicodeSegmentation;

use crate::api::PersonChip;
use crate::clock::{Now, days_between, weekday};
use crate::gesture::{Gesture, GestureId};
use crate::limits::WHENEVER;
use crate::moment::{Channel, Direction};
use crate::texts::Texts;

/// "today", "yesterday", "6 days ago", "3 weeks ago", "in June", "in June 2024": relative to six days, then weeks, then
/// months.
#[must_use]
pub fn ago(texts: &Texts, date: NaiveDate, today: NaiveDate) -> String {
    match days_between(date, today) {
        ..=0 => texts.get("date-today"),
        1 => texts.get("date-yesterday"),
        days @ 2..=6 => texts.with("ago-days", &[("count", days.into())]),
        days @ 7..=55 => texts.with("ago-weeks", &[("count", (days / 7).into())]),
        days if days < 330 => texts.with("ago-month", &[("month", month(texts, date).into())]),
        _ => texts.with(
            "ago-month-year",
            &[("month", month(texts, date).into()), ("year", date.year().to_string().into())],
        ),
    }
}

/// A text on one line, cut to `length` characters as one sees them.
#[must_use]
pub fn brief(text: &str, length: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.grapheme_indices(true).nth(length) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// A text on one line for what cannot isolate it (a terminal, a banner, a tray's menu): without control characters, and
/// without marks that turn the text around them or hide in it. What joins the parts of an emoji, or of a word, stays.
#[must_use]
pub fn harmless(text: &str) -> String {
    let line = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    line.filter(|c| !c.is_control() && !turns_or_hides(*c)).collect()
}

const fn turns_or_hides(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// The beginning of a text, at most `bytes` long.
#[must_use]
pub fn brief_bytes(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}

/// "5 weeks", "3 days", "4 months": a stretch of days.
#[must_use]
pub fn stretch(texts: &Texts, days: u32) -> String {
    let count = |id, count: u32| texts.with(id, &[("count", i64::from(count).into())]);
    match days {
        0..=13 => count("for-days", days),
        14..=62 => count("for-weeks", days / 7),
        _ => count("for-months", days / 30),
    }
}

/// What a detail's category is called; the user's own as they wrote it.
#[must_use]
pub fn category(texts: &Texts, category: &str) -> String {
    let built_in = crate::detail::CATEGORIES.contains(&category);
    let words = built_in.then(|| texts.get(&format!("category-{category}")));
    words.unwrap_or_else(|| category.to_owned())
}

/// "Every 2 weeks", "Whenever".
#[must_use]
pub fn rhythm(texts: &Texts, days: Option<u16>) -> String {
    let count = |id, count: u16| texts.with(id, &[("count", i64::from(count).into())]);
    match days {
        None | Some(WHENEVER) => texts.get("rhythm-none"),
        Some(365) => texts.get("rhythm-year"),
        Some(days) if days % 30 == 0 => count("rhythm-months", days / 30),
        Some(days) if days % 7 == 0 => count("rhythm-weeks", days / 7),
        Some(days) => count("rhythm-days", days),
    }
}

/// "today", "tomorrow", "Friday" inside a week, "14 February", "14 February 2028".
#[must_use]
pub fn day(texts: &Texts, date: NaiveDate, today: NaiveDate) -> String {
    match days_between(today, date) {
        -1 => texts.get("date-yesterday"),
        0 => texts.get("date-today"),
        1 => texts.get("date-tomorrow"),
        2..=6 => weekday_name(texts, date),
        _ => plain_date(texts, date, today),
    }
}

/// "on Thursday", "tomorrow", "on 3 December": a day that lies ahead, inside a sentence.
#[must_use]
pub fn on_day(texts: &Texts, date: NaiveDate, today: NaiveDate) -> String {
    match days_between(today, date) {
        -1..=1 => day(texts, date, today),
        2..=6 => texts.with("when-on-weekday", &[("weekday", weekday_name(texts, date).into())]),
        _ => texts.with("when-on-date", &[("date", plain_date(texts, date, today).into())]),
    }
}

/// "14 February", with the year when it is another one.
#[must_use]
pub fn plain_date(texts: &Texts, date: NaiveDate, today: NaiveDate) -> String {
    let (day, month) = (date.day().to_string(), month(texts, date));
    if date.year() == today.year() {
        texts.with("date-day-month", &[("day", day.into()), ("month", month.into())])
    } else {
        let year = date.year().to_string();
        texts.with(
            "date-day-month-year",
            &[("day", day.into()), ("month", month.into()), ("year", year.into())],
        )
    }
}

/// "Thursday 16 October".
#[must_use]
pub fn full_date(texts: &Texts, date: NaiveDate) -> String {
    let (day, month) = (date.day().to_string(), month(texts, date));
    let weekday = weekday_name(texts, date);
    texts.with(
        "date-weekday-day-month",
        &[("weekday", weekday.into()), ("day", day.into()), ("month", month.into())],
    )
}

/// "Monday".
#[must_use]
pub fn weekday_name(texts: &Texts, date: NaiveDate) -> String {
    texts.get(&format!("weekday-{}", weekday(date)))
}

/// "Mon".
#[must_use]
pub fn weekday_short(texts: &Texts, date: NaiveDate) -> String {
    texts.get(&format!("weekday-short-{}", weekday(date)))
}

fn month(texts: &Texts, date: NaiveDate) -> String {
    texts.get(&format!("month-{}", date.month()))
}

/// "9:12".
#[must_use]
pub fn time(now: Now) -> String {
    let local = now.local();
    format!("{}:{:02}", local.hour(), local.minute())
}

/// "9:12" today, "tomorrow, 9:15", "Friday, 9:15", "14 February, 9:15".
#[must_use]
pub fn instant(texts: &Texts, at: Now, today: NaiveDate) -> String {
    if at.today() == today { time(at) } else { format!("{}, {}", day(texts, at.today(), today), time(at)) }
}

/// "Amara", "Amara and Leo", "Amara, Leo and 3 more": by what they like to be called.
#[must_use]
pub fn names(texts: &Texts, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] => {
            texts.with("names-two", &[("first", first.clone().into()), ("second", second.clone().into())])
        }
        [first, second, third] => texts.with(
            "names-three",
            &[
                ("first", first.clone().into()),
                ("second", second.clone().into()),
                ("third", third.clone().into()),
            ],
        ),
        [first, second, rest @ ..] => texts.with(
            "names-more",
            &[
                ("first", first.clone().into()),
                ("second", second.clone().into()),
                ("count", rest.len().into()),
            ],
        ),
    }
}

/// A gesture's name: the user's own, else the built-in one's.
#[must_use]
pub fn gesture(texts: &Texts, gesture: &Gesture) -> String {
    if gesture.name.is_empty() { texts.get(&format!("gesture-{}", gesture.id)) } else { gesture.name.clone() }
}

/// "In chat", or the user's own channel as written.
#[must_use]
pub fn channel(texts: &Texts, channel: &Channel) -> String {
    texts.find(&format!("channel-{}", channel.0), &[]).unwrap_or_else(|| channel.0.clone())
}

/// "Thanked Amara", "Amara helped you".
#[must_use]
pub fn logged(texts: &Texts, gesture: &Gesture, direction: Direction, people: &[String]) -> String {
    let who = names(texts, people);
    let stem = if direction == Direction::Theirs { "logged-theirs" } else { "logged" };
    let known = gesture
        .name
        .is_empty()
        .then(|| texts.find(&format!("{stem}-{}", gesture.id), &[("who", who.clone().into())]));
    known.flatten().unwrap_or_else(|| {
        texts.with(
            &format!("{stem}-own"),
            &[("gesture", self::gesture(texts, gesture).into()), ("who", who.into())],
        )
    })
}

/// "You last thanked them 6 days ago".
#[must_use]
pub fn last(texts: &Texts, last: Option<(&GestureId, &str)>, name: impl Fn(&GestureId) -> String) -> String {
    let Some((gesture, ago)) = last else { return texts.get("last-none") };
    texts
        .find(&format!("last-{gesture}"), &[("ago", ago.into())])
        .unwrap_or_else(|| texts.with("last-own", &[("ago", ago.into()), ("gesture", name(gesture).into())]))
}

/// What a person is called in a sentence.
#[must_use]
pub fn short_name(chip: &PersonChip, called: &str) -> String {
    if called.is_empty() { chip.name.clone() } else { called.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_of(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn time_is_relative_to_six_days_then_weeks_then_months() {
        let texts = Texts::english();
        let said = |date: &str| ago(&texts, day_of(date), day_of("2026-11-22"));
        assert_eq!(said("2026-11-22"), "today");
        assert_eq!(said("2026-11-21"), "yesterday");
        assert_eq!(said("2026-11-16"), "6 days ago");
        assert_eq!(said("2026-11-15"), "a week ago");
        assert_eq!(said("2026-10-18"), "5 weeks ago");
        assert_eq!(said("2026-06-02"), "in June");
        assert_eq!(said("2024-06-02"), "in June 2024");
    }

    #[test]
    fn rhythms_are_said_in_the_largest_unit_that_fits() {
        let texts = Texts::english();
        let said = |days| rhythm(&texts, Some(days));
        assert_eq!(
            [said(1), said(7), said(14), said(30), said(90), said(10)].join(" · "),
            "Every day · Every week · Every 2 weeks · Every month · Every 3 months · Every 10 days"
        );
        assert_eq!(rhythm(&texts, None), "Whenever");
    }

    #[test]
    fn every_built_in_gesture_has_its_sentences() {
        let texts = Texts::english();
        for id in GestureId::built_in() {
            for stem in ["gesture", "logged", "logged-theirs", "last"] {
                assert!(texts.find(&format!("{stem}-{id}"), &[]).is_some(), "{stem}-{id}");
            }
        }
    }
}
