//! Everything is found again, at once, and only what is there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use nod_core::api::{
    DetailFields, NewContribution, NewOccasion, NewOwnReminder, PersonFields, SearchHit, SearchKind,
    SearchPage, SearchRequest, Source,
};
use nod_core::clock::Now;
use nod_core::store::DATABASE_FILE;
use rusqlite::Connection;

use crate::support::{Desk, after, at, card, desk, look, named, typed};

fn now() -> Now {
    at("2026-11-20 10:00")
}

fn find(desk: &Desk, text: &str) -> SearchPage {
    let request = SearchRequest { text: text.to_owned(), ..SearchRequest::default() };
    desk.nod.search(&request, now()).unwrap()
}

/// What is found, as "kind: excerpt".
fn found(desk: &Desk, text: &str) -> Vec<String> {
    let line = |hit: SearchHit| {
        let kind = match hit.kind {
            SearchKind::Person => "person",
            SearchKind::Detail => "detail",
            SearchKind::FollowUp => "follow-up",
            SearchKind::Contribution => "contribution",
            SearchKind::Occasion => "occasion",
            SearchKind::OwnReminder => "own-reminder",
            SearchKind::Moment => "moment",
        };
        let text = if hit.kind == SearchKind::Person { hit.people[0].name.clone() } else { hit.excerpt };
        format!("{kind}: {text}")
    };
    find(desk, text).hits.into_iter().map(line).collect()
}

fn detail(text: &str) -> DetailFields {
    DetailFields { text: text.to_owned(), ..DetailFields::default() }
}

fn team() -> Desk {
    let mut desk = desk();
    let amara = PersonFields {
        role: "Release engineer".to_owned(),
        notes: "Prefers **mornings**; naïve about crème brûlée".to_owned(),
        other_teams: vec!["Guild of testers".to_owned()],
        tags: vec!["mentor".to_owned()],
        own: vec![nod_core::api::OwnField { name: "Shirt size".to_owned(), value: "Medium".to_owned() }],
        ..named("Amara Okafor")
    };
    let amara = desk.nod.person_save(None, &amara, now()).unwrap().person.id;
    desk.add("Leo Martin", None, now());
    desk.add("王小明", None, now());
    desk.nod.detail_add(amara, &detail("Daughter starts school, exam in August"), now()).unwrap();
    for text in [
        "leo thx for the release notes >fri ask about the exam",
        "amara checked in about the exam yesterday",
        "leo listened \"long talk about the release of the notes\"",
        "小明 thx 昨天的演示很好",
    ] {
        desk.nod.quick_log(&typed(text), now()).unwrap();
    }
    desk
}

#[test]
fn a_word_is_found_wherever_it_stands_by_its_beginning() {
    let desk = team();
    assert_eq!(
        found(&desk, "exa"),
        [
            "detail: Daughter starts school, exam in August",
            "follow-up: ask about the exam",
            "moment: about the exam"
        ]
    );
    for text in ["release eng", "MORNINGS", "naive creme brulee", "guild", "mentor", "medium", "Shirt"] {
        assert_eq!(found(&desk, text)[0], "person: Amara Okafor", "{text}");
    }
    assert_eq!(found(&desk, "am")[0], "person: Amara Okafor");
    assert!(found(&desk, "xa").is_empty(), "not inside a word");
}

