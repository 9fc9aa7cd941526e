//! The system board.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AvailabilityWord, IntegrityWord, TierCounts};

/// One system on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemRow {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// The name as it is said in a sentence: short, lower case.
    pub spoken: String,
    /// Effective: does it work?
    pub availability: AvailabilityWord,
    /// Effective: can it be believed?
    pub integrity: IntegrityWord,
    /// Somebody said so; false when it follows from another system, or nobody said anything.
    pub said: bool,
    /// Who said so; empty when nobody did.
    pub said_by: String,
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
    /// Systems it stands on: codes.
    pub stands_on: Vec<SystemEdge>,
    /// Patients at P1 and P2 that it reaches.
    pub reaches_p1: u32,
    /// P2.
    pub reaches_p2: u32,
    /// P3.
    pub reaches_p3: u32,
}

/// One edge of the graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemEdge {
    /// Upstream code.
    pub code: String,
    /// Upstream name.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
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
    /// Code.
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
}

/// Which system.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SystemKey {
    /// Code.
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
}

/// A fallback against the need for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkaroundRow {
    /// Fallback id.
    pub id: String,
    /// Name.
    pub name: String,
    /// P1 and P2 patients who need it.
    pub need: u32,
    /// Confirmed on site; none when nobody has counted.
    pub have: Option<u32>,
    /// Where.
    pub place: String,
    /// Counts without confirmation while the bag is in date.
    pub assumed: bool,
}

/// Fallbacks needed by P1 and P2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkaroundsView {
    /// Most short first.
    pub rows: Vec<WorkaroundRow>,
    /// The bag check is in date until (RFC 3339).
    pub bag_in_date_until: Option<String>,
}

/// A fallback was found, or found missing.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConfirmFallback {
    /// Fallback id.
    pub id: String,
    /// How many; 0 takes it back.
    pub count: u32,
    /// Where.
    pub place: String,
}

/// A fallback runs for a patient, or stopped.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RunFallback {
    /// Patient key.
    pub patient: String,
    /// Fallback id.
    pub fallback: String,
    /// Running, or stopped.
    pub running: bool,
}

/// One line of the restoration order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RestoreRow {
    /// System code.
    pub code: String,
    /// Name.
    pub name: String,
    /// P1 and P2 patients whose tier would fall if it came back.
    pub patients: u32,
    /// Of those, P1 now.
    pub p1: u32,
    /// Hours of slack gained over all.
    pub slack_gained_h: f64,
}

/// Which system's return helps most.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RestoreOrderView {
    /// Best first.
    pub rows: Vec<RestoreRow>,
}
