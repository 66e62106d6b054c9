//! The scheduler's promise: whoever sleeps until the next wake shows what somebody who looks every quarter of an hour
//! would show, goes forward at every wake, and stays within the day's budget.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use nod_core::api::Settings;
use nod_core::block::Span;
use nod_core::clock::{Now, plus_days};
use nod_core::delivery::{self, BannerRow, BannerState, Hush};
use nod_core::id::{FollowUpId, OwnReminderId, PersonId};
use nod_core::moment::Direction;
use nod_core::own_reminder::{Every, OwnReminder, Unit};
use nod_core::plan::{self, PersonState, Rules, Snapshot, Subject};
use nod_core::store::follow_ups::OpenFollowUp;
use proptest::prelude::*;

use crate::support::{at_in, cases, desk};

const QUARTER: TimeDelta = TimeDelta::minutes(15);

/// Places whose clocks change in odd ways, with a day on which each does.
const PLACES: [(&str, &str); 8] = [
    ("Europe/Berlin", "2026-10-20 00:00"),
    ("America/New_York", "2027-03-09 00:00"),
    ("Australia/Lord_Howe", "2026-09-30 00:00"),
    ("Pacific/Chatham", "2027-03-31 00:00"),
    ("Asia/Kathmandu", "2026-10-20 00:00"),
    ("Africa/Casablanca", "2027-02-02 00:00"),
    ("America/Santiago", "2027-04-01 00:00"),
    ("Pacific/Apia", "2011-12-26 00:00"),
];

#[derive(Debug, Clone)]
enum Event {
    Log(usize),
    Later(usize, i64),
    Pause(i64),
    Travel(usize),
}

#[derive(Debug, Clone)]
struct Story {
    place: usize,
    /// Rhythm, and days before the start of the last moment.
    people: Vec<(u16, u32)>,
    /// Person, and days from the start.
    follow_ups: Vec<(usize, u32)>,
    /// Days from the start, the minute if it has one, and days until it comes again, if it does.
    own: Vec<(u32, Option<u16>, Option<u16>)>,
    /// Days from the start, and how many more.
    away: Vec<(u32, u32)>,
    settings: Settings,
    /// By quarters of an hour from the start.
    events: BTreeMap<i64, Event>,
}

const DAYS: i64 = 12;

fn story() -> impl Strategy<Value = Story> {
    let minute = || (0..96_u16).prop_map(|quarter| quarter * 15);
    let settings = (
        proptest::collection::btree_set(minute(), 1..4),
        minute(),
        minute(),
        0..5_u8,
        any::<bool>(),
        proptest::array::uniform7(prop::bool::weighted(0.8)),
    )
        .prop_map(|(windows, quiet_from, quiet_until, banners_a_day, jitter, working_days)| Settings {
            windows: windows.into_iter().collect(),
            quiet_from,
            quiet_until,
            banners_a_day,
            jitter,
            working_days,
            ..Settings::default()
        });
    let event = prop_oneof![
        3 => (0..8_usize).prop_map(Event::Log),
        3 => (0..8_usize, 1..200_i64).prop_map(|(who, quarters)| Event::Later(who, quarters)),
        1 => (1..150_i64).prop_map(Event::Pause),
        1 => (0..PLACES.len() - 1).prop_map(Event::Travel),
    ];
    (
        0..PLACES.len(),
        proptest::collection::vec((1..20_u16, 0..40_u32), 1..8),
        proptest::collection::vec((0..8_usize, 0..12_u32), 0..4),
        proptest::collection::vec(
            (0..12_u32, proptest::option::of(minute()), proptest::option::of(1..4_u16)),
            0..3,
        ),
        proptest::collection::vec((0..12_u32, 0..4_u32), 0..3),
        settings,
        proptest::collection::btree_map(0..DAYS * 96, event, 0..12),
    )
        .prop_map(|(place, people, follow_ups, own, away, settings, events)| Story {
            place,
            people,
            follow_ups,
            own,
            away,
            settings,
            events,
        })
}

fn person(number: usize) -> PersonId {
    PersonId::from_bytes([u8::try_from(number + 1).unwrap(); 16])
}

/// The world a story happens in: what the store keeps, without the store.
struct World {
    now: Now,
    snapshot: Snapshot,
    rules: Rules,
    settings: Settings,
    paused_until: Option<DateTime<Utc>>,
    ledger: HashMap<NaiveDate, Vec<BannerRow>>,
    /// Reminder, civil date and slot of every banner.
    shown: BTreeSet<(String, NaiveDate, i64)>,
}

