//! Reading a line of text.

use std::collections::HashMap;
use std::ops::Range;

use crate::clock::Now;

use super::aside;
use super::fold::{fold, is_uncased};
use super::lexicon::Lexicon;
use super::meaning::Meaning;
use super::rank::Fit;
use super::reading::{Doubt, NameRead, PieceKind, Reading, When};
use super::roster::{Found, Reach, Resolution, Roster};
use super::when;
use super::words::{Sign, Word, cut, words};
use super::{head, rest};

/// Characters that are read; what stands behind them is note.
const READ: usize = 4096;

/// Keys of the roster that may be looked at for one text. A name costs a few, an unknown word a walk over the letter
/// sets; a text made to be slow runs out and the rest of it is note.
const BUDGET: usize = 30_000;

/// Letters of a word that may be several names.
const JOINED: usize = 40;

/// Reads `text`.
#[must_use]
pub fn read(text: &str, roster: &Roster, lexicon: &Lexicon, now: Now) -> Reading {
    read_all(text, roster, lexicon, now).0
}

/// Reads `text` with the people that [`Wanted`](super::narrow::Wanted) chose; nothing when that takes everybody.
#[must_use]
pub fn read_among(text: &str, roster: &Roster, lexicon: &Lexicon, now: Now) -> Option<Reading> {
    let (reading, cost) = read_all(text, roster, lexicon, now);
    (!cost.wide).then_some(reading)
}

/// The keys of the roster that reading `text` looked at.
#[cfg(test)]
pub(super) fn work_of(text: &str, roster: &Roster, lexicon: &Lexicon, now: Now) -> usize {
    read_all(text, roster, lexicon, now).1.work
}

/// What a reading cost.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// Keys of the roster that were looked at.
    work: usize,
    /// True when a name had to be looked for among everybody.
    wide: bool,
}

/// The reading and what it cost.
fn read_all(text: &str, roster: &Roster, lexicon: &Lexicon, now: Now) -> (Reading, Cost) {
    let end = text.char_indices().nth(READ).map_or(text.len(), |(at, _)| at);
    let mut parts = aside::split(text, end, lexicon, true);
    let (mut reading, mut cost) = read_body(text, &parts, roster, lexicon, now, BUDGET);
    if parts.loose && reading.pieces.iter().any(|(_, kind)| *kind == PieceKind::Note) {
        parts = aside::split(text, end, lexicon, false);
        let (again, more) = read_body(text, &parts, roster, lexicon, now, BUDGET.saturating_sub(cost.work));
        reading = again;
        cost = Cost { work: cost.work + more.work, wide: cost.wide || more.wide };
    }
    aside::read(text, &parts, lexicon, now, &mut reading);
    if end < text.len() {
        push_note(&mut reading.note, text.get(end..).unwrap_or(""));
        push_piece(&mut reading.pieces, text, end..text.len(), PieceKind::Note);
    }
    (reading, cost)
}

/// Reads what stands before the asides.
fn read_body(
    text: &str,
    parts: &aside::Parts,
    roster: &Roster,
    lexicon: &Lexicon,
    now: Now,
    budget: usize,
) -> (Reading, Cost) {
    let words = words(text, parts.body.clone());
    let mut reader = Reader {
        text,
        marks: vec![None; words.len()],
        words,
        roster,
        lexicon,
        now,
        groups: 0,
        budget,
        work: 0,
        known: [HashMap::new(), HashMap::new()],
        wide: false,
        reading: Reading::default(),
    };
    reader.cut_joined();
    let after = head::read(&mut reader);
    rest::read(&mut reader, after);
    reader.finish();
    let cost = Cost { work: reader.work, wide: reader.wide };
    (reader.reading, cost)
}

/// What a word was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub kind: PieceKind,
    /// Words of the same group are one piece.
    group: u32,
    /// True when the note keeps the words as well.
    keep: bool,
}

