//! Who gives keys to programs: another client that has them on the X server, and a desktop portal.

use std::collections::HashMap;

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt, GrabMode, ModMask};
use x11rb::rust_connection::RustConnection;
use zbus::blocking::{Connection, connection};
use zbus::message::Header;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

use crate::bus::Bus;
use crate::desktop::Desktop;
use crate::process::within;
use crate::seen::{DEADLINE, Seen};

/// Another program that has keys. They are free again when it is dropped.
#[derive(Debug)]
pub struct OtherProgram(RustConnection);

impl OtherProgram {
    /// Takes Ctrl+Alt and a letter on the desktop's X server.
    ///
    /// # Panics
    /// When it does not get them.
    #[must_use]
    pub fn takes_ctrl_alt(desktop: &Desktop, letter: char) -> Self {
        Self::tries_ctrl_alt(desktop, letter).expect("keys that nobody has")
    }

    /// The same; nothing when somebody has them.
    ///
    /// # Panics
    /// When the X server does not answer.
    #[must_use]
    pub fn tries_ctrl_alt(desktop: &Desktop, letter: char) -> Option<Self> {
        let (connection, screen) = x11rb::connect(Some(desktop.display())).unwrap();
        let setup = connection.setup();
        let (root, first) = (setup.roots[screen].root, setup.min_keycode);
        let keys =
            connection.get_keyboard_mapping(first, setup.max_keycode - first + 1).unwrap().reply().unwrap();
        let row = keys
            .keysyms
            .chunks(usize::from(keys.keysyms_per_keycode))
            .position(|row| row[0] == u32::from(letter));
        let key = first + u8::try_from(row.expect("a key with that letter")).unwrap();
        let held = ModMask::CONTROL | ModMask::M1;
        let taken = connection.grab_key(false, root, held, key, GrabMode::ASYNC, GrabMode::ASYNC).unwrap();
        let taken = taken.check().is_ok();
        taken.then_some(Self(connection))
    }

    /// Gives them back.
    ///
    /// # Panics
    /// When the X server is gone.
    pub fn end(self) {
        // A round trip, so that the server has done it when this returns.
        let roots: Vec<_> = self.0.setup().roots.iter().map(|screen| screen.root).collect();
        for root in roots {
            self.0.ungrab_key(0_u8, root, ModMask::ANY).unwrap().check().unwrap();
        }
    }
}

const NAME: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SHORTCUTS: &str = "org.freedesktop.portal.GlobalShortcuts";
const REQUEST: &str = "org.freedesktop.portal.Request";

/// A call of the portal, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// Who is asking, by the name of its desktop file.
    Register(String),
    /// A session was asked for.
    CreateSession,
    /// Shortcuts were asked for: id, description, preferred keys.
    Bind(Vec<(String, String, String)>),
    /// The session was given back.
    Close,
}

/// A desktop portal that gives shortcuts as a test says.
#[derive(Debug)]
pub struct Portal {
    connection: Connection,
    calls: Seen<Call>,
    client: Seen<(String, OwnedObjectPath)>,
}

impl Portal {
    /// One whose user agrees, and for whom the desktop writes the keys as `trigger`.
    #[must_use]
    pub fn agreeing(bus: &Bus, trigger: &str) -> Self {
        Self::start(bus, Some(trigger))
    }

    /// One whose user declines.
    #[must_use]
    pub fn declining(bus: &Bus) -> Self {
        Self::start(bus, None)
    }

    fn start(bus: &Bus, trigger: Option<&str>) -> Self {
        let (calls, client) = (Seen::default(), Seen::default());
        let trigger = trigger.map(str::to_owned);
        let shortcuts = GlobalShortcuts { calls: calls.clone(), client: client.clone(), trigger };
        let registry = Registry(calls.clone());
        let address = bus.address().to_owned();
        let connection = within(DEADLINE, "the portal", move || {
            connection::Builder::address(address.as_str())
                .unwrap()
                .serve_at(PATH, shortcuts)
                .unwrap()
                .serve_at(PATH, registry)
                .unwrap()
                .name(NAME)
                .unwrap()
                .build()
                .unwrap()
        });
        Self { connection, calls, client }
    }

    /// Every call so far.
    #[must_use]
    pub const fn calls(&self) -> &Seen<Call> {
        &self.calls
    }

