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
        for name in ["a.json", "a.ndjson", "a.csv", "a.json.gz", "a.xml"] {
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

fn reasons(name: &str, bytes: &[u8]) -> Vec<String> {
    let s = read(name, bytes);
    s.rejected
        .into_iter()
        .map(|r| format!("{}: {}", r.at, r.reason))
        .collect()
}

fn fhir_xml(inside: &str) -> String {
    format!("<Bundle xmlns=\"http://hl7.org/fhir\">{inside}</Bundle>")
}

const XML_PATIENT: &str = "<entry><resource><Patient><id value=\"1\"/></Patient></resource></entry>";

#[test]
fn xml_that_unfolds_is_refused() {
    let mut entities = String::from("<!ENTITY a0 \"ha\">");
    for n in 1..20 {
        let unfolds = format!("&a{};", n - 1).repeat(10);
        entities.extend(["<!ENTITY a", &n.to_string(), " \"", &unfolds, "\">"]);
    }
    let laughs = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE Bundle [{entities}]>{}",
        fhir_xml("<id value=\"&a19;\"/>")
    );
    insta::assert_snapshot!(reasons("a.xml", laughs.as_bytes()).join("\n"), @"line 1: The file declares or uses XML entities (DOCTYPE), which FHIR forbids and which can hide any amount of data. Export it again without them.");
    // Without a declaration an entity of one's own means nothing: what came before stays.
    let unknown = fhir_xml(&format!("{XML_PATIENT}<entry><fullUrl value=\"&a19;\"/></entry>"));
    let s = read("a.xml", unknown.as_bytes());
    assert_eq!((s.counts.taken, s.counts.rejected), (1, 1));
    let outside = "<!DOCTYPE Patient SYSTEM \"file:///etc/passwd\"><Patient xmlns=\"http://hl7.org/fhir\"/>";
    assert_eq!(read("a.xml", outside.as_bytes()).counts.rejected, 1);
}

#[test]
fn xml_without_end_is_refused_and_what_came_before_stays() {
    let deep = fhir_xml(&format!("{XML_PATIENT}<entry>{}", "<extension>".repeat(100_000)));
    let huge = fhir_xml(&format!(
        "{XML_PATIENT}<entry><fullUrl value=\"{}\"/></entry>",
        "x".repeat(65 << 20)
    ));
    let cut = format!("<Bundle xmlns=\"http://hl7.org/fhir\">{XML_PATIENT}<entry><resource>");
    for (text, wanted) in [
        (&deep, "nested more than"),
        (&huge, "larger than 64 MB"),
        (&cut, "breaks off"),
    ] {
        let s = read("a.xml", text.as_bytes());
        assert_eq!((s.counts.taken, s.counts.rejected), (1, 1), "{wanted}");
        assert!(s.rejected[0].reason.contains(wanted), "{:?}", s.rejected);
        assert!(s.rejected[0].reason.contains("The entry before it was read."));
    }
    // A name a million times over, with something said about each.
    let repeats = fhir_xml(&format!(
        "<entry><resource><Patient>{}</Patient></resource></entry>",
        "<given value=\"a\" id=\"b\"/>".repeat(300_000)
    ));
    assert_eq!(read("a.xml", repeats.as_bytes()).counts.taken, 1);
    for no_fhir in [
        "<html/>",
        "<Patient/>",
        "<a:Patient xmlns:a=\"http://hl7.org/fhir2\"/>",
        "<",
        "<?xml?>",
    ] {
        let s = read("a.xml", no_fhir.as_bytes());
        assert_eq!((s.counts.taken, s.counts.rejected), (0, 1), "{no_fhir}");
    }
    let prefixed = "<f:Patient xmlns:f=\"http://hl7.org/fhir\"><f:id value=\"1\"/></f:Patient>";
    assert_eq!(read("a.xml", prefixed.as_bytes()).counts.patients, 1);
}

#[test]
fn an_entry_without_end_or_sense_loses_only_itself() {
    let huge = format!("{{\"fullUrl\":\"{}\"}}", "x".repeat(65 << 20));
    let good = "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"1\"}}";
    let text = format!(
        "{{\"resourceType\":\"Bundle\",\"entry\":[{good},{huge},{{\"a\":nonsense}},\"\u{0}\",{good}]}}"
    );
    let s = read("a.json", text.as_bytes());
    assert_eq!((s.counts.taken, s.counts.rejected), (2, 3), "{:?}", s.rejected);
    assert_eq!(
        s.rejected.iter().map(|r| r.at.as_str()).collect::<Vec<_>>(),
        ["entry 2", "entry 3", "entry 4"]
    );
    // The same before anybody has said that it is a Bundle.
    let late = format!("{{\"entry\":[{good},{huge},{good}],\"resourceType\":\"Bundle\"}}");
    let s = read("a.json", late.as_bytes());
    assert_eq!((s.counts.taken, s.counts.rejected), (2, 1), "{:?}", s.rejected);
    let many = format!(
        "{{\"resourceType\":\"Bundle\",\"entry\":[{}{good}]}}",
        "{},".repeat(50_000)
    );
    assert_eq!(read("a.json", many.as_bytes()).counts.taken, 1);
}

#[test]
fn a_gzip_that_breaks_off_keeps_what_came_before() {
    use std::io::Write;
    let line = "{\"resourceType\":\"Patient\",\"id\":\"1\"}\n";
    let part = |text: &str| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        gzip.finish().unwrap()
    };
    // Two members, one after another, are one file.
    let mut both = part(line);
    both.extend(part(line));
    assert_eq!(read("a.ndjson.gz", &both).counts.taken, 2);
    both.truncate(both.len() - 12);
    let s = read("a.ndjson.gz", &both);
    assert!(s.counts.taken >= 1 && s.counts.rejected >= 1, "{:?}", s.counts);
    // A hundred megabytes of nothing out of a few kilobytes: read as a stream, and refused.
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    bomb.write_all(b"{\"resourceType\":\"Patient\",\"id\":\"")
        .unwrap();
    for _ in 0..96 {
        bomb.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    let s = read("a.json.gz", &bomb.finish().unwrap());
    assert_eq!((s.counts.taken, s.counts.rejected), (0, 1));
}
