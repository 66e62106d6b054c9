//! What was asked of a window, and who shows it: told to a window that watches, else kept for the one that is started.
//! Pure; the process is started by [`super::starter`].

use nod_core::api::Route;
use nod_core::id::MomentId;
use nod_core::link::Message;

use super::socket::Peer;

/// Something only a window can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The main window, there.
    Open(Route),
    /// The quick bar, with this text to start with.
    Quick(String),
    /// The quick bar, with this text to start with, to say more about this moment.
    Note(String, MomentId),
}

impl From<Ask> for Message {
    fn from(ask: Ask) -> Self {
        match ask {
            Ask::Open(route) => Self::Open { route },
            Ask::Quick(prefill) => Self::Quick { prefill, moment: None },
            Ask::Note(prefill, moment) => Self::Quick { prefill, moment: Some(moment) },
        }
    }
}

/// What to do about something that was asked.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// Tell this window.
    Tell(Peer, Ask),
    /// Start a window; it is told when it watches.
    Start,
    /// A window is on its way.
    Wait,
}

/// One start of the window's process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start(u64);

/// The windows that watch and the one that is being started.
#[derive(Debug, Default)]
pub struct Windows {
    watching: Vec<Peer>,
    starting: Option<Start>,
    starts: u64,
    waiting: Vec<Ask>,
}

impl Windows {
    /// Whom to tell of changes.
    pub fn watching(&self) -> &[Peer] {
        &self.watching
    }

    /// Something was asked. The newest window that watches is told.
    pub fn ask(&mut self, ask: Ask) -> Step {
        if let Some(peer) = self.watching.last() {
            return Step::Tell(*peer, ask);
        }
        // Only the last of each kind means anything by the time the window is there.
        self.waiting.retain(|old| std::mem::discriminant(old) != std::mem::discriminant(&ask));
        self.waiting.push(ask);
        if self.starting.is_some() { Step::Wait } else { Step::Start }
    }

    /// A window is about to be started.
    pub fn starts(&mut self) -> Start {
        self.starts += 1;
        let start = Start(self.starts);
        self.starting = Some(start);
        start
    }

    /// A window watches; what was asked before it came is handed out once.
    pub fn watches(&mut self, peer: Peer) -> Vec<Ask> {
        if !self.watching.contains(&peer) {
            self.watching.push(peer);
        }
        self.starting = None;
        std::mem::take(&mut self.waiting)
    }

    /// A connection closed.
    pub fn left(&mut self, peer: Peer) {
        self.watching.retain(|watching| *watching != peer);
    }

    /// The process of a start ended, or never came up. When it never watched, what was asked of it is forgotten, so that
    /// the next try starts afresh.
    pub fn ended(&mut self, start: Start) {
        if self.starting == Some(start) {
            self.starting = None;
            self.waiting.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Peer = Peer(1);
    const TWO: Peer = Peer(2);

    fn today() -> Ask {
        Ask::Open(Route::Today)
    }

    #[test]
    fn what_is_asked_before_a_window_watches_is_told_once() {
        let mut windows = Windows::default();
        assert_eq!(windows.ask(today()), Step::Start);
        windows.starts();
        assert_eq!(windows.ask(Ask::Quick("am ".into())), Step::Wait);
        assert_eq!(windows.ask(Ask::Open(Route::People)), Step::Wait);
        assert_eq!(windows.watches(ONE), [Ask::Quick("am ".into()), Ask::Open(Route::People)]);
        assert_eq!(windows.watches(ONE), []);
        assert_eq!(windows.ask(today()), Step::Tell(ONE, today()));
    }

    #[test]
    fn a_window_that_ends_before_it_watches_is_started_again() {
        let mut windows = Windows::default();
        windows.ask(today());
        let first = windows.starts();
        windows.ended(first);
        assert_eq!(windows.ask(Ask::Quick(String::new())), Step::Start);
        let second = windows.starts();
        windows.ended(first);
        assert_eq!(windows.ask(Ask::Quick("x".into())), Step::Wait, "the end of an earlier start is no news");
        assert_eq!(windows.watches(ONE), [Ask::Quick("x".into())]);
        windows.ended(second);
        assert_eq!(windows.watching(), [ONE], "the connection tells when it is gone");
    }

    #[test]
    fn a_window_that_left_is_told_nothing() {
        let mut windows = Windows::default();
        windows.watches(ONE);
        windows.watches(TWO);
        assert_eq!(windows.ask(today()), Step::Tell(TWO, today()));
        windows.left(TWO);
        assert_eq!(windows.ask(today()), Step::Tell(ONE, today()));
        windows.left(ONE);
        assert_eq!(windows.ask(today()), Step::Start);
    }
}
