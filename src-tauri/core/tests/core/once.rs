//! The same action twice is the same as once.

use nod_core::nod::Answer;

use crate::support::{Desk, at, desk};

/// Someone whose rhythm is due on 20 November, and the reminder's id.
fn due() -> (Desk, String) {
    let mut desk = desk();
    let then = at("2026-11-13 09:30");
    desk.plainly(then);
    let person = desk.add("Amara", Some(7), then);
    desk.log(&[person], nod_core::moment::Direction::Mine, then);
    let reminder = desk.reminders(at("2026-11-20 10:00")).remove(0);
    (desk, reminder)
}

/// The second time changes no row and leaves no entry.
fn twice(desk: &mut Desk, mut act: impl FnMut(&mut Desk)) {
    let first = desk.dump();
    act(desk);
    let (once, entries) = (desk.dump(), desk.entries());
    assert_ne!(first, once);
    act(desk);
    assert_eq!((desk.dump(), desk.entries()), (once, entries));
}

#[test]
fn later_twice_is_later_once() {
    let (mut desk, reminder) = due();
    let now = at("2026-11-20 10:00");
    twice(&mut desk, |desk| drop(desk.nod.later(&reminder, "tomorrow", now).unwrap()));
}

#[test]
fn skip_twice_is_skip_once() {
    let (mut desk, reminder) = due();
    let now = at("2026-11-20 10:00");
    twice(&mut desk, |desk| drop(desk.nod.skip(&reminder, now).unwrap()));
}

#[test]
fn logging_a_reminder_twice_logs_it_once() {
    let (mut desk, reminder) = due();
    let now = at("2026-11-20 10:00");
    twice(&mut desk, |desk| drop(desk.nod.log_reminder(&reminder, now).unwrap()));
}

#[test]
fn a_banner_answered_twice_is_answered_once() {
    for answer in [Answer::Log, Answer::Later] {
        let (mut desk, _) = due();
        let now = at("2026-11-20 10:00");
        let banner = desk.nod.claim_banners(now).unwrap().remove(0);
        desk.nod.banner_shown(&banner).unwrap();
        let mut confirmed = Vec::new();
        twice(&mut desk, |desk| {
            confirmed.push(desk.nod.answer_banner(&banner, answer, now).unwrap().is_some())
        });
        assert_eq!(confirmed, [true, false]);
    }
}

#[test]
fn a_banner_answered_after_its_reminder_was_settled_elsewhere_changes_nothing() {
    let (mut desk, reminder) = due();
    let now = at("2026-11-20 10:00");
    let banner = desk.nod.claim_banners(now).unwrap().remove(0);
    desk.nod.log_reminder(&reminder, now).unwrap();
    let settled = desk.dump();
    for answer in [Answer::Log, Answer::Later, Answer::Expired, Answer::Dismissed, Answer::Open] {
        assert_eq!(desk.nod.answer_banner(&banner, answer, now).unwrap(), None);
    }
    assert_eq!(desk.dump(), settled);
}

#[test]
fn a_follow_up_answered_twice_is_answered_once() {
    let mut desk = desk();
    let then = at("2026-11-13 09:30");
    desk.plainly(then);
    desk.add("Amara Okafor", None, then);
    desk.nod.quick_log(&crate::support::typed("amara thx >fri ask about the demo"), then).unwrap();
    let now = at("2026-11-20 10:00");
    let reminder = desk.reminders(now).remove(0);
    assert!(reminder.starts_with("follow-up-"));
    twice(&mut desk, |desk| drop(desk.nod.log_reminder(&reminder, now).unwrap()));
    assert!(desk.reminders(now).is_empty());
}
