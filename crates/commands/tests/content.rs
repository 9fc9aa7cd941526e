//! A hospital's own cards, and the bag that an incident works from: edited, approved, retired, signed, taken in; and an
//! incident that keeps what it began with.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use std::fmt::Write as _;

use battlebag_bag::BagFiles;
use desk::Desk;
use serde_json::{Value, json};

const LOGGIST: &str = "cards/loggist.md";

fn text(desk: &Desk, path: &str) -> String {
    desk.ask("content_open", json!({"path": path}))["text"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn save(desk: &Desk, path: &str, text: &str) -> Value {
    desk.ask(
        "content_save",
        json!({"path": path, "text": text, "because": "after the drill"}),
    )
}

fn card(desk: &Desk, id: &str) -> Value {
    desk.ask("card", json!({"id": id}))
}

fn row(desk: &Desk, id: &str) -> Value {
    let view = desk.ask("content", json!({}));
    let rows = view["rows"].as_array().unwrap();
    rows.iter()
        .find(|row| row["id"] == id)
        .cloned()
        .unwrap_or_else(|| panic!("no row {id}"))
}

fn declared(title: &str) -> Desk {
    let desk = Desk::with_home();
    desk.ask(
        "incident_open",
        json!({"title": title, "standby": false, "exercise": true}),
    );
    desk
}

/// Nobody approves a card before it was written: 4 December 2026.
fn after_the_shipped_cards_were_written() -> Desk {
    let desk = Desk::with_home();
    desk.minutes_pass(20 * 24 * 60);
    desk
}

/// The loggist's card with one more step before the second: every later number goes up by one.
fn with_a_step_more(desk: &Desk) -> String {
    let text = text(desk, LOGGIST);
    let mut number = 0;
    let mut out = String::new();
    for line in text.lines() {
        let step = line.split_once(". ").filter(|(n, _)| n.parse::<u32>().is_ok());
        if let Some((_, words)) = step {
            number += 1;
            if number == 2 {
                out.push_str("2. Set your watch by the wall clock. {due 5}\n");
                number += 1;
            }
            writeln!(out, "{number}. {words}").unwrap();
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[test]
fn an_incident_works_from_the_bag_that_was_in_force_when_it_opened() {
    let mut desk = declared("Night drill");
    let before = card(&desk, "loggist");
    let words = before["steps"][1]["text"].as_str().unwrap().to_owned();
    desk.ask(
        "card_step",
        json!({"card": "loggist", "step": 2, "status": "complete", "remark": "", "second_person": "", "occurred_at": null}),
    );
    save(&desk, LOGGIST, &with_a_step_more(&desk));
    desk.restart();

    let after = card(&desk, "loggist");
    assert_eq!(
        after["steps"][1]["text"],
        words.as_str(),
        "the words of the tick are those that were ticked"
    );
    assert_eq!(after["steps"][1]["status"], "complete");
    assert_eq!(
        after["steps"].as_array().unwrap().len(),
        before["steps"].as_array().unwrap().len()
    );

    // The newer content is offered, and says what it would do.
    let offered = desk.ask("content", json!({}))["incident"].clone();
    assert_eq!(offered["newer"], true);
    assert_eq!(offered["moves"][0]["from"], 2);
    assert_eq!(offered["moves"][0]["to"], 3);
    let written = desk.ask("bag_take_newer", json!({}));
    insta::assert_snapshot!(written["said"].as_str().unwrap(), @"This incident works from bag 2026.11 from now on");
    let newer = card(&desk, "loggist");
    assert_eq!(newer["steps"][1]["text"], "Set your watch by the wall clock.");
    assert_eq!(newer["steps"][1]["status"], "open");
    assert_eq!(newer["steps"][2]["text"], words.as_str());
    assert_eq!(newer["steps"][2]["status"], "complete");
    assert_eq!(
        desk.refused("bag_take_newer", json!({})).what,
        "This incident works from the newest content already."
    );
    desk.restart();
    assert_eq!(card(&desk, "loggist")["steps"][2]["status"], "complete");
}

#[test]
fn a_tick_on_words_that_are_gone_is_kept_and_closes_nothing() {
    let desk = declared("Night drill");
    let old = card(&desk, "loggist")["steps"][1]["text"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.ask(
        "card_step",
        json!({"card": "loggist", "step": 2, "status": "complete", "remark": "book 1", "second_person": "", "occurred_at": null}),
    );
    save(
        &desk,
        LOGGIST,
        &text(&desk, LOGGIST).replacen(&old, "Begin a new book.", 1),
    );
    let moves = desk.ask("content", json!({}))["incident"]["moves"].clone();
    assert_eq!(moves[0]["to"], Value::Null);
    desk.ask("bag_take_newer", json!({}));
    let card = card(&desk, "loggist");
    assert_eq!(card["steps"][1]["status"], "open");
    assert_eq!(card["left"][0]["text"], old.as_str());
    assert_eq!(card["left"][0]["marks"][0]["remark"], "book 1");
}

#[test]
fn the_next_incident_works_from_what_the_home_has_by_then() {
    let desk = declared("First");
    save(&desk, LOGGIST, &with_a_step_more(&desk));
    let steps = |desk: &Desk| card(desk, "loggist")["steps"].as_array().unwrap().len();
    let before = steps(&desk);
    desk.ask(
        "incident_stand_down",
        json!({"because": "over", "break_glass": ""}),
    );
    desk.ask(
        "incident_open",
        json!({"title": "Second", "standby": false, "exercise": true}),
    );
    assert_eq!(steps(&desk), before + 1);
}

#[test]
fn a_card_is_edited_approved_edited_again_retired_and_handed_out_again() {
    let desk = after_the_shipped_cards_were_written();
    assert_eq!(row(&desk, "loggist")["origin"], "shipped");
    let approved = desk.ask(
        "content_approve",
        json!({"path": LOGGIST, "by": "Dr A. Example, safety officer", "on": ""}),
    );
    insta::assert_snapshot!(approved["said"].as_str().unwrap(), @"R04: Loggist approved by Dr A. Example, safety officer, version 1.1");
    assert_eq!(
        row(&desk, "loggist")["origin"],
        "shipped",
        "an approval is no other wording"
    );
    assert_eq!(row(&desk, "loggist")["approved_on"], "2026-12-04");

    let edited = save(
        &desk,
        LOGGIST,
        &text(&desk, LOGGIST).replacen("## Do not\n\n", "## Do not\n\n- Sleep.\n", 1),
    );
    insta::assert_snapshot!(edited["said"].as_str().unwrap(), @"cards/loggist.md saved; its approval was of the words before, so it has to be approved again, version 1.1-1");
    let after = row(&desk, "loggist");
    assert_eq!(
        (&after["origin"], &after["approved_by"], &after["version"]),
        (&json!("local"), &json!(""), &json!("1.1-1"))
    );

    let no_reason = desk.refused("content_retire", json!({"path": LOGGIST, "because": " "}));
    insta::assert_snapshot!(no_reason.what, @"Why the card is retired is missing.");
    desk.ask(
        "content_retire",
        json!({"path": LOGGIST, "because": "done by the coordination team"}),
    );
    assert_eq!(
        row(&desk, "loggist")["retired_because"],
        "done by the coordination team"
    );
    desk.ask(
        "incident_open",
        json!({"title": "x", "standby": false, "exercise": true}),
    );
    assert_eq!(
        desk.refused("card", json!({"id": "loggist"})).what,
        "The bag has no card called loggist."
    );
    let roles = desk.ask("roles", json!({}));
    let role = roles["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["id"] == "loggist")
        .unwrap()
        .clone();
    assert_eq!(role["card"], Value::Null, "nobody is sent to a retired card");

    desk.ask("content_restore", json!({"path": LOGGIST, "because": ""}));
    assert_eq!(row(&desk, "loggist")["retired_on"], Value::Null);
    desk.ask(
        "content_revert",
        json!({"path": LOGGIST, "because": "the shipped one is better"}),
    );
    assert_eq!(
        text(&desk, LOGGIST).as_bytes(),
        BagFiles::shipped().get(LOGGIST).unwrap()
    );
    let versions = desk.ask("content_open", json!({"path": LOGGIST}))["versions"].clone();
    let said: Vec<&str> = versions
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["said"].as_str().unwrap())
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    Back to the bag underneath, version 1.1
    Handed out again, version 1.1-1
    Retired, version 1.1-1
    Edited, version 1.1-1
    Approved by Dr A. Example, safety officer, version 1.1
    ");
    assert!(
        versions[3]["text"].as_str().unwrap().contains("- Sleep."),
        "every version keeps its words"
    );
}

#[test]
fn a_new_card_says_what_it_lacks_and_is_worked_once_it_is_whole() {
    let desk = Desk::with_home();
    let new = desk.ask(
        "content_new",
        json!({"title": "Relatives’ desk, nights", "kind": "task", "role": ""}),
    );
    assert_eq!(new["path"], "cards/relatives-desk-nights.md");
    let empty = new["text"].as_str().unwrap();
    let look = desk.ask("content_look", json!({"path": new["path"], "text": empty}));
    assert_eq!(look["usable"], false);
    let faults: Vec<String> = look["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| format!("{}: {}", f["line"], f["what"].as_str().unwrap()))
        .collect();
    insta::assert_snapshot!(faults.join("\n"), @r#"
    7: `mission` is empty. Write it.
    8: `reports_to` is empty. Write it.
    9: `triggers` is empty. Say what starts the card.
    18: Step 1 has no words. Write what to do, verb first.
    18: Step 1 has no time, so it never shows as late. Give it one, for example `{due 15}`.
    20: The card says nothing under `## Do not`. Write at least one thing that its holder must never do.
    22: "-" is not a bullet. Begin the line with `- `.
    24: The card does not say when to call for help. Write it under `## Escalate if`.
    26: "-" is not a bullet. Begin the line with `- `.
    28: The card does not say what to carry. Write it under `## Equipment`.
    30: "-" is not a bullet. Begin the line with `- `.
    "#);
    let whole = empty
        .replace(
            "mission = \"\"",
            "mission = \"Tell families the truth, and write down whom you told.\"",
        )
        .replace("reports_to = \"\"", "reports_to = \"Family liaison lead\"")
        .replace("triggers = []", "triggers = [\"Families ask at the desk\"]")
        .replace("location = []", "location = [\"Main entrance\"]")
        .replace("min_grade = \"\"", "min_grade = \"Ward clerk\"")
        .replace("1. \n", "1. Ask who they are and for whom they come. {due 10}\n")
        .replace("## Do not\n\n- \n", "## Do not\n\n- Give a result.\n")
        .replace(
            "## Escalate if\n\n- \n",
            "## Escalate if\n\n- a patient is missing\n",
        )
        .replace("## Equipment\n\n- \n", "## Equipment\n\n- desk book\n");
    let look = desk.ask("content_look", json!({"path": new["path"], "text": whole}));
    assert_eq!(look["faults"], json!([]));
    assert!(
        look["page"].as_str().unwrap().starts_with("<svg "),
        "the printed side is there before it is saved"
    );
    save(&desk, "cards/relatives-desk-nights.md", &whole);
    assert_eq!(row(&desk, "relatives-desk-nights")["origin"], "added");
    desk.ask(
        "incident_open",
        json!({"title": "x", "standby": false, "exercise": true}),
    );
    assert_eq!(card(&desk, "relatives-desk-nights")["steps"][0]["number"], 1);
    let twice = desk.refused(
        "content_new",
        json!({"title": "Relatives' desk nights", "kind": "task", "role": ""}),
    );
    insta::assert_snapshot!(twice.what, @"There is a card relatives-desk-nights already.");
}

#[test]
fn faults_are_said_with_their_line_and_the_bag_in_use_stays() {
    let desk = Desk::with_home();
    let shipped = text(&desk, LOGGIST);
    let jump = shipped.replacen("\n2. ", "\n4. ", 1);
    let refused = desk.refused(
        "content_save",
        json!({"path": LOGGIST, "text": jump, "because": ""}),
    );
    insta::assert_snapshot!(format!("{}\n{}", refused.what, refused.next), @r#"
    Nothing was saved: the bag would have errors.
    cards/loggist.md, line 27: error: Step 4 should be step 2. Steps are numbered in order through all phases.
    cards/loggist.md, line 28: error: Step 3 should be step 5. Steps are numbered in order through all phases.
    The bag in use stays in use. Mend these lines, then try again.
    "#);
    let look = desk.ask("content_look", json!({"path": LOGGIST, "text": jump}));
    assert_eq!(look["faults"][0]["file"], LOGGIST);
    assert!(look["faults"][0]["line"].as_u64().unwrap() > 1);
    let roles = text(&desk, "roles.toml").replacen(
        "reports_to = \"strategic-commander\"",
        "reports_to = \"tactical-commander\"",
        1,
    );
    let itself = desk.refused(
        "content_save",
        json!({"path": "roles.toml", "text": roles, "because": ""}),
    );
    assert!(
        itself
            .what
            .contains("`tactical-commander` reports to itself. Name the role above it."),
        "{}",
        itself.what
    );
    assert_eq!(text(&desk, LOGGIST), shipped);
    let elsewhere = desk.refused(
        "content_save",
        json!({"path": "../bag.toml", "text": "", "because": ""}),
    );
    assert_eq!(elsewhere.what, "../bag.toml is not edited here.");
}

#[test]
fn a_review_that_is_due_is_said_before_the_night_it_matters() {
    let desk = Desk::with_home();
    desk.minutes_pass(60 * 24 * 330);
    let soon = row(&desk, "loggist");
    assert_eq!(soon["review"], "soon", "{}", soon["review_due"]);
    desk.minutes_pass(60 * 24 * 40);
    assert_eq!(row(&desk, "loggist")["review"], "due");
    let ready = desk.ask("readiness", json!({}));
    let line = ready["lines"]
        .as_array()
        .unwrap()
        .iter()
        .find(|l| l["what"] == "Review")
        .unwrap()
        .clone();
    insta::assert_snapshot!(line["text"].as_str().unwrap(), @"39 of the action cards are due for review now, 0 within 30 days");
}

#[test]
fn a_new_card_that_was_begun_is_found_again() {
    let mut desk = Desk::with_home();
    let new = desk.ask(
        "content_new",
        json!({"title": "Relatives", "kind": "task", "role": ""}),
    );
    desk.restart();
    assert_eq!(
        desk.ask("content", json!({}))["begun"],
        json!(["cards/relatives.md"])
    );
    assert_eq!(
        desk.ask("content_open", json!({"path": "cards/relatives.md"}))["text"],
        new["text"]
    );
    desk.ask(
        "draft_save",
        json!({"key": "content.cards/relatives.md", "text": ""}),
    );
    assert_eq!(desk.ask("content", json!({}))["begun"], json!([]));
}
