//! The keys that open the quick bar from anywhere. Who gives them depends on the desktop: an X server ([`x11`]), or the
//! GlobalShortcuts portal ([`portal`]) under Wayland, where programs cannot take keys themselves. Where there is neither,
//! the desktop's own settings run `nod quick`.
//!
//! Without a shortcut there is no thread and no connection. With one, a thread sleeps on its connection.

mod portal;
mod x11;

use std::cell::RefCell;

use nod_core::shortcut::{Shortcut, ShortcutState};
use tokio::sync::mpsc::UnboundedSender;
use tracing::warn;

use super::events::Event;

/// One wish for keys; answers carry its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wished(pub u64);

/// Keys that are wanted instead of those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Want {
    /// Its number.
    pub wished: Wished,
    /// The keys; none to give back what was taken.
    pub keys: Option<Shortcut>,
    /// Only a try: when another program has the keys, those before stay.
    pub trial: bool,
}

/// What is heard of the shortcut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// The keys were pressed.
    Pressed,
    /// How the desktop has taken a wish; again when that changes.
    Is(Wished, ShortcutState),
}

/// Takes keys from the desktop.
pub trait Shortcuts {
    /// Takes these keys; what becomes of it comes as an event.
    fn want(&self, want: Want);
}

/// The thread that takes keys.
trait Taker {
    /// Hands over a wish; false when the thread is gone.
    fn hand(&self, want: Want) -> bool;
}

/// The desktop's shortcuts.
pub struct DesktopShortcuts {
    events: UnboundedSender<Event>,
    taker: RefCell<Option<Box<dyn Taker>>>,
}

impl DesktopShortcuts {
    /// None are taken yet, and nothing runs.
    pub const fn new(events: UnboundedSender<Event>) -> Self {
        Self { events, taker: RefCell::new(None) }
    }

    fn start(&self) -> std::io::Result<Box<dyn Taker>> {
        let said = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let wayland =
            said("WAYLAND_DISPLAY").is_some() || said("XDG_SESSION_TYPE").is_some_and(|it| it == "wayland");
        // Under Wayland an X server gives keys only while one of its own windows has the keyboard.
        if !wayland && said("DISPLAY").is_some() {
            Ok(Box::new(x11::start(self.events.clone())?))
        } else {
            Ok(Box::new(portal::start(self.events.clone())?))
        }
    }

    fn answer(&self, wished: Wished, state: ShortcutState) {
        let _ = self.events.send(Event::Shortcut(Heard::Is(wished, state)));
    }
}

impl Shortcuts for DesktopShortcuts {
    fn want(&self, want: Want) {
        let mut taker = self.taker.borrow_mut();
        if want.keys.is_none() {
            // The thread gives back what it has, says so and ends.
            if !taker.take().is_some_and(|taker| taker.hand(want)) {
                self.answer(want.wished, ShortcutState::Off);
            }
            return;
        }
        if taker.as_ref().is_some_and(|taker| taker.hand(want)) {
            return;
        }
        match self.start() {
            Ok(started) if started.hand(want) => *taker = Some(started),
            Ok(_) => self.answer(want.wished, ShortcutState::NoneHere),
            Err(error) => {
                warn!("no thread for the shortcut: {error}");
                self.answer(want.wished, ShortcutState::NoneHere);
            }
        }
    }
}
