#![no_main]
//! Encodings: the same text reads the same, however it was written.

use libfuzzer_sys::fuzz_target;
use nod_core::import::Reading;
use nod_fuzz::read_well;

fuzz_target!(|text: &str| {
    // The letters of a name and a note, in a card and in a table.
    // A replacement character is reported: the damage was done before.
    let plain = |c: &char| !c.is_control() && !"\u{feff}\u{fffd}".contains(*c);
    let text: String = text.chars().filter(plain).take(200).collect();
    let cells: String = text.chars().filter(|c| !",;\"|".contains(*c)).collect();
    let lines: String = text.chars().filter(|c| !",;\\".contains(*c)).collect();
    let card = format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada {lines}\r\nNOTE:x{lines}\r\nEND:VCARD\r\n");
    let table = format!("First Name,Last Name,Notes\r\nAda,{cells},x{cells}\r\n");
    for (name, file) in [("a.vcf", card), ("a.csv", table)] {
        let expected = said(read_well(name, file.as_bytes()));
        let marked = format!("\u{feff}{file}");
        assert_eq!(said(read_well(name, marked.as_bytes())), expected, "UTF-8 with a mark");
        for order in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            let wide = |text: &str| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
            assert_eq!(said(read_well(name, &wide(&marked))), expected, "UTF-16 with a mark");
            assert_eq!(said(read_well(name, &wide(&file))), expected, "UTF-16 without a mark");
        }
        // Letters of Latin-1 are one byte each, and no UTF-8 unless by chance.
        let narrow: Option<Vec<u8>> =
            file.chars().map(|c| u8::try_from(c).ok().filter(|byte| !(0x80..0xa0).contains(byte))).collect();
        if let Some(narrow) =
            narrow.filter(|bytes| String::from_utf8_lossy(bytes).matches('\u{fffd}').count() > 0)
        {
            let sound = narrow.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
            if !sound {
                assert_eq!(said(read_well(name, &narrow)), expected, "Latin-1");
            }
        }
    }
});

fn said(reading: Reading) -> Vec<(String, String)> {
    assert!(reading.errors.is_empty(), "{:?}", reading.errors);
    reading.people.into_iter().map(|person| (person.name, person.notes)).collect()
}
