//! Histories: what may happen to a Nod, and how it is carried out.

use chrono::{DateTime, TimeDelta, Utc};
use nod_core::api::{
    LogRequest, NewContribution, NewMoment, NewOwnReminder, Recurrence, RecurrenceUnit, Settings,
};
use nod_core::clock::{Now, plus_days};
use nod_core::error::{Error, Result};
use nod_core::gesture::GestureId;
use nod_core::id::{FollowUpId, MomentId};
use nod_core::moment::Direction;
use nod_core::transition::TransitionKind;
use proptest::prelude::*;

use super::machine::{Crash, Daemon, Machine, STARTS, TEAM, answers, person};

/// Someone at the start of a history.
#[derive(Debug, Clone)]
pub struct Member {
    /// Their own rhythm.
    pub rhythm: Option<u16>,
    /// Days since they came into Nod.
    pub known_for: u32,
    /// Days since each moment with them.
    pub met: Vec<u32>,
    /// Days to their birthday.
    pub birthday_in: Option<u32>,
}

/// What happened, from the start on.
#[derive(Debug, Clone)]
pub struct History {
    /// Where and when it starts.
    pub start: usize,
    /// With whom.
    pub team: Vec<Member>,
    /// Under which settings.
    pub settings: Settings,
    /// What happens.
    pub ops: Vec<Op>,
}

/// One thing that happens. Numbers choose among what there is; where there is nothing, nothing happens.
#[derive(Debug, Clone)]
pub enum Op {
    /// A moment with a person, so many days ago.
    Log(usize, Direction, bool, u32),
    /// The last moment but so many is deleted.
    Delete(usize),
    /// A person's rhythm is set.
    Rhythm(usize, Option<u16>),
    /// A person is archived, or back.
    Archive(usize, bool),
    /// A follow-up is planted for so many days ahead.
    FollowUp(usize, u32),
    /// A follow-up is moved to so many days ahead.
    Move(usize, u32),
    /// A contribution is noted.
    Thanks(usize),
    /// An own reminder: days ahead, minute, every so many days, about whom.
    Own(u32, Option<u16>, Option<u16>, Option<usize>),
    /// A leave from so many days ahead, for so many more.
    Leave(usize, u32, u32),
    /// Quiet about a person for so many days.
    Hush(usize, u32),
    /// What a person goes through.
    Transition(usize, Option<u8>),
    /// The user is away from so many days ahead, for so many more.
    Away(u32, u32),
    /// A row of Today is put off.
    Later(usize, usize),
    /// A row of Today is skipped.
    Skip(usize),
    /// A row of Today is answered by a moment, or done.
    Answer(usize),
    /// A banner that is up is answered.
    Press(usize, usize),
    /// The last answer again.
    Again,
    /// Quiet: an hour, today, until Monday.
    Pause(usize),
    /// No longer quiet.
    Resume,
    /// Settings change.
    Change(Settings),
    /// Until the next wake.
    Tick,
    /// Awake for so many minutes.
    Wait(u32),
    /// Asleep for so many minutes.
    Sleep(u32),
    /// The clock is set by so many minutes.
    Jump(i32),
    /// The user is elsewhere.
    Travel(usize),
    /// The next banner brings a crash.
    Crash(Crash),
    /// The resident is started again.
    Restart,
    /// The daemon comes, goes or fills up.
    Daemon(Daemon),
    /// The last action is undone.
    Undo,
    /// What was undone last is brought back.
    Redo,
}

impl Op {
    /// True for what breaks in from outside: crashes and daemons.
    pub const fn is_trouble(&self) -> bool {
        matches!(self, Self::Crash(_) | Self::Restart | Self::Daemon(_))
    }

    /// True when it makes something with an id of its own that reminders are named by.
    pub const fn makes_an_id(&self) -> bool {
        matches!(
            self,
            Self::FollowUp(..) | Self::Thanks(_) | Self::Own(..) | Self::Log(_, Direction::Theirs, ..)
        )
    }
}

