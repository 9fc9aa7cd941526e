//! The importer's rules, each on a feed made for it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use battlebag_census::{
    Allergies, CensusError, Consciousness, Escalation, ImportOptions, Patient, PatientClass, Snapshot,
    Standing, import_bytes,
};
use serde_json::{Value, json};

const AT: &str = "2026-11-21T02:14:00Z";

fn options() -> ImportOptions {
    ImportOptions {
        as_of: Some(AT.parse().unwrap()),
        ..ImportOptions::default()
    }
}

fn read(files: &[(&str, &str)]) -> Snapshot {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
    let s = import_bytes(&files, &options(), None).unwrap();
    assert_eq!(s.counts.records, s.counts.taken + s.counts.rejected);
    assert_eq!(
        s.rejected.len(),
        usize::try_from(s.counts.rejected).unwrap(),
        "{:?}",
        s.rejected
    );
    s
}

fn bundle(resources: &[Value]) -> Snapshot {
    let entries: Vec<Value> = resources.iter().map(|r| json!({"resource": r})).collect();
    read(&[(
        "a.json",
        &json!({"resourceType": "Bundle", "type": "collection", "entry": entries}).to_string(),
    )])
}

fn patient(id: &str) -> Value {
    json!({"resourceType": "Patient", "id": id, "name": [{"family": "Okafor", "given": ["Grace"]}], "birthDate": "1950-02-03"})
}

fn stay(patient: &str) -> Value {
    json!({"resourceType": "Encounter", "id": format!("e-{patient}"), "status": "in-progress", "class": {"code": "IMP"},
        "subject": {"reference": format!("Patient/{patient}")}, "period": {"start": "2026-11-20T10:00:00Z"}})
}

fn of(kind: &str, mut more: Value) -> Value {
    more["resourceType"] = json!(kind);
    let who = if kind == "AllergyIntolerance" {
        "patient"
    } else {
        "subject"
    };
    more[who] = json!({"reference": "Patient/p"});
    more
}

fn one(extra: &[Value]) -> (Patient, Snapshot) {
    let mut all = vec![patient("p"), stay("p")];
    all.extend_from_slice(extra);
    let s = bundle(&all);
    assert_eq!(s.patients.len(), 1, "{s:#?}");
    (s.patients[0].clone(), s)
}

fn warned(s: &Snapshot, part: &str) -> bool {
    s.warnings.iter().any(|w| w.text.contains(part))
}

#[test]
fn who_is_in_a_bed_is_decided_at_the_moment() {
    let at = |status: &str, period: Value| {
        let mut e = stay("p");
        e["status"] = json!(status);
        e["period"] = period;
        bundle(&[patient("p"), e]).patients.len()
    };
    let (past, later) = ("2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z");
    assert_eq!(at("in-progress", json!({"start": past})), 1);
    assert_eq!(at("finished", json!({"start": past, "end": later})), 1);
    assert_eq!(at("finished", json!({"start": past, "end": AT})), 0);
    assert_eq!(at("finished", json!({"start": past})), 0);
    assert_eq!(at("in-progress", json!({"start": later})), 0);
    assert_eq!(at("planned", json!({"start": past})), 0);
    assert_eq!(at("entered-in-error", json!({"start": past})), 0);
    assert_eq!(at("in-progress", json!({"start": past, "end": past})), 0);
}

#[test]
fn a_stay_of_no_stated_status_is_counted_aloud() {
    let mut e = stay("p");
    e["status"] = json!("unknown");
    let s = bundle(&[patient("p"), e]);
    assert_eq!(s.patients.len(), 1);
    assert!(warned(&s, "does not say whether this stay is going on"));
}

#[test]
fn two_open_visits_are_one_patient_and_a_warning() {
    let mut other = stay("p");
    other["id"] = json!("e2");
    let (p, s) = one(std::slice::from_ref(&other));
    assert_eq!(p.encounter_id.as_deref(), Some("e2"));
    assert!(warned(&s, "2 visits are open at the same time"));
    // A part of the stay is no second visit.
    other["partOf"] = json!({"reference": "Encounter/e-p"});
    let (_, s) = one(&[other]);
    assert!(!warned(&s, "visits are open"));
}

