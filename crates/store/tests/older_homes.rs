//! Homes that earlier versions of the program made still open, with everything in them. `homes/README.md` says how
//! each was made.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use battlebag_log::{Fault, REDACTION_KIND};
use battlebag_store::{BlobHash, Home, Sheet};
use std::fs;
use std::path::Path;
use support::{INCIDENT, START, note, open};

/// A copy, because opening brings a home up to date.
fn copy_of(version: &str) -> (tempfile::TempDir, Home) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/homes")
        .join(version);
    let dir = tempfile::tempdir().unwrap();
    for file in fs::read_dir(kept).unwrap() {
        let path = file.unwrap().path();
        fs::copy(&path, dir.path().join(path.file_name().unwrap())).unwrap();
    }
    let home = open(dir.path());
    (dir, home)
}

#[test]
fn a_home_of_version_1_opens_with_everything_in_it() {
    let (dir, mut home) = copy_of("v1");
    assert_eq!(home.hospital(), "St Elsewhere");
    assert_eq!(home.signed_in().name, "Asha Verma");
    let station = "f52f576f52603e58bf69605046b37c3052e0a4adc4a3a974fb83904e2935acae";
    assert_eq!(home.station().unwrap().to_string(), station);
    let entries = home.entries(INCIDENT).unwrap();
    let said: Vec<Option<&str>> = entries
        .iter()
        .map(|entry| entry.body().map(|body| std::str::from_utf8(&body.bytes).unwrap()))
        .collect();
    let expected = [
        Some("Ward 7 moved to paper"),
        None, // redacted
        Some("Ward 7 and ward 8 moved to paper, caf\u{e9} closed"),
        Some("wrong person"),
        Some("other station 0"),
        Some("other station 1"),
        Some("last"),
    ];
    assert_eq!(said, expected);
    assert_eq!(entries[3].header().kind, REDACTION_KIND);
    assert_eq!(entries[2].header().about, Some(entries[0].hash()));
    let verdict = home.verify(INCIDENT, &[]).unwrap();
    assert!(verdict.is_whole() && verdict.redacted.len() == 1, "{verdict}");
    assert_eq!(home.checkpoints(INCIDENT).unwrap().len(), 1);

    let draft = home.draft_load("log.note").unwrap().unwrap();
    assert_eq!(
        (draft.text.as_str(), draft.updated_at),
        ("half a sentence about bay", START + 500)
    );
    let sheet = Sheet {
        code: "BB-7K3M-1".to_owned(),
        incident: Some(INCIDENT),
        job: "job-1".to_owned(),
        printed_at: START + 2_000,
        content: "{\"form\":\"news2\"}".to_owned(),
    };
    assert_eq!(home.sheets().unwrap(), [sheet]);
    let census = b"{\"id\":\"999 000 0018\"}\n".repeat(100);
    assert_eq!(home.get_blob(BlobHash::of(&census)).unwrap(), census);
    assert_eq!(home.setting("bag").unwrap().as_deref(), Some("v1"));
    home.check_pages().unwrap();

    // The chain goes on from where the earlier version left it, and stays after the next start.
    let next = home
        .record(
            INCIDENT,
            note(START + 9_000, b"written by the newer version"),
            &[],
        )
        .unwrap();
    assert_eq!(next[0].header().seq, 6);
    drop(home);
    let home = open(dir.path());
    assert_eq!(home.entries(INCIDENT).unwrap().len(), 8);
    assert!(home.verify(INCIDENT, &[]).unwrap().is_whole());
}

#[test]
fn the_checkpoint_in_a_home_of_version_1_still_guards_its_log() {
    let (_dir, home) = copy_of("v1");
    let mut kept = home.raw_entries(INCIDENT).unwrap();
    let seen: Vec<_> = home
        .checkpoints(INCIDENT)
        .unwrap()
        .into_iter()
        .map(|signed| signed.checkpoint)
        .collect();
    kept.retain(|entry| entry.filed.unwrap().seq < 4);
    let verdict = battlebag_log::verify_chain(INCIDENT, &kept, &seen);
    // The redaction is cut off too, so the words it erased are missed as well.
    let cut = |found: &battlebag_log::Finding| matches!(found.what, Fault::CutShort { seen: 4 });
    assert!(verdict.findings.iter().any(cut), "{verdict}");
}
