//! Who came in with an import and is in no circle yet, and "whenever" inside a circle.

use nod_core::api::{PersonFields, RhythmSource};
use nod_core::clock::Now;
use nod_core::id::{CircleId, PersonId};
use nod_core::limits;

use crate::support::{Desk, at, card, desk, named};

fn now() -> Now {
    at("2026-11-20 10:00")
}

fn circle(desk: &Desk, word: &str) -> CircleId {
    let circles = desk.nod.circles().unwrap();
    circles.into_iter().find(|circle| circle.built_in.as_deref() == Some(word)).unwrap().id
}

fn names(desk: &Desk, op: Option<nod_core::api::OpId>) -> Vec<String> {
    desk.nod.unplaced(op, 100).unwrap().people.into_iter().map(|chip| chip.name).collect()
}

fn add(desk: &mut Desk, fields: &PersonFields) -> PersonId {
    desk.nod.person_save(None, fields, now()).unwrap().person.id
}

#[test]
fn those_whom_an_import_added_wait_for_a_circle_and_are_not_due_before() {
    let mut desk = desk();
    add(&mut desk, &named("Zoe"));
    let report = desk.import(&[card("FN:Amara Okafor"), card("FN:Leo Martin")].concat(), now());
    let mut of_import = names(&desk, report.op);
    of_import.sort();
    assert_eq!(of_import, ["Amara Okafor", "Leo Martin"]);
    let first = desk.nod.unplaced(None, 2).unwrap();
    assert_eq!((first.total, first.people.len()), (3, 2));

    let amara = desk.nod.find_person("Amara", now()).unwrap();
    assert_eq!(desk.nod.person(amara, now()).unwrap().next_due, None);
    let close = circle(&desk, "close");
    let done = desk.nod.place(&[amara], Some(close), now()).unwrap();
    assert_eq!(done.words, "Amara Okafor: Close collaborators");
    assert_eq!(names(&desk, report.op), ["Leo Martin"]);
    assert!(desk.nod.person(amara, now()).unwrap().next_due.is_some());
    desk.nod.undo(done.op).unwrap();
    assert_eq!(names(&desk, report.op).len(), 2);
}

#[test]
fn many_are_placed_at_once_with_one_undo_or_nobody_is() {
    let mut desk = desk();
    let (a, b) = (add(&mut desk, &named("A")), add(&mut desk, &named("B")));
    let network = circle(&desk, "network");
    let done = desk.nod.place(&[a, b], Some(network), now()).unwrap();
    assert_eq!(done.words, "2 people: Network");
    assert!(names(&desk, None).is_empty());
    desk.nod.undo(done.op).unwrap();
    assert_eq!(names(&desk, None), ["A", "B"]);
    let nobody = PersonId::new(now().utc);
    assert!(desk.nod.place(&[a, nobody], Some(network), now()).is_err());
    assert!(desk.nod.place(&[], Some(network), now()).is_err());
    assert_eq!(names(&desk, None), ["A", "B"]);
}

#[test]
fn whenever_holds_inside_a_circle_until_another_rhythm_is_chosen() {
    let mut desk = desk();
    let close = circle(&desk, "close");
    let fields = PersonFields { circle: Some(close), ..named("Amara") };
    let amara = add(&mut desk, &fields);
    assert!(desk.nod.person(amara, now()).unwrap().next_due.is_some());

    desk.nod.place(&[amara], None, now()).unwrap();
    let page = desk.nod.person(amara, now()).unwrap();
    assert_eq!((page.rhythm.as_str(), page.rhythm_days, page.next_due), ("Whenever", None, None));
    assert_eq!((page.rhythm_source, page.fields.circle), (RhythmSource::Person, Some(close)));
    assert_eq!(page.fields.rhythm_days, Some(limits::WHENEVER));

    // A circle chosen anew means its rhythm.
    desk.nod.place(&[amara], Some(close), now()).unwrap();
    assert_eq!(desk.nod.person(amara, now()).unwrap().rhythm_days, Some(14));
    // A rhythm of one's own stays in another circle.
    let own = PersonFields { rhythm_days: Some(21), ..fields };
    desk.nod.person_save(Some(amara), &own, now()).unwrap();
    let wider = circle(&desk, "wider");
    desk.nod.place(&[amara], Some(wider), now()).unwrap();
    assert_eq!(desk.nod.person(amara, now()).unwrap().rhythm_days, Some(21));
}
