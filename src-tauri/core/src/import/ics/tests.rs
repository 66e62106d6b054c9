//! Calendars as programs write them, each named for its trap.

use super::super::{EventReason, Hints, Problem, Reading, Reason, Who};
use crate::clock::Now;
use crate::import::When;

fn read(events: &str) -> Reading {
    let text = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n");
    let now = Now::at("2026-11-20T09:00:00Z".parse().unwrap(), "Europe/Berlin".parse().unwrap());
    super::super::read("team.ics", text.as_bytes(), &Hints { now, ..Hints::default() })
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\r\nUID:x\r\n{}\r\nEND:VEVENT\r\n", lines.replace('\n', "\r\n"))
}

fn people(reading: &Reading) -> Vec<(String, String, String)> {
    let text = |day: Option<String>| day.unwrap_or_default();
    reading
        .people
        .iter()
        .map(|p| {
            (
                p.name.clone(),
                text(p.birthday.map(|d| d.to_string())),
                text(p.start_date.map(|d| d.to_string())),
            )
        })
        .collect()
}

fn one(name: &str, birthday: &str, start: &str) -> Vec<(String, String, String)> {
    vec![(name.to_owned(), birthday.to_owned(), start.to_owned())]
}

#[test]
fn a_yearly_birthday_has_its_year_only_when_it_can_be_one() {
    let birthday = |start: &str| {
        let reading =
            read(&event(&format!("SUMMARY:Ada's birthday\nDTSTART;VALUE=DATE:{start}\nRRULE:FREQ=YEARLY")));
        people(&reading)
    };
    assert_eq!(birthday("19840322"), one("Ada", "1984-03-22", ""));
    assert_eq!(birthday("20240322"), one("Ada", "--03-22", ""));
    assert_eq!(birthday("16040322"), one("Ada", "--03-22", ""));
}

#[test]
fn a_birthday_told_by_dates_a_year_apart_is_one() {
    let text = "SUMMARY:🎂 Ada\nDTSTART;VALUE=DATE:19840322\nRDATE;VALUE=DATE:19850322,19860322";
    assert_eq!(people(&read(&event(text))), one("Ada", "1984-03-22", ""));
}

#[test]
fn an_event_for_each_year_is_one_birthday() {
    let each = |year: u16| event(&format!("SUMMARY:Ada's Birthday\nDTSTART;VALUE=DATE:{year}0322"));
    assert_eq!(people(&read(&(each(2025) + &each(2026)))), one("Ada", "--03-22", ""));
}

#[test]
fn an_age_in_the_summary_gives_the_year() {
    let text = "SUMMARY:Ada's 40th birthday\nDTSTART;VALUE=DATE:20240322";
    assert_eq!(people(&read(&event(text))), one("Ada", "1984-03-22", ""));
}

#[test]
fn a_work_anniversary_is_the_first_day_at_work() {
    let yearly = "SUMMARY:Work anniversary: Ada\nDTSTART;VALUE=DATE:20190304\nRRULE:FREQ=YEARLY";
    assert_eq!(people(&read(&event(yearly))), one("Ada", "", "2019-03-04"));
    let counted = "SUMMARY:Ada – 5 years at Harbour\nDTSTART;VALUE=DATE:20240304";
    assert_eq!(people(&read(&event(counted))), one("Ada", "", "2019-03-04"));
}

#[test]
fn a_calendar_of_birthdays_needs_no_word_in_the_summary() {
    let text = format!(
        "X-WR-CALNAME:Friends' Birthdays\r\n{}",
        event("SUMMARY:Ada Lovelace\nDTSTART;VALUE=DATE:20260322\nRRULE:FREQ=YEARLY")
    );
    assert_eq!(people(&read(&text)), one("Ada Lovelace", "--03-22", ""));
}

fn reasons(reading: &Reading) -> Vec<Reason> {
    reading.errors.iter().map(|problem| problem.reason.clone()).collect()
}

fn left_out(text: &str, why: EventReason) -> Reason {
    Reason::Event { text: text.to_owned(), why }
}

fn times(reading: &Reading) -> Vec<String> {
    let at = |when: &When| match when {
        When::Instant(at) => at.to_rfc3339(),
        When::Day(day) => day.to_string(),
    };
    reading.moments.iter().map(|moment| at(&moment.when)).collect()
}

const GUESTS: &str = "ATTENDEE;CN=Amara:mailto:Amara@x.example\nATTENDEE;PARTSTAT=DECLINED:mailto:no@x.example\n\
    ATTENDEE;CUTYPE=ROOM:mailto:room@x.example";

#[test]
fn a_meeting_is_offered_with_those_who_came() {
    let text = format!("SUMMARY:1:1\nDTSTART;TZID=Europe/Berlin:20261119T100000\n{GUESTS}");
    let reading = read(&event(&text));
    assert_eq!(times(&reading), ["2026-11-19T09:00:00+00:00"]);
    assert_eq!(reading.moments[0].who, [Who::Email("amara@x.example".to_owned())]);
    assert!(reading.moments[0].offered);
}

