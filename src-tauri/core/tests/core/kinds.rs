//! Every kind of reminder: when it comes, what answers it, when it quietly ends.

use nod_core::api::{
    LogRequest, NewContribution, NewMoment, NewOccasion, NewOwnReminder, PersonFields, Recurrence,
    RecurrenceUnit, ReminderKind, Settings,
};
use nod_core::clock::Now;
use nod_core::gesture::GestureId;
use nod_core::id::PersonId;
use nod_core::moment::Direction;
use nod_core::nod::{Answer, BannerKind};
use nod_core::transition::TransitionKind;

use crate::support::{Desk, at, desk, named};

/// Working days Monday to Friday, no jitter, no quiet hours.
fn plain() -> Desk {
    let mut desk = desk();
    let settings = Settings { jitter: false, quiet_from: 0, quiet_until: 0, ..Settings::default() };
    desk.nod.settings_save(&settings, at("2026-11-01 08:00")).unwrap();
    desk
}

fn kinds(desk: &Desk, now: Now) -> Vec<ReminderKind> {
    desk.nod.today(None, now).unwrap().reminders.into_iter().map(|reminder| reminder.kind).collect()
}

fn log(desk: &mut Desk, person: PersonId, gesture: &str, direction: Direction, now: Now) {
    let moment = NewMoment {
        people: vec![person],
        gestures: vec![GestureId::new(gesture).unwrap()],
        direction,
        channel: None,
        note: String::new(),
        at: None,
    };
    desk.nod.log(&LogRequest { moment, reminder: None, answers_follow_up: false }, now).unwrap();
}

/// Someone with a rhythm of a year, so that it keeps out of the way.
fn someone(desk: &mut Desk, fields: PersonFields) -> PersonId {
    let now = at("2026-11-01 08:00");
    let fields = PersonFields { rhythm_days: Some(365), ..fields };
    let person = desk.nod.person_save(None, &fields, now).unwrap().person.id;
    log(desk, person, "listened", Direction::Mine, now);
    person
}

#[test]
fn a_birthday_on_a_weekend_comes_on_friday_and_a_moment_answers_it_for_the_year() {
    let mut desk = plain();
    // 21 November 2026 is a Saturday.
    let person = someone(&mut desk, PersonFields { birthday: "--11-21".into(), ..named("Amara") });
    assert!(kinds(&desk, at("2026-11-19 12:00")).is_empty());
    for day in ["2026-11-20", "2026-11-21", "2026-11-24"] {
        assert_eq!(kinds(&desk, at(&format!("{day} 12:00"))), [ReminderKind::Occasion], "{day}");
    }
    assert!(kinds(&desk, at("2026-11-25 12:00")).is_empty(), "a late word no longer fits");
    let friday = at("2026-11-20 12:00");
    let why = desk.nod.today(None, friday).unwrap().reminders.remove(0).why;
    assert!(why.contains("tomorrow"), "{why}");
    log(&mut desk, person, "celebrated", Direction::Mine, friday);
    assert!(kinds(&desk, at("2026-11-21 12:00")).is_empty());
    desk.nod.undo(None).unwrap();
    assert_eq!(kinds(&desk, friday), [ReminderKind::Occasion]);
    let id = desk.reminders(friday).remove(0);
    desk.nod.skip(&id, friday).unwrap();
    assert!(kinds(&desk, at("2026-11-21 12:00")).is_empty(), "not now");
}

#[test]
fn occasions_lead_by_their_days_and_29_february_is_1_march() {
    let mut desk = plain();
    let now = at("2027-02-01 08:00");
    let person = someone(&mut desk, PersonFields { start_date: "2024-02-29".into(), ..named("Amara") });
    let today = |desk: &Desk, text: &str| desk.nod.today(None, at(text)).unwrap().reminders;
    assert!(today(&desk, "2027-02-26 12:00").is_empty());
    let monday = today(&desk, "2027-03-01 12:00");
    assert!(monday[0].why.starts_with("3 years at work, today"), "{}", monday[0].why);
    let new = NewOccasion {
        person,
        title: "her exam".into(),
        day: "2027-05-12".into(),
        yearly: false,
        lead_days: 5,
    };
    desk.nod.occasion_add(&new, now).unwrap();
    assert!(kinds(&desk, at("2027-05-06 12:00")).is_empty());
    assert_eq!(kinds(&desk, at("2027-05-07 12:00")), [ReminderKind::Occasion]);
    assert!(kinds(&desk, at("2028-05-07 12:00")).iter().all(|kind| *kind != ReminderKind::Occasion));
}

