//! The desktop's keychain: the Secret Service, over a connection to the session bus that lasts as long as the question.
//!
//! It may be absent, locked, or hang, and none of that may hold anybody up: every question is asked on a thread of its
//! own and given up after [`LIMIT`]. Nod never has it ask the user for its password; a locked keychain is none.

use std::collections::HashMap;
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use nod_core::seal::DatabaseKey;
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Type, Value};
use zeroize::Zeroizing;

/// How long the keychain may take to answer, all in all.
pub const LIMIT: Duration = Duration::from_secs(2);

const SERVICE: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";
const INTERFACE: &str = "org.freedesktop.Secret.Service";
const COLLECTION: &str = "org.freedesktop.Secret.Collection";
const ITEM: &str = "org.freedesktop.Secret.Item";
const BUS: &str = "org.freedesktop.DBus";

/// Why the keychain did not do as asked.
#[derive(Debug)]
pub enum Trouble {
    /// There is none, or it did not answer in time.
    Absent,
    /// It is locked, or has no key of ours.
    Without,
    /// What the bus said.
    Bus(zbus::Error),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Absent => f.write_str("no keychain answers"),
            Self::Without => f.write_str("the keychain is locked, or has no key"),
            Self::Bus(error) => error.fmt(f),
        }
    }
}

impl From<zbus::Error> for Trouble {
    fn from(error: zbus::Error) -> Self {
        Self::Bus(error)
    }
}

type Outcome<T> = Result<T, Trouble>;

/// True when there is a keychain, or one can be started.
#[must_use]
pub fn is_there() -> bool {
    within(|keychain| {
        let owned: bool = keychain.ask_bus("NameHasOwner", &SERVICE)?;
        let startable: Vec<String> =
            if owned { Vec::new() } else { keychain.ask_bus("ListActivatableNames", &())? };
        Ok(owned || startable.iter().any(|name| name == SERVICE))
    })
    .unwrap_or(false)
}

/// The key that is kept for the data in `folder`.
///
/// # Errors
/// When there is no keychain, it is locked, or has no key for it.
pub fn fetch(folder: &Path) -> Outcome<DatabaseKey> {
    let attributes = Attributes::of(folder);
    within(move |keychain| {
        let item = keychain.items(&attributes)?.into_iter().next().ok_or(Trouble::Without)?;
        let session = keychain.session()?;
        let secret: Secret = keychain.call(item.as_ref(), ITEM, "GetSecret", &(session,))?;
        let hex = Zeroizing::new(String::from_utf8(secret.value).unwrap_or_default());
        DatabaseKey::from_hex(&hex).ok_or(Trouble::Without)
    })
}

/// Keeps the key of the data in `folder`, in place of one kept before.
///
/// # Errors
/// When there is no keychain or it is locked.
pub fn keep(folder: &Path, key: DatabaseKey) -> Outcome<()> {
    let attributes = Attributes::of(folder);
    within(move |keychain| {
        let service = ObjectPath::from_static_str_unchecked(PATH);
        let (collection,): (OwnedObjectPath,) =
            keychain.call(service.clone(), INTERFACE, "ReadAlias", &("default",))?;
        if collection.as_str() == "/" {
            return Err(Trouble::Absent);
        }
        keychain.unlocked(&collection)?;
        let secret = Secret {
            session: keychain.session()?,
            parameters: Vec::new(),
            value: key.to_hex().as_bytes().to_vec(),
            content_type: "text/plain".to_owned(),
        };
        let properties = HashMap::from([
            ("org.freedesktop.Secret.Item.Label", Value::from("Nod")),
            ("org.freedesktop.Secret.Item.Attributes", Value::from(attributes.0.clone())),
        ]);
        let (item, _prompt): (OwnedObjectPath, OwnedObjectPath) =
            keychain.call(collection.as_ref(), COLLECTION, "CreateItem", &(properties, secret, true))?;
        // Without one it wanted to ask the user.
        if item.as_str() == "/" { Err(Trouble::Without) } else { Ok(()) }
    })
}

