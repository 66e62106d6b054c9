//! The triggers that record what an action changes.
//!
//! They cost a tenth of a millisecond each to make, so the hot paths name what they write and have only those made. That
//! no write is forgotten does not hang on the list being right: while an action runs, SQLite's authorizer refuses every
//! write to a journaled table whose trigger is not there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

use super::{TABLES, columns};
use crate::error::Result;

/// What happens to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Event {
    /// It is made.
    Insert,
    /// It is changed.
    Update,
    /// It goes.
    Delete,
}

const EVENTS: [Event; 3] = [Event::Insert, Event::Update, Event::Delete];

/// What a hot path writes.
pub(in crate::store) type Writes = &'static [(&'static str, Event)];

/// Logging a moment with people who are there: the tray, the quick bar and `nod log`.
pub(in crate::store) const LOGGING: Writes = &[
    ("moment", Event::Insert),
    ("moment_gesture", Event::Insert),
    ("moment_person", Event::Insert),
    ("follow_up", Event::Insert),
    ("follow_up", Event::Update),
    ("detail", Event::Insert),
    ("contribution", Event::Insert),
    ("contribution", Event::Update),
    ("own_reminder", Event::Update),
];

/// Which triggers there are, shared with the authorizer.
#[derive(Default)]
struct Watch {
    /// True while an action runs.
    recording: AtomicBool,
    made: [[AtomicBool; EVENTS.len()]; TABLES.len()],
}

impl Watch {
    fn made(&self, table: &str, event: Event) -> Option<&AtomicBool> {
        let table = TABLES.iter().position(|journaled| journaled.name == table)?;
        self.made.get(table)?.get(event as usize)
    }

    fn allows(&self, action: &AuthAction<'_>) -> bool {
        let made = match action {
            AuthAction::Insert { table_name } => self.made(table_name, Event::Insert),
            AuthAction::Update { table_name, .. } => self.made(table_name, Event::Update),
            AuthAction::Delete { table_name } => self.made(table_name, Event::Delete),
            _ => None,
        };
        !self.recording.load(Ordering::Relaxed) || made.is_none_or(|made| made.load(Ordering::Relaxed))
    }
}

/// The triggers of one connection. They live in its temporary schema; the file itself stays plain tables.
#[derive(Default)]
pub(in crate::store) struct Recorder {
    watch: Option<Arc<Watch>>,
}

impl Recorder {
    /// Makes the triggers that `writes` needs and that are not there yet; all of them for `None`.
    pub fn prepare(&mut self, connection: &Connection, writes: Option<Writes>) -> Result<()> {
        let watch = match &self.watch {
            Some(watch) => Arc::clone(watch),
            None => Self::install(connection)?,
        };
        self.watch = Some(Arc::clone(&watch));
        let needed = |table: &str, event: Event| writes.is_none_or(|all| all.contains(&(table, event)));
        let mut sql = String::new();
        for (journaled, made) in TABLES.iter().zip(&watch.made) {
            let missing: Vec<Event> = EVENTS
                .into_iter()
                .zip(made)
                .filter(|(event, made)| needed(journaled.name, *event) && !made.load(Ordering::Relaxed))
                .map(|(event, _)| event)
                .collect();
            if !missing.is_empty() {
                add_triggers(connection, journaled.name, &missing, &mut sql)?;
            }
        }
        connection.execute_batch(&sql)?;
        for (journaled, made) in TABLES.iter().zip(&watch.made) {
            for (event, made) in EVENTS.into_iter().zip(made) {
                made.fetch_or(needed(journaled.name, event), Ordering::Relaxed);
            }
        }
        Ok(())
    }

    /// Says whether an action runs.
    pub fn record(&self, recording: bool) {
        if let Some(watch) = &self.watch {
            watch.recording.store(recording, Ordering::Relaxed);
        }
    }

    fn install(connection: &Connection) -> Result<Arc<Watch>> {
        connection.execute_batch("CREATE TEMP TABLE recording (entry INTEGER)")?;
        let watch = Arc::new(Watch::default());
        let watched = Arc::clone(&watch);
        connection.authorizer(Some(move |context: AuthContext<'_>| {
            if watched.allows(&context.action) { Authorization::Allow } else { Authorization::Deny }
        }))?;
        Ok(watch)
    }
}

fn add_triggers(connection: &Connection, table: &str, events: &[Event], sql: &mut String) -> Result<()> {
    let columns = columns(connection, table)?;
    let image = |row: &str| {
        let pairs: Vec<String> =
            columns.iter().map(|c| format!("'{}', quote({row}.\"{}\")", c.name, c.name)).collect();
        format!("json_object({})", pairs.join(", "))
    };
    for event in events {
        let (word, before, after) = match event {
            Event::Insert => ("INSERT", "NULL".to_owned(), image("NEW")),
            Event::Update => ("UPDATE", image("OLD"), image("NEW")),
            Event::Delete => ("DELETE", image("OLD"), "NULL".to_owned()),
        };
        sql.push_str(&format!(
            "CREATE TEMP TRIGGER record_{table}_{word} AFTER {word} ON main.{table}
             WHEN EXISTS (SELECT 1 FROM recording) BEGIN
                 INSERT INTO journal_row (entry, \"table\", before, after)
                 VALUES ((SELECT entry FROM recording), '{table}', {before}, {after});
             END;"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::clock::Now;
    use crate::store::Store;

    #[test]
    fn a_hot_path_cannot_write_what_it_did_not_name() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap();
        let now = Now::at("2026-11-20T09:00:00Z".parse().unwrap(), chrono_tz::UTC);
        let rename = |tx: &rusqlite::Transaction<'_>| {
            let changed = tx.execute("UPDATE circle SET name = 'Team' WHERE built_in = 'close'", [])?;
            Ok((changed, "renamed".to_owned()))
        };
        assert!(store.transact_log(now, rename).is_err());
        let (changed, changes) = store.transact(now, rename).unwrap();
        assert_eq!((changed, changes.op.is_some()), (1, true));
        store.undo(None).unwrap();
        let name = "SELECT name FROM circle WHERE built_in = 'close'";
        assert_eq!(store.reader().query_row(name, [], |row| row.get::<_, String>(0)), Ok(String::new()));
    }
}
