//! The leading stretch: names, gestures, direction, channel and time, up to the first word that is none of them. There
//! the note begins.

use super::meaning::Meaning;
use super::names::{Lead, take_names};
use super::read::Reader;
use super::reading::PieceKind;
use super::words::Sign;
use crate::moment::Direction;

/// Words passed over at once; a sentence has fewer before its verb.
const FILLERS: usize = 8;

/// What was read last; decides what may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Name,
    Gesture,
    Other,
}

/// Reads the leading stretch; returns the word the note begins with.
pub(super) fn read(reader: &mut Reader<'_>) -> usize {
    let mut head = Head { last: Last::Nothing, gestures_open: true };
    let mut at = 0;
    while at < reader.words.len() {
        let count = head.step(reader, at);
        if count == 0 {
            break;
        }
        at += count;
    }
    at
}

struct Head {
    last: Last,
    /// Gestures stand together; after the name behind them another gesture word is note
    /// ("thx amara, helped me debug").
    gestures_open: bool,
}

impl Head {
    /// Takes what stands at `at`; 0 when the note begins there.
    fn step(&mut self, reader: &mut Reader<'_>, at: usize) -> usize {
        let count = self.sign(reader, at).max(self.joined_gesture(reader, at));
        if count > 0 {
            return count;
        }
        if !reader.words[at].is_word() {
            // "🎉 leo kudos": a sign before everything stays in the note, and what follows is read.
            let opens = self.last == Last::Nothing && reader.words[at].sign == Sign::None;
            return usize::from(opens && at < FILLERS && !reader.ends(at + 1));
        }
        let count = self.name_first(reader, at);
        if count > 0 {
            return count;
        }
        // The longest phrase wins: "over coffee" is a channel though "coffee" is a gesture.
        let gesture = gesture_at(reader, at);
        let channel = channel_at(reader, at);
        let longer = |a: Option<(usize, usize)>, b: usize| a.is_some_and(|(count, _)| count > b);
        let gesture_length = gesture.map_or(0, |(count, ..)| count);
        if longer(channel, gesture_length) && reader.reading.channel.is_none() {
            return self.channel(reader, at, channel);
        }
        if self.gesture_may_stand(reader, at, gesture_length)
            && let Some((count, index, kept)) = gesture
        {
            return self.gesture(reader, at, count, index, kept);
        }
        for take in [Self::time, Self::direction, Self::filler, Self::connector] {
            let count = take(self, reader, at);
            if count > 0 {
                return count;
            }
        }
        let count = self.channel_alone(reader, at);
        if count > 0 { count } else { self.name(reader, at, Lead::Start) }
    }

    fn sign(&mut self, reader: &mut Reader<'_>, at: usize) -> usize {
        let direction = match reader.words[at].sign {
            Sign::Theirs => Direction::Theirs,
            Sign::Mutual => Direction::Mutual,
            Sign::Comma if self.last != Last::Nothing => {
                reader.mark(at, 1, PieceKind::Link);
                return 1;
            }
            // A dash or a colon of its own, between what was read and more.
            Sign::None
                if self.last != Last::Nothing && !reader.ends(at + 1) && is_dash(reader.words[at].raw) =>
            {
                reader.mark(at, 1, PieceKind::Link);
                return 1;
            }
            _ => return 0,
        };
        reader.reading.direction = direction;
        reader.mark(at, 1, PieceKind::Direction);
        if self.last == Last::Nothing {
            self.last = Last::Other;
        }
        1
    }

    /// A word that is both someone's whole name and a gesture ("Ty", "Tea") is the name where a gesture follows.
    fn name_first(&mut self, reader: &mut Reader<'_>, at: usize) -> usize {
        if !reader.reading.names.is_empty() || gesture_at(reader, at).is_none() {
            return 0;
        }
        if gesture_at(reader, at + 1).is_none() { 0 } else { self.name(reader, at, Lead::Known) }
    }

    fn gesture_may_stand(&self, reader: &Reader<'_>, at: usize, count: usize) -> bool {
        // A gesture right after another needs "and": "thx help was great" is a thanks with a note.
        count > 0 && self.gestures_open && self.last != Last::Gesture && !reader.words[at].named
    }

