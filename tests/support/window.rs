//! Nod's window as a person meets it: seen by role and name, used with the keyboard.

use std::process::Command;

use serde_json::{Value, json};

use crate::desktop::Desktop;
use crate::fake_time::FakeTime;
use crate::home::run;
use crate::process::until;
use crate::programs::{out_folder, program, repository};
use crate::seen::DEADLINE;
use crate::webdriver::Driver;

const PAGE: &str = include_str!("page.js");
/// A page of the window's process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The main window.
    Main,
    /// The quick bar.
    Quick,
}

impl Page {
    fn is_at(self, address: &str) -> bool {
        address.starts_with("tauri://") && address.contains("quick") == (self == Self::Quick)
    }
}

/// The key under which WebDriver hands over an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys that are no letters, as WebDriver calls them.
pub mod key {
    #![allow(missing_docs, reason = "they are called what they are")]
    pub const BACKSPACE: &str = "\u{e003}";
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const SHIFT: &str = "\u{e008}";
    pub const CONTROL: &str = "\u{e009}";
    pub const ALT: &str = "\u{e00a}";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const DOWN: &str = "\u{e015}";
}

/// `nod-window` under automation. One of its two pages, main and quick, is driven at a time.
#[derive(Debug)]
pub struct Window {
    driver: Driver,
    display: String,
}

impl Window {
    /// Starts the window of this desktop's user and waits until its main page is ready. The resident, if one runs,
    /// is joined as by any window.
    #[must_use]
    pub fn open(desktop: &Desktop) -> Self {
        Self::start(desktop, None)
    }

    /// [`Self::open`] by a moved clock.
    #[must_use]
    pub fn open_at(desktop: &Desktop, clock: &FakeTime) -> Self {
        Self::start(desktop, Some(clock))
    }

    fn start(desktop: &Desktop, clock: Option<&FakeTime>) -> Self {
        let driver = Driver::start(desktop, &program("nod-window"), &[], clock);
        let window = Self { driver, display: desktop.display().to_owned() };
        window.switch_to(Page::Main);
        window
    }

    /// Goes on with one of the two pages, once it is there and ready.
    ///
    /// # Panics
    /// At the deadline.
    #[track_caller]
    pub fn switch_to(&self, page: Page) {
        until(&format!("the page {page:?}"), || {
            let handles = self.driver.get("window/handles");
            handles.as_array().unwrap().iter().any(|handle| {
                self.driver.try_post("window", &json!({ "handle": handle })).is_ok()
                    && page.is_at(self.driver.get("url").as_str().unwrap())
            })
        });
        self.wait_until_ready();
    }

    #[track_caller]
    fn wait_until_ready(&self) {
        self.wait("the page to be ready", "document.documentElement.hasAttribute('data-ready')");
    }

