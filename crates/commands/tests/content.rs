//! A hospital's own cards, and the bag that an incident works from: edited, approved, retired, signed, taken in; and an
//! incident that keeps what it began with.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use battlebag_bag::BagFiles;
use desk::Desk;
use proptest::prelude::*;
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
            out.push_str(&format!("{number}. {words}\n"));
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

/// Two homes and a stick.
struct Two {
    ours: Desk,
    theirs: Desk,
    file: String,
    key: String,
}

fn two() -> Two {
    let (ours, theirs) = (Desk::with_home(), after_the_shipped_cards_were_written());
    theirs.ask(
        "content_approve",
        json!({"path": LOGGIST, "by": "Region", "on": ""}),
    );
    save(&theirs, LOGGIST, &with_a_step_more(&theirs));
    let file = theirs
        .dir
        .path()
        .join("region.battlebag-bag")
        .display()
        .to_string();
    let made = theirs.ask("bag_export", json!({"path": file, "bag": ""}));
    let key = made["key"].as_str().unwrap().to_owned();
    Two {
        ours,
        theirs,
        file,
        key,
    }
}

fn import(desk: &Desk, file: &str) -> Result<Value, battlebag_commands::ErrorView> {
    desk.try_ask(
        "bag_import",
        json!({"path": file, "dry_run": false, "replace_local": false}),
    )
}

