//! Messages from the desk: phoned results, what is waited for, runners, help and diversions, the contact book.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use desk::Desk;
use serde_json::{Value, json};

fn declared(desk: Desk) -> Desk {
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false}),
    );
    desk
}

fn night() -> Desk {
    declared(Desk::with_home())
}

fn needs(desk: &Desk, kinds: &[&str]) -> Vec<String> {
    let board = desk.ask("now", json!({}));
    let all = board["needs_you"].as_array().unwrap();
    let of_kind = all
        .iter()
        .filter(|n| kinds.contains(&n["kind"].as_str().unwrap()));
    of_kind
        .map(|n| {
            let said = |name: &str| n[name].as_str().unwrap().to_owned();
            format!("{} | {} | {}", said("plate"), said("text"), said("note"))
        })
        .collect()
}

fn key(written: &Value, desk: &Desk) -> String {
    let log = desk.ask("log", json!({"limit": 0}));
    let entries = log["entries"].as_array().unwrap();
    let entry = entries.iter().find(|e| e["number"] == written["number"]);
    entry.unwrap()["key"].as_str().unwrap().to_owned()
}

fn potassium(rest: &Value) -> Value {
    let mut request = json!({
        "name": "QUILL, Wanda, AMU 02", "second": "DT-7F3A-0001", "test": "Potassium", "value": "6.9",
        "unit": "mmol/L", "given_by": "Ada Nwosu", "from": "Biochemistry, 4417",
    });
    for (name, value) in rest.as_object().unwrap() {
        request[name] = value.clone();
    }
    request
}

#[test]
fn a_critical_result_stays_on_the_board_until_a_clinician_is_named() {
    let desk = night();
    let taken = desk.ask("result_take", potassium(&json!({"critical": true})));
    desk.minutes_pass(12);
    insta::assert_snapshot!(needs(&desk, &["critical_result", "read_back"]).join("\n"), @"
    Critical 12 min | QUILL, Wanda, AMU 02: Potassium 6.9 mmol/L. Tell a clinician | not read back
    Not read back | Ring back and read 1 result | 
    ");
    let view = desk.ask("results", json!({}));
    assert_eq!(view["critical"], 1);
    assert_eq!(
        view["results"][0]["lacks"],
        json!(["Not read back", "No second listener"])
    );
    assert_eq!(desk.ask("frame", json!({}))["counts"]["critical_results"], 1);
    let key = key(&taken, &desk);
    desk.ask(
        "result_read_back",
        json!({"key": key, "to": "Ada Nwosu", "second_listener": "Sam Okoro"}),
    );
    let refused = desk.refused("result_acknowledge", json!({"key": key, "clinician": " "}));
    assert!(refused.what.contains("clinician"), "{}", refused.what);
    desk.ask(
        "result_acknowledge",
        json!({"key": key, "clinician": "Dr Ines Castellanos", "doing": "calcium given, ECG"}),
    );
    assert!(needs(&desk, &["critical_result", "read_back"]).is_empty());
    assert_eq!(desk.ask("results", json!({}))["results"][0]["lacks"], json!([]));
}

#[test]
fn a_result_without_anything_but_a_name_and_a_value_is_kept() {
    let mut desk = night();
    desk.ask(
        "result_take",
        json!({"name": "bed 4", "test": "Lactate", "value": "7", "given_by": "the lab"}),
    );
    desk.restart();
    let kept = &desk.ask("results", json!({}))["results"][0];
    assert_eq!(
        kept["lacks"],
        json!(["Not read back", "No second listener", "One identifier only"])
    );
    let log = desk.ask("log", json!({"search": "Lactate", "limit": 0}));
    assert_eq!(
        log["entries"][0]["text"],
        "Result: bed 4 (one identifier only): Lactate 7"
    );
}

#[test]
fn the_patient_comes_from_the_census_with_two_identifiers() {
    let desk = declared(Desk::with_sample());
    let rows = desk.ask("census_list", json!({"ward": ""}))["rows"].clone();
    let one = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|r| !r["nhs_number"].is_null())
        .unwrap()
        .clone();
    let asked = json!({"patient": one["patient"], "test": "potassium", "urgent": true});
    desk.ask("result_ask", asked);
    let waited = &desk.ask("results", json!({}))["waited"][0];
    assert_eq!(waited["test"], "Potassium");
    assert!(
        waited["name"]
            .as_str()
            .unwrap()
            .contains(one["name"].as_str().unwrap())
    );
    assert!(waited["second"].as_str().unwrap().starts_with("NHS 999 "));
    let log = desk.ask("log", json!({"ward": one["ward"], "kind": "result", "limit": 0}));
    assert_eq!(log["matched"], 1, "the log knows whose ward it is");
}

