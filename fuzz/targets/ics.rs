#![no_main]
//! Calendars.

use libfuzzer_sys::fuzz_target;
use nod_fuzz::read_well;

fuzz_target!(|bytes: &[u8]| {
    read_well("a.ics", bytes);
});
