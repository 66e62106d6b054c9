//! 2 and 16: never early, and the same every time.

use chrono::{NaiveDate, TimeDelta};
use nod_core::api::Reminder;
use nod_core::clock::{days_between, plus_days};
use nod_core::id::PersonId;
use nod_core::plan::{ReminderKey, Subject};
use proptest::prelude::*;
use rusqlite::OptionalExtension;

use super::CASES;
use super::history::{history, history_and_more};
use super::machine::Machine;
use crate::support::cases;

/// The earliest day a reminder may come, by what the tables say and the rules in words: for a rhythm four fifths of it
/// after the last moment that moves it, or after the day it was skipped.
fn earliest(world: &Machine, row: &Reminder) -> Option<NaiveDate> {
    let key: ReminderKey = row.id.parse().unwrap();
    match key.subject {
        Subject::Rhythm(id) => {
            let rhythm: Option<u32> = world.ask(
                "SELECT coalesce(p.rhythm_days, c.rhythm_days) FROM person AS p LEFT JOIN circle AS c ON c.id = p.circle WHERE p.id = ?1",
                [id],
            );
            let bends: i64 = world.ask(
                "SELECT (SELECT count(*) FROM transition WHERE person = ?1) + (SELECT count(*) FROM block WHERE person = ?1 AND kind = 'leave')",
                [id],
            );
            let last = last_moment(world, id);
            let skipped: Option<NaiveDate> = world.ask(
                "SELECT max(max(made_on, due)) FROM put_off WHERE person = ?1 AND until_ms IS NULL AND reminder GLOB 'rhythm-*'
                     AND made_on >= coalesce((SELECT max(on_date) FROM moment_person WHERE person = ?1 AND moves = 1), '')",
                [id],
            );
            let base = last.max(skipped);
            match (base, rhythm) {
                (Some(base), Some(rhythm)) if bends == 0 => Some(plus_days(base, rhythm - rhythm / 5)),
                // Dense as a transition may be, never twice on a day.
                (Some(base), _) => {
                    let starts = row.why.is_empty();
                    (!starts && bends == 0).then(|| plus_days(base, 1))
                }
                (None, _) => Some(world.ask("SELECT created_on FROM person WHERE id = ?1", [id])),
            }
        }
        Subject::FollowUp(id) => Some(world.ask("SELECT on_date FROM follow_up WHERE id = ?1", [id])),
        Subject::Thanks(id) => {
            let noted: NaiveDate = world.ask("SELECT noted_on FROM contribution WHERE id = ?1", [id]);
            Some(plus_days(noted, 1))
        }
        Subject::Birthday(id) => {
            let birthday: String = world.ask("SELECT birthday FROM person WHERE id = ?1", [id]);
            let (month, day) = (birthday[2..4].parse().unwrap(), birthday[5..7].parse().unwrap());
            let from = nod_core::clock::minus_days(key.due, 0);
            let date = nod_core::occasion::yearly(month, day, from);
            // As many days before as are led by, and then back to a working day.
            (days_between(key.due, date) > i64::from(world.settings().lead_days) + 6).then_some(date)
        }
        Subject::Drift(id) => last_moment(world, id).map(|last| plus_days(last, 15)),
        Subject::Own(id) => Some(world.ask("SELECT on_date FROM own_reminder WHERE id = ?1", [id])),
        Subject::Anniversary(_) | Subject::Occasion(_) => None,
    }
}

fn last_moment(world: &Machine, id: PersonId) -> Option<NaiveDate> {
    world.ask("SELECT max(on_date) FROM moment_person WHERE person = ?1 AND moves = 1", [id])
}

fn nothing_is_early(world: &Machine) {
    let (now, today) = (world.now, world.now.today());
    for row in world.today() {
        assert!(row.due <= today, "{} on {today}", row.id);
        let earliest = earliest(world, &row);
        assert!(earliest.is_none_or(|day| day <= today), "{} on {today}, not before {earliest:?}", row.id);
        let until: Option<i64> = world
            .file()
            .query_row("SELECT until_ms FROM put_off WHERE reminder = ?1", [&row.id], |row| row.get(0))
            .optional()
            .unwrap()
            .flatten();
        assert!(until.is_none_or(|until| until <= now.utc.timestamp_millis()), "{} was put off", row.id);
        if let Some(own) = row.own {
            let minute: Option<u16> = world.ask("SELECT at_minute FROM own_reminder WHERE id = ?1", [own]);
            assert!(
                minute.is_none_or(|minute| now.instant_at(row.due, minute) <= now.utc),
                "{} early",
                row.id
            );
        }
    }
}

/// What there is to see: banners, wakes, Today.
fn trace(world: &mut Machine, ops: &[super::history::Op]) -> Vec<String> {
    let mut lines = Vec::new();
    for op in ops {
        world.happen(op);
        lines.push(format!("{op:?}: {:?} at {:?}, then {:?}", world.names(), world.now, world.wake));
    }
    world.idle(3);
    lines.push(format!("{:?}", world.names()));
    lines.extend(world.shows.iter().map(|show| format!("{:?} at {:?}", show.banner, show.at)));
    lines
}

proptest! {
    #![proptest_config(cases(CASES))]

    /// 2. Nothing is on Today before its day and time, nor before what it was put off to; banners come from Today.
    #[test]
    fn i02_nothing_comes_early(history in history()) {
        let mut world = Machine::watched(&history, nothing_is_early);
        world.idle(2);
        for show in &world.shows {
            for name in super::machine::names(&show.banner) {
                let key: ReminderKey = name.parse().unwrap();
                prop_assert!(key.due <= show.at.today(), "{} on {}", name, show.at.today());
            }
        }
    }

    /// 16. The same file, the same seed and the same happenings give the same banners, wakes and Today.
    #[test]
    fn i16_the_same_seed_gives_the_same_trace((history, more) in history_and_more()) {
        let more: Vec<_> = more.into_iter().filter(|op| !op.makes_an_id()).collect();
        let mut world = Machine::after(&history);
        let mut twin = world.twin();
        twin.now.utc += TimeDelta::zero();
        prop_assert_eq!(trace(&mut world, &more), trace(&mut twin, &more));
    }
}
