//! Real feeds: what each says, and what it cannot say.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use std::path::{Path, PathBuf};

use battlebag_census::{Allergies, Format, Patient, Snapshot, Standing, import};

fn feed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/feeds")
        .join(name)
}

fn read(name: &str, at: &str) -> Snapshot {
    let at = (!at.is_empty()).then(|| at.parse().unwrap());
    let snapshot = import(&[feed(name)], at, Format::Auto, &mut |_| true).unwrap();
    assert_eq!(
        snapshot.counts.records,
        snapshot.counts.taken + snapshot.counts.rejected
    );
    assert_eq!(
        snapshot.rejected.len(),
        usize::try_from(snapshot.counts.rejected).unwrap()
    );
    snapshot
}

fn only(snapshot: &Snapshot) -> &Patient {
    assert_eq!(snapshot.patients.len(), 1);
    &snapshot.patients[0]
}

#[test]
fn a_german_inpatient_with_ward_room_and_bed() {
    let s = read(
        "fhir/mii_inpatient/Bundle-mii-exa-test-data-bundle-pat-1.json",
        "2024-02-21T18:00:00+01:00",
    );
    let p = only(&s);
    assert_eq!(p.name.family, "Markgraf von Brandenburg-Schwedt");
    assert_eq!(p.name.given, ["Christian", "Ludwig"]);
    assert_eq!(
        (
            p.place.ward.as_str(),
            p.place.bay.as_deref(),
            p.place.bed.as_deref()
        ),
        ("RHC-06", Some("RHC-06-210b"), Some("RHC-06-210b-02"))
    );
    assert_eq!(p.local_id.as_deref(), Some("808439625"));
    assert_eq!(p.encounter_id.as_deref(), Some("MII_0000001"));
    let dalbavancin: Vec<_> = p.medicines.iter().filter(|m| m.disagreement.is_some()).collect();
    assert_eq!(dalbavancin.len(), 1, "{:#?}", p.medicines);
    insta::assert_snapshot!(dalbavancin[0].disagreement.as_ref().unwrap(), @"the structured rate is 60 to 120 mL/h, the text says: Dalbavancin 1500 mg als 30-minütige Infusion");
    assert!(s.warnings.iter().any(|w| w.text.contains("entered in error")));
    assert!(p.conditions.iter().any(|c| c.reason_for_stay));
    assert_eq!(
        p.allergies,
        Allergies::NotKnown,
        "an empty feed is never none known"
    );
}

#[test]
fn after_the_discharge_nobody_is_in_a_bed_and_it_says_so() {
    let s = read(
        "fhir/mii_inpatient/Bundle-mii-exa-test-data-bundle-pat-1.json",
        "2024-03-01T12:00:00Z",
    );
    assert_eq!(s.patients, []);
    assert_eq!((s.counts.patients, s.counts.inpatients), (1, 0));
    let last = s
        .warnings
        .iter()
        .find(|w| w.text.starts_with("0 in-patients"))
        .unwrap();
    insta::assert_snapshot!(last.text, @"0 in-patients at 01 Mar 2024 12:00 UTC. The files name 1 person. Check the as-of time, or that this is the export of tonight's beds.");
}

#[test]
fn intensive_care_with_a_ventilator() {
    let s = read(
        "fhir/mii_inpatient/Bundle-mii-exa-test-data-bundle-icu-1.json",
        "2024-05-03T12:00:00Z",
    );
    let p = only(&s);
    assert_eq!(p.devices[0].kind, "Ventilator (physical object)");
    assert_eq!(p.devices[0].model.as_deref(), Some("Draeger Evita V500"));
    // The ventilation in the file ended before this stay began.
    assert_eq!(p.breathing, None);
}

#[test]
fn lines_that_are_no_resource_are_rejected_one_by_one() {
    let s = read("fhir/synthea_bulk_ndjson", "2024-08-06T18:00:00Z");
    let from_log: Vec<_> = s.rejected.iter().filter(|r| r.file == "log.ndjson").collect();
    assert_eq!(from_log.len(), 4);
    insta::assert_snapshot!(format!("{}: {}", from_log[0].at, from_log[0].reason), @"line 1: This is not a FHIR resource (it has no resourceType). Nothing was taken from it.");
    assert_eq!(
        (s.counts.patients, s.counts.allergies, s.counts.inpatients),
        (13, 11, 0)
    );
}

