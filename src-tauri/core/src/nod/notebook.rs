//! What is read together about people: timelines and briefs.

use super::Nod;
use super::moments::Faces;
use crate::api::{BriefCard, FollowUp, MomentsRequest, TimelineEntry, TimelinePage, TimelineRequest};
use crate::clock::Now;
use crate::error::Result;
use crate::id::PersonId;
use crate::store::follow_ups::OpenFollowUp;
use crate::store::{
    contributions, details, follow_ups, moments, occasions, own_reminders, people, search, timeline,
};
use crate::words;

/// Details, unsaid thanks and moments on a brief.
const ON_BRIEF: usize = 3;

impl Nod {
    /// A part of everything with and about a person, newest first.
    ///
    /// # Errors
    /// When there is no such person.
    pub fn timeline(&self, request: &TimelineRequest, now: Now) -> Result<TimelinePage> {
        self.store.snapshot(|| self.timeline_part(request, now))
    }

    fn timeline_part(&self, request: &TimelineRequest, now: Now) -> Result<TimelinePage> {
        people::chip(self.reader(), request.person)?;
        let limit = request.limit.clamp(1, 500);
        let (total, found) =
            timeline::of_person(self.reader(), request.person, now.today(), request.offset, limit)?;
        let mut faces = Faces::default();
        let entries = found.into_iter().map(|entry| self.timeline_entry(entry, &mut faces, now));
        Ok(TimelinePage { total, entries: entries.collect::<Result<_>>()? })
    }

    fn timeline_entry(&self, entry: timeline::Entry, faces: &mut Faces, now: Now) -> Result<TimelineEntry> {
        Ok(match entry {
            timeline::Entry::Moment(id) => {
                let moment = moments::get(self.reader(), id)?;
                TimelineEntry::Moment { moment: self.moment_row(moment, faces, now)? }
            }
            timeline::Entry::Detail(id) => {
                TimelineEntry::Detail { detail: self.detail_row(details::get(self.reader(), id)?, now) }
            }
            timeline::Entry::FollowUp(id) => {
                let known = search::follow_up(self.reader(), id)?
                    .ok_or_else(|| crate::error::Error::refused("error-no-such-reminder", vec![]))?;
                let follow_up = OpenFollowUp { id, person: known.person, text: known.text, on: known.on };
                TimelineEntry::FollowUp {
                    follow_up: self.follow_up_row(follow_up, now),
                    planted_on: known.planted_on,
                    ended: known.ended,
                }
            }
            timeline::Entry::Contribution(id) => {
                let known = contributions::any(self.reader(), id)?
                    .ok_or_else(|| crate::error::Error::refused("error-no-such-contribution", vec![]))?;
                TimelineEntry::Contribution {
                    contribution: self.contribution(known.noted, now)?,
                    ended: known.ended,
                }
            }
            timeline::Entry::Occasion(id) => {
                let own = occasions::get(self.reader(), id)?;
                let on = own.last(now.today());
                TimelineEntry::Occasion { occasion: self.occasion_row(own, now)?, on }
            }
            timeline::Entry::OwnReminder(id) => {
                let own = own_reminders::any(self.reader(), id)?
                    .ok_or_else(|| crate::error::Error::refused("error-no-such-own-reminder", vec![]))?;
                let on = own.done_on.unwrap_or(own.on);
                let when =
                    if on < now.today() { words::ago } else { words::day }(&self.texts, on, now.today());
                TimelineEntry::OwnReminder { id, text: own.text, on, when, done: own.done_on.is_some() }
            }
        })
    }

    pub(super) fn follow_up_row(&self, follow_up: OpenFollowUp, now: Now) -> FollowUp {
        let OpenFollowUp { id, person, text, on } = follow_up;
        FollowUp { id, person, text, on, when: words::day(&self.texts, on, now.today()) }
    }

    /// A person's notes as harmless HTML ([`crate::notes`]); empty without notes.
    ///
    /// # Errors
    /// When there is no such person.
    #[cfg(feature = "notes-html")]
    pub fn notes_html(&self, id: PersonId) -> Result<String> {
        Ok(crate::notes::html(&people::get(self.reader(), id)?.fields.notes))
    }

    /// What one wants to have in mind before meeting these people, in their order.
    ///
    /// # Errors
    /// When one of them is not there.
    pub fn brief(&self, people: &[PersonId], now: Now) -> Result<Vec<BriefCard>> {
        people.iter().map(|id| self.brief_card(*id, now)).collect()
    }

    fn brief_card(&self, id: PersonId, now: Now) -> Result<BriefCard> {
        let mut details = self.details(id, false, now)?;
        details.truncate(ON_BRIEF);
        let open = follow_ups::of_person(self.reader(), id)?;
        let request = MomentsRequest { person: Some(id), limit: ON_BRIEF, ..MomentsRequest::default() };
        Ok(BriefCard {
            person: people::chip(self.reader(), id)?,
            details,
            follow_ups: open.into_iter().map(|follow_up| self.follow_up_row(follow_up, now)).collect(),
            thanks: contributions::unsaid(self.reader(), Some(id), ON_BRIEF)?
                .into_iter()
                .map(|unsaid| self.contribution(unsaid, now))
                .collect::<Result<_>>()?,
            moments: self.moments(&request, now)?.rows,
        })
    }
}
