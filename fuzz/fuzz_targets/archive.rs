//! Archives of feeds, zip and gzip: no panic, no memory without end, and every record is taken or rejected. Bytes that
//! are no zip are put into one, as a file in a folder and as one beside it, so that the readers inside are reached too.
#![no_main]

use std::io::{Cursor, Write};

use battlebag_census::{ImportOptions, Snapshot, import_bytes};
use libfuzzer_sys::fuzz_target;
use zip::write::{SimpleFileOptions, ZipWriter};

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["export/Patient.ndjson", "other"] {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let whole = if bytes.starts_with(b"PK") || bytes.starts_with(&[0x1f, 0x8b]) { bytes.to_vec() } else { packed(bytes) };
    let options = ImportOptions { as_of: "2026-11-21T02:14:00Z".parse().ok(), ..ImportOptions::default() };
    let census = import_bytes(&[("export.zip", &whole)], &options, None).expect("a time is given");
    assert_eq!(census.counts.records, census.counts.taken + census.counts.rejected);
    let of_files: u32 = census.files.iter().map(|f| f.records).sum();
    assert_eq!(of_files, census.counts.records, "every record is counted with a file");
    let stored = census.to_bytes().expect("a census can always be stored");
    assert_eq!(Snapshot::from_bytes(&stored).expect("what was stored can be read"), census);
});
