#![no_main]
//! Notes as HTML: harmless whatever was written, and in time.

use libfuzzer_sys::fuzz_target;
use nod_core::notes::html;
use nod_fuzz::within;

/// All elements that may stand in a note.
const ELEMENTS: [&str; 26] = [
    "p",
    "br",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "a",
    "bdi",
];

fuzz_target!(|text: &str| {
    let html = within(text.len(), || html(text));
    // Every `<` begins an element of the list: what was typed is escaped.
    for part in html.split('<').skip(1) {
        let name = part.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        assert!(ELEMENTS.contains(&&name[..end]), "<{part}");
        let tag = &part[..part.find('>').expect("an element ends")];
        for attribute in tag.split_whitespace().skip(1).filter(|word| word.contains('=')) {
            if tag.starts_with('a') || tag.starts_with("ol") {
                continue;
            }
            panic!("<{tag}: {attribute}");
        }
        if let Some((_, address)) = tag.split_once("href=\"") {
            let known = ["https:", "http:", "mailto:", "tel:"];
            let address = address.to_ascii_lowercase();
            assert!(known.iter().any(|scheme| address.starts_with(scheme)), "{tag}");
        }
    }
});
