//! What follows the leading stretch: the note, with the pieces that close it ("… yesterday", "… on slack, thx") and,
//! when nobody was named yet, the name inside it ("had lunch with amara").

use super::head::{channel_at, gesture_at};
use super::meaning::Meaning;
use super::names::{Lead, take_names};
use super::rank::Fit;
use super::read::Reader;
use super::reading::PieceKind;
use super::roster::Reach;
use super::words::Sign;
use crate::moment::Direction;

/// Words of the longest closing phrase.
const CLOSING: usize = 7;

/// Words of a note that are searched for a name: enough for any sentence, and a bound for a page.
const SEARCHED: usize = 150;

/// Reads the words from `after` on.
pub(super) fn read(reader: &mut Reader<'_>, after: usize) {
    let mut end = reader.words.len();
    while end > after {
        let start = closing(reader, after, end);
        if start == end {
            break;
        }
        end = start;
    }
    named_by_sign(reader, after);
    if reader.reading.names.is_empty() {
        name_inside(reader, after);
    }
    if reader.reading.names.is_empty() {
        name_left_over(reader);
    }
    if reader.reading.gestures.is_empty() {
        told_gesture(reader, after);
    }
}

/// Takes what closes `words[..end]`; returns where it starts, `end` when there is none.
fn closing(reader: &mut Reader<'_>, after: usize, end: usize) -> usize {
    let sign = reader.words[end - 1].sign;
    if matches!(sign, Sign::Theirs | Sign::Mutual) {
        reader.reading.direction = if sign == Sign::Theirs { Direction::Theirs } else { Direction::Mutual };
        reader.mark(end - 1, 1, PieceKind::Direction);
        return end - 1;
    }
    for at in end.saturating_sub(CLOSING).max(after)..end {
        if reader.reading.when.is_none()
            && let Some((count, said)) = reader.time(at)
            && at + count == end
            && !said.unclear
        {
            // Tied to the note by the word before, or ahead: either way nothing shorter of it is a time.
            let bound = at > after && (bound_by(reader, at - 1) || tied_by_on(reader, after, at));
            return if !bound && reader.take_time(at, count, &said) { at } else { end };
        }
        if reader.reading.channel.is_none()
            && let Some((count, index)) = channel_at(reader, at)
            && at + count == end
        {
            reader.mark(at, count, PieceKind::Channel);
            reader.reading.channel = reader.lexicon.channel_at(index).cloned();
            return at;
        }
        if let Some(start) = closing_gesture(reader, after, at, end) {
            return start;
        }
    }
    end
}

/// "his exam on friday": a day after "on" says when that was or will be, and the note goes on saying so. Behind a channel
/// it is the moment's: "thx for the talk in the retro on friday".
fn tied_by_on(reader: &Reader<'_>, after: usize, at: usize) -> bool {
    let channel = |start: usize| channel_at(reader, start).is_some_and(|(count, _)| start + count == at);
    reader.count(at, Meaning::On) == 1 && !(at.saturating_sub(CLOSING).max(after)..at).any(channel)
}

fn bound_by(reader: &Reader<'_>, at: usize) -> bool {
    reader.words.get(at).is_some_and(|word| reader.lexicon.is(&word.key, Meaning::Binds))
}

/// "… the release notes thx", "… fixed the build, helped".
fn closing_gesture(reader: &mut Reader<'_>, after: usize, at: usize, end: usize) -> Option<usize> {
    if !reader.reading.gestures.is_empty() {
        return None;
    }
    let (count, index, kept) = gesture_at(reader, at).filter(|(count, ..)| at + count == end)?;
    let comma = at > after && reader.sign(at - 1, Sign::Comma);
    let closes = reader.count(at, Meaning::Closing) == count && !(at > after && bound_by(reader, at - 1));
    if !closes && !comma {
        return None;
    }
    if kept {
        reader.mark_kept(at, count, PieceKind::Gesture);
    } else {
        reader.mark(at, count, PieceKind::Gesture);
    }
    reader.add_gesture(index);
    let mut start = at;
    while start > after && reader.count(start - 1, Meaning::Filler) == 1 {
        start -= 1;
    }
    reader.mark(start, at - start, PieceKind::Link);
    if start > after && reader.sign(start - 1, Sign::Comma) {
        start -= 1;
        reader.mark(start, 1, PieceKind::Link);
    }
    Some(start)
}

