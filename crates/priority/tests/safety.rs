//! Controls of the hazard log that the method itself holds (docs/clinical-safety).
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test may stop

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use battlebag_bag::{Bag, FallbackKind, ProfileCode, SystemCode};
use battlebag_priority::propagate::{Declared, propagate, states_at};
use battlebag_priority::{Acuity, Case, Circumstances, Integrity, Rules, Standing, State, Tier, rank};
use chrono::{DateTime, Duration, Utc};

static BAG: LazyLock<Bag> =
    LazyLock::new(|| Bag::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../action-cards")).unwrap());

fn case(profile: &ProfileCode) -> Case {
    Case {
        id: "one".to_owned(),
        place: "AMU 04".to_owned(),
        ward: "AMU".to_owned(),
        profiles: vec![profile.clone()],
        unprofiled: vec![],
        acuity: Acuity::News2 {
            score: 1,
            single_three: false,
            rising: false,
        },
        running: BTreeSet::new(),
        acted_on_suspect: false,
        vulnerable: false,
        inpatient: true,
    }
}

/// How a way round stands does not hang on the patient where no system has instances.
fn anybody() -> Case {
    case(&ProfileCode::from("histology_wait"))
}

fn down(systems: &[&SystemCode]) -> Circumstances {
    let own: BTreeMap<SystemCode, State> = systems
        .iter()
        .map(|code| ((*code).clone(), State::DOWN))
        .collect();
    Circumstances::from_own_states(&BAG.systems, &own)
}

/// H07: what nobody has seen tonight is not there.
#[test]
fn a_way_round_that_nobody_confirmed_counts_as_absent_and_an_assumed_one_only_while_the_bag_check_is_in_date()
{
    for in_date in [false, true] {
        let circumstances = Circumstances {
            bag_in_date: in_date,
            ..Circumstances::default()
        };
        let rules = Rules::new(&BAG, &circumstances);
        for way in BAG.fallbacks.values() {
            let wanted = if way.assumed && in_date {
                Standing::Assumed
            } else {
                Standing::NotConfirmed
            };
            assert_eq!(rules.standing(way, &anybody()), wanted, "{}", way.id);
        }
    }
    assert!(BAG.fallbacks.values().any(|way| way.assumed) && BAG.fallbacks.values().any(|way| !way.assumed));
}

/// H08: a way round that itself stands on a lost system is no way round, even when somebody confirmed it.
#[test]
fn a_way_round_that_stands_on_a_lost_system_is_blocked_whoever_confirmed_it() {
    let mut looked = 0;
    for way in BAG.fallbacks.values() {
        for system in &way.needs {
            let circumstances = Circumstances {
                confirmed: BTreeSet::from([way.id.clone()]),
                bag_in_date: true,
                ..down(&[system])
            };
            assert_eq!(
                Rules::new(&BAG, &circumstances).standing(way, &anybody()),
                Standing::Blocked,
                "{} on {system}",
                way.id
            );
            looked += 1;
            // What the system stands on takes the way round with it.
            for upstream in &BAG.systems[system].hard {
                let circumstances = Circumstances {
                    confirmed: BTreeSet::from([way.id.clone()]),
                    bag_in_date: true,
                    ..down(&[upstream])
                };
                let standing = Rules::new(&BAG, &circumstances).standing(way, &anybody());
                assert_eq!(
                    standing,
                    Standing::Blocked,
                    "{} on {system} on {upstream}",
                    way.id
                );
            }
        }
    }
    assert!(looked >= 5, "only {looked} ways round stand on a system");
}

/// H10: a word that nobody renews is no word. A doubt or an outage does not lapse into something better.
#[test]
fn a_trusted_word_lapses_to_unknown_and_a_bad_word_never_lapses_to_a_better_one() {
    let at: DateTime<Utc> = "2026-11-14T02:14:00Z".parse().unwrap();
    let code = SystemCode::from("LIMS");
    for integrity in [
        Integrity::Trusted,
        Integrity::Unknown,
        Integrity::Suspect,
        Integrity::Compromised,
    ] {
        for state in [
            State {
                integrity,
                ..State::SOUND
            },
            State {
                integrity,
                ..State::DOWN
            },
        ] {
            let word = Declared {
                state,
                said_by: "Robin".to_owned(),
                at,
                evidence: "seen".to_owned(),
                expires_at: at + Duration::minutes(60),
            };
            let declared = BTreeMap::from([(code.clone(), word)]);
            let then = |minutes| states_at(&declared, at + Duration::minutes(minutes))[&code];
            assert_eq!(then(59), state);
            let lapsed = then(60);
            assert!(lapsed.at_least_as_bad_as(state), "{state:?} lapsed to {lapsed:?}");
            assert!(!lapsed.is_sound(), "{state:?} lapsed to sound");
            let effective = propagate(&BAG.systems, &BTreeMap::from([(code.clone(), lapsed)]));
            assert!(!effective[&code].state.is_sound());
        }
    }
}

/// H24: whatever is promised, P1 stays P1 and serious harm stays at P3 or above.
#[test]
fn a_promised_return_takes_nobody_out_of_p1_and_no_serious_harm_below_p3() {
    let mut relieved = 0;
    for (code, profile) in &BAG.profiles {
        for need in &profile.needs {
            let without = Circumstances {
                bag_in_date: true,
                ..down(&[&need.system])
            };
            let promised = Circumstances {
                restoration_h: BTreeMap::from([(need.system.clone(), 0.01)]),
                ..without.clone()
            };
            let tier = |c: &Circumstances| rank(&BAG, c, &[case(code)], &[])[0].tier;
            let (before, after) = (tier(&without), tier(&promised));
            assert!(
                before != Tier::P1 || after == Tier::P1,
                "{code} on {}",
                need.system
            );
            assert!(
                after <= before || after as u8 == before as u8 + 1,
                "{code}: one step at most"
            );
            let serious = profile
                .needs
                .iter()
                .any(|n| n.system == need.system && n.severity >= 3);
            assert!(
                !serious || before > Tier::P3 || after <= Tier::P3,
                "{code} on {}: {before} to {after}",
                need.system
            );
            relieved += usize::from(after != before);
            // Never for a system that is not to be believed.
            let own = BTreeMap::from([(
                need.system.clone(),
                State {
                    integrity: Integrity::Suspect,
                    ..State::DOWN
                },
            )]);
            let doubted = Circumstances {
                bag_in_date: true,
                ..Circumstances::from_own_states(&BAG.systems, &own)
            };
            let both = Circumstances {
                restoration_h: promised.restoration_h.clone(),
                ..doubted.clone()
            };
            assert_eq!(tier(&doubted), tier(&both), "{code} on {}", need.system);
        }
    }
    assert!(
        relieved > 0,
        "a promise relieved nobody: the test looks at nothing"
    );
}

/// H03, H12, H13: who is not known to the content is not ranked low.
#[test]
fn nobody_whom_the_content_does_not_know_is_below_p3() {
    let circumstances = Circumstances::default();
    for (profiles, unprofiled) in [
        (vec![], vec![]),
        (vec![], vec!["E84".to_owned()]),
        (vec!["not_in_this_bag".into()], vec![]),
    ] {
        let one = Case {
            profiles,
            unprofiled,
            ..case(&"cauda_equina".into())
        };
        assert!(rank(&BAG, &circumstances, &[one], &[])[0].tier <= Tier::P3);
    }
}

/// H06: no profile whose drug is on the list of those that must not run by gravity names gravity as its other way.
#[test]
fn gravity_is_the_other_way_of_no_drug_that_must_not_run_so() {
    let gravity = &BAG.fallbacks[&"gravity".into()];
    assert_eq!(gravity.kind, FallbackKind::Full);
    let mut looked = 0;
    for profile in BAG.profiles.values() {
        for need in profile.needs.iter().filter(|n| n.fallbacks.contains(&gravity.id)) {
            looked += 1;
            let forbidden = BAG.never_by_gravity(&need.what);
            assert!(forbidden.is_empty(), "{}: {} by gravity", profile.code, need.what);
        }
    }
    assert!(looked > 0);
}

/// H28: who somebody is, and how they pay, is nowhere in what the list is ordered by.
#[test]
fn what_the_method_is_given_of_a_patient_holds_no_protected_field() {
    let json = serde_json::to_value(case(&"cauda_equina".into())).unwrap();
    let fields: BTreeSet<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let known = [
        "acted_on_suspect",
        "acuity",
        "id",
        "inpatient",
        "place",
        "profiles",
        "running",
        "unprofiled",
        "vulnerable",
        // Which instances of a system serve the patient hangs on it; it is in no key.
        "ward",
    ];
    let unknown: Vec<_> = fields.iter().filter(|f| !known.contains(*f)).collect();
    assert!(
        unknown.is_empty(),
        "look whether {unknown:?} may decide an order, then add them here"
    );
}