#[test]
fn what_reminders_come_from_is_found_too_and_what_a_moment_planted_once() {
    let mut desk = team();
    let leo = desk.nod.find_person("leo", now()).unwrap();
    let exam = |yearly| NewOccasion {
        person: leo,
        title: "Sailing exam".to_owned(),
        day: "2026-12-01".to_owned(),
        yearly,
        lead_days: 0,
    };
    let first = desk.nod.occasion_add(&exam(true), now()).unwrap();
    let noted = NewContribution {
        person: leo,
        what: "Fixed the sailing boat".to_owned(),
        changed: "We float".to_owned(),
        on: None,
    };
    desk.nod.contribution_add(&noted, now()).unwrap();
    let own = NewOwnReminder {
        text: "Sailing course".to_owned(),
        on: "2026-12-03".parse().unwrap(),
        at: None,
        every: None,
        person: None,
    };
    desk.nod.own_add(&own, now()).unwrap();
    desk.nod.quick_log(&typed("leo helped me \"with the sailing knots\""), now()).unwrap();
    let all = [
        "contribution: Fixed the sailing boat We float",
        "occasion: Sailing exam",
        "own-reminder: Sailing course",
        "moment: with the sailing knots",
    ];
    assert_eq!(found(&desk, "sailing"), all);
    assert_eq!(find(&desk, "sailing").hits[0].title, "Unsaid thanks");
    assert_eq!(found(&desk, "float person:leo"), all[..1]);
    assert_eq!(found(&desk, "sailing after:2026-11"), Vec::<String>::new());
    assert_eq!(found(&desk, "\"sailing course\""), all[2..3]);

    let thanks = desk.nod.contributions(Some(leo), now()).unwrap();
    let boat = thanks.iter().find(|thanks| thanks.what.contains("boat")).unwrap().id;
    desk.nod.contribution_thanked(boat, now()).unwrap();
    assert_eq!(find(&desk, "float").hits[0].title, "Thanked for");
    desk.nod.undo(first.op).unwrap();
    assert_eq!(found(&desk, "sailing").len(), 3, "an occasion taken back is not found");
}

#[test]
fn a_script_without_spaces_is_found_inside_too() {
    let desk = team();
    assert_eq!(found(&desk, "演示"), ["moment: 昨天的演示很好"]);
    assert_eq!(found(&desk, "小明")[0], "person: 王小明");
    assert!(found(&desk, "演很").is_empty());
}

#[test]
fn quotes_ask_for_words_that_stand_together() {
    let desk = team();
    assert_eq!(found(&desk, "release notes").len(), 2);
    assert_eq!(found(&desk, "\"release notes\""), ["moment: for the release notes"]);
}

#[test]
fn a_name_finds_what_was_with_the_person_and_a_slip_still_finds_them() {
    let desk = team();
    assert_eq!(
        found(&desk, "leo exam"),
        ["follow-up: ask about the exam"],
        "the follow-up is Leo's, and says exam"
    );
    assert_eq!(found(&desk, "amara exam").len(), 2);
    assert_eq!(found(&desk, "okaofr")[0], "person: Amara Okafor");
}

#[test]
fn filters_narrow_by_person_gesture_and_time() {
    let desk = team();
    assert_eq!(found(&desk, "exam person:amara").len(), 2);
    assert_eq!(found(&desk, "person:\"leo martin\" gesture:thanked"), ["moment: for the release notes"]);
    assert_eq!(found(&desk, "exam before:2026-11-20"), ["moment: about the exam"]);
    assert!(found(&desk, "gesture:listened before:2026").is_empty());
    assert_eq!(found(&desk, "gesture:listened after:2025").len(), 1);
    assert_eq!(found(&desk, "after:yesterday gesture:thanked").len(), 2);
    let page = find(&desk, "exam before:soonish");
    assert_eq!(page.hits.len(), 3);
    assert!(page.unread.unwrap().contains("soonish"));
    assert!(find(&desk, "person:nobodyhere").unread.is_some());
}

#[test]
fn pages_follow_each_other_without_a_gap_or_a_repeat() {
    let mut desk = desk();
    desk.add("Leo Martin", None, now());
    for n in 0..25 {
        desk.nod.quick_log(&typed(&format!("leo thx demo number{n}")), now()).unwrap();
    }
    let (mut seen, mut request) =
        (Vec::new(), SearchRequest { text: "demo".to_owned(), limit: 10, after: None });
    loop {
        let page = desk.nod.search(&request, now()).unwrap();
        seen.extend(page.hits.into_iter().map(|hit| hit.excerpt));
        match page.next {
            Some(next) => request.after = Some(next),
            None => break,
        }
    }
    let expected: Vec<String> = (0..25).rev().map(|n| format!("demo number{n}")).collect();
    assert_eq!(seen, expected, "newest first");
}

