//! The census changed by hand, and what differs when the feed returns.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A change to one patient by hand. Only the fields of its sort are read; empty is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct EditCensus {
    /// Patient key; empty for an admission.
    pub patient: String,
    /// "admitted", "moved", "discharged", "identified", "allergic", "no_allergies", "allergy_doubted", "weighed" or
    /// "taken_back".
    pub what: String,
    /// Ward (admitted, moved).
    pub ward: String,
    /// Bay or room.
    pub bay: String,
    /// Bed.
    pub bed: String,
    /// Family name (admitted, identified).
    pub family: String,
    /// First names.
    pub given: String,
    /// Date of birth (YYYY-MM-DD).
    pub born: String,
    /// "female", "male", "other" or empty.
    pub sex: String,
    /// NHS number, as people write it.
    pub nhs_number: String,
    /// Hospital number.
    pub local_id: String,
    /// Key of the patient in the census who is the same person (identified).
    pub same_as: String,
    /// Where to (discharged).
    pub to: String,
    /// Substance (allergic, allergy_doubted).
    pub substance: String,
    /// What happens (allergic).
    pub reaction: String,
    /// Kilograms (weighed).
    pub kg: String,
    /// Estimated, not measured (weighed).
    pub estimated: bool,
    /// The entry of the change that was a mistake (taken_back).
    pub of: String,
    /// How it is known: "wristband", "asked the daughter".
    pub known_from: String,
    /// When it happened (RFC 3339); empty for now.
    pub at: String,
}

/// What came of a change by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CensusEdited {
    /// Entry number.
    pub number: u32,
    /// Patient key; of an admission, the new one.
    pub patient: String,
    /// Downtime number given out, or empty.
    pub downtime_number: String,
    /// The sentence that says it.
    pub said: String,
}

/// One change by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EditRow {
    /// Entry key.
    pub entry: String,
    /// Patient key.
    pub patient: String,
    /// Place and name as they stand.
    pub who: String,
    /// What was changed, in words.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When it happened (RFC 3339).
    pub at: String,
}

/// A change by hand that a later feed does not confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DifferenceRow {
    /// Entry key of the change.
    pub entry: String,
    /// Patient key.
    pub patient: String,
    /// Place and name as they stand.
    pub who: String,
    /// "Bed", "Discharge", "Allergies", "Weight" or "Who this is".
    pub about: String,
    /// By hand.
    pub hand: String,
    /// By the feed.
    pub feed: String,
    /// Key of the feed's patient who may be the same person; else empty.
    pub other: String,
    /// Who wrote it, when, in words.
    pub by: String,
}

/// Changes by hand and what is to be settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EditsView {
    /// Changes that stand, newest first.
    pub changes: Vec<EditRow>,
    /// To be settled by a person, oldest first.
    pub differences: Vec<DifferenceRow>,
    /// The next downtime number of this station.
    pub next_downtime_number: String,
    /// How many of this station's block are left.
    pub downtime_numbers_left: u32,
}

/// Settles a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SettleDifference {
    /// Entry key of the change by hand.
    pub entry: String,
    /// "hand", "feed", "same_person" or "two_people".
    pub keep: String,
    /// Why, or how it was found out.
    pub because: String,
}

/// This station's block of downtime numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DowntimeBlock {
    /// What stands before the number: words, then this station's mark, which nobody can change.
    pub prefix: String,
    /// First number.
    pub first: u32,
    /// Last number.
    pub last: u32,
    /// Next to be given out.
    pub next: u32,
}
