//! Where each field of a patient came from: every claim of every source is kept, so that a doubt can be settled by
//! going back to the record that said it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::model::{Patient, Source};

/// The file that a claim names as its source when somebody wrote it by hand while IT was down.
pub const BY_HAND: &str = "written by hand";

/// What stands before a downtime number among a patient's flags.
pub const DOWNTIME_NUMBER: &str = "Downtime number ";

impl Patient {
    /// No feed knows of them: two people wrote them down while IT was down.
    pub fn is_by_hand(&self) -> bool {
        !self.sources.is_empty() && self.sources.iter().all(|s| s.file == BY_HAND)
    }

    /// The number that was given out in place of a hospital number, if one was.
    pub fn downtime_number(&self) -> Option<&str> {
        let given = self.flags.iter().find_map(|f| f.strip_prefix(DOWNTIME_NUMBER));
        given.map(str::trim).filter(|n| !n.is_empty())
    }
}

/// A field whose claims are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Family and first names, "OKAFOR, Grace".
    Name,
    /// Date of birth, ISO.
    Born,
    /// Sex.
    Sex,
    /// NHS number, ten digits.
    NhsNumber,
    /// Hospital number, with the system that gives it out.
    LocalId,
    /// Ward, bay and bed.
    Place,
    /// Beginning of the stay.
    Admitted,
    /// Consultant.
    Consultant,
    /// An allergy, or the claim that none is known.
    Allergy,
    /// Weight in kg.
    Weight,
    /// A set of observations or one value.
    Observation,
    /// NEWS2 as the source has it.
    News2,
    /// A condition, by its words.
    Condition,
    /// A procedure, by its words.
    Procedure,
    /// A medicine, by its name.
    Medicine,
    /// A device, by its kind.
    Device,
    /// An open order, by its words.
    Order,
    /// Treatment limits, in the source's words.
    Escalation,
    /// Oxygen or breathing support.
    Breathing,
    /// A flag, isolation among them.
    Flag,
}

/// One source's word on one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The field.
    pub field: Field,
    /// What the source says, as it would be shown.
    pub value: String,
    /// The record that says it.
    pub source: Source,
    /// When the source says that it was so or was recorded; `None` when it does not say.
    pub at: Option<DateTime<Utc>>,
}
