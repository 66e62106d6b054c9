//! What lies ahead and why.

use chrono::NaiveDate;

use super::Nod;
use crate::api::{DayAhead, Foreseen, Settings, Why, WhyStep};
use crate::block::BlockKind;
use crate::clock::Now;
use crate::delivery;
use crate::error::{Error, Result};
use crate::id::PersonId;
use crate::plan::{self, PersonState, Planned, Reason, Rules, Snapshot};
use crate::store::{people, settings};
use crate::words;

/// Most days a plan looks ahead.
const DAYS_AHEAD: u32 = 92;

impl Nod {
    /// The plan of `days` days, today's first. Each reminder is named on the first day Today holds it, and taken for
    /// answered by then.
    ///
    /// # Errors
    /// When it is not 1 to 92 days, or the database cannot be read.
    pub fn ahead(&self, days: u32, now: Now) -> Result<Vec<DayAhead>> {
        let (snapshot, rules) = self.outlook(now)?;
        self.days_ahead(&snapshot, &rules, &self.settings()?, days, now)
    }

    /// The same under settings that are not saved.
    ///
    /// # Errors
    /// When a setting is out of its limits; else as [`Self::ahead`].
    pub fn preview(&self, new: &Settings, days: u32, now: Now) -> Result<Vec<DayAhead>> {
        let new = settings::check(new)?;
        let (snapshot, rules) = self.outlook(now)?;
        let rules = Rules {
            working_days: new.working_days,
            jitter: new.jitter,
            today_at_most: usize::from(new.today_at_most),
            lead_days: new.lead_days,
            ..rules
        };
        self.days_ahead(&snapshot, &rules, &new, days, now)
    }

    fn days_ahead(
        &self,
        snapshot: &Snapshot,
        rules: &Rules,
        settings: &Settings,
        days: u32,
        now: Now,
    ) -> Result<Vec<DayAhead>> {
        if !(1..=DAYS_AHEAD).contains(&days) {
            return Err(Error::field(
                "days",
                "error-days-ahead",
                vec![("limit", i64::from(DAYS_AHEAD).into())],
            ));
        }
        let mut found = Vec::new();
        for day in plan::days_ahead(snapshot, days, now, rules) {
            let away = snapshot.away.iter().any(|span| span.holds(day.date));
            let quiet = away || !delivery::is_working_day(settings, day.date);
            let mut times =
                if quiet { Vec::new() } else { window_times(settings, day.date, now) }.into_iter();
            let on =
                if day.date == now.today() { now } else { Now::at(now.instant_at(day.date, 0), now.zone) };
            let mut reminders = Vec::with_capacity(day.today.len());
            for planned in &day.today {
                let at = match planned.asked_for {
                    Some(at) if planned.is_appointment() => Some(words::time(Now::at(at, now.zone))),
                    _ => times.next(),
                };
                reminders.push(Foreseen {
                    id: planned.key.to_string(),
                    kind: planned.kind(),
                    person: planned.person.map(|id| people::chip(self.reader(), id)).transpose()?,
                    why: self.foreseen_why(planned, snapshot, on)?,
                    banner: at,
                });
            }
            let label = words::full_date(&self.texts, day.date);
            found.push(DayAhead { date: day.date, label, quiet, reminders });
        }
        Ok(found)
    }

    /// The sentence of a reminder; an own one that is about no one says what it is.
    fn foreseen_why(&self, planned: &Planned, snapshot: &Snapshot, on: Now) -> Result<String> {
        match planned.reason {
            Reason::Own(index) => Ok(snapshot.own.get(index).map(|own| own.text.clone()).unwrap_or_default()),
            _ => self.why_words(planned, snapshot, on),
        }
    }

    /// Why a person comes when they come, step by step.
    ///
    /// # Errors
    /// When there is no such person.
    pub fn why(&self, id: PersonId, now: Now) -> Result<Why> {
        let (snapshot, rules) = self.outlook(now)?;
        let person = people::chip(self.reader(), id)?;
        let Some(state) = snapshot.people.iter().find(|state| state.id == id) else {
            let words = self.texts.get("whystep-archived");
            let steps = vec![WhyStep { step: "archived".to_owned(), words }];
            return Ok(Why { person, steps, next_due: None });
        };
        let mut steps = Steps { nod: self, steps: Vec::new() };
        self.why_base(&mut steps, state, id, now)?;
        self.why_due(&mut steps, state, &snapshot, &rules, now);
        let standing =
            plan::plan(&snapshot, now.today(), now, &Rules { today_at_most: usize::MAX, ..rules.clone() });
        let here = standing.today.iter().find(|planned| planned.person == Some(id));
        if let Some(planned) =
            here.filter(|planned| !matches!(planned.reason, Reason::Rhythm(_) | Reason::Drift(_)))
        {
            let why = self.why_words(planned, &snapshot, now)?;
            steps.say("also", "whystep-also", &[("why", why.into())]);
        }
        let only = Snapshot {
            people: vec![state.clone()],
            follow_ups: snapshot.follow_ups.iter().filter(|f| f.person == id).cloned().collect(),
            unsaid: snapshot.unsaid.iter().filter(|unsaid| unsaid.person == id).cloned().collect(),
            occasions: snapshot.occasions.iter().filter(|own| own.person == id).cloned().collect(),
            own: snapshot.own.iter().filter(|own| own.person == Some(id)).cloned().collect(),
            ..Snapshot::default()
        };
        let next_due = here.map(|_| now.today());
        let next_due = next_due.or_else(|| plan::next_due(&only, now.today(), &rules).map(|(date, _)| date));
        let steps = self.why_next(steps, next_due, now);
        Ok(Why { person, steps, next_due })
    }