impl World {
    fn new(story: &Story) -> Self {
        let (zone, start) = PLACES[story.place];
        let now = at_in(zone, start);
        let today = now.today();
        let people = story.people.iter().enumerate().map(|(number, (rhythm, ago))| PersonState {
            rhythm: Some(*rhythm),
            last_move: Some(nod_core::clock::minus_days(today, *ago)),
            ..PersonState::new(person(number), today)
        });
        let follow_ups = story.follow_ups.iter().enumerate().map(|(number, (who, days))| OpenFollowUp {
            id: FollowUpId::from_bytes([u8::try_from(number + 1).unwrap(); 16]),
            person: person(who % story.people.len()),
            text: "ask".to_owned(),
            on: plus_days(today, *days),
        });
        let own = story.own.iter().enumerate().map(|(number, (days, minute, every))| OwnReminder {
            id: OwnReminderId::from_bytes([u8::try_from(number + 1).unwrap(); 16]),
            person: None,
            text: "water the plant".to_owned(),
            on: plus_days(today, *days),
            at: *minute,
            every: every.map(|count| Every { count, unit: Unit::Day }),
            done_on: None,
        });
        let away = story
            .away
            .iter()
            .map(|(days, more)| Span { from: plus_days(today, *days), until: plus_days(today, days + more) });
        Self {
            now,
            snapshot: Snapshot {
                people: people.collect(),
                follow_ups: follow_ups.collect(),
                own: own.collect(),
                away: away.collect(),
                ..Snapshot::default()
            },
            rules: Rules {
                working_days: story.settings.working_days,
                seed: 7,
                jitter: story.settings.jitter,
                ..Rules::default()
            },
            settings: story.settings.clone(),
            paused_until: None,
            ledger: HashMap::new(),
            shown: BTreeSet::new(),
        }
    }

    fn hush(&self) -> Hush<'_> {
        Hush { paused_until: self.paused_until, away: &self.snapshot.away }
    }

    fn plan(&self) -> plan::Plan {
        plan::plan(&self.snapshot, self.now.today(), self.now, &self.rules)
    }

    /// Shows what is due.
    fn look(&mut self) {
        let plan = self.plan();
        let hush = Hush { paused_until: self.paused_until, away: &self.snapshot.away };
        let today = self.now.today();
        let ledger = self.ledger.entry(today).or_default();
        let due = delivery::banners(&plan, ledger, &self.settings, hush, self.now);
        let rows: Vec<BannerRow> = due
            .iter()
            .map(|due| BannerRow {
                reminder: due.reminder.key.to_string(),
                slot: due.slot,
                state: BannerState::Shown,
                claimed: self.now.utc,
            })
            .collect();
        for row in rows {
            self.shown.insert((row.reminder.clone(), today, row.slot));
            ledger.retain(|known| (&known.reminder, known.slot) != (&row.reminder, row.slot));
            ledger.push(row);
        }
    }

    fn happen(&mut self, event: &Event) {
        let today = self.now.today();
        match event {
            Event::Log(who) => {
                let count = self.snapshot.people.len();
                let id = person(who % count);
                self.snapshot.people[who % count].last_move = Some(today);
                self.snapshot.follow_ups.retain(|follow_up| follow_up.person != id || follow_up.on > today);
            }
            Event::Later(who, quarters) => {
                let plan = self.plan();
                if let Some(planned) = plan.today.get(who % plan.today.len().max(1)) {
                    self.snapshot
                        .put_off
                        .insert(planned.key, self.now.utc + QUARTER * i32::try_from(*quarters).unwrap());
                }
            }
            Event::Pause(quarters) => {
                self.paused_until = Some(self.now.utc + QUARTER * i32::try_from(*quarters).unwrap())
            }
            Event::Travel(place) => self.now.zone = PLACES[*place].0.parse().unwrap(),
        }
    }

    fn wake(&self) -> Option<DateTime<Utc>> {
        let plan = self.plan();
        let next_due = plan::next_due(&self.snapshot, self.now.today(), &self.rules).map(|(date, _)| date);
        let appointments = plan::appointments(&self.snapshot, self.now);
        let put_off = self.snapshot.put_off.values().copied().chain(appointments);
        let ledger = self.ledger.get(&self.now.today()).map_or(&[][..], Vec::as_slice);
        delivery::next_wake(&plan, put_off, next_due, ledger, &self.settings, self.hush(), self.now)
    }

    /// Never more than the day's budget, put-off ones aside.
    fn check_budget(&self) {
        let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        for (_, date, slot) in &self.shown {
            *days.entry(*date).or_default() += usize::from(*slot >= 0);
        }
        let most = usize::from(self.settings.banners_a_day);
        assert!(days.values().all(|count| *count <= most), "{days:?}");
    }
}

/// Looks every quarter of an hour.
fn polled(story: &Story) -> World {
    let mut world = World::new(story);
    let start = world.now.utc;
    for quarter in 0..DAYS * 96 {
        world.now.utc = start + QUARTER * i32::try_from(quarter).unwrap();
        if let Some(event) = story.events.get(&quarter) {
            world.happen(event);
        }
        world.look();
    }
    world
}

