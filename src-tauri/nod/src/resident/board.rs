//! Which banners are up at the notification daemon, and what its messages mean. Pure: fed with what was sent and heard,
//! in order, it says what to send and what happened. Built so that no click is lost: signals are kept while a call is
//! under way, a click counts even when the closing was heard first, and every repetition counts once.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::num::NonZeroU32;

use nod_core::nod::Place;
use notify_rust::CloseReason;

use super::card::{Card, Daemon};

/// Our name for a banner, never used twice in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// What became of a banner, or of the daemon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The daemon took it, and there it stands. Whether it was seen nobody knows.
    Shown(Ticket, Place),
    /// It could not be shown.
    NotShown(Ticket, Trouble),
    /// A button, or `default` for the body.
    Pressed(Ticket, String),
    /// The daemon closed it.
    Closed(Ticket, CloseReason),
    /// The daemon died with it.
    Lost(Ticket),
    /// A daemon is there, or there is none.
    Daemon(Option<Daemon>),
}

/// Why a banner could not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// There is no daemon; one that comes is heard of.
    NoDaemon,
    /// The daemon would not have it.
    Refused,
}

/// What to send to the daemon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// What can you do?
    Capabilities,
    /// Who are you?
    Information,
    /// Show this.
    Notify(Ticket, Card),
    /// Close this.
    Close(u32),
}

/// What to do next, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Send this, and say so with [`Board::sent`].
    Send(Call),
    /// Tell the resident.
    Tell(News),
}

/// An answer of the daemon to a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// To [`Call::Capabilities`].
    Capabilities(Vec<String>),
    /// To [`Call::Information`]: its name.
    Information(String),
    /// To [`Call::Notify`]: its number for the banner.
    Number(u32),
    /// Nothing of interest.
    Nothing,
    /// An error; true when there is no daemon.
    Error(bool),
}

/// A signal of the daemon about a banner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signal {
    /// A button was pressed.
    Pressed(String),
    /// It closed.
    Closed(CloseReason),
}

/// Signals kept while a call is under way; other programs' banners are among them where the daemon broadcasts.
const MOST_EARLY: usize = 256;

/// Banners remembered after they closed, for a click that is heard late.
const MOST_SETTLED: usize = 64;

#[derive(Debug)]
struct Settled {
    number: u32,
    ticket: Ticket,
}

/// The banners at the daemon.
#[derive(Debug, Default)]
pub struct Board {
    /// The bus, as no other one is called.
    bus: String,
    /// True when the bus can start a daemon: none there is then no news.
    startable: bool,
    owner: Option<String>,
    daemon: Daemon,
    known: bool,
    asking: bool,
    queue: VecDeque<(Ticket, Card)>,
    calls: HashMap<NonZeroU32, Call>,
    unwanted: Vec<Ticket>,
    up: BTreeMap<u32, Ticket>,
    settled: VecDeque<Settled>,
    early: VecDeque<(u32, Signal)>,
}

impl Board {
    /// An empty board, before anything is heard of a daemon. One that the bus can start is started, to know what it can
    /// do.
    pub fn begin(bus: String, startable: bool, owner: Option<String>) -> (Self, Vec<Deed>) {
        let mut board = Self { bus, startable, ..Self::default() };
        let mut deeds = board.owner(owner);
        if startable {
            board.ask(&mut deeds);
        }
        (board, deeds)
    }

    /// The daemon's bus name changed hands.
    pub fn owner(&mut self, owner: Option<String>) -> Vec<Deed> {
        if self.owner == owner {
            return Vec::new();
        }
        self.owner = owner;
        let id = self.owner.as_ref().map(|owner| format!("{}/{owner}", self.bus)).unwrap_or_default();
        self.daemon = Daemon { id, ..Daemon::default() };
        self.known = false;
        self.asking = false;
        self.settled.clear();
        self.early.clear();
        let mut deeds: Vec<Deed> =
            std::mem::take(&mut self.up).into_values().map(|ticket| Deed::Tell(News::Lost(ticket))).collect();
        if self.owner.is_some() {
            self.ask(&mut deeds);
        } else if !self.startable {
            deeds.push(Deed::Tell(News::Daemon(None)));
        }
        deeds
    }

    fn ask(&mut self, deeds: &mut Vec<Deed>) {
        if !self.asking {
            self.asking = true;
            deeds.extend([Deed::Send(Call::Information), Deed::Send(Call::Capabilities)]);
        }
    }

    /// A banner is to be shown. It waits until the daemon has said what it can do; asking starts a daemon that the bus
    /// can start.
    pub fn show(&mut self, ticket: Ticket, card: Card) -> Vec<Deed> {
        if self.known {
            return vec![Deed::Send(Call::Notify(ticket, card))];
        }
        let mut deeds = Vec::new();
        self.queue.push_back((ticket, card));
        self.ask(&mut deeds);
        deeds
    }

    /// A banner is no longer wanted. Nothing more is heard of it.
    pub fn withdraw(&mut self, ticket: Ticket) -> Vec<Deed> {
        self.queue.retain(|(queued, _)| *queued != ticket);
        self.settled.retain(|settled| settled.ticket != ticket);
        if self.calls.values().any(|call| matches!(call, Call::Notify(of, _) if *of == ticket)) {
            self.unwanted.push(ticket);
        }
        let its = self.up.iter().filter(|(_, up)| **up == ticket);
        let numbers: Vec<u32> = its.map(|(number, _)| *number).collect();
        self.up.retain(|_, up| *up != ticket);
        numbers.into_iter().map(close).collect()
    }

