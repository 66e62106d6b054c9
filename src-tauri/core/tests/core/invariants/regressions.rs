//! Histories that once broke an invariant, spelled out.

use chrono::TimeDelta;
use nod_core::api::{MomentsRequest, NewOwnReminder};
use nod_core::clock::Now;
use nod_core::moment::Direction;
use nod_core::nod::{Answer, BannerKind};

use crate::support::{Desk, after, at, at_in, desk};

/// Rhythms to the day, banners at any time of any day, and a team of people with a rhythm of a week, due on 9 November.
fn weekly(people: usize) -> Desk {
    let mut desk = desk();
    let then = at("2026-11-02 12:00");
    desk.plainly(then);
    for number in 0..people {
        let person = desk.add(&format!("Person {number}"), Some(7), then);
        desk.log(&[person], Direction::Mine, then);
    }
    desk
}

/// Nobody, and an appointment at nine on 6 November, a Friday.
fn appointment() -> Desk {
    let mut desk = desk();
    let then = at("2026-11-05 08:00");
    desk.plainly(then);
    let own = NewOwnReminder {
        text: "Call the bank".to_owned(),
        on: "2026-11-06".parse().unwrap(),
        at: Some(9 * 60),
        every: None,
        person: None,
    };
    desk.nod.own_add(&own, then).unwrap();
    desk
}

/// Claims and shows what is due; the reminders.
fn show(desk: &mut Desk, now: Now) -> Vec<String> {
    let banners = desk.nod.claim_banners(now).unwrap();
    for banner in &banners {
        desk.nod.banner_shown(banner).unwrap();
    }
    banners.into_iter().map(|banner| banner.reminder).collect()
}

#[test]
fn the_greeting_after_an_absence_is_all_its_window_says() {
    let mut desk = weekly(5);
    let one_window = nod_core::api::Settings { windows: vec![9 * 60], ..desk.nod.settings_now().unwrap() };
    desk.nod.settings_save(&one_window, at("2026-11-02 12:00")).unwrap();
    let back = at("2026-11-20 10:00");
    let banners = desk.nod.claim_banners(back).unwrap();
    assert_eq!(banners.iter().map(|banner| banner.kind).collect::<Vec<_>>(), [BannerKind::Return]);
    desk.nod.banner_shown(&banners[0]).unwrap();
    // The window has room for two, and the resident looks whenever something happens.
    for minutes in [0, 1, 30, 120] {
        assert_eq!(
            show(&mut desk, after(back, TimeDelta::minutes(minutes))),
            [""; 0],
            "{minutes} minutes later"
        );
    }
}

#[test]
fn a_greeting_that_was_lost_to_a_crash_is_still_all_its_window_says() {
    let mut desk = weekly(5);
    let one_window = nod_core::api::Settings { windows: vec![9 * 60], ..desk.nod.settings_now().unwrap() };
    desk.nod.settings_save(&one_window, at("2026-11-02 12:00")).unwrap();
    let back = at("2026-11-20 10:00");
    desk.nod.claim_banners(back).unwrap();
    let mut desk = desk.reopen();
    let later = after(back, TimeDelta::minutes(1));
    assert_eq!(show(&mut desk, later).len(), 1);
    assert_eq!(show(&mut desk, after(later, TimeDelta::minutes(1))), [""; 0]);
}

#[test]
fn a_second_return_does_not_push_on_what_the_first_one_spread() {
    let mut desk = desk();
    let then = at("2026-08-03 12:00");
    desk.plainly(then);
    let people: Vec<_> =
        (0..24).map(|number| desk.add(&format!("Person {number}"), Some(60), then)).collect();
    for person in &people {
        desk.log(&[*person], Direction::Mine, then);
    }
    let due = |desk: &Desk, now: Now| -> Vec<_> {
        people.iter().map(|person| desk.nod.person(*person, now).unwrap().next_due.unwrap()).collect()
    };
    let first = at("2026-10-10 10:00");
    desk.nod.look(first).unwrap();
    let spread = due(&desk, first);
    // By then about half of them have become due; whom it is, the ids decide.
    let second = at("2026-11-12 10:00");
    desk.nod.look(second).unwrap();
    let again = due(&desk, second);
    let mut ahead = 0;
    for (before, now) in spread.iter().zip(&again).filter(|(before, _)| **before > second.today()) {
        assert_eq!(before, now, "it was not due yet");
        ahead += 1;
    }
    assert!(ahead > 0 && spread != again, "{spread:?} {again:?}");
}

