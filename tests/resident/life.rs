//! Starting, ending and outliving what is around it.

use std::collections::HashSet;
use std::fs;

use support::daemons::Scripted;
use support::notifications::Banners;
use support::process::{Process, unique_memory, until};
use support::{Desktop, resident, team};

use crate::scene::{amara_due, is_amara, today};

fn doctor(desktop: &Desktop) -> String {
    desktop.nod(&["doctor"]).stdout
}

#[test]
fn it_lives_without_a_session_bus() {
    let desktop = Desktop::bare();
    team::bring_in(&desktop);
    let mut resident = resident::start(&desktop);
    let said = doctor(&desktop);
    assert!(said.contains("runs in the background") && said.contains("no session bus"), "{said}");
    desktop.nod(&["log", "amara thx"]).succeeded();
    assert!(resident.terminate().success());
}

#[test]
fn it_says_that_neither_tray_nor_banners_are_there() {
    let desktop = Desktop::with_bus();
    let _resident = resident::start(&desktop);
    let said = doctor(&desktop);
    assert!(said.contains("No tray") && said.contains("No notification service"), "{said}");
}

#[test]
fn it_outlives_the_session_bus() {
    let mut desktop = Desktop::with_bus();
    let mut resident = resident::start(&desktop);
    desktop.bus_mut().kill();
    desktop.nod(&["person", "add", "Noor"]).succeeded();
    assert!(doctor(&desktop).contains("runs in the background"));
    assert!(resident.is_running());
}

#[test]
fn one_that_outlived_its_session_gives_way_to_the_next_session() {
    let mut first = Desktop::with_bus();
    let mut old = resident::start(&first);
    first.bus_mut().kill();
    until("the old one to have lost its bus", || doctor(&first).contains("no session bus"));
    let mut next = Desktop::with_bus();
    next.set("NOD_DATA_DIR", first.nod_data().to_str().unwrap());
    let _new = resident::start(&next);
    assert!(old.ended().success());
    let said = doctor(&next);
    assert!(said.contains("runs in the background") && !said.contains("no session bus"), "{said}");
}

#[test]
fn one_of_another_session_that_goes_on_is_left_alone() {
    let first = Desktop::with_bus();
    let mut old = resident::start(&first);
    let mut next = Desktop::with_bus();
    next.set("NOD_DATA_DIR", first.nod_data().to_str().unwrap());
    assert!(next.nod(&["resident"]).succeeded().stdout.contains("already running"));
    assert!(old.is_running());
}

#[test]
fn there_is_one_of_it() {
    let desktop = Desktop::with_bus();
    let mut first = resident::start(&desktop);
    let mut second = Process::start(&desktop.nod_command(&["resident"]));
    assert!(second.ended().code().is_some(), "it ends by itself");
    assert!(first.is_running());
    assert!(doctor(&desktop).contains(&first.id().to_string()));
}

#[test]
fn of_twenty_started_at_once_one_stays() {
    let desktop = Desktop::with_bus();
    let started: Vec<_> = (0..20).map(|_| Process::start(&desktop.nod_command(&["resident"]))).collect();
    let (yielded, ids) = (support::Seen::default(), started.iter().map(Process::id).collect::<Vec<_>>());
    for mut one in started {
        let yielded = yielded.clone();
        std::thread::spawn(move || {
            one.ended();
            yielded.add(one.id());
        });
    }
    yielded.wait("nineteen to yield", |all| (all.len() == 19).then_some(()));
    let gone: HashSet<u32> = yielded.all().into_iter().collect();
    let left = ids.iter().find(|id| !gone.contains(id)).unwrap();
    assert!(doctor(&desktop).contains(&left.to_string()));
}

#[test]
fn sigterm_ends_it_and_leaves_one_file() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    let mut resident = resident::start(&desktop);
    desktop.nod(&["log", "amara thx"]).succeeded();
    assert!(resident.terminate().success());
    let sockets = fs::read_dir(desktop.runtime()).unwrap().flatten();
    let sockets: Vec<_> =
        sockets.map(|e| e.file_name()).filter(|n| n.to_string_lossy().starts_with("nod")).collect();
    assert_eq!(sockets, [] as [&str; 0], "its socket is gone");
    let log_of_sqlite = desktop.nod_data().join("nod.db-wal");
    assert!(
        fs::metadata(&log_of_sqlite).map_or(true, |meta| meta.len() == 0),
        "the write-ahead log is folded in"
    );
}

#[test]
fn after_kill_9_nothing_is_lost_and_the_next_start_works() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    for n in 0..5 {
        let mut resident = resident::start(&desktop);
        desktop.nod(&["log", &format!("amara thx for number {n}")]).succeeded();
        resident.kill();
        desktop.nod(&["log", &format!("noor thx for number {n}")]).succeeded();
    }
    let _resident = resident::start(&desktop);
    assert_eq!(desktop.json(&["moments"])["moments"].as_array().unwrap().len(), 10);
    assert!(doctor(&desktop).contains("database is in order"));
}

#[test]
fn quit_ends_it() {
    let desktop = Desktop::with_bus();
    let mut resident = resident::start(&desktop);
    desktop.nod(&["quit"]).succeeded();
    assert!(resident.ended().success());
}

#[test]
fn its_end_leaves_no_banner_whose_buttons_would_do_nothing() {
    let desktop = Desktop::with_bus();
    let clock = amara_due(&desktop, "2027-03-15 09:20");
    let banners = Banners::watch(desktop.bus());
    let daemon = Scripted::start(desktop.bus());
    let mut resident = resident::start_at(&desktop, &clock);
    let banner = banners.wait("Amara's reminder", is_amara);
    assert!(resident.terminate().success());
    daemon.withdrawn().first("its banner to be taken back", |id| Some(*id) == banner.id);
    assert_eq!(today(&desktop, &clock), ["Amara Okafor"], "Today has it");
}

#[test]
fn it_takes_little_memory_and_no_network() {
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    let resident = resident::start(&desktop);
    desktop.nod(&["log", "amara thx"]).succeeded();
    let process = std::path::PathBuf::from(format!("/proc/{}", resident.id()));
    let unique = unique_memory(resident.id());
    assert!(unique <= 10 * 1024, "{unique} kB of its own");

    let network: HashSet<String> = ["tcp", "tcp6", "udp", "udp6", "raw", "raw6"]
        .iter()
        .flat_map(|table| {
            let table = fs::read_to_string(process.join("net").join(table)).unwrap_or_default();
            let inodes: Vec<_> = table
                .lines()
                .skip(1)
                .filter_map(|line| Some(line.split_whitespace().nth(9)?.to_owned()))
                .collect();
            inodes
        })
        .collect();
    for handle in fs::read_dir(process.join("fd")).unwrap().flatten() {
        let target = fs::read_link(handle.path()).unwrap_or_default().display().to_string();
        let inode = target.strip_prefix("socket:[").and_then(|rest| rest.strip_suffix(']'));
        assert!(!inode.is_some_and(|inode| network.contains(inode)), "a network socket: {target}");
    }
}
