//! Banners: what they say, when they come, and what their buttons do.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Transaction;

use super::Nod;
use super::log::Around;
use crate::api::{Direction, Done, Logged, OpId};
use crate::clock::Now;
use crate::delivery::{self, BannerState, Due, Hush, Showing, return_key};
use crate::error::Result;
use crate::gesture::GestureId;
use crate::id::PersonId;
use crate::moment::NewMoment;
use crate::plan::{self, Planned, ReminderKey, Rules, Snapshot, Subject};
use crate::store::standing::{self, Place, Standing};
use crate::store::{follow_ups, moments, reminders, settings};

/// A button of a banner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BannerAction {
    /// What the notification daemon sends back.
    pub key: &'static str,
    /// What it says.
    pub label: String,
}

/// What a banner is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BannerKind {
    /// A person, to log a moment with.
    Person,
    /// An own reminder, to be done.
    Own,
    /// Several at once.
    Several,
    /// The greeting after an absence.
    Return,
}

/// One or several reminders as a banner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    /// The reminder's name; the first one's of several.
    pub reminder: String,
    /// Civil date it is shown on.
    pub on: NaiveDate,
    /// Which slot of the day it takes.
    pub slot: i64,
    /// Other rows of the ledger it stands for, with their slots.
    pub also: Vec<(String, i64)>,
    /// What it is about.
    pub kind: BannerKind,
    /// Whom it is about; nobody when it is about several, or no one.
    pub person: Option<PersonId>,
    /// Title.
    pub title: String,
    /// Body, plain text.
    pub body: String,
    /// Buttons.
    pub actions: Vec<BannerAction>,
}

impl Banner {
    /// Names and slots of its rows in the ledger.
    fn rows(&self) -> impl Iterator<Item = (&str, i64)> {
        let also = self.also.iter().map(|(name, slot)| (name.as_str(), *slot));
        std::iter::once((self.reminder.as_str(), self.slot)).chain(also)
    }

    /// True when both are the same rows of the ledger: claimed once more while it is still on its way or up.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let sorted = |banner: &Self| {
            let mut rows: Vec<_> = banner.rows().map(|(name, slot)| (name.to_owned(), slot)).collect();
            rows.sort_unstable();
            rows
        };
        self.on == other.on && sorted(self) == sorted(other)
    }

    /// True when both say the same of somebody: the later one makes the earlier one needless.
    #[must_use]
    pub fn repeats(&self, other: &Self) -> bool {
        let others = other.reminders();
        self.reminders().iter().any(|name| others.contains(name))
    }

    /// The reminders it stands for.
    fn reminders(&self) -> Vec<String> {
        let also = self.also.iter().map(|(name, _)| name).filter(|name| name.parse::<ReminderKey>().is_ok());
        std::iter::once(&self.reminder).chain(also).cloned().collect()
    }
}

/// Which button was pressed, or what became of a banner without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Log the suggested gesture.
    Log,
    /// An own reminder was done.
    Done,
    /// Put off to tomorrow, all of them.
    Later,
    /// Set aside for this time.
    NotNow,
    /// Look at the person, or at Today; nothing is settled by it.
    Open,
    /// The daemon let it go by itself.
    Expired,
    /// The user closed it.
    Dismissed,
}

impl Answer {
    /// The answer a button's key stands for.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "log" => Self::Log,
            "done" => Self::Done,
            "later" | "tomorrow" => Self::Later,
            "not-now" => Self::NotNow,
            "open" | "default" => Self::Open,
            _ => return None,
        })
    }
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

/// What a banner about one reminder is about.
pub(super) fn kind_of(reminder: &Planned) -> BannerKind {
    if reminder.person.is_none() || reminder.is_appointment() { BannerKind::Own } else { BannerKind::Person }
}

/// Writes how far a banner got. Where it stood is forgotten with it.
fn mark(tx: &Transaction<'_>, banner: &Banner, state: BannerState) -> Result<()> {
    for (name, slot) in banner.rows() {
        reminders::mark(tx, name, banner.on, slot, state)?;
    }
    standing::remove(tx, &banner.reminder, banner.on, banner.slot)
}

