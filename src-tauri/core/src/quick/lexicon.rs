//! The words the grammar reads, compiled once from a language's `grammar.ftl` and the user's own gestures and channels.
//!
//! One table from folded phrase to what it can mean. A word may mean several things ("may" is a month and an ordinary
//! word); the reader asks for the meaning it has a place for.

use std::collections::{HashMap, HashSet};

use crate::gesture::{Gesture, GestureId};
use crate::moment::Channel;
use crate::texts::Texts;

use super::fold::fold;
use super::meaning::{Meaning, Part, Unit, Which};
use super::words::{Sign, Word};

/// The longest phrase the table is asked for, in typed words.
const LONGEST: usize = 6;

/// A language's words. Made once; cheap to read with.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    meanings: HashMap<String, Vec<Meaning>>,
    /// Beginnings of longer phrases, so that most words cost one look-up.
    openings: HashSet<String>,
    gestures: Vec<GestureId>,
    channels: Vec<Channel>,
    name_endings: Vec<String>,
    name_joints: Vec<String>,
}

impl Lexicon {
    /// The words of `texts`, the gestures of the user as they are called, and the user's own channels. A hidden
    /// gesture is not read.
    #[must_use]
    pub fn new(texts: &Texts, gestures: &[Gesture], channels: &[String]) -> Self {
        let mut lexicon = Self::default();
        let hidden: Vec<&GestureId> = gestures.iter().filter(|g| g.hidden).map(|g| &g.id).collect();
        let kept: HashSet<String> = phrases(texts, "grammar-gesture-kept").collect();
        // The user's own words come first: a gesture called "Coffee" wins over the usual meaning of coffee.
        for gesture in gestures.iter().filter(|g| !g.hidden) {
            let index = lexicon.gesture(&gesture.id);
            lexicon.add(&key(&gesture.name), Meaning::Gesture { index, kept: false });
        }
        for id in GestureId::built_in().filter(|id| !hidden.contains(&id)) {
            let index = lexicon.gesture(&id);
            for phrase in phrases(texts, &format!("grammar-gesture-{id}")) {
                let kept = kept.contains(&phrase);
                lexicon.add(&phrase, Meaning::Gesture { index, kept });
            }
        }
        lexicon.add_channels(texts, channels);
        lexicon.add_joints(texts);
        lexicon.add_times(texts);
        lexicon.name_endings = phrases(texts, "grammar-name-ending").collect();
        // As they are written: と joins, its other form ト is part of a name.
        let joints = texts.find("grammar-name-joint", &[]).unwrap_or_default();
        lexicon.name_joints = joints.split('|').map(|joint| joint.trim().to_owned()).collect();
        lexicon.name_joints.retain(|joint| !joint.is_empty());
        lexicon
    }

    /// English with the built-in gestures and channels only.
    #[must_use]
    pub fn english() -> Self {
        Self::new(&Texts::english(), &[], &[])
    }

    fn gesture(&mut self, id: &GestureId) -> usize {
        let known = self.gestures.iter().position(|known| known == id);
        known.unwrap_or_else(|| {
            self.gestures.push(id.clone());
            self.gestures.len() - 1
        })
    }

    fn add_channels(&mut self, texts: &Texts, own: &[String]) {
        let by: Vec<String> = phrases(texts, "grammar-channel-by").collect();
        for name in own {
            let index = self.channels.len();
            self.channels.push(Channel(name.clone()));
            let name = key(name);
            for by in &by {
                self.add(&format!("{by} {name}"), Meaning::Channel(index));
            }
            self.add(&name, Meaning::ChannelAlone(index));
        }
        for word in Channel::BUILT_IN {
            let index = self.channels.len();
            self.channels.push(Channel(word.to_owned()));
            self.add_all(texts, &format!("grammar-channel-{word}"), Meaning::Channel(index));
            self.add_all(texts, &format!("grammar-channel-alone-{word}"), Meaning::ChannelAlone(index));
        }
    }

