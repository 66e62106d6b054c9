//! Details, own fields, timelines and briefs.

use chrono::TimeDelta;
use nod_core::api::{
    Contact, ContactKind, DetailFields, NewContribution, NewMoment, NewOccasion, NewOwnReminder, OwnField,
    PeopleRequest, PersonFields, TimelineEntry, TimelineRequest,
};
use nod_core::clock::Now;
use nod_core::error::Error;
use nod_core::export::{Choice, Format};
use nod_core::id::PersonId;
use nod_core::moment::Direction;

use crate::search::index_is_whole;
use crate::support::{Desk, after, at, desk, named, typed};

pub(crate) fn now() -> Now {
    at("2026-11-20 10:00")
}

pub(crate) fn detail(text: &str) -> DetailFields {
    DetailFields { text: text.to_owned(), ..DetailFields::default() }
}

pub(crate) fn email(value: &str) -> Contact {
    Contact { kind: ContactKind::Email, label: String::new(), value: value.to_owned() }
}

#[test]
fn a_detail_is_kept_changed_deleted_and_brought_back() {
    let mut desk = desk();
    let amara = desk.add("Amara Okafor", None, now());
    let saved = desk.nod.detail_add(amara, &detail("likes tea"), now()).unwrap();
    assert_eq!(saved.words, "Remembered about Amara Okafor: likes tea");
    let health = DetailFields { category: "health".to_owned(), ..detail("bad knee") };
    let edited = desk.nod.detail_edit(saved.detail.id, &health, now()).unwrap().detail;
    assert!(edited.private && edited.text == "bad knee");
    desk.nod.detail_delete(edited.id, now()).unwrap();
    assert!(desk.nod.detail(edited.id, now()).is_err());
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.nod.person(amara, now()).unwrap().details[0].text, "bad knee");
    let refused = desk.nod.detail_add(amara, &detail(&"x".repeat(5_000)), now()).unwrap_err();
    assert!(matches!(refused, Error::Refused(r) if r.field == Some("text")));
    let nobody = PersonId::from_bytes([9; 16]);
    assert!(desk.nod.detail_add(nobody, &detail("x"), now()).is_err());
}

#[test]
fn teams_tags_and_own_fields_are_kept_and_undone() {
    let mut desk = desk();
    let fields = PersonFields {
        team: "Platform".to_owned(),
        other_teams: vec!["Guild".to_owned(), "platform".to_owned(), " Guild ".to_owned()],
        tags: vec!["z".to_owned(), "a".to_owned(), "A".to_owned()],
        own: vec![
            OwnField { name: "Shirt size".to_owned(), value: "M".to_owned() },
            OwnField { name: "Desk".to_owned(), value: String::new() },
        ],
        ..named("Amara")
    };
    let id = desk.nod.person_save(None, &fields, now()).unwrap().person.id;
    let before = desk.dump();
    let stored = desk.nod.person(id, now()).unwrap().fields;
    assert_eq!(
        (stored.other_teams, stored.tags),
        (vec!["Guild".to_owned()], vec!["a".to_owned(), "z".to_owned()])
    );
    assert_eq!(stored.own.len(), 1, "a field without a value is none");
    desk.nod.person_save(Some(id), &named("Amara"), now()).unwrap();
    assert!(desk.nod.person(id, now()).unwrap().fields.own.is_empty());
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.dump(), before);
    let nameless =
        PersonFields { own: vec![OwnField { name: String::new(), value: "x".to_owned() }], ..named("B") };
    assert!(desk.nod.person_save(None, &nameless, now()).is_err());
}

#[test]
fn those_who_were_put_away_are_listed_apart() {
    let mut desk = desk();
    let amara = desk.add("Amara", Some(7), now());
    desk.add("Leo", None, now());
    desk.nod.person_archive(amara, true, now()).unwrap();
    let list = |archived| {
        let request = PeopleRequest { archived, limit: 10, ..PeopleRequest::default() };
        desk.nod.people(&request, now()).unwrap().rows
    };
    assert_eq!(list(false).len(), 1);
    let away = list(true);
    assert_eq!((away.len(), away[0].person.name.as_str(), away[0].next_due), (1, "Amara", None));
}

