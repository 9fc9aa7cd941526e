//! The rule, compiled once for a bag and the circumstances of the hour, and then asked for patient after patient.
//!
//! A hospital has a few hundred distinct pairs of profile and reserve, and thousands of patients: each pair is worked
//! out once here, so that a list after a system change costs little more than looking up and sorting.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use battlebag_bag::{AddedNeeds, Bag, Fallback, Need, Profile, ProfileCode, SystemCode};

use crate::acuity::{Reserve, Surroundings};
use crate::assess::{Assessed, Patient, TouchedNeed};
use crate::case::{Acuity, Case, Circumstances};
use crate::instances::Condition;
use crate::key::{Help, NeedKey, PatientKey};
use crate::pathway::{self, Step};
use crate::ranked::{Floor, Standing};
use crate::reason::HeldBy;
use crate::state::Availability;
use crate::tier::Tier;
use crate::touched::Touched;

/// Profile added to everybody in a bed.
pub const INPATIENT_BASE: &str = "inpatient_base";

/// Where a set of needs comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Origin<'a> {
    /// A dependence profile.
    Profile(&'a Profile),
    /// Needs that cut across the profiles.
    Added(&'a AddedNeeds),
}

/// A profile, or a set of added needs, under the circumstances.
#[derive(Debug)]
pub(crate) struct Unit<'a> {
    /// Where it comes from.
    pub origin: Origin<'a>,
    /// The needs that the incident touches.
    pub touched: Vec<Touched<'a>>,
    /// For an emergency: each step of its pathway.
    pathway: Vec<Step<'a>>,
    /// Units of added needs that it brings.
    brings: Vec<usize>,
    /// Outcome for each reserve and for "acted on a suspect result", when nothing runs yet for the patient.
    outcomes: [[Outcome; 2]; Reserve::ALL.len()],
}

/// Urgency of a unit for one class of patient.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own, none a state
struct Outcome {
    /// Most urgent need.
    first: Option<NeedKey>,
    /// Needs at each tier, P1 first.
    at_tier: [u32; 4],
    /// Two unknowns.
    two_unknowns: bool,
    /// A touched need for which no work-around runs yet.
    uncovered: bool,
    /// The same, of severity 4.
    grave_uncovered: bool,
    /// A profile says that nobody stands at the bed all the time.
    unwatched: bool,
}

/// The rule for one bag under one set of circumstances.
#[derive(Debug)]
pub struct Rules<'a> {
    /// The content.
    pub bag: &'a Bag,
    /// The hour.
    pub circumstances: &'a Circumstances,
    /// The units under the states that serve each group of wards ([`crate::instances::Places::group`]).
    groups: Vec<Vec<Unit<'a>>>,
    by_code: HashMap<&'a str, usize>,
    /// Added needs that physiology brings, with the NEWS2 from which.
    by_news2: Vec<(u8, usize)>,
}

/// A patient's place before anything is said about it.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// Sort key; its tier is the computed one, until a clinician's word replaces it.
    pub key: PatientKey<'a>,
    /// Tier that the method computed.
    pub computed: Tier,
    /// Something that broke touches the patient, or a floor holds the tier up.
    pub affected: bool,
}

impl<'a> Rules<'a> {
    /// Compiles the bag for the circumstances.
    pub fn new(bag: &'a Bag, circumstances: &'a Circumstances) -> Self {
        let origins = || {
            let profiles = bag.profiles.values().map(Origin::Profile);
            profiles.chain(bag.cross_cutting.added.iter().map(Origin::Added))
        };
        let by_code = origins()
            .enumerate()
            .map(|(index, origin)| (origin.code().as_str(), index))
            .collect();
        let mut rules = Self {
            bag,
            circumstances,
            groups: vec![],
            by_code,
            by_news2: vec![],
        };
        rules.groups = (0..circumstances.places.groups())
            .map(|group| origins().map(|origin| rules.compile(group, origin)).collect())
            .collect();
        for added in &bag.cross_cutting.added {
            let Some(&index) = rules.by_code.get(added.code.as_str()) else {
                continue;
            };
            if let Some(news2_from) = added.news2_from {
                rules.by_news2.push((news2_from, index));
            }
            for code in &added.profiles {
                let carrier = rules.by_code.get(code.as_str()).copied();
                for units in &mut rules.groups {
                    if let Some(unit) = carrier.and_then(|carrier| units.get_mut(carrier)) {
                        unit.brings.push(index);
                    }
                }
            }
        }
        rules
    }

