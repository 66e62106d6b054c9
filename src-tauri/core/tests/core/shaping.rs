//! What bends reminders: leaves, pauses, away periods, transitions, absences, digests, offers.

use chrono::TimeDelta;
use nod_core::api::{NewOwnReminder, Settings};
use nod_core::clock::Now;
use nod_core::id::PersonId;
use nod_core::moment::Direction;
use nod_core::nod::{Answer, BannerKind};
use nod_core::transition::TransitionKind;

use crate::support::{Desk, after, at, desk};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// Someone with a rhythm of a week and a moment on Monday 2 November.
fn weekly(desk: &mut Desk, name: &str) -> PersonId {
    let then = at("2026-11-02 12:00");
    let person = desk.add(name, Some(7), then);
    desk.log(&[person], Direction::Mine, then);
    person
}

fn plain() -> Desk {
    let mut desk = desk();
    desk.plainly(at("2026-11-01 08:00"));
    desk
}

#[test]
fn nobody_is_reminded_of_someone_on_leave_and_once_on_their_return() {
    let mut desk = plain();
    let person = weekly(&mut desk, "Amara");
    desk.nod.leave_add(person, day("2026-11-05"), day("2026-11-29"), at("2026-11-04 12:00")).unwrap();
    for date in ["2026-11-09", "2026-11-20", "2026-11-29"] {
        assert!(desk.reminders(at(&format!("{date} 12:00"))).is_empty(), "{date}");
    }
    assert_eq!(desk.nod.next_wake(at("2026-11-20 12:00")).unwrap(), Some(at("2026-11-30 00:00").utc));
    let back = at("2026-11-30 12:00");
    let reminder = desk.nod.today(None, back).unwrap().reminders.remove(0);
    assert!(reminder.why.contains("leave"), "{}", reminder.why);
    desk.log(&[person], Direction::Mine, back);
    // Five days at first, not seven.
    assert_eq!(desk.nod.person(person, back).unwrap().next_due, Some(day("2026-12-05")));
}

#[test]
fn a_person_without_a_rhythm_comes_once_on_their_return() {
    let mut desk = plain();
    let person = desk.add("Amara", None, at("2026-11-02 12:00"));
    desk.nod.leave_add(person, day("2026-11-05"), day("2026-11-29"), at("2026-11-04 12:00")).unwrap();
    let back = at("2026-11-30 12:00");
    assert_eq!(desk.reminders(back).len(), 1);
    assert!(desk.reminders(at("2027-01-15 12:00")).is_empty(), "quietly over");
    desk.log(&[person], Direction::Mine, back);
    assert!(desk.reminders(at("2026-12-15 12:00")).is_empty());
}

#[test]
fn quiet_about_a_person_ends_by_itself_or_by_hand() {
    let mut desk = plain();
    let person = weekly(&mut desk, "Amara");
    let now = at("2026-11-09 12:00");
    assert_eq!(desk.reminders(now).len(), 1);
    desk.nod.person_pause(person, day("2026-11-15"), now).unwrap();
    assert!(desk.reminders(at("2026-11-15 12:00")).is_empty());
    assert_eq!(desk.reminders(at("2026-11-16 12:00")).len(), 1);
    desk.nod.person_resume(person, now).unwrap();
    assert_eq!(desk.reminders(now).len(), 1);
}

#[test]
fn a_hard_week_brings_a_denser_rhythm_that_tapers() {
    let mut desk = plain();
    let person = desk.add("Amara", Some(30), at("2026-11-02 12:00"));
    desk.log(&[person], Direction::Mine, at("2026-11-02 12:00"));
    let start = at("2026-11-04 12:00");
    desk.nod.transition_set(person, Some((TransitionKind::HardWeek, day("2026-11-04"))), start).unwrap();
    let mut gaps = Vec::new();
    let mut now = start;
    for _ in 0..5 {
        assert_eq!(desk.reminders(now).len(), 1, "{}", now.today());
        desk.log(&[person], Direction::Mine, now);
        let next = desk.nod.person(person, now).unwrap().next_due.unwrap();
        gaps.push((next - now.today()).num_days());
        now = Now::at(now.instant_at(next, 12 * 60), now.zone);
    }
    assert_eq!((gaps[0], *gaps.last().unwrap()), (3, 30));
    assert!(gaps.is_sorted(), "{gaps:?}");
    desk.nod.transition_set(person, None, start).unwrap();
}

