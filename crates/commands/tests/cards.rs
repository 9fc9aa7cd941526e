//! Cards as a person works them: what is late, what goes with what, and a bag that is checked as it would print.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use battlebag_bag::BagFiles;
use battlebag_commands::{Instant, bag};
use desk::Desk;
use serde_json::{Value, json};

fn declared() -> Desk {
    let desk = Desk::with_home();
    desk.ask(
        "incident_open",
        json!({"title": "Night drill", "standby": false, "exercise": true}),
    );
    desk
}

fn card(desk: &Desk, id: &str) -> Value {
    desk.ask("card", json!({"id": id}))
}

fn work(desk: &Desk, card: &str, step: u32) {
    desk.ask(
        "card_step",
        json!({"card": card, "step": step, "status": "complete", "remark": "", "second_person": "Ines Castellanos", "occurred_at": null}),
    );
}

#[test]
fn a_task_is_late_only_once_somebody_has_begun_it() {
    let desk = declared();
    desk.minutes_pass(90);
    let idle = card(&desk, "pumps-to-gravity");
    assert_eq!(idle["row"]["overdue"], 0);
    assert_eq!(idle["steps"][0]["due_at"], Value::Null);
    work(&desk, "pumps-to-gravity", 1);
    let begun = card(&desk, "pumps-to-gravity");
    assert_eq!(begun["row"]["overdue"], 0);
    insta::assert_snapshot!(begun["steps"][1]["due_at"].as_str().unwrap(), @"2026-11-14T03:49:00Z");
    desk.minutes_pass(10);
    assert_eq!(card(&desk, "pumps-to-gravity")["steps"][1]["late_min"], 5);
}

#[test]
fn a_role_is_late_from_the_declaration() {
    let desk = declared();
    desk.minutes_pass(20);
    let loggist = card(&desk, "loggist");
    let late: Vec<_> = loggist["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["late_min"] != Value::Null)
        .map(|step| step["number"].as_u64().unwrap())
        .collect();
    assert_eq!(
        late,
        [2, 3, 4],
        "all of the first 15 minutes, and nothing of standby"
    );
}

#[test]
fn a_card_says_what_goes_with_it_and_by_which_number_it_is_called() {
    let desk = declared();
    let card = card(&desk, "nurse-in-charge");
    insta::assert_snapshot!(card["row"]["number"].as_str().unwrap(), @"R06");
    let see: Vec<_> = card["see"]
        .as_array()
        .unwrap()
        .iter()
        .map(|other| other["title"].as_str().unwrap())
        .collect();
    insta::assert_snapshot!(see.join("\n"), @r"
    T01: Pumps to gravity
    T03: Switch to paper prescribing
    ");
    let found = desk.ask("find", json!({"text": "t07"}));
    insta::assert_snapshot!(found["rows"][0]["title"].as_str().unwrap(), @"Device quarantine and evidence");
}

#[test]
fn a_bag_whose_card_runs_off_its_side_is_refused_with_the_line() {
    let dir = tempfile::tempdir().unwrap();
    for (path, bytes) in BagFiles::shipped().iter() {
        let to = dir.path().join(path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, bytes).unwrap();
    }
    let now: Instant = "2026-11-29T10:00:00Z".parse().unwrap();
    assert!(bag::check(Some(dir.path()), now).usable);
    let runner = dir.path().join("cards/runner.md");
    let more = "- Carry one more thing to one more place.\n".repeat(14);
    let text = std::fs::read_to_string(&runner).unwrap();
    std::fs::write(
        &runner,
        text.replace("\n## Escalate if", &format!("{more}\n## Escalate if")),
    )
    .unwrap();
    let found = bag::check(Some(dir.path()), now);
    assert!(!found.usable);
    insta::assert_snapshot!(found.report, @r"
    cards/runner.md, line 48: error: The card is 49 mm too long for one side of paper; it runs off here. Cut words or steps.
    1 error, 0 warnings. This bag cannot be used until the errors are mended.
    ");
}