#[test]
fn a_weekly_meeting_keeps_its_hour_over_a_change_of_clocks() {
    let text = format!(
        "SUMMARY:1:1\nDTSTART;TZID=W. Europe Standard Time:20261013T090000\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=4\n\
         EXDATE;TZID=Europe/Berlin:20261020T090000\n{GUESTS}"
    );
    let expected = ["2026-10-13T07:00:00+00:00", "2026-10-27T08:00:00+00:00", "2026-11-03T08:00:00+00:00"];
    assert_eq!(times(&read(&event(&text))), expected);
}

#[test]
fn what_lies_ahead_long_ago_or_was_cancelled_is_not_offered() {
    for start in ["20261120T110000", "20250101T100000"] {
        let text = format!("SUMMARY:1:1\nDTSTART:{start}\n{GUESTS}");
        let reading = read(&event(&text));
        let said = [Reason::NothingInCalendar, left_out("1:1", EventReason::OutOfTime)];
        assert_eq!((reading.moments.len(), reasons(&reading)), (0, said.to_vec()), "{start}");
    }
    let text = format!("SUMMARY:1:1\nDTSTART:20261119T100000\nSTATUS:CANCELLED\n{GUESTS}");
    assert_eq!(reasons(&read(&event(&text)))[1], left_out("1:1", EventReason::Cancelled));
}

#[test]
fn a_calendar_without_anything_for_nod_says_so() {
    let reading = read(&event("SUMMARY:Sprint\nDTSTART;VALUE=DATE:20261101\nRRULE:FREQ=WEEKLY"));
    assert_eq!(reading.errors[0].reason, Reason::NothingInCalendar);
}

#[test]
fn an_event_that_is_cut_off_is_left_out_and_said() {
    let reading = super::super::read(
        "team.ics",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Ada's birthday\nDTSTART:19840322\n",
        &Hints::default(),
    );
    let problem = Problem { file: "team.ics".to_owned(), line: 2, reason: Reason::Truncated };
    assert_eq!((reading.people.len(), reading.errors), (0, vec![problem]));
}

#[test]
fn each_event_that_is_left_out_is_said_with_its_line_and_many_in_one() {
    let birthday = event("SUMMARY:Ada's birthday\nDTSTART;VALUE=DATE:19840322\nRRULE:FREQ=YEARLY");
    let focus = event("SUMMARY:Focus\nDTSTART:20261119T100000");
    let reading =
        read(&(birthday + &event("SUMMARY:Offsite\nDTSTART;VALUE=DATE:20261101") + &focus.repeat(25)));
    assert_eq!(people(&reading), one("Ada", "1984-03-22", ""));
    let offsite = &reading.errors[0];
    assert_eq!((offsite.line, &offsite.reason), (9, &left_out("Offsite", EventReason::AllDay)));
    assert_eq!(reading.errors.len(), 1 + 20 + 1);
    let more = reading.errors.last().unwrap();
    assert_eq!(more.reason, Reason::LeftOut { kind: "more events like these".to_owned(), count: 5 });
    assert_eq!(more.line, 14 + 20 * 5);
}

#[test]
fn lines_that_end_in_cr_alone_and_marks_between_calendars_are_read() {
    let one_event = event("SUMMARY:Ada's birthday\nDTSTART;VALUE=DATE:19840322\nRRULE:FREQ=YEARLY");
    let text = format!("BEGIN:VCALENDAR\r\n{one_event}END:VCALENDAR\r\n");
    let both = format!("\u{feff}{text}\r\n\u{feff}{}", text.replace("Ada", "Bo"));
    for file in [both.clone(), both.replace("\r\n", "\r"), both.replace("\r\n", "\n")] {
        let reading = super::super::read("team.ics", file.as_bytes(), &Hints::default());
        assert_eq!((reading.people.len(), reading.errors.len(), reading.people[1].line), (2, 0, 11));
    }
}

#[test]
fn a_moved_meeting_of_outlooks_is_offered_where_it_went() {
    let text = format!(
        "SUMMARY:1:1\nDTSTART;TZID=Customized Time Zone:20261116T090000\nRRULE:FREQ=DAILY;COUNT=3\n{GUESTS}"
    );
    let moved = format!(
        "SUMMARY:1:1\nRECURRENCE-ID;TZID=Customized Time Zone:20261117T090000\n\
         DTSTART;TZID=Customized Time Zone:20261117T140000\n{GUESTS}"
    );
    let zone = "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\nBEGIN:STANDARD\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\n\
        BEGIN:DAYLIGHT\r\nTZOFFSETTO:-0400\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
    let reading = read(&(zone.to_owned() + &event(&text) + &event(&moved)));
    let expected = ["2026-11-16T14:00:00+00:00", "2026-11-18T14:00:00+00:00", "2026-11-17T19:00:00+00:00"];
    assert_eq!(times(&reading), expected);
}

#[test]
fn a_daily_meeting_of_twenty_years_with_a_count_is_offered_for_the_last_months_only() {
    let text = format!("SUMMARY:1:1\nDTSTART:20061120T083000\nRRULE:FREQ=DAILY;COUNT=7306\n{GUESTS}");
    let reading = read(&event(&text));
    assert_eq!(times(&reading).last().map(String::as_str), Some("2026-11-20T07:30:00+00:00"));
    let ended = text.replace("7306", "7300");
    assert_eq!(times(&read(&event(&ended))).last().map(String::as_str), Some("2026-11-14T07:30:00+00:00"));
}
