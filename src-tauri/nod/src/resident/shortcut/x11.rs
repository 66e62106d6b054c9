//! Keys from an X server: a passive grab on its root windows, on a thread that sleeps until the server or a wish wakes it.

use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use nod_core::shortcut::{Shortcut, ShortcutState};
use rustix::event::{EventfdFlags, PollFd, PollFlags, eventfd, poll};
use tokio::sync::mpsc::UnboundedSender;
use tracing::{debug, warn};
use x11rb::connection::Connection;
use x11rb::errors::ReplyError;
use x11rb::protocol::xproto::{ConnectionExt, GrabMode, Keycode, ModMask, Window};
use x11rb::protocol::{ErrorKind, Event as Told};
use x11rb::reexports::x11rb_protocol::parse_display::{ConnectAddress, parse_display};
use x11rb::reexports::x11rb_protocol::xauth::get_auth;
use x11rb::rust_connection::{DefaultStream, RustConnection};

use super::super::events::Event;
use super::{Heard, Taker, Want, Wished};

// Keysyms by which the modifiers are told apart.
const NUM_LOCK: &[u32] = &[0xff7f];
const SCROLL_LOCK: &[u32] = &[0xff14];
const ALT: &[u32] = &[0xffe9, 0xffea];
const SUPER: &[u32] = &[0xffeb, 0xffec];

/// Where the letters and digits of a keyboard lie on nearly every machine: for layouts that have none of them, like those
/// of other scripts.
const ROWS: [(&str, Keycode); 4] =
    [("1234567890", 10), ("qwertyuiop", 24), ("asdfghjkl", 38), ("zxcvbnm", 52)];

type Refusal = Box<dyn std::error::Error>;

pub struct X11 {
    wants: Sender<Want>,
    wake: Arc<OwnedFd>,
}

impl Taker for X11 {
    fn hand(&self, want: Want) -> bool {
        self.wants.send(want).is_ok() && rustix::io::write(&*self.wake, &1_u64.to_ne_bytes()).is_ok()
    }
}

/// Starts the thread. It ends when it is to give its keys back.
pub fn start(events: UnboundedSender<Event>) -> std::io::Result<X11> {
    let wake = Arc::new(eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?);
    let (wants, wanted) = channel();
    let hears = Arc::clone(&wake);
    let thread = std::thread::Builder::new().name("shortcut".to_owned()).stack_size(256 * 1024);
    thread.spawn(move || {
        let mut keeper = Keeper { events, server: None, held: None };
        keeper.live(&wanted, &hears);
    })?;
    Ok(X11 { wants, wake })
}

/// The key and what is held with it, as the server counts them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Grip {
    key: Keycode,
    /// With and without the locks (capitals, numbers, scrolling), which do not matter.
    held: Vec<u16>,
}

struct Server {
    connection: RustConnection,
    roots: Vec<Window>,
}

struct Keeper {
    events: UnboundedSender<Event>,
    server: Option<Server>,
    /// The wish that was taken, and its grip while the server gives it.
    held: Option<(Wished, Shortcut, Option<Grip>)>,
}

impl Keeper {
    fn live(&mut self, wanted: &Receiver<Want>, wake: &OwnedFd) {
        loop {
            while let Ok(want) = wanted.try_recv() {
                let Some(keys) = want.keys else {
                    self.let_go();
                    return self.say(want.wished, ShortcutState::Off);
                };
                let state = self.take(want, keys);
                self.say(want.wished, state);
            }
            if let Err(error) = self.listen() {
                self.lose(&error);
            }
            if let Err(error) = self.sleep(wake) {
                warn!("the shortcut's thread cannot sleep: {error}");
                return self.lose(&error);
            }
        }
    }

