//! Needs that cut across the profiles: the way to call for help, to be seen, to get a drug or a result within minutes.
//!
//! A patient does not have "switchboard" as a diagnosis. These needs are added by the priority method to the profiles
//! named here and to patients whose physiology is already failing. Read from `action-cards/cross_cutting.toml`.

use serde::{Deserialize, Serialize};

use crate::profile::{Need, ProfileCode};
use crate::system::SystemCode;

/// Everything in `action-cards/cross_cutting.toml`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrossCutting {
    /// Systems that push a drug into a patient: a severity 4 delivery need on one of them, when nobody can vouch for
    /// it and the patient has no observations, is two unknowns at once and counts as P1.
    #[serde(default)]
    pub two_unknowns: Vec<SystemCode>,
    /// Profiles whose delivery needs on those systems count likewise at any severity from 3: opioids and epidurals.
    #[serde(default)]
    pub two_unknowns_also: Vec<ProfileCode>,
    /// Devices that stay connected to the patient: while one of them is known to be wrong no bridge counts, until it is
    /// disconnected.
    #[serde(default)]
    pub connected: Vec<SystemCode>,
    /// Systems that issue something which then goes into a patient (blood, a regimen, a bag): what they issued while
    /// they were doubted has been acted on, like a diagnosis.
    #[serde(default)]
    pub issuers: Vec<SystemCode>,
    /// Needs added to profiles and to failing physiology.
    #[serde(default)]
    pub added: Vec<AddedNeeds>,
    /// Needs that one phone call meets at once.
    #[serde(default)]
    pub call_now: Vec<CallNow>,
}

/// A set of needs that comes with other profiles, or with a high NEWS2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedNeeds {
    /// Code, unique among these and the profiles ("team_now").
    pub code: ProfileCode,
    /// Name for lists and sentences, used when the needs come from NEWS2 and not from a profile.
    pub name: String,
    /// At most 28 characters, for rows.
    pub short: String,
    /// Why these patients need it, for a clinician to judge.
    pub why: String,
    /// Profiles that bring it.
    #[serde(default)]
    pub profiles: Vec<ProfileCode>,
    /// A profile brings it only to a patient who has one of these too; empty: to everybody who has the profile.
    #[serde(default)]
    pub with: Vec<ProfileCode>,
    /// It also comes with a NEWS2 of at least this, a single parameter of 3, or a NEWS2 that is not known (counted
    /// as 5). It does not come with a band: children, maternity and intensive care have their own watch.
    #[serde(default)]
    pub news2_from: Option<u8>,
    /// What to do now, full, verbs first.
    pub act: String,
    /// What to do now in at most 60 characters, verb first.
    pub act_short: String,
    /// Where the facts come from; `[GK]` marks general knowledge to be checked by a clinician.
    pub source: String,
    /// The needs, at least one.
    pub needs: Vec<Need>,
}

/// One phone call that meets a need at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallNow {
    /// Profile whose patient it helps.
    pub profile: ProfileCode,
    /// It applies when one of these is not sound.
    pub systems: Vec<SystemCode>,
    /// Only when a decision was already taken on a result from the suspect period.
    #[serde(default)]
    pub acted: bool,
    /// Only for a patient who is not in a bed here.
    #[serde(default)]
    pub at_home: bool,
    /// Whom to call and what to say, verb first, at most 80 characters.
    pub text: String,
}
