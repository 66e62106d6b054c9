//! Moments.

use chrono::{DateTime, NaiveDate, TimeDelta};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, Transaction, params};

use super::gestures;
use crate::clock::Now;
use crate::error::{Error, Result};
use crate::gesture::GestureId;
use crate::id::{MomentId, PersonId};
use crate::limits;
use crate::moment::{Channel, Direction, Moment, NewMoment};
use crate::person;

/// Logs a moment and returns it as stored.
///
/// # Errors
/// When nobody or nobody known is named, a gesture is unknown, the time lies ahead, or a limit is passed.
pub fn log(tx: &Transaction<'_>, new: &NewMoment, now: Now) -> Result<Moment> {
    let moment = checked(tx, new, now)?;
    let at_ms = moment.at.timestamp_millis();
    tx.prepare_cached(
        "INSERT INTO moment (id, at_ms, on_date, zone, direction, channel, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        moment.id,
        at_ms,
        moment.on,
        moment.zone,
        moment.direction.as_str(),
        moment.channel.as_ref().map(|c| c.0.as_str()),
        moment.note,
    ])?;
    add_gestures(tx, &moment)?;
    add_people(tx, &moment)?;
    Ok(moment)
}

fn add_gestures(tx: &Transaction<'_>, moment: &Moment) -> Result<()> {
    let mut add_gesture =
        tx.prepare_cached("INSERT INTO moment_gesture (moment, position, gesture) VALUES (?1, ?2, ?3)")?;
    for (position, gesture) in (0_i64..).zip(&moment.gestures) {
        add_gesture.execute(params![moment.id, position, gesture])?;
    }
    Ok(())
}

fn add_people(tx: &Transaction<'_>, moment: &Moment) -> Result<()> {
    let at_ms = moment.at.timestamp_millis();
    let mut add_person = tx.prepare_cached(
        "INSERT INTO moment_person (moment, person, position, at_ms, on_date, moves) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let moves = moment.direction.moves_rhythm();
    for (position, person) in (0_i64..).zip(&moment.people) {
        add_person.execute(params![moment.id, person, position, at_ms, moment.on, moves])?;
    }
    Ok(())
}

/// Makes a moment what `new` says and returns it as stored. Its day and zone stay when its instant does.
///
/// # Errors
/// As [`log`], or when there is no such moment.
pub fn edit(tx: &Transaction<'_>, id: MomentId, new: &NewMoment, now: Now) -> Result<Moment> {
    let known = get(tx, id)?;
    let checked = checked(tx, &NewMoment { at: new.at.or(Some(known.at)), ..new.clone() }, now)?;
    let stays = checked.at.timestamp_millis() == known.at.timestamp_millis();
    let (on, zone) = if stays { (known.on, known.zone.clone()) } else { (checked.on, checked.zone) };
    let moment = Moment { id, on, zone, ..checked };
    tx.prepare_cached(
        "UPDATE moment SET at_ms = ?2, on_date = ?3, zone = ?4, direction = ?5, channel = ?6, note = ?7 WHERE id = ?1",
    )?
    .execute(params![
        id,
        moment.at.timestamp_millis(),
        moment.on,
        moment.zone,
        moment.direction.as_str(),
        moment.channel.as_ref().map(|c| c.0.as_str()),
        moment.note,
    ])?;
    if moment.gestures != known.gestures {
        tx.prepare_cached("DELETE FROM moment_gesture WHERE moment = ?1")?.execute([id])?;
        add_gestures(tx, &moment)?;
    }
    // These rows are made and deleted, never updated: triggers count them (see `met`).
    if !stays || moment.people != known.people || moment.direction != known.direction {
        tx.prepare_cached("DELETE FROM moment_person WHERE moment = ?1")?.execute([id])?;
        add_people(tx, &moment)?;
    }
    Ok(moment)
}

fn checked(tx: &Transaction<'_>, new: &NewMoment, now: Now) -> Result<Moment> {
    let at = new.at.unwrap_or(now.utc);
    // A minute's grace for clocks that were just set.
    if at > now.utc + TimeDelta::minutes(1) {
        return Err(Error::field("at", "error-moment-ahead", vec![]));
    }
    let people = distinct(&new.people);
    if people.is_empty() || people.len() > limits::PEOPLE_IN_MOMENT {
        return Err(Error::field(
            "people",
            "error-moment-people",
            vec![("limit", limits::PEOPLE_IN_MOMENT.into())],
        ));
    }
    for id in &people {
        super::people::chip(tx, *id)?;
    }
    let gestures = distinct(&new.gestures);
    if gestures.is_empty() || gestures.len() > limits::GESTURES_IN_MOMENT {
        return Err(Error::field("gestures", "error-moment-gestures", vec![]));
    }
    for gesture in &gestures {
        gestures::check(tx, gesture)?;
    }
    let channel = match &new.channel {
        Some(channel) => Some(person::line("channel", &channel.0)?).filter(|c| !c.is_empty()).map(Channel),
        None => None,
    };
    Ok(Moment {
        id: MomentId::new(now.utc),
        at,
        on: now.date_of(at),
        zone: now.zone.name().to_owned(),
        gestures,
        direction: new.direction,
        channel,
        note: person::text("note", &new.note)?,
        people,
    })
}

fn distinct<T: Clone + PartialEq>(items: &[T]) -> Vec<T> {
    let mut kept: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(item) {
            kept.push(item.clone());
        }
    }
    kept
}

