//! What the method takes in: a patient reduced to needs and reserve, and the circumstances of the hour.

use std::collections::{BTreeMap, BTreeSet};

use battlebag_bag::{FallbackId, ProfileCode, SystemClass, SystemCode};
use battlebag_census::AcuityBand;
use serde::{Deserialize, Serialize};

use crate::instances::{Installed, Places, SystemRef, Word};
use crate::propagate::propagate;
use crate::state::State;

/// Physiological reserve as known. Missing data fails upward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Acuity {
    /// NEWS2, fresh enough to count.
    News2 {
        /// 0 to 20.
        score: u8,
        /// One parameter alone scores 3.
        single_three: bool,
        /// It rose since the set before.
        rising: bool,
    },
    /// A band where NEWS2 does not apply (child, pregnancy, intensive care, home).
    Band {
        /// The band.
        band: AcuityBand,
    },
    /// Not recorded, or older than its own re-check interval.
    Missing,
}

/// One patient as the method sees them. Never name, age, sex, nationality, payment or resuscitation status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Patient key, returned unchanged.
    pub id: String,
    /// Ward and bed in a form that sorts naturally: the last tie-breaker.
    pub place: String,
    /// Ward, as the register of instances names it; empty when it is not known.
    pub ward: String,
    /// Dependence profiles, without `inpatient_base`.
    pub profiles: Vec<ProfileCode>,
    /// Codes or problems that the bag does not know: floor P3 and "not profiled".
    pub unprofiled: Vec<String>,
    /// Reserve.
    pub acuity: Acuity,
    /// Full fallbacks already running for this patient.
    pub running: BTreeSet<FallbackId>,
    /// A decision was already taken on a result from the suspect period.
    pub acted_on_suspect: bool,
    /// Newborn, child, pregnant, or cannot call for help.
    pub vulnerable: bool,
    /// In a bed: `inpatient_base` is added.
    pub inpatient: bool,
}

/// The state of the hospital at the moment of ranking.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Circumstances {
    /// Effective state after propagation of each class that has no instances; one that is not listed is sound.
    pub states: BTreeMap<SystemCode, State>,
    /// Fallbacks confirmed on site.
    pub confirmed: BTreeSet<FallbackId>,
    /// The bag check is in date, so that fallbacks marked `assumed` count.
    pub bag_in_date: bool,
    /// Hours to restoration signed by the system's owner.
    pub restoration_h: BTreeMap<SystemCode, f64>,
    /// Systems that nobody declared down but that stand on one that is: presumed lost until somebody checks.
    pub presumed_lost: BTreeSet<SystemCode>,
    /// Systems of which nobody said a doubt, but that take data from one that must not be believed: doubted until
    /// somebody checks, and half as urgent as a doubt about the system itself.
    pub doubted_by_data: BTreeSet<SystemCode>,
    /// The classes that have instances, ward by ward.
    pub places: Places,
    /// Who said how each class without instances is, and when, for the reason sentence.
    pub said: BTreeMap<SystemCode, String>,
}

impl Circumstances {
    /// What is sound, what fell with it, and what is presumed lost, from the own states that people gave. Nothing is
    /// confirmed, promised or assumed yet.
    pub fn from_own_states(
        systems: &BTreeMap<SystemCode, SystemClass>,
        own: &BTreeMap<SystemCode, State>,
    ) -> Self {
        let effective = propagate(systems, own);
        Self {
            presumed_lost: effective
                .iter()
                .filter(|(_, effective)| effective.is_presumed_lost())
                .map(|(code, _)| code.clone())
                .collect(),
            doubted_by_data: effective
                .iter()
                .filter(|(_, effective)| effective.is_doubted_by_data_only())
                .map(|(code, _)| code.clone())
                .collect(),
            states: effective
                .into_iter()
                .map(|(code, effective)| (code, effective.state))
                .filter(|(_, state)| !state.is_sound())
                .collect(),
            ..Self::default()
        }
    }

    /// As [`Self::from_own_states`], over the hospital's own instances, with who said so and the returns that were
    /// signed.
    pub fn installed(installed: &Installed<'_>, words: &BTreeMap<SystemRef, Word>) -> Self {
        let own = words.iter().map(|(of, word)| (of.clone(), word.state)).collect();
        let effective = installed.effective(&own);
        let places = Places::new(installed, &effective, words);
        let classes = || effective.iter().filter(|(of, _)| of.instance.is_none());
        let told = || words.iter().filter(|(of, _)| of.instance.is_none());
        Self {
            presumed_lost: classes()
                .filter(|(_, effective)| effective.is_presumed_lost())
                .map(|(of, _)| of.class.clone())
                .collect(),
            doubted_by_data: classes()
                .filter(|(_, effective)| effective.is_doubted_by_data_only())
                .map(|(of, _)| of.class.clone())
                .collect(),
            states: classes()
                .map(|(of, effective)| (of.class.clone(), effective.state))
                .filter(|(_, state)| !state.is_sound())
                .collect(),
            restoration_h: told()
                .filter_map(|(of, word)| Some((of.class.clone(), word.restoration_h?)))
                .collect(),
            said: told()
                .filter(|(_, word)| !word.said.is_empty())
                .map(|(of, word)| (of.class.clone(), word.said.clone()))
                .collect(),
            places,
            ..Self::default()
        }
    }
}