impl History {
    /// Without what is not wanted.
    pub fn without(self, unwanted: impl Fn(&Op) -> bool) -> Self {
        Self { ops: self.ops.into_iter().filter(|op| !unwanted(op)).collect(), ..self }
    }
}

fn minute() -> impl Strategy<Value = u16> {
    (0..96_u16).prop_map(|quarter| quarter * 15)
}

/// Settings of all kinds; at least one window lies outside the quiet hours.
pub fn settings() -> impl Strategy<Value = Settings> {
    let nights = prop_oneof![3 => Just((19 * 60, 8 * 60)), 1 => Just((0, 0)), 1 => Just((22 * 60, 6 * 60))];
    (
        proptest::collection::btree_set(minute(), 0..3),
        (9 * 60..18 * 60_u16),
        nights,
        0..5_u8,
        1..=5_u8,
        any::<bool>(),
        0..3_u8,
        proptest::array::uniform7(prop::bool::weighted(0.8)),
    )
        .prop_map(
            |(
                windows,
                one,
                (quiet_from, quiet_until),
                banners_a_day,
                today_at_most,
                jitter,
                lead_days,
                days,
            )| {
                Settings {
                    windows: windows.into_iter().chain([one]).collect(),
                    quiet_from,
                    quiet_until,
                    banners_a_day,
                    today_at_most,
                    jitter,
                    lead_days,
                    working_days: days,
                    ..Settings::default()
                }
            },
        )
}

fn member() -> impl Strategy<Value = Member> {
    (
        prop_oneof![6 => (1..9_u16).prop_map(Some), 2 => (9..40_u16).prop_map(Some), 1 => Just(None)],
        0..60_u32,
        prop_oneof![
            4 => proptest::collection::vec(0..20_u32, 0..3),
            1 => Just(vec![60, 53, 46, 39]),
        ],
        prop::option::weighted(0.15, 0..8_u32),
    )
        .prop_map(|(rhythm, known_for, met, birthday_in)| Member { rhythm, known_for, met, birthday_in })
}

fn op() -> impl Strategy<Value = Op> {
    let who = || 0..TEAM;
    let direction =
        prop_oneof![3 => Just(Direction::Mine), 1 => Just(Direction::Mutual), 2 => Just(Direction::Theirs)];
    let crash = prop_oneof![Just(Crash::Claimed), Just(Crash::Taken), Just(Crash::Noted)];
    let daemon = prop_oneof![2 => Just(Daemon::Here), 1 => Just(Daemon::Gone), 1 => Just(Daemon::Full)];
    let world = prop_oneof![
        12 => Just(Op::Tick),
        6 => (1..1500_u32).prop_map(Op::Wait),
        3 => (1..4000_u32).prop_map(Op::Sleep),
        1 => (4000..40_000_u32).prop_map(Op::Sleep),
        2 => (-3000..3000_i32).prop_map(Op::Jump),
        2 => (0..STARTS.len()).prop_map(Op::Travel),
        3 => crash.prop_map(Op::Crash),
        1 => Just(Op::Restart),
        3 => daemon.prop_map(Op::Daemon),
    ];
    let rows = prop_oneof![
        4 => (0..5_usize, 0..5_usize).prop_map(|(row, when)| Op::Later(row, when)),
        2 => (0..5_usize).prop_map(Op::Skip),
        3 => (0..5_usize).prop_map(Op::Answer),
        6 => (0..3_usize, 0..5_usize).prop_map(|(banner, answer)| Op::Press(banner, answer)),
        2 => Just(Op::Again),
        2 => Just(Op::Undo),
        1 => Just(Op::Redo),
        2 => (0..3_usize).prop_map(Op::Pause),
        1 => Just(Op::Resume),
    ];
    let edits = prop_oneof![
        5 => (who(), direction, any::<bool>(), prop_oneof![3 => Just(0), 1 => 0..9_u32])
            .prop_map(|(a, b, c, d)| Op::Log(a, b, c, d)),
        1 => (0..3_usize).prop_map(Op::Delete),
        2 => (who(), prop::option::weighted(0.8, 1..12_u16)).prop_map(|(a, b)| Op::Rhythm(a, b)),
        1 => (who(), any::<bool>()).prop_map(|(a, b)| Op::Archive(a, b)),
        3 => (who(), 0..6_u32).prop_map(|(a, b)| Op::FollowUp(a, b)),
        1 => (0..3_usize, 0..6_u32).prop_map(|(a, b)| Op::Move(a, b)),
        2 => who().prop_map(Op::Thanks),
        3 => (0..4_u32, prop::option::of(minute()), prop::option::weighted(0.3, 1..4_u16), prop::option::of(who()))
            .prop_map(|(a, b, c, d)| Op::Own(a, b, c, d)),
        1 => (who(), 0..4_u32, 0..12_u32).prop_map(|(a, b, c)| Op::Leave(a, b, c)),
        1 => (who(), 0..6_u32).prop_map(|(a, b)| Op::Hush(a, b)),
        1 => (who(), prop::option::weighted(0.8, 0..3_u8)).prop_map(|(a, b)| Op::Transition(a, b)),
        1 => (0..3_u32, 0..9_u32).prop_map(|(a, b)| Op::Away(a, b)),
        1 => settings().prop_map(Op::Change),
    ];
    prop_oneof![5 => world, 4 => rows, 4 => edits]
}

