//! What reminders come from: `nod follow-up`, `thanks`, `occasion`, `remind`, `away`, `leave`, `transition`, `plan`, `why`.

use serde_json::{Value, json};
use support::Home;
use support::fake_time::FakeTime;
use support::team;

/// Monday 2027-03-15 in the morning, with the team and Amara's rhythm of a week.
fn with_team() -> (Home, FakeTime) {
    let home = Home::new();
    let clock = FakeTime::at(&home, "2027-03-15 09:00");
    clock
        .nod(&home, &["import", "--yes", home.file("team.vcf", team::CONTACTS).to_str().unwrap()])
        .succeeded();
    clock.nod(&home, &["person", "edit", "amara", "--rhythm", "7"]).succeeded();
    clock.nod(&home, &["log", "amara thx for the notes"]).succeeded();
    (home, clock)
}

fn ask(home: &Home, clock: &FakeTime, words: &[&str]) -> Value {
    clock.nod(home, &[words, &["--json"]].concat()).succeeded().json()
}

#[test]
fn a_follow_up_is_planted_listed_moved_and_ticked() {
    let (home, clock) = with_team();
    clock.nod(&home, &["follow-up", "add", "amara", "the", "exam", "--on", "tomorrow"]).succeeded();
    let list = ask(&home, &clock, &["follow-up", "list"]);
    assert_eq!((&list[0]["text"], &list[0]["on"]), (&json!("the exam"), &json!("2027-03-16")));
    let id = list[0]["id"].as_str().unwrap();
    clock.nod(&home, &["follow-up", "move", id, "3d"]).succeeded();
    assert_eq!(ask(&home, &clock, &["follow-up", "list", "amara"])[0]["on"], "2027-03-18");
    clock.nod(&home, &["follow-up", "done", id]).succeeded();
    assert_eq!(ask(&home, &clock, &["follow-up", "list"]), json!([]));
    clock.nod(&home, &["follow-up", "done", id]).refused();
    clock.nod(&home, &["undo"]).succeeded();
    assert_eq!(ask(&home, &clock, &["follow-up", "list"]).as_array().unwrap().len(), 1);
    clock.nod(&home, &["follow-up", "add", "amara", "over", "--on", "2027-03-14"]).refused();
}

#[test]
fn what_someone_did_is_an_unsaid_thanks_until_it_is_said() {
    let (home, clock) = with_team();
    clock.nod(&home, &["thanks", "add", "amara", "caught it", "--changed", "no outage"]).succeeded();
    clock.nod(&home, &["log", "amara helped me with the deck"]).succeeded();
    let list = ask(&home, &clock, &["thanks"]);
    assert_eq!(list.as_array().unwrap().len(), 2);
    assert!(list.as_array().unwrap().iter().any(|row| row["changed"] == "no outage"));
    clock.nod(&home, &["log", "amara thx for all of it"]).succeeded();
    assert_eq!(ask(&home, &clock, &["thanks"]), json!([]));
}

#[test]
fn a_reminder_of_ones_own_needs_nobody() {
    let (home, mut clock) = with_team();
    clock
        .nod(
            &home,
            &["remind", "water", "the", "plant", "--on", "tomorrow", "--at", "15:00", "--every", "2 days"],
        )
        .succeeded();
    clock.jump_to(&home, "2027-03-16 15:30");
    let reminder = ask(&home, &clock, &["today"])["reminders"][0].clone();
    assert_eq!((&reminder["kind"], &reminder["person"]), (&json!("own-reminder"), &Value::Null));
    assert_eq!((&reminder["prompt"], &reminder["time"]), (&json!("water the plant"), &json!("15:00")));
    assert!(clock.nod(&home, &["today"]).succeeded().stdout.contains("water the plant"));
    clock.nod(&home, &["remind", "done", reminder["id"].as_str().unwrap()]).succeeded();
    assert_eq!(ask(&home, &clock, &["remind", "list"])[0]["on"], "2027-03-18");
    for wrong in [["--at", "25:00"], ["--every", "2 moons"], ["--on", "2027-02-30"]] {
        clock.nod(&home, &[&["remind", "x"][..], &wrong[..]].concat()).refused();
    }
}

#[test]
fn occasions_leaves_and_transitions_shape_the_plan() {
    let (home, clock) = with_team();
    clock.nod(&home, &["occasion", "add", "amara", "name", "day", "--on", "--03-17"]).succeeded();
    let occasion = ask(&home, &clock, &["occasion", "list"])[0].clone();
    assert_eq!((&occasion["next"], &occasion["yearly"]), (&json!("2027-03-17"), &json!(true)));
    let named = |plan: &Value| {
        let days = plan["days"].as_array().unwrap().iter();
        let on = days.filter(|day| !day["reminders"].as_array().unwrap().is_empty());
        on.map(|day| day["date"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(named(&ask(&home, &clock, &["plan", "--days", "5"])).contains(&"2027-03-17".to_owned()));
    clock.nod(&home, &["leave", "amara", "today", "2027-03-31"]).succeeded();
    assert!(!named(&ask(&home, &clock, &["plan", "--days", "5"])).contains(&"2027-03-17".to_owned()));
    let why = ask(&home, &clock, &["why", "amara"]);
    assert!(why["steps"].as_array().unwrap().iter().any(|step| step["step"] == "block"), "{why}");
    assert_eq!(why["next_due"], "2027-04-01");
    clock.nod(&home, &["transition", "amara", "hard-week"]).succeeded();
    clock.nod(&home, &["transition", "amara", "bored"]).refused();
    clock.nod(&home, &["away", "2027-05-01", "2027-05-10"]).succeeded();
    let blocks = ask(&home, &clock, &["away", "list"]);
    assert_eq!(blocks.as_array().unwrap().len(), 2);
    clock.nod(&home, &["away", "remove", blocks[1]["id"].as_str().unwrap()]).succeeded();
    clock.nod(&home, &["away", "2027-05-10", "2027-05-01"]).refused();
    clock.nod(&home, &["pause", "amara", "2w"]).succeeded();
    clock.nod(&home, &["resume", "amara"]).succeeded();
}
