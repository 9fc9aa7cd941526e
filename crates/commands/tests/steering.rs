//! An incident is steered: through every turn of its life, by objectives and a rhythm, with reports that say what changed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // what a test's own parts do not hold fails the test

mod desk;

use desk::Desk;
use serde_json::{Value, json};

fn open(desk: &Desk, standby: bool, exercise: bool) -> Value {
    desk.ask(
        "incident_open",
        json!({"title": "", "standby": standby, "exercise": exercise}),
    )
}

fn because(words: &str) -> Value {
    json!({"because": words, "break_glass": ""})
}

fn set(desk: &Desk, code: &str, availability: &str, integrity: &str) {
    desk.ask(
        "system_set",
        json!({"code": code, "availability": availability, "integrity": integrity, "evidence": "No results", "said_by": "", "since": null, "expires_min": 240}),
    );
}

fn life(frame: &Value) -> &str {
    frame["incident"]["life"].as_str().unwrap()
}

#[test]
fn an_incident_goes_through_its_whole_life_and_each_turn_is_kept() {
    let mut desk = Desk::with_sample();
    assert_eq!(life(&open(&desk, true, false)), "stand_by");
    let early = desk.refused(
        "incident_escalate",
        json!({"to": "Region", "because": "x", "break_glass": ""}),
    );
    insta::assert_snapshot!(format!("{} {}", early.what, early.next), @"The incident is stood by, so it cannot be escalated. Declare it first.");
    desk.minutes_pass(6);
    assert_eq!(life(&desk.ask("incident_declare", because(""))), "declared");
    let twice = desk.refused("incident_declare", because(""));
    insta::assert_snapshot!(format!("{} {}", twice.what, twice.next), @"The incident is already declared. Nothing was changed.");
    desk.minutes_pass(60);
    let escalated = desk.ask(
        "incident_escalate",
        json!({"to": "Regional command", "because": "Two hospitals are hit", "break_glass": ""}),
    );
    assert_eq!(life(&escalated), "escalated");
    desk.minutes_pass(600);
    assert_eq!(
        life(&desk.ask("incident_recover", because("Laboratory is back"))),
        "recovery"
    );
    assert_eq!(
        life(&desk.ask("incident_stand_down", because("Gold, 14:00"))),
        "stood_down"
    );
    let held = json!({"sort": "hot", "present": "All", "well": "Cards", "badly": "Phones", "change": "Radios for wards"});
    desk.ask("debrief_add", held);
    assert_eq!(life(&desk.ask("frame", json!({}))), "debrief");
    desk.restart();
    assert_eq!(
        life(&desk.ask("incident_reopen", because("Pumps changed again"))),
        "declared"
    );
    let view = desk.ask("incident_life", json!({}));
    let words: Vec<&str> = view["turns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["word"].as_str().unwrap())
        .collect();
    assert_eq!(
        words,
        [
            "Opened",
            "Declared",
            "Escalated",
            "Recovery",
            "Stood down",
            "Debriefed",
            "Reopened"
        ]
    );
    assert_eq!(view["may"], json!(["escalate", "recover", "stand_down"]));
    let declared = desk.ask("frame", json!({}))["incident"]["declared_at"].clone();
    assert!(
        declared.as_str().unwrap().starts_with("2026-11-14T02:20"),
        "the clock goes on from the first declaration: {declared}"
    );
    assert!(desk.ask("log_verify", json!({}))["ok"].as_bool().unwrap());
}

#[test]
fn what_is_not_done_survives_the_end_and_is_named() {
    let desk = Desk::with_sample();
    open(&desk, false, false);
    desk.ask(
        "role_assign",
        json!({"role": "loggist", "person": "Ann", "contact": "radio 2"}),
    );
    desk.ask(
        "task_give",
        json!({"task": "Count syringe drivers", "to": "Sam", "due_at": null}),
    );
    desk.ask(
        "objective_set",
        json!({"objective": "Blood gases by hand in ICU"}),
    );
    desk.ask("incident_stand_down", because("Gold"));
    let left = desk.ask("incident_life", json!({}))["unfinished"].clone();
    assert!(left["steps"].as_u64().unwrap() > 0, "{left:#}");
    assert_eq!(left["tasks"], json!(["Sam: Count syringe drivers"]));
    assert_eq!(left["objectives"], json!(["Blood gases by hand in ICU"]));
    desk.ask("incident_reopen", because("Not over"));
    let again = desk.ask("incident_life", json!({}))["unfinished"].clone();
    assert_eq!(again["steps"], left["steps"]);
    desk.ask("incident_stand_down", because("Gold"));
    let refused = desk.refused("incident_stand_down", because("Gold"));
    assert!(refused.what.contains("stood down"), "{refused:?}");
    assert!(
        refused.what.contains("Reopen") || refused.next.contains("Reopen"),
        "{refused:?}"
    );
}

#[test]
fn several_incidents_are_kept_and_a_rehearsal_stands_in_no_real_ones_way() {
    let desk = Desk::with_sample();
    let drill = open(&desk, false, true)["incident"].clone();
    let second = desk.refused(
        "incident_open",
        json!({"title": "Another drill", "standby": false, "exercise": true}),
    );
    assert!(second.what.contains("is still open"), "{second:?}");
    let real = open(&desk, false, false)["incident"].clone();
    assert_eq!(
        (&drill["exercise"], &real["exercise"]),
        (&json!(true), &json!(false))
    );
    desk.ask("log_add", json!({"text": "This one is real."}));
    let shown = desk.ask("incident_choose", json!({"id": drill["label"]}));
    assert_eq!(shown["incident"]["exercise"], true);
    let words =
        serde_json::to_string(&desk.ask("log", json!({"since": null, "kind": "", "limit": 0}))).unwrap();
    assert!(!words.contains("This one is real"), "the logs are two");
    let blocked = desk.refused(
        "incident_open",
        json!({"title": "", "standby": false, "exercise": false}),
    );
    assert!(blocked.what.contains("Major incident"), "{blocked:?}");
    desk.ask("incident_choose", json!({"id": real["id"]}));
    desk.ask("incident_stand_down", because("Gold"));
    let all = desk.ask("incident_list", json!({}));
    assert_eq!(all["incidents"].as_array().unwrap().len(), 2);
}

#[test]
fn objectives_and_periods_run_until_they_are_ended() {
    let desk = Desk::with_sample();
    open(&desk, false, false);
    let early = desk.refused(
        "objective_set",
        json!({"objective": "Blood gases by hand", "by": "2026-11-14T01:00:00Z"}),
    );
    insta::assert_snapshot!(format!("{} {}", early.what, early.next), @"The time it is due is before this incident began. Give a time after the declaration, with its date.");
    let given = desk.ask(
        "objective_set",
        json!({"objective": "Blood gases by hand", "owner": "ICU lead", "by": "2026-11-14T03:00:00Z"}),
    );
    desk.ask(
        "period_start",
        json!({"aim": "Night", "until": "2026-11-14T07:00:00Z"}),
    );
    desk.ask(
        "period_start",
        json!({"aim": "Day", "until": "2026-11-14T19:00:00Z"}),
    );
    desk.minutes_pass(60);
    let board = desk.ask("now", json!({}));
    assert_eq!(board["objectives"][0]["late"], true, "{board:#}");
    assert_eq!(board["period"]["number"], 2);
    assert!(
        board["needs_you"]
            .as_array()
            .unwrap()
            .iter()
            .any(|n| n["text"] == "Blood gases by hand"),
        "what is late is on the board"
    );
    let why = desk.refused(
        "objective_end",
        json!({"key": given["number"].to_string(), "met": false, "remark": ""}),
    );
    assert!(why.what.contains("given up"), "{why:?}");
    desk.ask(
        "objective_end",
        json!({"key": given["number"].to_string(), "met": true, "remark": "Two analysers in ICU"}),
    );
    let steering = desk.ask("steering", json!({}));
    assert_eq!(steering["objectives"][0]["state"], "met");
    assert_eq!(steering["periods"][0]["aim"], "Night");
    let report = desk.ask("sitrep_draft", json!({}));
    let text = report.to_string();
    assert!(
        text.contains("Objective 1, Blood gases by hand: met"),
        "what ended is named by its words: {report:#}"
    );
}

#[test]
fn the_rhythm_counts_down_and_a_late_report_is_on_the_board() {
    let desk = Desk::with_sample();
    open(&desk, false, false);
    let past = desk.refused(
        "rhythm_set",
        json!({"beat": "sitrep", "next_at": "2026-11-14T01:00:00Z", "every_min": 60, "place": ""}),
    );
    assert!(past.what.contains("already past"), "{past:?}");
    desk.ask(
        "rhythm_set",
        json!({"beat": "sitrep", "next_at": "2026-11-14T02:20:00Z", "every_min": 60, "place": "Board room"}),
    );
    let due = desk.ask("frame", json!({}))["next_due"].clone();
    assert_eq!(due["what"], "SitRep 1", "{due}");
    desk.minutes_pass(10);
    let board = desk.ask("now", json!({}));
    let late = board["needs_you"]
        .as_array()
        .unwrap()
        .iter()
        .find(|n| n["kind"] == "report");
    assert_eq!(late.unwrap()["plate"], "Late 4 min", "{board:#}");
    let mut report = desk.ask("sitrep_draft", json!({}));
    report["next_at"] = Value::Null;
    desk.ask("sitrep_add", report);
    let beat = desk.ask("now", json!({}))["rhythm"][0].clone();
    assert_eq!(beat["name"], "SitRep 2");
    assert!(
        beat["next_at"].as_str().unwrap().starts_with("2026-11-14T03:24"),
        "an hour after it was given: {beat}"
    );
}

#[test]
fn a_sitrep_says_what_changed_since_the_last_one_and_what_did_not() {
    let desk = Desk::with_sample();
    open(&desk, false, false);
    desk.minutes_pass(1);
    set(&desk, "LIMS", "unavailable", "trusted");
    desk.ask(
        "decision_add",
        json!({"decision": "Divert stroke", "rationale": "No CT", "known": "", "options": "", "considered": [], "risks": "none seen", "policy": "", "told": "", "review_at": null, "occurred_at": null}),
    );
    desk.minutes_pass(10);
    let first = desk.ask("sitrep_draft", json!({}));
    let changed = first["changed"].as_str().unwrap();
    for part in [
        "Systems: ",
        "Pathology laboratory system",
        "now down",
        "Decisions: 02:15 Divert stroke",
        "Tiers: P1 ",
    ] {
        assert!(changed.contains(part), "{part}: {changed}");
    }
    desk.ask("sitrep_add", first);
    desk.minutes_pass(30);
    desk.ask(
        "role_assign",
        json!({"role": "loggist", "person": "Ann", "contact": "radio 2"}),
    );
    let second = desk.ask("sitrep_draft", json!({}));
    let changed = second["changed"].as_str().unwrap();
    assert!(changed.contains("Roles: 02:55 Loggist given to Ann"), "{changed}");
    assert!(
        !changed.contains("Divert stroke"),
        "it was in the one before: {changed}"
    );
    let quiet = changed.lines().last().unwrap();
    assert!(
        quiet.starts_with("No change: ") && quiet.contains("decisions"),
        "{quiet}"
    );
    let backwards = json!({"from": "2026-11-14T03:00:00Z", "to": "2026-11-14T02:00:00Z", "situation": "x"});
    let refused = desk.refused("sitrep_add", backwards);
    assert!(refused.what.contains("ends before it begins"), "{refused:?}");
}

#[test]
fn methane_that_is_not_declared_says_ethane_and_a_drill_says_exercise() {
    let desk = Desk::with_sample();
    open(&desk, true, true);
    let major = desk.ask("methane_draft", json!({}))["major"].clone();
    insta::assert_snapshot!(major.as_str().unwrap(), @"EXERCISE EXERCISE EXERCISE. Not declared (say ETHANE): major incident standby, cyber, since Sat 14-Nov 02:14");
}

#[test]
fn a_report_on_paper_has_the_words_of_a_checkpoint_that_the_log_still_proves() {
    let desk = Desk::with_sample();
    open(&desk, false, false);
    set(&desk, "PACS", "available", "compromised");
    let draft = desk.ask("methane_draft", json!({}));
    assert!(
        draft["hazards"].as_str().unwrap().contains("not to be believed"),
        "{draft}"
    );
    let signed = desk.ask("methane_add", draft);
    let mut briefing = desk.ask("briefing_draft", json!({}));
    let empty = desk.refused("briefing_add", briefing.clone());
    assert!(
        empty.what.contains("second I"),
        "an intent is a person's to say: {empty:?}"
    );
    briefing["intent"] = json!("Keep theatre 2 open until 07:00");
    desk.ask("briefing_add", briefing);
    desk.ask("sitrep_add", desk.ask("sitrep_draft", json!({})));
    let given = desk.ask("reports", json!({}));
    let names: Vec<&str> = given["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["name"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
    for (report, key) in [
        ("methane", signed["number"].to_string()),
        ("sitrep", String::new()),
        ("briefing", String::new()),
    ] {
        desk.minutes_pass(1);
        let made = desk.ask(
            "report_write",
            json!({"report": report, "key": key, "to": "", "paper": ""}),
        );
        let file = made["file"].as_str().unwrap();
        assert!(std::fs::read(file).unwrap().starts_with(b"%PDF"), "{file}");
        let words: Vec<&str> = made["words"]
            .as_array()
            .unwrap()
            .iter()
            .map(|w| w.as_str().unwrap())
            .collect();
        let proof = desk.ask("checkpoint_check", json!({"text": words.join(" ")}));
        assert_eq!(proof["holds"], true, "{report}: {proof}");
    }
    let other = desk.refused(
        "report_write",
        json!({"report": "sitrep", "key": signed["number"].to_string(), "to": "", "paper": ""}),
    );
    assert!(other.what.contains("is no report of this sort"), "{other:?}");
}

#[test]
fn reports_of_an_incident_that_is_over_can_still_be_read() {
    let desk = Desk::with_sample();
    open(&desk, false, false);
    desk.ask("sitrep_add", desk.ask("sitrep_draft", json!({})));
    desk.ask("incident_stand_down", because("Gold"));
    open(&desk, false, true);
    let first = desk.ask("incident_list", json!({}))["incidents"]
        .as_array()
        .unwrap()
        .iter()
        .find(|i| i["exercise"] == false)
        .unwrap()
        .clone();
    desk.ask("incident_choose", json!({"id": first["id"]}));
    let given = desk.ask("reports", json!({}));
    assert_eq!(given["reports"][0]["name"], "SitRep 1");
    let late = desk.refused("objective_set", json!({"objective": "x"}));
    assert!(late.what.contains("stood down"), "{late:?}");
}

fn at(time: &str) -> Value {
    json!(format!("2026-11-14T{time}:00Z"))
}

fn turned(words: &str, time: &str) -> Value {
    json!({"because": words, "break_glass": "", "occurred_at": at(time)})
}

#[test]
fn an_incident_that_was_run_on_paper_is_typed_in_with_its_own_times() {
    let mut desk = Desk::with_sample();
    let began = json!({"title": "", "standby": false, "exercise": false, "occurred_at": at("01:40")});
    let frame = desk.ask("incident_open", began);
    assert!(
        frame["incident"]["declared_at"]
            .as_str()
            .unwrap()
            .starts_with("2026-11-14T01:40"),
        "{frame:#}"
    );
    desk.minutes_pass(240);
    let escalation =
        json!({"to": "Region", "because": "Two sites", "break_glass": "", "occurred_at": at("02:30")});
    desk.ask("incident_escalate", escalation);
    let period = |aim: &str, time: &str| json!({"aim": aim, "until": null, "occurred_at": at(time)});
    desk.ask("period_start", period("The night", "02:35"));
    desk.ask("period_start", period("The morning", "04:00"));
    let early = desk.refused("incident_recover", turned("Laboratory", "02:29"));
    let told = format!("{} {}", early.what, early.next);
    insta::assert_snapshot!(told, @"Sat 14-Nov 02:29 is before the incident was escalated, Sat 14-Nov 02:30. Give a later time. What happened before is written in the log as a note, with its own time.");
    let early = desk.refused("period_end", json!({"remark": "", "occurred_at": at("03:59")}));
    insta::assert_snapshot!(early.what, @"Sat 14-Nov 03:59 is before the period that runs began, Sat 14-Nov 04:00.");
    let late = desk.refused("incident_recover", turned("Laboratory", "23:00"));
    let told = format!("{} {}", late.what, late.next);
    insta::assert_snapshot!(told, @"The time given is later than now. Give the time it happened, or leave it empty for now.");
    desk.ask("incident_recover", turned("Laboratory", "05:10"));
    desk.ask("incident_stand_down", turned("Gold", "06:00"));
    desk.restart();
    let turns = desk.ask("incident_life", json!({}))["turns"].clone();
    let told: Vec<String> = turns
        .as_array()
        .unwrap()
        .iter()
        .map(|t| format!("{} {}", t["at"].as_str().unwrap(), t["word"].as_str().unwrap()))
        .collect();
    insta::assert_snapshot!(told.join(", "), @"2026-11-14T01:40:00Z Opened, 2026-11-14T01:40:00Z Declared, 2026-11-14T02:30:00Z Escalated, 2026-11-14T05:10:00Z Recovery, 2026-11-14T06:00:00Z Stood down");
    assert!(desk.ask("log_verify", json!({}))["ok"].as_bool().unwrap());
}

#[test]
fn a_turn_typed_in_the_minute_of_the_one_before_is_as_late_as_that_one() {
    let desk = Desk::with_sample();
    desk.ms_pass(40_000);
    open(&desk, true, false);
    let opened = desk.ask("incident_life", json!({}))["turns"][0]["at"].clone();
    let minute = format!("{}:00Z", &opened.as_str().unwrap()[..16]);
    let declared = desk.ask(
        "incident_declare",
        json!({"because": "", "break_glass": "", "occurred_at": minute}),
    );
    assert_eq!(declared["incident"]["declared_at"], opened);
}

#[test]
fn a_wrong_year_opens_no_incident() {
    let desk = Desk::with_sample();
    let wrong =
        json!({"title": "", "standby": false, "exercise": false, "occurred_at": "2025-11-14T01:40:00Z"});
    let refused = desk.refused("incident_open", wrong);
    let told = format!("{} {}", refused.what, refused.next);
    insta::assert_snapshot!(told, @"The time given is more than three months ago. Look at its month and year.");
    assert!(desk.ask("frame", json!({}))["incident"].is_null());
}
