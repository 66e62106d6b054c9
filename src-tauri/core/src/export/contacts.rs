//! People as address books know them.

use rusqlite::Connection;

use super::Choice;
use crate::api::PersonFields;
use crate::error::Result;
use crate::id::PersonId;
use crate::store::{circles, people};

/// A person about to go out.
pub(super) struct Card {
    pub id: PersonId,
    /// The identifier of the card they came from, else their own.
    pub uid: String,
    pub fields: PersonFields,
    pub tags: Vec<String>,
    /// The key of a built-in circle, or the name of one of the user's own.
    pub circle: String,
    /// MIME type and bytes.
    pub photo: Option<(String, Vec<u8>)>,
}

/// Those chosen, else everyone not put away, by name.
pub(super) fn read(connection: &Connection, choice: &Choice) -> Result<Vec<Card>> {
    let ids: Vec<PersonId> = if choice.people.is_empty() {
        people::all(connection, false)?.into_iter().map(|listed| listed.chip.id).collect()
    } else {
        choice.people.clone()
    };
    let circles = circles::all(connection)?;
    let mut tags = connection.prepare_cached("SELECT name FROM tag WHERE person = ?1 ORDER BY name")?;
    let mut uid = connection.prepare_cached("SELECT uid FROM person WHERE id = ?1")?;
    let mut cards = Vec::with_capacity(ids.len());
    for id in ids {
        let fields = people::get(connection, id)?.fields;
        let circle = circles.iter().find(|circle| Some(circle.id) == fields.circle);
        let circle = circle.map(|circle| match &circle.built_in {
            Some(word) if circle.name.is_empty() => word.clone(),
            _ => circle.name.clone(),
        });
        cards.push(Card {
            id,
            uid: uid
                .query_row([id], |row| row.get::<_, Option<String>>(0))?
                .unwrap_or_else(|| id.to_string()),
            tags: tags.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?,
            circle: circle.unwrap_or_default(),
            photo: people::photo(connection, id)?,
            fields,
        });
    }
    Ok(cards)
}
