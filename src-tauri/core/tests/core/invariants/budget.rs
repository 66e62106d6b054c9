//! 7 and 15: within the budget, also after an import and a restore.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use nod_core::api::{PersonFields, Settings};
use nod_core::delivery::SLOT_ASKED;
use nod_core::nod::BannerKind;
use proptest::prelude::*;

use super::CASES;
use super::history::{Op, history};
use super::machine::{Daemon, Machine, Show, names, slots};
use crate::support::{card, card_file, cases};

/// No more rows on Today than are wanted, but for those asked for by a time.
fn today_is_short(world: &Machine) {
    let asked = |id: &str| {
        id.starts_with("own-")
            || world
                .ask::<i64>("SELECT count(*) FROM put_off WHERE reminder = ?1 AND until_ms IS NOT NULL", [id])
                > 0
    };
    let rows = world.names();
    let called = rows.iter().filter(|id| asked(id)).count();
    let most = usize::from(world.settings().today_at_most);
    assert!(rows.len() <= most.max(called), "{} rows", rows.len());
}

/// A window's share: dealt out one by one, the earlier windows first.
fn share(settings: &Settings, window: usize) -> usize {
    (0..usize::from(settings.banners_a_day))
        .filter(|banner| banner % settings.windows.len() == window)
        .count()
}

/// The budget as each banner found it: by the day and by the window. What a crash left unnoted is one too many.
fn within_budget(shows: &[Show]) {
    let mut used: HashMap<NaiveDate, HashSet<(String, i64)>> = HashMap::new();
    for show in shows.iter().filter(|show| show.noted) {
        let day = used.entry(show.banner.on).or_default();
        for (name, slot) in slots(&show.banner).into_iter().filter(|(_, slot)| *slot != SLOT_ASKED) {
            let window = usize::try_from(slot).unwrap();
            day.insert((name, slot));
            let in_window = day.iter().filter(|(_, other)| *other == slot).count();
            assert!(day.len() <= usize::from(show.settings.banners_a_day), "{day:?} on {}", show.banner.on);
            assert!(in_window <= share(&show.settings, window), "{day:?} in {window}");
        }
    }
}

proptest! {
    #![proptest_config(cases(CASES))]

    /// 7. Never more banners a window and a day than wanted, and each is about something on Today.
    #[test]
    fn i07_banners_stay_within_the_budget_and_come_from_today(history in history()) {
        let mut world = Machine::watched(&history, today_is_short);
        world.idle(3);
        within_budget(&world.shows);
        for show in &world.shows {
            for name in names(&show.banner) {
                prop_assert!(show.today.contains(&name), "{} is not on Today", name);
            }
        }
    }

    /// 15. Many people at once, all with a rhythm, bring no more banners than a day wants, and are spread.
    #[test]
    fn i15_an_import_brings_no_storm(history in history(), count in 7..15_usize) {
        let mut world = Machine::after(&history.without(|op| matches!(op, Op::Change(_))));
        world.set_daemon(Daemon::Here);
        world.crash = None;
        let now = world.now;
        let birthday = now.today().format("%m%d");
        let cards: String =
            (0..count).map(|n| card(&format!("UID:u{n}\nFN:Newcomer {n}\nBDAY:--{birthday}"))).collect();
        world.nod().import_apply(&[card_file(&cards)], now).unwrap();
        prop_assert!(world.names().len() <= 5 + world.put_off.len() + 6, "{:?}", world.names());
        let circle = world.read().circles().unwrap()[2].id;
        for chip in world.read().find_people("newcomer", 50, now).unwrap() {
            let fields = world.read().person(chip.id, now).unwrap().fields;
            let fields = PersonFields { circle: Some(circle), birthday: String::new(), ..fields };
            world.nod().person_save(Some(chip.id), &fields, now).unwrap();
        }
        let newcomers = world.standing().today.iter().filter(|planned| {
            planned.rhythm == Some(30) && planned.moments == 0
        }).count();
        // Spread over 30 days by ids that are drawn by chance: three more than half at once happen once in 10^10 times.
        prop_assert!(newcomers <= count / 2 + 3, "{} of {} at once", newcomers, count);
        let shown = world.shows.len();
        world.look();
        let digests = world.shows[shown..].iter().filter(|show| show.banner.kind != BannerKind::Own).count();
        prop_assert!(digests <= 1);
        world.idle(2);
        within_budget(&world.shows);
    }

    /// 15. An older file put back brings one banner at most, and no backlog after a week.
    #[test]
    fn i15_a_restore_brings_no_storm(history in history(), days in 1..40_i64) {
        let mut world = Machine::after(&history);
        let mut restored = world.twin();
        world.idle(days.min(3));
        restored.now.utc += chrono::TimeDelta::days(days);
        restored.set_daemon(Daemon::Here);
        restored.crash = None;
        restored.restart();
        let shown = restored.shows.len();
        restored.look();
        let digests = restored.shows[shown..].iter().filter(|show| show.banner.kind != BannerKind::Own).count();
        prop_assert!(digests <= 1);
        restored.idle(1);
        let mut fresh = restored.shows.split_off(shown);
        // What the file forgot was shown today counts anew.
        fresh.retain(|show| show.noted);
        within_budget(&fresh);
    }
}
