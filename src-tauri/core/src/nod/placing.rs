//! Who is in which circle: one person after the other, or many at once.

use super::Nod;
use crate::api::{Done, OpId, Unplaced};
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::id::{CircleId, PersonId};
use crate::limits;
use crate::store::people;

impl Nod {
    /// People in no circle and without a rhythm of their own, in the order they came; with `op` only those whom that
    /// action added. An import leaves everyone it adds so: nobody is due before the user said how close they are.
    ///
    /// The first `limit` of them are named.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn unplaced(&self, op: Option<OpId>, limit: usize) -> Result<Unplaced> {
        let ids = people::unplaced(self.reader(), op)?;
        let named = ids.iter().take(limit).map(|id| people::chip(self.reader(), *id));
        Ok(Unplaced { total: ids.len(), people: named.collect::<Result<_>>()? })
    }

    /// Puts people into a circle; none stands for "whenever", which leaves their circles and ends their rhythms.
    ///
    /// # Errors
    /// When nobody is named, someone or the circle is not there; nothing is changed then.
    pub fn place(&mut self, who: &[PersonId], circle: Option<CircleId>, now: Now) -> Result<Done> {
        let [first, others @ ..] = who else {
            return Err(Error::field("people", "ask-no-person", vec![]));
        };
        let circle_name = match circle {
            None => self.texts.get("rhythm-none"),
            Some(id) => {
                let known = self.circles()?.into_iter().find(|circle| circle.id == id);
                known.ok_or_else(|| Error::field("circle", "error-no-such-circle", vec![]))?.name
            }
        };
        let name = people::chip(self.reader(), *first)?.name;
        let words = if others.is_empty() {
            self.texts.with("done-placed", &[("name", name.into()), ("circle", circle_name.into())])
        } else {
            let args = [("count", who.len().into()), ("circle", circle_name.into())];
            self.texts.with("done-placed-many", &args)
        };
        self.act(now, |tx| {
            for id in who {
                match circle {
                    Some(circle) => people::set_circle(tx, *id, circle)?,
                    None => people::set_rhythm(tx, *id, limits::WHENEVER)?,
                }
            }
            Ok(words)
        })
    }
}
