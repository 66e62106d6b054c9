//! What the planner looks at, what the user put off, and the ledger of banners.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, Transaction, params};

use super::{blocks, contributions, follow_ups, occasions, own_reminders, settings};
use crate::api::Settings;
use crate::block::{Block, BlockKind};
use crate::clock::{Now, minus_days};
use crate::delivery::{BannerRow, BannerState, Due, SLOT_ASKED, SLOT_DAY_BEFORE, SLOT_EARLIER};
use crate::error::Result;
use crate::id::PersonId;
use crate::plan::{Amnesty, FOLLOW_UP_STANDS, PersonState, ReminderKey, Rules, Snapshot, Subject};

/// What Nod remembers of the last absence.
const AMNESTY: &str = "amnesty";

/// Days a follow-up may stand after it ripened: twice as long as it does, since an absence may have moved it.
const FOLLOW_UPS_BACK: u32 = 2 * FOLLOW_UP_STANDS + 30;

/// Days a leave is remembered for its return; longer than any transition.
const BLOCKS_BACK: u32 = 120;

/// The planner's rules from the settings and what the database remembers.
///
/// # Errors
/// When the database cannot be read.
pub fn rules(connection: &Connection, settings: &Settings) -> Result<Rules> {
    let seed = settings::state(connection, "seed")?.and_then(|text| text.parse().ok()).unwrap_or(0);
    let amnesty = settings::state(connection, AMNESTY)?.and_then(|text| Amnesty::from_json(&text));
    Ok(Rules {
        working_days: settings.working_days,
        seed,
        jitter: settings.jitter,
        today_at_most: usize::from(settings.today_at_most),
        lead_days: settings.lead_days,
        amnesty,
    })
}

/// Remembers what an absence left.
///
/// # Errors
/// When the database cannot be written.
pub fn remember_amnesty(tx: &Transaction<'_>, amnesty: &Amnesty) -> Result<()> {
    settings::set_state(tx, AMNESTY, &amnesty.to_json())
}

const PERSON_STATE: &str =
    "SELECT p.id, nullif(coalesce(p.rhythm_days, c.rhythm_days), 3650), p.created_on, met.last_move, met.last_on,
        (SELECT max(max(made_on, due)) FROM put_off WHERE person = p.id AND until_ms IS NULL
             AND made_on >= coalesce(met.last_move, '') AND (reminder GLOB 'rhythm-*' OR reminder GLOB 'drift-*')),
        coalesce(met.moments, 0), habit.median_gap, p.birthday, p.start_date
     FROM person AS p LEFT JOIN circle AS c ON c.id = p.circle LEFT JOIN met ON met.person = p.id
     LEFT JOIN habit ON habit.person = p.id";

fn person_state(row: &rusqlite::Row<'_>) -> rusqlite::Result<PersonState> {
    // An empty text is not known; what an import left unreadable counts as that.
    let birthday = row.get_ref(8)?.as_str().unwrap_or_default();
    let started = row.get_ref(9)?.as_str().unwrap_or_default();
    Ok(PersonState {
        id: row.get(0)?,
        rhythm: row.get(1)?,
        created_on: row.get(2)?,
        last_move: row.get(3)?,
        last_any: row.get(4)?,
        skipped_on: row.get(5)?,
        moments: row.get(6)?,
        median_gap: row.get(7)?,
        birthday: if birthday.is_empty() { None } else { birthday.parse().ok() },
        started: if started.is_empty() { None } else { started.parse().ok() },
        transition: None,
        blocks: Vec::new(),
    })
}

/// Everything the planner looks at, for `on` and the days after it.
///
/// # Errors
/// When the database cannot be read.
pub fn snapshot(connection: &Connection, on: NaiveDate) -> Result<Snapshot> {
    let sql = format!("{PERSON_STATE} WHERE p.archived = 0");
    let mut select = connection.prepare_cached(&sql)?;
    let mut people: Vec<PersonState> =
        select.query_map([], person_state)?.collect::<rusqlite::Result<_>>()?;
    let stored = blocks::ending_from(connection, minus_days(on, BLOCKS_BACK))?;
    let mut transitions = blocks::transitions(connection)?;
    let (away, others): (Vec<Block>, Vec<Block>) =
        stored.into_iter().partition(|block| block.kind == BlockKind::Away);
    if !others.is_empty() || !transitions.is_empty() {
        let mut blocks: HashMap<PersonId, Vec<Block>> = HashMap::new();
        for block in others {
            if let Some(person) = block.person {
                blocks.entry(person).or_default().push(block);
            }
        }
        for person in &mut people {
            person.transition = transitions.remove(&person.id);
            person.blocks = blocks.remove(&person.id).unwrap_or_default();
        }
    }
    let mut snapshot = Snapshot {
        people,
        follow_ups: follow_ups::open_from(connection, minus_days(on, FOLLOW_UPS_BACK))?,
        unsaid: contributions::fresh(connection, on)?,
        occasions: occasions::all(connection)?,
        own: own_reminders::open(connection)?,
        away: away.into_iter().map(|block| block.span).collect(),
        ..Snapshot::default()
    };
    // A skipped rhythm starts its cycle anew, which the people's rows say; of the others the name is needed.
    let mut select = connection.prepare_cached(
        "SELECT reminder, until_ms FROM put_off WHERE until_ms IS NOT NULL
             OR NOT (reminder GLOB 'rhythm-*' OR reminder GLOB 'drift-*')",
    )?;
    let rows = select.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    for row in rows {
        let (reminder, until) = row?;
        let Ok(key) = reminder.parse::<ReminderKey>() else { continue };
        match until {
            Some(until) => {
                snapshot.put_off.insert(key, DateTime::from_timestamp_millis(until).unwrap_or_default());
            }
            None => {
                snapshot.skipped.insert(key);
            }
        }
    }
    Ok(snapshot)
}

