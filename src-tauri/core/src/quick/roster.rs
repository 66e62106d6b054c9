//! Who can be named: people prepared so that a keystroke finds its matches among ten thousand without walking them.
//!
//! Every way to name a person (the display name, its words, what they are called, handles, initials) is one folded
//! key in a sorted list, so that a prefix is a binary search. Letters inside words and near misses need a look at all
//! words; they are tried only when nothing better fits, over one joined text and one list of letter sets.

use std::ops::Range;

use memchr::memmem;

use crate::id::PersonId;

use super::fold::{fold, fold_char, is_letter};
use super::near::{is_near, letters};
use super::rank::{Fit, leads, weight};

/// Candidates of a tie that are worth offering.
const TIE: usize = 12;

/// A person as they can be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Who.
    pub id: PersonId,
    /// Display name, any script.
    pub name: String,
    /// What they like to be called; empty when nothing else.
    pub called: String,
    /// Handles, the part of an e-mail address before `@`.
    pub others: Vec<String>,
    /// Team, to tell people of the same name apart.
    pub team: String,
    /// Days since the last moment.
    pub days_since: Option<u32>,
    /// How many moments there were.
    pub moments: u32,
}

/// Whom typed text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// One person fits clearly.
    Certain(PersonId),
    /// Several fit as well, most present first, at most twelve: ask.
    Tie(Vec<PersonId>),
    /// Nobody fits: offer to add.
    Unknown,
}

/// A person offered for what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Who.
    pub id: PersonId,
    /// Byte ranges of the display name that fit; empty when a handle, initials or a near miss did.
    pub matched: Vec<Range<usize>>,
    /// How well it fits.
    pub fit: Fit,
}

/// How far a search goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Beginnings of words and better.
    Beginnings,
    /// Everything down to near misses.
    All,
}

/// What a search found and what it cost.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The best fit; `None` when nobody fits.
    pub fit: Option<Fit>,
    pub resolution: Resolution,
    /// Keys looked at: what the reader's budget is spent on.
    pub work: usize,
}

#[derive(Debug, Clone)]
struct Entry {
    id: PersonId,
    name: String,
    /// The folded display name.
    whole: String,
    weight: f32,
}

/// What a key is to its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    /// The whole display name: fits exactly when equal.
    Whole,
    /// A name in its own right.
    Called,
    /// A word of the display name.
    Word,
    /// The initials; no beginning of them counts.
    Initials,
}

/// People, prepared for reading.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    entries: Vec<Entry>,
    /// Sorted by text.
    keys: Vec<(Box<str>, u32, Key)>,
    /// All folded names, each between line feeds, for letters inside words.
    joined: String,
    /// Where the name of each entry starts in `joined`.
    starts: Vec<u32>,
    /// The letter set of each of `keys`.
    letters: Vec<u64>,
    /// Entries by presence, heaviest first.
    present: Vec<u32>,
}

impl Roster {
    /// Prepares `people`.
    #[must_use]
    pub fn new(people: Vec<Named>) -> Self {
        let mut roster = Self::default();
        for person in people {
            roster.add(person);
        }
        roster.keys.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
        roster.keys.dedup_by(|b, a| a.0 == b.0 && a.1 == b.1 && merge(&mut a.2, b.2));
        roster.letters = roster.keys.iter().map(|(text, ..)| letters(text)).collect();
        roster.present = (0..roster.size()).collect();
        let entries = &roster.entries;
        roster.present.sort_by(|a, b| compare(&entries[*a as usize], &entries[*b as usize]));
        roster
    }