    /// The conditions, none of them sound, in which a class serves a group of wards, and whether any of them will do.
    fn conditions(&self, group: usize, class: &SystemCode) -> (bool, Vec<Condition>) {
        if let Some(supply) = self.circumstances.places.supply_in(group, class) {
            return (supply.any_will_do, supply.conditions.clone());
        }
        let state = self
            .circumstances
            .states
            .get(class)
            .filter(|state| !state.is_sound());
        let only = state.map(|&state| Condition {
            state,
            presumed_lost: self.circumstances.presumed_lost.contains(class),
            by_data_only: self.circumstances.doubted_by_data.contains(class),
            restoration_h: self.circumstances.restoration_h.get(class).copied(),
        });
        (false, only.into_iter().collect())
    }

    /// A class can be had in a group of wards: one that serves there is sound.
    fn can_be_had(&self, group: usize, class: &SystemCode) -> bool {
        match self.circumstances.places.supply_in(group, class) {
            Some(supply) => supply.some_sound,
            None => self
                .circumstances
                .states
                .get(class)
                .is_none_or(|state| state.is_sound()),
        }
    }

    /// It works, and is doubted for nothing but what it takes data from.
    fn doubted_by_data_alone(&self, group: usize, class: &SystemCode) -> bool {
        let (_, conditions) = self.conditions(group, class);
        let works = |c: &Condition| c.by_data_only && c.state.availability == Availability::Available;
        !conditions.is_empty() && conditions.iter().all(works)
    }