#[test]
fn every_part_of_a_moment_can_be_changed_and_the_rhythm_follows() {
    let mut desk = desk();
    let (amara, leo) = (desk.add("Amara", Some(7), now()), desk.add("Leo", Some(7), now()));
    let moment = desk.nod.quick_log(&typed("amara thx for it"), now()).unwrap().moment;
    let before = desk.dump();
    let met = |desk: &Desk| {
        desk.number("SELECT count(*) FROM met") * 100 + desk.number("SELECT sum(moments) FROM met")
    };
    let new = NewMoment {
        people: vec![leo, amara],
        gestures: vec![nod_core::gesture::GestureId::new("helped").unwrap()],
        direction: Direction::Theirs,
        channel: None,
        note: "for the demo".to_owned(),
        at: Some(at("2026-11-10 09:00").utc),
    };
    desk.nod.moment_edit(moment.id, &new, now()).unwrap();
    let changed = desk.nod.moment(moment.id, now()).unwrap();
    assert_eq!(changed.moment.on.to_string(), "2026-11-10");
    assert_eq!((changed.people.len(), changed.gesture_words.as_str()), (2, "Helped"));
    assert_eq!(met(&desk), 202);
    assert_eq!(
        desk.number("SELECT count(*) FROM met WHERE last_move IS NOT NULL"),
        0,
        "theirs moves no rhythm"
    );
    index_is_whole(&mut desk);
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.dump(), before);
    assert_eq!(met(&desk), 101);
    let same = NewMoment {
        people: vec![amara],
        gestures: moment.gestures,
        direction: moment.direction,
        channel: None,
        note: moment.note,
        at: None,
    };
    assert_eq!(desk.nod.moment_edit(moment.id, &same, after(now(), TimeDelta::days(3))).unwrap().op, None);
    let nobody = NewMoment { people: vec![], ..same };
    assert!(desk.nod.moment_edit(moment.id, &nobody, now()).is_err());
}

#[test]
fn parts_of_a_timeline_are_the_timeline_also_of_someone_who_travels() {
    let mut desk = desk();
    let amara = desk.add("Amara Okafor", None, now());
    // The day is that of where one was, so between the farthest zones a later moment may stand below an earlier one.
    for hours in 0..40 {
        let zone: chrono_tz::Tz =
            ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"][hours % 3].parse().unwrap();
        let then = now().utc + TimeDelta::hours(7 * i64::try_from(hours).unwrap());
        desk.log(&[amara], Direction::Mine, Now::at(then, zone));
    }
    let later = after(now(), TimeDelta::days(20));
    desk.nod.detail_add(amara, &detail("likes tea"), later).unwrap();
    let part = |offset, limit| {
        let page = desk.nod.timeline(&TimelineRequest { person: amara, offset, limit }, later).unwrap();
        assert_eq!(page.total, 41);
        page.entries
    };
    let whole = part(0, 100);
    let days: Vec<_> = whole
        .iter()
        .filter_map(|entry| match entry {
            TimelineEntry::Moment { moment } => Some((moment.moment.on, moment.moment.at)),
            _ => None,
        })
        .collect();
    assert!(days.is_sorted_by(|newer, older| newer > older) && !days.is_sorted_by(|a, b| a.1 > b.1));
    for limit in [1, 2, 3, 7, 20] {
        let parts: Vec<_> = (0..41).step_by(limit).flat_map(|offset| part(offset, limit)).collect();
        assert_eq!(parts, whole, "{limit} at a time");
    }
}

