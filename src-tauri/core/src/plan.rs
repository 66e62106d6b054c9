//! The planner: whom to think of on a day, and why. Pure: the same snapshot, day and rules give the same plan.
//!
//! A rhythm's due date counts calendar days from the civil date of the last moment that moves it (one's own or a mutual
//! one), with a jitter of at most a fifth that is fixed per person and cycle, and never falls on a day off. Whoever has
//! no moment yet is spread over the first cycle, so that an import brings no storm.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};

use crate::api::ReminderKind;
use crate::clock::{Now, days_between, plus_days, weekday};
use crate::id::{FollowUpId, PersonId};
use crate::store::follow_ups::OpenFollowUp;

/// Most reminders on Today.
pub const TODAY_AT_MOST: usize = 5;

/// What the planner is told of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonState {
    /// Who.
    pub id: PersonId,
    /// Effective rhythm in days: the person's, else the circle's, else none.
    pub rhythm: Option<u16>,
    /// Civil date of the last moment that moves the rhythm.
    pub last_move: Option<NaiveDate>,
    /// Civil date of the last moment of any direction.
    pub last_any: Option<NaiveDate>,
    /// Civil date they came into Nod.
    pub created_on: NaiveDate,
    /// Civil date from which a cycle skipped since the last move starts anew: the day of "not now", or the due date
    /// skipped when that lay ahead.
    pub skipped_on: Option<NaiveDate>,
}

/// Everything the planner looks at.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// People who are not archived.
    pub people: Vec<PersonState>,
    /// Open follow-ups with them.
    pub follow_ups: Vec<OpenFollowUp>,
    /// Reminders put off to an instant.
    pub put_off: HashMap<String, DateTime<Utc>>,
}

/// What a user may set about planning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Days on which reminders fall, from Monday. All off counts as all on.
    pub working_days: [bool; 7],
    /// Fixes the jitter.
    pub seed: u64,
    /// False: due to the day.
    pub jitter: bool,
}

/// What a reminder is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A person's rhythm.
    Rhythm(PersonId),
    /// A follow-up.
    FollowUp(FollowUpId),
}

/// The stable name of a reminder: its subject and due date. A moment or an edit that moves the due date makes it
/// another reminder, which is what cancels a snooze.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReminderKey {
    /// What it is about.
    pub subject: Subject,
    /// Civil date it became due.
    pub due: NaiveDate,
}

/// A reminder's name that is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a reminder: {0:?}")]
pub struct NotAReminder(pub String);

impl fmt::Display for ReminderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.subject {
            Subject::Rhythm(id) => write!(f, "rhythm-{id}-{}", self.due),
            Subject::FollowUp(id) => write!(f, "follow-up-{id}-{}", self.due),
        }
    }
}

impl FromStr for ReminderKey {
    type Err = NotAReminder;
    fn from_str(text: &str) -> Result<Self, NotAReminder> {
        let wrong = || NotAReminder(text.to_owned());
        let split = text.len().checked_sub(11).filter(|at| text.is_char_boundary(*at)).ok_or_else(wrong)?;
        let (head, tail) = text.split_at(split);
        let due = tail.strip_prefix('-').and_then(|date| date.parse().ok()).ok_or_else(wrong)?;
        let subject = if let Some(id) = head.strip_prefix("rhythm-") {
            Subject::Rhythm(id.parse().map_err(|_| wrong())?)
        } else if let Some(id) = head.strip_prefix("follow-up-") {
            Subject::FollowUp(id.parse().map_err(|_| wrong())?)
        } else {
            return Err(wrong());
        };
        Ok(Self { subject, due })
    }
}

/// A reminder as planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its name.
    pub key: ReminderKey,
    /// Whom to think of.
    pub person: PersonId,
    /// Days without a moment of one's own, counted from coming into Nod when there was none.
    pub silence: u32,
    /// The person's effective rhythm, if any.
    pub rhythm: Option<u16>,
    /// Index into [`Snapshot::follow_ups`], for a follow-up.
    pub follow_up: Option<usize>,
    /// The instant it was put off to and has come back from.
    pub put_off_until: Option<DateTime<Utc>>,
}

impl Planned {
    /// The kind, in the order of Today.
    #[must_use]
    pub const fn kind(&self) -> ReminderKind {
        match self.key.subject {
            Subject::FollowUp(_) => ReminderKind::FollowUp,
            Subject::Rhythm(_) => ReminderKind::Rhythm,
        }
    }
}

