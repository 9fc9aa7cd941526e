//! The developers' sample data as a whole (FHIR against counts that other programs made: `truth_fhir.rs`). Runs only where that folder
//! lies beside the project (or where BATTLEBAG_SHARED_DATA says that it is).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use std::path::{Path, PathBuf};

use battlebag_census::{Format, Snapshot, import};

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BATTLEBAG_SHARED_DATA").map_or(beside, PathBuf::from);
    if folder.join("ground_truth.json").exists() {
        return Some(folder);
    }
    println!("skipped: no sample data at {}", folder.display());
    None
}

#[test]
fn every_other_file_is_taken_or_refused_in_words() {
    let Some(folder) = folder() else { return };
    // All in one import, but the two sets that are only volume (`truth_fhir.rs` reads them file by file).
    let some = [
        "csv",
        "hl7v2",
        "pcd",
        "LICENSES",
        "SOURCES.md",
        "fhir/fhir_test_cases_r4",
        "fhir/mii_inpatient",
        "fhir/nhs_eps",
        "fhir/synthea_bulk_ndjson",
        "fhir/ukcore_json",
        "fhir/ukcore_xml",
    ];
    let some: Vec<PathBuf> = some.iter().map(|name| folder.join(name)).collect();
    let at = Some("2024-02-16T12:00:00Z".parse().unwrap());
    let snapshot = import(&some, at, Format::Auto, &mut |_| true).unwrap();
    let c = snapshot.counts;
    assert_eq!(c.records, c.taken + c.rejected);
    assert_eq!(snapshot.rejected.len(), usize::try_from(c.rejected).unwrap());
    for rejected in &snapshot.rejected {
        assert!(
            !rejected.file.is_empty() && !rejected.at.is_empty(),
            "{rejected:?}"
        );
        assert!(rejected.reason.ends_with('.'), "{rejected:?}");
    }
    let bytes = snapshot.to_bytes().unwrap();
    assert_eq!(Snapshot::from_bytes(&bytes).unwrap(), snapshot);
}
