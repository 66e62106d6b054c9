//! What stands beside the moment: follow-ups after `>` and details after `!`.

use std::ops::Range;

use crate::clock::Now;

use super::lexicon::Lexicon;
use super::meaning::Meaning;
use super::read::push_piece;
use super::reading::{Doubt, FollowUpRead, PieceKind, Reading};
use super::when::{self, Day};
use super::words::{Word, closing, quote_end, words};

/// `>` signs of one text that are looked at closely; a text with more compares, or is made to be slow.
const WEIGHED: usize = 16;

/// Bytes behind a `>` that tell what it is: room for a date or a verb.
const TELLING: usize = 96;

/// A text, cut at its signs.
#[derive(Debug)]
pub struct Parts {
    /// Before the first sign.
    pub body: Range<usize>,
    /// After it: each part with its sign, `>` or `!`.
    pub asides: Vec<(Range<usize>, char)>,
    /// True when the `>` is a follow-up's only if no note stands before it.
    pub loose: bool,
}

/// What a `>` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrow {
    /// It begins a follow-up.
    FollowUp,
    /// It does if no note stands before it: `leo thx > coffee`, but not `thx leo for showing that x > y`.
    Loose,
    /// It compares, points or quotes.
    Sign,
}

/// Cuts `text[..end]` at `>` and `!`. There is one follow-up; a second `>` belongs to the text it stands in.
///
/// `>` begins a follow-up when it touches the word behind it (`>coffee`), or when a day, a verb ("ask") or nothing
/// follows. Any other one is loose, and taken only with `loose`.
#[must_use]
pub fn split(text: &str, end: usize, lexicon: &Lexicon, loose: bool) -> Parts {
    let mut cuts: Vec<(usize, char)> = Vec::new();
    let (mut weighed, mut is_loose) = (0, false);
    let mut before = ' ';
    let mut skip_to = 0;
    let mut open_quotes = true;
    let mut chars = text.get(..end).unwrap_or(text).char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let last = std::mem::replace(&mut before, c);
        if at < skip_to {
            continue;
        }
        if open_quotes && let Some(close) = closing(c) {
            match quote_end(text, at + c.len_utf8(), end, close) {
                Some(stop) => skip_to = stop,
                None => open_quotes = false,
            }
            continue;
        }
        let next = chars.peek().map(|(_, c)| *c);
        let follow_up = !cuts.iter().any(|(_, sign)| *sign == '>');
        match c {
            // An arrow, a comparison, a tag and `<>` are no follow-up.
            '>' | '＞' if follow_up && !matches!(last, '-' | '=' | '<' | '/') && next != Some('=') => {
                weighed += 1;
                let arrow = if weighed > WEIGHED {
                    Arrow::Sign
                } else {
                    weigh(text, at + c.len_utf8()..end, last.is_whitespace(), lexicon)
                };
                if arrow == Arrow::FollowUp || (arrow == Arrow::Loose && loose) {
                    is_loose = arrow == Arrow::Loose;
                    cuts.push((at, '>'));
                }
            }
            '!' | '！' if (last.is_whitespace() || last == '>') && next.is_some_and(starts_detail) => {
                cuts.push((at, '!'));
            }
            _ => {}
        }
    }
    let stops = cuts.iter().skip(1).map(|(at, _)| *at).chain(std::iter::once(end));
    let asides = cuts.iter().zip(stops).map(|((at, sign), stop)| (*at..stop, *sign)).collect();
    Parts { body: 0..cuts.first().map_or(end, |(at, _)| *at), asides, loose: is_loose }
}

/// What a `>` is whose text is `text[after]`; `begins` is true where no word touches it from before.
fn weigh(text: &str, after: Range<usize>, begins: bool, lexicon: &Lexicon) -> Arrow {
    let behind = text.get(after.clone()).unwrap_or("");
    let until = (0..=TELLING.min(behind.len())).rev().find(|at| behind.is_char_boundary(*at)).unwrap_or(0);
    let words = words(text, after.start..after.start + until);
    let Some(first) = words.first() else { return Arrow::FollowUp };
    if opening_day(&words, lexicon).is_some() || lexicon.is(&first.key, Meaning::Deed) {
        return Arrow::FollowUp;
    }
    let touches = !behind.starts_with(char::is_whitespace);
    let gesture = |meaning| matches!(meaning, Meaning::Gesture { .. }).then_some(());
    // ">90% of the tests", but ">1:1 about the talk".
    if first.text.starts_with(|c: char| c.is_ascii_digit()) && lexicon.longest(&words, 0, gesture).is_none() {
        return Arrow::Sign;
    }
    if touches && begins { Arrow::FollowUp } else { Arrow::Loose }
}

