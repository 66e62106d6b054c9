//! Every write can be taken back, step by step and out of order, and brought back.

use chrono::TimeDelta;
use nod_core::api::{
    DetailFields, LogRequest, NewMoment, OpId, OwnField, PersonFields, QuickRequest, Settings,
};
use nod_core::clock::Now;
use nod_core::error::{Error, Result};
use nod_core::gesture::GestureId;
use nod_core::id::{DetailId, MomentId, PersonId};
use nod_core::moment::Direction;
use proptest::prelude::*;

use crate::search::index_is_whole;
use crate::support::{Desk, Dump, after, at, card, card_file, cases, desk, named, typed};

const NAMES: [&str; 6] = ["Amara Okafor", "Leo Martin", "Zoë Müller", "王小明", "نور حداد", "Kim O'Brien"];
const WHEN: [&str; 4] = ["2h", "tomorrow", "next-week", "2027-03-01"];
const UNTIL: [&str; 3] = ["1h", "today", "monday"];

/// A write, by numbers that choose among what there is.
#[derive(Debug, Clone)]
enum Write {
    Add(usize, u16),
    Edit(usize, usize, u16),
    Archive(usize, bool),
    Log(usize, usize, usize, usize),
    Quick(usize),
    QuickNew(usize),
    Delete(usize),
    Later(usize, usize),
    Skip(usize),
    Answer(usize),
    Pause(usize),
    Resume,
    Settings(u8, bool),
    Circle(usize, Option<u16>),
    Import(usize, usize),
    Sample,
    Detail(usize, usize),
    DetailEdit(usize, bool),
    DetailDelete(usize),
    MomentEdit(usize, usize, usize),
    Merge(usize, usize),
    PersonDelete(usize),
}

fn write() -> impl Strategy<Value = Write> {
    let n = || 0..6_usize;
    prop_oneof![
        3 => (n(), 1..30_u16).prop_map(|(a, b)| Write::Add(a, b)),
        3 => (n(), n(), 0..40_u16).prop_map(|(a, b, c)| Write::Edit(a, b, c)),
        1 => (n(), any::<bool>()).prop_map(|(a, b)| Write::Archive(a, b)),
        4 => (n(), n(), n(), n()).prop_map(|(a, b, c, d)| Write::Log(a, b, c, d)),
        3 => n().prop_map(Write::Quick),
        1 => n().prop_map(Write::QuickNew),
        3 => n().prop_map(Write::Delete),
        3 => (n(), n()).prop_map(|(a, b)| Write::Later(a, b)),
        3 => n().prop_map(Write::Skip),
        2 => n().prop_map(Write::Answer),
        1 => n().prop_map(Write::Pause),
        1 => Just(Write::Resume),
        2 => (0..4_u8, any::<bool>()).prop_map(|(a, b)| Write::Settings(a, b)),
        1 => (n(), proptest::option::of(1..60_u16)).prop_map(|(a, b)| Write::Circle(a, b)),
        2 => (n(), n()).prop_map(|(a, b)| Write::Import(a, b)),
        1 => Just(Write::Sample),
        3 => (n(), n()).prop_map(|(a, b)| Write::Detail(a, b)),
        1 => (n(), any::<bool>()).prop_map(|(a, b)| Write::DetailEdit(a, b)),
        1 => n().prop_map(Write::DetailDelete),
        3 => (n(), n(), n()).prop_map(|(a, b, c)| Write::MomentEdit(a, b, c)),
        2 => (n(), n()).prop_map(|(a, b)| Write::Merge(a, b)),
        2 => n().prop_map(Write::PersonDelete),
    ]
}

impl Desk {
    fn ids<T: rusqlite::types::FromSql>(&self, sql: &str) -> Vec<T> {
        let file = crate::support::look(self.folder.path());
        let mut select = file.prepare(sql).unwrap();
        select.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    }

    fn someone(&self, n: usize) -> Option<PersonId> {
        let people: Vec<PersonId> = self.ids("SELECT id FROM person ORDER BY name, id");
        people.get(n % people.len().max(1)).copied()
    }

    fn reminder(&self, n: usize, now: Now) -> Option<String> {
        let all = self.reminders(now);
        all.get(n % all.len().max(1)).cloned()
    }

    fn detail(&self, n: usize) -> Option<DetailId> {
        let details: Vec<DetailId> = self.ids("SELECT id FROM detail ORDER BY text, id");
        details.get(n % details.len().max(1)).copied()
    }