    fn why_next(&self, mut steps: Steps<'_>, next_due: Option<NaiveDate>, now: Now) -> Vec<WhyStep> {
        match next_due {
            Some(date) if date == now.today() => steps.say("due", "whystep-today", &[]),
            Some(date) => {
                let when = words::on_day(&self.texts, date, now.today());
                steps.say("due", "whystep-due", &[("when", when.into())]);
            }
            None => steps.say("due", "whystep-never", &[]),
        }
        steps.steps
    }

    /// The last moment, and the rhythm with its source.
    fn why_base(&self, steps: &mut Steps<'_>, state: &PersonState, id: PersonId, now: Now) -> Result<()> {
        match state.last_move {
            Some(last) => {
                let ago = words::ago(&self.texts, last, now.today());
                steps.say("last", "whystep-last", &[("ago", ago.into())]);
            }
            None => steps.say("last", "whystep-no-moment", &[]),
        }
        let fields = people::get(self.reader(), id)?.fields;
        let rhythm = words::rhythm(&self.texts, state.rhythm).to_lowercase();
        match (fields.rhythm_days, state.rhythm) {
            (Some(_), _) => steps.say("rhythm", "whystep-rhythm-own", &[("rhythm", rhythm.into())]),
            (None, Some(_)) => {
                let circle = self.circles()?.into_iter().find(|circle| Some(circle.id) == fields.circle);
                let circle = circle.map(|circle| circle.name).unwrap_or_default();
                let args = [("rhythm", rhythm.into()), ("circle", circle.into())];
                steps.say("rhythm", "whystep-rhythm-circle", &args);
            }
            (None, None) => steps.say("rhythm", "whystep-rhythm-none", &[]),
        }
        Ok(())
    }

    /// What bends the due date, in the order it is reckoned.
    fn why_due(
        &self,
        steps: &mut Steps<'_>,
        state: &PersonState,
        snapshot: &Snapshot,
        rules: &Rules,
        now: Now,
    ) {
        let when = |date: NaiveDate| words::on_day(&self.texts, date, now.today());
        if let Some(skipped) = state.skipped_on {
            steps.say("skipped", "whystep-skipped", &[("when", when(skipped).into())]);
        }
        if let Some(due) = plan::rhythm_due(state, rules) {
            if let Some(kind) = due.transition {
                steps.say("transition", &format!("whystep-transition-{}", kind.as_str()), &[]);
            }
            match due.jitter {
                0 if state.last_move.max(state.skipped_on).is_none() && due.transition.is_none() => {
                    steps.say("first", "whystep-first", &[]);
                }
                0 => {}
                days => {
                    let message = if days > 0 { "whystep-jitter-later" } else { "whystep-jitter-earlier" };
                    steps.say("jitter", message, &[("count", i64::from(days.unsigned_abs()).into())]);
                }
            }
            if rules.amnesty.as_ref().is_some_and(|amnesty| {
                let plain = Rules { amnesty: None, ..rules.clone() };
                plan::due(state, &plain) != Some(due.date) && due.date > amnesty.on
            }) {
                steps.say("amnesty", "whystep-amnesty", &[]);
            }
            let key = plan::ReminderKey { subject: plan::Subject::Rhythm(state.id), due: due.date };
            if let Some(until) = snapshot.put_off.get(&key).filter(|until| **until > now.utc) {
                let until = words::instant(&self.texts, Now::at(*until, now.zone), now.today());
                steps.say("later", "whystep-later", &[("until", until.into())]);
            }
        } else if let (Some(median), Some(on)) = (state.median_gap, plan::drift(state, rules)) {
            let gap = words::rhythm(&self.texts, Some(median.max(1))).to_lowercase();
            steps.say("drift", "whystep-drift", &[("gap", gap.into()), ("when", when(on).into())]);
        }
        for block in state.blocks.iter().filter(|block| block.span.until >= now.today()) {
            let message = if block.kind == BlockKind::Leave { "whystep-leave" } else { "whystep-pause" };
            steps.say("block", message, &[("span", self.span_words(block.span, now).into())]);
        }
    }
}

/// The steps said so far.
struct Steps<'a> {
    nod: &'a Nod,
    steps: Vec<WhyStep>,
}

impl Steps<'_> {
    fn say(&mut self, step: &str, message: &str, args: crate::texts::Args<'_>) {
        let words = self.nod.texts.with(message, args);
        self.steps.push(WhyStep { step: step.to_owned(), words });
    }
}

/// The time of each banner a working day may bring, in order.
fn window_times(settings: &Settings, date: NaiveDate, now: Now) -> Vec<String> {
    let open =
        settings.windows.iter().enumerate().filter(|(_, minute)| !delivery::is_quiet(settings, **minute));
    open.flat_map(|(window, minute)| {
        let time = words::time(Now::at(now.instant_at(date, *minute), now.zone));
        std::iter::repeat_n(time, delivery::quota(settings, window))
    })
    .collect()
}
