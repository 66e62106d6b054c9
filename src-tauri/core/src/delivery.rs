//! Delivery: which reminders become banners, and when to look again. Pure; the ledger of banners is kept by the store.
//!
//! A day has a budget of banners, shared out over its windows. A window that was slept through gives nothing to the
//! next. Quiet hours, days off and a pause show nothing and lose nothing: Today is the truth, a banner only points to
//! it. What the user put off to a time comes back at that time, outside windows and budget.

use chrono::{DateTime, NaiveDate, Utc};

use crate::api::Settings;
use crate::clock::{Now, plus_days, weekday};
use crate::plan::{Plan, Planned};

/// The slot of a banner that came back at the time the user put it off to.
pub const SLOT_PUT_OFF: i64 = -1;

/// How far a banner got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BannerState {
    /// Taken for showing; a crash from here on costs at most one banner too many.
    Claimed,
    /// Handed to the notification daemon.
    Shown,
    /// The daemon let it go by itself. Not an answer.
    Expired,
    /// The user closed it.
    Dismissed,
    /// The user pressed one of its buttons.
    Answered,
    /// Taken back, because the reminder was answered elsewhere.
    Withdrawn,
}

/// A banner of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BannerRow {
    /// The reminder's name.
    pub reminder: String,
    /// Which of the day's windows, or [`SLOT_PUT_OFF`].
    pub slot: i64,
    /// How far it got.
    pub state: BannerState,
}

/// What stands in the way of banners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hush {
    /// Quiet until this instant, if paused.
    pub paused_until: Option<DateTime<Utc>>,
}

/// A banner to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due<'a> {
    /// The reminder.
    pub reminder: &'a Planned,
    /// Which slot it takes.
    pub slot: i64,
}

/// The banners to show at `now`; `ledger` holds those of the same civil day.
#[must_use]
pub fn banners<'a>(
    plan: &'a Plan,
    ledger: &[BannerRow],
    settings: &Settings,
    hush: Hush,
    now: Now,
) -> Vec<Due<'a>> {
    if hush.paused_until.is_some_and(|until| until > now.utc) || is_quiet(settings, now.minute_of_day()) {
        return Vec::new();
    }
    let taken = |planned: &Planned, slot: i64| {
        let key = planned.key.to_string();
        ledger.iter().any(|row| row.reminder == key && row.slot == slot && row.state != BannerState::Claimed)
    };
    let today = now.today();
    let mut found: Vec<Due<'a>> = plan
        .today
        .iter()
        .filter(|p| {
            p.put_off_until.is_some_and(|until| now.date_of(until) == today) && !taken(p, SLOT_PUT_OFF)
        })
        .map(|reminder| Due { reminder, slot: SLOT_PUT_OFF })
        .collect();
    if let Some(window) = open_window(settings, now) {
        let slot = i64::try_from(window).unwrap_or(i64::MAX);
        let is_over = |row: &&BannerRow| row.state != BannerState::Claimed;
        let used = ledger.iter().filter(is_over).filter(|row| row.slot == slot).count();
        let free = quota(settings, window).saturating_sub(used);
        let fresh =
            plan.today.iter().filter(|p| p.put_off_until.is_none_or(|until| now.date_of(until) != today));
        let fresh = fresh.filter(|p| {
            let key = p.key.to_string();
            !ledger.iter().filter(is_over).any(|row| row.reminder == key)
        });
        found.extend(fresh.take(free).map(|reminder| Due { reminder, slot }));
    }
    found
}

/// The window that is open: the last one that opened on this working day.
fn open_window(settings: &Settings, now: Now) -> Option<usize> {
    if !settings.working_days[weekday(now.today())] {
        return None;
    }
    let minute = now.minute_of_day();
    settings.windows.iter().rposition(|opens| *opens <= minute)
}

/// A window's share of the day's banners; what does not divide goes to the earlier ones.
fn quota(settings: &Settings, window: usize) -> usize {
    let (banners, windows) = (usize::from(settings.banners_a_day), settings.windows.len().max(1));
    banners / windows + usize::from(window < banners % windows)
}