#[test]
fn what_was_sent_is_chased_until_its_result_is_in() {
    let desk = night();
    let sent = |test: &str, urgent: bool| json!({"name": "LUND, Ida, Ward 9 01", "second": "70004", "test": test, "urgent": urgent, "to": "Laboratory hatch"});
    let gas = desk.ask("result_ask", sent("Blood gas", true));
    let copper = desk.ask("result_ask", sent("Copper in urine", false));
    desk.minutes_pass(40);
    insta::assert_snapshot!(needs(&desk, &["waited"]).join("\n"), @"Late 25 min | Chase Blood gas of LUND, Ida, Ward 9 01 | ");
    let view = desk.ask("results", json!({}));
    assert_eq!((view["open"].clone(), view["late"].clone()), (json!(2), json!(1)));
    assert_eq!(view["waited"][1]["due_at"], "2026-11-14T06:14:00Z");
    let (gas, copper) = (key(&gas, &desk), key(&copper, &desk));
    desk.ask(
        "result_chase",
        json!({"key": gas, "whom": "Ada Nwosu", "answer": "clotted, send another", "expected_at": "2026-11-14T03:30:00Z"}),
    );
    assert!(needs(&desk, &["waited"]).is_empty());
    desk.minutes_pass(60);
    insta::assert_snapshot!(desk.ask("sitrep_draft", json!({}))["foreseen"].as_str().unwrap().rsplit(". ").next().unwrap(), @"Results: 1 of 2 results waited for late");
    let phoned = json!({"name": "LUND, Ida", "second": "70004", "test": "Blood gas", "value": "pH 7.1", "given_by": "ED", "read_back": true, "answers": gas});
    desk.ask("result_take", phoned);
    desk.ask(
        "result_close",
        json!({"key": copper, "came": false, "because": "Dr Okoro: not tonight"}),
    );
    let view = desk.ask("results", json!({}));
    assert_eq!(view["open"], 0);
    assert!(
        view["waited"][0]["ended"]
            .as_str()
            .unwrap()
            .starts_with("Phoned, number")
            || view["waited"][1]["ended"]
                .as_str()
                .unwrap()
                .starts_with("Phoned, number")
    );
}

#[test]
fn a_hospital_sets_its_own_times_and_they_outlast_the_incident() {
    let desk = night();
    desk.ask(
        "wait_set",
        json!({"id": "blood-gas", "urgent_min": 5, "routine_min": 10}),
    );
    let time = |desk: &Desk| {
        let view = desk.ask("results", json!({}));
        let times = view["times"].as_array().unwrap();
        times.iter().find(|t| t["id"] == "blood-gas").unwrap().clone()
    };
    assert_eq!(
        (time(&desk)["urgent_min"].clone(), time(&desk)["own"].clone()),
        (json!(5), json!(true))
    );
    desk.ask(
        "incident_stand_down",
        json!({"because": "over", "break_glass": ""}),
    );
    let desk = declared(desk);
    assert_eq!(time(&desk)["routine_min"], 10);
    let refused = desk.refused(
        "wait_set",
        json!({"id": "gas", "urgent_min": 5, "routine_min": 10}),
    );
    insta::assert_snapshot!(refused.what, @"The bag has nothing called gas that is waited for.");
}

