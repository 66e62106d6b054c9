//! What the planner looks at, what the user put off, and the ledger of banners.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, Transaction, params};

use super::{follow_ups, settings};
use crate::api::Settings;
use crate::clock::Now;
use crate::delivery::{BannerRow, BannerState, Due, SLOT_EARLIER};
use crate::error::Result;
use crate::id::PersonId;
use crate::plan::{PersonState, ReminderKey, Rules, Snapshot};

/// The planner's rules from the settings and the database's seed.
///
/// # Errors
/// When the database cannot be read.
pub fn rules(connection: &Connection, settings: &Settings) -> Result<Rules> {
    let seed = settings::state(connection, "seed")?.and_then(|text| text.parse().ok()).unwrap_or(0);
    Ok(Rules { working_days: settings.working_days, seed, jitter: settings.jitter })
}

const PERSON_STATE: &str =
    "SELECT p.id, coalesce(p.rhythm_days, c.rhythm_days), p.created_on, met.last_move, met.last_on,
        (SELECT max(max(made_on, due)) FROM put_off WHERE person = p.id AND until_ms IS NULL
             AND made_on >= coalesce(met.last_move, ''))
     FROM person AS p LEFT JOIN circle AS c ON c.id = p.circle LEFT JOIN met ON met.person = p.id";

fn person_state(row: &rusqlite::Row<'_>) -> rusqlite::Result<PersonState> {
    Ok(PersonState {
        id: row.get(0)?,
        rhythm: row.get(1)?,
        created_on: row.get(2)?,
        last_move: row.get(3)?,
        last_any: row.get(4)?,
        skipped_on: row.get(5)?,
    })
}

/// Everything the planner looks at.
///
/// # Errors
/// When the database cannot be read.
pub fn snapshot(connection: &Connection) -> Result<Snapshot> {
    let sql = format!("{PERSON_STATE} WHERE p.archived = 0");
    let mut select = connection.prepare_cached(&sql)?;
    let people = select.query_map([], person_state)?.collect::<rusqlite::Result<_>>()?;
    let mut select =
        connection.prepare_cached("SELECT reminder, until_ms FROM put_off WHERE until_ms IS NOT NULL")?;
    let put_off = select.query_map([], |row| {
        let until = DateTime::from_timestamp_millis(row.get(1)?).unwrap_or_default();
        Ok((row.get::<_, String>(0)?, until))
    })?;
    let put_off = put_off.collect::<rusqlite::Result<_>>()?;
    Ok(Snapshot { people, follow_ups: follow_ups::open(connection)?, put_off })
}

/// What the planner is told of one person.
///
/// # Errors
/// When there is no such person.
pub fn state_of(connection: &Connection, id: PersonId) -> Result<PersonState> {
    let sql = format!("{PERSON_STATE} WHERE p.id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id], person_state)?)
}

/// Puts a reminder off to an instant, or skips its cycle. True when that is a change.
///
/// # Errors
/// When the database cannot be written.
pub fn put_off(
    tx: &Transaction<'_>,
    key: ReminderKey,
    person: PersonId,
    until: Option<DateTime<Utc>>,
    now: Now,
) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "INSERT INTO put_off (reminder, person, due, until_ms, made_on) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (reminder) DO UPDATE SET until_ms = excluded.until_ms, made_on = excluded.made_on
             WHERE until_ms IS NOT excluded.until_ms",
        )?
        .execute(params![
            key.to_string(),
            person,
            key.due,
            until.map(|at| at.timestamp_millis()),
            now.today()
        ])?;
    Ok(changed == 1)
}

/// The banners of a civil date, and those of other days that the user closed: they never come back.
///
/// # Errors
/// When the database cannot be read.
pub fn ledger(connection: &Connection, on: NaiveDate) -> Result<Vec<BannerRow>> {
    let mut select = connection.prepare_cached(
        "SELECT reminder, iif(on_date = ?1, slot, ?2), state, claimed_ms FROM banner
             WHERE on_date = ?1 OR state = 'dismissed'",
    )?;
    let rows = select.query_map(params![on, SLOT_EARLIER], |row| {
        let state: String = row.get(2)?;
        let claimed = DateTime::from_timestamp_millis(row.get(3)?).unwrap_or_default();
        Ok(BannerRow { reminder: row.get(0)?, slot: row.get(1)?, state: state_from(&state), claimed })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Claims a banner before it is shown. False when another process was faster, or the ledger changed since it was read.
///
/// # Errors
/// When the database cannot be written.
pub fn claim(tx: &Transaction<'_>, due: &Due<'_>, now: Now) -> Result<bool> {
    let claimed = tx
        .prepare_cached(
            "INSERT INTO banner (reminder, on_date, slot, person, state, claimed_ms)
             VALUES (?1, ?2, ?3, ?4, 'claimed', ?5)
             ON CONFLICT (reminder, on_date, slot) DO UPDATE SET state = 'claimed', claimed_ms = excluded.claimed_ms
             WHERE claimed_ms = ?6",
        )?
        .execute(params![
            due.reminder.key.to_string(),
            now.today(),
            due.slot,
            due.reminder.person,
            now.utc.timestamp_millis(),
            due.claimed.map(|at| at.timestamp_millis()),
        ])?;
    Ok(claimed == 1)
}

/// Notes how far a banner got. One that is only claimed is given back with it: it can be claimed at once.
///
/// # Errors
/// When the database cannot be written.
pub fn mark(
    tx: &Transaction<'_>,
    reminder: &str,
    on: NaiveDate,
    slot: i64,
    state: BannerState,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE banner SET state = ?4, claimed_ms = CASE ?4 WHEN 'claimed' THEN 0 ELSE claimed_ms END
         WHERE reminder = ?1 AND on_date = ?2 AND slot = ?3",
    )?
    .execute(params![reminder, on, slot, state_word(state)])?;
    Ok(())
}

const fn state_word(state: BannerState) -> &'static str {
    match state {
        BannerState::Claimed => "claimed",
        BannerState::Shown => "shown",
        BannerState::Expired => "expired",
        BannerState::Dismissed => "dismissed",
        BannerState::Answered => "answered",
        BannerState::Withdrawn => "withdrawn",
    }
}

fn state_from(word: &str) -> BannerState {
    match word {
        "claimed" => BannerState::Claimed,
        "expired" => BannerState::Expired,
        "dismissed" => BannerState::Dismissed,
        "answered" => BannerState::Answered,
        "withdrawn" => BannerState::Withdrawn,
        _ => BannerState::Shown,
    }
}
