//! What a banner says.

use super::{BannerKind, Nod};
use crate::clock::Now;
use crate::delivery::Due;
use crate::error::Result;
use crate::plan::{Planned, Reason, Rules, Snapshot};
use crate::store::people;
use crate::words;

impl Nod {
    /// Title and body.
    pub(super) fn banner_text(
        &self,
        kind: BannerKind,
        dues: &[Due<'_>],
        snapshot: &Snapshot,
        rules: &Rules,
        now: Now,
    ) -> Result<(String, String)> {
        let pair = |title: &str, body: &str| (self.texts.get(title), self.texts.get(body));
        if kind == BannerKind::Return {
            return Ok(pair("banner-return-title", "banner-return-body"));
        }
        let hidden = self.settings()?.hide_names;
        match (kind, dues) {
            (BannerKind::Several, _) if hidden => Ok(pair("banner-several-title", "banner-several-hidden")),
            (BannerKind::Own, _) if hidden => Ok(pair("banner-hidden-own-title", "banner-hidden-own-body")),
            (_, _) if hidden => Ok(pair("banner-hidden-title", "banner-hidden-body")),
            (BannerKind::Several, _) => {
                Ok((self.texts.get("banner-several-title"), self.several_body(dues, snapshot)?))
            }
            (_, [due, ..]) => self.one_text(due.reminder, snapshot, rules, now),
            (_, []) => Ok((String::new(), String::new())),
        }
    }

    /// "Amara, Leo and one more, whenever suits".
    fn several_body(&self, dues: &[Due<'_>], snapshot: &Snapshot) -> Result<String> {
        let mut names = Vec::with_capacity(dues.len());
        for due in dues {
            let own = match due.reminder.reason {
                Reason::Own(index) => snapshot.own.get(index).map(|own| own.text.clone()),
                _ => None,
            };
            names.push(match (due.reminder.person, own) {
                (Some(person), _) => self.called(person)?,
                (None, own) => own.unwrap_or_default(),
            });
        }
        let name = |at: usize| crate::texts::Arg::from(names.get(at).cloned().unwrap_or_default());
        let (first, second) = (("first", name(0)), ("second", name(1)));
        Ok(match names.len() {
            0..=2 => self.texts.with("banner-several-two", &[first, second]),
            count => self.texts.with("banner-several-more", &[first, second, ("count", (count - 2).into())]),
        })
    }

    fn one_text(
        &self,
        planned: &Planned,
        snapshot: &Snapshot,
        rules: &Rules,
        now: Now,
    ) -> Result<(String, String)> {
        let reminder = self.reminder(planned, snapshot, rules, now)?;
        let name = planned.person.map(|person| self.called(person)).transpose()?.unwrap_or_default();
        let named = |message: &str| self.texts.with(message, &[("name", name.clone().into())]);
        Ok(match planned.reason {
            Reason::Own(_) => (reminder.prompt, reminder.why),
            Reason::FollowUp(index) => {
                let text = snapshot.follow_ups.get(index).map(|f| f.text.clone()).unwrap_or_default();
                let body = self.texts.with("banner-follow-up-body", &[("text", text.into())]);
                (named("banner-follow-up-title"), body)
            }
            Reason::Birthday(_) | Reason::Anniversary(..) | Reason::Occasion(..) => (
                self.occasion_title(planned.reason, &name, snapshot, now),
                self.texts.get("banner-occasion-body"),
            ),
            Reason::Thanks(_) => {
                let args = [("why", reminder.why.into()), ("prompt", reminder.prompt.into())];
                (named("banner-thanks-title"), self.texts.with("banner-thanks-body", &args))
            }
            Reason::Rhythm(_) | Reason::Drift(_) => {
                let last = match planned.person {
                    Some(person) => people::last_moment(self.reader(), person)?,
                    None => None,
                };
                let ago = last.as_ref().map(|last| words::ago(&self.texts, last.on, now.today()));
                let last = last.as_ref().map(|l| &l.gesture).zip(ago.as_deref());
                let said = words::last(&self.texts, last, |id| self.gesture_name(id));
                let args = [("last", said.into()), ("prompt", reminder.prompt.into())];
                (named("banner-one-title"), self.texts.with("banner-one-body", &args))
            }
        })
    }

    /// "Amara’s birthday is today".
    fn occasion_title(&self, reason: Reason, name: &str, snapshot: &Snapshot, now: Now) -> String {
        let (message, title, on) = match reason {
            Reason::Birthday(on) => ("banner-birthday-title", String::new(), on),
            Reason::Anniversary(on, _) => ("banner-anniversary-title", String::new(), on),
            Reason::Occasion(index, on) => {
                let title = snapshot.occasions.get(index).map(|own| own.title.clone()).unwrap_or_default();
                ("banner-occasion-title", title, on)
            }
            _ => return String::new(),
        };
        let past = on < now.today();
        let day = if past {
            words::ago(&self.texts, on, now.today())
        } else {
            words::on_day(&self.texts, on, now.today())
        };
        let message = if past { format!("{message}-past") } else { message.to_owned() };
        self.texts.with(&message, &[("name", name.into()), ("title", title.into()), ("day", day.into())])
    }
}
