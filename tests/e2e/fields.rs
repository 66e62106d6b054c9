//! Every field of a person through the real window: edited, there in another process, found, undone and done again.

use serde_json::{Value, json};
use support::window::{MAIN_TITLE, Window};
use support::{Desktop, resident};

/// How a field is filled: by its name in the form, or by what is clicked and typed.
enum Fill {
    /// The field of this name.
    Named(&'static str),
    /// The text field with this label.
    Labelled(&'static str),
    /// The button with this in its name opens a menu; this is chosen.
    Menu(&'static str),
    /// A way to reach someone of this kind.
    Contact(&'static str),
    /// A field of one's own with this name.
    Own(&'static str),
}
use Fill::{Contact, Labelled, Menu, Named, Own};

/// What is filled, with what, and the word it is found by; dates and rhythms are no words.
const FIELDS: [(Fill, &str, Option<&str>); 19] = [
    (Named("called"), "Zephyr", Some("zeph")),
    (Named("pronunciation"), "ah-MAH-rah", Some("mah")),
    (Named("pronouns"), "xe/xem", Some("xem")),
    (Named("role"), "Cartographer", Some("cartog")),
    (Named("team"), "Lighthouse", Some("lightho")),
    (Named("organisation"), "Örtlich & Söhne", Some("ortlich")),
    (Named("place"), "Œuvreville", Some("oeuvre")),
    (Named("zone"), "Africa/Lagos", None),
    (Named("start_date"), "2019-03-04", None),
    (Named("birthday"), "--02-29", None),
    (Named("notes"), "Plays the *theremin* on Sundays.", Some("theremin")),
    (Menu("Circle"), "Close collaborators", None),
    (Menu("Rhythm"), "Every 2 weeks", None),
    (Labelled("Other teams"), "Guild of testers", Some("guild")),
    (Labelled("Tags"), "mentor", Some("mentor")),
    (Contact("email"), "mara@lighthouse.example", Some("mara@lighthouse.example")),
    (Contact("phone"), "+234 803 555 0114", Some("+2348035550114")),
    (Contact("handle"), "@maramaps", Some("maramaps")),
    (Own("Shirt size"), "Medium", Some("medium")),
];

/// Puts a value into a field as typing it does.
const PUT: &str = "const put = (field, value) => {
  field.value = value;
  field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
};";

fn page(desktop: &Desktop) -> Value {
    desktop.json(&["person", "show", "amara"])
}

fn fill(window: &Window, fill: &Fill, value: &str) {
    let value = json!(value);
    match fill {
        Named(name) => {
            window.run(&format!("{PUT} put(document.querySelector('form [name={name}]'), {value})"))
        }
        Labelled(label) => window.run(&format!("{PUT} put(nodTest.byRole('textbox', '{label}'), {value})")),
        Menu(button) => {
            window.run(&format!(
                "[...document.querySelectorAll('form button')].find((it) => nodTest.name(it).includes('{button}')).click()"
            ));
            window.wait("the menu", "document.querySelector('[role=menu]')");
            window.run(&format!(
                "[...document.querySelectorAll('[role^=menuitem]')].find((it) => nodTest.text(it).startsWith({value})).click()"
            ));
        }
        Contact(kind) => {
            window.run("nodTest.byRole('button', 'Add a way to reach them').click()");
            window.wait("a line for it", "document.activeElement?.matches('.contact-line .value input')");
            window.run(&format!(
                "{PUT} const line = document.activeElement.closest('.contact-line');
                 put(line.querySelector('select'), '{kind}');
                 put(line.querySelector('.value input'), {value})"
            ));
        }
        Own(name) => {
            window.run("nodTest.byRole('button', 'Add a field').click()");
            window.wait("a line for it", "document.querySelector('.own-line')");
            window.run(&format!(
                "{PUT} put(document.querySelector('.own-name input'), '{name}');
                 put(document.querySelector('.own-value input'), {value})"
            ));
        }
    }
}

/// What the palette finds, by its names.
fn find(window: &Window, words: &str) -> bool {
    window.press("ctrl+k");
    window.wait("the palette to have the focus", "document.activeElement?.matches('dialog input')");
    window.run(&format!("{PUT} put(document.querySelector('dialog input'), {})", json!(words)));
    window.wait("an answer to that", &format!(
        "document.querySelector('dialog input').value === {} && document.querySelector('[role=listbox][aria-busy=false]')",
        json!(words)
    ));
    let found = window.value(
        "[...document.querySelectorAll('[role=option] bdi')].some((it) => nodTest.text(it).startsWith('Amara'))",
    );
    window.press("Escape");
    window.wait("the palette to go", "!document.querySelector('dialog[open]')");
    found == true
}

fn open_page(window: &Window) {
    window.click("button", "People");
    window.wait_for_view("people");
    window.click("button", "Amara Okafor");
    window.wait_for_view("person");
}

#[test]
fn every_field_is_edited_in_the_window_kept_found_undone_and_redone() {
    let desktop = Desktop::full();
    desktop.nod(&["person", "add", "Amara Okafor"]).succeeded();
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait_for_view("today");
    desktop.wait_for_active_window(MAIN_TITLE);
    open_page(&window);
    for (how, value, words) in &FIELDS {
        let before = page(&desktop);
        window.run("document.querySelector('.toolbar [aria-label=Edit]').click()");
        window.wait_for_view("edit");
        fill(&window, how, value);
        window.run("document.querySelector('.footbar [type=submit]').click()");
        window.wait_for_view("person");
        let after = page(&desktop);
        assert_ne!(before, after, "{value} changed nothing");
        if let Some(words) = words {
            assert!(find(&window, words), "{value} is not found by {words}");
        }
        let toast =
            |what: &str| format!("nodTest.text(document.querySelector('.toast')).startsWith('{what}')");
        window.press("ctrl+z");
        window.wait("word that it is undone", &toast("Undone"));
        assert_eq!(page(&desktop), before, "{value} is not undone");
        if let Some(words) = words {
            assert!(!find(&window, words), "{value} is still found by {words}");
        }
        window.press("ctrl+shift+z");
        window.wait("word that it is back", &toast("Done again"));
        assert_eq!(page(&desktop), after, "{value} is not redone");
    }
    // All of it is there in a new window.
    let all = page(&desktop);
    drop(window);
    let window = Window::open(&desktop);
    window.wait_for_view("today");
    open_page(&window);
    window.run("document.querySelector('.toolbar [aria-label=Edit]').click()");
    window.wait_for_view("edit");
    for (how, value, _) in &FIELDS {
        if !matches!(how, Menu(_)) {
            let shown = format!(
                "[...document.querySelectorAll('form input, form textarea')].some((it) => it.value === {})",
                json!(value)
            );
            assert_eq!(window.value(&shown), true, "{value} is not in the new window");
        }
    }
    assert_eq!(page(&desktop), all);
}