#[test]
fn away_shows_no_banner_and_loses_nothing() {
    let mut desk = plain();
    weekly(&mut desk, "Amara");
    let now = at("2026-11-08 12:00");
    desk.nod.away_add(day("2026-11-09"), day("2026-11-11"), now).unwrap();
    for date in ["2026-11-09", "2026-11-11"] {
        assert!(desk.nod.claim_banners(at(&format!("{date} 12:00"))).unwrap().is_empty());
    }
    assert_eq!(desk.nod.next_wake(at("2026-11-09 12:00")).unwrap(), Some(at("2026-11-12 09:15").utc));
    let banner = desk.nod.claim_banners(at("2026-11-12 09:15")).unwrap().remove(0);
    assert_eq!(banner.kind, BannerKind::Person);
}

#[test]
fn after_an_absence_there_are_three_and_the_rest_is_spread_over_the_next_cycle() {
    let mut desk = plain();
    for number in 0..12 {
        weekly(&mut desk, &format!("Person {number}"));
    }
    // Nobody was here since the second; a resident that starts on the twentieth looks.
    let back = at("2026-11-20 10:00");
    let foretold = desk.reminders(back);
    assert_eq!(foretold.len(), 3);
    let today = desk.nod.today(None, back).unwrap();
    assert_eq!((today.more, today.greeting.as_str()), (0, "Welcome back"));
    assert!(today.lede.contains("Nothing piled up. Three people"), "{}", today.lede);
    let banner = desk.nod.claim_banners(back).unwrap().remove(0);
    assert_eq!((banner.kind, banner.title.as_str()), (BannerKind::Return, "Welcome back"));
    assert_eq!(banner.actions.iter().map(|a| a.key).collect::<Vec<_>>(), ["open", "not-now"]);
    desk.nod.banner_shown(&banner).unwrap();
    assert_eq!(desk.reminders(back), foretold, "what was foretold is what is kept");
    // Answering one does not call up a fourth, and it survives a restart.
    desk.nod.log_reminder(&foretold[0], back).unwrap();
    let desk = desk.reopen();
    assert_eq!(desk.reminders(back), foretold[1..]);
    assert_eq!(desk.nod.today(None, back).unwrap().greeting, "Welcome back");
    let next_day = desk.nod.today(None, after(back, TimeDelta::days(1))).unwrap();
    assert!(!next_day.lede.contains("piled"), "{}", next_day.lede);
    let mut seen: Vec<usize> = Vec::new();
    for ahead in 1..=7 {
        let today = desk.nod.today(None, after(back, TimeDelta::days(ahead))).unwrap();
        seen.push(today.reminders.len() + today.more);
    }
    assert_eq!(desk.nod.ahead(8, back).unwrap().iter().map(|d| d.reminders.len()).sum::<usize>(), 12);
    // Two are left of the three; of the nine others about one comes a day.
    assert!(seen[0] < 2 + 7, "spread, not moved by a day: {seen:?}");
}

#[test]
fn a_return_is_greeted_once_and_not_now_sets_the_hello_aside() {
    let mut desk = plain();
    for number in 0..5 {
        weekly(&mut desk, &format!("Person {number}"));
    }
    let back = at("2026-11-20 10:00");
    let banner = desk.nod.claim_banners(back).unwrap().remove(0);
    desk.nod.banner_shown(&banner).unwrap();
    assert!(desk.nod.answer_banner(&banner, Answer::NotNow, back).unwrap().is_some());
    assert_eq!(desk.reminders(back).len(), 2);
    for hours in 1..72 {
        let greeted = desk.nod.claim_banners(after(back, TimeDelta::hours(hours))).unwrap();
        assert!(greeted.iter().all(|banner| banner.kind != BannerKind::Return));
    }
}

#[test]
fn logging_first_after_an_absence_brings_no_backlog_either() {
    let mut desk = plain();
    let people: Vec<PersonId> = (0..12).map(|n| weekly(&mut desk, &format!("Person {n}"))).collect();
    let back = at("2026-11-20 10:00");
    desk.log(&people[..1], Direction::Mine, back);
    assert!(desk.reminders(back).len() <= 3);
    let next = desk.nod.today(None, at("2026-11-21 10:00")).unwrap();
    assert!(next.reminders.len() + next.more < 11, "spread over a week, by chance of their ids");
}