    /// A banner that an earlier resident left is no longer wanted. One of another daemon is gone with that.
    pub fn clear(&self, place: &Place) -> Vec<Deed> {
        let here = place.daemon == self.daemon.id && !self.up.contains_key(&place.number);
        here.then(|| close(place.number)).into_iter().collect()
    }

    /// A call went out under this serial.
    pub fn sent(&mut self, serial: NonZeroU32, call: Call) {
        self.calls.insert(serial, call);
    }

    /// A call could not even be sent.
    pub fn unsent(&mut self, call: Call) -> Vec<Deed> {
        self.answered(call, Reply::Error(true), true)
    }

    /// The answer to a call, and whose it is.
    pub fn reply(&mut self, serial: NonZeroU32, sender: Option<&str>, reply: Reply) -> Vec<Deed> {
        let Some(call) = self.calls.remove(&serial) else { return Vec::new() };
        let theirs = sender.is_some() && sender == self.owner.as_deref();
        let deeds = self.answered(call, reply, theirs);
        if !self.calls.values().any(|call| matches!(call, Call::Notify(..))) {
            self.early.clear();
        }
        deeds
    }

    fn answered(&mut self, call: Call, reply: Reply, theirs: bool) -> Vec<Deed> {
        match (call, reply) {
            (Call::Information, Reply::Information(name)) => {
                self.daemon.name = name;
                Vec::new()
            }
            (Call::Capabilities, Reply::Capabilities(list)) if theirs => {
                self.daemon.can(&list);
                self.known = true;
                self.asking = false;
                let mut deeds = vec![Deed::Tell(News::Daemon(Some(self.daemon.clone())))];
                let queue = std::mem::take(&mut self.queue);
                deeds.extend(queue.into_iter().map(|(ticket, card)| Deed::Send(Call::Notify(ticket, card))));
                deeds
            }
            (Call::Capabilities, reply) => {
                self.asking = false;
                let trouble = trouble(&reply);
                let queue = std::mem::take(&mut self.queue);
                queue.into_iter().map(|(ticket, _)| Deed::Tell(News::NotShown(ticket, trouble))).collect()
            }
            (Call::Notify(ticket, _), Reply::Number(number)) if theirs => self.shown(ticket, number),
            (Call::Notify(ticket, _), reply) => {
                if self.forget_unwanted(ticket) {
                    return Vec::new();
                }
                vec![Deed::Tell(News::NotShown(ticket, trouble(&reply)))]
            }
            _ => Vec::new(),
        }
    }

    fn forget_unwanted(&mut self, ticket: Ticket) -> bool {
        let before = self.unwanted.len();
        self.unwanted.retain(|unwanted| *unwanted != ticket);
        self.unwanted.len() < before
    }

    fn shown(&mut self, ticket: Ticket, number: u32) -> Vec<Deed> {
        if self.forget_unwanted(ticket) {
            return vec![close(number)];
        }
        self.settled.retain(|settled| settled.number != number);
        self.up.insert(number, ticket);
        let place = Place { daemon: self.daemon.id.clone(), number };
        let mut deeds = vec![Deed::Tell(News::Shown(ticket, place))];
        let (its, others) = std::mem::take(&mut self.early).into_iter().partition(|(of, _)| *of == number);
        self.early = others;
        let its: VecDeque<(u32, Signal)> = its;
        for (_, signal) in its {
            deeds.extend(self.about(number, signal));
        }
        deeds
    }

    /// A signal about the banner with the daemon's `number`.
    pub fn signal(&mut self, sender: Option<&str>, number: u32, signal: Signal) -> Vec<Deed> {
        // Anyone on the bus can send a signal to us directly; only the daemon's count.
        if sender.is_none() || sender != self.owner.as_deref() {
            return Vec::new();
        }
        self.about(number, signal)
    }

    fn about(&mut self, number: u32, signal: Signal) -> Vec<Deed> {
        if let Some(ticket) = self.up.get(&number).copied() {
            self.up.remove(&number);
            return match signal {
                // What follows, the closing above all, is no news. Not every daemon closes by itself.
                Signal::Pressed(key) => vec![Deed::Tell(News::Pressed(ticket, key)), close(number)],
                Signal::Closed(reason) => {
                    self.settled.push_back(Settled { number, ticket });
                    if self.settled.len() > MOST_SETTLED {
                        self.settled.pop_front();
                    }
                    vec![Deed::Tell(News::Closed(ticket, reason))]
                }
            };
        }
        let late = self.settled.iter().position(|settled| settled.number == number);
        if let Some(settled) = late.filter(|_| matches!(signal, Signal::Pressed(_))) {
            let ticket = self.settled.remove(settled).map(|settled| settled.ticket);
            if let (Some(ticket), Signal::Pressed(key)) = (ticket, signal) {
                return vec![Deed::Tell(News::Pressed(ticket, key))];
            }
            return Vec::new();
        }
        if late.is_none() && self.calls.values().any(|call| matches!(call, Call::Notify(..))) {
            self.early.push_back((number, signal));
            if self.early.len() > MOST_EARLY {
                self.early.pop_front();
            }
        }
        Vec::new()
    }

    /// What the daemon can do, as far as it said.
    pub const fn daemon(&self) -> &Daemon {
        &self.daemon
    }
}

const fn close(number: u32) -> Deed {
    Deed::Send(Call::Close(number))
}

const fn trouble(reply: &Reply) -> Trouble {
    if matches!(reply, Reply::Error(true)) { Trouble::NoDaemon } else { Trouble::Refused }
}

#[cfg(test)]
mod tests;
