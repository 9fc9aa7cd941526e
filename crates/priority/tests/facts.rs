//! What the method must reproduce: the workshop's own result, the DKA and cauda equina facts, and steadiness when every
//! number in the tables is up to twice off.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use battlebag_bag::Bag;
use battlebag_priority::situation::{self, Situation};
use battlebag_priority::{Acuity, Case, Rules, Tier, rank};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

static BAG: LazyLock<Bag> =
    LazyLock::new(|| Bag::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../action-cards")).unwrap());

static BOARDS: LazyLock<BTreeMap<String, Situation>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/priority/vignettes_public.json");
    let boards = situation::read(&BAG, &std::fs::read_to_string(path).unwrap()).unwrap();
    boards
        .into_iter()
        .map(|board| (board.id.clone(), board))
        .collect()
});

fn ranked(board: &Situation) -> Vec<(String, Tier)> {
    let list = rank(&BAG, &board.circumstances, &board.cases, &[]);
    list.into_iter().map(|one| (one.id, one.tier)).collect()
}

fn news2(score: u8) -> Acuity {
    Acuity::News2 {
        score,
        single_three: false,
        rising: false,
    }
}

fn set_acuity(board: &mut Situation, id: &str, acuity: Acuity) {
    board
        .cases
        .iter_mut()
        .filter(|case| case.id == id)
        .for_each(|case| case.acuity = acuity);
}

#[test]
fn the_acute_board_comes_out_as_the_workshop_ranked_it() {
    let tiers: BTreeMap<String, Tier> = ranked(&BOARDS["V06"]).into_iter().collect();
    assert_eq!(tiers["V06-A"], Tier::P1, "DKA");
    assert_eq!(tiers["V06-B"], Tier::P2, "kidney injury");
    assert_eq!(tiers["V06-C"], Tier::P2, "heart failure");
    assert_eq!(tiers["V06-D"], Tier::P4, "bystander");
}

#[test]
fn the_imaging_board_puts_cauda_equina_first_with_news2_0() {
    let tiers: BTreeMap<String, Tier> = ranked(&BOARDS["V11"]).into_iter().collect();
    assert_eq!(tiers["V11-A"], Tier::P1, "cauda equina");
    assert_eq!(tiers["V11-B"], Tier::P2, "head injury, CT in 8 h");
    assert_eq!(tiers["V11-C"], Tier::P2, "pneumothorax");
    assert_eq!(tiers["V11-D"], Tier::P3, "NG tube");
}

#[test]
fn all_seven_on_one_board_at_news2_3_leave_dka_and_cauda_equina_alone_in_p1() {
    let (acute, imaging) = (&BOARDS["V06"], &BOARDS["V11"]);
    let mut all = acute.clone();
    all.circumstances
        .states
        .extend(imaging.circumstances.states.clone());
    all.cases.extend(imaging.cases.clone());
    all.cases.retain(|case| case.id != "V06-D");
    all.cases.iter_mut().for_each(|case| case.acuity = news2(3));
    assert_eq!(all.cases.len(), 7);
    let list = ranked(&all);
    let mut p1: Vec<&str> = list
        .iter()
        .filter(|(_, tier)| *tier == Tier::P1)
        .map(|(id, _)| id.as_str())
        .collect();
    p1.sort_unstable();
    assert_eq!(p1, ["V06-A", "V11-A"]);
}

#[test]
fn dka_stays_first_on_its_board_whatever_its_news2() {
    for acuity in [news2(0), news2(3), news2(5), news2(7), Acuity::Missing] {
        let mut board = BOARDS["V06"].clone();
        set_acuity(&mut board, "V06-A", acuity);
        assert_eq!(ranked(&board)[0].0, "V06-A", "{acuity:?}");
    }
}

#[test]
fn cauda_equina_gives_way_only_to_somebody_who_is_failing() {
    for acuity in [news2(0), news2(3), news2(4)] {
        let mut board = BOARDS["V11"].clone();
        for id in ["V11-B", "V11-C", "V11-D"] {
            set_acuity(&mut board, id, acuity);
        }
        assert_eq!(ranked(&board)[0].0, "V11-A", "{acuity:?}");
    }
}

/// A kind of number in the tables.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Time,
    Lead,
    Bought,
}

/// The bag with every number off by the factor that `factor` gives for its kind.
fn shaken(mut factor: impl FnMut(Kind) -> f64) -> Bag {
    let mut bag = BAG.clone();
    let of_profiles = bag.profiles.values_mut().flat_map(|profile| &mut profile.needs);
    let of_added = bag
        .cross_cutting
        .added
        .iter_mut()
        .flat_map(|added| &mut added.needs);
    for need in of_profiles.chain(of_added) {
        need.loss_h *= factor(Kind::Time);
        need.wrong_h = (need.wrong_h * factor(Kind::Time)).min(need.loss_h);
        need.suspect_h = need
            .suspect_h
            .map(|hours| (hours * factor(Kind::Time)).max(need.wrong_h));
        need.definitive_h *= factor(Kind::Lead);
    }
    for fallback in bag.fallbacks.values_mut() {
        fallback.lead_h *= factor(Kind::Lead);
        fallback.buys_h *= factor(Kind::Bought);
    }
    bag
}

fn moves_by_two(bag: &Bag) -> Vec<String> {
    let mut moved = vec![];
    for board in BOARDS.values() {
        let (before, after) = (
            Rules::new(&BAG, &board.circumstances),
            Rules::new(bag, &board.circumstances),
        );
        let tier = |rules: &Rules<'_>, case: &Case| rules.place(case).computed as i32;
        for case in &board.cases {
            if (tier(&before, case) - tier(&after, case)).abs() >= 2 {
                moved.push(case.id.clone());
            }
        }
    }
    moved
}

#[test]
fn numbers_twice_off_one_by_one_never_move_a_patient_by_two_tiers() {
    // A fixed seed: the test says the same every time, and the draws are independent for each number.
    let mut runner = TestRunner::deterministic();
    let factor = (-1.0..=1.0_f64).prop_map(f64::exp2);
    for _ in 0..400 {
        let moved = moves_by_two(&shaken(|_| factor.new_tree(&mut runner).unwrap().current()));
        assert!(moved.is_empty(), "{moved:?}");
    }
}

#[test]
fn numbers_twice_off_by_kind_never_move_a_patient_by_two_tiers() {
    let factors = [0.5, 1.0, 2.0];
    let mut all = vec![];
    for corner in 0..27 {
        let [time, lead, bought] = [corner % 3, corner / 3 % 3, corner / 9].map(|third| factors[third]);
        let moved = moves_by_two(&shaken(|kind| match kind {
            Kind::Time => time,
            Kind::Lead => lead,
            Kind::Bought => bought,
        }));
        if !moved.is_empty() {
            all.push(format!(
                "times x {time}, leads x {lead}, bought x {bought}: {moved:?}"
            ));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
