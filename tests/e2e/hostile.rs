//! Hostile text in the real web view: shown as text, isolated, and nothing of it runs.

use support::window::{Page, Window};
use support::{Desktop, hostile, resident};

fn check(window: &Window, place: &str, found: &mut Vec<String>) {
    let harms = window.value(&format!("nodTest.harms({:?})", hostile::RAN));
    found.extend(harms.as_array().unwrap().iter().map(|harm| format!("{place}: {harm}")));
}

#[test]
fn hostile_text_is_shown_isolated_and_runs_nothing() {
    let desktop = Desktop::full();
    let mut names = Vec::new();
    for (_, text) in hostile::texts() {
        let who = text.split(' ').next().unwrap().to_owned();
        let add =
            ["person", "add", &text, "--role", &text, "--team", &text, "--place", &text, "--tag", &text];
        let field = format!("{who} field={text}");
        let more = [
            "--called",
            &text,
            "--pronouns",
            &text,
            "--notes",
            &text,
            "--field",
            &field,
            "--zone",
            "Asia/Tokyo",
        ];
        desktop.nod(&[&add[..], &more].concat()).succeeded();
        desktop.nod(&["detail", "add", &who, &text, "--category", &text]).succeeded();
        desktop
            .nod(&["log", &format!("@{who}"), "thx", &format!("\"{}\"", text.replace('"', "'"))])
            .succeeded();
        desktop.nod(&["follow-up", "add", &who, &text, "--on", "2099-01-05"]).succeeded();
        desktop.nod(&["occasion", "add", &who, &text, "--on", "--12-24"]).succeeded();
        desktop.nod(&["remind", &text, "--on", "today", "--person", &who]).succeeded();
        desktop.nod(&["thanks", "add", &who, &text, "--changed", &text]).succeeded();
        names.push(who);
    }
    let file = desktop.file("long.csv", hostile::longest_as_table("longest"));
    desktop.nod(&["import", "--yes", file.to_str().unwrap()]).succeeded();
    names.push("longest".to_owned());
    desktop.nod(&["moment", "delete", "last"]).succeeded();
    let _resident = resident::start(&desktop);
    let window = Window::open(&desktop);
    let mut found = Vec::new();
    for (button, view) in
        [("Today", "today"), ("People", "people"), ("Moments", "moments"), ("Settings", "settings")]
    {
        window.click("button", button);
        window.wait_for_view(view);
        check(&window, view, &mut found);
        window.screenshot(view);
    }
    for name in &names {
        window.press("ctrl+k");
        window.wait("the palette to have the focus", "document.activeElement?.matches('dialog input')");
        window.keys(name);
        window.wait(
            "what is found",
            "document.querySelector('[role=listbox][aria-busy=false] [role=option] bdi')",
        );
        check(&window, &format!("palette, {name}"), &mut found);
        window.press("Return");
        window.wait_for_view("person");
        window.wait("its page", &format!("nodTest.text(document.querySelector('h1')).includes('{name}')"));
        // A page of 64 KB of notes is written by the core, and comes after the rest.
        if name == "longest" {
            window.wait("the notes", "document.querySelector('.written')");
        } else {
            window.wait("the timeline", "document.querySelector('.tl li')");
        }
        check(&window, &format!("person, {name}"), &mut found);
        window.screenshot(&format!("person-{name}"));
        window.run("nodTest.byRole('button', 'Log a moment').click()");
        window.wait("the panel", "document.querySelector('.logpanel')");
        window.run("document.querySelector('.logpanel [type=radio][value=helped]').click()");
        window.wait("it to be chosen", "document.querySelector('.logpanel [value=helped]:checked')");
        window.run("document.querySelector('.logpanel .btn-save').click()");
        window.wait("what was done", "document.querySelector('.toast')");
        check(&window, &format!("a moment logged with {name}"), &mut found);
        window.run("nodTest.byRole('button', 'Edit').click()");
        window.wait_for_view("edit");
        check(&window, &format!("edit, {name}"), &mut found);
    }
    for (act, view) in [("Bin", "bin"), ("People who look like one", "duplicates"), ("Put people", "triage")]
    {
        window.press("ctrl+k");
        window.wait("the palette to have the focus", "document.activeElement?.matches('dialog input')");
        window.keys(act);
        // Enter takes what answers all of it, whenever that is.
        window.wait(
            "all of it to be typed",
            &format!("document.querySelector('dialog input').value === '{act}'"),
        );
        window.press("Return");
        window.wait_for_view(view);
        check(&window, view, &mut found);
    }
    desktop.nod(&["quick", "eve2 thx for it"]).succeeded();
    window.switch_to(Page::Quick);
    window.wait("whom it means", "nodTest.text(document.body).includes('eve2')");
    check(&window, "the quick bar", &mut found);
    found.dedup();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
