//! Gestures: the built-in seven and the user's own.

use rusqlite::{Connection, Transaction, params};

use crate::error::{Error, Result};
use crate::gesture::{Gesture, GestureId};

/// All gestures in order, hidden ones included. A built-in one that was not renamed has an empty name.
///
/// # Errors
/// When the database cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<Gesture>> {
    let mut select =
        connection.prepare_cached("SELECT id, name, hidden FROM gesture ORDER BY position, id")?;
    let gestures = select
        .query_map([], |row| Ok(Gesture { id: row.get(0)?, name: row.get(1)?, hidden: row.get(2)? }))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(gestures)
}

/// Adds a gesture of the user's own at the end.
///
/// # Errors
/// When its key is taken or the database cannot be written.
pub fn add(tx: &Transaction<'_>, id: &GestureId, name: &str) -> Result<()> {
    let added = tx
        .prepare_cached(
            "INSERT OR IGNORE INTO gesture (id, name, hidden, position)
             VALUES (?1, ?2, 0, (SELECT max(position) + 1 FROM gesture))",
        )?
        .execute(params![id, name])?;
    if added == 0 {
        return Err(Error::field("name", "error-gesture-taken", vec![("name", name.into())]));
    }
    Ok(())
}

/// Renames, hides or shows a gesture.
///
/// # Errors
/// When there is no such gesture or the database cannot be written.
pub fn edit(tx: &Transaction<'_>, gesture: &Gesture) -> Result<()> {
    let changed = tx
        .prepare_cached("UPDATE gesture SET name = ?2, hidden = ?3 WHERE id = ?1")?
        .execute(params![gesture.id, gesture.name, gesture.hidden])?;
    if changed == 0 { Err(no_such_gesture(&gesture.id)) } else { Ok(()) }
}

/// Refuses a gesture that is not there.
///
/// # Errors
/// When there is no such gesture.
pub fn check(connection: &Connection, id: &GestureId) -> Result<()> {
    let mut select = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM gesture WHERE id = ?1)")?;
    if select.query_row([id], |row| row.get(0))? { Ok(()) } else { Err(no_such_gesture(id)) }
}

fn no_such_gesture(id: &GestureId) -> Error {
    Error::field("gestures", "error-no-such-gesture", vec![("name", id.as_str().into())])
}