#[test]
fn a_timeline_has_everything_in_one_order() {
    let mut desk = desk();
    let amara = desk.add("Amara", None, now());
    desk.nod.quick_log(&typed("amara thx yesterday"), now()).unwrap();
    let old = DetailFields { learned_on: "2026-11-01".to_owned(), ..detail("likes tea") };
    desk.nod.detail_add(amara, &old, now()).unwrap();
    desk.nod.quick_log(&typed("amara helped >fri ask about the demo"), now()).unwrap();
    let page =
        |offset, limit| desk.nod.timeline(&TimelineRequest { person: amara, offset, limit }, now()).unwrap();
    let kinds = |entries: &[TimelineEntry]| {
        let kind = |entry: &TimelineEntry| match entry {
            TimelineEntry::Moment { .. } => "moment",
            TimelineEntry::Detail { .. } => "detail",
            TimelineEntry::FollowUp { .. } => "follow-up",
            TimelineEntry::Contribution { .. } => "contribution",
            TimelineEntry::Occasion { .. } => "occasion",
            TimelineEntry::OwnReminder { .. } => "own-reminder",
        };
        entries.iter().map(kind).collect::<Vec<_>>()
    };
    let all = page(0, 10);
    assert_eq!((all.total, kinds(&all.entries)), (4, vec!["moment", "follow-up", "moment", "detail"]));
    assert_eq!([page(0, 3).entries, page(3, 3).entries].concat(), all.entries);

    for (title, day, yearly) in
        [("exam", "2027-05-01", false), ("ward", "--11-19", true), ("race", "2020-12-24", true)]
    {
        let (title, day) = (title.to_owned(), day.to_owned());
        let new = NewOccasion { person: amara, title, day, yearly, lead_days: 0 };
        desk.nod.occasion_add(&new, now()).unwrap();
    }
    let on = Some("2026-11-10".parse().unwrap());
    let new = NewContribution { person: amara, what: "Fixed it".to_owned(), changed: String::new(), on };
    desk.nod.contribution_add(&new, now()).unwrap();
    for (text, on) in [("Return the book", "2026-11-20"), ("Lend it", "2026-12-24")] {
        let (text, on) = (text.to_owned(), on.parse().unwrap());
        let new = NewOwnReminder { text, on, at: None, every: None, person: Some(amara) };
        desk.nod.own_add(&new, now()).unwrap();
    }
    let book = desk.nod.own_reminders(now()).unwrap()[0].id;
    desk.nod.own_done(&book.to_string(), now()).unwrap();
    let page = desk.nod.timeline(&TimelineRequest { person: amara, offset: 0, limit: 20 }, now()).unwrap();
    let added: Vec<String> = page
        .entries
        .iter()
        .filter_map(|entry| match entry {
            TimelineEntry::Occasion { occasion, on } => Some(format!("{on} {}", occasion.title)),
            TimelineEntry::Contribution { contribution, ended: None } => Some(contribution.what.clone()),
            TimelineEntry::OwnReminder { text, on, when, done, .. } => {
                Some(format!("{on} {when} {text}{}", if *done { ", done" } else { "" }))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        added,
        [
            "2027-05-01 exam",
            "2026-12-24 24 December Lend it",
            "2026-11-20 today Return the book, done",
            "2026-11-19 ward",
            "Fixed it",
            "2025-12-24 race"
        ]
    );
    let whats =
        |cards: Vec<nod_core::api::BriefCard>| cards[0].thanks.iter().map(|t| t.what.clone()).collect();
    let brief: Vec<String> = whats(desk.nod.brief(&[amara], now()).unwrap());
    assert_eq!(brief, ["Fixed it"]);
}

#[test]
fn a_brief_has_what_one_wants_in_mind() {
    let mut desk = desk();
    let amara = desk.add("Amara", None, now());
    for n in 1..6 {
        let learned_on = format!("2026-11-0{n}");
        desk.nod
            .detail_add(amara, &DetailFields { learned_on, ..detail(&format!("detail {n}")) }, now())
            .unwrap();
        desk.nod.quick_log(&typed(&format!("amara thx number {n} >fri ask {n}")), now()).unwrap();
    }
    let cards = desk.nod.brief(&[amara], now()).unwrap();
    assert_eq!((cards[0].details.len(), cards[0].moments.len(), cards[0].follow_ups.len()), (3, 3, 5));
    assert_eq!(
        (cards[0].details[0].text.as_str(), cards[0].moments[0].moment.note.as_str()),
        ("detail 5", "number 5")
    );
}

#[test]
fn one_person_is_exported_whole() {
    let mut desk = desk();
    let fields = PersonFields {
        notes: "Prefers *mornings*".to_owned(),
        own: vec![OwnField { name: "Shirt".to_owned(), value: "<M>".to_owned() }],
        ..named("Amara Okafor")
    };
    let amara = desk.nod.person_save(None, &fields, now()).unwrap().person.id;
    let knee = DetailFields { category: "health".to_owned(), ..detail("bad knee") };
    desk.nod.detail_add(amara, &knee, now()).unwrap();
    desk.nod.quick_log(&typed("amara thx for it >fri ask about the demo"), now()).unwrap();
    let noted = NewContribution {
        person: amara,
        what: "Fixed the build".to_owned(),
        changed: "We ship".to_owned(),
        on: None,
    };
    desk.nod.contribution_add(&noted, now()).unwrap();
    let exam = NewOccasion {
        person: amara,
        title: "Exam".to_owned(),
        day: "--12-01".to_owned(),
        yearly: true,
        lead_days: 0,
    };
    desk.nod.occasion_add(&exam, now()).unwrap();
    let written = |without_private| {
        let (choice, mut out) = (Choice { people: vec![amara], without_private }, Vec::new());
        desk.nod.export(Format::Markdown, &choice, now(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let text = written(false);
    assert!(!written(true).contains("knee"));
    for line in [
        "# Amara Okafor",
        "- Shirt: \\<M\\>",
        "Prefers *mornings*",
        "- 2026-11-20 bad knee (Health, private)",
        "- 2026-11-27 ask about the demo",
        "- 2026-11-20 Fixed the build: We ship (unsaid thanks)",
        "- --12-01 Exam (every year)",
        "- 2026-11-20 Thanked: for it",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n---\n{text}");
    }
}
