//! Keys pressed as a keyboard presses them: through the X server, from within the test, so that the instant of a press is
//! known. What is typed where the instant does not matter is `xdotool`'s.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, Keycode};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::desktop::Desktop;

/// Names of keys that are no letters and digits, and X's values for them.
const NAMED: [(&str, u32); 10] = [
    ("Num_Lock", 0xff7f),
    ("Caps_Lock", 0xffe5),
    ("F9", 0xffc6),
    ("ctrl", 0xffe3),
    ("alt", 0xffe9),
    ("shift", 0xffe1),
    ("super", 0xffeb),
    ("Return", 0xff0d),
    ("Escape", 0xff1b),
    ("BackSpace", 0xff08),
];

/// A keyboard at a desktop's display.
#[derive(Debug)]
pub struct Keyboard {
    connection: RustConnection,
    first: Keycode,
    columns: usize,
    keysyms: Vec<u32>,
}

impl Keyboard {
    /// The keyboard of this desktop.
    ///
    /// # Panics
    /// When its X server does not answer.
    #[must_use]
    pub fn of(desktop: &Desktop) -> Self {
        let (connection, _) = x11rb::connect(Some(desktop.display())).unwrap();
        let setup = connection.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = connection.get_keyboard_mapping(first, last - first + 1).unwrap().reply().unwrap();
        Self { first, columns: map.keysyms_per_keycode.into(), keysyms: map.keysyms, connection }
    }

    /// Presses and lets go of keys that are held together: `ctrl+alt+n`, `Return`, `a`.
    ///
    /// # Panics
    /// When there is no such key.
    pub fn press(&self, keys: &str) {
        let keys: Vec<Keycode> = keys.split('+').map(|name| self.key(name)).collect();
        for key in &keys {
            self.fake(KEY_PRESS_EVENT, *key);
        }
        for key in keys.iter().rev() {
            self.fake(KEY_RELEASE_EVENT, *key);
        }
        // A round trip: a connection that ends before its server read it takes the keys along.
        self.connection.sync().unwrap();
    }

    fn fake(&self, kind: u8, key: Keycode) {
        self.connection.xtest_fake_input(kind, key, 0, x11rb::NONE, 0, 0, 0).unwrap();
    }

    fn key(&self, name: &str) -> Keycode {
        let named = NAMED.iter().find(|(ours, _)| *ours == name).map(|(_, keysym)| *keysym);
        let keysym = named.unwrap_or_else(|| u32::from(name.chars().next().expect("a key")));
        let row = self.keysyms.chunks(self.columns).position(|row| row.first() == Some(&keysym));
        self.first + u8::try_from(row.unwrap_or_else(|| panic!("no key {name}"))).unwrap()
    }
}