#[test]
fn what_has_expired_is_not_found() {
    let mut desk = team();
    let leo = desk.nod.find_person("leo", now()).unwrap();
    let soon = DetailFields { expires_on: "2026-11-21".to_owned(), ..detail("moving flat") };
    desk.nod.detail_add(leo, &soon, now()).unwrap();
    assert_eq!(found(&desk, "flat").len(), 1);
    let later = after(now(), TimeDelta::days(2));
    let request = SearchRequest { text: "flat".to_owned(), ..SearchRequest::default() };
    assert!(desk.nod.search(&request, later).unwrap().hits.is_empty());
    assert!(desk.nod.details(leo, false, later).unwrap().is_empty());
    assert_eq!(desk.nod.details(leo, true, later).unwrap().len(), 1);
}

#[test]
fn any_text_can_be_searched_for() {
    let desk = team();
    for text in [
        "",
        " ",
        "\"",
        "a\"b",
        "person:",
        "before:9999-99",
        "after:0",
        "* AND OR NOT NEAR(",
        "words:x",
        "-exam",
        "^a",
        "<script>",
        "\u{202e}exam",
        "\u{0}",
        "gesture:\"",
        "👩‍🔬",
        "before:2026-13",
        "a:b:c",
        "before:-271821-04-20",
    ] {
        find(&desk, text);
    }
    find(&desk, &"exam ".repeat(10_000));
}

#[test]
fn what_stands_after_an_exclamation_mark_is_kept_as_a_detail() {
    let mut desk = team();
    let logged = desk.nod.quick_log(&typed("leo amara thx for lunch !likes green tea"), now()).unwrap();
    assert_eq!(
        (logged.moment.note.as_str(), logged.details.as_slice()),
        ("for lunch", &["likes green tea".to_owned()][..])
    );
    for name in ["leo", "amara"] {
        let person = desk.nod.find_person(name, now()).unwrap();
        let details = desk.nod.details(person, false, now()).unwrap();
        assert_eq!((details[0].text.as_str(), details[0].source), ("likes green tea", Source::Told));
    }
    desk.nod.undo(None).unwrap();
    assert!(found(&desk, "green").is_empty());
}

/// The words of each entry of the index, by id.
fn index(desk: &Desk) -> BTreeMap<String, BTreeSet<String>> {
    let file = Connection::open(desk.folder.path().join(DATABASE_FILE)).unwrap();
    file.execute_batch("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, search, instance)").unwrap();
    let mut entries: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut select = file.prepare("SELECT hex(id) FROM search_entry").unwrap();
    for id in select.query_map([], |row| row.get::<_, String>(0)).unwrap() {
        entries.insert(id.unwrap(), BTreeSet::new());
    }
    let mut select = file
        .prepare(
            "SELECT hex(e.id), w.term FROM temp.word AS w LEFT JOIN search_entry AS e ON e.place = w.doc",
        )
        .unwrap();
    for row in select.query_map([], |row| Ok((row.get::<_, Option<String>>(0)?, row.get(1)?))).unwrap() {
        let (id, word): (Option<String>, String) = row.unwrap();
        entries.get_mut(&id.expect("a word of the index belongs to an entry")).unwrap().insert(word);
    }
    entries
}

/// The index is what it would be if it were made anew.
pub fn index_is_whole(desk: &mut Desk) {
    find(desk, "x");
    assert_eq!(desk.number("SELECT count(*) FROM search_stale"), 0);
    let kept = index(desk);
    let file = Connection::open(desk.folder.path().join(DATABASE_FILE)).unwrap();
    file.execute_batch(
        "DELETE FROM search_entry; INSERT INTO search (search) VALUES ('delete-all');
         INSERT INTO search_stale SELECT id, 7 FROM person; INSERT INTO search_stale SELECT id, 6 FROM detail;
         INSERT INTO search_stale SELECT id, 5 FROM follow_up; INSERT INTO search_stale SELECT id, 1 FROM moment;
         INSERT INTO search_stale SELECT id, 4 FROM contribution WHERE moment IS NULL;
         INSERT INTO search_stale SELECT id, 3 FROM occasion; INSERT INTO search_stale SELECT id, 2 FROM own_reminder;",
    )
    .unwrap();
    drop(file);
    find(desk, "x");
    assert_eq!(desk.number("SELECT count(*) FROM search_stale"), 0, "a search brings the index up to date");
    assert_eq!(kept, index(desk));
    assert_eq!(
        look(desk.folder.path())
            .query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0))
            .unwrap(),
        "ok"
    );
}

