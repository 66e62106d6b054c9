//! What moves a reminder, what settles it, and what survives.

use chrono::{NaiveDate, TimeDelta};
use nod_core::api::PersonFields;
use nod_core::clock::Now;
use nod_core::id::PersonId;
use nod_core::moment::Direction;
use nod_core::nod::Answer;

use crate::support::{Desk, after, at, card, desk, named};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Someone with a rhythm of a week and a moment on 13 November: due on the 20th.
fn weekly() -> (Desk, PersonId) {
    let mut desk = desk();
    let then = at("2026-11-13 09:30");
    desk.plainly(then);
    let person = desk.add("Amara", Some(7), then);
    desk.log(&[person], Direction::Mine, then);
    (desk, person)
}

fn next_due(desk: &Desk, person: PersonId, now: Now) -> Option<NaiveDate> {
    desk.nod.person(person, now).unwrap().next_due
}

#[test]
fn logging_a_moment_moves_the_due_date_and_deleting_it_moves_it_back() {
    let (mut desk, person) = weekly();
    let now = at("2026-11-20 10:00");
    assert_eq!(next_due(&desk, person, now), Some(day("2026-11-20")));
    let logged = desk.log(&[person], Direction::Mine, now);
    assert_eq!(next_due(&desk, person, now), Some(day("2026-11-27")));
    assert!(desk.reminders(now).is_empty());
    desk.nod.moment_delete(logged.moment.id, now).unwrap();
    assert_eq!(next_due(&desk, person, now), Some(day("2026-11-20")));
    assert_eq!(desk.reminders(now).len(), 1);
    let mutual = desk.log(&[person], Direction::Mutual, now);
    assert_eq!(next_due(&desk, person, now), Some(day("2026-11-27")));
    desk.nod.undo(mutual.op).unwrap();
    assert_eq!(next_due(&desk, person, now), Some(day("2026-11-20")));
}

#[test]
fn what_is_planned_follows_what_another_process_writes_and_the_day() {
    let (mut desk, person) = weekly();
    let (before, now) = (at("2026-11-19 10:00"), at("2026-11-20 10:00"));
    assert!(desk.reminders(before).is_empty());
    assert_eq!(desk.reminders(now).len(), 1);
    assert!(desk.reminders(before).is_empty());
    assert_eq!(desk.reminders(now).len(), 1);
    let mut other = desk.second();
    let archived = other.person_archive(person, true, now).unwrap();
    assert!(desk.reminders(now).is_empty());
    assert!(desk.nod.tray_people(now, 8).unwrap().is_empty());
    other.undo(archived.op).unwrap();
    assert_eq!(desk.reminders(now).len(), 1);
    desk.nod.forget_snapshot();
    assert_eq!(desk.reminders(now).len(), 1);
    desk.log(&[person], Direction::Mine, now);
    assert!(desk.reminders(now).is_empty());
}

#[test]
fn what_they_did_for_me_does_not_move_the_due_date() {
    let (mut desk, person) = weekly();
    let now = at("2026-11-20 10:00");
    let before = desk.reminders(now);
    desk.log(&[person], Direction::Theirs, now);
    assert_eq!(next_due(&desk, person, now), Some(day("2026-11-20")));
    assert_eq!(desk.reminders(now), before);
}

#[test]
fn a_moment_of_several_people_moves_the_due_date_of_each() {
    let (mut desk, amara) = weekly();
    let now = at("2026-11-20 10:00");
    let leo = desk.add("Leo", Some(14), now);
    desk.log(&[amara, leo], Direction::Mine, now);
    assert_eq!(next_due(&desk, amara, now), Some(day("2026-11-27")));
    assert_eq!(next_due(&desk, leo, now), Some(day("2026-12-04")));
}