#[test]
fn a_week_away_is_an_absence_and_a_look_ahead_is_none() {
    let mut desk = plain();
    for number in 0..12 {
        weekly(&mut desk, &format!("Person {number}"));
    }
    let now = at("2026-11-06 10:00");
    desk.nod.away_add(day("2026-11-08"), day("2026-11-15"), now).unwrap();
    assert_eq!(desk.nod.today(Some(day("2026-11-16")), now).unwrap().reminders.len(), 5, "a look ahead");
    // The resident was awake all the while.
    for ahead in 0..10 {
        desk.nod.claim_banners(after(now, TimeDelta::days(ahead))).unwrap();
    }
    let back = at("2026-11-16 10:00");
    desk.nod.claim_banners(back).unwrap();
    assert_eq!(desk.reminders(back).len(), 3);
}

#[test]
fn a_resident_that_was_awake_with_nothing_due_returns_from_nowhere() {
    let mut desk = plain();
    let then = at("2026-11-02 12:00");
    let person = desk.add("Amara", Some(14), then);
    desk.log(&[person], Direction::Mine, then);
    desk.nod.claim_banners(then).unwrap();
    let wake = Now::at(desk.nod.next_wake(then).unwrap().unwrap(), then.zone);
    assert_eq!(wake.today(), day("2026-11-16"));
    let banner = desk.nod.claim_banners(at("2026-11-16 09:15")).unwrap().remove(0);
    assert_eq!(banner.kind, BannerKind::Person);
}

#[test]
fn what_is_due_at_once_is_one_banner_and_tomorrow_puts_all_of_it_off() {
    let mut desk = plain();
    let now = at("2026-11-09 09:20");
    let settings = Settings { banners_a_day: 6, ..desk.nod.settings_now().unwrap() };
    desk.nod.settings_save(&settings, at("2026-11-01 08:00")).unwrap();
    for name in ["Amara", "Leo", "Priya"] {
        weekly(&mut desk, name);
    }
    desk.nod.claim_banners(at("2026-11-05 09:00")).unwrap();
    let banners = desk.nod.claim_banners(now).unwrap();
    assert_eq!(banners.len(), 1);
    assert_eq!(
        (banners[0].kind, banners[0].title.as_str()),
        (BannerKind::Several, "A few people on your mind")
    );
    assert!(banners[0].body.ends_with("and one more, whenever suits"), "{}", banners[0].body);
    desk.nod.banner_shown(&banners[0]).unwrap();
    assert!(desk.nod.claim_banners(after(now, TimeDelta::minutes(20))).unwrap().is_empty());
    let entries = desk.entries();
    desk.nod.answer_banner(&banners[0], Answer::Later, now).unwrap();
    assert!(desk.reminders(now).is_empty() && !desk.nod.banner_stands(&banners[0], now).unwrap());
    assert_eq!(desk.entries(), entries + 1);
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.reminders(now).len(), 3);
}

#[test]
fn what_was_put_off_comes_back_before_five_others() {
    let mut desk = plain();
    let now = at("2026-11-09 09:20");
    let fresh = desk.add("Fresh", Some(30), now);
    desk.log(&[fresh], Direction::Mine, at("2026-10-10 12:00"));
    desk.nod.claim_banners(at("2026-11-05 09:00")).unwrap();
    let id = desk.reminders(now).remove(0);
    desk.nod.later(&id, "2h", now).unwrap();
    for number in 0..8 {
        weekly(&mut desk, &format!("Person {number}"));
    }
    let back = after(now, TimeDelta::hours(2));
    assert_eq!(desk.reminders(back)[0], id);
    let banners = desk.nod.claim_banners(back).unwrap();
    assert!(banners.iter().any(|b| b.reminder == id || b.also.iter().any(|(name, _)| *name == id)));
}

#[test]
fn closing_many_banners_over_the_weeks_does_not_use_up_the_budget_of_a_day() {
    let mut desk = plain();
    let mut now = at("2026-11-09 09:20");
    for number in 0..3 {
        weekly(&mut desk, &format!("Person {number}"));
    }
    desk.nod.claim_banners(at("2026-11-05 09:00")).unwrap();
    for _ in 0..3 {
        let banner = desk.nod.claim_banners(now).unwrap().remove(0);
        desk.nod.banner_shown(&banner).unwrap();
        desk.nod.answer_banner(&banner, Answer::Dismissed, now).unwrap();
        now = after(now, TimeDelta::days(1));
    }
}

