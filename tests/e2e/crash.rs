//! Saving that goes wrong under the real quick bar: whatever happens, the text is in the bar or the moment is there, never
//! neither and never both.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use support::keyboard::Keyboard;
use support::process::{kill, stopwatch, until};
use support::programs::program;
use support::watcher::tell;
use support::window::{Page, QUICK_TITLE, Window};
use support::{Desktop, resident, team};

const TEXT: &str = "amara thx for the release notes";

fn open_bar(desktop: &Desktop, window: &Window<'_>) {
    window.switch_to(Page::Quick);
    desktop.nod(&["quick"]).succeeded();
    desktop.wait_for_active_window(QUICK_TITLE);
    window.wait("the field to have the focus", "document.activeElement?.matches('input')");
}

fn type_text(window: &Window<'_>, text: &str) {
    window.keys(text);
    window.wait("the text", &format!("document.querySelector('input').value === '{text}'"));
    window.wait("the bar to have read it", "document.querySelector('[role=listbox][aria-busy=false]')");
}

/// What is kept of what is being typed; it is written a moment after the last key.
fn drafts(desktop: &Desktop) -> String {
    let files = std::fs::read_dir(desktop.runtime()).unwrap().flatten().map(|file| file.path());
    let drafts = files.filter(|path| path.extension().is_some_and(|ending| ending == "draft"));
    drafts.filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

/// The text in the bar once it is shown again.
fn given_back(desktop: &Desktop, window: &Window<'_>) -> String {
    open_bar(desktop, window);
    window.value("document.querySelector('input').value").as_str().unwrap().to_owned()
}

fn moments(desktop: &Desktop) -> usize {
    desktop.json(&["moments"])["moments"].as_array().unwrap().len()
}

#[test]
fn a_window_killed_while_it_saves_gives_the_text_back_or_has_logged_it() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    let keyboard = Keyboard::of(&desktop);
    let (mut logged, mut given) = (0, 0);
    // From before the draft is written to after the confirmation is shown.
    for wait in [0, 1, 2, 3, 4, 6, 8, 12, 20, 40] {
        let window = Window::open(&desktop);
        open_bar(&desktop, &window);
        let typed = format!("{TEXT} {wait}");
        type_text(&window, &typed);
        until("the draft to be kept", || drafts(&desktop).contains(&typed));
        keyboard.press("Return");
        let (pressed, wait) = (stopwatch(), Duration::from_millis(wait));
        while pressed.elapsed() < wait {
            std::hint::spin_loop();
        }
        for process in desktop.running("nod-window") {
            kill(process);
        }
        drop(window);

        let window = Window::open(&desktop);
        let text = given_back(&desktop, &window);
        let now = moments(&desktop);
        let (is_logged, is_given) = (now > logged, text == typed);
        assert!(
            is_logged != is_given,
            "after {wait:?}: {now} moments, {logged} before, and the bar holds {text:?}"
        );
        assert!(is_given || text.is_empty(), "{text:?}");
        (logged, given) = (now, given + usize::from(is_given));
        // What was given back is put away, so that the next round begins with an empty bar.
        window.press("ctrl+a");
        window.press("BackSpace");
        window.wait("an empty field", "document.querySelector('input').value === ''");
        until("nothing of it to be kept", || is_logged || !drafts(&desktop).contains(&typed));
        window.press("Escape");
        desktop.wait_for_no_window(QUICK_TITLE);
        for process in desktop.running("nod-window") {
            kill(process);
        }
    }
    println!("of 10 kills {logged} found the moment logged, {given} the text given back");
}

#[test]
fn a_window_killed_while_one_types_gives_back_what_stood_there() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    open_bar(&desktop, &window);
    type_text(&window, "noor listened about the mo");
    until("the draft to be kept", || drafts(&desktop).contains("noor listened about the mo"));
    for process in desktop.running("nod-window") {
        kill(process);
    }
    drop(window);
    let window = Window::open(&desktop);
    assert_eq!(given_back(&desktop, &window), "noor listened about the mo");
    assert_eq!(moments(&desktop), 0);
}

