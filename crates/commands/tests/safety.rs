//! Controls of the hazard log that only a whole station can show (docs/clinical-safety).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use desk::Desk;
use serde_json::{Value, json};

/// Four people on one ward, at a given time.
fn census(desk: &Desk, at: &str) {
    let head = "snapshot_at,hospital_number,family_name,given_name,birth_date,encounter_id,patient_class,ward,bed,problem,news2,news2_at";
    let rows = [
        "70001,Okafor,Grace,1950-01-02,E1,inpatient,AMU,01,Diabetic ketoacidosis,3",
        "70002,Quill,Wanda,1944-05-06,E2,inpatient,AMU,02,Fall,1",
        "70003,Haddad,Sami,2019-07-08,E3,inpatient,AMU,03,Pneumonia,4",
        "70004,Lund,Ida,1931-09-10,E4,inpatient,AMU,04,Stroke,2",
    ];
    let rows: Vec<String> = rows.iter().map(|row| format!("{at},{row},{at}")).collect();
    let file = desk.dir.path().join("census.csv");
    std::fs::write(&file, format!("{head}\n{}\n", rows.join("\n"))).unwrap();
    desk.job(
        "census_import",
        json!({"paths": [file.display().to_string()], "as_of": null, "format": "csv", "dry_run": false}),
    );
}

fn begun(exercise: bool) -> Desk {
    let desk = Desk::with_home();
    census(&desk, "2026-11-14T02:10:00Z");
    desk.ask(
        "incident_open",
        json!({"title": "Night", "standby": false, "exercise": exercise}),
    );
    desk
}

fn set(desk: &Desk, code: &str, availability: &str, integrity: &str) {
    let request = json!({
        "code": code, "availability": availability, "integrity": integrity, "evidence": "two screens blank",
        "said_by": "", "expires_min": 0, "since": null
    });
    desk.ask("system_set", request);
}

fn warned(desk: &Desk, head: &str) -> bool {
    let strip = desk.ask("frame", json!({}))["strip"].clone();
    strip
        .as_array()
        .unwrap()
        .iter()
        .any(|w| w["head"].as_str().unwrap().contains(head))
}

/// H01.
#[test]
fn a_census_past_four_hours_raises_the_banner_and_past_twelve_locks_the_list() {
    let desk = begun(false);
    let age = |desk: &Desk| desk.ask("frame", json!({}))["census"]["age"].clone();
    let locked = |desk: &Desk| desk.ask("patients", json!({"ward": ""}))["locked"].clone();
    // Taken at 02:10; it is 02:14.
    desk.minutes_pass(235);
    assert_eq!((age(&desk), locked(&desk)), (json!("fresh"), json!(false)));
    let strip = desk.ask("frame", json!({}))["strip"].to_string();
    assert!(!strip.contains("bedside"), "{strip}");
    desk.minutes_pass(2);
    assert_eq!((age(&desk), locked(&desk)), (json!("old"), json!(false)));
    assert!(warned(&desk, "ensus"), "a banner on every screen");
    desk.minutes_pass(8 * 60);
    assert_eq!((age(&desk), locked(&desk)), (json!("expired"), json!(true)));
    let strip = desk.ask("frame", json!({}))["strip"].to_string();
    assert!(strip.contains("bedside"), "{strip}");
    let rows = desk.ask("patients", json!({"ward": ""}))["rows"].clone();
    assert_eq!(
        rows.as_array().unwrap().len(),
        4,
        "a locked list still names everybody"
    );
}

/// H01: nobody is sent by the tiers of a census that is too old to rank by.
#[test]
fn a_census_past_twelve_hours_counts_no_p1_and_asks_nobody_to_confirm_one() {
    let desk = begun(false);
    set(&desk, "PUMP", "unavailable", "compromised");
    let p1 = |desk: &Desk| desk.ask("frame", json!({}))["counts"]["p1"].as_u64().unwrap();
    let asks = |desk: &Desk| {
        desk.ask("now", json!({}))["needs_you"]
            .to_string()
            .contains("\"confirm\"")
    };
    assert!(p1(&desk) > 0 && asks(&desk));
    desk.minutes_pass(13 * 60);
    assert_eq!((p1(&desk), asks(&desk)), (0, false));
}

