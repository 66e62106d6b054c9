//! A reminder in words: why someone is on Today, and what one could do.

use chrono::NaiveDate;

use super::Nod;
use crate::api::{Reminder, RhythmOffer};
use crate::clock::{Now, days_between};
use crate::contribution::Unsaid;
use crate::error::Result;
use crate::gesture::GestureId;
use crate::id::PersonId;
use crate::moment::Direction;
use crate::plan::{self, Planned, Reason, Rules, Snapshot};
use crate::store::{blocks, gestures, moments, people};
use crate::transition::TransitionKind;
use crate::{prompt, words};

impl Nod {
    pub(super) fn reminder(
        &self,
        planned: &Planned,
        snapshot: &Snapshot,
        rules: &Rules,
        now: Now,
    ) -> Result<Reminder> {
        let (gesture, prompt) = self.suggestion(planned, snapshot, rules)?;
        let own = self.own_of(planned, snapshot);
        Ok(Reminder {
            id: planned.key.to_string(),
            kind: planned.kind(),
            person: planned.person.map(|id| people::chip(self.reader(), id)).transpose()?,
            why: self.why_words(planned, snapshot, now)?,
            prompt,
            gesture,
            due: planned.key.due,
            time: own
                .and_then(|own| own.at)
                .map(|minute| words::time(Now::at(now.instant_at(planned.key.due, minute), now.zone))),
            follow_up: match planned.reason {
                Reason::FollowUp(index) => snapshot.follow_ups.get(index).map(|follow_up| follow_up.id),
                _ => None,
            },
            contribution: match planned.reason {
                Reason::Thanks(index) => snapshot.unsaid.get(index).map(|unsaid| unsaid.id),
                _ => None,
            },
            own: own.map(|own| own.id),
            offer: self.offer(planned)?,
        })
    }

