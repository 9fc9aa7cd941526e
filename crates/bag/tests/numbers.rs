//! Every number of the content is listed with its place, and an approval ends when what it approved is changed.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test may stop

use std::collections::BTreeSet;
use std::sync::LazyLock;

use battlebag_bag::approval::Standing;
use battlebag_bag::{Bag, BagFiles, Number, Severity};

static SHIPPED: LazyLock<BagFiles> = LazyLock::new(BagFiles::shipped);

fn with(more: &[(&str, String)]) -> BagFiles {
    let shipped = BagFiles::shipped();
    let own = |path: &str| !more.iter().any(|(changed, _)| *changed == path);
    let kept = shipped.iter().filter(|(path, _)| own(path));
    BagFiles::from_files(
        kept.map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).chain(
            more.iter()
                .map(|(path, text)| ((*path).to_owned(), text.clone().into_bytes())),
        ),
    )
}

fn text(path: &str) -> String {
    String::from_utf8(SHIPPED.get(path).unwrap().to_vec()).unwrap()
}

fn of_dka(bag: &Bag) -> Number {
    let mut numbers = bag.numbers().into_iter();
    numbers
        .find(|n| n.item == "profile dka_friii" && n.what == "harm possible after loss")
        .unwrap()
}

fn approved(content: &str) -> String {
    format!(
        "[[approval]]\nitem = \"profile dka_friii\"\nby = \"A. Example, diabetes lead\"\non = 2026-11-30\nversion = \"2026.11\"\ncontent = \"{content}\"\n"
    )
}

#[test]
fn no_number_of_the_content_is_left_out_and_each_stands_where_it_says() {
    let bag = Bag::shipped().unwrap();
    let numbers = bag.numbers();
    let needs: usize = bag.profiles.values().map(|p| p.needs.len()).sum();
    let added: usize = bag.cross_cutting.added.iter().map(|a| a.needs.len()).sum();
    let with = |what: &str| numbers.iter().filter(|n| n.what == what).count();
    assert_eq!(with("harm possible after loss"), needs + added);
    assert_eq!(with("time until it runs"), bag.fallbacks.len());
    let due: usize = bag
        .cards
        .values()
        .flat_map(|c| &c.steps)
        .filter(|s| s.due_min.is_some())
        .count();
    assert_eq!(with("step is due"), due);
    for n in &numbers {
        let file = text(&n.file);
        let line = file.lines().nth(usize::try_from(n.line).unwrap() - 1).unwrap();
        assert!(
            line.contains(n.value.as_str()),
            "{} line {}: {line} has no {}",
            n.file,
            n.line,
            n.value
        );
        assert!(!n.approval.is_approved(), "nobody approved the shipped content");
        assert!(
            !n.unit.is_empty(),
            "{} has no unit: {}, line {}",
            n.what,
            n.file,
            n.line
        );
    }
    // Everything a profile says about time has a source.
    let without: BTreeSet<&str> = numbers
        .iter()
        .filter(|n| n.file.starts_with("profiles/") && n.source.is_empty())
        .map(|n| n.item.as_str())
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn an_approval_says_who_when_and_which_version() {
    let bag = Bag::shipped().unwrap();
    assert_eq!(of_dka(&bag).approval.words(), "proposed, not approved");
    let files = with(&[("approvals.toml", approved(&of_dka(&bag).fingerprint))]);
    let checked = Bag::check_files(&files, None);
    assert!(checked.faults.is_empty(), "{}", checked.report());
    let bag = checked.bag.unwrap();
    assert_eq!(
        of_dka(&bag).approval.words(),
        "approved by A. Example, diabetes lead, 30-Nov-2026, version 2026.11"
    );
    assert!(!bag.approval("profile cauda_equina").is_approved());
}

#[test]
fn a_number_that_is_changed_after_its_approval_is_not_approved() {
    let was = of_dka(&Bag::shipped().unwrap()).fingerprint;
    let profiles = text("profiles/metabolic.toml");
    let changed = profiles.replacen("loss_h = 2.3", "loss_h = 2.5", 1);
    assert_ne!(profiles, changed);
    let checked = Bag::check_files(
        &with(&[
            ("approvals.toml", approved(&was)),
            ("profiles/metabolic.toml", changed),
        ]),
        None,
    );
    let said = checked.report();
    assert!(
        said.contains("was changed since A. Example, diabetes lead approved it"),
        "{said}"
    );
    assert!(
        checked.faults.iter().all(|f| f.severity == Severity::Warning),
        "{said}"
    );
    let bag = checked.bag.unwrap();
    assert!(matches!(of_dka(&bag).approval, Standing::Changed { .. }));
    // A comment is no content.
    let commented = format!("# read again on a quiet day\n{profiles}");
    let bag = Bag::from_files(&with(&[
        ("approvals.toml", approved(&was)),
        ("profiles/metabolic.toml", commented),
    ]))
    .unwrap();
    assert!(of_dka(&bag).approval.is_approved());
}

#[test]
fn an_approval_of_nothing_or_by_nobody_is_a_fault() {
    let nobody = approved("x")
        .replace("A. Example, diabetes lead", " ")
        .replace("dka_friii", "gout");
    let checked = Bag::check_files(&with(&[("approvals.toml", nobody)]), None);
    assert!(checked.bag.is_none());
    let said = checked.report();
    assert!(
        said.contains("Nobody is named") && said.contains("There is no profile gout in this bag"),
        "{said}"
    );
}

/// Never-event: gravity for a drug that must not run so. The check of the bag refuses it, with file and line.
#[test]
fn a_bag_that_offers_gravity_for_a_listed_drug_is_refused() {
    let profiles = text("profiles/metabolic.toml");
    let wrong = profiles.replacen(
        "fallbacks = [\"standalone_pump\"]",
        "fallbacks = [\"standalone_pump\", \"gravity\"]",
        1,
    );
    assert_ne!(profiles, wrong);
    let checked = Bag::check_files(&with(&[("profiles/metabolic.toml", wrong)]), None);
    assert!(checked.bag.is_none());
    assert!(
        checked.report().contains("must never run by gravity"),
        "{}",
        checked.report()
    );
}
