#![no_main]
//! Monica's JSON.

use libfuzzer_sys::fuzz_target;
use nod_fuzz::read_well;

fuzz_target!(|bytes: &[u8]| {
    read_well("monica.json", bytes);
});
