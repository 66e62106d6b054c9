use super::*;
use crate::clock::plus_days;
use crate::id::FollowUpId;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(number: u8, rhythm: u16) -> PersonState {
    PersonState {
        rhythm: Some(rhythm),
        ..PersonState::new(PersonId::from_bytes([number; 16]), day("2026-11-02"))
    }
}

fn rules(jitter: bool) -> Rules {
    Rules { seed: 7, jitter, ..Rules::default() }
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
    let order: Vec<u8> = plan.today.iter().map(|p| p.person.unwrap().as_bytes()[0]).collect();
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
    let kinds: Vec<_> = plan.today.iter().map(|p| (p.kind(), p.person.unwrap().as_bytes()[0])).collect();
    assert_eq!(kinds, [(ReminderKind::FollowUp, 2), (ReminderKind::Rhythm, 1)]);
}

#[test]
fn what_is_put_off_comes_back_at_its_time_and_a_moment_cancels_it() {
    let mut state = PersonState { last_move: Some(day("2026-11-01")), ..person(1, 7) };
    let mut snapshot = snapshot(vec![state.clone()]);
    let on = day("2026-11-10");
    let key = plan(&snapshot, on, noon(on), &rules(false)).today[0].key;
    snapshot.put_off.insert(key, noon(on).utc + chrono::TimeDelta::hours(2));
    assert!(plan(&snapshot, on, noon(on), &rules(false)).today.is_empty());
    let later = Now::at(noon(on).utc + chrono::TimeDelta::hours(2), chrono_tz::UTC);
    assert_eq!(plan(&snapshot, on, later, &rules(false)).today.len(), 1);
    state.last_move = Some(day("2026-11-03"));
    snapshot.people = vec![state];
    assert_eq!(plan(&snapshot, on, noon(on), &rules(false)).today.len(), 1);
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
        let mut shown: Vec<PersonId> = plan.today.iter().chain(&plan.more).filter_map(|p| p.person).collect();
        let mut expected: Vec<PersonId> =
            people.iter().filter(|p| due(p, &weekdays).unwrap() <= on).map(|p| p.id).collect();
        shown.sort();
        expected.sort();
        prop_assert_eq!(shown, expected);
    }
}
