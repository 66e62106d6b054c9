//! The index that search reads, and how it is kept in step.
//!
//! Triggers in the file note what changed in `search_stale`, whatever changed it: an action, its Undo, a cascade, an
//! import. [`refresh`] indexes that before the next search, so that logging does not wait for an index; what is very much
//! ([`settle`]) is indexed with the transaction that wrote it. A row of the index is found by its place, a number that
//! says kind and minute, so that each kind is read newest first without sorting.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::error::Result;
use crate::gesture::GestureId;
use crate::id::{ContributionId, DetailId, FollowUpId, MomentId, OccasionId, OwnReminderId, PersonId};
use crate::search::words::{indexed, of_gesture, of_person};

/// What is found. The numbers are part of the file: they are the highest bits of a place, and the best come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A moment.
    Moment = 1,
    /// An own reminder, done or not.
    OwnReminder = 2,
    /// An own occasion.
    Occasion = 3,
    /// A contribution that was noted, said or not. What a moment planted is found as the moment.
    Contribution = 4,
    /// A follow-up, open or ended.
    FollowUp = 5,
    /// A detail.
    Detail = 6,
    /// A person.
    Person = 7,
}

impl Kind {
    /// All kinds, in the order they are shown.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Detail,
        Self::FollowUp,
        Self::Contribution,
        Self::Occasion,
        Self::OwnReminder,
        Self::Moment,
    ];

    fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as i64 == number)
    }

    /// The kind of what stands at a place.
    #[must_use]
    pub fn at(place: i64) -> Option<Self> {
        Self::from_number(place >> KIND_BITS)
    }

    /// The places of this kind, first and last.
    #[must_use]
    pub const fn places(self) -> (i64, i64) {
        let first = (self as i64) << KIND_BITS;
        (first, first + (1 << KIND_BITS) - 1)
    }

    /// The first place of a minute.
    #[must_use]
    pub fn place_of(self, at: DateTime<Utc>) -> i64 {
        let minute = (at.timestamp() / 60).clamp(0, (1 << (KIND_BITS - IN_MINUTE)) - 2);
        self.places().0 + (minute << IN_MINUTE)
    }
}

/// Bits of a place below the kind: the minute since 1970 (until 2097) and the number in it.
const KIND_BITS: i64 = 40;
/// Bits of a place that number what falls into one minute.
const IN_MINUTE: i64 = 14;
/// How many stale rows are indexed at a time.
const BATCH: i64 = 10_000;

/// Rows that may wait for the next search; an action that leaves more indexes them itself.
const WAITING: i64 = 256;
/// From so many rows on, the index is written as one piece afterwards.
const MANY: usize = 20_000;

/// Brings the index up to date with everything that changed, if anything did.
///
/// # Errors
/// When the database cannot be read or written.
pub fn refresh(connection: &Connection) -> Result<()> {
    let stale = "SELECT EXISTS (SELECT 1 FROM search_stale)";
    if !connection.prepare_cached(stale)?.query_row([], |row| row.get::<_, bool>(0))? {
        return Ok(());
    }
    let tx = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    if catch_up(&tx)? >= MANY {
        tidy(&tx)?;
    }
    Ok(tx.commit()?)
}

/// Ends a transaction: when it left more than may wait, that is indexed now.
///
/// # Errors
/// When the database cannot be read or written.
pub fn settle(tx: &Transaction<'_>) -> Result<()> {
    let mut count = tx.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM search_stale LIMIT ?1)")?;
    if count.query_row([WAITING], |row| row.get::<_, i64>(0))? == WAITING {
        catch_up(tx)?;
    }
    Ok(())
}

/// Writes the index as one piece. Only then nothing is left of rows that were deleted from it.
///
/// # Errors
/// When the database cannot be written.
pub fn tidy(tx: &Transaction<'_>) -> Result<()> {
    tx.execute("INSERT INTO search (search) VALUES ('optimize')", [])?;
    Ok(())
}