/// What the planner is told of one person.
///
/// # Errors
/// When there is no such person.
pub fn state_of(connection: &Connection, id: PersonId) -> Result<PersonState> {
    let sql = format!("{PERSON_STATE} WHERE p.id = ?1");
    let state = connection.prepare_cached(&sql)?.query_row([id], person_state)?;
    let transition = blocks::transitions(connection)?.remove(&id);
    Ok(PersonState { transition, blocks: blocks::of_person(connection, id)?, ..state })
}

/// Puts a reminder off to an instant, or skips its cycle. True when that is a change.
///
/// # Errors
/// When the database cannot be written.
pub fn put_off(
    tx: &Transaction<'_>,
    key: ReminderKey,
    person: Option<PersonId>,
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

/// Forgets what was put off, or skipped, of something that comes at another time by now.
///
/// # Errors
/// When the database cannot be written.
pub fn forget_put_off(tx: &Transaction<'_>, subject: Subject) -> Result<()> {
    let mut select = tx.prepare_cached("SELECT reminder FROM put_off WHERE reminder GLOB ?1")?;
    let names = select.query_map([on_any_day(subject)], |row| row.get(0))?;
    let names = names.collect::<rusqlite::Result<Vec<String>>>()?;
    let mut delete = tx.prepare_cached("DELETE FROM put_off WHERE reminder = ?1")?;
    for name in names {
        delete.execute([name])?;
    }
    Ok(())
}

/// Forgets the banners of an own reminder that comes at another time by now: that they came says nothing of the new one.
///
/// # Errors
/// When the database cannot be written.
pub fn forget_banners(tx: &Transaction<'_>, subject: Subject) -> Result<()> {
    tx.prepare_cached("DELETE FROM banner WHERE reminder GLOB ?1")?.execute([on_any_day(subject)])?;
    Ok(())
}

/// A pattern for the names of a subject's reminders, whatever their day.
fn on_any_day(subject: Subject) -> String {
    let epoch = ReminderKey { subject, due: NaiveDate::default() }.to_string();
    epoch.replace(&NaiveDate::default().to_string(), "*")
}

/// The banners of a civil date; those of later dates, which a clock set back or a journey west has yet to reach; what was
/// asked for by a time on the date before, which a journey east may call again; those that the user closed, which never
/// come back; and the greetings after an absence.
///
/// # Errors
/// When the database cannot be read.
pub fn ledger(connection: &Connection, on: NaiveDate) -> Result<Vec<BannerRow>> {
    let mut select = connection.prepare_cached(
        "SELECT reminder,
                 CASE WHEN on_date = ?1 THEN slot WHEN on_date > ?1 OR state = 'dismissed' THEN ?2 ELSE ?3 END,
                 state, claimed_ms
             FROM banner
             WHERE on_date >= ?1 OR state = 'dismissed' OR reminder GLOB 'return-*' OR (on_date = ?4 AND slot = ?5)",
    )?;
    let of = params![on, SLOT_EARLIER, SLOT_DAY_BEFORE, minus_days(on, 1), SLOT_ASKED];
    let rows = select.query_map(of, |row| {
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
    claim_row(tx, &due.reminder.key.to_string(), due, now)
}

/// Claims a ledger row of another name for the same banner: a greeting after an absence.
///
/// # Errors
/// When the database cannot be written.
pub fn claim_as(tx: &Transaction<'_>, name: &str, due: &Due<'_>, now: Now) -> Result<bool> {
    claim_row(tx, name, due, now)
}

fn claim_row(tx: &Transaction<'_>, name: &str, due: &Due<'_>, now: Now) -> Result<bool> {
    let claimed = tx
        .prepare_cached(
            "INSERT INTO banner (reminder, on_date, slot, person, state, claimed_ms)
             VALUES (?1, ?2, ?3, ?4, 'claimed', ?5)
             ON CONFLICT (reminder, on_date, slot) DO UPDATE SET state = 'claimed', claimed_ms = excluded.claimed_ms
             WHERE claimed_ms = ?6",
        )?
        .execute(params![
            name,
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
