//! The D-Bus edge of banners, and the wake-up after suspend: one thread with a connection to the session bus and, where
//! there is one, to the system bus.
//!
//! notify-rust's own waiting subscribes after the banner was sent and once a banner, so it loses clicks, and daemons
//! that answer the sender's connection only would answer one that is gone. Here one connection subscribes first, stays,
//! and hears everything in order; what it means is [`Board`]'s.

use std::future::Future;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use futures_lite::StreamExt;
use nod_core::nod::Place;
use notify_rust::CloseReason;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tracing::{debug, warn};
use zbus::message::Type as Kind;
use zbus::zvariant::Type;
use zbus::{Connection, Message, MessageStream};

use super::board::{Board, Call, Deed, Reply, Signal, Ticket};
use super::card::Card;
use super::events::Event;

const NOTIFICATIONS: &str = "org.freedesktop.Notifications";
const NOTIFICATIONS_PATH: &str = "/org/freedesktop/Notifications";
const BUS: &str = "org.freedesktop.DBus";

/// How long the end of the process waits for what is still to be sent.
const FAREWELL: Duration = Duration::from_millis(500);

/// How long the bus itself may take to answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

const SIGNALS: &str =
    "type='signal',sender='org.freedesktop.Notifications',interface='org.freedesktop.Notifications'";
const OWNER: &str = "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',\
                     member='NameOwnerChanged',arg0='org.freedesktop.Notifications'";
const SLEEP: &str = "type='signal',sender='org.freedesktop.login1',interface='org.freedesktop.login1.Manager',\
                     member='PrepareForSleep'";

/// Shows banners.
pub trait Notifier {
    /// Shows `card`; what becomes of it comes as an event.
    fn show(&self, ticket: Ticket, card: Card);
    /// Takes a banner back, shown or not.
    fn withdraw(&self, ticket: Ticket);
    /// Takes back a banner that an earlier resident left.
    fn clear(&self, place: Place);
    /// Waits a moment until what was said before is on its way: the process ends.
    fn finish(&self);
}

#[derive(Debug)]
enum Order {
    Show(Ticket, Card),
    Withdraw(Ticket),
    Clear(Place),
    Finish(SyncSender<()>),
}

/// The desktop's notification daemon.
#[derive(Debug)]
pub struct DesktopNotifier(UnboundedSender<Order>);

impl Notifier for DesktopNotifier {
    fn show(&self, ticket: Ticket, card: Card) {
        // The thread is gone when there is no session bus, and the resident knows.
        let _ = self.0.send(Order::Show(ticket, card));
    }

    fn withdraw(&self, ticket: Ticket) {
        let _ = self.0.send(Order::Withdraw(ticket));
    }

    fn clear(&self, place: Place) {
        let _ = self.0.send(Order::Clear(place));
    }

    fn finish(&self) {
        let (done, heard) = sync_channel(1);
        if self.0.send(Order::Finish(done)).is_ok() {
            // A bus that hangs is not waited for.
            let _ = heard.recv_timeout(FAREWELL);
        }
    }
}

/// Starts the thread. It says [`Event::Bus`] once, and again when the session bus is lost.
pub fn start(events: UnboundedSender<Event>) -> std::io::Result<DesktopNotifier> {
    let (orders, received) = unbounded_channel();
    std::thread::Builder::new().name("bus".to_owned()).stack_size(512 * 1024).spawn(move || {
        zbus::block_on(async {
            let sleep = async {
                if let Err(error) = hear_resumes(&events).await {
                    debug!("no word of suspend: {error}");
                }
            };
            let banners = async {
                if let Err(error) = carry_banners(&events, received).await {
                    warn!("no session bus: {error}");
                }
                let _ = events.send(Event::Bus(false));
            };
            futures_lite::future::zip(sleep, banners).await
        })
    })?;
    Ok(DesktopNotifier(orders))
}

/// Runs `work` while the connection's own tasks run beside it, all on this thread.
pub(super) async fn beside<T>(connection: &Connection, work: impl Future<Output = T>) -> T {
    let executor = connection.executor().clone();
    let tasks = async {
        loop {
            executor.tick().await;
        }
    };
    futures_lite::future::or(work, tasks).await
}

async fn ask_bus<B, T>(connection: &Connection, method: &'static str, body: &B) -> zbus::Result<T>
where
    B: serde::Serialize + Type,
    T: serde::de::DeserializeOwned + Type,
{
    let reply = connection.call_method(Some(BUS), "/org/freedesktop/DBus", Some(BUS), method, body).await?;
    reply.body().deserialize()
}

/// Has the bus hand over what the rule matches.
pub(super) async fn subscribe(connection: &Connection, rule: &str) -> zbus::Result<()> {
    ask_bus(connection, "AddMatch", &rule).await
}

async fn hear_resumes(events: &UnboundedSender<Event>) -> zbus::Result<()> {
    let builder = zbus::connection::Builder::system()?.internal_executor(false).method_timeout(PATIENCE);
    let connection = builder.build().await?;
    beside(&connection, async {
        let mut messages = MessageStream::from(&connection);
        subscribe(&connection, SLEEP).await?;
        while let Some(message) = messages.next().await {
            let message = message?;
            let is_sleep = message.header().member().is_some_and(|member| member == "PrepareForSleep");
            if is_sleep && matches!(message.body().deserialize::<bool>(), Ok(false)) {
                let _ = events.send(Event::Resumed);
            }
        }
        Ok(())
    })
    .await
}

async fn carry_banners(
    events: &UnboundedSender<Event>,
    mut orders: UnboundedReceiver<Order>,
) -> zbus::Result<()> {
    let builder = zbus::connection::Builder::session()?.internal_executor(false).method_timeout(PATIENCE);
    let connection = builder.build().await?;
    beside(&connection, async {
        let mut messages = MessageStream::from(&connection);
        subscribe(&connection, SIGNALS).await?;
        subscribe(&connection, OWNER).await?;
        let _ = events.send(Event::Bus(true));
        let names = ask_bus::<(), Vec<String>>(&connection, "ListActivatableNames", &()).await;
        let startable = names.is_ok_and(|names| names.iter().any(|name| name == NOTIFICATIONS));
        let owner = ask_bus::<&str, String>(&connection, "GetNameOwner", &NOTIFICATIONS).await.ok();
        let bus = connection.server_guid().to_string();
        let (board, deeds) = Board::begin(bus, startable, owner);
        let mut desk = Desk { connection: &connection, events, board };
        desk.carry_out(deeds).await;
        loop {
            // What the daemon said comes before what is ordered: an answer makes a withdrawal needless.
            tokio::select! {
                biased;
                message = messages.next() => match message {
                    Some(message) => desk.hear(&message?).await,
                    None => return Ok(()),
                },
                order = orders.recv() => match order {
                    Some(order) => desk.obey(order).await,
                    None => return Ok(()),
                },
            }
        }
    })
    .await
}

struct Desk<'a> {
    connection: &'a Connection,
    events: &'a UnboundedSender<Event>,
    board: Board,
}

