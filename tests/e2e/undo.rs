//! Every log is undone from where it was made, and from `nod undo`; and an Undo is undone.

use support::daemons::Scripted;
use support::notifications::Banners;
use support::tray::Tray;
use support::window::{Page, QUICK_TITLE, Window};
use support::{Desktop, resident, team};

/// Notes of all moments, newest first.
fn notes(desktop: &Desktop) -> Vec<String> {
    let moments = desktop.json(&["moments"]);
    let moments = moments["moments"].as_array().unwrap().iter();
    moments.map(|moment| moment["note"].as_str().unwrap_or_default().to_owned()).collect()
}

/// `nod redo` brings it back and `nod undo` takes it away again, wherever the first Undo was.
fn back_and_forth(desktop: &Desktop, there: &[&str], gone: &[&str]) {
    assert_eq!(notes(desktop), gone);
    desktop.nod(&["redo"]).succeeded();
    assert_eq!(notes(desktop), there);
    desktop.nod(&["undo"]).succeeded();
    assert_eq!(notes(desktop), gone);
    desktop.nod(&["redo"]).succeeded();
    assert_eq!(notes(desktop), there);
}

#[test]
fn what_the_quick_bar_logged_is_undone_in_it_by_key_and_by_button() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.switch_to(Page::Quick);
    for by_key in [true, false] {
        desktop.nod(&["quick"]).succeeded();
        desktop.wait_for_active_window(QUICK_TITLE);
        window.wait("the field to have the focus", "document.activeElement?.matches('input')");
        window.keys("amara thx for the notes");
        window.press("Return");
        window.wait("what was saved", "document.querySelector('.ql-saved')");
        assert_eq!(notes(&desktop), ["for the notes"]);
        if by_key {
            window.press("ctrl+z");
        } else {
            window.click_in(QUICK_TITLE, "button", "Undo");
        }
        window.wait_for_text("Undone");
        window.screenshot(if by_key { "by-key" } else { "by-button" });
        back_and_forth(&desktop, &["for the notes"], &[]);
        desktop.nod(&["undo"]).succeeded();
        window.press("Escape");
        desktop.wait_for_no_window(QUICK_TITLE);
    }
}

#[test]
fn what_was_saved_and_stayed_for_is_undone_before_the_next_is_typed() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.switch_to(Page::Quick);
    desktop.nod(&["quick"]).succeeded();
    desktop.wait_for_active_window(QUICK_TITLE);
    window.wait("the field to have the focus", "document.activeElement?.matches('input')");
    for note in ["one", "two"] {
        window.keys(&format!("amara thx {note}"));
        window.press("ctrl+Return");
        window.wait(
            "it to be saved",
            &format!("document.querySelector('.ql-saved')?.innerText.includes('{note}')"),
        );
        window.wait(
            "an empty field with the focus",
            "document.activeElement?.matches('input') && document.activeElement.value === ''",
        );
    }
    window.screenshot("stayed");
    assert_eq!(notes(&desktop), ["two", "one"]);
    window.press("ctrl+z");
    window.wait_for_text("Undone");
    back_and_forth(&desktop, &["two", "one"], &["one"]);
}

#[test]
fn what_the_window_logged_is_undone_and_brought_back_there() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait_for_view("today");
    desktop.wait_for_active_window(support::window::MAIN_TITLE);
    window.press("ctrl+l");
    window.wait("the field to have the focus", "document.activeElement?.matches('input')");
    window.keys("amara thx for the notes");
    window.press("Return");
    window.wait_for_text("Thanked Amara");
    window.click("button", "Undo");
    window.wait_for_text("Undone");
    assert_eq!(notes(&desktop), [] as [&str; 0]);
    window.run("document.activeElement?.blur()");
    window.press("ctrl+shift+z");
    window.wait("it to be back", "nodTest.text(document.querySelector('main')).includes('for the notes')");
    back_and_forth_from_there(&desktop);
}

fn back_and_forth_from_there(desktop: &Desktop) {
    assert_eq!(notes(desktop), ["for the notes"]);
    desktop.nod(&["undo"]).succeeded();
    back_and_forth(desktop, &["for the notes"], &[]);
}

#[test]
fn what_tray_banner_and_command_line_logged_is_undone_and_brought_back() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let tray = Tray::start(desktop.bus());
    let _resident = resident::start(&desktop);
    tray.item(desktop.bus()).click(&["Log", "Amara Okafor", "Thanked"]);
    let confirmation =
        banners.wait("the confirmation", |banner| banner.actions.iter().any(|(_, label)| label == "Undo"));
    daemon.press(&confirmation, "Undo");
    banners.wait("word that it was undone", |banner| banner.text().contains("Undone"));
    back_and_forth(&desktop, &[""], &[]);
    desktop.nod(&["undo"]).succeeded();
    desktop.nod(&["log", "amara thx for the notes"]).succeeded();
    desktop.nod(&["undo"]).succeeded();
    back_and_forth(&desktop, &["for the notes"], &[]);
}
