//! Keys from the desktop portal (`org.freedesktop.portal.GlobalShortcuts`): Nod names keys it would like, the desktop may
//! ask the user, and decides. On a thread with a connection of its own, which is there only while a shortcut is set.
//!
//! The portal answers twice: a call gives the path of a request, and the request's `Response` signal the result. The
//! signals are subscribed to before the first call, so that none is lost.

use std::collections::HashMap;

use futures_lite::StreamExt;
use nod_core::shortcut::{Shortcut, ShortcutState};
use nod_core::texts::Texts;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tracing::{debug, warn};
use zbus::zvariant::{DynamicType, ObjectPath, OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Message, MessageStream};

use super::super::bus::{PATIENCE, beside, subscribe};
use super::super::events::Event;
use super::{Heard, Taker, Want, Wished};

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const SHORTCUTS: &str = "org.freedesktop.portal.GlobalShortcuts";
const REQUEST: &str = "org.freedesktop.portal.Request";
const SESSION: &str = "org.freedesktop.portal.Session";
const REGISTRY: &str = "org.freedesktop.host.portal.Registry";

/// The name of our desktop file without its ending, by which the portal knows whose shortcut it is.
const APPLICATION: &str = "app.nod.Nod";

/// The shortcut's id, in the session's list.
const LOG: &str = "log";

/// The session's name stays the same, so that desktops give back what the user once chose.
const TOKEN: &str = "nod";

type Options<'a> = HashMap<&'a str, Value<'a>>;

/// What is known of something, as D-Bus has it.
type Known = HashMap<String, OwnedValue>;

pub struct Portal(UnboundedSender<Want>);

impl Taker for Portal {
    fn hand(&self, want: Want) -> bool {
        self.0.send(want).is_ok()
    }
}

/// Starts the thread. It ends when it is to give its keys back.
pub fn start(events: UnboundedSender<Event>) -> std::io::Result<Portal> {
    let (wants, mut wanted) = unbounded_channel();
    let thread = std::thread::Builder::new().name("shortcut".to_owned()).stack_size(512 * 1024);
    thread.spawn(move || {
        zbus::block_on(async {
            loop {
                let mut asked = Asked { events: &events, wish: None, step: Step::Nowhere, requests: 0 };
                match asked.carry(&mut wanted).await {
                    Ok(()) => return,
                    Err(error) => debug!("no session bus for the shortcut: {error}"),
                }
                // Without a bus every wish is answered, until there is none any more.
                asked.say(ShortcutState::NoneHere);
                let Some(want) = wanted.recv().await else { return };
                asked.wish = Some((want.wished, want.keys));
                match want.keys {
                    None => return asked.say(ShortcutState::Off),
                    Some(_) => asked.say(ShortcutState::NoneHere),
                }
            }
        });
    })?;
    Ok(Portal(wants))
}

/// How far the portal was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// There is no portal, or it declined.
    Nowhere,
    /// A session was asked for; the answer comes there.
    Session(OwnedObjectPath),
    /// The shortcut was asked for, in this session; the answer comes there.
    Shortcut { session: OwnedObjectPath, request: OwnedObjectPath },
    /// The shortcut is ours in this session.
    Ours(OwnedObjectPath),
}

struct Asked<'a> {
    events: &'a UnboundedSender<Event>,
    wish: Option<(Wished, Option<Shortcut>)>,
    step: Step,
    requests: u32,
}

