//! Who comes first.

use super::team::{name, roster};
use crate::quick::{Resolution, Roster};

fn hits(typed: &str) -> Vec<&'static str> {
    roster().hits(typed, 5).iter().map(|hit| name(hit.id)).collect()
}

fn matched(typed: &str) -> Vec<String> {
    let roster = roster();
    let hit = roster.hits(typed, 1).remove(0);
    hit.matched.into_iter().map(|range| name(hit.id)[range].to_owned()).collect()
}

#[test]
fn beginnings_of_words_come_before_letters_inside_them() {
    assert_eq!(
        hits("am"),
        ["Amara Okafor", "Amir Haddad", "Amelie Brandt", "Samuel Adeyemi", "Samira Osei"],
        "the present ones first, then those with the letters inside"
    );
}

#[test]
fn a_whole_word_comes_before_the_beginning_of_another() {
    assert_eq!(hits("noor")[0], "Noor el-Sayed");
    assert_eq!(hits("art")[0], "Art Vandelay");
}

#[test]
fn nothing_typed_suggests_the_present_ones() {
    assert_eq!(hits("")[..3], ["Kim Larsen", "Amara Okafor", "Leo Martin"]);
    assert_eq!(roster().suggested(2).len(), 2);
}

#[test]
fn the_matched_letters_are_marked_in_the_name_as_it_is_written() {
    assert_eq!(matched("am"), ["Am"]);
    assert_eq!(matched("wisn"), ["Wiśn"]);
    assert_eq!(matched("am ok"), ["Am", "Ok"]);
    assert_eq!(matched("lindq"), ["Lindq"]);
    assert_eq!(matched("алена"), ["Алёна"]);
    assert_eq!(matched("さら"), ["サラ"]);
    assert_eq!(matched("ao"), Vec::<String>::new());
}

#[test]
fn people_of_the_same_name_are_always_a_tie() {
    for typed in ["Kim Larsen", "kim", "larsen", "kim l"] {
        assert!(matches!(roster().resolve(typed), Resolution::Tie(ids) if ids.len() == 2), "{typed}");
    }
}

#[test]
fn a_team_behind_the_name_tells_people_apart() {
    let certain = |typed: &str| match roster().resolve(typed) {
        Resolution::Certain(id) => name(id),
        other => panic!("{typed}: {other:?}"),
    };
    assert_eq!(certain("sam platform"), "Samuel Adeyemi");
    assert_eq!(certain("sam care"), "Samira Osei");
    assert_eq!(hits("sam cust"), ["Samira Osei"]);
}

#[test]
fn nobody_is_found_in_an_empty_roster() {
    let nobody = Roster::new(Vec::new());
    assert_eq!(nobody.resolve("am"), Resolution::Unknown);
    assert!(nobody.hits("am", 5).is_empty() && nobody.suggested(5).is_empty() && nobody.is_empty());
}