/// Brings the index up to date with what changed, and returns how many rows that were.
///
/// # Errors
/// When the database cannot be read or written.
pub fn catch_up(tx: &Transaction<'_>) -> Result<usize> {
    let mut indexed = 0;
    loop {
        let mut select = tx.prepare_cached("SELECT id, kind FROM search_stale LIMIT ?1")?;
        let stale: Vec<(Vec<u8>, i64)> = select
            .query_map([BATCH], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        drop(select);
        if stale.is_empty() {
            return Ok(indexed);
        }
        indexed += stale.len();
        forget(tx, &stale)?;
        let mut entries = Vec::with_capacity(stale.len());
        for (id, kind) in &stale {
            if let Some((kind, at, words)) =
                Kind::from_number(*kind).map(|k| entry(tx, k, id)).transpose()?.flatten()
            {
                let place = free_place(tx, kind, at)?;
                tx.prepare_cached("INSERT INTO search_entry (place, id) VALUES (?1, ?2)")?
                    .execute(params![place, id])?;
                entries.push((place, words));
            }
        }
        // In order of place: FTS5 writes out what it holds whenever a row comes before the last.
        entries.sort_unstable_by_key(|(place, _)| *place);
        let mut insert = tx.prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?;
        for (place, words) in &entries {
            insert.execute(params![place, words])?;
        }
        let mut done = tx.prepare_cached("DELETE FROM search_stale WHERE id = ?1")?;
        for (id, _) in &stale {
            done.execute([id])?;
        }
    }
}

fn forget(tx: &Transaction<'_>, stale: &[(Vec<u8>, i64)]) -> Result<()> {
    let mut find = tx.prepare_cached("SELECT place FROM search_entry WHERE id = ?1")?;
    let mut places: Vec<i64> = Vec::new();
    for (id, _) in stale {
        places.extend(find.query_row([id], |row| row.get::<_, i64>(0)).optional()?);
    }
    places.sort_unstable();
    let mut from_index = tx.prepare_cached("DELETE FROM search WHERE rowid = ?1")?;
    let mut from_entries = tx.prepare_cached("DELETE FROM search_entry WHERE place = ?1")?;
    for place in places {
        from_index.execute([place])?;
        from_entries.execute([place])?;
    }
    Ok(())
}

/// The first free place of a minute; behind everything of its kind when more fell into one minute than fit.
fn free_place(tx: &Transaction<'_>, kind: Kind, at: DateTime<Utc>) -> Result<i64> {
    let first = kind.place_of(at);
    let last = first + (1 << IN_MINUTE) - 1;
    let mut taken = tx.prepare_cached("SELECT max(place) FROM search_entry WHERE place BETWEEN ?1 AND ?2")?;
    let highest: Option<i64> = taken.query_row([first, last], |row| row.get(0))?;
    match highest {
        None => Ok(first),
        Some(place) if place < last => Ok(place + 1),
        Some(_) => {
            let (_, end) = kind.places();
            let highest: i64 = taken.query_row([first, end], |row| row.get(0))?;
            Ok(highest + 1)
        }
    }
}

type Entry = (Kind, DateTime<Utc>, String);

/// What the index says of a row; nothing when the row is not there any more.
fn entry(tx: &Transaction<'_>, kind: Kind, id: &[u8]) -> Result<Option<Entry>> {
    Ok(match kind {
        Kind::Person => person_entry(tx, id)?,
        Kind::Detail => {
            let row =
                one(tx, "SELECT person, text || ' ' || category, learned_on FROM detail WHERE id = ?1", id)?;
            row.map(|(person, text, on)| {
                (kind, noon(on), format!("{} {}", indexed(&text), of_person(person)))
            })
        }
        Kind::FollowUp => {
            let row = one(tx, "SELECT person, text, on_date FROM follow_up WHERE id = ?1", id)?;
            row.map(|(person, text, on)| {
                (kind, noon(on), format!("{} {}", indexed(&text), of_person(person)))
            })
        }
        Kind::Contribution => {
            let sql = "SELECT person, what || ' ' || changed, on_date FROM contribution WHERE id = ?1 AND moment IS NULL";
            one(tx, sql, id)?.map(|(person, text, on)| {
                (kind, noon(on), format!("{} {}", indexed(&text), of_person(person)))
            })
        }
        Kind::Occasion => {
            // One without a year stands before all others of its kind.
            let sql = "SELECT person, title, replace(day, '--', '1970-') FROM occasion WHERE id = ?1";
            one(tx, sql, id)?.map(|(person, text, on)| {
                (kind, noon(on), format!("{} {}", indexed(&text), of_person(person)))
            })
        }
        Kind::OwnReminder => own_reminder_entry(tx, id)?,
        Kind::Moment => moment_entry(tx, id)?,
    })
}

fn own_reminder_entry(tx: &Transaction<'_>, id: &[u8]) -> Result<Option<Entry>> {
    let mut select = tx.prepare_cached("SELECT person, text, on_date FROM own_reminder WHERE id = ?1")?;
    let found: Option<(Option<PersonId>, String, NaiveDate)> =
        select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    Ok(found.map(|(person, text, on)| {
        let with = person.map_or_else(String::new, of_person);
        (Kind::OwnReminder, noon(on), format!("{} {with}", indexed(&text)))
    }))
}

fn one(tx: &Transaction<'_>, sql: &str, id: &[u8]) -> Result<Option<(PersonId, String, NaiveDate)>> {
    let mut select = tx.prepare_cached(sql)?;
    Ok(select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?)
}

fn noon(on: NaiveDate) -> DateTime<Utc> {
    on.and_time(chrono::NaiveTime::MIN).and_utc() + chrono::TimeDelta::hours(12)
}

fn column<T: FromSql>(connection: &Connection, sql: &str, id: &[u8]) -> Result<Vec<T>> {
    let mut select = connection.prepare_cached(sql)?;
    let values = select.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(values)
}

fn person_entry(tx: &Transaction<'_>, id: &[u8]) -> Result<Option<Entry>> {
    let mut select = tx.prepare_cached("SELECT id, created_on FROM person WHERE id = ?1")?;
    let found: Option<(PersonId, NaiveDate)> =
        select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((person, created_on)) = found else { return Ok(None) };
    let words = format!("{} {}", indexed(&person_text(tx, person)?.join("\n")), of_person(person));
    Ok(Some((Kind::Person, noon(created_on), words)))
}

/// Everything a person is found by, the name first.
///
/// # Errors
/// When the database cannot be read.
pub fn person_text(connection: &Connection, id: PersonId) -> Result<Vec<String>> {
    let mut select = connection.prepare_cached(
        "SELECT name, called, pronunciation, pronouns, role, team, organisation, place, notes FROM person WHERE id = ?1",
    )?;
    let mut texts: Vec<String> = select
        .query_row([id], |row| (0..9).map(|at| row.get(at)).collect::<rusqlite::Result<_>>())
        .optional()?
        .unwrap_or_default();
    let id = id.as_bytes();
    for sql in [
        "SELECT name FROM other_team WHERE person = ?1 ORDER BY position",
        "SELECT name FROM tag WHERE person = ?1",
        "SELECT name || ': ' || value FROM own_field WHERE person = ?1 ORDER BY position",
        "SELECT value FROM contact WHERE person = ?1 ORDER BY position",
        // A number is found with and without its spaces.
        "SELECT matching FROM contact WHERE person = ?1 AND kind = 'phone' AND matching <> value",
    ] {
        texts.extend(column::<String>(connection, sql, id)?);
    }
    texts.retain(|text| !text.is_empty());
    Ok(texts)
}

fn moment_entry(tx: &Transaction<'_>, id: &[u8]) -> Result<Option<Entry>> {
    let mut select = tx.prepare_cached("SELECT at_ms, note FROM moment WHERE id = ?1")?;
    let found: Option<(i64, String)> =
        select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((at_ms, note)) = found else { return Ok(None) };
    let mut words = indexed(&note);
    for person in column::<PersonId>(tx, "SELECT person FROM moment_person WHERE moment = ?1", id)? {
        words.push(' ');
        words.push_str(&of_person(person));
    }
    for gesture in column::<GestureId>(tx, "SELECT gesture FROM moment_gesture WHERE moment = ?1", id)? {
        words.push(' ');
        words.push_str(&of_gesture(&gesture));
    }
    Ok(Some((Kind::Moment, DateTime::from_timestamp_millis(at_ms).unwrap_or_default(), words)))
}

/// What stands at a place of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A person.
    Person(PersonId),
    /// A detail.
    Detail(DetailId),
    /// A follow-up.
    FollowUp(FollowUpId),
    /// A contribution.
    Contribution(ContributionId),
    /// An own occasion.
    Occasion(OccasionId),
    /// An own reminder.
    OwnReminder(OwnReminderId),
    /// A moment.
    Moment(MomentId),
}

