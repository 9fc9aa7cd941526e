//! The public boards: the pass rule, and agreement with two blind readers.
//!
//! The boards are Battlebag's own, with fictional patients. Agreement here is consistency, not clinical validity.
#![allow(clippy::unwrap_used)]

mod agreement;

use agreement::{bag, fixture, kappa, read, readers, two_below};

#[test]
fn the_public_boards_pass_and_the_readers_agree() {
    let read = read(&bag(), &fixture("vignettes_public.json"));
    let counted = read.only(|_| true);
    let readers = readers("readings_public.json");
    let kappas: Vec<f64> = readers
        .iter()
        .map(|reader| kappa(&counted.method, reader))
        .collect();
    println!(
        "acceptable {} of {}; kappa {kappas:?}; reader to reader {:.3}",
        counted.acceptable,
        counted.patients,
        kappa(&readers[0], &readers[1])
    );
    assert!(counted.faults.is_empty(), "{}", counted.faults.join("\n"));
    for reader in &readers {
        assert_eq!(two_below(&counted.method, reader), 0);
    }
    assert!(kappas.iter().all(|kappa| *kappa >= 0.9), "kappa {kappas:?}");
}

/// The boards on which classes of disagreement were studied: all of five authors. They were written blind, and not all of
/// them can pass: see docs/priority/agreement.md. What must hold whoever wrote a board: nobody expected at P1 comes out
/// below P2.
#[test]
fn the_studied_boards_stay_as_good_as_they_were() {
    let bag = bag();
    for file in [
        "boards_p.json",
        "boards_q.json",
        "boards_s.json",
        "boards_t.json",
        "boards_u.json",
    ] {
        let counted = read(&bag, &fixture(file)).only(|_| true);
        let share = counted.acceptable as f64 / counted.patients as f64;
        assert!(share >= 0.95, "{file}: {share}\n{}", counted.faults.join("\n"));
        assert_eq!(counted.hard_failures, 0, "{}", counted.faults.join("\n"));
    }
}

fn one_board(statuses: &str, patients: &str) -> Vec<(String, u8)> {
    let json =
        format!(r#"{{"vignettes":[{{"id":"B","system_statuses":{statuses},"patients":[{patients}]}}]}}"#);
    let answer = battlebag_priority::situation::answer(&bag(), &json).unwrap();
    let mut tiers: Vec<_> = agreement::tiers(&answer).into_iter().collect();
    tiers.sort();
    tiers
}

/// Round three: each class of disagreement, on patients of its own.
#[test]
fn an_emergency_is_p3_while_no_part_of_its_pathway_is_touched_and_never_calmer_once_one_is() {
    let patient = r#"{"id":"cord","news2":1,"conditions":["cauda_equina"]},{"id":"failing","news2":9,"conditions":["cauda_equina"]}"#;
    let of = |statuses| one_board(statuses, patient);
    let expect = |cord, failing| vec![("cord".to_owned(), cord), ("failing".to_owned(), failing)];
    assert_eq!(
        of(r#"{"LIMS":"down"}"#),
        expect(3, 1),
        "round eight: in a failing patient an emergency is P1 whatever broke"
    );
    assert_eq!(
        of(r#"{"VOIP":"down"}"#),
        expect(2, 1),
        "the call is part of the pathway"
    );
    assert_eq!(of(r#"{"PACS":"compromised"}"#), expect(1, 1));
}

#[test]
fn a_cylinder_at_the_bed_covers_a_wall_that_is_only_doubted() {
    let patients = r#"
        {"id":"with","acuity_band":"high","devices":["ecmo"],"fallbacks_in_place":["cylinders"]},
        {"id":"without","acuity_band":"high","devices":["ecmo"]}"#;
    let of = |word: &str| one_board(&format!(r#"{{"MGAS":"{word}"}}"#), patients);
    let expect = |with, without| vec![("with".to_owned(), with), ("without".to_owned(), without)];
    assert_eq!(
        of("suspect"),
        expect(3, 1),
        "round eight: a manifold that reads full and is empty gives no warning"
    );
    assert_eq!(of("unknown"), expect(3, 1));
    assert_eq!(of("down"), expect(1, 1), "it empties from now on");
    assert_eq!(of("compromised"), expect(1, 1));
}

#[test]
fn a_stimulator_presses_more_in_somebody_who_may_be_in_theatre_within_minutes() {
    let patients = r#"
        {"id":"early","acuity_band":"medium","devices":["scs_labour"]},
        {"id":"on a trace","acuity_band":"medium","conditions":["labour_high"],"devices":["scs_labour"]}"#;
    let tiers = one_board(r#"{"INEUR":"suspect"}"#, patients);
    assert_eq!(tiers, [("early".to_owned(), 2), ("on a trace".to_owned(), 1)]);
}

#[test]
fn whoever_lies_on_the_dialysis_machine_comes_before_whoever_waits_for_it() {
    let patients = r#"
        {"id":"running","news2":1,"treatments":["dialysis_running"]},
        {"id":"waiting","news2":1,"treatments":["dialysis_due"]}"#;
    let of = |word: &str| one_board(&format!(r#"{{"DIAL":"{word}"}}"#), patients);
    let expect = |running, waiting| vec![("running".to_owned(), running), ("waiting".to_owned(), waiting)];
    assert_eq!(of("compromised"), expect(1, 2));
    assert_eq!(of("suspect"), expect(1, 4), "as a doubted ventilator");
    assert_eq!(of("down"), expect(1, 3), "blood outside the body clots");
}

#[test]
fn a_chart_or_a_screen_known_to_be_wrong_raises_nobody_who_only_lies_here() {
    let patient = r#"{"id":"waits","news2":1,"conditions":["histology_wait"]}"#;
    for code in ["EPMA", "EOBS"] {
        let tiers = one_board(&format!(r#"{{"{code}":"compromised"}}"#), patient);
        assert_eq!(tiers, [("waits".to_owned(), 4)], "{code}");
    }
}
