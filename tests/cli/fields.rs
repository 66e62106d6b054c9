//! Every field of a person, through the program: edited, there in the next process, found, undone.

use serde_json::Value;
use support::Home;

/// The option, the value, and the word it is found by; dates and rhythms are not words.
const FIELDS: [(&str, &str, Option<&str>); 18] = [
    ("--called", "Zephyr", Some("zeph")),
    ("--pronunciation", "ah-MAH-rah", Some("mah")),
    ("--pronouns", "xe/xem", Some("xem")),
    ("--role", "Cartographer", Some("cartog")),
    ("--team", "Lighthouse", Some("lightho")),
    ("--organisation", "Örtlich & Söhne", Some("ortlich")),
    ("--place", "Œuvreville", Some("oeuvre")),
    ("--zone", "Africa/Lagos", None),
    ("--start-date", "2019-03-04", None),
    ("--birthday", "--02-29", None),
    ("--notes", "Plays the *theremin* on Sundays.", Some("theremin")),
    ("--circle", "close", None),
    ("--rhythm", "17", None),
    ("--email", "mara@lighthouse.example", Some("mara@lighthouse.example")),
    ("--phone", "+234 803 555 0114", Some("+2348035550114")),
    ("--handle", "@maramaps", Some("maramaps")),
    ("--tag", "mentor", Some("mentor")),
    ("--field", "Shirt size=Medium", Some("medium")),
];

fn page(home: &Home) -> Value {
    home.json(&["person", "show", "amara"])
}

fn finds(home: &Home, words: &str) -> bool {
    let found = home.json(&["search", words]);
    found["hits"].as_array().unwrap().iter().any(|hit| hit["kind"] == "person")
}

#[test]
fn every_field_is_edited_kept_found_undone_and_redone() {
    for (option, value, words) in FIELDS {
        let home = Home::new();
        home.nod(&["person", "add", "Amara Okafor"]).succeeded();
        let before = page(&home);
        let said = home.nod(&["person", "edit", "amara", &format!("{option}={value}")]);
        said.succeeded();
        let after = page(&home);
        assert_ne!(before, after, "{option} changed nothing");
        if let Some(words) = words {
            assert!(finds(&home, words), "{option} is not found by {words}");
        }
        home.nod(&["undo"]).succeeded();
        assert_eq!(page(&home), before, "{option} is not undone");
        if let Some(words) = words {
            assert!(!finds(&home, words), "{option} is still found by {words}");
        }
        home.nod(&["redo"]).succeeded();
        assert_eq!(page(&home), after, "{option} is not redone");
    }
}
