//! Names in a text: where a word may be one, and how far it goes.
//!
//! Precision first: a word is a person where a name has its place. How little has to fit depends on the place.

use super::fold::{fold, is_letter, is_uncased};
use super::head::{channel_at, gesture_at};
use super::meaning::Meaning;
use super::rank::Fit;
use super::read::Reader;
use super::reading::PieceKind;
use super::roster::{Reach, Resolution};
use super::words::Sign;

/// Names of one moment; more are note.
const MOST: usize = 40;

/// Words of one name.
const LONGEST: usize = 4;

/// What stands before a possible name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// The beginning, or only times and channels.
    Start,
    /// A gesture: "thanked".
    AfterGesture,
    /// "with", "to", "from" in the leading stretch.
    Connector,
    /// A connector inside the note: only who fits well.
    Inside,
    /// Where only someone's whole name counts.
    Known,
    /// `@`, `+`: a name in any case.
    Sure,
    /// A comma or "and" after a name.
    Listed,
}

/// A name at some place: its length in words, letters of the last word that are not part of it, and whom it means.
struct Candidate {
    count: usize,
    cut: usize,
    resolution: Resolution,
}

/// Takes a name and those joined to it; returns how many words that were, 0 when there is none.
pub(super) fn take_names(reader: &mut Reader<'_>, at: usize, lead: Lead) -> usize {
    let mut next = at;
    let mut lead = if reader.words.get(at).is_some_and(|word| word.named) { Lead::Sure } else { lead };
    let mut joint = 0;
    while reader.reading.names.len() < MOST {
        let Some(name) = name_at(reader, next + joint, lead) else { break };
        reader.mark(next, joint, PieceKind::Link);
        next += joint;
        reader.add_name(next, name.count, name.cut, name.resolution);
        next += name.count;
        // "leo's": what follows is his. "佐藤さん": what follows may be somebody else.
        let last = reader.words.get(next - 1);
        let owns = name.cut > 0 && !last.is_some_and(|word| word.text.ends_with(is_uncased));
        if owns || last.is_some_and(super::words::Word::closes) {
            break;
        }
        (joint, lead) = joint_at(reader, next);
    }
    next - at
}

/// What joins a name to the next one, and how sure that makes it.
fn joint_at(reader: &Reader<'_>, at: usize) -> (usize, Lead) {
    if reader.sign(at, Sign::Plus) {
        return (1, Lead::Sure);
    }
    let comma = usize::from(reader.sign(at, Sign::Comma));
    (comma + reader.count(at + comma, Meaning::And), Lead::Listed)
}

fn name_at(reader: &mut Reader<'_>, at: usize, lead: Lead) -> Option<Candidate> {
    let word = reader.words.get(at).filter(|word| word.is_word())?;
    let lead = if word.named { Lead::Sure } else { lead };
    // Somebody called "14" or "9:30" is rarer than a time.
    if lead != Lead::Sure && !word.key.chars().any(char::is_alphabetic) {
        return None;
    }
    if lead == Lead::Listed && joint_is_missing(reader, at) {
        return adjacent(reader, at);
    }
    several_words(reader, at, lead)
        .or_else(|| possessive(reader, at, lead))
        .or_else(|| one_word(reader, at, lead))
}

fn joint_is_missing(reader: &Reader<'_>, at: usize) -> bool {
    at > 0 && reader.marks.get(at - 1).is_some_and(|mark| mark.is_some_and(|m| m.kind == PieceKind::Person))
}

/// "am leo thx": a second name without anything between, when a gesture follows or it is a whole name.
fn adjacent(reader: &mut Reader<'_>, at: usize) -> Option<Candidate> {
    if reader.is_common(at) || gesture_at(reader, at).is_some() {
        return None;
    }
    let fit = reader.fit(at)?;
    let long = reader.words.get(at).is_some_and(|word| word.key.chars().count() > 1);
    let ends = element_follows(reader, at + 1);
    let takes =
        fit <= Fit::Known && ends || fit <= Fit::Prefix && long && gesture_at(reader, at + 1).is_some();
    takes.then(|| candidate(reader, at, 1, 0, Reach::Beginnings))?
}

