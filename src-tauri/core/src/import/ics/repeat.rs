//! When a meeting took place: the part of RFC 5545's recurrence that meetings use (3.3.10: daily, weekly on given days,
//! monthly on the same day, yearly; an interval, a count, an end). A rule with other parts gives its first time only.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;

use super::event::Event;
use crate::clock::resolve;

/// Times computed of one event at most; a daily meeting of twenty years has fewer.
const MOST_STEPS: u32 = 10_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A recurrence rule.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    frequency: Frequency,
    interval: u32,
    count: Option<u32>,
    until: Option<DateTime<Utc>>,
    days: Vec<Weekday>,
    /// False when it has parts that are not computed here.
    simple: bool,
}

impl Rule {
    pub fn parse(text: &str, instant: impl Fn(&str) -> Option<DateTime<Utc>>) -> Option<Self> {
        let mut rule = Self {
            frequency: Frequency::Daily,
            interval: 1,
            count: None,
            until: None,
            days: Vec::new(),
            simple: true,
        };
        let mut known = false;
        for part in text.split(';') {
            let (name, value) = part.split_once('=')?;
            let value = value.trim();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    known = true;
                    rule.frequency = match value.to_ascii_uppercase().as_str() {
                        "DAILY" => Frequency::Daily,
                        "WEEKLY" => Frequency::Weekly,
                        "MONTHLY" => Frequency::Monthly,
                        "YEARLY" => Frequency::Yearly,
                        _ => return None,
                    };
                }
                "INTERVAL" => rule.interval = value.parse().ok().filter(|interval| *interval > 0)?,
                "COUNT" => rule.count = value.parse().ok(),
                "UNTIL" => rule.until = instant(value),
                "BYDAY" => {
                    for day in value.split(',') {
                        match weekday(day) {
                            Some(day) => rule.days.push(day),
                            None => rule.simple = false,
                        }
                    }
                }
                "WKST" => {}
                _ => rule.simple = false,
            }
        }
        rule.simple &= rule.days.is_empty() || matches!(rule.frequency, Frequency::Weekly | Frequency::Daily);
        known.then_some(rule)
    }

    pub const fn is_yearly(&self) -> bool {
        // Some calendars write a year as twelve months.
        matches!(self.frequency, Frequency::Yearly)
            || (matches!(self.frequency, Frequency::Monthly) && self.interval == 12)
    }

    /// Steps that certainly end before `from`.
    fn steps_before(&self, first: NaiveDate, from: NaiveDate) -> u32 {
        let days_a_step = match self.frequency {
            Frequency::Daily => 1,
            Frequency::Weekly => 7,
            Frequency::Monthly => 31,
            Frequency::Yearly => 366,
        };
        let steps = (from - first).num_days().max(0) / days_a_step / i64::from(self.interval) - 2;
        u32::try_from(steps.max(0)).unwrap_or(0)
    }

    /// The date `step` steps after `first`, if there is such a day.
    fn date(&self, first: NaiveDate, step: u32) -> Option<NaiveDate> {
        let steps = step.checked_mul(self.interval)?;
        match self.frequency {
            Frequency::Daily => first.checked_add_days(Days::new(u64::from(steps))),
            Frequency::Weekly => first.checked_add_days(Days::new(7 * u64::from(steps))),
            Frequency::Monthly => {
                first.checked_add_months(Months::new(steps)).filter(|d| d.day() == first.day())
            }
            Frequency::Yearly => first
                .checked_add_months(Months::new(steps.checked_mul(12)?))
                .filter(|d| d.day() == first.day()),
        }
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text.trim().to_ascii_uppercase().as_str() {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}

/// The times of an event between two instants, earliest first.
pub(super) fn times(
    event: &Event,
    start: DateTime<Utc>,
    zone: Tz,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Vec<DateTime<Utc>> {
    // A meeting at nine stays at nine when the clocks change.
    let zone = event.zone.unwrap_or(zone);
    let mut times: BTreeSet<DateTime<Utc>> = event.also.iter().copied().collect();
    match event.rule.as_ref().filter(|rule| rule.simple) {
        None => drop(times.insert(start)),
        Some(rule) => of_rule(rule, start, zone, from, until, &mut times),
    }
    times.into_iter().filter(|at| (from..=until).contains(at) && !event.except.contains(at)).collect()
}

fn of_rule(
    rule: &Rule,
    start: DateTime<Utc>,
    zone: Tz,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    times: &mut BTreeSet<DateTime<Utc>>,
) {
    let local = start.with_timezone(&zone).naive_local();
    let end = rule.until.map_or(until, |end| end.min(until));
    // Without a count nothing before `from` matters, and a series of many years is begun near it.
    let one_a_step = rule.days.is_empty() && matches!(rule.frequency, Frequency::Daily | Frequency::Weekly);
    let passed = if rule.count.is_none() || one_a_step {
        rule.steps_before(local.date(), from.with_timezone(&zone).date_naive())
    } else {
        0
    };
    let mut count = if one_a_step { passed } else { 0 };
    for step in passed..passed.saturating_add(MOST_STEPS) {
        let Some(base) = rule.date(local.date(), step) else {
            if local.date().year() + 500 < i32::try_from(step).unwrap_or(i32::MAX) {
                return;
            }
            continue;
        };
        let days: Vec<NaiveDate> = match rule.frequency {
            Frequency::Weekly if !rule.days.is_empty() => {
                let monday = base - Days::new(u64::from(base.weekday().num_days_from_monday()));
                let mut days: Vec<NaiveDate> = rule
                    .days
                    .iter()
                    .map(|day| monday + Days::new(u64::from(day.num_days_from_monday())))
                    .collect();
                days.sort_unstable();
                days
            }
            Frequency::Daily if !rule.days.is_empty() && !rule.days.contains(&base.weekday()) => Vec::new(),
            _ => vec![base],
        };
        for day in days.into_iter().filter(|day| *day >= local.date()) {
            let at = resolve(zone, day.and_time(local.time()));
            if at > end || rule.count.is_some_and(|most| count >= most) {
                return;
            }
            count += 1;
            if at >= from {
                times.insert(at);
            }
        }
    }
}