#[test]
fn birthdays_of_an_address_book_bring_no_storm() {
    let mut desk = plain();
    for number in 0..20 {
        let fields = PersonFields { birthday: "--11-20".into(), ..named(&format!("Card {number}")) };
        desk.nod.person_save(None, &fields, at("2026-11-01 08:00")).unwrap();
    }
    assert!(kinds(&desk, at("2026-11-20 12:00")).is_empty());
}

#[test]
fn what_they_did_for_me_is_an_unsaid_thanks_until_it_is_said_or_stale() {
    let mut desk = plain();
    let person = someone(&mut desk, named("Amara"));
    // A Friday: it ripens on Monday.
    let friday = at("2026-11-20 12:00");
    log(&mut desk, person, "helped", Direction::Theirs, friday);
    assert!(kinds(&desk, at("2026-11-20 18:00")).is_empty());
    let monday = at("2026-11-23 12:00");
    let reminder = desk.nod.today(None, monday).unwrap().reminders.remove(0);
    assert_eq!((reminder.kind, reminder.gesture.as_str()), (ReminderKind::UnsaidThanks, "thanked"));
    assert!(reminder.why.starts_with("Amara helped you"), "{}", reminder.why);
    // Another gesture takes it off Today for a week, not out of the list.
    log(&mut desk, person, "listened", Direction::Mine, monday);
    assert!(kinds(&desk, at("2026-11-27 12:00")).is_empty());
    assert_eq!(kinds(&desk, at("2026-11-30 12:00")), [ReminderKind::UnsaidThanks]);
    assert_eq!(desk.nod.contributions(Some(person), monday).unwrap().len(), 1);
    assert!(kinds(&desk, at("2027-01-10 12:00")).is_empty(), "no longer fresh");
    log(&mut desk, person, "thanked", Direction::Mutual, at("2026-11-30 12:00"));
    assert!(desk.nod.contributions(None, monday).unwrap().is_empty());
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.nod.contributions(None, monday).unwrap().len(), 1);
}

#[test]
fn deleting_the_moment_takes_its_unsaid_thanks_and_undo_brings_both_back() {
    let mut desk = plain();
    let person = someone(&mut desk, named("Amara"));
    let now = at("2026-11-20 12:00");
    let before = desk.dump();
    let logged = desk.log(&[person], Direction::Theirs, now);
    let with = desk.dump();
    desk.nod.moment_delete(logged.moment.id, now).unwrap();
    assert!(desk.nod.contributions(None, now).unwrap().is_empty());
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.dump(), with);
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.dump(), before);
}

#[test]
fn a_noted_contribution_says_what_it_changed() {
    let mut desk = plain();
    let person = someone(&mut desk, named("Amara"));
    let now = at("2026-11-20 12:00");
    let new = NewContribution { person, what: "caught it".into(), changed: "no outage".into(), on: None };
    desk.nod.contribution_add(&new, now).unwrap();
    let reminder = desk.nod.today(None, at("2026-11-23 12:00")).unwrap().reminders.remove(0);
    assert!(
        reminder.prompt.contains("caught it") && reminder.prompt.contains("no outage"),
        "{}",
        reminder.prompt
    );
    let ahead = NewContribution { on: Some("2026-12-24".parse().unwrap()), ..new };
    let entries = desk.entries();
    assert!(desk.nod.contribution_add(&ahead, now).is_err());
    assert_eq!(desk.entries(), entries);
}

#[test]
fn a_moment_asks_the_ripe_follow_ups_and_leaves_the_others() {
    let mut desk = plain();
    let person = someone(&mut desk, named("Amara"));
    let now = at("2026-11-20 12:00");
    for (text, on) in [("the exam", "2026-11-20"), ("the move", "2026-12-10")] {
        desk.nod.follow_up_add(person, text, on.parse().unwrap(), now).unwrap();
    }
    log(&mut desk, person, "listened", Direction::Theirs, now);
    assert_eq!(desk.nod.follow_ups(None, now).unwrap().len(), 2, "what they did asks nothing");
    log(&mut desk, person, "listened", Direction::Mine, now);
    let left: Vec<String> = desk.nod.follow_ups(None, now).unwrap().into_iter().map(|f| f.text).collect();
    assert_eq!(left, ["the move"]);
    desk.nod.undo(None).unwrap();
    assert_eq!(desk.nod.follow_ups(None, now).unwrap().len(), 2);
}