#[test]
fn a_clock_set_back_over_midnight_shows_nothing_of_the_next_day_again() {
    let mut desk = weekly(1);
    let shown = at("2026-11-10 09:20");
    assert_eq!(show(&mut desk, shown).len(), 1);
    assert_eq!(show(&mut desk, at("2026-11-09 09:20")), [""; 0]);
    assert_eq!(
        show(&mut desk, after(shown, TimeDelta::days(1))).len(),
        1,
        "on the day after it may come again"
    );
}

#[test]
fn a_journey_west_into_yesterday_shows_nothing_again() {
    let mut desk = weekly(1);
    let there = at_in("Asia/Tokyo", "2026-11-10 09:20");
    assert_eq!(show(&mut desk, there).len(), 1);
    let zone = "America/Los_Angeles".parse().unwrap();
    assert_eq!(show(&mut desk, Now::at(there.utc + TimeDelta::hours(1), zone)), [""; 0]);
}

#[test]
fn what_was_put_off_comes_once_however_far_one_travels() {
    for (from, to) in [("Asia/Tokyo", "America/Los_Angeles"), ("America/Los_Angeles", "Asia/Tokyo")] {
        let mut desk = weekly(1);
        let now = at_in(from, "2026-11-10 21:20");
        let reminder = desk.reminders(now).remove(0);
        desk.nod.later(&reminder, "2h", now).unwrap();
        let back = after(now, TimeDelta::hours(2));
        let quiet_west = show(&mut desk, back);
        assert_eq!(quiet_west, [reminder]);
        for hours in 1..4 {
            let there = Now::at(back.utc + TimeDelta::hours(hours), to.parse().unwrap());
            let again = desk.nod.claim_banners(there).unwrap();
            assert!(again.iter().all(|banner| banner.slot >= 0), "{from} to {to}, {hours} hours later");
        }
    }
}

#[test]
fn an_appointment_comes_once_however_far_west_one_travels() {
    let mut desk = appointment();
    let there = at("2026-11-06 09:00");
    assert_eq!(show(&mut desk, there).len(), 1);
    // Nine o'clock comes again nine hours later.
    for time in ["2026-11-06 00:01", "2026-11-06 09:00", "2026-11-06 09:02"] {
        assert_eq!(show(&mut desk, at_in("America/Los_Angeles", time)), [""; 0], "{time}");
    }
    // Put off, it comes back at that time, there too.
    let key = desk.reminders(at_in("America/Los_Angeles", "2026-11-06 09:05")).remove(0);
    desk.nod.later(&key, "2h", at_in("America/Los_Angeles", "2026-11-06 09:05")).unwrap();
    assert_eq!(show(&mut desk, at_in("America/Los_Angeles", "2026-11-06 11:04")), [""; 0]);
    assert_eq!(show(&mut desk, at_in("America/Los_Angeles", "2026-11-06 11:05")), [key]);
}

#[test]
fn a_later_does_not_come_back_with_the_rhythm_it_was_said_of() {
    let mut desk = weekly(1);
    let now = at("2026-11-09 10:00");
    let before = desk.reminders(now);
    let person = desk.nod.reminder_person(&before[0], now).unwrap().unwrap().unwrap();
    desk.nod.later(&before[0], "2026-11-30", now).unwrap();
    let fields = desk.nod.person(person, now).unwrap().fields;
    for rhythm in [3, 7] {
        let fields = nod_core::api::PersonFields { rhythm_days: Some(rhythm), ..fields.clone() };
        desk.nod.person_save(Some(person), &fields, now).unwrap();
    }
    assert_eq!(desk.reminders(now), before);
}

