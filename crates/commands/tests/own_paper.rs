//! A hospital's own paper, set on screen: what is wrong is told at its answer, what is right is printed, an incident keeps the
//! paper that it began with.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use std::process::Command;

use desk::Desk;
use serde_json::{Value, json};

const PAPER: &str = "local_paper.toml";
const GRAVITY: &str = "gravity.toml";
const RULES: &str = "back_entry.toml";

fn form(desk: &Desk, path: &str) -> Value {
    desk.ask("own_open", json!({"path": path, "text": ""}))["form"].clone()
}

fn look(desk: &Desk, path: &str, form: &Value) -> Value {
    desk.ask("own_look", json!({"path": path, "form": form, "sheet": ""}))
}

fn save(desk: &Desk, path: &str, form: &Value, because: &str) -> Value {
    desk.ask(
        "own_save",
        json!({"path": path, "form": form, "because": because}),
    )
}

/// An invented scale: nobody's, and nothing to treat from.
fn with_scale(form: &Value) -> Value {
    let mut form = form.clone();
    let paper = &mut form["paper"];
    paper["time_critical"] = json!(["levodopa", ""]);
    paper["hypo_rule"] = json!("20 g glucose by mouth, look again after 15 minutes");
    paper["decided_by"] = json!("Ama Example, chief pharmacist");
    paper["decided_on"] = json!("2026-11-12");
    paper["scale"] = json!({
        "columns": ["reduced", "standard"],
        "bands": [
            {"from": "0", "up_to": "3.9", "rates": ["0", "0"]},
            {"from": "4", "up_to": "8", "rates": ["0.5", "1.0"]},
            {"from": "8.1", "up_to": "", "rates": ["1", "2.5"]}
        ],
        "signed_by": "Dr Ifeoma Example, diabetes lead",
        "signed_on": "2026-11-12"
    });
    form
}

fn places(look: &Value) -> Vec<String> {
    let faults = look["faults"].as_array().unwrap().iter();
    faults
        .map(|fault| fault["place"].as_str().unwrap().to_owned())
        .collect()
}

/// What stands on the blank chart that comes out now; none where no program reads a PDF.
fn chart(desk: &Desk) -> Option<String> {
    let done = desk.job(
        "print_start",
        json!({"what": {"what": "blank", "charts": ["variable-rate-insulin"], "copies": 1}, "to": "", "paper": "a4", "mono": true, "order": "bed"}),
    );
    let file = done["files"][0]["file"].as_str().unwrap().to_owned();
    let read = Command::new("pdftotext")
        .args(["-layout", &file, "-"])
        .output()
        .ok()?;
    Some(String::from_utf8(read.stdout).unwrap())
}