#[test]
fn follow_ups_can_be_ticked_moved_and_let_go_and_leave_today_after_a_month() {
    let mut desk = plain();
    let person = someone(&mut desk, named("Amara"));
    let now = at("2026-11-20 12:00");
    desk.nod.follow_up_add(person, "the exam", "2026-11-20".parse().unwrap(), now).unwrap();
    let id = desk.nod.follow_ups(None, now).unwrap()[0].id;
    assert_eq!(kinds(&desk, at("2026-12-18 12:00")), [ReminderKind::FollowUp]);
    assert!(kinds(&desk, at("2026-12-22 12:00")).is_empty());
    assert_eq!(desk.nod.follow_ups(Some(person), at("2026-12-22 12:00")).unwrap().len(), 1);
    desk.nod.follow_up_move(id, "2026-11-24".parse().unwrap(), now).unwrap();
    assert!(kinds(&desk, now).is_empty());
    desk.nod.follow_up_done(id, now).unwrap();
    assert!(desk.nod.follow_up_let_go(id, now).is_err(), "it has ended");
    desk.nod.undo(None).unwrap();
    desk.nod.follow_up_let_go(id, now).unwrap();
    assert!(desk.nod.follow_ups(None, now).unwrap().is_empty());
}

#[test]
fn drift_is_silence_over_twice_the_own_median_gap() {
    let mut desk = plain();
    let person = desk.add("Amara", None, at("2026-08-01 08:00"));
    // Gaps of 10, 10 and 10 days; the last moment is on 31 August.
    for day in ["2026-08-01", "2026-08-11", "2026-08-21"] {
        log(&mut desk, person, "listened", Direction::Mine, at(&format!("{day} 12:00")));
    }
    assert!(kinds(&desk, at("2026-10-20 12:00")).is_empty(), "two gaps are no habit");
    log(&mut desk, person, "listened", Direction::Mine, at("2026-08-31 12:00"));
    assert!(kinds(&desk, at("2026-09-20 12:00")).is_empty());
    assert_eq!(kinds(&desk, at("2026-09-21 12:00")), [ReminderKind::Drift]);
    assert!(kinds(&desk, at("2026-11-23 12:00")).is_empty(), "accepted after two months");
    let id = desk.reminders(at("2026-09-21 12:00")).remove(0);
    desk.nod.skip(&id, at("2026-09-21 12:00")).unwrap();
    assert!(kinds(&desk, at("2026-10-10 12:00")).is_empty());
    assert_eq!(kinds(&desk, at("2026-10-12 12:00")), [ReminderKind::Drift]);
}

#[test]
fn the_median_gap_follows_every_log_delete_and_undo() {
    let mut desk = plain();
    let person = desk.add("Amara", None, at("2026-08-01 08:00"));
    let median = |desk: &Desk| desk.number("SELECT coalesce(max(median_gap), -1) FROM habit");
    let mut last = None;
    for day in ["2026-08-01", "2026-08-03", "2026-08-11", "2026-08-12", "2026-09-12"] {
        last = Some(desk.log(&[person], Direction::Mine, at(&format!("{day} 12:00"))).moment.id);
    }
    // Gaps 2, 8, 1, 31: the upper median.
    assert_eq!(median(&desk), 8);
    desk.nod.moment_delete(last.unwrap(), at("2026-09-13 12:00")).unwrap();
    assert_eq!(median(&desk), 2);
    desk.nod.undo(None).unwrap();
    assert_eq!(median(&desk), 8);
    desk.log(&[person], Direction::Theirs, at("2026-09-20 12:00"));
    desk.log(&[person], Direction::Mine, at("2026-09-12 18:00"));
    assert_eq!(median(&desk), 8, "neither what they did nor a second moment of a day is a gap");
}

fn own(text: &str, on: &str, minute: Option<u16>, every: Option<RecurrenceUnit>) -> NewOwnReminder {
    NewOwnReminder {
        text: text.into(),
        on: on.parse().unwrap(),
        at: minute,
        every: every.map(|unit| Recurrence { count: 1, unit }),
        person: None,
    }
}

