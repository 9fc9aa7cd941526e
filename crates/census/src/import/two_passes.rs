//! A feed too large to hold is read in two passes: the census must be the same as when it is held.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{ImportOptions, import_holding};
use crate::claims::Field;
use crate::model::Snapshot;
use crate::sample::sample_hospital;

fn read(paths: &[PathBuf], as_of: Option<DateTime<Utc>>, hold: u64) -> Snapshot {
    let options = ImportOptions {
        as_of,
        ..ImportOptions::default()
    };
    comparable(import_holding(paths, &options, hold, &mut |_| true).unwrap())
}

/// Without what may differ between the two ways.
pub(super) fn comparable(mut snapshot: Snapshot) -> Snapshot {
    // What points to a thing elsewhere waits for it in the one way of reading, and need not in the other.
    for patient in &mut snapshot.patients {
        patient.medicines.sort_by_key(|m| format!("{m:?}"));
        patient.devices.sort_by_key(|d| format!("{d:?}"));
        // The claims of stays that are long over are not kept for ever.
        let of_stays = [Field::Place, Field::Admitted, Field::Consultant, Field::Condition];
        let sources = &patient.sources;
        patient
            .claims
            .retain(|c| !of_stays.contains(&c.field) || sources.contains(&c.source));
        patient.claims.sort_by_key(|c| format!("{c:?}"));
    }
    snapshot
}

fn assert_same(paths: &[PathBuf], as_of: Option<&str>) -> Snapshot {
    let as_of = as_of.map(|at| at.parse().unwrap());
    let (held, streamed) = (read(paths, as_of, u64::MAX), read(paths, as_of, 0));
    for (a, b) in held.patients.iter().zip(&streamed.patients) {
        assert_eq!(a, b);
    }
    assert_eq!(held, streamed);
    streamed
}

