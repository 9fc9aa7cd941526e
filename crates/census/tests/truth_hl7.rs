//! Every HL7 v2 file of the developers' sample data, message by message, against what python-hl7 read. Runs only where
//! that folder lies beside the project (or where BATTLEBAG_SHARED_DATA says that it is). UPDATE_TRUTH=1 writes
//! docs/ground-truth/hl7v2.md.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use battlebag_census::hl7::{self, Outline};
use battlebag_census::{Format, import};
use serde_json::Value;

/// Values that differ from the ground truth, and why: (file, what, ours, theirs, reason). A difference that is not here
/// fails the test, and one that is here and no longer occurs fails it too.
const KNOWN: &[(&str, &str, &str, &str, &str)] = &[];

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BATTLEBAG_SHARED_DATA").map_or(beside, PathBuf::from);
    if folder.join("ground_truth.json").exists() {
        return Some(folder);
    }
    println!("skipped: no sample data at {}", folder.display());
    None
}

#[derive(Default)]
struct Compared {
    /// Values compared, by what they are.
    equal: BTreeMap<&'static str, u64>,
    differences: Vec<(String, String, String, String)>,
}

impl Compared {
    fn one(&mut self, file: &str, message: Option<usize>, what: &'static str, ours: &str, theirs: &str) {
        if ours == theirs {
            *self.equal.entry(what).or_default() += 1;
            return;
        }
        let what = message.map_or(what.to_owned(), |n| format!("message {n} {what}"));
        self.differences
            .push((file.to_owned(), what, ours.to_owned(), theirs.to_owned()));
    }
}

