//! Bags given away and taken in as signed files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use std::fmt::Write as _;

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

fn row(desk: &Desk, id: &str) -> Value {
    let view = desk.ask("content", json!({}));
    let rows = view["rows"].as_array().unwrap();
    rows.iter()
        .find(|row| row["id"] == id)
        .cloned()
        .unwrap_or_else(|| panic!("no row {id}"))
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
