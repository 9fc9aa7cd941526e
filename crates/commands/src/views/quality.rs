//! How good the census is, and what became other since the one before.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CensusLine, DifferenceRow};

/// One person in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhoRow {
    /// Patient key.
    pub patient: String,
    /// "AMU 04 OKAFOR, Grace".
    pub who: String,
}

/// What was read of one file. `records = taken + rejected`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileRow {
    /// File.
    pub file: String,
    /// Records met.
    pub records: u32,
    /// Taken.
    pub taken: u32,
    /// Rejected.
    pub rejected: u32,
}

/// Records rejected for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReasonRow {
    /// Why, and what to do.
    pub reason: String,
    /// How many.
    pub count: u32,
    /// The first of their places: "beds.csv, line 12".
    pub places: Vec<String>,
}

/// Who lacks something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LackRow {
    /// "ward", "bed", "allergies", "weight", "news2", "medicines", "number", "born" or "fresh_observations".
    pub lack: String,
    /// "without a bed".
    pub words: String,
    /// Who.
    pub people: Vec<WhoRow>,
}

/// One bed with several people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SharedBedRow {
    /// "AMU, Bay 2, bed 04".
    pub place: String,
    /// Who.
    pub people: Vec<WhoRow>,
}

/// One person whose field is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChangedRow {
    /// Patient key.
    pub patient: String,
    /// Place and name.
    pub who: String,
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
}

/// What became other since the snapshot before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CensusChanges {
    /// The moment of the one before (RFC 3339).
    pub since: String,
    /// Came.
    pub came: Vec<WhoRow>,
    /// Went.
    pub went: Vec<WhoRow>,
    /// Moved.
    pub moved: Vec<ChangedRow>,
    /// What is known of allergies is another.
    pub allergies: Vec<ChangedRow>,
    /// Known by another name, number or date of birth.
    pub identity: Vec<ChangedRow>,
}

/// The quality of the census in use, with the changes by hand over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QualityView {
    /// Content hash of the snapshot, hex.
    pub snapshot: String,
    /// What the feed was called.
    pub feed: String,
    /// The moment it shows (RFC 3339).
    pub as_of: String,
    /// "615 records read: 612 taken, 3 rejected. 287 in-patients at …".
    pub said: String,
    /// Records met; `records = taken + rejected`.
    pub records: u32,
    /// Taken.
    pub taken: u32,
    /// Rejected.
    pub rejected: u32,
    /// People in a bed now.
    pub inpatients: u32,
    /// File by file, those with rejected records first.
    pub files: Vec<FileRow>,
    /// Rejected records by reason.
    pub reasons: Vec<ReasonRow>,
    /// What is missing from whom; each kind, also when nobody lacks it.
    pub lacks: Vec<LackRow>,
    /// Beds filled twice.
    pub shared_beds: Vec<SharedBedRow>,
    /// Whose records contradict one another about allergies: before is empty, after are the words.
    pub allergy_conflicts: Vec<ChangedRow>,
    /// Warnings of the import.
    pub warnings: Vec<CensusLine>,
    /// Against the snapshot before; none when this is the first.
    pub changes: Option<CensusChanges>,
    /// Where hand and feed differ.
    pub differences: Vec<DifferenceRow>,
}

/// What one source says of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClaimRow {
    /// "name", "born", "allergy" and so on.
    pub field: String,
    /// What it says.
    pub value: String,
    /// The record: "beds.csv, line 12".
    pub from: String,
    /// When it was so or was recorded (RFC 3339), or empty.
    pub at: String,
}
