//! The list as it was shown at any past moment is made again from the log, to the byte.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use std::collections::BTreeSet;
use std::path::PathBuf;

use desk::{Desk, PASSPHRASE};
use serde_json::{Value, json};

/// What a shell was given at a moment.
struct Shown {
    /// As scripts read it, and the request that asks for it again.
    list: (String, Value),
    /// As the Patients screen was given it, and the request that asks for it again.
    screen: (String, Value),
}

fn look(desk: &Desk) -> Shown {
    let list = desk.ask("priority", json!({"ward": "", "at": null}));
    let screen = desk.ask("patients", json!({"ward": ""}));
    let of_list = json!({"ward": "", "at": list["at"], "known": list["known"]});
    let of_screen = json!({"ward": "", "at": screen["ranked_at"], "known": screen["known"]});
    assert_eq!(screen["past"], false);
    assert_eq!(list["doubts"], json!([]), "{list}");
    Shown {
        list: (list.to_string(), of_list),
        screen: (screen.to_string(), of_screen),
    }
}

/// Asks for every list again and compares the bytes.
fn all_again(desk: &Desk, shown: &[Shown], when: &str) {
    for one in shown {
        let (list, asked) = &one.list;
        assert_eq!(
            &desk.ask("priority", asked.clone()).to_string(),
            list,
            "{when}: {asked}"
        );
        let (screen, asked) = &one.screen;
        let mut again = desk.ask("patients", asked.clone());
        // The one thing that differs: a screen of the past says that it is.
        assert_eq!(again["past"], true);
        again["past"] = json!(false);
        assert_eq!(&again.to_string(), screen, "{when}: {asked}");
    }
}

fn census(desk: &Desk, at: &str, beds: usize) {
    let problems = [
        "Diabetic ketoacidosis",
        "Cauda equina syndrome",
        "Acute stroke",
        "Upper GI bleed",
        "Hyperkalaemia",
        "Pneumonia",
        "Fall",
        "Neutropenic sepsis",
        "STEMI",
        "Head injury",
        "Status epilepticus",
        "Heart failure",
    ];
    let mut text = "snapshot_at,hospital_number,family_name,given_name,birth_date,encounter_id,patient_class,ward,bed,problem,news2,news2_at\n".to_owned();
    for bed in 0..beds {
        let (ward, problem) = (["AMU", "Ward 9"][bed % 2], problems[bed % problems.len()]);
        let news2 = bed * 5 % 9;
        text += &format!(
            "{at},7{bed:04},Family{bed},Given,1950-01-02,E{bed},inpatient,{ward},{bed:02},{problem},{news2},{at}\n"
        );
    }
    let file = desk.dir.path().join("census.csv");
    std::fs::write(&file, text).unwrap();
    desk.job(
        "census_import",
        json!({"paths": [file.display().to_string()], "as_of": null, "format": "csv", "dry_run": false}),
    );
}

fn patients(desk: &Desk) -> Vec<Value> {
    desk.ask("patients", json!({"ward": ""}))["rows"]
        .as_array()
        .unwrap()
        .clone()
}

/// The `nth` patient of the list, whoever that is now.
fn nth(desk: &Desk, nth: usize) -> Value {
    let rows = patients(desk);
    rows[nth % rows.len()].clone()
}

fn set(desk: &Desk, code: &str, availability: &str, integrity: &str) {
    let request = json!({
        "code": code, "availability": availability, "integrity": integrity, "evidence": "two screens blank",
        "said_by": "", "expires_min": 0, "since": null
    });
    desk.ask("system_set", request);
}

/// How many sorts of act [`act`] knows.
const ACTS: usize = 23;

