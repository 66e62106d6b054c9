//! Who an incoming card is about.
//!
//! By its UID, then by an e-mail address, then by a phone number and name, then by name alone. Two cards of one file are
//! two people unless a UID, an address or a number says otherwise; and a file read again finds its own people again, so
//! that nothing changes.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::people;
use crate::api::{Contact, ContactKind, PersonFields};
use crate::error::Result;
use crate::id::PersonId;
use crate::person;
use crate::plan::mix;
use crate::quick::fold::fold;

/// A card as it is matched.
#[derive(Debug, Clone)]
pub struct Card<'a> {
    /// Its UID.
    pub uid: Option<&'a str>,
    /// Its fields, checked.
    pub fields: Cow<'a, PersonFields>,
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
    /// People whom the file has under two names: it cannot say which one is the newer.
    disputed: HashSet<PersonId>,
}

impl Matches {
    /// Looks at all cards of a file before one is taken: a card that names its person surely comes before those that
    /// only share a name, and of those each that says nothing new has a person of its own. `card` gives one of `count`
    /// by its number, or nothing where there is none; it is asked again for those that share a name, for of a hundred
    /// thousand none is kept.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn prepare<'a>(
        connection: &Connection,
        count: usize,
        card: impl Fn(usize) -> Option<Card<'a>>,
    ) -> Result<Self> {
        let mut matches = Self::default();
        // Into an empty Nod comes nobody who is known.
        if !connection.query_row("SELECT EXISTS (SELECT 1 FROM person)", [], |row| row.get::<_, bool>(0))? {
            return Ok(matches);
        }
        let mut namesakes: HashMap<String, Vec<usize>> = HashMap::new();
        let mut names: HashMap<PersonId, u64> = HashMap::new();
        for number in 0..count {
            let Some(card) = card(number) else { continue };
            let name = fold(&card.fields.name);
            if let Some(id) = surely(connection, &card)? {
                matches.taken.insert(id);
                // Of the names of a whole file only these numbers are kept.
                let name = mix(0, &[name.as_bytes()]);
                if *names.entry(id).or_insert(name) != name {
                    matches.disputed.insert(id);
                }
            } else {
                // Most names are of one person: no room is kept for more.
                namesakes.entry(name).or_insert_with(|| Vec::with_capacity(1)).push(number);
            }
        }
        for (name, numbers) in namesakes.into_iter().filter(|(_, numbers)| numbers.len() > 1) {
            let cards: Vec<_> =
                numbers.into_iter().filter_map(|number| Some((number, card(number)?))).collect();
            matches.assign(connection, &name, &cards)?;
        }
        matches.taken.extend(matches.homes.values());
        Ok(matches)
    }

    /// Gives as many cards of one name as can be each a person to whom it brings nothing (augmenting paths).
    fn assign(&mut self, connection: &Connection, name: &str, cards: &[(usize, Card<'_>)]) -> Result<()> {
        let known = namesakes(connection, name, |id| !self.taken.contains(&id))?;
        let fits = |card: &Card<'_>| -> Vec<PersonId> {
            candidates(&known, card).filter(|(brings, _)| *brings == 0).map(|(_, id)| id).collect()
        };
        let fitting: Vec<Vec<PersonId>> = cards.iter().map(|(_, card)| fits(card)).collect();
        let mut owners: HashMap<PersonId, usize> = HashMap::new();
        for card in 0..cards.len() {
            settle(card, &fitting, &mut owners, &mut HashSet::new(), 0);
        }
        let homes = owners.into_iter().filter_map(|(id, card)| Some((cards.get(card)?.0, id)));
        self.homes.extend(homes);
        Ok(())
    }

    /// The person a card is about, if they are known.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn find(&self, connection: &Connection, number: usize, card: &Card<'_>) -> Result<Option<PersonId>> {
        if let Some(id) = card.uid.and_then(|uid| self.uids.get(uid)) {
            return Ok(Some(*id));
        }
        if let Some(id) = surely(connection, card)? {
            return Ok(Some(id));
        }
        if let Some(id) = self.homes.get(&number) {
            return Ok(Some(*id));
        }
        let free = namesakes(connection, &fold(&card.fields.name), |id| !self.taken.contains(&id))?;
        Ok(candidates(&free, card).min().map(|(_, id)| id))
    }

    /// True when the file has this person under two names. Under one of them the next import may have to find them.
    #[must_use]
    pub fn is_disputed(&self, id: PersonId) -> bool {
        self.disputed.contains(&id)
    }

    /// Notes whom a card was about.
    pub fn take(&mut self, uid: Option<&str>, id: PersonId) {
        self.taken.insert(id);
        self.uids.extend(uid.map(|uid| (uid.to_owned(), id)));
    }
}

