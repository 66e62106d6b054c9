//! Merging, erasing and the bin.

use std::path::Path;

use chrono::TimeDelta;
use nod_core::api::{
    NewContribution, NewMoment, NewOccasion, NewOwnReminder, OwnField, PersonFields, SearchRequest,
};
use nod_core::draft;
use nod_core::id::PersonId;
use nod_core::moment::Direction;
use nod_core::nod::Place;
use nod_core::store::merging;

use crate::notebook::{detail, email, now};
use crate::search::index_is_whole;
use crate::support::{Desk, after, desk, look, named, typed};

/// Two cards of one person, with a moment together, one each, and things of both.
fn twins() -> (Desk, PersonId, PersonId) {
    let mut desk = desk();
    let first = PersonFields {
        role: "Engineer".to_owned(),
        notes: "one".to_owned(),
        contacts: vec![email("amara@x.org")],
        tags: vec!["a".to_owned()],
        ..named("Amara Okafor")
    };
    let second = PersonFields {
        role: "Lead".to_owned(),
        team: "Platform".to_owned(),
        notes: "two".to_owned(),
        contacts: vec![email("AMARA@x.org"), email("ao@y.org")],
        tags: vec!["a".to_owned(), "b".to_owned()],
        ..named("A. Okafor")
    };
    let first = desk.nod.person_save(None, &first, now()).unwrap().person.id;
    let second = desk.nod.person_save(None, &second, now()).unwrap().person.id;
    desk.log(&[first, second], Direction::Mine, now());
    desk.log(&[first], Direction::Mine, now());
    desk.log(&[second], Direction::Theirs, now());
    desk.nod.detail_add(second, &detail("likes tea"), now()).unwrap();
    (desk, first, second)
}

#[test]
fn two_people_become_one_with_one_undo() {
    let (mut desk, first, second) = twins();
    let pairs = desk.nod.duplicates().unwrap();
    assert_eq!((pairs.len(), pairs[0].first.id, pairs[0].second.id), (1, first, second));
    assert_eq!(pairs[0].why, ["The same e-mail address"]);
    let before = desk.dump();
    let preview = desk.nod.merge_preview(first, second).unwrap();
    let differing: Vec<&str> = preview.differing.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(differing, ["name", "role"]);
    desk.nod.merge(first, second, None, now()).unwrap();
    let page = desk.nod.person(first, now()).unwrap();
    assert_eq!((page.moments_total, page.details.len(), page.fields.contacts.len()), (3, 1, 2));
    assert_eq!((page.fields.team.as_str(), page.fields.notes.as_str()), ("Platform", "one\n\ntwo"));
    assert_eq!(page.fields.tags, ["a", "b"]);
    assert!(desk.nod.person(second, now()).is_err() && desk.nod.duplicates().unwrap().is_empty());
    assert_eq!(desk.number("SELECT moments FROM met"), 3);
    index_is_whole(&mut desk);
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.dump(), before);
    assert!(desk.nod.merge(first, first, None, now()).is_err());
}

#[test]
fn merging_forgets_no_table_with_a_person() {
    let desk = desk();
    let file = look(desk.folder.path());
    let mut select = file
        .prepare(
            "SELECT DISTINCT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f
             WHERE t.type = 'table' AND f.\"table\" = 'person' ORDER BY t.name",
        )
        .unwrap();
    let with: Vec<String> = select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut known: Vec<&str> = merging::going_over().iter().chain(&merging::UNITED).copied().collect();
    known.sort_unstable();
    assert_eq!(with, known, "name a new table in store/merging.rs");
}

#[test]
fn what_was_deleted_is_in_the_bin_for_thirty_days() {
    let mut desk = desk();
    let amara = desk.add("Amara", None, now());
    let shared = desk.add("Leo", None, now());
    desk.log(&[amara, shared], Direction::Mine, now());
    desk.log(&[amara], Direction::Mine, now());
    desk.nod.detail_add(amara, &detail("likes tea"), now()).unwrap();
    let before = desk.dump();
    desk.nod.person_delete(amara, now()).unwrap();
    assert_eq!(desk.number("SELECT count(*) FROM moment"), 1, "the moment with Leo stays Leo's");
    // Far more entries than the undo journal keeps.
    for n in 0..510_u16 {
        desk.nod
            .person_save(Some(shared), &PersonFields { rhythm_days: Some(1 + n % 2), ..named("Leo") }, now())
            .unwrap();
    }
    let bin = desk.nod.bin(after(now(), TimeDelta::days(29))).unwrap();
    assert_eq!((bin.len(), bin[0].kind.as_str(), bin[0].words.as_str()), (1, "person", "Amara deleted"));
    assert!(desk.nod.bin(after(now(), TimeDelta::days(31))).unwrap().is_empty());
    desk.nod.bin_restore(bin[0].op).unwrap();
    assert!(desk.nod.bin(now()).unwrap().is_empty());
    assert_eq!(desk.nod.person(amara, now()).unwrap().moments_total, 2);
    index_is_whole(&mut desk);
    let leo = |(table, _, column): &(String, String, String)| table == "person" && column == "rhythm_days";
    let without =
        |dump: crate::support::Dump| dump.into_iter().filter(|(key, _)| !leo(key)).collect::<Vec<_>>();
    assert_eq!(without(desk.dump()), without(before));
}

/// True when one of the files of the folder holds the bytes.
fn on_disk(folder: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let file = std::fs::read(entry.unwrap().path()).unwrap_or_default();
        file.windows(bytes.len()).any(|window| window == bytes)
    })
}

