//! How long what a person waits for takes in the real programs: `scripts/quick-times`, docs/benchmarks.md. It measures and
//! prints; nothing fails when a figure is over its budget.
//!
//! `support::times` has what is shared: a desktop with a window, and how long the page takes to paint.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement's way to fail")]

mod quick;

fn main() {
    let runs = std::env::var("NOD_TIMES_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(15);
    quick::measure(runs);
}
