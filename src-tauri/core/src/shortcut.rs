//! The keys that open the quick bar from anywhere: which ones can be, how they are written, and how the desktop has
//! taken them.
//!
//! None are set at first. A shortcut for the whole desktop takes its keys from every program, so it is the user's to
//! give; [`SUGGESTED`] is what desktops and the usual programs leave free.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::texts::Texts;

/// What is suggested to someone who has none: no desktop's own, and no widespread program's.
pub const SUGGESTED: &str = "Ctrl+Alt+N";

/// Keys besides letters, digits and F1 to F24: as Nod writes them, as X and the desktop portal call them, and the value
/// X has for them.
const NAMED: &[(&str, &str, u32)] = &[
    ("Space", "space", 0x20),
    ("Enter", "Return", 0xff0d),
    ("Insert", "Insert", 0xff63),
    ("Home", "Home", 0xff50),
    ("End", "End", 0xff57),
    ("PageUp", "Prior", 0xff55),
    ("PageDown", "Next", 0xff56),
    ("Pause", "Pause", 0xff13),
    ("ScrollLock", "Scroll_Lock", 0xff14),
    ("Menu", "Menu", 0xff67),
    ("Comma", "comma", 0x2c),
    ("Period", "period", 0x2e),
    ("Slash", "slash", 0x2f),
    ("Semicolon", "semicolon", 0x3b),
    ("Minus", "minus", 0x2d),
    ("Equal", "equal", 0x3d),
];

/// The highest function key.
const LAST_FUNCTION_KEY: u8 = 24;

/// X's value for F1; the others follow.
const F1: u32 = 0xffbe;

/// A key without what is held with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    /// A letter (capital) or a digit.
    Sign(char),
    Function(u8),
    /// A place in [`NAMED`].
    Named(usize),
}

/// Keys that are pressed together: `Ctrl+Alt+N`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Control.
    pub ctrl: bool,
    /// Alt.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// The key with the desktop's sign.
    pub logo: bool,
    key: Key,
}

impl Shortcut {
    /// The key as X and the desktop portal call it: `n`, `F9`, `space`.
    #[must_use]
    pub fn key_name(&self) -> String {
        match self.key {
            Key::Sign(sign) => sign.to_ascii_lowercase().to_string(),
            Key::Function(number) => format!("F{number}"),
            Key::Named(at) => NAMED[at].1.to_owned(),
        }
    }

    /// X's value for the key without Shift, its keysym.
    #[must_use]
    pub fn keysym(&self) -> u32 {
        match self.key {
            Key::Sign(sign) => u32::from(sign.to_ascii_lowercase()),
            Key::Function(number) => F1 + u32::from(number) - 1,
            Key::Named(at) => NAMED[at].2,
        }
    }

    /// The letter or digit, if it is one.
    #[must_use]
    pub const fn sign(&self) -> Option<char> {
        if let Key::Sign(sign) = self.key { Some(sign) } else { None }
    }

    /// As the desktop portal takes it: `CTRL+ALT+n`.
    #[must_use]
    pub fn trigger(&self) -> String {
        let held = [(self.ctrl, "CTRL"), (self.alt, "ALT"), (self.shift, "SHIFT"), (self.logo, "LOGO")];
        let held = held.iter().filter(|(is, _)| *is).map(|(_, name)| (*name).to_owned());
        held.chain([self.key_name()]).collect::<Vec<_>>().join("+")
    }

    /// True when programs do not use it for themselves all the time: typing with one key held is theirs.
    const fn is_free(&self) -> bool {
        let held = self.ctrl as u8 + self.alt as u8 + self.shift as u8;
        match self.key {
            Key::Function(_) => true,
            Key::Sign(_) => self.logo || (held > 1),
            // Space, Enter and their like: what is held with Shift alone is still typing.
            Key::Named(_) => self.logo || self.ctrl || self.alt,
        }
    }
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (is, name) in
            [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+"), (self.logo, "Super+")]
        {
            if is {
                f.write_str(name)?;
            }
        }
        match self.key {
            Key::Sign(sign) => write!(f, "{sign}"),
            Key::Function(number) => write!(f, "F{number}"),
            Key::Named(at) => f.write_str(NAMED[at].0),
        }
    }
}

impl FromStr for Shortcut {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let refused = |message| Error::field("shortcut", message, vec![("keys", text.trim().into())]);
        let mut shortcut = Self { ctrl: false, alt: false, shift: false, logo: false, key: Key::Named(0) };
        let mut names: Vec<String> = text.split('+').map(|name| name.trim().to_lowercase()).collect();
        let key = names.pop().unwrap_or_default();
        for name in names {
            let held = match name.as_str() {
                "ctrl" | "control" => &mut shortcut.ctrl,
                "alt" => &mut shortcut.alt,
                "shift" => &mut shortcut.shift,
                "super" | "meta" | "logo" | "win" => &mut shortcut.logo,
                _ => return Err(refused("error-shortcut")),
            };
            *held = true;
        }
        shortcut.key = key_of(&key).ok_or_else(|| refused("error-shortcut"))?;
        if shortcut.is_free() { Ok(shortcut) } else { Err(refused("error-shortcut-typing")) }
    }
}

