//! A passphrase in the real window: protected, locked, unlocked, and what is encrypted brought in.

use serde_json::json;
use support::home::run;
use support::window::{MAIN_TITLE, Page, QUICK_TITLE, Window};
use support::{Desktop, resident, team};

const WORDS: &str = "correct horse battery";

/// The window as wide as a narrow column, or as it starts.
fn wide(desktop: &Desktop, window: &Window<'_>, width: u32, height: u32) {
    let id = desktop.wait_for_window(MAIN_TITLE);
    let mut command = desktop.command("xdotool");
    command.args(["windowsize", &id, &width.to_string(), &height.to_string()]);
    run(command, b"").succeeded();
    window.wait("that size", &format!("Math.abs(innerWidth - {width}) < 2"));
}

/// A picture in both themes, and narrow in light.
fn look(desktop: &Desktop, window: &Window<'_>, name: &str) {
    for theme in ["dark", "light"] {
        window.run(&format!("document.documentElement.dataset.theme = '{theme}'"));
        // Colours go over slowly.
        window.wait("that theme", "document.getAnimations().length === 0");
        window.screenshot(&format!("{name}-{theme}"));
        assert_eq!(window.axe(), [] as [&str; 0], "{name} {theme}");
    }
    wide(desktop, window, 480, 700);
    window.screenshot(&format!("{name}-narrow"));
    wide(desktop, window, 1000, 700);
}

/// Types into the field of that label.
fn fill(window: &Window<'_>, label: &str, text: &str) {
    let field = format!(
        "Array.from(document.querySelectorAll('dialog input')).find((it) => it.labels[0]?.textContent === {})",
        json!(label)
    );
    window.wait(label, &field);
    window.run(&format!("{field}.select()"));
    window.keys(text);
    window.wait("it to be typed", &format!("{field}.value === {}", json!(text)));
}

#[test]
fn what_nod_keeps_is_protected_locked_and_unlocked() {
    let desktop = Desktop::full();
    team::bring_in(&desktop);
    desktop.nod(&["log", "amara thx for the zeugmatic notes"]).succeeded();
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait_for_view("today");
    window.click("button", "Settings");
    window.wait_for_view("settings");
    window.run("nodTest.byRole('button', 'Protect with a passphrase…').scrollIntoView({ block: 'center' })");
    look(&desktop, &window, "settings");
    window.click("button", "Protect with a passphrase…");
    window.wait_for_text("Protect what Nod keeps with a passphrase?");
    look(&desktop, &window, "protect");
    // What does not fit is said where it is wrong, and what was typed stays.
    fill(&window, "New passphrase", WORDS);
    fill(&window, "The same once more", "correct horse batterz");
    window.press("Return");
    window.wait_for_text("The two differ.");
    fill(&window, "The same once more", WORDS);
    window.press("Return");
    window.wait_for_text("Your recovery key");
    look(&desktop, &window, "recovery-key");
    let key = window.value("document.querySelector('dialog .key').textContent.replace(/\\s/g, '')");
    window.press("Escape");
    window.wait_for_text("Is it kept?");
    window.click("checkbox", "I have put it where I find it again");
    window.click("button", "Done");
    window.wait_for_text("opens with your passphrase or your recovery key only");
    look(&desktop, &window, "protected");

    // The resident has the key, so a terminal asks for nothing; no file has a word of it.
    assert_eq!(desktop.json(&["moments"])["total"], 1);
    let file = std::fs::read(desktop.nod_data().join("nod.db")).unwrap();
    assert!(!file.starts_with(b"SQLite") && !file.windows(9).any(|window| window == b"zeugmatic"));

    window.press("ctrl+shift+l");
    window.wait_for_text("What you keep here opens with your passphrase.");
    window.wait("its field to have the keyboard", "document.activeElement?.matches('input[type=password]')");
    look(&desktop, &window, "locked");
    let ran = desktop.nod(&["people"]);
    assert!(ran.stdout.is_empty() && ran.stderr.contains("encrypted and locked"), "{ran:?}");
    window.keys("correct horse batterz");
    window.press("Return");
    window.wait("that it is wrong", "document.querySelector('[role=alert]')?.textContent.trim()");
    look(&desktop, &window, "wrong");
    window.keys(WORDS);
    window.press("Return");
    window.wait_for_text("Settings");
    assert_eq!(desktop.json(&["moments"])["total"], 1);

    // The quick bar says it as well, and keeps what is typed until Nod is open again.
    window.press("ctrl+shift+l");
    window.wait_for_text("What you keep here opens with your passphrase.");
    window.switch_to(Page::Quick);
    desktop.nod(&["quick"]).succeeded();
    desktop.wait_for_active_window(QUICK_TITLE);
    window.wait("the field to have the focus", "document.activeElement?.matches('input[role=combobox]')");
    window.keys("noor helped");
    window.wait_for_text("encrypted and locked");
    window.screenshot("quick-locked");
    window.press("Return");
    desktop.wait_for_active_window(MAIN_TITLE);
    window.switch_to(Page::Main);
    window.click("button", "Use the recovery key instead");
    window.wait("a field for it", "document.activeElement?.matches('input[type=text]')");
    window.keys(key.as_str().unwrap());
    window.press("Return");
    window.wait_for_text("Unlocked with the recovery key.");
    window.switch_to(Page::Quick);
    desktop.nod(&["quick"]).succeeded();
    desktop.wait_for_active_window(QUICK_TITLE);
    window.wait(
        "it to be read",
        "document.querySelector('input').value === 'noor helped' && !document.querySelector('[role=alert]')",
    );
    window.press("Return");
    window.wait_for_text("Helped Noor");
    assert_eq!(desktop.json(&["moments"])["total"], 2);
}

#[test]
fn a_file_that_age_encrypted_comes_in_with_its_passphrase() {
    let mut other = support::Home::new();
    team::bring_in(&other);
    let secret = other.file("passphrase", format!("{WORDS}\n"));
    other.set("NOD_PASSPHRASE_FILE", secret.to_str().unwrap());
    let file = other.path().join("team.json.age");
    other.nod(&["export", file.to_str().unwrap(), "--age"]).succeeded();
    let people = other.json(&["people"]).as_array().map_or(0, Vec::len);

    let desktop = Desktop::full();
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    window.wait_for_view("today");
    window.press("ctrl+k");
    window.wait("the palette to have the focus", "document.activeElement?.matches('dialog input')");
    window.keys("Bring in contacts");
    window.wait_for_text("Bring in contacts");
    window.run("nodTest.byRole('option', 'Bring in contacts').click()");
    window.wait_for_view("import");
    let bytes: Vec<u8> = std::fs::read(&file).unwrap();
    window.run(&format!(
        "const chosen = new DataTransfer();
         chosen.items.add(new File([new Uint8Array({})], 'team.json.age'));
         const field = document.querySelector('input[type=file]');
         field.files = chosen.files; field.dispatchEvent(new Event('change', {{ bubbles: true }}));",
        json!(bytes)
    ));
    window.wait_for_text("Which passphrase opens the file?");
    look(&desktop, &window, "age");
    fill(&window, "Passphrase of the file", "something else");
    window.press("Return");
    window.wait_for_text("That passphrase does not open the file");
    fill(&window, "Passphrase of the file", WORDS);
    window.press("Return");
    window.wait("the preview", "nodTest.byRole('button', 'Bring them in')");
    window.click("button", "Bring them in");
    window.wait_for_text("Brought in");
    assert_eq!(desktop.json(&["people"]).as_array().map_or(0, Vec::len), people);
}
