//! What a clinician says against the computed tier: raised at once, lowered with a reason and for a time.

use std::collections::{BTreeMap, BTreeSet};

use battlebag_bag::{FallbackId, ProfileCode, SystemCode};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::assess::running_or;
use crate::case::{Acuity, Case};
use crate::ranked::Standing;
use crate::rules::Rules;
use crate::state::State;
use crate::tier::Tier;

/// Which way an override goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More urgent: any registered clinician, no reason needed, wins at once.
    Raise,
    /// Less urgent: reason, name and role; a second person for a P1; lapses.
    Lower,
}

/// An override as it stands in the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Override {
    /// Patient key.
    pub patient: String,
    /// Which way.
    pub direction: Direction,
    /// The clinician's tier.
    pub to: Tier,
    /// Who.
    pub by: String,
    /// The role they held.
    pub role: String,
    /// Why; may be empty for a raise.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The second person, for lowering a P1.
    pub second_person: Option<String>,
    /// When a lowering ends by itself; a raise does not end by itself.
    pub lapses_at: Option<DateTime<Utc>>,
    /// What the method knew of this patient at that moment.
    pub inputs_fingerprint: Inputs,
}

/// How long a lowering holds: the time in which somebody must look again anyway, by the more urgent of the tier that was
/// shown and the one that was computed. A raise that is lowered is looked at as soon as what it was raised to.
pub fn lowering_holds(shown: Tier, computed: Tier) -> Duration {
    Duration::minutes(i64::from(shown.min(computed).recheck_min()))
}

impl Override {
    /// It has not yet ended by time. Whether an input has worsened is looked at when the list is made.
    pub fn holds_at(&self, now: DateTime<Utc>) -> bool {
        self.lapses_at.is_none_or(|lapses_at| now < lapses_at)
    }
}

/// Those that have not ended by time at `now`: what to hand to [`crate::rank`].
pub fn in_force(overrides: &[Override], now: DateTime<Utc>) -> Vec<Override> {
    overrides
        .iter()
        .filter(|one| one.holds_at(now))
        .cloned()
        .collect()
}

/// A tier after a clinician's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// Tier to show.
    pub tier: Tier,
    /// A raise holds it up.
    pub raised: bool,
    /// A lowering holds it down.
    pub lowered: bool,
}

/// The tier to show for a patient: the computed one, unless somebody raised or lowered it and that still stands.
///
/// A raise stands until a clinician lowers it, and stands again when that lowering lapses. A lowering stands while no
/// input is worse than when it was signed. `overrides` are those of this patient, unlapsed by time, in any order.
pub fn decide(computed: Tier, now: &Inputs, overrides: &[&Override]) -> Decided {
    let lowering = overrides
        .iter()
        .filter(|one| one.direction == Direction::Lower && !now.is_worse_than(&one.inputs_fingerprint))
        .max_by_key(|one| (one.at, std::cmp::Reverse(one.to)));
    let raise = overrides
        .iter()
        .filter(|one| one.direction == Direction::Raise)
        .filter(|one| lowering.is_none_or(|lower| one.at >= lower.at))
        .map(|one| one.to)
        .min();
    if let Some(to) = raise {
        // A raise that came after a lowering ends it.
        return Decided {
            tier: computed.min(to),
            raised: to < computed,
            lowered: false,
        };
    }
    match lowering {
        Some(lower) => {
            let tier = computed.max(lower.to);
            Decided {
                tier,
                raised: false,
                lowered: tier != computed,
            }
        }
        None => Decided {
            tier: computed,
            raised: false,
            lowered: false,
        },
    }
}

/// Everything the method looked at for one patient, in a form that can be compared later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inputs {
    /// Reserve.
    pub acuity: Acuity,
    /// Profiles, and codes that the bag does not know.
    pub codes: BTreeSet<String>,
    /// Nothing at all matched.
    pub no_profile: bool,
    /// A decision was taken on a suspect result.
    pub acted_on_suspect: bool,
    /// Newborn, child, pregnant, or cannot call for help.
    pub vulnerable: bool,
    /// State of each system that a need of the patient, or a way round it, hangs on; sound ones left out.
    pub states: BTreeMap<SystemCode, State>,
    /// Of those, the ones that are doubted only because they take data from one that must not be believed.
    #[serde(default)]
    pub doubted_by_data: BTreeSet<SystemCode>,
    /// Ways round that count: running, confirmed or assumed.
    pub ways: BTreeMap<FallbackId, Standing>,
    /// Signed hours to restoration for those systems.
    pub restoration_h: BTreeMap<SystemCode, f64>,
}