#[test]
fn the_place_is_where_the_patient_is_now() {
    let location = |id: &str, name: &str, level: &str, part: Option<&str>| {
        json!({"resourceType": "Location", "id": id, "name": name, "physicalType": {"coding": [{"code": level}]},
            "partOf": part.map(|p| json!({"reference": format!("Location/{p}")}))})
    };
    let mut e = stay("p");
    e["location"] = json!([
        {"location": {"reference": "Location/b1"}, "period": {"start": "2026-11-20T10:00:00Z", "end": "2026-11-20T18:00:00Z"}},
        {"location": {"reference": "Location/b2"}, "period": {"start": "2026-11-20T18:00:00Z"}},
        {"location": {"reference": "Location/b1"}, "status": "planned", "period": {"start": "2026-11-22T18:00:00Z"}}
    ]);
    let s = bundle(&[
        patient("p"),
        e,
        location("si", "Northfield", "si", None),
        location("ed", "Emergency department", "wa", Some("si")),
        location("amu", "AMU", "wa", Some("si")),
        location("r", "Side room 2", "ro", Some("amu")),
        location("b1", "04", "bd", Some("ed")),
        location("b2", "07", "bd", Some("r")),
    ]);
    let place = &s.patients[0].place;
    assert_eq!(
        (place.site.as_deref(), place.ward.as_str()),
        (Some("Northfield"), "AMU")
    );
    assert_eq!(
        (place.bay.as_deref(), place.bed.as_deref(), place.side_room),
        (Some("Side room 2"), Some("07"), true)
    );
}

#[test]
fn an_allergy_wins_over_none_known_and_errors_are_dropped_aloud() {
    let code = |text: &str, status: &str| {
        of(
            "AllergyIntolerance",
            json!({"code": {"text": text}, "verificationStatus": {"coding": [{"code": status}]}}),
        )
    };
    let (p, s) = one(&[
        code("No known drug allergies", "confirmed"),
        code("Penicillin", "confirmed"),
        code("Latex", "entered-in-error"),
        code("Eggs", "refuted"),
    ]);
    let Allergies::Recorded { items } = p.allergies else {
        panic!()
    };
    assert_eq!(items.len(), 1);
    assert!(
        warned(&s, "ALLERGY CONFLICT")
            && warned(&s, "Latex is marked entered in error")
            && warned(&s, "Eggs is marked refuted")
    );
    let (none, _) = one(&[of(
        "AllergyIntolerance",
        json!({"code": {"coding": [{"code": "409137002"}]}}),
    )]);
    assert!(matches!(none.allergies, Allergies::NoneKnown { .. }));
    assert_eq!(one(&[]).0.allergies, Allergies::NotKnown);
    let not_asked = of(
        "AllergyIntolerance",
        json!({"code": {"coding": [{"code": "1631000175102"}], "text": "x"}}),
    );
    assert_eq!(one(&[not_asked]).0.allergies, Allergies::NotKnown);
}

#[test]
fn old_prescriptions_are_no_ward_medicines_but_linked_ones_are() {
    let order = |name: &str, more: Value| {
        let mut o = of("MedicationRequest", more);
        o["status"] = json!("active");
        o["intent"] = json!("order");
        o["medicationCodeableConcept"] = json!({"text": name});
        o
    };
    let (p, s) = one(&[
        order(
            "Simvastatin",
            json!({"authoredOn": "2019-05-01", "category": [{"coding": [{"code": "community"}]}]}),
        ),
        order("Aspirin", json!({"authoredOn": "2019-05-01"})),
        order(
            "Levodopa",
            json!({"authoredOn": "2019-05-01", "encounter": {"reference": "Encounter/e-p"}}),
        ),
        order(
            "Amoxicillin",
            json!({"authoredOn": "2026-11-20T12:00:00Z", "id": "m1"}),
        ),
        order(
            "Gentamicin",
            json!({"encounter": {"reference": "Encounter/another"}}),
        ),
        of(
            "MedicationAdministration",
            json!({"status": "completed", "effectiveDateTime": "2026-11-21T00:10:00Z",
            "medicationCodeableConcept": {"text": "Amoxicillin"}, "request": {"reference": "MedicationRequest/m1"}}),
        ),
        of(
            "MedicationAdministration",
            json!({"status": "completed", "effectiveDateTime": "2026-11-20T14:00:00Z",
            "medicationCodeableConcept": {"text": "Morphine"}, "dosage": {"dose": {"value": 2.50, "unit": "mg"}}}),
        ),
    ]);
    let names: Vec<&str> = p.medicines.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(names, ["Levodopa", "Amoxicillin", "Morphine"]);
    assert_eq!(
        p.medicines[1].last_given_at,
        Some("2026-11-21T00:10:00Z".parse().unwrap())
    );
    assert!(warned(&s, "3 prescriptions from before or outside this stay"));
}

