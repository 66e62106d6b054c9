#![no_main]
//! Files of others as they come in: the preview is the import, the second time changes nothing, one Undo takes it back.

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
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
    let [kind, bytes @ ..] = bytes else { return };
    let name = ["a.vcf", "a.csv", "a.ics", "monica.json", "friends.md"][usize::from(*kind) % 5];
    let file = [FileToImport { name: name.to_owned(), bytes: bytes.to_vec() }];
    NOTEBOOK.with_borrow_mut(|(nod, empty)| {
        let preview = within(bytes.len(), || nod.import_preview(&file, now())).unwrap();
        let applied = within(bytes.len(), || nod.import_apply(&file, now())).unwrap();
        assert_eq!(
            (preview.added, preview.merged, preview.skipped, preview.moments, preview.follow_ups),
            (applied.added, applied.merged, applied.skipped, applied.moments, applied.follow_ups)
        );
        assert_eq!(preview.errors, applied.errors);
        if applied.op.is_some() {
            let once = whole(nod);
            let again = nod.import_apply(&file, now()).unwrap();
            assert_eq!((again.added, again.merged), (0, 0), "the second time: {again:?}");
            assert!(whole(nod) == once, "the second time changed something");
            if let Some(op) = again.op {
                nod.undo(Some(op)).unwrap();
            }
            nod.undo(applied.op).unwrap();
        }
        assert!(whole(nod) == *empty, "Undo left something");
    });
});
