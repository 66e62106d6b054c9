//! The quick bar over a real store: what is read is what is logged, and a question changes nothing.

use std::collections::BTreeSet;

use nod_core::api::{Certainty, PieceKind, QuickFix, QuickRequest};
use nod_core::clock::Now;
use nod_core::error::{Error, Question};
use nod_core::gesture::GestureId;
use proptest::prelude::*;

use crate::support::{Desk, at, cases, desk, typed};

fn now() -> Now {
    at("2026-11-20 10:00")
}

fn team() -> Desk {
    let mut desk = desk();
    for name in ["Amara Okafor", "Leo Martin", "Kim Larsen", "Kim Larsen", "佐藤 美咲", "Zoë Müller"] {
        desk.add(name, None, now());
    }
    desk
}

#[test]
fn what_is_read_is_what_is_logged() {
    let mut desk = team();
    let request = typed("amara thx in slack for the release notes yesterday >mon ask about the demo");
    let reading = desk.nod.quick_read(&request, now()).unwrap();
    assert!(reading.ready, "{:?}", reading.missing);
    let rehearsed = desk.nod.quick_rehearse(&request, now()).unwrap();
    let logged = desk.nod.quick_log(&request, now()).unwrap();
    assert_eq!((&rehearsed.words, &rehearsed.people), (&logged.words, &logged.people));
    assert_eq!(reading.people[0].person.as_ref(), logged.people.first());
    assert_eq!(reading.gesture.as_ref(), logged.moment.gestures.first());
    assert_eq!((reading.note, reading.channel), (logged.moment.note, logged.moment.channel));
    assert_eq!(reading.when.map(|when| when.at), Some(logged.moment.at));
    assert_eq!(reading.follow_up, logged.follow_up);
}

#[test]
fn a_name_that_ties_or_is_unknown_or_lacking_is_a_question_and_changes_nothing() {
    let mut desk = team();
    let before = desk.dump();
    let ask = |desk: &mut Desk, text: &str| match desk.nod.quick_log(&typed(text), now()) {
        Err(Error::Asks(question)) => question,
        other => panic!("{text}: {other:?}"),
    };
    match ask(&mut desk, "kim larsen thx") {
        Question::WhichPerson { candidates, .. } => assert_eq!(candidates.len(), 2),
        other => panic!("{other:?}"),
    }
    assert!(matches!(ask(&mut desk, "@zoltan thx"), Question::UnknownName { .. }));
    assert_eq!(ask(&mut desk, "thx for the notes"), Question::NoPerson);
    for text in ["kim larsen thx", "@zoltan thx", "thx for the notes"] {
        let reading = desk.nod.quick_read(&typed(text), now()).unwrap();
        assert!(!reading.ready && reading.missing.is_some(), "{text}");
    }
    assert_eq!((desk.dump(), desk.entries()), (before, 6));
}

#[test]
fn an_unknown_name_is_added_and_logged_with_in_one_entry() {
    let mut desk = team();
    let (before, entries) = (desk.dump(), desk.entries());
    let mut request = typed("@Zoltan thx for the demo");
    request.fix.add_unknown = true;
    let logged = desk.nod.quick_log(&request, now()).unwrap();
    assert_eq!(logged.people[0].name, "Zoltan");
    assert_eq!(desk.entries(), entries + 1);
    desk.nod.undo(logged.op).unwrap();
    assert_eq!(desk.dump(), before);
}

#[test]
fn a_day_that_does_not_exist_is_refused_and_changes_nothing() {
    let mut desk = team();
    let before = desk.dump();
    let request = typed("amara thx 31 feb");
    assert!(matches!(desk.nod.quick_log(&request, now()), Err(Error::Refused(_))));
    assert!(!desk.nod.quick_read(&request, now()).unwrap().ready);
    for when in ["31 feb", "2026-02-31", "yesterdya", ""] {
        assert!(desk.nod.read_when(when, now()).is_err(), "{when}");
    }
    assert_eq!(desk.dump(), before);
}