impl Desk<'_> {
    async fn obey(&mut self, order: Order) {
        let deeds = match order {
            Order::Show(ticket, card) => self.board.show(ticket, card),
            Order::Withdraw(ticket) => self.board.withdraw(ticket),
            Order::Clear(place) => self.board.clear(&place),
            Order::Finish(done) => {
                let _ = done.try_send(());
                Vec::new()
            }
        };
        self.carry_out(deeds).await;
    }

    async fn hear(&mut self, message: &Message) {
        let deeds = self.understand(message).unwrap_or_default();
        self.carry_out(deeds).await;
    }

    fn understand(&mut self, message: &Message) -> Option<Vec<Deed>> {
        let header = message.header();
        let sender = header.sender().map(|name| name.as_str());
        let body = message.body();
        match message.message_type() {
            Kind::MethodReturn => {
                let reply = if let Ok(number) = body.deserialize::<u32>() {
                    Reply::Number(number)
                } else if let Ok(list) = body.deserialize::<Vec<String>>() {
                    Reply::Capabilities(list)
                } else if let Ok((name, ..)) = body.deserialize::<(String, String, String, String)>() {
                    Reply::Information(name)
                } else {
                    Reply::Nothing
                };
                Some(self.board.reply(header.reply_serial()?, sender, reply))
            }
            Kind::Error => {
                let absent = header.error_name().is_some_and(|name| {
                    let name = name.as_str();
                    name.ends_with(".ServiceUnknown") || name.ends_with(".NameHasNoOwner")
                });
                Some(self.board.reply(header.reply_serial()?, sender, Reply::Error(absent)))
            }
            Kind::Signal => match header.member()?.as_str() {
                "NameOwnerChanged" if sender == Some(BUS) => {
                    let (name, _, owner) = body.deserialize::<(String, String, String)>().ok()?;
                    let owner = Some(owner).filter(|owner| !owner.is_empty());
                    (name == NOTIFICATIONS).then(|| self.board.owner(owner))
                }
                "ActionInvoked" => {
                    let (number, key) = body.deserialize::<(u32, String)>().ok()?;
                    Some(self.board.signal(sender, number, Signal::Pressed(key)))
                }
                "NotificationClosed" => {
                    let (number, reason) = body.deserialize::<(u32, u32)>().ok()?;
                    Some(self.board.signal(sender, number, Signal::Closed(CloseReason::from(reason))))
                }
                _ => None,
            },
            Kind::MethodCall => None,
        }
    }

    async fn carry_out(&mut self, deeds: Vec<Deed>) {
        let mut deeds = std::collections::VecDeque::from(deeds);
        while let Some(deed) = deeds.pop_front() {
            match deed {
                Deed::Tell(news) => {
                    let _ = self.events.send(Event::Banner(news));
                }
                Deed::Send(call) => match self.send(&call).await {
                    Ok(serial) => self.board.sent(serial, call),
                    Err(error) => {
                        warn!("the notification daemon could not be asked: {error}");
                        deeds.extend(self.board.unsent(call));
                    }
                },
            }
        }
    }

    /// Sends without waiting: answers are heard in order with the signals.
    async fn send(&self, call: &Call) -> zbus::Result<std::num::NonZeroU32> {
        let method = |name: &'static str| -> zbus::Result<zbus::message::Builder<'static>> {
            Message::method_call(NOTIFICATIONS_PATH, name)?
                .destination(NOTIFICATIONS)?
                .interface(NOTIFICATIONS)
        };
        let message = match call {
            Call::Capabilities => method("GetCapabilities")?.build(&())?,
            Call::Information => method("GetServerInformation")?.build(&())?,
            Call::Close(number) => method("CloseNotification")?.build(number)?,
            Call::Notify(_, card) => {
                let n = card.notification(self.board.daemon());
                let hints: std::collections::HashMap<&str, zbus::zvariant::Value<'_>> =
                    n.hints.iter().map(Into::into).collect();
                let timeout = i32::from(n.timeout);
                let replaces = card.replaces(self.board.daemon());
                method("Notify")?.build(&(
                    &n.appname, replaces, &n.icon, &n.summary, &n.body, &n.actions, hints, timeout,
                ))?
            }
        };
        let serial = message.primary_header().serial_num();
        self.connection.send(&message).await?;
        Ok(serial)
    }
}
