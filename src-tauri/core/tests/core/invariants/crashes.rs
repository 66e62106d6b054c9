//! 4 and 13: crashes cost at most a banner, and no click is lost to one.

use std::collections::{BTreeMap, HashSet};

use nod_core::nod::Answer;
use proptest::prelude::*;

use super::CASES;
use super::history::history;
use super::machine::{Crash, Daemon, Machine, answers, slots};
use crate::support::cases;

/// The world at its next banner, just before it is shown; nothing when none comes within eight days.
fn before_a_banner(mut world: Machine) -> Option<Machine> {
    world.set_daemon(Daemon::Here);
    world.crash = None;
    let until = world.now.utc + chrono::TimeDelta::days(8);
    loop {
        let mut ahead = world.twin();
        let shown = ahead.shows.len();
        ahead.look();
        if ahead.shows.len() > shown {
            return Some(world);
        }
        world = ahead;
        world.now.utc = world.wake.filter(|wake| *wake < until)?;
    }
}

/// How often each reminder came in each slot since.
fn since(world: &Machine, shown: usize) -> BTreeMap<(String, chrono::NaiveDate, i64), usize> {
    let mut times = BTreeMap::new();
    for show in &world.shows[shown..] {
        for (name, slot) in slots(&show.banner) {
            *times.entry((name, show.banner.on, slot)).or_default() += 1;
        }
    }
    times
}

proptest! {
    #![proptest_config(cases(CASES))]

    /// 4. Wherever it crashes, Today stays the same, nothing is lost, and at most one banner comes twice.
    #[test]
    fn i04_a_crash_costs_at_most_one_banner_too_many(history in history(), point in 0..3_usize) {
        let Some(mut calm) = before_a_banner(Machine::after(&history)) else { return Ok(()) };
        let shown = calm.shows.len();
        let mut crashed = calm.twin();
        crashed.crash = Some([Crash::Claimed, Crash::Taken, Crash::Noted][point]);
        calm.look();
        crashed.look();
        prop_assert_eq!(calm.names(), crashed.names());
        let minutes = calm.now.utc + chrono::TimeDelta::minutes(5);
        calm.pass(minutes);
        crashed.pass(minutes);
        prop_assert_eq!(calm.names(), crashed.names());
        // At the turn of a window or a day a slot is taken at another time than it would have been.
        let (fine, bad) = (since(&calm, shown), since(&crashed, shown));
        let banners = (calm.shows.len() - shown, crashed.shows.len() - shown);
        prop_assert!(banners.1 <= banners.0 + 1, "{:?} {:?}", fine, bad);
        let near_a_turn = calm.shows[shown..].iter().any(|show| {
            let later = nod_core::clock::Now::at(show.at.utc + chrono::TimeDelta::minutes(5), show.at.zone);
            later.today() != show.at.today() || later.minute_of_day() < show.at.minute_of_day()
                || show.settings.windows.iter().chain([&show.settings.quiet_from])
                    .any(|turn| (show.at.minute_of_day()..=later.minute_of_day()).contains(turn) && *turn > show.at.minute_of_day())
        });
        if !near_a_turn {
            let of = |times: &BTreeMap<(String, _, i64), usize>| times.keys().cloned().collect::<HashSet<_>>();
            prop_assert_eq!(of(&fine), of(&bad));
        }
    }

    /// 13. A click while the database is closed is carried out once it is open, as if nothing had happened.
    #[test]
    fn i13_a_click_before_the_database_is_open_is_kept(history in history(), which in 0..5_usize) {
        let Some(mut open) = before_a_banner(Machine::after(&history)) else { return Ok(()) };
        open.look();
        let banner = open.live.last().cloned().unwrap();
        let mut closed = open.twin();
        let answer = answers(banner.kind)[which % answers(banner.kind).len()];
        open.answer(&banner, answer);
        // The banner was made by a Nod that is gone.
        closed.restart();
        closed.answer(&banner, answer);
        prop_assert_eq!(open.names(), closed.names());
        let moments = |world: &Machine| world.ask::<i64>("SELECT count(*) FROM moment", []);
        prop_assert_eq!(moments(&open), moments(&closed));
        let states = |world: &Machine| world.ask::<String>(
            "SELECT group_concat(reminder || on_date || slot || state, ' ') FROM (SELECT * FROM banner ORDER BY 1, 2, 3)", [],
        );
        prop_assert_eq!(states(&open), states(&closed));
        let settles = matches!(answer, Answer::Log | Answer::Done | Answer::Later | Answer::NotNow);
        prop_assert!(!settles || !closed.names().contains(&banner.reminder), "{:?} did nothing", answer);
    }
}
