//! Starting the window's process, which lies beside our own.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use nod_core::graphics;
use tokio::sync::mpsc::UnboundedSender;
use tracing::{info, warn};

use super::events::Event;
use super::windows::Start;

/// Starts windows.
pub trait Starter {
    /// Starts one. When it ends, or cannot be started, [`Event::WindowEnded`] says so.
    fn start(&self, start: Start);
}

/// Starts `nod-window`.
#[derive(Debug)]
pub struct WindowStarter {
    folder: PathBuf,
    events: UnboundedSender<Event>,
}

impl WindowStarter {
    /// Starts windows on the data in `folder`.
    pub const fn new(folder: PathBuf, events: UnboundedSender<Event>) -> Self {
        Self { folder, events }
    }
}

/// The window's program: the one `NOD_WINDOW` names, else the one beside ours, else whichever the path finds.
fn program() -> OsString {
    const NAME: &str = "nod-window";
    let named = std::env::var_os("NOD_WINDOW").filter(|named| !named.is_empty());
    let beside =
        || std::env::current_exe().ok().map(|ours| ours.with_file_name(NAME)).filter(|path| path.is_file());
    named.or_else(|| beside().map(PathBuf::into_os_string)).unwrap_or_else(|| NAME.into())
}

impl Starter for WindowStarter {
    fn start(&self, start: Start) {
        let mut command = Command::new(program());
        command.arg("--asked").arg("--data-dir").arg(&self.folder).stdin(Stdio::null()).stdout(Stdio::null());
        if graphics::wants_shared_memory() {
            command.env(graphics::IN_SHARED_MEMORY, "1");
        }
        // Its own group: what ends us from a terminal is not meant for it.
        command.process_group(0);
        let events = self.events.clone();
        let ended = move || {
            let _ = events.send(Event::WindowEnded(start));
        };
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(error) => {
                warn!("the window could not be started: {error}");
                return ended();
            }
        };
        // A thread that waits costs nothing, and exists only while the window does.
        let wait = std::thread::Builder::new().name("window".to_owned()).stack_size(64 * 1024);
        let waiting = wait.spawn(move || {
            match child.wait() {
                Ok(status) => info!("the window ended: {status}"),
                Err(error) => warn!("the window was lost sight of: {error}"),
            }
            ended();
        });
        if let Err(error) = waiting {
            warn!("the window's end will not be seen: {error}");
        }
    }
}