#[test]
fn a_moment_from_before_the_last_one_does_not_move_the_due_date() {
    let (mut desk, person) = weekly();
    let now = at("2026-11-15 10:00");
    desk.nod.quick_log(&crate::support::typed("amara thx 5 days ago"), now).unwrap();
    assert_eq!(next_due(&desk, person, now), Some(day("2026-11-20")));
}

#[test]
fn editing_the_rhythm_cancels_a_snooze() {
    let (mut desk, person) = weekly();
    let now = at("2026-11-20 10:00");
    let reminder = desk.reminders(now).remove(0);
    desk.nod.later(&reminder, "2026-12-24", now).unwrap();
    assert!(desk.reminders(now).is_empty());
    let fields = PersonFields { rhythm_days: Some(5), ..named("Amara") };
    desk.nod.person_save(Some(person), &fields, now).unwrap();
    assert_eq!(desk.reminders(now).len(), 1);
}

#[test]
fn a_moment_cancels_a_snooze() {
    let (mut desk, person) = weekly();
    let now = at("2026-11-20 10:00");
    let reminder = desk.reminders(now).remove(0);
    desk.nod.later(&reminder, "2026-12-24", now).unwrap();
    desk.log(&[person], Direction::Mine, now);
    assert_eq!(desk.reminders(at("2026-11-27 10:00")).len(), 1);
}

#[test]
fn skipping_makes_the_next_due_date_strictly_later() {
    let (mut desk, person) = weekly();
    for now in [at("2026-11-20 10:00"), at("2026-11-30 10:00")] {
        let before = next_due(&desk, person, now).unwrap();
        let reminder = desk.reminders(now).remove(0);
        desk.nod.skip(&reminder, now).unwrap();
        let after = next_due(&desk, person, now).unwrap();
        assert!(after > before && after > now.today(), "{before} {after}");
        assert!(desk.reminders(now).is_empty());
    }
}

#[test]
fn a_rhythm_of_one_day_is_due_tomorrow_after_a_moment_or_a_skip() {
    let mut desk = desk();
    let now = at("2026-11-20 10:00");
    desk.plainly(now);
    let person = desk.add("Amara", Some(1), now);
    let reminder = desk.reminders(now).remove(0);
    desk.nod.skip(&reminder, now).unwrap();
    assert_eq!(next_due(&desk, person, now), Some(day("2026-11-21")));
    desk.log(&[person], Direction::Mine, now);
    assert_eq!(next_due(&desk, person, now), Some(day("2026-11-21")));
}

#[test]
fn pause_and_snooze_survive_a_restart() {
    let (mut desk, _) = weekly();
    let now = at("2026-11-20 09:20");
    let reminder = desk.reminders(now).remove(0);
    desk.nod.later(&reminder, "2h", now).unwrap();
    desk.nod.pause(Some("today"), now).unwrap();
    let mut desk = desk.reopen();
    assert!(desk.reminders(now).is_empty());
    assert_eq!(desk.nod.paused_until(now).unwrap(), Some(at("2026-11-21 00:00").utc));
    let back = after(now, TimeDelta::hours(2));
    assert_eq!(desk.reminders(back), [reminder]);
    assert!(desk.nod.claim_banners(back).unwrap().is_empty(), "paused");
    desk.nod.pause(None, back).unwrap();
    assert_eq!(desk.nod.claim_banners(back).unwrap().len(), 1);
}

#[test]
fn of_two_nods_on_one_folder_one_claims_a_banner() {
    let (mut desk, _) = weekly();
    let mut other = desk.second();
    let now = at("2026-11-20 09:30");
    assert_eq!(desk.nod.claim_banners(now).unwrap().len(), 1);
    assert!(other.claim_banners(now).unwrap().is_empty());
    assert!(other.claim_banners(after(now, TimeDelta::seconds(30))).unwrap().is_empty());
}

