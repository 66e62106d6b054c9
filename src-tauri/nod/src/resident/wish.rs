//! What the user asked for in tray and banners, carried out on the database. A wish that cannot be written because
//! another process holds the database is kept and tried again; any other failure is said.

use std::time::{Duration, Instant};

use nod_core::api::{OpId, Route};
use nod_core::clock::Now;
use nod_core::error::{Error, Result};
use nod_core::gesture::GestureId;
use nod_core::id::PersonId;
use nod_core::nod::{Answer, Banner, Confirmation, Nod, Place};
use notify_rust::CloseReason;
use tracing::warn;

use super::board::{News, Ticket, Trouble};
use super::card::Card;
use super::heart::Heart;
use super::listening::Timer;
use super::showing::{Subject, confirmation_card, reminder_card};
use super::windows::Ask;

/// Milliseconds between the tries of a wish; after the last one, half a minute from the first, it is given up and said.
const WAITS: [u64; 10] = [250, 500, 1000, 2000, 4000, 5000, 5000, 5000, 5000, 5000];

/// Between two tries of a wish while the data is locked. Unlocking tries at once.
const LOCKED_WAIT: Duration = Duration::from_secs(3600);

/// How long the end of the process waits for the database.
const LAST_PATIENCE: Duration = Duration::from_secs(2);

/// Something to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Log this with this person.
    Log(PersonId, GestureId),
    /// Carry out a banner's answer.
    Answer(Banner, Answer),
    /// Note what became of a banner.
    Note(Banner, Became),
    /// Take this back.
    Undo(OpId),
    /// Be quiet until then, or be back.
    Pause(Option<&'static str>),
    /// Something about the listening timer.
    Listening(Timer),
}

/// What became of a banner without the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// The daemon took it.
    Shown(Place),
    /// It is to be shown again.
    GivenBack,
    /// It was taken back.
    Withdrawn,
    /// It made room for this one.
    Replaced(Box<Banner>),
}

/// A wish that waits for the database.
#[derive(Debug)]
pub struct Kept {
    pub(super) wish: Wish,
    pub(super) tries: usize,
    /// When to try again.
    pub next: Instant,
}

/// What came of a wish.
enum Outcome {
    Confirmed(Confirmation, Option<PersonId>),
    Said(String),
    Silent,
}

impl Wish {
    /// For the log, where no name and no note belongs.
    const fn word(&self) -> &'static str {
        match self {
            Self::Log(..) => "a moment could not be logged",
            Self::Answer(..) => "a banner's answer could not be carried out",
            Self::Note(..) => "what became of a banner could not be noted",
            Self::Undo(_) => "an undo could not be carried out",
            Self::Pause(_) => "the pause could not be set",
            Self::Listening(timer) => timer.word(),
        }
    }

    /// True for what the user asked for. What the daemon did by itself is none; the worst is one banner too many.
    const fn is_asked(&self) -> bool {
        match self {
            Self::Answer(_, answer) => !matches!(answer, Answer::Expired | Answer::Dismissed | Answer::Open),
            Self::Note(..) => false,
            Self::Log(..) | Self::Undo(_) | Self::Pause(_) | Self::Listening(_) => true,
        }
    }

    fn carry_out(&self, nod: &mut Nod, now: Now) -> Result<Outcome> {
        Ok(match self {
            Self::Log(person, gesture) => {
                let logged = nod.log_gesture(*person, gesture, now)?;
                let confirmation = nod.confirmation(&logged);
                confirmation
                    .map_or(Outcome::Silent, |confirmation| Outcome::Confirmed(confirmation, Some(*person)))
            }
            Self::Answer(banner, answer) => {
                let confirmation = nod.answer_banner(banner, *answer, now)?;
                // A note belongs to a moment, and only Log writes one.
                let person = banner.person.filter(|_| *answer == Answer::Log);
                confirmation.map_or(Outcome::Silent, |confirmation| Outcome::Confirmed(confirmation, person))
            }
            Self::Note(banner, became) => {
                match became {
                    Became::Shown(place) => nod.banner_shown_at(banner, place)?,
                    Became::GivenBack => nod.banner_not_shown(banner)?,
                    Became::Withdrawn => nod.banner_withdrawn(banner)?,
                    Became::Replaced(newer) => nod.banner_replaced(banner, newer)?,
                }
                Outcome::Silent
            }
            Self::Undo(op) => Outcome::Said(nod.undo(Some(*op))?.words),
            Self::Pause(until) => {
                nod.pause(*until, now)?;
                Outcome::Silent
            }
            Self::Listening(timer) => match timer.carry_out(nod, now)? {
                Some((confirmation, person)) => Outcome::Confirmed(confirmation, Some(person)),
                None => Outcome::Silent,
            },
        })
    }
}

