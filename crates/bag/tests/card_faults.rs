//! Each fault of a card, a role or the vocabulary says where it is and what to do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]

mod small;

use battlebag_bag::{Bag, BagFiles};
use small::{CARD, edited, faults, small_bag, with};

/// The faults of the small bag with its card edited.
fn card(from: &str, to: &str) -> String {
    faults(edited("cards/runner.md", from, to))
}

#[test]
fn each_fault_of_a_step_has_its_line() {
    insta::assert_snapshot!(card("2. Tell", "4. Tell"), @"cards/runner.md, line 21: error: Step 4 should be step 2. Steps are numbered in order through all phases.");
    insta::assert_snapshot!(card("2. Tell the nurse in charge. {", "2. {"), @"cards/runner.md, line 21: error: Step 2 has no words. Write what to do, verb first.");
    insta::assert_snapshot!(card("due 10", "due 3"), @"cards/runner.md, line 21: error: Step 2 is due at 3 min, before the step above it. Put steps in the order they are due.");
    insta::assert_snapshot!(card("due 10", "due 20"), @"cards/runner.md, line 21: error: Step 2 is due at 20 min, after `First 15 minutes` has ended. Make it due earlier, or move it to `First hour`.");
    insta::assert_snapshot!(card("2. Tell the nurse in charge. {due 10", "## First hour\n2. Tell. {due 61"), @"cards/runner.md, line 22: error: Step 2 is due at 61 min, after `First hour` has ended. Make it due earlier, or move it to `Ongoing`.");
    insta::assert_snapshot!(card("2. Tell the nurse in charge. {due 10", "## First hour\n2. Tell. {due 4"), @"cards/runner.md, line 22: error: Step 2 is due at 4 min, before the step above it. Put steps in the order they are due.");
    insta::assert_snapshot!(card("2. Tell", "## Stand down\n2. Tell"), @"cards/runner.md, line 22: error: Step 2 is due at 10 min after declaration, and nobody knows when stand-down comes. Take the time away.");
    insta::assert_snapshot!(card("## First 15 minutes", "## Standby").lines().next().unwrap(), @"cards/runner.md, line 19: error: Step 1 is due at 5 min, but minutes count from declaration, which ends Standby. Take the time away, or move the step.");
    insta::assert_snapshot!(card("critical, second", "second"), @"cards/runner.md, line 21: error: Step 2 asks for a second person but is not critical. In the first hour two people are scarce: mark it `critical`, or take `second person` away.");
    insta::assert_snapshot!(card("Tell", "Tell and tell and tell and tell and tell and tell and tell"), @"cards/runner.md, line 21: warning: Step 2 has 17 words; 14 is the most a tired person takes in. Cut words, or make two steps.");
    insta::assert_snapshot!(card("due 10, ", ""), @"cards/runner.md, line 21: warning: Step 2 has no time, so it never shows as late. Give it one, for example `{due 15}`.");
    insta::assert_snapshot!(card("2. Tell the nurse in charge. {due 10, critical", "## Ongoing\n2. Tell. {"), @r#"cards/runner.md, line 22: error: The mark "" is not known. Use `due 15`, `critical` or `second person`."#);
    insta::assert_snapshot!(card("2. Tell the nurse in charge. {due 10, critical, second person}", "2."), @r"
    cards/runner.md, line 21: error: Step 2 has no words. Write what to do, verb first.
    cards/runner.md, line 21: warning: Step 2 has no time, so it never shows as late. Give it one, for example `{due 15}`.
    ");
}

#[test]
fn a_card_without_a_part_it_needs_names_the_line() {
    insta::assert_snapshot!(card("mission = \"Carry.\"\n", ""), @"cards/runner.md, line 2: error: `mission` is missing. Add the line `mission = …`.");
    insta::assert_snapshot!(card("\"Carry.\"", "\" \""), @"cards/runner.md, line 7: error: `mission` is empty. Write it.");
    insta::assert_snapshot!(card("[\"Message 1\"]", "[]"), @"cards/runner.md, line 9: error: `triggers` is empty. Say what starts the card.");
    insta::assert_snapshot!(card("- Run.\n", ""), @"cards/runner.md, line 23: error: The card says nothing under `## Do not`. Write at least one thing that its holder must never do.");
    insta::assert_snapshot!(card("## Do not\n\n- Run.\n", ""), @"cards/runner.md, line 30: error: The card says nothing under `## Do not`. Write at least one thing that its holder must never do.");
    insta::assert_snapshot!(card("- you are lost\n", ""), @"cards/runner.md, line 27: warning: The card does not say when to call for help. Write it under `## Escalate if`.");
    insta::assert_snapshot!(card("## Equipment\n\n- a radio", ""), @"cards/runner.md, line 29: warning: The card does not say what to carry. Write it under `## Equipment`.");
    insta::assert_snapshot!(card("version_date = 2026-01-01\n", ""), @"cards/runner.md, line 5: warning: The card does not say when this version was written. Add the line `version_date = …`.");
}

#[test]
fn dates_and_approval_of_a_card_agree() {
    insta::assert_snapshot!(card("version_date = 2026-01-01", "version_date = 2027-02-01"), @"cards/runner.md, line 6: error: review_due (2027-01-01) is before version_date (2027-02-01). A card is looked at again after it is written: correct one.");
    let dated = |approval: &str| card("version_date", &format!("{approval}\nversion_date"));
    insta::assert_snapshot!(dated("approved_on = 2026-02-01"), @"cards/runner.md, line 14: error: The card was approved on 2026-02-01, but nobody is named. Add the line `approved_by = …`, or remove the date.");
    insta::assert_snapshot!(dated("approved_by = \" \"\napproved_on = 2026-02-01"), @"cards/runner.md, line 14: error: `approved_by` is empty. Write the name of whoever approved the card, or remove the line.");
    insta::assert_snapshot!(dated("approved_by = \"Dr A. Example\""), @"cards/runner.md, line 14: error: Dr A. Example approved the card, but no day is given. Add the line `approved_on = …`.");
    insta::assert_snapshot!(dated("approved_by = \"Dr A. Example\"\napproved_on = 2025-12-31"), @"cards/runner.md, line 15: error: This version was written on 2026-01-01, after it was approved. Approve this version, or correct the date.");
    assert_eq!(
        dated("approved_by = \"Dr A. Example\"\napproved_on = 2026-01-01"),
        ""
    );
}

#[test]
fn names_on_a_card_exist_and_agree_with_the_roles() {
    insta::assert_snapshot!(card("role = \"runner\"", "role = \"runer\""), @r"
    cards/runner.md, line 4: error: There is no role `runer` in roles.toml. Check the spelling, or add it there.
    roles.toml, line 22: error: cards/runner.md says it is for runer. Make the two agree.
    ");
    insta::assert_snapshot!(card("tabard", "systems = [\"NET\",\n\"NETT\"]\ntabard"), @"cards/runner.md, line 14: error: There is no system `NETT` in systems.toml. Check the spelling, or add it there.");
    insta::assert_snapshot!(card("tabard", "see = [\"runner\", \"porter\"]\ntabard"), @r"
    cards/runner.md, line 13: error: The card names itself here. Remove it from `see`.
    cards/runner.md, line 13: error: There is no card cards/porter.md. Check the spelling, or write the card.
    ");
    insta::assert_snapshot!(card("\"Commander\"", "\"Porter\""), @r#"cards/runner.md, line 8: error: The card says its holder reports to "Porter"; roles.toml says to the Commander. Make the two agree."#);
    let role = |from: &str, to: &str| faults(edited("roles.toml", from, to));
    insta::assert_snapshot!(role("card = \"runner\"", ""), @r#"cards/runner.md, line 4: error: roles.toml gives `runner` no card. Add the line `card = "runner"` to that role."#);
    insta::assert_snapshot!(role("card = \"runner\"", "card = \"porter\""), @"roles.toml, line 22: error: There is no card cards/porter.md. Check the spelling, or write the card.");
    insta::assert_snapshot!(role("reports_to = \"commander\"", "reports_to = \"runner\""), @r#"
    cards/runner.md, line 8: error: The card says its holder reports to "Commander"; roles.toml says to the Runner. Make the two agree.
    roles.toml, line 16: error: `runner` reports to itself. Name the role above it.
    "#);
    insta::assert_snapshot!(role("grades = [\"Director\"]\n", ""), @r#"roles.toml, line 1: warning: `commander` names no grade, so nobody can be suggested for it. Add the line `grades = ["…"]`."#);
}

#[test]
fn two_cards_may_not_have_one_number() {
    let numbered = CARD.replace("title =", "number = \"W01\"\ntitle =");
    let task = numbered.replace("kind = \"role\"\nrole = \"runner\"", "kind = \"task\"");
    let mut files = small_bag();
    files.retain(|(name, _)| name != "cards/runner.md");
    files.push(("cards/runner.md".to_owned(), numbered.into_bytes()));
    files.push(("cards/walk.md".to_owned(), task.into_bytes()));
    insta::assert_snapshot!(faults(BagFiles::from_files(files)), @"cards/walk.md, line 2: error: The card number `W01` is already in cards/runner.md, line 2. Give this one another name, or remove it.");
}

#[test]
fn a_word_of_the_vocabulary_needs_both_sides_once() {
    let words = "[[word]]\nuk = \"ward\"\nus = \"unit\"\n\n[[word]]\nuk = \"ward\"\nus = \"\"\n\n[[word]]\nuk = \"bleep\"\n";
    insta::assert_snapshot!(faults(with("vocabulary.toml", words.as_bytes())), @r"
    vocabulary.toml, line 6: error: The word `ward` is already in vocabulary.toml, line 2. Give this one another name, or remove it.
    vocabulary.toml, line 7: error: `us` is empty. Write it.
    vocabulary.toml, line 9: error: `us` is missing. Add the line `us = …`.
    ");
}

#[test]
fn a_bag_that_was_in_use_can_be_read_after_the_rules_grew() {
    let old = edited("cards/runner.md", "critical, second", "second");
    assert!(Bag::from_files(&old).is_err(), "it could not come into use today");
    let bag = Bag::from_bytes(&old.pack()).unwrap();
    assert_eq!(bag.cards["runner"].steps.len(), 2);
    let none = BagFiles::from_files([("stray.toml".to_owned(), Vec::new())]);
    assert!(!Bag::from_bytes(&none.pack()).unwrap_err().is_empty());
}
