//! Every FHIR file of the developers' sample data, in JSON, NDJSON and XML, against counts that other programs made
//! (json and `xml.etree` of Python). Runs only where that folder lies beside the project (or where
//! BATTLEBAG_SHARED_DATA says that it is). UPDATE_TRUTH=1 writes docs/ground-truth/fhir.md.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use battlebag_census::{Contents, Counts, Format, Snapshot, fhir_contents, import};
use serde_json::Value;

/// Files whose numbers differ from the ground truth, and why: (file, what, ours, theirs, reason). A difference that is
/// not here fails the test, and one that is here and no longer occurs fails it too.
const KNOWN: &[(&str, &str, u64, u64, &str)] = &[];

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("BATTLEBAG_SHARED_DATA").map_or(beside, PathBuf::from);
    if folder.join("ground_truth.json").exists() {
        return Some(folder);
    }
    println!("skipped: no sample data at {}", folder.display());
    None
}

/// A number of the ground truth and ours, under one name.
struct Compared {
    file: String,
    what: String,
    ours: u64,
    theirs: u64,
}

/// Numbers of the ground truth that are resource counts.
const COUNTED: &[(&str, &str)] = &[
    ("patients", "Patient"),
    ("encounters", "Encounter"),
    ("locations", "Location"),
    ("conditions", "Condition"),
    ("allergies", "AllergyIntolerance"),
    ("medication_requests", "MedicationRequest"),
    ("medication_administrations", "MedicationAdministration"),
    ("service_requests", "ServiceRequest"),
    ("observations", "Observation"),
    ("devices", "Device"),
    ("device_use_statements", "DeviceUseStatement"),
    ("procedures", "Procedure"),
];

/// Numbers of the ground truth that count a property.
const HAVING: &[(&str, &str)] = &[
    ("patients_without_birthDate", "patients without birthDate"),
    ("patients_deceased", "patients deceased"),
    ("encounters_with_location", "encounters with location"),
    ("encounters_without_period_end", "encounters without end"),
    (
        "medication_requests_with_dosageInstruction",
        "medication requests with dosage",
    ),
    ("medication_requests_with_route", "medication requests with route"),
    (
        "medication_requests_with_dose_quantity",
        "medication requests with dose",
    ),
    ("medication_requests_with_rate", "medication requests with rate"),
    (
        "medication_requests_by_reference",
        "medication requests by reference",
    ),
];

/// Tables of the ground truth: each value with its number.
const TABLES: &[(&str, &str)] = &[
    ("encounter_status_class", "encounter status/class"),
    ("medication_request_status", "medication request status"),
    ("allergy_clinical_status", "allergy clinical status"),
    ("service_request_status", "service request status"),
];

fn compare(file: &str, about: &Value, contents: &Contents, counts: Counts) -> Vec<Compared> {
    let mut all = Vec::new();
    let mut put = |what: &str, ours: u64, theirs: u64| {
        all.push(Compared {
            file: file.to_owned(),
            what: what.to_owned(),
            ours,
            theirs,
        });
    };
    let number = |name: &str| about[name].as_u64().unwrap_or(0);
    let resources = about["resource_counts"].as_object().unwrap();
    let kinds: std::collections::BTreeSet<&String> =
        resources.keys().chain(contents.resources.keys()).collect();
    for kind in kinds {
        put(
            kind,
            contents.of(kind),
            resources.get(kind).and_then(Value::as_u64).unwrap_or(0),
        );
    }
    let total = resources.values().map(|v| v.as_u64().unwrap()).sum::<u64>();
    let lines = number("lines_not_resources");
    put("records", counts.records.into(), total + lines);
    let xml = about["kind"] == "fhir-xml";
    for (name, kind) in COUNTED {
        // The XML part of the ground truth counts fewer things.
        if !xml || !about[*name].is_null() {
            put(name, contents.of(kind), number(name));
        }
    }
    if xml {
        return all;
    }
    for (name, detail) in HAVING {
        put(name, contents.with(detail, "yes"), number(name));
    }
    let none = BTreeMap::new();
    for (name, detail) in TABLES {
        let ours = contents.details.get(detail).unwrap_or(&none);
        let theirs: BTreeMap<String, u64> = about[*name]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(k, v)| (k.clone(), v.as_u64().unwrap()))
            .collect();
        let values: std::collections::BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
        for value in values {
            let of = |table: &BTreeMap<String, u64>| table.get(value).copied().unwrap_or(0);
            put(&format!("{name}: {value}"), of(ours), of(&theirs));
        }
    }
    let names = |list: &Value| -> Vec<String> {
        let texts = list.as_array().into_iter().flatten();
        texts.map(|v| v.as_str().unwrap().to_owned()).collect()
    };
    let theirs = names(&about["allergy_names"]);
    let ours: Vec<String> = contents
        .details
        .get("allergy names")
        .map(|n| n.keys().cloned().collect())
        .unwrap_or_default();
    put(
        "allergy_names that are the same",
        ours.iter().filter(|n| theirs.contains(n)).count() as u64,
        theirs.len() as u64,
    );
    put("allergy_names", ours.len() as u64, theirs.len() as u64);
    if !about["patient_ids"].is_null() {
        let theirs = names(&about["patient_ids"]);
        let mut ours = contents.patient_ids.clone();
        ours.sort();
        put(
            "patient_ids that are the same",
            ours.iter().filter(|n| theirs.contains(n)).count() as u64,
            theirs.len() as u64,
        );
    }
    all
}

