//! Nod's window as a person meets it: seen by role and name, used with mouse and keyboard.

use std::path::Path;
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

/// The title of the main window and of no other.
pub const MAIN_TITLE: &str = "^Nod$";
/// Part of the quick bar's title.
pub const QUICK_TITLE: &str = "log a moment";

/// `nod-window` under automation. One of its two pages, main and quick, is looked into at a time. Mouse and keyboard are
/// the display's: the driver's own have no time stamps, and a window manager keeps the keyboard from what they open.
#[derive(Debug)]
pub struct Window<'a> {
    driver: Driver,
    desktop: &'a Desktop,
}

impl<'a> Window<'a> {
    /// Starts the window of this desktop's user and waits until its main page is ready. The resident, if one runs,
    /// is joined as by any window.
    #[must_use]
    pub fn open(desktop: &'a Desktop) -> Self {
        Self::start(desktop, &program("nod-window"), None)
    }

    /// [`Self::open`] of a program that becomes the window's.
    #[must_use]
    pub fn open_program(desktop: &'a Desktop, program: &Path) -> Self {
        Self::start(desktop, program, None)
    }

    /// [`Self::open`] by a moved clock.
    #[must_use]
    pub fn open_at(desktop: &'a Desktop, clock: &FakeTime) -> Self {
        Self::start(desktop, &program("nod-window"), Some(clock))
    }

    fn start(desktop: &'a Desktop, program: &Path, clock: Option<&FakeTime>) -> Self {
        let driver = Driver::start(desktop, program, &[], clock);
        let window = Self { driver, desktop };
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

    /// Clicks the element with this role and (part of an accessible) name in the main window, waiting until it is there.
    ///
    /// # Panics
    /// At the deadline.
    #[track_caller]
    pub fn click(&self, role: &str, name: &str) {
        self.click_in(MAIN_TITLE, role, name);
    }

    /// [`Self::click`] in the window of that title.
    ///
    /// # Panics
    /// At the deadline.
    #[track_caller]
    pub fn click_in(&self, title: &str, role: &str, name: &str) {
        let find = format!("nodTest.byRole({}, {})", json!(role), json!(name));
        let place = self.wait(&format!("a {role} {name:?}"), &format!("nodTest.middle({find})"));
        let [x, y] = [0, 1].map(|axis| place[axis].as_f64().unwrap().round().to_string());
        let window = self.desktop.wait_for_window(title);
        self.xdotool(&["mousemove", "--window", &window, &x, &y, "click", "1"]);
    }

    /// Types into whatever has the keyboard.
    pub fn keys(&self, text: &str) {
        self.xdotool(&["type", "--clearmodifiers", "--delay", "2", text]);
    }

    /// Presses a key, with others held: `Return`, `Escape`, `ctrl+2`.
    pub fn press(&self, key: &str) {
        self.xdotool(&["key", "--clearmodifiers", key]);
    }

    fn xdotool(&self, arguments: &[&str]) {
        let mut command = self.desktop.command("xdotool");
        command.args(arguments);
        run(command, b"").succeeded();
    }

    /// Takes a picture of the whole screen into `tests/out/` and gives its path. (The driver's own pictures wait for a
    /// next frame, which an idle page never draws.)
    pub fn screenshot(&self, name: &str) -> String {
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("").replace("::", "-");
        let path = out_folder().join(format!("{test}-{name}.png"));
        let mut command = Command::new("import");
        command.args(["-display", self.desktop.display(), "-window", "root"]).arg(&path);
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
