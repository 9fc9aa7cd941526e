//! Tables for stories: the census they give, and what was said of them.

#![allow(clippy::unwrap_used)] // helpers of tests are not under #[test]

use battlebag_census::{ImportOptions, Snapshot, import_bytes};

/// The census of some files; what was read is what was taken and what was rejected.
pub fn read_with(files: &[(&str, &[u8])]) -> Snapshot {
    let options = ImportOptions {
        as_of: "2026-11-21T02:14:00Z".parse().ok(),
        ..ImportOptions::default()
    };
    let s = import_bytes(files, &options, None).unwrap();
    assert_eq!(s.counts.records, s.counts.taken + s.counts.rejected);
    s
}

/// What was rejected and warned of, a line each.
pub fn said(s: &Snapshot) -> String {
    let rejected = s
        .rejected
        .iter()
        .map(|r| format!("rejected, {}: {}\n", r.at, r.reason));
    let warned = s.warnings.iter().map(|w| format!("{}: {}\n", w.at, w.text));
    rejected.chain(warned).collect()
}
