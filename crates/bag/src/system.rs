//! System classes: what can break, what stands on it, and what it means when it does.

use serde::{Deserialize, Serialize};

/// Short code of a system class, as in `action-cards/systems.toml` (`BGA`, `LIMS`, `PUMP` …).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SystemCode(pub String);

impl SystemCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for SystemCode {
    fn from(code: &str) -> Self {
        Self(code.to_owned())
    }
}

impl std::fmt::Display for SystemCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a patient hangs on a class of which the hospital has several instances.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bond {
    /// On one of them, and we do not know which (pump, ventilator, the record itself): the worst counts. A class that
    /// says nothing is of this sort, because it fails upward.
    #[default]
    Attached,
    /// Any of them will do (gas analyser, scanner, laboratory): the best counts.
    Shared,
}

/// What of a census may have come from a class of system: where a look-back searches when it was wrong for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Sets of observations.
    Observations,
    /// Orders to the laboratory: what was asked for is what came back.
    LaboratoryOrders,
    /// Orders for scans and films.
    ImagingOrders,
    /// Orders for blood.
    BloodOrders,
    /// Any other order.
    OtherOrders,
    /// Medicines prescribed or given.
    Medicines,
    /// Medicines that run through a pump.
    Infusions,
}

/// One class of system. A hospital's own instances (this vendor's pumps on these wards) belong to a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SystemClass {
    /// Code, unique in the register.
    pub code: SystemCode,
    /// Full name for lists ("Blood gas analysers").
    pub name: String,
    /// The name inside a sentence, lower case, with no article ("blood gas analyser").
    pub spoken: String,
    /// Cannot work without these: upstream down makes this down, upstream compromised makes this at least suspect.
    #[serde(default)]
    pub hard: Vec<SystemCode>,
    /// Takes data from these: upstream compromised makes this at least suspect.
    #[serde(default)]
    pub data: Vec<SystemCode>,
    /// Loses comfort functions only: a warning, never propagated.
    #[serde(default)]
    pub comfort: Vec<SystemCode>,
    /// How a patient hangs on it where the hospital has several.
    #[serde(default)]
    pub bond: Bond,
    /// What of a census may have come from it.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// What happens when it is lost.
    pub if_down: String,
    /// What happens when it is silently wrong.
    pub if_wrong: String,
    /// The manual way round.
    pub fallback: String,
    /// What limits the manual way round.
    pub limits: String,
}
