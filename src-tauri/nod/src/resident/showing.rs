//! The banners on show, from the resident's side: what each is about, which were handed over and when, and when to try
//! again what could not be shown. Pure.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use nod_core::api::OpId;
use nod_core::id::PersonId;
use nod_core::nod::{Banner, BannerAction, Confirmation};

use super::board::{Ticket, Trouble};
use super::card::Card;

/// How long the daemon may take to accept a banner. Starting one can take a while.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits between tries at a daemon that will not take a banner; the last one repeats.
const WAITS: [u64; 5] = [15, 60, 180, 600, 1800];

/// Banners remembered at a time; beyond that the oldest is forgotten, and a late click on it opens nothing.
const MOST: usize = 100;

/// What a banner is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A reminder.
    Reminder(Banner),
    /// Something just done, with the person it was done for.
    Done(OpId, Option<PersonId>),
    /// Words only.
    Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Sent(Instant),
    Up,
    Over,
}

#[derive(Debug)]
struct Entry {
    subject: Subject,
    stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    Free,
    UntilDaemon,
    Until(Instant),
}

/// The banners on show.
#[derive(Debug)]
pub struct Showing {
    tickets: u64,
    entries: BTreeMap<Ticket, Entry>,
    hold: Hold,
    tries: usize,
}

impl Default for Showing {
    fn default() -> Self {
        Self { tickets: 0, entries: BTreeMap::new(), hold: Hold::Free, tries: 0 }
    }
}

impl Showing {
    /// True when reminders may be handed over.
    pub fn is_free(&self, steady: Instant) -> bool {
        match self.hold {
            Hold::Free => true,
            Hold::UntilDaemon => false,
            Hold::Until(at) => steady >= at,
        }
    }

    /// Tries again from here on: a daemon came, or a wake that was planned.
    pub fn free(&mut self) {
        if self.hold == Hold::UntilDaemon {
            self.hold = Hold::Free;
        }
    }

    /// A daemon came: whatever there was with the one before is over.
    pub fn daemon_came(&mut self) {
        self.hold = Hold::Free;
        self.tries = 0;
    }

    /// True when this very banner is on its way or up. What is over and was put off since may come again.
    pub fn has(&self, banner: &Banner) -> bool {
        self.entries.values().any(|entry| match &entry.subject {
            Subject::Reminder(other) => entry.stage != Stage::Over && other.is_same(banner),
            _ => false,
        })
    }

    /// A new banner that is handed over now.
    pub fn add(&mut self, subject: Subject, steady: Instant) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.entries.insert(ticket, Entry { subject, stage: Stage::Sent(steady) });
        while self.entries.len() > MOST {
            self.entries.pop_first();
        }
        ticket
    }

    /// The daemon took it.
    pub fn shown(&mut self, ticket: Ticket) -> Option<&Subject> {
        self.tries = 0;
        if let Hold::Until(_) = self.hold {
            self.hold = Hold::Free;
        }
        let entry = self.entries.get_mut(&ticket)?;
        if let Stage::Sent(_) = entry.stage {
            entry.stage = Stage::Up;
        }
        Some(&entry.subject)
    }

    /// It is no longer up; a late click on it still counts.
    pub fn closed(&mut self, ticket: Ticket) -> Option<&Subject> {
        let entry = self.entries.get_mut(&ticket)?;
        entry.stage = Stage::Over;
        Some(&entry.subject)
    }

    /// It will not be heard of again.
    pub fn forget(&mut self, ticket: Ticket) -> Option<Subject> {
        self.entries.remove(&ticket).map(|entry| entry.subject)
    }

    /// It could not be shown; tells what to give back and holds the next ones for a while.
    pub fn not_shown(&mut self, ticket: Ticket, trouble: Trouble, steady: Instant) -> Option<Subject> {
        match trouble {
            Trouble::NoDaemon => self.hold = Hold::UntilDaemon,
            Trouble::Refused => {
                let wait = WAITS[self.tries.min(WAITS.len() - 1)];
                // Several refused at once are one try.
                if !matches!(self.hold, Hold::Until(at) if at > steady) {
                    self.tries += 1;
                    self.hold = Hold::Until(steady + Duration::from_secs(wait));
                }
            }
        }
        self.forget(ticket)
    }

    /// The reminders' banners that are on their way or up.
    pub fn reminders(&self) -> Vec<(Ticket, Banner)> {
        let live = self.entries.iter().filter(|(_, entry)| entry.stage != Stage::Over);
        live.filter_map(|(ticket, entry)| match &entry.subject {
            Subject::Reminder(banner) => Some((*ticket, banner.clone())),
            _ => None,
        })
        .collect()
    }

    /// Every banner that is on its way or up.
    pub fn standing(&self) -> Vec<Ticket> {
        let live = self.entries.iter().filter(|(_, entry)| entry.stage != Stage::Over);
        live.map(|(ticket, _)| *ticket).collect()
    }

    /// The banners the daemon has not accepted in time.
    pub fn late(&self, steady: Instant) -> Vec<Ticket> {
        let is_late = |entry: &Entry| matches!(entry.stage, Stage::Sent(at) if steady >= at + PATIENCE);
        self.entries.iter().filter(|(_, entry)| is_late(entry)).map(|(ticket, _)| *ticket).collect()
    }

    /// When to look again.
    pub fn next(&self) -> Option<Instant> {
        let answers = self.entries.values().filter_map(|entry| match entry.stage {
            Stage::Sent(at) => Some(at + PATIENCE),
            Stage::Up | Stage::Over => None,
        });
        let retry = match self.hold {
            Hold::Until(at) => Some(at),
            Hold::Free | Hold::UntilDaemon => None,
        };
        answers.chain(retry).min()
    }

    /// The time of a hold came.
    pub fn due(&mut self, steady: Instant) -> bool {
        let due = matches!(self.hold, Hold::Until(at) if steady >= at);
        if due {
            self.hold = Hold::Free;
        }
        due
    }
}

