//! Spreadsheets: no panic, no memory without end, and every row is taken or rejected. Bytes that are no package are put
//! into one as its first sheet, so that the cells are reached too.
#![no_main]

use std::io::{Cursor, Read, Write};

use battlebag_census::tables::{guess, look};
use battlebag_census::{ImportOptions, import_bytes};
use libfuzzer_sys::fuzz_target;
use zip::write::{SimpleFileOptions, ZipWriter};

const WHOLE: &[u8] = include_bytes!("../corpus/xlsx/ward_list.xlsx");

fn with_sheet(sheet: &[u8]) -> Vec<u8> {
    let mut whole = zip::ZipArchive::new(Cursor::new(WHOLE)).expect("our own file");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..whole.len() {
        let mut part = whole.by_index(n).expect("our own part");
        let name = part.name().expect("our own name").into_owned();
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("memory");
        if name.ends_with("sheet1.xml") {
            zip.write_all(sheet).expect("memory");
        } else {
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("our own part");
            zip.write_all(&bytes).expect("memory");
        }
    }
    zip.finish().expect("memory").into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let book = if bytes.starts_with(b"PK") { bytes.to_vec() } else { with_sheet(bytes) };
    let options = ImportOptions { as_of: "2026-11-21T02:14:00Z".parse().ok(), ..ImportOptions::default() };
    let census = import_bytes(&[("ward.xlsx", &book)], &options, None).expect("a time is given");
    assert_eq!(census.counts.records, census.counts.taken + census.counts.rejected);
    let _ = look(&book, &[]);
    let _ = guess(&book);
});
