//! People, their contacts and photos.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params, params};

use crate::api::{Contact, ContactKind, LastMoment, OpId, PersonChip, PersonFields};
use crate::error::{Error, Result};
use crate::id::{CircleId, MomentId, PersonId};
use crate::limits::WHENEVER;
use crate::person;
use crate::plan::Subject;
use crate::quick::fold::fold;

pub use super::labels::{add_tags, photo, remove_photo, set_photo};
use super::labels::{first_labels, other_teams, own_fields, set_labels, tags};
use super::reminders;

/// A person as listed: the face and what ordering and finding need.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The face.
    pub chip: PersonChip,
    /// Name without case and diacritics.
    pub folded: String,
    /// What they like to be called.
    pub called: String,
    /// Team.
    pub team: String,
    /// Organisation.
    pub organisation: String,
    /// Role.
    pub role: String,
    /// Circle.
    pub circle: Option<CircleId>,
}

const LISTED: &str = "SELECT p.id, p.name, p.folded, p.called, p.team, p.organisation, p.role, p.circle,
    EXISTS (SELECT 1 FROM photo WHERE photo.person = p.id) FROM person AS p";

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let id: PersonId = row.get(0)?;
    let name: String = row.get(1)?;
    let (team, organisation, role): (String, String, String) = (row.get(4)?, row.get(5)?, row.get(6)?);
    let place = if team.is_empty() { &organisation } else { &team };
    let line =
        [role.as_str(), place.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    let chip = PersonChip {
        id,
        initials: person::initials(&name),
        hue: person::hue(id),
        has_photo: row.get(8)?,
        line,
        name,
    };
    Ok(Listed {
        chip,
        folded: row.get(2)?,
        called: row.get(3)?,
        team,
        organisation,
        role,
        circle: row.get(7)?,
    })
}

/// Everyone not archived, by name; with `archived`, everyone who is.
///
/// # Errors
/// When the database cannot be read.
pub fn all(connection: &Connection, archived: bool) -> Result<Vec<Listed>> {
    let sql = format!("{LISTED} WHERE p.archived = ?1 ORDER BY p.folded, p.id");
    let mut select = connection.prepare_cached(&sql)?;
    let people = select.query_map([archived], listed)?.collect::<rusqlite::Result<_>>()?;
    Ok(people)
}

/// One person's face, archived or not.
///
/// # Errors
/// When there is no such person.
pub fn chip(connection: &Connection, id: PersonId) -> Result<PersonChip> {
    let sql = format!("{LISTED} WHERE p.id = ?1");
    let found = connection.prepare_cached(&sql)?.query_row([id], listed).optional()?;
    found.map(|listed| listed.chip).ok_or_else(no_such_person)
}

/// One person's face, unless archived or gone.
///
/// # Errors
/// When the database cannot be read.
pub fn active(connection: &Connection, id: PersonId) -> Result<Option<PersonChip>> {
    let sql = format!("{LISTED} WHERE p.id = ?1 AND p.archived = 0");
    let found = connection.prepare_cached(&sql)?.query_row([id], listed).optional()?;
    Ok(found.map(|listed| listed.chip))
}

/// The first `limit` faces by name, archived ones not among them.
///
/// # Errors
/// When the database cannot be read.
pub fn first_by_name(connection: &Connection, limit: usize) -> Result<Vec<PersonChip>> {
    let sql = format!("{LISTED} WHERE p.archived = 0 ORDER BY p.folded, p.id LIMIT ?1");
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut select = connection.prepare_cached(&sql)?;
    let chips = select.query_map([limit], |row| Ok(listed(row)?.chip))?;
    Ok(chips.collect::<rusqlite::Result<_>>()?)
}

fn no_such_person() -> Error {
    Error::refused("error-no-such-person", vec![])
}

