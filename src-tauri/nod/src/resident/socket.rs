//! The local socket: who may connect, and how a line becomes something said. Each connection is a task of its own with
//! bounds on everything, so that a slow or hostile client holds up nobody but itself.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use nod_core::link::{self, LONGEST_LINE, Message};
use rustix::fs::Mode;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tracing::{debug, warn};
use zeroize::{Zeroize, Zeroizing};

use super::events::Said;

/// Connections at a time. A window needs one, the command line one for a moment.
const MOST_CONNECTIONS: usize = 64;

/// Messages that may wait for a client to read them; one that falls further behind is let go.
const MOST_UNREAD: usize = 64;

/// How long a connection that does not watch may say nothing.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a client may take to read what it is told.
const WRITE_PATIENCE: Duration = Duration::from_secs(10);

/// A connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Peer(pub u64);

/// Listens at `path`, for the owner only. What is left there of an earlier run is removed, so the caller must hold the
/// lock.
///
/// # Errors
/// When the socket cannot be made.
pub fn bind(path: &Path) -> std::io::Result<UnixListener> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let before = rustix::process::umask(Mode::from_raw_mode(0o177));
    let listener = UnixListener::bind(path);
    rustix::process::umask(before);
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    listener
}

/// Takes connections for ever. When the returned future is dropped, so are the connections; [`Connections::end`] lets
/// them finish what they were told first.
pub struct Connections {
    listener: UnixListener,
    said: Sender<Said>,
    tasks: JoinSet<()>,
    peers: u64,
}

impl Connections {
    /// Connections to `listener`; what they say goes to `said`.
    pub fn new(listener: UnixListener, said: Sender<Said>) -> Self {
        Self { listener, said, tasks: JoinSet::new(), peers: 0 }
    }

    /// Takes the next connection. Cancel-safe.
    pub async fn accept(&mut self) {
        tokio::select! {
            accepted = self.listener.accept() => match accepted {
                Ok((stream, _)) => self.welcome(stream),
                Err(error) => {
                    // Out of file descriptors, most likely: try again, but not at once.
                    warn!("a connection could not be taken: {error}");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            },
            Some(_) = self.tasks.join_next() => {}
        }
    }

    fn welcome(&mut self, stream: UnixStream) {
        let ours = rustix::process::geteuid().as_raw();
        if !stream.peer_cred().is_ok_and(|peer| peer.uid() == ours) {
            warn!("a connection of another user was refused");
            return;
        }
        if self.tasks.len() >= MOST_CONNECTIONS {
            debug!("too many connections");
            return;
        }
        self.peers += 1;
        let (peer, said) = (Peer(self.peers), self.said.clone());
        self.tasks.spawn(async move {
            let (told, outgoing) = channel(MOST_UNREAD);
            if said.send(Said::Came(peer, told)).await.is_ok() {
                let (read, write) = stream.into_split();
                if let Err(error) = serve(peer, read, write, &said, outgoing).await {
                    debug!("connection {}: {error}", peer.0);
                }
                let _ = said.send(Said::Left(peer)).await;
            }
        });
    }

    /// Waits until every connection has written what it was told, as long as they are quick about it.
    pub async fn end(mut self) {
        let finish = async { while self.tasks.join_next().await.is_some() {} };
        let _ = timeout(Duration::from_millis(500), finish).await;
    }
}

async fn serve(
    peer: Peer,
    read: OwnedReadHalf,
    mut write: OwnedWriteHalf,
    said: &Sender<Said>,
    mut outgoing: Receiver<Message>,
) -> std::io::Result<()> {
    let tell = async {
        while let Some(message) = outgoing.recv().await {
            timeout(WRITE_PATIENCE, write.write_all(link::line(&message).as_bytes())).await??;
        }
        Ok(())
    };
    // The one that ends first ends the connection: the client left, or the resident let go of it.
    tokio::select! {
        told = tell => told,
        heard = listen(peer, read, said) => {
            heard?;
            // What it was told with its last breath still goes out.
            while let Ok(message) = outgoing.try_recv() {
                timeout(WRITE_PATIENCE, write.write_all(link::line(&message).as_bytes())).await??;
            }
            Ok(())
        }
    }
}

async fn listen(peer: Peer, read: OwnedReadHalf, said: &Sender<Said>) -> std::io::Result<()> {
    let mut reader = BufReader::new(read);
    // A line may hold a key.
    let (mut line, mut watches) = (Zeroizing::new(Vec::new()), false);
    loop {
        line.zeroize();
        let limit = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX) + 1;
        let mut limited = (&mut reader).take(limit);
        let reading = limited.read_until(b'\n', &mut line);
        let length = if watches { reading.await? } else { timeout(PATIENCE, reading).await?? };
        if length == 0 {
            return Ok(());
        }
        if line.len() > LONGEST_LINE {
            return Err(std::io::Error::other("a line is too long"));
        }
        let Some(message) = std::str::from_utf8(&line).ok().and_then(|text| link::parse(text.trim_end()))
        else {
            debug!("connection {} said something unknown", peer.0);
            continue;
        };
        watches |= message == Message::Watch;
        if said.send(Said::Message(peer, message)).await.is_err() {
            return Ok(());
        }
    }
}