/// Whom to think of at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// At most [`TODAY_AT_MOST`], in order.
    pub today: Vec<Planned>,
    /// What flows on silently.
    pub more: Vec<Planned>,
}

/// Civil date a person's rhythm is due, or nothing without a rhythm.
#[must_use]
pub fn due(person: &PersonState, rules: &Rules) -> Option<NaiveDate> {
    let rhythm = person.rhythm?;
    let date = match person.last_move.max(person.skipped_on) {
        Some(base) => plus_days(base, cycle_days(person.id, base, rhythm, rules)),
        None => plus_days(person.created_on, spread(person.id, rhythm, rules.seed)),
    };
    Some(working_day(date, rules))
}

/// The length of the cycle that starts on `base`: the rhythm, give or take at most a fifth.
fn cycle_days(id: PersonId, base: NaiveDate, rhythm: u16, rules: &Rules) -> u32 {
    let span = u64::from(rhythm / 5);
    if !rules.jitter || span == 0 {
        return u32::from(rhythm);
    }
    let roll = mix(rules.seed, &[id.as_bytes(), base.to_string().as_bytes()]) % (2 * span + 1);
    u32::try_from(u64::from(rhythm) + roll - span).unwrap_or(u32::from(rhythm))
}

/// Days from coming into Nod to the first reminder: 0 up to the rhythm, spread evenly.
fn spread(id: PersonId, rhythm: u16, seed: u64) -> u32 {
    u32::try_from(mix(seed, &[id.as_bytes(), b"first cycle"]) % u64::from(rhythm.max(1))).unwrap_or(0)
}

/// `date` or the next working day after it.
#[must_use]
pub fn working_day(date: NaiveDate, rules: &Rules) -> NaiveDate {
    (0..7).map(|days| plus_days(date, days)).find(|day| rules.working_days[weekday(*day)]).unwrap_or(date)
}