/// The state of a reading.
pub(super) struct Reader<'a> {
    text: &'a str,
    pub words: Vec<Word<'a>>,
    pub marks: Vec<Option<Mark>>,
    roster: &'a Roster,
    pub lexicon: &'a Lexicon,
    pub now: Now,
    groups: u32,
    budget: usize,
    /// Keys looked at so far.
    work: usize,
    /// What was found, by how far the search went.
    known: [HashMap<String, Found>; 2],
    /// True once a search had to look at everybody.
    wide: bool,
    pub reading: Reading,
}

impl<'a> Reader<'a> {
    /// Takes `count` words from `at` as one piece.
    pub fn mark(&mut self, at: usize, count: usize, kind: PieceKind) {
        self.set(at, count, kind, false);
    }

    /// The same, and leaves the words in the note.
    pub fn mark_kept(&mut self, at: usize, count: usize, kind: PieceKind) {
        self.set(at, count, kind, true);
    }

    fn set(&mut self, at: usize, count: usize, kind: PieceKind, keep: bool) {
        self.groups += 1;
        for mark in self.marks.iter_mut().skip(at).take(count) {
            *mark = Some(Mark { kind, group: self.groups, keep });
        }
    }

    /// The longest phrase at `at` with a meaning `pick` takes.
    pub fn longest<T>(&self, at: usize, pick: impl Fn(Meaning) -> Option<T>) -> Option<(usize, T)> {
        self.lexicon.longest(&self.words, at, pick)
    }

    /// The length of the phrase at `at` that means `meaning`, 0 for none.
    pub fn count(&self, at: usize, meaning: Meaning) -> usize {
        self.longest(at, |other| (other == meaning).then_some(())).map_or(0, |(count, ())| count)
    }

    /// True when `words[at]` carries `sign`.
    pub fn sign(&self, at: usize, sign: Sign) -> bool {
        self.words.get(at).is_some_and(|word| word.sign == sign)
    }

    /// True at the end of the text and where the word before ended with punctuation.
    pub fn ends(&self, at: usize) -> bool {
        at >= self.words.len()
    }

