//! Every reason that stands on a day.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::due::redated;
use super::{
    DRIFT_STANDS, PersonState, Planned, Reason, ReminderKey, Rules, Snapshot, Subject, drift, rhythm_due,
    working_day, working_day_before,
};
use crate::block;
use crate::clock::{Now, minus_days, plus_days};
use crate::contribution::{REST_DAYS, Unsaid};
use crate::id::PersonId;
use crate::occasion::{STANDS_AFTER, anniversary, standing_from, yearly};
use crate::own_reminder::OwnReminder;
use crate::store::follow_ups::OpenFollowUp;

/// Days after which a ripe follow-up leaves Today quietly. It stays on the person's page.
pub const FOLLOW_UP_STANDS: u32 = 30;

/// Stands for the rhythm of someone without one, when silences are compared.
const PLAIN_RHYTHM: u16 = 30;

/// A reason and the days it stands: it becomes due on its key's date and ends after `until`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub key: ReminderKey,
    pub reason: Reason,
    /// The last civil date; nothing when it stands until it is answered.
    pub until: Option<NaiveDate>,
}

impl Stretch {
    fn stands(&self, on: NaiveDate) -> bool {
        self.key.due <= on && self.until.is_none_or(|until| on <= until)
    }
}

/// Everyone in the snapshot by id.
pub(super) fn by_id(snapshot: &Snapshot) -> HashMap<PersonId, &PersonState> {
    let about_someone = !snapshot.follow_ups.is_empty()
        || !snapshot.unsaid.is_empty()
        || !snapshot.occasions.is_empty()
        || snapshot.own.iter().any(|own| own.person.is_some());
    if about_someone {
        snapshot.people.iter().map(|person| (person.id, person)).collect()
    } else {
        HashMap::new()
    }
}

/// Every reason of one person that is read from the person alone, standing or ahead, seen from `on`.
pub(super) fn of_person(
    person: &PersonState,
    on: NaiveDate,
    rules: &Rules,
) -> impl Iterator<Item = Stretch> + use<> {
    let rhythm = rhythm_due(person, rules).map(|due| Stretch {
        key: ReminderKey { subject: Subject::Rhythm(person.id), due: due.date },
        reason: Reason::Rhythm(due.transition),
        until: due.until,
    });
    let quiet = drift(person, rules).map(|due| Stretch {
        key: ReminderKey { subject: Subject::Drift(person.id), due },
        reason: Reason::Drift(person.median_gap.unwrap_or(0)),
        until: Some(plus_days(due, DRIFT_STANDS)),
    });
    // Those who were only brought in with an address book bring no birthdays.
    let is_noticed = person.rhythm.is_some() || person.moments > 0;
    let birthday = person.birthday.filter(|_| is_noticed).and_then(|birthday| {
        let next = |from| Some((yearly(birthday.month, birthday.day, from), ()));
        let (on, due, ()) = occasion(person, on, rules.lead_days, rules, next)?;
        Some(dated(Subject::Birthday(person.id), due, on, Reason::Birthday(on), rules))
    });
    let anniversary = person.started.filter(|_| is_noticed).and_then(|started| {
        let (on, due, years) =
            occasion(person, on, rules.lead_days, rules, |from| Some(anniversary(started, from)))?;
        Some(dated(Subject::Anniversary(person.id), due, on, Reason::Anniversary(on, years), rules))
    });
    [rhythm, quiet, birthday, anniversary].into_iter().flatten()
}

fn dated(subject: Subject, due: NaiveDate, on: NaiveDate, reason: Reason, rules: &Rules) -> Stretch {
    let key = ReminderKey { subject, due };
    // What an absence passed over is over: a birthday cannot be moved.
    let let_go = rules.amnesty.as_ref().is_some_and(|last| due <= last.on && !last.kept.contains(&key));
    let until = if let_go { NaiveDate::MIN } else { plus_days(on, STANDS_AFTER) };
    Stretch { key, reason, until: Some(until) }
}