#[test]
fn a_bag_is_taken_from_a_key_that_somebody_trusts_and_from_no_other() {
    let Two {
        ours,
        theirs,
        file,
        key,
    } = two();
    let before = ours.ask("bag", json!({}))["hash"].clone();
    let unknown = import(&ours, &file).unwrap_err();
    let said = unknown.what.replace(
        &ours.ask(
            "bag_import",
            json!({"path": file, "dry_run": true, "replace_local": false}),
        )["signer"]["id"]
            .as_str()
            .unwrap()
            .to_owned(),
        "ID",
    );
    insta::assert_snapshot!(format!("{said}\n{}", unknown.next), @r#"
    The bag was not taken. It is signed with key ID, which nobody here has trusted yet. Ask whoever sent it to read their key to you, then trust it.
    The bag in use stays in use.
    "#);
    assert_eq!(
        ours.ask("bag", json!({}))["hash"],
        before,
        "the bag in use stays in use"
    );

    // The signature names its key; a person hears it from its owner and says so.
    let looked = ours.ask(
        "bag_import",
        json!({"path": file, "dry_run": true, "replace_local": false}),
    );
    assert_eq!(looked["signer"]["key"], key.as_str());
    assert_eq!(looked["signer"]["trusted"], false);
    let short = ours.refused(
        "bag_trust",
        json!({"key": "RWnonsense", "name": "Region", "because": "x"}),
    );
    assert_eq!(short.what, "This is no key of minisign.");
    ours.ask(
        "bag_trust",
        json!({"key": key, "name": "Region", "because": "read to me by phone by Sam Idowu"}),
    );
    let taken = import(&ours, &file).unwrap();
    assert_eq!(taken["taken"], true);
    assert_eq!(
        ours.ask("bag", json!({}))["hash"],
        theirs.ask("bag", json!({}))["hash"],
        "the same bag, to the byte"
    );
    assert_eq!(import(&ours, &file).unwrap()["taken"], false);
    assert_eq!(
        row(&ours, "loggist")["origin"],
        "shipped",
        "it is the bag underneath now"
    );

    let own = ours.ask(
        "bag_import",
        json!({"path": "shipped", "dry_run": false, "replace_local": false}),
    );
    assert_eq!(own["taken"], true);
    assert_eq!(ours.ask("bag", json!({}))["hash"], before);
    ours.ask(
        "bag_distrust",
        json!({"key": key, "name": "", "because": "key lost"}),
    );
    assert!(import(&ours, &file).is_err());
}

#[test]
fn a_file_that_was_changed_or_not_signed_is_refused() {
    let Two {
        ours,
        theirs: _theirs,
        file,
        key,
    } = two();
    ours.ask(
        "bag_trust",
        json!({"key": key, "name": "Region", "because": "by phone"}),
    );
    let bytes = std::fs::read(&file).unwrap();
    let mut bad = bytes.clone();
    let last = bad.len() - 2;
    bad[last] ^= 1;
    std::fs::write(&file, &bad).unwrap();
    let changed = import(&ours, &file).unwrap_err();
    insta::assert_snapshot!(changed.what, @"The bag was not taken. The signature says it is Region's, and it does not fit this file: the file was changed after it was signed, or copied badly. Do not use it; ask Region for it again.");
    std::fs::write(&file, &bytes).unwrap();
    std::fs::remove_file(format!("{file}.minisig")).unwrap();
    let unsigned = import(&ours, &file).unwrap_err();
    insta::assert_snapshot!(unsigned.what, @"The bag was not taken. Nobody signed it: there is no region.battlebag-bag.minisig beside it. Copy both files from the stick, or ask whoever made it to sign it.");
    std::fs::write(&file, b"%PDF").unwrap();
    assert!(
        import(&ours, &file)
            .unwrap_err()
            .what
            .contains("does not begin as a bag does")
    );
}

#[test]
fn what_was_written_here_stays_over_a_bag_that_is_taken_in() {
    let Two {
        ours,
        theirs: _theirs,
        file,
        key,
    } = two();
    ours.ask(
        "bag_trust",
        json!({"key": key, "name": "Region", "because": "by phone"}),
    );
    let runner =
        text(&ours, "cards/runner.md").replacen("## Do not\n\n", "## Do not\n\n- Run on wet floors.\n", 1);
    save(&ours, "cards/runner.md", &runner);
    let taken = import(&ours, &file).unwrap();
    insta::assert_snapshot!(taken["said"].as_str().unwrap(), @"1 file changed, 0 added, 0 removed; 1 file written here stays over it. In use from the next incident.");
    assert_eq!(row(&ours, "runner")["origin"], "local");
    assert_eq!(row(&ours, "loggist")["origin"], "shipped");
    let compared = ours.ask("bag_compare", json!({"before": "under", "after": "in-use"}));
    assert_eq!(compared["files"].as_array().unwrap().len(), 1);
    assert_eq!(compared["files"][0]["path"], "cards/runner.md");
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

/// A task card that anybody may write, with a number of its own.
fn task(desk: &Desk, title: &str, number: &str) {
    let new = desk.ask("content_new", json!({"title": title, "kind": "task", "role": ""}));
    let text = new["text"]
        .as_str()
        .unwrap()
        .replace("title = ", &format!("number = \"{number}\"\ntitle = "))
        .replace("mission = \"\"", "mission = \"Do it.\"")
        .replace("reports_to = \"\"", "reports_to = \"Nurse in charge\"")
        .replace("triggers = []", "triggers = [\"Asked\"]")
        .replace("1. \n", "1. Do it. {due 10}\n")
        .replace("- \n", "- x\n");
    save(desk, new["path"].as_str().unwrap(), &text);
}

#[test]
fn a_bag_that_does_not_fit_what_was_written_here_is_refused_with_every_place() {
    let (ours, theirs) = (Desk::with_home(), Desk::with_home());
    task(&ours, "Relatives", "W09");
    task(&theirs, "Pharmacy runner", "W09");
    let file = theirs.dir.path().join("a.battlebag-bag").display().to_string();
    let made = theirs.ask("bag_export", json!({"path": file, "bag": ""}));
    ours.ask(
        "bag_trust",
        json!({"key": made["key"], "name": "Them", "because": "by phone"}),
    );
    let refused = import(&ours, &file).unwrap_err();
    insta::assert_snapshot!(refused.what, @r"
    The bag was not taken. The 1 file written here does not fit it. Mend it, or take the bag without it.
    cards/relatives.md, line 2: error: The card number `W09` is already in cards/pharmacy-runner.md, line 2. Give this one another name, or remove it.
    ");
    let without = ours.ask(
        "bag_import",
        json!({"path": file, "dry_run": false, "replace_local": true}),
    );
    assert_eq!(without["taken"], true);
    assert_eq!(ours.ask("content", json!({}))["local"], 0);
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

#[test]
fn the_plain_texts_of_a_bag_are_the_bag() {
    let desk = Desk::with_home();
    let folder = desk.dir.path().join("plain").display().to_string();
    desk.ask("bag_export", json!({"path": folder, "bag": ""}));
    let compared = desk.ask("bag_compare", json!({"before": "in-use", "after": folder}));
    insta::assert_snapshot!(compared["said"].as_str().unwrap(), @"The two are the same to the letter");
    let again = desk.refused("bag_export", json!({"path": folder, "bag": ""}));
    assert_eq!(again.next, "Name a new folder: files of two bags must not mix.");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..ProptestConfig::default() })]
    /// Whatever is added to a card: what is given away and taken in elsewhere is the same bag, to the byte.
    #[test]
    fn what_is_exported_is_what_is_imported(words in "[A-Z][a-zé]{1,6}( [a-z0-9\"]{1,6}){0,3}") {
        let (ours, theirs) = (Desk::with_home(), Desk::with_home());
        let runner = "cards/runner.md";
        save(&theirs, runner, &text(&theirs, runner).replacen("## Do not\n\n", &format!("## Do not\n\n- {words}.\n"), 1));
        let file = theirs.dir.path().join("a.battlebag-bag").display().to_string();
        let made = theirs.ask("bag_export", json!({"path": file, "bag": ""}));
        ours.ask("bag_trust", json!({"key": made["key"], "name": "Them", "because": "by phone"}));
        import(&ours, &file).unwrap();
        prop_assert_eq!(text(&ours, runner), text(&theirs, runner));
        prop_assert_eq!(&ours.ask("bag", json!({}))["hash"], &theirs.ask("bag", json!({}))["hash"]);
    }
}
