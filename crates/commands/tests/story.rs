//! The main job, end to end, over the use cases that both shells call.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use desk::Desk;
use serde_json::{Value, json};

fn rows(view: &Value) -> Vec<Value> {
    view["rows"].as_array().unwrap().clone()
}

fn set(desk: &Desk, code: &str, availability: &str, integrity: &str) {
    let request = json!({
        "code": code, "availability": availability, "integrity": integrity,
        "evidence": "potassium 2.1 on three patients in ten minutes", "said_by": "", "expires_min": 0, "since": null
    });
    desk.ask("system_set", request);
}

/// Declared exercise on the sample hospital, laboratory down, pumps not trusted.
fn under_attack() -> Desk {
    let desk = Desk::with_sample();
    desk.ask(
        "incident_open",
        json!({"title": "Night drill", "standby": false, "exercise": true}),
    );
    desk.ask("bag_checked", json!({"valid_days": 0}));
    set(&desk, "LIMS", "unavailable", "trusted");
    set(&desk, "PUMP", "available", "suspect");
    desk
}

#[test]
fn one_person_goes_the_whole_way_and_finds_it_in_the_log_after_a_restart() {
    let mut desk = under_attack();
    for (role, person) in [
        ("tactical-commander", "Siobhán Ní Chonchúir"),
        ("loggist", "Tomasz Wróblewski"),
    ] {
        desk.ask(
            "role_assign",
            json!({"role": role, "person": person, "contact": "radio 2"}),
        );
        let done = json!({"card": role, "step": 1, "status": "complete", "remark": "", "second_person": "Ines Castellanos", "occurred_at": null});
        desk.ask("card_step", done);
    }

    let list = desk.ask("patients", json!({"ward": ""}));
    let counts = &list["counts"];
    let sum: u64 = ["p1", "p2", "p3", "p4", "not_affected"]
        .iter()
        .map(|t| counts[t].as_u64().unwrap())
        .sum();
    assert_eq!(sum, counts["all"].as_u64().unwrap(), "nobody is hidden");
    assert_eq!(rows(&list).len() as u64, sum);
    assert!(counts["p1"].as_u64().unwrap() > 0);
    let p1: Vec<Value> = rows(&list).into_iter().filter(|r| r["tier"] == "P1").collect();
    let urgent: Vec<Value> = rows(&list)
        .into_iter()
        .filter(|r| r["tier"] == "P1" || r["tier"] == "P2")
        .map(|r| r["id"].clone())
        .collect();
    let words = desk.ask("patient_words", json!({"ids": urgent}));
    assert_eq!(rows(&words).len(), urgent.len());
    for row in rows(&words) {
        assert!(!row["reason"].as_str().unwrap().is_empty(), "{row:#}");
        assert!(!row["act"].as_str().unwrap().is_empty(), "{row:#}");
        assert!(!row["data_from"].as_str().unwrap().is_empty(), "{row:#}");
    }

    let (first, last) = (p1[0]["id"].clone(), p1[p1.len() - 1]["id"].clone());
    desk.ask("priority_confirm", json!({"id": first}));
    let alone = desk.refused(
        "priority_lower",
        json!({"id": last, "to": "P2", "reason": "driver running", "second_person": ""}),
    );
    assert!(alone.what.contains("second person"), "{}", alone.what);
    desk.ask(
        "priority_lower",
        json!({"id": last, "to": "P2", "reason": "driver running", "second_person": "Dr Achterberg"}),
    );
    let shown = desk.ask("patient", json!({"id": last}));
    assert_eq!(
        (shown["row"]["tier"].as_str(), shown["row"]["computed"].as_str()),
        (Some("P2"), Some("P1"))
    );

    let ward = p1[0]["ward"].clone();
    let what = json!({"what": "wards", "wards": [ward], "charts": []});
    let job = desk.job(
        "print_start",
        json!({"what": what, "to": "", "paper": "a4", "mono": false, "order": "priority"}),
    );
    let files = job["files"].as_array().unwrap();
    assert_eq!(files.len(), 2, "the list and the charts: {job:#}");
    for file in files {
        let bytes = std::fs::read(file["file"].as_str().unwrap()).unwrap();
        assert!(bytes.starts_with(b"%PDF"));
        for sheet in file["sheets"].as_array().unwrap() {
            assert!(
                sheet["code"].as_str().unwrap().starts_with('X'),
                "a drill's sheets begin with X"
            );
        }
    }

    desk.restart();
    let verified = desk.ask("log_verify", json!({}));
    assert_eq!(verified["ok"], true, "{verified:#}");
    let log = desk.ask(
        "log",
        json!({"since": null, "kind": "", "search": "", "limit": 0}),
    );
    let kinds: Vec<&str> = log["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["kind"].as_str().unwrap())
        .collect();
    for kind in [
        "incident.opened",
        "bag.adopted",
        "census.taken",
        "incident.declared",
        "role.assigned",
        "card.step",
        "system.set",
        "priority.confirmed",
        "priority.lowered",
        "printed",
    ] {
        assert!(kinds.contains(&kind), "no {kind} in {kinds:?}");
    }
    let after = desk.ask("patient", json!({"id": last}));
    assert_eq!(
        after["row"]["tier"], "P2",
        "the override is still in force after a restart"
    );
}

#[test]
fn the_list_as_it_was_can_be_made_again_from_the_log() {
    let desk = under_attack();
    let then = desk.ask("priority", json!({"ward": "", "at": null}));
    let at = then["at"].clone();
    desk.minutes_pass(7);
    set(&desk, "BGA", "available", "compromised");
    let now = desk.ask("priority", json!({"ward": "", "at": null}));
    assert_ne!(
        now["rows"], then["rows"],
        "a compromised gas analyser changes the list"
    );
    let again = desk.ask("priority", json!({"ward": "", "at": at}));
    assert_eq!(again, then, "to the byte");
}

#[test]
fn a_status_that_nobody_renews_counts_as_unknown() {
    let desk = under_attack();
    set(&desk, "EPMA", "available", "trusted");
    desk.minutes_pass(61);
    let board = desk.ask("systems", json!({}));
    let epma = rows(&board).into_iter().find(|r| r["code"] == "EPMA").unwrap();
    assert_eq!(
        (epma["integrity"].as_str(), epma["lapsed"].as_bool()),
        (Some("unknown"), Some(true))
    );
}

#[test]
fn a_lowered_p1_comes_back_by_itself() {
    let desk = under_attack();
    let list = desk.ask("patients", json!({"ward": ""}));
    let id = rows(&list)[0]["id"].clone();
    desk.ask(
        "priority_lower",
        json!({"id": id, "to": "P3", "reason": "seen", "second_person": "Dr Achterberg"}),
    );
    assert_eq!(desk.ask("patient", json!({"id": id}))["row"]["tier"], "P3");
    desk.minutes_pass(16);
    assert_eq!(desk.ask("patient", json!({"id": id}))["row"]["tier"], "P1");
}

#[test]
fn a_raise_needs_no_reason_and_no_power() {
    let desk = under_attack();
    let list = desk.ask("patients", json!({"ward": ""}));
    let id = rows(&list).into_iter().rfind(|r| r["tier"] == "P4").unwrap()["id"].clone();
    desk.ask("priority_raise", json!({"id": id, "to": "P1", "reason": ""}));
    let shown = desk.ask("patient", json!({"id": id}));
    assert_eq!(
        (shown["row"]["tier"].as_str(), shown["row"]["computed"].as_str()),
        (Some("P1"), Some("P4"))
    );
}

#[test]
fn a_locked_home_answers_nothing_but_its_state() {
    let desk = under_attack();
    desk.ask("lock", json!({}));
    for name in battlebag_commands::api::NAMES {
        let answer = desk.try_ask(
            name,
            json!({"id": "x", "ward": "", "text": "x", "key": "k", "code": "LIMS"}),
        );
        let open_to_all = [
            "status",
            "lock",
            "create_home",
            "unlock",
            "choose_files",
            "job",
            "job_cancel",
        ];
        if !open_to_all.contains(name) {
            assert!(answer.is_err(), "{name} answered while locked");
        }
    }
    assert_eq!(desk.station.title(), "Battlebag");
}

#[test]
fn nothing_about_a_patient_can_be_read_in_the_home_folder() {
    let desk = under_attack();
    let list = desk.ask("patients", json!({"ward": ""}));
    let names: Vec<String> = rows(&list)
        .iter()
        .take(40)
        .map(|r| r["family"].as_str().unwrap().to_owned())
        .collect();
    desk.ask(
        "draft_save",
        json!({"key": "log.note", "text": format!("spoke to {}", names[0])}),
    );
    desk.ask("lock", json!({}));
    let home = desk.dir.path().join("home");
    for entry in std::fs::read_dir(&home)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_file())
    {
        let bytes = std::fs::read(&entry).unwrap();
        for name in names.iter().filter(|n| n.len() > 5) {
            let found = bytes
                .windows(name.len())
                .any(|w| w.eq_ignore_ascii_case(name.as_bytes()));
            assert!(!found, "a name stands in {}", entry.display());
        }
    }
}

#[test]
fn what_was_being_typed_survives_a_restart() {
    let mut desk = Desk::with_home();
    desk.ask(
        "draft_save",
        json!({"key": "log.note", "text": "Ward 9: MRI moved to"}),
    );
    desk.restart();
    assert_eq!(
        desk.ask("draft_load", json!({"key": "log.note"}))["text"],
        "Ward 9: MRI moved to"
    );
    desk.ask(
        "incident_open",
        json!({"title": "", "standby": true, "exercise": true}),
    );
    desk.ask(
        "log_add",
        json!({"text": "Ward 9: MRI moved to Eastvale", "occurred_at": null}),
    );
    assert_eq!(
        desk.ask("draft_load", json!({"key": "log.note"}))["text"],
        "",
        "an entry clears its draft"
    );
}
