//! 8 and 9: silence loses nothing, and what the user asked for outlives a restart until something newer is asked for.

use chrono::{DateTime, TimeDelta, Utc};
use nod_core::clock::{Now, plus_days};
use nod_core::moment::Direction;
use nod_core::nod::BannerKind;
use nod_core::plan::{ReminderKey, Subject};
use proptest::prelude::*;

use super::CASES;
use super::history::{Op, history};
use super::machine::{Daemon, Machine, Show};
use crate::support::cases;

/// A minute inside quiet hours, told without the code under test.
fn is_quiet(show: &Show) -> bool {
    let (from, until, minute) =
        (show.settings.quiet_from, show.settings.quiet_until, show.at.minute_of_day());
    let mut at = from;
    while at != until {
        if at == minute {
            return true;
        }
        at = (at + 1) % 1440;
    }
    false
}

fn works(show: &Show) -> bool {
    use chrono::Datelike;
    let day = usize::try_from(show.at.today().weekday().num_days_from_monday()).unwrap();
    show.settings.working_days[day] || show.settings.working_days == [false; 7]
}

/// The next minute at which a window is open, told by looking at every minute of ten days.
fn next_open(world: &Machine) -> Option<DateTime<Utc>> {
    let settings = world.settings();
    let (snapshot, _) = world.outlook();
    (0..10 * 1440).map(|minute| Now::at(world.now.utc + TimeDelta::minutes(minute), world.now.zone)).find_map(
        |now| {
            let away = snapshot.away.iter().any(|span| span.from <= now.today() && now.today() <= span.until);
            let at = Show {
                banner: world.shows.first()?.banner.clone(),
                at: now,
                noted: true,
                today: Vec::new(),
                settings: settings.clone(),
                paused: None,
                away: false,
            };
            let opens = settings.windows.iter().any(|window| *window == now.minute_of_day());
            (!away && works(&at) && !is_quiet(&at) && opens).then_some(now.utc)
        },
    )
}