    /// True for an ordinary word of the language.
    pub fn is_common(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| self.lexicon.is(&word.key, Meaning::Common))
    }

    /// True when the word looks like a name: a capital, or a script without capitals.
    pub fn looks_named(&self, at: usize) -> bool {
        let first = self.words.get(at).and_then(|word| word.text.chars().next());
        first.is_some_and(|c| c.is_uppercase() || is_uncased(c))
    }

    /// Whom `key` names. Costs nothing the second time; finds nobody once the budget is spent.
    pub fn find(&mut self, key: &str, reach: Reach) -> Found {
        if let Some(found) = self.known[reach as usize].get(key) {
            return found.clone();
        }
        if self.budget == 0 {
            return Found { fit: None, resolution: Resolution::Unknown, work: 0, wide: false };
        }
        let found = self.roster.find(key, reach);
        self.budget = self.budget.saturating_sub(found.work);
        self.work += found.work;
        self.wide |= found.wide;
        self.known[reach as usize].insert(key.to_owned(), found.clone());
        found
    }

    /// Cuts names apart that are joined without spaces, "高橋さんと佐藤さん", where each of them is somebody.
    fn cut_joined(&mut self) {
        let mut at = 0;
        while at < self.words.len() {
            if let Some(parts) = self.joined(at) {
                self.words.splice(at..=at, parts);
                self.marks.resize(self.words.len(), None);
                // Behind the joint may stand more of them.
                at += 2;
            } else {
                at += 1;
            }
        }
    }

    fn joined(&mut self, at: usize) -> Option<Vec<Word<'a>>> {
        let word = self.words.get(at).filter(|word| word.is_word())?;
        let length = word.text.chars().count();
        if !(3..=JOINED).contains(&length)
            || !word.text.chars().any(is_uncased)
            || self.is_somebody(&word.key.clone())
        {
            return None;
        }
        let word = self.words[at].clone();
        let mut joints: Vec<_> = self.lexicon.joints(word.text).collect();
        joints.sort_unstable();
        joints.into_iter().find_map(|(offset, count)| {
            let (first, rest) = (word.text.get(..offset)?, word.text.get(offset + count..)?);
            // "김민준과 박서연": the joint ends its word, and the other one is the next.
            if rest.is_empty() {
                let follower = self.words.get(at + 1).filter(|next| next.is_word() && !word.closes())?;
                let follower = follower.key.clone();
                let fits = self.is_somebody(&fold(first)) && self.is_somebody(&follower);
                return fits.then(|| cut(self.text, &word, word.core.start + offset, count));
            }
            // What follows may be joined again.
            let next = self.lexicon.joints(rest).map(|(end, _)| end).filter_map(|end| rest.get(..end));
            let mut seconds = vec![rest];
            seconds.extend(next);
            let fits = self.is_somebody(&fold(first))
                && seconds.iter().any(|second| self.is_somebody(&fold(second)));
            fits.then(|| cut(self.text, &word, word.core.start + offset, count))
        })
    }

    /// True when `key` is the name of somebody, or the beginning of one with what is put behind names.
    fn is_somebody(&mut self, key: &str) -> bool {
        if key.is_empty() {
            return false;
        }
        let whole = self.find(key, Reach::Beginnings).fit.is_some_and(|fit| fit <= Fit::Known);
        let base = self.lexicon.without_ending(key).map(str::to_owned);
        whole
            || base.is_some_and(|base| {
                self.find(&base, Reach::Beginnings).fit.is_some_and(|fit| fit <= Fit::Prefix)
            })
    }

    /// How well `words[at]` alone fits somebody, beginnings at least.
    pub fn fit(&mut self, at: usize) -> Option<Fit> {
        let key = self.words.get(at).filter(|word| word.is_word())?.key.clone();
        self.find(&key, Reach::Beginnings).fit
    }

    /// Adds a gesture once.
    pub fn add_gesture(&mut self, index: usize) {
        if let Some(id) = self.lexicon.gesture_at(index)
            && !self.reading.gestures.contains(id)
        {
            self.reading.gestures.push(id.clone());
        }
    }

    /// Takes a name of `count` words at `at`; `text` leaves out what is not part of it.
    pub fn add_name(&mut self, at: usize, count: usize, cut: usize, resolution: Resolution) {
        let (Some(first), Some(last)) = (self.words.get(at), self.words.get(at + count - 1)) else { return };
        let span = first.core.start..last.core.end.saturating_sub(cut).max(first.core.start);
        let text = self.text.get(span.clone()).unwrap_or("").to_owned();
        self.mark(at, count, PieceKind::Person);
        self.reading.names.push(NameRead { text, span, resolution });
    }

    /// The same, and leaves the words in the note.
    pub fn add_name_kept(&mut self, at: usize, count: usize, resolution: Resolution) {
        self.add_name(at, count, 0, resolution);
        self.mark_kept(at, count, PieceKind::Person);
    }

    /// The span of `count` words from `at`.
    pub fn span(&self, at: usize, count: usize) -> Range<usize> {
        let start = self.words.get(at).map_or(0, |word| word.core.start);
        let end = self.words.get((at + count).saturating_sub(1)).map_or(start, |word| word.core.end);
        start..end.max(start)
    }

    /// Reads a time at `at` without taking it; its length.
    pub fn time(&self, at: usize) -> Option<(usize, when::Said)> {
        self.words.get(at).filter(|word| word.is_word())?;
        when::read(&self.words, at, self.lexicon)
    }

    /// Takes the time of `count` words at `at`; false when it cannot be one, which is noted.
    pub fn take_time(&mut self, at: usize, count: usize, said: &when::Said) -> bool {
        let span = self.span(at, count);
        match when::past(said, self.now) {
            Ok(past) => {
                self.mark(at, count, PieceKind::When);
                self.reading.when = Some(When { at: past.at, day_only: past.day_only, span });
                true
            }
            Err(trouble) => {
                let doubt = Doubt { span, kind: trouble.into() };
                if !self.reading.unsure.contains(&doubt) {
                    self.reading.unsure.push(doubt);
                }
                false
            }
        }
    }

    /// Turns marks into pieces and the note.
    fn finish(&mut self) {
        let mut note = String::new();
        let mut run: Option<Range<usize>> = None;
        let mut at = 0;
        while at < self.words.len() {
            let mark = self.marks[at];
            let same = |other: &Option<Mark>| match (mark, other) {
                (None, None) => true,
                (Some(a), Some(b)) => a.group == b.group,
                _ => false,
            };
            let count = self.marks.iter().skip(at).take_while(|other| same(other)).count().max(1);
            let span = self.words[at].span.start..self.words[at + count - 1].span.end;
            if mark.is_none_or(|mark| mark.keep) {
                run = Some(run.map_or(span.start, |run| run.start)..span.end);
            } else if let Some(run) = run.take() {
                push_note(&mut note, self.text.get(run).unwrap_or(""));
            }
            match mark {
                Some(Mark { kind: PieceKind::Person, .. }) => self.name_pieces(span),
                Some(mark) => push_piece(&mut self.reading.pieces, self.text, span, mark.kind),
                None => push_piece(&mut self.reading.pieces, self.text, span, PieceKind::Note),
            }
            at += count;
        }
        let cut = run.is_none();
        if let Some(run) = run {
            push_note(&mut note, self.text.get(run).unwrap_or(""));
        }
        self.reading.note = tidy(&note, cut).to_owned();
        self.reading.names.sort_by_key(|name| name.span.start);
    }

    /// A name is a piece without what touches it: `@`, a colon, a possessive ending.
    fn name_pieces(&mut self, span: Range<usize>) {
        let name =
            self.reading.names.iter().find(|name| span.start <= name.span.start && name.span.end <= span.end);
        let name = name.map_or(span.clone(), |name| name.span.clone());
        let pieces = &mut self.reading.pieces;
        push_piece(pieces, self.text, span.start..name.start, PieceKind::Link);
        push_piece(pieces, self.text, name.clone(), PieceKind::Person);
        push_piece(pieces, self.text, name.end..span.end, PieceKind::Link);
    }
}

