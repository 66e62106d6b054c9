//! What a history is played on: a Nod on a file of its own. To open one and to make the triggers of its journal costs more
//! than most of what happens in a history, so a stage is set anew and used again.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::path::Path;

use nod_core::nod::Nod;
use nod_core::store::DATABASE_FILE;
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use tempfile::TempDir;

/// The file in the stage's folder that its database is set from.
const FIRST_FILE: &str = "first.db";

thread_local! {
    static FREE: RefCell<Vec<Set>> = const { RefCell::new(Vec::new()) };
}

/// An open Nod and its file, given back when it is dropped.
pub struct Stage(Option<Set>);

/// What is on a stage.
pub struct Set {
    /// The Nod; nothing between two of them.
    pub nod: Option<Nod>,
    /// The same database, past the Nod.
    pub side: Connection,
    /// Sets the database, row by row, and no trigger hears of it.
    setter: Connection,
    folder: TempDir,
}

impl Stage {
    /// A stage whose database is that of `first`.
    pub fn new(first: &[u8]) -> Self {
        let mut set = Set::any(first);
        set.fill();
        Self(Some(set))
    }

    /// Another stage with what is on this one.
    pub fn twin(&self, first: &[u8]) -> Self {
        let mut set = Set::any(first);
        set.copy(self);
        Self(Some(set))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What a panic interrupted is in no state to be used again.
        if let Some(set) = self.0.take().filter(|set| set.nod.is_some() && !std::thread::panicking()) {
            FREE.with_borrow_mut(|free| free.push(set));
        }
    }
}

impl Deref for Stage {
    type Target = Set;
    fn deref(&self) -> &Set {
        self.0.as_ref().unwrap()
    }
}

impl DerefMut for Stage {
    fn deref_mut(&mut self) -> &mut Set {
        self.0.as_mut().unwrap()
    }
}

impl Set {
    /// One that is free, or one more.
    fn any(first: &[u8]) -> Self {
        FREE.with_borrow_mut(Vec::pop).unwrap_or_else(|| Self::build(first))
    }

    fn build(first: &[u8]) -> Self {
        let folder = folder();
        let path = folder.path().join(DATABASE_FILE);
        std::fs::write(&path, first).unwrap();
        let origin = folder.path().join(FIRST_FILE);
        std::fs::write(&origin, first).unwrap();
        let nod = Some(Nod::open(folder.path()).unwrap());
        let side = Connection::open(&path).unwrap();
        let setter = Connection::open(&path).unwrap();
        setter.set_prepared_statement_cache_capacity(256);
        setter.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
        setter.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        setter.execute("ATTACH ?1 AS first", [origin.to_str()]).unwrap();
        Self { nod, side, setter, folder }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Every table as it was at first.
    fn fill(&mut self) {
        let tables = self.tables();
        let tx = self.setter.transaction().unwrap();
        for table in tables {
            tx.prepare_cached(&format!("DELETE FROM main.{table}")).unwrap().execute([]).unwrap();
            let copy = format!("INSERT INTO main.{table} SELECT * FROM first.{table}");
            tx.prepare_cached(&copy).unwrap().execute([]).unwrap();
        }
        tx.commit().unwrap();
    }

    /// Every table as it is on another stage.
    fn copy(&mut self, other: &Self) {
        let tables = self.tables();
        let tx = self.setter.transaction().unwrap();
        for table in tables {
            tx.prepare_cached(&format!("DELETE FROM main.{table}")).unwrap().execute([]).unwrap();
            let mut select = other.setter.prepare_cached(&format!("SELECT * FROM main.{table}")).unwrap();
            let width = select.column_count();
            let places = vec!["?"; width].join(", ");
            let insert = format!("INSERT INTO main.{table} VALUES ({places})");
            let mut insert = tx.prepare_cached(&insert).unwrap();
            let mut rows = select.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let values = (0..width).map(|column| row.get_unwrap::<_, Value>(column));
                insert.execute(params_from_iter(values)).unwrap();
            }
        }
        tx.commit().unwrap();
    }

    /// All tables with rows of their own; those of the index of search are tables like others.
    fn tables(&self) -> Vec<String> {
        let sql =
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'";
        let mut select = self.setter.prepare_cached(sql).unwrap();
        select.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }
}

/// A folder in memory where there is one: a history writes often.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// A stage used again is as good as a new one.
#[test]
fn a_stage_is_set_anew() {
    use crate::support::dump;

    let first = super::machine::template();
    let before = dump(Stage::new(first).path());
    let other = {
        let stage = Stage::new(first);
        stage.side.execute("DELETE FROM person", []).unwrap();
        stage.side.execute("UPDATE state SET value = '1' WHERE name = 'seed'", []).unwrap();
        let twin = stage.twin(first);
        assert_eq!(dump(twin.path()), dump(stage.path()));
        dump(twin.path())
    };
    assert_ne!(other, before);
    let again = Stage::new(first);
    assert_eq!(dump(again.path()), before);
    let seed: String =
        again.side.query_row("SELECT value FROM state WHERE name = 'seed'", [], |row| row.get(0)).unwrap();
    assert_eq!(seed, crate::support::SEED.to_string());
}
