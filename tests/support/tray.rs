//! The tray: a StatusNotifier host that shows nothing, and the items registered with it or with a real panel.

use std::collections::HashMap;
use std::fmt;

use zbus::blocking::{Connection, connection};
use zbus::message::Header;
use zbus::names::BusName;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{OwnedValue, Value};

use crate::bus::{Bus, Signals};
use crate::desktop::Desktop;
use crate::process::{Process, within};
use crate::seen::{DEADLINE, Seen};

/// The name a tray's host is found by.
pub const NAME: &str = "org.kde.StatusNotifierWatcher";
const WATCHER: &str = "/StatusNotifierWatcher";
const MENU: &str = "com.canonical.dbusmenu";

/// A tray of our own.
#[derive(Debug)]
pub struct Tray {
    connection: Connection,
    registered: Seen<(String, String)>,
}

impl Tray {
    /// Owns the watcher's name.
    ///
    /// # Panics
    /// When another tray owns it.
    #[must_use]
    pub fn start(bus: &Bus) -> Self {
        let registered = Seen::default();
        let watcher = Watcher { registered: registered.clone() };
        let address = bus.address().to_owned();
        let connection = within(DEADLINE, "the tray", move || {
            connection::Builder::address(address.as_str())
                .unwrap()
                .serve_at(WATCHER, watcher)
                .unwrap()
                .name(NAME)
                .unwrap()
                .build()
                .unwrap()
        });
        Self { connection, registered }
    }

    /// Waits until an item is there.
    ///
    /// # Panics
    /// At the deadline.
    #[must_use]
    pub fn item(&self, bus: &Bus) -> Item {
        let (service, path) = self.registered.wait("an item in the tray", |all| all.last().cloned());
        Item::new(bus, service, path)
    }

    /// Waits until another item was registered after the first `count`.
    ///
    /// # Panics
    /// At the deadline.
    #[must_use]
    pub fn item_after(&self, bus: &Bus, count: usize) -> Item {
        let (service, path) = self
            .registered
            .wait("one more item in the tray", |all| (all.len() > count).then(|| all.last().cloned())?);
        Item::new(bus, service, path)
    }

    /// How many items were registered so far.
    #[must_use]
    pub fn registrations(&self) -> usize {
        self.registered.all().len()
    }

    /// The tray goes away, as when a panel crashes.
    ///
    /// # Panics
    /// When the bus does not take the name back.
    pub fn stop(self) {
        self.connection.release_name(NAME).unwrap();
        self.connection.close().unwrap();
    }
}

struct Watcher {
    registered: Seen<(String, String)>,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    async fn register_status_notifier_item(
        &self,
        service: &str,
        #[zbus(header)] header: Header<'_>,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let item = if service.starts_with('/') {
            (sender, service.to_owned())
        } else {
            (service.to_owned(), "/StatusNotifierItem".to_owned())
        };
        self.registered.add(item);
        let _ = Self::status_notifier_item_registered(&emitter, service).await;
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.registered.all().into_iter().map(|(service, path)| format!("{service}{path}")).collect()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(signal)]
    async fn status_notifier_item_registered(emitter: &SignalEmitter<'_>, service: &str) -> zbus::Result<()>;
}

/// Xfce's panel with the default plugins, the tray among them.
#[derive(Debug)]
pub struct Panel {
    _settings: Process,
    _panel: Process,
}

impl Panel {
    /// Starts it and waits until its tray is there.
    #[must_use]
    pub fn start(desktop: &Desktop) -> Self {
        let settings = crate::daemons::xfce_settings(desktop);
        let panel = desktop.start("xfce4-panel", &["--disable-wm-check"]);
        desktop.bus().wait_for_owner(NAME);
        Self { _settings: settings, _panel: panel }
    }

