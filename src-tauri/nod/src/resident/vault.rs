//! The keychain as the heart uses it: asked on threads, answered as events.

use std::path::PathBuf;

use nod_core::api::Keychain;
use nod_core::seal::{self, DatabaseKey};
use tokio::sync::mpsc::UnboundedSender;
use tracing::{info, warn};

use super::events::Event;
use super::socket::Peer;
use crate::keychain;

/// Keeps the key while nobody is there.
pub trait Vault {
    /// Looks for the key; [`Event::Fetched`] says what was found.
    fn fetch(&self);
    /// Keeps this key, or forgets the one it has; [`Event::Keychain`] says how it is then.
    fn keep(&self, peer: Peer, key: Option<DatabaseKey>);
    /// Looks whether there is a keychain; [`Event::Keychain`] says so.
    fn look(&self, peer: Peer);
}

/// The desktop's keychain.
#[derive(Debug)]
pub struct DesktopVault {
    folder: PathBuf,
    events: UnboundedSender<Event>,
}

impl DesktopVault {
    /// Keeps the key of the data in `folder`.
    pub const fn new(folder: PathBuf, events: UnboundedSender<Event>) -> Self {
        Self { folder, events }
    }

    fn aside(&self, work: impl FnOnce(&PathBuf) -> Event + Send + 'static) {
        let (folder, events) = (self.folder.clone(), self.events.clone());
        let thread = std::thread::Builder::new().name("vault".to_owned()).stack_size(256 * 1024);
        let asked = thread.spawn(move || {
            let _ = events.send(work(&folder));
        });
        if let Err(error) = asked {
            warn!("the keychain could not be asked: {error}");
        }
    }
}

impl Vault for DesktopVault {
    fn fetch(&self) {
        self.aside(|folder| {
            let found = keychain::fetch(folder);
            if let Err(trouble) = &found {
                info!("no key from the keychain: {trouble}");
            }
            Event::Fetched(found.ok())
        });
    }

    fn keep(&self, peer: Peer, key: Option<DatabaseKey>) {
        self.aside(move |folder| {
            let on = key.is_some();
            let kept = key.map_or_else(|| keychain::forget(folder), |key| keychain::keep(folder, key));
            match kept {
                Ok(()) => {
                    // What is not encrypted any more has nothing to note it in.
                    let _ = seal::note_keychain(folder, on);
                    Event::Keychain(peer, if on { Keychain::On } else { Keychain::Off })
                }
                Err(trouble) => {
                    warn!("the keychain did not do as asked: {trouble}");
                    if !on {
                        let _ = seal::note_keychain(folder, false);
                    }
                    Event::Keychain(peer, Keychain::Absent)
                }
            }
        });
    }

    fn look(&self, peer: Peer) {
        self.aside(move |folder| {
            let noted = seal::state(folder).is_ok_and(|state| state.keychain);
            let keychain = match keychain::is_there() {
                true if noted => Keychain::On,
                true => Keychain::Off,
                false => Keychain::Absent,
            };
            Event::Keychain(peer, keychain)
        });
    }
}
