//! The tray's edge: ksni carries the face to the panel on its own threads and tells what was chosen.
//!
//! Without a panel it goes on: ksni registers the icon when a StatusNotifierWatcher comes, also after one restarted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use ksni::blocking::{Handle, TrayMethods};
use ksni::menu::{MenuItem, StandardItem, SubMenu};
use ksni::{Icon, OfflineReason, ToolTip};
use nod_core::api::Route;
use nod_core::clock;
use tokio::sync::mpsc::UnboundedSender;
use tracing::{debug, warn};

use super::events::Event;
use super::icon;
use super::menu::{Choice, Entry, Face, label};

/// Shows the tray.
pub trait Tray {
    /// Shows this face from here on.
    fn show(&self, face: Face);
}

/// The desktop's tray.
#[derive(Debug)]
pub struct DesktopTray(Sender<Face>);

impl Tray for DesktopTray {
    fn show(&self, face: Face) {
        // The thread is gone when there is no session bus, and the resident knows.
        let _ = self.0.send(face);
    }
}

/// Starts the thread. Ends by itself when there is no session bus, and when the [`DesktopTray`] is dropped.
pub fn start(events: UnboundedSender<Event>, face: Face) -> std::io::Result<DesktopTray> {
    let (faces, received) = channel();
    let thread = std::thread::Builder::new().name("tray".to_owned()).stack_size(256 * 1024);
    thread.spawn(move || carry(&events, face, &received))?;
    Ok(DesktopTray(faces))
}

/// Seconds between tries to bring up an icon that the panel would not have; the last one repeats.
const WAITS: [u64; 4] = [5, 30, 120, 600];

/// How long after the start a panel that came at the same instant is looked for.
const SETTLING: Duration = Duration::from_secs(3);