/// True inside the quiet hours, which may reach over midnight.
#[must_use]
pub fn is_quiet(settings: &Settings, minute: u16) -> bool {
    let (from, until) = (settings.quiet_from, settings.quiet_until);
    if from <= until { (from..until).contains(&minute) } else { minute >= from || minute < until }
}

/// The next instant at which something may change: a banner may be shown, or Today gets someone new. Nothing when
/// nothing lies ahead. `next_due` is the next civil date on which someone new becomes due.
#[must_use]
pub fn next_wake(
    plan: &Plan,
    put_off: impl Iterator<Item = DateTime<Utc>>,
    next_due: Option<NaiveDate>,
    settings: &Settings,
    hush: Hush,
    now: Now,
) -> Option<DateTime<Utc>> {
    let resumes = hush.paused_until.filter(|until| *until > now.utc);
    let new_day = next_due.map(|date| now.instant_at(date, 0));
    let returns = put_off.filter(|until| *until > now.utc).map(|until| after_quiet(settings, until, now));
    let waiting = !plan.today.is_empty();
    let from = if waiting { Some(now.today()) } else { next_due };
    let window = from.and_then(|date| next_window(settings, date, now));
    // A put-off reminder that came back inside quiet hours waits for their end.
    let quiet_end =
        plan.today.iter().filter_map(|p| p.put_off_until).map(|until| after_quiet(settings, until, now));
    let quiet_end = quiet_end.filter(|at| *at > now.utc);
    resumes
        .into_iter()
        .chain(new_day)
        .chain(returns)
        .chain(window)
        .chain(quiet_end)
        .filter(|at| *at > now.utc)
        .min()
}

/// The next opening of a window on a working day, from `date` on and after `now`. Windows in quiet hours never open.
fn next_window(settings: &Settings, date: NaiveDate, now: Now) -> Option<DateTime<Utc>> {
    (0..8)
        .map(|days| plus_days(date, days))
        .filter(|day| settings.working_days[weekday(*day)])
        .flat_map(|day| settings.windows.iter().map(move |minute| (day, *minute)))
        .filter(|(_, minute)| !is_quiet(settings, *minute))
        .map(|(day, minute)| now.instant_at(day, minute))
        .find(|at| *at > now.utc)
}

