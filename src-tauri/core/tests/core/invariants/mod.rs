//! The invariants of reminders, each a property over random histories: what a user, a clock, a notification daemon and a
//! crash may do to a Nod in a real file. `machine` carries histories out on a `stage`, `history` makes them; the others hold one or
//! two invariants each, by their numbers.

mod history;
mod machine;
mod stage;

mod budget;
mod clocks;
mod crashes;
mod daemons;
mod ends;
mod hush;
mod once;
mod progress;
mod regressions;
mod times;

/// Cases of an invariant unless more are asked for.
const CASES: u32 = 10;