fn keys(actions: &[BannerAction]) -> impl Iterator<Item = (String, String)> + '_ {
    actions.iter().map(|action| (action.key.to_owned(), action.label.clone()))
}

/// A reminder's card: a click on it opens the person.
pub fn reminder_card(banner: &Banner, open: String) -> Card {
    let actions = std::iter::once(("default".to_owned(), open)).chain(keys(&banner.actions)).collect();
    let (title, body) = (banner.title.clone(), banner.body.clone());
    Card { title, body, actions, ..Card::default() }
}

/// The card that confirms something just done.
pub fn confirmation_card(confirmation: &Confirmation, body: String) -> Card {
    Card {
        title: confirmation.title.clone(),
        body,
        actions: keys(&confirmation.actions).collect(),
        passing: true,
        instead: None,
    }
}

#[cfg(test)]
mod tests {
    use nod_core::clock;

    use super::*;

    fn banner(reminder: &str) -> Banner {
        Banner {
            reminder: reminder.into(),
            on: "2026-11-20".parse().unwrap(),
            slot: 0,
            also: Vec::new(),
            kind: nod_core::nod::BannerKind::Person,
            person: Some(PersonId::from_bytes([1; 16])),
            title: "A moment for Amara?".into(),
            body: String::new(),
            actions: Vec::new(),
        }
    }

    #[test]
    fn without_a_daemon_nothing_is_tried_until_one_comes() {
        let (mut showing, steady) = (Showing::default(), clock::steady());
        let ticket = showing.add(Subject::Reminder(banner("a")), steady);
        assert!(showing.has(&banner("a")) && !showing.has(&banner("b")));
        let back = showing.not_shown(ticket, Trouble::NoDaemon, steady);
        assert_eq!(back, Some(Subject::Reminder(banner("a"))));
        assert!(!showing.has(&banner("a")));
        assert!(!showing.is_free(steady + Duration::from_secs(86_400)));
        assert_eq!(showing.next(), None, "no timer runs");
        showing.daemon_came();
        assert!(showing.is_free(steady));
    }

    #[test]
    fn a_daemon_that_refuses_is_tried_ever_more_rarely() {
        let (mut showing, mut steady) = (Showing::default(), clock::steady());
        let mut waits = Vec::new();
        for _ in 0..7 {
            let tickets = [0; 2].map(|_| showing.add(Subject::Reminder(banner("a")), steady));
            for ticket in tickets {
                showing.not_shown(ticket, Trouble::Refused, steady);
            }
            let next = showing.next().unwrap();
            waits.push((next - steady).as_secs());
            assert!(!showing.is_free(steady));
            steady = next;
            assert!(showing.due(steady) && showing.is_free(steady));
        }
        assert_eq!(waits, [15, 60, 180, 600, 1800, 1800, 1800]);
    }

    #[test]
    fn what_the_daemon_does_not_accept_in_time_is_late() {
        let (mut showing, steady) = (Showing::default(), clock::steady());
        let (one, two) = (showing.add(Subject::Words, steady), showing.add(Subject::Words, steady));
        showing.shown(one);
        assert!(showing.late(steady).is_empty());
        assert_eq!(showing.next(), Some(steady + PATIENCE));
        assert_eq!(showing.late(steady + PATIENCE), [two]);
        showing.not_shown(two, Trouble::Refused, steady + PATIENCE);
        assert!(showing.late(steady + PATIENCE).is_empty());
    }

    #[test]
    fn only_so_many_are_remembered() {
        let (mut showing, steady) = (Showing::default(), clock::steady());
        let first = showing.add(Subject::Words, steady);
        for _ in 0..MOST {
            showing.add(Subject::Words, steady);
        }
        assert!(showing.shown(first).is_none());
    }
}
