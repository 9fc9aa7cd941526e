//! From a place in the list to the whole answer: needs with their numbers, reason, act, what would lower the tier.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use battlebag_bag::{FallbackId, FallbackKind, NeedRole, ProfileCode, SystemCode};

use crate::assess::{Assessed, TouchedNeed, running_or};
use crate::case::{Acuity, Case};
use crate::instances::{Condition, Met};
use crate::key::NeedKey;
use crate::overrides::Decided;
use crate::ranked::{Floor, NeedAssessed, OtherWay, Ranked, Standing};
use crate::reason::{self, Told};
use crate::rules::{Origin, Placed, Rules, Unit};
use crate::tier::Tier;
use crate::words::list;

/// Everything about one patient. `rank` is their place, from 1.
pub fn explain(rules: &Rules<'_>, case: &Case, placed: &Placed<'_>, decided: Decided, rank: u32) -> Ranked {
    let computed = placed.computed;
    let shown = decided.tier;
    let told = tell(rules, case);
    let floors = rules.floors_of(case);
    let by = rules.held_by(case);
    let (act, act_short) = reason::act(&told, &floors, computed);
    let mut held: Vec<Floor> = floors.iter().map(|(_, floor)| *floor).collect();
    held.extend(decided.raised.then_some(Floor::Raised));
    Ranked {
        id: case.id.clone(),
        tier: shown,
        computed,
        affected: placed.affected || shown != Tier::P4,
        rank,
        floors: held,
        reason: reason::reason(case, &told, (&floors, by), computed, shown),
        reason_short: reason::reason_short(case, &told, (&floors, by), computed),
        lowered_when: lowered_when(rules, case, &told, &floors, computed),
        act,
        act_short,
        call_now: call_now(rules, case, &told),
        recheck_min: shown.recheck_min(),
        slack_h: told.first().map(|told| told.need.slack_h),
        unprofiled: unprofiled(rules, case),
        needs: told.into_iter().map(|told| told.need).collect(),
    }
}

/// Codes that the bag does not know, set aside by the matching or met here.
fn unprofiled(rules: &Rules<'_>, case: &Case) -> Vec<String> {
    let met = rules.unknown_codes(case).map(ProfileCode::to_string);
    case.unprofiled.iter().cloned().chain(met).collect()
}

/// The touched needs, most urgent first. Where several profiles bring the same added need, it is told once.
fn tell<'a>(rules: &Rules<'a>, case: &Case) -> Vec<Told<'a>> {
    let patient = rules.patient(case);
    let mut told: Vec<(NeedKey, Told<'a>)> = vec![];
    for unit in rules.units_of(case) {
        for (touched, assessed) in unit.assessed(patient) {
            told.push((assessed.key, tell_one(rules, case, unit, touched, &assessed)));
        }
    }
    told.sort_by(|(key, one), (other_key, other)| {
        let by = |told: &Told<'_>| {
            (
                told.need.profile.clone(),
                told.need.system.clone(),
                told.need.what.clone(),
            )
        };
        key.cmp(other_key).then_with(|| by(one).cmp(&by(other)))
    });
    let mut alarms = BTreeSet::new();
    told.into_iter()
        .map(|(_, told)| told)
        .filter(|told| told.need.role != NeedRole::Alarm || alarms.insert(told.need.system.clone()))
        .collect()
}