    /// Carries out a write; nothing when there is nobody or nothing to do it with.
    fn carry_out(&mut self, write: &Write, now: Now) -> Result<Option<OpId>> {
        Ok(match write {
            Write::Add(name, rhythm) => {
                let fields = PersonFields { rhythm_days: Some(*rhythm), ..named(NAMES[*name]) };
                self.nod.person_save(None, &fields, now)?.op
            }
            Write::Edit(who, what, rhythm) => {
                let Some(id) = self.someone(*who) else { return Ok(None) };
                let mut fields = self.nod.person(id, now)?.fields;
                match what {
                    0 => fields.role = format!("Role {rhythm}, it's \"new\""),
                    1 => fields.rhythm_days = Some(*rhythm),
                    2 => fields.circle = self.nod.circles()?.first().map(|circle| circle.id),
                    3 => fields.contacts.push(nod_core::api::Contact {
                        kind: nod_core::api::ContactKind::Email,
                        label: String::new(),
                        value: format!("a{rhythm}@x.org"),
                    }),
                    4 => {
                        fields.contacts.clear();
                        fields.tags = vec![format!("tag {rhythm}")];
                        fields.other_teams.push(format!("Team {rhythm}"));
                        fields.own.push(OwnField { name: "Size".to_owned(), value: format!("{rhythm}") });
                    }
                    _ => fields.notes = format!("line\nÄ {rhythm}"),
                }
                self.nod.person_save(Some(id), &fields, now)?.op
            }
            Write::Archive(who, archived) => {
                let Some(id) = self.someone(*who) else { return Ok(None) };
                self.nod.person_archive(id, *archived, now)?.op
            }
            Write::Log(a, b, c, what) => {
                let people: Vec<PersonId> = [a, b, c].into_iter().filter_map(|n| self.someone(*n)).collect();
                let direction = [Direction::Mine, Direction::Theirs, Direction::Mutual][what % 3];
                let gestures = GestureId::built_in().skip(*what).take(1 + what % 2).collect();
                let note = format!("note {what}");
                let at = Some(now.utc - TimeDelta::days(i64::try_from(*what).unwrap()));
                let moment = NewMoment { people, gestures, direction, channel: None, note, at };
                let reminder = self.reminder(*a, now);
                self.nod.log(&LogRequest { moment, reminder, answers_follow_up: true }, now)?.op
            }
            Write::Quick(who) => {
                let text = format!("{} thx for it yesterday >mon ask again", NAMES[*who]);
                self.nod.quick_log(&typed(&text), now)?.op
            }
            Write::QuickNew(who) => {
                let mut request =
                    QuickRequest { text: format!("@newbie{who} thx"), ..QuickRequest::default() };
                request.fix.add_unknown = true;
                self.nod.quick_log(&request, now)?.op
            }
            Write::Delete(which) => {
                let moments: Vec<MomentId> = self.ids("SELECT id FROM moment ORDER BY at_ms, note, id");
                let Some(id) = moments.get(which % moments.len().max(1)) else { return Ok(None) };
                self.nod.moment_delete(*id, now)?.op
            }
            Write::Later(which, when) => {
                let Some(id) = self.reminder(*which, now) else { return Ok(None) };
                self.nod.later(&id, WHEN[when % WHEN.len()], now)?.op
            }
            Write::Skip(which) => {
                let Some(id) = self.reminder(*which, now) else { return Ok(None) };
                self.nod.skip(&id, now)?.op
            }
            Write::Answer(which) => {
                let Some(id) = self.reminder(*which, now) else { return Ok(None) };
                self.nod.log_reminder(&id, now)?.and_then(|logged| logged.op)
            }
            Write::Pause(until) => self.nod.pause(Some(UNTIL[until % UNTIL.len()]), now)?.op,
            Write::Resume => self.nod.pause(None, now)?.op,
            Write::Settings(banners, jitter) => {
                let settings = Settings { banners_a_day: *banners, jitter: *jitter, ..Settings::default() };
                self.nod.settings_save(&settings, now)?.op
            }
            Write::Circle(which, days) => {
                let circles = self.nod.circles()?;
                self.nod.circle_rhythm(circles[which % circles.len()].id, *days, now)?.op
            }
            Write::Import(a, b) => {
                let text = format!(
                    "{}{}",
                    card(&format!("FN:{}\nROLE:from a card\nCATEGORIES:t{b}", NAMES[*a])),
                    card(&format!("UID:u{b}\nFN:{}\nEMAIL:c{b}@x.org\nTEL:+4930123456{b}", NAMES[*b]))
                );
                self.nod.import_apply(&[card_file(&text)], now)?.op
            }
            Write::Sample => self.nod.sample_team(now)?.op,
            Write::Detail(who, what) => {
                let Some(id) = self.someone(*who) else { return Ok(None) };
                self.nod.detail_add(id, &about(&format!("likes tea {what}")), now)?.op
            }
            Write::DetailEdit(which, private) => {
                let Some(id) = self.detail(*which) else { return Ok(None) };
                let fields = DetailFields { private: Some(*private), ..about("prefers 王小明's tea") };
                self.nod.detail_edit(id, &fields, now)?.op
            }
            Write::DetailDelete(which) => {
                let Some(id) = self.detail(*which) else { return Ok(None) };
                self.nod.detail_delete(id, now)?.op
            }
            Write::MomentEdit(which, who, what) => {
                let moments: Vec<MomentId> = self.ids("SELECT id FROM moment ORDER BY at_ms, note, id");
                let Some(id) = moments.get(which % moments.len().max(1)) else { return Ok(None) };
                let people = [*who, *what].into_iter().filter_map(|n| self.someone(n)).collect();
                let new = NewMoment {
                    people,
                    gestures: GestureId::built_in().skip(*what).take(1).collect(),
                    direction: [Direction::Mine, Direction::Theirs][what % 2],
                    channel: None,
                    note: format!("changed {what}"),
                    at: (what % 3 == 0).then_some(now.utc - TimeDelta::hours(1)),
                };
                self.nod.moment_edit(*id, &new, now)?.op
            }
            Write::Merge(a, b) => {
                let (Some(a), Some(b)) = (self.someone(*a), self.someone(*b)) else { return Ok(None) };
                self.nod.merge(a, b, None, now)?.op
            }
            Write::PersonDelete(who) => {
                let Some(id) = self.someone(*who) else { return Ok(None) };
                self.nod.person_delete(id, now)?.op
            }
        })
    }
}

fn about(text: &str) -> DetailFields {
    DetailFields { text: text.to_owned(), ..DetailFields::default() }
}

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
    desk.number(&apart) == 0
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