/// `at`, or the end of the quiet hours it falls into.
fn after_quiet(settings: &Settings, at: DateTime<Utc>, now: Now) -> DateTime<Utc> {
    let there = Now::at(at, now.zone);
    let minute = there.minute_of_day();
    if !is_quiet(settings, minute) {
        return at;
    }
    let day = if minute < settings.quiet_until { there.today() } else { plus_days(there.today(), 1) };
    now.instant_at(day, settings.quiet_until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::PersonId;
    use crate::plan::{ReminderKey, Subject};

    const OPEN: Hush = Hush { paused_until: None };

    fn at(text: &str) -> Now {
        let zone: chrono_tz::Tz = "Europe/Berlin".parse().unwrap();
        let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        Now::at(crate::clock::resolve(zone, local), zone)
    }

    fn planned(number: u8) -> Planned {
        let person = PersonId::from_bytes([number; 16]);
        Planned {
            key: ReminderKey { subject: Subject::Rhythm(person), due: "2026-11-19".parse().unwrap() },
            person,
            silence: 8,
            rhythm: Some(7),
            follow_up: None,
            put_off_until: None,
        }
    }

    fn plan_of(count: u8) -> Plan {
        Plan { today: (1..=count).map(planned).collect(), more: Vec::new() }
    }

    fn shown(number: u8, slot: i64) -> BannerRow {
        BannerRow { reminder: planned(number).key.to_string(), slot, state: BannerState::Expired }
    }

    fn people(due: &[Due<'_>]) -> Vec<u8> {
        due.iter().map(|d| d.reminder.person.as_bytes()[0]).collect()
    }

    #[test]
    fn each_window_gives_its_share_of_the_days_banners() {
        let (plan, settings) = (plan_of(5), Settings::default());
        let first = at("2026-11-20 09:30");
        assert_eq!(people(&banners(&plan, &[], &settings, OPEN, first)), [1]);
        assert!(banners(&plan, &[shown(1, 0)], &settings, OPEN, first).is_empty());
        let second = at("2026-11-20 14:00");
        assert_eq!(people(&banners(&plan, &[shown(1, 0)], &settings, OPEN, second)), [2]);
        assert!(banners(&plan, &[shown(1, 0), shown(2, 1)], &settings, OPEN, second).is_empty());
    }

    #[test]
    fn a_window_that_was_slept_through_gives_nothing_to_the_next() {
        assert_eq!(
            people(&banners(&plan_of(5), &[], &Settings::default(), OPEN, at("2026-11-20 16:00"))),
            [1]
        );
    }

    #[test]
    fn a_claimed_banner_that_was_not_shown_is_shown_after_a_crash() {
        let claimed = BannerRow { state: BannerState::Claimed, ..shown(1, 0) };
        let due = banners(
            &plan_of(2),
            std::slice::from_ref(&claimed),
            &Settings::default(),
            OPEN,
            at("2026-11-20 09:30"),
        )
        .iter()
        .map(|d| d.reminder.person.as_bytes()[0])
        .collect::<Vec<_>>();
        assert_eq!(due, [1]);
    }

    #[test]
    fn quiet_hours_days_off_and_a_pause_show_nothing() {
        let (plan, settings) = (plan_of(2), Settings::default());
        for when in ["2026-11-20 08:00", "2026-11-20 19:00", "2026-11-20 23:59", "2026-11-21 09:30"] {
            assert!(banners(&plan, &[], &settings, OPEN, at(when)).is_empty(), "{when}");
        }
        let noon = at("2026-11-20 12:00");
        let paused = Hush { paused_until: Some(at("2026-11-20 13:00").utc) };
        assert!(banners(&plan, &[], &settings, paused, noon).is_empty());
        assert_eq!(next_wake(&plan, std::iter::empty(), None, &settings, paused, noon), paused.paused_until);
    }

    #[test]
    fn what_was_put_off_comes_back_at_its_time_outside_the_budget() {
        let mut plan = plan_of(1);
        plan.today[0].put_off_until = Some(at("2026-11-20 11:00").utc);
        let full = [shown(8, 0), shown(9, 1)];
        let due = banners(&plan, &full, &Settings::default(), OPEN, at("2026-11-20 11:00"));
        assert_eq!((people(&due), due[0].slot), (vec![1], SLOT_PUT_OFF));
    }

    #[test]
    fn the_next_wake_is_the_next_window_with_something_to_say() {
        let (settings, none) = (Settings::default(), std::iter::empty);
        let wake = |plan: &Plan, next: Option<&str>, when: &str| {
            next_wake(plan, none(), next.map(|d| d.parse().unwrap()), &settings, OPEN, at(when))
        };
        assert_eq!(wake(&plan_of(1), None, "2026-11-20 09:00"), Some(at("2026-11-20 09:15").utc));
        assert_eq!(wake(&plan_of(1), None, "2026-11-20 15:00"), Some(at("2026-11-23 09:15").utc));
        assert_eq!(wake(&plan_of(0), None, "2026-11-20 15:00"), None);
        assert_eq!(
            wake(&plan_of(0), Some("2026-11-26"), "2026-11-20 15:00"),
            Some(at("2026-11-26 00:00").utc)
        );
    }

    #[test]
    fn a_reminder_put_off_into_the_quiet_hours_waits_for_their_end() {
        let settings = Settings::default();
        let until = at("2026-11-20 20:00").utc;
        let wake = next_wake(&plan_of(0), [until].into_iter(), None, &settings, OPEN, at("2026-11-20 18:00"));
        assert_eq!(wake, Some(at("2026-11-21 08:30").utc));
    }
}
