//! Times what one sees in the real window over a data folder: `window_times FOLDER [ROUNDS]`; `scripts/window-times` makes
//! the folder and runs this. From the key as the web view got it to the frame that has the answer, and how many nodes
//! People has while it is scrolled. Prints each beside its budget; fails at none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that cannot go on ends"
)]

use std::path::PathBuf;

use serde_json::json;
use support::Desktop;
use support::window::{MAIN_TITLE, Window};

/// What is typed into the palette, a key at a time: names, words rare and frequent, several, a phrase, a filter, nothing.
const TYPED: [&str; 8] = [
    "hanloberg",
    "redesign",
    "the release notes",
    "amara exam",
    "\"long talk\"",
    "gesture:thanked rollback",
    "after:2026 daughter",
    "zzzyx",
];

/// How many people's pages are opened in a round, each from the palette.
const OPENED: usize = 6;

/// Notes when each key came and when the frame after `is there` was painted: the message a frame posts is handled once
/// that frame is on its way to the screen.
const NOTE: &str = "
window.nodTimes ??= { took: [], since: null, there: null };
window.nodPainted ??= (() => {
  const times = window.nodTimes;
  addEventListener('keydown', (event) => { times.since = event.timeStamp; }, true);
  const look = () => {
    if (times.since === null || !times.there?.()) return;
    const since = times.since;
    times.since = null;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { times.took.push(performance.now() - since); document.documentElement.dataset.times = times.took.length; };
      port2.postMessage(0);
    });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  return true;
})();";

struct Times(Vec<f64>);

impl Times {
    fn print(mut self, what: &str, budget: f64) {
        self.0.sort_by(f64::total_cmp);
        let at = |share: usize| self.0[(self.0.len() * share / 100).min(self.0.len() - 1)];
        println!(
            "{what:<52} {:>5} times: median {:>6.1} ms, p99 {:>6.1} ms, worst {:>6.1} ms (budget {budget} ms){}",
            self.0.len(),
            at(50),
            at(99),
            at(100),
            if at(99) > budget { "  over" } else { "" }
        );
    }
}

/// Presses a key and waits until what it leads to is painted.
fn timed(window: &Window, key: &str, there: &str) -> f64 {
    let count = window.value("nodTimes.took.length").as_u64().unwrap();
    window.run(&format!("nodTimes.there = () => {there}"));
    window.press(key);
    let painted = format!("nodTimes.took.length > {count}");
    window.wait(&format!("{key} to be answered"), &painted);
    window.value("nodTimes.took.at(-1)").as_f64().unwrap()
}

fn open_palette(window: &Window) {
    window.run("nodTimes.there = null");
    window.press("ctrl+k");
    window.wait("the palette to have the focus", "document.activeElement?.matches('dialog input')");
}

/// As X calls the key of a character.
fn key_of(c: char) -> String {
    match c {
        ' ' => "space".to_owned(),
        '"' => "quotedbl".to_owned(),
        ':' => "colon".to_owned(),
        c => c.to_string(),
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        eprintln!("scripts/window-times makes the data and runs this: window_times FOLDER [ROUNDS]");
        return;
    };
    let rounds: usize = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(5);
    let mut desktop = Desktop::full();
    desktop.set("NOD_DATA_DIR", folder.canonicalize().unwrap().display().to_string());
    // By their whole names, from one end of the alphabet to the other.
    let people = desktop.json(&["people"]);
    let people: Vec<String> =
        people.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_lowercase()).collect();
    let opened: Vec<&String> = people.iter().step_by(people.len().div_ceil(OPENED).max(1)).collect();
    let window = Window::open(&desktop);
    window.wait_for_view("today");
    desktop.wait_for_active_window(MAIN_TITLE);
    window.run(NOTE);

    let (mut keys, mut pages, mut timelines) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=rounds {
        for typed in TYPED {
            open_palette(&window);
            let mut text = String::new();
            for c in typed.chars() {
                text.push(c);
                let there = format!(
                    "document.querySelector('dialog input')?.value === {}
                     && document.querySelector('[role=listbox]')?.getAttribute('aria-busy') === 'false'",
                    json!(text)
                );
                let took = timed(&window, &key_of(c), &there);
                // In the first round everything is read for the first time, as never again in a session.
                if round > 0 {
                    keys.push(took);
                }
            }
            window.press("Escape");
            window.wait("the palette to go", "!document.querySelector('dialog[open]')");
        }
        for name in &opened {
            for (there, times) in [
                ("document.documentElement.dataset.ready === 'person'", &mut pages),
                ("document.querySelector('.tl li') !== null", &mut timelines),
            ] {
                window.press("ctrl+1");
                window.wait_for_view("today");
                open_palette(&window);
                window.keys(name);
                window.wait(
                    "whom it means",
                    &format!(
                        "document.querySelector('dialog input').value === '{name}'
                         && document.querySelector('[role=listbox][aria-busy=false] [role=option] bdi')"
                    ),
                );
                let took = timed(&window, "Return", there);
                if round > 0 {
                    times.push(took);
                }
            }
        }
    }
    Times(keys).print("palette, from a key to what is found on the screen", 50.0);
    Times(pages).print("a person, from Enter to the page on the screen", 100.0);
    Times(timelines).print("a person, from Enter to the timeline on the screen", 100.0);

    window.press("ctrl+2");
    window.wait_for_view("people");
    let mut most = 0;
    for part in 0..=20 {
        window.run(&format!(
            "const it = document.querySelector('main [data-scroll]'); it.scrollTop = it.scrollHeight * {part} / 20"
        ));
        window.wait("the rows there", "document.querySelectorAll('main li button.id').length > 5");
        most = most.max(window.value("document.querySelectorAll('*').length").as_u64().unwrap());
    }
    let over = if most > 400 { "  over" } else { "" };
    println!("{:<52} at most {most} nodes (budget 400){over}", "People, scrolled through");
}