#[test]
fn a_claimed_banner_that_was_not_shown_comes_again_after_a_crash_and_a_shown_one_does_not() {
    let (desk, _) = weekly();
    let now = at("2026-11-20 09:30");
    let mut desk = desk.reopen();
    let claimed = desk.nod.claim_banners(now).unwrap();
    let mut desk = desk.reopen();
    let wake = desk.nod.next_wake(now).unwrap().unwrap();
    assert!(wake <= after(now, TimeDelta::minutes(1)).utc, "{wake}");
    let again = desk.nod.claim_banners(Now::at(wake, now.zone)).unwrap();
    assert_eq!(again, claimed);
    desk.nod.banner_shown(&again[0]).unwrap();
    let mut desk = desk.reopen();
    assert!(desk.nod.claim_banners(after(now, TimeDelta::minutes(10))).unwrap().is_empty());
}

#[test]
fn a_banner_that_was_given_back_can_be_claimed_at_once() {
    let (mut desk, _) = weekly();
    let now = at("2026-11-20 09:30");
    let claimed = desk.nod.claim_banners(now).unwrap();
    desk.nod.banner_not_shown(&claimed[0]).unwrap();
    assert_eq!(desk.nod.claim_banners(now).unwrap(), claimed);
}

#[test]
fn a_banner_dismissed_or_expired_does_not_come_again_that_day() {
    for answer in [Answer::Dismissed, Answer::Expired] {
        let (mut desk, _) = weekly();
        let now = at("2026-11-20 09:30");
        let banner = desk.nod.claim_banners(now).unwrap().remove(0);
        desk.nod.banner_shown(&banner).unwrap();
        desk.nod.answer_banner(&banner, answer, now).unwrap();
        for hours in 1..8 {
            assert!(desk.nod.claim_banners(after(now, TimeDelta::hours(hours))).unwrap().is_empty());
        }
        assert_eq!(desk.reminders(now).len(), 1, "Today still has it");
    }
}

#[test]
fn what_is_put_off_twice_in_a_day_comes_back_twice() {
    let (mut desk, _) = weekly();
    let mut now = at("2026-11-20 09:30");
    let reminder = desk.reminders(now).remove(0);
    for _ in 0..2 {
        desk.nod.later(&reminder, "2h", now).unwrap();
        assert!(desk.nod.claim_banners(now).unwrap().is_empty());
        now = Now::at(desk.nod.next_wake(now).unwrap().unwrap(), now.zone);
        let banners = desk.nod.claim_banners(now).unwrap();
        assert_eq!(banners.len(), 1, "{}", now.utc);
        desk.nod.banner_shown(&banners[0]).unwrap();
        assert!(desk.nod.claim_banners(after(now, TimeDelta::minutes(5))).unwrap().is_empty());
    }
}

#[test]
fn bringing_in_two_hundred_people_brings_no_storm() {
    let mut desk = desk();
    let now = at("2026-11-20 09:10");
    let cards: String = (0..200).map(|n| card(&format!("UID:u{n}\nFN:Person {n}"))).collect();
    desk.import(&cards, now);
    let circle = desk.nod.circles().unwrap()[2].id;
    let people: Vec<PersonId> =
        desk.nod.find_people("person", 500, now).unwrap().iter().map(|p| p.id).collect();
    assert_eq!(people.len(), 200);
    for person in people {
        let fields = desk.nod.person(person, now).unwrap().fields;
        desk.nod.person_save(Some(person), &PersonFields { circle: Some(circle), ..fields }, now).unwrap();
    }
    let mut shown = 0;
    for minute in 0..32 {
        for banner in desk.nod.claim_banners(after(now, TimeDelta::minutes(15 * minute))).unwrap() {
            desk.nod.banner_shown(&banner).unwrap();
            shown += 1;
        }
    }
    let (today, more) = (desk.reminders(now).len(), desk.nod.today(None, now).unwrap().more);
    // Who is due on the first day is by their ids' chance: hardly ever nobody or one alone.
    assert_eq!(shown, 2.min(today + more));
    assert!(today <= 5);
    assert!(more < 60, "spread over the first cycle: {more} more");
}

