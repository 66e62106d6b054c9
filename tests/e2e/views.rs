//! Every view of the window, and what opens in it, one after the other.

use support::window::Window;
use support::{Desktop, team};

/// Button of the way there, the view's mark.
const VIEWS: [(&str, &str); 4] =
    [("Today", "today"), ("People", "people"), ("Moments", "moments"), ("Settings", "settings")];

/// What the palette calls the way there, the view's mark.
const BY_NAME: [(&str, &str); 8] = [
    ("Add someone", "edit"),
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

/// People and things, so that no view is empty.
pub fn prepare(desktop: &Desktop) {
    team::bring_in(desktop);
    for words in [
        &["person", "edit", "amara", "--circle", "close", "--notes", "Likes *tea*.", "--tag", "mentor"][..],
        &["log", "amara thx for the notes >2099-01-09 ask about the demo"],
        &["log", "noor listened about the move"],
        &["detail", "add", "amara", "Her daughter starts school"],
        &["thanks", "add", "amara", "Fixed the release"],
        &["occasion", "add", "amara", "Her exam", "--on", "--12-24"],
        &["remind", "Return the book", "--on", "today", "--person", "noor"],
        &["remind", "Water the plant", "--on", "today"],
        &["person", "add", "Sam Carter"],
        &["person", "archive", "zoe"],
        &["person", "delete", "ortiz"],
        &["backup"],
    ] {
        desktop.nod(words).succeeded();
    }
}

fn press_button(window: &Window, name: &str) {
    let find = format!("nodTest.byRole('button', {})", serde_json::json!(name));
    window.wait(name, &find);
    window.run(&format!("{find}.click()"));
}

/// Goes through all of it and has a look at each place by its name. `prepare` was called before.
pub fn each(window: &Window, mut look: impl FnMut(&str)) {
    for (button, view) in VIEWS {
        window.click("button", button);
        window.wait_for_view(view);
        look(view);
        match view {
            "today" => {
                press_button(window, "Log a moment with");
                window.wait("the panel", "document.querySelector('.logpanel')");
                look("today, a row open");
                press_button(window, "Remind me of something");
                window.wait(
                    "the form",
                    "nodTest.text(document.querySelector('main')).includes('What to be reminded of')
                    || document.querySelector('main form')",
                );
                look("today, an own reminder being written");
                press_button(window, "Quiet for a while");
                window.wait("the menu", "document.querySelector('[role=menu]')");
                look("the menu of quiet");
                window.press("Escape");
                window.wait("the menu to go", "!document.querySelector('[role=menu]')");
            }
            "people" => {
                window.press("ctrl+l");
                window.wait("the sheet", "document.querySelector('dialog[open] input')");
                look("a moment being logged");
                window.press("Escape");
                window.wait("the sheet to go", "!document.querySelector('dialog[open]')");
            }
            "moments" => {
                press_button(window, "Change:");
                window.wait("the form", "document.querySelector('.moment.is-edit')");
                look("moments, one being changed");
            }
            "settings" => {
                press_button(window, "Bring back the backup");
                window
                    .wait("what it would bring", "document.querySelector('dialog[open] .sheet-foot button')");
                look("a backup to be brought back");
                window.press("Escape");
                window.wait("the sheet to go", "!document.querySelector('dialog[open]')");
            }
            _ => {}
        }
    }
    person(window, &mut look);
    for (act, view) in BY_NAME {
        window.press("ctrl+k");
        window.wait("the palette to have the focus", "document.activeElement?.matches('dialog input')");
        // What was looked for before is selected, so this takes its place.
        window.keys(act);
        window.wait("an answer to that", "document.querySelector('[role=listbox][aria-busy=false]')");
        window.wait_for_text(act);
        if view == "bin" {
            look("palette");
        }
        // What is found comes in above and moves it, so it is chosen where it stands by then.
        window.run(&format!("nodTest.byRole('option', '{act}').click()"));
        window.wait_for_view(view);
        look(view);
        if view == "duplicates" {
            window.click("button", "Compare Sam Carter and Sam Carter");
            window.wait_for_text("Make two people one");
            window.wait("both to be there", "nodTest.byRole('button', 'Merge')");
            look("merge");
        }
        if view == "import" {
            window.run(CHOOSE_A_FILE);
            window.wait("the preview", "nodTest.byRole('button', 'Bring them in')");
            window.run("document.querySelectorAll('details').forEach((it) => (it.open = true))");
            look("import preview");
        }
    }
}

/// A person's page: as it is read, as it is written on, and what asks before they go.
fn person(window: &Window, look: &mut impl FnMut(&str)) {
    window.click("button", "People");
    window.wait_for_view("people");
    window.click("button", "Amara Okafor");
    window.wait_for_view("person");
    window.wait_for_text("for the notes");
    look("person");
    for button in [
        "Why then?",
        "Note something they did",
        "Add a follow-up",
        "Add a date",
        "Add a detail",
        "Edit notes",
    ] {
        press_button(window, button);
        let open = format!("nodTest.byRole('button', '{button}')?.getAttribute('aria-expanded') !== 'false'");
        window.wait(&format!("{button} to be open"), &open);
    }
    look("person, being written on");
    // The page anew: nothing stands open.
    window.click("button", "People");
    window.wait_for_view("people");
    window.click("button", "Amara Okafor");
    window.wait_for_view("person");
    press_button(window, "More");
    window.wait("the menu", "document.querySelector('[role=menu]')");
    look("person, the menu");
    window.run("nodTest.byRole('menuitem', 'Erase for good').click()");
    window.wait("the question", "document.querySelector('dialog[open]')");
    look("a person to be erased");
    window.press("Escape");
    window.wait("the sheet to go", "!document.querySelector('dialog[open]')");
    press_button(window, "Edit");
    window.wait_for_view("edit");
    look("edit, somebody");
}