/// The text of each piece, cut as the window cuts: by UTF-16 units.
fn pieces(desk: &Desk, text: &str) -> Vec<(PieceKind, String)> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let reading = desk.nod.quick_read(&typed(text), now()).unwrap();
    let cut = |start: u32, end: u32| String::from_utf16(&units[start as usize..end as usize]).unwrap();
    reading.pieces.iter().map(|piece| (piece.kind, cut(piece.start, piece.end))).collect()
}

#[test]
fn offsets_count_utf16_units_also_behind_emoji_and_cjk() {
    let desk = team();
    let found = pieces(&desk, "佐藤 美咲 thx 🎉 for 👩‍🔬 notes yesterday");
    let text = |kind| found.iter().find(|(k, _)| *k == kind).map(|(_, text)| text.as_str());
    assert_eq!(text(PieceKind::Person), Some("佐藤 美咲"));
    assert_eq!(text(PieceKind::Gesture), Some("thx"));
    assert_eq!(text(PieceKind::When), Some("yesterday"));
    let hits = desk.nod.quick_read(&typed("müll"), now()).unwrap().hits;
    assert_eq!(hits[0].matched, [(4, 8)]);
}

#[test]
fn a_piece_taken_back_is_kept_in_the_note() {
    let mut desk = team();
    let text = "amara thx for the slack notes yesterday >mon ask";
    let with = |change: fn(&mut QuickRequest)| {
        let mut request = typed(text);
        change(&mut request);
        request
    };
    let plain = desk.nod.quick_read(&typed(text), now()).unwrap();
    assert!(plain.when.is_some() && plain.follow_up.is_some());
    let no_when = desk.nod.quick_read(&with(|r| r.fix.no_when = true), now()).unwrap();
    assert!(no_when.when.is_none() && no_when.note.contains("yesterday"), "{}", no_when.note);
    let no_follow_up = desk.nod.quick_read(&with(|r| r.fix.no_follow_up = true), now()).unwrap();
    assert!(no_follow_up.follow_up.is_none() && no_follow_up.note.contains("ask"), "{}", no_follow_up.note);
    let logged = desk.nod.quick_log(&with(|r| r.fix.no_follow_up = true), now()).unwrap();
    assert_eq!((logged.moment.note, logged.follow_up), (no_follow_up.note, None));
    let mut chat = typed("amara thx in slack");
    chat.fix.no_channel = true;
    let reading = desk.nod.quick_read(&chat, now()).unwrap();
    assert!(reading.channel.is_none() && reading.note.contains("slack"), "{}", reading.note);
}

#[test]
fn people_chosen_by_hand_stand_for_the_names() {
    let mut desk = team();
    let leo = desk.nod.find_person("leo", now()).unwrap();
    let mut request = typed("kim larsen thx");
    request.fix.people = Some(vec![leo]);
    let reading = desk.nod.quick_read(&request, now()).unwrap();
    assert!(reading.ready && reading.people[0].certainty == Certainty::Certain);
    assert_eq!(desk.nod.quick_log(&request, now()).unwrap().people[0].id, leo);
}

