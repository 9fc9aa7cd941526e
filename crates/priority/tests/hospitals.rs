//! The promises of the method over whole generated hospitals, through propagation, expiry and clinicians' overrides.
//!
//! The trap: "a worse system never lowers a patient's place in the list" is false in any sound method, because others
//! may rise more. So keys are compared; places only where nobody else's key changed.
#![allow(clippy::unwrap_used)]

mod generated;

use std::collections::{BTreeMap, BTreeSet};

use battlebag_bag::{Bond, SystemClass, SystemCode};
use battlebag_priority::overrides::{Direction, Inputs, Override, in_force, lowering_holds};
use battlebag_priority::propagate::{Declared, propagate, states_at};
use battlebag_priority::{
    Acuity, Case, Circumstances, Floor, Help, Integrity, NeedKey, Rules, State, Tier, rank, rank_keys,
};
use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use generated::{BAG, Hour, hospital, hour, profile, reach_of, state, system, worse};

type Key = (Tier, NeedKey, u32);

fn now() -> DateTime<Utc> {
    "2026-11-21T02:14:00Z".parse().unwrap()
}

/// Key of each patient, without the last tie-breakers that never change.
fn keys(circumstances: &Circumstances, cases: &[Case]) -> BTreeMap<String, Key> {
    let rules = Rules::new(&BAG, circumstances);
    let key = |case: &Case| {
        let key = rules.place(case).key;
        (key.tier, key.need, u32::MAX - key.pressing.0)
    };
    cases.iter().map(|case| (case.id.clone(), key(case))).collect()
}

fn places(circumstances: &Circumstances, cases: &[Case]) -> BTreeMap<String, usize> {
    let rules = Rules::new(&BAG, circumstances);
    let list = rank_keys(&rules, cases, &[]);
    list.iter()
        .enumerate()
        .map(|(place, entry)| (entry.case.id.clone(), place))
        .collect()
}

/// Nobody is calmer; whoever alone changed is not further down.
fn assert_nobody_calmer(
    before: (&Circumstances, &[Case]),
    after: (&Circumstances, &[Case]),
) -> Result<(), TestCaseError> {
    let (was, is) = (keys(before.0, before.1), keys(after.0, after.1));
    let mut changed = vec![];
    for (id, key) in &is {
        prop_assert!(*key <= was[id], "{id}: was {:?}, is {key:?}", was[id]);
        if *key != was[id] {
            changed.push(id);
        }
    }
    if let [one] = changed[..] {
        let (was, is) = (places(before.0, before.1), places(after.0, after.1));
        prop_assert!(
            is[one] <= was[one],
            "{one} alone changed and went from {} to {}",
            was[one],
            is[one]
        );
    }
    Ok(())
}

/// One thing about one patient that gets worse.
#[derive(Debug, Clone, Copy)]
enum Worsening {
    HigherScore,
    NoScore,
    OneMoreProfile,
    OneMoreCode,
    LostWay,
    ActedOn,
}

fn worsening() -> impl Strategy<Value = Worsening> {
    select(vec![
        Worsening::HigherScore,
        Worsening::NoScore,
        Worsening::OneMoreProfile,
        Worsening::OneMoreCode,
        Worsening::LostWay,
        Worsening::ActedOn,
    ])
}

/// The patient after it, or nothing where it does not apply.
fn worsened(case: &Case, how: Worsening, more: &battlebag_bag::ProfileCode) -> Option<Case> {
    let mut then = case.clone();
    match (how, case.acuity) {
        (
            Worsening::HigherScore,
            Acuity::News2 {
                score,
                single_three,
                rising,
            },
        ) if score < 20 => {
            then.acuity = Acuity::News2 {
                score: score + 1,
                single_three,
                rising,
            };
        }
        (Worsening::NoScore, Acuity::News2 { score: 0..=4, .. }) => then.acuity = Acuity::Missing,
        (Worsening::OneMoreProfile, _) if !case.profiles.contains(more) => then.profiles.push(more.clone()),
        (Worsening::OneMoreCode, _) => then.unprofiled.push("another_code".to_owned()),
        (Worsening::LostWay, _) => {
            let first = case.running.iter().next()?.clone();
            then.running.remove(&first);
        }
        (Worsening::ActedOn, _) if !case.acted_on_suspect => then.acted_on_suspect = true,
        _ => return None,
    }
    Some(then)
}