#[test]
fn a_later_does_not_outlast_the_rhythm_of_the_circle_it_was_said_of() {
    let mut desk = weekly(2);
    let now = at("2026-11-09 10:00");
    let reminders = desk.reminders(now);
    let person =
        |desk: &Desk, at: usize| desk.nod.reminder_person(&reminders[at], now).unwrap().unwrap().unwrap();
    let (lives_by_it, has_an_own) = (person(&desk, 0), person(&desk, 1));
    let circle = desk.nod.circles().unwrap()[0].id;
    for (id, rhythm_days) in [(lives_by_it, None), (has_an_own, Some(7))] {
        let fields = desk.nod.person(id, now).unwrap().fields;
        let fields = nod_core::api::PersonFields { circle: Some(circle), rhythm_days, ..fields };
        desk.nod.person_save(Some(id), &fields, now).unwrap();
    }
    desk.nod.circle_rhythm(circle, Some(7), now).unwrap();
    assert_eq!(desk.reminders(now).len(), 2);
    for reminder in desk.reminders(now) {
        desk.nod.later(&reminder, "2026-11-30", now).unwrap();
    }
    assert_eq!(desk.reminders(now), [""; 0]);
    desk.nod.circle_rhythm(circle, Some(3), now).unwrap();
    let back = desk.reminders(now);
    assert_eq!(back.len(), 1, "{back:?}");
    assert_eq!(desk.nod.reminder_person(&back[0], now).unwrap(), Some(Some(lives_by_it)));
}

#[test]
fn what_was_put_off_to_the_day_of_a_return_is_the_one_banner_of_it() {
    let mut desk = weekly(6);
    let one_window = nod_core::api::Settings { windows: vec![9 * 60], ..desk.nod.settings_now().unwrap() };
    desk.nod.settings_save(&one_window, at("2026-11-02 12:00")).unwrap();
    let now = at("2026-11-09 10:00");
    desk.nod.look(now).unwrap();
    let put_off = desk.reminders(now).remove(0);
    desk.nod.later(&put_off, "2026-11-20", now).unwrap();
    // Nobody was here since, and others have become due meanwhile.
    let back = at("2026-11-20 10:00");
    let banners = desk.nod.claim_banners(back).unwrap();
    assert_eq!(banners.len(), 1, "{banners:?}");
    assert_eq!((banners[0].kind, &banners[0].reminder), (BannerKind::Person, &put_off));
    desk.nod.banner_shown(&banners[0]).unwrap();
    for minutes in [0, 2, 120] {
        assert_eq!(
            show(&mut desk, after(back, TimeDelta::minutes(minutes))),
            [""; 0],
            "{minutes} minutes later"
        );
    }
    // Today welcomes all the same.
    assert_eq!(desk.nod.today(None, back).unwrap().greeting, "Welcome back");
    // And the greeting does not come a day late.
    let next = desk.nod.claim_banners(at("2026-11-23 10:00")).unwrap();
    assert!(next.iter().all(|banner| banner.kind != BannerKind::Return), "{next:?}");
}

#[test]
fn what_was_put_off_and_came_does_not_come_again_when_a_later_pause_ends() {
    let mut desk = weekly(1);
    let now = at("2026-11-09 08:00");
    let reminder = desk.reminders(now).remove(0);
    desk.nod.later(&reminder, "2h", now).unwrap();
    assert_eq!(show(&mut desk, at("2026-11-09 10:00")), [reminder.as_str()]);
    // A pause of two days, begun after it.
    desk.nod.pause(Some("today"), at("2026-11-10 00:00")).unwrap();
    let end = desk.nod.paused_until(at("2026-11-10 00:00")).unwrap().unwrap();
    let after_it = Now::at(end, now.zone);
    let asked: Vec<_> = desk.nod.claim_banners(after_it).unwrap();
    assert!(asked.iter().all(|banner| banner.slot != nod_core::delivery::SLOT_ASKED), "{asked:?}");
    // Put off anew, it does.
    desk.nod.later(&reminder, "2h", after_it).unwrap();
    assert_eq!(show(&mut desk, after(after_it, TimeDelta::hours(2))), [reminder.as_str()]);
}

