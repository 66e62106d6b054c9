//! 10 and 11: what ends a reminder, and what does not.

use chrono::TimeDelta;
use nod_core::api::Settings;
use nod_core::moment::Direction;
use nod_core::nod::Answer;
use proptest::prelude::*;

use super::CASES;
use super::history::history;
use super::machine::{Daemon, Machine, names};
use crate::support::{cases, dump};

/// The world with banners up, if any come within a few wakes.
fn with_banners(history: &super::history::History) -> Machine {
    let mut world = Machine::after(history);
    world.set_daemon(Daemon::Here);
    world.crash = None;
    world.look();
    for _ in 0..6 {
        if !world.live.is_empty() {
            break;
        }
        let Some(wake) = world.wake else { break };
        world.pass(wake);
    }
    world
}

proptest! {
    #![proptest_config(cases(CASES))]

    /// 10. A moment of one's own takes its people off Today, and their banners' buttons do nothing any more.
    #[test]
    fn i10_a_moment_closes_what_stood_for_its_people(history in history(), mutual in any::<bool>()) {
        let mut world = with_banners(&history);
        let people: Vec<_> = world.today().iter().filter_map(|row| row.person.as_ref().map(|chip| chip.id)).collect();
        let stale = world.live.clone();
        let who: Vec<usize> = people.iter().map(|id| usize::from(id.as_bytes()[0]) - 1).collect();
        if who.is_empty() {
            return Ok(());
        }
        world.log(&who, if mutual { Direction::Mutual } else { Direction::Mine }, "thanked", None);
        for row in world.today() {
            let about = row.person.as_ref().is_some_and(|chip| people.contains(&chip.id));
            prop_assert!(!about || row.time.is_some(), "{} stands", row.id);
        }
        for banner in stale {
            let one = banner.person.is_some_and(|id| people.contains(&id));
            if !one || banner.reminder.starts_with("own-") {
                continue;
            }
            prop_assert!(!world.read().banner_stands(&banner, world.now).unwrap(), "{} stands", banner.reminder);
            let before = dump(world.path());
            for answer in [Answer::Open, Answer::Log, Answer::Later, Answer::NotNow, Answer::Expired, Answer::Dismissed] {
                let now = world.now;
                prop_assert_eq!(world.nod().answer_banner(&banner, answer, now).unwrap(), None);
                prop_assert_eq!(&dump(world.path()), &before, "{:?} on a stale banner", answer);
            }
        }
    }

    /// 11. A banner that was closed never comes back, while its reminder stays on Today.
    #[test]
    fn i11_a_dismissed_banner_never_returns(history in history()) {
        let mut world = with_banners(&history);
        let closed = world.live.clone();
        let before = world.names();
        for banner in &closed {
            world.answer(banner, Answer::Dismissed);
        }
        prop_assert_eq!(world.names(), before, "closing a banner is no answer");
        // What the user put off after it was shown comes back at its time, whatever becomes of the old banner.
        let asked = |name: &String| world.ask::<i64>(
            "SELECT count(*) FROM put_off JOIN banner USING (reminder) WHERE reminder = ?1 AND until_ms > claimed_ms", [name],
        ) > 0;
        let gone: Vec<String> = closed.iter().flat_map(names).filter(|name| !asked(name)).collect();
        let shown = world.shows.len();
        world.idle(6);
        for show in &world.shows[shown..] {
            for name in names(&show.banner) {
                prop_assert!(!gone.contains(&name), "{} came back at {:?}", name, show.at.utc);
            }
        }
    }

    /// 11. What the daemon let go by itself is no answer: it may come again on the next day, and does when there is room.
    #[test]
    fn i11_an_expired_banner_is_not_dismissed(history in history()) {
        let mut world = with_banners(&history);
        let now = world.now;
        let room = Settings {
            windows: vec![12 * 60],
            quiet_from: 0,
            quiet_until: 0,
            banners_a_day: 10,
            today_at_most: 5,
            working_days: [true; 7],
            ..world.settings()
        };
        world.nod().settings_save(&room, now).unwrap();
        world.nod().pause(None, now).unwrap();
        world.look();
        let expired = world.live.clone();
        for banner in &expired {
            world.answer(banner, Answer::Expired);
        }
        let noon = now.instant_at(nod_core::clock::plus_days(now.today(), 1), 12 * 60);
        let mut next = world.twin();
        next.pass(noon - TimeDelta::minutes(1));
        let shown = next.shows.len();
        next.pass(noon);
        let away = next.outlook().0.away.iter().any(|span| span.holds(next.now.today()));
        let greeted = next.shows[shown..].iter().any(|show| show.banner.kind == nod_core::nod::BannerKind::Return);
        if away || greeted {
            return Ok(());
        }
        let came: Vec<String> = next.shows[shown..].iter().flat_map(|show| names(&show.banner)).collect();
        let standing = next.names();
        // What was shown on a day that a clock set back has yet to reach is that day's already.
        let shown_then = |name: &String| next.ask::<i64>(
            "SELECT count(*) FROM banner WHERE reminder = ?1 AND on_date >= ?2 AND claimed_ms < ?3",
            (name, next.now.today(), noon.timestamp_millis()),
        ) > 0 || world.shows.iter().any(|show| show.banner.on >= next.now.today() && names(&show.banner).contains(name));
        for name in expired.iter().flat_map(names).filter(|name| standing.contains(name) && !name.starts_with("own-")) {
            let dismissed: i64 = next.ask("SELECT count(*) FROM banner WHERE reminder = ?1 AND state = 'dismissed'", [&name]);
            let today: i64 = next.ask("SELECT count(*) FROM put_off WHERE reminder = ?1", [&name]);
            let elsewhere = dismissed > 0 || today > 0 || shown_then(&name);
            prop_assert!(came.contains(&name) || elsewhere, "{} was taken for dismissed", name);
        }
    }
}
