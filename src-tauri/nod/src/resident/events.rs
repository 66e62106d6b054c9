//! What the main loop hears.

use nod_core::api::Keychain;
use nod_core::link::Message;
use nod_core::seal::DatabaseKey;
use tokio::sync::mpsc::Sender;

use super::board::News;
use super::menu::Choice;
use super::shortcut::Heard;
use super::socket::Peer;
use super::windows::Start;

/// Something heard from the desktop.
#[derive(Debug)]
pub enum Event {
    /// Something was chosen in the tray.
    Chosen(Choice),
    /// A tray shows the icon, or no longer does.
    Tray(bool),
    /// There is a session bus, or it is gone for good.
    Bus(bool),
    /// News of a banner or of the notification daemon.
    Banner(News),
    /// News of the keys that open the quick bar.
    Shortcut(Heard),
    /// The machine woke from suspend.
    Resumed,
    /// The calendar file was written, or why it was not.
    CalendarWritten(Option<String>),
    /// What the keychain had.
    Fetched(Option<DatabaseKey>),
    /// How the keychain is, for whoever asked.
    Keychain(Peer, Keychain),
    /// The process of a window ended.
    WindowEnded(Start),
}

/// Something heard over the socket.
#[derive(Debug)]
pub enum Said {
    /// Someone connected; what they are told goes there.
    Came(Peer, Sender<Message>),
    /// They said this.
    Message(Peer, Message),
    /// They left.
    Left(Peer),
}