/// Any history.
pub fn history() -> impl Strategy<Value = History> {
    (
        0..STARTS.len(),
        proptest::collection::vec(member(), 1..=TEAM),
        settings(),
        proptest::collection::vec(op(), 0..14),
    )
        .prop_map(|(start, team, settings, ops)| History { start, team, settings, ops })
}

/// Any history, with more of what happens after it.
pub fn history_and_more() -> impl Strategy<Value = (History, Vec<Op>)> {
    (history(), proptest::collection::vec(op(), 1..8))
}

/// The words *Later* is said with.
const WHEN: [&str; 5] = ["2h", "1h", "tomorrow", "next-week", "5h"];

/// What is refused changes nothing; anything else that goes wrong is a failure.
fn may_refuse<T>(result: Result<T>) {
    if let Err(error) = result {
        assert!(matches!(error, Error::Refused(_) | Error::Asks(_)), "{error}");
    }
}

fn nth<T: Clone>(all: &[T], number: usize) -> Option<T> {
    all.get(number % all.len().max(1)).cloned()
}

/// Carries out an operation.
pub fn carry_out(world: &mut Machine, op: &Op) {
    let now = world.now;
    let ahead = |days: u32| plus_days(now.today(), days);
    match op {
        Op::Log(who, direction, thanks, days) => {
            let gesture = if *thanks { "thanked" } else { "listened" };
            let at = (*days > 0).then(|| now.utc - TimeDelta::days(i64::from(*days)));
            world.log(&[*who], *direction, gesture, at);
        }
        Op::Delete(number) => {
            let sql = "SELECT id FROM moment ORDER BY at_ms DESC, id LIMIT 1 OFFSET ?1";
            let found = world
                .file()
                .query_row(sql, [i64::try_from(*number).unwrap()], |row| row.get::<_, MomentId>(0));
            if let Ok(id) = found {
                world.nod().moment_delete(id, now).unwrap();
            }
        }
        Op::Rhythm(who, days) => {
            if let Some(mut fields) = world.fields(*who) {
                fields.rhythm_days = *days;
                may_refuse(world.nod().person_save(Some(person(*who)), &fields, now));
            }
        }
        Op::Archive(who, archived) => may_refuse(world.nod().person_archive(person(*who), *archived, now)),
        Op::FollowUp(who, days) => {
            may_refuse(world.nod().follow_up_add(person(*who), "the exam", ahead(*days), now));
        }
        Op::Move(number, days) => {
            let open: Vec<FollowUpId> =
                world.read().follow_ups(None, now).unwrap().iter().map(|follow_up| follow_up.id).collect();
            if let Some(id) = nth(&open, *number) {
                may_refuse(world.nod().follow_up_move(id, ahead(*days), now));
            }
        }
        Op::Thanks(who) => {
            let new = NewContribution {
                person: person(*who),
                what: "the notes".into(),
                changed: String::new(),
                on: None,
            };
            may_refuse(world.nod().contribution_add(&new, now));
        }
        Op::Own(days, at, every, who) => {
            let new = NewOwnReminder {
                text: "water the plant".into(),
                on: ahead(*days),
                at: *at,
                every: every.map(|count| Recurrence { count, unit: RecurrenceUnit::Day }),
                person: who.map(person),
            };
            may_refuse(world.nod().own_add(&new, now));
        }
        Op::Leave(who, from, more) => {
            may_refuse(world.nod().leave_add(person(*who), ahead(*from), ahead(from + more), now));
        }
        Op::Hush(who, days) => may_refuse(world.nod().person_pause(person(*who), ahead(*days), now)),
        Op::Transition(who, kind) => {
            let kinds = [TransitionKind::New, TransitionKind::Back, TransitionKind::HardWeek];
            let transition = kind.map(|kind| (kinds[usize::from(kind)], now.today()));
            may_refuse(world.nod().transition_set(person(*who), transition, now));
        }
        Op::Away(from, more) => may_refuse(world.nod().away_add(ahead(*from), ahead(from + more), now)),
        Op::Later(row, when) => {
            if let Some(id) = nth(&world.names(), *row) {
                *world.put_off.entry(id.clone()).or_default() += 1;
                may_refuse(world.nod().later(&id, WHEN[when % WHEN.len()], now));
            }
        }
        Op::Skip(row) => {
            if let Some(id) = nth(&world.names(), *row) {
                world.nod().skip(&id, now).unwrap();
            }
        }
        Op::Answer(row) => {
            if let Some(id) = nth(&world.names(), *row) {
                world.settle(&id);
            }
        }
        Op::Press(banner, answer) => {
            if let Some(banner) = nth(&world.live, *banner) {
                let answers = answers(banner.kind);
                world.answer(&banner, answers[answer % answers.len()]);
            }
        }
        Op::Again => {
            if let Some((banner, answer)) = world.answered.clone() {
                world.answer(&banner, answer);
            }
        }
        Op::Pause(until) => may_refuse(world.nod().pause(Some(["1h", "today", "monday"][until % 3]), now)),
        Op::Resume => may_refuse(world.nod().pause(None, now)),
        Op::Change(settings) => may_refuse(world.nod().settings_save(settings, now)),
        Op::Tick => {
            if let Some(wake) = world.wake {
                world.now.utc = wake;
            }
        }
        Op::Wait(minutes) => world.pass(now.utc + TimeDelta::minutes(i64::from(*minutes))),
        Op::Sleep(minutes) => world.now.utc += TimeDelta::minutes(i64::from(*minutes)),
        Op::Jump(minutes) => world.now.utc += TimeDelta::minutes(i64::from(*minutes)),
        Op::Travel(place) => world.now.zone = STARTS[*place].0.parse().unwrap(),
        Op::Crash(point) => world.crash = Some(*point),
        Op::Restart => world.restart(),
        Op::Daemon(daemon) => world.set_daemon(*daemon),
        Op::Undo => may_refuse(world.nod().undo(None)),
        Op::Redo => may_refuse(world.nod().redo()),
    }
}

impl Machine {
    /// Logs a moment.
    pub fn log(&mut self, who: &[usize], direction: Direction, gesture: &str, at: Option<DateTime<Utc>>) {
        let now: Now = self.now;
        let moment = NewMoment {
            people: who.iter().map(|number| person(*number)).collect(),
            gestures: vec![GestureId::new(gesture).unwrap()],
            direction,
            channel: None,
            note: String::new(),
            at,
        };
        let request = LogRequest { moment, reminder: None, answers_follow_up: false };
        may_refuse(self.nod().log(&request, now));
    }

    /// Answers a row of Today: by a moment where it is about someone, else by saying that it was done.
    pub fn settle(&mut self, id: &str) {
        let now = self.now;
        if id.starts_with("own-") {
            // One that was done for good is no longer there to be done.
            may_refuse(self.nod().own_done(id, now));
        } else {
            self.nod().log_reminder(id, now).unwrap();
        }
    }
}
