//! The window by keyboard.

use support::window::{MAIN_TITLE, Page, QUICK_TITLE, Window};
use support::{Desktop, resident, team};

#[test]
fn a_first_start_greets_and_offers_a_sample_team() {
    let desktop = Desktop::full();
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait_for_text("A nod goes a long way");
    window.screenshot("first-start");
    window.click("button", "Try with a sample team");
    window.wait(
        "Today to have somebody",
        "nodTest.byRole('heading', 'Good') || nodTest.byRole('heading', 'Hello')",
    );
    assert!(desktop.json(&["people"]).as_array().unwrap().len() >= 5);
    // One Undo takes the sample team out again.
    window.press("ctrl+z");
    window.wait_for_text("A nod goes a long way");
    assert_eq!(desktop.json(&["people"]), serde_json::json!([]));
}

#[test]
fn people_are_found_while_typing_and_opened_with_enter() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait_for_view("today");
    desktop.wait_for_active_window(MAIN_TITLE);
    window.press("ctrl+2");
    window.wait_for_view("people");
    window.press("ctrl+f");
    window.wait("the search to have the focus", "document.activeElement?.matches('[data-search]')");
    window.keys("wisni");
    window.wait("only Tomasz to be left", "document.querySelectorAll('main li button.id').length === 1");
    window.wait_for_text("Tomasz Wiśniewski");
    window.press("Return");
    window.wait_for_view("person");
    window.wait_for_text("Staff engineer");
    window.screenshot("person");
}

#[test]
fn an_unfinished_moment_survives_escape() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    desktop.nod(&["quick"]).succeeded();
    window.switch_to(Page::Quick);
    desktop.wait_for_active_window(QUICK_TITLE);
    window.wait("the field to have the focus", "document.activeElement?.matches('input')");
    window.keys("noor listened about the mo");
    window.wait("the text", "document.querySelector('input').value === 'noor listened about the mo'");
    window.press("Escape");
    desktop.wait_for_no_window(QUICK_TITLE);
    desktop.nod(&["quick"]).succeeded();
    desktop.wait_for_active_window(QUICK_TITLE);
    window.wait(
        "the text to be there again",
        "document.querySelector('input').value === 'noor listened about the mo'",
    );
    window.keys("ve");
    window.press("Return");
    window.wait_for_text("Listened to Noor");
    let moments = desktop.json(&["moments"]).to_string();
    assert!(moments.contains("about the move"), "{moments}");
}