#[test]
fn two_banners_without_an_answer_offer_a_longer_rhythm() {
    let mut desk = plain();
    let person = weekly(&mut desk, "Amara");
    desk.nod.claim_banners(at("2026-11-05 09:00")).unwrap();
    let offer = |desk: &Desk, now: Now| desk.nod.today(None, now).unwrap().reminders.remove(0).offer;
    for date in ["2026-11-09", "2026-11-10"] {
        let now = at(&format!("{date} 09:20"));
        assert_eq!(offer(&desk, now), None);
        let banner = desk.nod.claim_banners(now).unwrap().remove(0);
        desk.nod.banner_shown(&banner).unwrap();
        desk.nod.answer_banner(&banner, Answer::Expired, now).unwrap();
    }
    let now = at("2026-11-11 08:00");
    assert_eq!(offer(&desk, now).unwrap().days, 14);
    desk.nod.rhythm_offer(person, false, now).unwrap();
    assert_eq!(offer(&desk, now), None);
    desk.nod.undo(None).unwrap();
    desk.nod.rhythm_offer(person, true, now).unwrap();
    assert_eq!(desk.nod.person(person, now).unwrap().rhythm_days, Some(14));
}

#[test]
fn a_preview_shows_the_week_under_settings_that_are_not_saved() {
    let mut desk = plain();
    for number in 0..6 {
        weekly(&mut desk, &format!("Person {number}"));
    }
    let now = at("2026-11-09 08:00");
    let counts =
        |days: Vec<nod_core::api::DayAhead>| days.iter().map(|d| d.reminders.len()).collect::<Vec<_>>();
    assert_eq!(counts(desk.nod.ahead(3, now).unwrap()), [5, 1, 0]);
    let entries = desk.entries();
    let two = Settings { today_at_most: 2, ..desk.nod.settings_now().unwrap() };
    let days = desk.nod.preview(&two, 3, now).unwrap();
    let times: Vec<Option<&str>> = days[0].reminders.iter().map(|r| r.banner.as_deref()).collect();
    assert_eq!(times, [Some("9:15"), Some("14:00")]);
    assert_eq!((counts(days), desk.entries()), (vec![2, 2, 2], entries));
    assert!(desk.nod.preview(&Settings { today_at_most: 0, ..two }, 3, now).is_err());
    assert!(desk.nod.ahead(93, now).is_err());
}

#[test]
fn why_says_what_the_next_due_date_is_made_of() {
    let mut desk = plain();
    let person = weekly(&mut desk, "Amara");
    let now = at("2026-11-05 08:00");
    let why = desk.nod.why(person, now).unwrap();
    let steps: Vec<&str> = why.steps.iter().map(|step| step.step.as_str()).collect();
    assert_eq!((steps, why.next_due), (vec!["last", "rhythm", "due"], Some(day("2026-11-09"))));
    desk.nod.person_pause(person, day("2026-11-20"), now).unwrap();
    let why = desk.nod.why(person, now).unwrap();
    assert!(why.steps.iter().any(|step| step.step == "block"));
    assert_eq!(why.next_due, Some(day("2026-11-21")));
}

#[test]
fn an_own_reminder_in_an_hour_that_does_not_exist_comes_right_after_it() {
    let mut desk = plain();
    // Clocks go from 2:00 to 3:00 on 28 March 2027.
    let now = at("2027-03-27 12:00");
    let new = NewOwnReminder {
        text: "look at the clock".into(),
        on: day("2027-03-28"),
        at: Some(150),
        every: None,
        person: None,
    };
    desk.nod.own_add(&new, now).unwrap();
    assert_eq!(desk.nod.next_wake(now).unwrap(), Some(at("2027-03-28 03:00").utc));
}

