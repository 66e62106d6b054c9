//! Reading days and times. The past wins for moments, the future for follow-ups.
//!
//! A phrase is read twice: first into what was said ([`Said`]), which knows no calendar, then against [`Now`] in one
//! of the two directions. So "friday" is one thing said and two days.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};

use crate::clock::{Now, weekday};

use super::meaning::{Part, Unit, Which};

pub use said::{Day, Said, read, read_day};

mod said;

/// Why something that looks like a time could not be taken as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It lies ahead; a moment has happened.
    Ahead,
    /// It lies behind; a follow-up is to come.
    Behind,
    /// There is no such day or time (31 February, 25:00).
    Impossible,
}

/// A time in the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// The instant; noon when only a day was said, the present instant for "today".
    pub at: DateTime<Utc>,
    /// True when only a day was said.
    pub day_only: bool,
}

/// What `said` means for a moment.
///
/// # Errors
/// When it lies ahead or does not exist.
pub fn past(said: &Said, now: Now) -> Result<Past, Trouble> {
    if let Some(Day::Span(count, unit)) = said.day
        && let Some(minutes) = minutes(unit)
    {
        let away = TimeDelta::minutes(i64::from(count).saturating_mul(minutes));
        let at = now.utc.checked_add_signed(away).ok_or(Trouble::Impossible)?;
        return if count > 0 {
            Err(Trouble::Ahead)
        } else {
            Ok(Past { at: at.min(now.utc), day_only: false })
        };
    }
    let today = now.today();
    let date = match said.day {
        None => today,
        Some(day) => past_date(day, today)?,
    };
    if date > today {
        return Err(Trouble::Ahead);
    }
    let Some(time) = time_of(said)? else {
        if date == today {
            return Ok(Past { at: now.utc, day_only: said.day != Some(Day::Now) });
        }
        return Ok(Past { at: now.instant_at(date, 12 * 60), day_only: true });
    };
    let at = now.instant(date.and_time(time));
    // "This morning", said at 8:30, is over as soon as it has begun; "at 9" is not.
    let begun = said.clock.is_none()
        && said.part.is_some_and(|part| date == today && now.local().time() >= begin(part));
    if at > now.utc && !begun {
        Err(Trouble::Ahead)
    } else {
        Ok(Past { at: at.min(now.utc), day_only: false })
    }
}

/// The day `said` means for a follow-up; without a day, today.
///
/// # Errors
/// When it lies behind or does not exist.
pub fn future(said: &Said, now: Now) -> Result<NaiveDate, Trouble> {
    let today = now.today();
    time_of(said)?;
    let date = match said.day {
        None => today,
        Some(Day::Span(count, unit)) => match minutes(unit) {
            Some(minutes) => {
                let ahead = TimeDelta::minutes(i64::from(count).saturating_mul(minutes));
                now.date_of(now.utc.checked_add_signed(ahead).ok_or(Trouble::Impossible)?)
            }
            None => future_date(Day::Span(count, unit), today)?,
        },
        Some(day) => future_date(day, today)?,
    };
    if date < today { Err(Trouble::Behind) } else { Ok(date) }
}

/// The day a follow-up without one comes back on: in a week.
#[must_use]
pub fn usual_follow_up(now: Now) -> NaiveDate {
    crate::clock::plus_days(now.today(), 7)
}

fn past_date(day: Day, today: NaiveDate) -> Result<NaiveDate, Trouble> {
    match day {
        Day::Weekday(day, which) => {
            let behind = (weekday(today) + 7 - day as usize) % 7;
            let days = match which {
                // On a Thursday, "this thursday" is today; "thursday" is not, as one would say "today".
                Some(Which::This) => behind,
                Some(Which::Next) => return Err(Trouble::Ahead),
                _ if behind == 0 => 7,
                _ => behind,
            };
            shift(today, -i64::try_from(days).unwrap_or(0))
        }
        Day::OfMonth { day, month } => (0..=8)
            .filter_map(|years| NaiveDate::from_ymd_opt(today.year() - years, month, day))
            .find(|date| *date <= today)
            .ok_or(Trouble::Impossible),
        Day::Weekend => shift(today, -i64::try_from((weekday(today) + 1) % 7 + 1).unwrap_or(0)),
        other => either(other, today),
    }
}