impl Heart {
    /// Carries out a wish, or keeps it. What came first is carried out first.
    pub(super) fn attempt(&mut self, wish: Wish, now: Now, steady: Instant) {
        if self.kept.is_empty() {
            self.try_wish(wish, 0, now, steady);
        } else {
            self.kept.push_back(Kept { wish, tries: 0, next: steady });
        }
    }

    fn try_wish(&mut self, wish: Wish, tries: usize, now: Now, steady: Instant) {
        let outcome = match self.data.nod() {
            Some(nod) => wish.carry_out(nod, now),
            None => Err(Error::Busy),
        };
        let outcome = match outcome {
            Err(Error::Busy) if self.data.is_locked() => Err(Error::Locked),
            outcome => outcome,
        };
        match outcome {
            Ok(Outcome::Confirmed(confirmation, person)) => {
                let card = if self.hides_names() {
                    let title = self.texts.get("banner-logged-body");
                    confirmation_card(&Confirmation { title, ..confirmation.clone() }, String::new())
                } else {
                    confirmation_card(&confirmation, self.texts.get("banner-logged-body"))
                };
                self.show(Subject::Done(confirmation.op, person), card, steady);
            }
            Ok(Outcome::Said(_)) if self.hides_names() => self.say(self.texts.get("banner-undone"), steady),
            Ok(Outcome::Said(words)) => self.say(words, steady),
            Ok(Outcome::Silent) => {}
            Err(Error::Busy) if tries < WAITS.len() => {
                let next = steady + Duration::from_millis(WAITS[tries]);
                self.kept.push_front(Kept { wish, tries: tries + 1, next });
            }
            Err(Error::Locked) => {
                if tries == 0 && wish.is_asked() {
                    self.say(self.texts.get("banner-locked"), steady);
                }
                // It waits until somebody unlocks, however long that is.
                self.kept.push_front(Kept { wish, tries: tries.max(1), next: steady + LOCKED_WAIT });
            }
            Err(error) => {
                warn!("{}: {error}", wish.word());
                if wish.is_asked() {
                    self.say(error.sentence(&self.texts), steady);
                }
            }
        }
        self.plan_again();
    }

    pub(super) fn try_kept(&mut self, now: Now, steady: Instant) {
        // In the order they were asked for, and one is enough to see that the database is still held.
        while self.kept.front().is_some_and(|first| first.next <= steady) {
            let Some(kept) = self.kept.pop_front() else { return };
            self.try_wish(kept.wish, kept.tries, now, steady);
        }
    }

    /// The process ends: what is kept is tried once more, and no banner is left whose buttons would do nothing.
    pub(super) fn leave(&mut self, now: Now, steady: Instant) {
        if let Some(nod) = self.data.nod() {
            // Nothing else has to be heard any more.
            let _ = nod.wait_at_most(LAST_PATIENCE);
        }
        for (_, banner) in self.showing.reminders() {
            self.kept.push_back(Kept { wish: Wish::Note(banner, Became::Withdrawn), tries: 0, next: steady });
        }
        for ticket in self.showing.standing() {
            self.limbs.notifier.withdraw(ticket);
        }
        // A confirmation would be one more whose Undo does nothing.
        self.status.session_bus = false;
        for kept in std::mem::take(&mut self.kept) {
            self.try_wish(kept.wish, 0, now, steady);
            if !self.kept.is_empty() {
                warn!("the database is held by another process; what was still to be written is left");
                break;
            }
        }
        self.limbs.notifier.finish();
    }

