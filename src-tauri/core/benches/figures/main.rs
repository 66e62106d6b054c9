//! The figures of `docs/benchmarks.md`: `scripts/bench` makes the data and runs this.
//!
//! `figures NOD SMALL LARGE`: the `nod` program, and the data folders of an ordinary and of a very large Nod.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a measurement that cannot go on ends

mod inside;
mod programs;
mod table;
mod texts;

use std::path::PathBuf;

use nod_core::clock::Now;

use self::table::Table;

fn main() {
    let mut paths = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).map(PathBuf::from);
    let (Some(nod), Some(small), Some(large)) = (paths.next(), paths.next(), paths.next()) else {
        eprintln!("scripts/bench makes the data and runs this: figures NOD SMALL LARGE");
        return;
    };
    let now = Now::read();
    let mut table = Table::new();
    for (size, folder) in
        [("200 people, 2,000 moments", &small), ("10,000 people, 1,000,000 moments", &large)]
    {
        table.heading(size);
        programs::measure(&mut table, &nod, folder);
        inside::measure(&mut table, folder, now);
    }
    table.heading("10,000 people, whatever the moments");
    texts::measure(&mut table, &large, now);
    table.heading("an empty Nod");
    inside::import(&mut table, now);
    programs::import(&mut table, &nod);
}
