//! The two lists for commander and CIO.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use battlebag_bag::{Bag, Register, SystemCode};
use battlebag_priority::{
    Acuity, Case, Circumstances, Installed, Rules, State, SystemRef, Word, rank_keys, restore_order,
    workarounds,
};

fn bag() -> Bag {
    Bag::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../action-cards")).unwrap()
}

fn case(id: &str, profile: &str, running: &[&str]) -> Case {
    Case {
        id: id.to_owned(),
        place: id.to_owned(),
        ward: String::new(),
        profiles: vec![profile.into()],
        unprofiled: vec![],
        acuity: Acuity::News2 {
            score: 2,
            single_three: false,
            rising: false,
        },
        running: running.iter().map(|&id| id.into()).collect::<BTreeSet<_>>(),
        acted_on_suspect: false,
        vulnerable: false,
        inpatient: true,
    }
}

#[test]
fn drivers_are_counted_by_who_needs_one_and_who_has_one() {
    let bag = bag();
    let own = BTreeMap::from([("PUMP".into(), State::DOWN)]);
    let circumstances = Circumstances {
        bag_in_date: true,
        ..Circumstances::from_own_states(&bag.systems, &own)
    };
    let rules = Rules::new(&bag, &circumstances);
    let cases = [
        case("a", "vasopressor", &[]),
        case("b", "chemo_infusing", &[]),
        case("c", "k_infusion", &["standalone_pump"]),
        case("d", "histology_wait", &[]),
    ];
    let list = rank_keys(&rules, &cases, &[]);
    let rows = workarounds(&rules, &list);
    let driver = rows
        .iter()
        .find(|row| row.id.as_str() == "standalone_pump")
        .unwrap();
    assert_eq!((driver.p1, driver.p2), (1, 1));
    assert_eq!(driver.patients, ["a", "b"]);
    assert!(rows.iter().all(|row| !row.patients.contains(&"d".to_owned())));
}

#[test]
fn the_system_whose_return_helps_most_comes_first_and_takes_what_stands_on_it_along() {
    let bag = bag();
    let own = BTreeMap::from([
        ("HOST".into(), State::DOWN),
        ("PUMP".into(), State::DOWN),
        ("RT".into(), State::DOWN),
    ]);
    let circumstances = Circumstances {
        bag_in_date: true,
        ..Circumstances::from_own_states(&bag.systems, &own)
    };
    let rules = Rules::new(&bag, &circumstances);
    let cases = [
        // Prescribing and the blood bank fell with the hosts.
        case("a", "parkinsons_tcm", &[]),
        case("b", "gi_bleed_stable", &[]),
        case("c", "k_infusion", &[]),
        case("d", "elective_wait", &[]),
    ];
    let list = rank_keys(&rules, &cases, &[]);
    let register = Register::default();
    let installed = Installed::new(&bag.systems, &register);
    let word = |(code, state): (&SystemCode, &State)| {
        let word = Word {
            state: *state,
            ..Word::default()
        };
        (SystemRef::class(code), word)
    };
    let order = restore_order(&rules, &installed, &own.iter().map(word).collect(), &list);
    let told: Vec<(&str, u32, u32)> = order
        .iter()
        .map(|gain| (gain.system.id(), gain.patients_helped, gain.p1_helped))
        .collect();
    assert_eq!(told, [("HOST", 2, 0), ("PUMP", 1, 1), ("RT", 0, 0)]);
    assert!(order[0].slack_gained_h > 0.0);
}
