//! Bytes that are not a feed: never a panic, never a lost record, always the same answer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use battlebag_census::sample::sample_hospital;
use battlebag_census::{ImportOptions, Snapshot, import_bytes};
use proptest::prelude::*;

fn read(name: &str, bytes: &[u8]) -> Snapshot {
    let at = "2026-11-21T02:14:00Z".parse().ok();
    let options = ImportOptions {
        as_of: at,
        ..ImportOptions::default()
    };
    let s = import_bytes(&[(name, bytes)], &options, None).unwrap();
    assert_eq!(s.counts.records, s.counts.taken + s.counts.rejected);
    assert_eq!(s.rejected.len(), usize::try_from(s.counts.rejected).unwrap());
    assert_eq!(Snapshot::from_bytes(&s.to_bytes().unwrap()).unwrap(), s);
    s
}

fn samples() -> (String, String, String) {
    let sample = sample_hospital(1, 300, "2026-11-21T02:14:00Z".parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    sample.write_fhir_bundles(folder.path()).unwrap();
    sample.write_csv(folder.path()).unwrap();
    let ward = std::fs::read_to_string(folder.path().join("ward-001.json")).unwrap();
    let census = std::fs::read_to_string(folder.path().join("census.csv")).unwrap();
    // A few entries are enough to mutate; the whole ward is slow.
    let bundle: serde_json::Value = serde_json::from_str(&ward).unwrap();
    let few: Vec<_> = bundle["entry"]
        .as_array()
        .unwrap()
        .iter()
        .take(60)
        .cloned()
        .collect();
    let ndjson: String = few
        .iter()
        .map(|e| e["resource"].to_string())
        .collect::<Vec<_>>()
        .join("\n");
    let bundle =
        serde_json::json!({"resourceType": "Bundle", "type": "collection", "entry": few}).to_string();
    (
        bundle,
        ndjson,
        census.lines().take(12).collect::<Vec<_>>().join("\r\n"),
    )
}

thread_local! {
    static SAMPLES: (String, String, String) = samples();
}

fn mutated(text: &str, cuts: &[(usize, usize, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, gone, put) in cuts {
        let at = at % (bytes.len() + 1);
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, put.iter().copied());
    }
    bytes
}

fn cuts() -> impl Strategy<Value = Vec<(usize, usize, Vec<u8>)>> {
    let token = prop_oneof![
        Just(b"null".to_vec()),
        Just(b"{}".to_vec()),
        Just(b"[[".to_vec()),
        Just(b"-1e999".to_vec()),
        Just(b"\"\"".to_vec()),
        Just(b"\"9999-99-99\"".to_vec()),
        Just("\u{202e}\u{0}\u{feff}".as_bytes().to_vec()),
        proptest::collection::vec(any::<u8>(), 0..6),
    ];
    proptest::collection::vec((any::<usize>(), 0usize..40, token), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn mutated_bundles(cuts in cuts()) {
        SAMPLES.with(|(bundle, ..)| { read("a.json", &mutated(bundle, &cuts)); });
    }

    #[test]
    fn mutated_ndjson_loses_only_the_lines_that_were_hit(cuts in cuts()) {
        SAMPLES.with(|(_, ndjson, _)| {
            let s = read("a.ndjson", &mutated(ndjson, &cuts));
            // A cut of 40 bytes can spoil one line and join two; what leads to a spoiled patient is rejected too.
            assert!(s.counts.records + 3 * u32::try_from(cuts.len()).unwrap() >= 60);
        });
    }

    #[test]
    fn mutated_tables(cuts in cuts()) {
        SAMPLES.with(|(.., census)| { read("a.csv", &mutated(census, &cuts)); });
    }

    #[test]
    fn noise(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for name in ["a.json", "a.ndjson", "a.csv", "a.json.gz"] {
            read(name, &bytes);
        }
    }
}

#[test]
fn a_line_without_end_is_skipped_and_the_next_is_read() {
    let mut feed = b"{\"resourceType\":\"Patient\",\"id\":\"".to_vec();
    feed.resize(33 * 1024 * 1024, b'x');
    feed.extend_from_slice(b"\n{\"resourceType\":\"Patient\",\"id\":\"1\"}\n");
    let s = read("a.ndjson", &feed);
    assert_eq!((s.counts.taken, s.counts.rejected), (1, 1));
    insta::assert_snapshot!(format!("{}: {}", s.rejected[0].at, s.rejected[0].reason), @"line 1: This line is longer than 32 MB, which no patient record is. It was skipped. Check that the file is NDJSON.");
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = "{\"a\":".repeat(100_000);
    for (name, text) in [
        ("a.ndjson", format!("{deep}\n")),
        (
            "a.json",
            format!(
                "{{\"resourceType\":\"Bundle\",\"entry\":[{{\"resource\":{deep}1{}}}]}}",
                "}".repeat(100_000)
            ),
        ),
        (
            "b.json",
            format!("{{\"resourceType\":\"Patient\",\"value\":{deep}"),
        ),
        ("c.json", "[".repeat(100_000)),
    ] {
        assert_eq!(read(name, text.as_bytes()).counts.rejected, 1, "{name}");
    }
}