/// Zones whose clocks change in odd ways, with a day around which each does.
const CHANGES: [(&str, &str); 14] = [
    ("Europe/Berlin", "2026-10-25"),
    ("Europe/London", "2027-03-28"),
    ("America/New_York", "2027-03-14"),
    ("America/Santiago", "2027-04-04"),
    ("America/Havana", "2027-03-14"),
    ("America/St_Johns", "2026-11-01"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Pacific/Chatham", "2027-04-04"),
    ("Pacific/Apia", "2011-12-30"),
    ("Asia/Nicosia", "2017-03-26"),
    ("Asia/Kathmandu", "2026-10-25"),
    ("Asia/Beirut", "2027-03-28"),
    ("Africa/Casablanca", "2027-02-07"),
    ("Atlantic/Azores", "2027-03-28"),
];

/// Every zone, the days around its change, and every third hour with an odd minute.
fn moments_of_change() -> impl Iterator<Item = (&'static str, chrono::NaiveDate, u16)> {
    CHANGES.into_iter().flat_map(|(zone, date)| {
        let around =
            (0..3_u32).map(move |n| nod_core::clock::plus_days(nod_core::clock::minus_days(day(date), 1), n));
        around.flat_map(move |date| (0..24_u16).step_by(3).map(move |hour| (zone, date, hour * 60 + 20)))
    })
}

#[test]
fn what_is_asked_for_by_a_time_is_called_at_its_first_valid_instant_wherever_clocks_change() {
    use nod_core::delivery::{self, Hush};
    use nod_core::id::OwnReminderId;
    use nod_core::own_reminder::OwnReminder;
    use nod_core::plan::{self, Rules, Snapshot};
    for (zone, date, minute) in moments_of_change() {
        let zone: chrono_tz::Tz = zone.parse().unwrap();
        let own = OwnReminder {
            id: OwnReminderId::from_bytes([1; 16]),
            person: None,
            text: "call".into(),
            on: date,
            at: Some(minute),
            every: None,
            done_on: None,
        };
        let snapshot = Snapshot { own: vec![own], ..Snapshot::default() };
        let (rules, settings) =
            (Rules::default(), Settings { quiet_from: 0, quiet_until: 0, ..Settings::default() });
        let civil = date.and_hms_opt(u32::from(minute) / 60, u32::from(minute) % 60, 0).unwrap();
        // Half a day before, whatever the clocks do.
        let mut now = Now::at(nod_core::clock::resolve(zone, civil) - TimeDelta::hours(12), zone);
        let mut shown = None;
        for _ in 0..10 {
            let plan = plan::plan(&snapshot, now.today(), now, &rules);
            if !delivery::banners(&plan, &[], &settings, Hush::default(), now).is_empty() {
                shown = Some(now);
                break;
            }
            let asked = plan::appointments(&snapshot, now);
            let next = plan::next_due(&snapshot, now.today(), &rules).map(|(date, _)| date);
            let wake = delivery::next_wake(&plan, asked, next, &[], &settings, Hush::default(), now);
            now.utc = wake.filter(|wake| *wake > now.utc).expect("there is a wake ahead");
        }
        let shown = shown.unwrap_or_else(|| panic!("{zone} {civil} was never called"));
        assert!(shown.local() >= civil, "{zone} {civil}: early, {}", shown.local());
        let before = Now::at(shown.utc - TimeDelta::seconds(1), zone).local();
        assert!(before < civil, "{zone} {civil}: late, {}", shown.local());
    }
}

#[test]
fn due_dates_count_calendar_days_wherever_clocks_change() {
    use nod_core::plan::{self, PersonState, Rules};
    let rules = Rules { jitter: false, ..Rules::default() };
    for (zone, date, minute) in moments_of_change() {
        let zone: chrono_tz::Tz = zone.parse().unwrap();
        let now = Now::at(nod_core::clock::resolve(zone, date.and_hms_opt(0, 0, 0).unwrap()), zone);
        let logged = Now::at(now.instant_at(date, minute), zone).today();
        for rhythm in [1, 7, 30] {
            let person = PersonState {
                rhythm: Some(rhythm),
                last_move: Some(logged),
                ..PersonState::new(PersonId::from_bytes([1; 16]), logged)
            };
            let due = plan::due(&person, &rules).unwrap();
            assert_eq!((due - logged).num_days(), i64::from(rhythm), "{zone} {date}");
            // The day it becomes due begins at an instant of that day, or of the next one where the day does not exist.
            assert!(Now::at(now.instant_at(due, 0), zone).today() >= due);
        }
    }
}
