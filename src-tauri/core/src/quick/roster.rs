//! Who can be named: people prepared so that a keystroke finds its matches among ten thousand without walking them.
//!
//! Every way to name a person (the display name, its words, what they are called, handles, initials) is one folded
//! key in a sorted list, so that a prefix is a binary search. Letters inside words and near misses need a look at all
//! words; they are tried only when nothing better fits, over one joined text and one list of letter sets.

use std::ops::Range;

use memchr::memmem;

use crate::id::PersonId;

use super::fold::{fold, is_letter, is_uncased};
use super::keys::{Keys, Role};
use super::matched::matched;
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
    /// True when nobody's name begins so and everybody had to be looked at.
    pub wide: bool,
}

/// A person in the order of presence: the number of an entry says who comes first.
#[derive(Debug, Clone)]
struct Entry {
    id: PersonId,
    name: String,
    /// The folded display name.
    whole: String,
    /// The folded team.
    team: String,
    weight: f32,
}

/// People, prepared for reading.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    /// Most present first.
    entries: Vec<Entry>,
    keys: Keys,
    /// All folded names, each after a line feed, for letters inside words.
    joined: String,
    /// Where the name of each entry starts in `joined`.
    starts: Vec<u32>,
}

impl Roster {
    /// Prepares `people`.
    #[must_use]
    pub fn new(people: Vec<Named>) -> Self {
        let mut order: Vec<(f32, String, Named)> = people
            .into_iter()
            .map(|person| (weight(person.moments, person.days_since), fold(&person.name), person))
            .collect();
        order.sort_by(|a, b| {
            b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)).then_with(|| a.2.id.cmp(&b.2.id))
        });
        let mut roster = Self::default();
        for (weight, whole, person) in order {
            roster.add(person, whole, weight);
        }
        roster.keys.sort();
        roster
    }

    fn add(&mut self, person: Named, whole: String, weight: f32) {
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.keys.add(&whole, number, Role::Whole);
        let words: Vec<&str> = name_words(&whole).collect();
        for initials in initials(&words) {
            self.keys.add(&initials, number, Role::Initials);
        }
        for word in words {
            self.keys.add(word, number, Role::Word);
            // "anne-marie" is named by "marie" as well, and "o'neil" by "neil".
            for part in word.split(['-', '\'', '・', '·']).filter(|part| part.len() > 1 && part != &word) {
                self.keys.add(part, number, Role::Word);
            }
        }
        for other in std::iter::once(&person.called).chain(&person.others) {
            let other = fold(other.trim_start_matches('@'));
            for part in other.split([' ', '.', '_', '-']).filter(|part| part.len() > 1 && *part != other) {
                self.keys.add(part, number, Role::Word);
            }
            self.keys.add(&other, number, Role::Called);
        }
        self.joined.push('\n');
        self.starts.push(u32::try_from(self.joined.len()).unwrap_or(u32::MAX));
        self.joined.push_str(&whole);
        let team = fold(&person.team);
        self.entries.push(Entry { id: person.id, name: person.name, whole, team, weight });
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

    /// Whom `typed` names; a team behind the name tells people apart ("sam platform").
    #[must_use]
    pub fn resolve(&self, typed: &str) -> Resolution {
        let typed = typed_key(typed);
        match self.find(&typed, Reach::All).resolution {
            Resolution::Unknown => self.best(self.in_team(&typed)).1,
            found => found,
        }
    }

    /// [`Self::resolve`] among people chosen by [`Wanted`](super::narrow::Wanted); nothing when that takes everybody.
    #[must_use]
    pub fn resolve_among(&self, typed: &str) -> Option<Resolution> {
        let found = self.find(&typed_key(typed), Reach::All);
        (!found.wide).then_some(found.resolution)
    }

    /// People for what is typed, best fit first, then most present, then by name.
    #[must_use]
    pub fn hits(&self, typed: &str, limit: usize) -> Vec<Hit> {
        let typed = typed_key(typed);
        if typed.is_empty() {
            return self.suggested(limit);
        }
        let (mut fits, _) = self.fits(&typed);
        let mut found = Self::ranked(&fits, limit);
        if found.len() < limit {
            self.widen(&typed, &mut fits);
            fits.extend(self.in_team(&typed));
            found = Self::ranked(&fits, limit);
        }
        let hit = |(fit, entry): (Fit, u32)| {
            let entry = &self.entries[entry as usize];
            let near = matches!(fit, Fit::Near | Fit::Initials);
            let matched = if near { Vec::new() } else { matched(&entry.name, &typed) };
            Hit { id: entry.id, matched, fit }
        };
        found.into_iter().map(hit).collect()
    }

    /// People whose names, or words of them, begin with what is typed; nobody when there are more than `limit`.
    #[must_use]
    pub fn beginning(&self, typed: &str, limit: usize) -> Vec<PersonId> {
        let typed = typed_key(typed);
        if typed.is_empty() {
            return Vec::new();
        }
        let (mut fits, _) = self.fits(&typed);
        fits.retain(|(fit, _)| *fit <= Fit::Prefix);
        let found = Self::ranked(&fits, limit + 1);
        if found.len() > limit {
            return Vec::new();
        }
        found.into_iter().map(|(_, entry)| self.entries[entry as usize].id).collect()
    }

    /// The first `limit` people whose names, or words of them, begin with what is typed, best first.
    #[must_use]
    pub fn first_beginning(&self, typed: &str, limit: usize) -> Vec<PersonId> {
        let typed = typed_key(typed);
        if typed.is_empty() || limit == 0 {
            return Vec::new();
        }
        let (mut fits, _) = self.fits(&typed);
        fits.retain(|(fit, _)| *fit <= Fit::Prefix);
        let ranked = Self::ranked(&fits, limit).into_iter().take(limit);
        ranked.map(|(_, entry)| self.entries[entry as usize].id).collect()
    }

    /// People when nothing is typed: most present first, then by name.
    #[must_use]
    pub fn suggested(&self, limit: usize) -> Vec<Hit> {
        self.entries
            .iter()
            .take(limit)
            .map(|e| Hit { id: e.id, matched: Vec::new(), fit: Fit::Inside })
            .collect()
    }

    /// Whom the folded `typed` names, looking as far as `reach`.
    pub(super) fn find(&self, typed: &str, reach: Reach) -> Found {
        if typed.is_empty() {
            return Found { fit: None, resolution: Resolution::Unknown, work: 0, wide: false };
        }
        let (mut fits, mut work) = self.fits(typed);
        let wide = fits.is_empty() && reach == Reach::All;
        if wide {
            self.widen(typed, &mut fits);
            work += self.keys.len() / 16 + fits.len();
            // Two letters inside a word are worth offering, but no one is named by them. Where words are not spaced they
            // may be a whole name.
            if typed.chars().count() < 3 && !typed.chars().any(is_uncased) {
                fits.retain(|(fit, _)| *fit != Fit::Inside);
            }
        }
        let (fit, resolution) = self.best(fits);
        Found { fit, resolution, work, wide }
    }

    /// The best fit of `fits` and whom it leaves.
    fn best(&self, mut fits: Fits) -> (Option<Fit>, Resolution) {
        let Some(fit) = fits.iter().map(|(fit, _)| *fit).min() else { return (None, Resolution::Unknown) };
        fits.retain(|(other, _)| *other == fit);
        (Some(fit), self.decide(fit, &Self::ranked(&fits, TIE)))
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

    /// Everybody `typed` fits by the beginning of a key, and the work it took.
    fn fits(&self, typed: &str) -> (Fits, usize) {
        let mut fits = Fits::new();
        if let Some(initials) = undotted(typed) {
            let keys = self.keys.starting_with(&initials);
            let own =
                keys.iter().filter(|key| key.role == Role::Initials && self.keys.is_all(key, &initials));
            fits.extend(own.map(|key| (Fit::Initials, key.person)));
        }
        let keys = self.keys.starting_with(typed);
        for key in keys {
            let all = self.keys.is_all(key, typed);
            let fit = match key.role {
                Role::Whole if all => Fit::Exact,
                Role::Called | Role::Word if all => Fit::Known,
                Role::Initials if all => Fit::Initials,
                Role::Initials => continue,
                _ => Fit::Prefix,
            };
            fits.push((fit, key.person));
        }
        let words = if typed.contains(' ') { self.fit_words(typed, &mut fits) } else { 0 };
        (fits, 8 + keys.len() + words)
    }

    /// People of a team: "sam platform", where the last word begins a word of the team.
    fn in_team(&self, typed: &str) -> Fits {
        let Some((name, team)) = typed.rsplit_once(' ') else { return Fits::new() };
        let (mut fits, _) = self.fits(name);
        fits.retain(|(_, entry)| {
            self.entries[*entry as usize].team.split(' ').any(|word| word.starts_with(team))
        });
        fits
    }

    /// Several typed words, each the beginning of another word of the name ("am ok", "okafor amara"); returns the work it
    /// took. A comparison of words costs about as much as sixteen keys.
    fn fit_words(&self, typed: &str, fits: &mut Fits) -> usize {
        // Whoever fits has all of them; the rarest word leaves the fewest to compare. Single letters alone fit half of
        // everybody.
        let long = typed.split(' ').filter(|word| word.chars().count() > 1);
        let Some(keys) = long.map(|word| self.keys.starting_with(word)).min_by_key(|keys| keys.len()) else {
            return 0;
        };
        for key in keys.iter().filter(|key| key.role != Role::Initials) {
            if let Some(fit) = fit_of_words(typed, &self.entries[key.person as usize].whole) {
                fits.push((fit, key.person));
            }
        }
        keys.len() * 16
    }

    /// Adds letters inside words, and near misses.
    fn widen(&self, typed: &str, fits: &mut Fits) {
        // One letter is inside nearly every name.
        if typed.chars().count() > 1 {
            for at in memmem::find_iter(self.joined.as_bytes(), typed.as_bytes()) {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                let entry = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
                fits.push((Fit::Inside, u32::try_from(entry).unwrap_or(0)));
            }
        }
        if typed.chars().count() >= 4 {
            fits.extend(self.keys.near(typed).map(|person| (Fit::Near, person)));
        }
    }

    /// The best `limit` people of `fits`, each once.
    fn ranked(fits: &[(Fit, u32)], limit: usize) -> Vec<(Fit, u32)> {
        let mut best: Vec<(Fit, u32)> = Vec::with_capacity(limit + 1);
        for &(fit, entry) in fits {
            if best.len() == limit && best.last().is_some_and(|last| *last <= (fit, entry)) {
                continue;
            }
            if let Some(known) = best.iter().position(|(_, other)| *other == entry) {
                if best[known].0 <= fit {
                    continue;
                }
                best.remove(known);
            }
            let place = best.partition_point(|other| *other < (fit, entry));
            if place < limit {
                best.insert(place, (fit, entry));
                best.truncate(limit);
            }
        }
        best
    }
}

/// Who fits and how, in the order found; a person may be there more than once.
type Fits = Vec<(Fit, u32)>;

fn typed_key(typed: &str) -> String {
    fold(typed.trim().trim_start_matches('@')).replace('-', " ")
}

/// Initials typed with dots ("a.o", "م.ف"), without them.
fn undotted(typed: &str) -> Option<String> {
    let mut letters = typed.split('.');
    let single = letters.clone().count() > 1 && letters.all(|part| part.chars().count() == 1);
    single.then(|| typed.replace('.', ""))
}

/// The initials of a name of several words: all of them, and of more than two also the first and the last. A later word
/// with the Arabic article is known by its own first letter as well: محمد الفاسي is م ف as much as م ا.
pub(super) fn initials(words: &[&str]) -> Vec<String> {
    let later = words.iter().skip(1).map(|word| without_article(word));
    let plain: Vec<&str> = words.iter().take(1).copied().chain(later).collect();
    let mut found = initials_of(words);
    if plain != words {
        found.extend(initials_of(&plain));
    }
    found
}

fn initials_of(words: &[&str]) -> Vec<String> {
    let of = |words: &[&str]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
    match words {
        [] | [_] => Vec::new(),
        [_, _] => vec![of(words)],
        [first, .., last] => vec![of(words), of(&[first, last])],
    }
}

/// A word without the Arabic article, written as one with it or with a hyphen ("الفاسي", "el-sayed").
fn without_article(word: &str) -> &str {
    let latin = word.split_once('-').filter(|(article, rest)| {
        matches!(*article, "al" | "el" | "ul" | "as" | "ad" | "ar" | "az" | "ash") && !rest.is_empty()
    });
    match latin {
        Some((_, rest)) => rest,
        None => word.strip_prefix("ال").filter(|rest| rest.chars().count() > 1).unwrap_or(word),
    }
}

pub(super) fn name_words(whole: &str) -> impl Iterator<Item = &str> {
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
