//! CSV tables in any encoding: no panic, and every row is taken or rejected, by its own names and by a guessed mapping.
#![no_main]

use battlebag_census::tables::{guess, preview};
use battlebag_census::{Format, ImportOptions, Snapshot, import_bytes};
use libfuzzer_sys::fuzz_target;

const CENSUS: &[u8] = b"encounter_id,hospital_number,family_name,ward,bed\nE1,1,Okafor,AMU,04\n";

fuzz_target!(|bytes: &[u8]| {
    let options =
        ImportOptions { as_of: "2026-11-21T02:14:00Z".parse().ok(), format: Format::Csv, ..ImportOptions::default() };
    let files: &[(&str, &[u8])] = &[("census.csv", CENSUS), ("other.csv", bytes)];
    let census = import_bytes(files, &options, None).expect("a time is given");
    assert_eq!(census.counts.records, census.counts.taken + census.counts.rejected);
    // What is guessed of it can be previewed, kept, and read by.
    if let Ok(mut guesses) = guess(bytes)
        && let Some(guess) = guesses.pop()
    {
        let _ = preview(bytes, "other.csv", Some(&guess.mapping), chrono_tz::Europe::London);
        let options = ImportOptions { mappings: vec![guess.mapping], ..options.clone() };
        let mapped = import_bytes(files, &options, None).expect("a time is given");
        assert_eq!(mapped.counts.records, mapped.counts.taken + mapped.counts.rejected);
    }
    let stored = census.to_bytes().expect("a census can always be stored");
    assert_eq!(Snapshot::from_bytes(&stored).expect("what was stored can be read"), census);
});
