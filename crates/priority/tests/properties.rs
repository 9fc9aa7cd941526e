//! The promises of the method (M1 to M11), held over random patients and random boards on the shipped bag.
#![allow(clippy::unwrap_used)]

mod generated;

use std::collections::BTreeMap;

use battlebag_bag::SystemCode;
use battlebag_priority::propagate::propagate;
use battlebag_priority::{Acuity, Availability, Case, Floor, Integrity, Rules, State, Tier, rank, rank_keys};
use proptest::prelude::*;

use generated::{BAG, assert_not_calmer, case, cases, hour, profile, reach_of, state, system, worse};

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn m1_a_worse_system_never_makes_a_patient_less_urgent(
        hour in hour(), case in case(), system in system(), axis in any::<bool>()
    ) {
        let mut then = hour.clone();
        let state = then.own.entry(system).or_insert(State::SOUND);
        *state = worse(*state, axis);
        assert_not_calmer((&hour.circumstances(), &case), (&then.circumstances(), &case))?;
    }

    #[test]
    fn m1b_compromised_is_never_less_urgent_than_down(hour in hour(), case in case(), system in system()) {
        let (mut down, mut wrong) = (hour.clone(), hour);
        down.own.insert(system.clone(), State::DOWN);
        wrong.own.insert(system, State { availability: Availability::Available, integrity: Integrity::Compromised });
        assert_not_calmer(
            (&down.circumstances_as_said(), &case),
            (&wrong.circumstances_as_said(), &case),
        )?;
    }

    #[test]
    fn m2_a_higher_news2_never_makes_a_patient_less_urgent(hour in hour(), case in case(), score in 0..20_u8, rising in any::<bool>()) {
        let with = |score| Case { acuity: Acuity::News2 { score, single_three: false, rising }, ..case.clone() };
        let circumstances = hour.circumstances();
        assert_not_calmer((&circumstances, &with(score)), (&circumstances, &with(score + 1)))?;
    }

    #[test]
    fn m2_no_news2_is_at_least_as_urgent_as_any_up_to_4(hour in hour(), case in case(), score in 0..=4_u8, flags in any::<[bool; 2]>()) {
        let [single_three, rising] = flags;
        let known = Case { acuity: Acuity::News2 { score, single_three: single_three && score >= 3, rising }, ..case.clone() };
        let missing = Case { acuity: Acuity::Missing, ..case };
        let circumstances = hour.circumstances();
        assert_not_calmer((&circumstances, &known), (&circumstances, &missing))?;
    }

    #[test]
    fn m3_losing_a_way_round_never_makes_a_patient_less_urgent(hour in hour(), case in case(), pick in any::<prop::sample::Index>(), out_of_date in any::<bool>()) {
        let mut then = hour.clone();
        then.bag_in_date &= !out_of_date;
        if !then.confirmed.is_empty() {
            let lost = pick.get(&hour.confirmed.iter().collect::<Vec<_>>()).to_owned().clone();
            then.confirmed.remove(&lost);
        }
        let mut stopped = case.clone();
        if !case.running.is_empty() {
            let lost = pick.get(&case.running.iter().collect::<Vec<_>>()).to_owned().clone();
            stopped.running.remove(&lost);
        }
        assert_not_calmer((&hour.circumstances(), &case), (&then.circumstances(), &stopped))?;
    }

    #[test]
    fn m4_one_more_condition_never_makes_a_patient_less_urgent(hour in hour(), case in case(), more in profile(), unknown in any::<bool>()) {
        let mut sicker = case.clone();
        if unknown {
            sicker.unprofiled.push("another_code".to_owned());
        } else {
            sicker.profiles.push(more);
        }
        let circumstances = hour.circumstances();
        assert_not_calmer((&circumstances, &case), (&circumstances, &sicker))?;
    }

    #[test]
    fn m5_a_later_return_never_makes_a_patient_less_urgent(hour in hour(), case in case(), later in 0.0..24.0_f64, never in any::<bool>()) {
        let mut then = hour.clone();
        if never {
            then.restoration_h.clear();
        } else {
            then.restoration_h.values_mut().for_each(|hours| *hours += later);
        }
        assert_not_calmer((&hour.circumstances(), &case), (&then.circumstances(), &case))?;
    }

    #[test]
    fn a_decision_on_a_suspect_result_and_vulnerability_never_make_a_patient_less_urgent(hour in hour(), case in case()) {
        let circumstances = hour.circumstances();
        let before = Case { acted_on_suspect: false, vulnerable: false, ..case.clone() };
        let after = Case { acted_on_suspect: true, vulnerable: true, ..case };
        assert_not_calmer((&circumstances, &before), (&circumstances, &after))?;
    }

    #[test]
    fn m7_the_list_does_not_depend_on_the_order_of_input_or_on_other_patients(hour in hour(), cases in cases(), seed in any::<u64>()) {
        let circumstances = hour.circumstances();
        let first = rank(&BAG, &circumstances, &cases, &[]);
        let mut shuffled = cases.clone();
        let by = usize::try_from(seed % cases.len() as u64).unwrap();
        shuffled.rotate_left(by);
        shuffled.reverse();
        prop_assert_eq!(&first, &rank(&BAG, &circumstances, &shuffled, &[]));
        let without: Vec<Case> = cases.iter().skip(1).cloned().collect();
        let order: Vec<&str> = first.iter().map(|one| one.id.as_str()).filter(|id| *id != cases[0].id).collect();
        let rules = Rules::new(&BAG, &circumstances);
        let alone: Vec<&str> = rank_keys(&rules, &without, &[]).iter().map(|entry| entry.case.id.as_str()).collect();
        prop_assert_eq!(order, alone);
    }

    #[test]
    fn m8_propagation_is_monotone_idempotent_and_order_free(hour in hour(), system in system(), axis in any::<bool>()) {
        let settled = propagate(&BAG.systems, &hour.own);
        let states: BTreeMap<SystemCode, State> = settled.iter().map(|(code, one)| (code.clone(), one.state)).collect();
        let again = propagate(&BAG.systems, &states);
        for (code, one) in &again {
            prop_assert_eq!(one.state, states[code]);
        }
        // Feeding the declarations in one by one, in any order, ends in the same place: partial results are inputs.
        let mut fed: BTreeMap<SystemCode, State> = BTreeMap::new();
        for (code, state) in hour.own.iter().rev() {
            let entry = fed.entry(code.clone()).or_insert(State::SOUND);
            *entry = entry.worse(*state);
            fed = propagate(&BAG.systems, &fed).into_iter().map(|(code, one)| (code, one.state)).collect();
        }
        for (code, state) in &fed {
            prop_assert_eq!(state, &states[code]);
        }
        let mut then = hour.own;
        let state = then.entry(system).or_insert(State::SOUND);
        *state = worse(*state, axis);
        for (code, one) in propagate(&BAG.systems, &then) {
            prop_assert!(one.state.at_least_as_bad_as(states[&code]));
        }
    }

    #[test]
    fn m9_a_system_out_of_reach_changes_nothing(hour in hour(), case in case(), system in system(), state in state()) {
        let before = hour.circumstances();
        let mut then = hour;
        then.own.insert(system, state);
        let after = then.circumstances();
        let rules = Rules::new(&BAG, &before);
        let reach = reach_of(&rules, &case);
        let touched = reach.iter().any(|code| before.states.get(code) != after.states.get(code) || before.presumed_lost.contains(code) != after.presumed_lost.contains(code)
            || before.doubted_by_data.contains(code) != after.doubted_by_data.contains(code));
        if !touched {
            let cases = [case];
            prop_assert_eq!(rank(&BAG, &before, &cases, &[]), rank(&BAG, &after, &cases, &[]));
        }
    }

    #[test]
    fn m10_every_urgent_patient_has_a_reason_an_act_and_a_check(hour in hour(), cases in cases()) {
        let list = rank(&BAG, &hour.circumstances(), &cases, &[]);
        prop_assert_eq!(list.len(), cases.len());
        for (one, place) in list.iter().zip(1..) {
            prop_assert_eq!(one.rank, place);
            prop_assert!(!one.reason.is_empty() && !one.act.is_empty() && !one.reason_short.is_empty());
            prop_assert!(one.reason_short.chars().count() <= 60, "{}", one.reason_short);
            prop_assert!(one.act_short.chars().count() <= 60, "{}", one.act_short);
            prop_assert_eq!(one.recheck_min, one.tier.recheck_min());
            let words = format!("{} {} {} {}", one.reason, one.reason_short, one.act, one.lowered_when);
            prop_assert!(!words.split(|c: char| !c.is_alphabetic()).any(|word| word == "safe"), "{}", words);
            prop_assert_eq!(one.tier == Tier::P4, one.reason.contains("Normal clinical urgency still applies"));
            prop_assert_eq!(one.tier == Tier::P4, one.lowered_when.is_empty());
            if one.tier <= Tier::P2 {
                prop_assert!(one.affected);
                prop_assert!(!one.needs.is_empty() || !one.floors.is_empty());
            }
        }
    }

    #[test]
    fn m11_unknown_ranks_as_suspect_and_is_shown_as_unknown(hour in hour(), case in case(), system in system()) {
        let with = |integrity| {
            let mut then = hour.clone();
            let state = then.own.entry(system.clone()).or_insert(State::SOUND);
            state.integrity = integrity;
            then.circumstances()
        };
        let (unknown, suspect) = (with(Integrity::Unknown), with(Integrity::Suspect));
        let (rules_unknown, rules_suspect) = (Rules::new(&BAG, &unknown), Rules::new(&BAG, &suspect));
        prop_assert_eq!(rules_unknown.place(&case).key, rules_suspect.place(&case).key);
        for need in &rank(&BAG, &unknown, &[case], &[])[0].needs {
            if need.system == system && need.state.availability == Availability::Available {
                let shown = need.state.integrity;
                prop_assert!(shown != Integrity::Unknown || need.text.contains("nobody knows"), "{}", need.text);
            }
        }
    }

    #[test]
    fn explained_and_placed_agree(hour in hour(), case in case()) {
        let circumstances = hour.circumstances();
        let place = Rules::new(&BAG, &circumstances).place(&case);
        let cases = [case.clone()];
        let list = rank(&BAG, &circumstances, &cases, &[]);
        prop_assert_eq!(list[0].tier, place.key.tier);
        let by_need = list[0].needs.first().map_or(Tier::P4, |need| need.tier);
        prop_assert!(list[0].tier <= by_need);
        prop_assert!(list[0].tier == by_need || !list[0].floors.is_empty());
if list[0].floors.contains(&Floor::TwoUnknowns) {
            prop_assert_eq!(list[0].computed, Tier::P1);
        }
    }
}