    /// Sleeps until there is a wish or the server says something.
    fn sleep(&self, wake: &OwnedFd) -> Result<(), Refusal> {
        let mut on = vec![PollFd::new(wake, PollFlags::IN)];
        if let Some(server) = &self.server {
            on.push(PollFd::from_borrowed_fd(server.connection.stream().as_fd(), PollFlags::IN));
        }
        match poll(&mut on, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let mut count = [0; 8];
        match rustix::io::read(wake, &mut count) {
            Ok(_) | Err(rustix::io::Errno::AGAIN | rustix::io::Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn take(&mut self, want: Want, keys: Shortcut) -> ShortcutState {
        let taken = self.reach().and_then(|()| self.try_keys(keys, want.trial));
        match taken {
            Ok((state, grip)) => {
                let kept = want.trial && matches!(state, ShortcutState::Taken | ShortcutState::NoKey);
                if !kept {
                    self.held = Some((want.wished, keys, grip));
                }
                state
            }
            Err(error) => {
                debug!("no X server to ask: {error}");
                self.server = None;
                self.held = Some((want.wished, keys, None));
                ShortcutState::NoneHere
            }
        }
    }

    /// Connects when there is no connection. Only over a socket of this machine: Nod has no others.
    fn reach(&mut self) -> Result<(), Refusal> {
        if self.server.is_some() {
            return Ok(());
        }
        let display = parse_display(None)?;
        let mut last: Refusal = "the display is on another machine".into();
        for address in display.connect_instruction() {
            let ConnectAddress::Socket(_) = address else { continue };
            match DefaultStream::connect(&address) {
                Ok((stream, (family, host))) => {
                    let known = get_auth(family, &host, display.display).ok().flatten();
                    let (name, data) = known.unwrap_or_default();
                    let screen = usize::from(display.screen);
                    let connection =
                        RustConnection::connect_to_stream_with_auth_info(stream, screen, name, data)?;
                    let roots = connection.setup().roots.iter().map(|screen| screen.root).collect();
                    self.server = Some(Server { connection, roots });
                    return Ok(());
                }
                Err(error) => last = error.into(),
            }
        }
        Err(last)
    }

    /// Takes `keys` instead of those before. When another program has them, a trial leaves those before.
    fn try_keys(&self, keys: Shortcut, trial: bool) -> Result<(ShortcutState, Option<Grip>), Refusal> {
        let Some(server) = &self.server else { return Ok((ShortcutState::NoneHere, None)) };
        let before = self.held.as_ref().and_then(|(_, _, grip)| grip.as_ref());
        let grip = server.grip(keys)?;
        if grip.is_some() && grip.as_ref() == before {
            return Ok((ShortcutState::Grabbed, grip));
        }
        if !trial && let Some(before) = before {
            server.release(before)?;
        }
        let Some(grip) = grip else { return Ok((ShortcutState::NoKey, None)) };
        if !server.grab(&grip)? {
            return Ok((ShortcutState::Taken, None));
        }
        if trial && let Some(before) = before {
            server.release(before)?;
        }
        Ok((ShortcutState::Grabbed, Some(grip)))
    }

    /// Hears everything the server has said so far.
    fn listen(&mut self) -> Result<(), Refusal> {
        // What it says while it is asked something is read along with its answer, and no longer wakes anybody.
        while self.hear_all()? {
            if let Some((wished, keys, before)) = self.held.clone() {
                let (state, grip) = self.try_keys(keys, false)?;
                let changed = before.is_some() != grip.is_some();
                self.held = Some((wished, keys, grip));
                if changed {
                    self.say(wished, state);
                }
            }
        }
        Ok(())
    }

    /// Hears what has come. True when keys lie elsewhere now.
    fn hear_all(&self) -> Result<bool, Refusal> {
        let mut mapped = false;
        while let Some(server) = &self.server {
            let Some(told) = server.connection.poll_for_event()? else { break };
            match told {
                Told::KeyPress(press) => {
                    // The grab lasts while the key is down; what is typed right after is meant for the quick bar.
                    server.connection.ungrab_keyboard(press.time)?;
                    server.connection.flush()?;
                    // Keys that are held down repeat, which shows again what is shown. They cannot be told from keys that
                    // are pressed again soon: the bar was closed and is wanted once more.
                    let _ = self.events.send(Event::Shortcut(Heard::Pressed));
                }
                Told::MappingNotify(_) => mapped = true,
                _ => {}
            }
        }
        Ok(mapped)
    }

    fn let_go(&mut self) {
        if let (Some(server), Some((_, _, Some(grip)))) = (&self.server, &self.held)
            && let Err(error) = server.release(grip)
        {
            debug!("the X server is gone already: {error}");
        }
    }

    /// The server is gone; the next wish looks for one again.
    fn lose(&mut self, error: &Refusal) {
        debug!("the X server is gone: {error}");
        self.server = None;
        if let Some((wished, _, grip)) = &mut self.held {
            *grip = None;
            let wished = *wished;
            self.say(wished, ShortcutState::NoneHere);
        }
    }

    fn say(&self, wished: Wished, state: ShortcutState) {
        let _ = self.events.send(Event::Shortcut(Heard::Is(wished, state)));
    }
}

impl Server {
    /// How the keyboard of this instant has `keys`; nothing when it has no such key.
    fn grip(&self, keys: Shortcut) -> Result<Option<Grip>, ReplyError> {
        let setup = self.connection.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let keyboard = self.connection.get_keyboard_mapping(first, last - first + 1)?;
        let modifiers = self.connection.get_modifier_mapping()?;
        let (keyboard, modifiers) = (keyboard.reply()?, modifiers.reply()?);
        let columns = usize::from(keyboard.keysyms_per_keycode).max(1);
        let map = Map { first, columns, keysyms: &keyboard.keysyms };
        let per_modifier = usize::from(modifiers.keycodes_per_modifier()).max(1);
        let mask = |keysyms: &[u32]| {
            let places = modifiers.keycodes.chunks(per_modifier).take(8);
            let mut places = places.enumerate().filter(|(_, keys)| {
                keys.iter().any(|key| *key != 0 && map.of(*key).iter().any(|sym| keysyms.contains(sym)))
            });
            places.next().map_or(0, |(place, _)| 1_u16 << place)
        };
        let held = [
            (keys.ctrl, u16::from(ModMask::CONTROL)),
            (keys.shift, u16::from(ModMask::SHIFT)),
            (keys.alt, Some(mask(ALT)).filter(|mask| *mask != 0).unwrap_or(ModMask::M1.into())),
            (keys.logo, Some(mask(SUPER)).filter(|mask| *mask != 0).unwrap_or(ModMask::M4.into())),
        ];
        let held = held.iter().filter(|(is, _)| *is).fold(0, |all, (_, mask)| all | mask);
        let locks = [u16::from(ModMask::LOCK), mask(NUM_LOCK), mask(SCROLL_LOCK)];
        let mut all = vec![held];
        for lock in locks {
            // One that is also held on purpose cannot be left out.
            if lock != 0 && lock & held == 0 && !all.contains(&(held | lock)) {
                all.extend(all.clone().iter().map(|held| held | lock));
            }
        }
        Ok(map.key(keys).map(|key| Grip { key, held: all }))
    }

    /// Takes the keys; false when another client has them.
    fn grab(&self, grip: &Grip) -> Result<bool, ReplyError> {
        let mut asked = Vec::new();
        for root in &self.roots {
            for held in &grip.held {
                let (key, held) = (grip.key, ModMask::from(*held));
                asked.push(self.connection.grab_key(
                    false,
                    *root,
                    held,
                    key,
                    GrabMode::ASYNC,
                    GrabMode::ASYNC,
                )?);
            }
        }
        let mut taken = false;
        for cookie in asked {
            match cookie.check() {
                Ok(()) => {}
                Err(ReplyError::X11Error(error)) if error.error_kind == ErrorKind::Access => taken = true,
                Err(error) => return Err(error),
            }
        }
        if taken {
            self.release(grip)?;
        }
        Ok(!taken)
    }

    fn release(&self, grip: &Grip) -> Result<(), ReplyError> {
        for root in &self.roots {
            for held in &grip.held {
                self.connection.ungrab_key(grip.key, *root, ModMask::from(*held))?;
            }
        }
        self.connection.flush()?;
        Ok(())
    }
}

/// What the keys of a keyboard mean.
struct Map<'a> {
    first: Keycode,
    /// Meanings of a key: without and with Shift, for one layout after the other.
    columns: usize,
    keysyms: &'a [u32],
}

impl Map<'_> {
    fn of(&self, key: Keycode) -> &[u32] {
        let at = usize::from(key.saturating_sub(self.first)) * self.columns;
        self.keysyms.get(at..at + self.columns).unwrap_or_default()
    }

    /// The key, in the layout that has it first.
    fn key(&self, keys: Shortcut) -> Option<Keycode> {
        let wanted = keys.keysym();
        let capital = keys.sign().map(|sign| u32::from(sign.to_ascii_uppercase()));
        let rows = || self.keysyms.chunks(self.columns);
        let found = (0..self.columns).find_map(|column| {
            rows().position(|row| row.get(column).is_some_and(|sym| *sym == wanted || Some(*sym) == capital))
        });
        let found = found.and_then(|at| Keycode::try_from(usize::from(self.first) + at).ok());
        found.or_else(|| usual_place(keys.sign()?))
    }
}

fn usual_place(sign: char) -> Option<Keycode> {
    ROWS.iter().find_map(|(row, first)| {
        let at = row.find(sign.to_ascii_lowercase())?;
        Some(first + Keycode::try_from(at).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(keysyms: &[u32], columns: usize) -> Map<'_> {
        Map { first: 8, columns, keysyms }
    }

    #[test]
    fn a_key_is_found_in_the_layout_that_has_it() {
        let n: Shortcut = "Ctrl+Alt+N".parse().unwrap();
        // Two layouts, Russian before English: т/Т, then n/N.
        assert_eq!(map(&[0, 0, 0, 0, 0x6d4, 0x6f4, 0x6e, 0x4e], 4).key(n), Some(9));
        // An old server says only the capital.
        assert_eq!(map(&[0x4e, 0], 2).key(n), Some(8));
        // Where no layout has the letter, it is where its key lies.
        assert_eq!(map(&[0x6d4, 0x6f4], 2).key(n), Some(57));
        let page: Shortcut = "Ctrl+PageUp".parse().unwrap();
        assert_eq!(map(&[0x6d4, 0x6f4], 2).key(page), None);
    }

    #[test]
    fn every_letter_and_digit_has_a_usual_place_of_its_own() {
        let mut places: Vec<_> =
            ('a'..='z').chain('0'..='9').map(|sign| usual_place(sign).unwrap()).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 36);
        assert_eq!(usual_place('n'), Some(57));
    }
}