    fn show(&mut self, subject: Subject, card: Card, steady: Instant) {
        if self.status.session_bus {
            let ticket = self.showing.add(subject, steady);
            self.limbs.notifier.show(ticket, card);
        }
    }

    fn hides_names(&mut self) -> bool {
        self.data.nod().and_then(|nod| nod.settings_now().ok()).is_some_and(|settings| settings.hide_names)
    }

    fn say(&mut self, words: String, steady: Instant) {
        let title = self.texts.get("tray-title");
        self.show(Subject::Words, Card { title, body: words, passing: true, ..Card::default() }, steady);
    }

    /// Hands over the reminders whose time has come. One that still stands makes room for what says the same anew, on
    /// another day or put off meanwhile: there are daemons on which no banner ever expires.
    pub(super) fn show_due(&mut self, now: Now, steady: Instant) -> Result<()> {
        let Some(nod) = self.data.nod() else { return Ok(()) };
        for banner in nod.claim_banners(now)? {
            if self.showing.has(&banner) {
                continue;
            }
            for (ticket, older) in self.showing.reminders() {
                if banner.repeats(&older) {
                    self.limbs.notifier.withdraw(ticket);
                    self.showing.forget(ticket);
                    self.make_room(older, &banner, now, steady);
                }
            }
            let card = reminder_card(&banner, self.texts.get("banner-open"));
            self.show(Subject::Reminder(banner), card, steady);
        }
        Ok(())
    }

    fn make_room(&mut self, older: Banner, newer: &Banner, now: Now, steady: Instant) {
        self.attempt(Wish::Note(older, Became::Replaced(Box::new(newer.clone()))), now, steady);
    }

    /// Takes over the banners that an earlier resident left with this daemon when it was cut off: each is shown once more
    /// in its own place, so that its buttons are heard here.
    pub(super) fn take_over(&mut self, daemon: &str, now: Now, steady: Instant) -> Result<()> {
        let Some(nod) = self.data.nod() else { return Err(Error::Busy) };
        for left in nod.left_standing(daemon, now)? {
            let ours = self.showing.reminders();
            let Some(banner) = left.banner else {
                self.limbs.notifier.clear(left.place);
                continue;
            };
            if self.showing.has(&banner) {
                continue;
            }
            if let Some((_, newer)) = ours.iter().find(|(_, newer)| newer.repeats(&banner)) {
                self.limbs.notifier.clear(left.place);
                self.make_room(banner, newer, now, steady);
                continue;
            }
            let card = reminder_card(&banner, self.texts.get("banner-open"));
            let card = Card { instead: Some(left.place), ..card };
            self.show(Subject::Reminder(banner), card, steady);
        }
        Ok(())
    }

    /// Takes back the banners whose reminders were answered elsewhere.
    pub(super) fn withdraw_stale(&mut self, now: Now, steady: Instant) {
        for (ticket, banner) in self.showing.reminders() {
            let Some(nod) = self.data.nod() else { return };
            if matches!(nod.banner_stands(&banner, now), Ok(false)) {
                self.limbs.notifier.withdraw(ticket);
                self.showing.forget(ticket);
                self.attempt(Wish::Note(banner, Became::Withdrawn), now, steady);
            }
        }
    }

    fn give_back(&mut self, subject: Option<Subject>, now: Now, steady: Instant) {
        if let Some(Subject::Reminder(banner)) = subject {
            self.attempt(Wish::Note(banner, Became::GivenBack), now, steady);
        }
    }

