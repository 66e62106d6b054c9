//! A long time with many changes. Run by `scripts/soak`, not by the other tests: it takes as long as it is told.

use std::time::{Duration, Instant};

use support::process::unique_memory;
use support::tray::Tray;
use support::watcher::Watcher;
use support::{Desktop, resident, team};

/// Changes a minute, as long as the machine can.
const PACE: u32 = 1_000;

/// Until what is kept once is kept: caches, the journal's triggers, the threads' stacks.
const WARM: Duration = Duration::from_secs(60);

/// How much more memory of its own it may have at the end, in kB.
const FLAT: u64 = 1024;

#[test]
#[ignore = "takes minutes: scripts/soak"]
fn many_changes_for_a_long_time_take_no_more_memory() {
    let minutes: u64 = std::env::var("NOD_SOAK_MINUTES").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let desktop = Desktop::with_bus();
    team::bring_in(&desktop);
    let tray = Tray::start(desktop.bus());
    let mut resident = resident::start(&desktop);
    let item = tray.item(desktop.bus());
    let window = Watcher::start(&desktop);
    let began = Instant::now();
    let (mut changes, mut warm, mut most, mut said) = (0_u32, None, 0, 0);
    while began.elapsed() < Duration::from_secs(60 * minutes) {
        let name = ["amara", "noor", "tomasz", "zoe"][changes as usize % 4];
        desktop.nod(&["log", &format!("{name} thx for change {changes}")]).succeeded();
        desktop.nod(&["undo"]).succeeded();
        changes += 2;
        if changes % 50 == 0 {
            let _ = item.menu();
        }
        let memory = unique_memory(resident.id());
        if began.elapsed() > WARM {
            warm.get_or_insert(memory);
            most = most.max(memory);
        }
        let minute = began.elapsed().as_secs() / 60;
        if minute > said {
            said = minute;
            println!("{minute} min: {changes} changes, {memory} kB");
        }
        let due = Duration::from_secs(60) / PACE * changes;
        std::thread::park_timeout(due.saturating_sub(began.elapsed()));
    }
    let (warm, last) = (warm.expect("longer than a minute"), unique_memory(resident.id()));
    println!("{changes} changes: {warm} kB after a minute, {most} kB at most, {last} kB at the end");
    assert!(window.count("changed") as u32 > changes / 2, "a window heard of them");
    assert!(last <= warm + FLAT, "{last} kB, and {warm} kB after a minute");
    assert!(resident.is_running());
}