    fn gesture(
        &mut self,
        reader: &mut Reader<'_>,
        at: usize,
        count: usize,
        index: usize,
        kept: bool,
    ) -> usize {
        if kept {
            reader.mark_kept(at, count, PieceKind::Gesture);
        } else {
            reader.mark(at, count, PieceKind::Gesture);
        }
        reader.add_gesture(index);
        self.last = Last::Gesture;
        let named = !reader.reading.names.is_empty();
        let mut next = at + count;
        // "helped me", "checked in on me"
        let to = [Meaning::To, Meaning::For]
            .into_iter()
            .find_map(|to| Some(reader.count(next, to)).filter(|n| *n > 0));
        let to = to.unwrap_or(0);
        let me = reader.count(next + to, Meaning::Me);
        if me > 0 {
            reader.mark(next, to, PieceKind::Link);
            reader.mark(next + to, me, PieceKind::Direction);
            reader.reading.direction = Direction::Theirs;
            next += to + me;
        } else if named && reader.count(next + to, Meaning::My) > 0 && to == 0 {
            // "amara remembered my birthday": the word stays in the note.
            reader.reading.direction = Direction::Theirs;
        }
        next - at
    }

    /// "helped and listened to amara", "thx + kudos".
    fn joined_gesture(&mut self, reader: &mut Reader<'_>, at: usize) -> usize {
        if self.last != Last::Gesture {
            return 0;
        }
        let and = if reader.sign(at, Sign::Plus) { 1 } else { reader.count(at, Meaning::And) };
        let Some((count, index, kept)) = gesture_at(reader, at + and).filter(|_| and > 0) else { return 0 };
        reader.mark(at, and, PieceKind::Link);
        and + self.gesture(reader, at + and, count, index, kept)
    }

    /// Words passed over before a gesture: "I had a", "gave amara a".
    fn filler(&mut self, reader: &mut Reader<'_>, at: usize) -> usize {
        let (mut next, mut me) = (at, None);
        while next < at + FILLERS {
            let count = reader.count(next, Meaning::Filler).max(reader.count(next, Meaning::I));
            if count == 0 && me.is_none() && next > at && reader.count(next, Meaning::Me) > 0 {
                // "gave me a shoutout"
                me = Some(next);
                next += 1;
            } else if count == 0 {
                break;
            } else {
                next += count;
            }
        }
        if next == at {
            return 0;
        }
        let gesture = gesture_at(reader, next).is_some() && self.gestures_open && self.last != Last::Gesture;
        let alone = reader.longest(next, alone).is_some() && reader.reading.channel.is_none();
        let mut named = || me.is_none() && name_then_gesture(reader, next);
        if !(gesture || alone || named()) {
            return 0;
        }
        reader.mark(at, next - at, PieceKind::Link);
        if let Some(me) = me {
            reader.mark(at, me - at, PieceKind::Link);
            reader.mark(me, 1, PieceKind::Direction);
            reader.mark(me + 1, next - me - 1, PieceKind::Link);
            reader.reading.direction = Direction::Theirs;
        }
        next - at
    }

    /// "with amara", "to amara", "from amara".
    fn connector(&mut self, reader: &mut Reader<'_>, at: usize) -> usize {
        if !reader.reading.names.is_empty() {
            return 0;
        }
        for (meaning, lead) in
            [(Meaning::From, Lead::Connector), (Meaning::To, Lead::Connector), (Meaning::For, Lead::Known)]
        {
            let count = reader.count(at, meaning);
            if count == 0 {
                continue;
            }
            let lead = if self.last == Last::Nothing && lead == Lead::Connector { Lead::Start } else { lead };
            let names = self.name(reader, at + count, lead);
            if names == 0 {
                continue;
            }
            if meaning == Meaning::From {
                reader.mark(at, count, PieceKind::Direction);
                reader.reading.direction = Direction::Theirs;
            } else {
                reader.mark(at, count, PieceKind::Link);
            }
            return count + names;
        }
        0
    }

    fn direction(&mut self, reader: &mut Reader<'_>, at: usize) -> usize {
        // "amara and I"
        let and = if self.last == Last::Name { reader.count(at, Meaning::And) } else { 0 };
        let me = reader.count(at + and, Meaning::I).max(reader.count(at + and, Meaning::Me));
        if and > 0 && me > 0 {
            reader.reading.direction = Direction::Mutual;
            reader.mark(at, and + me, PieceKind::Direction);
            return and + me;
        }
        let pick = |meaning| match meaning {
            Meaning::Theirs => Some(Direction::Theirs),
            Meaning::Mutual => Some(Direction::Mutual),
            _ => None,
        };
        let Some((count, direction)) = reader.longest(at, pick) else { return 0 };
        reader.reading.direction = direction;
        reader.mark(at, count, PieceKind::Direction);
        count
    }