    /// Gives back what the daemon did not accept in time; if it comes up after all, it is closed.
    pub(super) fn give_up_late(&mut self, now: Now, steady: Instant) {
        for ticket in self.showing.late(steady) {
            self.limbs.notifier.withdraw(ticket);
            let subject = self.showing.not_shown(ticket, Trouble::Refused, steady);
            self.give_back(subject, now, steady);
        }
    }

    /// The session bus is gone for good, and every banner with it.
    pub(super) fn lose_bus(&mut self, now: Now, steady: Instant) {
        self.status.notifications = None;
        self.status.buttons = false;
        self.status.tray = false;
        for (ticket, _) in self.showing.reminders() {
            let subject = self.showing.not_shown(ticket, Trouble::NoDaemon, steady);
            self.give_back(subject, now, steady);
        }
    }

    /// Hears of a banner or the daemon.
    pub(super) fn hear_banner(&mut self, news: News, now: Now, steady: Instant) {
        match news {
            News::Daemon(daemon) => {
                self.status.buttons = daemon.as_ref().is_some_and(|daemon| daemon.buttons);
                self.untaken = daemon.as_ref().map(|daemon| daemon.id.clone());
                self.status.notifications = daemon.map(|daemon| daemon.name);
                if self.status.notifications.is_some() {
                    self.showing.daemon_came();
                    self.plan_again();
                }
            }
            News::Shown(ticket, place) => {
                if let Some(Subject::Reminder(banner)) = self.showing.shown(ticket).cloned() {
                    self.attempt(Wish::Note(banner, Became::Shown(place)), now, steady);
                }
            }
            News::NotShown(ticket, trouble) => {
                let subject = self.showing.not_shown(ticket, trouble, steady);
                self.give_back(subject, now, steady);
            }
            News::Lost(ticket) => {
                let subject = self.showing.forget(ticket);
                self.give_back(subject, now, steady);
            }
            News::Pressed(ticket, key) => self.pressed(ticket, &key, now, steady),
            News::Closed(ticket, reason) => {
                let answer = match reason {
                    CloseReason::Expired => Answer::Expired,
                    CloseReason::Dismissed => Answer::Dismissed,
                    CloseReason::CloseAction | CloseReason::Other(_) => return,
                };
                if let Some(Subject::Reminder(banner)) = self.showing.closed(ticket).cloned() {
                    self.attempt(Wish::Answer(banner, answer), now, steady);
                }
            }
        }
    }

    fn pressed(&mut self, ticket: Ticket, key: &str, now: Now, steady: Instant) {
        let Some(subject) = self.showing.closed(ticket).cloned() else { return };
        match (subject, key) {
            (Subject::Reminder(banner), key) => match Answer::of_key(key) {
                Some(Answer::Open) => {
                    let route = banner.person.map_or(Route::Today, |id| Route::Person { id });
                    // Open on a greeting shows the day; the body of a banner about someone shows them.
                    let route = if key == "open" { Route::Today } else { route };
                    self.attempt(Wish::Answer(banner, Answer::Open), now, steady);
                    self.ask(Ask::Open(route));
                }
                Some(answer) => self.attempt(Wish::Answer(banner, answer), now, steady),
                None => warn!("a banner has no button {key:?}"),
            },
            (Subject::Done(op, _), "undo") => self.attempt(Wish::Undo(op), now, steady),
            (Subject::Done(op, Some(person)), "note") => {
                let name = self.data.nod().and_then(|nod| nod.person(person, now).ok());
                let prefill = name.map(|page| format!("{} ", page.fields.name)).unwrap_or_default();
                let moment = self.data.nod().and_then(|nod| nod.moment_logged_by(op).ok()).flatten();
                // One that was taken back since is logged anew.
                self.ask(match moment {
                    Some(moment) => Ask::Note(prefill, moment),
                    None => Ask::Quick(prefill),
                });
            }
            _ => warn!("a banner has no button {key:?}"),
        }
    }
}