    /// The user presses the shortcut of that id.
    ///
    /// # Panics
    /// When nobody has a session.
    pub fn activate(&self, id: &str) {
        let (client, session) = self.client.all().pop().expect("a session");
        let options: HashMap<&str, Value<'_>> = HashMap::new();
        self.connection
            .emit_signal(Some(client.as_str()), PATH, SHORTCUTS, "Activated", &(session, id, 7_u64, options))
            .unwrap();
    }

    /// Goes away.
    ///
    /// # Panics
    /// When the bus does not take the name back.
    pub fn stop(self) {
        self.connection.release_name(NAME).unwrap();
        self.connection.close().unwrap();
    }
}

struct Registry(Seen<Call>);

#[zbus::interface(name = "org.freedesktop.host.portal.Registry")]
impl Registry {
    fn register(&self, app_id: &str, _options: HashMap<String, OwnedValue>) {
        self.0.add(Call::Register(app_id.to_owned()));
    }
}

struct Session(Seen<Call>);

#[zbus::interface(name = "org.freedesktop.portal.Session")]
impl Session {
    fn close(&self) {
        self.0.add(Call::Close);
    }
}

struct GlobalShortcuts {
    calls: Seen<Call>,
    client: Seen<(String, OwnedObjectPath)>,
    trigger: Option<String>,
}

impl GlobalShortcuts {
    /// Where the answer to a call comes, by the rule that lets a client listen before it calls.
    fn request(header: &Header<'_>, options: &HashMap<String, OwnedValue>) -> (String, OwnedObjectPath) {
        let client = header.sender().unwrap().to_string();
        let token = text(options, "handle_token");
        (client.clone(), path("request", &client, &token))
    }

    /// Answers before the call itself returns: who subscribes only then hears nothing.
    async fn answer(
        connection: &zbus::Connection,
        to: &(String, OwnedObjectPath),
        code: u32,
        results: HashMap<&str, Value<'_>>,
    ) {
        let (client, at) = to;
        connection
            .emit_signal(Some(client.as_str()), at, REQUEST, "Response", &(code, results))
            .await
            .unwrap();
    }
}

fn text(options: &HashMap<String, OwnedValue>, name: &str) -> String {
    String::try_from(options.get(name).unwrap_or_else(|| panic!("no {name}")).clone()).unwrap()
}

fn path(kind: &str, client: &str, token: &str) -> OwnedObjectPath {
    let client = client.trim_start_matches(':').replace('.', "_");
    ObjectPath::try_from(format!("{PATH}/{kind}/{client}/{token}")).unwrap().into()
}

#[zbus::interface(name = "org.freedesktop.portal.GlobalShortcuts")]
impl GlobalShortcuts {
    #[zbus(property, name = "version")]
    fn version(&self) -> u32 {
        1
    }

    async fn create_session(
        &self,
        options: HashMap<String, OwnedValue>,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &zbus::Connection,
    ) -> OwnedObjectPath {
        let request = Self::request(&header, &options);
        let session = path("session", &request.0, &text(&options, "session_handle_token"));
        connection.object_server().at(&session, Session(self.calls.clone())).await.unwrap();
        self.client.add((request.0.clone(), session.clone()));
        self.calls.add(Call::CreateSession);
        let results = HashMap::from([("session_handle", Value::from(session.to_string()))]);
        Self::answer(connection, &request, 0, results).await;
        request.1
    }

    async fn bind_shortcuts(
        &self,
        session: OwnedObjectPath,
        shortcuts: Vec<(String, HashMap<String, OwnedValue>)>,
        _parent: &str,
        options: HashMap<String, OwnedValue>,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &zbus::Connection,
    ) -> OwnedObjectPath {
        assert_eq!(self.client.all().pop().unwrap().1, session, "the session that was given");
        let request = Self::request(&header, &options);
        let asked = shortcuts
            .iter()
            .map(|(id, about)| (id.clone(), text(about, "description"), text(about, "preferred_trigger")))
            .collect();
        self.calls.add(Call::Bind(asked));
        match &self.trigger {
            Some(trigger) => {
                let given: Vec<(String, HashMap<String, Value<'_>>)> = shortcuts
                    .into_iter()
                    .map(|(id, _)| {
                        let about = [("trigger_description".to_owned(), Value::from(trigger.as_str()))];
                        (id, HashMap::from(about))
                    })
                    .collect();
                let results = HashMap::from([("shortcuts", Value::from(given))]);
                Self::answer(connection, &request, 0, results).await;
            }
            None => Self::answer(connection, &request, 1, HashMap::new()).await,
        }
        request.1
    }
}