/// H01: what became other between two censuses is shown.
#[test]
fn two_censuses_are_held_against_each_other() {
    let desk = begun(false);
    desk.minutes_pass(120);
    census(&desk, "2026-11-14T04:10:00Z");
    let quality = desk.ask("census_quality", json!({}));
    assert!(
        quality["changes"].is_object() || quality["changes"].is_array(),
        "{quality}"
    );
}

/// H07: need is held against what was counted, and what nobody counted is not zero but not known.
#[test]
fn what_is_needed_is_shown_against_what_was_counted() {
    let desk = begun(false);
    set(&desk, "PUMP", "unavailable", "trusted");
    let row = |desk: &Desk| {
        let rows = desk.ask("workarounds", json!({}))["rows"]
            .as_array()
            .unwrap()
            .clone();
        rows.into_iter().find(|r| r["id"] == "standalone_pump").unwrap()
    };
    assert!(row(&desk)["need"].as_u64().unwrap() > 0);
    assert_eq!(row(&desk)["have"], Value::Null, "nobody has counted");
    desk.ask(
        "fallback_confirm",
        json!({"id": "standalone_pump", "count": 2, "place": "Store"}),
    );
    assert_eq!(row(&desk)["have"], 2);
}

/// H09.
#[test]
fn a_word_on_a_system_needs_its_evidence() {
    let desk = begun(false);
    let request = json!({
        "code": "LIMS", "availability": "available", "integrity": "trusted", "evidence": " ", "said_by": "",
        "expires_min": 0, "since": null
    });
    assert!(desk.refused("system_set", request).what.contains("evidence"));
}

/// H22.
#[test]
fn an_exercise_stays_one_in_every_title_entry_and_label_and_cannot_become_real() {
    let mut desk = begun(true);
    set(&desk, "LIMS", "unavailable", "trusted");
    desk.restart();
    assert!(desk.station.title().starts_with("EXERCISE"));
    let frame = desk.ask("frame", json!({}));
    assert_eq!(frame["incident"]["exercise"], true);
    // A real one opens beside a running exercise, as an incident of its own: nothing is made of the exercise.
    let real = desk.ask(
        "incident_open",
        json!({"title": "Real", "standby": false, "exercise": false}),
    );
    assert_eq!(real["incident"]["exercise"], false);
    assert_ne!(real["incident"]["id"], frame["incident"]["id"]);
    desk.ask("incident_choose", json!({"id": frame["incident"]["id"]}));
    assert!(desk.station.title().starts_with("EXERCISE"));
    assert!(frame["incident"]["label"].as_str().unwrap().starts_with("EX-"));
    // No use case takes a word on it after the incident was opened.
    desk.ask(
        "incident_stand_down",
        json!({"because": "over", "exercise": false, "break_glass": "nobody holds the role"}),
    );
    let log = desk.ask(
        "log",
        json!({"since": null, "kind": "", "search": "", "limit": 0}),
    );
    assert!(log["entries"].as_array().unwrap().len() > 4);
    assert_eq!(desk.ask("frame", json!({}))["incident"]["exercise"], true);
}

/// H22: the other way round.
#[test]
fn a_real_incident_is_never_labelled_an_exercise() {
    let desk = begun(false);
    assert!(!desk.station.title().contains("EXERCISE"));
    let frame = desk.ask("frame", json!({}));
    assert!(frame["incident"]["label"].as_str().unwrap().starts_with("CYB-"));
}