    /// Systems that broke and that a need of the patient hangs on.
    pub fn touched_systems(&self, case: &Case) -> BTreeSet<&'a SystemCode> {
        let units = self.units_of(case).into_iter();
        units
            .flat_map(|unit| unit.touched.iter().map(|touched| &touched.need().system))
            .collect()
    }

    /// A class serves a ward as it does under other circumstances.
    pub(crate) fn stands_as(&self, other: &Self, ward: &str, class: &SystemCode) -> bool {
        let of = |rules: &Self| {
            let group = rules.circumstances.places.group(ward);
            (rules.conditions(group, class), rules.can_be_had(group, class))
        };
        of(self) == of(other)
    }

    /// How far a fallback can be relied on tonight for a patient, before asking whether it already runs for them.
    pub fn standing(&self, fallback: &Fallback, case: &Case) -> Standing {
        self.standing_in(self.circumstances.places.group(&case.ward), fallback)
    }

    fn standing_in(&self, group: usize, fallback: &Fallback) -> Standing {
        let confirmed = self.circumstances.confirmed.contains(&fallback.id);
        let usable = |class: &SystemCode| {
            // Nobody saw anything wrong with it itself, only with what it takes data from, and somebody stood at it tonight and
            // confirmed it: a ward's gas analyser while the laboratory's computer lies.
            self.can_be_had(group, class) || (confirmed && self.doubted_by_data_alone(group, class))
        };
        if !fallback.needs.iter().all(usable) {
            Standing::Blocked
        } else if confirmed {
            Standing::Confirmed
        } else if fallback.assumed && self.circumstances.bag_in_date {
            Standing::Assumed
        } else {
            Standing::NotConfirmed
        }
    }

    fn ways(&self, group: usize, need: &'a Need) -> Vec<(&'a Fallback, Standing)> {
        let known = need.fallbacks.iter().filter_map(|id| self.bag.fallbacks.get(id));
        known
            .map(|fallback| (fallback, self.standing_in(group, fallback)))
            .collect()
    }

    fn compile(&self, group: usize, origin: Origin<'a>) -> Unit<'a> {
        let needs = origin.needs().iter();
        let touched: Vec<_> = needs
            .filter_map(|need| self.touched(group, origin, need))
            .collect();
        let pathway = if origin.is_emergency() {
            self.pathway(group, origin.needs())
        } else {
            vec![]
        };
        let nothing_running = BTreeSet::new();
        let outcome = |reserve, acted| {
            let patient = Patient {
                reserve,
                acted,
                running: &nothing_running,
            };
            Outcome::of(touched.iter().map(|need| need.assess(patient).1))
        };
        let outcomes = Reserve::ALL.map(|reserve| [outcome(reserve, false), outcome(reserve, true)]);
        Unit {
            origin,
            touched,
            pathway,
            brings: vec![],
            outcomes,
        }
    }

    /// A need in every condition of its class in a group of wards; none when the incident does not touch it.
    fn touched(&self, group: usize, origin: Origin<'_>, need: &'a Need) -> Option<Touched<'a>> {
        let (any_will_do, conditions) = self.conditions(group, &need.system);
        let mut each = conditions.into_iter().map(|condition| TouchedNeed {
            need,
            state: condition.state,
            presumed_lost: condition.presumed_lost,
            ways: self.ways(group, need),
            restoration_h: condition.restoration_h,
            by_data_only: condition.by_data_only,
            connected: self.bag.cross_cutting.connected.contains(&need.system),
            issuer: self.bag.cross_cutting.issuers.contains(&need.system),
            two_unknowns_from: self.two_unknowns_from(origin, need),
        });
        Some(Touched {
            any_will_do,
            first: each.next()?,
            rest: each.collect(),
        })
    }

    /// Severity from which "nobody vouches for the pump" and "no observations" together make a need P1.
    fn two_unknowns_from(&self, origin: Origin<'_>, need: &Need) -> Option<u8> {
        let content = &self.bag.cross_cutting;
        let also = content.two_unknowns_also.contains(origin.code());
        content
            .two_unknowns
            .contains(&need.system)
            .then_some(if also { 3 } else { 4 })
    }

    /// The steps of an emergency's pathway, with the usable full ways of each.
    fn pathway(&self, group: usize, needs: &'a [Need]) -> Vec<Step<'a>> {
        let usable = |(fallback, standing): (&'a Fallback, Standing)| {
            let full = fallback.kind == battlebag_bag::FallbackKind::Full;
            (full && standing != Standing::Blocked).then_some(fallback)
        };
        needs
            .iter()
            .map(|need| Step {
                ways: self.ways(group, need).into_iter().filter_map(usable).collect(),
            })
            .collect()
    }

    /// The units of a patient, each once: profiles, what they bring, and what physiology brings.
    pub(crate) fn units_of(&self, case: &Case) -> Vec<&Unit<'a>> {
        let mut indices = Vec::with_capacity(case.profiles.len() + 4);
        let units = self.units_for(case);
        self.unit_indices(units, case, &mut indices);
        indices.into_iter().filter_map(|index| units.get(index)).collect()
    }

    /// The units under the states that serve this patient's ward.
    fn units_for(&self, case: &Case) -> &[Unit<'a>] {
        let group = self.circumstances.places.group(&case.ward);
        self.groups.get(group).map_or(&[], Vec::as_slice)
    }

    /// Every need of a patient, touched or not: what they depend on.
    pub fn needs_of(&self, case: &Case) -> impl Iterator<Item = &'a Need> {
        self.units_of(case)
            .into_iter()
            .flat_map(|unit| unit.origin.needs())
    }

    fn unit_indices(&self, units: &[Unit<'a>], case: &Case, indices: &mut Vec<usize>) {
        indices.clear();
        let base = case.inpatient.then_some(INPATIENT_BASE);
        for code in case.profiles.iter().map(ProfileCode::as_str).chain(base) {
            let Some(&index) = self.by_code.get(code) else {
                continue;
            };
            indices.push(index);
            indices.extend(
                units
                    .get(index)
                    .map(|unit| unit.brings.iter().copied())
                    .into_iter()
                    .flatten()
                    .filter(|&brought| units.get(brought).is_some_and(|unit| unit.origin.comes_to(case))),
            );
        }
        let brought = self
            .by_news2
            .iter()
            // At home there is no bell, no cabinet and no emergency team to be called to the bed.
            .filter(|(from, _)| case.inpatient && case.acuity.brings_from(*from));
        indices.extend(brought.map(|&(_, index)| index));
        indices.sort_unstable();
        indices.dedup();
    }

    /// Codes of a case that the bag does not know, beside those that the matching already set aside.
    pub fn unknown_codes<'c>(&self, case: &'c Case) -> impl Iterator<Item = &'c ProfileCode> {
        case.profiles
            .iter()
            .filter(|code| !self.by_code.contains_key(code.as_str()))
    }

    /// Tier and place of one patient.
    pub fn place<'c>(&self, case: &'c Case) -> Placed<'c> {
        let mut outcome = Outcome::default();
        let mut floors: [Option<(Tier, Floor)>; 4] = [None; 4];
        let [physiology, emergency, urgent, profile] = &mut floors;
        let patient = self.patient(case);
        let mut indices = Vec::with_capacity(8);
        let units = self.units_for(case);
        self.unit_indices(units, case, &mut indices);
        for unit in indices.iter().filter_map(|&index| units.get(index)) {
            outcome.add(&unit.outcome(patient));
            *urgent = urgent.or_else(|| unit.origin.urgent_floor());
            if unit.origin.is_emergency() {
                let floor = pathway::floor(&unit.pathway, patient);
                *emergency = Some(emergency.map_or(floor, |before| before.min(floor)));
            }
        }
        *physiology = case.acuity.floor(outcome.around(case));
        *profile = self.profile_floor(case).map(|tier| (tier, Floor::NotProfiled));
        let held = floors.into_iter().flatten();
        let floor = held.clone().map(|(tier, _)| tier).min().unwrap_or(Tier::P4);
        let tier = outcome.first.map_or(floor, |need| need.tier.min(floor));
        let need = held
            .map(|(tier, floor)| NeedKey::held_by(tier, floor))
            .chain(outcome.first)
            .min()
            .unwrap_or(NeedKey::NONE);
        Placed {
            key: PatientKey {
                tier,
                need,
                pressing: Reverse(outcome.at_or_above(tier)),
                news2: Reverse(case.acuity.for_ordering()),
                vulnerable: Reverse(case.vulnerable),
                place: &case.place,
                id: &case.id,
            },
            computed: tier,
            affected: outcome.first.is_some() || tier != Tier::P4,
        }
    }

    /// The tier if these systems were sound and nothing else had changed, ways round them included.
    pub fn tier_without(&self, case: &Case, systems: &BTreeSet<&SystemCode>) -> Tier {
        let patient = self.patient(case);
        let floors = self.floors_of(case);
        let floor = floors
            .iter()
            .filter(|(_, floor)| *floor != Floor::TwoUnknowns)
            .map(|(tier, _)| *tier)
            .min();
        let units = self.units_of(case).into_iter();
        units
            .flat_map(|unit| unit.assessed(patient))
            .filter(|(touched, _)| !systems.contains(&touched.need.system))
            .map(|(_, assessed)| assessed.key.tier)
            .chain(floor)
            .min()
            .unwrap_or(Tier::P4)
    }

    /// What of a patient changes the times of a need.
    pub fn patient<'c>(&self, case: &'c Case) -> Patient<'c> {
        Patient {
            reserve: case.acuity.reserve(),
            acted: case.acted_on_suspect,
            running: &case.running,
        }
    }

    /// At least P3 when nothing matched, or something did not. P2 for somebody of whom nothing is written and whom nobody has
    /// scored: two unknowns together (facts §3.9).
    fn profile_floor(&self, case: &Case) -> Option<Tier> {
        let nothing_written = case.profiles.is_empty() && case.unprofiled.is_empty();
        if nothing_written && case.acuity == Acuity::Missing {
            return Some(Tier::P2);
        }
        let unmatched = case.profiles.is_empty()
            || !case.unprofiled.is_empty()
            || self.unknown_codes(case).next().is_some();
        unmatched.then_some(Tier::P3)
    }

    /// The emergency of a patient, and what of theirs cannot wait: the first of each by code.
    pub fn held_by(&self, case: &Case) -> HeldBy<'a> {
        let mut by = HeldBy::default();
        for unit in self.units_of(case) {
            let Origin::Profile(profile) = unit.origin else {
                continue;
            };
            by.emergency = by.emergency.or(profile.emergency.then_some(profile));
            by.urgent = by.urgent.or(profile.urgent.then_some(profile));
        }
        by
    }

    /// The floors that hold a patient's tier at `tier`, most urgent reason first.
    pub fn floors_of(&self, case: &Case) -> Vec<(Tier, Floor)> {
        let patient = self.patient(case);
        let units = self.units_of(case);
        let mut outcome = Outcome::default();
        for unit in &units {
            outcome.add(&unit.outcome(patient));
        }
        let mut floors: Vec<(Tier, Floor)> = case.acuity.floor(outcome.around(case)).into_iter().collect();
        for unit in units {
            if unit.origin.is_emergency() {
                floors.push(pathway::floor(&unit.pathway, patient));
            }
            floors.extend(unit.origin.urgent_floor());
            if unit.outcome(patient).two_unknowns {
                floors.push((Tier::P1, Floor::TwoUnknowns));
            }
        }
        floors.extend(self.profile_floor(case).map(|tier| (tier, Floor::NotProfiled)));
        floors.sort_unstable();
        floors.dedup();
        floors
    }
}