/// Adds a piece without the spaces around it; nothing when only spaces are left.
pub(super) fn push_piece(
    pieces: &mut Vec<(Range<usize>, PieceKind)>,
    text: &str,
    span: Range<usize>,
    kind: PieceKind,
) {
    let part = text.get(span.clone()).unwrap_or("");
    let start = span.start + (part.len() - part.trim_start().len());
    let end = span.end - (part.len() - part.trim_end().len());
    if start < end {
        pieces.push((start..end, kind));
    }
}

/// Appends a stretch of note, one space between stretches.
pub(super) fn push_note(note: &mut String, part: &str) {
    let part = part.trim();
    if !note.is_empty() && !part.is_empty() {
        note.push(' ');
    }
    note.push_str(part);
}

/// A note that is one quoted stretch loses the quotes: they were there to protect it. One whose end was taken out loses
/// the comma that led there.
fn tidy(note: &str, cut: bool) -> &str {
    let note = if cut { note.trim_end_matches([',', ';', '،', '、', '，', ' ']) } else { note };
    let unquoted = note.chars().next().and_then(super::words::closing).and_then(|close| {
        let open = note.chars().next().map_or(0, char::len_utf8);
        let stop = super::words::quote_end(note, open, note.len(), close)?;
        let inner = note.get(open..stop)?;
        (stop == note.len())
            .then(|| inner.get(..inner.len() - inner.chars().next_back()?.len_utf8()))
            .flatten()
    });
    unquoted.map_or(note, str::trim)
}