impl Nod {
    fn action(&self, key: &'static str, message: &str) -> BannerAction {
        BannerAction { key, label: self.texts.get(message) }
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
        let hush = Hush { paused_until: settings::pause(self.reader())?, away: &snapshot.away };
        let due = delivery::banners(&plan, &ledger, &self.settings()?, hush, now);
        let mut banners = Vec::new();
        for showing in delivery::bundle(due, rules.amnesty.as_ref(), &ledger, now) {
            let is_return = matches!(showing, Showing::Return(_) | Showing::Instead(_));
            let greeting = rules.amnesty.as_ref().filter(|_| is_return).map(return_key);
            let (kind, dues) = match showing {
                Showing::One(due) => (kind_of(due.reminder), vec![due]),
                Showing::Several(dues) => (BannerKind::Several, dues),
                Showing::Return(due) => (BannerKind::Return, vec![due]),
                Showing::Instead(dues) => match dues.as_slice() {
                    [due] => (kind_of(due.reminder), dues),
                    _ => (BannerKind::Several, dues),
                },
            };
            let claimed = self.store.remember(|tx| {
                let mut claimed = Vec::with_capacity(dues.len());
                for due in &dues {
                    if reminders::claim(tx, due, now)? {
                        claimed.push(due.clone());
                    }
                }
                if let (Some(name), [due, ..]) = (&greeting, claimed.as_slice()) {
                    // Outside the windows' slots: the greeting and its hello are one banner of the day.
                    let before = ledger
                        .iter()
                        .find(|row| row.reminder == *name && row.slot == delivery::SLOT_ASKED)
                        .map(|row| row.claimed);
                    let greeting = Due { claimed: before, slot: delivery::SLOT_ASKED, ..due.clone() };
                    reminders::claim_as(tx, name, &greeting, now)?;
                    if kind != BannerKind::Return {
                        // Left unsaid, and for good.
                        reminders::mark(tx, name, now.today(), greeting.slot, BannerState::Withdrawn)?;
                    }
                }
                Ok(claimed)
            })?;
            let greeting =
                greeting.filter(|_| kind == BannerKind::Return).map(|name| (name, delivery::SLOT_ASKED));
            banners.extend(self.banner(kind, &claimed, greeting, now.today(), (&snapshot, &rules), now)?);
        }
        Ok(banners)
    }

    /// The banner that says these reminders, as shown on `on`; nothing when there is none. `greeting` is the row of the
    /// greeting after an absence, if it is one.
    pub(super) fn banner(
        &self,
        kind: BannerKind,
        dues: &[Due<'_>],
        greeting: Option<(String, i64)>,
        on: NaiveDate,
        (snapshot, rules): (&Snapshot, &Rules),
        now: Now,
    ) -> Result<Option<Banner>> {
        let Some(first) = dues.first() else { return Ok(None) };
        let kind = if kind == BannerKind::Several && dues.len() == 1 { BannerKind::Person } else { kind };
        let (title, body) = self.banner_text(kind, dues, snapshot, rules, now)?;
        let others = dues.iter().skip(1).map(|due| (due.reminder.key.to_string(), due.slot));
        Ok(Some(Banner {
            reminder: first.reminder.key.to_string(),
            on,
            slot: first.slot,
            also: others.chain(greeting).collect(),
            kind,
            person: first.reminder.person.filter(|_| kind != BannerKind::Several),
            title,
            body,
            actions: self.banner_actions(kind),
        }))
    }

    fn banner_actions(&self, kind: BannerKind) -> Vec<BannerAction> {
        let actions: [(&'static str, &str); 2] = match kind {
            BannerKind::Person => [("log", "banner-log"), ("later", "banner-later")],
            BannerKind::Own => [("done", "banner-done"), ("later", "banner-later")],
            BannerKind::Several => [("open", "banner-open"), ("tomorrow", "banner-tomorrow")],
            BannerKind::Return => [("open", "banner-open"), ("not-now", "banner-not-now")],
        };
        actions.into_iter().map(|(key, message)| self.action(key, message)).collect()
    }

    /// Notes that a claimed banner is on its way.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn banner_shown(&mut self, banner: &Banner) -> Result<()> {
        self.mark(banner, BannerState::Shown)
    }

    /// [`Self::banner_shown`], and where it stands, so that the next resident can answer for it if this one is cut off.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn banner_shown_at(&mut self, banner: &Banner, place: &Place) -> Result<()> {
        self.store.remember(|tx| {
            mark(tx, banner, BannerState::Shown)?;
            let rows = banner.rows().map(|(name, slot)| (name.to_owned(), slot)).collect();
            standing::add(tx, Standing { place: place.clone(), on: banner.on, rows })
        })
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

    /// Notes that a banner made room for a newer one. A row that both have tells how far the newer one got.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn banner_replaced(&mut self, older: &Banner, newer: &Banner) -> Result<()> {
        self.store.remember(|tx| {
            for row in older.rows() {
                if older.on != newer.on || !newer.rows().any(|other| other == row) {
                    reminders::mark(tx, row.0, older.on, row.1, BannerState::Expired)?;
                }
            }
            standing::remove(tx, &older.reminder, older.on, older.slot)
        })
    }

