//! The quick bar by its keys, and as those see it who need it larger, from right to left, or read out.

use serde_json::json;
use support::keyboard::Keyboard;
use support::process::Process;
use support::window::{Page, QUICK_TITLE, Window};
use support::{Desktop, resident, team};

const FIELD: &str = "document.hasFocus() && document.activeElement?.matches('input[role=combobox]')";
/// What the bar understood, chip by chip.
const CHIPS: &str =
    "Array.from(document.querySelectorAll('.ql-parse .token'), (chip) => nodTest.text(chip).trim())";

/// A team, the resident, and the window with the bar's page looked into.
fn begin(desktop: &Desktop) -> (Process, Window<'_>) {
    team::bring_in(desktop);
    let resident = resident::start(desktop);
    let window = Window::open(desktop);
    window.switch_to(Page::Quick);
    (resident, window)
}

fn shown(desktop: &Desktop, window: &Window<'_>) {
    desktop.nod(&["quick"]).succeeded();
    desktop.wait_for_active_window(QUICK_TITLE);
    window.wait("the field to have the focus", FIELD);
}

fn type_text(window: &Window<'_>, text: &str) {
    window.keys(text);
    let typed = format!("document.querySelector('input').value.endsWith({})", json!(text));
    window.wait(
        "the text to be read",
        &format!("{typed} && document.querySelector('[role=listbox][aria-busy=false]')"),
    );
}

fn chips(window: &Window<'_>, wanted: &[&str]) {
    window.wait(
        &format!("{wanted:?}"),
        &format!("JSON.stringify({CHIPS}) === {}", json!(json!(wanted).to_string())),
    );
}

#[test]
fn every_key_of_the_bar_does_what_it_says() {
    let desktop = Desktop::full();
    let (_resident, window) = begin(&desktop);
    let keyboard = Keyboard::of(&desktop);
    shown(&desktop, &window);

    // The gestures, in their fixed order.
    type_text(&window, "noor");
    let gestures =
        ["Thanked", "Acknowledged", "Checked in", "Listened", "Remembered", "Helped", "Celebrated"];
    for (place, gesture) in (1..).zip(gestures) {
        keyboard.press(&format!("alt+{place}"));
        chips(&window, &["Noor Haddad", gesture]);
    }
    // Backspace takes them back one by one, and then letters.
    keyboard.press("BackSpace");
    // Which one is suggested then is by chance of her id.
    window.wait("the gesture to be taken back", &format!("!{CHIPS}.includes('Celebrated')"));
    assert_eq!(window.value("document.querySelector('input').value"), "noor");
    window.press("ctrl+a");
    keyboard.press("BackSpace");
    window.wait("an empty field", "document.querySelector('input').value === ''");

    // Ctrl+Enter saves and stays, Enter saves and leaves one line with Undo, which Esc takes away.
    type_text(&window, "noor thx for the demo");
    window.press("ctrl+Return");
    window.wait("what was saved", "nodTest.byRole('button', 'Undo')");
    window.wait("an empty field with the focus", &format!("{FIELD} && document.activeElement.value === ''"));
    type_text(&window, "noor helped");
    window.press("Return");
    window.wait("the one line", "document.querySelector('.ql-saved') && !document.querySelector('input')");
    assert!(window.value("Boolean(nodTest.byRole('button', 'Undo'))").as_bool().unwrap());
    window.press("Escape");
    desktop.wait_for_no_window(QUICK_TITLE);
    assert_eq!(desktop.json(&["moments"])["total"], 2);
}

#[test]
fn people_are_chosen_by_their_number_and_taken_back_by_a_click() {
    let desktop = Desktop::full();
    let (_resident, window) = begin(&desktop);
    let keyboard = Keyboard::of(&desktop);
    shown(&desktop, &window);

    // The five suggested ones, in the order in which they stand there.
    let lines = "Array.from(document.querySelectorAll('[role=option]'), (line) =>
        line.querySelector('.name').textContent)";
    window.wait("five people", &format!("{lines}.length === 5"));
    let names: Vec<String> = serde_json::from_value(window.value(lines)).unwrap();
    for (place, name) in (1..).zip(&names) {
        keyboard.press(&format!("ctrl+{place}"));
        window.wait(&format!("{name} to be chosen"), &format!("{CHIPS}[0] === {}", json!(name)));
        keyboard.press("BackSpace");
        window.wait("nobody to be chosen", &format!("!{CHIPS}.includes({})", json!(name)));
    }

    // A click on × takes one chip; the keyboard goes on where it was.
    type_text(&window, "noor thx");
    chips(&window, &["Noor Haddad", "Thanked"]);
    window.click_in(QUICK_TITLE, "button", "Take back: Noor Haddad");
    window.wait("her to be taken back", &format!("{FIELD} && !{CHIPS}.includes('Noor Haddad')"));
    window.press("End");
    type_text(&window, " amara");
    chips(&window, &["Amara Okafor", "Thanked"]);

    // What is cleared just before Esc does not come back.
    window.press("ctrl+a");
    keyboard.press("BackSpace");
    keyboard.press("Escape");
    desktop.wait_for_no_window(QUICK_TITLE);
    shown(&desktop, &window);
    assert_eq!(window.value("document.querySelector('input').value"), "");
}