#[test]
fn an_appointment_comes_exactly_then_outside_windows_and_budget_held_only_by_pause_and_quiet_hours() {
    let mut desk = plain();
    let settings = Settings { banners_a_day: 0, ..Settings::default() };
    let now = at("2026-11-20 09:00");
    desk.nod.settings_save(&settings, now).unwrap();
    desk.nod.own_add(&own("call the bank", "2026-11-21", Some(15 * 60), None), now).unwrap();
    desk.nod.away_add("2026-11-21".parse().unwrap(), "2026-11-21".parse().unwrap(), now).unwrap();
    assert_eq!(desk.nod.next_wake(now).unwrap(), Some(at("2026-11-21 15:00").utc));
    assert!(desk.nod.claim_banners(at("2026-11-21 14:59")).unwrap().is_empty());
    assert!(desk.reminders(at("2026-11-21 14:59")).is_empty());
    // A Saturday, away, without any budget.
    let then = at("2026-11-21 15:00");
    let banner = desk.nod.claim_banners(then).unwrap().remove(0);
    assert_eq!((banner.kind, banner.title.as_str(), banner.person), (BannerKind::Own, "call the bank", None));
    desk.nod.banner_shown(&banner).unwrap();
    assert!(desk.nod.claim_banners(at("2026-11-21 16:00")).unwrap().is_empty());
    let done = desk.nod.answer_banner(&banner, Answer::Done, then).unwrap().unwrap();
    assert!(desk.reminders(then).is_empty() && !desk.nod.banner_stands(&banner, then).unwrap());
    desk.nod.undo(Some(done.op)).unwrap();
    assert_eq!(desk.reminders(then).len(), 1);
    // In the quiet hours it waits for their end, on a Sunday too.
    desk.nod.own_add(&own("late call", "2026-11-21", Some(22 * 60), None), now).unwrap();
    let night = at("2026-11-21 22:00");
    assert!(desk.nod.claim_banners(night).unwrap().is_empty());
    assert_eq!(desk.nod.next_wake(night).unwrap(), Some(at("2026-11-22 08:30").utc));
    let morning = desk.nod.claim_banners(at("2026-11-22 08:30")).unwrap();
    assert_eq!(morning.iter().map(|b| b.title.as_str()).collect::<Vec<_>>(), ["late call"]);
}

#[test]
fn a_pause_holds_an_appointment_to_its_end() {
    let mut desk = plain();
    let now = at("2026-11-20 09:00");
    desk.nod.own_add(&own("call the bank", "2026-11-20", Some(10 * 60), None), now).unwrap();
    desk.nod.pause(Some("2026-11-21"), now).unwrap();
    assert!(desk.nod.claim_banners(at("2026-11-20 10:00")).unwrap().is_empty());
    let end = desk.nod.paused_until(now).unwrap().unwrap();
    assert!(desk.nod.next_wake(at("2026-11-20 22:00")).unwrap().is_some_and(|wake| wake <= end));
    assert_eq!(desk.nod.claim_banners(Now::at(end, now.zone)).unwrap().len(), 1);
}

#[test]
fn a_recurring_reminder_does_not_pile_up_and_done_brings_the_next() {
    let mut desk = plain();
    let now = at("2026-11-02 09:00");
    desk.nod.own_add(&own("water the plant", "2026-11-02", None, Some(RecurrenceUnit::Day)), now).unwrap();
    let later = at("2026-11-06 09:00");
    let reminders = desk.reminders(later);
    assert_eq!(reminders.len(), 1);
    assert!(reminders[0].ends_with("2026-11-06"));
    // It is about nobody, and is not counted as somebody.
    desk.add("Ada", None, now);
    let lede = desk.nod.today(None, later).unwrap().lede;
    assert!(lede.ends_with("What you asked to be reminded of."), "{lede}");
    desk.nod.own_done(&reminders[0], later).unwrap();
    assert!(desk.reminders(later).is_empty());
    assert_eq!(desk.nod.own_reminders(later).unwrap()[0].on.to_string(), "2026-11-07");
    assert_eq!(desk.reminders(at("2026-11-07 09:00")).len(), 1);
    assert!(desk.nod.own_done(&reminders[0], later).unwrap().op.is_none(), "an action twice is once");
}