/// Deletes a moment; a follow-up it planted stays.
///
/// # Errors
/// When there is no such moment or the database cannot be written.
pub fn delete(tx: &Transaction<'_>, id: MomentId) -> Result<Moment> {
    let moment = get(tx, id)?;
    tx.prepare_cached("DELETE FROM moment WHERE id = ?1")?.execute([id])?;
    Ok(moment)
}

const COLUMNS: &str = "m.id, m.at_ms, m.on_date, m.zone, m.direction, m.channel, m.note";

fn without_people(row: &Row<'_>) -> rusqlite::Result<Moment> {
    let direction: String = row.get(4)?;
    Ok(Moment {
        id: row.get(0)?,
        at: DateTime::from_timestamp_millis(row.get(1)?).unwrap_or_default(),
        on: row.get(2)?,
        zone: row.get(3)?,
        gestures: Vec::new(),
        direction: Direction::from_word(&direction).unwrap_or_default(),
        channel: row.get::<_, Option<String>>(5)?.map(Channel),
        note: row.get(6)?,
        people: Vec::new(),
    })
}

fn complete(connection: &Connection, moment: Moment) -> Result<Moment> {
    let mut gestures = connection
        .prepare_cached("SELECT gesture FROM moment_gesture WHERE moment = ?1 ORDER BY position")?;
    let mut people =
        connection.prepare_cached("SELECT person FROM moment_person WHERE moment = ?1 ORDER BY position")?;
    let gestures = gestures.query_map([moment.id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let people = people.query_map([moment.id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Moment { gestures, people, ..moment })
}

/// One moment.
///
/// # Errors
/// When there is no such moment.
pub fn get(connection: &Connection, id: MomentId) -> Result<Moment> {
    let sql = format!("SELECT {COLUMNS} FROM moment AS m WHERE m.id = ?1");
    let found = connection.prepare_cached(&sql)?.query_row([id], without_people).optional()?;
    complete(connection, found.ok_or_else(|| Error::refused("error-no-such-moment", vec![]))?)
}

/// The note of a moment; empty when there is no such moment.
///
/// # Errors
/// When the database cannot be read.
pub fn note(connection: &Connection, id: MomentId) -> Result<String> {
    let mut select = connection.prepare_cached("SELECT note FROM moment WHERE id = ?1")?;
    Ok(select.query_row([id], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// With whom a moment was.
///
/// # Errors
/// When the database cannot be read.
pub fn people_of(connection: &Connection, id: MomentId) -> Result<Vec<PersonId>> {
    let mut select =
        connection.prepare_cached("SELECT person FROM moment_person WHERE moment = ?1 ORDER BY position")?;
    Ok(select.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Which moments to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only with this person.
    pub person: Option<PersonId>,
    /// Only this gesture.
    pub gesture: Option<GestureId>,
    /// Only on or after this civil date.
    pub from: Option<NaiveDate>,
    /// Only on or before this civil date.
    pub until: Option<NaiveDate>,
}

impl Filter {
    /// The FROM and WHERE of this filter and its parameters. Only fixed text goes into the SQL.
    fn sql(&self) -> (String, Vec<&dyn ToSql>) {
        let mut from = String::from("FROM moment AS m");
        let (mut conditions, mut values): (Vec<&str>, Vec<&dyn ToSql>) = (Vec::new(), Vec::new());
        if let Some(person) = &self.person {
            from.push_str(" JOIN moment_person AS mp ON mp.moment = m.id");
            conditions.push("mp.person = ?");
            values.push(person);
        }
        if let Some(gesture) = &self.gesture {
            conditions
                .push("EXISTS (SELECT 1 FROM moment_gesture AS g WHERE g.moment = m.id AND g.gesture = ?)");
            values.push(gesture);
        }
        if let Some(date) = &self.from {
            conditions.push("m.on_date >= ?");
            values.push(date);
        }
        if let Some(date) = &self.until {
            conditions.push("m.on_date <= ?");
            values.push(date);
        }
        if !conditions.is_empty() {
            from.push_str(" WHERE ");
            from.push_str(&conditions.join(" AND "));
        }
        (from, values)
    }
}

/// A page of moments, newest first, and how many there are in all.
///
/// # Errors
/// When the database cannot be read.
pub fn list(
    connection: &Connection,
    filter: &Filter,
    offset: usize,
    limit: usize,
) -> Result<(usize, Vec<Moment>)> {
    let (from, mut values) = filter.sql();
    let total = match filter {
        Filter { person: Some(person), gesture: None, from: None, until: None } => {
            count_with(connection, *person)?
        }
        _ => {
            let mut count = connection.prepare_cached(&format!("SELECT count(*) {from}"))?;
            usize::try_from(count.query_row(values.as_slice(), |row| row.get::<_, i64>(0))?).unwrap_or(0)
        }
    };
    let (limit, offset) =
        (i64::try_from(limit).unwrap_or(i64::MAX), i64::try_from(offset).unwrap_or(i64::MAX));
    values.push(&limit);
    values.push(&offset);
    let time =
        if filter.person.is_some() { "mp.at_ms DESC, mp.moment DESC" } else { "m.at_ms DESC, m.id DESC" };
    let sql = format!("SELECT {COLUMNS} {from} ORDER BY {time} LIMIT ? OFFSET ?");
    let mut select = connection.prepare_cached(&sql)?;
    let found: Vec<Moment> =
        select.query_map(values.as_slice(), without_people)?.collect::<rusqlite::Result<_>>()?;
    let moments = found.into_iter().map(|moment| complete(connection, moment)).collect::<Result<_>>()?;
    Ok((total, moments))
}

/// How many moments there are with a person: kept for each, so that the busiest cost no more than another.
///
/// # Errors
/// When the database cannot be read.
pub fn count_with(connection: &Connection, person: PersonId) -> Result<usize> {
    let mut select =
        connection.prepare_cached("SELECT coalesce((SELECT moments FROM met WHERE person = ?1), 0)")?;
    Ok(usize::try_from(select.query_row([person], |row| row.get::<_, i64>(0))?).unwrap_or(0))
}

/// The people of the newest moments, newest first, at most `limit` of them; who was met twice is there twice.
///
/// # Errors
/// When the database cannot be read.
pub fn met_last(connection: &Connection, limit: usize) -> Result<Vec<PersonId>> {
    let mut select = connection.prepare_cached(
        "SELECT mp.person FROM moment AS m JOIN moment_person AS mp ON mp.moment = m.id
         ORDER BY m.at_ms DESC, m.id DESC LIMIT ?1",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(select.query_map([limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The gestures of the last `limit` moments of one's own with a person, newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn recent_gestures(connection: &Connection, person: PersonId, limit: usize) -> Result<Vec<GestureId>> {
    let mut select = connection.prepare_cached(
        "SELECT g.gesture FROM moment_person AS mp JOIN moment_gesture AS g ON g.moment = mp.moment
         WHERE mp.person = ?1 AND mp.moves = 1 ORDER BY mp.at_ms DESC, mp.moment DESC, g.position LIMIT ?2",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let gestures =
        select.query_map(params![person, limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(gestures)
}

/// Civil date of the first moment with a person.
///
/// # Errors
/// When the database cannot be read.
pub fn first_on(connection: &Connection, person: PersonId) -> Result<Option<NaiveDate>> {
    let mut select = connection.prepare_cached(
        "SELECT on_date FROM moment_person WHERE person = ?1 ORDER BY at_ms, moment LIMIT 1",
    )?;
    Ok(select.query_row([person], |row| row.get(0)).optional()?)
}
