//! The commander's board, and Find.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BeatView, EntryView, MatrixView, ObjectiveView, PeriodView, TierCounts, WorkaroundRow};

/// One thing that needs somebody, worst first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NeedsYou {
    /// "`late_critical`", "late", "vacant", "expires", "lapsed", "`two_say`", "cover", "report", "legal", "confirm",
    /// "`critical_result`", "`read_back`", "waited", "runner", "aid", "diversion", "`lab_list`" or "`back_entry`".
    pub kind: String,
    /// Plate ("Late 22 min").
    pub plate: String,
    /// Small words beside it.
    pub note: String,
    /// What to do.
    pub text: String,
    /// Button ("Open", "Assign", "Renew", "Settle").
    pub act: String,
    /// Screen that the button opens.
    pub screen: String,
    /// Thing on that screen (card id, role id, system code, patient key).
    pub target: String,
}

/// One ward on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WardRow {
    /// Ward.
    pub ward: String,
    /// P1.
    pub p1: u32,
    /// P1 and P2 to confirm.
    pub to_confirm: u32,
    /// P2.
    pub p2: u32,
    /// Everybody.
    pub patients: u32,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NowView {
    /// As of (RFC 3339).
    pub at: String,
    /// Counts.
    pub counts: TierCounts,
    /// What needs somebody.
    pub needs_you: Vec<NeedsYou>,
    /// Wards with P1 or P2 first.
    pub wards: Vec<WardRow>,
    /// Fallbacks in short supply.
    pub shortages: Vec<WorkaroundRow>,
    /// Systems.
    pub matrix: MatrixView,
    /// SitReps and briefings: when the next ones are due.
    pub rhythm: Vec<BeatView>,
    /// The operational period that runs.
    pub period: Option<PeriodView>,
    /// Objectives neither met nor given up.
    pub objectives: Vec<ObjectiveView>,
    /// Diversions that run, a line each.
    pub diverted: Vec<String>,
    /// Help between hospitals that is open, a line each.
    pub help: Vec<String>,
    /// Last entries.
    pub last_entries: Vec<EntryView>,
    /// Records read, taken, rejected.
    pub read: u32,
    /// Rejected.
    pub rejected: u32,
}

/// Looks for anything.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FindQuery {
    /// Words.
    pub text: String,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Found {
    /// "patient", "card", "step", "role", "person", "system", "contact" or "screen".
    pub kind: String,
    /// Title.
    pub title: String,
    /// Second line.
    pub note: String,
    /// Screen.
    pub screen: String,
    /// Thing on it.
    pub target: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FoundView {
    /// Best first, at most 20.
    pub rows: Vec<Found>,
}
