//! Random patients, hospitals and hours on the shipped bag.
#![allow(dead_code)] // each test uses its own part

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use battlebag_bag::{Bag, FallbackId, ProfileCode, SystemCode};
use battlebag_census::AcuityBand;
use battlebag_priority::{Acuity, Availability, Case, Circumstances, Integrity, Rules, State};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

pub static BAG: LazyLock<Bag> =
    LazyLock::new(|| Bag::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../action-cards")).unwrap());

/// What people said, what is confirmed and what is promised.
#[derive(Debug, Clone)]
pub struct Hour {
    pub own: BTreeMap<SystemCode, State>,
    pub confirmed: BTreeSet<FallbackId>,
    pub bag_in_date: bool,
    pub restoration_h: BTreeMap<SystemCode, f64>,
}

impl Hour {
    pub fn circumstances(&self) -> Circumstances {
        Circumstances {
            confirmed: self.confirmed.clone(),
            bag_in_date: self.bag_in_date,
            restoration_h: self.restoration_h.clone(),
            ..Circumstances::from_own_states(&BAG.systems, &self.own)
        }
    }

    /// The same without propagation: for M1b.
    pub fn circumstances_as_said(&self) -> Circumstances {
        Circumstances {
            states: self.own.clone(),
            ..self.circumstances()
        }
    }
}

pub fn state() -> impl Strategy<Value = State> {
    (
        select(vec![Availability::Available, Availability::Unavailable]),
        select(vec![
            Integrity::Trusted,
            Integrity::Unknown,
            Integrity::Suspect,
            Integrity::Compromised,
        ]),
    )
        .prop_map(|(availability, integrity)| State {
            availability,
            integrity,
        })
}

pub fn system() -> impl Strategy<Value = SystemCode> {
    select(BAG.systems.keys().cloned().collect::<Vec<_>>())
}

pub fn fallbacks(most: usize) -> impl Strategy<Value = BTreeSet<FallbackId>> {
    let all: Vec<FallbackId> = BAG.fallbacks.keys().cloned().collect();
    subsequence(all, 0..=most).prop_map(|ids| ids.into_iter().collect())
}

pub fn hour() -> impl Strategy<Value = Hour> {
    (
        proptest::collection::btree_map(system(), state(), 0..8),
        fallbacks(10),
        any::<bool>(),
        proptest::collection::btree_map(system(), 0.0..12.0_f64, 0..6),
    )
        .prop_map(|(own, confirmed, bag_in_date, restoration_h)| Hour {
            own,
            confirmed,
            bag_in_date,
            restoration_h,
        })
}

pub fn acuity() -> impl Strategy<Value = Acuity> {
    prop_oneof![
        6 => (0..=20_u8, any::<bool>(), any::<bool>()).prop_map(|(score, three, rising)| Acuity::News2 {
            score,
            single_three: three && score >= 3,
            rising,
        }),
        2 => select(vec![AcuityBand::Low, AcuityBand::Medium, AcuityBand::High]).prop_map(|band| Acuity::Band { band }),
        1 => Just(Acuity::Missing),
    ]
}

pub fn profile() -> impl Strategy<Value = ProfileCode> {
    select(BAG.profiles.keys().cloned().collect::<Vec<_>>())
}

pub fn case() -> impl Strategy<Value = Case> {
    (
        proptest::collection::vec(profile(), 1..4),
        acuity(),
        fallbacks(6),
        any::<[bool; 3]>(),
        proptest::option::weighted(0.1, Just("urea_cycle_disorder".to_owned())),
    )
        .prop_map(
            |(profiles, acuity, running, [acted_on_suspect, vulnerable, inpatient], unknown)| Case {
                id: "one".to_owned(),
                place: "Ward 1 bed 1".to_owned(),
                ward: String::new(),
                profiles,
                unprofiled: unknown.into_iter().collect(),
                acuity,
                running,
                acted_on_suspect,
                vulnerable,
                inpatient,
            },
        )
}

/// A hospital of some hundred patients.
pub fn hospital() -> impl Strategy<Value = Vec<Case>> {
    proptest::collection::vec(case(), 100..=240).prop_map(|mut cases| {
        for (number, case) in cases.iter_mut().enumerate() {
            case.id = format!("patient {number:03}");
            case.place = format!("Ward {:02} bed {:02}", number / 24, number % 24);
        }
        cases
    })
}

pub fn cases() -> impl Strategy<Value = Vec<Case>> {
    proptest::collection::vec(case(), 2..9).prop_map(|mut cases| {
        for (number, case) in cases.iter_mut().enumerate() {
            case.id = format!("patient {number:02}");
        }
        cases
    })
}

/// Never less urgent: tier and whole key.
pub fn assert_not_calmer(
    before: (&Circumstances, &Case),
    after: (&Circumstances, &Case),
) -> Result<(), TestCaseError> {
    let (rules_before, rules_after) = (Rules::new(&BAG, before.0), Rules::new(&BAG, after.0));
    let (was, is) = (rules_before.place(before.1), rules_after.place(after.1));
    prop_assert!(is.key <= was.key, "was {:?}\nis {:?}", was.key, is.key);
    Ok(())
}

pub fn worse(state: State, axis: bool) -> State {
    if axis {
        State {
            availability: Availability::Unavailable,
            ..state
        }
    } else {
        let integrity = match state.integrity {
            Integrity::Trusted => Integrity::Suspect,
            Integrity::Unknown | Integrity::Suspect | Integrity::Compromised => Integrity::Compromised,
        };
        State { integrity, ..state }
    }
}

/// Every system that a need of the patient, or a way round it, hangs on.
pub fn reach_of(rules: &Rules<'_>, case: &Case) -> BTreeSet<SystemCode> {
    let needs = rules.needs_of(case);
    needs
        .flat_map(|need| {
            let ways = need.fallbacks.iter().filter_map(|id| BAG.fallbacks.get(id));
            ways.flat_map(|way| way.needs.clone())
                .chain([need.system.clone()])
                .collect::<Vec<_>>()
        })
        .collect()
}
