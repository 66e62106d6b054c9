//! Banners: what they say, when they come, and what their buttons do.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::Nod;
use super::log::Around;
use crate::api::{Direction, Logged, OpId, Reminder};
use crate::clock::Now;
use crate::delivery::{self, BannerState, Hush};
use crate::error::Result;
use crate::id::PersonId;
use crate::moment::NewMoment;
use crate::plan::{self, ReminderKey, Subject};
use crate::store::follow_ups::{self, OpenFollowUp};
use crate::store::{moments, people, reminders, settings};
use crate::words;

/// A clock this far from the last one seen is held for wrong.
const CLOCK_LEAP: TimeDelta = TimeDelta::days(366);

/// A leapt clock that has held this long is believed.
const BELIEVED_AFTER: TimeDelta = TimeDelta::days(1);

/// A button of a banner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BannerAction {
    /// What the notification daemon sends back.
    pub key: &'static str,
    /// What it says.
    pub label: String,
}

/// A reminder as a banner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    /// The reminder's name.
    pub reminder: String,
    /// Civil date it is shown on.
    pub on: NaiveDate,
    /// Which slot of the day it takes.
    pub slot: i64,
    /// Whom it is about.
    pub person: PersonId,
    /// Title.
    pub title: String,
    /// Body, plain text.
    pub body: String,
    /// Buttons.
    pub actions: Vec<BannerAction>,
}

/// Which button was pressed, or what became of a banner without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Log the suggested gesture.
    Log,
    /// Put off to tomorrow.
    Later,
    /// Look at the person; nothing is settled by it.
    Open,
    /// The daemon let it go by itself.
    Expired,
    /// The user closed it.
    Dismissed,
}

/// A banner that says what was just done, with Undo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// "Thanked Amara".
    pub title: String,
    /// What Undo takes back.
    pub op: OpId,
    /// Undo, Add a note.
    pub actions: Vec<BannerAction>,
}

impl Nod {
    fn action(&self, key: &'static str, message: &str) -> BannerAction {
        BannerAction { key, label: self.texts.get(message) }
    }

    fn hush(&self, now: Now) -> Result<Hush> {
        Ok(Hush { paused_until: self.paused_until(now)? })
    }

