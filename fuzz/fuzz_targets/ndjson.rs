//! FHIR NDJSON, beside a patient to whom its lines may belong: no panic, and every line is taken or rejected.
#![no_main]

use battlebag_census::{ImportOptions, Snapshot, import_bytes};
use libfuzzer_sys::fuzz_target;

const PATIENT: &[u8] = br#"{"resourceType":"Patient","id":"1","name":[{"family":"OKAFOR"}],"birthDate":"1950-01-01"}
{"resourceType":"Encounter","id":"e0","status":"in-progress","class":{"code":"IMP"},"subject":{"reference":"Patient/1"},"period":{"start":"2026-11-20T10:00:00Z"}}
"#;

fuzz_target!(|bytes: &[u8]| {
    let options = ImportOptions { as_of: "2026-11-21T02:14:00Z".parse().ok(), ..ImportOptions::default() };
    let files: &[(&str, &[u8])] = &[("Patient.000.ndjson", PATIENT), ("other.ndjson", bytes)];
    let census = import_bytes(files, &options, None).expect("a time is given");
    assert_eq!(census.counts.records, census.counts.taken + census.counts.rejected);
    let stored = census.to_bytes().expect("a census can always be stored");
    assert_eq!(Snapshot::from_bytes(&stored).expect("what was stored can be read"), census);
});
