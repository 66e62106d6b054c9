//! The keys that open the quick bar, without a window: how they are taken, and what is said.

use serde_json::Value;
use support::process::until;
use support::shortcuts::{Call, OtherProgram, Portal};
use support::{Desktop, resident, team};

/// What `nod shortcut` says once it is in this state.
fn settled(desktop: &Desktop, state: &str) -> Value {
    let mut shown = Value::Null;
    until(&format!("the shortcut to be {state}"), || {
        shown = desktop.json(&["shortcut"]);
        shown["state"] == state
    });
    shown
}

#[test]
fn keys_of_another_program_are_refused_in_one_sentence_and_those_before_stay() {
    let desktop = Desktop::full();
    let _resident = resident::start(&desktop);
    let other = OtherProgram::takes_ctrl_alt(&desktop, 'm');
    let first = desktop.json(&["shortcut", "ctrl+alt+n"]);
    assert_eq!((&first["keys"], &first["state"]), (&"Ctrl+Alt+N".into(), &"grabbed".into()));
    let said = desktop.nod(&["shortcut", "ctrl+alt+m"]).refused();
    assert_eq!(said, "Ctrl+Alt+M is taken by another program; nothing was changed. Choose other keys.");
    assert_eq!(desktop.json(&["shortcut"]), first);
    // Nod has its own: nobody else gets them.
    assert!(OtherProgram::tries_ctrl_alt(&desktop, 'n').is_none());
    other.end();
    assert_eq!(desktop.json(&["shortcut", "Ctrl+Alt+M"])["state"], "grabbed");
    // Those before are free again.
    OtherProgram::takes_ctrl_alt(&desktop, 'n').end();
    assert_eq!(desktop.json(&["shortcut", "off"])["state"], "off");
    // The resident hears of it and lets go; the X server tells nobody.
    until("the keys to be free", || OtherProgram::tries_ctrl_alt(&desktop, 'm').is_some());
}

#[test]
fn a_shortcut_that_is_taken_at_the_start_is_said_and_comes_when_it_is_set_anew() {
    let desktop = Desktop::full();
    let mut resident = resident::start(&desktop);
    assert_eq!(desktop.json(&["shortcut", "Ctrl+Alt+N"])["state"], "grabbed");
    assert!(resident.terminate().success());
    let other = OtherProgram::takes_ctrl_alt(&desktop, 'n');
    let _resident = resident::start(&desktop);
    let shown = settled(&desktop, "taken");
    assert!(shown["says"].as_str().unwrap().contains("taken by another program"), "{shown}");
    let doctor = desktop.nod(&["doctor"]).succeeded().stdout;
    assert!(doctor.contains("· Ctrl+Alt+N is taken by another program"), "{doctor}");
    other.end();
    assert_eq!(desktop.json(&["shortcut", "Ctrl+Alt+N"])["state"], "grabbed");
}

#[test]
fn an_x_server_that_goes_takes_the_shortcut_along_and_nothing_else() {
    let mut desktop = Desktop::full();
    team::bring_in(&desktop);
    let mut resident = resident::start(&desktop);
    assert_eq!(desktop.json(&["shortcut", "Ctrl+Alt+N"])["state"], "grabbed");
    desktop.lose_display();
    settled(&desktop, "none-here");
    assert!(resident.is_running());
    desktop.nod(&["log", "amara thx"]).succeeded();
}

#[test]
fn undoing_the_setting_gives_the_keys_back() {
    let desktop = Desktop::full();
    let _resident = resident::start(&desktop);
    desktop.json(&["shortcut", "Ctrl+Alt+N"]);
    desktop.nod(&["undo"]).succeeded();
    settled(&desktop, "off");
    until("the keys to be free", || {
        OtherProgram::tries_ctrl_alt(&desktop, 'n').map(OtherProgram::end).is_some()
    });
    desktop.nod(&["redo"]).succeeded();
    settled(&desktop, "grabbed");
}

#[test]
fn under_wayland_the_portal_is_asked_and_the_desktop_decides_the_keys() {
    let mut desktop = Desktop::with_bus();
    desktop.set("XDG_SESSION_TYPE", "wayland");
    let portal = Portal::agreeing(desktop.bus(), "Press Super+J");
    let _resident = resident::start(&desktop);
    assert_eq!(portal.calls().all(), [], "nothing is asked before a shortcut is set");
    desktop.nod(&["shortcut", "ctrl+alt+n"]).succeeded();
    let shown = settled(&desktop, "portal");
    assert_eq!(shown["says"], "Your desktop opens the quick bar with Press Super+J.");
    let bound = ("log".to_owned(), "Log a moment".to_owned(), "CTRL+ALT+n".to_owned());
    assert_eq!(
        portal.calls().all(),
        [Call::Register("app.nod.Nod".into()), Call::CreateSession, Call::Bind(vec![bound])]
    );
    desktop.nod(&["shortcut", "off"]).succeeded();
    portal
        .calls()
        .wait("the session to be given back", |calls| (calls.last() == Some(&Call::Close)).then_some(()));
}

#[test]
fn a_portal_that_declines_or_goes_is_said() {
    let mut desktop = Desktop::with_bus();
    desktop.set("XDG_SESSION_TYPE", "wayland");
    let portal = Portal::declining(desktop.bus());
    let _resident = resident::start(&desktop);
    desktop.nod(&["shortcut", "ctrl+alt+n"]).succeeded();
    let shown = settled(&desktop, "declined");
    assert!(shown["says"].as_str().unwrap().contains("“nod quick”"), "{shown}");
    portal.stop();
    settled(&desktop, "none-here");
    // One that comes later is asked.
    let portal = Portal::agreeing(desktop.bus(), "");
    settled(&desktop, "portal");
    drop(portal);
}

#[test]
fn where_nobody_gives_keys_the_command_for_the_desktops_settings_is_named() {
    let mut desktop = Desktop::with_bus();
    desktop.set("XDG_SESSION_TYPE", "wayland");
    let _resident = resident::start(&desktop);
    let shown = desktop.json(&["shortcut", "ctrl+alt+n"]);
    assert_eq!(shown["state"], "none-here");
    assert!(
        shown["says"].as_str().unwrap().ends_with("in its own settings the command is “nod quick”."),
        "{shown}"
    );
}