/// Calls `take` with what `expression` finds at places `from..=to`, highest first, until it returns false.
///
/// # Errors
/// Whatever `take` says, or when the database cannot be read.
pub fn each(
    connection: &Connection,
    expression: &str,
    (from, to): (i64, i64),
    mut take: impl FnMut(i64, Found) -> Result<bool>,
) -> Result<()> {
    let mut select = connection.prepare_cached(
        "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC",
    )?;
    let mut rows = select.query(params![expression, from, to])?;
    while let Some(row) = rows.next()? {
        let place: i64 = row.get(0)?;
        let Some(found) = found(connection, place)? else { continue };
        if !take(place, found)? {
            break;
        }
    }
    Ok(())
}

fn found(connection: &Connection, place: i64) -> Result<Option<Found>> {
    let mut select = connection.prepare_cached("SELECT id FROM search_entry WHERE place = ?1")?;
    fn id<T: FromSql>(select: &mut rusqlite::CachedStatement<'_>, place: i64) -> Result<Option<T>> {
        Ok(select.query_row([place], |row| row.get(0)).optional()?)
    }
    Ok(match Kind::at(place) {
        Some(Kind::Person) => id(&mut select, place)?.map(Found::Person),
        Some(Kind::Detail) => id(&mut select, place)?.map(Found::Detail),
        Some(Kind::FollowUp) => id(&mut select, place)?.map(Found::FollowUp),
        Some(Kind::Contribution) => id(&mut select, place)?.map(Found::Contribution),
        Some(Kind::Occasion) => id(&mut select, place)?.map(Found::Occasion),
        Some(Kind::OwnReminder) => id(&mut select, place)?.map(Found::OwnReminder),
        Some(Kind::Moment) => id(&mut select, place)?.map(Found::Moment),
        None => None,
    })
}

