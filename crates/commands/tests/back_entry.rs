//! Back-entry over the use cases: from a printed sheet to "done", a slip in its number, what is left at the stand-down, on paper.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use desk::Desk;
use serde_json::{Value, json};

/// A ward's prescription charts and wristbands on paper; the ward and the sheets of the print.
fn printed(desk: &Desk) -> (String, Vec<Value>) {
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false}),
    );
    let view = desk.ask("paper", json!({}));
    let ward = view["wards"][0]["ward"].as_str().unwrap().to_owned();
    let done = desk.job(
        "print_start",
        json!({"what": {"what": "wards", "wards": [ward], "charts": ["prescription", "wristband"]}, "to": "", "paper": "a4", "mono": true, "order": "bed"}),
    );
    (ward, done["files"][0]["sheets"].as_array().unwrap().clone())
}

/// Numbers of the prescription charts; a chart of three faces is two sheets, each a line of its own.
fn charts_of(sheets: &[Value]) -> Vec<String> {
    let of = sheets.iter().filter(|s| s["form"] != "Wristband");
    of.map(|s| s["code"].as_str().unwrap().to_owned()).collect()
}

fn list(desk: &Desk) -> Value {
    desk.ask("back_entry", json!({}))
}

fn stand(desk: &Desk, code: &str) -> String {
    desk.ask("sheet_find", json!({"typed": code}))["sheets"][0]["stand"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn every_printed_chart_is_a_line_and_goes_to_done_by_two_people() {
    let desk = Desk::with_sample();
    desk.refused("back_entry", json!({}));
    let (ward, sheets) = printed(&desk);
    let charts = charts_of(&sheets);
    let view = list(&desk);
    assert_eq!(view["all"]["printed"], charts.len());
    assert_eq!(view["all"]["out"], charts.len());
    assert!(
        view["sheets"]
            .as_array()
            .unwrap()
            .iter()
            .all(|s| s["rule"] == "medicines"),
        "{view:#}"
    );
    assert_eq!(view["wards"][0]["name"], ward.as_str());
    assert_eq!(view["since"], Value::Null);
    let first = &charts[0];
    // As the scanner types it, and as a hand does.
    let scanned = format!("BB{}P1", first.replace('-', ""));
    let found = desk.ask("sheet_find", json!({"typed": scanned}));
    let sheet = &found["sheets"][0];
    assert_eq!(sheet["code"], first.as_str());
    assert!(sheet["whose"].as_str().unwrap().starts_with(&ward), "{sheet}");
    assert!(sheet["next"].as_str().unwrap().contains("fetch it from the ward"));
    desk.ask("incident_recover", json!({"because": "EHR"}));
    desk.ask("sheet_return", json!({"sheets": [first.to_lowercase(), first]}));
    desk.ask("sheet_take", json!({"sheets": [first], "by": "Ann Lee"}));
    let next = desk.ask("sheet_find", json!({"typed": first}))["sheets"][0]["next"].clone();
    assert!(
        next.as_str().unwrap().starts_with("Pharmacy lead enters it: "),
        "{next}"
    );
    let enter = json!({"sheets": [first], "entered": "typed", "real_times": true, "by": "Ann Lee"});
    desk.ask("sheet_enter", enter.clone());
    assert_eq!(stand(&desk, first), "to_verify");
    let twice = desk.refused("sheet_enter", enter);
    assert!(
        twice.what.contains("entered already, by Ann Lee"),
        "{}",
        twice.what
    );
    let same = desk.refused("sheet_verify", json!({"sheets": [first], "by": "ann lee"}));
    assert!(same.next.contains("Somebody else"), "{} {}", same.what, same.next);
    desk.ask("sheet_verify", json!({"sheets": [first], "by": "Bob Oduya"}));
    assert_eq!(stand(&desk, first), "done");
    let view = list(&desk);
    assert_eq!(
        (&view["all"]["done"], &view["all"]["open"]),
        (&json!(1), &json!(charts.len() - 1))
    );
    let one = desk.ask("sheet_find", json!({"typed": first}))["sheets"][0].clone();
    let words: Vec<&str> = one["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|h| h["words"].as_str().unwrap())
        .collect();
    insta::assert_snapshot!(words.join("\n"), @"
    It is here
    Ann Lee takes it on
    Entered by Ann Lee: typed in, with the real times
    Bob Oduya looked at it on the screen: it is so, name only, no passphrase
    ");
}

#[test]
fn several_sheets_are_one_act_all_or_none() {
    let desk = Desk::with_sample();
    let (_, sheets) = printed(&desk);
    let charts = charts_of(&sheets);
    let unknown = desk.refused("sheet_return", json!({"sheets": [charts[0], "3333-3333"]}));
    assert!(unknown.what.contains("3333-3333"), "{}", unknown.what);
    assert_eq!(stand(&desk, &charts[0]), "out");
    let said = desk.ask("sheet_return", json!({"sheets": [charts[0], charts[1]]}));
    assert!(
        said["said"].as_str().unwrap().starts_with("2 sheets here"),
        "{said}"
    );
    assert_eq!(stand(&desk, &charts[1]), "returned");
}

#[test]
fn a_slip_in_a_number_is_told_kindly_and_never_guessed() {
    let desk = Desk::with_sample();
    let (_, sheets) = printed(&desk);
    let code = charts_of(&sheets).remove(0);
    let with = |at: usize, sign: &str| format!("{}{sign}{}", &code[..at], &code[at + 1..]);
    let ask = |typed: &str| desk.ask("sheet_find", json!({"typed": typed}));
    let strange = ask(&with(2, "O"));
    assert_eq!(strange["sheets"], json!([]));
    assert_eq!(strange["said"], "No sheet number has O in it.");
    assert_eq!(strange["near"][0]["code"], code.as_str());
    let twice = ask(&format!("{}OO{}", &code[..2], &code[4..]));
    assert_eq!(twice["said"], "No sheet number has O in it.", "said once");
    let wrong = ask(&with(0, if code.starts_with('3') { "4" } else { "3" }));
    assert!(
        wrong["near"]
            .as_array()
            .unwrap()
            .iter()
            .any(|n| n["code"] == code.as_str()),
        "{wrong}"
    );
    assert!(
        wrong["next"]
            .as_str()
            .unwrap()
            .contains("Look at the sheet again")
    );
    insta::assert_snapshot!(ask("7KQ4")["said"].as_str().unwrap(), @"A sheet number has 8 signs; this has 4.");
    insta::assert_snapshot!(ask("X7KQ-4N9X")["said"].as_str().unwrap(), @"X7KQ-4N9X is from an exercise: its number begins with X.");
    insta::assert_snapshot!(ask("X7KQ-4N9X")["next"].as_str().unwrap(), @"Never type it into a record. Put it with the papers of the exercise.");
    // Nothing happens to a sheet by a near miss.
    assert!(
        desk.refused("sheet_return", json!({"sheets": [with(2, "O")]}))
            .what
            .contains("has O in it")
    );
    assert_eq!(stand(&desk, &code), "out");
    let found = desk.ask("find", json!({"text": code}));
    assert_eq!(
        (&found["rows"][0]["kind"], &found["rows"][0]["screen"]),
        (&json!("sheet"), &json!("backentry"))
    );
}

#[test]
fn a_stand_down_with_sheets_out_says_so_and_names_them() {
    let desk = Desk::with_sample();
    let (ward, sheets) = printed(&desk);
    let charts = charts_of(&sheets);
    desk.ask(
        "sheet_missing",
        json!({"sheets": [charts[0]], "looked": "the ward's folder"}),
    );
    let left = desk.ask("incident_life", json!({}))["unfinished"].clone();
    assert_eq!(
        (&left["sheets"], &left["sheets_missing"]),
        (&json!(charts.len()), &json!(1))
    );
    assert!(
        left["said"]
            .as_str()
            .unwrap()
            .contains(&format!("{} sheets of back-entry (1 missing)", charts.len())),
        "{left}"
    );
    desk.ask("incident_stand_down", json!({"because": "Gold"}));
    let log = desk.ask("log", json!({"limit": 0}));
    let entries = log["entries"].as_array().unwrap();
    let down = entries.iter().find(|e| e["text"] == "Stood down: Gold").unwrap();
    let lines = down["lines"].to_string();
    assert!(
        lines.contains("Back-entry not done") && lines.contains(&ward),
        "{lines}"
    );
    for code in &charts {
        assert!(lines.contains(code), "{code} is not in {lines}");
    }
    // Back-entry goes on afterwards.
    desk.ask("sheet_return", json!({"sheets": [charts[0]]}));
    assert_eq!(stand(&desk, &charts[0]), "returned");
}

#[test]
fn late_sheets_stand_on_now_and_first_in_the_list() {
    let desk = Desk::with_sample();
    let (_, sheets) = printed(&desk);
    let charts = charts_of(&sheets);
    desk.minutes_pass(60 * 24 * 3);
    assert_eq!(list(&desk)["all"]["late"], 0, "nothing is late before recovery");
    let waits = |desk: &Desk| {
        list(desk)["said"]
            .to_string()
            .contains("Nothing is typed before recovery.")
    };
    assert!(waits(&desk));
    desk.ask("incident_recover", json!({"because": "EHR"}));
    assert!(!waits(&desk));
    desk.minutes_pass(60 * 5);
    let view = list(&desk);
    assert_eq!(view["all"]["late"], charts.len());
    assert_eq!(view["sheets"][0]["late_min"], 60);
    let needs = desk.ask("now", json!({}))["needs_you"].clone();
    let line = needs
        .as_array()
        .unwrap()
        .iter()
        .find(|n| n["kind"] == "back_entry")
        .unwrap();
    assert_eq!(
        line["text"],
        format!("Back-entry of {} sheets is late", charts.len())
    );
    let late = desk.ask("back_entry", json!({"late": true, "most": 2}));
    assert_eq!(late["sheets"].as_array().unwrap().len(), 2);
    assert_eq!(late["fit"], charts.len());
}

#[test]
fn the_list_goes_to_paper_and_to_other_programs() {
    let desk = Desk::with_sample();
    let (ward, sheets) = printed(&desk);
    let first = charts_of(&sheets).remove(0);
    desk.ask(
        "sheet_enter",
        json!({"sheets": [first], "entered": "typed", "real_times": true, "by": "Ann Lee"}),
    );
    let csv = desk.ask("list_export", json!({"list": "back_entry", "form": "csv"}));
    let text = std::fs::read_to_string(csv["file"].as_str().unwrap()).unwrap();
    assert!(
        text.starts_with("sheet,patient,form,rule,stands,entered\n"),
        "{text}"
    );
    assert!(text.contains("NOBODY looked again") && text.contains(&first));
    let pdf = desk.ask("list_write", json!({"list": "back_entry", "code": "", "to": ""}));
    assert!(std::fs::metadata(pdf["file"].as_str().unwrap()).unwrap().len() > 1000);
    // Its own list and the tracker of the ward are no sheets that come back.
    let before = list(&desk)["all"]["printed"].clone();
    let done = desk.job(
        "print_start",
        json!({"what": {"what": "wards", "wards": [ward], "charts": ["back-entry"]}, "to": "", "paper": "a4", "mono": true, "order": "bed"}),
    );
    assert_eq!(done["error"], Value::Null);
    assert_eq!(list(&desk)["all"]["printed"], before);
}

#[test]
fn rules_are_shown_as_they_hold_here() {
    let desk = Desk::with_sample();
    printed(&desk);
    let rules = list(&desk)["rules"].clone();
    let medicines = rules
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["id"] == "medicines")
        .unwrap();
    assert_eq!(medicines["role"], "Pharmacy lead");
    assert_eq!(medicines["second_person"], true);
    let observations = rules
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["id"] == "observations")
        .unwrap();
    assert_eq!(
        observations["how"],
        "type all of it; after an outage of more than 2 hours: scan"
    );
}

#[test]
fn whoever_can_sign_in_here_looks_again_with_their_own_passphrase() {
    let desk = Desk::with_sample();
    let (_, sheets) = printed(&desk);
    let code = charts_of(&sheets).remove(0);
    desk.ask(
        "person_add",
        json!({"person": "Bob Oduya", "passphrase": "another four plain words"}),
    );
    let enter = json!({"sheets": [code], "entered": "typed", "real_times": true});
    desk.ask("sheet_enter", enter);
    // Whoever is signed in entered it.
    let own = desk.refused("sheet_verify", json!({"sheets": [code]}));
    assert!(own.next.contains("Somebody else"), "{} {}", own.what, own.next);
    let named = desk.refused("sheet_verify", json!({"sheets": [code], "by": "bob oduya"}));
    assert!(
        named.what.contains("their own passphrase is needed"),
        "{}",
        named.what
    );
    let wrong = json!({"sheets": [code], "by": "Bob Oduya", "passphrase": "four plain words here"});
    desk.refused("sheet_verify", wrong);
    assert_eq!(stand(&desk, &code), "to_verify");
    let right = json!({"sheets": [code], "by": "Bob Oduya", "passphrase": "another four plain words"});
    desk.ask("sheet_verify", right);
    let sheet = desk.ask("sheet_find", json!({"typed": code}))["sheets"][0].clone();
    assert_eq!(sheet["stand"], "done");
    let last = sheet["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["words"], "Bob Oduya looked at it on the screen: it is so");
    // A sample later finds something: it is open again, and says what.
    desk.ask(
        "sheet_send_back",
        json!({"sheets": [code], "found": "weight is 54 kg, 45 was typed"}),
    );
    let next = desk.ask("sheet_find", json!({"typed": code}))["sheets"][0]["next"].clone();
    assert!(next.as_str().unwrap().contains("weight is 54 kg"), "{next}");
}

#[test]
fn reports_hand_over_and_the_log_of_a_ward_know_how_far_back_entry_is() {
    let desk = Desk::with_sample();
    let situation = |desk: &Desk| {
        let draft = desk.ask("sitrep_draft", json!({}));
        draft["situation"].as_str().unwrap().to_owned()
    };
    let brief = |desk: &Desk| {
        let view = desk.ask("role_brief", json!({"role": "medical-lead"}));
        view["parts"][0]["lines"].to_string()
    };
    let (ward, sheets) = printed(&desk);
    let charts = charts_of(&sheets);
    let n = charts.len();
    let waits =
        format!("Back-entry: 0 of {n} sheets done: {n} not come back. Nothing is typed before recovery");
    assert!(situation(&desk).contains(&waits), "{}", situation(&desk));
    desk.ask("incident_recover", json!({"because": "EHR"}));
    desk.ask(
        "sheet_missing",
        json!({"sheets": [charts[0]], "looked": "ward, notes trolley", "by": "Ann Lee"}),
    );
    desk.ask("sheet_return", json!({"sheets": [charts[1]]}));
    let stands = format!(
        "Back-entry: 0 of {n} sheets done: 1 missing, {} not come back, 1 here and not entered",
        n - 2
    );
    assert!(situation(&desk).contains(&stands), "{}", situation(&desk));
    assert!(brief(&desk).contains(&stands), "{}", brief(&desk));
    let log = |ward: &str| {
        desk.ask("log", json!({"ward": ward, "kind": "back_entry", "limit": 0}))["matched"].clone()
    };
    assert_eq!((log(&ward), log("No such ward")), (json!(2), json!(0)));
    let all = desk.ask("log", json!({"kind": "back_entry", "limit": 0}));
    assert_eq!(all["entries"][0]["ward"], ward.as_str());
}

#[test]
fn without_a_sheet_that_comes_back_nothing_is_said_of_back_entry() {
    let desk = Desk::with_sample();
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false}),
    );
    for (name, request) in [
        ("sitrep_draft", json!({})),
        ("role_brief", json!({"role": "medical-lead"})),
    ] {
        assert!(
            !desk.ask(name, request).to_string().contains("Back-entry"),
            "{name}"
        );
    }
}
