//! The quick bar and `nod log`: what was typed, read and logged.

use std::rc::Rc;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::Nod;
use super::log::Around;
use crate::api::{
    Certainty, Direction, Logged, NewMoment, OpId, PersonChip, PersonFields, Piece, PieceKind, QuickFix,
    QuickFollowUp, QuickHit, QuickName, QuickReading, QuickRequest, QuickWhen,
};
use crate::clock::Now;
use crate::error::{Error, Question, Result};
use crate::gesture::GestureId;
use crate::id::{MomentId, PersonId};
use crate::quick::narrow::Wanted;
use crate::quick::{self, DoubtKind, Lexicon, Reading, Resolution, Roster, fold::fold, utf16};
use crate::store::{gestures, journal, moments, naming, people};
use crate::{draft, person, words};

/// People offered in the quick bar (Ctrl+1 to Ctrl+5).
const HITS: usize = 5;

/// People who are quicker prepared for one text than everybody.
const FEW: usize = 1_000;

/// The names and words a text is read with, kept until something changes.
pub(super) struct Known {
    version: (i64, u64),
    today: chrono::NaiveDate,
    roster: Roster,
    lexicon: Lexicon,
}

/// A text with everything decided that can be decided without asking.
struct Understood {
    people: Vec<PersonId>,
    /// Unknown names to add.
    new_people: Vec<(PersonId, PersonFields)>,
    gestures: Vec<GestureId>,
    note: String,
}

impl Nod {
    pub(super) fn known(&self, now: Now) -> Result<Rc<Known>> {
        let (version, today) = (self.version()?, now.today());
        let fresh = |kept: &&Rc<Known>| kept.version == version && kept.today == today;
        if let Some(kept) = self.known.borrow().as_ref().filter(fresh) {
            return Ok(Rc::clone(kept));
        }
        let roster = Roster::new(naming::everybody(self.reader(), today)?);
        let lexicon = self.lexicon()?;
        let known = Rc::new(Known { version, today, roster, lexicon });
        *self.known.borrow_mut() = Some(Rc::clone(&known));
        Ok(known)
    }

    /// Reads a text once: with everybody when they are at hand or needed, else with those it can mean.
    fn read_once(&self, text: &str, now: Now) -> Result<Reading> {
        if let Some(roster) = self.roster_for(text, now)? {
            let lexicon = self.lexicon()?;
            if let Some(reading) = quick::read_among(text, &roster, &lexicon, now) {
                return Ok(reading);
            }
        }
        self.read_text(text, now)
    }

    fn read_text(&self, text: &str, now: Now) -> Result<Reading> {
        let known = self.known(now)?;
        Ok(quick::read(text, &known.roster, &known.lexicon, now))
    }

    /// Those a text can mean; nothing when everybody is at hand, or when they are not few.
    fn roster_for(&self, text: &str, now: Now) -> Result<Option<Roster>> {
        if self.known.borrow().is_some() {
            return Ok(None);
        }
        let Some(wanted) = Wanted::of(text) else { return Ok(None) };
        let people = naming::wanted(self.reader(), &wanted, FEW, now.today())?;
        Ok(people.map(Roster::new))
    }

    fn lexicon(&self) -> Result<Lexicon> {
        Ok(Lexicon::new(&self.texts, &gestures::all(self.reader())?, &[]))
    }

    /// Whom typed letters fit, best first, and how.
    pub(super) fn roster_hits(&self, typed: &str, limit: usize, now: Now) -> Result<Vec<quick::Hit>> {
        Ok(self.known(now)?.roster.hits(typed, limit))
    }

    /// People whose names begin so, when they are not more than `limit`.
    pub(super) fn beginning(&self, typed: &str, limit: usize, now: Now) -> Result<Vec<PersonId>> {
        Ok(self.known(now)?.roster.beginning(typed, limit))
    }

    /// The first people whose names begin so, best first.
    pub(super) fn first_beginning(&self, typed: &str, limit: usize, now: Now) -> Result<Vec<PersonId>> {
        Ok(self.known(now)?.roster.first_beginning(typed, limit))
    }

    /// Whom a name means.
    pub(super) fn resolve(&self, typed: &str, now: Now) -> Result<Resolution> {
        Ok(self.known(now)?.roster.resolve(typed))
    }

