//! A window as the resident knows one: a connection that watches.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;

use serde_json::Value;

use crate::home::Home;
use crate::seen::Seen;

/// A connection to the resident of this home, whatever data it is of.
fn connect(home: &Home) -> Option<UnixStream> {
    let files = std::fs::read_dir(home.runtime()).unwrap().flatten().map(|entry| entry.path());
    let mut sockets = files.filter(|path| path.extension().is_some_and(|end| end == "sock"));
    sockets.find_map(|path| UnixStream::connect(path).ok())
}

/// Says a line to the resident of this home; false when none listens.
#[must_use]
pub fn tell(home: &Home, line: &str) -> bool {
    connect(home).is_some_and(|mut stream| writeln!(stream, "{line}").is_ok())
}

/// What the resident tells a window, in order.
#[derive(Debug)]
pub struct Watcher {
    heard: Seen<Value>,
    _stream: UnixStream,
}

impl Watcher {
    /// Connects to the resident of this home and watches.
    ///
    /// # Panics
    /// When no resident listens.
    #[must_use]
    pub fn start(home: &Home) -> Self {
        let mut stream = connect(home).expect("a resident that listens");
        stream.write_all(b"{\"say\":\"watch\"}\n").unwrap();
        // Answered after what came before it: from then on this one is a window.
        stream.write_all(b"{\"say\":\"status\"}\n").unwrap();
        let heard = Seen::default();
        let (reader, sink) = (stream.try_clone().unwrap(), heard.clone());
        std::thread::spawn(move || {
            for line in BufReader::new(reader).lines().map_while(Result::ok) {
                sink.add(serde_json::from_str(&line).unwrap_or_default());
            }
        });
        let watcher = Self { heard, _stream: stream };
        let _ = watcher.wait("status-is");
        watcher
    }

    /// Waits for something said, by its word.
    ///
    /// # Panics
    /// At the deadline.
    #[must_use]
    pub fn wait(&self, say: &str) -> Value {
        self.heard.first(say, |said| said["say"] == say)
    }

    /// Waits for something said after the first `count` of its kind.
    ///
    /// # Panics
    /// At the deadline.
    pub fn after(&self, say: &str, count: usize) {
        self.heard
            .wait(say, |all| (all.iter().filter(|said| said["say"] == say).count() > count).then_some(()));
    }

    /// How often something was said so far.
    #[must_use]
    pub fn count(&self, say: &str) -> usize {
        self.heard.all().iter().filter(|said| said["say"] == say).count()
    }
}
