//! Dependence profiles: what a condition, treatment or device needs from which system, and for how long it can wait.

use serde::{Deserialize, Serialize};

use crate::system::SystemCode;

/// Code of a dependence profile (`dka_friii`, `cauda_equina` …).
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProfileCode(pub String);

impl ProfileCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ProfileCode {
    fn from(code: &str) -> Self {
        Self(code.to_owned())
    }
}

impl std::fmt::Display for ProfileCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Id of a fallback (`standalone_pump`, `ward_bga` …).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FallbackId(pub String);

impl FallbackId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for FallbackId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl std::fmt::Display for FallbackId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The part a system plays in a patient's care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedRole {
    /// Keeps the patient alive now (ventilator, circulation).
    LifeSupport,
    /// Delivers a treatment (pump, theatre, blood).
    Delivery,
    /// Watches the effect of a treatment or a danger (gas, glucose, monitor).
    Monitoring,
    /// Decides what to do (scan, level).
    Diagnosis,
    /// Holds what must be known (chart, allergy).
    Record,
    /// Calls for help (alarm, nurse call, switchboard).
    Alarm,
}

/// One need of a profile: one system, what for, and the times. All times in hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// The system class needed.
    pub system: SystemCode,
    /// The part it plays.
    pub role: NeedRole,
    /// What it is needed for ("pH, bicarbonate, K+").
    pub what: String,
    /// How often ("60 min, 2 h, then 2-hourly").
    pub every: String,
    /// Hours to possible harm once the system is gone.
    pub loss_h: f64,
    /// Hours to possible harm once a wrong output is acted on. Never longer than `loss_h`.
    pub wrong_h: f64,
    /// Hours to possible harm while the system is only doubted, where twice `loss_h` or four times `wrong_h` would be
    /// wrong: an oxygen plant that runs without its telemetry, a test with a deadline. Never shorter than `wrong_h`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspect_h: Option<f64>,
    /// 4 death or permanent harm, 3 serious reversible, 2 moderate, 1 minor.
    pub severity: u8,
    /// The harm cannot be undone.
    #[serde(default)]
    pub irreversible: bool,
    /// Ways round, by id.
    #[serde(default)]
    pub fallbacks: Vec<FallbackId>,
    /// Hours to get the definitive alternative when no full fallback is usable.
    pub definitive_h: f64,
}

/// A dependence profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Code, unique.
    pub code: ProfileCode,
    /// Name for lists and sentences ("DKA on fixed-rate IV insulin").
    pub name: String,
    /// At most 28 characters, for rows and lists ("DKA on insulin").
    pub short: String,
    /// Group it is filed under ("metabolic").
    pub group: String,
    /// An emergency in its own right: never below P2, P1 in a failing patient, whatever broke (facts §3.3, §3.9).
    #[serde(default)]
    pub emergency: bool,
    /// Cannot wait for the next round on any day (a scan within eight hours): never below P3, whatever broke.
    #[serde(default)]
    pub urgent: bool,
    /// No nurse stands at this bed all the time although acuity is a band (maternity): a high band alone asks for a look within
    /// the hour, as a high NEWS2 does, not within four.
    #[serde(default)]
    pub unwatched: bool,
    /// What happens when the systems are silently wrong.
    pub if_wrong: String,
    /// What to do now, full, verbs first.
    pub act: String,
    /// What to do now in at most 60 characters, verb first.
    pub act_short: String,
    /// Where the facts come from; `[GK]` marks general knowledge to be checked by a clinician.
    pub source: String,
    /// The needs, at least one.
    pub needs: Vec<Need>,
}

/// Whether a fallback removes the dependence or only buys time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FallbackKind {
    /// Removes the dependence while it runs.
    Full,
    /// Buys hours, no more.
    Partial,
}

/// A way round a lost system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fallback {
    /// Id, unique.
    pub id: FallbackId,
    /// What it is.
    pub name: String,
    /// The name in a few words for lists and stock counts ("stand-alone syringe driver").
    pub short: String,
    /// Removes the need, or buys time.
    pub kind: FallbackKind,
    /// Hours until it runs.
    pub lead_h: f64,
    /// Hours bought, for a partial one; 0 for a full one.
    pub buys_h: f64,
    /// A bridge that stands ready beside the system and is not used up while that works: the hours it buys begin when the
    /// system fails.
    #[serde(default)]
    pub standby: bool,
    /// Systems that must themselves be trusted for it to work.
    #[serde(default)]
    pub needs: Vec<SystemCode>,
    /// Counts without confirmation while the bag check is in date; otherwise it must be confirmed on site.
    pub assumed: bool,
    /// What limits it.
    pub limits: String,
}