#[test]
fn a_scale_is_set_on_screen_printed_from_the_next_incident_and_taken_back() {
    let mut desk = Desk::with_home();
    desk.ask(
        "incident_open",
        json!({"title": "Night drill", "standby": false, "exercise": true}),
    );
    let shipped = form(&desk, PAPER);
    assert_eq!(shipped["paper"]["scale"], Value::Null, "nothing is shipped");
    let set = with_scale(&shipped);
    let seen = look(&desk, PAPER, &set);
    assert_eq!(
        (&seen["usable"], &seen["faults"]),
        (&json!(true), &json!([])),
        "{seen:#}"
    );
    assert!(seen["page"].as_str().unwrap().starts_with("<svg"));
    assert!(
        seen["text"]
            .as_str()
            .unwrap()
            .starts_with("# What your own people decide about the charts")
    );
    save(&desk, PAPER, &set, "policy of November");
    desk.restart();

    // The incident keeps its paper; a newer one is a person's choice.
    let standing = &desk.ask("own_paper", json!({}))["files"][0];
    assert_eq!(standing["origin"], "local");
    insta::assert_snapshot!(standing["said"].as_str().unwrap(), @"1 time-critical medicine; 0 antimicrobials; 0 forms named; insulin scale signed by Dr Ifeoma Example, diabetes lead; decided by Ama Example, chief pharmacist, 2026-11-12");
    if let Some(text) = chart(&desk) {
        assert!(
            text.contains("Empty until the diabetes lead has signed it"),
            "{text}"
        );
    }
    desk.ask("bag_take_newer", json!({}));
    if let Some(text) = chart(&desk) {
        assert!(!text.contains("Empty until"), "{text}");
        for words in [
            "A: reduced",
            "B: standard",
            "0.5 units",
            "2.5 units",
            "and over",
            "Dr Ifeoma Example",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
    // Opened again, it says what was set; taken back, the file is the shipped one to the letter.
    let again = form(&desk, PAPER);
    assert_eq!(again["paper"]["scale"]["bands"][1]["rates"], json!(["0.5", "1"]));
    assert_eq!(again["paper"]["time_critical"], json!(["levodopa"]));
    let versions = desk.ask("own_open", json!({"path": PAPER, "text": ""}))["versions"].clone();
    assert_eq!(versions[0]["because"], "policy of November");
    let mut empty = again.clone();
    empty["paper"] = shipped["paper"].clone();
    save(&desk, PAPER, &empty, "");
    assert_eq!(desk.ask("own_paper", json!({}))["files"][0]["origin"], "shipped");
    let text = versions[0]["text"].as_str().unwrap();
    let taken_up = desk.ask("own_open", json!({"path": PAPER, "text": text}))["form"].clone();
    assert_eq!(taken_up, again, "an older version is taken up whole");
}

#[test]
fn a_faulty_answer_is_told_at_its_place_and_nothing_is_saved() {
    let desk = Desk::with_home();
    let mut set = with_scale(&form(&desk, PAPER));
    set["paper"]["scale"]["bands"][1]["rates"][1] = json!("1.25");
    let seen = look(&desk, PAPER, &set);
    assert_eq!(
        (places(&seen), &seen["usable"]),
        (vec!["scale.band.1.rates.1".to_owned()], &json!(false))
    );

    set["paper"]["scale"]["bands"][1]["rates"] = json!(["0.5", "4"]);
    set["paper"]["scale"]["bands"][0]["rates"] = json!(["0.5", "0"]);
    set["paper"]["decided_by"] = json!("");
    let seen = look(&desk, PAPER, &set);
    assert_eq!(
        places(&seen),
        ["decided_by", "scale.band.0.rates", "scale.band.2.rates"],
        "{seen:#}"
    );
    let refused = desk.refused("own_save", json!({"path": PAPER, "form": set, "because": ""}));
    assert!(
        refused.what.contains("local_paper.toml, line"),
        "{}",
        refused.what
    );
    assert_eq!(desk.ask("own_paper", json!({}))["files"][0]["origin"], "shipped");

    // A signature of tomorrow, and one under US words, where glucose is read in mg/dL.
    let mut tomorrow = with_scale(&form(&desk, PAPER));
    tomorrow["paper"]["scale"]["signed_on"] = json!("2026-11-15");
    assert_eq!(places(&look(&desk, PAPER, &tomorrow)), ["scale.signed_on"]);
    save(&desk, PAPER, &with_scale(&form(&desk, PAPER)), "");
    let us = desk.refused("bag_words", json!({"vocabulary": "us"}));
    assert!(us.what.contains("mg/dL"), "{}", us.what);
}

#[test]
fn other_numbers_are_signed_again() {
    let desk = Desk::with_home();
    save(&desk, PAPER, &with_scale(&form(&desk, PAPER)), "");
    let mut other = form(&desk, PAPER);
    other["paper"]["scale"]["bands"][2]["rates"][1] = json!("3");
    let seen = look(&desk, PAPER, &other);
    assert_eq!(places(&seen), ["scale.signed_by"], "{seen:#}");
    let refused = desk.refused("own_save", json!({"path": PAPER, "form": other, "because": ""}));
    insta::assert_snapshot!(format!("{} {}", refused.what, refused.next), @"This is not the scale that Dr Ifeoma Example, diabetes lead signed: other numbers stand in it. Let the diabetes lead sign it again, with the day. Nothing was saved.");
    // As text it is refused too: whoever takes it from a file.
    let text = desk.ask("content_open", json!({"path": PAPER}))["text"]
        .as_str()
        .unwrap()
        .replace("2.5", "3");
    desk.refused(
        "content_save",
        json!({"path": PAPER, "text": text, "because": ""}),
    );
    other["paper"]["scale"]["signed_on"] = json!("2026-11-14");
    save(&desk, PAPER, &other, "");
    // Words beside the scale need no new signature.
    let mut beside = form(&desk, PAPER);
    beside["paper"]["consent_form"] = json!("Consent form 1: theatre reception");
    save(&desk, PAPER, &beside, "");
}

#[test]
fn rules_of_back_entry_change_places_and_a_sheet_has_one_rule() {
    let desk = Desk::with_home();
    let mut set = form(&desk, RULES);
    let rules = set["rules"].as_array_mut().unwrap();
    let last = rules.pop().unwrap();
    rules.insert(0, last);
    rules[1]["within_h"] = json!("6");
    let seen = look(&desk, RULES, &set);
    assert_eq!(seen["faults"], json!([]), "{seen:#}");
    assert!(seen["page"].as_str().unwrap().starts_with("<svg"));
    save(&desk, RULES, &set, "recovery lead");
    assert_eq!(form(&desk, RULES), set);
    set["rules"][2]["sheets"] = json!(["prescription"]);
    set["rules"][3]["what"] = json!("x".repeat(111));
    set["rules"][4]["within_h"] = json!("soon");
    assert_eq!(
        places(&look(&desk, RULES, &set)),
        ["rule.4.within_h"],
        "first what is no number"
    );
    set["rules"][4]["within_h"] = json!("");
    let seen = look(&desk, RULES, &set);
    assert_eq!(
        places(&seen),
        ["rule.2.sheets", "rule.3.what", "rule.4.within_h"],
        "{seen:#}"
    );
    let back = desk.ask("content_revert", json!({"path": RULES, "because": ""}));
    assert!(back["said"].as_str().unwrap().contains("underneath"));
    assert_eq!(desk.ask("own_paper", json!({}))["files"][1]["origin"], "shipped");
}

#[test]
fn a_drug_is_let_run_by_gravity_only_with_a_reason() {
    let desk = Desk::with_home();
    let mut set = form(&desk, GRAVITY);
    set["classes"]
        .as_array_mut()
        .unwrap()
        .retain(|class| class["id"] != "oxytocin");
    let seen = look(&desk, GRAVITY, &set);
    assert_eq!(
        seen["let_through"],
        json!(["oxytocin", "syntocinon", "carboprost"])
    );
    let refused = desk.refused("own_save", json!({"path": GRAVITY, "form": set, "because": " "}));
    insta::assert_snapshot!(format!("{} {}", refused.what, refused.next), @"These would no longer be kept from gravity: oxytocin, syntocinon, carboprost. That is a clinical decision: say why, and who decided it. Nothing was saved.");
    save(
        &desk,
        GRAVITY,
        &set,
        "Ama Example, chief pharmacist: theatre only",
    );
    let more = json!({"id": "digoxin", "name": "digoxin", "why": "A fast drip stops the heart.", "words": ["digoxin"], "unless": [], "source": "Ama Example"});
    set["classes"].as_array_mut().unwrap().push(more);
    save(&desk, GRAVITY, &set, "the same");
    let drip = desk.refused("drip", json!({"drug": "Digoxin 250 micrograms", "volume": "100 mL", "over": "1h", "drop_factor": "20", "drop_factor_again": ""}));
    assert!(
        drip.what.contains("digoxin") || drip.next.contains("digoxin"),
        "{} {}",
        drip.what,
        drip.next
    );
}

#[test]
fn only_the_hospitals_own_files_are_set_by_form() {
    let desk = Desk::with_home();
    let refused = desk.refused("own_open", json!({"path": "profiles/renal.toml", "text": ""}));
    assert!(refused.next.contains("local_paper.toml"), "{}", refused.next);
    let rules = form(&desk, RULES);
    desk.refused("own_look", json!({"path": PAPER, "form": rules, "sheet": ""}));
}
