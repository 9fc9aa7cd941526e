//! The priority list as a ward reads it: everybody once, words for the rows in view, the list as it was and what has
//! become other since, and the lock when nobody can know any more who lies where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use battlebag_commands::ErrorKind;
use desk::Desk;
use serde_json::{Value, json};

const HEAD: &str = "snapshot_at,hospital_number,family_name,given_name,birth_date,encounter_id,patient_class,ward,bed,problem,allergies";
const FOUR: &str = "70001,Okafor,Grace,1950-01-02,E1,inpatient,AMU,01,Pneumonia,NKDA
70002,Quill,Wanda,1944-05-06,E2,inpatient,AMU,02,Fall,Penicillin
70003,Haddad,Sami,1990-07-08,E3,inpatient,AMU,03,Diabetic ketoacidosis,
70004,Lund,Ida,1931-09-10,E4,inpatient,Ward 9,01,Acute kidney injury,";

fn rows(view: &Value) -> Vec<Value> {
    view["rows"].as_array().unwrap().clone()
}

fn census(desk: &Desk, at: &str, people: &str) {
    let file = desk.dir.path().join("census.csv");
    let people: Vec<String> = people.lines().map(|row| format!("{at},{}", row.trim())).collect();
    std::fs::write(&file, format!("{HEAD}\n{}\n", people.join("\n"))).unwrap();
    desk.job(
        "census_import",
        json!({"paths": [file.display().to_string()], "as_of": null, "format": "csv", "dry_run": false}),
    );
}

/// 02:14, four people, an incident.
fn night() -> Desk {
    let desk = Desk::with_home();
    census(&desk, "2026-11-14T02:00:00Z", FOUR);
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false}),
    );
    desk
}

fn set(desk: &Desk, code: &str, availability: &str, integrity: &str) {
    desk.ask(
        "system_set",
        json!({"code": code, "availability": availability, "integrity": integrity, "evidence": "seen on the ward",
               "said_by": "", "expires_min": 240, "since": null}),
    );
}

fn key_of(desk: &Desk, family: &str) -> String {
    let list = rows(&desk.ask("patients", json!({"ward": ""})));
    let found = list.iter().find(|r| r["family"] == family.to_uppercase());
    found.unwrap_or_else(|| panic!("{family} is not on the list"))["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// The comparison as a person reads it.
fn told(c: &Value) -> String {
    let texts = |list: &Value| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|t| t.as_str().or(t["text"].as_str()).unwrap().to_owned())
            .collect()
    };
    let mut lines = texts(&c["all"]);
    lines.extend(texts(&c["systems"]));
    for row in rows(c) {
        let tier = |key: &str| row[key].as_str().unwrap_or("nowhere").to_owned();
        let why: Vec<String> = texts(&row["why"]);
        lines.push(format!(
            "{} {} {}: {} to {}. {}",
            row["change"].as_str().unwrap(),
            row["ward"].as_str().unwrap(),
            row["name"].as_str().unwrap(),
            tier("tier_then"),
            tier("tier_now"),
            why.join(" ")
        ));
    }
    lines.join("\n")
}

/// Everybody on each list is counted once.
fn sums_hold(c: &Value) {
    let n = |key: &str| c[key].as_u64().unwrap();
    let moved = n("rose") + n("fell") + n("same_tier") + n("as_before");
    assert_eq!(n("now"), moved + n("new"), "{c:#}");
    assert_eq!(n("then"), moved + n("gone"), "{c:#}");
    assert_eq!(
        rows(c).len() as u64,
        moved - n("as_before") + n("new") + n("gone")
    );
}