    fn add_joints(&mut self, texts: &Texts) {
        for (id, meaning) in [
            ("closing", Meaning::Closing),
            ("filler", Meaning::Filler),
            ("i", Meaning::I),
            ("theirs", Meaning::Theirs),
            ("mutual", Meaning::Mutual),
            ("me", Meaning::Me),
            ("my", Meaning::My),
            ("from", Meaning::From),
            ("to", Meaning::To),
            ("for", Meaning::For),
            ("and", Meaning::And),
            ("about", Meaning::About),
            ("common", Meaning::Common),
            ("binds", Meaning::Binds),
            ("deed", Meaning::Deed),
        ] {
            self.add_all(texts, &format!("grammar-{id}"), meaning);
        }
    }

    fn add_times(&mut self, texts: &Texts) {
        for (id, meaning) in [
            ("today", Meaning::Day(0)),
            ("just-now", Meaning::JustNow),
            ("yesterday", Meaning::Day(-1)),
            ("before-yesterday", Meaning::Day(-2)),
            ("tomorrow", Meaning::Day(1)),
            ("after-tomorrow", Meaning::Day(2)),
            ("last-night", Meaning::NightOf(-1)),
            ("tonight", Meaning::NightOf(0)),
            ("weekend", Meaning::Weekend),
            ("last", Meaning::Which(Which::Last)),
            ("this", Meaning::Which(Which::This)),
            ("next", Meaning::Which(Which::Next)),
            ("ago", Meaning::Ago),
            ("in", Meaning::In),
            ("at", Meaning::At),
            ("on", Meaning::On),
            ("of", Meaning::Of),
            ("half", Meaning::Half),
            ("roughly", Meaning::Roughly),
            ("couple", Meaning::Number(2)),
            ("few", Meaning::Number(3)),
            ("morning", Meaning::Part(Part::Morning)),
            ("noon", Meaning::Part(Part::Noon)),
            ("afternoon", Meaning::Part(Part::Afternoon)),
            ("evening", Meaning::Part(Part::Evening)),
            ("night", Meaning::Part(Part::Night)),
            ("before-noon", Meaning::BeforeNoon),
            ("after-noon", Meaning::AfterNoon),
            ("minute", Meaning::Unit(Unit::Minute)),
            ("hour", Meaning::Unit(Unit::Hour)),
            ("day", Meaning::Unit(Unit::Day)),
            ("week", Meaning::Unit(Unit::Week)),
            ("fortnight", Meaning::Unit(Unit::Fortnight)),
            ("month", Meaning::Unit(Unit::Month)),
            ("year", Meaning::Unit(Unit::Year)),
        ] {
            self.add_all(texts, &format!("grammar-{id}"), meaning);
        }
        for number in 1..=12 {
            self.add_all(texts, &format!("grammar-number-{number}"), Meaning::Number(number));
            self.add_all(texts, &format!("grammar-month-{number}"), Meaning::Month(number));
        }
        let unclear: HashSet<String> = phrases(texts, "grammar-weekday-unclear").collect();
        for day in 0..7 {
            for phrase in phrases(texts, &format!("grammar-weekday-{}", day + 1)) {
                let unclear = unclear.contains(&phrase);
                self.add(&phrase, Meaning::Weekday { day, unclear });
            }
        }
    }

    fn add_all(&mut self, texts: &Texts, id: &str, meaning: Meaning) {
        for phrase in phrases(texts, id) {
            self.add(&phrase, meaning);
        }
    }

    fn add(&mut self, phrase: &str, meaning: Meaning) {
        if phrase.is_empty() {
            return;
        }
        for (end, _) in phrase.match_indices(' ') {
            self.openings.insert(phrase.get(..end).unwrap_or("").to_owned());
        }
        self.meanings.entry(phrase.to_owned()).or_default().push(meaning);
    }

    /// The gesture at a place.
    pub(super) fn gesture_at(&self, index: usize) -> Option<&GestureId> {
        self.gestures.get(index)
    }

    /// The channel at a place.
    pub(super) fn channel_at(&self, index: usize) -> Option<&Channel> {
        self.channels.get(index)
    }