/// Does one thing. What is refused here (raising somebody who is P1) is refused in a ward too and leaves no entry.
fn act(desk: &Desk, which: usize, pick: usize) {
    let who = nth(desk, pick);
    let id = who["id"].clone();
    let try_ask = |name: &str, request: Value| drop(desk.try_ask(name, request));
    match which % ACTS {
        0 => try_ask("bag_checked", json!({"valid_days": 0})),
        1 => set(desk, "LIMS", "unavailable", "trusted"),
        2 => set(desk, "PUMP", "available", "suspect"),
        3 => set(desk, "BGA", "available", "compromised"),
        4 => set(desk, "NET", "unavailable", "suspect"),
        5 => set(
            desk,
            ["LIMS", "PUMP", "BGA", "NET"][pick % 4],
            "available",
            "trusted",
        ),
        6 => try_ask(
            "fallback_confirm",
            json!({"id": "standalone_pump", "count": pick % 3, "place": "Store 2"}),
        ),
        7 => try_ask(
            "fallback_confirm",
            json!({"id": "standalone_bga", "count": 1, "place": "ITU"}),
        ),
        8 => try_ask(
            "fallback_run",
            json!({"patient": id, "fallback": "standalone_pump", "running": pick % 2 == 0}),
        ),
        9 => try_ask("priority_raise", json!({"id": id, "to": "P1", "reason": ""})),
        10 => try_ask(
            "priority_lower",
            json!({"id": nth(desk, 0)["id"], "to": "P3", "reason": "seen", "second_person": "Dr Achterberg"}),
        ),
        11 => try_ask("priority_confirm", json!({"id": nth(desk, pick % 4)["id"]})),
        12 => try_ask("priority_release", json!({"id": id})),
        13 => try_ask(
            "census_edit",
            json!({"what": "admitted", "sex": "male", "ward": "AMU", "bed": format!("T{pick}")}),
        ),
        14 => try_ask(
            "census_edit",
            json!({"what": "moved", "patient": id, "ward": "ITU", "bed": format!("{pick}")}),
        ),
        15 => try_ask(
            "census_edit",
            json!({"what": "discharged", "patient": id, "to": "home"}),
        ),
        16 => take_back(desk),
        17 => try_ask(
            "census_edit",
            json!({"what": "allergic", "patient": id, "substance": "latex", "reaction": "rash"}),
        ),
        18 => {
            let earlier = desk.ask("frame", json!({}))["now"].clone();
            try_ask("log_add", json!({"text": "Written late", "occurred_at": earlier}));
        }
        19 => {
            let log = desk.ask(
                "log",
                json!({"since": null, "kind": "", "search": "", "limit": 1}),
            );
            try_ask(
                "entry_correct",
                json!({"key": log["entries"][0]["key"], "text": "Other words"}),
            );
        }
        20 => {
            let now = desk.ask("frame", json!({}))["now"].as_str().unwrap().to_owned();
            census(desk, &now, 10 + pick % 9);
        }
        21 => settle(desk),
        _ => try_ask(
            "census_edit",
            json!({"what": "weighed", "patient": id, "kg": "61", "estimated": true}),
        ),
    }
}

/// Takes the last change by hand back.
fn take_back(desk: &Desk) {
    let edits = desk.ask("census_edits", json!({}));
    if let Some(last) = edits["changes"].as_array().and_then(|c| c.last()) {
        drop(desk.try_ask("census_edit", json!({"what": "taken_back", "of": last["entry"]})));
    }
}

fn settle(desk: &Desk) {
    let edits = desk.ask("census_edits", json!({}));
    if let Some(one) = edits["differences"].as_array().and_then(|d| d.first()) {
        let request = json!({"entry": one["entry"], "keep": "hand", "because": "rang the ward"});
        drop(desk.try_ask("census_settle", request));
    }
}

fn begun() -> Desk {
    let desk = Desk::with_home();
    census(&desk, "2026-11-14T02:00:00Z", 14);
    desk.ask(
        "incident_open",
        json!({"title": "Night", "standby": false, "exercise": true}),
    );
    desk
}

