#![no_main]
//! Tables, with the meaning of columns guessed: no row is left out without a word.

use libfuzzer_sys::fuzz_target;
use nod_fuzz::{is_plain, read_well, says_something_of};

fuzz_target!(|bytes: &[u8]| {
    let reading = read_well("a.csv", bytes);
    let refused = reading.errors.iter().any(|problem| problem.line == 0);
    if refused
        || !is_plain(bytes)
        || bytes.contains(&b'"')
        || bytes.contains(&b'\r')
        || reading.people.len() > 1000
    {
        return;
    }
    // Without quotes a row is a line; those before the first that is spoken of are the head and what stands above it.
    let spoken = reading.people.iter().map(|person| person.line);
    let Some(first) = spoken.chain(reading.errors.iter().map(|problem| problem.line)).min() else { return };
    // Tables put one below the other have their head again.
    let heads: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').take(first.saturating_sub(1)).collect();
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1..).skip(first) {
        let blank =
            String::from_utf8_lossy(line).chars().all(|c| c.is_whitespace() || ",;|\u{feff}".contains(c));
        assert!(blank || heads.contains(&line) || says_something_of(&reading, number, number), "line {number}");
    }
});