/// The cycle of an occasion that stands on `on`, else the next one: its date, the day its reminder comes, and what
/// `next` tells of it. A moment of one's own from that day on answers it.
fn occasion<T>(
    person: &PersonState,
    on: NaiveDate,
    lead_days: u8,
    rules: &Rules,
    next: impl Fn(NaiveDate) -> Option<(NaiveDate, T)>,
) -> Option<(NaiveDate, NaiveDate, T)> {
    let (date, told) = next(standing_from(on))?;
    let due = working_day_before(minus_days(date, u32::from(lead_days)), rules);
    if person.last_move.is_none_or(|last| last < due) {
        return Some((date, due, told));
    }
    let (date, told) = next(plus_days(date, 1))?;
    Some((date, working_day_before(minus_days(date, u32::from(lead_days)), rules), told))
}

pub(super) fn of_follow_up(
    follow_up: &OpenFollowUp,
    index: usize,
    person: &PersonState,
    rules: &Rules,
) -> Stretch {
    let subject = Subject::FollowUp(follow_up.id);
    let ripe = block::after(person.blocks.iter().map(|block| block.span), follow_up.on);
    let due = redated(subject, working_day(ripe, rules), None, rules);
    Stretch {
        key: ReminderKey { subject, due },
        reason: Reason::FollowUp(index),
        until: Some(plus_days(due, FOLLOW_UP_STANDS)),
    }
}

pub(super) fn of_unsaid(unsaid: &Unsaid, index: usize, person: &PersonState, rules: &Rules) -> Stretch {
    let subject = Subject::Thanks(unsaid.id);
    let ripe = working_day(unsaid.ripe(person.last_move), rules);
    let due = redated(subject, ripe, None, rules);
    let fresh = unsaid.fresh_until();
    // One that an absence moved is said once more, however old.
    let until = if due == ripe { fresh } else { fresh.max(plus_days(due, REST_DAYS)) };
    Stretch { key: ReminderKey { subject, due }, reason: Reason::Thanks(index), until: Some(until) }
}

pub(super) fn of_occasion(
    snapshot: &Snapshot,
    index: usize,
    person: &PersonState,
    on: NaiveDate,
    rules: &Rules,
) -> Option<Stretch> {
    let own = snapshot.occasions.get(index)?;
    let (date, due, ()) = occasion(person, on, own.lead_days, rules, |from| Some((own.next(from)?, ())))?;
    Some(dated(Subject::Occasion(own.id), due, date, Reason::Occasion(index, date), rules))
}

fn of_own(own: &OwnReminder, index: usize, on: NaiveDate, now: Now) -> Option<Stretch> {
    let begun = |date: NaiveDate| own.at.is_none_or(|minute| now.instant_at(date, minute) <= now.utc);
    let due = own.standing(on, begun)?;
    let key = ReminderKey { subject: Subject::Own(own.id), due };
    Some(Stretch { key, reason: Reason::Own(index), until: None })
}

/// Every reason that stands on `on` at the instant of `now`, in no order.
pub(super) fn candidates(snapshot: &Snapshot, on: NaiveDate, now: Now, rules: &Rules) -> Vec<Planned> {
    let people = by_id(snapshot);
    let mut found: Vec<Planned> = Vec::new();
    let mut add = |stretch: Stretch, person: Option<&PersonState>| {
        let aside = !snapshot.skipped.is_empty() && snapshot.skipped.contains(&stretch.key);
        if stretch.stands(on) && !aside {
            found.push(planned(stretch, person, on));
        }
    };
    for person in snapshot.people.iter().filter(|person| person.blocked(on).is_none()) {
        for stretch in of_person(person, on, rules) {
            add(stretch, Some(person));
        }
    }
    let known = |id: &PersonId| people.get(id).copied().filter(|person| person.blocked(on).is_none());
    for (index, follow_up) in snapshot.follow_ups.iter().enumerate() {
        if let Some(person) = known(&follow_up.person) {
            add(of_follow_up(follow_up, index, person, rules), Some(person));
        }
    }
    for (index, unsaid) in snapshot.unsaid.iter().enumerate() {
        if let Some(person) = known(&unsaid.person) {
            add(of_unsaid(unsaid, index, person, rules), Some(person));
        }
    }
    for (index, own) in snapshot.occasions.iter().enumerate() {
        if let Some(person) = known(&own.person)
            && let Some(stretch) = of_occasion(snapshot, index, person, on, rules)
        {
            add(stretch, Some(person));
        }
    }
    for (index, own) in snapshot.own.iter().enumerate() {
        // The user wrote it down for that day: neither a leave nor a pause of the person holds it.
        let person = own.person.map(|id| people.get(&id).copied());
        if person == Some(None) {
            continue;
        }
        if let Some(stretch) = of_own(own, index, on, now) {
            add(stretch, person.flatten());
        }
    }
    for planned in &mut found {
        if let Reason::Own(index) = planned.reason
            && let Some(minute) = snapshot.own.get(index).and_then(|own| own.at)
        {
            planned.asked_for = Some(now.instant_at(planned.key.due, minute));
        }
    }
    found
}

