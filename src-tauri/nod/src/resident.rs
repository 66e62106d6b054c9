//! The resident: what runs all day. It keeps the tray, shows banners when their time has come, and passes word between
//! the windows and the command line.
//!
//! One thread decides ([`heart`]): a tokio loop over the local socket ([`socket`]), the alarm ([`alarm`]), signals, and
//! the channels of two other threads, which speak D-Bus: the tray's ([`tray`]) and the banners' ([`bus`]). A third waits
//! for the keys of the quick bar while some are set ([`shortcut`]). It polls nothing, and runs on without tray, notification daemon and session bus. What is decided is pure where it can be:
//! [`menu`], [`board`] (what the daemon's messages mean), [`showing`], [`windows`].

mod alarm;
mod backups;
mod board;
mod bus;
mod calendar;
mod card;
mod data;
mod events;
mod heart;
mod icon;
mod instance;
mod keys;
mod listening;
mod menu;
mod sealing;
mod shortcut;
mod showing;
mod socket;
mod starter;
mod tray;
mod vault;
mod windows;
mod wish;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use nod_core::clock::{self, Now};
use nod_core::link;
use nod_core::texts::Texts;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{Receiver, UnboundedReceiver, channel, unbounded_channel};
use tracing::level_filters::LevelFilter;
use tracing::warn;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;

use self::alarm::Alarm;
use self::data::Data;
use self::events::{Event, Said};
use self::heart::{Heart, Limbs};
use self::instance::Instance;
use self::socket::Connections;

/// What is heard at once before looking; the rest is heard after.
const BATCH: usize = 64;

/// Messages that may wait to be heard; beyond that their senders wait.
const MOST_UNHEARD: usize = 64;

/// How long `ready` waits for a session bus that does not answer.
const DESKTOP_PATIENCE: Duration = Duration::from_secs(2);

/// How to run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The data folder.
    pub folder: PathBuf,
    /// Says `ready` on standard output, in a line of its own, once the socket listens, and lets go of standard output.
    pub announce_ready: bool,
}

/// Runs until it is told to end. A second resident of the same folder says so and ends at once, as a success.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    start_log();
    let failed = |what: String| {
        let _ = writeln!(std::io::stderr(), "nod: {what}");
        ExitCode::FAILURE
    };
    // First the database: a folder that is not ours gets no lock file either.
    let data = match Data::open(&options.folder) {
        Ok(data) => data,
        Err(error) => return failed(error.sentence(&Texts::english())),
    };
    let instance = match instance::take(&options.folder, &link::socket_path(&options.folder)) {
        Ok(Some(instance)) => instance,
        Ok(None) => {
            let _ = writeln!(std::io::stdout(), "{}", Texts::english().get("cli-already-running"));
            return ExitCode::SUCCESS;
        }
        Err(error) => return failed(format!("{}: {error}", options.folder.display())),
    };
    // A relative folder means another one to a window with another working folder.
    let folder = options.folder.canonicalize().unwrap_or_else(|_| options.folder.clone());
    match live(&Options { folder, ..options.clone() }, data, &instance) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(error.to_string()),
    }
}

/// Logs to standard error; `NOD_LOG` says what (`nod=debug`), warnings by default. No patterns: what reads them would be a
/// tenth of the resident.
fn start_log() {
    let wanted = std::env::var("NOD_LOG").ok().and_then(|wanted| wanted.parse::<Targets>().ok());
    let wanted = wanted.unwrap_or_else(|| Targets::new().with_default(LevelFilter::WARN));
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    // A terminal that is gone must not end the resident.
    let log = log.log_internal_errors(false).with_filter(wanted);
    let _ = tracing_subscriber::registry().with(log).try_init();
}

fn live(options: &Options, data: Data, _held: &Instance) -> std::io::Result<()> {
    let socket = link::socket_path(&options.folder);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(keep(options, data, &socket));
    let _ = std::fs::remove_file(&socket);
    result
}

async fn keep(options: &Options, data: Data, socket: &Path) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    let (say, mut said) = channel(MOST_UNHEARD);
    let mut connections = Connections::new(socket::bind(socket)?, say);
    let (alarm, look) = (Alarm::wall()?, Alarm::steady()?);
    let (tell, mut events) = unbounded_channel();
    let face = menu::bare(&Texts::english());
    let limbs = Limbs {
        events: tell.clone(),
        notifier: Box::new(bus::start(tell.clone())?),
        tray: Box::new(tray::start(tell.clone(), face.clone())?),
        shortcuts: Box::new(shortcut::DesktopShortcuts::new(tell.clone())),
        starter: Box::new(starter::WindowStarter::new(options.folder.clone(), tell.clone())),
        vault: Box::new(vault::DesktopVault::new(options.folder.clone(), tell)),
    };
    let mut heart = Heart::new(data, limbs, face, Now::read(), clock::steady());
    heart.read_sealing(Now::read());
    heart.look(Now::read(), clock::steady());
    // Whoever asks after `ready` is told how the desktop is, so the bus is heard first; one that hangs is not waited for.
    let mut silent_until = options.announce_ready.then(|| clock::steady() + DESKTOP_PATIENCE);
    while !heart.ends() {
        if silent_until.is_some_and(|at| heart.knows_desktop() || at <= clock::steady()) {
            silent_until = None;
            announce();
        }
        let next = heart.next_look().into_iter().chain(silent_until).min();
        let until_look = next.map(|at| at.saturating_duration_since(clock::steady()));
        if let Err(error) = alarm.set_at(heart.wake()).and(look.set_after(until_look)) {
            warn!("the alarm could not be set: {error}");
        }
        tokio::select! {
            Some(event) = events.recv() => hear(&mut heart, event, &mut events),
            Some(message) = said.recv() => hear_said(&mut heart, message, &mut said),
            () = connections.accept() => continue,
            rang = alarm.rings() => rang?,
            rang = look.rings() => rang?,
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
            _ = hang_up.recv() => continue,
        }
        heart.look(Now::read(), clock::steady());
    }
    heart.finish(Now::read(), clock::steady());
    // Dropping the heart lets go of every connection once it has written what it was told.
    drop(heart);
    drop(said);
    connections.end().await;
    Ok(())
}

fn hear(heart: &mut Heart, first: Event, more: &mut UnboundedReceiver<Event>) {
    let (now, steady) = (Now::read(), clock::steady());
    let mut next = Some(first);
    for _ in 0..BATCH {
        let Some(event) = next else { return };
        heart.hear(event, now, steady);
        next = more.try_recv().ok();
    }
    if let Some(event) = next {
        heart.hear(event, now, steady);
    }
}

fn hear_said(heart: &mut Heart, first: Said, more: &mut Receiver<Said>) {
    let now = Now::read();
    heart.hear_said(first, now);
    for _ in 0..BATCH {
        let Ok(message) = more.try_recv() else { return };
        heart.hear_said(message, now);
    }
}

/// Says `ready` and lets go of standard output, so that whoever reads it sees its end.
fn announce() {
    let mut out = std::io::stdout();
    let said = out.write_all(b"ready\n").and_then(|()| out.flush());
    let nowhere = std::fs::OpenOptions::new().write(true).open("/dev/null");
    let let_go = nowhere.and_then(|nowhere| Ok(rustix::stdio::dup2_stdout(nowhere)?));
    if let Err(error) = said.and(let_go) {
        warn!("ready, but could not say so: {error}");
    }
}