#[test]
fn a_runner_who_does_not_arrive_shouts() {
    let desk = night();
    let sent = desk.ask(
        "runner_send",
        json!({"what": "Three samples, Ward 9", "runner": "Sam Okoro", "from": "Ward 9", "to": "Laboratory hatch"}),
    );
    desk.minutes_pass(31);
    insta::assert_snapshot!(needs(&desk, &["runner"]).join("\n"), @"Late 1 min | Three samples, Ward 9 has not arrived at Laboratory hatch: find Sam Okoro | ");
    let key = key(&sent, &desk);
    let early = json!({"key": key, "taken_by": "Ada", "occurred_at": "2026-11-14T02:00:00Z"});
    assert!(
        desk.refused("runner_arrive", early)
            .what
            .contains("before it left")
    );
    desk.ask(
        "runner_arrive",
        json!({"key": key, "taken_by": "Ada Nwosu", "occurred_at": "2026-11-14T02:30:00Z"}),
    );
    assert!(needs(&desk, &["runner"]).is_empty());
    assert_eq!(
        desk.ask("runners", json!({}))["runs"][0]["ended_at"],
        "2026-11-14T02:30:00Z"
    );
}

#[test]
fn help_and_diversions_stand_on_the_board_and_in_the_report() {
    let desk = night();
    let asked = desk.ask(
        "aid_open",
        json!({"way": "we_asked", "whom": "Harrow Vale Hospital", "what": "four syringe drivers"}),
    );
    let stroke = desk.ask(
        "divert_start",
        json!({"what": "Stroke", "to": "Harrow Vale Hospital", "until": "2026-11-14T03:00:00Z", "agreed_by": "their site manager"}),
    );
    desk.minutes_pass(61);
    insta::assert_snapshot!(needs(&desk, &["aid", "diversion"]).join("\n"), @"
    Time is over | Stroke to Harrow Vale Hospital: does the diversion still hold? | agreed by their site manager
    No answer | Harrow Vale Hospital: four syringe drivers | 
    ");
    let report = desk.ask("sitrep_draft", json!({}));
    assert!(
        report["situation"]
            .as_str()
            .unwrap()
            .contains("Diverted: Stroke to Harrow Vale Hospital until Sat 14-Nov 03:00")
    );
    assert!(
        report["foreseen"]
            .as_str()
            .unwrap()
            .contains("Help from others: Harrow Vale Hospital: four syringe drivers (no answer)")
    );
    let (asked, stroke) = (key(&asked, &desk), key(&stroke, &desk));
    desk.ask(
        "aid_answer",
        json!({"key": asked, "answer": "offered", "words": "two, by 05:00", "by": "Ines"}),
    );
    desk.ask("divert_tell", json!({"key": stroke, "text": "Ambulance control"}));
    desk.ask(
        "divert_hold",
        json!({"key": stroke, "until": null, "agreed_by": "their site manager"}),
    );
    assert!(needs(&desk, &["aid", "diversion"]).is_empty());
    let board = desk.ask("now", json!({}));
    assert_eq!(
        board["diverted"],
        json!(["Stroke to Harrow Vale Hospital until further notice"])
    );
    desk.ask("divert_end", json!({"key": stroke, "text": "CT is back"}));
    desk.ask("aid_end", json!({"key": asked, "text": "Two came, two bought"}));
    let view = desk.ask("aid", json!({}));
    assert_eq!(
        (view["open"].clone(), view["running"].clone()),
        (json!(0), json!(0))
    );
    assert_eq!(desk.ask("log_verify", json!({}))["ok"], true);
}

#[test]
fn the_contact_book_is_taken_whole_or_not_at_all_and_is_found() {
    let mut desk = Desk::with_home();
    let file = desk.dir.path().join("book.csv");
    std::fs::write(
        &file,
        "sort,name,phone,room\nplace,Laboratory duty desk,4417,Block B\nfriend,Ada,1,\n",
    )
    .unwrap();
    let path = file.display().to_string();
    let import =
        |desk: &Desk, replace: bool| desk.ask("contacts_import", json!({"path": path, "replace": replace}));
    let refused = import(&desk, false);
    assert_eq!(
        (refused["taken"].clone(), refused["faults"][0]["line"].clone()),
        (json!(false), json!(3))
    );
    assert_eq!(refused["faults"][0]["field"], "sort");
    assert_eq!(desk.ask("contacts", json!({}))["contacts"], json!([]));
    std::fs::write(
        &file,
        "sort,name,phone,room\nplace,Laboratory duty desk,4417,Block B\n",
    )
    .unwrap();
    desk.ask(
        "contact_put",
        json!({"sort": "neighbour", "name": "Ambulance control", "phone": "01632 960002"}),
    );
    insta::assert_snapshot!(import(&desk, false)["said"].as_str().unwrap(), @"1 contact from book.csv: 1 new, 0 known already, 1 others kept.");
    let book = desk.ask("contacts", json!({}));
    assert_eq!(book["contacts"].as_array().unwrap().len(), 2);
    assert_eq!(book["stale"], 2);
    desk.ask("contact_verify", json!({"key": "place:laboratory duty desk"}));
    desk.restart();
    let found = desk.ask("find", json!({"text": "duty desk"}));
    assert_eq!(found["rows"][0]["kind"], "contact");
    assert_eq!(found["rows"][0]["note"], "phone 4417, room Block B");
    let again = json!({"sort": "place", "name": "laboratory duty DESK", "phone": "1"});
    assert!(desk.refused("contact_put", again).what.contains("already"));
    let nobody = json!({"sort": "place", "name": "Mortuary"});
    assert!(desk.refused("contact_put", nobody).what.contains("reach"));
    desk.ask("contact_remove", json!({"key": "neighbour:ambulance control"}));
    assert_eq!(
        desk.ask("contacts", json!({}))["contacts"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn every_list_is_printed_and_written_for_other_programs() {
    let desk = night();
    desk.ask(
        "result_take",
        potassium(&json!({"critical": true, "read_back": true})),
    );
    desk.ask(
        "result_ask",
        json!({"name": "LUND, Ida", "test": "CT, verbal report"}),
    );
    desk.ask(
        "runner_send",
        json!({"what": "Samples", "runner": "Sam", "from": "Ward 9", "to": "Laboratory"}),
    );
    desk.ask(
        "aid_open",
        json!({"way": "they_offered", "whom": "Harrow Vale", "what": "=CT slots"}),
    );
    desk.ask(
        "contact_put",
        json!({"sort": "place", "name": "Laboratory", "phone": "4417", "verified": true}),
    );
    for list in ["results", "waited", "runners", "aid", "diversions", "contacts"] {
        let pdf = desk.ask("list_write", json!({"list": list, "code": "", "to": ""}));
        let bytes = std::fs::read(pdf["file"].as_str().unwrap()).unwrap();
        assert!(bytes.starts_with(b"%PDF"), "{list}");
        for form in ["csv", "json"] {
            let file = desk.ask("list_export", json!({"list": list, "to": "", "form": form}));
            let text = std::fs::read_to_string(file["file"].as_str().unwrap()).unwrap();
            if form == "json" {
                let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
                assert_eq!(rows.len(), usize::from(list != "diversions"), "{list}");
            } else {
                assert_eq!(
                    text.lines().count(),
                    1 + usize::from(list != "diversions"),
                    "{list}: {text}"
                );
            }
        }
    }
    let wrong = desk.refused("list_export", json!({"list": "beds", "to": ""}));
    insta::assert_snapshot!(format!("{} {}", wrong.what, wrong.next), @"There is no list called beds. Ask for one of results, waited, runners, aid, diversions, contacts, downtime_numbers, legal, back_entry, lab_list, needs_you.");
}
