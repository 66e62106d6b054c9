//! Times as they are said, before a calendar is asked.

use crate::quick::lexicon::Lexicon;
use crate::quick::meaning::{Meaning, Part, Unit, Which};
use crate::quick::words::Word;

/// A day as said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// "just now".
    Now,
    /// Days from today: -1 is yesterday.
    FromToday(i64),
    /// Days since Monday, and which one.
    Weekday(u32, Option<Which>),
    /// A weekday of a week counted from this one: "tuesday last week".
    InWeek(u32, i64),
    /// The weekend.
    Weekend,
    /// A date without a year.
    OfMonth {
        /// Day of the month.
        day: u32,
        /// 1 to 12, or more when it is none.
        month: u32,
    },
    /// A whole date, perhaps one that does not exist.
    Full {
        /// Year.
        year: i32,
        /// Month.
        month: u32,
        /// Day.
        day: u32,
    },
    /// A span of time from the present; negative is behind.
    Span(i32, Unit),
}

/// A clock time as said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// As said, not yet checked.
    pub hour: u32,
    /// As said, not yet checked.
    pub minute: u32,
    /// am or pm.
    pub after_noon: Option<bool>,
    /// True for "at 9": an hour and nothing else.
    pub bare: bool,
}

/// A day, a part of it, a clock time: at least one of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said {
    /// The day.
    pub day: Option<Day>,
    /// Its part.
    pub part: Option<Part>,
    /// The clock time.
    pub clock: Option<Clock>,
    /// True when the words also have an everyday meaning and nothing beside them says otherwise ("sat").
    pub unclear: bool,
}