fn carry(events: &UnboundedSender<Event>, mut face: Face, faces: &Receiver<Face>) {
    for wait in WAITS.into_iter().chain(std::iter::repeat(WAITS[WAITS.len() - 1])) {
        let shown = Arc::new(AtomicBool::new(false));
        let item = Item {
            face: face.clone(),
            turn: false,
            events: events.clone(),
            shown: Arc::clone(&shown),
            named: icon::is_installed(),
        };
        // The icon counts as shown until a callback says that nobody shows it.
        item.is_shown(true);
        match item.assume_sni_available(true).spawn() {
            Ok(handle) => match follow(&handle, faces, &shown) {
                Some(newest) => face = newest.unwrap_or(face),
                None => return,
            },
            Err(error) => {
                let _ = events.send(Event::Tray(false));
                if let ksni::Error::Dbus(error) = error {
                    debug!("no tray without a session bus: {error}");
                    return;
                }
                warn!("no tray yet: {error}");
                match faces.recv_timeout(Duration::from_secs(wait)) {
                    Ok(newer) => face = newer,
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        }
    }
}

/// Shows face after face. `None` when there are no more; else the icon is to be brought up anew, with the last face.
///
/// ksni looks for a panel first and listens for one after; a panel that comes between the two, as at login, is seen by
/// neither. So one look is taken once things have settled.
fn follow(handle: &Handle<Item>, faces: &Receiver<Face>, shown: &AtomicBool) -> Option<Option<Face>> {
    let mut last = None;
    let settled = clock::steady() + SETTLING;
    loop {
        let left = settled.saturating_duration_since(clock::steady());
        match faces.recv_timeout(left) {
            Ok(face) => {
                let newest = faces.try_iter().last().unwrap_or(face);
                last = Some(newest.clone());
                handle.update(|item| item.show(newest));
            }
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => {
                handle.shutdown().wait();
                return None;
            }
        }
    }
    if !shown.load(Ordering::Relaxed) && has_panel() {
        handle.shutdown().wait();
        return Some(last);
    }
    while let Ok(face) = faces.recv() {
        let newest = faces.try_iter().last().unwrap_or(face);
        handle.update(|item| item.show(newest));
    }
    handle.shutdown().wait();
    None
}

fn has_panel() -> bool {
    let owned = || -> zbus::Result<bool> {
        let bus = zbus::blocking::Connection::session()?;
        let panel = "org.kde.StatusNotifierWatcher".try_into()?;
        Ok(zbus::blocking::fdo::DBusProxy::new(&bus)?.name_has_owner(panel)?)
    };
    owned().unwrap_or(false)
}

struct Item {
    face: Face,
    /// Changes with every menu, see [`Item::show`].
    turn: bool,
    events: UnboundedSender<Event>,
    shown: Arc<AtomicBool>,
    named: bool,
}

impl Item {
    /// ksni numbers entries by their place and makes new numbers only when the menu's shape changes. A click on its way
    /// while the people change places would log with somebody else, so every new menu gets another shape: by an entry
    /// that nobody sees, there every other time.
    fn show(&mut self, face: Face) {
        self.turn ^= self.face.menu != face.menu;
        self.face = face;
    }

    fn is_shown(&self, shown: bool) {
        self.shown.store(shown, Ordering::Relaxed);
        let _ = self.events.send(Event::Tray(shown));
    }

    fn choose(&self, choice: Choice) {
        let _ = self.events.send(Event::Chosen(choice));
    }
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        "nod".to_owned()
    }

    fn title(&self) -> String {
        self.face.title.clone()
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        self.choose(Choice::Open(Route::Today));
    }

    fn icon_name(&self) -> String {
        // A name the panel's theme does not know would hide the pixmaps.
        match (self.named, self.face.paused) {
            (false, _) => String::new(),
            (true, false) => icon::NAME.to_owned(),
            (true, true) => icon::PAUSED_NAME.to_owned(),
        }
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        icon::pixmaps(self.face.paused)
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: self.face.tooltip.clone(), ..ToolTip::default() }
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let unseen = StandardItem { visible: false, ..StandardItem::default() };
        let mut entries = items(&self.face.menu);
        entries.extend(self.turn.then(|| unseen.into()));
        entries
    }

    fn watcher_online(&self) {
        self.is_shown(true);
    }

    fn watcher_offline(&self, reason: OfflineReason) -> bool {
        debug!("no tray shows the icon: {reason:?}");
        self.is_shown(false);
        true
    }
}

fn items(entries: &[Entry]) -> Vec<MenuItem<Item>> {
    entries.iter().map(item).collect()
}

fn item(entry: &Entry) -> MenuItem<Item> {
    match entry {
        Entry::Line => MenuItem::Separator,
        Entry::Words(words) => {
            StandardItem { label: label(words), enabled: false, ..StandardItem::default() }.into()
        }
        Entry::Menu(name, entries) => {
            SubMenu { label: label(name), submenu: items(entries), ..SubMenu::default() }.into()
        }
        Entry::Item(name, choice) => {
            let choice = choice.clone();
            let activate = Box::new(move |item: &mut Item| item.choose(choice.clone()));
            StandardItem { label: label(name), activate, ..StandardItem::default() }.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use ksni::Tray as _;
    use nod_core::texts::Texts;
    use tokio::sync::mpsc::unbounded_channel;

    use super::super::menu;
    use super::*;

    #[test]
    fn every_new_menu_has_another_shape_than_the_one_before() {
        let face = |title: &str| {
            let mut face = menu::bare(&Texts::english());
            face.menu.push(Entry::Words(title.to_owned()));
            face
        };
        let (events, _heard) = unbounded_channel();
        let shown = Arc::default();
        let mut item = Item { face: face("Amara"), turn: false, events, shown, named: false };
        let shapes = ["Amara", "Noor", "Noor", "Leo"].map(|name| {
            item.show(face(name));
            item.menu().len()
        });
        assert_eq!(shapes[0], shapes[3]);
        assert_eq!(shapes[1], shapes[0] + 1);
        assert_eq!(shapes[2], shapes[1]);
    }
}