    /// How many pages the window's process has.
    ///
    /// # Panics
    /// When the driver does not say.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.driver.get("window/handles").as_array().unwrap().len()
    }

    /// What a JavaScript expression gives; `nodTest` of `page.js` is at hand.
    #[track_caller]
    #[must_use]
    pub fn value(&self, expression: &str) -> Value {
        self.driver
            .post("execute/sync", &json!({ "script": format!("{PAGE}\nreturn ({expression});"), "args": [] }))
    }

    /// Runs JavaScript.
    #[track_caller]
    pub fn run(&self, statement: &str) {
        self.driver.post("execute/sync", &json!({ "script": format!("{PAGE}\n{statement};"), "args": [] }));
    }

    /// Waits until a view (`today`, `people`, …) has its first data on the screen.
    #[track_caller]
    pub fn wait_for_view(&self, view: &str) {
        self.wait(
            &format!("the view {view}"),
            &format!("document.documentElement.dataset.ready === '{view}'"),
        );
    }

    /// Waits until a JavaScript expression gives something truthy, and gives that. It is looked at again at each
    /// change of the page.
    ///
    /// # Panics
    /// At the deadline, with the page's text.
    #[track_caller]
    pub fn wait(&self, what: &str, expression: &str) -> Value {
        let script = format!(
            "{PAGE}\nconst done = arguments[arguments.length - 1];\nnodTest.wait(() => ({expression}), {}, done);",
            DEADLINE.as_millis()
        );
        let mut answer = self.driver.post("execute/async", &json!({ "script": script, "args": [] }));
        if let Some(late) = answer["late"].as_str() {
            let picture = self.screenshot("late");
            panic!("waited {DEADLINE:?} for {what}; the page ({picture}) was\n{late}");
        }
        answer["found"].take()
    }

    /// Waits until the page shows a text.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        self.wait(
            &format!("the text {text:?}"),
            &format!("nodTest.text(document.body).includes({})", json!(text)),
        );
    }

    /// Waits until the page no longer shows a text.
    #[track_caller]
    pub fn wait_for_no_text(&self, text: &str) {
        self.wait(
            &format!("the text {text:?} to go"),
            &format!("!nodTest.text(document.body).includes({})", json!(text)),
        );
    }

    /// Clicks the element with this role and (part of an accessible) name, waiting until it is there.
    #[track_caller]
    pub fn click(&self, role: &str, name: &str) {
        let element = self.by_role(role, name);
        self.driver.post(&format!("element/{element}/click"), &json!({}));
    }

    /// Waits for the element with this role and (part of an accessible) name and gives its handle.
    ///
    /// # Panics
    /// At the deadline.
    #[track_caller]
    #[must_use]
    pub fn by_role(&self, role: &str, name: &str) -> String {
        let found = self.wait(
            &format!("a {role} {name:?}"),
            &format!("nodTest.byRole({}, {})", json!(role), json!(name)),
        );
        found[ELEMENT].as_str().unwrap_or_else(|| panic!("no element: {found}")).to_owned()
    }

    /// Types into whatever has the focus, key by key.
    #[track_caller]
    pub fn keys(&self, text: &str) {
        let actions: Vec<Value> = text
            .chars()
            .flat_map(|key| {
                [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
            })
            .collect();
        self.act(&actions);
    }

    /// Presses a key while others are held: `chord(&[key::CONTROL], "k")`.
    #[track_caller]
    pub fn chord(&self, held: &[&str], key: &str) {
        let press = |kind: &'static str| move |key: &&str| json!({ "type": kind, "value": key });
        let mut actions: Vec<Value> = held.iter().map(press("keyDown")).collect();
        actions.extend([press("keyDown")(&key), press("keyUp")(&key)]);
        actions.extend(held.iter().rev().map(press("keyUp")));
        self.act(&actions);
    }

    #[track_caller]
    fn act(&self, actions: &[Value]) {
        self.driver.post(
            "actions",
            &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] }),
        );
    }

    /// Takes a picture of the whole screen into `tests/out/` and gives its path. (The driver's own pictures wait for a
    /// next frame, which an idle page never draws.)
    pub fn screenshot(&self, name: &str) -> String {
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("").replace("::", "-");
        let path = out_folder().join(format!("{test}-{name}.png"));
        let mut command = Command::new("import");
        command.args(["-display", &self.display, "-window", "root"]).arg(&path);
        run(command, b"").succeeded();
        path.display().to_string()
    }

    /// What axe-core finds wrong in the page: one line a rule and element.
    ///
    /// # Panics
    /// When axe-core is not installed (`npm --prefix ui ci`).
    #[must_use]
    pub fn axe(&self) -> Vec<String> {
        let source = repository().join("ui/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(&source).unwrap_or_else(|e| panic!("{}: {e}", source.display()));
        self.driver
            .post("execute/sync", &json!({ "script": format!("{source};\nwindow.axe = axe;"), "args": [] }));
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
              (r) => done(r.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`))),
              (e) => done([String(e)]));";
        let found = self.driver.post("execute/async", &json!({ "script": script, "args": [] }));
        found.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
    }
}