#[test]
fn the_index_keeps_step_with_edits_deletes_and_undo() {
    let mut desk = team();
    index_is_whole(&mut desk);
    let leo = desk.nod.find_person("leo", now()).unwrap();
    let fields = PersonFields { tags: vec!["climber".to_owned()], ..named("Leo Marten") };
    desk.nod.person_save(Some(leo), &fields, now()).unwrap();
    assert_eq!(found(&desk, "climber"), ["person: Leo Marten"]);
    desk.nod.person_delete(leo, now()).unwrap();
    assert!(found(&desk, "climber").is_empty() && found(&desk, "\"release notes\"").is_empty());
    index_is_whole(&mut desk);
    desk.nod.undo(None).unwrap();
    assert_eq!(found(&desk, "\"release notes\"").len(), 1);
    desk.nod.undo(None).unwrap();
    assert!(found(&desk, "climber").is_empty());
    index_is_whole(&mut desk);
}

#[test]
fn what_was_written_by_other_means_is_found_too() {
    let desk = team();
    let file = Connection::open(desk.folder.path().join(DATABASE_FILE)).unwrap();
    file.execute("UPDATE moment SET note = 'zebra crossing' WHERE note LIKE 'about%'", []).unwrap();
    drop(file);
    assert_eq!(found(&desk, "zebra").len(), 1);
}

#[test]
fn an_import_is_indexed_with_it_and_a_moment_waits_for_the_next_search() {
    let mut desk = team();
    index_is_whole(&mut desk);
    desk.nod.quick_log(&typed("leo thx for zebras"), now()).unwrap();
    assert_eq!(desk.number("SELECT count(*) FROM search_stale"), 1);
    let cards: String = (0..300).map(|n| card(&format!("UID:{n}\nFN:Zebra {n}"))).collect();
    desk.import(&cards, now());
    assert_eq!(desk.number("SELECT count(*) FROM search_stale"), 0);
    assert!(found(&desk, "zebras").contains(&"moment: for zebras".to_owned()));
}

#[test]
fn while_another_program_writes_what_is_indexed_is_found_all_the_same() {
    let mut desk = team();
    index_is_whole(&mut desk);
    desk.nod.quick_log(&typed("leo thx for zebras"), now()).unwrap();
    let mut other = Connection::open(desk.folder.path().join(DATABASE_FILE)).unwrap();
    let held = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    assert!(found(&desk, "zebras").is_empty() && found(&desk, "mornings").len() == 1);
    held.rollback().unwrap();
    assert_eq!(found(&desk, "zebras").len(), 1);
}

#[test]
fn who_is_named_so_comes_before_who_is_only_there() {
    let mut desk = desk();
    // The later one comes first where nothing else is known.
    for (name, place, minute) in [("Berta Quist", "Oslo", "10:00"), ("Hedda Lund", "Bergen", "10:05")] {
        let fields = PersonFields { place: place.to_owned(), ..named(name) };
        desk.nod.person_save(None, &fields, at(&format!("2026-11-20 {minute}"))).unwrap();
    }
    let names = |page: SearchPage| -> Vec<String> {
        page.hits.into_iter().flat_map(|hit| hit.people).map(|chip| chip.name).collect()
    };
    assert_eq!(names(find(&desk, "ber")), ["Berta Quist", "Hedda Lund"]);
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let request = SearchRequest { text: "ber".to_owned(), after, limit: 1 };
        let page = desk.nod.search(&request, now()).unwrap();
        after = page.next;
        seen.extend(names(page));
        if after.is_none() {
            break;
        }
    }
    seen.sort();
    assert_eq!(seen, ["Berta Quist", "Hedda Lund"], "paging on brings each once");
}

#[test]
fn a_detail_that_belongs_nowhere_has_no_title() {
    let mut desk = desk();
    let amara = desk.nod.person_save(None, &named("Amara"), now()).unwrap().person.id;
    desk.nod.detail_add(amara, &detail("likes green tea"), now()).unwrap();
    let food = DetailFields { category: "food".to_owned(), ..detail("green beans, never") };
    desk.nod.detail_add(amara, &food, now()).unwrap();
    let page = find(&desk, "green");
    let mut titles: Vec<&str> = page.hits.iter().map(|hit| hit.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["", "Food"]);
}
