//! When a person's rhythm, or their silence, is due.

use chrono::{Datelike, NaiveDate};

use super::{Amnesty, PersonState, ReminderKey, Rules, Subject};
use crate::block;
use crate::clock::{days_between, minus_days, plus_days, weekday};
use crate::id::PersonId;
use crate::transition::{Transition, TransitionKind, eased};

/// Shortest silence that counts as drift, in days.
pub const DRIFT_AT_LEAST: u32 = 14;

/// Days after which a drift is accepted: it leaves Today quietly.
pub const DRIFT_STANDS: u32 = 60;

/// The cycle over which what has no rhythm of its own is spread after an absence, in days.
const PLAIN_CYCLE: u16 = 14;

/// When and why a rhythm is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RhythmDue {
    /// Civil date it becomes due, on a working day.
    pub date: NaiveDate,
    /// The transition that sets the date, when one does.
    pub transition: Option<TransitionKind>,
    /// The last civil date it stands, for a transition of someone without a rhythm.
    pub until: Option<NaiveDate>,
    /// Days the jitter moved it by; 0 for a first cycle.
    pub jitter: i32,
}

/// Civil date a person's rhythm is due, or nothing without a rhythm.
#[must_use]
pub fn due(person: &PersonState, rules: &Rules) -> Option<NaiveDate> {
    rhythm_due(person, rules).map(|due| due.date)
}

/// When and why a person's rhythm is due, or nothing without a rhythm and transition.
#[must_use]
pub fn rhythm_due(person: &PersonState, rules: &Rules) -> Option<RhythmDue> {
    let usual = person.rhythm.map(|rhythm| usual(person, rhythm, rules));
    let base = person.last_move.max(person.skipped_on);
    let eased = person.transitions().filter_map(|transition| in_transition(person, base, transition, rules));
    let spans = || person.blocks.iter().map(|block| block.span);
    let free = |due: RhythmDue| RhythmDue { date: block::after(spans(), due.date), ..due };
    // Of two reasons for the same day the transition is what the user would like to hear.
    let due =
        usual.into_iter().chain(eased).map(free).min_by_key(|due| (due.date, due.transition.is_none()))?;
    let date = redated(Subject::Rhythm(person.id), working_day(due.date, rules), person.rhythm, rules);
    Some(RhythmDue { date, ..due })
}

fn usual(person: &PersonState, rhythm: u16, rules: &Rules) -> RhythmDue {
    let (date, jitter) = match person.last_move.max(person.skipped_on) {
        Some(base) => {
            let jitter = jitter_days(person.id, base, rhythm, rules);
            (plus_days(base, u32::from(rhythm).saturating_add_signed(jitter)), jitter)
        }
        None => (plus_days(person.created_on, spread(person.id, rhythm, rules.seed)), 0),
    };
    RhythmDue { date, transition: None, until: None, jitter }
}

/// The due date a transition sets: its first day, then its denser cycles.
fn in_transition(
    person: &PersonState,
    base: Option<NaiveDate>,
    transition: Transition,
    rules: &Rules,
) -> Option<RhythmDue> {
    let Transition { kind, started_on } = transition;
    let end = plus_days(started_on, kind.lasts());
    let kept = RhythmDue {
        date: started_on,
        transition: Some(kind),
        until: person.rhythm.is_none().then_some(end),
        jitter: 0,
    };
    let Some(base) = base.filter(|base| *base >= started_on) else { return Some(kept) };
    let since = u32::try_from(days_between(started_on, base)).unwrap_or(0);
    // Someone without a rhythm has one only while it lasts, and one hello on a return is enough.
    if since >= kind.lasts() || (kind == TransitionKind::Back && person.rhythm.is_none()) {
        return None;
    }
    let cycle = eased(kind, person.rhythm, since)?;
    let jitter = jitter_days(person.id, base, cycle, rules);
    Some(RhythmDue { date: plus_days(base, u32::from(cycle).saturating_add_signed(jitter)), jitter, ..kept })
}

/// Days by which the cycle that starts on `base` differs from the rhythm: at most a fifth either way.
fn jitter_days(id: PersonId, base: NaiveDate, rhythm: u16, rules: &Rules) -> i32 {
    let span = u64::from(rhythm / 5);
    if !rules.jitter || span == 0 {
        return 0;
    }
    let roll = with_iso(base, |date| mix(rules.seed, &[id.as_bytes(), date])) % (2 * span + 1);
    i32::try_from(roll).unwrap_or(0) - i32::try_from(span).unwrap_or(0)
}

