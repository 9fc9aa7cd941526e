//! Overrides: a raise wins and stays, a lowering ends by time or when anything worsens (M6).
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use battlebag_bag::Bag;
use battlebag_priority::overrides::{Confirmation, Direction, Inputs, in_force, lowering_holds};
use battlebag_priority::{
    Acuity, Availability, Case, Circumstances, Floor, Integrity, Override, Rules, State, Tier, rank,
};
use chrono::{DateTime, Duration, Utc};

static BAG: LazyLock<Bag> =
    LazyLock::new(|| Bag::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../action-cards")).unwrap());

fn at() -> DateTime<Utc> {
    "2026-11-21T02:14:00Z".parse().unwrap()
}

/// An override as the log gives it.
fn said(rules: &Rules<'_>, case: &Case, (shown, to): (Tier, Tier), at: DateTime<Utc>) -> Override {
    let computed = rules.place(case).computed;
    let raise = to < shown;
    Override {
        patient: case.id.clone(),
        direction: if raise { Direction::Raise } else { Direction::Lower },
        to,
        by: "A. Example".to_owned(),
        role: "Medical registrar".to_owned(),
        reason: "seen".to_owned(),
        at,
        second_person: None,
        lapses_at: (!raise).then(|| at + lowering_holds(shown, computed)),
        inputs_fingerprint: Inputs::of(rules, case),
    }
}

fn case(profile: &str, score: u8) -> Case {
    Case {
        id: "one".to_owned(),
        place: "AMU 04".to_owned(),
        ward: String::new(),
        profiles: vec![profile.into()],
        unprofiled: vec![],
        acuity: Acuity::News2 {
            score,
            single_three: false,
            rising: false,
        },
        running: std::collections::BTreeSet::new(),
        acted_on_suspect: false,
        vulnerable: false,
        inpatient: true,
    }
}

fn broken(systems: &[(&str, Integrity)]) -> Circumstances {
    let own: BTreeMap<_, _> = systems
        .iter()
        .map(|&(code, integrity)| {
            (
                code.into(),
                State {
                    availability: Availability::Available,
                    integrity,
                },
            )
        })
        .collect();
    Circumstances {
        bag_in_date: true,
        ..Circumstances::from_own_states(&BAG.systems, &own)
    }
}

fn tier_of(circumstances: &Circumstances, case: &Case, overrides: &[Override]) -> Tier {
    rank(&BAG, circumstances, std::slice::from_ref(case), overrides)[0].tier
}

#[test]
fn a_raise_needs_no_reason_wins_at_once_and_survives_recalculation() {
    let (hour, case) = (broken(&[("PUMP", Integrity::Suspect)]), case("hf_furosemide", 3));
    let rules = Rules::new(&BAG, &hour);
    let raise = said(&rules, &case, (Tier::P3, Tier::P1), at());
    let one = rank(
        &BAG,
        &hour,
        std::slice::from_ref(&case),
        std::slice::from_ref(&raise),
    )
    .remove(0);
    assert_eq!((one.tier, one.computed), (Tier::P1, Tier::P3));
    assert!(one.floors.contains(&Floor::Raised));
    assert!(
        one.reason
            .starts_with("Raised to P1 by a clinician; the method gives P3."),
        "{}",
        one.reason
    );
    // Everything mended: the method would say P4, the clinician's word stands, days later too.
    assert!(raise.holds_at(at() + Duration::days(9)));
    assert_eq!(tier_of(&broken(&[]), &case, &[raise]), Tier::P1);
}

#[test]
fn a_lowering_lapses_by_the_tier_that_it_lowers() {
    for (profile, score, tier, minutes) in [
        ("dka_friii", 3, Tier::P1, 15),
        ("pca", 3, Tier::P1, 15),
        ("tpn_adult", 3, Tier::P2, 60),
        ("labour_low", 6, Tier::P3, 240),
    ] {
        let hour = if tier == Tier::P3 {
            broken(&[])
        } else {
            broken(&[("PUMP", Integrity::Compromised)])
        };
        let case = case(profile, score);
        let rules = Rules::new(&BAG, &hour);
        assert_eq!(tier_of(&hour, &case, &[]), tier, "{profile}");
        let lower = said(&rules, &case, (tier, Tier::P4), at());
        let just_before = at() + Duration::minutes(minutes - 1);
        let on_time = at() + Duration::minutes(minutes);
        let all = [lower];
        assert_eq!(
            tier_of(&hour, &case, &in_force(&all, just_before)),
            Tier::P4,
            "{profile}"
        );
        assert_eq!(tier_of(&hour, &case, &in_force(&all, on_time)), tier, "{profile}");
    }
}

#[test]
fn a_lowering_ends_at_once_when_any_input_worsens_and_not_when_one_improves() {
    let (hour, case) = (
        broken(&[("PUMP", Integrity::Suspect), ("LIMS", Integrity::Suspect)]),
        case("dka_friii", 3),
    );
    let rules = Rules::new(&BAG, &hour);
    assert_eq!(tier_of(&hour, &case, &[]), Tier::P1);
    let lower = said(&rules, &case, (Tier::P1, Tier::P3), at());
    let all = [lower];
    assert_eq!(tier_of(&hour, &case, &all), Tier::P3);
    // Better: one system is back; the clinician's word still stands.
    assert_eq!(
        tier_of(&broken(&[("PUMP", Integrity::Suspect)]), &case, &all),
        Tier::P3
    );
    // Worse, each alone.
    let worse_system = broken(&[("PUMP", Integrity::Compromised), ("LIMS", Integrity::Suspect)]);
    assert_eq!(tier_of(&worse_system, &case, &all), Tier::P1);
    let worse_score = Case {
        acuity: Acuity::News2 {
            score: 4,
            single_three: false,
            rising: false,
        },
        ..case.clone()
    };
    assert_eq!(tier_of(&hour, &worse_score, &all), Tier::P1);
    let no_score = Case {
        acuity: Acuity::Missing,
        ..case.clone()
    };
    assert_eq!(tier_of(&hour, &no_score, &all), Tier::P1);
    let mut one_more = case.clone();
    one_more.profiles.push("histology_wait".into());
    assert_eq!(tier_of(&hour, &one_more, &all), Tier::P1);
    let bag_out_of_date = Circumstances {
        bag_in_date: false,
        ..hour.clone()
    };
    assert_eq!(tier_of(&bag_out_of_date, &case, &all), Tier::P1);
}

#[test]
fn a_raise_after_a_lowering_wins_and_comes_back_when_a_later_lowering_ends() {
    let (hour, case) = (broken(&[]), case("labour_low", 6));
    let rules = Rules::new(&BAG, &hour);
    let raise = said(&rules, &case, (Tier::P3, Tier::P2), at() + Duration::minutes(10));
    let lower = said(&rules, &case, (Tier::P2, Tier::P4), at() + Duration::minutes(20));
    let all = [lower, raise];
    let then = |minutes| tier_of(&hour, &case, &in_force(&all, at() + Duration::minutes(minutes)));
    assert_eq!(then(21), Tier::P4);
    // Lowering a raised P2 holds one hour; then the raise stands again, not the computed P3.
    assert_eq!(then(81), Tier::P2);
}

#[test]
fn a_confirmation_answers_until_the_re_check_or_until_the_tier_rises() {
    let confirmed = Confirmation {
        patient: "one".to_owned(),
        tier: Tier::P2,
        by: "A. Example".to_owned(),
        at: at(),
    };
    assert!(confirmed.answers(Tier::P2, at() + Duration::minutes(59)));
    assert!(!confirmed.answers(Tier::P2, at() + Duration::minutes(60)));
    assert!(!confirmed.answers(Tier::P1, at() + Duration::minutes(1)));
}
