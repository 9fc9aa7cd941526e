//! FHIR's own corners: zones, replaced records, corrections, closed orders, references in every form, XML as JSON.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use battlebag_census::{Allergies, Field, ImportOptions, Patient, Snapshot, import_bytes};
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(files: &[(&str, &[u8])]) -> Snapshot {
    let options = ImportOptions {
        as_of: Some("2026-07-21T02:14:00Z".parse().unwrap()),
        ..ImportOptions::default()
    };
    let s = import_bytes(files, &options, None).unwrap();
    assert_eq!(s.counts.records, s.counts.taken + s.counts.rejected);
    assert_eq!(s.rejected.len(), usize::try_from(s.counts.rejected).unwrap());
    s
}

fn lines(resources: &[Value]) -> Snapshot {
    let lines: Vec<String> = resources.iter().map(Value::to_string).collect();
    read(&[("a.ndjson", lines.join("\n").as_bytes())])
}

fn who() -> Vec<Value> {
    vec![
        json!({"resourceType": "Patient", "id": "p", "name": [{"family": "Okafor", "given": ["Grace"]}], "birthDate": "1950-02-03"}),
        json!({"resourceType": "Encounter", "id": "e", "status": "in-progress", "class": {"code": "IMP"},
            "subject": {"reference": "Patient/p"}, "period": {"start": "2026-07-20T10:00:00"}}),
    ]
}

fn one(more: &[Value]) -> (Patient, Snapshot) {
    let mut all = who();
    all.extend_from_slice(more);
    let s = lines(&all);
    assert_eq!(s.patients.len(), 1, "{s:#?}");
    (s.patients[0].clone(), s)
}

fn of(kind: &str, mut more: Value) -> Value {
    more["resourceType"] = json!(kind);
    more["subject"] = json!({"reference": "Patient/p"});
    more
}

#[test]
fn times_without_a_zone_are_the_hospitals_and_it_says_so() {
    let (p, s) = one(&[]);
    assert_eq!(p.admitted_at, Some("2026-07-20T09:00:00Z".parse().unwrap()));
    let zone = s.warnings.iter().find(|w| w.text.contains("zone")).unwrap();
    insta::assert_snapshot!(zone.text, @"1 time has no zone and was read as Europe/London time. Export times with their zone.");
}

#[test]
fn a_final_report_closes_its_order_and_no_other() {
    let order = |id: &str, text: &str| {
        of(
            "ServiceRequest",
            json!({"id": id, "status": "active", "code": {"text": text}, "authoredOn": "2026-07-20T12:00:00Z"}),
        )
    };
    let report = |status: &str, based_on: &str, issued: &str| {
        of(
            "DiagnosticReport",
            json!({"status": status, "basedOn": [{"reference": based_on}], "issued": issued}),
        )
    };
    let (p, _) = one(&[
        order("1", "CT head"),
        order("2", "troponin"),
        order("3", "blood cultures"),
        order("4", "chest X-ray"),
        report(
            "final",
            "https://lab.example/fhir/ServiceRequest/1",
            "2026-07-20T13:00:00Z",
        ),
        report("preliminary", "ServiceRequest/2", "2026-07-20T13:00:00Z"),
        // Issued after the moment that is asked for: still open then.
        report("final", "ServiceRequest/3", "2026-07-21T09:00:00Z"),
    ]);
    let open: Vec<&str> = p.orders.iter().map(|o| o.text.as_str()).collect();
    assert_eq!(open, ["troponin", "blood cultures", "chest X-ray"]);
}

#[test]
fn a_correction_counts_and_a_set_may_be_in_components() {
    let pulse = |id: &str, status: &str, value: u32| {
        of(
            "Observation",
            json!({"id": id, "status": status, "code": {"coding": [{"code": "8867-4"}]},
        "effectiveDateTime": "2026-07-21T01:00:00Z", "valueQuantity": {"value": value, "unit": "/min"}}),
        )
    };
    let (p, _) = one(&[
        pulse("1", "final", 190),
        pulse("2", "corrected", 90),
        pulse("3", "entered-in-error", 30),
    ]);
    assert_eq!(p.observations[0].pulse, Some(90));
    let part =
        |code: &str, value: Value| json!({"code": {"coding": [{"code": code}]}, "valueQuantity": value});
    let set = of(
        "Observation",
        json!({"status": "final", "code": {"coding": [{"code": "85353-1"}]}, "effectiveDateTime": "2026-07-21T01:00:00Z",
        "component": [part("9279-1", json!({"value": 18})), part("8480-6", json!({"value": 120, "unit": "mmHg"})),
            {"code": {"coding": [{"code": "8867-4"}]}, "dataAbsentReason": {"coding": [{"code": "not-performed"}]}}]}),
    );
    let (p, s) = one(&[set]);
    let o = &p.observations[0];
    assert_eq!((o.respirations, o.systolic, o.pulse), (Some(18), Some(120), None));
    assert!(
        !s.warnings.iter().any(|w| w.text.contains("left out")),
        "{:?}",
        s.warnings
    );
}

#[test]
fn a_record_that_replaces_another_is_the_same_person() {
    let old = json!({"resourceType": "Patient", "id": "old", "active": false, "name": [{"family": "Okafor"}], "birthDate": "1950-02-03",
        "link": [{"type": "replaced-by", "other": {"reference": "Patient/p"}}]});
    let allergy = json!({"resourceType": "AllergyIntolerance", "patient": {"reference": "Patient/old"}, "code": {"text": "penicillin"}});
    let (p, s) = one(&[old, allergy]);
    assert_eq!(s.counts.patients, 1);
    assert!(matches!(&p.allergies, Allergies::Recorded { items } if items[0].substance == "penicillin"));
    let see_also = json!({"resourceType": "Patient", "id": "other", "link": [{"type": "seealso", "other": {"reference": "Patient/p"}}]});
    assert_eq!(one(&[see_also]).1.counts.patients, 2);
}