/// Forgets the key of the data in `folder`; none to forget is no error.
///
/// # Errors
/// When there is no keychain, or it is locked.
pub fn forget(folder: &Path) -> Outcome<()> {
    let attributes = Attributes::of(folder);
    within(move |keychain| {
        let items = match keychain.items(&attributes) {
            Err(Trouble::Without) => return Ok(()),
            other => other?,
        };
        for item in items {
            let (prompt,): (OwnedObjectPath,) = keychain.call(item.as_ref(), ITEM, "Delete", &())?;
            if prompt.as_str() != "/" {
                return Err(Trouble::Without);
            }
        }
        Ok(())
    })
}

/// What a key is found by.
#[derive(Clone)]
struct Attributes(HashMap<String, String>);

impl Attributes {
    fn of(folder: &Path) -> Self {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        Self(HashMap::from([
            ("application".to_owned(), "nod".to_owned()),
            ("folder".to_owned(), folder.display().to_string()),
        ]))
    }
}

/// As the service sends it; the session is plain, for the bus is the user's alone.
#[derive(serde::Serialize, serde::Deserialize, Type)]
struct Secret {
    session: OwnedObjectPath,
    parameters: Vec<u8>,
    value: Vec<u8>,
    content_type: String,
}

/// An open connection.
struct Keychain(Connection);

/// Asks on a thread of its own, and no longer than [`LIMIT`].
fn within<T: Send + 'static>(ask: impl FnOnce(&Keychain) -> Outcome<T> + Send + 'static) -> Outcome<T> {
    let (answer, answered) = sync_channel(1);
    let asking = move || {
        let open = || Builder::session()?.method_timeout(LIMIT).build();
        let _ = answer.send(open().map_err(Trouble::from).and_then(|connection| ask(&Keychain(connection))));
    };
    let thread = std::thread::Builder::new().name("keychain".to_owned()).stack_size(512 * 1024).spawn(asking);
    if thread.is_err() {
        return Err(Trouble::Absent);
    }
    // One that hangs is left behind; what it says later is not heard.
    answered.recv_timeout(LIMIT).unwrap_or(Err(Trouble::Absent))
}

impl Keychain {
    fn call<B, T>(&self, path: ObjectPath<'_>, interface: &str, method: &str, body: &B) -> Outcome<T>
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
        T: serde::de::DeserializeOwned + Type,
    {
        let reply = self.0.call_method(Some(SERVICE), path, Some(interface), method, body)?;
        Ok(reply.body().deserialize()?)
    }

    fn ask_bus<B, T>(&self, method: &str, body: &B) -> Outcome<T>
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
        T: serde::de::DeserializeOwned + Type,
    {
        let reply = self.0.call_method(Some(BUS), "/org/freedesktop/DBus", Some(BUS), method, body)?;
        Ok(reply.body().deserialize()?)
    }

    fn session(&self) -> Outcome<OwnedObjectPath> {
        let service = ObjectPath::from_static_str_unchecked(PATH);
        let (_, session): (OwnedValue, OwnedObjectPath) =
            self.call(service, INTERFACE, "OpenSession", &("plain", Value::from("")))?;
        Ok(session)
    }

    /// The items that have our key, all of them unlocked.
    fn items(&self, attributes: &Attributes) -> Outcome<Vec<OwnedObjectPath>> {
        let service = ObjectPath::from_static_str_unchecked(PATH);
        let (mut open, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
            self.call(service, INTERFACE, "SearchItems", &(&attributes.0,))?;
        for item in locked {
            self.unlocked(&item)?;
            open.push(item);
        }
        if open.is_empty() { Err(Trouble::Without) } else { Ok(open) }
    }

    /// Unlocks a collection or item that can be without asking the user.
    fn unlocked(&self, object: &OwnedObjectPath) -> Outcome<()> {
        let service = ObjectPath::from_static_str_unchecked(PATH);
        let (open, _prompt): (Vec<OwnedObjectPath>, OwnedObjectPath) =
            self.call(service, INTERFACE, "Unlock", &(vec![object.as_ref()],))?;
        if open.iter().any(|known| known == object) { Ok(()) } else { Err(Trouble::Without) }
    }
}
