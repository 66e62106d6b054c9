//! `nod today`, `nod later`, `nod skip`, on days the clock is moved to.

use serde_json::Value;
use support::Home;
use support::fake_time::FakeTime;
use support::team;

/// Monday 2027-03-15: Amara, whom one thanked two weeks ago and means to think of weekly, is due for certain.
fn with_amara_due() -> (Home, FakeTime) {
    let home = Home::new();
    let mut clock = FakeTime::at(&home, "2027-03-01 09:00");
    clock
        .nod(&home, &["import", "--yes", home.file("team.vcf", team::CONTACTS).to_str().unwrap()])
        .succeeded();
    clock.nod(&home, &["person", "edit", "amara", "--rhythm", "7"]).succeeded();
    clock.nod(&home, &["log", "amara thx for the notes"]).succeeded();
    clock.jump_to(&home, "2027-03-15 09:30");
    (home, clock)
}

fn today(home: &Home, clock: &FakeTime) -> Value {
    clock.nod(home, &["today", "--json"]).succeeded().json()
}

#[test]
fn a_reminder_says_who_why_and_what_one_could_do() {
    let (home, clock) = with_amara_due();
    let today = today(&home, &clock);
    assert_eq!(today["date"], "2027-03-15");
    assert_eq!(today["more"], 0);
    let reminders = today["reminders"].as_array().unwrap();
    assert_eq!(reminders.len(), 1, "{today}");
    let amara = &reminders[0];
    assert_eq!(amara["kind"], "rhythm");
    assert_eq!(amara["person"]["name"], "Amara Okafor");
    assert!(amara["person"]["id"].is_string() && amara["id"].is_string());
    for text in ["why", "prompt"] {
        assert!(amara[text].as_str().unwrap().len() > 10, "{amara}");
    }
    // A week after the first of March, within a fifth.
    let due = amara["due"].as_str().unwrap();
    assert!(("2027-03-07".."2027-03-11").contains(&due), "{due}");
    let plain = clock.nod(&home, &["today"]).succeeded().stdout;
    assert!(plain.contains("Amara Okafor") && plain.contains(amara["prompt"].as_str().unwrap()), "{plain}");
}

#[test]
fn logging_settles_a_reminder() {
    let (home, clock) = with_amara_due();
    clock.nod(&home, &["log", "amara listened"]).succeeded();
    assert_eq!(today(&home, &clock)["reminders"], serde_json::json!([]));
    clock.nod(&home, &["undo"]).succeeded();
    assert_eq!(today(&home, &clock)["reminders"].as_array().unwrap().len(), 1);
}

#[test]
fn what_they_did_for_me_settles_nothing() {
    let (home, clock) = with_amara_due();
    clock.nod(&home, &["log", "amara helped me with the build"]).succeeded();
    assert_eq!(today(&home, &clock)["reminders"].as_array().unwrap().len(), 1);
}

#[test]
fn later_puts_off_and_comes_back() {
    let (home, mut clock) = with_amara_due();
    let id = today(&home, &clock)["reminders"][0]["id"].as_str().unwrap().to_owned();
    clock.nod(&home, &["later", &id, "tomorrow"]).succeeded();
    assert_eq!(today(&home, &clock)["reminders"], serde_json::json!([]));
    clock.nod(&home, &["later", &id, "tomorrow"]).succeeded();
    clock.jump_to(&home, "2027-03-16 09:30");
    assert_eq!(today(&home, &clock)["reminders"][0]["person"]["name"], "Amara Okafor");
    clock.nod(&home, &["later", &id, "soonish"]).refused();
    clock.nod(&home, &["later", &id, "2020-01-01"]).refused();
    clock.nod(&home, &["later", "no-such-reminder", "tomorrow"]).exited(2);
}

#[test]
fn skip_ends_this_cycle_and_not_the_next() {
    let (home, mut clock) = with_amara_due();
    let id = today(&home, &clock)["reminders"][0]["id"].as_str().unwrap().to_owned();
    clock.nod(&home, &["skip", &id]).succeeded();
    assert_eq!(today(&home, &clock)["reminders"], serde_json::json!([]));
    clock.jump_to(&home, "2027-04-05 09:30");
    assert_eq!(today(&home, &clock)["reminders"][0]["person"]["name"], "Amara Okafor");
}

#[test]
fn another_day_can_be_asked_about() {
    let (home, mut clock) = with_amara_due();
    clock.jump_to(&home, "2027-03-02 09:30");
    assert_eq!(today(&home, &clock)["reminders"], serde_json::json!([]));
    let on: Value = clock.nod(&home, &["today", "--on", "2027-03-15", "--json"]).succeeded().json();
    assert_eq!(on["date"], "2027-03-15");
    assert_eq!(on["reminders"][0]["person"]["name"], "Amara Okafor");
}

#[test]
fn a_follow_up_ripens_on_its_day() {
    let (home, mut clock) = with_amara_due();
    clock.nod(&home, &["log", "noor listened >2027-03-18 ask how the exam went"]).succeeded();
    clock.jump_to(&home, "2027-03-18 10:00");
    let today = today(&home, &clock);
    let first = &today["reminders"][0];
    assert_eq!(
        (first["kind"].as_str(), first["person"]["name"].as_str()),
        (Some("follow-up"), Some("Noor Haddad"))
    );
    assert!(first["prompt"].as_str().unwrap().contains("how the exam went"), "{first}");
}

