//! The stable name of a reminder.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::id::{ContributionId, FollowUpId, OccasionId, OwnReminderId, PersonId};

/// What a reminder is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A person's rhythm.
    Rhythm(PersonId),
    /// A follow-up.
    FollowUp(FollowUpId),
    /// A person's birthday.
    Birthday(PersonId),
    /// A person's work anniversary.
    Anniversary(PersonId),
    /// An own occasion.
    Occasion(OccasionId),
    /// An unsaid thanks.
    Thanks(ContributionId),
    /// A person gone quiet who has no rhythm.
    Drift(PersonId),
    /// An own reminder.
    Own(OwnReminderId),
}

/// The stable name of a reminder: its subject and due date. A moment or an edit that moves the due date makes it
/// another reminder, which is what cancels a snooze.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReminderKey {
    /// What it is about.
    pub subject: Subject,
    /// Civil date it became due.
    pub due: NaiveDate,
}

/// A reminder's name that is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a reminder: {0:?}")]
pub struct NotAReminder(pub String);

impl fmt::Display for ReminderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let due = self.due;
        match self.subject {
            Subject::Rhythm(id) => write!(f, "rhythm-{id}-{due}"),
            Subject::FollowUp(id) => write!(f, "follow-up-{id}-{due}"),
            Subject::Birthday(id) => write!(f, "birthday-{id}-{due}"),
            Subject::Anniversary(id) => write!(f, "anniversary-{id}-{due}"),
            Subject::Occasion(id) => write!(f, "occasion-{id}-{due}"),
            Subject::Thanks(id) => write!(f, "thanks-{id}-{due}"),
            Subject::Drift(id) => write!(f, "drift-{id}-{due}"),
            Subject::Own(id) => write!(f, "own-{id}-{due}"),
        }
    }
}

impl FromStr for ReminderKey {
    type Err = NotAReminder;
    fn from_str(text: &str) -> Result<Self, NotAReminder> {
        let wrong = || NotAReminder(text.to_owned());
        let split = text.len().checked_sub(11).filter(|at| text.is_char_boundary(*at)).ok_or_else(wrong)?;
        let (head, tail) = text.split_at(split);
        let due = tail.strip_prefix('-').and_then(|date| date.parse().ok()).ok_or_else(wrong)?;
        // An id is 36 characters; the kind stands before it.
        let split = head.len().checked_sub(36).filter(|at| head.is_char_boundary(*at)).ok_or_else(wrong)?;
        let (kind, id) = head.split_at(split);
        let person = || id.parse::<PersonId>().map_err(|_| wrong());
        let subject = match kind {
            "rhythm-" => Subject::Rhythm(person()?),
            "birthday-" => Subject::Birthday(person()?),
            "anniversary-" => Subject::Anniversary(person()?),
            "drift-" => Subject::Drift(person()?),
            "follow-up-" => Subject::FollowUp(id.parse().map_err(|_| wrong())?),
            "occasion-" => Subject::Occasion(id.parse().map_err(|_| wrong())?),
            "thanks-" => Subject::Thanks(id.parse().map_err(|_| wrong())?),
            "own-" => Subject::Own(id.parse().map_err(|_| wrong())?),
            _ => return Err(wrong()),
        };
        Ok(Self { subject, due })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_itself() {
        let person = PersonId::from_bytes([3; 16]);
        for subject in [
            Subject::Rhythm(person),
            Subject::FollowUp(FollowUpId::from_bytes([4; 16])),
            Subject::Birthday(person),
            Subject::Anniversary(person),
            Subject::Occasion(OccasionId::from_bytes([5; 16])),
            Subject::Thanks(ContributionId::from_bytes([6; 16])),
            Subject::Drift(person),
            Subject::Own(OwnReminderId::from_bytes([7; 16])),
        ] {
            let key = ReminderKey { subject, due: "2026-02-28".parse().unwrap() };
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for wrong in ["", "rhythm-", "rhythm-x-2026-02-28", "é-2026-02-28", "follow-up-2026-02-30"] {
            assert!(wrong.parse::<ReminderKey>().is_err(), "{wrong}");
        }
    }
}