/// A follow-up, open or ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnyFollowUp {
    /// With whom.
    pub person: PersonId,
    /// "ask about the demo".
    pub text: String,
    /// Civil date it ripens.
    pub on: NaiveDate,
    /// Civil date it was planted.
    pub planted_on: NaiveDate,
    /// `asked`, `let-go`, `expired`, or nothing while it is open.
    pub ended: Option<String>,
}

/// A follow-up, open or ended.
///
/// # Errors
/// When the database cannot be read.
pub fn follow_up(connection: &Connection, id: FollowUpId) -> Result<Option<AnyFollowUp>> {
    let mut select = connection
        .prepare_cached("SELECT person, text, on_date, planted_on, ended FROM follow_up WHERE id = ?1")?;
    let row = select.query_row([id], |row| {
        Ok(AnyFollowUp {
            person: row.get(0)?,
            text: row.get(1)?,
            on: row.get(2)?,
            planted_on: row.get(3)?,
            ended: row.get(4)?,
        })
    });
    Ok(row.optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_order_by_kind_and_then_by_time() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let places = [
            Kind::Moment.place_of(at("1900-01-01T00:00:00Z")),
            Kind::Moment.place_of(at("2026-11-20T09:00:00Z")),
            Kind::Moment.place_of(at("2026-11-20T09:01:00Z")),
            Kind::Moment.place_of(at("9999-01-01T00:00:00Z")),
            Kind::FollowUp.place_of(at("1970-01-01T00:00:00Z")),
            Kind::Person.place_of(at("2026-11-20T09:00:00Z")),
        ];
        assert!(places.is_sorted(), "{places:?}");
        // The window reads a place as a JavaScript number.
        assert!(Kind::Person.places().1 < 1 << 53);
        assert_eq!(Kind::at(places[3]), Some(Kind::Moment));
    }
}
