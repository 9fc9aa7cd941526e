//! FHIR JSON documents: no panic, and every record is taken or rejected.
#![no_main]

use battlebag_census::{ImportOptions, Snapshot, import_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = ImportOptions { as_of: "2026-11-21T02:14:00Z".parse().ok(), ..ImportOptions::default() };
    let census = import_bytes(&[("a.json", bytes)], &options, None).expect("a time is given");
    assert_eq!(census.counts.records, census.counts.taken + census.counts.rejected);
    let stored = census.to_bytes().expect("a census can always be stored");
    assert_eq!(Snapshot::from_bytes(&stored).expect("what was stored can be read"), census);
});
