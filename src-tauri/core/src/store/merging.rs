//! Two people made one, and people who may be one.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, params};

use super::people;
use crate::error::Result;
use crate::id::{MomentId, PersonId};

/// Tables whose rows go over as they are: their `person` is all that changes. What the other tables with a person hold
/// is united in the fields, or counted anew by triggers.
const GO_OVER: [&str; 8] =
    ["detail", "follow_up", "contribution", "occasion", "own_reminder", "block", "put_off", "banner"];

/// Tables of which a person has one row of a kind: the one that stays keeps its own.
const ONE_EACH: [&str; 3] = ["imported", "transition", "offer"];

/// Tables with a person that [`merge`] does not move row by row: the fields hold them, or triggers keep them.
pub const UNITED: [&str; 11] = [
    "contact",
    "tag",
    "photo",
    "own_field",
    "other_team",
    "moment_person",
    "met",
    "habit",
    "imported",
    "transition",
    "offer",
];

/// The tables whose rows go over as they are (for the test that none is forgotten).
#[must_use]
pub fn going_over() -> &'static [&'static str] {
    &GO_OVER
}

/// Gives `keep` everything that `gone` has, but for the fields, and deletes `gone`.
///
/// # Errors
/// When either is not there or the database cannot be written.
pub fn merge(tx: &Transaction<'_>, keep: PersonId, gone: PersonId) -> Result<()> {
    people::chip(tx, keep)?;
    for table in GO_OVER {
        tx.prepare_cached(&format!("UPDATE {table} SET person = ?1 WHERE person = ?2"))?
            .execute([keep, gone])?;
    }
    for table in ONE_EACH {
        tx.prepare_cached(&format!("UPDATE OR IGNORE {table} SET person = ?1 WHERE person = ?2"))?
            .execute([keep, gone])?;
    }
    // Rows of moment_person are made and deleted, never updated: triggers count them.
    tx.prepare_cached(
        "INSERT OR IGNORE INTO moment_person (moment, person, position, at_ms, on_date, moves)
         SELECT moment, ?1, position, at_ms, on_date, moves FROM moment_person WHERE person = ?2",
    )?
    .execute([keep, gone])?;
    tx.prepare_cached("DELETE FROM moment_person WHERE person = ?1")?.execute([gone])?;
    if people::photo(tx, keep)?.is_none()
        && let Some((mime, bytes)) = people::photo(tx, gone)?
    {
        people::set_photo(tx, keep, &mime, &bytes)?;
    }
    let uid: Option<String> =
        tx.prepare_cached("SELECT uid FROM person WHERE id = ?1")?.query_row([gone], |row| row.get(0))?;
    tx.prepare_cached("UPDATE person SET uid = NULL WHERE id = ?1")?.execute([gone])?;
    people::set_uid(tx, keep, uid.as_deref())?;
    tx.prepare_cached("DELETE FROM person WHERE id = ?1")?.execute([gone])?;
    Ok(())
}

/// How much hangs on a person: moments, details, follow-ups.
///
/// # Errors
/// When the database cannot be read.
pub fn counts(connection: &Connection, id: PersonId) -> Result<(usize, usize, usize)> {
    let count = |table: &str| -> Result<usize> {
        let sql = format!("SELECT count(*) FROM {table} WHERE person = ?1");
        let found: i64 = connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?;
        Ok(usize::try_from(found).unwrap_or(0))
    };
    Ok((count("moment_person")?, count("detail")?, count("follow_up")?))
}

/// Moments that nobody else was part of.
///
/// # Errors
/// When the database cannot be read.
pub fn moments_alone(connection: &Connection, id: PersonId) -> Result<Vec<MomentId>> {
    let mut select = connection.prepare_cached(
        "SELECT moment FROM moment_person AS mp WHERE person = ?1
             AND NOT EXISTS (SELECT 1 FROM moment_person WHERE moment = mp.moment AND person <> ?1)",
    )?;
    Ok(select.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// What two people have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Common {
    /// An e-mail address.
    Email,
    /// The digits of a phone number.
    Phone,
    /// The name, without case and accents.
    Name,
}

/// Digits of a phone number that are compared: what stands before them may be written with or without the country.
const DIGITS: usize = 9;
/// A shorter number is a switchboard's or an extension.
const FEWEST_DIGITS: usize = 6;

/// Pairs of people, none archived, who have something in common, first who came first.
///
/// # Errors
/// When the database cannot be read.
pub fn duplicates(connection: &Connection) -> Result<Vec<(PersonId, PersonId, Vec<Common>)>> {
    let mut groups: BTreeMap<(Common, String), Vec<PersonId>> = BTreeMap::new();
    let mut add = |common: Common, sql: &str| -> Result<()> {
        let mut select = connection.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (person, value): (PersonId, String) = (row.get(0)?, row.get(1)?);
            let key = if common == Common::Phone {
                let digits: Vec<char> = value.chars().filter(char::is_ascii_digit).collect();
                if digits.len() < FEWEST_DIGITS {
                    continue;
                }
                digits[digits.len().saturating_sub(DIGITS)..].iter().collect()
            } else {
                value
            };
            groups.entry((common, key)).or_default().push(person);
        }
        Ok(())
    };
    add(Common::Name, "SELECT id, folded FROM person WHERE archived = 0 ORDER BY id")?;
    for (common, kind) in [(Common::Email, "email"), (Common::Phone, "phone")] {
        add(
            common,
            &format!(
                "SELECT c.person, c.matching FROM contact AS c JOIN person AS p ON p.id = c.person
                 WHERE c.kind = '{kind}' AND p.archived = 0 ORDER BY c.person"
            ),
        )?;
    }
    let mut pairs: BTreeMap<(PersonId, PersonId), Vec<Common>> = BTreeMap::new();
    for ((common, _), mut people) in groups {
        people.dedup();
        let mut people = people.into_iter();
        let Some(first) = people.next() else { continue };
        for other in people {
            let known = pairs.entry((first, other)).or_default();
            if !known.contains(&common) {
                known.push(common);
            }
        }
    }
    Ok(pairs.into_iter().map(|((first, second), common)| (first, second, common)).collect())
}

/// Sets the day a person came into Nod to the earlier of two people's.
///
/// # Errors
/// When the database cannot be written.
pub fn keep_earlier(tx: &Transaction<'_>, keep: PersonId, gone: PersonId) -> Result<()> {
    tx.prepare_cached(
        "UPDATE person SET created_on = min(created_on, (SELECT created_on FROM person WHERE id = ?2)) WHERE id = ?1",
    )?
    .execute(params![keep, gone])?;
    Ok(())
}