#[test]
fn observations_make_a_score_only_when_the_set_is_whole() {
    let observation = |code: &str, at: &str, value: Value| {
        of(
            "Observation",
            json!({"status": "final", "code": {"coding": [{"code": code}]}, "effectiveDateTime": at, "valueQuantity": value}),
        )
    };
    let set = |at: &str, temperature: &str| {
        vec![
            observation("9279-1", at, json!({"value": 22})),
            observation("59408-5", at, json!({"value": 94})),
            of(
                "Observation",
                json!({"status": "final", "code": {"coding": [{"code": "371825009"}]}, "effectiveDateTime": at}),
            ),
            observation("8480-6", at, json!({"value": 105})),
            observation("8867-4", at, json!({"value": 112})),
            of(
                "Observation",
                json!({"status": "final", "code": {"coding": [{"code": "1104441000000107"}]}, "effectiveDateTime": at,
                "valueCodeableConcept": {"coding": [{"code": "248234008"}]}}),
            ),
            observation(
                "8310-5",
                at,
                serde_json::from_str(&format!("{{\"value\": {temperature}}}")).unwrap(),
            ),
        ]
    };
    let mut all = set("2026-11-21T01:00:00Z", "38.4");
    let (p, _) = one(&all);
    let news2 = p.news2.unwrap();
    assert_eq!(
        (news2.score, news2.single_three, news2.calculated),
        (9, false, true)
    );
    assert_eq!(p.observations[0].consciousness, Some(Consciousness::Alert));
    // A newer set with a temperature between two bands is incomplete: the older full one stands, with its time.
    all.extend(set("2026-11-21T02:00:00Z", "38.05"));
    let (p, s) = one(&all);
    assert_eq!(p.observations.len(), 2);
    assert_eq!(
        p.news2.unwrap().at,
        "2026-11-21T01:00:00Z"
            .parse::<chrono::DateTime<chrono::Utc>>()
            .unwrap()
    );
    assert!(warned(&s, "\"38.05\" cannot be read"));
    let (young, _) = {
        let mut child = patient("p");
        child["birthDate"] = json!("2015-01-01");
        let mut resources = vec![child, stay("p")];
        resources.extend(set("2026-11-21T01:00:00Z", "38.4"));
        let s = bundle(&resources);
        (s.patients[0].clone(), s)
    };
    assert_eq!(young.news2, None);
}

#[test]
fn one_bad_field_loses_only_itself() {
    let mut bad = patient("p");
    bad["birthDate"] = json!("1950-13-45");
    bad["identifier"] =
        json!([{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "999 000 0019"}, 7, null]);
    bad["name"] = json!([{"family": ["Okafor"], "given": "Grace"}, "x"]);
    let s = bundle(&[bad, stay("p"), json!({"resourceType": 5}), json!([1, 2])]);
    let p = &s.patients[0];
    assert_eq!(
        (p.name.family.as_str(), p.name.given.as_slice()),
        ("Okafor", ["Grace".to_owned()].as_slice())
    );
    assert_eq!((p.born, p.nhs_number.clone()), (None, None));
    assert!(warned(&s, "birthDate \"1950-13-45\"") && warned(&s, "NHS number \"999 000 0019\" was left out"));
    assert_eq!(s.rejected.len(), 2);
    assert_eq!(s.rejected[0].at, "entry 3");
}

