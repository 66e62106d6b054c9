#![no_main]
//! vCards: nobody between a BEGIN and an END is left out without a word.

use libfuzzer_sys::fuzz_target;
use nod_fuzz::{is_plain, read_well, says_something_of};

fuzz_target!(|bytes: &[u8]| {
    let reading = read_well("a.vcf", bytes);
    if is_plain(bytes) && reading.people.len() < 1000 {
        for (first, last) in cards(bytes) {
            assert!(says_something_of(&reading, first, last), "the card of lines {first} to {last}");
        }
    }
});

/// The lines of cards that stand in the file as the standard writes them, with nothing but properties between.
fn cards(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut begun = None;
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1..) {
        if line.contains(&b'\r') {
            return all;
        }
        match line {
            b"BEGIN:VCARD" => begun = Some(number),
            b"END:VCARD" => all.extend(begun.take().map(|first| (first, number))),
            // What may swallow the next line, or hold a card of its own.
            _ if line.ends_with(b"=")
                || line.to_ascii_uppercase().windows(5).any(|part| part == b"AGENT") =>
            {
                return all;
            }
            _ => {}
        }
    }
    all
}