impl<'a> Unit<'a> {
    fn outcome(&self, patient: Patient<'_>) -> Outcome {
        let of_needs = if patient.running.is_empty() {
            let class = self.outcomes.get(patient.reserve as usize);
            class
                .and_then(|pair| pair.get(usize::from(patient.acted)))
                .copied()
                .unwrap_or_default()
        } else {
            Outcome::of(self.touched.iter().map(|need| need.assess(patient).1))
        };
        Outcome {
            unwatched: self.origin.is_unwatched(),
            ..of_needs
        }
    }

    /// Each touched need with its times for a patient.
    pub fn assessed(&self, patient: Patient<'_>) -> impl Iterator<Item = (&TouchedNeed<'a>, Assessed<'a>)> {
        self.touched.iter().map(move |need| need.assess(patient))
    }
}

impl<'a> Origin<'a> {
    /// Code of the profile or of the added needs.
    pub fn code(self) -> &'a ProfileCode {
        match self {
            Self::Profile(profile) => &profile.code,
            Self::Added(added) => &added.code,
        }
    }

    /// The needs.
    pub fn needs(self) -> &'a [Need] {
        match self {
            Self::Profile(profile) => &profile.needs,
            Self::Added(added) => &added.needs,
        }
    }

    /// Whether it comes to a patient who has a profile that brings it.
    fn comes_to(self, case: &Case) -> bool {
        match self {
            Self::Profile(_) => true,
            Self::Added(added) => {
                added.with.is_empty() || added.with.iter().any(|code| case.profiles.contains(code))
            }
        }
    }

    /// An emergency in its own right.
    pub fn is_emergency(self) -> bool {
        matches!(self, Self::Profile(profile) if profile.emergency)
    }

    /// No nurse stands at this bed all the time, although acuity is a band.
    fn is_unwatched(self) -> bool {
        matches!(self, Self::Profile(profile) if profile.unwatched)
    }

    /// At least P3 for what cannot wait for the next round on any day.
    fn urgent_floor(self) -> Option<(Tier, Floor)> {
        matches!(self, Self::Profile(profile) if profile.urgent).then_some((Tier::P3, Floor::Urgent))
    }
}

