//! Today, and what one does with a reminder: later, not now.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::Nod;
use crate::api::{Done, LaterChoice, Reminder, TodayView, WeekDay};
use crate::clock::{Now, minus_days, plus_days, weekday};
use crate::error::{Error, Result};
use crate::id::PersonId;
use crate::plan::{self, ReminderKey, Rules, Snapshot, Subject};
use crate::store::moments::{self, Filter};
use crate::store::{own_reminders, people, reminders};
use crate::words;

/// Most gestures shown for a day of the week strip.
const GESTURES_A_DAY: usize = 12;

/// Rows of who was met last that the tray looks through: enough for a menu of people met again and again.
const RECENTLY_MET: usize = 60;

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
        let (snapshot, rules) = self.outlook(now)?;
        let now = match on {
            Some(date) if date != now.today() => Now::at(now.instant_at(date, 23 * 60 + 59), now.zone),
            _ => now,
        };
        let date = now.today();
        let snapshot = if on.is_some() { self.snapshot(date)? } else { snapshot };
        let plan = plan::plan(&snapshot, date, now, &rules);
        let reminders = plan
            .today
            .iter()
            .map(|planned| self.reminder(planned, &snapshot, &rules, now))
            .collect::<Result<Vec<_>>>()?;
        let todays = Filter { from: Some(date), until: Some(date), ..Filter::default() };
        let (week, week_total) = self.week(date, &rules)?;
        let people = people::count(self.reader())?;
        let back = rules.amnesty.as_ref().is_some_and(|amnesty| amnesty.on == date);
        Ok(TodayView {
            date,
            greeting: self.greeting(back, now)?,
            lede: self.lede(date, &reminders, people, back),
            more: plan.more.len(),
            done: self.moments_where(&todays, 0, 50, now)?.rows,
            week,
            week_total,
            next: self.next_words(&snapshot, &rules, date)?,
            people,
            paused: self.paused_words(now)?,
            clock: if on.is_some() { None } else { self.clock_doubt(now)? },
            later: self.later_choices(now)?,
            reminders,
        })
    }

    fn greeting(&self, back: bool, now: Now) -> Result<String> {
        let part = match now.minute_of_day() / 60 {
            _ if back => "back",
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

    fn lede(&self, date: NaiveDate, reminders: &[Reminder], people: usize, back: bool) -> String {
        let date = words::full_date(&self.texts, date);
        if people == 0 {
            return self.texts.with("lede-first", &[("date", date.into())]);
        }
        // Someone may be there twice, and a reminder of one's own may be about nobody.
        let whom: HashSet<PersonId> =
            reminders.iter().filter_map(|reminder| Some(reminder.person.as_ref()?.id)).collect();
        let number = self.texts.get(&format!("number-{}", whom.len().clamp(2, 5)));
        let message = match (back, whom.is_empty() && !reminders.is_empty()) {
            (false, true) => "lede-own",
            (true, true) => "lede-back-own",
            (true, false) => "lede-back",
            (false, false) => "lede",
        };
        self.texts
            .with(message, &[("date", date.into()), ("count", whom.len().into()), ("words", number.into())])
    }

    fn next_words(&self, snapshot: &Snapshot, rules: &Rules, date: NaiveDate) -> Result<Option<String>> {
        let Some((on, person)) = plan::next_due(snapshot, date, rules) else { return Ok(None) };
        let when = words::on_day(&self.texts, on, date);
        let Some(person) = person else {
            return Ok(Some(self.texts.with("today-next-own", &[("when", when.into())])));
        };
        let name = people::chip(self.reader(), person)?.name;
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

    /// Whose reminder this is, if it still stands: answered, moved and deleted ones do not. Nobody's for an own reminder
    /// that is about no one.
    fn standing(&self, key: ReminderKey, now: Now) -> Result<Option<Option<PersonId>>> {
        let (snapshot, rules) = self.outlook(now)?;
        Ok(plan::standing(&snapshot, key, now, &rules))
    }

    /// Whose reminder this is, if it still stands; `Some(None)` when it is about no one.
    ///
    /// # Errors
    /// When the id is not a reminder's or the database cannot be read.
    pub fn reminder_person(&self, reminder: &str, now: Now) -> Result<Option<Option<PersonId>>> {
        self.standing(Self::reminder_key(reminder)?, now)
    }

    /// What a reminder is called in a sentence: the person's name, else its own text.
    pub(super) fn reminder_name(&self, key: ReminderKey, person: Option<PersonId>) -> Result<String> {
        match (person, key.subject) {
            (Some(person), _) => Ok(people::chip(self.reader(), person)?.name),
            (None, Subject::Own(id)) => Ok(own_reminders::get(self.reader(), id)?.text),
            (None, _) => Ok(String::new()),
        }
    }

    /// Puts a reminder off. The same again, or a reminder that is settled, changes nothing.
    ///
    /// # Errors
    /// When `when` cannot be read or is over.
    pub fn later(&mut self, reminder: &str, when: &str, now: Now) -> Result<Done> {
        self.later_all(&[reminder.to_owned()], when, now)
    }

    /// Puts several reminders off at once, with one Undo.
    ///
    /// # Errors
    /// As [`Self::later`].
    pub fn later_all(&mut self, reminders: &[String], when: &str, now: Now) -> Result<Done> {
        let until = self.later_until(when, now)?;
        let (snapshot, rules) = self.outlook(now)?;
        let mut standing = Vec::with_capacity(reminders.len());
        for reminder in reminders {
            let key = Self::reminder_key(reminder)?;
            if let Some(person) = plan::standing(&snapshot, key, now, &rules) {
                standing.push((key, person));
            }
        }
        let Some((key, person)) = standing.first().copied() else { return Ok(self.nothing()) };
        let there = words::instant(&self.texts, Now::at(until, now.zone), now.today());
        let words = if standing.len() == 1 {
            let name = self.reminder_name(key, person)?;
            self.texts.with("done-later", &[("name", name.into()), ("when", there.into())])
        } else {
            self.texts.with("done-later-all", &[("when", there.into())])
        };
        self.act(now, |tx| {
            for (key, person) in standing {
                reminders::put_off(tx, key, person, Some(until), now)?;
            }
            Ok(words)
        })
    }

    /// Skips a reminder for this cycle; a follow-up and an unsaid thanks are let go, an own reminder counts as done. The
    /// same again changes nothing.
    ///
    /// # Errors
    /// When the id is not a reminder's.
    pub fn skip(&mut self, reminder: &str, now: Now) -> Result<Done> {
        let key = Self::reminder_key(reminder)?;
        let Some(person) = self.standing(key, now)? else { return Ok(self.nothing()) };
        match key.subject {
            Subject::FollowUp(id) => self.follow_up_let_go(id, now),
            Subject::Thanks(id) => self.contribution_let_go(id, now),
            Subject::Own(_) => self.own_done(&key.to_string(), now),
            _ => {
                let name = self.reminder_name(key, person)?;
                let words = self.texts.with("done-skipped", &[("name", name.into())]);
                self.act(now, |tx| reminders::put_off(tx, key, person, None, now).map(|_| words))
            }
        }
    }

    pub(super) fn nothing(&self) -> Done {
        Done { op: None, words: self.texts.get("done-nothing") }
    }

    /// The people the tray offers to log with: Today's, then whoever was met last, at most `limit`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn tray_people(&self, now: Now, limit: usize) -> Result<Vec<TrayPerson>> {
        let (_, _, plan) = self.planned(now)?;
        let todays = plan.today.iter().filter_map(|planned| planned.person);
        let recent = moments::met_last(self.reader(), RECENTLY_MET)?;
        let mut chosen: Vec<TrayPerson> = Vec::new();
        for id in todays.chain(recent) {
            if chosen.len() < limit && chosen.iter().all(|person| person.id != id) {
                let chip = people::active(self.reader(), id)?;
                chosen.extend(chip.map(|chip| TrayPerson { id, name: chip.name }));
            }
        }
        if chosen.len() < limit {
            for chip in people::first_by_name(self.reader(), limit)? {
                if chosen.len() < limit && chosen.iter().all(|person| person.id != chip.id) {
                    chosen.push(TrayPerson { id: chip.id, name: chip.name });
                }
            }
        }
        Ok(chosen)
    }
}