fn counted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts
        .iter()
        .map(|(name, n)| format!("{name} ×{n}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn compare_message(file: &str, n: usize, ours: &Outline, theirs: &Value, to: &mut Compared) {
    let text = |key: &str| theirs[key].as_str().unwrap_or("").to_owned();
    let segments = theirs["segments"].as_object().map(|all| {
        let all: BTreeMap<&String, u64> = all.iter().map(|(k, v)| (k, v.as_u64().unwrap())).collect();
        all.iter()
            .map(|(name, n)| format!("{name} ×{n}"))
            .collect::<Vec<_>>()
            .join(", ")
    });
    to.one(
        file,
        Some(n),
        "segments",
        &counted(ours.segments.iter().map(String::as_str)),
        &segments.unwrap_or_default(),
    );
    let fields: [(&'static str, &str, &str); 11] = [
        ("type", &ours.kind, "type"),
        ("control id", &ours.control_id, "control_id"),
        ("version", &ours.version, "version"),
        ("patient number", &ours.patient_number, "pid3_1"),
        ("family name", &ours.family, "family"),
        ("first name", &ours.given, "given"),
        ("date of birth", &ours.born, "dob"),
        ("sex", &ours.sex, "sex"),
        ("class", &ours.class, "patient_class"),
        ("location", &ours.location, "location"),
        ("visit number", &ours.visit, "visit"),
    ];
    for (what, ours, key) in fields {
        to.one(file, Some(n), what, ours, &text(key));
    }
}

fn compare_file(folder: &Path, file: &str, theirs: &Value, to: &mut Compared) {
    let path = folder.join(file);
    let bytes = std::fs::read(&path).unwrap();
    let ours = hl7::outline(&bytes);
    let number = |key: &str| theirs[key].as_u64().unwrap().to_string();
    let count = |names: &[&str]| {
        let all = ours.iter().flat_map(|o| &o.segments);
        all.filter(|s| names.contains(&s.to_uppercase().as_str()))
            .count()
            .to_string()
    };
    to.one(
        file,
        None,
        "messages",
        &ours.len().to_string(),
        &number("messages"),
    );
    let patients: BTreeSet<&str> = ours
        .iter()
        .map(|o| o.patient_number.as_str())
        .filter(|n| !n.is_empty())
        .collect();
    to.one(
        file,
        None,
        "patients",
        &patients.len().to_string(),
        &number("patients_distinct_pid3"),
    );
    to.one(
        file,
        None,
        "allergies",
        &count(&["AL1", "IAM"]),
        &number("allergies_AL1_IAM"),
    );
    to.one(file, None, "orders", &count(&["ORC"]), &number("orders_ORC"));
    to.one(file, None, "requests", &count(&["OBR"]), &number("requests_OBR"));
    to.one(
        file,
        None,
        "observations",
        &count(&["OBX"]),
        &number("observations_OBX"),
    );
    to.one(
        file,
        None,
        "medicines",
        &count(&["RXE", "RXO"]),
        &number("pharmacy_orders"),
    );
    to.one(
        file,
        None,
        "doses",
        &count(&["RXA"]),
        &number("administrations_RXA"),
    );
    to.one(file, None, "gives", &count(&["RXG"]), &number("gives_RXG"));
    to.one(
        file,
        None,
        "diagnoses",
        &count(&["DG1"]),
        &number("diagnoses_DG1"),
    );
    let z = ours
        .iter()
        .flat_map(|o| &o.segments)
        .filter(|s| s.starts_with('Z'))
        .count();
    to.one(file, None, "Z-segments", &z.to_string(), &number("z_segments"));
    for (n, (ours, theirs)) in ours.iter().zip(theirs["items"].as_array().unwrap()).enumerate() {
        compare_message(file, n + 1, ours, theirs, to);
    }
    // The import meets the same messages, and takes or rejects each.
    let at = Some("2026-11-21T02:14:00Z".parse().unwrap());
    let snapshot = import(&[path], at, Format::Auto, &mut |_| true).unwrap();
    let c = snapshot.counts;
    to.one(
        file,
        None,
        "messages imported",
        &c.messages.to_string(),
        &number("messages"),
    );
    assert_eq!(c.records, c.taken + c.rejected, "{file}");
    assert_eq!(
        snapshot.rejected.len(),
        usize::try_from(c.rejected).unwrap(),
        "{file}"
    );
}

#[test]
fn every_message_reads_as_the_ground_truth_says() {
    let Some(folder) = folder() else { return };
    let truth: Value =
        serde_json::from_slice(&std::fs::read(folder.join("ground_truth.json")).unwrap()).unwrap();
    let mut compared = Compared::default();
    let (mut files, mut messages) = (0, 0);
    for (file, about) in truth["files"].as_object().unwrap() {
        if about["kind"] == "hl7v2" {
            files += 1;
            messages += about["messages"].as_u64().unwrap();
            compare_file(&folder, file, about, &mut compared);
        }
    }
    assert!(
        files >= 262 && messages >= 276,
        "{files} files, {messages} messages"
    );
    if std::env::var_os("UPDATE_TRUTH").is_some() {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ground-truth/hl7v2.md");
        std::fs::create_dir_all(page.parent().unwrap()).unwrap();
        std::fs::write(page, written(files, messages, &compared)).unwrap();
    }
    let known: BTreeSet<(&str, &str, &str, &str)> =
        KNOWN.iter().map(|(f, w, o, t, _)| (*f, *w, *o, *t)).collect();
    let found: BTreeSet<(&str, &str, &str, &str)> = compared
        .differences
        .iter()
        .map(|(f, w, o, t)| (f.as_str(), w.as_str(), o.as_str(), t.as_str()))
        .collect();
    let unexplained: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(unexplained.is_empty(), "not explained: {unexplained:#?}");
    assert!(gone.is_empty(), "explained, but no longer there: {gone:#?}");
}

fn written(files: u32, messages: u64, compared: &Compared) -> String {
    let mut page = String::from("# HL7 v2: what we read against what python-hl7 reads\n\n");
    writeln!(page, "Written by `UPDATE_TRUTH=1 cargo test -p battlebag-census --test truth_hl7`. {files} files, {messages} messages.\n").unwrap();
    page.push_str("| Value | Equal |\n|---|---|\n");
    for (what, n) in &compared.equal {
        writeln!(page, "| {what} | {n} |").unwrap();
    }
    writeln!(page, "\nDifferences: {}.\n", compared.differences.len()).unwrap();
    if !compared.differences.is_empty() {
        page.push_str("| File | Value | Ours | Theirs | Why |\n|---|---|---|---|---|\n");
    }
    let cell = |text: &str| text.replace('|', "\\|").replace(['\n', '\r'], " ");
    for (file, what, ours, theirs) in &compared.differences {
        let why = KNOWN
            .iter()
            .find(|(f, w, ..)| f == file && w == what)
            .map_or("not explained", |(.., why)| why);
        writeln!(
            page,
            "| `{file}` | {what} | {} | {} | {why} |",
            cell(ours),
            cell(theirs)
        )
        .unwrap();
    }
    page
}
