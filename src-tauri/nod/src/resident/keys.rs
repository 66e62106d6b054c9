//! Which keys are set, who tries others, and how the desktop has taken them. Pure; the desktop is asked by
//! [`super::shortcut`].

use nod_core::shortcut::{Shortcut, ShortcutState};

use super::shortcut::{Want, Wished};
use super::socket::Peer;

/// The keys that open the quick bar.
#[derive(Debug, Default)]
pub struct Keys {
    /// Those that were wanted last, as the setting has them.
    wanted: String,
    state: ShortcutState,
    wishes: u64,
    /// The wish whose state is ours.
    current: u64,
    trials: Vec<Trial>,
}

/// Keys that somebody tries before they are set.
#[derive(Debug)]
struct Trial {
    wish: u64,
    asker: Option<Peer>,
    keys: String,
}

/// What follows from a word of the desktop.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Who tried, and is answered.
    pub answer: Option<(Peer, ShortcutState)>,
    /// What is wanted next.
    pub want: Option<Want>,
    /// True when the state is another.
    pub changed: bool,
}

impl Keys {
    /// How the desktop has taken them.
    pub const fn state(&self) -> &ShortcutState {
        &self.state
    }

    /// The setting as it is; what to ask of the desktop when it is not what was wanted last.
    pub fn set(&mut self, keys: &str) -> Option<Want> {
        if keys == self.wanted {
            return None;
        }
        keys.clone_into(&mut self.wanted);
        let want = self.wish(keys.parse().ok(), false);
        self.current = want.wished.0;
        Some(want)
    }

    /// Somebody tries keys: what to ask of the desktop, or the answer when nothing has to be asked.
    pub fn attempt(&mut self, asker: Peer, keys: &str) -> Result<Want, ShortcutState> {
        let Ok(shortcut) = keys.parse::<Shortcut>() else { return Err(ShortcutState::Off) };
        let want = self.wish(Some(shortcut), true);
        let trial = Trial { wish: want.wished.0, asker: Some(asker), keys: shortcut.to_string() };
        self.trials.push(trial);
        Ok(want)
    }

    /// A connection closed; what it tries goes on and is answered to nobody.
    pub fn left(&mut self, peer: Peer) {
        for trial in self.trials.iter_mut().filter(|trial| trial.asker == Some(peer)) {
            trial.asker = None;
        }
    }

    /// The desktop says how it has taken a wish.
    pub fn hear(&mut self, Wished(wish): Wished, state: ShortcutState) -> News {
        let mut news = News::default();
        if let Some(at) = self.trials.iter().position(|trial| trial.wish == wish) {
            let trial = self.trials.swap_remove(at);
            news.answer = trial.asker.map(|asker| (asker, state.clone()));
            if matches!(state, ShortcutState::Taken | ShortcutState::NoKey) {
                // Those before stay; where there are none, nothing needs to be kept ready.
                news.want = self.wanted.is_empty().then(|| self.wish(None, false));
                if let Some(want) = news.want {
                    self.current = want.wished.0;
                }
                return news;
            }
            if wish > self.current {
                (self.current, self.wanted) = (wish, trial.keys);
            }
        }
        // An older wish's word comes late.
        if wish == self.current {
            news.changed = self.state != state;
            self.state = state;
        }
        news
    }

    const fn wish(&mut self, keys: Option<Shortcut>, trial: bool) -> Want {
        self.wishes += 1;
        Want { wished: Wished(self.wishes), keys, trial }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKER: Peer = Peer(1);

    #[test]
    fn a_setting_is_wanted_once() {
        let mut keys = Keys::default();
        assert_eq!(keys.set(""), None, "nothing is set at first, and nothing is asked");
        let want = keys.set("Ctrl+Alt+N").unwrap();
        assert_eq!((want.keys, want.trial), ("Ctrl+Alt+N".parse().ok(), false));
        assert_eq!(keys.set("Ctrl+Alt+N"), None);
        assert!(keys.hear(want.wished, ShortcutState::Grabbed).changed);
        assert!(!keys.hear(want.wished, ShortcutState::Grabbed).changed);
        assert_eq!(keys.set("").unwrap().keys, None);
    }

    #[test]
    fn what_was_tried_with_success_is_not_asked_again_when_it_is_set() {
        let mut keys = Keys::default();
        let want = keys.attempt(ASKER, "ctrl+alt+n").unwrap();
        let news = keys.hear(want.wished, ShortcutState::Grabbed);
        assert_eq!((news.answer, news.changed), (Some((ASKER, ShortcutState::Grabbed)), true));
        assert_eq!(keys.set("Ctrl+Alt+N"), None);
        // Had it not been set after all, what is set would be wanted again.
        assert!(keys.set("").is_some());
    }

    #[test]
    fn a_trial_of_taken_keys_changes_nothing() {
        let mut keys = Keys::default();
        let first = keys.set("Ctrl+Alt+N").unwrap();
        keys.hear(first.wished, ShortcutState::Grabbed);
        let second = keys.attempt(ASKER, "Ctrl+Alt+M").unwrap();
        let news = keys.hear(second.wished, ShortcutState::Taken);
        assert_eq!(news, News { answer: Some((ASKER, ShortcutState::Taken)), ..News::default() });
        assert_eq!(keys.state(), &ShortcutState::Grabbed);
        assert_eq!(keys.set("Ctrl+Alt+N"), None);
        // The layout changed, and the key of those before is gone.
        assert!(keys.hear(first.wished, ShortcutState::NoKey).changed);
    }

    #[test]
    fn where_nothing_was_set_a_trial_of_taken_keys_leaves_nothing_running() {
        let mut keys = Keys::default();
        let want = keys.attempt(ASKER, "Ctrl+Alt+N").unwrap();
        let news = keys.hear(want.wished, ShortcutState::Taken);
        assert_eq!(news.want.map(|want| want.keys), Some(None));
    }

    #[test]
    fn who_left_is_not_answered_and_what_is_no_shortcut_is_not_tried() {
        let mut keys = Keys::default();
        assert_eq!(keys.attempt(ASKER, "n"), Err(ShortcutState::Off));
        let want = keys.attempt(ASKER, "Ctrl+Alt+N").unwrap();
        keys.left(ASKER);
        assert_eq!(keys.hear(want.wished, ShortcutState::Grabbed).answer, None);
    }
}