/// A detail begins with a word right behind the sign: `!prefers`, but not `!!`, `!=` or "great ! thanks".
fn starts_detail(c: char) -> bool {
    c.is_alphanumeric() || closing(c).is_some() || c == '@' || c == '#'
}

/// Reads the asides of `parts` into `reading`.
pub fn read(text: &str, parts: &Parts, lexicon: &Lexicon, now: Now, reading: &mut Reading) {
    for (span, sign) in &parts.asides {
        let inner = text.get(span.clone()).unwrap_or("");
        let inner = inner.trim_start_matches(['>', '＞', '!', '！']).trim();
        let kind = if *sign == '>' { PieceKind::FollowUp } else { PieceKind::Detail };
        push_piece(&mut reading.pieces, text, span.clone(), kind);
        if inner.is_empty() {
            continue;
        }
        if *sign == '>' {
            reading.follow_up = Some(follow_up(text, span.clone(), lexicon, now, &mut reading.unsure));
        } else {
            reading.details.push(inner.to_owned());
        }
    }
}

fn follow_up(
    text: &str,
    span: Range<usize>,
    lexicon: &Lexicon,
    now: Now,
    unsure: &mut Vec<Doubt>,
) -> FollowUpRead {
    let span = span.start..span.start + text.get(span.clone()).unwrap_or("").trim_end().len();
    let sign = text.get(span.clone()).unwrap_or("");
    let start = span.end - sign.trim_start_matches(['>', '＞', ' ']).len();
    let words = words(text, start..span.end);
    let Some((at, count, said)) = date(&words, lexicon) else {
        let text = text.get(start..span.end).unwrap_or("").trim().to_owned();
        return FollowUpRead { text, on: when::usual_follow_up(now), span };
    };
    let part = |range: Range<usize>| text.get(range).unwrap_or("");
    let (from, to) = (words[at].span.start, words[at + count - 1].span.end);
    match when::future(&said, now) {
        Ok(on) => {
            let rest = if at == 0 { part(to..span.end) } else { part(start..from) };
            let rest = rest.trim().trim_start_matches([':', ',', '-', '–', '—']);
            let rest = if at == 0 { rest } else { rest.trim_end_matches([',', ';']) };
            FollowUpRead { text: rest.trim().to_owned(), on, span }
        }
        Err(trouble) => {
            unsure.push(Doubt {
                span: words[at].core.start..words[at + count - 1].core.end,
                kind: trouble.into(),
            });
            FollowUpRead {
                text: part(start..span.end).trim().to_owned(),
                on: when::usual_follow_up(now),
                span,
            }
        }
    }
}

/// The date a follow-up begins with, or else the one it ends with ("ask how it went tomorrow").
fn date(words: &[Word<'_>], lexicon: &Lexicon) -> Option<(usize, usize, when::Said)> {
    if let Some((count, said)) = opening_day(words, lexicon) {
        return Some((0, count, said));
    }
    (1..words.len()).rev().take(5).rev().find_map(|at| {
        let (count, said) = when::read_day(words, at, lexicon)?;
        let closes = at + count == words.len() && !said.unclear && said.day.is_some();
        // "Ask about the yesterday" is about the past; a follow-up's own day lies ahead.
        let ahead = !matches!(said.day, Some(Day::FromToday(days)) if days < 0);
        let bound = lexicon.is(&words.get(at - 1)?.key, Meaning::Binds);
        (closes && ahead && !bound).then_some((at, count, said))
    })
}

/// The day that words begin with, perhaps after a word that leads to it ("by friday"); its length with that word.
fn opening_day(words: &[Word<'_>], lexicon: &Lexicon) -> Option<(usize, when::Said)> {
    let bound = words.first().is_some_and(|first| lexicon.is(&first.key, Meaning::Binds));
    when::read_day(words, 0, lexicon).or_else(|| {
        let (count, said) = when::read_day(words, 1, lexicon).filter(|_| bound)?;
        Some((count + 1, said))
    })
}