#[test]
fn nothing_of_an_erased_person_is_left_in_the_files() {
    let mut desk = desk();
    let leo = desk.add("Leo Martin", None, now());
    let photo =
        [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08"[..], &b"PHOTOBYTES-QX".repeat(500)].concat();
    let fields = PersonFields {
        called: "Qxcalled".to_owned(),
        notes: format!("Qxnotesecret {}", "and more Qxnotesecret ".repeat(400)),
        contacts: vec![email("qxmail@secret.example")],
        own: vec![OwnField { name: "Size".to_owned(), value: "Qxownvalue".to_owned() }],
        ..named("Qxname Verysecret")
    };
    let id = desk.nod.person_save(None, &fields, now()).unwrap().person.id;
    desk.nod.photo_set(id, Some(photo), now()).unwrap();
    desk.nod.detail_add(id, &detail("Qxmemory"), now()).unwrap();
    let gone = desk.nod.quick_log(&typed("qxname thx Qxdeleted >fri Qxasklater"), now()).unwrap().moment;
    let alone = desk.nod.quick_log(&typed("qxname thx Qxalone"), now()).unwrap().moment;
    desk.log(&[id, leo], Direction::Mine, now());
    let note = |note: &str| NewMoment {
        people: vec![id],
        gestures: alone.gestures.clone(),
        direction: Direction::Mine,
        channel: None,
        note: note.to_owned(),
        at: None,
    };
    desk.nod.moment_edit(gone.id, &note("Qxdeletedtoo"), now()).unwrap();
    desk.nod.moment_delete(gone.id, now()).unwrap();
    desk.nod.undo(None).unwrap();
    desk.nod.moment_delete(gone.id, now()).unwrap();
    desk.nod
        .person_save(Some(id), &PersonFields { name: "Qxname Other".to_owned(), ..fields }, now())
        .unwrap();
    for n in 0..60 {
        desk.add(&format!("Person {n}"), None, now());
    }
    // What else holds them: a card they were found on, a timer, banners that stand, a leave, an own reminder, a draft.
    let card = "UID:Qxcard\nFN:Qxname Other\nTITLE:Qxtitle\nEMAIL:qxmail@secret.example";
    desk.import(&crate::support::card(card), now());
    desk.nod.follow_up_add(id, "Qxplanted", now().today(), now()).unwrap();
    let own = NewOwnReminder {
        text: "Qxremind".to_owned(),
        on: now().today(),
        at: Some(11 * 60),
        every: None,
        person: Some(id),
    };
    desk.nod.own_add(&own, now()).unwrap();
    let exam = NewOccasion {
        person: id,
        title: "Qxexam".to_owned(),
        day: "--12-01".to_owned(),
        yearly: true,
        lead_days: 0,
    };
    desk.nod.occasion_add(&exam, now()).unwrap();
    let noted =
        NewContribution { person: id, what: "Qxbuilt".to_owned(), changed: "Qxchanged".to_owned(), on: None };
    desk.nod.contribution_add(&noted, now()).unwrap();
    let later = after(now(), TimeDelta::minutes(90));
    let place = Place { daemon: "bus/:1.7".to_owned(), number: 12 };
    let banners = desk.nod.claim_banners(later).unwrap();
    assert!(!banners.is_empty(), "something stands on the screen");
    for banner in &banners {
        desk.nod.banner_shown_at(banner, &place).unwrap();
    }
    desk.nod.listen(id, 2, later).unwrap();
    desk.nod.person_pause(id, later.today(), later).unwrap();
    draft::keep(desk.folder.path(), "qxcalled thx for Qxdraft", false, later).unwrap();
    let secrets = [
        "Qxtitle",
        "Qxplanted",
        "xplanted",
        "Qxremind",
        "xremind",
        "Qxexam",
        "xexam",
        "Qxbuilt",
        "xchanged",
        "Verysecret",
        "verysecret",
        "Qxcalled",
        "Qxnotesecret",
        "xnotesecret",
        "xmail@secret",
        "Qxownvalue",
        "xownvalue",
        "PHOTOBYTES-QX",
        "Qxmemory",
        "xmemory",
        "Qxdeleted",
        "Qxasklater",
        "xasklater",
        "Qxalone",
        "Qxname",
        "xname",
    ];
    let left = |desk: &Desk| -> Vec<&str> {
        secrets.into_iter().filter(|secret| on_disk(desk.folder.path(), secret.as_bytes())).collect()
    };
    assert!(left(&desk).len() > 20, "the test sees what is there: {:?}", left(&desk));
    let done = desk.nod.person_erase(id).unwrap();
    assert!(done.op.is_none() && done.words.contains("Qxname Other"));
    // Backups are not touched; they are counted, so that one knows.
    assert!(done.words.contains("backup") && done.words.contains("still hold"), "{}", done.words);
    assert_eq!(left(&desk), Vec::<&str>::new());
    assert_eq!(draft::kept(desk.folder.path(), None, later), None);
    assert_eq!(desk.nod.listening(later).unwrap(), None);
    assert!(desk.nod.left_standing("bus/:1.7", later).unwrap().is_empty());
    assert!(desk.nod.find_person("qxname", now()).is_err());
    assert_eq!(desk.nod.person(leo, now()).unwrap().moments_total, 1, "a shared moment stays");
    assert!(desk.nod.bin(now()).unwrap().is_empty());
    index_is_whole(&mut desk);
    let request = SearchRequest { text: "qxalone".to_owned(), ..SearchRequest::default() };
    assert!(desk.nod.search(&request, now()).unwrap().hits.is_empty());
    assert_eq!(desk.nod.integrity().unwrap(), None);
    // The same Nod goes on, and what it does next is undone as ever.
    let before = desk.dump();
    desk.nod.quick_log(&typed("leo thx for it"), now()).unwrap();
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.dump(), before);
}