#[test]
fn a_bundle_that_breaks_off_keeps_what_came_before() {
    let whole = json!({"resourceType": "Bundle", "entry": [{"resource": patient("p")}, {"resource": stay("p")}, {"resource": patient("q")}]});
    let text = whole.to_string();
    // Key order is not kept by json!; cut inside the last entry whatever the order is.
    let cut = text.rfind("Okafor").unwrap();
    let s = read(&[("cut.json", &text[..cut])]);
    assert_eq!(s.patients.len(), 1);
    assert_eq!(s.rejected.len(), 1);
    assert!(
        s.rejected[0].reason.contains("breaks off") && s.rejected[0].at.starts_with("line 1"),
        "{:?}",
        s.rejected
    );
}

#[test]
fn nothing_in_nothing_out_and_it_is_said() {
    let s = read(&[("empty.json", ""), ("blank.csv", " \n")]);
    assert_eq!((s.counts.files, s.counts.records), (2, 0));
    assert!(warned(&s, "The file is empty") && warned(&s, "0 in-patients at 21 Nov 2026 02:14 UTC"));
    let no_time = import_bytes(&[("a.json", b"{}")], &ImportOptions::default(), None);
    assert!(matches!(no_time, Err(CensusError::NoTime)));
    let refused = read(&[
        ("a.xml", "<Patient/>"),
        ("b.hl7", "MSH|^~\\&|"),
        ("c.xlsx", "PK\u{3}\u{4}"),
        ("d.csv", "colour,shape\nred,round\n"),
        ("e.json", "{\"a\":1}"),
        ("f.json", "[1]"),
    ]);
    assert_eq!(refused.rejected.len(), 6);
}

#[test]
fn treatment_limits_and_flags() {
    let (p, _) = one(&[
        of(
            "Flag",
            json!({"status": "active", "code": {"text": "DNACPR in place"}}),
        ),
        of(
            "Flag",
            json!({"status": "inactive", "code": {"text": "Latex warning"}}),
        ),
        of(
            "Flag",
            json!({"status": "active", "category": [{"text": "Isolation"}], "code": {"text": "MRSA"}}),
        ),
        of(
            "Condition",
            json!({"code": {"text": "Pneumonia"}, "verificationStatus": {"coding": [{"code": "refuted"}]}}),
        ),
        of(
            "Condition",
            json!({"code": {"text": "Sepsis"}, "verificationStatus": {"coding": [{"code": "provisional"}]}}),
        ),
    ]);
    assert_eq!(
        p.escalation,
        Escalation::Recorded {
            text: "DNACPR in place".into(),
            at: None
        }
    );
    assert_eq!((p.isolation.as_deref(), p.flags.len()), (Some("MRSA"), 0));
    assert_eq!(
        (p.conditions.len(), p.conditions[0].standing),
        (1, Standing::Suspected)
    );
    assert_eq!(one(&[]).0.escalation, Escalation::NotKnown);
}

#[test]
fn two_people_in_one_bed_are_both_kept() {
    let census = "hospital_number,family_name,given_name,birth_date,ward,bed,patient_class\n\
                  1,Okafor,Grace,1950-02-03,AMU,04,inpatient\n2,Jones,Alan,1960-02-03,AMU,04,inpatient\n";
    let s = read(&[("census.csv", census)]);
    assert_eq!(s.patients.len(), 2);
    insta::assert_snapshot!(s.warnings[0].text, @"2 patients are recorded in one bed: AMU, bed 04 (mrn::1, mrn::2). All are kept. Check who lies there before printing.");
}