/// A clinician lowers the patient one tier, as the log keeps it.
fn lowering(rules: &Rules<'_>, case: &Case) -> Override {
    let computed = rules.place(case).computed;
    Override {
        patient: case.id.clone(),
        direction: Direction::Lower,
        to: computed.lowered(),
        by: "A. Example".to_owned(),
        role: "Medical registrar".to_owned(),
        reason: "seen".to_owned(),
        at: now(),
        second_person: Some("B. Example".to_owned()),
        lapses_at: Some(now() + lowering_holds(computed, computed)),
        inputs_fingerprint: Inputs::of(rules, case),
    }
}

/// A register of random systems with random edges, rings among them.
fn register() -> impl Strategy<Value = BTreeMap<SystemCode, SystemClass>> {
    let edges = || proptest::collection::vec((0..30_usize, 0..30_usize), 0..60);
    (edges(), edges()).prop_map(|(hard, data)| {
        let code = |number: usize| SystemCode::from(format!("S{number:02}").as_str());
        let upstream = |edges: &[(usize, usize)], of: usize| {
            let from = edges.iter().filter(|(to, from)| *to == of && *from != of);
            let codes: BTreeSet<SystemCode> = from.map(|(_, from)| code(*from)).collect();
            codes.into_iter().collect()
        };
        (0..30)
            .map(|number| {
                let class = SystemClass {
                    code: code(number),
                    name: String::new(),
                    spoken: String::new(),
                    hard: upstream(&hard, number),
                    data: upstream(&data, number),
                    comfort: vec![],
                    bond: Bond::default(),
                    facts: vec![],
                    if_down: String::new(),
                    if_wrong: String::new(),
                    fallback: String::new(),
                    limits: String::new(),
                };
                (code(number), class)
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn m1_a_worse_system_makes_nobody_calmer(hour in hour(), cases in hospital(), system in system(), axis in any::<bool>()) {
        let mut then = hour.clone();
        let state = then.own.entry(system).or_insert(State::SOUND);
        *state = worse(*state, axis);
        assert_nobody_calmer((&hour.circumstances(), &cases), (&then.circumstances(), &cases))?;
    }

    #[test]
    fn m2_m3_m4_what_gets_worse_about_one_patient_moves_that_patient_up_and_no_two_others(
        hour in hour(), cases in hospital(), pick in any::<Index>(), how in worsening(), more in profile()
    ) {
        let circumstances = hour.circumstances();
        let at = pick.index(cases.len());
        if let Some(worse) = worsened(&cases[at], how, &more) {
            let mut then = cases.clone();
            then[at] = worse;
            assert_nobody_calmer((&circumstances, &cases), (&circumstances, &then))?;
            let without = |cases: &[Case]| {
                let mut order: Vec<(usize, String)> =
                    places(&circumstances, cases).into_iter().map(|(id, place)| (place, id)).collect();
                order.sort_unstable();
                order.into_iter().map(|(_, id)| id).filter(|id| *id != cases[at].id).collect::<Vec<_>>()
            };
            prop_assert_eq!(without(&cases), without(&then));
        }
    }

    #[test]
    fn m3_m5_less_help_and_a_later_return_make_nobody_calmer(hour in hour(), cases in hospital(), later in 0.0..24.0_f64) {
        let (mut less_help, mut late) = (hour.clone(), hour.clone());
        less_help.bag_in_date = false;
        less_help.confirmed.clear();
        late.restoration_h.values_mut().for_each(|hours| *hours += later);
        assert_nobody_calmer((&hour.circumstances(), &cases), (&less_help.circumstances(), &cases))?;
        assert_nobody_calmer((&hour.circumstances(), &cases), (&late.circumstances(), &cases))?;
    }

    #[test]
    fn m6_a_raise_is_never_undone_and_a_lowering_ends_by_time(hour in hour(), cases in hospital(), raised_to in select(vec![Tier::P1, Tier::P2, Tier::P3])) {
        let circumstances = hour.circumstances();
        let rules = Rules::new(&BAG, &circumstances);
        let raises = cases.iter().step_by(3).map(|case| Override { direction: Direction::Raise, to: raised_to, lapses_at: None, second_person: None, ..lowering(&rules, case) });
        let lowerings = cases.iter().skip(1).step_by(3).map(|case| lowering(&rules, case));
        let overrides: Vec<Override> = raises.chain(lowerings).collect();
        for minutes in [0, 14, 15, 59, 60, 239, 240, 719, 720] {
            let at = now() + Duration::minutes(minutes);
            let held = in_force(&overrides, at);
            for entry in rank_keys(&rules, &cases, &held) {
                let (shown, computed) = (entry.decided.tier, entry.placed.computed);
                match overrides.iter().find(|one| one.patient == entry.case.id) {
                    Some(raise) if raise.direction == Direction::Raise => prop_assert_eq!(shown, computed.min(raised_to)),
                    Some(_) if minutes >= i64::from(computed.recheck_min()) => prop_assert_eq!(shown, computed),
                    Some(lower) => prop_assert_eq!(shown, lower.to),
                    None => prop_assert_eq!(shown, computed),
                }
            }
        }
    }

    #[test]
    fn m6_no_lowering_survives_anything_about_the_patient_that_worsens(
        hour in hour(), cases in hospital(), how in worsening(), more in profile()
    ) {
        let circumstances = hour.circumstances();
        let rules = Rules::new(&BAG, &circumstances);
        for case in &cases {
            let counted = |way: &battlebag_bag::FallbackId| Inputs::of(&rules, case).ways.contains_key(way);
            let Some(worse) = worsened(case, how, &more) else { continue };
            // A way that ran but counted for nothing is no input.
            if matches!(how, Worsening::LostWay) && !counted(case.running.iter().next().unwrap()) {
                continue;
            }
            let all = [lowering(&rules, case)];
            let entry = &rank_keys(&rules, std::slice::from_ref(&worse), &all)[0];
            prop_assert_eq!(entry.decided.tier, entry.placed.computed, "{:?} of {:?}", how, case);
            prop_assert!(entry.placed.computed <= rules.place(case).computed);
        }
    }

    #[test]
    fn m6_no_lowering_survives_a_system_in_reach_that_worsens(
        hour in hour(), cases in hospital(), system in system(), axis in any::<bool>()
    ) {
        let mut then = hour.clone();
        let state = then.own.entry(system).or_insert(State::SOUND);
        *state = worse(*state, axis);
        let (before, after) = (hour.circumstances(), then.circumstances());
        let (rules, rules_then) = (Rules::new(&BAG, &before), Rules::new(&BAG, &after));
        for case in &cases {
            let reach = reach_of(&rules, case);
            let hit = reach.iter().any(|code| {
                before.states.get(code) != after.states.get(code)
                    || (before.doubted_by_data.contains(code) && !after.doubted_by_data.contains(code))
            });
            let entry = &rank_keys(&rules_then, std::slice::from_ref(case), &[lowering(&rules, case)])[0];
            if hit {
                prop_assert_eq!(entry.decided.tier, entry.placed.computed);
            } else {
                prop_assert_eq!(entry.decided.tier, rules.place(case).computed.lowered());
            }
        }
    }

    #[test]
    fn a_status_that_grows_old_makes_nobody_calmer_and_ends_lowerings(
        hour in hour(), cases in hospital(), trusted in proptest::collection::vec(system(), 0..12), ages in proptest::collection::vec(0..180_i64, 20)
    ) {
        let mut declared: BTreeMap<SystemCode, Declared> = BTreeMap::new();
        let spoken = trusted.into_iter().map(|code| (code, State::SOUND)).chain(hour.own.clone());
        for ((code, state), age) in spoken.zip(ages.iter().cycle()) {
            declared.insert(code, Declared::new(state, "A. Example, IT lead", now() - Duration::minutes(*age), "seen"));
        }
        let at = |minutes| Hour { own: states_at(&declared, now() + Duration::minutes(minutes)), ..hour.clone() }.circumstances();
        let mut earlier = at(0);
        for minutes in [10, 30, 60, 240] {
            let later = at(minutes);
            assert_nobody_calmer((&earlier, &cases), (&later, &cases))?;
            let (rules, rules_then) = (Rules::new(&BAG, &earlier), Rules::new(&BAG, &later));
            for case in cases.iter().step_by(7) {
                let reach = reach_of(&rules, case);
                if reach.iter().any(|code| earlier.states.get(code) != later.states.get(code)) {
                    let entry = &rank_keys(&rules_then, std::slice::from_ref(case), &[lowering(&rules, case)])[0];
                    prop_assert_eq!(entry.decided.tier, entry.placed.computed);
                }
            }
            earlier = later;
        }
    }

    #[test]
    fn m7_one_more_patient_and_another_order_of_input_swap_nobody(hour in hour(), cases in hospital(), seed in any::<Index>()) {
        let circumstances = hour.circumstances();
        let first = places(&circumstances, &cases);
        let mut turned = cases.clone();
        turned.rotate_left(seed.index(cases.len()));
        turned.reverse();
        prop_assert_eq!(&first, &places(&circumstances, &turned));
        let left_out = seed.index(cases.len());
        let fewer: Vec<Case> = cases.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, case)| case.clone()).collect();
        let out = first[&cases[left_out].id];
        for (id, place) in places(&circumstances, &fewer) {
            prop_assert_eq!(first[&id], place + usize::from(place >= out));
        }
    }

    #[test]
    fn m8_propagation_on_any_graph_is_monotone_idempotent_and_order_free(
        systems in register(), own in proptest::collection::vec((0..30_usize, state()), 0..10), then in (0..30_usize, any::<bool>())
    ) {
        let code = |number: usize| SystemCode::from(format!("S{number:02}").as_str());
        let own: BTreeMap<SystemCode, State> = own.into_iter().map(|(number, state)| (code(number), state)).collect();
        let settle = |own: &BTreeMap<SystemCode, State>| -> BTreeMap<SystemCode, State> {
            propagate(&systems, own).into_iter().map(|(code, one)| (code, one.state)).collect()
        };
        let settled = settle(&own);
        prop_assert_eq!(&settle(&settled), &settled);
        let mut fed: BTreeMap<SystemCode, State> = BTreeMap::new();
        for (code, state) in own.iter().rev() {
            let entry = fed.entry(code.clone()).or_insert(State::SOUND);
            *entry = entry.worse(*state);
            fed = settle(&fed);
        }
        if !own.is_empty() {
            prop_assert_eq!(&fed, &settled);
        }
        let mut worsened = own;
        let state = worsened.entry(code(then.0)).or_insert(State::SOUND);
        *state = worse(*state, then.1);
        for (code, state) in settle(&worsened) {
            prop_assert!(state.at_least_as_bad_as(settled[&code]));
        }
    }

    #[test]
    fn m9_a_system_out_of_reach_moves_nobody(hour in hour(), cases in hospital(), system in system(), state in state()) {
        let before = hour.circumstances();
        let mut then = hour;
        then.own.insert(system, state);
        let after = then.circumstances();
        let rules = Rules::new(&BAG, &before);
        let (was, is) = (keys(&before, &cases), keys(&after, &cases));
        for case in &cases {
            let reached = reach_of(&rules, case).iter().any(|code| {
                before.states.get(code) != after.states.get(code)
                    || before.doubted_by_data.contains(code) != after.doubted_by_data.contains(code)
            });
            prop_assert!(reached || was[&case.id] == is[&case.id], "{}", case.id);
        }
    }

    #[test]
    fn m10_every_urgent_patient_of_a_hospital_has_a_reason_an_act_and_a_check(hour in hour(), cases in hospital()) {
        let list = rank(&BAG, &hour.circumstances(), &cases, &[]);
        prop_assert_eq!(list.len(), cases.len());
        let ids: BTreeSet<&str> = list.iter().map(|one| one.id.as_str()).collect();
        prop_assert_eq!(ids.len(), cases.len());
        for one in list.iter().filter(|one| one.tier <= Tier::P2) {
            prop_assert!(!one.reason.is_empty() && !one.act.is_empty() && !one.act_short.is_empty());
            prop_assert!(one.recheck_min == 15 || one.recheck_min == 60);
            prop_assert!(one.needs.iter().all(|need| need.text.ends_with('.')));
        }
    }

    #[test]
    fn m11_unknown_ranks_as_suspect_for_everybody(hour in hour(), cases in hospital(), system in system()) {
        let with = |integrity| {
            let mut then = hour.clone();
            then.own.entry(system.clone()).or_insert(State::SOUND).integrity = integrity;
            then.circumstances()
        };
        prop_assert_eq!(keys(&with(Integrity::Unknown), &cases), keys(&with(Integrity::Suspect), &cases));
    }

    #[test]
    fn a_patient_whom_nothing_touches_or_everything_covers_is_never_p1_by_a_need(hour in hour(), cases in hospital()) {
        let circumstances = hour.circumstances();
        let rules = Rules::new(&BAG, &circumstances);
        for entry in rank_keys(&rules, &cases, &[]) {
            let need = entry.placed.key.need;
            let untouched = reach_of(&rules, entry.case).iter().all(|code| !circumstances.states.contains_key(code));
            if untouched && entry.case.acuity != (Acuity::Band { band: battlebag_census::AcuityBand::High }) {
                let held = [Floor::Emergency, Floor::EmergencyFailing, Floor::FailingPhysiology];
                let by_floor = |floor| need == NeedKey::held_by(need.tier, floor);
                prop_assert!(need == NeedKey::NONE || held.into_iter().any(by_floor), "{need:?}");
            }
            prop_assert!(need.help != Help::Running || need.tier >= Tier::P3);
        }
    }
}