#[test]
fn the_bar_reads_from_right_to_left_where_the_language_does() {
    let desktop = Desktop::full();
    let (_resident, window) = begin(&desktop);
    shown(&desktop, &window);
    assert_eq!(window.value("document.documentElement.dir = 'rtl'"), "rtl");
    type_text(&window, "amara thx for the release notes yesterday");
    chips(&window, &["Amara Okafor", "Thanked", "yesterday"]);
    let mark_is_right = "document.querySelector('.ql-input svg').getBoundingClientRect().left
        > document.querySelector('.ql-input input').getBoundingClientRect().left";
    assert_eq!(window.value(mark_is_right), true);
    window.screenshot("rtl-typed");
    fits(&window);
    // As an input method gives it; this keyboard has no Arabic letters.
    window.run(
        "const field = document.querySelector('input');
         field.value = 'نور'; field.dispatchEvent(new Event('input', { bubbles: true }));",
    );
    window.wait(
        "the name to be asked about",
        &format!("{CHIPS}[0]?.includes('نور') && {CHIPS}[0].includes('new')"),
    );
    window.screenshot("rtl-arabic");
    fits(&window);
}

#[test]
fn the_bar_called_again_goes_on_with_what_is_being_typed() {
    let desktop = Desktop::full();
    let (_resident, window) = begin(&desktop);
    shown(&desktop, &window);
    type_text(&window, "noor");
    Keyboard::of(&desktop).press("alt+6");
    chips(&window, &["Noor Haddad", "Helped"]);
    desktop.nod(&["quick"]).succeeded();
    desktop.nod(&["log", "amara thx"]).succeeded();
    type_text(&window, " me");
    assert_eq!(window.value("document.querySelector('input').value"), "noor me");
    chips(&window, &["Noor Haddad", "Helped"]);
}

#[test]
fn the_bar_comes_back_where_it_was() {
    let desktop = Desktop::full();
    let (_resident, window) = begin(&desktop);
    shown(&desktop, &window);
    let place = || window.value("[screenX, screenY]");
    let first = place();
    for _ in 0..2 {
        Keyboard::of(&desktop).press("Escape");
        desktop.wait_for_no_window(QUICK_TITLE);
        shown(&desktop, &window);
        window.wait("it to be where it was", &format!("[screenX, screenY].join() === {first}.join()"));
    }
}

/// Everything of the bar is within it and reachable.
fn fits(window: &Window<'_>) {
    let astray = window.value(
        "Array.from(document.querySelectorAll('main *')).filter((it) => {
           const box = it.getBoundingClientRect();
           const hidden = it.closest('.vh, [aria-hidden=true], input') || box.width === 0;
           return !hidden && (box.left < -1 || box.right > innerWidth + 1);
         }).map((it) => it.outerHTML.slice(0, 90))",
    );
    assert_eq!(astray, json!([]));
    assert_eq!(
        window.value(
            "document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth"
        ),
        true
    );
    // All of it is in the window, and the window on the screen and no larger than the bar with its shadow.
    let room = "(() => {
        const scale = outerWidth / innerWidth;
        const bar = document.querySelector('main').getBoundingClientRect();
        return [bar.bottom <= innerHeight + 1, innerHeight * scale <= screen.availHeight, bar.width > 500,
            innerHeight - bar.bottom < 40];
    })()";
    window.wait("the bar to fit", &format!("{room}.every(Boolean)"));
    assert_eq!(window.axe(), [] as [&str; 0]);
}

#[test]
fn the_bar_works_at_twice_the_size() {
    let mut desktop = Desktop::full();
    desktop.set("GDK_DPI_SCALE", "2");
    let (_resident, window) = begin(&desktop);
    shown(&desktop, &window);
    window.screenshot("large-empty");
    fits(&window);
    type_text(&window, "amara thx for the release notes yesterday");
    chips(&window, &["Amara Okafor", "Thanked", "yesterday"]);
    window.screenshot("large-typed");
    fits(&window);
    window.press("Return");
    window.wait_for_text("Thanked Amara");
    window.screenshot("large-saved");
    fits(&window);
}

#[test]
fn everything_in_the_bar_has_a_name_for_who_hears_it() {
    let desktop = Desktop::full();
    let (_resident, window) = begin(&desktop);
    shown(&desktop, &window);
    type_text(&window, "amara thx");
    let nameless = window.value(
        "Array.from(document.querySelectorAll('button, input, [role=listbox], [role=option], [role=radiogroup], [role=group]'))
           .filter((it) => !nodTest.name(it)).map((it) => it.outerHTML.slice(0, 90))",
    );
    assert_eq!(nameless, json!([]));
    let field = window.value(
        "(() => { const it = document.activeElement;
           return [nodTest.name(it), it.getAttribute('aria-expanded'), Boolean(document.getElementById(it.getAttribute('aria-controls')))]; })()",
    );
    assert_eq!([&field[1], &field[2]], [&json!("true"), &json!(true)], "{field}");
    // What is ready, and what came of it, is said without being looked for.
    assert!(
        window
            .value("document.querySelector('[aria-live=polite]').textContent")
            .as_str()
            .is_some_and(|it| !it.is_empty())
    );
    window.press("Return");
    window.wait("it to be said", "nodTest.byRole('status', '')");
}