proptest! {
    #![proptest_config(cases(CASES))]

    /// 8. No banner in quiet hours, in a pause, on a day away or off; an own reminder's time is heard on such days.
    #[test]
    fn i08_no_banner_in_quiet_hours_pauses_and_days_away(history in history()) {
        let mut world = Machine::after(&history.without(|op| matches!(op, Op::Undo | Op::Redo)));
        world.idle(3);
        for show in &world.shows {
            prop_assert!(!is_quiet(show), "in quiet hours at {:?}", show.at);
            prop_assert!(show.paused.is_none(), "in a pause at {:?}", show.at);
            let appointment = show.banner.kind == BannerKind::Own;
            let asked = show.banner.slot == nod_core::delivery::SLOT_ASKED;
            prop_assert!(asked || works(show), "on a day off: {:?}", show.at);
            prop_assert!(appointment || !show.away, "away at {:?}", show.at);
        }
    }

    /// 8. A pause or a time away takes nobody off Today for good, and the first window after it speaks.
    #[test]
    fn i08_silence_loses_nothing(history in history(), days in 1..4_u32, away in any::<bool>()) {
        let mut world = Machine::after(&history);
        world.set_daemon(Daemon::Here);
        world.crash = None;
        world.look();
        let (now, before) = (world.now, world.names());
        let end = plus_days(now.today(), days);
        // One silence at a time: a pause of the history might outlast this one.
        let _ = world.nod().pause(None, now);
        if away {
            world.nod().away_add(now.today(), end, now).unwrap();
        } else {
            let _ = world.nod().pause(Some(&end.to_string()), now);
        }
        prop_assert_eq!(world.names(), before.clone(), "silence changes Today");
        world.pass(now.instant_at(plus_days(end, 1), 0) - TimeDelta::minutes(1));
        let shown = world.shows.len();
        let people = |world: &Machine| -> Vec<_> { world.standing().today.iter().map(|planned| planned.person).collect() };
        let standing = people(&world);
        for name in before.iter().filter(|name| name.starts_with("rhythm-")) {
            let still = world.read().reminder_person(name, world.now).unwrap();
            prop_assert!(still.is_none() || standing.contains(&still.unwrap()) || is_put_off(&world, name)
                || is_blocked(&world, still.unwrap()), "{} was lost", name);
        }
        let settings = world.settings();
        let first_quota = nod_core::delivery::quota(&settings, 0);
        // What is on Today now, was not said yet, and still stands when the window opens: a birthday may be over by then.
        let fresh = |world: &Machine, open: DateTime<Utc>| {
            let then = world.read().today(None, Now::at(open, world.now.zone)).unwrap().reminders;
            world.names().iter().any(|name| {
                !name.starts_with("own-") && !is_put_off(world, name) && then.iter().any(|row| row.id == *name)
                    && world.ask::<i64>("SELECT count(*) FROM banner WHERE reminder = ?1", [name]) == 0
            })
        };
        let speaks = first_quota > 0 && settings.windows.len() == 1;
        // A clock that is set back comes by a day twice, and that day's banner was said the first time.
        let said = |world: &Machine, open: DateTime<Utc>| {
            let day = Now::at(open, world.now.zone).today().to_string();
            world.ask::<i64>("SELECT count(*) FROM banner WHERE on_date = ?1", [day]) > 0
        };
        if let Some(open) = next_open(&world).filter(|open| speaks && !said(&world, *open) && fresh(&world, *open)) {
            // By its own wake: whoever looks later would show it too.
            world.pass(open + TimeDelta::minutes(3));
            let came = world.shows[shown..].iter().any(|show| show.at.utc == open);
            prop_assert!(came, "nothing came at {}", open);
        }
    }

    /// 9. Pause and *Later* outlive a restart; a newer rhythm, moment or deletion ends a *Later*.
    #[test]
    fn i09_a_pause_and_a_later_last_until_something_newer(history in history(), which in 0..3_usize, restart in any::<bool>()) {
        let mut world = Machine::after(&history);
        if world.returns_ahead() {
            return Ok(());
        }
        let now = world.now;
        let rhythm = |world: &Machine| world.names().into_iter().find(|name| name.starts_with("rhythm-"));
        let Some(name) = rhythm(&world) else { return Ok(()) };
        let key: ReminderKey = name.parse().unwrap();
        let Subject::Rhythm(id) = key.subject else { unreachable!() };
        let who = usize::from(id.as_bytes()[0]) - 1;
        let far = plus_days(now.today(), 30).to_string();
        world.nod().later(&name, &far, now).unwrap();
        world.nod().pause(Some("today"), now).unwrap();
        let paused = world.read().paused_until(now).unwrap();
        prop_assert!(paused.is_some());
        if restart {
            world.restart();
        }
        prop_assert_eq!(world.read().paused_until(now).unwrap(), paused);
        prop_assert!(!world.names().contains(&name));
        let stands = |world: &Machine, now: Now| {
            let mut twin = world.twin();
            twin.now = now;
            twin.standing().today.iter().any(|planned| planned.person == Some(id))
        };
        match which {
            0 => world.log(&[who], Direction::Mutual, "listened", None),
            1 => {
                let mut fields = world.fields(who).unwrap();
                let rhythm = fields.rhythm_days.unwrap_or(3);
                fields.rhythm_days = Some(if rhythm > 2 { rhythm - 2 } else { rhythm + 2 });
                world.nod().person_save(Some(id), &fields, now).unwrap();
            }
            _ => {
                let sql = "SELECT moment FROM moment_person WHERE person = ?1 AND moves = 1 ORDER BY on_date DESC, moment DESC LIMIT 1";
                let Ok(moment) = world.file().query_row(sql, [id], |row| row.get(0)) else { return Ok(()) };
                world.nod().moment_delete(moment, now).unwrap();
            }
        }
        let (snapshot, rules) = world.outlook();
        let state = snapshot.people.iter().find(|state| state.id == id).unwrap();
        let Some(due) = nod_core::plan::due(state, &rules) else { return Ok(()) };
        if due != key.due && state.blocks.is_empty() && due < plus_days(now.today(), 25) {
            // On its new day it is there, long before what the old one was put off to.
            let day = due.max(now.today());
            prop_assert!(stands(&world, Now::at(now.instant_at(day, 1439), now.zone)), "still put off on {}", day);
        }
        prop_assert!(which != 0 || due > now.today());
    }
}

fn is_put_off(world: &Machine, name: &str) -> bool {
    world.ask::<i64>("SELECT count(*) FROM put_off WHERE reminder = ?1", [name]) > 0
}

fn is_blocked(world: &Machine, id: Option<nod_core::id::PersonId>) -> bool {
    let (snapshot, _) = world.outlook();
    snapshot.people.iter().any(|state| Some(state.id) == id && state.blocked(world.now.today()).is_some())
}