#[test]
fn a_resident_killed_while_the_window_saves_changes_nothing() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let mut resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    open_bar(&desktop, &window);
    type_text(&window, TEXT);
    Keyboard::of(&desktop).press("Return");
    resident.kill();
    window.wait("what was saved", "document.querySelector('.ql-saved')");
    assert_eq!(moments(&desktop), 1);
    until("another resident", || desktop.running("nod").len() == 1);
    window.press("Escape");
    desktop.wait_for_no_window(QUICK_TITLE);
    assert_eq!(given_back(&desktop, &window), "");
}

#[test]
fn a_database_that_another_process_holds_is_said_and_the_text_stays() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    open_bar(&desktop, &window);
    type_text(&window, TEXT);
    let other = Connection::open(desktop.nod_data().join("nod.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let held = stopwatch();
    // Each try waits five seconds for the other process: twice is ten.
    for _ in 0..2 {
        window.press("Return");
        window.wait("word of it", "nodTest.byRole('alert', '')");
        window.wait_for_text(
            "Another program is holding Nod’s file; nothing was changed. Try again in a moment.",
        );
        assert_eq!(window.value("document.querySelector('input').value"), TEXT);
        window.screenshot("held");
        // Typing takes the sentence away, and the text is still there.
        window.keys(" ");
        window.wait("the sentence to go", "!nodTest.byRole('alert', '')");
        window.press("BackSpace");
        window.wait("the text", &format!("document.querySelector('input').value === '{TEXT}'"));
    }
    assert!(held.elapsed() >= Duration::from_secs(10), "{:?}", held.elapsed());
    other.execute_batch("ROLLBACK").unwrap();
    window.press("Return");
    window.wait_for_text("Thanked Amara");
    assert_eq!(moments(&desktop), 1);
}

/// A window over a copy of the data on a small disk of its own: a mount that only it and what it starts see.
fn small_disk(desktop: &Desktop) -> std::path::PathBuf {
    let place = desktop.path().join("small");
    std::fs::create_dir(&place).unwrap();
    let user = if rustix::process::geteuid().is_root() { "" } else { "--user --map-root-user" };
    let script = format!(
        "#!/bin/sh
         exec unshare {user} --mount sh -c '
           mount -t tmpfs -o size=3m,mode=0700 tmpfs \"{place}\" &&
           cp -a \"{usual}\" \"{place}/nod\" &&
           exec \"{window}\" --data-dir \"{place}/nod\" \"$@\"' window \"$@\"\n",
        place = place.display(),
        usual = desktop.nod_data().display(),
        window = program("nod-window").display(),
    );
    let path = desktop.file("on-a-small-disk", script);
    let mut mode = std::fs::metadata(&path).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o755);
    std::fs::set_permissions(&path, mode).unwrap();
    path
}

/// Fills a file system to its last byte.
fn fill(file: &Path) {
    use std::io::Write;
    let mut filler = std::fs::File::create(file).unwrap();
    while filler.write(&[0; 1024]).is_ok_and(|written| written > 0) {}
}

#[test]
fn a_full_disk_is_said_and_the_text_stays() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    let program = small_disk(&desktop);
    let window = Window::open_program(&desktop, &program);
    window.switch_to(Page::Quick);
    let process = desktop.running("nod-window")[0];
    let inside = Path::new("/proc").join(process.to_string()).join("root");
    let place = inside.join(desktop.path().join("small").strip_prefix("/").unwrap());
    // `nod quick` outside would look for another resident: the disk is not there.
    until("the bar to be asked for", || tell(&desktop, "{\"say\":\"quick\",\"prefill\":\"\"}"));
    desktop.wait_for_active_window(QUICK_TITLE);
    window.wait("the field to have the focus", "document.activeElement?.matches('input')");
    type_text(&window, TEXT);
    fill(&place.join("filler"));
    window.press("Return");
    window.wait_for_text("The disk is full, so nothing was saved or changed.");
    assert_eq!(window.value("document.querySelector('input').value"), TEXT);
    window.screenshot("full");
    std::fs::remove_file(place.join("filler")).unwrap();
    window.press("Return");
    window.wait_for_text("Thanked Amara");
}