fn tell_one<'a>(
    rules: &Rules<'a>,
    case: &Case,
    unit: &Unit<'a>,
    touched: &TouchedNeed<'a>,
    assessed: &Assessed<'a>,
) -> Told<'a> {
    let need = touched.need;
    let (profile, name, short) = bearer(rules, case, unit.origin);
    let (act, act_short) = match unit.origin {
        Origin::Profile(profile) => (profile.act.as_str(), profile.act_short.as_str()),
        Origin::Added(added) => (added.act.as_str(), added.act_short.as_str()),
    };
    let spoken = rules
        .bag
        .systems
        .get(&need.system)
        .map_or_else(|| need.system.to_string(), |class| class.spoken.clone());
    let met = met(rules, case, touched);
    let mut told = Told {
        need: NeedAssessed {
            profile: profile.clone(),
            system: need.system.clone(),
            instance: met.id,
            instance_name: met.name,
            said: met.said,
            state: touched.state,
            role: need.role,
            what: need.what.clone(),
            every: need.every.clone(),
            severity: need.severity,
            irreversible: need.irreversible,
            clock_h: assessed.clock_h,
            lead_h: assessed.lead_h,
            slack_h: assessed.slack_h,
            other_way: assessed
                .way
                .map(|(fallback, standing)| other_way(fallback, standing)),
            not_counted: not_counted(touched, assessed, &case.running),
            tier: assessed.key.tier,
            presumed_lost: touched.presumed_lost,
            relieved: assessed.relieved,
            text: String::new(),
        },
        name,
        short,
        act,
        act_short,
        spoken,
        acted_on: case.acted_on_suspect
            && (touched.decides_once() || need.role == NeedRole::Monitoring)
            && touched.state.is_doubted(),
        by_data_only: touched.by_data_only,
    };
    told.need.text = reason::need_text(&told);
    told
}

/// The instance that the need met, or who spoke of the class as a whole.
fn met(rules: &Rules<'_>, case: &Case, touched: &TouchedNeed<'_>) -> Met {
    let class = &touched.need.system;
    let circumstances = rules.circumstances;
    let condition = Condition {
        state: touched.state,
        presumed_lost: touched.presumed_lost,
        by_data_only: touched.by_data_only,
        restoration_h: touched.restoration_h,
    };
    let of_class = || Met {
        said: circumstances.said.get(class).cloned().unwrap_or_default(),
        ..Met::default()
    };
    circumstances
        .places
        .met(&case.ward, class, condition)
        .unwrap_or_else(of_class)
}

/// Whose need it is: the profile itself, the profile that brings it, or failing physiology.
fn bearer<'a>(rules: &Rules<'a>, case: &Case, origin: Origin<'a>) -> (&'a ProfileCode, &'a str, &'a str) {
    match origin {
        Origin::Profile(profile) => (&profile.code, &profile.name, &profile.short),
        Origin::Added(added) => {
            let carrier = added
                .profiles
                .iter()
                .filter(|code| case.profiles.contains(code))
                .find_map(|code| rules.bag.profiles.get(code));
            carrier.map_or(
                (&added.code, added.name.as_str(), added.short.as_str()),
                |profile| (&profile.code, profile.name.as_str(), profile.short.as_str()),
            )
        }
    }
}

fn other_way(fallback: &battlebag_bag::Fallback, standing: Standing) -> OtherWay {
    OtherWay {
        id: fallback.id.clone(),
        name: fallback.short.clone(),
        full: fallback.kind == FallbackKind::Full,
        lead_h: fallback.lead_h,
        buys_h: fallback.buys_h,
        standing,
    }
}

/// Ways that do not count, or do not yet.
fn not_counted(
    touched: &TouchedNeed<'_>,
    assessed: &Assessed<'_>,
    running: &BTreeSet<FallbackId>,
) -> Vec<OtherWay> {
    touched
        .ways
        .iter()
        .map(|&(fallback, standing)| (fallback, running_or(fallback, standing, running)))
        .filter(|(fallback, standing)| {
            matches!(standing, Standing::NotConfirmed | Standing::Blocked)
                || (fallback.kind == FallbackKind::Partial && touched.bridge_is_off(*standing))
        })
        .filter(|(fallback, _)| assessed.way.is_none_or(|(way, _)| way.id != fallback.id))
        .map(|(fallback, standing)| other_way(fallback, standing))
        .collect()
}

/// One phone call that meets a touched need at once, if the bag names one: for the most urgent need that has one.
fn call_now(rules: &Rules<'_>, case: &Case, told: &[Told<'_>]) -> String {
    let calls = rules.bag.cross_cutting.call_now.iter();
    let for_them: Vec<_> = calls
        .filter(|call| case.profiles.contains(&call.profile))
        .filter(|call| !call.acted || case.acted_on_suspect)
        .filter(|call| !call.at_home || !case.inpatient)
        .collect();
    let meets = |told: &Told<'_>| {
        for_them
            .iter()
            .find(|call| call.systems.contains(&told.need.system))
    };
    told.iter()
        .find_map(meets)
        .map_or_else(String::new, |call| call.text.clone())
}

