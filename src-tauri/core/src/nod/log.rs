//! Logging: every way to log ends here.

use rusqlite::{Connection, Transaction};

use super::Nod;
use crate::api::{LogRequest, Logged, PersonChip, PersonFields, QuickFollowUp};
use crate::clock::Now;
use crate::contribution::{Unsaid, says_thanks};
use crate::detail::{self, Detail};
use crate::error::Result;
use crate::gesture::GestureId;
use crate::id::{ContributionId, DetailId, FollowUpId, MomentId, PersonId};
use crate::moment::{Direction, Moment, NewMoment};
use crate::plan::Subject;
use crate::store::follow_ups::{self, End, OpenFollowUp};
use crate::store::{contributions, details, gestures, moments, own_reminders, people, settings};
use crate::texts::Texts;
use crate::words;

/// The mark of the draft that was logged last.
const LOGGED_DRAFT: &str = "logged_draft";

/// What is written around a moment in the same transaction.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    /// People to add first.
    pub new_people: Vec<(PersonId, PersonFields)>,
    /// A follow-up to plant with each person.
    pub follow_up: Option<(String, chrono::NaiveDate)>,
    /// Details to keep about each person.
    pub details: Vec<String>,
    /// A follow-up this answers.
    pub answers: Option<FollowUpId>,
    /// The moment that is changed instead of logging another one.
    pub changes: Option<MomentId>,
    /// The mark of the draft that is logged with it.
    pub draft: Option<String>,
}

impl Nod {
    /// Logs from a form or a row of Today.
    ///
    /// # Errors
    /// When the moment is not taken; nothing is changed then.
    pub fn log(&mut self, request: &LogRequest, now: Now) -> Result<Logged> {
        let key = request.reminder.as_deref().map(Self::reminder_key).transpose()?;
        let answers = key.filter(|_| request.answers_follow_up).and_then(|key| match key.subject {
            Subject::FollowUp(id) => Some(id),
            _ => None,
        });
        self.log_around(&request.moment, &Around { answers, ..Around::default() }, now)
    }

    /// Logs a gesture with one person, as the tray does.
    ///
    /// # Errors
    /// When there is no such person or gesture.
    pub fn log_gesture(&mut self, person: PersonId, gesture: &GestureId, now: Now) -> Result<Logged> {
        let moment = NewMoment {
            people: vec![person],
            gestures: vec![gesture.clone()],
            direction: Direction::Mine,
            channel: None,
            note: String::new(),
            at: None,
        };
        self.log_around(&moment, &Around::default(), now)
    }

    /// The mark of the draft that was logged last, for [`crate::draft::kept`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn logged_draft(&self) -> Result<Option<String>> {
        settings::state(self.reader(), LOGGED_DRAFT)
    }

    pub(super) fn log_around(&mut self, new: &NewMoment, around: &Around, now: Now) -> Result<Logged> {
        let texts = self.texts.clone();
        let work = |tx: &Transaction<'_>| {
            let logged = write_moment(tx, &texts, new, around, now)?;
            let words = logged.words.clone();
            Ok((logged, words))
        };
        let adds = !around.new_people.is_empty() || around.changes.is_some();
        let (logged, op) = if adds { self.write(now, work)? } else { self.write_log(now, work)? };
        Ok(Logged { op, ..logged })
    }

    pub(super) fn rehearse_log(&mut self, new: &NewMoment, around: &Around, now: Now) -> Result<Logged> {
        let texts = self.texts.clone();
        self.store.rehearse(|tx| write_moment(tx, &texts, new, around, now))
    }
}

pub(super) fn write_moment(
    tx: &Transaction<'_>,
    texts: &Texts,
    new: &NewMoment,
    around: &Around,
    now: Now,
) -> Result<Logged> {
    for (id, fields) in &around.new_people {
        people::add(tx, *id, None, fields, now.today())?;
    }
    let moment = match around.changes {
        Some(id) => moments::edit(tx, id, new, now)?,
        None => moments::log(tx, new, now)?,
    };
    if moment.direction.moves_rhythm() {
        close_pending(tx, &moment)?;
    } else {
        plant_thanks(tx, &moment, now)?;
    }
    if let Some((text, on)) = &around.follow_up {
        for person in &moment.people {
            let id = FollowUpId::new(now.utc);
            let follow_up = OpenFollowUp { id, person: *person, text: text.clone(), on: *on };
            follow_ups::plant(tx, &follow_up, now.today(), Some(moment.id))?;
        }
    }
    for text in &around.details {
        let fields = detail::from_aside(text, moment.on)?;
        for person in &moment.people {
            let id = DetailId::new(now.utc);
            details::add(tx, &Detail { id, person: *person, fields: fields.clone() })?;
        }
    }
    if let Some(mark) = &around.draft {
        settings::set_state(tx, LOGGED_DRAFT, mark)?;
    }
    if let Some(id) = around.answers {
        follow_ups::end(tx, id, End::Asked)?;
    }
    let (people, words) = logged_words(tx, texts, &moment)?;
    let follow_up = around.follow_up.as_ref().map(|(text, on)| QuickFollowUp {
        text: text.clone(),
        on: *on,
        words: words::day(texts, *on, now.today()),
    });
    Ok(Logged { moment, people, follow_up, details: around.details.clone(), op: None, words })
}

/// A moment of one's own answers what stood for its people by its date: ripe follow-ups were asked, unsaid thanks were
/// said if it says thanks, and own reminders about them without a time are done. Rhythm, drift and occasions follow from
/// the moment itself.
fn close_pending(tx: &Transaction<'_>, moment: &Moment) -> Result<()> {
    let thanks = moment.gestures.iter().any(says_thanks);
    for person in &moment.people {
        follow_ups::ask_ripe(tx, *person, moment.on)?;
        if thanks {
            contributions::thank(tx, *person, moment.on)?;
        }
        for own in own_reminders::about(tx, *person)?.iter().filter(|own| own.at.is_none()) {
            if let Some(occurrence) = own.standing(moment.on, |_| true) {
                own_reminders::done(tx, own.id, occurrence)?;
            }
        }
    }
    Ok(())
}

/// What a person did for me is an unsaid thanks.
fn plant_thanks(tx: &Transaction<'_>, moment: &Moment, now: Now) -> Result<()> {
    for person in &moment.people {
        let unsaid = Unsaid {
            id: ContributionId::new(now.utc),
            person: *person,
            what: moment.note.clone(),
            changed: String::new(),
            on: moment.on,
            noted_on: now.today(),
            gesture: None,
        };
        contributions::note(tx, &unsaid, Some(moment.id))?;
    }
    Ok(())
}

/// The people of a moment and "Thanked Amara".
pub(super) fn logged_words(
    connection: &Connection,
    texts: &Texts,
    moment: &Moment,
) -> Result<(Vec<PersonChip>, String)> {
    let mut chips = Vec::with_capacity(moment.people.len());
    let mut names = Vec::with_capacity(moment.people.len());
    for id in &moment.people {
        let chip = people::chip(connection, *id)?;
        names.push(words::short_name(&chip, &people::get(connection, *id)?.fields.called));
        chips.push(chip);
    }
    let stored = gestures::all(connection)?;
    let gesture = moment.gestures.first().and_then(|id| stored.into_iter().find(|g| g.id == *id));
    let sentence = gesture.map(|gesture| words::logged(texts, &gesture, moment.direction, &names));
    Ok((chips, sentence.unwrap_or_default()))
}
