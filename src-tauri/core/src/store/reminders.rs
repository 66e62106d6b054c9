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
use crate::id::{CircleId, PersonId};
use crate::limits::WHENEVER;
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

/// Rows of a table by person, walked beside the people in the order of their ids: with ten thousand of them that is a
/// fraction of looking each up.
struct Beside<T>(std::iter::Peekable<std::vec::IntoIter<(PersonId, T)>>);

impl<T> Beside<T> {
    /// `sql` gives the person first, in the order of ids.
    fn read(
        connection: &Connection,
        sql: &str,
        read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Self> {
        let mut select = connection.prepare_cached(sql)?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, read(row)?)))?;
        Ok(Self(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().peekable()))
    }

    /// The row of `id`, which comes after everybody who was asked for before.
    fn of(&mut self, id: PersonId) -> Option<T> {
        while self.0.next_if(|(person, _)| *person < id).is_some() {}
        self.0.next_if(|(person, _)| *person == id).map(|(_, row)| row)
    }
}

/// A civil date as it is stored; nothing for NULL, an empty text, or what is none.
fn date(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let Ok(text) = row.get_ref(at)?.as_str() else { return Ok(None) };
    // Tens of thousands are read for one plan, nearly all of them of this shape.
    if let [y @ .., b'-', m1, m2, b'-', d1, d2] = text.as_bytes()
        && y.len() == 4
        && [m1, m2, d1, d2].into_iter().chain(y).all(u8::is_ascii_digit)
    {
        let number =
            |digits: &[u8]| digits.iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(digit - b'0'));
        let year = i32::try_from(number(y)).unwrap_or(0);
        return Ok(NaiveDate::from_ymd_opt(year, number(&[*m1, *m2]), number(&[*d1, *d2])));
    }
    Ok(text.parse().ok())
}

/// What the planner is told of everybody who is not archived, in the order of their ids.
fn everybody(connection: &Connection) -> Result<Vec<PersonState>> {
    let circles: HashMap<CircleId, Option<u16>> = connection
        .prepare_cached("SELECT id, rhythm_days FROM circle")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut met = Beside::read(
        connection,
        "SELECT person, last_move, last_on, moments FROM met ORDER BY person",
        |row| Ok((date(row, 1)?, date(row, 2)?, row.get(3)?)),
    )?;
    let mut habit =
        Beside::read(connection, "SELECT person, median_gap FROM habit ORDER BY person", |row| row.get(1))?;
    let mut skipped = Beside::read(
        connection,
        "SELECT put_off.person, max(max(made_on, due)) FROM put_off LEFT JOIN met ON met.person = put_off.person
         WHERE put_off.person IS NOT NULL AND until_ms IS NULL AND made_on >= coalesce(met.last_move, '')
             AND (reminder GLOB 'rhythm-*' OR reminder GLOB 'drift-*')
         GROUP BY put_off.person ORDER BY put_off.person",
        |row| date(row, 1),
    )?;
    let mut select = connection.prepare_cached(
        "SELECT id, circle, rhythm_days, created_on, birthday, start_date FROM person WHERE archived = 0 ORDER BY id",
    )?;
    let people = select.query_map([], |row| {
        let id: PersonId = row.get(0)?;
        let circle: Option<CircleId> = row.get(1)?;
        let own: Option<u16> = row.get(2)?;
        let rhythm = own.or_else(|| circle.and_then(|circle| circles.get(&circle).copied().flatten()));
        let (last_move, last_any, moments) = met.of(id).unwrap_or((None, None, 0));
        let birthday = row.get_ref(4)?.as_str().unwrap_or_default();
        Ok(PersonState {
            id,
            rhythm: rhythm.filter(|days| *days != WHENEVER),
            created_on: date(row, 3)?.map_or_else(|| row.get(3), Ok)?,
            last_move,
            last_any,
            skipped_on: skipped.of(id).flatten(),
            moments,
            median_gap: habit.of(id).flatten(),
            birthday: if birthday.is_empty() { None } else { birthday.parse().ok() },
            started: date(row, 5)?,
            transition: None,
            blocks: Vec::new(),
        })
    })?;
    Ok(people.collect::<rusqlite::Result<_>>()?)
}

/// Everything the planner looks at, for `on` and the days after it.
///
/// # Errors
/// When the database cannot be read.
pub fn snapshot(connection: &Connection, on: NaiveDate) -> Result<Snapshot> {
    let mut people = everybody(connection)?;
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
    let transition = blocks::transition(connection, id)?;
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
/// asked for by a time on the date before, which a journey east may call again, or earlier and is put off still or an own
/// reminder's, which the end of a pause may; those that the user closed, which never come back; and the greetings after an
/// absence.
///
/// # Errors
/// When the database cannot be read.
pub fn ledger(connection: &Connection, on: NaiveDate) -> Result<Vec<BannerRow>> {
    let mut select = connection.prepare_cached(
        "SELECT reminder,
                 CASE WHEN on_date = ?1 THEN slot WHEN on_date > ?1 OR state = 'dismissed' THEN ?2 ELSE ?3 END,
                 state, claimed_ms
             FROM banner
             WHERE on_date >= ?1 OR state = 'dismissed' OR reminder GLOB 'return-*'
                 OR (slot = ?5 AND
                     (on_date = ?4 OR reminder GLOB 'own-*' OR reminder IN (SELECT reminder FROM put_off)))",
    )?;
    let of = params![on, SLOT_EARLIER, SLOT_DAY_BEFORE, minus_days(on, 1), SLOT_ASKED];
    let rows = select.query_map(of, |row| {
        let state: String = row.get(2)?;
        let claimed = DateTime::from_timestamp_millis(row.get(3)?).unwrap_or_default();
        Ok(BannerRow { reminder: row.get(0)?, slot: row.get(1)?, state: state_from(&state), claimed })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// True when a banner was answered.
///
/// # Errors
/// When the database cannot be read.
pub fn is_answered(connection: &Connection, reminder: &str, on: NaiveDate, slot: i64) -> Result<bool> {
    let mut select = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM banner WHERE reminder = ?1 AND on_date = ?2 AND slot = ?3 AND state = 'answered')",
    )?;
    Ok(select.query_row(params![reminder, on, slot], |row| row.get(0))?)
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