    fn size(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    fn add(&mut self, person: Named) {
        let number = self.size();
        let whole = fold(&person.name);
        let words: Vec<&str> = name_words(&whole).collect();
        if words.len() > 1 {
            self.key(whole.clone(), number, Key::Whole);
            let first: String = words.iter().filter_map(|word| word.chars().next()).collect();
            if words.len() > 2 {
                let outer = [words.first(), words.last()];
                let outer = outer.iter().flatten().filter_map(|word| word.chars().next()).collect();
                self.key(outer, number, Key::Initials);
            }
            self.key(first, number, Key::Initials);
            for word in &words {
                self.key((*word).to_owned(), number, Key::Word);
                // "anne-marie" is named by "marie" as well, and "o'neil" by "neil".
                for part in word.split(['-', '\'']).filter(|part| part.len() > 1 && part != word) {
                    self.key(part.to_owned(), number, Key::Word);
                }
            }
        } else {
            self.key(whole.clone(), number, Key::Whole);
        }
        for other in std::iter::once(&person.called).chain(&person.others) {
            let other = fold(other.trim_start_matches('@'));
            for part in other.split([' ', '.', '_', '-']).filter(|part| part.len() > 1) {
                if part != other {
                    self.key(part.to_owned(), number, Key::Word);
                }
            }
            self.key(other, number, Key::Called);
        }
        self.joined.push('\n');
        self.starts.push(u32::try_from(self.joined.len()).unwrap_or(u32::MAX));
        self.joined.push_str(&whole);
        let weight = weight(person.moments, person.days_since);
        self.entries.push(Entry { id: person.id, name: person.name, whole, weight });
    }

    fn key(&mut self, text: String, entry: u32, key: Key) {
        let text = text.replace('-', " ");
        if !text.is_empty() {
            self.keys.push((text.into_boxed_str(), entry, key));
        }
    }

    /// How many people there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True without people.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whom `typed` names.
    #[must_use]
    pub fn resolve(&self, typed: &str) -> Resolution {
        self.find(&typed_key(typed), Reach::All).resolution
    }

    /// People for what is typed, best fit first, then most present, then by name.
    #[must_use]
    pub fn hits(&self, typed: &str, limit: usize) -> Vec<Hit> {
        let typed = typed_key(typed);
        if typed.is_empty() {
            return self.suggested(limit);
        }
        let mut fits = self.fits(&typed);
        let mut found = self.ranked(&fits, limit);
        if found.len() < limit {
            self.widen(&typed, &mut fits);
            found = self.ranked(&fits, limit);
        }
        let hit = |(fit, entry): (Fit, u32)| {
            let entry = &self.entries[entry as usize];
            let near = matches!(fit, Fit::Near | Fit::Initials);
            let matched = if near { Vec::new() } else { matched(&entry.name, &typed) };
            Hit { id: entry.id, matched, fit }
        };
        found.into_iter().map(hit).collect()
    }

    /// People when nothing is typed: most present first, then by name.
    #[must_use]
    pub fn suggested(&self, limit: usize) -> Vec<Hit> {
        let hit =
            |entry: &u32| Hit { id: self.entries[*entry as usize].id, matched: vec![], fit: Fit::Inside };
        self.present.iter().take(limit).map(hit).collect()
    }

    /// Whom the folded `typed` names, looking as far as `reach`.
    pub(super) fn find(&self, typed: &str, reach: Reach) -> Found {
        if typed.is_empty() {
            return Found { fit: None, resolution: Resolution::Unknown, work: 0 };
        }
        let mut fits = self.fits(typed);
        let mut work = fits.list.len() + 8;
        if fits.list.is_empty() && reach == Reach::All {
            self.widen(typed, &mut fits);
            work += self.keys.len() / 16 + fits.list.len();
        }
        let Some(fit) = fits.list.iter().map(|(fit, _)| *fit).min() else {
            return Found { fit: None, resolution: Resolution::Unknown, work };
        };
        fits.list.retain(|(other, _)| *other == fit);
        let best = self.ranked(&fits, TIE);
        Found { fit: Some(fit), resolution: self.decide(fit, &best), work }
    }

    fn decide(&self, fit: Fit, best: &[(Fit, u32)]) -> Resolution {
        let entry = |at: usize| best.get(at).map(|(_, entry)| &self.entries[*entry as usize]);
        let Some(first) = entry(0) else { return Resolution::Unknown };
        let Some(second) = entry(1) else { return Resolution::Certain(first.id) };
        // People of the same name are always asked about: presence says nothing about who of them is meant.
        let namesake = best.iter().skip(1).any(|(_, e)| self.entries[*e as usize].whole == first.whole);
        if fit != Fit::Exact && !namesake && leads(first.weight, second.weight) {
            return Resolution::Certain(first.id);
        }
        Resolution::Tie(best.iter().map(|(_, entry)| self.entries[*entry as usize].id).collect())
    }

    /// The best fit of every person `typed` fits by the beginning of a key.
    fn fits(&self, typed: &str) -> Fits {
        let mut fits = Fits::default();
        for (text, entry, key) in self.starting_with(typed) {
            let equal = text.len() == typed.len();
            let fit = match key {
                Key::Whole if equal => Fit::Exact,
                Key::Called | Key::Word if equal => Fit::Known,
                Key::Initials if equal => Fit::Initials,
                Key::Initials => continue,
                _ => Fit::Prefix,
            };
            fits.list.push((fit, *entry));
        }
        if typed.contains(' ') {
            self.fit_words(typed, &mut fits);
        }
        fits
    }

    /// Several typed words, each the beginning of another word of the name: "am ok", "okafor amara".
    fn fit_words(&self, typed: &str, fits: &mut Fits) {
        let longest = typed.split(' ').max_by_key(|word| word.len()).unwrap_or(typed);
        for (text, entry, key) in self.starting_with(longest) {
            if *key != Key::Word || text.contains(' ') {
                continue;
            }
            if let Some(fit) = fit_of_words(typed, &self.entries[*entry as usize].whole) {
                fits.list.push((fit, *entry));
            }
        }
    }

    fn starting_with(&self, typed: &str) -> &[(Box<str>, u32, Key)] {
        let from = self.keys.partition_point(|(text, ..)| &**text < typed);
        let rest = self.keys.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|(text, ..)| text.starts_with(typed));
        rest.get(..count).unwrap_or(&[])
    }

