//! Banners that an earlier resident left standing when it was cut off: no button of theirs would do anything.

use super::banners::kind_of;
use super::{Banner, BannerKind, Nod};
use crate::clock::Now;
use crate::delivery::{BannerState, Due, return_key};
use crate::error::Result;
use crate::plan::Planned;
use crate::store::reminders;
use crate::store::standing::{self, Place, Standing};

/// A banner that an earlier resident left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftStanding {
    /// Where it stands.
    pub place: Place,
    /// What it says by now, to be shown in its place; nothing when it has nothing left to say.
    pub banner: Option<Banner>,
}

impl Nod {
    /// The banners that an earlier resident left with this daemon. What stood with another one is gone and forgotten,
    /// and so is what has nothing left to say; Today has whatever still stands.
    ///
    /// # Errors
    /// When the database cannot be read or written; nothing is forgotten then.
    pub fn left_standing(&mut self, daemon: &str, now: Now) -> Result<Vec<LeftStanding>> {
        let all = standing::all(self.reader())?;
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let (mut left, mut over) = (Vec::new(), Vec::new());
        let (here, elsewhere): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.place.daemon == daemon);
        for one in here {
            let banner = self.rebuilt(&one, now)?;
            let stands = banner.as_ref().map(|banner| self.banner_stands(banner, now)).transpose()?;
            let place = one.place.clone();
            if stands != Some(true) {
                over.push(one);
            }
            left.push(LeftStanding { place, banner: banner.filter(|_| stands == Some(true)) });
        }
        if !over.is_empty() || !elsewhere.is_empty() {
            self.store.remember(|tx| {
                standing::only_with(tx, daemon)?;
                for one in &over {
                    for (name, slot) in &one.rows {
                        reminders::mark(tx, name, one.on, *slot, BannerState::Withdrawn)?;
                        standing::remove(tx, name, one.on, *slot)?;
                    }
                }
                Ok(())
            })?;
        }
        Ok(left)
    }

    /// What a banner that was shown says by now; nothing when none of its reminders is there any more.
    fn rebuilt(&self, one: &Standing, now: Now) -> Result<Option<Banner>> {
        let (snapshot, rules, plan) = self.planned(now)?;
        let all = || plan.today.iter().chain(&plan.more);
        let find = |name: &str| -> Option<&Planned> { all().find(|planned| planned.key.to_string() == name) };
        let dues: Vec<Due<'_>> = one
            .rows
            .iter()
            .filter_map(|(name, slot)| Some(Due { reminder: find(name)?, slot: *slot, claimed: None }))
            .collect();
        let greeting = rules.amnesty.as_ref().map(return_key);
        let greeting = one.rows.iter().find(|(name, _)| Some(name) == greeting.as_ref()).cloned();
        let kind = match dues.as_slice() {
            [_] if greeting.is_some() => BannerKind::Return,
            [due] => kind_of(due.reminder),
            _ => BannerKind::Several,
        };
        self.banner(kind, &dues, greeting, one.on, (&snapshot, &rules), now)
    }
}
