//! Banners that a resident left standing when it was cut off.

use chrono::TimeDelta;
use nod_core::clock::Now;
use nod_core::id::PersonId;
use nod_core::moment::Direction;
use nod_core::nod::{Answer, Banner, BannerKind, LeftStanding, Place};

use crate::support::{Desk, after, at, desk};

/// People whose rhythm is due on 20 November, and the banner about them, which stands at the daemon.
fn shown(names: &[&str], place: &Place) -> (Desk, Vec<PersonId>, Banner, Now) {
    let mut desk = desk();
    let then = at("2026-11-13 09:30");
    desk.plainly(then);
    if names.len() > 1 {
        let settings = nod_core::api::Settings { banners_a_day: 6, ..desk.nod.settings_now().unwrap() };
        desk.nod.settings_save(&settings, then).unwrap();
    }
    let people: Vec<PersonId> = names.iter().map(|name| desk.add(name, Some(7), then)).collect();
    for person in &people {
        desk.log(&[*person], Direction::Mine, then);
    }
    // Awake in between: no absence.
    desk.nod.look(at("2026-11-17 09:30")).unwrap();
    let now = at("2026-11-20 10:00");
    let banner = desk.nod.claim_banners(now).unwrap().remove(0);
    desk.nod.banner_shown_at(&banner, place).unwrap();
    (desk, people, banner, now)
}

fn place(daemon: &str, number: u32) -> Place {
    Place { daemon: daemon.to_owned(), number }
}

#[test]
fn the_next_resident_finds_the_banner_as_it_was_and_answers_for_it() {
    let here = place("bus/:1.7", 12);
    let (desk, _, banner, now) = shown(&["Amara"], &here);
    let mut desk = desk.reopen();
    let left = desk.nod.left_standing("bus/:1.7", now).unwrap();
    assert_eq!(left, [LeftStanding { place: here.clone(), banner: Some(banner.clone()) }]);
    assert!(desk.nod.claim_banners(now).unwrap().is_empty(), "it was shown");
    // Shown in its place it stands under the same number, once.
    desk.nod.banner_shown_at(&banner, &here).unwrap();
    assert_eq!(desk.nod.left_standing("bus/:1.7", now).unwrap().len(), 1);
    desk.nod.answer_banner(&banner, Answer::Later, now).unwrap().unwrap();
    assert_eq!(desk.nod.left_standing("bus/:1.7", now).unwrap(), []);
}

#[test]
fn a_banner_of_several_is_found_with_those_that_are_left() {
    let here = place("bus/:1.7", 3);
    let (mut desk, people, banner, now) = shown(&["Amara", "Leo", "Noor"], &here);
    assert_eq!((banner.kind, banner.also.len()), (BannerKind::Several, 2));
    desk.log(&people[..1], Direction::Mine, now);
    let left = desk.nod.left_standing("bus/:1.7", now).unwrap().remove(0).banner.unwrap();
    assert_eq!((left.kind, left.also.len()), (BannerKind::Several, 1));
    desk.log(&people[1..2], Direction::Mine, now);
    let left = desk.nod.left_standing("bus/:1.7", now).unwrap().remove(0).banner.unwrap();
    assert_eq!((left.kind, left.person), (BannerKind::Person, Some(people[2])));
}

#[test]
fn what_was_settled_since_is_to_be_closed_and_is_forgotten() {
    let here = place("bus/:1.7", 12);
    let (mut desk, people, _, now) = shown(&["Amara"], &here);
    desk.log(&people, Direction::Mine, now);
    let left = desk.nod.left_standing("bus/:1.7", now).unwrap();
    assert_eq!(left, [LeftStanding { place: here, banner: None }]);
    assert_eq!(desk.nod.left_standing("bus/:1.7", now).unwrap(), []);
}

#[test]
fn what_stood_with_another_daemon_is_forgotten_and_never_touched() {
    let (mut desk, _, _, now) = shown(&["Amara"], &place("bus/:1.7", 12));
    assert_eq!(desk.nod.left_standing("bus/:1.9", now).unwrap(), []);
    assert_eq!(desk.nod.left_standing("bus/:1.7", now).unwrap(), []);
    assert_eq!(desk.reminders(now).len(), 1, "and Today has it");
}

#[test]
fn whatever_becomes_of_a_banner_it_no_longer_stands() {
    for answer in [Answer::Log, Answer::Later, Answer::Expired, Answer::Dismissed, Answer::Open] {
        let (mut desk, _, banner, now) = shown(&["Amara"], &place("bus/:1.7", 12));
        desk.nod.answer_banner(&banner, answer, now).unwrap();
        assert_eq!(desk.nod.left_standing("bus/:1.7", now).unwrap(), [], "{answer:?}");
    }
    let (mut desk, _, banner, now) = shown(&["Amara"], &place("bus/:1.7", 12));
    desk.nod.banner_not_shown(&banner).unwrap();
    assert_eq!(desk.nod.left_standing("bus/:1.7", now).unwrap(), []);
    assert_eq!(desk.nod.claim_banners(now).unwrap(), [banner], "given back, it comes again");
}

#[test]
fn erasing_a_person_leaves_no_name_of_a_reminder_behind() {
    let (mut desk, people, _, now) = shown(&["Amara"], &place("bus/:1.7", 12));
    desk.nod.person_erase(people[0]).unwrap();
    assert_eq!(desk.number("SELECT count(*) FROM state WHERE value LIKE '%rhythm-%'"), 0);
    assert_eq!(desk.nod.left_standing("bus/:1.7", now).unwrap(), []);
}

#[test]
fn a_doubted_clock_is_said_while_it_is_doubted() {
    let (mut desk, _, _, now) = shown(&["Amara"], &place("bus/:1.7", 12));
    assert_eq!(desk.nod.clock_doubt(now).unwrap(), None);
    let leapt = at("2031-11-20 10:00");
    let said = desk.nod.clock_doubt(leapt).unwrap().unwrap();
    assert!(said.contains("20 November 2031") && said.contains("20 November 2026"), "{said}");
    assert_eq!(desk.nod.today(None, leapt).unwrap().clock, Some(said));
    desk.nod.look(leapt).unwrap();
    let next = after(leapt, TimeDelta::hours(23));
    assert!(desk.nod.clock_doubt(next).unwrap().is_some());
    // One that has held for a day is believed, also before anyone looked again.
    assert_eq!(desk.nod.clock_doubt(after(leapt, TimeDelta::hours(25))).unwrap(), None);
    // One that is put right is believed at once.
    assert_eq!(desk.nod.clock_doubt(after(now, TimeDelta::hours(25))).unwrap(), None);
}