#[test]
fn a_clock_that_leaps_two_years_is_held_and_believed_after_a_day() {
    let (mut desk, _) = weekly();
    let now = at("2026-11-20 09:30");
    let banner = desk.nod.claim_banners(now).unwrap().remove(0);
    desk.nod.banner_shown(&banner).unwrap();
    let leapt = at("2028-11-21 09:30");
    assert!(desk.nod.claim_banners(leapt).unwrap().is_empty());
    let mut desk = desk.reopen();
    assert!(desk.nod.claim_banners(after(leapt, TimeDelta::hours(5))).unwrap().is_empty());
    assert_eq!(desk.nod.claim_banners(after(leapt, TimeDelta::days(1))).unwrap().len(), 1);
}

#[test]
fn a_clock_that_leapt_and_came_back_is_doubted_anew_when_it_leaps_again() {
    let (mut desk, _) = weekly();
    let leapt = at("2028-11-21 09:30");
    desk.nod.claim_banners(at("2026-11-20 09:30")).unwrap();
    assert!(desk.nod.claim_banners(leapt).unwrap().is_empty());
    desk.nod.claim_banners(at("2026-11-23 09:30")).unwrap();
    assert!(desk.nod.claim_banners(after(leapt, TimeDelta::days(3))).unwrap().is_empty());
}

#[test]
fn a_clock_put_back_an_hour_shows_nothing_again() {
    let (mut desk, _) = weekly();
    let now = at("2026-11-20 14:10");
    for banner in desk.nod.claim_banners(now).unwrap() {
        desk.nod.banner_shown(&banner).unwrap();
    }
    for hours in 1..5 {
        assert!(desk.nod.claim_banners(after(now, TimeDelta::hours(-hours))).unwrap().is_empty());
    }
}

#[test]
fn a_reminder_that_is_not_due_yet_is_skipped_to_after_its_due_date() {
    let (mut desk, person) = weekly();
    let (now, then) = (at("2026-11-14 10:00"), at("2026-11-20 10:00"));
    let reminder = desk.reminders(then).remove(0);
    desk.nod.skip(&reminder, now).unwrap();
    assert_eq!(next_due(&desk, person, now), Some(day("2026-11-27")));
}

#[test]
fn an_archived_person_has_no_reminders_and_has_them_back_afterwards() {
    let (mut desk, person) = weekly();
    let now = at("2026-11-20 10:00");
    let before = desk.reminders(now);
    desk.nod.person_archive(person, true, now).unwrap();
    assert!(desk.reminders(now).is_empty());
    assert_eq!(desk.nod.next_wake(now).unwrap(), None);
    desk.nod.person_archive(person, false, now).unwrap();
    assert_eq!(desk.reminders(now), before);
}

#[test]
fn the_tray_offers_todays_people_then_who_was_met_last_then_the_first_by_name() {
    let (mut desk, _) = weekly();
    let now = at("2026-11-20 10:00");
    let mut add = |name: &str| desk.add(name, None, at("2026-11-16 10:00"));
    let (cleo, dora, zoe) = (add("Cleo"), add("Dora"), add("Zoe"));
    add("Bo");
    desk.log(&[zoe], Direction::Mine, at("2026-11-17 10:00"));
    desk.log(&[zoe], Direction::Mine, at("2026-11-18 10:00"));
    desk.log(&[dora, cleo], Direction::Mutual, at("2026-11-19 10:00"));
    desk.nod.person_archive(dora, true, now).unwrap();
    let offered = |limit: usize| -> Vec<String> {
        let people = desk.nod.tray_people(now, limit).unwrap();
        people.into_iter().map(|person| person.name).collect()
    };
    assert_eq!(offered(8), ["Amara", "Cleo", "Zoe", "Bo"]);
    assert_eq!(offered(2), ["Amara", "Cleo"]);
}
