//! axe-core finds nothing in any view, in either theme.

use support::window::{Page, Window};
use support::{Desktop, resident, team};

/// Button of the way there, the view's mark.
const VIEWS: [(&str, &str); 4] =
    [("Today", "today"), ("People", "people"), ("Moments", "moments"), ("Settings", "settings")];

/// What the palette calls the way there, the view's mark.
const BY_NAME: [(&str, &str); 7] = [
    ("Archived people", "archived"),
    ("People who look like one", "duplicates"),
    ("Brief for a meeting", "brief"),
    ("Bring in contacts", "import"),
    ("Put people into circles", "triage"),
    ("Privacy", "privacy"),
    ("Bin", "bin"),
];

/// Hands the page a file, as the desktop's dialog would: somebody new, and somebody of whom it says something otherwise.
const CHOOSE_A_FILE: &str = "const card = (...lines) => ['BEGIN:VCARD', 'VERSION:4.0', ...lines, 'END:VCARD', ''].join('\\r\\n');
const files = new DataTransfer();
files.items.add(new File([card('FN:Ines Moreau', 'ROLE:Writer') + card('FN:Amara Okafor', 'NOTE:coffee')], 'new.vcf'));
const input = document.querySelector('input[type=file]');
input.files = files.files;
input.dispatchEvent(new Event('change', { bubbles: true }))";

fn check(window: &Window, place: &str, found: &mut Vec<String>) {
    window.screenshot(&place.replace(' ', "-"));
    found.extend(window.axe().into_iter().map(|line| format!("{place}: {line}")));
}

fn every_view(theme: &str) {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    desktop.nod(&["person", "edit", "amara", "--circle", "close", "--notes", "Likes *tea*."]).succeeded();
    desktop.nod(&["log", "amara thx for the notes >2099-01-09 ask about the demo"]).succeeded();
    desktop.nod(&["log", "noor listened about the move"]).succeeded();
    desktop.nod(&["person", "add", "Sam Carter"]).succeeded();
    desktop.nod(&["person", "archive", "zoe"]).succeeded();
    desktop.nod(&["person", "delete", "ortiz"]).succeeded();
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
    for (button, view) in VIEWS {
        window.click("button", button);
        window.wait_for_view(view);
        check(&window, &format!("{view} {theme}"), &mut found);
    }
    window.click("button", "People");
    window.wait_for_view("people");
    window.click("button", "Amara Okafor");
    window.wait_for_view("person");
    window.wait_for_text("for the notes");
    check(&window, &format!("person {theme}"), &mut found);

    for (act, view) in BY_NAME {
        window.press("ctrl+k");
        window.wait("the palette to have the focus", "document.activeElement?.matches('dialog input')");
        // What was looked for before is selected, so this takes its place.
        window.keys(act);
        if view == "bin" {
            window.wait_for_text(act);
            check(&window, &format!("palette {theme}"), &mut found);
        }
        window.wait("an answer to that", "document.querySelector('[role=listbox][aria-busy=false]')");
        window.click("option", act);
        window.wait_for_view(view);
        check(&window, &format!("{view} {theme}"), &mut found);
        if view == "duplicates" {
            window.click("button", "Compare Sam Carter and Sam Carter");
            window.wait_for_text("Make two people one");
            window.wait("both to be there", "nodTest.byRole('button', 'Merge')");
            check(&window, &format!("merge {theme}"), &mut found);
        }
        if view == "import" {
            window.run(CHOOSE_A_FILE);
            window.wait("the preview", "nodTest.byRole('button', 'Bring them in')");
            window.run("document.querySelectorAll('details').forEach((it) => (it.open = true))");
            check(&window, &format!("import preview {theme}"), &mut found);
        }
    }

    desktop.nod(&["quick", "amara thx for the demo yesterday"]).succeeded();
    window.switch_to(Page::Quick);
    window.wait_for_text("Amara Okafor");
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
