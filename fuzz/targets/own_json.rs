#![no_main]
//! Nod's own JSON: what comes in is sound and goes again with one Undo; what cannot come in changes nothing.

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use nod_core::api::PeopleRequest;
use nod_core::export::{Choice, Format};
use nod_core::nod::{FileToImport, Nod};
use nod_fuzz::{notebook, now, within};

thread_local! {
    static NOTEBOOK: RefCell<(Nod, Vec<u8>)> = RefCell::new({
        let nod = notebook();
        let empty = whole(&nod);
        (nod, empty)
    });
}

fn whole(nod: &Nod) -> Vec<u8> {
    let mut out = Vec::new();
    nod.export(Format::Json, &Choice::default(), now(), &mut out).unwrap();
    out
}

fuzz_target!(|bytes: &[u8]| {
    NOTEBOOK.with_borrow_mut(|(nod, empty)| {
        let file = [FileToImport { name: "nod.json".to_owned(), bytes: bytes.to_vec() }];
        let preview = within(bytes.len(), || nod.import_preview(&file, now()));
        let applied = within(bytes.len(), || nod.import_apply(&file, now()));
        match (preview, applied) {
            (Ok(preview), Ok(applied)) => {
                assert_eq!(preview.added, applied.added);
                assert_eq!(preview.merged, applied.merged);
                assert_eq!(preview.skipped, applied.skipped);
                assert_eq!(nod.integrity().unwrap(), None);
                nod.people(&PeopleRequest::default(), now()).unwrap();
                nod.today(None, now()).unwrap();
                if applied.op.is_some() {
                    let again = nod.import_apply(&file, now()).unwrap();
                    assert_eq!((again.added, again.merged), (0, 0), "the second time changes nothing");
                    if let Some(op) = again.op {
                        nod.undo(Some(op)).unwrap();
                    }
                    nod.undo(applied.op).unwrap();
                }
            }
            (Err(_), Err(_)) => {}
            (preview, applied) => panic!("the preview was {preview:?}, the import {applied:?}"),
        }
        assert!(whole(nod) == *empty, "Undo left something");
    });
});
