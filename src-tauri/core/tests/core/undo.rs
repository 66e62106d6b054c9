//! Every write can be taken back, step by step and out of order, and brought back.

mod writes;

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{NaiveDate, TimeDelta};
use nod_core::api::OpId;
use nod_core::error::{Error, Result};
use nod_core::id::PersonId;
use proptest::prelude::*;

use self::writes::{LEAVE_NO_ENTRY, NAMES, WIDE_WRITES, WRITES, Write, write};
use crate::search::index_is_whole;
use crate::support::{Desk, Dump, after, at, cases, desk, look, named};

/// One entry of the journal with the tables before and after it.
struct Step {
    op: OpId,
    before: Dump,
    after: Dump,
}

/// True when what is kept of each person's moments is what the moments say.
fn met_is_right(desk: &Desk) -> bool {
    const SAID: &str = "SELECT person, count(*), max(at_ms), max(CASE moves WHEN 1 THEN on_date END)
        FROM moment_person GROUP BY person";
    const KEPT: &str = "SELECT person, moments, last_ms, last_move FROM met";
    let apart = format!(
        "SELECT count(*) FROM (SELECT * FROM ({SAID} EXCEPT {KEPT}) UNION ALL SELECT * FROM ({KEPT} EXCEPT {SAID}))"
    );
    desk.number(&apart) == 0 && desk.number(LAST_ON_APART) == 0 && habits_are_right(desk)
}

/// The date of the newest moment, as `met` has it, is that of one of the newest.
const LAST_ON_APART: &str = "SELECT count(*) FROM met WHERE last_on NOT IN (
    SELECT on_date FROM moment_person AS mp WHERE mp.person = met.person AND mp.at_ms = met.last_ms)";