#[test]
fn somebody_just_added_by_another_nod_is_found() {
    let desk = team();
    let mut other = desk.second();
    assert!(desk.nod.find_person("tomasz", now()).is_err());
    other.person_save(None, &crate::support::named("Tomasz Nowak"), now()).unwrap();
    assert!(desk.nod.find_person("tomasz", now()).is_ok());
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn what_reads_as_ready_is_logged_as_read_and_what_does_not_changes_nothing(
        words in prop::collection::vec(prop::sample::select(vec![
            "amara", "leo", "kim", "@zoltan", "佐藤", "thx", "helped", "me", "in", "slack", "yesterday", "31", "feb",
            "last", "friday", ">mon", "ask", "for", "the", "notes", "🎉", "and", "\"", "!",
        ]), 0..9),
        no_when in any::<bool>(), no_follow_up in any::<bool>(), add_unknown in any::<bool>(),
    ) {
        let mut desk = team();
        let mut request = typed(&words.join(" "));
        (request.fix.no_when, request.fix.no_follow_up) = (no_when, no_follow_up);
        request.fix.add_unknown = add_unknown;
        let before = desk.dump();
        let reading = desk.nod.quick_read(&request, now()).unwrap();
        prop_assert_eq!(&desk.dump(), &before);
        match desk.nod.quick_log(&request, now()) {
            Ok(logged) => {
                prop_assert!(reading.ready);
                prop_assert_eq!(reading.note, logged.moment.note);
                // Someone named twice is there once.
                let known: BTreeSet<_> = reading.people.iter().filter_map(|n| n.person.as_ref()).map(|p| p.id).collect();
                let unknown = reading.people.iter().filter(|name| name.person.is_none()).count();
                prop_assert_eq!(known.len() + unknown, logged.people.len());
                prop_assert_eq!(reading.direction, logged.moment.direction);
                desk.nod.undo(logged.op).unwrap();
            }
            Err(Error::Asks(_) | Error::Refused(_)) => prop_assert!(!reading.ready),
            Err(error) => panic!("{error}"),
        }
        prop_assert_eq!(desk.dump(), before);
    }
}

#[test]
fn an_unknown_name_said_twice_adds_one_person() {
    for text in ["@zoltan @Zoltán thx", "zoltan and zoltan thx", "thx zoltan, Zoltan"] {
        let mut desk = team();
        let before = desk.number("SELECT count(*) FROM person");
        let fix = QuickFix { add_unknown: true, ..QuickFix::default() };
        let request = QuickRequest { fix, ..typed(text) };
        assert_eq!(desk.nod.quick_read(&request, now()).unwrap().people.len(), 1, "{text}");
        assert_eq!(desk.nod.quick_log(&request, now()).unwrap().people.len(), 1, "{text}");
        assert_eq!(desk.number("SELECT count(*) FROM person"), before + 1, "{text}");
    }
}

#[test]
fn a_note_added_to_a_moment_is_its_note_and_no_second_moment() {
    let mut desk = desk();
    let now = at("2026-11-20 10:00");
    let amara = desk.add("Amara", Some(7), now);
    let logged = desk.nod.log_gesture(amara, &GestureId::thanked(), now).unwrap();
    assert_eq!(desk.nod.moment_logged_by(logged.op.unwrap()).unwrap(), Some(logged.moment.id));
    let more = |text: &str| QuickRequest {
        text: text.to_owned(),
        fix: QuickFix { moment: Some(logged.moment.id), ..QuickFix::default() },
        ..QuickRequest::default()
    };
    let later = at("2026-11-20 10:05");
    let noted = desk.nod.quick_log(&more("Amara for the release notes >fri ask !likes tea"), later).unwrap();
    assert_eq!(noted.moment.id, logged.moment.id);
    assert_eq!((noted.moment.at, &noted.moment.gestures), (now.utc, &logged.moment.gestures));
    assert_eq!(noted.moment.note, "for the release notes");
    assert!(noted.follow_up.is_some() && noted.details == ["likes tea"]);
    assert_eq!(desk.nod.moments(&Default::default(), later).unwrap().total, 1);

    desk.nod.undo(noted.op).unwrap();
    assert_eq!(desk.nod.moment(logged.moment.id, later).unwrap().moment.note, "", "Undo takes the note back");

    // Another person is another moment.
    desk.add("Leo", None, now);
    let other = desk.nod.quick_log(&more("Leo thx"), later).unwrap();
    assert_ne!(other.moment.id, logged.moment.id);
    desk.nod.moment_delete(logged.moment.id, later).unwrap();
    assert_eq!(desk.nod.moment_logged_by(logged.op.unwrap()).unwrap(), None);
    let anew = desk.nod.quick_log(&more("Amara thx"), later).unwrap();
    assert_ne!(anew.moment.id, logged.moment.id, "one that is gone is logged anew");
}