#[test]
fn the_sample_hospital_in_every_form() {
    let sample = sample_hospital(7, 300, "2026-11-21T02:14:00Z".parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (lines, bundles) = (folder.path().join("lines"), folder.path().join("bundles"));
    for inside in [&lines, &bundles] {
        std::fs::create_dir(inside).unwrap();
    }
    sample.write_fhir(&lines).unwrap();
    sample.write_fhir_bundles(&bundles).unwrap();
    for as_of in [Some("2026-11-21T02:14:00Z"), Some("2026-11-19T12:00:00Z"), None] {
        assert_same(std::slice::from_ref(&lines), as_of);
        assert_same(std::slice::from_ref(&bundles), as_of);
    }
    let all = assert_same(std::slice::from_ref(&lines), None);
    assert_eq!(all.patients.len(), 300);
}

#[test]
fn feeds_that_others_published() {
    let feeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/feeds/fhir");
    for inside in std::fs::read_dir(feeds).unwrap() {
        let inside = [inside.unwrap().path()];
        for as_of in [Some("2024-02-21T18:00:00+01:00"), None] {
            assert_same(&inside, as_of);
        }
    }
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

const ALLERGY: &str = r#"{"resourceType":"AllergyIntolerance","patient":{"reference":"Patient/1"},"code":{"text":"penicillin"}}
{"resourceType":"Patient","id":"1","name":[{"family":"OKAFOR"}],"birthDate":"1950-01-01","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}"#;

#[test]
fn a_bed_that_only_another_feed_knows_brings_the_facts_back() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.ndjson", ALLERGY);
    write(
        folder.path(),
        "census.csv",
        "encounter_id,nhs_number,family_name,birth_date,patient_class,ward,bed,admitted_at\n1,9990000018,OKAFOR,1950-01-01,inpatient,A1,3,2026-11-20T10:00:00Z\n",
    );
    let s = assert_same(&[folder.path().to_owned()], Some("2026-11-21T02:14:00Z"));
    assert_eq!(s.patients.len(), 1);
    assert!(format!("{:?}", s.patients[0].allergies).contains("penicillin"));
}

#[test]
fn an_as_of_time_before_the_newest_stay_brings_the_stay_back() {
    let folder = tempfile::tempdir().unwrap();
    let stay = r#"{"resourceType":"Encounter","status":"finished","class":{"code":"IMP"},"subject":{"reference":"Patient/1"},"period":{"start":"2026-11-01T00:00:00Z","end":"2026-11-25T00:00:00Z"}}"#;
    write(folder.path(), "a.ndjson", &format!("{ALLERGY}\n{stay}\n"));
    write(
        folder.path(),
        "b.json",
        r#"{"resourceType":"Bundle","timestamp":"2026-11-21T02:14:00Z","entry":[]}"#,
    );
    let s = assert_same(&[folder.path().to_owned()], None);
    assert_eq!(s.patients.len(), 1);
    assert!(format!("{:?}", s.patients[0].allergies).contains("penicillin"));
}

#[test]
fn damage_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let deep = format!(
        "{{\"resourceType\":\"Patient\",\"a\":{}1{}}}",
        "[".repeat(500),
        "]".repeat(500)
    );
    let lines = format!("{ALLERGY}\n{deep}\n{{\"resourceType\":\"Observation\"\n{{}}\nnonsense\n");
    write(folder.path(), "a.ndjson", &lines);
    let entries = format!(
        "{{\"resourceType\":\"Bundle\",\"entry\":[{{\"resource\":{deep}}},{{\"resource\":{{\"resourceType\":\"Flag\",}}}},{{}}"
    );
    write(folder.path(), "b.json", &entries);
    write(
        folder.path(),
        "c.xml",
        "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"2\"/>",
    );
    write(folder.path(), "d.xml", "<html/>");
    let s = assert_same(&[folder.path().to_owned()], Some("2026-11-21T02:14:00Z"));
    assert_eq!(s.counts.rejected, 4 + 4 + 2, "{:#?}", s.rejected);
}

#[test]
fn a_stay_that_is_over_now_and_was_not_then_brings_its_facts_back() {
    let folder = tempfile::tempdir().unwrap();
    let stay = r#"{"resourceType":"Encounter","status":"finished","class":{"code":"IMP"},"subject":{"reference":"Patient/1"},"statusHistory":[{"status":"in-progress","period":{"start":"2026-11-01T00:00:00Z","end":"2026-11-25T00:00:00Z"}}]}"#;
    write(folder.path(), "a.ndjson", &format!("{ALLERGY}\n{stay}\n"));
    let s = assert_same(&[folder.path().to_owned()], Some("2026-11-21T02:14:00Z"));
    assert_eq!(s.patients.len(), 1);
    assert!(format!("{:?}", s.patients[0].allergies).contains("penicillin"));
    assert!(assert_same(&[folder.path().to_owned()], None).patients.is_empty());
}

/// What lies about its size is read in two passes after all, and comes to the same.
#[test]
fn what_swells_is_not_held() {
    let folder = tempfile::tempdir().unwrap();
    let stay = r#"{"resourceType":"Encounter","status":"in-progress","class":{"code":"IMP"},"subject":{"reference":"Patient/1"},"period":{"start":"2026-11-01T00:00:00Z"}}"#;
    // A name without an ending is taken for unpacked: the guess is twelve times too small.
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let past = r#"{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/1"},"effectiveDateTime":"2020-01-01","code":{"coding":[{"code":"8867-4"}]},"valueQuantity":{"value":70}}"#;
    let lines = format!("{ALLERGY}\n{stay}\n{}", format!("{past}\n").repeat(40_000));
    std::io::Write::write_all(&mut gz, lines.as_bytes()).unwrap();
    let packed = gz.finish().unwrap();
    std::fs::write(folder.path().join("export"), &packed).unwrap();
    let options = ImportOptions {
        as_of: Some("2026-11-21T02:14:00Z".parse().unwrap()),
        ..ImportOptions::default()
    };
    let paths = [folder.path().to_owned()];
    // Read as one: the whole is told twice, once before it swells, once in each pass.
    let mut told = 0;
    let hold = 1_500_000;
    assert!((packed.len() as u64) < hold && lines.len() as u64 > 2 * hold);
    let s = import_holding(&paths, &options, hold, &mut |p| {
        told = told.max(p.bytes);
        true
    })
    .unwrap();
    assert_eq!(told, 2 * packed.len() as u64, "two passes");
    let held = import_holding(&paths, &options, u64::MAX, &mut |_| true).unwrap();
    assert!(comparable(s.clone()) == comparable(held));
    assert_eq!((s.counts.taken, s.patients.len()), (40_003, 1));
}
