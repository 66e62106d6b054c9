//! No process opens a network socket: strace watches both, and all they start, through a whole session.

use std::path::{Path, PathBuf};
use std::process::Command;

use support::Desktop;
use support::daemons::Dunst;
use support::fake_time::FakeTime;
use support::home::{Ran, run};
use support::notifications::Banners;
use support::process::{Process, until};
use support::team;
use support::tray::Tray;
use support::window::{MAIN_TITLE, QUICK_TITLE};

/// Where each program that was watched wrote what it asked of the network.
struct Watch<'a> {
    desktop: &'a Desktop,
    clock: &'a FakeTime,
    folder: PathBuf,
}

impl Watch<'_> {
    /// `nod` under strace, which follows whatever it starts.
    fn command(&self, name: &str, arguments: &[&str]) -> Command {
        let plain = self.desktop.nod_command(arguments);
        let mut command = self.desktop.command("strace");
        command
            .args(["--follow-forks", "--quiet=all", "--decode-pids=comm", "--trace=%network", "--output"])
            .arg(self.folder.join(name));
        self.clock.give_to(&mut command);
        command.arg(plain.get_program()).args(plain.get_args());
        command
    }

    fn nod(&self, name: &str, arguments: &[&str]) -> Ran {
        run(self.command(name, arguments), b"").succeeded()
    }
}

/// What a line of strace asks for, when that is a socket of another family than the local one.
/// Sockets of this machine. `AF_NETLINK` is the kernel itself, whom WebKit asks at its start which interfaces there are.
const LOCAL: [&str; 3] = ["AF_UNIX", "AF_UNSPEC", "AF_NETLINK"];

fn foreign(line: &str) -> bool {
    let asked = ["socket(", "socketpair("].iter().find_map(|call| Some(line.split_once(call)?.1));
    let to = line.split_once("sa_family=").map(|(_, family)| family);
    asked.into_iter().chain(to).any(|family| !LOCAL.iter().any(|local| family.starts_with(local)))
}

fn traces(folder: &Path) -> String {
    let files = std::fs::read_dir(folder).unwrap().flatten();
    files.map(|file| String::from_utf8_lossy(&std::fs::read(file.path()).unwrap()).into_owned()).collect()
}

#[test]
fn a_whole_session_opens_no_socket_but_local_ones() {
    let desktop = Desktop::full();
    let clock = FakeTime::at(&desktop, "2027-03-15 10:00");
    let banners = Banners::watch(desktop.bus());
    let dunst = Dunst::start(&desktop);
    let _tray = Tray::start(desktop.bus());
    let folder = desktop.path().join("traces");
    std::fs::create_dir(&folder).unwrap();
    let watch = Watch { desktop: &desktop, clock: &clock, folder: folder.clone() };

    // People come in, and one of them is due.
    let file = desktop.file("team.vcf", team::CONTACTS);
    watch.nod("import", &["import", "--yes", file.to_str().unwrap()]);
    watch.nod("edit", &["person", "edit", "amara", "--rhythm", "7"]);
    watch.nod("log", &["log", "amara thx 2027-02-01"]);

    // The resident comes up with tray and banners; a button is pressed.
    let mut resident = Process::start(&watch.command("resident", &["resident", "--ready"]));
    resident.line("\"ready\"", |line| (line.trim() == "ready").then_some(()));
    let banner = banners.wait("a reminder", |banner| banner.title.contains("Amara"));
    dunst.press(&banner, "Log");
    banners.wait("the confirmation", |banner| banner.actions.iter().any(|(_, label)| label == "Undo"));

    // The window opens each of its pages, which WebKit draws; the quick bar logs.
    watch.nod("open", &["open"]);
    let _ = desktop.wait_for_window(MAIN_TITLE);
    for (name, view) in
        [("open-people", "people"), ("open-moments", "moments"), ("open-settings", "settings")]
    {
        watch.nod(name, &["open", view]);
    }
    watch.nod("quick", &["quick", "noor thx"]);
    desktop.wait_for_active_window(QUICK_TITLE);
    let noor = || desktop.json(&["moments", "--person", "noor"])["moments"].as_array().unwrap().len();
    until("the quick bar to log", || {
        run_xdotool(&desktop, &["key", "--clearmodifiers", "Return"]);
        noor() > 0
    });

    // What the command line does besides.
    watch.nod("search", &["search", "amara"]);
    watch.nod("backup", &["backup"]);
    watch.nod("export", &["export", desktop.path().join("all.ics").to_str().unwrap()]);
    watch.nod("calendar", &["calendar", desktop.path().join("kept.ics").to_str().unwrap()]);
    watch.nod("doctor", &["doctor", "--json"]);
    watch.nod("quit", &["quit"]);
    assert!(resident.ended().success());
    until("the window to end", || desktop.running("nod-window").is_empty());

    let all = traces(&folder);
    for process in ["nod", "nod-window", "WebKitWebProces", "WebKitNetworkPr"] {
        let watched =
            all.lines().any(|line| line.contains(&format!("<{process}>")) && line.contains("AF_UNIX"));
        assert!(
            watched,
            "{process} was not watched:\n{}",
            all.lines().take(50).collect::<Vec<_>>().join("\n")
        );
    }
    let foreign: Vec<&str> = all.lines().filter(|line| foreign(line)).collect();
    assert!(foreign.is_empty(), "sockets that are not local:\n{}", foreign.join("\n"));
}

fn run_xdotool(desktop: &Desktop, arguments: &[&str]) {
    let mut command = desktop.command("xdotool");
    command.args(arguments);
    run(command, b"").succeeded();
}
