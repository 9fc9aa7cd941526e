//! What the method gives back: a tier, a rank, and every number behind them, so that the reason can be read and checked.

use battlebag_bag::{FallbackId, InstanceId, NeedRole, ProfileCode, SystemCode};
use serde::{Deserialize, Serialize};

use crate::state::State;
use crate::tier::Tier;

/// How far a fallback can be relied on tonight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Already running for this patient.
    Running,
    /// Confirmed on site.
    Confirmed,
    /// Counted because the bag check is in date.
    Assumed,
    /// Exists in the bag but nobody has confirmed it: not counted.
    NotConfirmed,
    /// Cannot be used: it hangs on a system that is itself not sound.
    Blocked,
}

/// The other way chosen for a need, or the nearest that could be confirmed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OtherWay {
    /// Fallback id.
    pub id: FallbackId,
    /// In a few words.
    pub name: String,
    /// It removes the dependence; otherwise it only bridges.
    pub full: bool,
    /// Hours until it runs.
    pub lead_h: f64,
    /// Hours it buys, where it only bridges.
    pub buys_h: f64,
    /// How far it can be relied on.
    pub standing: Standing,
}

/// One need that the incident touches, with its times. All hours are from now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedAssessed {
    /// Profile it comes from.
    pub profile: ProfileCode,
    /// System it hangs on.
    pub system: SystemCode,
    /// The instance that decides, where the hospital's register has several of the class.
    pub instance: Option<InstanceId>,
    /// Its name; empty for a class without instances.
    pub instance_name: String,
    /// Who said how it is, and when; empty when nobody did.
    pub said: String,
    /// Effective state of that system.
    pub state: State,
    /// The part the system plays.
    pub role: NeedRole,
    /// What it is needed for.
    pub what: String,
    /// How often.
    pub every: String,
    /// Severity 1 to 4.
    pub severity: u8,
    /// The harm cannot be undone.
    pub irreversible: bool,
    /// Hours to possible harm after reserve, with hours bought.
    pub clock_h: f64,
    /// Hours that the best other way takes.
    pub lead_h: f64,
    /// Time in hand: clock less lead. Negative is late.
    pub slack_h: f64,
    /// The other way that counts, if any.
    pub other_way: Option<OtherWay>,
    /// Ways that would help but do not count yet, with why.
    pub not_counted: Vec<OtherWay>,
    /// Tier of this need alone.
    pub tier: Tier,
    /// Nobody declared the system down, but what carries it is: presumed lost until somebody checks.
    pub presumed_lost: bool,
    /// The owner's signed estimate of its return made it one step less urgent.
    pub relieved: bool,
    /// One sentence.
    pub text: String,
}

/// Why a tier is more urgent than the needs alone would make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Floor {
    /// NEWS2 of 7 or more, or band high.
    FailingPhysiology,
    /// NEWS2 of 5 or 6, a single 3, or band medium.
    RaisedPhysiology,
    /// NEWS2 not known.
    NoObservations,
    /// Nothing the bag knows matched.
    NotProfiled,
    /// An emergency in its own right.
    Emergency,
    /// An emergency in a patient whose physiology is failing.
    EmergencyFailing,
    /// Cannot wait for the next round on any day.
    Urgent,
    /// An unknown device state in a patient without observations.
    TwoUnknowns,
    /// Raised by a clinician.
    Raised,
}

/// A patient with a place in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    /// Patient key.
    pub id: String,
    /// Tier shown: the computed one, or a clinician's.
    pub tier: Tier,
    /// Tier that the method computed.
    pub computed: Tier,
    /// False when nothing that broke touches this patient and no floor holds the tier above P4: shown as
    /// "Not affected", never as safe.
    pub affected: bool,
    /// Place in the list, from 1.
    pub rank: u32,
    /// Needs touched, most urgent first.
    pub needs: Vec<NeedAssessed>,
    /// Floors that held the tier up.
    pub floors: Vec<Floor>,
    /// The reason sentence: tier, condition, system, its state, clock, other way, why not.
    pub reason: String,
    /// The same in at most 60 characters, for a row.
    pub reason_short: String,
    /// What would lower the tier, one sentence; empty for P4.
    pub lowered_when: String,
    /// What to do now, full.
    pub act: String,
    /// What to do now in at most 60 characters.
    pub act_short: String,
    /// "Call now" where one phone call meets the need at once; empty otherwise.
    pub call_now: String,
    /// Minutes until somebody must look again.
    pub recheck_min: u32,
    /// Time in hand of the deciding need, hours; none when not affected.
    pub slack_h: Option<f64>,
    /// Codes or problems that the bag does not know.
    pub unprofiled: Vec<String>,
}