    /// Waits until an item is there.
    ///
    /// # Panics
    /// At the deadline.
    #[must_use]
    pub fn item(&self, bus: &Bus) -> Item {
        let added = bus.signals(NAME);
        let connection = bus.connect();
        let listed = || -> Option<String> {
            let reply = connection
                .call_method(
                    Some(NAME),
                    WATCHER,
                    Some("org.freedesktop.DBus.Properties"),
                    "Get",
                    &(NAME, "RegisteredStatusNotifierItems"),
                )
                .unwrap();
            let items: Vec<String> = reply.body().deserialize::<Value<'_>>().unwrap().try_into().unwrap();
            items.into_iter().next()
        };
        let item = listed().unwrap_or_else(|| added.seen().wait("an item in the panel's tray", |_| listed()));
        let (service, path) = item.split_once('/').unwrap();
        Item::new(bus, service.to_owned(), format!("/{path}"))
    }
}

/// One item of a tray.
#[derive(Debug)]
pub struct Item {
    connection: Connection,
    service: String,
    path: String,
    menu: String,
    updates: Signals,
}

type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl Item {
    fn new(bus: &Bus, service: String, path: String) -> Self {
        let updates = bus.signals(MENU);
        let mut item = Self { connection: bus.connect(), service, path, menu: String::new(), updates };
        let menu: zbus::zvariant::OwnedObjectPath = item.property("Menu").try_into().unwrap();
        item.menu = menu.to_string();
        item
    }

    /// Unique or well-known name of its program.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service
    }

    /// A property: `Title`, `IconName`, `Status`, `ToolTip`.
    ///
    /// # Panics
    /// When it has none of that name.
    #[must_use]
    pub fn property(&self, name: &str) -> OwnedValue {
        let body = ("org.kde.StatusNotifierItem", name);
        let reply = self.call(&self.path, "org.freedesktop.DBus.Properties", "Get", &body);
        reply.body().deserialize().unwrap_or_else(|e| panic!("no property {name}: {e}"))
    }

    /// The left click.
    pub fn activate(&self) {
        self.call(&self.path, "org.kde.StatusNotifierItem", "Activate", &(0_i32, 0_i32));
    }

    /// The menu now.
    ///
    /// # Panics
    /// When it cannot be read.
    #[must_use]
    pub fn menu(&self) -> Menu {
        let reply = self.call(&self.menu, MENU, "GetLayout", &(0_i32, -1_i32, Vec::<String>::new()));
        let (_, root): (u32, Layout) = reply.body().deserialize().unwrap();
        Menu::read(root)
    }

    /// Waits until something is found in the menu, reading it again at each of its signals.
    ///
    /// # Panics
    /// At the deadline.
    pub fn wait_for_menu<R>(&self, what: &str, find: impl Fn(&Menu) -> Option<R>) -> R {
        let mut last = None;
        let mut read = 0;
        loop {
            let seen = self.updates.count();
            let menu = self.menu();
            if let Some(found) = find(&menu) {
                return found;
            }
            read += 1;
            assert!(read < 500, "the menu changes without end and never has {what}: {menu}");
            last.replace(menu.to_string());
            self.updates.after(
                seen,
                &format!("{what} in the menu, which was last\n{}", last.as_deref().unwrap_or("")),
            );
        }
    }

    /// Clicks an entry by the labels that lead to it, waiting until it is there.
    ///
    /// # Panics
    /// When it is not there by the deadline.
    pub fn click(&self, labels: &[&str]) {
        // A menu that changed since it was read has other ids; a hand would miss as well, and try again.
        for _ in 0..20 {
            let path = self.wait_for_menu(&labels.join(" ▸ "), |menu| menu.path(labels));
            let (entry, above) = path.split_last().unwrap();
            assert!(entry.enabled, "{labels:?} is greyed out");
            let opened = above
                .iter()
                .all(|submenu| self.try_call(&self.menu, MENU, "AboutToShow", &submenu.id).is_ok());
            let clicked = (entry.id, "clicked", Value::from(0_i32), 0_u32);
            if !opened {
                continue;
            }
            match self.try_call(&self.menu, MENU, "Event", &clicked) {
                // Whoever was told to quit may be gone before it answers.
                Ok(_) => return,
                Err(zbus::Error::MethodError(name, ..))
                    if name.as_str() == "org.freedesktop.DBus.Error.NoReply" =>
                {
                    return;
                }
                Err(_) => {}
            }
        }
        panic!("{labels:?} cannot be clicked");
    }

    fn call(
        &self,
        path: &str,
        interface: &str,
        method: &str,
        body: &(impl serde::Serialize + zbus::zvariant::DynamicType),
    ) -> zbus::Message {
        self.try_call(path, interface, method, body)
            .unwrap_or_else(|e| panic!("{interface}.{method} of {}: {e}", self.service))
    }

    fn try_call(
        &self,
        path: &str,
        interface: &str,
        method: &str,
        body: &(impl serde::Serialize + zbus::zvariant::DynamicType),
    ) -> zbus::Result<zbus::Message> {
        let to = BusName::try_from(self.service.as_str()).unwrap();
        self.connection.call_method(Some(to), path, Some(interface), method, body)
    }
}

