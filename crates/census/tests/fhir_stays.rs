//! Encounters over time: who was in a bed at any moment, by status, class, end and discharge, now and before.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // helpers of tests are not under #[test]

use battlebag_census::{Field, ImportOptions, PatientClass, Snapshot, import_bytes};
use serde_json::{Value, json};

fn at(time: &str, stay: &Value) -> Snapshot {
    let patient = json!({"resourceType": "Patient", "id": "p", "name": [{"family": "Okafor", "given": ["Grace"]}], "birthDate": "1950-02-03"});
    let mut stay = stay.clone();
    stay["resourceType"] = json!("Encounter");
    stay["id"] = json!("e");
    stay["subject"] = json!({"reference": "Patient/p"});
    let lines = format!("{patient}\n{stay}\n");
    let options = ImportOptions {
        as_of: Some(format!("2026-11-21T{time}:00Z").parse().unwrap()),
        ..ImportOptions::default()
    };
    let s = import_bytes(&[("a.ndjson", lines.as_bytes())], &options, None).unwrap();
    assert_eq!(s.counts.taken, 2, "{s:#?}");
    s
}

fn during(start: &str, end: &str) -> Value {
    let mut period = json!({"start": format!("2026-11-21T{start}:00Z")});
    if !end.is_empty() {
        period["end"] = json!(format!("2026-11-21T{end}:00Z"));
    }
    period
}

/// Class at each time, or nothing when not in a bed.
fn over_time(stay: &Value, times: &[&str]) -> Vec<Option<PatientClass>> {
    let classes = times
        .iter()
        .map(|time| at(time, stay).patients.first().map(|p| p.class));
    classes.collect()
}

#[test]
fn from_the_emergency_department_to_a_ward_and_home() {
    let stay = json!({"status": "finished", "class": {"code": "IMP"},
        "statusHistory": [
            {"status": "planned", "period": during("08:00", "09:00")},
            {"status": "arrived", "period": during("09:00", "09:20")},
            {"status": "in-progress", "period": during("09:20", "16:00")},
            {"status": "finished", "period": during("16:00", "")}],
        "classHistory": [
            {"class": {"code": "EMER"}, "period": during("09:00", "12:00")},
            {"class": {"code": "IMP"}, "period": during("12:00", "")}]});
    let (emergency, inpatient) = (Some(PatientClass::Emergency), Some(PatientClass::Inpatient));
    assert_eq!(
        over_time(
            &stay,
            &["08:30", "09:00", "11:59", "12:00", "15:59", "16:00", "20:00"]
        ),
        [None, emergency, emergency, inpatient, inpatient, None, None]
    );
    // The same stay while it goes on: whoever was only expected at half past eight was in no bed.
    let mut open = stay;
    open["status"] = json!("in-progress");
    open["period"] = during("08:00", "");
    open["statusHistory"].as_array_mut().unwrap().pop();
    assert_eq!(
        over_time(&open, &["08:30", "09:00", "20:00"]),
        [None, emergency, inpatient]
    );
}

#[test]
fn arrived_before_the_booked_time_is_in_a_bed() {
    let stay = json!({"status": "arrived", "class": {"code": "IMP"}, "period": during("09:00", ""),
        "statusHistory": [{"status": "arrived", "period": during("01:40", "")}]});
    let s = at("02:14", &stay);
    assert_eq!(s.patients.len(), 1);
    assert_eq!(
        s.patients[0].admitted_at,
        Some("2026-11-21T01:40:00Z".parse().unwrap())
    );
}

#[test]
fn a_stay_that_is_over_ended_when_it_was_last_going_on() {
    let stay = json!({"status": "finished", "class": {"code": "IMP"}, "period": during("01:00", ""),
        "statusHistory": [{"status": "in-progress", "period": during("01:00", "05:00")}]});
    let inpatient = Some(PatientClass::Inpatient);
    assert_eq!(
        over_time(&stay, &["00:59", "02:14", "05:00"]),
        [None, inpatient, None]
    );
    // Without any word on when: over is over.
    let stay = json!({"status": "finished", "class": {"code": "IMP"}, "period": during("01:00", "")});
    assert_eq!(over_time(&stay, &["02:14"]), [None]);
}

#[test]
fn on_leave_keeps_the_bed_and_says_so() {
    let flags = |time: &str, stay: &Value| at(time, stay).patients[0].flags.clone();
    let stay = json!({"status": "in-progress", "class": {"code": "IMP"}, "period": during("01:00", ""),
        "statusHistory": [
            {"status": "in-progress", "period": during("01:00", "")},
            {"status": "onleave", "period": during("06:00", "")},
            {"status": "in-progress", "period": during("09:00", "")}]});
    let away = ["on leave from the ward, bed kept"];
    assert!(flags("05:00", &stay).is_empty());
    assert_eq!(flags("06:00", &stay), away);
    assert!(flags("09:00", &stay).is_empty());
    let now = json!({"status": "onleave", "class": {"code": "IMP"}, "period": during("01:00", "")});
    assert_eq!(flags("02:14", &now), away);
}

#[test]
fn a_recorded_discharge_counts_unless_the_stay_is_said_to_go_on() {
    let mut stay = json!({"status": "unknown", "class": {"code": "IMP"}, "period": during("01:00", ""),
        "hospitalization": {"dischargeDisposition": {"coding": [{"code": "home"}]}}});
    assert!(at("02:14", &stay).patients.is_empty());
    stay["status"] = json!("in-progress");
    let s = at("02:14", &stay);
    assert_eq!(s.patients.len(), 1);
    insta::assert_snapshot!(s.warnings[0].text, @"A discharge is recorded (to home), but the stay is marked as going on and has no end: counted as in a bed. Check with the ward.");
    stay["hospitalization"] = json!({});
    stay["status"] = json!("unknown");
    assert_eq!(at("02:14", &stay).patients.len(), 1);
}

#[test]
fn what_was_arranged_and_where_they_came_from_is_kept() {
    let stay = json!({"status": "in-progress", "class": {"code": "IMP"}, "period": during("01:00", ""),
        "hospitalization": {
            "admitSource": {"coding": [{"code": "nursing", "display": "From nursing home"}]}, "origin": {"display": "Elm House"},
            "dietPreference": [{"text": "Coeliac"}],
            "specialArrangement": [{"coding": [{"code": "int", "display": "Interpreter"}]}, {"coding": [{"code": "wheel", "display": "Wheelchair"}]}]}});
    let s = at("02:14", &stay);
    let p = &s.patients[0];
    assert_eq!(
        p.flags,
        ["diet: Coeliac", "interpreter needed", "arranged: Wheelchair"]
    );
    let claim = p
        .claims
        .iter()
        .find(|c| c.value.starts_with("admitted from"))
        .unwrap();
    assert_eq!(
        (claim.field, claim.value.as_str(), claim.source.at.as_str()),
        (
            Field::Flag,
            "admitted from: From nursing home, Elm House",
            "line 2"
        )
    );
}

#[test]
fn a_time_in_the_history_that_cannot_be_read_is_said() {
    let stay = json!({"status": "in-progress", "class": {"code": "IMP"}, "period": during("01:00", ""),
        "statusHistory": [{"status": "arrived", "period": {"start": "yesterday"}}]});
    let s = at("02:14", &stay);
    assert_eq!(s.patients.len(), 1);
    insta::assert_snapshot!(s.warnings[0].text, @r#"Encounter.statusHistory.period.start "yesterday" cannot be read and was left out. Check it in the source system."#);
}
