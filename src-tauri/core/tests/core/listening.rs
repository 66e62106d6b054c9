//! The listening timer.

use nod_core::error::Error;
use nod_core::gesture::GestureId;

use crate::support::{at, desk};

#[test]
fn the_timer_logs_itself_at_the_instant_it_ended() {
    let mut desk = desk();
    let amara = desk.add("Amara", Some(7), at("2026-11-20 10:00"));
    let running = desk.nod.listen(amara, 2, at("2026-11-20 10:00")).unwrap();
    assert_eq!(running.until, at("2026-11-20 10:02").utc);
    assert_eq!(
        desk.nod.next_wake(at("2026-11-20 10:00")).unwrap(),
        Some(running.until),
        "someone wakes for it"
    );
    assert_eq!(desk.nod.listened(at("2026-11-20 10:01")).unwrap(), None, "it still runs");

    let logged = desk.nod.listened(at("2026-11-20 10:07")).unwrap().expect("it is over");
    assert_eq!(logged.words, "Listened to Amara");
    assert_eq!(logged.moment.gestures, [GestureId::listened()]);
    assert_eq!(logged.moment.at, at("2026-11-20 10:02").utc);
    assert_eq!(desk.nod.listened(at("2026-11-20 10:08")).unwrap(), None, "and is logged once");
    desk.nod.undo(logged.op).unwrap();
    assert_eq!(desk.nod.moments(&Default::default(), at("2026-11-20 10:09")).unwrap().total, 0);
    assert_eq!(desk.nod.listening(at("2026-11-20 10:09")).unwrap(), None, "Undo starts no timer");
}

#[test]
fn the_timer_outlives_a_restart() {
    let mut desk = desk();
    let amara = desk.add("Amara", Some(7), at("2026-11-20 10:00"));
    desk.nod.listen(amara, 5, at("2026-11-20 10:00")).unwrap();
    let mut desk = desk.reopen();
    assert_eq!(desk.nod.listening(at("2026-11-20 10:03")).unwrap().unwrap().name, "Amara");
    assert!(desk.nod.listened(at("2026-11-20 10:05")).unwrap().is_some());
}

#[test]
fn two_who_wait_for_the_end_log_it_once() {
    let mut desk = desk();
    let amara = desk.add("Amara", Some(7), at("2026-11-20 10:00"));
    desk.nod.listen(amara, 2, at("2026-11-20 10:00")).unwrap();
    let mut other = desk.second();
    let now = at("2026-11-20 10:02");
    assert!(other.listened(now).unwrap().is_some());
    assert_eq!(desk.nod.listened(now).unwrap(), None);
    assert_eq!(desk.nod.moments(&Default::default(), now).unwrap().total, 1);
}

#[test]
fn stopped_before_its_time_it_logs_only_what_is_asked_for() {
    let mut desk = desk();
    let amara = desk.add("Amara", Some(7), at("2026-11-20 10:00"));
    desk.nod.listen(amara, 2, at("2026-11-20 10:00")).unwrap();
    assert_eq!(desk.nod.stop_listening(false, at("2026-11-20 10:01")).unwrap(), None);
    assert_eq!(desk.nod.listening(at("2026-11-20 10:01")).unwrap(), None);
    assert_eq!(desk.nod.moments(&Default::default(), at("2026-11-20 10:01")).unwrap().total, 0);
    desk.nod.listen(amara, 2, at("2026-11-20 10:02")).unwrap();
    let logged = desk.nod.stop_listening(true, at("2026-11-20 10:03")).unwrap().unwrap();
    assert_eq!(logged.moment.at, at("2026-11-20 10:03").utc);
}

#[test]
fn one_timer_runs_at_a_time_and_not_for_ever() {
    let mut desk = desk();
    let now = at("2026-11-20 10:00");
    let (amara, leo) = (desk.add("Amara", Some(7), now), desk.add("Leo", None, now));
    desk.nod.listen(amara, 2, now).unwrap();
    for refused in
        [desk.nod.listen(leo, 2, now), desk.nod.listen(amara, 0, now), desk.nod.listen(leo, 121, now)]
    {
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    }
    assert_eq!(desk.nod.listening(now).unwrap().unwrap().person, amara);
}

#[test]
fn a_clock_set_back_ends_the_timer_and_does_not_hold_it_for_hours() {
    let mut desk = desk();
    let amara = desk.add("Amara", Some(7), at("2026-11-20 10:00"));
    desk.nod.listen(amara, 2, at("2026-11-20 10:00")).unwrap();
    let back = at("2026-11-20 07:00");
    let logged = desk.nod.listened(back).unwrap().expect("it is over");
    assert_eq!(logged.moment.at, back.utc);
}

#[test]
fn someone_deleted_meanwhile_is_not_logged_and_someone_erased_leaves_no_timer() {
    let mut desk = desk();
    let now = at("2026-11-20 10:00");
    let amara = desk.add("Amara", Some(7), now);
    desk.nod.listen(amara, 2, now).unwrap();
    desk.nod.person_delete(amara, now).unwrap();
    assert_eq!(desk.nod.listened(at("2026-11-20 10:05")).unwrap(), None);
    let leo = desk.add("Leo", None, now);
    desk.nod.listen(leo, 2, now).unwrap();
    desk.nod.person_erase(leo).unwrap();
    assert_eq!(desk.number("SELECT count(*) FROM state WHERE name = 'listening'"), 0);
}
