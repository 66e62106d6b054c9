#![no_main]
//! What is typed into the search, the expression made of it, and excerpts of what it finds.

use libfuzzer_sys::fuzz_target;
use nod_core::api::SearchRequest;
use nod_core::nod::Nod;
use nod_core::search::{excerpt, parse};
use nod_fuzz::{notebook, now, within};

thread_local! {
    static NOTEBOOK: std::cell::RefCell<Nod> = std::cell::RefCell::new({
        let mut nod = notebook();
        nod.sample_team(now()).unwrap();
        nod
    });
}

fuzz_target!(|input: (&str, &str)| {
    let (typed, text) = input;
    let query = within(typed.len(), || parse(typed));
    assert!(query.parts.len() + query.filters.len() <= 25);
    let shown = within(typed.len() + text.len(), || excerpt(text, &query));
    let units = shown.text.encode_utf16().count();
    let mut end = 0;
    for (from, to) in &shown.matched {
        assert!(end <= *from && from < to && *to as usize <= units, "{:?}", shown.matched);
        end = *to;
    }
    NOTEBOOK.with_borrow(|nod| {
        let request = SearchRequest { text: typed.to_owned(), ..SearchRequest::default() };
        let page = within(typed.len(), || nod.search(&request, now())).unwrap();
        assert!(page.hits.len() <= 110);
        if let Some(after) = page.next {
            nod.search(&SearchRequest { after: Some(after), ..request }, now()).unwrap();
        }
    });
});
