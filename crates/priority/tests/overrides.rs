//! Overrides: a raise wins and stays, a lowering ends by time or when anything worsens (M6).
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use battlebag_bag::Bag;
use battlebag_priority::overrides::{Confirmation, OverrideError, Signed, in_force};
use battlebag_priority::{
    Acuity, Availability, Case, Circumstances, Floor, Integrity, Override, Rules, State, Tier, rank,
};
use chrono::{DateTime, Duration, Utc};

static BAG: LazyLock<Bag> =
    LazyLock::new(|| Bag::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../action-cards")).unwrap());

fn at() -> DateTime<Utc> {
    "2026-11-21T02:14:00Z".parse().unwrap()
}

fn signed(second_person: Option<&str>) -> Signed {
    Signed {
        by: "A. Example".to_owned(),
        role: "Medical registrar".to_owned(),
        at: at(),
        second_person: second_person.map(ToOwned::to_owned),
    }
}

fn case(profile: &str, score: u8) -> Case {
    Case {
        id: "one".to_owned(),
        place: "AMU 04".to_owned(),
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
    let raise = Override::raise(&rules, &case, Tier::P3, Tier::P1, signed(None)).unwrap();
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
fn a_raise_that_does_not_raise_is_refused() {
    let (hour, case) = (broken(&[]), case("dka_friii", 3));
    let rules = Rules::new(&BAG, &hour);
    let refused = Override::raise(&rules, &case, Tier::P2, Tier::P2, signed(None)).unwrap_err();
    assert_eq!(refused, OverrideError::NotARaise(Tier::P2));
}

#[test]
fn lowering_needs_a_reason_a_name_and_for_p1_a_second_person() {
    let (hour, case) = (broken(&[("PUMP", Integrity::Compromised)]), case("dka_friii", 3));
    let rules = Rules::new(&BAG, &hour);
    let lower = |reason: &str, signed| Override::lower(&rules, &case, Tier::P1, Tier::P2, reason, signed);
    assert_eq!(
        lower(" ", signed(Some("B. Example"))).unwrap_err(),
        OverrideError::NoReason
    );
    assert_eq!(
        lower("on a checked driver", signed(None)).unwrap_err(),
        OverrideError::NoSecondPerson
    );
    let same = signed(Some("A. Example"));
    assert_eq!(
        lower("on a checked driver", same).unwrap_err(),
        OverrideError::NoSecondPerson
    );
    let nobody = Signed {
        role: String::new(),
        ..signed(Some("B. Example"))
    };
    assert_eq!(
        lower("on a checked driver", nobody).unwrap_err(),
        OverrideError::Nobody
    );
    assert!(lower("on a checked driver", signed(Some("B. Example"))).is_ok());
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
        let lower = Override::lower(
            &rules,
            &case,
            tier,
            Tier::P4,
            "seen, can wait",
            signed(Some("B. Example")),
        )
        .unwrap();
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
    let lower = Override::lower(
        &rules,
        &case,
        Tier::P1,
        Tier::P3,
        "seen, stable",
        signed(Some("B. Example")),
    )
    .unwrap();
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
    let later = |minutes| Signed {
        at: at() + Duration::minutes(minutes),
        ..signed(Some("B. Example"))
    };
    let raise = Override::raise(&rules, &case, Tier::P3, Tier::P2, later(10)).unwrap();
    let lower = Override::lower(&rules, &case, Tier::P2, Tier::P4, "seen", later(20)).unwrap();
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