    fn channel(&mut self, reader: &mut Reader<'_>, at: usize, channel: Option<(usize, usize)>) -> usize {
        let Some((count, index)) = channel else { return 0 };
        reader.mark(at, count, PieceKind::Channel);
        reader.reading.channel = reader.lexicon.channel_at(index).cloned();
        if self.last == Last::Nothing {
            self.last = Last::Other;
        }
        count
    }

    /// "called amara", "amara thx slack for the notes": next to what was read, and before a name or a note's beginning.
    fn channel_alone(&mut self, reader: &mut Reader<'_>, at: usize) -> usize {
        if reader.reading.channel.is_some() {
            return 0;
        }
        let Some((count, index)) = reader.longest(at, alone) else { return 0 };
        let next = at + count;
        let read = self.last != Last::Nothing || at > 0;
        let fits = if reader.ends(next) {
            read
        } else {
            reader.longest(next, starts_note).is_some()
                || reader.time(next).is_some()
                || gesture_at(reader, next).is_some()
                || (reader.reading.names.is_empty() && reader.fit(next).is_some() && !reader.is_common(next))
                || (reader.reading.names.is_empty() && !read && reader.looks_named(next))
        };
        if !fits {
            return 0;
        }
        // A verb of its own introduces a name as a gesture does.
        self.last = if self.last == Last::Name { Last::Name } else { Last::Gesture };
        self.channel(reader, at, Some((count, index)))
    }

    fn time(&mut self, reader: &mut Reader<'_>, at: usize) -> usize {
        if reader.reading.when.is_some() {
            return 0;
        }
        let Some((count, said)) = reader.time(at) else { return 0 };
        let next = at + count;
        if said.unclear && (at == 0 || !(reader.ends(next) || gesture_at(reader, next).is_some())) {
            return 0;
        }
        if !reader.take_time(at, count, &said) {
            return 0;
        }
        if self.last == Last::Nothing {
            self.last = Last::Other;
        }
        count
    }

    fn name(&mut self, reader: &mut Reader<'_>, at: usize, lead: Lead) -> usize {
        if !reader.reading.names.is_empty() {
            return 0;
        }
        let lead = match (lead, self.last) {
            (Lead::Start, Last::Gesture) => Lead::AfterGesture,
            (lead, _) => lead,
        };
        let count = take_names(reader, at, lead);
        if count > 0 {
            self.gestures_open = reader.reading.gestures.is_empty();
            self.last = Last::Name;
        }
        count
    }
}

/// The gesture phrase at `at`: its length, its place in the lexicon, and whether the note keeps it.
pub(super) fn gesture_at(reader: &Reader<'_>, at: usize) -> Option<(usize, usize, bool)> {
    let pick = |meaning| match meaning {
        Meaning::Gesture { index, kept } => Some((index, kept)),
        _ => None,
    };
    reader.longest(at, pick).map(|(count, (index, kept))| (count, index, kept))
}

/// The channel phrase at `at`.
pub(super) fn channel_at(reader: &Reader<'_>, at: usize) -> Option<(usize, usize)> {
    reader.longest(at, |meaning| if let Meaning::Channel(index) = meaning { Some(index) } else { None })
}

fn alone(meaning: Meaning) -> Option<usize> {
    if let Meaning::ChannelAlone(index) = meaning { Some(index) } else { None }
}

fn starts_note(meaning: Meaning) -> Option<()> {
    matches!(meaning, Meaning::About | Meaning::To | Meaning::For).then_some(())
}

/// "gave amara a shoutout": a known name, then fillers, then a gesture.
fn name_then_gesture(reader: &mut Reader<'_>, at: usize) -> bool {
    if !reader.reading.names.is_empty() || reader.is_common(at) || reader.fit(at).is_none() {
        return false;
    }
    (at + 1..at + 6)
        .take_while(|next| *next == at + 1 || reader.count(next - 1, Meaning::Filler) > 0)
        .any(|next| gesture_at(reader, next).is_some())
}

fn is_dash(raw: &str) -> bool {
    raw.chars().all(|c| matches!(c, '-' | '–' | '—' | ':' | '|' | '·' | '/' | '：'))
}