/// H18.
#[test]
fn each_printed_list_has_a_number_and_names_the_one_it_replaces_and_the_log_has_both() {
    let desk = begun(false);
    let print = |desk: &Desk| {
        let what = json!({"what": "wards", "wards": ["AMU"], "charts": []});
        desk.job(
            "print_start",
            json!({"what": what, "to": "", "paper": "a4", "mono": false, "order": "priority"}),
        )
    };
    let codes = |job: &Value| job["files"].to_string();
    let (first, second) = (print(&desk), print(&desk));
    assert_ne!(codes(&first), codes(&second), "no sheet number is used twice");
    let log = desk.ask(
        "log",
        json!({"since": null, "kind": "printed", "search": "", "limit": 0}),
    );
    assert!(log["entries"].as_array().unwrap().len() >= 2, "{log}");
}

/// H26: an hour that happens twice, and midnight.
#[test]
fn what_lapses_lapses_by_the_time_that_passed_also_when_the_clocks_go_back() {
    let desk = Desk::new();
    // Sunday 25 October 2026, 00:50 in London, ten minutes before summer time ends its last hour.
    desk.ms_pass(-(20 * 24 * 60 + 2 * 60 + 24) * 60_000);
    desk.ask(
        "create_home",
        json!({"hospital": "St Oswin’s Hospital", "person": "Siobhán Ní Chonchúir", "passphrase": desk::PASSPHRASE, "zone": "Europe/London"}),
    );
    desk.ask(
        "incident_open",
        json!({"title": "Night", "standby": false, "exercise": false}),
    );
    let now = |desk: &Desk| desk.ask("frame", json!({}))["now"].as_str().unwrap().to_owned();
    assert_eq!(now(&desk), "2026-10-25T00:50:00+01:00");
    desk.minutes_pass(40);
    set(&desk, "EPMA", "available", "trusted");
    let lapsed = |desk: &Desk| {
        let rows = desk.ask("systems", json!({}))["rows"].as_array().unwrap().clone();
        rows.into_iter().find(|r| r["code"] == "EPMA").unwrap()["lapsed"].clone()
    };
    assert_eq!(now(&desk), "2026-10-25T01:30:00+01:00");
    desk.minutes_pass(59);
    assert_eq!(
        now(&desk),
        "2026-10-25T01:29:00Z",
        "the wall clock reads earlier than before"
    );
    assert_eq!(lapsed(&desk), false);
    desk.minutes_pass(1);
    assert_eq!(lapsed(&desk), true, "sixty minutes are sixty minutes");
}

/// Never-event: a time of return told as fact. Nothing that is said of a system says when it will be back.
#[test]
fn no_word_of_a_system_becomes_a_time_of_return() {
    let desk = begun(false);
    set(&desk, "LIMS", "unavailable", "trusted");
    let rows = desk.ask("systems", json!({}))["rows"].clone();
    let lims = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["code"] == "LIMS")
        .unwrap();
    let words = lims.to_string().to_lowercase();
    for told in ["back at", "will be back", "restored by", "returns at"] {
        assert!(!words.contains(told), "{words}");
    }
}

/// Every number on a screen that somebody might act on says who vouches for it.
#[test]
fn a_time_says_where_it_comes_from_and_that_nobody_here_approved_it() {
    let desk = begun(false);
    set(&desk, "BGA", "unavailable", "trusted");
    let first = desk.ask("patients", json!({"ward": ""}))["rows"][0]["id"].clone();
    let patient = desk.ask("patient", json!({"id": first}));
    let needs = patient["needs"].as_array().unwrap();
    assert!(!needs.is_empty(), "{patient}");
    for need in needs {
        assert_eq!(need["approval"], "proposed, not approved");
        assert!(!need["source"].as_str().unwrap().is_empty(), "{need}");
    }
    let list = desk.ask("priority", json!({"ward": "", "at": null}));
    assert_eq!(
        list["rows"][0]["reasons"][0]["approval"],
        "proposed, not approved"
    );
    let numbers = desk.ask("bag_numbers", json!({}));
    assert_eq!(numbers["approved"], 0);
    assert!(numbers["rows"].as_array().unwrap().len() > 500);
}
