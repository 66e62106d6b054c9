//! The quick bar: shown, typed into, saved; warm and cold.

use std::path::PathBuf;
use std::time::Duration;

use support::keyboard::Keyboard;
use support::process::{Process, kill, stopwatch, until};
use support::times::{Figures, print_head};
use support::window::{Page, QUICK_TITLE, Window};
use support::{Desktop, resident};

/// What stands between the keys that open the bar and the saved moment: two letters, which several names begin with, Enter
/// for the first of them, a gesture, Enter.
const KEYS: [&str; 5] = ["l", "e", "Return", "alt+1", "Return"];

const TYPE_READY: &str = "document.hasFocus() && document.activeElement?.matches('input[role=combobox]')";
const SAVED: &str = "document.querySelector('.ql-saved')";

/// The list is that of the text as it stands.
fn read(text: &str) -> String {
    format!(
        "document.querySelector('input').value === '{text}' && document.querySelector('[role=listbox][aria-busy=false]')"
    )
}

/// Measures everything, `runs` times each.
pub fn measure(runs: usize) {
    for (title, data) in [("200 people, 2,000 moments", "small"), ("10,000 people, 50,000 moments", "large")]
    {
        let data = PathBuf::from(
            std::env::var_os("NOD_TIMES_DATA").expect("NOD_TIMES_DATA: run scripts/quick-times"),
        )
        .join(data);
        let mut desktop = Desktop::full();
        desktop.set("NOD_DATA_DIR", data.to_str().unwrap());
        desktop.set("NOD_LOG", "nod_window=debug");
        // As for a user: how WebKit draws is Nod's to decide, and an empty window's to leave as it is.
        desktop.unset("WEBKIT_DISABLE_DMABUF_RENDERER");
        println!();
        print_head(title);
        let resident = resident::start(&desktop);
        cold(&desktop, &resident, runs);
        warm(&desktop, runs);
    }
}

/// From the start of `nod quick`, with no window's process there, until the bar's page says that it is ready, which it
/// does in the frame in which it is first painted; beside an empty Tauri window, which says so in the same way.
fn cold(desktop: &Desktop, resident: &Process, runs: usize) {
    let (mut bar, mut empty) = (Figures::default(), Figures::default());
    for run in 0..=runs {
        let figure = empty_window(desktop);
        let shown = cold_bar(desktop, resident);
        // The first of each finds nothing in the machine's memory.
        if run > 0 {
            empty.add(figure);
            bar.add(shown);
        }
    }
    empty.print("an empty Tauri window, cold: start to first paint", None);
    bar.print("quick bar, cold: start of `nod quick` to first paint", None);
    let ratio = bar.median().as_secs_f64() / empty.median().as_secs_f64();
    println!("{:<66} {:>8} {ratio:>7.2} ×", "quick bar ÷ empty window, medians", "1.25 ×");
}

fn empty_window(desktop: &Desktop) -> Duration {
    let program = std::env::var_os("NOD_TIMES_EMPTY").expect("NOD_TIMES_EMPTY: run scripts/quick-times");
    let start = stopwatch();
    let mut process = desktop.start(program.to_str().unwrap(), &[]);
    process.line("the first paint", |line| (line == "painted").then_some(()));
    let figure = start.elapsed();
    process.kill();
    figure
}

fn cold_bar(desktop: &Desktop, resident: &Process) -> Duration {
    let ready = || resident.lines().all().iter().filter(|line| line.contains("a window is ready")).count();
    let before = ready();
    let start = stopwatch();
    let asking = Process::start(&desktop.nod_command(&["quick"]));
    resident.lines().wait("the bar's page", |lines| {
        (lines.iter().filter(|line| line.contains("a window is ready")).count() > before).then_some(())
    });
    let figure = start.elapsed();
    drop(asking);
    let window = desktop.running("nod-window");
    assert_eq!(window.len(), 1, "one window's process");
    kill(window[0]);
    until("the window's process to be gone", || desktop.running("nod-window").is_empty());
    figure
}

fn warm(desktop: &Desktop, runs: usize) {
    let shown = desktop.json(&["shortcut", "ctrl+alt+n"]);
    assert_eq!(shown["state"], "grabbed", "{shown}");
    let window = Window::open(desktop);
    window.switch_to(Page::Quick);
    let keyboard = Keyboard::of(desktop);
    let (mut by_keys, mut by_command) = (Figures::default(), Figures::default());
    let (mut stroke, mut saved) = (Figures::default(), Figures::default());
    let moments =
        || desktop.json(&["moments", "--limit", "1"])["total"].as_u64().expect("a number of moments");
    let before = moments();
    for run in 0..=runs {
        let shown = window.painted("the bar", TYPE_READY, || keyboard.press("ctrl+alt+n"));
        let mut strokes = Vec::new();
        for (at, key) in KEYS[..2].iter().enumerate() {
            let text = KEYS[..=at].concat();
            strokes.push(window.painted(&text, &read(&text), || keyboard.press(key)));
        }
        keyboard.press(KEYS[2]);
        window.wait("the person", "document.querySelector('.ql-parse .token .drop')");
        keyboard.press(KEYS[3]);
        window.wait("the gesture", "document.querySelector('input[type=radio]:checked')");
        let confirmed = window.painted("the confirmation", SAVED, || keyboard.press(KEYS[4]));
        keyboard.press("Escape");
        desktop.wait_for_no_window(QUICK_TITLE);
        let mut asking = None;
        let asked = window.painted("the bar", TYPE_READY, || {
            asking = Some(Process::start(&desktop.nod_command(&["quick"])));
        });
        drop(asking);
        keyboard.press("Escape");
        desktop.wait_for_no_window(QUICK_TITLE);
        if run > 0 {
            by_keys.add(shown);
            strokes.into_iter().for_each(|figure| stroke.add(figure));
            saved.add(confirmed);
            by_command.add(asked);
        }
    }
    let logged = moments() - before;
    assert_eq!(logged, runs as u64 + 1, "every one is there");
    by_keys.print("quick bar, warm: the shortcut pressed to type-ready and painted", Some(40));
    by_command.print("quick bar, warm: start of `nod quick` to type-ready and painted", None);
    stroke.print("a key pressed to its people painted", Some(50));
    saved.print("Enter pressed to saved and the confirmation painted", Some(100));
    println!("{:<66} {:>8} {:>7}", "keys, the shortcut counted as one", "6", KEYS.len() + 1);
    until("the bar to be gone", || desktop.windows(QUICK_TITLE).is_empty());
}
