//! `nod`: the resident (and, elsewhere, the command line).

mod resident;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "resident");
    let mut folder: Option<PathBuf> = None;
    let mut announce_ready = false;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--data-dir" => folder = arguments.next().map(PathBuf::from),
            "--ready" => announce_ready = true,
            _ => return ExitCode::from(2),
        }
    }
    let Some(folder) = nod_core::link::data_folder(folder.as_deref()) else { return ExitCode::FAILURE };
    if std::env::var_os("NOD_SEED").is_some() {
        let seeded = nod_core::nod::Nod::open(&folder)
            .and_then(|mut nod| nod.sample_team(nod_core::clock::Now::read()));
        return seeded.map_or(ExitCode::FAILURE, |_| ExitCode::SUCCESS);
    }
    resident::run(&resident::Options { folder, announce_ready })
}
