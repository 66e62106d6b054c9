//! The key of encrypted data, which the resident holds for all: taken from whoever unlocked, or from the keychain after
//! login; lent to the command line and windows; forgotten when it is locked by hand, or after a while without use.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use nod_core::api::{Keychain, Topic};
use nod_core::clock::Now;
use nod_core::link::{Handed, Message};
use nod_core::seal::{self, DatabaseKey};
use tracing::{info, warn};

use super::heart::Heart;
use super::socket::Peer;
use super::wish::{Became, Wish};

/// Seconds after which a keychain that had no key is asked again, for one that comes up after Nod at login.
const AGAIN: [u64; 4] = [5, 30, 120, 600];

/// What the heart knows of the key.
#[derive(Debug, Default)]
pub struct Sealing {
    /// When Nod was last used.
    used: Option<DateTime<Utc>>,
    /// After this long without use it is locked.
    after: Option<TimeDelta>,
    /// True when somebody locked it: the keychain is not asked then.
    by_hand: bool,
    /// How often the keychain was asked, and when it is asked again.
    asked: usize,
    again: Option<Instant>,
}

impl Heart {
    /// When something about the key is due.
    pub(super) fn next_sealing(&self) -> Option<Instant> {
        let locks = self.locks_at().map(|at| self.looked_at().after(at));
        locks.into_iter().chain(self.sealing.again).min()
    }

    fn locks_at(&self) -> Option<DateTime<Utc>> {
        Some(self.sealing.used? + self.sealing.after?)
    }

    /// Somebody uses Nod.
    pub(super) fn use_noted(&mut self, now: Now) {
        self.sealing.used = Some(now.utc);
    }

    /// Reads how the data is kept. Asks the keychain for a key that is missing.
    pub(super) fn read_sealing(&mut self, now: Now) {
        let state = seal::state(self.data.folder()).unwrap_or_default();
        let open = state.encrypted && !state.locked;
        self.sealing.after =
            state.auto_lock_minutes.filter(|_| open).map(|minutes| TimeDelta::minutes(i64::from(minutes)));
        if self.sealing.used.is_none() {
            self.use_noted(now);
        }
        if state.locked && state.keychain && !self.sealing.by_hand && self.sealing.asked == 0 {
            self.ask_keychain();
        }
    }

    fn ask_keychain(&mut self) {
        self.sealing.asked += 1;
        self.sealing.again = None;
        self.limbs.vault.fetch();
    }

    /// Locks when it is time; asks the keychain again.
    pub(super) fn look_at_sealing(&mut self, now: Now, steady: Instant) {
        if self.sealing.used.is_some_and(|used| used > now.utc) {
            // The clock was set back.
            self.use_noted(now);
        }
        if self.locks_at().is_some_and(|at| at <= now.utc) {
            info!("locked after a while without use");
            self.lock(now, steady);
        }
        if self.sealing.again.is_some_and(|at| at <= steady) {
            self.ask_keychain();
        }
    }

    /// What the keychain found.
    pub(super) fn fetched(&mut self, key: Option<DatabaseKey>, now: Now, steady: Instant) {
        if self.sealing.by_hand || !self.data.is_locked() {
            return;
        }
        let opened = key.is_some_and(|key| self.unlock(&key, now, steady));
        if !opened {
            let wait = AGAIN.get(self.sealing.asked.saturating_sub(1));
            self.sealing.again = wait.map(|seconds| steady + Duration::from_secs(*seconds));
        }
    }

    /// Takes a key that somebody hands over. True when it opens the database.
    fn unlock(&mut self, key: &DatabaseKey, now: Now, steady: Instant) -> bool {
        if let Err(error) = seal::take(self.data.folder(), key) {
            warn!("a key did not open the database: {error}");
            return false;
        }
        self.sealing = Sealing { used: Some(now.utc), ..Sealing::default() };
        self.read_sealing(now);
        // What was asked for meanwhile is done now.
        for kept in &mut self.kept {
            kept.next = steady;
        }
        let folder = self.data.folder().to_owned();
        let finish = move || {
            if let Err(error) = seal::finish(&folder) {
                warn!("what an earlier switch left could not be finished: {error}");
            }
        };
        // A backup that a crash left for everyone to read takes a while to encrypt.
        let _ = std::thread::Builder::new().name("finish".to_owned()).spawn(finish);
        self.plan_again();
        self.tell_of_seal(true);
        true
    }

    /// Forgets the key. Banners that stand are taken back, and come again once it is unlocked.
    pub(super) fn lock(&mut self, now: Now, steady: Instant) {
        for (ticket, banner) in self.showing.reminders() {
            self.limbs.notifier.withdraw(ticket);
            self.showing.forget(ticket);
            self.attempt(Wish::Note(banner, Became::GivenBack), now, steady);
        }
        seal::forget(self.data.folder());
        self.data.let_go();
        self.sealing = Sealing { by_hand: true, ..Sealing::default() };
        self.plan_again();
        for peer in self.watching() {
            self.tell(peer, Message::Lock);
        }
    }

    /// Lets go of the database: another file takes its place.
    pub(super) fn let_go_of_data(&mut self, asker: Peer) {
        self.data.let_go();
        for peer in self.watching() {
            if peer != asker {
                self.tell(peer, Message::LetGo);
            }
        }
    }

    fn tell_of_seal(&mut self, all: bool) {
        self.pass_on(&if all { Topic::all() } else { [Topic::Seal].into() }, None);
    }

    /// Hears what is said about the key. Gives back what is said about something else.
    pub(super) fn hear_of_seal(
        &mut self,
        peer: Peer,
        message: Message,
        now: Now,
        steady: Instant,
    ) -> Option<Message> {
        match message {
            Message::LetGo => {
                self.let_go_of_data(peer);
                self.tell(peer, Message::Done);
            }
            Message::Key => {
                self.use_noted(now);
                let key = seal::held_key(self.data.folder()).map(|key| Handed::from(&key));
                self.tell(peer, Message::KeyIs { key });
            }
            Message::Unlock { key } => {
                let opened = key.key().is_some_and(|key| self.unlock(&key, now, steady));
                self.tell(peer, if opened { Message::Done } else { Message::KeyIs { key: None } });
            }
            Message::Lock => {
                if seal::state(self.data.folder()).is_ok_and(|state| state.encrypted) {
                    self.lock(now, steady);
                }
                self.tell(peer, Message::Done);
            }
            Message::Used => self.use_noted(now),
            Message::Seal => self.limbs.vault.look(peer),
            Message::KeepInKeychain { on } => {
                let key = seal::held_key(self.data.folder());
                if on && key.is_none() {
                    self.seal_is(peer, Keychain::Absent);
                } else {
                    self.limbs.vault.keep(peer, key.filter(|_| on));
                }
            }
            Message::KeyIs { .. } | Message::SealIs { .. } => {}
            other => return Some(other),
        }
        None
    }

    /// Says how the keychain is to whoever asked.
    pub(super) fn seal_is(&mut self, peer: Peer, keychain: Keychain) {
        let locked = self.data.is_locked();
        self.tell(peer, Message::SealIs { locked, keychain });
    }
}
