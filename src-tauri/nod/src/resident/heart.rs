//! The main loop's state. Everything is decided here, on one thread; sockets, bus and tray only bring word and carry
//! out. After every batch of events [`Heart::look`] looks at clock and database, whatever woke it.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use nod_core::api::Topic;
use nod_core::clock::Now;
use nod_core::error::Result;
use nod_core::link::{Message, Status};
use nod_core::nod::Nod;
use nod_core::texts::Texts;
use tokio::sync::mpsc::{Sender, UnboundedSender};
use tracing::warn;

use super::alarm::Look;
use super::backups::Backups;
use super::bus::Notifier;
use super::calendar::Calendar;
use super::data::{Change, Data};
use super::events::{Event, Said};
use super::keys::Keys;
use super::listening::Timer;
use super::menu::{self, Choice, Face};
use super::sealing::Sealing;
use super::shortcut::{Heard, Shortcuts};
use super::showing::Showing;
use super::socket::Peer;
use super::starter::Starter;
use super::tray::Tray;
use super::vault::Vault;
use super::windows::{Ask, Step, Windows};
use super::wish::{Kept, Wish};

/// Seconds after which the database is tried again when it could not be read or written; the last one repeats.
const RETRIES: [u64; 7] = [1, 2, 4, 8, 15, 30, 60];

/// What the heart acts with.
pub struct Limbs {
    /// Hears of what is done on other threads.
    pub events: UnboundedSender<Event>,
    /// Shows banners.
    pub notifier: Box<dyn Notifier>,
    /// Shows the tray.
    pub tray: Box<dyn Tray>,
    /// Takes keys from the desktop.
    pub shortcuts: Box<dyn Shortcuts>,
    /// Starts windows.
    pub starter: Box<dyn Starter>,
    /// Keeps the key.
    pub vault: Box<dyn Vault>,
}

/// The main loop's state.
pub struct Heart {
    backups: Backups,
    calendar: Calendar,
    pub(super) sealing: Sealing,
    pub(super) data: Data,
    pub(super) texts: Texts,
    pub(super) limbs: Limbs,
    pub(super) showing: Showing,
    pub(super) kept: VecDeque<Kept>,
    /// A daemon whose banners of an earlier resident were not taken over yet.
    pub(super) untaken: Option<String>,
    pub(super) status: Status,
    peers: HashMap<Peer, Sender<Message>>,
    windows: Windows,
    face: Face,
    keys: Keys,
    wake: Option<DateTime<Utc>>,
    /// When the listening timer ends.
    pub(super) listens_until: Option<DateTime<Utc>>,
    retry: Option<Instant>,
    retries: usize,
    look: Look,
    /// Plan again at the next look, whether the database changed or not.
    stale: bool,
    /// The senders of `changed` since the last look.
    heralds: Vec<(Peer, BTreeSet<Topic>)>,
    ends: bool,
    knows_desktop: bool,
}

