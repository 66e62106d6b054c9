//! `nod`: the resident and the command line. No Tauri and no GTK in its dependency tree.

mod cli;
mod keychain;
mod resident;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