/// "amara okafor", "am ok", "van der berg": the longest run of words that together fit somebody.
fn several_words(reader: &mut Reader<'_>, at: usize, lead: Lead) -> Option<Candidate> {
    let mut keys = vec![reader.words.get(at)?.key.clone()];
    for more in 1..LONGEST {
        let (before, word) = (reader.words.get(at + more - 1)?, reader.words.get(at + more));
        let Some(word) = word.filter(|word| word.is_word() && !word.named && !before.closes()) else { break };
        keys.push(word.key.clone());
    }
    // A first word that fits nobody begins nobody's name.
    if keys.len() > 1 {
        reader.fit(at)?;
    }
    for count in (2..=keys.len()).rev() {
        let last = at + count - 1;
        let words = keys.get(..count)?.join(" ");
        let ordinary = (at + 1..=last).any(|word| is_ordinary(reader, word));
        let (base, cut) = without_ending(reader, last, &words);
        let found = reader.find(&base, Reach::Beginnings);
        let fits = match found.fit {
            Some(Fit::Exact | Fit::Known) => true,
            Some(Fit::Prefix) => !ordinary && lead != Lead::Known,
            _ => false,
        };
        if fits {
            return Some(Candidate { count, cut, resolution: found.resolution });
        }
    }
    None
}

/// "leo's", "leo’s", "佐藤さん": the name without its ending.
fn possessive(reader: &mut Reader<'_>, at: usize, lead: Lead) -> Option<Candidate> {
    let key = reader.words.get(at)?.key.clone();
    let (base, cut) = without_ending(reader, at, &key);
    if cut == 0 {
        return None;
    }
    let mut found = reader.find(&base, Reach::Beginnings);
    let whole = matches!(lead, Lead::Inside | Lead::Known | Lead::Listed);
    // "서연님": where words are not spaced, a name to call by stands inside the whole one.
    if found.fit.is_none() && !whole && base.chars().all(is_uncased) {
        found = reader.find(&base, Reach::All);
        let inside = found.fit == Some(Fit::Inside);
        return inside.then_some(Candidate { count: 1, cut, resolution: found.resolution });
    }
    let fits = found.fit.is_some_and(|fit| fit <= Fit::Known || (!whole && fit == Fit::Prefix));
    (fits && !is_ordinary(reader, at)).then_some(Candidate { count: 1, cut, resolution: found.resolution })
}

/// `key`, whose last word is `words[last]`, without an ending, and how many bytes of the typed word the ending has: a
/// typographic apostrophe is longer than the one it folds to.
fn without_ending(reader: &Reader<'_>, last: usize, key: &str) -> (String, usize) {
    let text = reader.words.get(last).map_or("", |word| word.text);
    let cut = reader.lexicon.without_ending(key).and_then(|base| {
        let ending = key.get(base.len()..)?;
        let start = text.char_indices().rev().map(|(at, _)| at).find(|at| fold(&text[*at..]) == ending)?;
        (start > 0).then(|| (base.to_owned(), text.len() - start))
    });
    cut.unwrap_or_else(|| (key.to_owned(), 0))
}

fn one_word(reader: &mut Reader<'_>, at: usize, lead: Lead) -> Option<Candidate> {
    let common = reader.is_common(at);
    let next = at + 1;
    let firm = element_follows(reader, next);
    let letters = reader.words.get(at)?.key.chars().count();
    let found = candidate(reader, at, 1, 0, Reach::Beginnings);
    let fit = reader.fit(at);
    let takes = match (lead, fit) {
        (Lead::Sure, _) => true,
        (_, None) => false,
        // "will fixed it" is Will; "will ask leo" is not. The later pass takes what nothing else explains.
        (Lead::Start, Some(fit)) if common => {
            fit <= Fit::Known && firm && !reader.ends(next) || reader.words.len() == 1
        }
        (Lead::AfterGesture | Lead::Connector, Some(fit)) if common => {
            fit <= Fit::Known
                && (firm || about_follows(reader, next))
                && (reader.looks_named(at) || !is_filler(reader, at))
        }
        (Lead::Listed, Some(fit)) if common => {
            fit <= Fit::Known && (firm || about_follows(reader, next) || reader.looks_named(at))
        }
        (Lead::Inside | Lead::Known, Some(fit)) if common => fit <= Fit::Known && reader.looks_named(at),
        (Lead::Start, Some(fit)) => fit <= Fit::Known || firm || (fit == Fit::Prefix && letters > 1),
        (Lead::AfterGesture, Some(fit)) => {
            fit <= Fit::Known || firm || about_follows(reader, next) || letters > 2
        }
        (Lead::Connector, Some(fit)) => fit <= Fit::Known || (fit == Fit::Prefix && letters > 1) || firm,
        (Lead::Listed, Some(fit)) => fit <= Fit::Known || (fit <= Fit::Prefix && letters > 1) || firm,
        (Lead::Inside, Some(fit)) => {
            fit <= Fit::Known || (fit == Fit::Prefix && letters > 2 && (firm || reader.looks_named(at)))
        }
        (Lead::Known, Some(fit)) => fit <= Fit::Known,
    };
    if takes && lead != Lead::Sure {
        return found;
    }
    unusual(reader, at, lead, firm)
}