impl Heart {
    /// A heart that has not looked yet.
    pub fn new(data: Data, limbs: Limbs, face: Face, now: Now, steady: Instant) -> Self {
        let status = Status {
            pid: std::process::id(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..Status::default()
        };
        Self {
            backups: Backups::new(data.folder().to_owned()),
            calendar: Calendar::new(limbs.events.clone()),
            data,
            sealing: Sealing::default(),
            texts: Texts::english(),
            limbs,
            showing: Showing::default(),
            kept: VecDeque::new(),
            untaken: None,
            status,
            peers: HashMap::new(),
            windows: Windows::default(),
            face,
            keys: Keys::default(),
            wake: None,
            listens_until: None,
            retry: None,
            retries: 0,
            look: Look::new(now, steady),
            stale: true,
            heralds: Vec::new(),
            ends: false,
            knows_desktop: false,
        }
    }

    /// True when it was asked to end.
    pub const fn ends(&self) -> bool {
        self.ends
    }

    /// True once it was heard whether there is a session bus.
    pub const fn knows_desktop(&self) -> bool {
        self.knows_desktop
    }

    /// When the alarm rings.
    pub const fn wake(&self) -> Option<DateTime<Utc>> {
        self.wake
    }

    /// When to look on the steady clock.
    pub fn next_look(&self) -> Option<Instant> {
        let kept = self.kept.front().map(|kept| kept.next);
        let looks = self.look.next(self.wake).into_iter().chain(self.showing.next()).chain(self.retry);
        let files = self.backups.next_look().into_iter().chain(self.calendar.next_look());
        let files = files.filter(|_| !self.data.is_locked());
        looks.chain(kept).chain(files).chain(self.next_sealing()).min()
    }

    /// Ends what is under way and would else be cut off.
    pub fn finish(&mut self, now: Now, steady: Instant) {
        self.leave(now, steady);
        self.backups.end();
        self.calendar.end(self.data.nod().map(|nod| &*nod), now, steady);
    }

    /// Hears the desktop.
    pub fn hear(&mut self, event: Event, now: Now, steady: Instant) {
        match event {
            Event::Chosen(choice) => self.choose(choice, now, steady),
            Event::Tray(shown) => self.status.tray = shown,
            Event::Bus(there) => {
                self.status.session_bus = there;
                self.knows_desktop = true;
                if there {
                    self.stale = true;
                } else {
                    self.lose_bus(now, steady);
                }
            }
            Event::Banner(news) => self.hear_banner(news, now, steady),
            Event::Shortcut(heard) => self.hear_shortcut(heard),
            Event::Resumed => self.stale = true,
            Event::CalendarWritten(trouble) => {
                self.calendar.written();
                let noted = self.data.nod().map_or(Ok(()), |nod| nod.calendar_written(trouble.as_deref()));
                if let Err(error) = noted {
                    warn!("how the calendar was written could not be noted: {error}");
                }
            }
            Event::WindowEnded(start) => self.windows.ended(start),
            Event::Fetched(key) => self.fetched(key, now, steady),
            Event::Keychain(peer, keychain) => self.seal_is(peer, keychain),
        }
    }

    /// Hears the socket.
    pub fn hear_said(&mut self, said: Said, now: Now) {
        match said {
            Said::Came(peer, sender) => {
                self.peers.insert(peer, sender);
            }
            Said::Left(peer) => self.let_go(peer),
            Said::Message(peer, message) => self.hear_message(peer, message, now),
        }
    }

    fn hear_message(&mut self, peer: Peer, message: Message, now: Now) {
        let steady = self.looked_at().steady();
        let Some(message) = self.hear_of_seal(peer, message, now, steady) else { return };
        match message {
            Message::Changed { topics } => {
                if topics.contains(&Topic::Seal) {
                    self.read_sealing(now);
                    self.plan_again();
                }
                self.heralds.push((peer, topics));
                self.tell(peer, Message::Done);
            }
            Message::Watch => {
                for ask in self.windows.watches(peer) {
                    self.tell(peer, ask.into());
                }
            }
            Message::Open { route } => {
                self.ask(Ask::Open(route));
                self.tell(peer, Message::Done);
            }
            Message::Quick { prefill, moment } => {
                self.ask(
                    moment.map_or_else(|| Ask::Quick(prefill.clone()), |id| Ask::Note(prefill.clone(), id)),
                );
                self.tell(peer, Message::Done);
            }
            Message::Status => {
                let next_wake = self.wake.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
                // A wall clock that jumped is not yet planned for; what is over is not promised.
                let next_wake = next_wake.filter(|_| self.wake.is_some_and(|at| at > now.utc));
                self.tell(peer, Message::StatusIs(Status { next_wake, ..self.status.clone() }));
            }
            Message::TryShortcut { keys } => match self.keys.attempt(peer, &keys) {
                Ok(want) => self.limbs.shortcuts.want(want),
                Err(state) => self.tell(peer, Message::ShortcutIs(state)),
            },
            Message::Quit => {
                self.end(Some(peer));
                self.tell(peer, Message::Done);
            }
            _ => {}
        }
    }

    fn choose(&mut self, choice: Choice, now: Now, steady: Instant) {
        match choice {
            Choice::Open(route) => self.ask(Ask::Open(route)),
            Choice::Quick => self.ask(Ask::Quick(String::new())),
            Choice::Log(person, gesture) => self.attempt(Wish::Log(person, gesture), now, steady),
            Choice::Listen(person) => self.attempt(Wish::Listening(Timer::Start(person)), now, steady),
            Choice::StopListening { log } => {
                self.attempt(Wish::Listening(Timer::Stop { log }), now, steady);
            }
            Choice::Pause(until) => self.attempt(Wish::Pause(Some(until)), now, steady),
            Choice::Resume => self.attempt(Wish::Pause(None), now, steady),
            Choice::Quit => self.end(None),
        }
    }

    /// Asks a window, starting one if there is none.
    pub(super) fn ask(&mut self, ask: Ask) {
        match self.windows.ask(ask.clone()) {
            Step::Tell(peer, what) => {
                self.tell(peer, what.into());
                // A window that does not listen was let go; another one may.
                if !self.peers.contains_key(&peer) {
                    self.ask(ask);
                }
            }
            Step::Start => {
                let start = self.windows.starts();
                self.limbs.starter.start(start);
            }
            Step::Wait => {}
        }
    }

    fn end(&mut self, asker: Option<Peer>) {
        for peer in self.windows.watching().to_vec() {
            if Some(peer) != asker {
                self.tell(peer, Message::Quit);
            }
        }
        self.ends = true;
    }

    fn let_go(&mut self, peer: Peer) {
        self.peers.remove(&peer);
        self.windows.left(peer);
        self.keys.left(peer);
    }

    /// Windows that listen.
    pub(super) fn watching(&self) -> Vec<Peer> {
        self.windows.watching().to_vec()
    }

    /// Both clocks, when they were last looked at.
    pub(super) const fn looked_at(&self) -> Look {
        self.look
    }

    pub(super) fn tell(&mut self, peer: Peer, message: Message) {
        let told = self.peers.get(&peer).is_some_and(|sender| sender.try_send(message).is_ok());
        if !told {
            // It left, or does not read: holding its messages would hold up everyone.
            self.let_go(peer);
        }
    }

    /// Plans again at the next look.
    pub(super) const fn plan_again(&mut self) {
        self.stale = true;
    }

    /// Looks at clock and database, and does what is due.
    pub fn look(&mut self, now: Now, steady: Instant) {
        self.look_at_sealing(now, steady);
        self.try_kept(now, steady);
        self.end_listening(now, steady);
        let change = self.data.change();
        let due = self.wake.is_some_and(|at| at <= now.utc);
        let moved = self.look.moved(now, steady);
        let retry = self.retry.is_some_and(|at| at <= steady);
        if due || moved {
            // Once at every planned wake, whatever the daemon was like before.
            self.showing.free();
        }
        let held = self.showing.due(steady);
        self.give_up_late(now, steady);
        self.look = Look::new(now, steady);
        let heralds = std::mem::take(&mut self.heralds);
        if change == Change::Elsewhere && heralds.is_empty() {
            self.pass_on(&Topic::of_data(), None);
        }
        for (peer, topics) in &heralds {
            self.pass_on(topics, Some(*peer));
        }
        if change != Change::None || due || moved || retry || held || self.stale || !heralds.is_empty() {
            self.stale = false;
            self.plan(now, steady);
            // What was just written is no news at the next look.
            self.data.change();
        }
        if change != Change::None {
            self.backups.want();
            self.calendar.want(steady);
        }
        if !self.data.is_locked() {
            self.backups.look(now, steady);
            self.calendar.look(self.data.nod().map(|nod| &*nod), now, steady);
        }
        let written = self.data.written();
        if !written.is_empty() {
            self.pass_on(&written, None);
        }
        self.data.rest();
    }

    pub(super) fn pass_on(&mut self, topics: &BTreeSet<Topic>, from: Option<Peer>) {
        for peer in self.windows.watching().to_vec() {
            if Some(peer) != from {
                self.tell(peer, Message::Changed { topics: topics.clone() });
            }
        }
    }

    fn plan(&mut self, now: Now, steady: Instant) {
        self.withdraw_stale(now, steady);
        let delivered = self.deliver(now, steady);
        let Some(nod) = self.data.nod() else {
            self.wake = None;
            if self.data.is_locked() {
                // Whoever unlocks it says so; until then there is nothing to look for.
                (self.retry, self.retries) = (None, 0);
                return self.show_face(menu::locked(&self.texts));
            }
            self.retry_later(steady);
            return self.show_face(menu::bare(&Texts::english()));
        };
        let read = |nod: &mut Nod| -> Result<_> {
            let keys = nod.settings_now()?.shortcut;
            Ok((nod.next_wake(now)?, menu::face(nod, now)?, nod.listening(now)?, keys))
        };
        let planned = read(nod).map(|(wake, face, listening, keys)| {
            self.wake = wake;
            self.listens_until = listening.map(|running| running.until);
            self.show_face(face);
            self.want_keys(&keys);
        });
        match delivered.and(planned) {
            Ok(()) => (self.retry, self.retries) = (None, 0),
            Err(error) => {
                warn!("not everything could be planned: {error}");
                self.retry_later(steady);
            }
        }
    }

    /// Shows what is due, or only notes that Nod is awake where nothing can be shown.
    fn deliver(&mut self, now: Now, steady: Instant) -> Result<()> {
        if !self.status.session_bus || !self.showing.is_free(steady) {
            return self.data.nod().map_or(Ok(()), |nod| nod.look(now));
        }
        if let Some(daemon) = self.untaken.clone() {
            self.take_over(&daemon, now, steady)?;
            self.untaken = None;
        }
        self.show_due(now, steady)
    }

    fn retry_later(&mut self, steady: Instant) {
        let wait = RETRIES[self.retries.min(RETRIES.len() - 1)];
        self.retries += 1;
        self.retry = Some(steady + Duration::from_secs(wait));
    }

    /// Takes the keys that are set, or gives them back.
    fn want_keys(&mut self, set: &str) {
        if let Some(want) = self.keys.set(set) {
            self.limbs.shortcuts.want(want);
        }
    }

    fn hear_shortcut(&mut self, heard: Heard) {
        let (wished, state) = match heard {
            Heard::Pressed => return self.ask(Ask::Quick(String::new())),
            Heard::Is(wished, state) => (wished, state),
        };
        let news = self.keys.hear(wished, state);
        if let Some((asker, state)) = news.answer {
            self.tell(asker, Message::ShortcutIs(state));
        }
        if let Some(want) = news.want {
            self.limbs.shortcuts.want(want);
        }
        if news.changed {
            self.status.shortcut = self.keys.state().clone();
            self.pass_on(&BTreeSet::from([Topic::Settings]), None);
        }
    }

    fn show_face(&mut self, face: Face) {
        if self.face != face {
            self.face = face.clone();
            self.limbs.tray.show(face);
        }
    }
}

#[cfg(test)]
mod tests;
