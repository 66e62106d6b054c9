//! 5, 6 and 17: clocks that go back, machines that sleep, and a clock that is not to be believed.

use std::collections::HashMap;

use chrono::TimeDelta;
use nod_core::nod::BannerKind;
use proptest::prelude::*;

use super::CASES;
use super::history::history;
use super::machine::{Daemon, Machine, names};
use crate::support::cases;

fn calmly(world: &mut Machine) {
    world.set_daemon(Daemon::Here);
    world.crash = None;
    world.look();
}

proptest! {
    #![proptest_config(cases(CASES))]

    /// 5. Nothing that was shown is shown again because the clock went back, on its way to where it was.
    #[test]
    fn i05_a_backward_jump_shows_nothing_again(history in history(), slept in 0..5_i64, minutes in 1..6000_i64) {
        let mut world = Machine::after(&history);
        calmly(&mut world);
        // Whoever slept has days behind them on which nothing was shown.
        world.now.utc += TimeDelta::days(slept);
        world.look();
        for _ in 0..4 {
            let Some(wake) = world.wake.filter(|_| world.live.is_empty()) else { break };
            world.pass(wake);
        }
        let there = world.now.utc;
        // What the user put off comes again as often as they asked.
        let mut last: HashMap<String, _> = HashMap::new();
        for show in world.shows.iter().filter(|show| show.noted) {
            for name in names(&show.banner) {
                let at: &mut chrono::DateTime<chrono::Utc> = last.entry(name).or_insert(show.at.utc);
                *at = (*at).max(show.at.utc);
            }
        }
        let shown = world.shows.len();
        world.now.utc -= TimeDelta::minutes(minutes);
        world.look();
        world.pass(there);
        for show in &world.shows[shown..] {
            for name in names(&show.banner) {
                let again = last.get(&name).is_some_and(|at| *at > show.at.utc);
                prop_assert!(!again, "{} came at {:?} and again at {:?}", name, last.get(&name), show.at.utc);
            }
        }
    }

    /// 6. Whoever slept over many periods is shown one banner with each person at most once, appointments aside.
    #[test]
    fn i06_a_long_sleep_ends_in_one_banner(history in history(), days in 1..70_i64, minutes in 0..1440_i64) {
        let mut world = Machine::after(&history);
        calmly(&mut world);
        let shown = world.shows.len();
        world.now.utc += TimeDelta::days(days) + TimeDelta::minutes(minutes);
        world.look();
        world.look();
        let people = || world.shows[shown..].iter().flat_map(|show| names(&show.banner));
        let digests = world.shows[shown..].iter().filter(|show| show.banner.kind != BannerKind::Own).count();
        prop_assert!(digests <= 1, "{} banners", digests);
        let mut about: HashMap<String, usize> = HashMap::new();
        for name in people() {
            // Kind and id without the date: at most one occurrence of each.
            *about.entry(name[..name.len() - 11].to_owned()).or_default() += 1;
        }
        prop_assert!(about.values().all(|times| *times == 1), "{:?}", about);
        let ids: Vec<String> = people()
            .filter_map(|name| world.read().reminder_person(&name, world.now).unwrap().flatten())
            .map(|id| id.to_string())
            .collect();
        let distinct: std::collections::HashSet<_> = ids.iter().collect();
        prop_assert_eq!(distinct.len(), ids.len(), "someone twice");
    }

    /// 17. A clock over a year off shows nothing for a day, and what it would have shown is there when it is right again.
    #[test]
    fn i17_a_clock_a_year_off_is_held(history in history(), days in 370..4000_i64, back in any::<bool>()) {
        let mut world = Machine::after(&history);
        calmly(&mut world);
        // Seen by a resident, else there is nothing to hold the clock against.
        let (there, today) = (world.now.utc, world.names());
        let mut held = world.twin();
        held.live.clear();
        let shown = held.shows.len();
        let leap = TimeDelta::days(if back { -days } else { days });
        held.now.utc += leap;
        held.look();
        for _ in 0..20 {
            held.now.utc += TimeDelta::hours(1);
            held.look();
        }
        prop_assert_eq!(held.shows.len(), shown, "a banner from a clock that is wrong");
        held.now.utc = there;
        held.look();
        prop_assert_eq!(held.names(), today);
        let entries = |world: &Machine| world.ask::<i64>("SELECT count(*) FROM banner", []);
        prop_assert_eq!(entries(&held), entries(&world));
    }

    /// 17. A clock that holds its word for a day is believed.
    #[test]
    fn i17_a_clock_that_stays_is_believed(history in history(), days in 370..4000_i64) {
        let mut world = Machine::after(&history);
        calmly(&mut world);
        world.now.utc += TimeDelta::days(days);
        world.look();
        world.now.utc += TimeDelta::hours(25);
        world.look();
        let doubts: i64 = world.ask("SELECT count(*) FROM state WHERE name = 'doubted_ms'", []);
        prop_assert_eq!(doubts, 0);
    }
}
