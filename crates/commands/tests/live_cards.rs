//! Cards worked on paper and typed in, what stands open at stand-down, and cards as they print.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use desk::Desk;
use serde_json::{Value, json};

fn card(desk: &Desk, id: &str) -> Value {
    desk.ask("card", json!({"id": id}))
}

fn declared(title: &str) -> Desk {
    let desk = Desk::with_home();
    desk.ask(
        "incident_open",
        json!({"title": title, "standby": false, "exercise": true}),
    );
    desk
}

fn paper() -> Desk {
    let desk = declared("Night drill");
    desk.minutes_pass(120);
    desk
}

fn typed(step: u32, at: &str, by: &str, second: &str) -> Value {
    json!({"step": step, "status": "complete", "at": at, "by": by, "second_person": second, "remark": ""})
}

#[test]
fn a_card_worked_on_paper_is_typed_in_with_the_times_that_were_written() {
    let desk = paper();
    let request =
        |steps: Value| json!({"card": "pumps-to-gravity", "held_by": "Ade Oyelaran", "steps": steps});
    let faulty = desk.ask(
        "card_typed",
        request(json!([
            typed(1, "02:31", "", ""),
            typed(2, "half past", "", ""),
            typed(3, "", "", "I. C.")
        ])),
    );
    assert_eq!(faulty["number"], 0);
    let faults: Vec<String> = faulty["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| format!("{}: {}", f["step"], f["what"].as_str().unwrap()))
        .collect();
    insta::assert_snapshot!(faults.join("\n"), @r#"
    1: Step 1 needs a second person's name before it counts as done.
    2: half past is no time. Write it as 02:41.
    3: The time is missing. Write the one on the paper, as 02:41; or leave the step out.
    "#);
    assert_eq!(
        card(&desk, "pumps-to-gravity")["row"]["closed"],
        0,
        "nothing is written while a line is wrong"
    );

    let done = desk.ask(
        "card_typed",
        request(json!([
            typed(3, "0241", "", "I. Castellanos"),
            typed(1, "02:31", "", "I. Castellanos"),
            typed(2, "02:33", "Sam Idowu", "")
        ])),
    );
    insta::assert_snapshot!(done["said"].as_str().unwrap(), @"T01: Pumps to gravity: 3 steps typed in from paper");
    let card = card(&desk, "pumps-to-gravity");
    let mark = &card["steps"][1]["marks"][0];
    assert_eq!(mark["by"], "Sam Idowu");
    assert_eq!(mark["typed_by"], "Siobhán Ní Chonchúir");
    assert_eq!(mark["at"], "2026-11-14T02:33:00Z");
    assert_eq!(card["row"]["closed"], 3);
    // A task's minutes count from the first step that was worked, as the paper says.
    assert_eq!(card["steps"][3]["due_at"], "2026-11-14T03:01:00Z");
}

#[test]
fn two_people_are_named_whether_a_step_is_done_now_or_was_done_before() {
    let desk = declared("x");
    for status in ["complete", "already_done"] {
        let refused = desk.refused(
            "card_step",
            json!({"card": "pumps-to-gravity", "step": 1, "status": status, "remark": "", "second_person": "", "occurred_at": null}),
        );
        assert_eq!(
            refused.what,
            "Step 1 needs a second person's name before it counts as done."
        );
    }
}

#[test]
fn unfinished_steps_survive_stand_down_and_get_no_later() {
    let mut desk = declared("x");
    desk.ask(
        "role_assign",
        json!({"role": "loggist", "person": "Sam Idowu", "contact": "desk"}),
    );
    desk.minutes_pass(40);
    desk.ask(
        "incident_stand_down",
        json!({"because": "over", "break_glass": ""}),
    );
    let late = card(&desk, "loggist")["steps"][1]["late_min"].clone();
    desk.minutes_pass(600);
    desk.restart();
    let card = card(&desk, "loggist");
    assert_eq!(card["steps"][1]["late_min"], late);
    let cards = desk.ask("cards", json!({}));
    let left = cards["unfinished"].as_array().unwrap();
    assert_eq!(left.len() as u64, card["row"]["steps"].as_u64().unwrap());
    assert!(left.iter().all(|step| step["card"] == "loggist"));
    desk.ask(
        "card_step",
        json!({"card": "loggist", "step": 2, "status": "complete", "remark": "", "second_person": "", "occurred_at": null}),
    );
    assert_eq!(
        desk.ask("cards", json!({}))["unfinished"]
            .as_array()
            .unwrap()
            .len()
            + 1,
        left.len()
    );
}

#[test]
fn the_whole_bag_prints_as_one_file_and_a_card_on_halves() {
    let desk = declared("x");
    let print = |what: Value, paper: &str| {
        desk.job(
            "print_start",
            json!({"what": what, "to": "", "paper": paper, "mono": true, "order": "priority"}),
        )
    };
    let bag = print(json!({"what": "cards", "cards": [], "contents": true}), "a4");
    assert_eq!(bag["files"].as_array().unwrap().len(), 1);
    assert_eq!(bag["files"][0]["pages"], 40, "39 cards and a page of contents");
    let halves = print(
        json!({"what": "cards", "cards": ["loggist"], "halves": true}),
        "a4",
    );
    assert_eq!(halves["files"][0]["pages"], 1);
    let a5 = print(
        json!({"what": "cards", "cards": ["loggist"], "halves": true}),
        "a5",
    );
    assert_eq!(a5["files"][0]["pages"], 2);
    let refused = desk.refused("print_start", json!({"what": {"what": "cards", "cards": []}, "to": "", "paper": "a5", "mono": true, "order": "priority"}));
    assert_eq!(refused.what, "Only half cards are printed on A5.");
}
