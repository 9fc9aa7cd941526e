//! The promises of the method over a hospital's own instances: M1, M3, M5, M8 and M9 on generated registers, that a
//! hospital without a register is ranked as ever, and what attached and shared mean.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use battlebag_bag::{
    Bag, Bond, FallbackId, Instance, InstanceId, NeedRole, ProfileCode, Register, Serves, SystemCode,
};
use battlebag_priority::{
    Acuity, Availability, Case, Circumstances, Installed, Integrity, Ranked, Rules, State, SystemRef, Tier,
    Word, rank,
};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

static BAG: LazyLock<Bag> =
    LazyLock::new(|| Bag::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../action-cards")).unwrap());

const WARDS: [&str; 4] = ["AMU", "ED", "Ward 7", "Renal"];

fn instance(id: &str, class: &str, wards: &[&str]) -> Instance {
    Instance {
        id: id.into(),
        class: class.into(),
        name: format!("{id} by name"),
        serves: if wards.is_empty() {
            Serves::Hospital
        } else {
            Serves::Wards(wards.iter().map(|&ward| ward.to_owned()).collect())
        },
        owner: String::new(),
        phone: String::new(),
        stands_on: vec![],
        alone: false,
        note: String::new(),
    }
}

fn register() -> impl Strategy<Value = Register> {
    let classes: Vec<SystemCode> = BAG.systems.keys().cloned().collect();
    let one = (
        select(classes),
        proptest::collection::vec(subsequence(WARDS.to_vec(), 0..=3), 1..4),
        any::<Index>(),
    );
    proptest::collection::vec(one, 1..9).prop_map(|classes| {
        let mut instances: Vec<Instance> = vec![];
        for (class, serving, _) in &classes {
            for (number, wards) in serving.iter().enumerate() {
                let id = format!("{}-{number}", class.as_str().to_lowercase());
                instances.push(instance(&id, class.as_str(), wards));
            }
        }
        let ids: Vec<(InstanceId, SystemCode)> = instances
            .iter()
            .map(|one| (one.id.clone(), one.class.clone()))
            .collect();
        for (one, pick) in instances
            .iter_mut()
            .zip(classes.iter().map(|(_, _, pick)| pick).cycle())
        {
            let class = &BAG.systems[&one.class];
            let upstream: Vec<&InstanceId> = ids
                .iter()
                .filter(|(_, of)| class.hard.contains(of) || class.data.contains(of))
                .map(|(id, _)| id)
                .collect();
            if !upstream.is_empty() && pick.index(3) == 0 {
                one.stands_on.push((*pick.get(&upstream)).clone());
            }
        }
        Register::of(instances)
    })
}

fn state() -> impl Strategy<Value = State> {
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

/// A hospital with what was said of its systems.
#[derive(Debug, Clone)]
struct Hour {
    register: Register,
    words: BTreeMap<SystemRef, Word>,
    confirmed: BTreeSet<FallbackId>,
}

impl Hour {
    fn circumstances(&self) -> Circumstances {
        Circumstances {
            confirmed: self.confirmed.clone(),
            bag_in_date: true,
            ..Circumstances::installed(&Installed::new(&BAG.systems, &self.register), &self.words)
        }
    }

    fn all(&self) -> Vec<SystemRef> {
        Installed::new(&BAG.systems, &self.register).all()
    }

    fn own(&self) -> BTreeMap<SystemRef, State> {
        self.words
            .iter()
            .map(|(of, word)| (of.clone(), word.state))
            .collect()
    }
}

fn hour() -> impl Strategy<Value = Hour> {
    let fallbacks: Vec<FallbackId> = BAG.fallbacks.keys().cloned().collect();
    (
        register(),
        proptest::collection::vec(
            (any::<Index>(), state(), proptest::option::of(0.0..12.0_f64)),
            0..9,
        ),
        subsequence(fallbacks, 0..=10),
    )
        .prop_map(|(register, said, confirmed)| {
            let all = Installed::new(&BAG.systems, &register).all();
            let words = said
                .into_iter()
                .map(|(pick, state, restoration_h)| {
                    let word = Word {
                        state,
                        restoration_h,
                        said: String::new(),
                    };
                    (pick.get(&all).clone(), word)
                })
                .collect();
            Hour {
                register,
                words,
                confirmed: confirmed.into_iter().collect(),
            }
        })
}

fn case() -> impl Strategy<Value = Case> {
    let profiles: Vec<ProfileCode> = BAG.profiles.keys().cloned().collect();
    let fallbacks: Vec<FallbackId> = BAG.fallbacks.keys().cloned().collect();
    (
        proptest::collection::vec(select(profiles), 1..4),
        proptest::option::weighted(0.9, 0..=12_u8),
        subsequence(fallbacks, 0..=4),
        select(vec![
            "AMU",
            "ED",
            "Ward 7",
            "Renal",
            "A ward nobody wrote down",
            "",
        ]),
        any::<[bool; 2]>(),
    )
        .prop_map(
            |(profiles, score, running, ward, [acted_on_suspect, vulnerable])| Case {
                id: "one".to_owned(),
                place: format!("{ward} 1"),
                ward: ward.to_owned(),
                profiles,
                unprofiled: vec![],
                acuity: score.map_or(Acuity::Missing, |score| Acuity::News2 {
                    score,
                    single_three: false,
                    rising: false,
                }),
                running: running.into_iter().collect(),
                acted_on_suspect,
                vulnerable,
                inpatient: true,
            },
        )
}

fn worse(state: State, axis: bool) -> State {
    if axis {
        return State {
            availability: Availability::Unavailable,
            ..state
        };
    }
    let integrity = match state.integrity {
        Integrity::Trusted => Integrity::Suspect,
        Integrity::Unknown | Integrity::Suspect | Integrity::Compromised => Integrity::Compromised,
    };
    State { integrity, ..state }
}

fn assert_not_calmer(before: &Hour, after: &Hour, case: &Case) -> Result<(), TestCaseError> {
    let (before, after) = (before.circumstances(), after.circumstances());
    let (was, is) = (
        Rules::new(&BAG, &before).place(case).key,
        Rules::new(&BAG, &after).place(case).key,
    );
    prop_assert!(is <= was, "was {:?}\nis {:?}", was, is);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn m1_a_worse_instance_never_makes_a_patient_less_urgent(hour in hour(), case in case(), pick in any::<Index>(), axis in any::<bool>()) {
        let of = pick.get(&hour.all()).clone();
        let mut then = hour.clone();
        let word = then.words.entry(of).or_default();
        word.state = worse(word.state, axis);
        assert_not_calmer(&hour, &then, &case)?;
    }

    #[test]
    fn m3_losing_a_way_round_never_makes_a_patient_less_urgent(hour in hour(), case in case(), pick in any::<Index>()) {
        prop_assume!(!hour.confirmed.is_empty());
        let lost = (*pick.get(&hour.confirmed.iter().collect::<Vec<_>>())).clone();
        let mut then = hour.clone();
        then.confirmed.remove(&lost);
        assert_not_calmer(&hour, &then, &case)?;
    }

    #[test]
    fn m5_a_later_return_of_an_instance_never_makes_a_patient_less_urgent(hour in hour(), case in case(), later in proptest::option::of(0.0..24.0_f64)) {
        let mut then = hour.clone();
        for word in then.words.values_mut() {
            word.restoration_h = word.restoration_h.and_then(|hours| Some(hours + later?));
        }
        assert_not_calmer(&hour, &then, &case)?;
    }

    #[test]
    fn m8_propagation_over_instances_is_monotone_idempotent_and_order_free(hour in hour(), pick in any::<Index>(), axis in any::<bool>()) {
        let installed = Installed::new(&BAG.systems, &hour.register);
        let settle = |own: &BTreeMap<SystemRef, State>| -> BTreeMap<SystemRef, State> {
            installed.effective(own).into_iter().map(|(of, one)| (of, one.state)).collect()
        };
        let own = hour.own();
        let settled = settle(&own);
        prop_assert_eq!(&settle(&settled), &settled);
        let mut fed: BTreeMap<SystemRef, State> = BTreeMap::new();
        for (of, state) in own.iter().rev() {
            let entry = fed.entry(of.clone()).or_insert(State::SOUND);
            *entry = entry.worse(*state);
            fed = settle(&fed);
        }
        for (of, state) in &fed {
            prop_assert_eq!(state, &settled[of]);
        }
        let mut then = own;
        let entry = then.entry(pick.get(&hour.all()).clone()).or_insert(State::SOUND);
        *entry = worse(*entry, axis);
        for (of, state) in settle(&then) {
            prop_assert!(state.at_least_as_bad_as(settled[&of]));
        }
    }

    #[test]
    fn m9_an_instance_out_of_reach_changes_nothing(hour in hour(), case in case(), pick in any::<Index>(), state in state()) {
        let mut then = hour.clone();
        let of = pick.get(&hour.all()).clone();
        then.words.insert(of, Word { state, ..Word::default() });
        let installed = Installed::new(&BAG.systems, &hour.register);
        let (before, after) = (hour.circumstances(), then.circumstances());
        let rules = Rules::new(&BAG, &before);
        let mut classes: BTreeSet<SystemCode> = BTreeSet::new();
        for need in rules.needs_of(&case) {
            classes.insert(need.system.clone());
            let ways = need.fallbacks.iter().filter_map(|id| BAG.fallbacks.get(id));
            classes.extend(ways.flat_map(|way| way.needs.clone()));
        }
        let key = battlebag_bag::ward_key(&case.ward);
        let reach: BTreeSet<SystemRef> = classes
            .iter()
            .flat_map(|class| match installed.serving(class, &key).0.as_slice() {
                [] => vec![SystemRef::class(class)],
                here => here.iter().map(|one| SystemRef::of(one)).collect(),
            })
            .collect();
        let (was, is) = (installed.effective(&hour.own()), installed.effective(&then.own()));
        let restoration = |hour: &Hour, of: &SystemRef| hour.words.get(of).and_then(|word| word.restoration_h);
        let same = reach.iter().all(|of| {
            was[of].state == is[of].state
                && was[of].is_presumed_lost() == is[of].is_presumed_lost()
                && was[of].is_doubted_by_data_only() == is[of].is_doubted_by_data_only()
                && restoration(&hour, of) == restoration(&then, of)
        });
        if same {
            let cases = [case];
            prop_assert_eq!(rank(&BAG, &before, &cases, &[]), rank(&BAG, &after, &cases, &[]));
        }
    }

    #[test]
    fn without_a_register_the_list_is_as_ever(said in proptest::collection::btree_map(select(BAG.systems.keys().cloned().collect::<Vec<_>>()), state(), 0..8), case in case()) {
        let empty = Register::default();
        let installed = Installed::new(&BAG.systems, &empty);
        let words = said.iter().map(|(code, state)| (SystemRef::class(code), Word { state: *state, ..Word::default() })).collect();
        let by_class = Circumstances::from_own_states(&BAG.systems, &said);
        let by_instance = Circumstances::installed(&installed, &words);
        let cases = [case];
        prop_assert_eq!(rank(&BAG, &by_class, &cases, &[]), rank(&BAG, &by_instance, &cases, &[]));

        // One instance a class, serving everybody, decides the same; only its name is told with it.
        let explicit = Register::of(BAG.systems.keys().map(|code| instance(&format!("{code}-only"), code.as_str(), &[])));
        let installed = Installed::new(&BAG.systems, &explicit);
        let words = said
            .iter()
            .map(|(code, state)| (SystemRef::of(installed.instances(code)[0]), Word { state: *state, ..Word::default() }))
            .collect();
        let explicit = Circumstances::installed(&installed, &words);
        let (one, other) = (Rules::new(&BAG, &by_class), Rules::new(&BAG, &explicit));
        prop_assert_eq!(one.place(&cases[0]).key, other.place(&cases[0]).key);
    }

    /// The rule itself, worked out the long way: each need under each serving instance alone, then the most or the
    /// least urgent tier of them.
    #[test]
    fn the_tier_is_the_most_urgent_of_attached_and_the_least_urgent_of_shared(hour in hour(), case in case()) {
        let hour = Hour { confirmed: BTreeSet::new(), ..hour };
        let case = Case { running: BTreeSet::new(), ..case };
        let installed = Installed::new(&BAG.systems, &hour.register);
        let effective = installed.effective(&hour.own());
        let circumstances = hour.circumstances();
        let list = rank(&BAG, &circumstances, std::slice::from_ref(&case), &[]);
        let rules = Rules::new(&BAG, &circumstances);
        let key = battlebag_bag::ward_key(&case.ward);
        for need in rules.needs_of(&case) {
            let (here, known) = installed.serving(&need.system, &key);
            if here.is_empty() {
                continue;
            }
            let sound = here.iter().filter(|one| effective[&SystemRef::of(one)].state.is_sound()).count();
            let shared = known && BAG.systems[&need.system].bond == Bond::Shared;
            let touched = if shared { sound == 0 } else { sound < here.len() };
            let told = list[0].needs.iter().any(|one| one.system == need.system && one.what == need.what);
            prop_assert!(touched || !told, "{} {}", need.system, need.what);
        }
        for need in &list[0].needs {
            let (here, known) = installed.serving(&need.system, &key);
            if here.is_empty() {
                prop_assert_eq!(&need.instance, &None);
                continue;
            }
            let shared = known && BAG.systems[&need.system].bond == Bond::Shared;
            // The instance that is named stands as the need says, and serves here.
            let named = here.iter().find(|one| Some(&one.id) == need.instance.as_ref()).unwrap();
            prop_assert_eq!(effective[&SystemRef::of(named)].state, need.state);
            prop_assert!(need.instance_name.starts_with(&named.name));
            // Nobody who serves here alone would make an attached need more urgent, or a shared one less urgent.
            // A doubt that only comes with data is half as urgent: said of the instance itself it would be another condition.
            let by_data = here.iter().any(|one| effective[&SystemRef::of(one)].is_doubted_by_data_only());
            for one in here.into_iter().filter(|_| !by_data) {
                let only = Register::of([Instance { serves: Serves::Hospital, ..one.clone() }]);
                let alone = Installed::new(&BAG.systems, &only);
                let mut words: BTreeMap<SystemRef, Word> = BTreeMap::new();
                let of = SystemRef::of(one);
                let state = effective[&of].state;
                words.insert(of.clone(), Word { state, restoration_h: hour.words.get(&of).and_then(|word| word.restoration_h), ..Word::default() });
                for way in BAG.fallbacks.values() {
                    for class in way.needs.iter().filter(|class| **class != one.class) {
                        let serving = installed.serving(class, &key);
                        let sound = match serving.0.as_slice() {
                            [] => effective[&SystemRef::class(class)].state.is_sound(),
                            some if serving.1 => some.iter().any(|one| effective[&SystemRef::of(one)].state.is_sound()),
                            some => some.iter().all(|one| effective[&SystemRef::of(one)].state.is_sound()),
                        };
                        if !sound {
                            words.insert(SystemRef::class(class), Word { state: State::DOWN, ..Word::default() });
                        }
                    }
                }
                let circumstances = Circumstances { bag_in_date: true, ..Circumstances::installed(&alone, &words) };
                let tier = tier_of_need(&rank(&BAG, &circumstances, std::slice::from_ref(&case), &[])[0], need.system.as_str(), &need.what);
                // A way round that hangs on this very class is judged over all instances: leave those needs out.
                let hangs = BAG.fallbacks.values().any(|way| way.needs.contains(&need.system));
                // Alarms of one system are told once, whichever need brings them.
                if !hangs && need.role != NeedRole::Alarm {
                    let together = tier_of_need(&list[0], need.system.as_str(), &need.what);
                    if shared {
                        prop_assert!(tier <= together, "{:?} {:?}", tier, need);
                    } else {
                        prop_assert!(tier >= together, "{:?} {:?}", tier, need);
                    }
                }
            }
        }
    }
}

fn tier_of_need(ranked: &Ranked, system: &str, what: &str) -> Tier {
    let needs = ranked
        .needs
        .iter()
        .filter(|need| need.system.as_str() == system && need.what == what);
    needs.map(|need| need.tier).min().unwrap_or(Tier::P4)
}

fn on(ward: &str, profile: &str) -> Case {
    Case {
        id: format!("{ward} {profile}"),
        place: format!("{ward} 1"),
        ward: ward.to_owned(),
        profiles: vec![profile.into()],
        unprofiled: vec![],
        acuity: Acuity::News2 {
            score: 2,
            single_three: false,
            rising: false,
        },
        running: BTreeSet::new(),
        acted_on_suspect: false,
        vulnerable: false,
        inpatient: true,
    }
}

fn said(class: &str, id: &str, state: State) -> (SystemRef, Word) {
    let of = SystemRef {
        class: class.into(),
        instance: Some(id.into()),
    };
    let word = Word {
        state,
        restoration_h: None,
        said: "said by A. Example at 02:14".to_owned(),
    };
    (of, word)
}

const SUSPECT: State = State {
    availability: Availability::Available,
    integrity: Integrity::Suspect,
};

fn ranked(register: &Register, words: impl IntoIterator<Item = (SystemRef, Word)>, case: Case) -> Ranked {
    let installed = Installed::new(&BAG.systems, register);
    let circumstances = Circumstances {
        bag_in_date: true,
        ..Circumstances::installed(&installed, &words.into_iter().collect())
    };
    rank(&BAG, &circumstances, &[case], &[]).remove(0)
}

#[test]
fn a_pump_that_serves_other_wards_hurts_nobody_here() {
    let register = Register::of([
        instance("pumps-amu", "PUMP", &["AMU"]),
        instance("pumps-ed", "PUMP", &["ED"]),
    ]);
    let down = || [said("PUMP", "pumps-amu", State::DOWN)];
    let hurt = |ward: &str| {
        ranked(&register, down(), on(ward, "k_infusion"))
            .needs
            .iter()
            .any(|n| n.system.as_str() == "PUMP")
    };
    assert!(hurt("AMU") && hurt(" amu "));
    assert!(!hurt("ED"));
    // Where the register does not say which pumps there are, the worst of all counts.
    assert!(hurt("Ward 7") && hurt(""));
}

#[test]
fn one_sound_gas_analyser_is_enough_and_the_reason_names_the_one_that_is_not() {
    let register = Register::of([
        instance("bga-ed", "BGA", &["ED"]),
        instance("bga-alone", "BGA", &["ED", "AMU"]),
    ]);
    let hurt = |words: Vec<(SystemRef, Word)>, ward| {
        let needs = ranked(&register, words, on(ward, "dka_friii")).needs;
        needs.into_iter().find(|n| n.system.as_str() == "BGA")
    };
    assert_eq!(hurt(vec![said("BGA", "bga-ed", SUSPECT)], "ED"), None);
    let both = || {
        vec![
            said("BGA", "bga-ed", SUSPECT),
            said("BGA", "bga-alone", State::DOWN),
        ]
    };
    let need = hurt(both(), "ED").unwrap();
    assert_eq!(need.said, "said by A. Example at 02:14");
    assert!(
        need.text
            .contains(&format!("the blood gas analyser ({})", need.instance_name))
            && need.text.contains("(said by A. Example at 02:14)"),
        "{}",
        need.text
    );
    let amu = hurt(both(), "AMU").unwrap();
    assert_eq!(amu.instance_name, "bga-alone by name");
    assert_eq!(amu.state, State::DOWN);
}

#[test]
fn an_instance_stands_on_what_it_names_else_on_every_one_that_overlaps() {
    let mut named = instance("sign-on-a", "IDAM", &["AMU"]);
    named.stands_on = vec!["host-a".into()];
    let register = Register::of([
        named,
        instance("sign-on-b", "IDAM", &["AMU"]),
        Instance {
            alone: true,
            ..instance("sign-on-c", "IDAM", &["AMU"])
        },
        instance("host-a", "HOST", &[]),
        instance("host-b", "HOST", &[]),
    ]);
    let installed = Installed::new(&BAG.systems, &register);
    let (down, _) = said("HOST", "host-b", State::DOWN);
    let effective = installed.effective(&BTreeMap::from([(down, State::DOWN)]));
    let of = |id: &str| SystemRef {
        class: "IDAM".into(),
        instance: Some(id.into()),
    };
    assert!(!effective[&of("sign-on-a")].is_presumed_lost());
    assert!(effective[&of("sign-on-b")].is_presumed_lost());
    assert_eq!(effective[&of("sign-on-c")].state, State::SOUND);
    // The record has no instances of its own: it serves everybody and falls with any host.
    assert!(effective[&SystemRef::class(&"EHR".into())].is_presumed_lost());
}