/// What would make the patient less urgent, in one sentence; empty for P4.
fn lowered_when(
    rules: &Rules<'_>,
    case: &Case,
    told: &[Told<'_>],
    floors: &[(Tier, Floor)],
    computed: Tier,
) -> String {
    if computed == Tier::P4 {
        return String::new();
    }
    let pressing: Vec<&Told<'_>> = told.iter().filter(|told| told.need.tier <= computed).collect();
    let mut calmer = case.clone();
    let mut names: Vec<String> = vec![];
    for told in &pressing {
        if let Some(fallback) = best_full_way(rules, case, told)
            && calmer.running.insert(fallback.id.clone())
        {
            names.push(fallback.short.clone());
        }
    }
    let tier = rules.place(&calmer).computed;
    if !names.is_empty() && tier > computed {
        return format!("Becomes {tier} once in place: {}.", list(&names));
    }
    lowered_by_return_or_facts(rules, case, &pressing, floors, computed)
}

/// The quickest full way of a need that hangs on nothing broken and does not run yet.
fn best_full_way<'a>(rules: &Rules<'a>, case: &Case, told: &Told<'_>) -> Option<&'a battlebag_bag::Fallback> {
    let need = &told.need;
    let needs = rules
        .units_of(case)
        .into_iter()
        .flat_map(|unit| unit.touched.iter());
    needs
        .filter(|touched| touched.need().system == need.system && touched.need().what == need.what)
        .flat_map(|touched| touched.ways().iter())
        .filter(|(fallback, standing)| fallback.kind == FallbackKind::Full && *standing != Standing::Blocked)
        .map(|(fallback, _)| *fallback)
        .min_by_key(|fallback| {
            (
                Reverse(case.running.contains(&fallback.id)),
                crate::key::Span::hours(fallback.lead_h),
            )
        })
        .filter(|fallback| !case.running.contains(&fallback.id))
}

/// Where no work-around is enough: the systems that must come back, or what must become known.
fn lowered_by_return_or_facts(
    rules: &Rules<'_>,
    case: &Case,
    pressing: &[&Told<'_>],
    floors: &[(Tier, Floor)],
    computed: Tier,
) -> String {
    let systems: BTreeSet<&SystemCode> = pressing.iter().map(|told| &told.need.system).collect();
    let spoken: BTreeSet<String> = pressing.iter().map(|told| told.system()).collect();
    let tier = rules.tier_without(case, &systems);
    if tier > computed {
        let names: Vec<String> = spoken.into_iter().collect();
        let (are, them) = if names.len() == 1 {
            ("is", "it")
        } else {
            ("are", "them")
        };
        return format!(
            "Becomes {tier} when the {} {are} back and somebody vouches for {them}.",
            list(&names)
        );
    }
    let what = match floors
        .iter()
        .find(|(tier, _)| *tier == computed)
        .map(|(_, floor)| *floor)
    {
        Some(Floor::FailingPhysiology | Floor::RaisedPhysiology)
            if matches!(case.acuity, Acuity::Band { .. }) =>
        {
            "the unit sets a lower acuity"
        }
        Some(Floor::FailingPhysiology) => "NEWS2 is below 7",
        Some(Floor::RaisedPhysiology) => "NEWS2 is below 5 and no single observation scores 3",
        Some(Floor::NoObservations) => "a full set of observations is on record",
        Some(Floor::NotProfiled) => "somebody has written down what the patient depends on",
        Some(Floor::Emergency) => "the emergency is over, or a senior who has walked the pathway lowers it",
        Some(Floor::EmergencyFailing) => "physiology is better, or the whole pathway runs on its fallbacks",
        Some(Floor::Urgent) => "the next step has happened",
        Some(Floor::TwoUnknowns) => "observations are on record or the drug runs on a checked driver",
        Some(Floor::Raised) | None => "a senior has looked and lowers it",
    };
    format!("Becomes less urgent when {what}.")
}
