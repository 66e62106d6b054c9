#![no_main]
//! Lines of the local socket: what is understood is written back as a line that says the same.

use libfuzzer_sys::fuzz_target;
use nod_core::link::{line, parse};

fuzz_target!(|text: &str| {
    if let Some(message) = parse(text) {
        let written = line(&message);
        assert_eq!(written.matches('\n').count(), 1);
        assert_eq!(parse(written.trim_end()), Some(message));
    }
});