#[test]
fn a_recurring_reminder_done_late_and_twice_keeps_its_next_occurrence() {
    let mut desk = plain();
    let monday = at("2026-11-02 09:00");
    desk.nod
        .own_add(&own("water the plant", "2026-11-02", None, Some(RecurrenceUnit::Week)), monday)
        .unwrap();
    let id = desk.nod.own_reminders(monday).unwrap()[0].id;
    for when in ["2026-11-04 09:00", "2026-11-04 09:01", "2026-11-06 09:00"] {
        desk.nod.own_done(&id.to_string(), at(when)).unwrap();
        assert_eq!(desk.nod.own_reminders(at(when)).unwrap()[0].on.to_string(), "2026-11-09", "{when}");
    }
    assert_eq!(desk.reminders(at("2026-11-09 09:00")).len(), 1);
}

#[test]
fn an_own_reminder_that_is_edited_comes_by_what_it_says_now_and_what_was_put_off_comes_with_it() {
    let mut desk = plain();
    let now = at("2026-11-20 10:30");
    desk.nod.own_add(&own("call the bank", "2026-11-20", Some(11 * 60), None), now).unwrap();
    let id = desk.nod.own_reminders(now).unwrap()[0].id;
    let eleven = at("2026-11-20 11:00");
    let banner = desk.nod.claim_banners(eleven).unwrap().remove(0);
    desk.nod.banner_shown(&banner).unwrap();
    desk.nod.answer_banner(&banner, Answer::Later, eleven).unwrap();
    assert!(desk.reminders(eleven).is_empty());
    // Other words leave it put off.
    let worded = NewOwnReminder { text: "call the new bank".into(), ..desk.nod.own_reminder(id).unwrap() };
    desk.nod.own_edit(id, &worded, eleven).unwrap();
    assert!(desk.reminders(eleven).is_empty());
    // Another time does not.
    let moved = NewOwnReminder { at: Some(15 * 60), ..worded.clone() };
    desk.nod.own_edit(id, &moved, eleven).unwrap();
    assert_eq!(desk.nod.next_wake(eleven).unwrap(), Some(at("2026-11-20 15:00").utc));
    assert!(desk.nod.claim_banners(at("2026-11-20 14:59")).unwrap().is_empty());
    let again = desk.nod.claim_banners(at("2026-11-20 15:00")).unwrap();
    assert_eq!(again.iter().map(|b| b.title.as_str()).collect::<Vec<_>>(), ["call the new bank"]);
    // What is over is refused and changes nothing.
    let before = desk.dump();
    for wrong in [
        NewOwnReminder { on: "2026-11-19".parse().unwrap(), ..moved.clone() },
        NewOwnReminder { at: Some(9 * 60), ..moved.clone() },
        NewOwnReminder { at: Some(24 * 60), ..moved.clone() },
        NewOwnReminder { text: "  ".into(), ..moved.clone() },
        NewOwnReminder { every: Some(Recurrence { count: 0, unit: RecurrenceUnit::Day }), ..moved },
    ] {
        desk.nod.own_edit(id, &wrong, at("2026-11-20 15:00")).unwrap_err();
    }
    assert_eq!(desk.dump(), before);
}

#[test]
fn a_recurring_reminder_keeps_what_was_done_unless_its_days_change() {
    let mut desk = plain();
    let monday = at("2026-11-02 09:00");
    desk.nod.own_add(&own("water the plant", "2026-11-02", None, Some(RecurrenceUnit::Day)), monday).unwrap();
    let id = desk.nod.own_reminders(monday).unwrap()[0].id;
    let friday = at("2026-11-06 09:00");
    desk.nod.own_done(&id.to_string(), friday).unwrap();
    let worded = NewOwnReminder { text: "water both plants".into(), ..desk.nod.own_reminder(id).unwrap() };
    desk.nod.own_edit(id, &worded, friday).unwrap();
    assert!(desk.reminders(friday).is_empty(), "it was done today");
    // Begun on a Monday, weekly from here on: last Monday's is over, the next one comes.
    let every = Some(Recurrence { count: 1, unit: RecurrenceUnit::Week });
    desk.nod.own_edit(id, &NewOwnReminder { every, ..worded }, friday).unwrap();
    assert!(desk.reminders(friday).is_empty());
    assert_eq!(desk.nod.own_reminders(friday).unwrap()[0].on.to_string(), "2026-11-09");
}