/// A number that is the same for the same input on every machine (FNV-1a, then SplitMix64's finish).
#[must_use]
pub fn mix(seed: u64, parts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ seed;
    for byte in parts.iter().flat_map(|part| part.iter().chain(std::iter::once(&0xff))) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Whom to think of on `on` (usually today), with what was put off judged at the instant of `now`.
#[must_use]
pub fn plan(snapshot: &Snapshot, on: NaiveDate, now: Now, rules: &Rules) -> Plan {
    let mut due: Vec<Planned> = candidates(snapshot, on, rules)
        .into_iter()
        .filter_map(|planned| match snapshot.put_off.get(&planned.key.to_string()) {
            Some(until) if *until > now.utc => None,
            until => Some(Planned { put_off_until: until.copied(), ..planned }),
        })
        .collect();
    due.sort_by(|a, b| order(snapshot, a, b));
    // One row a person: the first reason stands for the others, and a moment answers them all.
    let mut seen = std::collections::HashSet::new();
    due.retain(|planned| seen.insert(planned.person));
    let more = due.split_off(due.len().min(TODAY_AT_MOST));
    Plan { today: due, more }
}

fn candidates(snapshot: &Snapshot, on: NaiveDate, rules: &Rules) -> Vec<Planned> {
    let silence = |person: &PersonState| {
        let since = person.last_move.unwrap_or(person.created_on);
        u32::try_from(days_between(since, on)).unwrap_or(0)
    };
    let mut found: Vec<Planned> = Vec::new();
    let mut people: HashMap<PersonId, &PersonState> = HashMap::new();
    if !snapshot.follow_ups.is_empty() {
        people.extend(snapshot.people.iter().map(|person| (person.id, person)));
    }
    for (index, follow_up) in snapshot.follow_ups.iter().enumerate() {
        let due = working_day(follow_up.on, rules);
        if let (true, Some(person)) = (due <= on, people.get(&follow_up.person)) {
            found.push(Planned {
                key: ReminderKey { subject: Subject::FollowUp(follow_up.id), due },
                person: person.id,
                silence: silence(person),
                rhythm: person.rhythm,
                follow_up: Some(index),
                put_off_until: None,
            });
        }
    }
    for person in &snapshot.people {
        if let Some(due) = due(person, rules).filter(|due| *due <= on) {
            found.push(Planned {
                key: ReminderKey { subject: Subject::Rhythm(person.id), due },
                person: person.id,
                silence: silence(person),
                rhythm: person.rhythm,
                follow_up: None,
                put_off_until: None,
            });
        }
    }
    found
}

/// By kind; follow-ups by date; rhythms by silence ÷ rhythm; then whoever was noticed longest ago; then by id.
fn order(snapshot: &Snapshot, a: &Planned, b: &Planned) -> Ordering {
    let date = |planned: &Planned| planned.follow_up.and_then(|i| snapshot.follow_ups.get(i)).map(|f| f.on);
    // silence_a / rhythm_a > silence_b / rhythm_b, without division
    let weight = |mine: &Planned, other: &Planned| {
        u64::from(mine.silence) * u64::from(other.rhythm.unwrap_or(u16::MAX))
    };
    a.kind()
        .cmp(&b.kind())
        .then_with(|| date(a).cmp(&date(b)))
        .then_with(|| weight(b, a).cmp(&weight(a, b)))
        .then_with(|| b.silence.cmp(&a.silence))
        .then_with(|| a.person.cmp(&b.person))
}

/// The next civil date after `on` on which someone new becomes due, and who.
#[must_use]
pub fn next_due(snapshot: &Snapshot, on: NaiveDate, rules: &Rules) -> Option<(NaiveDate, PersonId)> {
    let rhythms = snapshot.people.iter().filter_map(|person| Some((due(person, rules)?, person.id)));
    let follow_ups = snapshot.follow_ups.iter().map(|f| (working_day(f.on, rules), f.person));
    rhythms.chain(follow_ups).filter(|(date, _)| *date > on).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn person(number: u8, rhythm: u16) -> PersonState {
        PersonState {
            id: PersonId::from_bytes([number; 16]),
            rhythm: Some(rhythm),
            last_move: None,
            last_any: None,
            created_on: day("2026-11-02"),
            skipped_on: None,
        }
    }

    fn rules(jitter: bool) -> Rules {
        Rules { working_days: [true; 7], seed: 7, jitter }
    }

    fn noon(date: NaiveDate) -> Now {
        Now::at(date.and_hms_opt(12, 0, 0).unwrap().and_utc(), chrono_tz::UTC)
    }

    fn snapshot(people: Vec<PersonState>) -> Snapshot {
        Snapshot { people, ..Snapshot::default() }
    }

    #[test]
    fn due_is_the_last_moments_date_plus_the_rhythm() {
        let state = PersonState { last_move: Some(day("2026-11-03")), ..person(1, 14) };
        assert_eq!(due(&state, &rules(false)), Some(day("2026-11-17")));
    }

    #[test]
    fn a_due_date_on_a_day_off_moves_to_the_next_working_day() {
        let weekdays = Rules { working_days: [true, true, true, true, true, false, false], ..rules(false) };
        let state = PersonState { last_move: Some(day("2026-11-07")), ..person(1, 7) };
        assert_eq!(due(&state, &weekdays), Some(day("2026-11-16")));
    }

    #[test]
    fn without_a_rhythm_nothing_is_ever_due() {
        assert_eq!(due(&PersonState { rhythm: None, ..person(1, 7) }, &rules(true)), None);
    }

    #[test]
    fn people_without_a_moment_are_spread_over_their_first_cycle() {
        let dates: Vec<NaiveDate> = (0..=200).filter_map(|n| due(&person(n, 30), &rules(true))).collect();
        let on = |date: &str| dates.iter().filter(|d| **d == day(date)).count();
        assert!(dates.iter().all(|d| (day("2026-11-02")..day("2026-12-02")).contains(d)));
        assert!((1..=16).contains(&on("2026-11-02")) && (1..=16).contains(&on("2026-12-01")));
    }

    #[test]
    fn not_now_starts_a_new_cycle_from_the_day_it_was_said() {
        let state = PersonState {
            last_move: Some(day("2026-10-01")),
            skipped_on: Some(day("2026-11-20")),
            ..person(1, 7)
        };
        assert_eq!(due(&state, &rules(false)), Some(day("2026-11-27")));
        let answered = PersonState { last_move: Some(day("2026-11-21")), ..state };
        assert_eq!(due(&answered, &rules(false)), Some(day("2026-11-28")));
    }

    #[test]
    fn today_holds_five_and_the_longest_silence_for_its_rhythm_comes_first() {
        let people: Vec<PersonState> = (1..=8)
            .map(|n| PersonState { last_move: Some(day("2026-10-01")), ..person(n, u16::from(n) * 3) })
            .collect();
        let plan = plan(&snapshot(people), day("2026-11-20"), noon(day("2026-11-20")), &rules(false));
        let order: Vec<u8> = plan.today.iter().map(|p| p.person.as_bytes()[0]).collect();
        assert_eq!(order, [1, 2, 3, 4, 5]);
        assert_eq!(plan.more.len(), 3);
    }

    #[test]
    fn a_follow_up_comes_before_a_rhythm_and_a_person_has_one_row() {
        let people: Vec<PersonState> =
            (1..=2).map(|n| PersonState { last_move: Some(day("2026-10-01")), ..person(n, 7) }).collect();
        let follow_up = OpenFollowUp {
            id: FollowUpId::from_bytes([9; 16]),
            person: people[1].id,
            text: "ask".into(),
            on: day("2026-11-20"),
        };
        let snapshot = Snapshot { people, follow_ups: vec![follow_up], ..Snapshot::default() };
        let plan = plan(&snapshot, day("2026-11-20"), noon(day("2026-11-20")), &rules(false));
        let kinds: Vec<_> = plan.today.iter().map(|p| (p.kind(), p.person.as_bytes()[0])).collect();
        assert_eq!(kinds, [(ReminderKind::FollowUp, 2), (ReminderKind::Rhythm, 1)]);
    }

    #[test]
    fn what_is_put_off_comes_back_at_its_time_and_a_moment_cancels_it() {
        let mut state = PersonState { last_move: Some(day("2026-11-01")), ..person(1, 7) };
        let mut snapshot = snapshot(vec![state.clone()]);
        let on = day("2026-11-10");
        let key = plan(&snapshot, on, noon(on), &rules(false)).today[0].key;
        snapshot.put_off.insert(key.to_string(), noon(on).utc + chrono::TimeDelta::hours(2));
        assert!(plan(&snapshot, on, noon(on), &rules(false)).today.is_empty());
        let later = Now::at(noon(on).utc + chrono::TimeDelta::hours(2), chrono_tz::UTC);
        assert_eq!(plan(&snapshot, on, later, &rules(false)).today.len(), 1);
        state.last_move = Some(day("2026-11-03"));
        snapshot.people = vec![state];
        assert_eq!(plan(&snapshot, on, noon(on), &rules(false)).today.len(), 1);
    }

    #[test]
    fn a_key_reads_back_as_itself() {
        for subject in [
            Subject::Rhythm(PersonId::from_bytes([3; 16])),
            Subject::FollowUp(FollowUpId::from_bytes([4; 16])),
        ] {
            let key = ReminderKey { subject, due: day("2026-02-28") };
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for wrong in ["", "rhythm-", "rhythm-x-2026-02-28", "é-2026-02-28", "follow-up-2026-02-30"] {
            assert!(wrong.parse::<ReminderKey>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn jitter_stays_within_a_fifth_and_is_fixed_for_a_cycle(
            id in any::<[u8; 16]>(), rhythm in 1_u16..3650, seed in any::<u64>(), offset in 0_u32..20_000,
        ) {
            let base = plus_days(day("1990-01-01"), offset);
            let state = PersonState { id: PersonId::from_bytes(id), last_move: Some(base), ..person(1, rhythm) };
            let rules = Rules { seed, ..rules(true) };
            let days = days_between(base, due(&state, &rules).unwrap());
            let fifth = i64::from(rhythm / 5);
            prop_assert!((i64::from(rhythm) - fifth..=i64::from(rhythm) + fifth).contains(&days));
            prop_assert!(days >= 1);
            prop_assert_eq!(due(&state, &rules), due(&state, &rules));
        }

        #[test]
        fn whoever_is_due_is_on_today_or_in_more_and_nobody_early(
            states in proptest::collection::vec((1_u16..100, 0_u32..400, any::<bool>()), 0..60), at in 0_u32..400,
        ) {
            let people: Vec<PersonState> = states.iter().zip(0_u8..).map(|((rhythm, last, moved), n)| PersonState {
                last_move: moved.then(|| plus_days(day("2026-01-01"), *last)),
                ..person(n, *rhythm)
            }).collect();
            let on = plus_days(day("2026-01-01"), at);
            let weekdays = Rules { working_days: [true, true, true, true, true, false, false], ..rules(true) };
            let plan = plan(&snapshot(people.clone()), on, noon(on), &weekdays);
            prop_assert!(plan.today.len() <= TODAY_AT_MOST);
            let mut shown: Vec<PersonId> = plan.today.iter().chain(&plan.more).map(|p| p.person).collect();
            let mut expected: Vec<PersonId> =
                people.iter().filter(|p| due(p, &weekdays).unwrap() <= on).map(|p| p.id).collect();
            shown.sort();
            expected.sort();
            prop_assert_eq!(shown, expected);
        }
    }
}
