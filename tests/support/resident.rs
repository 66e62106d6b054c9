//! The resident, started as autostart starts it.

use crate::fake_time::FakeTime;
use crate::home::Home;
use crate::process::Process;

/// Starts `nod resident` and waits until it listens.
#[must_use]
pub fn start(home: &Home) -> Process {
    start_with(home, None)
}

/// Starts `nod resident` under a moved clock and waits until it listens.
#[must_use]
pub fn start_at(home: &Home, clock: &FakeTime) -> Process {
    start_with(home, Some(clock))
}

fn start_with(home: &Home, clock: Option<&FakeTime>) -> Process {
    let mut command = home.nod_command(&["resident", "--ready"]);
    if let Some(clock) = clock {
        clock.give_to(&mut command);
    }
    let resident = Process::start(&command);
    resident.line("\"ready\"", |line| (line.trim() == "ready").then_some(()));
    resident
}