#[test]
fn an_appointment_that_came_does_not_come_again_when_a_later_pause_ends() {
    let (mut desk, friday) = (appointment(), at("2026-11-06 09:00"));
    assert_eq!(show(&mut desk, friday).len(), 1);
    desk.nod.pause(Some("monday"), friday).unwrap();
    for time in ["2026-11-09 00:00", "2026-11-09 09:00", "2026-11-10 09:00"] {
        let asked = desk.nod.claim_banners(at(time)).unwrap();
        assert!(
            asked.iter().all(|banner| banner.slot != nod_core::delivery::SLOT_ASKED),
            "{time}: {asked:?}"
        );
    }
}

#[test]
fn a_banner_that_was_answered_by_a_moment_makes_no_second_one_the_day_before() {
    let mut desk = desk();
    let then = at("2026-11-02 12:00");
    desk.plainly(then);
    // Due every day, and said on Mondays only: a moment on Sunday leaves Monday's reminder as it is.
    let mondays = [true, false, false, false, false, false, false];
    let settings = nod_core::api::Settings {
        windows: vec![0],
        working_days: mondays,
        ..desk.nod.settings_now().unwrap()
    };
    desk.nod.settings_save(&settings, then).unwrap();
    let person = desk.add("Ada", Some(1), then);
    desk.log(&[person], Direction::Mine, then);
    let banner = desk.nod.claim_banners(at("2026-11-09 00:00")).unwrap().remove(0);
    desk.nod.banner_shown(&banner).unwrap();
    // The clock is set back by a minute.
    let before = at("2026-11-08 23:59");
    assert!(desk.nod.answer_banner(&banner, Answer::Log, before).unwrap().is_some());
    let moments =
        |desk: &Desk| desk.nod.moments(&MomentsRequest { limit: 9, ..MomentsRequest::default() }, before);
    let once = moments(&desk).unwrap().total;
    assert!(desk.nod.answer_banner(&banner, Answer::Log, before).unwrap().is_none());
    assert_eq!(moments(&desk).unwrap().total, once);
}

#[test]
fn of_several_put_off_anew_the_one_that_comes_takes_their_place_and_is_shown_after_a_crash() {
    let mut desk = weekly(2);
    let now = at("2026-11-09 10:00");
    let reminders = desk.reminders(now);
    for reminder in &reminders {
        desk.nod.later(reminder, "2h", now).unwrap();
    }
    let noon = at("2026-11-09 12:00");
    let several = desk.nod.claim_banners(noon).unwrap().remove(0);
    assert_eq!(several.kind, BannerKind::Several);
    desk.nod.banner_shown(&several).unwrap();
    // The first one, by which the ledger knows the banner.
    desk.nod.later(&several.reminder, "2h", noon).unwrap();
    assert!(desk.nod.banner_stands(&several, noon).unwrap());
    let two = at("2026-11-09 14:00");
    let one = desk.nod.claim_banners(two).unwrap().remove(0);
    assert_eq!((&one.reminder, one.slot), (&several.reminder, several.slot));
    assert!(one.repeats(&several) && !one.is_same(&several));
    desk.nod.banner_replaced(&several, &one).unwrap();
    // The crash comes before it is shown: it is shown then, and once.
    let mut desk = desk.reopen();
    let later = after(two, TimeDelta::minutes(1));
    assert_eq!(show(&mut desk, later), [one.reminder]);
    assert_eq!(show(&mut desk, after(later, TimeDelta::minutes(1))), [""; 0]);
}