#[test]
fn specification_examples() {
    let s = read("fhir/fhir_test_cases_r4", "2016-01-01T00:00:00Z");
    assert_eq!(s.counts.files, 10);
    // Two of these files call their patient Patient/example: what refers to it is given to neither.
    let ambiguous = s
        .rejected
        .iter()
        .find(|r| r.file == "encounter-example.json")
        .unwrap();
    insta::assert_snapshot!(ambiguous.reason, @"It belongs to Patient/example, and several patients in these files answer to that. Import the exports one at a time.");
    let some = [
        "patient-example",
        "encounter-example",
        "allergyintolerance-example",
    ];
    let some: Vec<PathBuf> = some
        .iter()
        .map(|n| feed(&format!("fhir/fhir_test_cases_r4/{n}.json")))
        .collect();
    let at = Some("2016-01-01T00:00:00Z".parse().unwrap());
    let s = import(&some, at, Format::Fhir, &mut |_| true).unwrap();
    // An encounter in progress with no period is a stay.
    let p = only(&s);
    assert_eq!((p.name.family.as_str(), p.admitted_at), ("Chalmers", None));
    let Allergies::Recorded { items } = &p.allergies else {
        panic!("{:?}", p.allergies)
    };
    assert_eq!(
        (items[0].substance.as_str(), items[0].severity.as_deref()),
        ("Cashew nuts", Some("severe, high risk"))
    );
}

#[test]
fn prescriptions_of_the_community_are_no_ward_medicines() {
    let s = read("fhir/nhs_eps", "2022-01-01T00:00:00Z");
    assert!(s.counts.medications > 0 && s.counts.inpatients == 0);
}

#[test]
fn a_ward_export_with_other_column_names() {
    let s = read("csv/uclh_hyui/census.csv", "");
    assert_eq!((s.counts.records, s.patients.len()), (1309, 537));
    assert_eq!(s.as_of.to_rfc3339().get(..10), Some("2022-07-18"));
    let p = &s.patients[0];
    assert!(
        p.place.bed.is_some() && p.local_id.is_some() && p.born.is_some(),
        "{p:#?}"
    );
    assert!(p.id.as_str().starts_with("mrn:"));
    assert!(s.warnings.iter().any(|w| {
        w.text
            .contains("have no zone and were read as Europe/London time")
    }));
    let icu = read("csv/uclh_hyui/sitrep_icu.csv", "2022-08-01T00:00:00Z");
    let ventilated = icu
        .patients
        .iter()
        .filter(|p| p.breathing.as_deref().is_some_and(|b| b.starts_with("invasive")));
    assert_eq!((icu.patients.len(), ventilated.count()), (24, 12));
    let rrt = icu
        .patients
        .iter()
        .filter(|p| p.procedures.iter().any(|c| c.standing == Standing::Active));
    assert_eq!(rrt.count(), 2);
    let shared = icu
        .warnings
        .iter()
        .find(|w| w.text.contains("recorded in one bed"))
        .unwrap();
    assert!(
        shared
            .text
            .starts_with("3 patients are recorded in one bed: T03, bed "),
        "{}",
        shared.text
    );
}

#[test]
fn fhir_as_xml() {
    let s = read("fhir/pocd_xml", "2024-01-01T00:00:00Z");
    assert_eq!((s.counts.files, s.counts.records, s.counts.devices), (4, 4, 1));
    let (xml, json) = (
        read(
            "fhir/fhir_test_cases_xml/patient-example.xml",
            "2024-01-01T00:00:00Z",
        ),
        read(
            "fhir/fhir_test_cases_r4/patient-example.json",
            "2024-01-01T00:00:00Z",
        ),
    );
    assert_eq!((xml.counts, xml.counts.patients), (json.counts, 1));
}
