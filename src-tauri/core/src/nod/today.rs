//! Today, and what one does with a reminder: later, not now.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::Nod;
use crate::api::{Done, LaterChoice, Reminder, TodayView, WeekDay};
use crate::clock::{Now, minus_days, plus_days, weekday};
use crate::error::{Error, Result};
use crate::id::PersonId;
use crate::plan::{self, Planned, ReminderKey, Rules, Snapshot, Subject};
use crate::store::follow_ups::{self, End};
use crate::store::moments::{self, Filter};
use crate::store::{people, reminders};
use crate::{prompt, words};

/// Most gestures shown for a day of the week strip.
const GESTURES_A_DAY: usize = 12;

/// A person offered in the tray's Log menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayPerson {
    /// Who.
    pub id: PersonId,
    /// Display name.
    pub name: String,
}

impl Nod {
    /// Everything Today shows, for `on` when another day is asked about.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn today(&self, on: Option<NaiveDate>, now: Now) -> Result<TodayView> {
        let now = match on {
            Some(date) if date != now.today() => Now::at(now.instant_at(date, 23 * 60 + 59), now.zone),
            _ => now,
        };
        let date = now.today();
        let (snapshot, rules, plan) = self.planned(now)?;
        let reminders = plan
            .today
            .iter()
            .map(|planned| self.reminder(planned, &snapshot, &rules, now))
            .collect::<Result<Vec<_>>>()?;
        let todays = Filter { from: Some(date), until: Some(date), ..Filter::default() };
        let (week, week_total) = self.week(date, &rules)?;
        let people = people::count(self.reader())?;
        Ok(TodayView {
            date,
            greeting: self.greeting(now)?,
            lede: self.lede(date, reminders.len(), people),
            more: plan.more.len(),
            done: self.moments_where(&todays, 0, 50, now)?.rows,
            week,
            week_total,
            next: self.next_words(&snapshot, &rules, date)?,
            people,
            paused: self.paused_words(now)?,
            later: self.later_choices(now)?,
            reminders,
        })
    }

    fn greeting(&self, now: Now) -> Result<String> {
        let part = match now.minute_of_day() / 60 {
            5..=11 => "morning",
            12..=16 => "afternoon",
            17..=22 => "evening",
            _ => "night",
        };
        let name = self.settings()?.your_name;
        let name =
            if name.is_empty() { name } else { self.texts.with("greeting-name", &[("name", name.into())]) };
        Ok(self.texts.with(&format!("greeting-{part}"), &[("name", name.into())]))
    }

    fn lede(&self, date: NaiveDate, count: usize, people: usize) -> String {
        let date = words::full_date(&self.texts, date);
        if people == 0 {
            return self.texts.with("lede-first", &[("date", date.into())]);
        }
        let number = self.texts.get(&format!("number-{}", count.clamp(2, 5)));
        self.texts.with("lede", &[("date", date.into()), ("count", count.into()), ("words", number.into())])
    }

    fn next_words(&self, snapshot: &Snapshot, rules: &Rules, date: NaiveDate) -> Result<Option<String>> {
        let Some((on, person)) = plan::next_due(snapshot, date, rules) else { return Ok(None) };
        let name = people::chip(self.reader(), person)?.name;
        let when = words::on_day(&self.texts, on, date);
        Ok(Some(self.texts.with("today-next", &[("name", name.into()), ("when", when.into())])))
    }

    fn week(&self, date: NaiveDate, rules: &Rules) -> Result<(Vec<WeekDay>, usize)> {
        let monday = minus_days(date, u32::try_from(weekday(date)).unwrap_or(0));
        let sunday = plus_days(monday, 6);
        let this_week = Filter { from: Some(monday), until: Some(sunday), ..Filter::default() };
        let (total, mut found) = moments::list(self.reader(), &this_week, 0, 500)?;
        found.reverse();
        let days = (0..7).map(|n| plus_days(monday, n)).filter_map(|day| {
            let gestures: Vec<_> = found
                .iter()
                .filter(|m| m.on == day)
                .flat_map(|m| m.gestures.iter().cloned())
                .take(GESTURES_A_DAY)
                .collect();
            let shown = rules.working_days[weekday(day)] || !gestures.is_empty() || day == date;
            let label = words::weekday_short(&self.texts, day);
            shown.then_some(WeekDay { date: day, label, gestures, today: day == date })
        });
        Ok((days.collect(), total))
    }

    pub(super) fn reminder(
        &self,
        planned: &Planned,
        snapshot: &Snapshot,
        rules: &Rules,
        now: Now,
    ) -> Result<Reminder> {
        let follow_up = planned.follow_up.and_then(|index| snapshot.follow_ups.get(index));
        let recent = moments::recent_gestures(self.reader(), planned.person, 5)?;
        let (gesture, prompt, why) = match follow_up {
            Some(follow_up) => (
                crate::gesture::GestureId::remembered(),
                self.texts.with("prompt-follow-up", &[("text", follow_up.text.clone().into())]),
                self.texts.with(
                    "why-follow-up",
                    &[("when", words::on_day(&self.texts, follow_up.on, now.today()).into())],
                ),
            ),
            None => {
                let gesture = prompt::suggest(planned, &recent, rules.seed);
                let said = prompt::prompt(&self.texts, planned, &gesture, rules.seed);
                (gesture, said, self.why_rhythm(planned, !recent.is_empty()))
            }
        };
        Ok(Reminder {
            id: planned.key.to_string(),
            kind: planned.kind(),
            person: people::chip(self.reader(), planned.person)?,
            why,
            prompt,
            gesture,
            due: planned.key.due,
            follow_up: follow_up.map(|f| f.id),
        })
    }

    fn why_rhythm(&self, planned: &Planned, met: bool) -> String {
        let rhythm = words::rhythm(&self.texts, planned.rhythm).to_lowercase();
        if met {
            let silence = words::stretch(&self.texts, planned.silence);
            self.texts.with("why-rhythm", &[("silence", silence.into()), ("rhythm", rhythm.into())])
        } else {
            self.texts.with("why-first", &[("rhythm", rhythm.into())])
        }
    }

    fn later_choices(&self, now: Now) -> Result<Vec<LaterChoice>> {
        let mut choices = Vec::new();
        for (when, label) in
            [("2h", "later-hours"), ("tomorrow", "later-tomorrow"), ("next-week", "later-next-week")]
        {
            let until = self.later_until(when, now)?;
            let there = Now::at(until, now.zone);
            let time = words::time(there);
            let short = words::weekday_short(&self.texts, there.today());
            let detail = if there.today() == now.today() { time } else { format!("{short} {time}") };
            choices.push(LaterChoice { when: when.to_owned(), label: self.texts.get(label), detail });
        }
        Ok(choices)
    }

    /// The instant `when` means: `2h` (any number of hours), `tomorrow`, `next-week` or a date, each at the first window.
    fn later_until(&self, when: &str, now: Now) -> Result<DateTime<Utc>> {
        let settings = self.settings()?;
        let opens = settings.windows.first().copied().unwrap_or(9 * 60);
        let hours =
            when.strip_suffix('h').and_then(|n| n.parse::<i64>().ok()).filter(|n| (1..=72).contains(n));
        let until = if let Some(hours) = hours {
            now.utc + TimeDelta::hours(hours)
        } else {
            let date = match when {
                "tomorrow" => plus_days(now.today(), 1),
                "next-week" => plus_days(now.today(), 7 - u32::try_from(weekday(now.today())).unwrap_or(0)),
                date => date
                    .parse()
                    .map_err(|_| Error::field("when", "error-when", vec![("value", date.into())]))?,
            };
            now.instant_at(date, opens)
        };
        if until <= now.utc {
            return Err(Error::field("when", "error-when-past", vec![("value", when.into())]));
        }
        Ok(until)
    }

    /// Whose reminder this is, if it still stands: answered, moved and deleted ones do not.
    fn standing(&self, key: ReminderKey) -> Result<Option<PersonId>> {
        let snapshot = reminders::snapshot(self.reader())?;
        let rules = reminders::rules(self.reader(), &self.settings()?)?;
        Ok(match key.subject {
            Subject::Rhythm(id) => {
                let person = snapshot.people.iter().find(|person| person.id == id);
                person.filter(|person| plan::due(person, &rules) == Some(key.due)).map(|person| person.id)
            }
            Subject::FollowUp(id) => {
                let follow_up = snapshot.follow_ups.iter().find(|f| f.id == id);
                follow_up.filter(|f| plan::working_day(f.on, &rules) == key.due).map(|f| f.person)
            }
        })
    }

    /// Whose reminder this is, if it still stands.
    ///
    /// # Errors
    /// When the id is not a reminder's or the database cannot be read.
    pub fn reminder_person(&self, reminder: &str) -> Result<Option<PersonId>> {
        self.standing(Self::reminder_key(reminder)?)
    }

    /// Puts a reminder off. The same again, or a reminder that is settled, changes nothing.
    ///
    /// # Errors
    /// When `when` cannot be read or is over.
    pub fn later(&mut self, reminder: &str, when: &str, now: Now) -> Result<Done> {
        let key = Self::reminder_key(reminder)?;
        let until = self.later_until(when, now)?;
        let Some(person) = self.standing(key)? else { return Ok(self.nothing()) };
        let name = people::chip(self.reader(), person)?.name;
        let there = words::instant(&self.texts, Now::at(until, now.zone), now.today());
        let words = self.texts.with("done-later", &[("name", name.into()), ("when", there.into())]);
        self.act(now, |tx| reminders::put_off(tx, key, person, Some(until), now).map(|_| words))
    }

    /// Skips a reminder for this cycle; a follow-up is let go. The same again changes nothing.
    ///
    /// # Errors
    /// When the id is not a reminder's.
    pub fn skip(&mut self, reminder: &str, now: Now) -> Result<Done> {
        let key = Self::reminder_key(reminder)?;
        let Some(person) = self.standing(key)? else { return Ok(self.nothing()) };
        if let Subject::FollowUp(id) = key.subject {
            let text = follow_ups::get(self.reader(), id)?.text;
            let words = self.texts.with("done-follow-up-let-go", &[("text", text.into())]);
            return self.act(now, |tx| follow_ups::end(tx, id, End::LetGo).map(|_| words));
        }
        let name = people::chip(self.reader(), person)?.name;
        let words = self.texts.with("done-skipped", &[("name", name.into())]);
        self.act(now, |tx| reminders::put_off(tx, key, person, None, now).map(|_| words))
    }

    fn nothing(&self) -> Done {
        Done { op: None, words: self.texts.get("done-nothing") }
    }

    /// The people the tray offers to log with: Today's, then whoever was met last, at most `limit`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn tray_people(&self, now: Now, limit: usize) -> Result<Vec<TrayPerson>> {
        let (_, _, plan) = self.planned(now)?;
        let todays = plan.today.iter().map(|planned| planned.person);
        let (_, recent) = moments::list(self.reader(), &Filter::default(), 0, 40)?;
        let recent = recent.iter().flat_map(|moment| moment.people.iter().copied());
        let directory = self.directory()?;
        let everyone = directory.people.iter().map(|entry| entry.listed.chip.id);
        let mut chosen: Vec<TrayPerson> = Vec::new();
        for id in todays.chain(recent).chain(everyone) {
            if chosen.len() == limit {
                break;
            }
            let known = directory.people.iter().map(|entry| &entry.listed.chip).find(|chip| chip.id == id);
            let fresh = known.filter(|chip| chosen.iter().all(|person| person.id != chip.id));
            chosen.extend(fresh.map(|chip| TrayPerson { id, name: chip.name.clone() }));
        }
        Ok(chosen)
    }
}
