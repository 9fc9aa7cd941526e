//! Tables of the developers' sample data against counts that other programs made, and against one another. Runs only
//! where that folder lies beside the project (or where BATTLEBAG_SHARED_DATA says that it is). UPDATE_TRUTH=1 writes
//! docs/ground-truth/tables.md.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::format_push_string
)] // helpers of tests are not under #[test]

use std::path::{Path, PathBuf};

use battlebag_census::tables::{Table, look};
use battlebag_census::{Format, Patient, Snapshot, import};
use serde_json::Value;

/// Where we differ from the ground truth, and why.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    (
        "csv/uclh_hyui/beds.json",
        "rows",
        "a list of places in JSON, with no patient in it: refused in words",
    ),
    (
        "csv/uclh_hyui/departments.json",
        "rows",
        "a list of departments in JSON, with no patient in it: refused in words",
    ),
];

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BATTLEBAG_SHARED_DATA").map_or(beside, PathBuf::from);
    if folder.join("ground_truth.json").exists() {
        return Some(folder);
    }
    println!("skipped: no sample data at {}", folder.display());
    None
}

fn read(path: &Path) -> Snapshot {
    let at = Some("2024-02-16T12:00:00Z".parse().unwrap());
    import(&[path.to_owned()], at, Format::Auto, &mut |_| true).unwrap()
}

/// What we find in a file, in the ground truth's words.
fn ours(path: &Path, kind: &str) -> Vec<(String, Value)> {
    if kind == "json" {
        let s = read(path);
        assert_eq!((s.counts.taken, s.patients.len()), (0, 0), "{}", path.display());
        assert!(s.counts.rejected > 0 && s.rejected.iter().all(|r| r.reason.ends_with('.')));
        return vec![("rows".to_owned(), Value::from(s.counts.taken))];
    }
    let found = look(&std::fs::read(path).unwrap(), &[]).unwrap();
    if kind == "xlsx" {
        let sheets = found
            .sheets
            .iter()
            .map(|s| (s.name.clone().unwrap(), serde_json::json!({ "rows": s.rows })));
        return vec![("sheets".to_owned(), Value::Object(sheets.collect()))];
    }
    let sheet = &found.sheets[0];
    vec![
        ("encoding".to_owned(), Value::from(sheet.encoding.clone())),
        ("rows".to_owned(), Value::from(sheet.rows)),
        ("columns".to_owned(), Value::from(sheet.columns.clone())),
        ("ragged_rows".to_owned(), Value::from(sheet.ragged_rows)),
    ]
}

#[test]
fn every_table_counts_as_the_ground_truth_says() {
    let Some(folder) = folder() else { return };
    let truth: Value =
        serde_json::from_slice(&std::fs::read(folder.join("ground_truth.json")).unwrap()).unwrap();
    let mut page = "# Tables against the ground truth\n\nWritten by `UPDATE_TRUTH=1 cargo test -p battlebag-census --test \
                    truth_tables`. Counts by other programs (`ground_truth.json` of the sample data) beside ours.\n\n\
                    | File | What | Ground truth | Ours | Why different |\n|---|---|---|---|---|\n"
        .to_owned();
    let (mut wrong, mut files) = (Vec::new(), 0);
    for (name, about) in truth["files"].as_object().unwrap() {
        let kind = about["kind"].as_str().unwrap();
        if !matches!(kind, "csv" | "xlsx" | "json") {
            continue;
        }
        files += 1;
        for (what, ours) in ours(&folder.join(name), kind) {
            let theirs = &about[&what];
            let reason = DIFFERENCES
                .iter()
                .find(|(file, field, _)| file == name && *field == what);
            match (*theirs == ours, reason) {
                (false, None) => wrong.push(format!("{name}: {what} {ours}, ground truth {theirs}")),
                (true, Some(_)) => wrong.push(format!("{name}: {what} is equal now")),
                _ => {}
            }
            let short = |v: &Value| match v {
                Value::Array(columns) => format!("{} columns", columns.len()),
                v => v.to_string().replace('"', ""),
            };
            let why = if *theirs == ours {
                ""
            } else {
                reason.map_or("", |(.., why)| *why)
            };
            page.push_str(&format!(
                "| `{name}` | {what} | {} | {} | {why} |\n",
                short(theirs),
                short(&ours)
            ));
        }
    }
    assert!(files >= 8, "{files}");
    assert!(
        wrong.is_empty(),
        "{} differences:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let at = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ground-truth/tables.md");
    if std::env::var_os("UPDATE_TRUTH").is_some() {
        std::fs::create_dir_all(at.parent().unwrap()).unwrap();
        std::fs::write(&at, &page).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&at).unwrap(),
        page,
        "run again with UPDATE_TRUTH=1"
    );
}

#[test]
fn uclh_census_rows() {
    let Some(folder) = folder() else { return };
    let snapshot = read(&folder.join("csv/uclh_hyui/census.csv"));
    assert_eq!(snapshot.counts.records, 1309);
    assert_eq!(snapshot.counts.rejected, 0, "{:?}", snapshot.rejected);
    assert_eq!(snapshot.patients.len(), 537);
    let warned = |part: &str| snapshot.warnings.iter().filter(|w| w.text.contains(part)).count();
    assert_eq!(warned("marked empty"), 111);
    assert!(warned("several open visits") > 0);
    let icu = read(&folder.join("csv/uclh_hyui/sitrep_icu.csv"));
    assert_eq!((icu.counts.records, icu.patients.len()), (24, 24));
    let shared = icu
        .warnings
        .iter()
        .filter(|w| w.text.starts_with("3 patients are recorded in one bed"))
        .count();
    assert_eq!(shared, 9, "three beds with three patients each");
    let ventilated = icu
        .patients
        .iter()
        .filter(|p| p.breathing.as_deref().is_some_and(|b| b.contains("invasive")));
    assert_eq!(ventilated.count(), 12);
}

/// A patient without what says which file and row it was, and without parts of seconds.
fn plain(mut patient: Patient) -> Patient {
    patient.sources.clear();
    for claim in &mut patient.claims {
        claim.source.file.clear();
        claim.source.at.clear();
        // A spreadsheet's times are read to the second.
        claim.at = claim
            .at
            .and_then(|at| chrono::DateTime::from_timestamp(at.timestamp(), 0));
    }
    patient
}

#[test]
fn the_spreadsheet_gives_the_same_census_as_the_csv_beside_it() {
    let Some(folder) = folder() else { return };
    let csv = read(&folder.join("csv/uclh_hyui/census.csv"));
    let book = read(&folder.join("csv/uclh_hyui/census_derived.xlsx"));
    assert_eq!(
        (book.counts.records, book.counts.taken),
        (csv.counts.records, csv.counts.taken)
    );
    assert_eq!(book.patients.len(), csv.patients.len());
    for (a, b) in csv.patients.iter().zip(&book.patients) {
        assert_eq!(plain(a.clone()), plain(b.clone()));
    }
}

#[test]
fn a_list_of_codes_is_no_census() {
    let Some(folder) = folder() else { return };
    let codes = read(&folder.join("csv/dmd_sample_from_eps.csv"));
    assert_eq!((codes.counts.taken, codes.counts.rejected), (0, 1));
    insta::assert_snapshot!(codes.rejected[0].reason, @"This is a list of codes and their names, not a list of patients. Nothing was taken from it.");
    let dictionary = std::fs::read(folder.join("csv/nhsx_bed_allocation/patient_df_csv_format.csv")).unwrap();
    assert_eq!(look(&dictionary, &[]).unwrap().sheets[0].table, None::<Table>);
}