fn all_compared(folder: &Path) -> Vec<(String, Vec<Compared>)> {
    let truth: Value =
        serde_json::from_slice(&std::fs::read(folder.join("ground_truth.json")).unwrap()).unwrap();
    let files: Vec<(&String, &Value)> = truth["files"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, about)| about["kind"].as_str().unwrap().starts_with("fhir-"))
        .collect();
    assert_eq!(files.len(), 344 + 12 + 75);
    let (queue, done) = (Mutex::new(files.into_iter()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from).min(8) {
            scope.spawn(|| {
                loop {
                    let Some((name, about)) = queue.lock().unwrap().next() else {
                        return;
                    };
                    let (contents, counts) = fhir_contents(&[folder.join(name)]).unwrap();
                    assert_eq!(counts.records, counts.taken + counts.rejected, "{name}");
                    let kind = about["kind"].as_str().unwrap().to_owned();
                    let compared = compare(name, about, &contents, counts);
                    done.lock().unwrap().push((kind, compared));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by(|a, b| a.1[0].file.cmp(&b.1[0].file));
    done
}

#[test]
fn every_fhir_file_holds_what_the_ground_truth_says() {
    let Some(folder) = folder() else { return };
    let compared = all_compared(&folder);
    let mut wrong = Vec::new();
    let mut explained = 0;
    for c in compared
        .iter()
        .flat_map(|(_, c)| c)
        .filter(|c| c.ours != c.theirs)
    {
        let known = KNOWN.iter().any(|(file, what, ours, theirs, _)| {
            *file == c.file && *what == c.what && *ours == c.ours && *theirs == c.theirs
        });
        explained += usize::from(known);
        if !known {
            wrong.push(format!(
                "{}: {} ours {}, ground truth {}",
                c.file, c.what, c.ours, c.theirs
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differences:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!(
        explained,
        KNOWN.len(),
        "a known difference no longer occurs: take it out of the table"
    );
    let page = page(&compared);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ground-truth/fhir.md");
    if std::env::var_os("UPDATE_TRUTH").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        kept, page,
        "docs/ground-truth/fhir.md is old: run this test with UPDATE_TRUTH=1"
    );
}

/// The page that is kept: sums by folder and by number.
fn page(compared: &[(String, Vec<Compared>)]) -> String {
    let mut folders: BTreeMap<(String, &str), (u64, u64, u64)> = BTreeMap::new();
    let mut sums: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (kind, all) in compared {
        let folder = Path::new(&all[0].file).parent().unwrap().display().to_string();
        let row = folders.entry((folder, kind)).or_default();
        row.0 += 1;
        row.1 += all.len() as u64;
        row.2 += all.iter().filter(|c| c.ours == c.theirs).count() as u64;
        for c in all {
            let sum = sums.entry(&c.what).or_default();
            sum.0 += c.ours;
            sum.1 += c.theirs;
        }
    }
    let mut page = String::from(
        "# FHIR import against other programs\n\n\
         Written by `UPDATE_TRUTH=1 cargo test -p battlebag-census --test truth_fhir`; do not edit. Theirs: `json` and\n\
         `xml.etree` of Python (`make_ground_truth.py` beside the sample data). A number is one count of one file.\n\n\
         | Folder | Form | Files | Numbers | Equal |\n|---|---|---|---|---|\n",
    );
    for ((folder, kind), (files, numbers, equal)) in &folders {
        writeln!(page, "| {folder} | {kind} | {files} | {numbers} | {equal} |").unwrap();
    }
    page.push_str("\n| What | Ours | Theirs |\n|---|---|---|\n");
    for (what, (ours, theirs)) in &sums {
        writeln!(page, "| {what} | {ours} | {theirs} |").unwrap();
    }
    page.push_str("\n## Differences, and why\n\n");
    if KNOWN.is_empty() {
        page.push_str("None.\n");
    }
    for (file, what, ours, theirs, why) in KNOWN {
        writeln!(page, "- `{file}`, {what}: ours {ours}, theirs {theirs}. {why}").unwrap();
    }
    page
}

fn read(path: &Path) -> Snapshot {
    let at = Some("2019-12-10T18:00:00Z".parse().unwrap());
    import(&[path.to_owned()], at, Format::Auto, &mut |_| true).unwrap()
}

/// What a snapshot says, without the names of the files it was read from.
fn told(snapshot: &Snapshot, extension: &str) -> String {
    let mut snapshot = snapshot.clone();
    snapshot.feed.clear();
    format!("{snapshot:#?}").replace(&format!(".{extension}\""), "\"")
}

#[test]
fn uk_core_says_the_same_in_xml_and_in_json() {
    let Some(folder) = folder() else { return };
    let (xml, json) = (folder.join("fhir/ukcore_xml"), folder.join("fhir/ukcore_json"));
    let mut files = 0;
    for file in std::fs::read_dir(&xml).unwrap() {
        let file = file.unwrap().path();
        let twin = json.join(file.with_extension("json").file_name().unwrap());
        assert_eq!(
            told(&read(&file), "xml"),
            told(&read(&twin), "json"),
            "{}",
            file.display()
        );
        files += 1;
    }
    assert_eq!(files, 60);
    // All in one, so that references lead somewhere and there is somebody in a bed.
    let (xml, json) = (read(&xml), read(&json));
    assert_eq!(xml.patients.len(), 1, "{:?}", xml.warnings);
    assert_eq!(told(&xml, "xml"), told(&json, "json"));
}
