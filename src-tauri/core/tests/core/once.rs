//! The same action twice is the same as once.

use nod_core::api::{Done, NewContribution, NewOccasion, NewOwnReminder, Recurrence, RecurrenceUnit};
use nod_core::clock::Now;
use nod_core::error::{Error, Result};
use nod_core::id::{OwnReminderId, PersonId};
use nod_core::nod::Answer;
use nod_core::transition::TransitionKind;

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
fn an_answer_that_was_carried_out_is_confirmed_though_it_could_not_be_noted() {
    for answer in [Answer::Log, Answer::Later] {
        let (mut desk, _) = due();
        let now = at("2026-11-20 10:00");
        let banner = desk.nod.claim_banners(now).unwrap().remove(0);
        desk.nod.banner_shown(&banner).unwrap();
        let before = desk.dump();
        let file = rusqlite::Connection::open(desk.nod.database()).unwrap();
        let refuse =
            "CREATE TRIGGER refuse BEFORE UPDATE ON banner BEGIN SELECT RAISE(ABORT, 'not now'); END";
        file.execute_batch(refuse).unwrap();
        let confirmation = desk.nod.answer_banner(&banner, answer, now).unwrap().unwrap();
        assert_eq!(desk.nod.answer_banner(&banner, answer, now).ok().flatten(), None, "and once only");
        file.execute_batch("DROP TRIGGER refuse").unwrap();
        assert!(desk.reminders(now).is_empty());
        desk.nod.undo(Some(confirmation.op)).unwrap();
        assert_eq!(desk.dump(), before);
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

/// A named command on a desk where there is something of each kind to do it with.
type Command = (&'static str, fn(&mut Desk, PersonId, Now) -> Result<Done>);

/// A desk with one of everything that commands act on.
fn one_of_each() -> (Desk, PersonId, Now) {
    let (mut desk, _) = due();
    let now = at("2026-11-20 10:00");
    let person = desk.nod.find_people("amara", 1, now).unwrap()[0].id;
    let date = |text: &str| text.parse().unwrap();
    let thanks = NewContribution { person, what: "the notes".into(), changed: String::new(), on: None };
    desk.nod.contribution_add(&thanks, now).unwrap();
    desk.nod.follow_up_add(person, "the exam", date("2026-11-27"), now).unwrap();
    let exam =
        NewOccasion { person, title: "exam".into(), day: "2027-05-01".into(), yearly: false, lead_days: 0 };
    desk.nod.occasion_add(&exam, now).unwrap();
    let every = Some(Recurrence { count: 1, unit: RecurrenceUnit::Week });
    let own = NewOwnReminder { text: "call".into(), on: now.today(), at: None, every, person: None };
    desk.nod.own_add(&own, now).unwrap();
    desk.nod.person_pause(person, date("2026-11-25"), now).unwrap();
    desk.nod.away_add(date("2026-12-01"), date("2026-12-03"), now).unwrap();
    // Two banners that the daemon let go bring the offer of a longer rhythm.
    let file = rusqlite::Connection::open(desk.nod.database()).unwrap();
    for on in ["2026-11-20", "2026-11-26"] {
        let sql = "INSERT INTO banner (reminder, on_date, slot, person, state, claimed_ms)
                   VALUES ('rhythm-' || ?1, ?1, 0, ?2, 'expired', 0)";
        file.execute(sql, (on, person)).unwrap();
    }
    (desk, person, at("2026-11-27 10:00"))
}

/// Commands that settle or set something: the same again has nothing left to do.
const SETTLING: [Command; 17] = [
    ("thanked", |desk, _, now| {
        let id = desk.first("contribution");
        desk.nod.contribution_thanked(id.parse().unwrap(), now)
    }),
    ("thanks let go", |desk, _, now| {
        let id = desk.first("contribution");
        desk.nod.contribution_let_go(id.parse().unwrap(), now)
    }),
    ("follow-up asked", |desk, _, now| {
        let id = desk.first("follow_up");
        desk.nod.follow_up_done(id.parse().unwrap(), now)
    }),
    ("follow-up let go", |desk, _, now| {
        let id = desk.first("follow_up");
        desk.nod.follow_up_let_go(id.parse().unwrap(), now)
    }),
    ("follow-up moved", |desk, _, now| {
        let id = desk.first("follow_up");
        desk.nod.follow_up_move(id.parse().unwrap(), "2026-12-11".parse().unwrap(), now)
    }),
    ("occasion removed", |desk, _, now| {
        let id = desk.first("occasion");
        desk.nod.occasion_remove(id.parse().unwrap(), now)
    }),
    ("own reminder done", |desk, _, now| {
        let id = desk.first("own_reminder");
        let reminder = format!("own-{}-2026-11-27", id.parse::<OwnReminderId>().unwrap());
        desk.nod.own_done(&reminder, now)
    }),
    ("own reminder done, by its id", |desk, _, now| {
        let id = desk.first("own_reminder");
        desk.nod.own_done(&id, now)
    }),
    ("own reminder edited", |desk, _, now| {
        let id = desk.first("own_reminder").parse().unwrap();
        let own = NewOwnReminder {
            text: "call home".into(),
            on: "2026-12-11".parse().unwrap(),
            at: Some(900),
            ..desk.nod.own_reminder(id)?
        };
        desk.nod.own_edit(id, &own, now)
    }),
    ("occasion edited", |desk, _, now| {
        let id = desk.first("occasion").parse().unwrap();
        let own = NewOccasion { title: "big exam".into(), lead_days: 3, ..desk.nod.occasion(id)? };
        desk.nod.occasion_edit(id, &own, now)
    }),
    ("own reminder removed", |desk, _, now| {
        let id = desk.first("own_reminder");
        desk.nod.own_remove(id.parse().unwrap(), now)
    }),
    ("time away removed", |desk, _, now| {
        let id = desk.first("block");
        desk.nod.block_remove(id.parse().unwrap(), now)
    }),
    ("person heard again", |desk, person, now| desk.nod.person_resume(person, now)),
    ("transition", |desk, person, now| {
        desk.nod.transition_set(person, Some((TransitionKind::HardWeek, now.today())), now)
    }),
    ("offer declined", |desk, person, now| desk.nod.rhythm_offer(person, false, now)),
    ("paused", |desk, _, now| desk.nod.pause(Some("2026-12-01"), now)),
    ("archived", |desk, person, now| desk.nod.person_archive(person, true, now)),
];

/// Commands that add: the same again is one more.
const ADDING: [Command; 7] = [
    ("thanks", |desk, person, now| {
        let new = NewContribution { person, what: "the cake".into(), changed: String::new(), on: None };
        desk.nod.contribution_add(&new, now)
    }),
    ("occasion", |desk, person, now| {
        let new =
            NewOccasion { person, title: "move".into(), day: "--05-01".into(), yearly: true, lead_days: 2 };
        desk.nod.occasion_add(&new, now)
    }),
    ("own reminder", |desk, _, now| {
        let new =
            NewOwnReminder { text: "call".into(), on: now.today(), at: Some(900), every: None, person: None };
        desk.nod.own_add(&new, now)
    }),
    ("away", |desk, _, now| {
        desk.nod.away_add("2027-01-01".parse().unwrap(), "2027-01-09".parse().unwrap(), now)
    }),
    ("leave", |desk, person, now| {
        desk.nod.leave_add(person, "2027-01-01".parse().unwrap(), "2027-01-09".parse().unwrap(), now)
    }),
    ("quiet about a person", |desk, person, now| {
        desk.nod.person_pause(person, "2027-01-01".parse().unwrap(), now)
    }),
    ("follow-up", |desk, person, now| {
        desk.nod.follow_up_add(person, "the move", "2027-01-01".parse().unwrap(), now)
    }),
];

impl Desk {
    /// The id of the first row of a table, ended or not.
    fn first(&self, table: &str) -> String {
        let hex: String = crate::support::look(self.folder.path())
            .query_row(&format!("SELECT lower(hex(min(id))) FROM {table}"), [], |row| row.get(0))
            .unwrap();
        // What was removed is looked for again under the id it had.
        if hex.is_empty() { "00000000-0000-7000-8000-000000000000".to_owned() } else { hex }
    }
}

#[test]
fn what_settles_or_sets_something_does_so_once_and_can_be_undone() {
    for (name, command) in SETTLING {
        let (mut desk, person, now) = one_of_each();
        let before = desk.dump();
        let done = command(&mut desk, person, now).unwrap();
        assert!(done.op.is_some(), "{name} does nothing");
        let (once, entries) = (desk.dump(), desk.entries());
        assert_ne!(before, once, "{name}");
        // The same again is refused, or has nothing to undo; a table with several rows has its next one removed.
        if !name.ends_with("removed") {
            match command(&mut desk, person, now) {
                Ok(again) => assert_eq!(again.op, None, "{name}"),
                Err(error) => assert!(matches!(error, Error::Refused(_)), "{name}: {error}"),
            }
            assert_eq!((desk.dump(), desk.entries()), (once, entries), "{name} twice");
        }
        desk.nod.undo(done.op).unwrap();
        assert_eq!(desk.dump(), before, "{name} undone");
    }
}

#[test]
fn what_adds_something_can_be_undone() {
    for (name, command) in ADDING {
        let (mut desk, person, now) = one_of_each();
        let before = desk.dump();
        let done = command(&mut desk, person, now).unwrap();
        assert!(done.op.is_some() && desk.dump() != before, "{name} does nothing");
        desk.nod.undo(done.op).unwrap();
        assert_eq!(desk.dump(), before, "{name} undone");
    }
}

#[test]
fn later_and_not_now_can_be_undone() {
    for later in [true, false] {
        let (mut desk, reminder) = due();
        let now = at("2026-11-20 10:00");
        let (before, rows) = (desk.dump(), desk.reminders(now));
        let done =
            if later { desk.nod.later(&reminder, "2h", now) } else { desk.nod.skip(&reminder, now) }.unwrap();
        assert!(desk.reminders(now).is_empty());
        desk.nod.undo(done.op).unwrap();
        assert_eq!((desk.dump(), desk.reminders(now)), (before, rows));
    }
}