#[test]
fn an_allergy_that_was_refuted_is_said_and_is_never_none() {
    let allergy = json!({"resourceType": "AllergyIntolerance", "patient": {"reference": "Patient/p"}, "code": {"text": "latex"},
        "verificationStatus": {"coding": [{"code": "refuted"}]}});
    let (p, s) = one(&[allergy]);
    assert_eq!(p.allergies, Allergies::NotKnown);
    assert!(
        s.warnings
            .iter()
            .any(|w| w.text.contains("latex is marked refuted"))
    );
    let claim = p.claims.iter().find(|c| c.field == Field::Allergy).unwrap();
    assert_eq!(
        (claim.value.as_str(), claim.source.at.as_str()),
        ("latex (refuted)", "line 3")
    );
}

#[test]
fn references_in_every_form_lead_to_the_stay() {
    let (ward, home) = ("Encounter/e", "https://ehr.example/fhir/Encounter/e/_history/2");
    for link in [ward, home] {
        let order = of(
            "MedicationRequest",
            json!({"status": "active", "intent": "order", "medicationCodeableConcept": {"text": "insulin"},
            "authoredOn": "2026-01-01", "encounter": {"reference": link}}),
        );
        assert_eq!(one(&[order]).0.medicines.len(), 1, "{link}");
    }
    let contained = json!({"resourceType": "Flag", "status": "active", "code": {"text": "falls risk"}, "subject": {"reference": "#me"},
        "contained": [{"resourceType": "Patient", "id": "me", "birthDate": "1960-01-01"}]});
    assert_eq!(one(&[contained]).1.counts.patients, 2);
}

#[test]
fn the_newest_version_of_a_history_counts() {
    let version = |pulse: u32| {
        json!({"request": {"method": "PUT", "url": "Observation/1"}, "resource": of("Observation", json!({"id": "1", "status": "final",
        "code": {"coding": [{"code": "8867-4"}]}, "effectiveDateTime": "2026-07-21T01:00:00Z", "valueQuantity": {"value": pulse}}))})
    };
    let deleted = json!({"request": {"method": "DELETE", "url": "AllergyIntolerance/9"}});
    let before = json!({"resource": {"resourceType": "AllergyIntolerance", "id": "9", "patient": {"reference": "Patient/p"}, "code": {"text": "egg"}}});
    let history = json!({"resourceType": "Bundle", "type": "history", "entry": [version(90), version(190), deleted, before]});
    let people: Vec<String> = who().iter().map(Value::to_string).collect();
    // The type may stand before the entries or after them.
    let (first, last) = (
        history.to_string(),
        format!(
            "{{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":{}}}",
            history["entry"]
        ),
    );
    for text in [first, last] {
        let s = read(&[
            ("a.ndjson", people.join("\n").as_bytes()),
            ("b.json", text.as_bytes()),
        ]);
        let p = &s.patients[0];
        assert_eq!(
            (p.observations[0].pulse, p.observations.len()),
            (Some(90), 1),
            "{text}"
        );
        assert_eq!(p.allergies, Allergies::NotKnown);
        assert_eq!(s.counts.taken, 2 + 3);
    }
}

/// A resource as FHIR XML.
fn xml(resource: &Value) -> String {
    let kind = resource["resourceType"].as_str().unwrap();
    let mut text = format!("<{kind} xmlns=\"http://hl7.org/fhir\">");
    fields(resource, &mut text);
    format!("{text}</{kind}>")
}

fn fields(object: &Value, text: &mut String) {
    for (name, value) in object.as_object().unwrap() {
        if name == "resourceType" {
            continue;
        }
        let all = value
            .as_array()
            .map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
        for one in all {
            match one {
                Value::Object(_) => {
                    text.extend(["<", name, ">"]);
                    fields(one, text);
                    text.extend(["</", name, ">"]);
                }
                Value::String(s) => text.extend(["<", name, " value=\"", &escaped(s), "\"/>"]),
                other => text.extend(["<", name, " value=\"", &other.to_string(), "\"/>"]),
            }
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_same_resource_in_json_and_in_xml(
        family in "[\\PC&&[^\u{7f}]]{1,12}", given in proptest::collection::vec("[A-Za-zÀ-ž<&\"']{1,8}", 0..3), pulse in 0u32..400,
        substance in "[ -~]{1,16}", low in any::<bool>(), status in "(final|amended|entered-in-error)", day in 10u32..20
    ) {
        let all = [
            json!({"resourceType": "Patient", "id": "p", "name": [{"family": family, "given": given}], "birthDate": "1950-02-03", "deceasedBoolean": low}),
            who()[1].clone(),
            of("Observation", json!({"status": status, "code": {"coding": [{"code": "8867-4"}]}, "effectiveDateTime": format!("2026-07-20T{day}:00:00Z"), "valueQuantity": {"value": pulse}})),
            json!({"resourceType": "AllergyIntolerance", "patient": {"reference": "Patient/p"}, "code": {"text": substance}, "criticality": if low { "low" } else { "high" }}),
        ];
        let texts: Vec<(String, String)> = all.iter().map(|r| (r.to_string(), xml(r))).collect();
        let json: Vec<(&str, &[u8])> = ["a", "b", "c", "d"].into_iter().zip(&texts).map(|(n, (j, _))| (n, j.as_bytes())).collect();
        let xml: Vec<(&str, &[u8])> = ["a", "b", "c", "d"].into_iter().zip(&texts).map(|(n, (_, x))| (n, x.as_bytes())).collect();
        prop_assert_eq!(read(&json), read(&xml));
    }
}