/// True when the median gap of each habit is that of the last twelve gaps between days on which the rhythm moved, and
/// nothing below three gaps.
fn habits_are_right(desk: &Desk) -> bool {
    let file = look(desk.folder.path());
    let mut select = file.prepare("SELECT person, median_gap FROM habit").unwrap();
    let habits: Vec<(PersonId, Option<i64>)> = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    let mut select = file
        .prepare("SELECT DISTINCT on_date FROM moment_person WHERE person = ?1 AND moves = 1 ORDER BY 1 DESC LIMIT 13")
        .unwrap();
    habits.into_iter().all(|(person, kept)| {
        let days: Vec<NaiveDate> =
            select.query_map([person], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        let mut gaps: Vec<i64> = days.windows(2).map(|two| (two[0] - two[1]).num_days()).collect();
        gaps.sort_unstable();
        let median = (gaps.len() >= 3).then(|| gaps[(gaps.len() + 2) / 2 - 1]);
        kept == median
    })
}

/// Carries out all writes and returns what they changed. What is refused changes nothing.
fn steps(desk: &mut Desk, writes: &[Write]) -> Vec<Step> {
    let mut now = at("2026-11-20 10:00");
    let mut steps = Vec::new();
    let mut before = desk.dump();
    for write in writes {
        now = after(now, TimeDelta::hours(7));
        let done = desk.carry_out(write, now);
        let after = desk.dump();
        match done {
            Ok(Some(op)) => {
                assert_ne!(before, after, "{write:?} says that it changed something");
                steps.push(Step { op, before, after: after.clone() });
            }
            Ok(None) | Err(Error::Refused(_) | Error::Asks(_)) => {
                assert_eq!(before, after, "{write:?} says that it changed nothing");
            }
            Err(error) => panic!("{write:?}: {error}"),
        }
        before = after;
    }
    steps
}

fn is_refused<T>(result: Result<T>) -> bool {
    matches!(result, Err(Error::Refused(_)))
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn any_writes_undone_step_by_step_give_the_first_tables_back_and_redone_the_last(
        writes in proptest::collection::vec(write(), 1..16),
    ) {
        let mut desk = desk();
        let first = desk.dump();
        let steps = steps(&mut desk, &writes);
        let last = desk.dump();
        index_is_whole(&mut desk);
        for step in steps.iter().rev() {
            let undone = desk.nod.undo(None).unwrap();
            prop_assert_eq!(undone.op, step.op);
            prop_assert_eq!(&desk.dump(), &step.before);
        }
        prop_assert_eq!(&desk.dump(), &first);
        prop_assert!(met_is_right(&desk));
        index_is_whole(&mut desk);
        prop_assert!(is_refused(desk.nod.undo(None)));
        for step in &steps {
            prop_assert_eq!(desk.nod.redo().unwrap().op, step.op);
            prop_assert_eq!(&desk.dump(), &step.after);
        }
        prop_assert_eq!(&desk.dump(), &last);
        prop_assert!(met_is_right(&desk));
        index_is_whole(&mut desk);
        prop_assert!(is_refused(desk.nod.redo()));
    }

    #[test]
    fn a_write_undone_out_of_order_touches_nothing_later_or_is_refused_and_changes_nothing(
        writes in proptest::collection::vec(write(), 2..12), chosen in any::<prop::sample::Index>(),
    ) {
        let mut desk = desk();
        let steps = steps(&mut desk, &writes);
        prop_assume!(!steps.is_empty());
        let step = chosen.get(&steps);
        let now = desk.dump();
        match desk.nod.undo(Some(step.op)) {
            Err(Error::Refused(_)) => prop_assert_eq!(desk.dump(), now),
            Err(error) => panic!("{error}"),
            Ok(_) => {
                let mut expected = now.clone();
                for cell in step.before.keys().chain(step.after.keys()) {
                    let (was, became) = (step.before.get(cell), step.after.get(cell));
                    if was != became {
                        prop_assert_eq!(now.get(cell), became, "a later edit was undone too: {:?}", cell);
                        match was {
                            Some(value) => expected.insert(cell.clone(), value.clone()),
                            None => expected.remove(cell),
                        };
                    }
                }
                prop_assert_eq!(desk.dump(), expected);
                index_is_whole(&mut desk);
                prop_assert_eq!(desk.nod.redo().unwrap().op, step.op);
                prop_assert_eq!(desk.dump(), now);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn an_erased_person_comes_back_by_no_undo_and_what_came_after_is_undone_as_ever(
        before in proptest::collection::vec(write(), 1..12), who in 0..6_usize,
        later in proptest::collection::vec(write(), 1..8),
    ) {
        let mut desk = desk();
        steps(&mut desk, &before);
        let Some(erased) = desk.someone(who) else { return Ok(()) };
        let id = format!("X'{}'", hex(erased.as_bytes()));
        desk.nod.person_erase(erased).unwrap();
        prop_assert!(!mentions(&desk, &id));
        index_is_whole(&mut desk);
        let barrier = desk.dump();

        let steps = steps(&mut desk, &later);
        let last = desk.dump();
        for step in steps.iter().rev() {
            prop_assert_eq!(desk.nod.undo(None).unwrap().op, step.op);
            prop_assert_eq!(&desk.dump(), &step.before);
        }
        prop_assert_eq!(&desk.dump(), &barrier);
        for step in &steps {
            prop_assert_eq!(desk.nod.redo().unwrap().op, step.op);
        }
        prop_assert_eq!(&desk.dump(), &last);
        index_is_whole(&mut desk);

        // On past the barrier, as far as it goes: whatever comes back, nothing of the erased person does.
        while desk.nod.undo(None).is_ok() {
            prop_assert!(!mentions(&desk, &id));
        }
        prop_assert!(met_is_right(&desk));
        index_is_whole(&mut desk);
        prop_assert_eq!(desk.number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    }
}

/// True when a table, or the journal, holds this id.
fn mentions(desk: &Desk, id: &str) -> bool {
    let journal = format!(
        "SELECT count(*) FROM journal_row WHERE instr(coalesce(before, '') || coalesce(after, ''), \"{id}\")"
    );
    desk.number(&journal) > 0
        || desk.dump().iter().any(|((_, key, _), value)| key.contains(id) || value == id)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The methods of `Nod` that take it `&mut`, by the sources.
fn methods_that_may_write() -> BTreeSet<String> {
    fn look_through(path: &Path, found: &mut BTreeSet<String>) {
        if path.is_dir() {
            for entry in std::fs::read_dir(path).unwrap() {
                look_through(&entry.unwrap().path(), found);
            }
            return;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let of_nod = text.split("\nimpl ").filter(|block| block.starts_with("Nod {"));
        // A block ends where a line begins with its brace.
        for block in of_nod.filter_map(|block| block.split("\n}").next()) {
            for method in block.split("\n    pub fn ").skip(1) {
                let head = method.split('{').next().unwrap();
                if head.contains("&mut self") {
                    found.insert(head.split(['(', '<']).next().unwrap().to_owned());
                }
            }
        }
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    look_through(&sources, &mut found);
    found
}

#[test]
fn every_way_to_write_is_among_those_that_are_undone() {
    let written = WRITES.iter().chain(&WIDE_WRITES).map(|(name, ..)| *name);
    let known: BTreeSet<String> =
        written.chain(LEAVE_NO_ENTRY.iter().map(|(name, _)| *name)).map(str::to_owned).collect();
    let there = methods_that_may_write();
    assert!(there.len() > 50, "the sources are read: {there:?}");
    assert_eq!(
        there.difference(&known).collect::<Vec<_>>(),
        [] as [&String; 0],
        "add it to WRITES, or, when it leaves no entry, to LEAVE_NO_ENTRY of undo/writes.rs"
    );
    assert_eq!(known.difference(&there).collect::<Vec<_>>(), [] as [&String; 0], "gone from the sources");
}

/// A write that is always refused proves nothing: each does something in some sequence.
#[test]
fn every_way_to_write_changes_something() {
    let mut idle: BTreeSet<&str> = WRITES.iter().chain(&WIDE_WRITES).map(|(name, ..)| *name).collect();
    // What it brings back it deletes again, see there.
    idle.remove("bin_restore");
    let mut state = 7_u64;
    // splitmix64, so that each run is the same.
    let mut dice = |sides: usize| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(sides).unwrap()).unwrap()
    };
    for _ in 0..40 {
        let mut desk = desk();
        let mut now = at("2026-11-20 10:00");
        for _ in 0..150 {
            let (name, ..) =
                WRITES.iter().chain(&WIDE_WRITES).nth(dice(WRITES.len() + WIDE_WRITES.len())).unwrap();
            now = after(now, TimeDelta::hours(5));
            let numbers = [6; 4].map(&mut dice);
            if let Ok(Some(_)) = desk.carry_out(&Write { name, numbers }, now) {
                idle.remove(name);
            }
        }
        if idle.is_empty() {
            return;
        }
    }
    panic!("these change nothing: {idle:?}");
}

#[test]
fn every_table_of_the_file_is_compared_or_follows_from_those_that_are() {
    const FOLLOW: [&str; 7] = ["met", "habit", "banner", "state", "journal", "journal_row", "search_stale"];
    let desk = desk();
    let file = look(desk.folder.path());
    let mut select = file
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
        .unwrap();
    let tables: BTreeSet<String> =
        select.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
    let compared: BTreeSet<String> =
        crate::support::TABLES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let rest: Vec<&String> = tables
        .difference(&compared)
        .filter(|name| !FOLLOW.contains(&name.as_str()) && !name.starts_with("search"))
        .collect();
    assert_eq!(rest, [] as [&String; 0]);
    assert_eq!(compared.difference(&tables).collect::<Vec<_>>(), [] as [&String; 0]);
}

#[test]
fn a_new_write_ends_what_could_be_brought_back() {
    let mut desk = desk();
    let now = at("2026-11-20 10:00");
    desk.add("Amara", None, now);
    desk.nod.undo(None).unwrap();
    desk.add("Leo", None, now);
    assert!(is_refused(desk.nod.redo()));
    let welcome = desk.nod.welcome(now, "en-GB").unwrap();
    assert_eq!((welcome.undo.as_deref(), welcome.redo), (Some("Leo added"), None));
}

#[test]
fn undo_and_redo_survive_a_restart() {
    let mut desk = desk();
    let now = at("2026-11-20 10:00");
    let first = desk.dump();
    desk.add("Amara", None, now);
    let last = desk.dump();
    let mut desk = desk.reopen();
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.dump(), first);
    let mut desk = desk.reopen();
    desk.nod.redo().unwrap();
    assert_eq!(desk.dump(), last);
}

#[test]
fn redo_brings_back_what_was_undone_last_also_out_of_order() {
    let mut desk = desk();
    let now = at("2026-11-20 10:00");
    let ops: Vec<OpId> = NAMES[..3]
        .iter()
        .map(|name| desk.nod.person_save(None, &named(name), now).unwrap().op.unwrap())
        .collect();
    desk.nod.undo(Some(ops[0])).unwrap();
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.nod.redo().unwrap().op, ops[2]);
    assert_eq!(desk.nod.redo().unwrap().op, ops[0]);
}

#[test]
fn an_entry_is_undone_once() {
    let mut desk = desk();
    let now = at("2026-11-20 10:00");
    let op = desk.nod.person_save(None, &named("Amara"), now).unwrap().op;
    desk.nod.undo(op).unwrap();
    assert!(is_refused(desk.nod.undo(op)));
}