impl Asked<'_> {
    /// Lives on one connection: ends well when the keys are given back, and badly with the bus.
    async fn carry(&mut self, wanted: &mut UnboundedReceiver<Want>) -> zbus::Result<()> {
        let builder = zbus::connection::Builder::session()?.internal_executor(false).method_timeout(PATIENCE);
        let connection = builder.build().await?;
        beside(&connection, async {
            let mut messages = MessageStream::from(&connection);
            for interface in [REQUEST, SHORTCUTS, SESSION] {
                subscribe(&connection, &format!("type='signal',sender='{PORTAL}',interface='{interface}'"))
                    .await?;
            }
            let owner = "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',\
                         member='NameOwnerChanged',arg0='org.freedesktop.portal.Desktop'";
            subscribe(&connection, owner).await?;
            // Who we are, for portals that give nothing to a program without a name; others do not know the call.
            let options: Options<'_> = HashMap::new();
            if let Err(error) = call(&connection, REGISTRY, "Register", &(APPLICATION, options)).await {
                debug!("the portal keeps no register of programs: {error}");
            }
            loop {
                tokio::select! {
                    biased;
                    message = messages.next() => match message {
                        Some(message) => self.hear(&connection, &message?).await,
                        None => return Err(zbus::Error::InvalidReply),
                    },
                    want = wanted.recv() => {
                        self.end(&connection).await;
                        let Some(Want { wished, keys, .. }) = want else { return Ok(()) };
                        self.wish = Some((wished, keys));
                        if keys.is_none() {
                            self.say(ShortcutState::Off);
                            return Ok(());
                        }
                        self.begin(&connection).await;
                    }
                }
            }
        })
        .await
    }

    /// Asks for a session, where there is a portal that knows shortcuts.
    async fn begin(&mut self, connection: &Connection) {
        let version =
            call(connection, "org.freedesktop.DBus.Properties", "Get", &(SHORTCUTS, "version")).await;
        if let Err(error) = version {
            debug!("no portal for shortcuts: {error}");
            return self.say(ShortcutState::NoneHere);
        }
        let token = self.token();
        let options: Options<'_> =
            HashMap::from([("handle_token", token.as_str().into()), ("session_handle_token", TOKEN.into())]);
        match call(connection, SHORTCUTS, "CreateSession", &(options,)).await.and_then(|answer| path(&answer))
        {
            Ok(request) => {
                self.step = Step::Session(request);
                self.say(ShortcutState::Asking);
            }
            Err(error) => {
                debug!("the portal gives no session: {error}");
                self.say(ShortcutState::NoneHere);
            }
        }
    }

    async fn ask(&mut self, connection: &Connection, session: OwnedObjectPath) {
        let Some((_, Some(keys))) = self.wish else { return };
        let (token, trigger) = (self.token(), keys.trigger());
        let description = Texts::english().get("shortcut-description");
        let about: Options<'_> = HashMap::from([
            ("description", description.as_str().into()),
            ("preferred_trigger", trigger.as_str().into()),
        ]);
        let options: Options<'_> = HashMap::from([("handle_token", token.as_str().into())]);
        let body = (&session, vec![(LOG, about)], "", options);
        match call(connection, SHORTCUTS, "BindShortcuts", &body).await.and_then(|answer| path(&answer)) {
            Ok(request) => self.step = Step::Shortcut { session, request },
            Err(error) => {
                warn!("the portal takes no shortcut: {error}");
                self.step = Step::Nowhere;
                self.say(ShortcutState::Declined);
            }
        }
    }

    /// Gives back what the portal gave.
    async fn end(&mut self, connection: &Connection) {
        let step = std::mem::replace(&mut self.step, Step::Nowhere);
        let (path, interface) = match &step {
            Step::Nowhere => return,
            Step::Session(request) => (request, REQUEST),
            Step::Shortcut { session, .. } | Step::Ours(session) => (session, SESSION),
        };
        let closed = connection.call_method(Some(PORTAL), path.as_str(), Some(interface), "Close", &()).await;
        if let Err(error) = closed {
            debug!("the portal had closed already: {error}");
        }
    }

    async fn hear(&mut self, connection: &Connection, message: &Message) {
        let header = message.header();
        let (Some(member), Some(at)) = (header.member(), header.path()) else { return };
        match member.as_str() {
            "Response" => self.answered(connection, message, at).await,
            "Activated" => {
                let pressed = message.body().deserialize::<(OwnedObjectPath, String, u64, Known)>();
                if let (Ok((session, id, ..)), Step::Ours(ours)) = (pressed, &self.step)
                    && session == *ours
                    && id == LOG
                {
                    let _ = self.events.send(Event::Shortcut(Heard::Pressed));
                }
            }
            "ShortcutsChanged" => {
                let changed = message.body().deserialize::<(OwnedObjectPath, Vec<(String, Known)>)>();
                if let (Ok((session, list)), Step::Ours(ours)) = (changed, &self.step)
                    && session == *ours
                    && let Some((_, about)) = list.into_iter().find(|(id, _)| id == LOG)
                {
                    let trigger = about.get("trigger_description").map(|trigger| text(trigger));
                    self.say(ShortcutState::Portal { trigger: trigger.unwrap_or_default() });
                }
            }
            "Closed" if self.session().is_some_and(|session| session.as_str() == at.as_str()) => {
                self.step = Step::Nowhere;
                self.say(ShortcutState::Declined);
            }
            "NameOwnerChanged" => {
                let owner =
                    message.body().deserialize::<(String, String, String)>().map(|(_, _, owner)| owner);
                self.step = Step::Nowhere;
                if owner.is_ok_and(|owner| owner.is_empty()) {
                    self.say(ShortcutState::NoneHere);
                } else {
                    self.begin(connection).await;
                }
            }
            _ => {}
        }
    }

    async fn answered(&mut self, connection: &Connection, message: &Message, at: &ObjectPath<'_>) {
        let Ok((code, results)) = message.body().deserialize::<(u32, Known)>() else { return };
        match self.step.clone() {
            Step::Session(request) if request.as_str() == at.as_str() => match (code, session_in(&results)) {
                (0, Some(session)) => self.ask(connection, session).await,
                _ => {
                    self.step = Step::Nowhere;
                    self.say(ShortcutState::Declined);
                }
            },
            Step::Shortcut { session, request } if request.as_str() == at.as_str() => {
                match trigger_in(&results).filter(|_| code == 0) {
                    Some(trigger) => {
                        self.step = Step::Ours(session);
                        self.say(ShortcutState::Portal { trigger });
                    }
                    None => {
                        self.end(connection).await;
                        self.say(ShortcutState::Declined);
                    }
                }
            }
            _ => {}
        }
    }

    const fn session(&self) -> Option<&OwnedObjectPath> {
        match &self.step {
            Step::Shortcut { session, .. } | Step::Ours(session) => Some(session),
            Step::Nowhere | Step::Session(_) => None,
        }
    }

    fn token(&mut self) -> String {
        self.requests += 1;
        format!("{TOKEN}{}", self.requests)
    }

    fn say(&self, state: ShortcutState) {
        if let Some((wished, _)) = self.wish {
            let _ = self.events.send(Event::Shortcut(Heard::Is(wished, state)));
        }
    }
}

