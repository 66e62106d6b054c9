//! axe-core finds nothing in any view, in either theme; assistive technology is told the name of every control; and all of
//! it can be used by keyboard alone.

use std::collections::BTreeSet;

use support::accessibility::{Accessibility, Accessible};
use support::window::{MAIN_TITLE, Page, Window};
use support::{Desktop, resident, team};

use crate::views;

fn check(window: &Window, place: &str, found: &mut Vec<String>) {
    window.screenshot(&place.replace([' ', ','], "-"));
    found.extend(window.axe().into_iter().map(|line| format!("{place}: {line}")));
}

fn every_view(theme: &str) {
    let desktop = Desktop::full();
    views::prepare(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait_for_view("today");
    window.click("button", "Settings");
    window.wait_for_view("settings");
    window.run(&format!(
        "document.evaluate(`//label[normalize-space()='{theme}']`, document).iterateNext().click()"
    ));
    window
        .wait("the theme", &format!("document.documentElement.dataset.theme === '{}'", theme.to_lowercase()));

    let mut found = Vec::new();
    views::each(&window, |place| check(&window, &format!("{place} {theme}"), &mut found));
    desktop.nod(&["quick", "amara thx for the demo yesterday"]).succeeded();
    window.switch_to(Page::Quick);
    window.wait(
        "what was typed to be read",
        "Array.from(document.querySelectorAll('.ql-parse .token')).some((it) => it.textContent.includes('Thanked'))",
    );
    window.wait(
        "the bar to fit",
        "Math.abs(document.querySelector('main').getBoundingClientRect().bottom - innerHeight) < 40",
    );
    check(&window, &format!("quick {theme}"), &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_view_in_light() {
    every_view("Light");
}

#[test]
fn every_view_in_dark() {
    every_view("Dark");
}

#[test]
fn the_first_start() {
    let desktop = Desktop::full();
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait_for_text("A nod goes a long way");
    assert_eq!(window.axe(), [] as [&str; 0]);
}

#[test]
fn a_week_of_many_moments_takes_more_lines_and_no_more_width() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    for day in ["today", "yesterday", "2 days ago"] {
        for _ in 0..12 {
            desktop.nod(&["log", &format!("amara thx {day}")]).succeeded();
        }
    }
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait("the week", "document.querySelectorAll('.week .g-mark').length >= 12");
    let wide = "Array.from(document.querySelectorAll('[data-scroll]')).filter((it) => it.scrollWidth > it.clientWidth).length";
    assert_eq!(window.value(wide), 0);
}

/// Presses Tab until it comes round, and notes what it does not come to, or where one cannot see that it is.
fn walk(window: &Window, place: &str, found: &mut Vec<String>) {
    let all = window.value("nodTest.tabbable().length").as_u64().unwrap();
    let mut reached = BTreeSet::new();
    window.run("document.activeElement?.blur()");
    // Twice round at most: a field may take a Tab of its own once, and a trap ends it.
    for _ in 0..2 * all + 4 {
        window.run("nodTest.was = document.activeElement; nodTest.keys = 0");
        window.press("Tab");
        // Inside a field for a date, Tab goes from the day to the month and the field keeps the focus.
        window.wait("the key to be taken", "nodTest.keys > 0 || document.activeElement !== nodTest.was");
        let now = window.value("nodTest.focused()");
        // Out of the page, to the window around it, and in again.
        let Some(at) = now["at"].as_i64() else { continue };
        if at >= 0 {
            reached.insert(at);
        }
        if now["seen"] == false {
            found.push(format!("{place}: one cannot see that {} has the focus", now["name"]));
        }
        if reached.len() as u64 == window.value("nodTest.tabbable().length").as_u64().unwrap() {
            return;
        }
    }
    let left = window.value(&format!(
        "nodTest.tabbable().filter((_, at) => !{}.includes(at)).map((it) => it.outerHTML.slice(0, 90))",
        serde_json::json!(reached)
    ));
    found.push(format!("{place}: Tab does not come to {left}"));
}

#[test]
fn tab_comes_to_every_control_of_every_view_and_one_sees_where_it_is() {
    let desktop = Desktop::full();
    views::prepare(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait_for_view("today");
    desktop.wait_for_active_window(MAIN_TITLE);
    let mut found = Vec::new();
    views::each(&window, |place| {
        // One goes through a menu by its arrows, and it is gone when one leaves it.
        if !place.contains("the menu") {
            walk(&window, place, &mut found);
        }
    });
    found.dedup();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Roles of what can be used. (WebKit's tree names them so.)
const USED: [&str; 12] = [
    "push button",
    "button",
    "link",
    "entry",
    "text",
    "combo box",
    "check box",
    "radio button",
    "toggle button",
    "menu item",
    "list item",
    "spin button",
];

/// What can be used on the page, and what it says it is called.
fn controls(window: &Window) -> Vec<(String, String)> {
    let all = window.value("nodTest.controls()");
    let text = |control: &serde_json::Value, of: &str| control[of].as_str().unwrap().to_owned();
    all.as_array().unwrap().iter().map(|control| (text(control, "what"), text(control, "name"))).collect()
}

fn nameless_controls(window: &Window) -> Vec<String> {
    controls(window).into_iter().filter(|(_, name)| name.is_empty()).map(|(what, _)| what).collect()
}

/// How often the tree is asked for before what is not in it is missing: each time takes a good second.
const LOOKS: usize = 5;

#[test]
fn assistive_technology_is_told_the_name_of_every_control() {
    let mut desktop = Desktop::full();
    let accessibility = Accessibility::start(&mut desktop);
    views::prepare(&desktop);
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait_for_view("today");
    let mut found = Vec::new();
    views::each(&window, |place| {
        for control in nameless_controls(&window) {
            found.push(format!("{place}: {control} has no name"));
        }
        // The tree follows the page a moment later.
        let mut tree: Vec<Accessible> = Vec::new();
        let mut missing: Vec<String> = Vec::new();
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        for _ in 0..LOOKS {
            tree = accessibility.tree(&desktop);
            let told: BTreeSet<String> = tree.iter().map(|it| squeezed(&it.name)).collect();
            missing = controls(&window)
                .into_iter()
                .map(|(_, name)| name)
                .filter(|name| !told.iter().any(|it| it.contains(&squeezed(name))))
                .collect();
            if missing.is_empty() {
                break;
            }
        }
        found.extend(
            missing.into_iter().map(|name| format!("{place}: assistive technology is not told of {name:?}")),
        );
        let nameless = tree.iter().filter(|it| it.focusable && USED.contains(&it.role.as_str()));
        for it in nameless.filter(|it| it.name.trim().is_empty() && it.role != "list item") {
            found.push(format!("{place}: assistive technology is told of a nameless {}", it.role));
        }
    });
    found.dedup();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
