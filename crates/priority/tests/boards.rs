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

/// The boards on which classes of disagreement were studied: all of ten authors. They were written blind, and not all of
/// them can pass: see docs/priority/agreement.md. What must hold whoever wrote a board: nobody expected at P1 comes out
/// below P2.
#[test]
fn the_studied_boards_stay_as_good_as_they_were() {
    let bag = bag();
    for author in ["p", "q", "s", "t", "u", "v", "w", "x", "y", "z"] {
        let file = format!("boards_{author}.json");
        // Of V and W thirteen patients have no code at all: held at P3, as the fact sheet has it.
        let least = if ["v", "w"].contains(&author) { 0.94 } else { 0.95 };
        let counted = read(&bag, &fixture(&file)).only(|_| true);
        let share = counted.acceptable as f64 / counted.patients as f64;
        assert!(share >= least, "{file}: {share}\n{}", counted.faults.join("\n"));
        // Q16-D is on the machine for ninety minutes, says the note; there was no code for that when the board was written.
        let no_code_then = usize::from(author == "q");
        assert_eq!(
            counted.hard_failures,
            no_code_then,
            "{}",
            counted.faults.join("\n")
        );
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

/// Round nine, back to facts §3.3 and §3.9.
#[test]
fn an_emergency_is_never_below_p2_and_p1_in_a_failing_patient_whatever_broke() {
    let patient = r#"{"id":"cord","news2":1,"conditions":["cauda_equina"]},{"id":"failing","news2":9,"conditions":["cauda_equina"]}"#;
    let of = |statuses| one_board(statuses, patient);
    let expect = |cord, failing| vec![("cord".to_owned(), cord), ("failing".to_owned(), failing)];
    assert_eq!(
        of(r#"{"LIMS":"down"}"#),
        expect(2, 1),
        "nothing that broke is known to touch them"
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
    assert_eq!(
        of("down"),
        expect(2, 1),
        "it empties from now on, and somebody is there"
    );
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
    assert_eq!(of("compromised"), expect(1, 3), "a session can be a day late");
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

/// Round nine: what cannot wait for the next round on any day, two unknowns of another kind, and a high band where no nurse
/// stands at the bed.
#[test]
fn what_is_urgent_unknown_or_unwatched_keeps_its_floor() {
    let patients = r#"
        {"id":"a level due","news2":0,"conditions":["paracetamol_od"]},
        {"id":"b nothing known","news2":null,"conditions":[]},
        {"id":"c scored","news2":1,"conditions":[]},
        {"id":"d in labour","acuity_band":"high","conditions":["labour_low"]},
        {"id":"e in intensive care","acuity_band":"high","conditions":["vent_icu"]},
        {"id":"f well","news2":0,"conditions":["inpatient_base"]}"#;
    let tiers: Vec<u8> = one_board(r#"{"RT":"down"}"#, patients)
        .into_iter()
        .map(|(_, tier)| tier)
        .collect();
    assert_eq!(tiers, [3, 2, 3, 2, 3, 4]);
}

/// A way round replaces the system, not the decision that was taken on what it showed before.
#[test]
fn a_decision_on_a_doubted_result_is_looked_at_again_although_a_way_round_runs() {
    let patient = |acted: bool| {
        format!(
            r#"{{"id":"p","news2":1,"conditions":["transfusion_dep"],"fallbacks_in_place":["ext_lab"],"acted_on_suspect_result":{acted}}}"#
        )
    };
    let of = |acted| one_board(r#"{"INTEG":"suspect"}"#, &patient(acted))[0].1;
    assert_eq!((of(true), of(false)), (3, 4));
}
