//! A login manager that says when the machine wakes.

use zbus::blocking::{Connection, connection};
use zbus::zvariant::Value;

use crate::bus::Bus;
use crate::desktop::Desktop;
use crate::process::{Process, within};
use crate::seen::DEADLINE;

const PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";

const NAME: &str = "org.freedesktop.login1";

/// A system bus of its own with `org.freedesktop.login1` on it.
#[derive(Debug)]
pub struct Logind {
    connection: Connection,
    /// python-dbusmock with its template of logind, where that is the one.
    mock: Option<Process>,
    _bus: Bus,
}

impl Logind {
    /// Starts it; programs started in this desktop from here on use it.
    #[must_use]
    pub fn start(desktop: &mut Desktop) -> Self {
        let bus = Bus::start(desktop, "system");
        desktop.set("DBUS_SYSTEM_BUS_ADDRESS", bus.address());
        let address = bus.address().to_owned();
        let connection = within(DEADLINE, "the login manager", move || {
            connection::Builder::address(address.as_str())
                .unwrap()
                .serve_at(PATH, Manager)
                .unwrap()
                .name(NAME)
                .unwrap()
                .build()
                .unwrap()
        });
        Self { connection, mock: None, _bus: bus }
    }

    /// Starts python-dbusmock's template of logind, which knows nothing of these tests.
    #[must_use]
    pub fn mocked(desktop: &mut Desktop) -> Self {
        let bus = Bus::start(desktop, "system");
        desktop.set("DBUS_SYSTEM_BUS_ADDRESS", bus.address());
        let mock = desktop.start("/usr/bin/python3", &["-m", "dbusmock", "--system", "--template", "logind"]);
        bus.wait_for_owner(NAME);
        Self { connection: bus.connect(), mock: Some(mock), _bus: bus }
    }

    /// Goes to sleep and wakes again.
    ///
    /// # Panics
    /// When the bus is gone.
    pub fn sleep_and_wake(&self) {
        for asleep in [true, false] {
            if self.mock.is_some() {
                let arguments = (MANAGER, "PrepareForSleep", "b", vec![Value::from(asleep)]);
                let mock = Some("org.freedesktop.DBus.Mock");
                self.connection.call_method(Some(NAME), PATH, mock, "EmitSignal", &arguments).unwrap();
                continue;
            }
            self.connection.emit_signal(None::<&str>, PATH, MANAGER, "PrepareForSleep", &asleep).unwrap();
        }
    }
}

struct Manager;

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    #[zbus(property)]
    fn preparing_for_sleep(&self) -> bool {
        false
    }
}