/// A backup of this home, restored on another laptop with a clock that shows the same time.
fn restored(desk: &Desk) -> Desk {
    let to = desk.dir.path().join("stick");
    let job = desk.job("backup_make", json!({"to": to.display().to_string()}));
    let file = PathBuf::from(job["files"][0]["file"].as_str().unwrap());
    let other = Desk::new();
    other.minutes_pass(60 * 24);
    let request = json!({"file": file.display().to_string(), "person": "", "passphrase": PASSPHRASE});
    other.ask("restore", request);
    other
}

fn distinct(shown: &[Shown]) -> usize {
    let rows = |s: &Shown| serde_json::from_str::<Value>(&s.list.0).unwrap()["rows"].to_string();
    shown.iter().map(rows).collect::<BTreeSet<_>>().len()
}

#[test]
fn every_list_of_an_incident_is_made_again_to_the_byte_after_a_restart_and_on_another_laptop() {
    let mut desk = begun();
    let mut shown = vec![look(&desk)];
    for minute in 0..ACTS + 12 {
        desk.minutes_pass(1);
        shown.push(look(&desk));
        // Several things in one millisecond, each with a list of its own.
        for more in 0..=minute % 2 {
            act(&desk, minute + more * 7, minute * 3);
            shown.push(look(&desk));
        }
    }
    // What lapses by itself: an override, a word on a system, the census.
    for minutes in [10, 20, 61, 240, 720] {
        desk.minutes_pass(minutes);
        shown.push(look(&desk));
    }
    assert!(distinct(&shown) > 30, "only {} different lists", distinct(&shown));
    desk.restart();
    all_again(&desk, &shown, "after a restart");
    let other = restored(&desk);
    all_again(&other, &shown, "on another laptop");
    // It goes on there, under a key of its own.
    act(&other, 4, 0);
    let later = look(&other);
    assert_ne!(later.list.0, shown.last().unwrap().list.0);
    all_again(&other, &shown[shown.len() - 9..], "after it went on");
    all_again(&other, &[later], "what was shown there");
}

#[test]
fn random_incidents_are_made_again_to_the_byte() {
    for seed in 1..=3_u64 {
        let mut stream = seed;
        let mut below = |bound: usize| {
            stream = stream
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(stream >> 33).unwrap() % bound
        };
        let mut desk = begun();
        let mut shown = Vec::new();
        for _ in 0..24 {
            act(&desk, below(ACTS), below(40));
            // From the same millisecond to two hours.
            desk.ms_pass(i64::try_from([0, 1, 999, 7_013, 61_000, 7_200_000][below(6)]).unwrap());
            shown.push(look(&desk));
        }
        desk.restart();
        all_again(&desk, &shown, &format!("seed {seed}"));
    }
}

#[test]
fn a_minute_alone_gives_the_last_list_that_was_shown_in_it() {
    let desk = begun();
    set(&desk, "LIMS", "unavailable", "trusted");
    let before = look(&desk);
    desk.minutes_pass(5);
    set(&desk, "PUMP", "available", "compromised");
    let mut asked = before.list.1.clone();
    asked["known"] = json!("");
    assert_eq!(desk.ask("priority", asked).to_string(), before.list.0);
}

#[test]
fn a_list_names_its_census_bag_and_rules() {
    let desk = begun();
    let list = desk.ask("priority", json!({"ward": "", "at": null}));
    let report = desk.ask("census_report", json!({}));
    assert_eq!(list["census"], report["snapshot"], "{report}");
    let bag = battlebag_bag::Bag::shipped().unwrap();
    let hex: String = bag.hash.iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(
        (list["bag"].as_str(), list["approved_by"].as_str()),
        (Some(hex.as_str()), Some(""))
    );
    assert_eq!(list["method"].as_str().unwrap().len(), 16);
}

