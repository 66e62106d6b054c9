//! Who an incoming card is about.
//!
//! By its UID, then by an e-mail address, then by a phone number and name, then by name alone. Two cards of one file are
//! two people unless a UID, an address or a number says otherwise; and a file read again finds its own people again, so
//! that nothing changes.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::people;
use crate::api::{Contact, ContactKind, PersonFields};
use crate::error::Result;
use crate::id::PersonId;
use crate::person;
use crate::quick::fold::fold;

/// A card as it is matched.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// Its UID.
    pub uid: Option<&'a str>,
    /// Its fields, checked.
    pub fields: &'a PersonFields,
    /// Its tags.
    pub tags: &'a [String],
    /// True when it has a photo.
    pub photo: bool,
}

/// Whom the cards of one file are about.
#[derive(Debug, Default)]
pub struct Matches {
    /// People that a card of this file is about: no other card is by its name alone.
    taken: HashSet<PersonId>,
    /// By the number of a card: the person of its name to whom it brings nothing new.
    homes: HashMap<usize, PersonId>,
    /// Whom a UID of this file stands for, when the person came from another card.
    uids: HashMap<String, PersonId>,
}

impl Matches {
    /// Looks at all cards of a file before one is taken: a card that names its person surely comes before those that
    /// only share a name, and of those each that says nothing new has a person of its own.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn prepare<'a>(
        connection: &Connection,
        cards: impl Iterator<Item = (usize, Card<'a>)>,
    ) -> Result<Self> {
        let mut matches = Self::default();
        let mut namesakes: HashMap<String, Vec<(usize, Card<'_>)>> = HashMap::new();
        for (number, card) in cards {
            match surely(connection, card)? {
                Some(id) => drop(matches.taken.insert(id)),
                // Most names are of one person: no room is kept for more.
                None => namesakes
                    .entry(fold(&card.fields.name))
                    .or_insert_with(|| Vec::with_capacity(1))
                    .push((number, card)),
            }
        }
        for cards in namesakes.into_values().filter(|cards| cards.len() > 1) {
            matches.assign(connection, &cards)?;
        }
        matches.taken.extend(matches.homes.values());
        Ok(matches)
    }

    /// Gives as many cards of one name as can be each a person to whom it brings nothing (augmenting paths).
    fn assign(&mut self, connection: &Connection, cards: &[(usize, Card<'_>)]) -> Result<()> {
        let mut fitting: Vec<Vec<PersonId>> = Vec::with_capacity(cards.len());
        for (_, card) in cards {
            let found = candidates(connection, *card)?.into_iter();
            let free = found.filter(|(brings, id)| *brings == 0 && !self.taken.contains(id));
            fitting.push(free.map(|(_, id)| id).collect());
        }
        let mut owners: HashMap<PersonId, usize> = HashMap::new();
        for card in 0..cards.len() {
            settle(card, &fitting, &mut owners, &mut HashSet::new());
        }
        let homes = owners.into_iter().filter_map(|(id, card)| Some((cards.get(card)?.0, id)));
        self.homes.extend(homes);
        Ok(())
    }

    /// The person a card is about, if they are known.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find(&self, connection: &Connection, number: usize, card: Card<'_>) -> Result<Option<PersonId>> {
        if let Some(id) = card.uid.and_then(|uid| self.uids.get(uid)) {
            return Ok(Some(*id));
        }
        if let Some(id) = surely(connection, card)? {
            return Ok(Some(id));
        }
        if let Some(id) = self.homes.get(&number) {
            return Ok(Some(*id));
        }
        let free = candidates(connection, card)?.into_iter().filter(|(_, id)| !self.taken.contains(id));
        Ok(free.min().map(|(_, id)| id))
    }

    /// Notes whom a card was about.
    pub fn take(&mut self, uid: Option<&str>, id: PersonId) {
        self.taken.insert(id);
        self.uids.extend(uid.map(|uid| (uid.to_owned(), id)));
    }
}

/// Finds `card` a person, moving other cards on where they have another choice.
fn settle(
    card: usize,
    fitting: &[Vec<PersonId>],
    owners: &mut HashMap<PersonId, usize>,
    tried: &mut HashSet<PersonId>,
) -> bool {
    for id in fitting.get(card).into_iter().flatten() {
        if tried.insert(*id) {
            let owner = owners.get(id).copied();
            if owner.is_none_or(|owner| settle(owner, fitting, owners, tried)) {
                owners.insert(*id, card);
                return true;
            }
        }
    }
    false
}

/// The person whose UID, e-mail address, or phone number and name a card has.
fn surely(connection: &Connection, card: Card<'_>) -> Result<Option<PersonId>> {
    let fields = card.fields;
    if let Some(uid) = card.uid {
        let mut select = connection.prepare_cached("SELECT id FROM person WHERE uid = ?1")?;
        if let Some(id) = select.query_row([uid], |row| row.get(0)).optional()? {
            return Ok(Some(id));
        }
        // A card that Nod wrote names a person who came from no card by their own id.
        if let Ok(own) = uid.parse::<PersonId>() {
            let mut select = connection.prepare_cached("SELECT id FROM person WHERE id = ?1")?;
            if let Some(id) = select.query_row([own], |row| row.get(0)).optional()? {
                return Ok(Some(id));
            }
        }
    }
    let mut by_value =
        connection.prepare_cached("SELECT person FROM contact WHERE kind = ?1 AND matching = ?2")?;
    for kind in [ContactKind::Email, ContactKind::Phone] {
        let mut best = None;
        for contact in fields.contacts.iter().filter(|c| c.kind == kind) {
            let value = person::matching(contact);
            // A switchboard's short number is no one's own.
            if kind == ContactKind::Phone && value.len() < 6 {
                continue;
            }
            let owners: Vec<PersonId> = by_value
                .query_map(params![people::kind_word(kind), value], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for owner in owners {
                let stored = people::get(connection, owner)?.fields;
                let renamed = fold(&stored.name) != fold(&fields.name);
                // An address may be shared: who has the name, and to whom the card brings least.
                let apart = (renamed, brings(connection, owner, &stored, card)?);
                if (kind == ContactKind::Email || !renamed) && best.is_none_or(|(least, _)| apart < least) {
                    best = Some((apart, owner));
                }
            }
        }
        if let Some((_, owner)) = best {
            return Ok(Some(owner));
        }
    }
    Ok(None)
}

/// People of the same name whom nothing tells apart (not another card's UID, not another e-mail address), in the order
/// they came, and how much the card brings each.
fn candidates(connection: &Connection, card: Card<'_>) -> Result<Vec<(usize, PersonId)>> {
    let mut select = connection.prepare_cached("SELECT id, uid FROM person WHERE folded = ?1 ORDER BY id")?;
    let found: Vec<(PersonId, Option<String>)> = select
        .query_map([fold(&card.fields.name)], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let has_email = |contacts: &[Contact]| contacts.iter().any(|c| c.kind == ContactKind::Email);
    let mut candidates = Vec::new();
    for (id, known_uid) in found {
        let stored = people::get(connection, id)?.fields;
        let other_card = card.uid.is_some() && known_uid.is_some();
        let other_address = has_email(&card.fields.contacts) && has_email(&stored.contacts);
        if !other_card && !other_address {
            let uid_is_new = usize::from(card.uid.is_some());
            candidates.push((brings(connection, id, &stored, card)? + uid_is_new, id));
        }
    }
    Ok(candidates)
}

/// How many things a card would add to a person: fields, contacts, tags, the photo.
fn brings(connection: &Connection, id: PersonId, stored: &PersonFields, card: Card<'_>) -> Result<usize> {
    let texts = |of: &PersonFields| {
        let PersonFields { called, pronunciation, pronouns, role, team, organisation, .. } = of.clone();
        let PersonFields { place, zone, start_date, birthday, notes, .. } = of.clone();
        [called, pronunciation, pronouns, role, team, organisation, place, zone, start_date, birthday, notes]
    };
    let fills = |(card, stored): &(String, String)| !card.is_empty() && stored.is_empty();
    let new_contact = |card: &&Contact| {
        let same =
            |known: &Contact| known.kind == card.kind && person::matching(known) == person::matching(card);
        !stored.contacts.iter().any(same)
    };
    let mut count = texts(card.fields).into_iter().zip(texts(stored)).filter(fills).count();
    count += card.fields.contacts.iter().filter(new_contact).count();
    let mut has_tag =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM tag WHERE person = ?1 AND name = ?2)")?;
    for tag in card.tags {
        count += usize::from(!has_tag.query_row(params![id, tag], |row| row.get::<_, bool>(0))?);
    }
    if card.photo {
        let mut has_photo =
            connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM photo WHERE person = ?1)")?;
        count += usize::from(!has_photo.query_row([id], |row| row.get::<_, bool>(0))?);
    }
    Ok(count)
}