    /// Adds letters inside words, and near misses.
    fn widen(&self, typed: &str, fits: &mut Fits) {
        // One letter is inside nearly every name.
        if typed.chars().count() > 1 {
            for at in memmem::find_iter(self.joined.as_bytes(), typed.as_bytes()) {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                let entry = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
                fits.list.push((Fit::Inside, u32::try_from(entry).unwrap_or(0)));
            }
        }
        if typed.chars().count() < 4 {
            return;
        }
        let set = letters(typed);
        for (other, (text, entry, key)) in self.letters.iter().zip(&self.keys) {
            // One edit changes a letter set by two letters at most.
            if (set ^ other).count_ones() <= 2 && *key != Key::Initials && is_near(typed, text) {
                fits.list.push((Fit::Near, *entry));
            }
        }
    }

    /// The best `limit` people of `fits`, each once.
    fn ranked(&self, fits: &Fits, limit: usize) -> Vec<(Fit, u32)> {
        let mut best: Vec<(Fit, u32)> = Vec::with_capacity(limit + 1);
        for &(fit, entry) in &fits.list {
            if let Some(known) = best.iter().position(|(_, other)| *other == entry) {
                if best[known].0 <= fit {
                    continue;
                }
                best.remove(known);
            }
            let place = best.partition_point(|(other_fit, other)| {
                let by_fit = other_fit.cmp(&fit);
                by_fit
                    .then_with(|| compare(&self.entries[*other as usize], &self.entries[entry as usize]))
                    .is_lt()
            });
            if place < limit {
                best.insert(place, (fit, entry));
                best.truncate(limit);
            }
        }
        best
    }
}

/// What fits, in the order found; a person may be there more than once.
#[derive(Debug, Default)]
struct Fits {
    list: Vec<(Fit, u32)>,
}

/// Heaviest first; people of the same weight in the order of their names.
fn compare(a: &Entry, b: &Entry) -> std::cmp::Ordering {
    b.weight.total_cmp(&a.weight).then_with(|| a.whole.cmp(&b.whole)).then_with(|| a.id.cmp(&b.id))
}

/// Keeps the stronger of two roles of the same text.
fn merge(kept: &mut Key, other: Key) -> bool {
    let strength = |key: Key| match key {
        Key::Whole => 0,
        Key::Called => 1,
        Key::Word => 2,
        Key::Initials => 3,
    };
    if strength(other) < strength(*kept) {
        *kept = other;
    }
    true
}

fn typed_key(typed: &str) -> String {
    fold(typed.trim().trim_start_matches('@')).replace('-', " ")
}

fn name_words(whole: &str) -> impl Iterator<Item = &str> {
    whole.split(' ').map(|word| word.trim_matches(|c| !is_letter(c))).filter(|word| !word.is_empty())
}

/// How the typed words fit the words of a name: each needs a word of its own.
fn fit_of_words(typed: &str, whole: &str) -> Option<Fit> {
    let mut words: Vec<&str> = whole.split([' ', '-']).collect();
    let mut fit = Fit::Known;
    for part in typed.split(' ') {
        let place = words.iter().position(|word| *word == part).or_else(|| {
            fit = Fit::Prefix;
            words.iter().position(|word| word.starts_with(part))
        })?;
        words.remove(place);
    }
    Some(fit)
}

/// The byte ranges of `name` where the typed words are: at the beginnings of words if there, else inside.
fn matched(name: &str, typed: &str) -> Vec<Range<usize>> {
    let mut folded = String::with_capacity(name.len());
    // For every byte of the folded name, the character of the name it came from.
    let mut from: Vec<Range<usize>> = Vec::with_capacity(name.len());
    for (at, c) in name.char_indices() {
        if c.is_whitespace() || c == '-' {
            folded.push(' ');
        } else {
            fold_char(c, &mut folded);
        }
        from.resize(folded.len(), at..at + c.len_utf8());
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let parts: Vec<&str> = if folded.contains(typed) {
        vec![typed]
    } else {
        typed.split(' ').filter(|p| !p.is_empty()).collect()
    };
    for part in parts {
        let starts = |at: &usize| *at == 0 || folded.get(..*at).is_some_and(|s| s.ends_with([' ', '\'']));
        let places = || folded.match_indices(part).map(|(at, _)| at);
        let Some(at) = places().find(starts).or_else(|| places().next()) else { continue };
        if let (Some(first), Some(last)) = (from.get(at), from.get(at + part.len() - 1)) {
            ranges.push(first.start..last.end);
        }
    }
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|b, a| {
        let touches = b.start <= a.end;
        if touches {
            a.end = a.end.max(b.end);
        }
        touches
    });
    ranges
}