#[test]
fn three_states_of_a_cell() {
    let census = "encounter_id;hospital_number;family_name;ward;bed;allergies;resus_status;weight_kg;birth_date;patient_class\n\
        E1;70295036.0;Okafor;AMU;1;NKDA;none;72,4;03/02/1950;inpatient\n\
        E2;7.03E+07;Jones;AMU;2;;;1,000;26/02/1950;emergency\n\
        E4;4;Reid;AMU;4;;;;02/26/50;\n\
        E3;3;Khan;AMU;3;\"Penicillin (anaphylaxis) [severe]; Latex?\";For full escalation;x;2030-01-01;\n";
    let s = read(&[("census.csv", census)]);
    let by = |family: &str| s.patients.iter().find(|p| p.name.family == family).unwrap();
    let (a, b) = (by("Okafor"), by("Jones"));
    assert_eq!(a.local_id.as_deref(), Some("70295036"));
    assert!(matches!(a.allergies, Allergies::NoneKnown { .. }));
    assert_eq!(a.weight.as_ref().unwrap().kg, "72.4");
    // 26/02/1950 in the same column says that the day comes first.
    assert_eq!(
        (a.born, a.class),
        (
            chrono::NaiveDate::from_ymd_opt(1950, 2, 3),
            PatientClass::Inpatient
        )
    );
    assert_eq!(
        (b.local_id.as_deref(), &b.allergies, &b.escalation),
        (None, &Allergies::NotKnown, &Escalation::NotKnown)
    );
    assert_eq!((b.weight.as_ref(), b.id.as_str()), (None, "row:census.csv:3"));
    assert!(b.born.is_some());
    let Allergies::Recorded { items } = &by("Khan").allergies else {
        panic!()
    };
    assert_eq!(
        (items[0].substance.as_str(), items[0].reaction.as_deref()),
        ("Penicillin", Some("anaphylaxis"))
    );
    assert_eq!(
        (items[0].severity.as_deref(), items[0].unconfirmed),
        (Some("severe"), false)
    );
    assert_eq!(
        (items[1].substance.as_str(), items[1].unconfirmed),
        ("Latex", true)
    );
    assert!(warned(
        &s,
        "hospital_number \"7.03E+07\" was changed by a spreadsheet"
    ));
    assert!(
        warned(&s, "birth_date \"02/26/50\" has two figures for the year")
            && warned(&s, "date of birth is in the future")
    );
}

#[test]
fn tables_are_joined_by_encounter_or_refused() {
    let census = "encounter_id,hospital_number,family_name,ward,bed,patient_class\nE1,1,Okafor,AMU,1,inpatient\nE2,2,Jones,AMU,2,inpatient\nE2,3,Khan,AMU,3,inpatient\n";
    let medications = "encounter_id,drug,dose,dose_unit,route,last_given_at,status\nE1,Amoxicillin,500,mg,PO,2026-11-20T22:00:00Z,active\nE9,Morphine,5,mg,IV,,active\nE2,Digoxin,62.5,mcg,PO,,active\nE1,Warfarin,3,mg,PO,,stopped\nE1,Broken,1,mg,PO,,active,extra\n";
    let observations = "encounter_id,at,rr,spo2,o2,bp_sys,pulse,acvpu,temp_c\nE1,2026-11-21T01:00:00Z,18,97,air,124,78,A,36.8\nE1,yesterday,18,97,air,124,78,A,36.8\n";
    let s = read(&[
        ("census.csv", census),
        ("m.csv", medications),
        ("o.csv", observations),
    ]);
    let p = &s.patients[0];
    assert_eq!(p.medicines.len(), 1);
    assert_eq!(
        (p.medicines[0].route.as_deref(), p.news2.as_ref().map(|n| n.score)),
        (Some("oral"), Some(0))
    );
    let reasons: Vec<String> = s
        .rejected
        .iter()
        .map(|r| format!("{} {}: {}", r.file, r.at, r.reason))
        .collect();
    insta::assert_snapshot!(reasons.join("\n"), @r"
    m.csv line 3: Encounter E9: nobody in the census has this encounter_id. Check the census table.
    m.csv line 4: Encounter E2: several people have this encounter_id in the census; it was given to none of them. Check the census table.
    m.csv line 6: This line has 8 cells and the header has 7, so the columns cannot be told apart. Look for a comma or quote inside a name.
    o.csv line 3: The observations have no time that can be read. Take a new set.
    ");
}