/// How many people there are, archived ones not counted.
///
/// # Errors
/// When the database cannot be read.
pub fn count(connection: &Connection) -> Result<usize> {
    let count: i64 = connection
        .prepare_cached("SELECT count(*) FROM person WHERE archived = 0")?
        .query_row([], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Everything stored of a person but the photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The editable fields.
    pub fields: PersonFields,
    /// True when archived.
    pub archived: bool,
    /// The civil date they came into Nod.
    pub created_on: NaiveDate,
}

/// Everything stored of a person but the photo.
///
/// # Errors
/// When there is no such person.
pub fn get(connection: &Connection, id: PersonId) -> Result<Stored> {
    let mut select = connection.prepare_cached(
        "SELECT name, called, pronunciation, pronouns, role, team, organisation, place, zone, start_date, birthday,
             notes, circle, rhythm_days, archived, created_on FROM person WHERE id = ?1",
    )?;
    let stored = select
        .query_row([id], |row| {
            Ok(Stored {
                fields: PersonFields {
                    name: row.get(0)?,
                    called: row.get(1)?,
                    pronunciation: row.get(2)?,
                    pronouns: row.get(3)?,
                    role: row.get(4)?,
                    team: row.get(5)?,
                    organisation: row.get(6)?,
                    place: row.get(7)?,
                    zone: row.get(8)?,
                    start_date: row.get(9)?,
                    birthday: row.get(10)?,
                    notes: row.get(11)?,
                    circle: row.get(12)?,
                    rhythm_days: row.get(13)?,
                    ..PersonFields::default()
                },
                archived: row.get(14)?,
                created_on: row.get(15)?,
            })
        })
        .optional()?
        .ok_or_else(no_such_person)?;
    let fields = PersonFields {
        contacts: contacts(connection, id)?,
        other_teams: other_teams(connection, id)?,
        tags: tags(connection, id)?,
        own: own_fields(connection, id)?,
        ..stored.fields
    };
    Ok(Stored { fields, ..stored })
}

fn contacts(connection: &Connection, id: PersonId) -> Result<Vec<Contact>> {
    let mut select = connection
        .prepare_cached("SELECT kind, label, value FROM contact WHERE person = ?1 ORDER BY position")?;
    let rows = select.query_map([id], |row| {
        let kind = kind_from(&row.get::<_, String>(0)?);
        Ok(Contact { kind, label: row.get(1)?, value: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) const fn kind_word(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Email => "email",
        ContactKind::Phone => "phone",
        ContactKind::Handle => "handle",
        ContactKind::Url => "url",
    }
}

fn kind_from(word: &str) -> ContactKind {
    match word {
        "email" => ContactKind::Email,
        "phone" => ContactKind::Phone,
        "url" => ContactKind::Url,
        _ => ContactKind::Handle,
    }
}

/// Adds a person. `fields` are as [`person::check`] returned them.
///
/// # Errors
/// When the database cannot be written.
pub fn add(
    tx: &Transaction<'_>,
    id: PersonId,
    uid: Option<&str>,
    fields: &PersonFields,
    today: NaiveDate,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO person (id, uid, name, folded, called, pronunciation, pronouns, role, team, organisation, place,
             zone, start_date, birthday, notes, circle, rhythm_days, archived, created_on)
         VALUES (:id, :uid, :name, :folded, :called, :pronunciation, :pronouns, :role, :team, :organisation, :place,
             :zone, :start_date, :birthday, :notes, :circle, :rhythm_days, 0, :created_on)",
    )?
    .execute(named_params! {
        ":id": id, ":uid": uid, ":name": fields.name, ":folded": fold(&fields.name),
        ":called": fields.called, ":pronunciation": fields.pronunciation, ":pronouns": fields.pronouns,
        ":role": fields.role, ":team": fields.team, ":organisation": fields.organisation, ":place": fields.place,
        ":zone": fields.zone, ":start_date": fields.start_date, ":birthday": fields.birthday,
        ":notes": fields.notes, ":circle": fields.circle, ":rhythm_days": fields.rhythm_days,
        ":created_on": today,
    })?;
    add_contacts(tx, id, &fields.contacts)?;
    first_labels(tx, id, fields)
}

/// Replaces a person's fields. `fields` are as [`person::check`] returned them.
///
/// # Errors
/// When there is no such person or the database cannot be written.
pub fn edit(tx: &Transaction<'_>, id: PersonId, fields: &PersonFields) -> Result<()> {
    let before = rhythm(tx, id)?;
    tx.prepare_cached(
            "UPDATE person SET name = :name, folded = :folded, called = :called, pronunciation = :pronunciation,
                 pronouns = :pronouns, role = :role, team = :team, organisation = :organisation, place = :place,
                 zone = :zone, start_date = :start_date, birthday = :birthday, notes = :notes, circle = :circle,
                 rhythm_days = :rhythm_days
             WHERE id = :id",
        )?
        .execute(named_params! {
            ":id": id, ":name": fields.name, ":folded": fold(&fields.name), ":called": fields.called,
            ":pronunciation": fields.pronunciation, ":pronouns": fields.pronouns, ":role": fields.role,
            ":team": fields.team, ":organisation": fields.organisation, ":place": fields.place,
            ":zone": fields.zone, ":start_date": fields.start_date, ":birthday": fields.birthday,
            ":notes": fields.notes, ":circle": fields.circle, ":rhythm_days": fields.rhythm_days,
        })?;
    if contacts(tx, id)? != fields.contacts {
        tx.prepare_cached("DELETE FROM contact WHERE person = ?1")?.execute([id])?;
        add_contacts(tx, id, &fields.contacts)?;
    }
    end_later(tx, id, before)?;
    set_labels(tx, id, fields)
}

/// A person's circle and own rhythm.
type Rhythm = (Option<CircleId>, Option<u16>);

fn rhythm(tx: &Transaction<'_>, id: PersonId) -> Result<Rhythm> {
    let mut select = tx.prepare_cached("SELECT circle, rhythm_days FROM person WHERE id = ?1")?;
    let found = select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    found.ok_or_else(no_such_person)
}

/// A changed rhythm is newer than any *Later* said of it, also of a day that it comes back to.
fn end_later(tx: &Transaction<'_>, id: PersonId, before: Rhythm) -> Result<()> {
    if rhythm(tx, id)? == before { Ok(()) } else { reminders::forget_put_off(tx, Subject::Rhythm(id)) }
}

fn add_contacts(tx: &Transaction<'_>, id: PersonId, contacts: &[Contact]) -> Result<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO contact (person, position, kind, label, value, matching) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (position, contact) in contacts.iter().enumerate() {
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        let kind = kind_word(contact.kind);
        insert.execute(params![
            id,
            position,
            kind,
            contact.label,
            contact.value,
            person::matching(contact)
        ])?;
    }
    Ok(())
}

/// Deletes a person with all that hangs on them. Moments with others stay theirs; those with nobody else go.
///
/// # Errors
/// When there is no such person or the database cannot be written.
pub fn delete(tx: &Transaction<'_>, id: PersonId) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM moment WHERE id IN (SELECT moment FROM moment_person WHERE person = ?1)
             AND NOT EXISTS (SELECT 1 FROM moment_person WHERE moment = moment.id AND person <> ?1)",
    )?
    .execute([id])?;
    let changed = tx.prepare_cached("DELETE FROM person WHERE id = ?1")?.execute([id])?;
    if changed == 0 { Err(no_such_person()) } else { Ok(()) }
}

/// Puts a person away or brings them back.
///
/// # Errors
/// When there is no such person or the database cannot be written.
pub fn set_archived(tx: &Transaction<'_>, id: PersonId, archived: bool) -> Result<()> {
    let changed =
        tx.prepare_cached("UPDATE person SET archived = ?2 WHERE id = ?1")?.execute(params![id, archived])?;
    if changed == 0 { Err(no_such_person()) } else { Ok(()) }
}

/// Puts a person into a circle. A "whenever" of their own ends with it; another rhythm stays.
///
/// # Errors
/// When there is no such person or the database cannot be written.
pub fn set_circle(tx: &Transaction<'_>, id: PersonId, circle: CircleId) -> Result<()> {
    let before = rhythm(tx, id)?;
    tx.prepare_cached("UPDATE person SET circle = ?2, rhythm_days = nullif(rhythm_days, ?3) WHERE id = ?1")?
        .execute(params![id, circle, WHENEVER])?;
    end_later(tx, id, before)
}

/// Gives a person a rhythm of their own.
///
/// # Errors
/// When there is no such person or the database cannot be written.
pub fn set_rhythm(tx: &Transaction<'_>, id: PersonId, days: u16) -> Result<()> {
    let before = rhythm(tx, id)?;
    tx.prepare_cached("UPDATE person SET rhythm_days = ?2 WHERE id = ?1")?.execute(params![id, days])?;
    end_later(tx, id, before)
}

/// People in no circle and without a rhythm of their own, in the order they came; with `op` only those whom that action
/// of the journal added.
///
/// # Errors
/// When the database cannot be read.
pub fn unplaced(connection: &Connection, op: Option<OpId>) -> Result<Vec<PersonId>> {
    let mut select = connection.prepare_cached(
        "SELECT id FROM person WHERE archived = 0 AND circle IS NULL AND rhythm_days IS NULL
             AND (?1 IS NULL OR quote(id) IN (SELECT json_extract(after, '$.id') FROM journal_row
                  WHERE entry = ?1 AND \"table\" = 'person' AND before IS NULL))
         ORDER BY id",
    )?;
    Ok(select.query_map([op.map(|OpId(op)| op)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The one archived person of a name.
///
/// # Errors
/// When the database cannot be read.
pub fn archived_named(connection: &Connection, name: &str) -> Result<Option<PersonId>> {
    let mut select =
        connection.prepare_cached("SELECT id FROM person WHERE archived = 1 AND folded = ?1 LIMIT 2")?;
    let found: Vec<PersonId> =
        select.query_map([fold(name)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(if let [only] = found.as_slice() { Some(*only) } else { None })
}

/// Notes which card a person came from, unless that is known.
///
/// # Errors
/// When the database cannot be written.
pub fn set_uid(tx: &Transaction<'_>, id: PersonId, uid: Option<&str>) -> Result<()> {
    if let Some(uid) = uid {
        tx.prepare_cached("UPDATE OR IGNORE person SET uid = ?2 WHERE id = ?1 AND uid IS NULL")?
            .execute(params![id, uid])?;
    }
    Ok(())
}

/// The first person, archived or not, who is reached by this value.
///
/// # Errors
/// When the database cannot be read.
pub fn with_contact(connection: &Connection, kind: ContactKind, value: &str) -> Result<Option<PersonId>> {
    let contact = Contact { kind, label: String::new(), value: value.to_owned() };
    let mut select = connection.prepare_cached(
        "SELECT person FROM contact WHERE kind = ?1 AND matching = ?2 ORDER BY person LIMIT 1",
    )?;
    let matching = person::matching(&contact);
    Ok(select.query_row(params![kind_word(kind), matching], |row| row.get(0)).optional()?)
}

/// The contacts' values of one kind, by person.
///
/// # Errors
/// When the database cannot be read.
pub fn values(connection: &Connection, kind: ContactKind) -> Result<HashMap<PersonId, Vec<String>>> {
    let mut select = connection.prepare_cached("SELECT person, value FROM contact WHERE kind = ?1")?;
    let rows = select
        .query_map([kind_word(kind)], |row| Ok((row.get::<_, PersonId>(0)?, row.get::<_, String>(1)?)))?;
    let mut values: HashMap<PersonId, Vec<String>> = HashMap::new();
    for row in rows {
        let (person, value) = row?;
        values.entry(person).or_default().push(value);
    }
    Ok(values)
}

/// The instant of the last moment with each person, in UTC milliseconds.
///
/// # Errors
/// When the database cannot be read.
pub fn last_instants(connection: &Connection) -> Result<HashMap<PersonId, i64>> {
    let mut select = connection.prepare_cached("SELECT person, last_ms FROM met")?;
    let rows =
        select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The last moment with a person, without its words.
///
/// # Errors
/// When the database cannot be read.
pub fn last_moment(connection: &Connection, id: PersonId) -> Result<Option<LastMoment>> {
    let mut select = connection.prepare_cached(
        "SELECT mp.moment, mp.on_date, (SELECT gesture FROM moment_gesture WHERE moment = mp.moment ORDER BY position)
         FROM moment_person AS mp WHERE mp.person = ?1 ORDER BY mp.at_ms DESC, mp.moment DESC LIMIT 1",
    )?;
    let found = select.query_row([id], |row| {
        let id: MomentId = row.get(0)?;
        Ok(LastMoment { id, on: row.get(1)?, gesture: row.get(2)?, ago: String::new() })
    });
    Ok(found.optional()?)
}