    fn own_of<'a>(
        &self,
        planned: &Planned,
        snapshot: &'a Snapshot,
    ) -> Option<&'a crate::own_reminder::OwnReminder> {
        match planned.reason {
            Reason::Own(index) => snapshot.own.get(index),
            _ => None,
        }
    }

    /// The gesture Log suggests, and what one could do.
    pub(super) fn suggestion(
        &self,
        planned: &Planned,
        snapshot: &Snapshot,
        rules: &Rules,
    ) -> Result<(GestureId, String)> {
        let text = |id: &str, text: &str| self.texts.with(id, &[("text", text.into())]);
        let from_deck = |deck: &str| prompt::from_deck(&self.texts, planned.key, deck, rules.seed);
        Ok(match planned.reason {
            Reason::FollowUp(index) => {
                let said = snapshot.follow_ups.get(index).map_or("", |follow_up| follow_up.text.as_str());
                (GestureId::remembered(), text("prompt-follow-up", said))
            }
            Reason::Birthday(_) => (GestureId::celebrated(), from_deck("birthday")),
            Reason::Anniversary(..) => (GestureId::celebrated(), from_deck("anniversary")),
            Reason::Occasion(..) => (GestureId::celebrated(), from_deck("occasion")),
            Reason::Thanks(index) => (GestureId::thanked(), self.thanks_prompt(snapshot.unsaid.get(index))),
            Reason::Own(index) => {
                let said = snapshot.own.get(index).map_or("", |own| own.text.as_str());
                (GestureId::checked_in(), said.to_owned())
            }
            Reason::Rhythm(_) | Reason::Drift(_) => {
                let recent = match planned.person {
                    Some(person) => moments::recent_gestures(self.reader(), person, 5)?,
                    None => Vec::new(),
                };
                let gesture = prompt::suggest(planned.key, &recent, rules.seed);
                let said = prompt::prompt(&self.texts, planned.key, &gesture, rules.seed);
                (gesture, said)
            }
        })
    }

    fn thanks_prompt(&self, unsaid: Option<&Unsaid>) -> String {
        match unsaid {
            Some(unsaid) if !unsaid.what.is_empty() && !unsaid.changed.is_empty() => self.texts.with(
                "prompt-thanks-changed",
                &[("what", unsaid.what.clone().into()), ("changed", unsaid.changed.clone().into())],
            ),
            Some(unsaid) if !unsaid.what.is_empty() => {
                self.texts.with("prompt-thanks", &[("what", unsaid.what.clone().into())])
            }
            _ => self.texts.get("prompt-thanks-plain"),
        }
    }

    /// The sentence with the facts.
    pub(super) fn why_words(&self, planned: &Planned, snapshot: &Snapshot, now: Now) -> Result<String> {
        let today = now.today();
        let when = |date: NaiveDate| words::on_day(&self.texts, date, today);
        Ok(match planned.reason {
            Reason::Rhythm(transition) => self.why_rhythm(planned, transition),
            Reason::Drift(median) => {
                let silence = words::stretch(&self.texts, planned.silence);
                let gap = words::rhythm(&self.texts, Some(median.max(1))).to_lowercase();
                self.texts.with("why-drift", &[("silence", silence.into()), ("gap", gap.into())])
            }
            Reason::FollowUp(index) => {
                let on = snapshot.follow_ups.get(index).map_or(planned.key.due, |follow_up| follow_up.on);
                self.texts.with("why-follow-up", &[("when", when(on).into())])
            }
            Reason::Birthday(on) => self.dated("why-birthday", on, today, vec![]),
            Reason::Anniversary(on, years) => {
                self.dated("why-anniversary", on, today, vec![("years", i64::from(years).into())])
            }
            Reason::Occasion(index, on) => {
                let title = snapshot.occasions.get(index).map(|own| own.title.clone()).unwrap_or_default();
                self.dated("why-occasion", on, today, vec![("title", title.into())])
            }
            Reason::Thanks(index) => match snapshot.unsaid.get(index) {
                Some(unsaid) => self.why_thanks(unsaid, today)?,
                None => String::new(),
            },
            Reason::Own(index) => {
                let minute = snapshot.own.get(index).and_then(|own| own.at);
                let on = planned.key.due;
                match minute {
                    Some(minute) => {
                        let at = Now::at(now.instant_at(on, minute), now.zone);
                        let at = words::instant(&self.texts, at, today);
                        self.texts.with("why-own-at", &[("when", at.into())])
                    }
                    None => self.texts.with("why-own", &[("when", when(on).into())]),
                }
            }
        })
    }

    /// A message about a day that lies ahead, or its sibling `…-past`.
    fn dated(
        &self,
        message: &str,
        on: NaiveDate,
        today: NaiveDate,
        mut args: Vec<(&str, crate::texts::Arg)>,
    ) -> String {
        let past = days_between(on, today) > 0;
        let when =
            if past { words::ago(&self.texts, on, today) } else { words::on_day(&self.texts, on, today) };
        args.push(("when", when.into()));
        self.texts.with(&if past { format!("{message}-past") } else { message.to_owned() }, &args)
    }

    fn why_thanks(&self, unsaid: &Unsaid, today: NaiveDate) -> Result<String> {
        let ago = words::ago(&self.texts, unsaid.on, today);
        let Some(id) = &unsaid.gesture else {
            return Ok(self.texts.with("why-thanks", &[("ago", ago.into())]));
        };
        let stored = gestures::all(self.reader())?.into_iter().find(|gesture| gesture.id == *id);
        let name = self.called(unsaid.person)?;
        let words = stored.map(|gesture| words::logged(&self.texts, &gesture, Direction::Theirs, &[name]));
        let words = words.unwrap_or_default();
        Ok(self.texts.with("why-thanks-moment", &[("words", words.into()), ("ago", ago.into())]))
    }

    /// What a person is called in a sentence.
    pub(super) fn called(&self, id: PersonId) -> Result<String> {
        let chip = people::chip(self.reader(), id)?;
        Ok(words::short_name(&chip, &people::get(self.reader(), id)?.fields.called))
    }

    fn why_rhythm(&self, planned: &Planned, transition: Option<TransitionKind>) -> String {
        let silence = words::stretch(&self.texts, planned.silence);
        if let Some(kind) = transition {
            let message = format!("why-transition-{}", kind.as_str());
            return self.texts.with(&message, &[("silence", silence.into())]);
        }
        let rhythm = words::rhythm(&self.texts, planned.rhythm).to_lowercase();
        if planned.moments > 0 {
            self.texts.with("why-rhythm", &[("silence", silence.into()), ("rhythm", rhythm.into())])
        } else {
            self.texts.with("why-first", &[("rhythm", rhythm.into())])
        }
    }

    fn offer(&self, planned: &Planned) -> Result<Option<RhythmOffer>> {
        let (Reason::Rhythm(None), Some(person), Some(rhythm)) =
            (planned.reason, planned.person, planned.rhythm)
        else {
            return Ok(None);
        };
        let ignored = blocks::ignored_banners(self.reader(), person)?;
        Ok(plan::longer_rhythm(rhythm, ignored).map(|days| {
            let longer = words::rhythm(&self.texts, Some(days));
            let is = words::rhythm(&self.texts, Some(rhythm)).to_lowercase();
            let words = self.texts.with("offer-rhythm", &[("longer", longer.into()), ("rhythm", is.into())]);
            RhythmOffer { days, words }
        }))
    }
}