#[test]
fn an_hour_later_the_list_says_who_rose_and_which_state_did_it() {
    let desk = night();
    desk.minutes_pass(5);
    let haddad = key_of(&desk, "Haddad");
    desk.minutes_pass(60);
    set(&desk, "BGA", "available", "compromised");
    let compared = desk.ask("priority_compare", json!({"ward": "", "with": "60 min"}));
    sums_hold(&compared);
    insta::assert_snapshot!(told(&compared), @r"
    Blood gas analysers: was up, trusted, now up, compromised. Siobhán Ní Chonchúir, 03:19.
    rose AMU HADDAD, Sami: P2 to P1. The blood gas analyser: was up, trusted, now up, compromised.
    rose Ward 9 LUND, Ida: P3 to P1. The blood gas analyser: was up, trusted, now up, compromised.
    ");
    let rose: Vec<Value> = rows(&compared)
        .into_iter()
        .filter(|r| r["change"] == "rose")
        .collect();
    assert!(rose.iter().any(|r| r["id"] == haddad.as_str()), "{compared:#}");
}

#[test]
fn before_the_first_list_there_was_the_first_one_is_compared_with_and_that_is_said() {
    let desk = night();
    desk.minutes_pass(23);
    set(&desk, "BGA", "available", "compromised");
    for asked in ["60 min", "2h", "2026-11-14T01:00:00Z"] {
        let compared = desk.ask("priority_compare", json!({"ward": "", "with": asked}));
        sums_hold(&compared);
        assert_eq!(
            compared["instead"],
            "The incident began 23 min ago; compared with its first list, of 02:14."
        );
        assert!(compared["rose"].as_u64().unwrap() > 0, "{compared:#}");
    }
    let within = desk.ask("priority_compare", json!({"ward": "", "with": "10 min"}));
    assert_eq!(within["instead"], "");
    // Of the first list itself there is no earlier one.
    let first = desk.refused(
        "priority_compare",
        json!({"ward": "", "with": "60 min", "at": "2026-11-14T02:14:00Z"}),
    );
    assert!(first.what.contains("it was the first"), "{}", first.what);
}

#[test]
fn who_came_and_who_went_are_named_with_what_is_known() {
    let desk = night();
    desk.minutes_pass(10);
    desk.ask(
        "census_edit",
        json!({"what": "discharged", "patient": key_of(&desk, "Quill"), "to": "home", "known_from": "ward clerk"}),
    );
    let later = FOUR.replace("70004,Lund", "70009,Abebe").replace("E4", "E9");
    desk.minutes_pass(20);
    census(&desk, "2026-11-14T02:40:00Z", &later);
    let compared = desk.ask(
        "priority_compare",
        json!({"ward": "", "with": "2026-11-14T02:15:00Z"}),
    );
    sums_hold(&compared);
    insta::assert_snapshot!(told(&compared), @r"
    The census was of Sat 14-Nov 02:00, it is of Sat 14-Nov 02:40 now.
    new Ward 9 ABEBE, Ida: nowhere to P3. Not in the census before; when they were admitted is not known.
    gone AMU QUILL, Wanda: P3 to nowhere. Written off the census by hand, Siobhán Ní Chonchúir 02:24.
    gone Ward 9 LUND, Ida: P3 to nowhere. Not in the census of 02:40 any more; it does not say whether moved, gone home or dead.
    ");
    let one_ward = desk.ask(
        "priority_compare",
        json!({"ward": "Ward 9", "with": "2026-11-14T02:15:00Z"}),
    );
    sums_hold(&one_ward);
    assert_eq!(
        (one_ward["then"].as_u64(), one_ward["now"].as_u64()),
        (Some(1), Some(1))
    );
}

#[test]
fn the_screen_as_it_was_is_what_was_shown_then() {
    let desk = night();
    set(&desk, "LIMS", "unavailable", "trusted");
    let all = |desk: &Desk, at: Value| {
        let list = desk.ask("patients", json!({"ward": "", "at": at}));
        let ids: Vec<Value> = rows(&list).iter().map(|r| r["id"].clone()).collect();
        let words = desk.ask("patient_words", json!({"ids": ids, "at": at}));
        let open = desk.ask("patient", json!({"id": ids[0], "at": at}));
        (list["rows"].clone(), list["counts"].clone(), words, open)
    };
    let shown = all(&desk, Value::Null);
    desk.minutes_pass(30);
    set(&desk, "BGA", "available", "compromised");
    desk.ask(
        "priority_raise",
        json!({"id": key_of(&desk, "Quill"), "to": "P1", "reason": ""}),
    );
    assert_ne!(all(&desk, Value::Null).0, shown.0);
    let again = all(&desk, json!("2026-11-14T02:14:00Z"));
    assert_eq!(
        (&again.0, &again.1, &again.2),
        (&shown.0, &shown.1, &shown.2),
        "to the byte"
    );
    assert_eq!(again.3["past"], true, "and says that it is past");
    let mut open = again.3.clone();
    open["past"] = json!(false);
    assert_eq!(open, shown.3);
    let error = desk.refused("patients", json!({"ward": "", "at": "2026-11-13T00:00:00Z"}));
    insta::assert_snapshot!(format!("{} {}", error.what, error.next), @"At Fri 13-Nov 00:00 there was no entry in this incident. Give a time between Sat 14-Nov 02:14 and now.");
}

#[test]
fn a_look_is_due_again_after_the_time_of_the_tier() {
    let desk = night();
    desk.minutes_pass(30);
    set(&desk, "BGA", "available", "compromised");
    let haddad = key_of(&desk, "Haddad");
    let of = |desk: &Desk| {
        let list = rows(&desk.ask("patients", json!({"ward": ""})));
        let row = list.into_iter().find(|r| r["id"] == haddad.as_str()).unwrap();
        (
            row["tier"].as_str().unwrap().to_owned(),
            row["recheck_at"].as_str().unwrap().to_owned(),
            row["recheck_due"].as_bool().unwrap(),
        )
    };
    let p1 = |at: &str, due: bool| ("P1".to_owned(), at.to_owned(), due);
    assert_eq!(
        of(&desk),
        p1("2026-11-14T02:59:00Z", false),
        "15 min after the analyser was said to lie"
    );
    desk.minutes_pass(16);
    assert_eq!(of(&desk), p1("2026-11-14T02:59:00Z", true));
    desk.ask("priority_confirm", json!({"id": haddad}));
    assert_eq!(
        of(&desk),
        p1("2026-11-14T03:15:00Z", false),
        "15 min after somebody looked"
    );
    set(&desk, "BGA", "available", "compromised");
    assert_eq!(
        of(&desk),
        p1("2026-11-14T03:15:00Z", false),
        "a renewed word is no new fact"
    );
}

/// What the newest priority list of AMU says, where a tool that reads PDF is installed.
fn printed(desk: &Desk) -> Option<String> {
    desk.job(
        "print_start",
        json!({"what": {"what": "wards", "wards": ["AMU"], "charts": ["priority-list"]}, "to": "", "paper": "a4",
               "mono": true, "order": "bed"}),
    );
    let mut waiting = vec![desk.dir.path().join("paper")];
    let mut pdfs = Vec::new();
    while let Some(dir) = waiting.pop() {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|e| e == "pdf") {
                pdfs.push(path);
            }
        }
    }
    let newest = pdfs
        .into_iter()
        .max_by_key(|p| p.metadata().unwrap().modified().unwrap())
        .unwrap();
    let said = std::process::Command::new("pdftotext")
        .arg(newest)
        .arg("-")
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&said.stdout).into_owned())
}