/// An entry of a menu with what is under it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Menu {
    id: i32,
    /// Its label, mnemonics taken out; empty for the menu itself.
    pub label: String,
    /// False when greyed out.
    pub enabled: bool,
    /// True when ticked.
    pub checked: bool,
    /// What is under it, without separators and hidden entries.
    pub entries: Vec<Self>,
}

impl Menu {
    fn read((id, properties, children): Layout) -> Self {
        let text = |name: &str| {
            properties.get(name).and_then(|v| String::try_from(v.clone()).ok()).unwrap_or_default()
        };
        let flag = |name: &str| properties.get(name).and_then(|v| bool::try_from(v).ok()).unwrap_or(true);
        let entries = children
            .into_iter()
            .filter_map(|child| {
                let child: Layout = child.try_into().ok()?;
                let hidden = child.1.get("visible").and_then(|v| bool::try_from(v).ok()) == Some(false);
                let separator =
                    child.1.get("type").and_then(|v| <&str>::try_from(v).ok()) == Some("separator");
                (!hidden && !separator).then(|| Self::read(child))
            })
            .collect();
        let checked = properties.get("toggle-state").and_then(|v| i32::try_from(v).ok()) == Some(1);
        // One underscore marks the mnemonic, two stand for one.
        let label = text("label").replace("__", "\0").replace('_', "").replace('\0', "_");
        Self { id, label, enabled: flag("enabled"), checked, entries }
    }

    /// The labels right under this entry.
    #[must_use]
    pub fn labels(&self) -> Vec<&str> {
        self.entries.iter().map(|entry| entry.label.as_str()).collect()
    }

    /// The entry at the end of these labels.
    #[must_use]
    pub fn find(&self, labels: &[&str]) -> Option<&Self> {
        labels.iter().try_fold(self, |menu, label| menu.entries.iter().find(|entry| entry.label == *label))
    }

    fn path(&self, labels: &[&str]) -> Option<Vec<Self>> {
        (1..=labels.len()).map(|end| self.find(&labels[..end]).cloned()).collect()
    }

    fn draw(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        for entry in &self.entries {
            let grey = if entry.enabled { "" } else { " (grey)" };
            writeln!(f, "{:indent$}{}{grey}", "", entry.label, indent = depth * 2)?;
            entry.draw(f, depth + 1)?;
        }
        Ok(())
    }
}

impl fmt::Display for Menu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draw(f, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_panel_offers_a_tray() {
        let desktop = Desktop::full();
        let _panel = Panel::start(&desktop);
        assert!(desktop.bus().owner(NAME).is_some());
    }

    #[test]
    fn labels_lead_to_an_entry() {
        let entry = |id, label: &str, entries| Menu {
            id,
            label: label.into(),
            enabled: true,
            checked: false,
            entries,
        };
        let menu =
            entry(0, "", vec![entry(1, "Log", vec![entry(2, "Amara", vec![entry(3, "Thanked", vec![])])])]);
        assert_eq!(menu.find(&["Log", "Amara", "Thanked"]).map(|found| found.id), Some(3));
        assert_eq!(menu.find(&["Log", "Noor"]), None);
        assert_eq!(menu.to_string(), "Log\n  Amara\n    Thanked\n");
    }
}
