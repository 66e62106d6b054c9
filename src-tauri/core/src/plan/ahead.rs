//! What lies ahead: the next day on which someone becomes due, the next appointments, and the plan of the days to come.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::candidates::{Stretch, by_id, of_follow_up, of_occasion, of_person, of_unsaid};
use super::{Plan, Planned, Reason, ReminderKey, Rules, Snapshot, plan};
use crate::clock::{Now, plus_days};
use crate::id::PersonId;

/// The next civil date after `on` on which someone new becomes due, and who; nobody for an own reminder about no one.
/// Own reminders with a time are [`appointments`].
#[must_use]
pub fn next_due(snapshot: &Snapshot, on: NaiveDate, rules: &Rules) -> Option<(NaiveDate, Option<PersonId>)> {
    let people = by_id(snapshot);
    let mut next: Option<(NaiveDate, Option<PersonId>)> = None;
    let mut offer = |date: NaiveDate, person: Option<PersonId>| {
        if date > on && next.is_none_or(|best| (date, person) < best) {
            next = Some((date, person));
        }
    };
    let due = |stretch: &Stretch, blocked: Option<NaiveDate>| match blocked {
        // What stands while it is blocked is due when the block ends.
        Some(end) => stretch.key.due.max(end),
        None => stretch.key.due,
    };
    let end = |person: &super::PersonState| person.blocked(on).map(|block| block.span.end());
    for person in &snapshot.people {
        for stretch in of_person(person, on, rules) {
            offer(due(&stretch, end(person)), Some(person.id));
        }
    }
    for (index, follow_up) in snapshot.follow_ups.iter().enumerate() {
        if let Some(person) = people.get(&follow_up.person) {
            offer(due(&of_follow_up(follow_up, index, person, rules), end(person)), Some(person.id));
        }
    }
    for (index, unsaid) in snapshot.unsaid.iter().enumerate() {
        if let Some(person) = people.get(&unsaid.person) {
            offer(due(&of_unsaid(unsaid, index, person, rules), end(person)), Some(person.id));
        }
    }
    for (index, own) in snapshot.occasions.iter().enumerate() {
        if let Some(person) = people.get(&own.person)
            && let Some(stretch) = of_occasion(snapshot, index, person, on, rules)
        {
            offer(due(&stretch, end(person)), Some(person.id));
        }
    }
    for own in snapshot.own.iter().filter(|own| own.at.is_none()) {
        if let Some(date) = own.next_after(on).filter(|date| own.is_open(*date)) {
            offer(date, own.person);
        }
    }
    next
}

/// The next instant after `now` of each own reminder with a time.
pub fn appointments(snapshot: &Snapshot, now: Now) -> impl Iterator<Item = DateTime<Utc>> + '_ {
    snapshot.own.iter().filter_map(move |own| {
        let minute = own.at?;
        let yesterday = now.today().pred_opt()?;
        // Today's may lie behind; then it is the one after.
        let mut date = own.next_after(yesterday);
        while let Some(day) = date {
            let at = now.instant_at(day, minute);
            if at > now.utc && own.is_open(day) {
                return Some(at);
            }
            date = own.next_after(day);
        }
        None
    })
}

/// What a day to come brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPlan {
    /// The civil date.
    pub date: NaiveDate,
    /// Whom to think of that day for the first time.
    pub today: Vec<Planned>,
}

/// The plan of `days` days from that of `now` on. Each reminder is named on the first day Today holds it, and taken for
/// answered by then; so what one day does not hold flows on to the next. A new cycle that an answer would start is not
/// foretold: when it starts is the user's to decide.
#[must_use]
pub fn days_ahead(snapshot: &Snapshot, days: u32, now: Now, rules: &Rules) -> Vec<DayPlan> {
    let first = now.today();
    let mut named: HashSet<ReminderKey> = HashSet::new();
    let mut thought_of: HashSet<PersonId> = HashSet::new();
    let everyone = Rules { today_at_most: usize::MAX, ..rules.clone() };
    (0..days)
        .map(|ahead| {
            let date = plus_days(first, ahead);
            // What is asked for by a time later that day belongs to the day.
            let at = Now::at(now.utc.max(now.instant_at(date, 23 * 60 + 59)), now.zone);
            let Plan { today, .. } = plan(snapshot, date, at, &everyone);
            let fresh = today.into_iter().filter(|planned| match (planned.reason, planned.person) {
                // A moment with someone answers whatever else stood for them, but for what was written down.
                (Reason::Own(_), _) | (_, None) => !named.contains(&planned.key),
                (_, Some(person)) => !thought_of.contains(&person),
            });
            let today: Vec<Planned> = fresh.take(rules.today_at_most).collect();
            for planned in &today {
                named.insert(planned.key);
                thought_of.extend(planned.person);
            }
            DayPlan { date, today }
        })
        .collect()
}
