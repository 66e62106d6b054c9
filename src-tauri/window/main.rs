//! `nod-window`: the windows of Nod, started on demand, gone when they have been hidden for a while.

use std::process::ExitCode;

fn main() -> ExitCode {
    nod_window::run()
}