#[test]
fn a_clock_that_is_set_back_hides_no_entry_and_its_lists_are_told_apart() {
    let desk = begun();
    desk.minutes_pass(30);
    set(&desk, "LIMS", "unavailable", "trusted");
    let before = look(&desk);
    desk.ms_pass(-20 * 60_000);
    set(&desk, "PUMP", "available", "compromised");
    let after = look(&desk);
    let now: Value = serde_json::from_str(&after.list.0).unwrap();
    let systems = now["rows"].to_string();
    assert!(
        systems.contains("\"LIMS\""),
        "what was said before the clock went back still counts"
    );
    all_again(&desk, &[before, after], "after the clock went back");
    // The time alone was shown twice: the first is given, and it says so.
    let twice = desk.ask("priority", json!({"ward": "", "at": now["at"]}));
    assert!(
        twice["doubts"][0]
            .as_str()
            .unwrap()
            .starts_with("A clock was set back"),
        "{twice}"
    );
    let wrong = desk.refused(
        "priority",
        json!({"ward": "", "at": now["at"], "known": "yesterday"}),
    );
    assert!(wrong.what.contains("yesterday"), "{}", wrong.what);
}

#[test]
fn what_was_written_late_is_not_in_the_list_that_was_shown_but_is_in_hindsight() {
    let desk = begun();
    let id = nth(&desk, 3)["id"].clone();
    desk.minutes_pass(10);
    let shown = look(&desk);
    let at = shown.list.1["at"].clone();
    desk.minutes_pass(20);
    desk.ask(
        "census_edit",
        json!({"what": "moved", "patient": id, "ward": "ITU", "bed": "4", "at": "2026-11-14T02:20:00Z"}),
    );
    let ward = |asked: Value| {
        let list = desk.ask("priority", asked);
        let rows = list["rows"].as_array().unwrap().clone();
        rows.iter().find(|r| r["patient"] == id).unwrap()["ward"].clone()
    };
    assert_ne!(ward(json!({"ward": "", "at": at})), "ITU", "as it was shown");
    assert_eq!(
        ward(json!({"ward": "", "at": at, "hindsight": true})),
        "ITU",
        "as it was"
    );
    all_again(&desk, &[shown], "after the late entry");
}

#[test]
fn erasing_the_words_of_a_raise_or_of_a_lost_system_lowers_nobody() {
    let mut desk = begun();
    set(&desk, "LIMS", "unavailable", "trusted");
    let low = patients(&desk).into_iter().rfind(|r| r["tier"] != "P1").unwrap();
    let raised = desk.ask(
        "priority_raise",
        json!({"id": low["id"], "to": "P1", "reason": "Mrs Quill next to him said so"}),
    );
    let shown = look(&desk);
    let tiers = |list: &Value| -> Vec<(Value, Value)> {
        let rows = list["rows"].as_array().unwrap();
        rows.iter()
            .map(|r| (r["patient"].clone(), r["tier"].clone()))
            .collect()
    };
    let before: Value = serde_json::from_str(&shown.list.0).unwrap();
    let lost = raised["number"].as_u64().unwrap() - 1;
    for number in [raised["number"].as_u64().unwrap(), lost] {
        let words = json!({"key": number.to_string(), "because": "names another patient", "ground": "UK GDPR article 17", "break_glass": "nobody holds the role yet"});
        desk.ask("entry_redact", words);
    }
    for when in ["at once", "after a restart"] {
        let now = desk.ask("priority", json!({"ward": "", "at": null}));
        assert_eq!(tiers(&now), tiers(&before), "{when}");
        assert!(
            !now.to_string().contains("Mrs Quill"),
            "{when}: the words are gone"
        );
        let then = desk.ask("priority", shown.list.1.clone());
        assert_eq!(tiers(&then), tiers(&before), "{when}");
        assert!(
            then["doubts"][0]
                .as_str()
                .unwrap()
                .contains("Words of entries were erased since"),
            "{then}"
        );
        desk.restart();
    }
    assert_eq!(desk.ask("log_verify", json!({}))["ok"], true);
}
