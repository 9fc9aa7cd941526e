//! The system board.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AvailabilityWord, IntegrityWord, PatientLine, TierCounts};

/// One system on the board: an instance of the hospital's register, or a class that has none there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[allow(clippy::struct_excessive_bools)] // independent facts, each shown by itself
pub struct SystemRow {
    /// What other requests call it: the id of the instance, or the code of the class. Unique on the board.
    pub id: String,
    /// Code of the class.
    pub code: String,
    /// Id of the instance; empty for a class as a whole.
    pub instance: String,
    /// Name: the instance's own, or the class's.
    pub name: String,
    /// A short name: a class as it is said in a sentence, an instance as people call it.
    pub spoken: String,
    /// Name of the class.
    pub class_name: String,
    /// "attached": the worst of those that serve a ward counts; "shared": any of them will do.
    pub bond: String,
    /// Wards that it serves; none for the whole hospital.
    pub wards: Vec<String>,
    /// Who looks after it.
    pub owner: String,
    /// How to reach them.
    pub phone: String,
    /// Note of the register.
    pub note: String,
    /// It is not in the register any more, but somebody spoke of it: what they said counts for its class.
    pub gone: bool,
    /// Effective: does it work?
    pub availability: AvailabilityWord,
    /// Effective: can it be believed?
    pub integrity: IntegrityWord,
    /// Somebody said so; false when it follows from another system, or nobody said anything.
    pub said: bool,
    /// They spoke of the class as a whole, not of this instance.
    pub said_of_class: bool,
    /// Who said so; empty when nobody did.
    pub said_by: String,
    /// Who else vouches for it.
    pub second_person: String,
    /// What was tested before it was trusted again.
    pub tested: String,
    /// When (RFC 3339).
    pub said_at: Option<String>,
    /// On what evidence.
    pub evidence: String,
    /// When it lapses (RFC 3339).
    pub expires_at: Option<String>,
    /// It has lapsed: shown as unknown.
    pub lapsed: bool,
    /// Wrong or lost since (RFC 3339).
    pub since: Option<String>,
    /// It was compromised and nobody has trusted it since: trusting it takes a second name and what was tested.
    pub needs_second: bool,
    /// When it is to be back, as its owner signed (RFC 3339); none when nobody did or the time is past.
    pub back_at: Option<String>,
    /// Who signed that.
    pub back_signed_by: String,
    /// Why the effective state differs from what was said ("identity and hosts are down").
    pub because: String,
    /// What is lost.
    pub if_down: String,
    /// What if it is silently wrong.
    pub if_wrong: String,
    /// The manual way.
    pub fallback: String,
    /// Its limits.
    pub limits: String,
    /// Systems it stands on.
    pub stands_on: Vec<SystemEdge>,
    /// Patients at P1 that it reaches.
    pub reaches_p1: u32,
    /// P2.
    pub reaches_p2: u32,
    /// P3.
    pub reaches_p3: u32,
}

/// One edge of the graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemEdge {
    /// Id of the other system ([`SystemRow::id`]).
    pub code: String,
    /// Its name.
    pub name: String,
    /// "hard", "data" or "comfort".
    pub edge: String,
}

/// The two-axis matrix: a row an integrity, columns up and down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MatrixView {
    /// Compromised, up.
    pub compromised_up: u32,
    /// Compromised, down.
    pub compromised_down: u32,
    /// Suspect, up.
    pub suspect_up: u32,
    /// Suspect, down.
    pub suspect_down: u32,
    /// Unknown, up.
    pub unknown_up: u32,
    /// Unknown, down.
    pub unknown_down: u32,
    /// Trusted, up.
    pub trusted_up: u32,
    /// Trusted, down.
    pub trusted_down: u32,
    /// Nobody has spoken of it and nothing that broke reaches it: ranked as working, never shown as trusted.
    pub not_checked: u32,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SystemsView {
    /// As of (RFC 3339).
    pub at: String,
    /// Worst first.
    pub rows: Vec<SystemRow>,
    /// The matrix.
    pub matrix: MatrixView,
}

/// Says how a system is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetSystem {
    /// Id of an instance, or code of a class: then it is said of all of its instances.
    pub code: String,
    /// Does it work?
    pub availability: AvailabilityWord,
    /// Can it be believed?
    pub integrity: IntegrityWord,
    /// On what evidence.
    pub evidence: String,
    /// Who says so, if not the person typing.
    pub said_by: String,
    /// Minutes until it lapses; 0 for 60.
    pub expires_min: u32,
    /// Wrong or lost since (RFC 3339).
    pub since: Option<String>,
    /// A second person, when it is trusted again after it was compromised; else empty.
    #[serde(default)]
    pub second_person: String,
    /// What was tested then; else empty.
    #[serde(default)]
    pub tested: String,
}

/// Says again what was said last, with new evidence and a new time.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RenewSystem {
    /// Id of an instance, or code of a class.
    pub code: String,
    /// On what evidence.
    pub evidence: String,
    /// Who says so, if not the person typing.
    pub said_by: String,
    /// Minutes until it lapses; 0 for 60.
    pub expires_min: u32,
}

/// The owner signs when a system will be back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SignReturn {
    /// Id of an instance, or code of a class.
    pub code: String,
    /// Hours from now; none takes the estimate back.
    pub hours: Option<f64>,
    /// Who signs for it.
    pub signed_by: String,
}

/// Which system.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SystemKey {
    /// Id of an instance, or code of a class.
    pub code: String,
}

/// What falls if a system falls, and whom it hurts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImpactView {
    /// The system.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What would be lost with it: name and how.
    pub falls: Vec<SystemEdge>,
    /// What would become doubtful.
    pub doubtful: Vec<SystemEdge>,
    /// What would lose comfort only.
    pub warned: Vec<SystemEdge>,
    /// Tiers now.
    pub now: TierCounts,
    /// Tiers if it were unavailable.
    pub if_unavailable: TierCounts,
    /// Tiers if it were compromised.
    pub if_compromised: TierCounts,
    /// P1 and P2 patients who would be more urgent if it were unavailable, with the tier they would have; most urgent
    /// first, at most 50.
    pub hurt_if_unavailable: Vec<PatientLine>,
    /// The same if it were compromised.
    pub hurt_if_compromised: Vec<PatientLine>,
}