/// What no name begins with: letters inside a name, a near miss, or somebody new.
fn unusual(reader: &mut Reader<'_>, at: usize, lead: Lead, firm: bool) -> Option<Candidate> {
    if lead == Lead::Sure {
        return candidate(reader, at, 1, 0, Reach::All);
    }
    if matches!(lead, Lead::Inside | Lead::Known) || reader.fit(at).is_some() || is_ordinary(reader, at) {
        return None;
    }
    let next = at + 1;
    let named = reader.looks_named(at);
    let about = about_follows(reader, next);
    let place = match lead {
        Lead::Start => firm && (!reader.ends(next) || reader.words.len() == 1 || named),
        Lead::AfterGesture | Lead::Connector => firm || about || named,
        Lead::Listed => {
            let more = reader.sign(next, Sign::Plus) || reader.sign(next, Sign::Comma);
            gesture_at(reader, next).is_some() || more || (named && (firm || about))
        }
        _ => false,
    };
    if let (true, Some(count)) = (lead != Lead::Listed && named, new_name(reader, at)) {
        return Some(Candidate { count, cut: 0, resolution: Resolution::Unknown });
    }
    let spelled = named || reader.words.get(at).is_some_and(|word| word.text.chars().all(is_letter));
    if place && spelled { candidate(reader, at, 1, 0, Reach::All) } else { None }
}

/// Somebody new with several words: "Zoltan Kiss thx", each with a capital.
fn new_name(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let part = |word: usize| {
        reader.words.get(word).is_some_and(|w| w.is_word() && !w.named)
            && reader.looks_named(word)
            && !is_ordinary(reader, word)
            && reader.time(word).is_none()
    };
    let count = (at..at + LONGEST).take_while(|word| part(*word)).count();
    let closed = (at..at + count.saturating_sub(1))
        .any(|word| reader.words.get(word).is_some_and(super::words::Word::closes));
    let follows = element_follows(reader, at + count) || about_follows(reader, at + count);
    (count > 1 && !closed && follows).then_some(count)
}

fn candidate(
    reader: &mut Reader<'_>,
    at: usize,
    count: usize,
    cut: usize,
    reach: Reach,
) -> Option<Candidate> {
    let key = reader.words.get(at)?.key.clone();
    let found = reader.find(&key, reach);
    Some(Candidate { count, cut, resolution: found.resolution })
}

/// A word that belongs to the language: it can begin a note or says something else.
fn is_ordinary(reader: &Reader<'_>, at: usize) -> bool {
    reader.is_common(at)
        || gesture_at(reader, at).is_some()
        || is_filler(reader, at)
        || reader.count(at, Meaning::About) > 0
        || reader.count(at, Meaning::And) > 0
        || reader.count(at, Meaning::Me) > 0
}

fn is_filler(reader: &Reader<'_>, at: usize) -> bool {
    reader.count(at, Meaning::Filler) > 0
}

/// True when a note can begin here: the word before may be a name.
fn about_follows(reader: &Reader<'_>, at: usize) -> bool {
    reader.count(at, Meaning::About) > 0
}

/// True when something that is no note follows, or nothing: the word before has the place of a name.
pub(super) fn element_follows(reader: &Reader<'_>, at: usize) -> bool {
    let Some(word) = reader.words.get(at) else { return true };
    if word.sign != Sign::None {
        return word.sign != Sign::Quote;
    }
    let skip = reader.count(at, Meaning::Filler);
    gesture_at(reader, at).is_some()
        || (skip > 0 && gesture_at(reader, at + skip).is_some())
        || reader.count(at, Meaning::And) > 0
        || channel_at(reader, at).is_some()
        || reader.time(at).is_some()
        || reader.words.get(at.wrapping_sub(1)).is_some_and(|before| before.raw.ends_with(':'))
}
