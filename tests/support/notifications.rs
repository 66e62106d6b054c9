//! Banners: every one that is sent on a bus, by whatever program, and what became of it.

use std::collections::HashMap;

use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::OwnedValue;

use crate::bus::Bus;
use crate::process::within;
use crate::seen::{DEADLINE, Seen};

/// The well-known name of a notification daemon, its interface and its path's last part.
pub const NAME: &str = "org.freedesktop.Notifications";
pub(crate) const PATH: &str = "/org/freedesktop/Notifications";

/// A banner as it was sent and what became of it.
#[derive(Debug, Clone)]
pub struct Banner {
    /// Unique name of the connection that sent it.
    pub sender: String,
    serial: u32,
    /// What the daemon called it, once it answered.
    pub id: Option<u32>,
    /// Title.
    pub title: String,
    /// Body.
    pub body: String,
    /// Key and label of each action.
    pub actions: Vec<(String, String)>,
    /// Names of the hints.
    pub hints: Vec<String>,
    /// Milliseconds until it expires; -1 leaves it to the daemon, 0 never.
    pub expires: i32,
    /// Keys of the actions that were invoked.
    pub invoked: Vec<String>,
    /// Why it closed (1 expired, 2 dismissed, 3 withdrawn), once it did.
    pub closed: Option<u32>,
    /// True once its sender withdrew it.
    pub withdrawn: bool,
}

impl Banner {
    /// The key of the action with this label.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn key(&self, label: &str) -> &str {
        self.actions
            .iter()
            .find_map(|(key, name)| (name == label).then_some(key.as_str()))
            .unwrap_or_else(|| panic!("no action {label:?} on {self:?}"))
    }

    /// The labels of its buttons; what a click on the banner itself does is an action but no button.
    #[must_use]
    pub fn buttons(&self) -> Vec<&str> {
        self.actions.iter().filter(|(key, _)| key != "default").map(|(_, label)| label.as_str()).collect()
    }

    /// True when this is the other one, at whatever time it was looked at.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.sender == other.sender && self.serial == other.serial
    }

    /// Title and body.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}", self.title, self.body)
    }
}

/// Watches a bus as a monitor, so the programs talk to each other as they always do.
#[derive(Debug)]
pub struct Banners {
    seen: Seen<Banner>,
    _connection: Connection,
}

type NotifyArguments = (String, u32, String, String, String, Vec<String>, HashMap<String, OwnedValue>, i32);

impl Banners {
    /// Watches from here on.
    ///
    /// # Panics
    /// When the bus allows no monitor.
    #[must_use]
    pub fn watch(bus: &Bus) -> Self {
        let connection = bus.connect();
        let watcher = connection.clone();
        let messages = within(DEADLINE, "a bus monitor", move || {
            let rules = vec![format!("interface='{NAME}'"), "type='method_return'".to_owned()];
            let messages = MessageIterator::from(&watcher);
            watcher
                .call_method(
                    Some("org.freedesktop.DBus"),
                    "/org/freedesktop/DBus",
                    Some("org.freedesktop.DBus.Monitoring"),
                    "BecomeMonitor",
                    &(rules, 0_u32),
                )
                .unwrap();
            messages
        });
        let seen = Seen::default();
        let sink = seen.clone();
        std::thread::spawn(move || messages.map_while(Result::ok).for_each(|message| note(&sink, &message)));
        Self { seen, _connection: connection }
    }

    /// All so far.
    #[must_use]
    pub fn all(&self) -> Vec<Banner> {
        self.seen.all()
    }

    /// Waits for the first banner that fits and that the daemon has taken.
    ///
    /// # Panics
    /// At the deadline.
    pub fn wait(&self, what: &str, fits: impl Fn(&Banner) -> bool) -> Banner {
        self.seen.first(what, |banner| banner.id.is_some() && fits(banner))
    }

    /// [`Self::wait`] for what may take up to a minute and a little more.
    ///
    /// # Panics
    /// At that deadline.
    pub fn wait_a_minute(&self, what: &str, fits: impl Fn(&Banner) -> bool) -> Banner {
        self.seen.wait_within(DEADLINE * 3, what, |all| {
            all.iter().find(|banner| banner.id.is_some() && fits(banner)).cloned()
        })
    }

    /// Waits until all that were sent so far fit.
    ///
    /// # Panics
    /// At the deadline.
    pub fn wait_for(&self, what: &str, fit: impl Fn(&[Banner]) -> bool) {
        self.seen.wait(what, |all| fit(all).then_some(()));
    }

    /// Waits for something to become of this banner.
    ///
    /// # Panics
    /// At the deadline.
    pub fn wait_on(&self, banner: &Banner, what: &str, fits: impl Fn(&Banner) -> bool) -> Banner {
        self.seen.first(what, |one| one.is(banner) && fits(one))
    }
}

fn note(seen: &Seen<Banner>, message: &zbus::Message) {
    let header = message.header();
    let member = header.member().map(|name| name.to_string()).unwrap_or_default();
    match (message.message_type(), member.as_str()) {
        (Type::MethodCall, "Notify") => {
            let Ok((_, _, _, title, body, actions, hints, expires)) =
                message.body().deserialize::<NotifyArguments>()
            else {
                return;
            };
            seen.add(Banner {
                sender: header.sender().unwrap().to_string(),
                serial: message.primary_header().serial_num().get(),
                id: None,
                title,
                body,
                actions: actions
                    .chunks(2)
                    .map(|pair| (pair[0].clone(), pair.get(1).cloned().unwrap_or_default()))
                    .collect(),
                hints: hints.into_keys().collect(),
                expires,
                invoked: Vec::new(),
                closed: None,
                withdrawn: false,
            });
        }
        (Type::MethodReturn, _) => {
            let (Some(to), Some(serial)) = (header.destination(), header.reply_serial()) else { return };
            let Ok(id) = message.body().deserialize::<u32>() else { return };
            seen.change(|all| {
                let asked = |one: &&mut Banner| {
                    one.id.is_none() && one.sender == to.as_str() && one.serial == serial.get()
                };
                if let Some(banner) = all.iter_mut().find(asked) {
                    banner.id = Some(id);
                }
            });
        }
        (Type::MethodCall, "CloseNotification") => {
            let Ok(id) = message.body().deserialize::<u32>() else { return };
            on_last(seen, id, |banner| banner.withdrawn = true);
        }
        (Type::Signal, "ActionInvoked") => {
            let Ok((id, key)) = message.body().deserialize::<(u32, String)>() else { return };
            on_last(seen, id, |banner| banner.invoked.push(key));
        }
        (Type::Signal, "NotificationClosed") => {
            let Ok((id, reason)) = message.body().deserialize::<(u32, u32)>() else { return };
            on_last(seen, id, |banner| banner.closed = Some(reason));
        }
        _ => {}
    }
}

/// A daemon that was restarted counts from one again: an id is the last banner's that had it.
fn on_last(seen: &Seen<Banner>, id: u32, change: impl FnOnce(&mut Banner)) {
    seen.change(|all| {
        if let Some(banner) = all.iter_mut().rev().find(|one| one.id == Some(id)) {
            change(banner);
        }
    });
}