/// The key of a name in small letters.
fn key_of(name: &str) -> Option<Key> {
    let mut signs = name.chars();
    if let (Some(sign), None) = (signs.next(), signs.next())
        && sign.is_ascii_alphanumeric()
    {
        return Some(Key::Sign(sign.to_ascii_uppercase()));
    }
    if let Some(number) = name.strip_prefix('f').and_then(|number| number.parse::<u8>().ok()) {
        return (1..=LAST_FUNCTION_KEY).contains(&number).then_some(Key::Function(number));
    }
    let found = NAMED
        .iter()
        .position(|(ours, theirs, _)| ours.eq_ignore_ascii_case(name) || theirs.eq_ignore_ascii_case(name));
    found.map(Key::Named)
}

/// How the desktop has taken the shortcut.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ShortcutState {
    /// None is set.
    #[default]
    Off,
    /// The X server gives Nod these keys.
    Grabbed,
    /// Another program has them.
    Taken,
    /// The keyboard has no such key.
    NoKey,
    /// The desktop's portal was asked; the desktop may be asking the user.
    Asking,
    /// The desktop's portal has it.
    Portal {
        /// As the desktop says it, which may be other keys; may be empty.
        trigger: String,
    },
    /// The desktop or the user declined.
    Declined,
    /// Neither an X server nor a portal takes shortcuts here.
    NoneHere,
}

impl ShortcutState {
    /// True when pressing the keys opens the quick bar.
    #[must_use]
    pub const fn works(&self) -> bool {
        matches!(self, Self::Grabbed | Self::Portal { .. })
    }

    /// The state as one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Grabbed => "grabbed",
            Self::Taken => "taken",
            Self::NoKey => "no-key",
            Self::Asking => "asking",
            Self::Portal { .. } => "portal",
            Self::Declined => "declined",
            Self::NoneHere => "none-here",
        }
    }

    /// The state in a sentence; `None` when there is no resident to say it.
    #[must_use]
    pub fn says(state: Option<&Self>, keys: &str, texts: &Texts) -> String {
        let args = [("keys", keys.into())];
        if keys.is_empty() {
            return texts.with("shortcut-off", &[("keys", SUGGESTED.into())]);
        }
        match state {
            // Set, and not tried yet: the resident is not there, or has not looked.
            None | Some(Self::Off) => texts.with("shortcut-resting", &args),
            Some(Self::Grabbed) => texts.with("shortcut-grabbed", &args),
            Some(Self::Taken) => texts.with("shortcut-taken", &args),
            Some(Self::NoKey) => texts.with("shortcut-no-key", &args),
            Some(Self::Asking) => texts.with("shortcut-asking", &args),
            Some(Self::Portal { trigger }) if trigger.trim().is_empty() => {
                texts.with("shortcut-portal", &args)
            }
            Some(Self::Portal { trigger }) => {
                texts.with("shortcut-portal-keys", &[("keys", trigger.trim().to_owned().into())])
            }
            Some(Self::Declined) => texts.with("shortcut-declined", &args),
            Some(Self::NoneHere) => texts.with("shortcut-none-here", &args),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Option<String> {
        text.parse::<Shortcut>().ok().map(|shortcut| shortcut.to_string())
    }

    #[test]
    fn keys_are_written_in_one_way_however_they_are_typed() {
        for (typed, ours) in [
            ("ctrl+shift+n", "Ctrl+Shift+N"),
            (" SHIFT + Control + n ", "Ctrl+Shift+N"),
            ("super+F9", "Super+F9"),
            ("f12", "F12"),
            ("alt+space", "Alt+Space"),
            ("meta+7", "Super+7"),
            ("ctrl+Prior", "Ctrl+PageUp"),
            ("shift+pause", ""),
        ] {
            assert_eq!(written(typed).unwrap_or_default(), ours, "{typed}");
        }
        assert_eq!(written(SUGGESTED).as_deref(), Some(SUGGESTED));
        for (ours, ..) in NAMED {
            let keys = format!("Ctrl+{ours}");
            assert_eq!(written(&keys), Some(keys));
        }
    }

    #[test]
    fn what_is_no_shortcut_or_would_take_typing_away_is_refused() {
        for typed in [
            "", "+", "n", "shift+n", "ctrl+c", "alt+f4+", "ctrl+alt", "hyper+n", "ctrl+ä", "f25", "space",
            "ctrl++",
        ] {
            assert_eq!(written(typed), None, "{typed}");
        }
    }

    #[test]
    fn x_and_the_portal_are_told_in_their_own_words() {
        let shortcut: Shortcut = "Ctrl+Alt+Shift+Super+N".parse().unwrap();
        assert_eq!((shortcut.trigger().as_str(), shortcut.keysym()), ("CTRL+ALT+SHIFT+LOGO+n", 0x6e));
        let page: Shortcut = "Ctrl+PageUp".parse().unwrap();
        assert_eq!((page.trigger().as_str(), page.keysym()), ("CTRL+Prior", 0xff55));
        assert_eq!("F12".parse::<Shortcut>().unwrap().keysym(), 0xffc9);
    }
}
