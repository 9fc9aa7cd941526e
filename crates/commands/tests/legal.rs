//! Legal clocks from the desk: what runs, what is late, what the board says, and what a stand-down leaves running.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use desk::Desk;
use serde_json::{Value, json};

fn declared() -> Desk {
    let desk = Desk::with_home();
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false}),
    );
    desk
}

fn clock(desk: &Desk, id: &str) -> Value {
    let view = desk.ask("legal", json!({}));
    let clocks = view["clocks"].as_array().unwrap();
    clocks.iter().find(|c| c["id"] == id).unwrap().clone()
}

fn legal_lines(desk: &Desk) -> Vec<String> {
    let board = desk.ask("now", json!({}));
    let needs = board["needs_you"].as_array().unwrap();
    needs
        .iter()
        .filter(|n| n["kind"] == "legal")
        .map(|n| {
            format!(
                "{}: {}",
                n["plate"].as_str().unwrap_or_default(),
                n["text"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn a_clock_runs_from_awareness_and_is_late_on_the_board_until_it_is_told() {
    let desk = declared();
    assert_eq!(clock(&desk, "uk-gdpr")["stands"], "not_started");
    assert_eq!(clock(&desk, "uk-gdpr")["latest_due_at"], "2026-11-17T02:14:00Z");
    desk.ask(
        "legal_start",
        json!({"id": "uk-gdpr", "aware_at": "2026-11-14T02:00:00Z", "because": "Ransom note on the ward clerk's PC"}),
    );
    let running = clock(&desk, "uk-gdpr");
    assert_eq!(running["stands"], "running");
    assert_eq!(running["due_at"], "2026-11-17T02:00:00Z");
    let next = |desk: &Desk| desk.ask("frame", json!({}))["next_due"]["what"].clone();
    assert_eq!(
        next(&desk),
        Value::Null,
        "three days off it would hide what the team does next"
    );
    desk.minutes_pass(61 * 60);
    assert_eq!(next(&desk), "By law: Personal data breach");
    desk.minutes_pass(11 * 60);
    let view = desk.ask("legal", json!({}));
    assert_eq!(view["late"], 1);
    assert_eq!(view["clocks"][0]["id"], "uk-gdpr", "late comes first");
    assert!(
        legal_lines(&desk)
            .iter()
            .any(|line| line.contains("By law: Personal data breach"))
    );
    desk.ask(
        "incident_stand_down",
        json!({"because": "Systems are back", "break_glass": ""}),
    );
    assert_eq!(
        desk.ask("legal", json!({}))["late"],
        1,
        "a stand-down stops no duty"
    );
    desk.ask("legal_tell", json!({"id": "uk-gdpr", "reference": "IC-0999-X"}));
    let told = clock(&desk, "uk-gdpr");
    assert_eq!(
        (told["stands"].as_str(), told["reference"].as_str()),
        (Some("told"), Some("IC-0999-X"))
    );
    assert_eq!(told["said"].as_array().unwrap().len(), 2);
}

#[test]
fn the_board_asks_once_nobody_has_looked_for_an_hour() {
    let desk = declared();
    assert!(legal_lines(&desk).is_empty());
    desk.minutes_pass(60);
    assert_eq!(legal_lines(&desk).len(), 1);
    let view = desk.ask("legal", json!({}));
    for one in view["clocks"].as_array().unwrap() {
        if one["own"] == true && one["stands"] == "not_started" {
            desk.ask(
                "legal_not_applicable",
                json!({"id": one["id"], "text": "Drill of the legal team"}),
            );
        }
    }
    assert!(legal_lines(&desk).is_empty());
}

#[test]
fn whoever_holds_the_role_sees_to_it_until_somebody_is_named_and_all_of_it_is_in_the_log() {
    let desk = declared();
    assert_eq!(clock(&desk, "uk-gdpr")["owner"], "");
    desk.ask(
        "role_assign",
        json!({"role": "information-governance-lead", "person": "Ada Nwosu", "contact": "ext 4410"}),
    );
    assert_eq!(clock(&desk, "uk-gdpr")["owner"], "Ada Nwosu");
    desk.ask("legal_owner", json!({"id": "uk-gdpr", "text": "Tom Ashworth"}));
    assert_eq!(clock(&desk, "uk-gdpr")["owner"], "Tom Ashworth");
    desk.ask("legal_start", json!({"id": "uk-gdpr"}));
    desk.ask(
        "legal_tell",
        json!({"id": "uk-gdpr", "reference": "none given, taken by J. Poole", "whom": "ICO night line"}),
    );
    let log = desk.ask("log", json!({}));
    let lines: Vec<String> = log["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|e| e["kind"] == "legal.clock" || e["kind"] == "Legal clock")
        .map(|e| e["text"].as_str().unwrap().to_owned())
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    Personal data breach: told Sat 14-Nov 02:14, reference none given, taken by J. Poole
    Personal data breach: aware Sat 14-Nov 02:14, the clock runs
    Personal data breach: Tom Ashworth sees to it
    ");
    let refused = desk.refused("legal_tell", json!({"id": "uk-gdpr", "reference": "again"}));
    assert_eq!(refused.what, "It was told already.");
}

#[test]
fn the_list_is_printed_and_leaves_as_csv_with_what_nobody_has_looked_at() {
    let desk = declared();
    desk.ask("legal_start", json!({"id": "uk-gdpr"}));
    desk.ask(
        "legal_not_applicable",
        json!({"id": "uk-mhra", "text": "No device was reached, says J. Poole"}),
    );
    let pdf = desk.ask("list_write", json!({"list": "legal", "code": "", "to": ""}));
    let bytes = std::fs::read(pdf["file"].as_str().unwrap()).unwrap();
    assert!(bytes.starts_with(b"%PDF"));
    let file = desk.ask("list_export", json!({"list": "legal", "to": "", "form": "json"}));
    let text = std::fs::read_to_string(file["file"].as_str().unwrap()).unwrap();
    let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
    let stands: Vec<&str> = rows.iter().map(|r| r["stands"].as_str().unwrap()).collect();
    insta::assert_snapshot!(stands.join("\n"), @r"
    due Tue 17-Nov 02:14
    NOT STARTED: due Tue 17-Nov 02:14 if aware when declared
    NOT STARTED: due Sat 14-Nov 02:14 if aware when declared
    NOT STARTED: due Sat 14-Nov 02:14 if aware when declared
    does not apply: No device was reached, says J. Poole
    ");
}
