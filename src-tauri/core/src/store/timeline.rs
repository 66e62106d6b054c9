//! Everything with and about one person in one order.
//!
//! To put another kind on the timeline, add a line to [`KINDS`] and a variant to [`Entry`].

use rusqlite::{Connection, OptionalExtension, params};

use super::moments;
use crate::error::Result;
use crate::id::{ContributionId, DetailId, FollowUpId, MomentId, OccasionId, OwnReminderId, PersonId};

/// An entry of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A moment.
    Moment(MomentId),
    /// A detail.
    Detail(DetailId),
    /// A follow-up.
    FollowUp(FollowUpId),
    /// A contribution that was noted; what a moment planted is there as the moment.
    Contribution(ContributionId),
    /// An own occasion, on the last day it came, or on its first when that lies ahead.
    Occasion(OccasionId),
    /// An own reminder about the person, on the last day it was done, else on its first.
    OwnReminder(OwnReminderId),
}

/// Kind, id, day and instant of each kind's entries but moments; an entry of a day without a time stands below its
/// moments.
const KINDS: &str = "
    SELECT 'detail' AS kind, id, learned_on AS day, 0 AS at FROM detail
        WHERE person = ?1 AND (expires_on IS NULL OR expires_on >= ?2)
    UNION ALL SELECT 'follow-up', id, planted_on, 0 FROM follow_up WHERE person = ?1
    UNION ALL SELECT 'contribution', id, on_date, 0 FROM contribution WHERE person = ?1 AND moment IS NULL
    UNION ALL SELECT 'occasion', id, CASE
            WHEN day NOT LIKE '--%' AND (yearly = 0 OR day > ?2) THEN day
            WHEN substr(?2, 1, 5) || substr(day, -5) <= ?2 THEN substr(?2, 1, 5) || substr(day, -5)
            ELSE max((CAST(substr(?2, 1, 4) AS INTEGER) - 1) || substr(day, -6), replace(day, '--', '0000-'))
        END, 0 FROM occasion WHERE person = ?1
    UNION ALL SELECT 'own-reminder', id, coalesce(done_on, on_date), 0 FROM own_reminder WHERE person = ?1";

/// In milliseconds. Days go by where one was, so a moment may stand before one that came later, but never before one that
/// came two days later: only so many of a busy person's moments are looked at for the first page.
const TWO_DAYS: i64 = 2 * 24 * 60 * 60 * 1000;

/// A part of a person's timeline, newest first, and how long it is.
///
/// # Errors
/// When the database cannot be read.
pub fn of_person(
    connection: &Connection,
    person: PersonId,
    today: chrono::NaiveDate,
    offset: usize,
    limit: usize,
) -> Result<(usize, Vec<Entry>)> {
    let mut count = connection.prepare_cached(&format!("SELECT count(*) FROM ({KINDS})"))?;
    let others: i64 = count.query_row(params![person, today], |row| row.get(0))?;
    let total = moments::count_with(connection, person)? + usize::try_from(others).unwrap_or(0);
    let (limit, offset) =
        (i64::try_from(limit).unwrap_or(i64::MAX), i64::try_from(offset).unwrap_or(i64::MAX));
    let mut first = connection.prepare_cached(
        "SELECT at_ms FROM moment_person WHERE person = ?1 ORDER BY at_ms DESC LIMIT 1 OFFSET ?2",
    )?;
    let oldest: Option<i64> =
        first.query_row(params![person, offset.saturating_add(limit)], |row| row.get(0)).optional()?;
    let since = oldest.map_or(i64::MIN, |oldest| oldest.saturating_sub(TWO_DAYS));
    let mut select = connection.prepare_cached(&format!(
        "SELECT kind, id FROM ({KINDS} UNION ALL SELECT 'moment', moment, on_date, at_ms FROM moment_person
             WHERE person = ?1 AND at_ms >= ?5) ORDER BY day DESC, at DESC, id DESC LIMIT ?3 OFFSET ?4"
    ))?;
    let entries = select.query_map(params![person, today, limit, offset, since], |row| {
        Ok(match row.get::<_, String>(0)?.as_str() {
            "detail" => Entry::Detail(row.get(1)?),
            "follow-up" => Entry::FollowUp(row.get(1)?),
            "contribution" => Entry::Contribution(row.get(1)?),
            "occasion" => Entry::Occasion(row.get(1)?),
            "own-reminder" => Entry::OwnReminder(row.get(1)?),
            _ => Entry::Moment(row.get(1)?),
        })
    })?;
    Ok((total, entries.collect::<rusqlite::Result<_>>()?))
}