#[test]
fn a_list_printed_later_says_the_same_time_for_who_was_not_seen() {
    let desk = night();
    desk.minutes_pass(30);
    set(&desk, "BGA", "available", "compromised");
    for (minutes, wanted) in [(5, "by 02:59"), (5, "by 02:59"), (20, "OVERDUE since 02:59")] {
        desk.minutes_pass(minutes);
        let Some(said) = printed(&desk) else { return };
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    desk.ask("priority_confirm", json!({"id": key_of(&desk, "Haddad")}));
    let Some(said) = printed(&desk) else { return };
    assert!(
        said.contains("by 03:29") && !said.contains("OVERDUE since 02:59"),
        "{said}"
    );
}

#[test]
fn after_twelve_hours_the_list_is_a_roll_call() {
    let desk = night();
    set(&desk, "BGA", "available", "compromised");
    let haddad = key_of(&desk, "Haddad");
    desk.minutes_pass(12 * 60);
    let list = desk.ask("patients", json!({"ward": ""}));
    assert_eq!(list["locked"], true);
    let beds: Vec<String> = rows(&list)
        .iter()
        .map(|r| format!("{} {}", r["ward"].as_str().unwrap(), r["bed"].as_str().unwrap()))
        .collect();
    assert_eq!(
        beds,
        ["AMU 01", "AMU 02", "AMU 03", "Ward 9 01"],
        "by bed, nobody above anybody"
    );
    let error = desk.refused("priority_confirm", json!({"id": haddad}));
    assert_eq!(error.kind, ErrorKind::Refused);
    insta::assert_snapshot!(format!("{} {}", error.what, error.next), @"The census is 12 h old: the list is locked, and nobody was confirmed or lowered. Rebuild it at the bedside: print the roll-call, see who is there, then take a new census. Raising still works.");
    desk.refused(
        "priority_lower",
        json!({"id": haddad, "to": "P3", "reason": "seen", "second_person": "Dr Achterberg"}),
    );
    desk.ask(
        "priority_raise",
        json!({"id": key_of(&desk, "Quill"), "to": "P1", "reason": ""}),
    );
}