    /// `key` without what is put behind a name ("leo's", "佐藤さん").
    pub(super) fn without_ending<'k>(&self, key: &'k str) -> Option<&'k str> {
        let bases = self.name_endings.iter().filter_map(|ending| key.strip_suffix(ending.as_str()));
        bases.filter(|base| !base.is_empty()).min_by_key(|base| base.len())
    }

    /// Where something in `word` may join two names without a space ("佐藤と高橋"): its place in bytes, and its length.
    pub(super) fn joints<'w>(&'w self, word: &'w str) -> impl Iterator<Item = (usize, usize)> + 'w {
        self.name_joints
            .iter()
            .flat_map(move |joint| word.match_indices(joint.as_str()).map(|(at, found)| (at, found.len())))
    }

    /// The first meaning of the whole of `key` that `pick` takes.
    pub(super) fn meaning<T>(&self, key: &str, pick: impl Fn(Meaning) -> Option<T>) -> Option<T> {
        self.meanings.get(key)?.iter().find_map(|meaning| pick(*meaning))
    }

    /// True when `key` can mean `meaning`.
    pub(super) fn is(&self, key: &str, meaning: Meaning) -> bool {
        self.meanings.get(key).is_some_and(|meanings| meanings.contains(&meaning))
    }

    /// The longest phrase that starts at `words[at]` and has a meaning `pick` takes, with its length in words.
    pub(super) fn longest<T>(
        &self,
        words: &[Word<'_>],
        at: usize,
        pick: impl Fn(Meaning) -> Option<T>,
    ) -> Option<(usize, T)> {
        let first = words.get(at).filter(|word| word.is_word() && !word.named)?;
        let mut best = self.meaning(&first.key, &pick).map(|meaning| (1, meaning));
        if !self.openings.contains(first.key.as_str()) {
            return best;
        }
        let mut phrase = first.key.clone();
        for (more, word) in words.iter().enumerate().skip(at + 1).take(LONGEST - 1) {
            if word.sign != Sign::None || word.key.is_empty() {
                break;
            }
            phrase.push(' ');
            phrase.push_str(&word.key);
            if let Some(meaning) = self.meaning(&phrase, &pick) {
                best = Some((more - at + 1, meaning));
            }
            if !self.openings.contains(phrase.as_str()) {
                break;
            }
        }
        best
    }
}

/// The phrases of message `id`, folded as typed words are.
fn phrases(texts: &Texts, id: &str) -> impl Iterator<Item = String> {
    let list = texts.find(id, &[]).unwrap_or_default();
    list.split('|').map(key).collect::<Vec<_>>().into_iter().filter(|phrase| !phrase.is_empty())
}

fn key(phrase: &str) -> String {
    fold(&phrase.replace('-', " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quick::words::words;

    fn gestures(lexicon: &Lexicon, text: &str) -> Option<(usize, String)> {
        let words = words(text, 0..text.len());
        let pick = |meaning| match meaning {
            Meaning::Gesture { index, .. } => lexicon.gesture_at(index).map(ToString::to_string),
            _ => None,
        };
        lexicon.longest(&words, 0, pick)
    }

    #[test]
    fn the_longest_phrase_wins_and_hyphens_do_not_matter() {
        let lexicon = Lexicon::english();
        assert_eq!(gestures(&lexicon, "Check-In with leo"), Some((1, "checked-in".to_owned())));
        assert_eq!(gestures(&lexicon, "checked in with leo"), Some((2, "checked-in".to_owned())));
        assert_eq!(gestures(&lexicon, "thank you leo"), Some((2, "thanked".to_owned())));
    }

    #[test]
    fn the_users_own_gesture_wins_over_the_usual_meaning() {
        let own = Gesture { id: GestureId::new("brew").unwrap(), name: "Coffee".to_owned(), hidden: false };
        let lexicon = Lexicon::new(&Texts::english(), &[own], &[]);
        assert_eq!(gestures(&lexicon, "coffee"), Some((1, "brew".to_owned())));
    }

    #[test]
    fn a_hidden_gesture_is_not_read() {
        let hidden =
            Gesture { id: GestureId::new("thanked").unwrap(), name: "Thanked".to_owned(), hidden: true };
        let lexicon = Lexicon::new(&Texts::english(), &[hidden], &[]);
        assert_eq!(gestures(&lexicon, "thx"), None);
    }

    #[test]
    fn every_word_list_of_the_reader_is_in_the_texts() {
        let texts = Texts::english();
        for id in
            ["closing", "filler", "i", "common", "binds", "deed", "weekday-unclear", "month-12", "number-12"]
        {
            assert!(phrases(&texts, &format!("grammar-{id}")).next().is_some(), "grammar-{id} is empty");
        }
    }
}