/// `@amara` is a name wherever it stands.
fn named_by_sign(reader: &mut Reader<'_>, after: usize) {
    for at in after..reader.words.len() {
        if reader.marks[at].is_none() && reader.words[at].named && reader.words[at].is_word() {
            take_names(reader, at, Lead::Sure);
        }
    }
}

/// A name after "with", "to", "from" or after a gesture, inside the note.
fn name_inside(reader: &mut Reader<'_>, after: usize) {
    let end = reader.words.len().min(after + SEARCHED);
    let mut at = after;
    while at < end {
        if reader.marks[at].is_some() {
            at += 1;
            continue;
        }
        if let Some((count, index, kept)) =
            gesture_at(reader, at).filter(|_| reader.reading.gestures.is_empty())
        {
            let to = reader.count(at + count, Meaning::To).max(reader.count(at + count, Meaning::For));
            if free(reader, at, count + to) && take_names(reader, at + count + to, Lead::Inside) > 0 {
                if kept {
                    reader.mark_kept(at, count, PieceKind::Gesture);
                } else {
                    reader.mark(at, count, PieceKind::Gesture);
                }
                reader.add_gesture(index);
                reader.mark(at + count, to, PieceKind::Link);
                return;
            }
        }
        for (meaning, kind) in [
            (Meaning::From, PieceKind::Direction),
            (Meaning::To, PieceKind::Link),
            (Meaning::For, PieceKind::Link),
        ] {
            let count = reader.count(at, meaning);
            if count > 0 && free(reader, at, count) && take_names(reader, at + count, Lead::Inside) > 0 {
                reader.mark(at, count, kind);
                if meaning == Meaning::From {
                    reader.reading.direction = Direction::Theirs;
                }
                return;
            }
        }
        at += 1;
    }
}

fn free(reader: &Reader<'_>, at: usize, count: usize) -> bool {
    reader.marks.iter().skip(at).take(count).all(Option::is_none)
}

/// What nothing else explains: a first word that is someone's name though it is an ordinary word too, a full name
/// anywhere, or else a word that is a name and nothing else ("asked leo how his exam went"). Inside a sentence the name
/// stays in the note, which would not read without it.
fn name_left_over(reader: &mut Reader<'_>) {
    let Some(first) = reader.marks.iter().position(Option::is_none) else { return };
    if reader.words[first].is_word() && reader.fit(first).is_some_and(|fit| fit <= Fit::Known) {
        let key = reader.words[first].key.clone();
        let found = reader.find(&key, Reach::Beginnings);
        reader.add_name(first, 1, 0, found.resolution);
        return;
    }
    let end = reader.words.len().min(first + SEARCHED);
    for at in first..end {
        let pair = at + 1 < end
            && free(reader, at, 2)
            && reader.words[at].is_word()
            && reader.words[at + 1].is_word();
        if pair && reader.looks_named(at) {
            let key = format!("{} {}", reader.words[at].key, reader.words[at + 1].key);
            let found = reader.find(&key, Reach::Beginnings);
            if found.fit == Some(Fit::Exact) {
                reader.add_name_kept(at, 2, found.resolution);
                return;
            }
        }
    }
    for at in first..end {
        let word = &reader.words[at];
        let long = word.key.chars().count() > 2 || (reader.looks_named(at) && !word.key.is_ascii());
        if !long || reader.marks[at].is_some() || reader.is_common(at) || gesture_at(reader, at).is_some() {
            continue;
        }
        if reader.fit(at).is_some_and(|fit| fit <= Fit::Known) {
            let key = reader.words[at].key.clone();
            let found = reader.find(&key, Reach::Beginnings);
            reader.add_name_kept(at, 1, found.resolution);
            return;
        }
    }
}

/// "the build broke so I listened": a gesture after "I" counts, and the note keeps the sentence.
fn told_gesture(reader: &mut Reader<'_>, after: usize) {
    for at in after..reader.words.len().min(after + SEARCHED) {
        if reader.count(at, Meaning::I) != 1 || reader.marks[at].is_some() {
            continue;
        }
        if let Some((count, index, _)) = gesture_at(reader, at + 1)
            && free(reader, at + 1, count)
        {
            reader.mark_kept(at + 1, count, PieceKind::Gesture);
            reader.add_gesture(index);
            return;
        }
    }
}