    /// True while a banner still says something new: one of its reminders was neither answered nor put off since.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn banner_stands(&self, banner: &Banner, now: Now) -> Result<bool> {
        let (snapshot, rules) = self.outlook(now)?;
        Ok(banner.reminders().iter().filter_map(|name| name.parse::<ReminderKey>().ok()).any(|key| {
            let back = snapshot.put_off.get(&key).is_none_or(|until| *until <= now.utc);
            let standing = plan::standing(&snapshot, key, now, &rules);
            // Someone who went on leave since, or whom the user wants quiet about, is not to be thought of now.
            let blocked = standing.flatten().is_some_and(|id| {
                let person = snapshot.people.iter().find(|person| person.id == id);
                person.is_some_and(|person| person.blocked(now.today()).is_some())
            });
            back && standing.is_some() && (!blocked || matches!(key.subject, Subject::Own(_)))
        }))
    }

    fn mark(&mut self, banner: &Banner, state: BannerState) -> Result<()> {
        self.store.remember(|tx| mark(tx, banner, state))
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
            Answer::Log | Answer::Done | Answer::Later | Answer::NotNow | Answer::Open => {
                BannerState::Answered
            }
        };
        // On the day before, after the clock was set back, its reminder may stand again.
        if state == BannerState::Answered
            && reminders::is_answered(self.reader(), &banner.reminder, banner.on, banner.slot)?
        {
            return Ok(None);
        }
        let undoable = |nod: &Self, done: Done| {
            done.op.map(|op| Confirmation {
                title: nod.discreet(&done.words),
                op,
                actions: vec![nod.action("undo", "banner-undo")],
            })
        };
        let confirmation = match answer {
            Answer::Log => {
                self.log_reminder(&banner.reminder, now)?.and_then(|logged| self.confirmation(&logged))
            }
            Answer::Later => {
                let done = self.later_all(&banner.reminders(), "tomorrow", now)?;
                undoable(self, done)
            }
            Answer::Done | Answer::NotNow => {
                let done = self.skip(&banner.reminder, now)?;
                undoable(self, done)
            }
            Answer::Open | Answer::Expired | Answer::Dismissed => None,
        };
        // What was done is confirmed, with its Undo, even if that it was answered could not be noted.
        match self.mark(banner, state) {
            Err(error) if confirmation.is_none() => Err(error),
            _ => Ok(confirmation),
        }
    }

    /// Logs the gesture a reminder suggests, if the reminder still stands.
    ///
    /// # Errors
    /// When the id is not a reminder's, or the database cannot be read or written.
    pub fn log_reminder(&mut self, reminder: &str, now: Now) -> Result<Option<Logged>> {
        let key: ReminderKey = Self::reminder_key(reminder)?;
        let (snapshot, rules) = self.outlook(now)?;
        let Some(Some(person)) = plan::standing(&snapshot, key, now, &rules) else { return Ok(None) };
        let answers = match key.subject {
            Subject::FollowUp(id) => Some(id),
            _ => None,
        };
        let note = match answers {
            Some(id) => follow_ups::get(self.reader(), id)?.text,
            None => String::new(),
        };
        let gesture = match key.subject {
            Subject::Rhythm(_) | Subject::Drift(_) => {
                let recent = moments::recent_gestures(self.reader(), person, 5)?;
                crate::prompt::suggest(key, &recent, rules.seed)
            }
            Subject::FollowUp(_) => GestureId::remembered(),
            Subject::Thanks(_) => GestureId::thanked(),
            Subject::Birthday(_) | Subject::Anniversary(_) | Subject::Occasion(_) => GestureId::celebrated(),
            Subject::Own(_) => GestureId::checked_in(),
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
        let next_due = plan::next_due(&snapshot, now.today(), &rules).map(|(date, _)| date);
        let asked_for = snapshot.put_off.values().copied().chain(plan::appointments(&snapshot, now));
        let hush = Hush { paused_until: settings::pause(self.reader())?, away: &snapshot.away };
        let ledger = reminders::ledger(self.reader(), now.today())?;
        let next = delivery::next_wake(&plan, asked_for, next_due, &ledger, &self.settings()?, hush, now);
        let listened = self.listening(now)?.map(|running| running.until);
        Ok(next.into_iter().chain(listened).min())
    }
}