impl Outcome {
    fn of<'a>(assessed: impl Iterator<Item = Assessed<'a>>) -> Self {
        let mut outcome = Self::default();
        for need in assessed {
            outcome.first = Some(outcome.first.map_or(need.key, |first| first.min(need.key)));
            if let Some(count) = outcome.at_tier.get_mut(need.key.tier as usize) {
                *count += 1;
            }
            outcome.two_unknowns |= need.two_unknowns;
            outcome.uncovered |= need.key.help != Help::Running;
            outcome.grave_uncovered |= need.key.help != Help::Running && need.key.is_grave();
        }
        outcome
    }

    fn add(&mut self, other: &Self) {
        self.first = match (self.first, other.first) {
            (Some(mine), Some(theirs)) => Some(mine.min(theirs)),
            (mine, theirs) => mine.or(theirs),
        };
        for (mine, theirs) in self.at_tier.iter_mut().zip(other.at_tier) {
            *mine += theirs;
        }
        self.two_unknowns |= other.two_unknowns;
        self.uncovered |= other.uncovered;
        self.grave_uncovered |= other.grave_uncovered;
        self.unwatched |= other.unwatched;
    }

    /// What bears on the floor of physiology.
    fn around(&self, case: &Case) -> Surroundings {
        Surroundings {
            uncovered: self.uncovered,
            grave_uncovered: self.grave_uncovered,
            attended: !case.running.is_empty(),
            unwatched: self.unwatched,
            inpatient: case.inpatient,
        }
    }

    fn at_or_above(&self, tier: Tier) -> u32 {
        self.at_tier.iter().take(tier as usize + 1).sum()
    }
}