    /// The banners to show now, each claimed for this process.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn claim_banners(&mut self, now: Now) -> Result<Vec<Banner>> {
        if !self.clock_is_sane(now)? {
            return Ok(Vec::new());
        }
        let (snapshot, rules, plan) = self.planned(now)?;
        let ledger = reminders::ledger(self.reader(), now.today())?;
        let due = delivery::banners(&plan, &ledger, &self.settings()?, self.hush(now)?, now);
        let mut banners = Vec::with_capacity(due.len());
        for due in due {
            let reminder = self.reminder(due.reminder, &snapshot, &rules, now)?;
            let follow_up = due.reminder.follow_up.and_then(|index| snapshot.follow_ups.get(index));
            let banner = self.banner(&reminder, follow_up, due.slot, now)?;
            if self.store.remember(|tx| reminders::claim(tx, &due, now))? {
                banners.push(banner);
            }
        }
        Ok(banners)
    }

    /// False while the clock stands over a year from where it was last seen: better silent than a year of reminders at
    /// once. A time that has held for a day is believed.
    fn clock_is_sane(&mut self, now: Now) -> Result<bool> {
        let instant = |text: Option<String>| {
            text.and_then(|text| text.parse().ok()).and_then(DateTime::<Utc>::from_timestamp_millis)
        };
        let seen = instant(settings::state(self.reader(), "last_seen_ms")?);
        let doubted = instant(settings::state(self.reader(), "doubted_ms")?);
        let leapt = seen.is_some_and(|seen| (now.utc - seen).abs() >= CLOCK_LEAP);
        let held = doubted.map(|since| now.utc - since);
        if leapt && !held.is_some_and(|held| held >= BELIEVED_AFTER && held < CLOCK_LEAP) {
            // The doubt is as old as its first look, while the clock goes on from there.
            if !held.is_some_and(|held| held >= TimeDelta::zero() && held < BELIEVED_AFTER) {
                let text = now.utc.timestamp_millis().to_string();
                self.store.remember(|tx| settings::set_state(tx, "doubted_ms", &text))?;
            }
            return Ok(false);
        }
        if doubted.is_some() || seen.is_none_or(|seen| (now.utc - seen).abs() >= TimeDelta::hours(1)) {
            let text = now.utc.timestamp_millis().to_string();
            self.store.remember(|tx| {
                settings::set_state(tx, "last_seen_ms", &text)?;
                settings::forget_state(tx, "doubted_ms")
            })?;
        }
        Ok(true)
    }

    fn banner(
        &self,
        reminder: &Reminder,
        follow_up: Option<&OpenFollowUp>,
        slot: i64,
        now: Now,
    ) -> Result<Banner> {
        let hidden = self.settings()?.hide_names;
        let called = people::get(self.reader(), reminder.person.id)?.fields.called;
        let name = words::short_name(&reminder.person, &called);
        let last = people::last_moment(self.reader(), reminder.person.id)?;
        let ago = last.as_ref().map(|last| words::ago(&self.texts, last.on, now.today()));
        let last = last.as_ref().map(|l| &l.gesture).zip(ago.as_deref());
        let said = words::last(&self.texts, last, |id| self.gesture_name(id));
        let (title, body) = match (hidden, follow_up) {
            (true, _) => (self.texts.get("banner-hidden-title"), self.texts.get("banner-hidden-body")),
            (false, Some(follow_up)) => (
                self.texts.with("banner-follow-up-title", &[("name", name.into())]),
                self.texts.with("banner-follow-up-body", &[("text", follow_up.text.clone().into())]),
            ),
            (false, None) => (
                self.texts.with("banner-one-title", &[("name", name.into())]),
                self.texts.with(
                    "banner-one-body",
                    &[("last", said.into()), ("prompt", reminder.prompt.clone().into())],
                ),
            ),
        };
        Ok(Banner {
            reminder: reminder.id.clone(),
            on: now.today(),
            slot,
            person: reminder.person.id,
            title,
            body,
            actions: vec![self.action("log", "banner-log"), self.action("later", "banner-later")],
        })
    }

    /// Notes that a claimed banner is on its way.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn banner_shown(&mut self, banner: &Banner) -> Result<()> {
        self.mark(banner, BannerState::Shown)
    }

    /// Gives back a banner that could not be shown; Today still has it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn banner_not_shown(&mut self, banner: &Banner) -> Result<()> {
        self.mark(banner, BannerState::Claimed)
    }

    /// Notes that a banner was taken back, because its reminder was answered elsewhere.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn banner_withdrawn(&mut self, banner: &Banner) -> Result<()> {
        self.mark(banner, BannerState::Withdrawn)
    }

    /// True while a banner still says something new: its reminder was neither answered nor put off since.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn banner_stands(&self, banner: &Banner, now: Now) -> Result<bool> {
        if self.reminder_person(&banner.reminder)?.is_none() {
            return Ok(false);
        }
        let put_off = reminders::snapshot(self.reader())?.put_off;
        Ok(put_off.get(&banner.reminder).is_none_or(|until| *until <= now.utc))
    }

    fn mark(&mut self, banner: &Banner, state: BannerState) -> Result<()> {
        self.store.remember(|tx| reminders::mark(tx, &banner.reminder, banner.on, banner.slot, state))
    }

    /// Carries out a banner's answer. `None` when there is nothing to confirm: the same answer twice, or a reminder that
    /// was settled elsewhere, changes nothing.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn answer_banner(
        &mut self,
        banner: &Banner,
        answer: Answer,
        now: Now,
    ) -> Result<Option<Confirmation>> {
        let state = match answer {
            Answer::Expired => BannerState::Expired,
            Answer::Dismissed => BannerState::Dismissed,
            Answer::Log | Answer::Later | Answer::Open => BannerState::Answered,
        };
        let confirmation = match answer {
            Answer::Log => {
                self.log_reminder(&banner.reminder, now)?.and_then(|logged| self.confirmation(&logged))
            }
            Answer::Later => {
                let done = self.later(&banner.reminder, "tomorrow", now)?;
                done.op.map(|op| Confirmation {
                    title: self.discreet(&done.words),
                    op,
                    actions: vec![self.action("undo", "banner-undo")],
                })
            }
            Answer::Open | Answer::Expired | Answer::Dismissed => None,
        };
        self.mark(banner, state)?;
        Ok(confirmation)
    }

    /// Logs the gesture a reminder suggests, if the reminder still stands.
    ///
    /// # Errors
    /// When the id is not a reminder's, or the database cannot be read or written.
    pub fn log_reminder(&mut self, reminder: &str, now: Now) -> Result<Option<Logged>> {
        let key: ReminderKey = Self::reminder_key(reminder)?;
        let Some(person) = self.reminder_person(reminder)? else { return Ok(None) };
        let rules = reminders::rules(self.reader(), &self.settings()?)?;
        let answers = match key.subject {
            Subject::FollowUp(id) => Some(id),
            Subject::Rhythm(_) => None,
        };
        let gesture = match answers {
            Some(_) => crate::gesture::GestureId::remembered(),
            None => {
                let recent = moments::recent_gestures(self.reader(), person, 5)?;
                let planned = plan::Planned {
                    key,
                    person,
                    silence: 0,
                    rhythm: None,
                    follow_up: None,
                    put_off_until: None,
                };
                crate::prompt::suggest(&planned, &recent, rules.seed)
            }
        };
        let note = match answers {
            Some(id) => follow_ups::get(self.reader(), id)?.text,
            None => String::new(),
        };
        let moment = NewMoment {
            people: vec![person],
            gestures: vec![gesture],
            direction: Direction::Mine,
            channel: None,
            note,
            at: None,
        };
        self.log_around(&moment, &Around { answers, ..Around::default() }, now).map(Some)
    }

    /// The banner that confirms a moment logged without a window.
    #[must_use]
    pub fn confirmation(&self, logged: &Logged) -> Option<Confirmation> {
        let actions = vec![self.action("undo", "banner-undo"), self.action("note", "banner-note")];
        let op = logged.op?;
        Some(Confirmation { title: self.discreet(&logged.words), op, actions })
    }

    /// What a banner may say: the words, or none of them where names are kept off banners.
    fn discreet(&self, words: &str) -> String {
        let hidden = self.settings().is_ok_and(|settings| settings.hide_names);
        if hidden { self.texts.get("banner-hidden-done") } else { words.to_owned() }
    }

    /// When to look again; nothing when nothing lies ahead.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn next_wake(&self, now: Now) -> Result<Option<DateTime<Utc>>> {
        let (snapshot, rules, plan) = self.planned(now)?;
        let next_due = plan::next_due(&snapshot, now.today(), &rules);
        let put_off = snapshot.put_off.values().copied();
        let hush = self.hush(now)?;
        let next_due = next_due.map(|(date, _)| date);
        let ledger = reminders::ledger(self.reader(), now.today())?;
        Ok(delivery::next_wake(&plan, put_off, next_due, &ledger, &self.settings()?, hush, now))
    }
}
