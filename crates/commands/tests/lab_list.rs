//! The laboratory's list over the use cases: said, printed on its request, grown old, withdrawn, erased, contradicted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // what a test's own parts do not hold fails the test

mod desk;

use std::process::Command;

use desk::Desk;
use serde_json::{Value, json};

fn open(desk: &Desk, exercise: bool) {
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": exercise}),
    );
}

fn night() -> Desk {
    let desk = Desk::with_home();
    open(&desk, false);
    desk
}

fn tests() -> Value {
    json!([
        {"test": "Potassium, sodium, creatinine", "tube": "lithium heparin"},
        {"test": "Blood gas with lactate", "tube": "gas syringe", "basis": "life_or_death"},
    ])
}

fn say(desk: &Desk, rest: &Value) -> Value {
    let mut request = json!({"tests": tests(), "said_by": "Ada Nwosu", "way": "phone"});
    for (name, value) in rest.as_object().unwrap() {
        request[name] = value.clone();
    }
    desk.ask("lab_list_say", request)
}

fn list(desk: &Desk) -> Value {
    desk.ask("lab_list", json!({}))
}

/// The words of a laboratory request that is printed now; none where pdftotext is not installed.
fn request(desk: &Desk) -> Option<String> {
    let made = desk.job(
        "print_start",
        json!({"what": {"what": "blank", "charts": ["laboratory-request"], "copies": 1}, "to": "", "paper": "a4", "mono": true, "order": "bed"}),
    );
    assert_eq!(made["files"][0]["held_back"], json!([]));
    let file = made["files"][0]["file"].as_str().unwrap();
    let text = Command::new("pdftotext").args(["-layout", file, "-"]).output();
    let Ok(text) = text else {
        println!("pdftotext is not installed: words not looked for");
        return None;
    };
    let words = String::from_utf8(text.stdout).unwrap();
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Each of these words is on the request, or is not.
fn shows(desk: &Desk, there: &[&str], not: &[&str]) {
    let Some(text) = request(desk) else { return };
    for words in there {
        assert!(text.contains(words), "{words}\n{text}");
    }
    for words in not {
        assert!(!text.contains(words), "{words}\n{text}");
    }
}

fn needs(desk: &Desk) -> Vec<String> {
    let board = desk.ask("now", json!({}));
    let all = board["needs_you"].as_array().unwrap();
    let of_list = all.iter().filter(|n| n["kind"] == "lab_list");
    of_list
        .map(|n| {
            format!(
                "{}: {}",
                n["plate"].as_str().unwrap(),
                n["text"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn what_the_laboratory_says_is_on_the_next_request_with_its_message() {
    let mut desk = night();
    assert_eq!(list(&desk)["stands"], "nothing");
    shows(&desk, &["No list from the laboratory yet"], &["message"]);
    let said = say(&desk, &json!({}));
    let number = said["number"].as_u64().unwrap();
    assert_eq!(
        said["said"],
        format!("2 tests on every laboratory request from now on, entry {number}")
    );
    desk.restart();
    let view = list(&desk);
    assert_eq!(
        (
            view["stands"].clone(),
            view["printed"].clone(),
            view["now"]["message"].clone()
        ),
        (json!("fresh"), json!(true), json!(number.to_string()))
    );
    let bar = format!("From the laboratory, message {number}, 02:14.");
    let words = [
        "Potassium, sodium, creatinine",
        "lithium heparin",
        "Life or death only: gas syringe",
        &bar,
    ];
    shows(&desk, &words, &["No list from the laboratory"]);
    let log = desk.ask(
        "log",
        json!({"kind": "lab_list", "search": "creatinine", "limit": 0}),
    );
    assert_eq!(
        log["entries"][0]["text"],
        "The laboratory can do 2 tests, said by Ada Nwosu"
    );
    assert_eq!(
        log["entries"][0]["lines"][1],
        "Blood gas with lactate, gas syringe, Life or death only"
    );
    assert_eq!(desk.ask("log_verify", json!({}))["ok"], true);
}

#[test]
fn its_age_is_printed_and_an_old_list_is_not() {
    let desk = night();
    say(&desk, &json!({"good_for": "ED and ITU only"}));
    shows(&desk, &["Only for: ED and ITU only."], &["still holds"]);
    desk.minutes_pass(5 * 60);
    assert_eq!(list(&desk)["stands"], "aged");
    let aged = "Said 5 h before this was printed: ask whether it still holds.";
    shows(&desk, &[aged, "Potassium"], &[]);
    assert!(needs(&desk).is_empty());
    desk.minutes_pass(7 * 60 + 20);
    insta::assert_snapshot!(needs(&desk).join("\n"), @"12 h 20 old: The laboratory’s list: ask the laboratory what it can do");
    let view = list(&desk);
    assert_eq!(
        (view["stands"].clone(), view["printed"].clone()),
        (json!("old"), json!(false))
    );
    insta::assert_snapshot!(view["on_paper"].as_str().unwrap(), @"The laboratory’s list of 02:14 is 12 h 20 min old: not printed. Telephone first");
    shows(
        &desk,
        &[view["on_paper"].as_str().unwrap(), "agreed with"],
        &["Potassium"],
    );
    // Said again, it holds.
    say(&desk, &json!({"until": "2026-11-14T18:00:00Z"}));
    shows(&desk, &["Potassium", "Good until 18:00."], &["12 h"]);
    assert!(needs(&desk).is_empty());
    desk.minutes_pass(4 * 60);
    insta::assert_snapshot!(list(&desk)["on_paper"].as_str().unwrap(), @"The laboratory’s list of 14:34 was good until 18:00. Telephone first");
    shows(&desk, &["was good until 18:00"], &["Potassium"]);
    assert_eq!(needs(&desk).len(), 1);
}

#[test]
fn a_list_that_is_withdrawn_leaves_empty_boxes_and_says_so() {
    let desk = night();
    let nothing = json!({"said_by": "Ada Nwosu", "because": "analyser down"});
    let refused = desk.refused("lab_list_withdraw", nothing.clone());
    insta::assert_snapshot!(refused.what, @"There is no list of the laboratory that could be withdrawn.");
    say(&desk, &json!({}));
    desk.minutes_pass(10);
    let early = json!({"said_by": "Ada Nwosu", "because": "x", "occurred_at": "2026-11-14T02:10:00Z"});
    let early = desk.refused("lab_list_withdraw", early);
    insta::assert_snapshot!(early.what, @"Sat 14-Nov 02:10 is before the laboratory said what holds now, Sat 14-Nov 02:14.");
    let gone = desk.ask("lab_list_withdraw", nothing);
    let number = gone["number"].as_u64().unwrap();
    let words = format!("The laboratory took its list back, message {number}, 02:24. Telephone first");
    assert_eq!(list(&desk)["on_paper"], words);
    shows(&desk, &[&words, "agreed with"], &["Potassium"]);
    assert_eq!(
        list(&desk)["earlier"][0]["tests"][0]["test"],
        "Potassium, sodium, creatinine"
    );
}

#[test]
fn what_cannot_be_printed_is_refused_before_it_is_given_out() {
    let desk = night();
    let refused = |tests: Value| {
        let e = desk.refused("lab_list_say", json!({"tests": tests, "said_by": "Ada"}));
        format!("{} {}", e.what, e.next)
    };
    let long = "Potassium, sodium, creatinine, urea, bicarbonate, chloride, calcium, phosphate, magnesium";
    insta::assert_snapshot!(refused(json!([{"test": long}])), @"“Potassium, sodium, creatinine, urea, bicarbonate, chloride, calcium, phosphate, magnesium” does not fit its box on the laboratory request. Say it shorter. A box has two lines for the test and one for its tube or caution.");
    insta::assert_snapshot!(refused(json!([{"test": "Glucose"}, {"test": "Potassium 🧪"}])), @"The words of test 2 have a character that cannot be printed (U+1F9EA). Write it in other letters.");
    insta::assert_snapshot!(refused(json!([{"test": "Glucose", "tube": "a\tb"}])), @"A tube or caution has a line break or a mark that nobody sees. Write it as one line of plain words.");
    insta::assert_snapshot!(refused(json!([{"test": "Glucose"}, {"test": "glucose"}])), @"Test 2 is in the list already. Take one of the two out.");
    assert_eq!(list(&desk)["stands"], "nothing");
    // Twelve long ones fit, with everything that may have to be said above them.
    let many: Vec<Value> = (1..=12)
        .map(|n| json!({"test": format!("Test {n} of a longer name, of two lines in its box"), "tube": "lithium heparin", "basis": "urgent"}))
        .collect();
    let most = "ED, ITU, theatres and the maternity unit";
    say(
        &desk,
        &json!({"tests": many, "good_for": most, "until": "2026-11-14T14:14:00Z"}),
    );
    desk.minutes_pass(11 * 60 + 59);
    let correct = json!({"key": list(&desk)["now"]["key"], "text": "not test 4"});
    desk.ask("entry_correct", correct);
    shows(
        &desk,
        &[
            "Test 12 of a longer name",
            "Corrected in words, message",
            "Said 11 h 59 min",
        ],
        &["does not fit"],
    );
    assert_eq!(list(&desk)["now"]["corrected"].as_array().unwrap().len(), 1);
}

#[test]
fn an_erased_list_is_not_printed_and_brings_no_older_one_back() {
    let mut desk = night();
    say(&desk, &json!({}));
    say(&desk, &json!({"tests": [{"test": "Mrs Quill’s potassium"}]}));
    let key = list(&desk)["now"]["key"].clone();
    desk.ask("entry_redact", json!({"key": key, "because": "a name", "ground": "data protection", "break_glass": "no commander here"}));
    for when in ["at once", "after a restart"] {
        assert_eq!(list(&desk)["stands"], "erased", "{when}");
        assert!(!list(&desk).to_string().contains("Quill"), "{when}");
        shows(&desk, &["were erased. Telephone first"], &["Quill", "creatinine"]);
        desk.restart();
    }
}

#[test]
fn a_drill_has_its_own_list() {
    let desk = Desk::with_home();
    open(&desk, true);
    say(&desk, &json!({}));
    shows(&desk, &["Potassium", "EXERCISE"], &[]);
    desk.ask("incident_stand_down", json!({"because": "over"}));
    open(&desk, false);
    assert_eq!(list(&desk)["stands"], "nothing");
    shows(
        &desk,
        &["No list from the laboratory yet"],
        &["Potassium", "EXERCISE"],
    );
}

#[test]
fn the_list_is_printed_and_written_for_other_programs() {
    let desk = night();
    say(&desk, &json!({}));
    let made = desk.ask("list_write", json!({"list": "lab_list", "code": "", "to": ""}));
    assert!(made["file"].as_str().unwrap().ends_with("pdf"), "{made}");
    let json = desk.ask(
        "list_export",
        json!({"list": "lab_list", "to": "", "form": "json"}),
    );
    let text = std::fs::read_to_string(json["file"].as_str().unwrap()).unwrap();
    let rows: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(rows[1]["test"], "Blood gas with lactate");
    assert_eq!(rows[1]["only"], "Life or death only");
    assert!(
        rows[0]["said"]
            .as_str()
            .unwrap()
            .starts_with("Sat 14-Nov 02:14 message "),
        "{rows}"
    );
}