    /// People for typed letters, best first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find_people(&self, typed: &str, limit: usize, now: Now) -> Result<Vec<PersonChip>> {
        let hits = self.known(now)?.roster.hits(typed, limit);
        hits.into_iter().map(|hit| people::chip(self.reader(), hit.id)).collect()
    }

    /// The one person a name, nickname, initials or id means.
    ///
    /// # Errors
    /// A question when several or none fit.
    pub fn find_person(&self, typed: &str, now: Now) -> Result<PersonId> {
        if let Ok(id) = typed.parse::<PersonId>() {
            return people::chip(self.reader(), id).map(|chip| chip.id);
        }
        let among = self.roster_for(typed, now)?.and_then(|roster| roster.resolve_among(typed));
        let resolution = match among {
            Some(resolution) => resolution,
            None => self.known(now)?.roster.resolve(typed),
        };
        if resolution == Resolution::Unknown
            && let Some(id) = people::archived_named(self.reader(), typed)?
        {
            return Ok(id);
        }
        self.decide(typed, &resolution, now)
    }

    fn decide(&self, typed: &str, resolution: &Resolution, now: Now) -> Result<PersonId> {
        match resolution {
            Resolution::Certain(id) => Ok(*id),
            Resolution::Tie(ids) => {
                let candidates =
                    ids.iter().map(|id| people::chip(self.reader(), *id)).collect::<Result<Vec<_>>>()?;
                Err(Error::Asks(Question::WhichPerson { typed: typed.to_owned(), candidates }))
            }
            Resolution::Unknown => {
                let nearest = self.find_people(typed, 3, now)?;
                Err(Error::Asks(Question::UnknownName { typed: typed.to_owned(), nearest }))
            }
        }
    }

    /// What Nod understands of a text, for the quick bar.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn quick_read(&self, request: &QuickRequest, now: Now) -> Result<QuickReading> {
        let reading = self.read_text(&request.text, now)?;
        let fix = &request.fix;
        let people = self.quick_names(&reading, fix)?;
        let typed = reading.names.first().map_or("", |name| name.text.as_str());
        let hits = self.known(now)?.roster.hits(typed, HITS);
        let hits = hits.into_iter().map(|hit| self.quick_hit(&hit, now)).collect::<Result<Vec<_>>>()?;
        let missing = match self.understand(&reading, &request.text, fix, now) {
            Ok(_) => None,
            Err(error @ (Error::Asks(_) | Error::Refused(_))) => Some(error.sentence(&self.texts)),
            Err(error) => return Err(error),
        };
        let gesture = fix.gesture.clone().or_else(|| reading.gestures.first().cloned());
        let piece = |(span, kind): &(std::ops::Range<usize>, quick::PieceKind)| {
            let kind = piece_kind(*kind, fix)?;
            Some(Piece { start: utf16(&request.text, span.start), end: utf16(&request.text, span.end), kind })
        };
        let channel = reading.channel.clone().filter(|_| !fix.no_channel);
        let words_of = |at| words::instant(&self.texts, Now::at(at, now.zone), now.today());
        Ok(QuickReading {
            pieces: reading.pieces.iter().filter_map(piece).collect(),
            people,
            gesture_suggested: gesture.is_none(),
            gesture: Some(gesture.unwrap_or_else(GestureId::checked_in)),
            direction: reading.direction,
            channel_words: channel.as_ref().map(|channel| words::channel(&self.texts, channel)),
            channel,
            when: reading.when.as_ref().filter(|_| !fix.no_when).map(|when| QuickWhen {
                at: when.at,
                words: if when.day_only {
                    words::day(&self.texts, now.date_of(when.at), now.today())
                } else {
                    words_of(when.at)
                },
            }),
            follow_up: reading.follow_up.as_ref().filter(|_| !fix.no_follow_up).map(|follow_up| {
                QuickFollowUp {
                    text: follow_up.text.clone(),
                    on: follow_up.on,
                    words: words::day(&self.texts, follow_up.on, now.today()),
                }
            }),
            details: if fix.no_detail { Vec::new() } else { reading.details.clone() },
            note: note(&reading, &request.text, fix),
            hits,
            ready: missing.is_none(),
            missing,
        })
    }

    fn quick_names(&self, reading: &Reading, fix: &QuickFix) -> Result<Vec<QuickName>> {
        let certain = |id: PersonId, text: &str| {
            let person = people::chip(self.reader(), id)?;
            let text = if text.is_empty() { person.name.clone() } else { text.to_owned() };
            Ok(QuickName { text, certainty: Certainty::Certain, person: Some(person) })
        };
        if let Some(ids) = &fix.people {
            return ids.iter().map(|id| certain(*id, "")).collect();
        }
        let mut names: Vec<QuickName> = Vec::with_capacity(reading.names.len());
        for name in &reading.names {
            let open = |certainty| QuickName { text: name.text.clone(), certainty, person: None };
            let read = match &name.resolution {
                Resolution::Certain(id) => certain(*id, &name.text)?,
                Resolution::Tie(_) => open(Certainty::Tie),
                Resolution::Unknown => open(Certainty::Unknown),
            };
            // Named twice is there once.
            let same = |known: &QuickName| match &read.person {
                Some(person) => known.person.as_ref() == Some(person),
                None => known.person.is_none() && fold(&known.text) == fold(&read.text),
            };
            if !names.iter().any(same) {
                names.push(read);
            }
        }
        Ok(names)
    }

    fn quick_hit(&self, hit: &quick::Hit, now: Now) -> Result<QuickHit> {
        let person = people::chip(self.reader(), hit.id)?;
        let last = people::last_moment(self.reader(), hit.id)?;
        let last = match last {
            Some(last) => {
                let ago = words::ago(&self.texts, last.on, now.today());
                self.texts.with("last-moment", &[("ago", ago.into())])
            }
            None => self.texts.get("no-moment-yet"),
        };
        let offset = |at| utf16(&person.name, at);
        let matched = hit.matched.iter().map(|range| (offset(range.start), offset(range.end))).collect();
        Ok(QuickHit { matched, last, person })
    }

    fn understand(&self, reading: &Reading, text: &str, fix: &QuickFix, now: Now) -> Result<Understood> {
        if let Some(doubt) = reading.unsure.iter().find(|doubt| doubt.kind == DoubtKind::Impossible) {
            let said = text.get(doubt.span.clone()).unwrap_or_default();
            return Err(Error::field("text", "error-quick-date", vec![("value", said.into())]));
        }
        let wordless = |follow_up: &quick::FollowUpRead| follow_up.text.is_empty();
        if reading.follow_up.as_ref().filter(|_| !fix.no_follow_up).is_some_and(wordless) {
            return Err(Error::field("text", "error-follow-up-empty", vec![]));
        }
        let mut understood = Understood {
            people: fix.people.clone().unwrap_or_default(),
            new_people: Vec::new(),
            gestures: fix.gesture.clone().map_or_else(|| reading.gestures.clone(), |gesture| vec![gesture]),
            note: note(reading, text, fix),
        };
        if understood.gestures.is_empty() {
            understood.gestures.push(GestureId::checked_in());
        }
        let names = if fix.people.is_some() { &[] } else { reading.names.as_slice() };
        for name in names {
            if fix.add_unknown && name.resolution == Resolution::Unknown {
                // Named twice is one person.
                let wanted = fold(&name.text);
                if understood.new_people.iter().any(|(_, new)| fold(&new.name) == wanted) {
                    continue;
                }
                let fields = PersonFields { name: name.text.clone(), ..PersonFields::default() };
                let id = PersonId::new(now.utc);
                understood.new_people.push((id, person::check(&fields)?));
                understood.people.push(id);
            } else {
                understood.people.push(self.decide(&name.text, &name.resolution, now)?);
            }
        }
        if understood.people.is_empty() {
            return Err(Error::Asks(Question::NoPerson));
        }
        Ok(understood)
    }

    /// Logs a text.
    ///
    /// # Errors
    /// A question when a name ties, is unknown or lacking; a refusal when a date does not exist. Nothing is changed then.
    pub fn quick_log(&mut self, request: &QuickRequest, now: Now) -> Result<Logged> {
        let (moment, around) = self.quick_moment(request, now)?;
        self.log_around(&moment, &around, now)
    }

    /// [`Self::quick_log`] of a text that is kept as a draft: in the same transaction it is noted that it needs no keeping
    /// any more.
    ///
    /// # Errors
    /// As [`Self::quick_log`].
    pub fn quick_log_draft(&mut self, request: &QuickRequest, now: Now) -> Result<Logged> {
        let (moment, around) = self.quick_moment(request, now)?;
        let around = Around { draft: Some(draft::mark(&request.text, now)), ..around };
        self.log_around(&moment, &around, now)
    }

    /// What logging a text would do, without doing it.
    ///
    /// # Errors
    /// As [`Self::quick_log`].
    pub fn quick_rehearse(&mut self, request: &QuickRequest, now: Now) -> Result<Logged> {
        let (moment, around) = self.quick_moment(request, now)?;
        self.rehearse_log(&moment, &around, now)
    }

    /// The instant that words or a date mean: `2026-11-14`, `2026-11-14T09:30`, RFC 3339, `yesterday`, `tue 9:30`.
    ///
    /// # Errors
    /// When there is no such time, or it lies ahead.
    pub fn read_when(&self, text: &str, now: Now) -> Result<DateTime<Utc>> {
        let text = text.trim();
        let wrong = || Error::field("when", "error-moment-when", vec![("value", text.into())]);
        let civil = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"];
        let exact = DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc));
        let exact = exact.or_else(|| {
            let local = civil.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
            Some(now.instant(local))
        });
        if let Some(at) = exact {
            return if at > now.utc { Err(Error::field("at", "error-moment-ahead", vec![])) } else { Ok(at) };
        }
        let reading = quick::read(text, &Roster::default(), &self.lexicon()?, now);
        if reading.unsure.iter().any(|doubt| doubt.kind == DoubtKind::Ahead) {
            return Err(Error::field("at", "error-moment-ahead", vec![]));
        }
        match reading.when {
            Some(when) if reading.note.is_empty() && reading.names.is_empty() => Ok(when.at),
            _ => Err(wrong()),
        }
    }

    fn quick_moment(&self, request: &QuickRequest, now: Now) -> Result<(NewMoment, Around)> {
        let fix = &request.fix;
        let reading = self.read_once(&request.text, now)?;
        let understood = self.understand(&reading, &request.text, fix, now)?;
        let follow_up = reading.follow_up.filter(|_| !fix.no_follow_up);
        let said_gesture = fix.gesture.is_some() || !reading.gestures.is_empty();
        let mut moment = NewMoment {
            people: understood.people,
            gestures: understood.gestures,
            direction: reading.direction,
            channel: reading.channel.filter(|_| !fix.no_channel),
            note: understood.note,
            at: request.at.or_else(|| reading.when.filter(|_| !fix.no_when).map(|when| when.at)),
        };
        let changes = match fix.moment {
            Some(id) => self.say_more(id, &mut moment, said_gesture)?,
            None => None,
        };
        let around = Around {
            new_people: understood.new_people,
            follow_up: follow_up.map(|follow_up| (follow_up.text, follow_up.on)),
            details: if fix.no_detail { Vec::new() } else { reading.details },
            answers: None,
            changes,
            draft: None,
        };
        Ok((moment, around))
    }

    /// Makes `new` what was said about a moment in addition to what it holds. `None` when it is gone or was with others:
    /// then something else happened, and is logged beside it.
    fn say_more(&self, id: MomentId, new: &mut NewMoment, said_gesture: bool) -> Result<Option<MomentId>> {
        let known = match moments::get(self.reader(), id) {
            Ok(known) => known,
            Err(Error::Refused(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let others = known.people.len() != new.people.len()
            || !new.people.iter().all(|person| known.people.contains(person));
        if others {
            return Ok(None);
        }
        if !said_gesture {
            new.gestures = known.gestures;
        }
        if new.direction == Direction::Mine {
            new.direction = known.direction;
        }
        new.channel = new.channel.take().or(known.channel);
        new.note = match (known.note.is_empty(), new.note.is_empty()) {
            (false, false) => format!("{}\n{}", known.note, new.note),
            (false, true) => known.note,
            (true, _) => std::mem::take(&mut new.note),
        };
        Ok(Some(id))
    }

    /// The moment that an entry of the undo journal logged, while it is there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn moment_logged_by(&self, op: OpId) -> Result<Option<MomentId>> {
        let logged = journal::made(self.reader(), op, "moment", "id")?;
        Ok(logged.map(MomentId::from_bytes).filter(|id| moments::get(self.reader(), *id).is_ok()))
    }
}

/// The note: what was read as such, with the pieces the user took back into it, in the order of the text.
fn note(reading: &Reading, text: &str, fix: &QuickFix) -> String {
    if !fix.no_detail && !fix.no_when && !fix.no_follow_up && !fix.no_channel {
        return reading.note.clone();
    }
    let kept = reading.pieces.iter().filter(|(_, kind)| piece_kind(*kind, fix) == Some(PieceKind::Note));
    let parts: Vec<&str> = kept.filter_map(|(span, _)| text.get(span.clone())).map(str::trim).collect();
    parts.join(" ")
}

fn piece_kind(kind: quick::PieceKind, fix: &QuickFix) -> Option<PieceKind> {
    Some(match kind {
        quick::PieceKind::Link => return None,
        quick::PieceKind::Person => PieceKind::Person,
        quick::PieceKind::Gesture => PieceKind::Gesture,
        quick::PieceKind::Direction => PieceKind::Direction,
        quick::PieceKind::Channel if !fix.no_channel => PieceKind::Channel,
        quick::PieceKind::When if !fix.no_when => PieceKind::When,
        quick::PieceKind::FollowUp if !fix.no_follow_up => PieceKind::FollowUp,
        quick::PieceKind::Detail if !fix.no_detail => PieceKind::Detail,
        _ => PieceKind::Note,
    })
}