async fn call<B>(connection: &Connection, interface: &str, method: &str, body: &B) -> zbus::Result<Message>
where
    B: serde::Serialize + DynamicType,
{
    connection.call_method(Some(PORTAL), PATH, Some(interface), method, body).await
}

fn path(answer: &Message) -> zbus::Result<OwnedObjectPath> {
    answer.body().deserialize()
}

/// The session in a request's results: a text, as the portal writes it, or a path, as it is meant.
fn session_in(results: &Known) -> Option<OwnedObjectPath> {
    OwnedObjectPath::try_from(text(results.get("session_handle")?)).ok()
}

/// How the desktop says our keys, in the list of what it gave; nothing when they are not in it.
fn trigger_in(results: &Known) -> Option<String> {
    let Value::Array(list) = &**results.get("shortcuts")? else { return None };
    list.iter().find_map(|given| {
        let Value::Structure(given) = given else { return None };
        let [id, Value::Dict(about)] = given.fields() else { return None };
        let said =
            || about.iter().find(|(name, _)| text(name) == "trigger_description").map(|(_, said)| text(said));
        (text(id) == LOG).then(|| said().unwrap_or_default())
    })
}

/// A text, or a path, as a text; empty for anything else.
fn text(value: &Value<'_>) -> String {
    match value {
        Value::Str(text) => text.to_string(),
        Value::ObjectPath(path) => path.to_string(),
        Value::Value(inner) => text(inner),
        _ => String::new(),
    }
}