/// How many cards are moved on, one after the other, to make room for one: of more cards that say the same it does not
/// matter who has whom.
const MOST_MOVES: usize = 200;

/// Finds `card` a person: one who is free, else by moving other cards on where they have another choice.
fn settle(
    card: usize,
    fitting: &[Vec<PersonId>],
    owners: &mut HashMap<PersonId, usize>,
    tried: &mut HashSet<PersonId>,
    moves: usize,
) -> bool {
    let choices = || fitting.get(card).into_iter().flatten();
    if let Some(free) = choices().find(|id| !owners.contains_key(id)) {
        owners.insert(*free, card);
        return true;
    }
    for id in choices().filter(|_| moves < MOST_MOVES) {
        if tried.insert(*id)
            && let Some(owner) = owners.get(id).copied()
            && settle(owner, fitting, owners, tried, moves + 1)
        {
            owners.insert(*id, card);
            return true;
        }
    }
    false
}

/// A person as a card is compared with them.
struct Known {
    id: PersonId,
    uid: Option<String>,
    fields: PersonFields,
    photo: bool,
}

impl Known {
    fn read(connection: &Connection, id: PersonId, uid: Option<String>) -> Result<Self> {
        let fields = people::get(connection, id)?.fields;
        let mut has_photo =
            connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM photo WHERE person = ?1)")?;
        let photo = has_photo.query_row([id], |row| row.get(0))?;
        Ok(Self { id, uid, fields, photo })
    }
}

/// The person whose UID, e-mail address, or phone number and name a card has.
fn surely(connection: &Connection, card: &Card<'_>) -> Result<Option<PersonId>> {
    let fields = card.fields.as_ref();
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
                let known = Known::read(connection, owner, None)?;
                let renamed = fold(&known.fields.name) != fold(&fields.name);
                // An address may be shared: who has the name, and to whom the card brings least.
                let apart = (renamed, brings(&known, card));
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

/// The people of a folded name whom `wanted` lets in, in the order they came.
fn namesakes(connection: &Connection, name: &str, wanted: impl Fn(PersonId) -> bool) -> Result<Vec<Known>> {
    let mut select = connection.prepare_cached("SELECT id, uid FROM person WHERE folded = ?1 ORDER BY id")?;
    let mut rows = select.query([name])?;
    let mut known = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if wanted(id) {
            known.push(Known::read(connection, id, row.get(1)?)?);
        }
    }
    Ok(known)
}

/// Of people of its name those whom nothing tells apart from a card (not another card's UID, not another e-mail address),
/// and how much the card brings each.
fn candidates(known: &[Known], card: &Card<'_>) -> impl Iterator<Item = (usize, PersonId)> {
    let has_email = |contacts: &[Contact]| contacts.iter().any(|c| c.kind == ContactKind::Email);
    let (has_uid, addressed) = (card.uid.is_some(), has_email(&card.fields.contacts));
    known
        .iter()
        .filter(move |known| {
            let told_apart = has_uid && known.uid.is_some() || addressed && has_email(&known.fields.contacts);
            !told_apart
        })
        .map(move |known| (brings(known, card) + usize::from(has_uid), known.id))
}

/// How many things a card would add to a person: fields, contacts, tags, the photo.
fn brings(known: &Known, card: &Card<'_>) -> usize {
    fn texts(of: &PersonFields) -> [&String; 11] {
        let PersonFields { called, pronunciation, pronouns, role, team, organisation, .. } = of;
        let PersonFields { place, zone, start_date, birthday, notes, .. } = of;
        [called, pronunciation, pronouns, role, team, organisation, place, zone, start_date, birthday, notes]
    }
    let stored = &known.fields;
    let new_contact = |card: &&Contact| {
        let same =
            |known: &Contact| known.kind == card.kind && person::matching(known) == person::matching(card);
        !stored.contacts.iter().any(same)
    };
    let fills = texts(&card.fields).into_iter().zip(texts(stored));
    fills.filter(|(card, stored)| !card.is_empty() && stored.is_empty()).count()
        + card.fields.contacts.iter().filter(new_contact).count()
        + card.tags.iter().filter(|tag| !stored.tags.contains(tag)).count()
        + usize::from(card.photo && !known.photo)
}
