//! Which backups are kept: all of two days, then one a day for 12 days, one a week for 10 weeks, one a month for 9
//! months. Days without a backup do not count, so that a Nod that is used now and then keeps as many.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use crate::clock::Now;

/// Everything younger is kept.
const ALL: TimeDelta = TimeDelta::days(2);
/// Days of which the newest is kept.
const DAILY: usize = 12;
/// Weeks before those of which the newest is kept.
const WEEKLY: usize = 10;
/// Months before those of which the newest is kept.
const MONTHLY: usize = 9;

/// The places of those that go, of backups made at these instants. The newest never goes.
#[must_use]
pub fn let_go(times: &[DateTime<Utc>], now: Now) -> Vec<usize> {
    let mut newest_first: Vec<usize> = (0..times.len()).collect();
    newest_first.sort_by_key(|place| std::cmp::Reverse(times.get(*place).copied()));
    let (mut days, mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut gone = Vec::new();
    for (rank, place) in newest_first.into_iter().enumerate() {
        let Some(at) = times.get(place) else { continue };
        if rank == 0 || now.utc - at < ALL {
            continue;
        }
        let day = now.date_of(*at);
        let week = (day.iso_week().year(), day.iso_week().week());
        let kept = if days.len() < DAILY || days.contains(&day) {
            days.insert(day)
        } else if weeks.len() < WEEKLY || weeks.contains(&week) {
            weeks.insert(week)
        } else if months.len() < MONTHLY || months.contains(&(day.year(), day.month())) {
            months.insert((day.year(), day.month()))
        } else {
            false
        };
        if !kept {
            gone.push(place);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> Now {
        Now::at("2026-11-20T10:00:00Z".parse().unwrap(), "Europe/Berlin".parse().unwrap())
    }

    fn kept(times: &[DateTime<Utc>], now: Now) -> Vec<DateTime<Utc>> {
        let gone = let_go(times, now);
        (0..times.len()).filter(|place| !gone.contains(place)).map(|place| times[place]).collect()
    }

    #[test]
    fn a_year_of_half_hours_becomes_days_weeks_and_months() {
        let now = now();
        let times: Vec<_> = (0..48 * 365).map(|n| now.utc - TimeDelta::minutes(30 * n)).collect();
        let kept = kept(&times, now);
        let younger = kept.iter().filter(|at| now.utc - **at < ALL).count();
        assert_eq!((younger, kept.len() - younger), (96, DAILY + WEEKLY + MONTHLY));
        let oldest = now.utc - *kept.last().unwrap();
        assert!(oldest > TimeDelta::days(300), "{oldest}");
    }

    proptest! {
        #[test]
        fn the_newest_and_all_of_two_days_stay_and_few_of_the_rest(
            minutes in prop::collection::vec(-2_000..800_000_i64, 0..400),
        ) {
            let now = now();
            let times: Vec<_> = minutes.iter().map(|m| now.utc - TimeDelta::minutes(*m)).collect();
            let kept = kept(&times, now);
            prop_assert_eq!(times.iter().max(), kept.iter().max());
            for at in times.iter().filter(|at| now.utc - **at < ALL) {
                prop_assert!(kept.contains(at));
            }
            let older = kept.iter().filter(|at| now.utc - **at >= ALL).count();
            prop_assert!(older <= 1 + DAILY + WEEKLY + MONTHLY);
            // What was kept is kept again.
            prop_assert!(let_go(&kept, now).is_empty());
        }

        #[test]
        fn removing_day_by_day_reaches_as_far_back_as_removing_once(starts in 1..20_i64) {
            let end = now();
            let mut held: Vec<DateTime<Utc>> = Vec::new();
            for day in (0..400).rev() {
                let today = Now::at(end.utc - TimeDelta::days(day), end.zone);
                held.push(today.utc - TimeDelta::minutes(starts));
                held = kept(&held, today);
            }
            let oldest = held.iter().min().unwrap();
            prop_assert!(end.utc - *oldest > TimeDelta::days(200), "{:?}", held);
            prop_assert!(held.len() <= 3 + DAILY + WEEKLY + MONTHLY);
        }
    }
}
