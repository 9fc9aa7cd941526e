//! Every rule carries records that it must find and records that nothing may find; they come out as written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests are not under #[test]

use battlebag_bag::Bag;
use battlebag_priority::check_examples;

#[test]
fn the_shipped_rules_do_what_their_examples_say() {
    let bag = Bag::shipped().unwrap();
    assert!(
        bag.matching
            .rules
            .iter()
            .all(|rule| !rule.finds.is_empty() && !rule.not.is_empty()),
        "every rule has both"
    );
    let faults: Vec<String> = check_examples(&bag).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