#[test]
fn an_occasion_that_is_edited_is_said_by_its_new_day() {
    let mut desk = plain();
    let now = at("2026-11-09 09:00");
    let person = desk.add("Amara", None, now);
    let day = "2026-11-10".to_owned();
    let exam = NewOccasion { person, title: "her exam".into(), day, yearly: false, lead_days: 1 };
    desk.nod.occasion_add(&exam, now).unwrap();
    let id = desk.nod.occasions(now).unwrap()[0].id;
    let reminder = desk.reminders(now).remove(0);
    desk.nod.skip(&reminder, now).unwrap();
    assert!(desk.reminders(now).is_empty());
    desk.nod.occasion_edit(id, &NewOccasion { day: "2026-11-12".into(), ..exam.clone() }, now).unwrap();
    assert!(desk.reminders(at("2026-11-10 09:00")).is_empty());
    assert_eq!(desk.reminders(at("2026-11-11 09:00")).len(), 1);
    let before = desk.dump();
    for wrong in [
        NewOccasion { day: "2026-11-01".into(), ..exam.clone() },
        NewOccasion { day: "soon".into(), ..exam.clone() },
        NewOccasion { lead_days: 31, ..exam.clone() },
        NewOccasion { title: String::new(), ..exam },
    ] {
        desk.nod.occasion_edit(id, &wrong, now).unwrap_err();
    }
    assert_eq!(desk.dump(), before);
}

#[test]
fn kinds_come_in_their_order_and_a_person_has_one_row() {
    let mut desk = plain();
    let now = at("2026-11-20 12:00");
    let early = at("2026-11-01 08:00");
    let drifted = desk.add("Drifted", None, early);
    for day in ["2026-09-07", "2026-09-14", "2026-09-21", "2026-09-28", "2026-10-19"] {
        log(&mut desk, drifted, "listened", Direction::Mine, at(&format!("{day} 12:00")));
    }
    let rhythm = desk.add("Rhythm", Some(7), early);
    log(&mut desk, rhythm, "listened", Direction::Mine, early);
    let thanks = someone(&mut desk, named("Thanks"));
    log(&mut desk, thanks, "helped", Direction::Theirs, at("2026-11-18 12:00"));
    someone(&mut desk, PersonFields { birthday: "--11-20".into(), ..named("Birthday") });
    let asked = someone(&mut desk, PersonFields { birthday: "--11-20".into(), ..named("Asked") });
    desk.nod.follow_up_add(asked, "the exam", now.today(), now).unwrap();
    use ReminderKind::{Drift, FollowUp, Occasion, Rhythm, UnsaidThanks};
    assert_eq!(kinds(&desk, now), [FollowUp, Occasion, UnsaidThanks, Rhythm, Drift]);
}

#[test]
fn a_persons_page_shows_what_lies_ahead_for_them_the_next_first() {
    let mut desk = plain();
    let now = at("2026-11-10 12:00");
    let fields =
        PersonFields { birthday: "--03-22".into(), start_date: "2023-11-20".into(), ..named("Amara") };
    let person = someone(&mut desk, fields);
    let own = |title: &str, day: &str, yearly| NewOccasion {
        person,
        title: title.into(),
        day: day.into(),
        yearly,
        lead_days: 0,
    };
    desk.nod.occasion_add(&own("her exam", "2026-11-11", false), now).unwrap();
    let other = someone(&mut desk, PersonFields { birthday: "--12-01".into(), ..named("Leo") });
    desk.nod.leave_add(person, day("2026-12-01"), day("2026-12-05"), now).unwrap();
    desk.nod.transition_set(person, Some((TransitionKind::HardWeek, day("2026-11-02"))), now).unwrap();
    let page = desk.nod.person(person, now).unwrap();
    let ahead: Vec<_> = page.occasions.iter().map(|it| (it.title.as_str(), it.when.as_str())).collect();
    assert_eq!(
        ahead,
        [("her exam", "tomorrow"), ("3 years at work", "20 November"), ("Birthday", "22 March 2027")]
    );
    assert_eq!(page.occasions.iter().map(|it| it.own.is_some()).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(page.blocks.len(), 1);
    assert_eq!(page.transition.unwrap().words, "A hard time since 2 November");
    let later = at("2026-12-10 12:00");
    let page = desk.nod.person(person, later).unwrap();
    assert_eq!(
        (page.occasions.len(), page.blocks.len(), page.transition),
        (2, 0, None),
        "what is over is gone"
    );
    assert_eq!(desk.nod.person(other, now).unwrap().occasions.len(), 1);
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}