/// The date as `YYYY-MM-DD`, written without the formatting machinery: ten thousand people are planned at a time.
fn with_iso<T>(date: NaiveDate, use_it: impl FnOnce(&[u8]) -> T) -> T {
    let Ok(year @ 0..=9999) = u16::try_from(date.year()) else {
        return use_it(date.to_string().as_bytes());
    };
    let digit = |number: u32| b'0' + u8::try_from(number % 10).unwrap_or(0);
    let (year, month, day) = (u32::from(year), date.month(), date.day());
    use_it(&[
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(day / 10),
        digit(day),
    ])
}

/// Days from coming into Nod to the first reminder: 0 up to the rhythm, spread evenly.
fn spread(id: PersonId, rhythm: u16, seed: u64) -> u32 {
    u32::try_from(mix(seed, &[id.as_bytes(), b"first cycle"]) % u64::from(rhythm.max(1))).unwrap_or(0)
}

/// Civil date a silence becomes drift, for someone without a rhythm: the day after twice one's own median gap, and at
/// least two weeks. "Not now" starts it anew.
#[must_use]
pub fn drift(person: &PersonState, rules: &Rules) -> Option<NaiveDate> {
    let (None, Some(median), Some(last)) = (person.rhythm, person.median_gap, person.last_move) else {
        return None;
    };
    let base = person.skipped_on.map_or(last, |skipped| skipped.max(last));
    let silence = (2 * u32::from(median)).max(DRIFT_AT_LEAST);
    let date = block::after(person.blocks.iter().map(|block| block.span), plus_days(base, silence + 1));
    Some(redated(Subject::Drift(person.id), working_day(date, rules), None, rules))
}

/// A due date as the absences left it, one after the other: what had become due by a return, but for the three that were
/// kept, is spread over the next cycle.
pub(super) fn redated(subject: Subject, due: NaiveDate, rhythm: Option<u16>, rules: &Rules) -> NaiveDate {
    let returns = rules.amnesty.iter().flat_map(Amnesty::returns);
    returns.fold(due, |due, (on, kept)| spread_by(on, kept, subject, due, rhythm, rules))
}

fn spread_by(
    on: NaiveDate,
    kept: &[ReminderKey],
    subject: Subject,
    due: NaiveDate,
    rhythm: Option<u16>,
    rules: &Rules,
) -> NaiveDate {
    // What the user meant for that very day is no backlog.
    let meant_for_it = matches!(subject, Subject::FollowUp(_)) && due == on;
    if due > on || meant_for_it || kept.contains(&ReminderKey { subject, due }) {
        return due;
    }
    let bytes: [u8; 16] = match subject {
        Subject::Rhythm(id) | Subject::Birthday(id) | Subject::Anniversary(id) | Subject::Drift(id) => {
            *id.as_bytes()
        }
        Subject::FollowUp(id) => *id.as_bytes(),
        Subject::Occasion(id) => *id.as_bytes(),
        Subject::Thanks(id) => *id.as_bytes(),
        Subject::Own(id) => *id.as_bytes(),
    };
    let cycle = u64::from(rhythm.unwrap_or(PLAIN_CYCLE).max(1));
    let roll = with_iso(on, |date| mix(rules.seed, &[&bytes, date, b"amnesty"])) % cycle;
    working_day(plus_days(on, 1 + u32::try_from(roll).unwrap_or(0)), rules)
}

/// Banners of a rhythm that may go unanswered before a longer one is offered.
const IGNORED_AT_MOST: usize = 2;

/// Rhythms that are offered, in days.
const LADDER: [u16; 7] = [7, 14, 30, 60, 90, 180, 365];

/// The longer rhythm to offer once so many banners went unanswered.
#[must_use]
pub fn longer_rhythm(rhythm: u16, ignored: usize) -> Option<u16> {
    LADDER.into_iter().find(|longer| *longer > rhythm).filter(|_| ignored >= IGNORED_AT_MOST)
}

/// `date` or the next working day after it.
#[must_use]
pub fn working_day(date: NaiveDate, rules: &Rules) -> NaiveDate {
    (0..7).map(|days| plus_days(date, days)).find(|day| rules.working_days[weekday(*day)]).unwrap_or(date)
}

/// `date` or the last working day before it.
#[must_use]
pub fn working_day_before(date: NaiveDate, rules: &Rules) -> NaiveDate {
    (0..7).map(|days| minus_days(date, days)).find(|day| rules.working_days[weekday(*day)]).unwrap_or(date)
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
