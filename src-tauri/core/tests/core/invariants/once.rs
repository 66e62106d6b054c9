//! 3: one live occurrence, and an action twice is an action once.

use std::collections::{HashMap, HashSet};

use nod_core::delivery::SLOT_ASKED;
use proptest::prelude::*;

use super::CASES;
use super::history::{Op, history};
use super::machine::{Daemon, Machine, answers, slots};
use crate::support::{cases, dump};

/// Today names nothing and nobody twice, and no two banners that are up are the same reminder's of a day and slot.
fn nothing_is_there_twice(world: &Machine) {
    let mut up = HashSet::new();
    for key in world.live.iter().flat_map(|banner| slots(banner).into_iter().map(|slot| (slot, banner.on))) {
        assert!(up.insert(key.clone()), "{key:?} is up twice");
    }
    let rows = world.today();
    let ids: HashSet<_> = rows.iter().map(|row| &row.id).collect();
    let people: Vec<_> = rows.iter().filter_map(|row| row.person.as_ref().map(|chip| chip.id)).collect();
    let distinct: HashSet<_> = people.iter().collect();
    assert_eq!((ids.len(), distinct.len()), (rows.len(), people.len()), "{ids:?}");
}

proptest! {
    #![proptest_config(cases(CASES))]

    /// 3. A reminder comes once a day and window, and once for each time it was put off.
    #[test]
    fn i03_a_reminder_has_one_banner_a_day_and_slot(history in history()) {
        let history = history.without(|op| op.is_trouble() || matches!(op, Op::Undo | Op::Redo));
        let mut world = Machine::after(&history);
        world.idle(2);
        let (mut seen, mut asked) = (HashSet::new(), HashMap::<String, usize>::new());
        for show in &world.shows {
            for (name, slot) in slots(&show.banner) {
                if slot == SLOT_ASKED {
                    *asked.entry(name).or_default() += 1;
                } else {
                    prop_assert!(seen.insert((name.clone(), show.banner.on, slot)), "{} twice in {}", name, slot);
                }
            }
        }
        for (name, times) in asked {
            let appointment = usize::from(name.starts_with("own-"));
            let most = world.put_off.get(&name).copied().unwrap_or(0) + appointment;
            prop_assert!(times <= most, "{} came {} times for {}", name, times, most);
        }
    }

    /// 3. Whatever happens, no reminder is up twice for a day and slot, and nobody has two rows.
    #[test]
    fn i03_there_is_one_live_occurrence(history in history()) {
        Machine::watched(&history, nothing_is_there_twice).idle(2);
    }

    /// 3. Whatever a banner is answered with, the same again changes nothing.
    #[test]
    fn i03_an_action_twice_is_once(history in history(), which in 0..5_usize) {
        let mut world = Machine::after(&history);
        world.set_daemon(Daemon::Here);
        world.crash = None;
        for _ in 0..6 {
            if !world.live.is_empty() {
                break;
            }
            let Some(wake) = world.wake else { break };
            world.pass(wake);
        }
        for banner in world.live.clone() {
            let answers = answers(banner.kind);
            let answer = answers[which % answers.len()];
            world.answer(&banner, answer);
            let (once, entries) = (dump(world.path()), entries(&world));
            world.answer(&banner, answer);
            prop_assert_eq!(dump(world.path()), once);
            prop_assert_eq!(self::entries(&world), entries);
        }
        for name in world.names().into_iter().take(2) {
            let now = world.now;
            match which {
                0 => drop(world.nod().skip(&name, now).unwrap()),
                1 => drop(world.nod().later(&name, "tomorrow", now).unwrap()),
                _ => world.settle(&name),
            }
            let (once, entries) = (dump(world.path()), entries(&world));
            match which {
                0 => drop(world.nod().skip(&name, now).unwrap()),
                1 => drop(world.nod().later(&name, "tomorrow", now).unwrap()),
                _ => world.settle(&name),
            }
            prop_assert_eq!(dump(world.path()), once);
            prop_assert_eq!(self::entries(&world), entries);
        }
    }
}

fn entries(world: &Machine) -> i64 {
    world.ask("SELECT count(*) FROM journal", [])
}