fn future_date(day: Day, today: NaiveDate) -> Result<NaiveDate, Trouble> {
    match day {
        Day::Weekday(day, which) => {
            let here = i64::try_from(weekday(today)).unwrap_or(0);
            let ahead = (i64::from(day) - here).rem_euclid(7);
            let days = match which {
                // "Next friday" is the one of next week, Monday to Sunday.
                Some(Which::Next) => 7 - here + i64::from(day),
                Some(Which::Last) => return Err(Trouble::Behind),
                Some(Which::This) => ahead,
                None if ahead == 0 => 7,
                None => ahead,
            };
            shift(today, days)
        }
        Day::OfMonth { day, month } => (0..=8)
            .filter_map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, day))
            .find(|date| *date >= today)
            .ok_or(Trouble::Impossible),
        Day::Weekend => {
            let ahead = (12 - weekday(today)) % 7;
            shift(today, i64::try_from(if ahead == 0 { 7 } else { ahead }).unwrap_or(0))
        }
        other => either(other, today),
    }
}

/// Days that mean the same in both directions.
fn either(day: Day, today: NaiveDate) -> Result<NaiveDate, Trouble> {
    match day {
        Day::Now => Ok(today),
        Day::FromToday(days) => shift(today, days),
        Day::InWeek(day, weeks) => {
            let monday = -i64::try_from(weekday(today)).unwrap_or(0);
            shift(today, monday + weeks * 7 + i64::from(day))
        }
        Day::Full { year, month, day } => {
            NaiveDate::from_ymd_opt(year, month, day).ok_or(Trouble::Impossible)
        }
        Day::Span(count, unit) => match unit {
            Unit::Day => shift(today, i64::from(count)),
            Unit::Week => shift(today, i64::from(count) * 7),
            Unit::Fortnight => shift(today, i64::from(count) * 14),
            Unit::Month => months(today, count),
            Unit::Year => months(today, count.saturating_mul(12)),
            Unit::Minute | Unit::Hour => Ok(today),
        },
        Day::Weekday(..) | Day::OfMonth { .. } | Day::Weekend => Err(Trouble::Impossible),
    }
}

fn shift(date: NaiveDate, days: i64) -> Result<NaiveDate, Trouble> {
    let count = Days::new(days.unsigned_abs());
    let moved = if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) };
    moved.filter(plausible).ok_or(Trouble::Impossible)
}

fn months(date: NaiveDate, months: i32) -> Result<NaiveDate, Trouble> {
    let count = Months::new(months.unsigned_abs());
    let moved = if months < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) };
    moved.filter(plausible).ok_or(Trouble::Impossible)
}

/// Years with four digits: what can be stored and shown.
fn plausible(date: &NaiveDate) -> bool {
    (1..=9999).contains(&date.year())
}

fn minutes(unit: Unit) -> Option<i64> {
    match unit {
        Unit::Minute => Some(1),
        Unit::Hour => Some(60),
        _ => None,
    }
}

fn time_of(said: &Said) -> Result<Option<NaiveTime>, Trouble> {
    let Some(clock) = said.clock else {
        return Ok(said.part.and_then(usual));
    };
    let late = matches!(said.part, Some(Part::Afternoon | Part::Evening | Part::Night));
    let hour = match clock.after_noon {
        Some(_) if !(1..=12).contains(&clock.hour) => return Err(Trouble::Impossible),
        Some(after) => clock.hour % 12 + if after { 12 } else { 0 },
        None if late && clock.hour < 12 => clock.hour + 12,
        // Nobody thanks a colleague "at 3" in the night; 3:00 with minutes is taken by the letter.
        None if clock.bare && said.part.is_none() && (1..=6).contains(&clock.hour) => clock.hour + 12,
        None => clock.hour,
    };
    NaiveTime::from_hms_opt(hour, clock.minute, 0).map(Some).ok_or(Trouble::Impossible)
}

fn usual(part: Part) -> Option<NaiveTime> {
    let hour = match part {
        Part::Morning => 9,
        Part::Noon => 12,
        Part::Afternoon => 15,
        Part::Evening => 19,
        Part::Night => 21,
    };
    NaiveTime::from_hms_opt(hour, 0, 0)
}

fn begin(part: Part) -> NaiveTime {
    let hour = match part {
        Part::Morning => 5,
        Part::Noon | Part::Afternoon => 12,
        Part::Evening => 17,
        Part::Night => 20,
    };
    NaiveTime::MIN.with_hour(hour).unwrap_or(NaiveTime::MIN)
}
