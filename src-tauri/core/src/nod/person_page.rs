//! One person's page.

use chrono::NaiveDate;

use super::Nod;
use crate::api::{OccasionAhead, PersonFields, PersonPage, RhythmSource, TransitionNow};
use crate::clock::{Now, days_between};
use crate::error::Result;
use crate::id::PersonId;
use crate::occasion::{anniversary, yearly};
use crate::person::Birthday;
use crate::store::{moments, occasions, people, reminders};
use crate::transition::Transition;
use crate::{plan, words};

impl Nod {
    /// Everything a person's page shows.
    ///
    /// # Errors
    /// When there is no such person.
    pub fn person(&self, id: PersonId, now: Now) -> Result<PersonPage> {
        self.store.snapshot(|| self.page(id, now))
    }

    fn page(&self, id: PersonId, now: Now) -> Result<PersonPage> {
        let stored = people::get(self.reader(), id)?;
        let state = reminders::state_of(self.reader(), id)?;
        let rules = self.rules(now)?;
        let next_due = if stored.archived { None } else { plan::due(&state, &rules) };
        let circle_name = stored.fields.circle.map(|id| self.circle_name(id)).transpose()?.flatten();
        let source = match (stored.fields.rhythm_days, state.rhythm) {
            (Some(_), _) => RhythmSource::Person,
            (None, Some(_)) => RhythmSource::Circle,
            (None, None) => RhythmSource::None,
        };
        Ok(PersonPage {
            person: people::chip(self.reader(), id)?,
            local_time: self.local_time(&stored.fields, now),
            circle_name,
            rhythm_days: state.rhythm,
            rhythm: words::rhythm(&self.texts, state.rhythm),
            rhythm_source: source,
            next_due,
            next_words: self.next_due_words(next_due, now),
            last: self.last_moment(id, now)?,
            details: self.details(id, false, now)?,
            follow_ups: self.follow_ups(Some(id), now)?,
            contributions: self.contributions(Some(id), now)?,
            occasions: self.occasions_ahead(id, &stored.fields, now)?,
            blocks: self.block_rows(state.blocks.clone(), now)?,
            transition: state.transition.and_then(|transition| self.transition_now(transition, now)),
            moments_total: moments::count_with(self.reader(), id)?,
            since: self.since(id)?,
            archived: stored.archived,
            fields: stored.fields,
        })
    }

    fn next_due_words(&self, due: Option<chrono::NaiveDate>, now: Now) -> String {
        match due {
            None => self.texts.get("next-none"),
            Some(due) if due <= now.today() => self.texts.get("next-today"),
            Some(due) => {
                let date = words::day(&self.texts, due, now.today());
                self.texts.with("next-around", &[("date", date.into())])
            }
        }
    }

    fn local_time(&self, fields: &PersonFields, now: Now) -> Option<String> {
        let zone: chrono_tz::Tz = fields.zone.parse().ok()?;
        let city = zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
        let place = if fields.place.is_empty() { city } else { fields.place.clone() };
        let time = words::time(Now::at(now.utc, zone));
        Some(self.texts.with("local-time", &[("time", time.into()), ("place", place.into())]))
    }

    /// Birthday, work anniversary and own occasions that come again, the next one first.
    fn occasions_ahead(&self, id: PersonId, fields: &PersonFields, now: Now) -> Result<Vec<OccasionAhead>> {
        let today = now.today();
        let ahead =
            |own, title, on| OccasionAhead { own, title, on, when: words::day(&self.texts, on, today) };
        let mut found = Vec::new();
        if let Ok(birthday) = fields.birthday.parse::<Birthday>() {
            let on = yearly(birthday.month, birthday.day, today);
            found.push(ahead(None, self.texts.get("occasion-birthday"), on));
        }
        if let Ok(started) = fields.start_date.parse::<NaiveDate>() {
            let (on, years) = anniversary(started, today);
            let title = self.texts.with("occasion-anniversary", &[("years", i64::from(years).into())]);
            found.push(ahead(None, title, on));
        }
        for own in occasions::of_person(self.reader(), id)? {
            if let Some(on) = own.next(today) {
                found.push(ahead(Some(own.id), own.title, on));
            }
        }
        found.sort_by_key(|occasion| occasion.on);
        Ok(found)
    }

    /// What a person goes through, unless it is over.
    fn transition_now(&self, transition: Transition, now: Now) -> Option<TransitionNow> {
        let Transition { kind, started_on } = transition;
        let over = days_between(started_on, now.today()) >= i64::from(kind.lasts());
        let date = words::plain_date(&self.texts, started_on, now.today());
        let words = self.texts.with(&format!("transition-{}", kind.as_str()), &[("date", date.into())]);
        (!over).then_some(TransitionNow { kind, words })
    }
}
