//! The keys that open the quick bar, with the real window.

use support::home::run;
use support::keyboard::Keyboard;
use support::process::kill;
use support::shortcuts::{OtherProgram, Portal};
use support::window::{Page, QUICK_TITLE, Window};
use support::{Desktop, resident, team};

const FIELD: &str = "document.hasFocus() && document.activeElement?.matches('input[role=combobox]')";

/// Keys as fingers press them, wherever the keyboard is.
fn press(desktop: &Desktop, keys: &str) {
    let mut command = desktop.command("xdotool");
    command.args(["key", keys]);
    run(command, b"").succeeded();
}

#[test]
fn the_shortcut_opens_the_bar_whatever_is_locked_and_the_next_keys_are_typed_into_it() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    assert_eq!(desktop.json(&["shortcut", "ctrl+alt+n"])["state"], "grabbed");
    window.switch_to(Page::Quick);
    for locked in [None, Some("Num_Lock"), Some("Caps_Lock")] {
        locked.into_iter().for_each(|lock| press(&desktop, lock));
        press(&desktop, "ctrl+alt+n");
        desktop.wait_for_active_window(QUICK_TITLE);
        window.wait("the field to have the focus", FIELD);
        press(&desktop, "7");
        window.wait("the key in it", "document.querySelector('input').value === '7'");
        press(&desktop, "BackSpace");
        press(&desktop, "Escape");
        desktop.wait_for_no_window(QUICK_TITLE);
        locked.into_iter().for_each(|lock| press(&desktop, lock));
    }
    // Other keys are nobody's again, these are.
    assert_eq!(desktop.json(&["shortcut", "super+f9"])["state"], "grabbed");
    OtherProgram::takes_ctrl_alt(&desktop, 'n').end();
    press(&desktop, "super+F9");
    desktop.wait_for_active_window(QUICK_TITLE);
}

#[test]
fn the_bar_comes_each_time_it_is_called_however_soon() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    assert_eq!(desktop.json(&["shortcut", "ctrl+alt+n"])["state"], "grabbed");
    let window = Window::open(&desktop);
    window.switch_to(Page::Quick);
    let keyboard = Keyboard::of(&desktop);
    for round in 0..40 {
        keyboard.press("ctrl+alt+n");
        window.wait(&format!("the field to have the focus, {round}"), FIELD);
        keyboard.press("Escape");
        desktop.wait_for_no_window(QUICK_TITLE);
    }
}

#[test]
fn the_shortcut_finds_its_key_after_the_layout_changed() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    assert_eq!(desktop.json(&["shortcut", "ctrl+alt+z"])["state"], "grabbed");
    // On a German keyboard Y and Z lie the other way round.
    for layout in ["de", "us", "us,ru"] {
        desktop.layout(layout);
        press(&desktop, "ctrl+alt+z");
        desktop.wait_for_active_window(QUICK_TITLE);
        desktop.running("nod-window").into_iter().for_each(kill);
        desktop.wait_for_no_window(QUICK_TITLE);
    }
}

#[test]
fn a_shortcut_pressed_without_a_window_starts_one() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    assert_eq!(desktop.json(&["shortcut", "ctrl+alt+n"])["state"], "grabbed");
    assert_eq!(desktop.running("nod-window"), [] as [u32; 0]);
    press(&desktop, "ctrl+alt+n");
    desktop.wait_for_active_window(QUICK_TITLE);
}

#[test]
fn what_the_portal_says_was_pressed_opens_the_bar() {
    let mut desktop = Desktop::full();
    desktop.set("XDG_SESSION_TYPE", "wayland");
    team::bring_in(&desktop);
    let portal = Portal::agreeing(desktop.bus(), "Super+J");
    let _resident = resident::start(&desktop);
    desktop.nod(&["shortcut", "ctrl+alt+n"]).succeeded();
    support::process::until("the portal to give it", || desktop.json(&["shortcut"])["state"] == "portal");
    portal.activate("something else");
    portal.activate("log");
    desktop.wait_for_active_window(QUICK_TITLE);
}

#[test]
fn settings_record_the_keys_say_a_conflict_and_take_them_back() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait_for_view("today");
    window.click("button", "Settings");
    window.wait_for_view("settings");
    window.wait_for_text("No keys open the quick bar.");
    window.click("button", "Open the quick bar from anywhere");
    window.wait_for_text("Press the keys together");
    window.screenshot("recording");
    press(&desktop, "ctrl+alt+n");
    window.wait_for_text("Ctrl+Alt+N opens the quick bar.");
    window.screenshot("recorded");
    assert_eq!(desktop.json(&["shortcut"])["keys"], "Ctrl+Alt+N");
    window.click("button", "Take these keys back");
    window.wait_for_text("No keys open the quick bar.");
    assert_eq!(desktop.json(&["shortcut"])["state"], "off");
    let other = OtherProgram::takes_ctrl_alt(&desktop, 'n');
    window.click("button", "Open the quick bar from anywhere");
    window.wait_for_text("Press the keys together");
    press(&desktop, "ctrl+alt+n");
    window.wait_for_text("another program has it");
    window.screenshot("conflict");
    press(&desktop, "ctrl+alt+m");
    window.wait_for_text("Ctrl+Alt+M opens the quick bar.");
    other.end();
}