/// Sleeps until the next wake, or until something happens.
fn woken(story: &Story) -> World {
    let mut world = World::new(story);
    let start = world.now.utc;
    let end = start + TimeDelta::days(DAYS) - TimeDelta::seconds(1);
    let mut events = story.events.iter().peekable();
    loop {
        while let Some((_, event)) = events
            .next_if(|(quarter, _)| start + QUARTER * i32::try_from(**quarter).unwrap() <= world.now.utc)
        {
            world.happen(event);
        }
        world.look();
        let wake = world.wake();
        assert!(wake.is_none_or(|wake| wake > world.now.utc), "no progress at {}", world.now.utc);
        let event = events.peek().map(|(quarter, _)| start + QUARTER * i32::try_from(**quarter).unwrap());
        match wake.into_iter().chain(event).min().filter(|next| *next <= end) {
            Some(next) => world.now.utc = next,
            None => return world,
        }
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn sleeping_until_the_next_wake_shows_what_looking_every_quarter_would(story in story()) {
        let (polled, woken) = (polled(&story), woken(&story));
        let missed: Vec<_> = polled.shown.difference(&woken.shown).collect();
        let extra: Vec<_> = woken.shown.difference(&polled.shown).collect();
        prop_assert!(missed.is_empty() && extra.is_empty(), "missed {:?}, extra {:?}", missed, extra);
        woken.check_budget();
    }
}

#[test]
fn sixty_days_by_wakes_alone_stay_within_the_budget_and_show_every_working_day() {
    for (zone, start) in [("Europe/Berlin", "2026-10-01 08:00"), ("America/New_York", "2027-02-15 08:00")] {
        let mut desk = desk();
        let mut now = at_in(zone, start);
        for number in 0..12_u16 {
            desk.add(&format!("Person {number}"), Some(2 + number), now);
        }
        let end = now.utc + TimeDelta::days(60);
        let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        let mut wakes = 0;
        loop {
            for banner in desk.nod.claim_banners(now).unwrap() {
                desk.nod.banner_shown(&banner).unwrap();
                *days.entry(now.today()).or_default() += 1;
                if wakes % 3 == 0 {
                    desk.log(&[banner.person.unwrap()], Direction::Mine, now);
                }
            }
            let Some(wake) = desk.nod.next_wake(now).unwrap().filter(|wake| *wake <= end) else { break };
            assert!(wake > now.utc, "no progress at {}", now.utc);
            now.utc = wake;
            // A week in another zone in the middle.
            let away = (end - now.utc).num_days() / 7 == 4;
            now.zone = if away { "Asia/Tokyo" } else { zone }.parse().unwrap();
            wakes += 1;
        }
        assert!(wakes < 60 * 8, "{wakes} wakes");
        assert!(days.values().all(|count| *count <= 2), "{days:?}");
        assert!(days.len() >= 38, "{} days with a banner", days.len());
        assert!(days.keys().all(|day| nod_core::clock::weekday(*day) < 5));
    }
}

#[test]
fn budget_holds_when_the_windows_are_changed_within_the_day() {
    let mut desk = desk();
    let start = at_in("Europe/Berlin", "2026-11-20 08:00");
    for number in 0..9 {
        desk.add(&format!("Person {number}"), Some(1), at_in("Europe/Berlin", "2026-11-10 08:00"));
    }
    let mut shown = 0;
    for (hours, windows) in
        [(2, vec![555, 840]), (7, vec![555, 840]), (8, vec![555]), (9, vec![555, 900, 960])]
    {
        let now = Now::at(start.utc + TimeDelta::hours(hours), start.zone);
        desk.nod.settings_save(&Settings { windows, ..Settings::default() }, now).unwrap();
        for banner in desk.nod.claim_banners(now).unwrap() {
            desk.nod.banner_shown(&banner).unwrap();
            shown += 1;
        }
    }
    assert_eq!(shown, 2);
}

#[test]
fn a_follow_up_is_named_by_itself() {
    let mut desk = desk();
    let now = at_in("Europe/Berlin", "2026-11-20 08:00");
    desk.add("Amara", None, now);
    desk.nod.quick_log(&crate::support::typed("amara thx >mon ask"), now).unwrap();
    let monday = at_in("Europe/Berlin", "2026-11-23 09:15");
    assert_eq!(desk.nod.next_wake(now).unwrap(), Some(at_in("Europe/Berlin", "2026-11-23 00:00").utc));
    let banner = desk.nod.claim_banners(monday).unwrap().remove(0);
    let key: plan::ReminderKey = banner.reminder.parse().unwrap();
    assert!(matches!(key.subject, Subject::FollowUp(_)));
}
