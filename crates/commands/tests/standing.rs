//! The home's own record: what is done on a day without an incident, kept, read beside an incident, and carried into the next one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use desk::Desk;
use serde_json::{Value, json};

fn open(desk: &Desk) -> Value {
    let real = json!({"title": "", "standby": false, "exercise": false});
    desk.ask("incident_open", real)
}

fn texts(log: &Value) -> Vec<String> {
    let entries = log["entries"].as_array().unwrap();
    entries
        .iter()
        .map(|e| e["text"].as_str().unwrap().to_owned())
        .collect()
}

fn standing(desk: &Desk) -> Vec<String> {
    texts(&desk.ask("log", json!({"standing": true})))
}

#[test]
fn the_bag_is_checked_on_a_tuesday_and_the_next_incident_begins_with_it() {
    let mut desk = Desk::with_sample();
    assert!(desk.ask("bag", json!({}))["checked_until"].is_null());
    desk.ask("bag_checked", json!({"valid_days": 14}));
    let until = desk.ask("bag", json!({}))["checked_until"].clone();
    assert!(
        until.as_str().unwrap().starts_with("2026-11-28"),
        "fourteen days on: {until}"
    );
    desk.minutes_pass(3 * 24 * 60);
    desk.restart();
    let frame = open(&desk);
    let strip = frame["strip"].to_string();
    assert!(!strip.contains("Nobody has checked the bag"), "{strip}");
    assert_eq!(desk.ask("bag", json!({}))["checked_until"], until);
    let log = texts(&desk.ask("log", json!({"kind": "bag"})));
    assert!(
        log.iter().any(|t| t.contains("was checked on site by Siobhán")),
        "{log:?}"
    );
    assert!(
        desk.ask("workarounds", json!({}))["bag_in_date"]
            .as_bool()
            .unwrap()
    );
    desk.minutes_pass(20 * 24 * 60);
    let late = desk.ask("frame", json!({}))["strip"].to_string();
    assert!(late.contains("Nobody has checked the bag"), "{late}");
}

#[test]
fn what_is_changed_outside_an_incident_is_read_beside_one_and_never_in_its_log() {
    let desk = Desk::with_sample();
    open(&desk);
    desk.ask("bag_words", json!({"vocabulary": "us"}));
    let candidate = json!({"role": "loggist", "person": "Ann", "shifts": ["day"], "deputy": false, "reach": "bleep 1", "when": "", "grade": ""});
    desk.ask("candidate_set", candidate);
    let home = standing(&desk);
    assert!(
        home.iter()
            .any(|t| t.starts_with("Words of cards and roles chosen"))
            && home.iter().any(|t| t.starts_with("Ann can be called")),
        "{home:?}"
    );
    let found = texts(&desk.ask("log", json!({"standing": true, "search": "chosen"})));
    assert_eq!(found.len(), 1, "{found:?}");
    let incident = texts(&desk.ask("log", json!({})));
    assert!(
        !incident.iter().any(|t| t.contains("chosen") || t.contains("Ann")),
        "{incident:?}"
    );
    assert!(
        incident.last().unwrap().starts_with("Incident opened"),
        "the incident is on screen again"
    );
}

#[test]
fn a_hospital_chooses_its_words_and_a_running_incident_keeps_its_own() {
    let mut desk = Desk::with_sample();
    open(&desk);
    desk.ask("bag_words", json!({"vocabulary": "us"}));
    let again = desk.refused("bag_words", json!({"vocabulary": "us"}));
    insta::assert_snapshot!(again.what, @"Cards and roles say these words already.");
    let other = desk.refused("bag_words", json!({"vocabulary": "fr"}));
    insta::assert_snapshot!(format!("{} {}", other.what, other.next), @"There are no words called fr. Write uk or us.");
    assert_eq!(desk.ask("roles", json!({}))["vocabulary"], "uk");
    desk.ask(
        "incident_stand_down",
        json!({"because": "Gold", "break_glass": ""}),
    );
    desk.restart();
    open(&desk);
    let roles = desk.ask("roles", json!({}));
    assert_eq!(roles["vocabulary"], "us");
    assert_eq!(roles["rows"][0]["title"], "Incident Commander");
    desk.ask("bag_words", json!({"vocabulary": "uk"}));
    assert_eq!(desk.ask("bag", json!({}))["vocabulary"], "uk");
}