impl Inputs {
    /// The inputs of a patient now.
    pub fn of(rules: &Rules<'_>, case: &Case) -> Self {
        let mut inputs = Self {
            acuity: case.acuity,
            codes: case
                .profiles
                .iter()
                .map(ProfileCode::to_string)
                .chain(case.unprofiled.iter().cloned())
                .collect(),
            no_profile: case.profiles.is_empty(),
            acted_on_suspect: case.acted_on_suspect,
            vulnerable: case.vulnerable,
            states: BTreeMap::new(),
            doubted_by_data: BTreeSet::new(),
            ways: BTreeMap::new(),
            restoration_h: BTreeMap::new(),
        };
        for need in rules.needs_of(case) {
            inputs.look_at(rules, case, &need.system);
            for fallback in need.fallbacks.iter().filter_map(|id| rules.bag.fallbacks.get(id)) {
                fallback
                    .needs
                    .iter()
                    .for_each(|system| inputs.look_at(rules, case, system));
                let standing = running_or(fallback, rules.standing(fallback, case), &case.running);
                if !matches!(standing, Standing::NotConfirmed | Standing::Blocked) {
                    inputs.ways.insert(fallback.id.clone(), standing);
                }
            }
        }
        inputs
    }

    /// States of a class for a patient; where it has instances, of each that serves them, as `CLASS/instance`.
    fn look_at(&mut self, rules: &Rules<'_>, case: &Case, system: &SystemCode) {
        let circumstances = rules.circumstances;
        for (id, condition) in circumstances.places.unsound(&case.ward, system) {
            let key = SystemCode(format!("{system}/{id}"));
            if let Some(hours) = condition.restoration_h {
                self.restoration_h.insert(key.clone(), hours);
            }
            if condition.by_data_only {
                self.doubted_by_data.insert(key.clone());
            }
            self.states.insert(key, condition.state);
        }
        if let Some(state) = circumstances.states.get(system).filter(|state| !state.is_sound()) {
            self.states.insert(system.clone(), *state);
            if rules.circumstances.doubted_by_data.contains(system) {
                self.doubted_by_data.insert(system.clone());
            }
        }
        if let Some(hours) = circumstances.restoration_h.get(system) {
            self.restoration_h.insert(system.clone(), *hours);
        }
    }

    /// Anything at all is worse than it was then: then a lowering no longer stands.
    pub fn is_worse_than(&self, then: &Self) -> bool {
        let state_worse = self.states.iter().any(|(code, state)| {
            !then
                .states
                .get(code)
                .copied()
                .unwrap_or(State::SOUND)
                .at_least_as_bad_as(*state)
        });
        let doubt_closer = then
            .doubted_by_data
            .iter()
            .any(|code| self.states.contains_key(code) && !self.doubted_by_data.contains(code));
        let way_lost = then
            .ways
            .iter()
            .any(|(id, was)| self.ways.get(id).is_none_or(|is| is > was));
        let later = then
            .restoration_h
            .iter()
            // An estimate for a system that is back again is over, and that is no worse.
            .filter(|(code, _)| self.states.contains_key(*code))
            .any(|(code, was)| self.restoration_h.get(code).is_none_or(|is| is > was));
        state_worse
            || doubt_closer
            || way_lost
            || later
            || self.acuity.is_worse_than(then.acuity)
            || !self.codes.is_subset(&then.codes)
            || (self.no_profile && !then.no_profile)
            || (self.acted_on_suspect && !then.acted_on_suspect)
            || (self.vulnerable && !then.vulnerable)
    }
}

/// A clinician has looked and agrees: name and time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Patient key.
    pub patient: String,
    /// The tier that was on the list.
    pub tier: Tier,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Confirmation {
    /// It still answers for the patient: the tier has not become more urgent and the re-check is not yet due.
    pub fn answers(&self, shown: Tier, now: DateTime<Utc>) -> bool {
        shown >= self.tier && now < self.at + Duration::minutes(i64::from(shown.recheck_min()))
    }
}