fn planned(stretch: Stretch, person: Option<&PersonState>, on: NaiveDate) -> Planned {
    let rhythm = match stretch.reason {
        Reason::Drift(median) => Some(median.saturating_mul(2)),
        Reason::Rhythm(_) => person.and_then(|person| person.rhythm),
        _ => person.and_then(|person| person.rhythm).or(Some(PLAIN_RHYTHM)),
    };
    Planned {
        key: stretch.key,
        person: person.map(|person| person.id),
        reason: stretch.reason,
        silence: person.map_or(0, |person| person.silence(on)),
        rhythm,
        moments: person.map_or(0, |person| person.moments),
        asked_for: None,
        put_off: false,
    }
}

/// Whose reminder a key names and whether it still does: `Some(None)` for an own reminder that is about no one, nothing
/// for one that was answered, moved, set aside or deleted. One that lies ahead stands too.
#[must_use]
pub fn standing(snapshot: &Snapshot, key: ReminderKey, now: Now, rules: &Rules) -> Option<Option<PersonId>> {
    if snapshot.skipped.contains(&key) {
        return None;
    }
    let on = now.today();
    let find = |id: PersonId| snapshot.people.iter().find(|person| person.id == id);
    let is_it = |stretch: &Stretch| stretch.key == key && stretch.until.is_none_or(|until| on <= until);
    match key.subject {
        Subject::Rhythm(id) | Subject::Drift(id) | Subject::Birthday(id) | Subject::Anniversary(id) => {
            let person = find(id)?;
            of_person(person, on, rules).any(|stretch| is_it(&stretch)).then_some(Some(id))
        }
        Subject::FollowUp(id) => {
            let (index, follow_up) = snapshot.follow_ups.iter().enumerate().find(|(_, f)| f.id == id)?;
            let person = find(follow_up.person)?;
            is_it(&of_follow_up(follow_up, index, person, rules)).then_some(Some(person.id))
        }
        Subject::Thanks(id) => {
            let (index, unsaid) = snapshot.unsaid.iter().enumerate().find(|(_, unsaid)| unsaid.id == id)?;
            let person = find(unsaid.person)?;
            is_it(&of_unsaid(unsaid, index, person, rules)).then_some(Some(person.id))
        }
        Subject::Occasion(id) => {
            let (index, own) = snapshot.occasions.iter().enumerate().find(|(_, own)| own.id == id)?;
            let person = find(own.person)?;
            let stretch = of_occasion(snapshot, index, person, on, rules)?;
            is_it(&stretch).then_some(Some(person.id))
        }
        Subject::Own(id) => {
            let own = snapshot.own.iter().find(|own| own.id == id)?;
            // Once a later occurrence has begun, the earlier one is past.
            let latest =
                own.standing(on, |date| own.at.is_none_or(|minute| now.instant_at(date, minute) <= now.utc));
            let next = || {
                own.next_after(
                    latest
                        .unwrap_or_else(|| minus_days(own.on, 1))
                        .max(own.done_on.unwrap_or(NaiveDate::MIN)),
                )
            };
            (latest == Some(key.due) || next() == Some(key.due)).then_some(own.person)
        }
    }
}