/// Reads the longest time phrase at `words[at]`; its length in words and what was said.
#[must_use]
pub fn read(words: &[Word<'_>], at: usize, lexicon: &Lexicon) -> Option<(usize, Said)> {
    read_parts(words, at, lexicon, true)
}

/// Reads the longest phrase at `words[at]` that says a day, and leaves a clock time behind it alone.
#[must_use]
pub fn read_day(words: &[Word<'_>], at: usize, lexicon: &Lexicon) -> Option<(usize, Said)> {
    read_parts(words, at, lexicon, false)
}

fn read_parts(words: &[Word<'_>], at: usize, lexicon: &Lexicon, clock: bool) -> Option<(usize, Said)> {
    let mut reader = Reader { words, lexicon, at, said: Said::default() };
    // A day, a part of the day and a clock time, in any order, each once.
    for _ in 0..3 {
        let open = reader.at == at || !words.get(reader.at - 1).is_some_and(ends_clause);
        if !(open && (reader.day() || (clock && reader.clock()) || reader.part())) {
            break;
        }
        reader.said.unclear &= reader.at - at == 1;
    }
    (reader.at > at).then_some((reader.at - at, reader.said))
}

/// True when a full stop or the like stands between a word and the next one. A dot after a number is part of a date.
fn ends_clause(word: &Word<'_>) -> bool {
    word.raw.ends_with(['.', '!', '?', ':', ')']) && !word.text.ends_with(|c: char| c.is_ascii_digit())
}

struct Reader<'a, 'w> {
    words: &'a [Word<'w>],
    lexicon: &'a Lexicon,
    at: usize,
    said: Said,
}

impl Reader<'_, '_> {
    fn longest<T>(&self, at: usize, pick: impl Fn(Meaning) -> Option<T>) -> Option<(usize, T)> {
        self.lexicon.longest(self.words, at, pick)
    }

    fn means(&self, at: usize, meaning: Meaning) -> bool {
        self.words.get(at).is_some_and(|word| word.is_word() && self.lexicon.is(&word.key, meaning))
    }

    fn day(&mut self) -> bool {
        if self.said.day.is_some() {
            return false;
        }
        let on = self.means(self.at, Meaning::On);
        let from = self.at + usize::from(on);
        let found = self.date(from).or_else(|| self.weekday(from));
        let found = found.or_else(|| if on { None } else { self.near_day(from).or_else(|| self.span(from)) });
        let Some((end, day)) = found else { return false };
        let unclear = self.words.get(from).is_some_and(|word| {
            let pick = |m| matches!(m, Meaning::Weekday { unclear: true, .. }).then_some(());
            // "2h" alone may be what was saved.
            let span = matches!(day, Day::Span(1.., _)) && !self.means(from, Meaning::In);
            span || self.lexicon.meaning(&word.key, pick).is_some()
        });
        self.said.unclear = unclear && !on && end == from + 1;
        self.said.day = Some(day);
        self.at = end;
        true
    }

    /// today, yesterday, last night, just now, last week.
    fn near_day(&mut self, at: usize) -> Option<(usize, Day)> {
        let pick = |meaning| match meaning {
            Meaning::Day(days) => Some((Day::FromToday(days), None)),
            Meaning::JustNow => Some((Day::Now, None)),
            Meaning::NightOf(days) => Some((Day::FromToday(days), Some(Part::Night))),
            _ => None,
        };
        if let Some((count, (day, part))) = self.longest(at, pick) {
            self.said.part = self.said.part.or(part);
            return Some((at + count, day));
        }
        let (count, which) = self.longest(at, which)?;
        let next = at + count;
        if which == Which::This {
            // "this morning"
            let (count, part) = self.longest(next, part)?;
            self.said.part = Some(part);
            return Some((next + count, Day::FromToday(0)));
        }
        if self.means(next, Meaning::Weekend) {
            return Some((next + 1, Day::Weekend));
        }
        let (_, unit) = self.longest(next, unit)?;
        let count = if which == Which::Last { -1 } else { 1 };
        let week = if unit == Unit::Week { self.longest(next + 1, any_weekday) } else { None };
        if let Some((_, day)) = week {
            return Some((next + 2, Day::InWeek(day, i64::from(count))));
        }
        let long_enough = matches!(unit, Unit::Week | Unit::Month | Unit::Year);
        long_enough.then_some((next + 1, Day::Span(count, unit)))
    }

    fn weekday(&self, at: usize) -> Option<(usize, Day)> {
        let which = self.longest(at, which);
        let next = at + which.map_or(0, |(count, _)| count);
        let which = which.map(|(_, which)| which);
        if which.is_none() && self.means(next, Meaning::Weekend) {
            return Some((next + 1, Day::Weekend));
        }
        if which.is_none() && self.longest(next, |m| (m == Meaning::Weekend).then_some(())).is_some() {
            return Some((next + 2, Day::Weekend));
        }
        let (_, day) = self.longest(next, any_weekday)?;
        let end = next + 1;
        if which.is_none()
            && let Some((count, week)) = self.longest(end, self::which)
            && self.means(end + count, Meaning::Unit(Unit::Week))
        {
            let weeks = match week {
                Which::Last => -1,
                Which::This => 0,
                Which::Next => 1,
            };
            return Some((end + count + 1, Day::InWeek(day, weeks)));
        }
        Some((end, Day::Weekday(day, which)))
    }

    /// "3 days ago", "in two weeks", "2w", "half an hour ago".
    fn span(&self, at: usize) -> Option<(usize, Day)> {
        let ahead = self.means(at, Meaning::In);
        let roughly = !ahead && self.means(at, Meaning::Roughly);
        let from = at + usize::from(ahead || roughly);
        let (end, count, unit) = self.amount(from)?;
        if !ahead && self.means(end, Meaning::Ago) {
            return Some((end + 1, Day::Span(-count, unit)));
        }
        // "2w" alone is a span ahead only in one piece: "2 weeks of leave" is not a time.
        let short = end == from + 1 && unit != Unit::Minute && !roughly;
        (ahead || short).then_some((end, Day::Span(count, unit)))
    }

    /// A number and a unit.
    fn amount(&self, at: usize) -> Option<(usize, i32, Unit)> {
        let word = self.words.get(at).filter(|word| word.is_word())?;
        if self.means(at, Meaning::Half) {
            let article =
                usize::from(self.longest(at + 1, |m| (m == Meaning::Number(1)).then_some(())).is_some());
            let (_, unit) = self.longest(at + 1 + article, unit)?;
            return (unit == Unit::Hour).then_some((at + 2 + article, 30, Unit::Minute));
        }
        let digits = word.key.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = word.key.get(..word.key.len() - digits.len()).unwrap_or("");
        if !number.is_empty() {
            let number = number.parse().ok().filter(|n| *n < 10_000)?;
            if digits.is_empty() {
                let (count, unit) = self.longest(at + 1, unit)?;
                return Some((at + 1 + count, number, unit));
            }
            return self.lexicon.meaning(digits, unit).map(|unit| (at + 1, number, unit));
        }
        let (count, number) =
            self.longest(at, |m| if let Meaning::Number(n) = m { Some(n) } else { None })?;
        let (more, unit) = self.longest(at + count, unit)?;
        Some((at + count + more, i32::try_from(number).ok()?, unit))
    }

    /// 2026-11-14, 14/11, 14.11., 14 nov, nov 14, 14th of november, each with or without a year.
    fn date(&self, at: usize) -> Option<(usize, Day)> {
        let word = self.words.get(at).filter(|word| word.is_word())?;
        if let Some(day) = numeric(word.text, word.raw, self.at < at) {
            return Some((at + 1, day));
        }
        if let Some((_, month)) = self.longest(at, month) {
            let day = ordinal(&self.words.get(at + 1)?.key)?;
            return Some(self.with_year(at + 2, day, month));
        }
        let day = ordinal(&word.key)?;
        let of = usize::from(self.means(at + 1, Meaning::Of));
        let (_, month) = self.longest(at + 1 + of, month)?;
        Some(self.with_year(at + 2 + of, day, month))
    }

    fn with_year(&self, at: usize, day: u32, month: u32) -> (usize, Day) {
        let year =
            self.words.get(at).filter(|word| word.key.len() == 4).and_then(|word| word.key.parse().ok());
        match year {
            Some(year @ 1900..=2999) => (at + 1, Day::Full { year, month, day }),
            _ => (at, Day::OfMonth { day, month }),
        }
    }

    /// 9:30, 9am, 9 am, at 9.
    fn clock(&mut self) -> bool {
        if self.said.clock.is_some() {
            return false;
        }
        let at = self.means(self.at, Meaning::At);
        let from = self.at + usize::from(at);
        let Some(word) = self.words.get(from).filter(|word| word.is_word()) else { return false };
        let Some((hour, minute, rest)) = hour_and_minute(&word.key) else { return false };
        let noon = |key: &str| self.lexicon.meaning(key, half_of_day);
        let next = self.words.get(from + 1).filter(|word| word.is_word());
        let (after_noon, more) = match (rest.is_empty(), next) {
            (true, Some(next)) if !ends_clause(word) => {
                let after_noon = noon(&next.key);
                (after_noon, usize::from(after_noon.is_some()))
            }
            (true, _) => (None, 0),
            (false, _) => match noon(rest) {
                None => return false,
                some => (some, 0),
            },
        };
        // A number alone is a time only after "at".
        if minute.is_none() && after_noon.is_none() && !at {
            return false;
        }
        let bare = minute.is_none() && after_noon.is_none();
        self.said.clock = Some(Clock { hour, minute: minute.unwrap_or(0), after_noon, bare });
        self.at = from + 1 + more;
        true
    }

    /// "morning" after a day, "in the morning" after a day or a time, "at noon".
    fn part(&mut self) -> bool {
        if self.said.part.is_some() {
            return false;
        }
        let at = usize::from(self.means(self.at, Meaning::At));
        let Some((count, part)) = self.longest(self.at + at, part) else { return false };
        let alone = self.said.day.is_none() && self.said.clock.is_none();
        if alone && !(part == Part::Noon && at == 1) {
            return false;
        }
        self.said.part = Some(part);
        self.at += at + count;
        true
    }
}

fn which(meaning: Meaning) -> Option<Which> {
    if let Meaning::Which(which) = meaning { Some(which) } else { None }
}

fn part(meaning: Meaning) -> Option<Part> {
    if let Meaning::Part(part) = meaning { Some(part) } else { None }
}

fn unit(meaning: Meaning) -> Option<Unit> {
    if let Meaning::Unit(unit) = meaning { Some(unit) } else { None }
}

fn month(meaning: Meaning) -> Option<u32> {
    if let Meaning::Month(month) = meaning { Some(month) } else { None }
}

fn any_weekday(meaning: Meaning) -> Option<u32> {
    if let Meaning::Weekday { day, .. } = meaning { Some(day) } else { None }
}

fn half_of_day(meaning: Meaning) -> Option<bool> {
    match meaning {
        Meaning::BeforeNoon => Some(false),
        Meaning::AfterNoon => Some(true),
        _ => None,
    }
}

/// A day of the month: 14, 14th, 1st. Nothing above 31, so that "may 90" is no date.
fn ordinal(key: &str) -> Option<u32> {
    let letters = key.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = key.get(..key.len() - letters.len())?;
    let ending = matches!(letters, "" | "st" | "nd" | "rd" | "th");
    (ending && digits.len() <= 2).then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// A date in digits. `announced` is true after "on": only then 14.11 needs no second dot.
fn numeric(text: &str, raw: &str, announced: bool) -> Option<Day> {
    let mark = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    let parts: Vec<&str> = text.split(mark).collect();
    if parts.iter().any(|part| part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let number = |part: &str| part.parse::<u32>().ok();
    match parts.as_slice() {
        [y, m, d] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 => {
            Some(Day::Full { year: y.parse().ok()?, month: number(m)?, day: number(d)? })
        }
        [d, m, y] if d.len() <= 2 && m.len() <= 2 && matches!(y.len(), 2 | 4) => {
            let year: i32 = y.parse().ok()?;
            let year = if y.len() == 2 { year + 2000 } else { year };
            Some(Day::Full { year, month: number(m)?, day: number(d)? })
        }
        [d, m] if d.len() <= 2 && m.len() <= 2 => {
            let dotted = raw.get(text.len()..).is_some_and(|after| after.starts_with('.'));
            let clear = match mark {
                // "Around the clock" in figures is no 24 July.
                '/' => text != "24/7",
                '.' => dotted || announced,
                _ => false,
            };
            let (day, month) = (number(d)?, number(m)?);
            // 31.2. is a date that does not exist; 9.30 is no date at all.
            (clear && (1..=31).contains(&day) && (1..=12).contains(&month))
                .then_some(Day::OfMonth { day, month })
        }
        _ => None,
    }
}

/// The hour, the minute if said, and what is glued to them.
fn hour_and_minute(key: &str) -> Option<(u32, Option<u32>, &str)> {
    let after = key.trim_start_matches(|c: char| c.is_ascii_digit());
    let hour = key.get(..key.len() - after.len()).filter(|digits| (1..=2).contains(&digits.len()))?;
    let hour = hour.parse().ok()?;
    let Some(minute) = after.strip_prefix(':') else { return Some((hour, None, after)) };
    let rest = minute.trim_start_matches(|c: char| c.is_ascii_digit());
    let minute = minute.get(..minute.len() - rest.len()).filter(|digits| digits.len() == 2)?;
    Some((hour, Some(minute.parse().ok()?), rest))
}