/// Everything that Today, the days ahead and the explanation of Amara say.
fn outlook(home: &Home, clock: &FakeTime) -> [Value; 3] {
    let json = |arguments: &[&str]| clock.nod(home, arguments).succeeded().json();
    [today(home, clock), json(&["plan", "--days", "30", "--json"]), json(&["why", "amara", "--json"])]
}

#[test]
fn undo_after_later_and_not_now_gives_the_first_state_back() {
    let (home, clock) = with_amara_due();
    let id = today(&home, &clock)["reminders"][0]["id"].as_str().unwrap().to_owned();
    let first = outlook(&home, &clock);
    for command in [&["later", &id, "2h"][..], &["later", &id, "next-week"], &["skip", &id]] {
        clock.nod(&home, command).succeeded();
        assert_ne!(outlook(&home, &clock), first, "{command:?} does nothing");
        clock.nod(&home, &["undo"]).succeeded();
        assert_eq!(outlook(&home, &clock), first, "{command:?} undone");
        // And forth and back again.
        clock.nod(&home, &["redo"]).succeeded();
        assert_ne!(outlook(&home, &clock), first);
        clock.nod(&home, &["undo"]).succeeded();
        assert_eq!(outlook(&home, &clock), first);
    }
}

#[test]
fn an_own_reminder_is_edited_field_by_field_and_the_edit_undone() {
    let (home, clock) = with_amara_due();
    let add = ["remind", "call the bank", "--on", "2027-03-18", "--at", "15:00", "--person", "amara"];
    clock.nod(&home, &add).succeeded();
    let own = || clock.nod(&home, &["remind", "list", "--json"]).succeeded().json()[0].clone();
    let first = own();
    let id = first["id"].as_str().unwrap().to_owned();
    let edit = |fields: &[&str]| clock.nod(&home, &[&["remind", "edit", &id], fields].concat());
    edit(&["call", "the", "new", "bank"]).succeeded();
    edit(&["--on", "2027-03-19", "--every", "2 weeks"]).succeeded();
    edit(&["--at", "", "--person", ""]).succeeded();
    let changed = own();
    assert_eq!(
        (changed["text"].as_str(), changed["on"].as_str(), &changed["time"], &changed["person"]),
        (Some("call the new bank"), Some("2027-03-19"), &Value::Null, &Value::Null)
    );
    assert_eq!(changed["every"]["count"], 2);
    for wrong in
        [&["--on", "2027-03-01"][..], &["--at", "25:00"], &["--every", "moon"], &["--person", "nobody"]]
    {
        assert_ne!(edit(wrong).status.code(), Some(0), "{wrong:?}");
    }
    assert_eq!(own(), changed, "what is refused changes nothing");
    clock.nod(&home, &["remind", "edit", "no-such-id", "x"]).refused();
    for _ in 0..3 {
        clock.nod(&home, &["undo"]).succeeded();
    }
    assert_eq!(own(), first);
}

#[test]
fn an_occasion_is_edited_field_by_field_and_the_edit_undone() {
    let (home, clock) = with_amara_due();
    clock.nod(&home, &["occasion", "add", "amara", "her exam", "--on", "2027-05-01"]).succeeded();
    let own = || clock.nod(&home, &["occasion", "list", "--json"]).succeeded().json()[0].clone();
    let first = own();
    let id = first["id"].as_str().unwrap().to_owned();
    let edit = |fields: &[&str]| clock.nod(&home, &[&["occasion", "edit", &id], fields].concat());
    edit(&["her", "big", "exam", "--lead", "3", "--person", "noor"]).succeeded();
    edit(&["--on", "--06-02"]).succeeded();
    let changed = own();
    assert_eq!(
        (changed["title"].as_str(), changed["day"].as_str(), changed["person"]["name"].as_str()),
        (Some("her big exam"), Some("--06-02"), Some("Noor Haddad"))
    );
    assert_eq!((&changed["yearly"], &changed["lead_days"]), (&Value::from(true), &Value::from(3)));
    edit(&["--on", "2020-01-01", "--once"]).refused();
    edit(&["--lead", "31"]).refused();
    assert_eq!(own(), changed);
    for _ in 0..2 {
        clock.nod(&home, &["undo"]).succeeded();
    }
    assert_eq!(own(), first);
}

#[test]
fn an_own_reminder_said_to_be_done_twice_keeps_its_next_time() {
    let (home, clock) = with_amara_due();
    clock.nod(&home, &["remind", "water the plant", "--every", "week"]).succeeded();
    let own = || clock.nod(&home, &["remind", "list", "--json"]).succeeded().json()[0].clone();
    let id = own()["id"].as_str().unwrap().to_owned();
    for _ in 0..3 {
        clock.nod(&home, &["remind", "done", &id]).succeeded();
        assert_eq!(own()["on"], "2027-03-22");
    }
}
