//! 14: without a daemon Today has everything, and nothing spins.

use nod_core::clock::Now;
use proptest::prelude::*;

use super::CASES;
use super::history::history;
use super::machine::{Daemon, Machine};
use crate::support::cases;

const DAYS: i64 = 3;

proptest! {
    #![proptest_config(cases(CASES))]

    /// 14. Gone or full, a daemon changes nothing on Today and costs no more wakes than the days have reasons for.
    #[test]
    fn i14_without_a_daemon_everything_stays_on_today_and_nothing_spins(history in history(), full in any::<bool>()) {
        let mut world = Machine::after(&history);
        world.crash = None;
        let mut without = world.twin();
        world.set_daemon(Daemon::Here);
        without.set_daemon(if full { Daemon::Full } else { Daemon::Gone });
        world.idle(DAYS);
        without.idle(DAYS);
        prop_assert_eq!(world.names(), without.names());
        let settings = without.settings();
        let reasons: i64 = without.ask("SELECT (SELECT count(*) FROM put_off) + 4 * (SELECT count(*) FROM own_reminder)", []);
        // Windows, midnight, the end of the quiet hours; every refusal is tried half an hour later in this world.
        let a_day = settings.windows.len() + 3 + if full { 48 } else { 0 };
        let most = a_day * usize::try_from(DAYS + 1).unwrap() + usize::try_from(reasons).unwrap() + 4;
        prop_assert!(without.looks <= most, "{} looks", without.looks);
    }

    /// 14. What could not be shown is shown when a daemon comes, however often it was tried before.
    #[test]
    fn i14_a_daemon_that_comes_is_given_what_waits(history in history(), tries in 1..6_usize) {
        let mut world = Machine::after(&history);
        world.crash = None;
        world.set_daemon(Daemon::Here);
        // Where something is to be shown.
        let mut found = None;
        for _ in 0..8 {
            let mut ahead = world.twin();
            let shown = ahead.shows.len();
            ahead.look();
            if ahead.shows.len() > shown {
                found = Some(ahead.shows.split_off(shown));
                break;
            }
            let Some(wake) = ahead.wake else { break };
            world = ahead;
            world.now.utc = wake;
        }
        let Some(expected) = found else { return Ok(()) };
        let shown = world.shows.len();
        for _ in 0..tries {
            world.set_daemon(Daemon::Here);
            world.daemon = Daemon::Full;
            world.look();
            prop_assert!(world.wake.is_none_or(|wake| wake > world.now.utc));
        }
        prop_assert_eq!(world.shows.len(), shown);
        world.set_daemon(Daemon::Here);
        world.look();
        let said = |shows: &[super::machine::Show]| -> Vec<_> {
            shows.iter().map(|show| (show.banner.clone(), Now::at(show.at.utc, show.at.zone))).collect()
        };
        prop_assert_eq!(said(&world.shows[shown..]), said(&expected));
    }
}
