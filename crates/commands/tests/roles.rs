//! Roles at the desk: candidates and one press, standing in, too much for one person, who has left, and the hand-over brief.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use desk::Desk;
use serde_json::{Value, json};

fn declared(desk: &Desk) {
    desk.ask(
        "incident_open",
        json!({"title": "Ransomware", "standby": false, "exercise": false}),
    );
}

fn give(desk: &Desk, role: &str, person: &str, contact: &str) {
    desk.ask(
        "role_assign",
        json!({"role": role, "person": person, "contact": contact}),
    );
}

fn row(desk: &Desk, role: &str) -> Value {
    let roles = desk.ask("roles", json!({}));
    let rows = roles["rows"].as_array().unwrap();
    rows.iter().find(|r| r["id"] == role).unwrap().clone()
}

fn part(brief: &Value, word: &str) -> String {
    let parts = brief["parts"].as_array().unwrap();
    let part = parts.iter().find(|p| p["word"] == word).expect(word);
    let lines = part["lines"].as_array().unwrap().iter();
    lines.map(|l| l.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_candidate_is_kept_outside_incidents_and_comes_first_on_their_shift() {
    let mut desk = Desk::with_sample();
    for (person, shifts, deputy) in [
        ("Ines Castellanos-Murphy", json!(["night", "weekend"]), false),
        ("Ben Adeyemi", json!(["weekend"]), true),
        ("Dev Patel-Ozturk", json!(["day"]), false),
    ] {
        desk.ask(
            "candidate_set",
            json!({"role": "blood-bank-lead", "person": person, "shifts": shifts, "deputy": deputy,
                   "reach": "bleep 2217", "when": "40 minutes away", "grade": "Transfusion biomedical scientist"}),
        );
    }
    declared(&desk);
    desk.restart();
    let roles = desk.ask("roles", json!({}));
    assert_eq!(
        (&roles["shift"], &roles["vocabulary"]),
        (&json!("weekend"), &json!("uk"))
    );
    let blood = row(&desk, "blood-bank-lead");
    let names: Vec<&str> = blood["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["person"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["Ines Castellanos-Murphy", "Ben Adeyemi", "Dev Patel-Ozturk"]
    );
    assert_eq!(blood["candidates"][2]["on_now"], false);
    give(&desk, "blood-bank-lead", names[0], "bleep 2217");
    assert_eq!(
        row(&desk, "blood-bank-lead")["candidates"][0]["holds"],
        json!(["Blood bank lead"])
    );
    desk.ask(
        "candidate_remove",
        json!({"role": "blood-bank-lead", "person": "Ben Adeyemi", "because": "moved to Leeds"}),
    );
    assert_eq!(
        row(&desk, "blood-bank-lead")["candidates"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert!(desk.ask("log_verify", json!({}))["ok"].as_bool().unwrap());
}

#[test]
fn nothing_is_given_to_somebody_who_has_left() {
    let desk = Desk::with_home();
    declared(&desk);
    desk.ask(
        "candidate_remove",
        json!({"role": "", "person": "Ann Example", "because": "left the trust in May"}),
    );
    for (cmd, request) in [
        (
            "role_assign",
            json!({"role": "loggist", "person": "ann example", "contact": ""}),
        ),
        ("role_cover", json!({"role": "loggist", "person": "Ann Example"})),
    ] {
        let refused = desk.refused(cmd, request);
        assert!(
            refused.what.contains("has left: left the trust in May"),
            "{refused:?}"
        );
        assert!(refused.next.contains("Choose somebody else"), "{refused:?}");
    }
    let people = desk.ask("roles", json!({}))["people"].clone();
    assert!(!people.to_string().contains("Ann Example"), "{people}");
}

#[test]
fn standing_in_goes_back_in_one_press_and_every_span_is_kept() {
    let desk = Desk::with_home();
    declared(&desk);
    give(&desk, "tactical-commander", "Sam Okoro", "radio 2");
    desk.minutes_pass(60);
    desk.ask(
        "role_cover",
        json!({"role": "tactical-commander", "person": "Bea Lind", "contact": "radio 4",
               "until": "2026-11-14T03:44:00Z"}),
    );
    let covered = row(&desk, "tactical-commander");
    assert_eq!(covered["holders"][0]["covers"], "Sam Okoro");
    assert!(
        covered["holders"][0]["cover_until"]
            .as_str()
            .unwrap()
            .starts_with("2026-11-14T03:44")
    );
    desk.minutes_pass(30);
    desk.ask("role_back", json!({"role": "tactical-commander"}));
    let back = row(&desk, "tactical-commander");
    assert_eq!(back["holders"][0]["person"], "Sam Okoro");
    assert_eq!(back["holders"][0]["contact"], "radio 2");
    assert_eq!(back["before"].as_array().unwrap().len(), 2);
    let again = desk.refused("role_back", json!({"role": "tactical-commander"}));
    assert!(again.what.contains("Nobody stands in"), "{again:?}");
}

#[test]
fn several_roles_for_one_person_are_said_to_be_too_many() {
    let desk = Desk::with_home();
    declared(&desk);
    give(&desk, "pathology-lead", "Ines", "");
    assert_eq!(row(&desk, "pathology-lead")["holders"][0]["load"], "");
    give(&desk, "blood-bank-lead", "Ines", "");
    let holder = row(&desk, "pathology-lead")["holders"][0].clone();
    assert_eq!(holder["load"], "2 roles");
    assert_eq!(
        holder["load_words"],
        "Ines holds Pathology lead and Blood bank lead"
    );
}

#[test]
fn a_hand_over_brief_says_what_the_log_and_the_board_know() {
    let desk = Desk::with_sample();
    declared(&desk);
    give(&desk, "strategic-commander", "Alasdair Mac an t-Saoir", "radio 1");
    give(&desk, "tactical-commander", "Sam Okoro", "radio 2");
    desk.minutes_pass(20);
    desk.ask(
        "decision_add",
        json!({"decision": "Divert stroke to the Royal", "known": "", "rationale": "No scan can be read", "risks": "",
               "told": "ambulance control", "review_at": "2026-11-14T02:30:00Z", "occurred_at": null}),
    );
    desk.ask(
        "decision_add",
        json!({"decision": "Theatre 2 stays open", "known": "", "rationale": "Anaesthetic machine tested", "risks": "",
               "told": "", "review_at": null, "occurred_at": null}),
    );
    desk.ask(
        "task_give",
        json!({"task": "Count syringe drivers", "to": "Sam", "due_at": "2026-11-14T06:00:00Z"}),
    );
    desk.ask(
        "objective_set",
        json!({"objective": "Blood gases by hand in ICU"}),
    );
    desk.ask(
        "message_add",
        json!({"received": false, "occurred_at": null, "from": "Sam Okoro", "to": "Ward 7B", "by": "runner", "text": "Pumps are not to be trusted",
               "read_back_by": ""}),
    );
    desk.ask(
        "system_set",
        json!({"code": "LIMS", "availability": "unavailable", "integrity": "suspect", "evidence": "screens dark",
               "said_by": "", "expires_min": 0, "since": null}),
    );
    desk.ask(
        "rhythm_set",
        json!({"beat": "sitrep", "next_at": "2026-11-14T03:00:00Z", "every_min": 60, "place": ""}),
    );
    desk.minutes_pass(5);
    let brief = desk.ask("role_brief", json!({"role": "tactical-commander"}));
    assert!(part(&brief, "The incident").contains("Objective 1: Blood gases by hand in ICU"));
    assert!(
        part(&brief, "Above and below")
            .contains("Reports to Strategic commander (Gold): Alasdair Mac an t-Saoir, radio 1")
    );
    assert!(part(&brief, "Above and below").contains("Loggist: vacant"));
    assert!(part(&brief, "Systems down, or not to be believed").contains("down, suspect"));
    assert!(part(&brief, "P1 and P2 by ward").contains("P1 "));
    let decisions = part(&brief, "Open decisions");
    assert!(
        decisions.contains("Divert stroke to the Royal (was to be looked at again 02:30"),
        "{decisions}"
    );
    assert!(
        decisions.contains("Theatre 2 stays open (no time to look at it again"),
        "{decisions}"
    );
    assert!(part(&brief, "Open tasks").contains("Sam: Count syringe drivers, due 06:00"));
    assert!(part(&brief, "Steps of the card not finished").contains("critical: "));
    let due = part(&brief, "Due next");
    assert!(due.starts_with("03:00 SitRep 1"), "{due}");
    let told = part(&brief, "Who was told what");
    assert!(
        told.contains("ambulance control: the decision Divert stroke to the Royal"),
        "{told}"
    );
    assert!(
        told.contains("Ward 7B by runner: Pumps are not to be trusted (not read back)"),
        "{told}"
    );

    let written = desk.ask("role_brief_write", json!({"role": "tactical-commander"}));
    assert_eq!(written["words"].as_array().unwrap().len(), 8);
    let pdf = std::fs::read(written["file"].as_str().unwrap()).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    let log = desk.ask("log", json!({"since": null, "kind": "printed", "limit": 0}));
    assert!(
        log["entries"][0]["text"]
            .as_str()
            .unwrap()
            .contains("Hand-over of Tactical commander"),
        "{log}"
    );
    let words: Vec<&str> = written["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| w.as_str().unwrap())
        .collect();
    let proof = desk.ask("checkpoint_check", json!({"text": words.join(" ")}));
    assert_eq!(proof["holds"], true, "{proof}");
}

#[test]
fn a_role_that_nobody_has_yet_is_briefed_from_the_beginning() {
    let desk = Desk::with_home();
    declared(&desk);
    let brief = desk.ask("role_brief", json!({"role": "recovery-lead"}));
    assert!(part(&brief, "P1 and P2 by ward").contains("No census"));
    assert_eq!(part(&brief, "Open decisions"), "");
    let refused = desk.refused("role_brief", json!({"role": "recovery"}));
    assert!(refused.what.contains("no role called recovery"), "{refused:?}");
}

#[test]
fn roles_are_printed_with_and_without_an_incident() {
    let desk = Desk::with_home();
    let print = |what: Value| {
        let job = desk.job(
            "print_start",
            json!({"what": what, "to": "", "paper": "a4", "mono": true, "order": "priority"}),
        );
        let file = job["files"][0].clone();
        assert!(
            std::fs::read(file["file"].as_str().unwrap())
                .unwrap()
                .starts_with(b"%PDF")
        );
        file
    };
    let tabards = print(json!({"what": "tabards", "roles": []}));
    let roles = desk.ask("roles", json!({}))["rows"].as_array().unwrap().len();
    assert_eq!(tabards["pages"], roles, "one a page");
    print(json!({"what": "contacts"}));
    declared(&desk);
    give(&desk, "tactical-commander", "Sam Okoro", "radio 2");
    give(&desk, "loggist", "Sam Okoro", "");
    assert_eq!(print(json!({"what": "org_chart"}))["pages"], 1, "one side");
    assert!(print(json!({"what": "contacts"}))["pages"].as_u64().unwrap() <= 3);
    assert_eq!(print(json!({"what": "tabards", "roles": ["runner"]}))["pages"], 1);
    print(json!({"what": "blank", "charts": ["decision-log"], "copies": 2}));
}

#[test]
fn two_people_of_one_name_are_shown_and_told_apart() {
    let desk = Desk::with_sample();
    declared(&desk);
    give(&desk, "tactical-commander", "Ann Example", "radio 2");
    give(&desk, "loggist", "Ann  Example", "bleep 12");
    let shown = row(&desk, "loggist")["holders"][0]["namesakes"].clone();
    assert_eq!(shown, json!(["Tactical commander (Silver), reached by radio 2"]));
    let settle = json!({"role": "loggist", "person": "Ann Example", "apart": "ward 7"});
    let said = desk.ask("role_name_settle", settle)["said"].clone();
    assert_eq!(said, "Called Ann Example (ward 7) from here on");
    let loggist = row(&desk, "loggist")["holders"][0].clone();
    assert_eq!(
        (&loggist["person"], &loggist["namesakes"], &loggist["load"]),
        (&json!("Ann Example (ward 7)"), &json!([]), &json!(""))
    );
    assert!(desk.ask("log_verify", json!({}))["ok"].as_bool().unwrap());
}

#[test]
fn nobody_who_left_comes_back_by_a_blank_or_a_capital() {
    let desk = Desk::with_sample();
    declared(&desk);
    let left = json!({"role": "", "person": "Ann Example", "because": "Retired in October"});
    desk.ask("candidate_remove", left);
    for name in ["Ann Example", "ann  example", " ANN EXAMPLE "] {
        let refused = desk.refused(
            "role_assign",
            json!({"role": "loggist", "person": name, "contact": ""}),
        );
        assert!(
            refused.what.contains("has left: Retired in October"),
            "{refused:?}"
        );
    }
}
