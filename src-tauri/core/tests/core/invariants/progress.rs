//! 1 and 12: whatever is due comes, and there is always a next time.

use std::collections::HashSet;

use nod_core::plan::{Reason, next_due};
use proptest::prelude::*;

use super::CASES;
use super::history::history;
use super::machine::{Machine, TEAM, person};
use crate::support::cases;

proptest! {
    #![proptest_config(cases(CASES))]

    /// 1. Everything that stands is on Today once what stands before it is answered.
    #[test]
    fn i01_whatever_is_due_reaches_today_or_an_end(history in history()) {
        let mut world = Machine::after(&history);
        let due: Vec<String> = world.standing().today.iter().map(|planned| planned.key.to_string()).collect();
        let mut seen: HashSet<String> = HashSet::new();
        for _ in 0..=due.len() + 3 * TEAM {
            let rows = world.names();
            if rows.is_empty() {
                break;
            }
            seen.extend(rows.iter().cloned());
            world.settle(&rows[0]);
        }
        prop_assert!(world.names().is_empty(), "{:?} does not end", world.names());
        for name in due {
            let ended = world.read().reminder_person(&name, world.now).unwrap().is_none();
            prop_assert!(seen.contains(&name) || ended, "{} never came", name);
        }
    }

    /// 1. A rhythm that is due stays due under its name, however long nobody answers.
    #[test]
    fn i01_a_due_rhythm_is_never_pushed_on(history in history(), days in 1..6_i64) {
        let mut world = Machine::after(&history);
        // A jump forward may be a return, which does push on, once; here the user was never gone.
        world.look();
        if world.returns_ahead() {
            return Ok(());
        }
        let rhythms = |world: &Machine| -> Vec<(String, usize)> {
            let plain = world.standing().today.into_iter().filter(|planned| {
                matches!(planned.reason, Reason::Rhythm(_)) && planned.rhythm.is_some()
            });
            plain.map(|planned| {
                let number = usize::from(planned.person.unwrap().as_bytes()[0]) - 1;
                (planned.key.to_string(), number)
            }).collect()
        };
        let before = rhythms(&world);
        let amnesty: Option<String> = amnesty(&world);
        world.idle(days);
        if amnesty != self::amnesty(&world) {
            // An away period of a week ended meanwhile.
            return Ok(());
        }
        let (snapshot, _) = world.outlook();
        for (name, number) in before {
            let blocked = snapshot.people.iter().any(|state| {
                state.id == person(number) && (state.blocked(world.now.today()).is_some())
            });
            let moved_behind_a_block = snapshot.people.iter().any(|state| state.id == person(number) && !state.blocks.is_empty());
            let stands = world.read().reminder_person(&name, world.now).unwrap().is_some();
            prop_assert!(stands || blocked || moved_behind_a_block, "{} was pushed on", name);
        }
    }

    /// 12. After a moment or a skip the next due date lies ahead, and someone with a rhythm always has one.
    #[test]
    fn i12_the_next_due_date_is_strictly_later_and_always_found(history in history(), who in 0..TEAM, skips in any::<bool>()) {
        let mut world = Machine::after(&history);
        let (now, id) = (world.now, person(who));
        let row = world.today().into_iter().find(|row| row.person.as_ref().is_some_and(|chip| chip.id == id));
        let Some(fields) = world.fields(who) else { return Ok(()) };
        match row {
            Some(row) if skips && row.id.starts_with("rhythm-") => { world.nod().skip(&row.id, now).unwrap(); }
            _ => world.log(&[who], nod_core::moment::Direction::Mine, "thanked", None),
        }
        let due = world.read().person(id, now).unwrap().next_due;
        let has_rhythm = fields.rhythm_days.is_some() && !archived(&world, who);
        prop_assert!(due.is_some() || !has_rhythm, "nothing follows");
        prop_assert!(due.is_none_or(|due| due > now.today()), "{:?} is not later than {}", due, now.today());
        // And the scheduler finds it.
        world.look();
        if has_rhythm {
            let (snapshot, rules) = world.outlook();
            let next = next_due(&snapshot, now.today(), &rules);
            prop_assert!(next.is_some_and(|(date, _)| date > now.today() && Some(date) <= due), "{:?} {:?}", next, due);
            prop_assert!(world.wake.is_some_and(|wake| wake > now.utc && now.date_of(wake) <= due.unwrap()));
        }
    }
}

fn amnesty(world: &Machine) -> Option<String> {
    world.file().query_row("SELECT value FROM state WHERE name = 'amnesty'", [], |row| row.get(0)).ok()
}

fn archived(world: &Machine, who: usize) -> bool {
    world.ask("SELECT archived FROM person WHERE id = ?1", [person(who)])
}
