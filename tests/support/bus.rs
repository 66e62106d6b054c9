//! A private D-Bus daemon, and connections to it.

use std::fs;
use std::path::Path;

use zbus::blocking::{Connection, MessageIterator, connection};
use zbus::message::Type;
use zbus::{MatchRule, Message};

use crate::home::Home;
use crate::process::{Process, system_program, within};
use crate::seen::{DEADLINE, Seen};

/// A running bus. Nothing is activated on it: a name is owned only when a test started its owner.
#[derive(Debug)]
pub struct Bus {
    daemon: Process,
    address: String,
}

impl Bus {
    /// Starts one for this home; `name` tells several apart.
    #[must_use]
    pub fn start(home: &Home, name: &str) -> Self {
        let config = home.path().join(format!("{name}-bus.conf"));
        fs::write(&config, configuration(&home.runtime().join(format!("{name}-bus")))).unwrap();
        let mut command = home.command(system_program(&["dbus-daemon"]));
        command.arg("--config-file").arg(&config).args(["--nofork", "--print-address"]);
        let daemon = Process::start(&command);
        let address = daemon.line("its address", |line| line.starts_with("unix:").then(|| line.to_owned()));
        Self { daemon, address }
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Kills it, as when a session ends badly.
    pub fn kill(&mut self) {
        self.daemon.kill();
    }

    /// A new connection.
    #[must_use]
    pub fn connect(&self) -> Connection {
        let address = self.address.clone();
        within(DEADLINE, "a connection to the bus", move || {
            connection::Builder::address(address.as_str()).unwrap().build().unwrap()
        })
    }

    /// Every signal of an interface that is sent from here on.
    #[must_use]
    pub fn signals(&self, interface: &str) -> Signals {
        let rule =
            MatchRule::builder().msg_type(Type::Signal).interface(interface).unwrap().build().to_owned();
        Signals::on(self.connect(), rule)
    }

    /// Waits until a name has an owner, and gives the owner's unique name.
    ///
    /// # Panics
    /// At the deadline.
    pub fn wait_for_owner(&self, name: &str) -> String {
        let changes = self.owner_changes(name);
        if let Some(owner) = self.owner(name) {
            return owner;
        }
        changes.wait(&format!("an owner of {name}"), |all| all.iter().rev().find_map(|(_, new)| new.clone()))
    }

    /// Waits until a name has no owner.
    ///
    /// # Panics
    /// At the deadline.
    pub fn wait_for_no_owner(&self, name: &str) {
        let changes = self.owner_changes(name);
        if self.owner(name).is_some() {
            changes.wait(&format!("{name} to have no owner"), |all| {
                all.iter().any(|(_, new)| new.is_none()).then_some(())
            });
        }
    }

    /// The unique name of a name's owner.
    #[must_use]
    pub fn owner(&self, name: &str) -> Option<String> {
        let reply = self
            .connect()
            .call_method(
                Some("org.freedesktop.DBus"),
                "/org/freedesktop/DBus",
                Some("org.freedesktop.DBus"),
                "GetNameOwner",
                &name,
            )
            .ok()?;
        reply.body().deserialize().ok()
    }

    /// Changes of a name's owner from here on: old and new.
    fn owner_changes(&self, name: &str) -> Seen<(Option<String>, Option<String>)> {
        let rule = MatchRule::builder()
            .msg_type(Type::Signal)
            .sender("org.freedesktop.DBus")
            .unwrap()
            .member("NameOwnerChanged")
            .unwrap()
            .arg(0, name.to_owned())
            .unwrap()
            .build()
            .to_owned();
        let seen = Seen::default();
        let changes = seen.clone();
        follow(self.connect(), rule, move |message| {
            let (_, old, new): (String, String, String) = message.body().deserialize().unwrap();
            let owner = |name: String| (!name.is_empty()).then_some(name);
            changes.add((owner(old), owner(new)));
        });
        seen
    }
}

/// Signals as they came.
#[derive(Debug, Clone)]
pub struct Signals {
    seen: Seen<Message>,
}

impl Signals {
    fn on(connection: Connection, rule: MatchRule<'static>) -> Self {
        let seen = Seen::default();
        let sink = seen.clone();
        follow(connection, rule, move |message| sink.add(message));
        Self { seen }
    }

    /// All so far.
    #[must_use]
    pub const fn seen(&self) -> &Seen<Message> {
        &self.seen
    }

    /// How many so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.seen.all().len()
    }

    /// Waits for a signal after the first `count`.
    ///
    /// # Panics
    /// At the deadline.
    pub fn after(&self, count: usize, what: &str) {
        self.seen.wait(what, |all| (all.len() > count).then_some(()));
    }
}

/// Subscribes, then hands over each message on a thread of its own until the bus is gone.
pub(crate) fn follow(
    connection: Connection,
    rule: MatchRule<'static>,
    mut each: impl FnMut(Message) + Send + 'static,
) {
    let messages = within(DEADLINE, "a subscription", move || {
        MessageIterator::for_match_rule(rule, &connection, Some(1024)).unwrap()
    });
    std::thread::spawn(move || messages.map_while(Result::ok).for_each(&mut each));
}

fn configuration(socket: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        socket.display()
    )
}
