//! Candidates for roles, standing in, and the hand-over brief.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ShiftWord;

/// Names one role.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RoleKey {
    /// Role id.
    pub role: String,
}

/// Somebody stands in for the holder for a while.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CoverRole {
    /// Role id.
    pub role: String,
    /// Who stands in.
    pub person: String,
    /// How to reach them.
    #[serde(default)]
    pub contact: String,
    /// When the holder is to be back (RFC 3339); none when nobody knows.
    #[serde(default)]
    pub until: Option<String>,
}

/// Somebody who can be called to a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CandidateView {
    /// Who.
    pub person: String,
    /// Their grade; empty when nobody wrote it.
    pub grade: String,
    /// Shifts on which they can be called.
    pub shifts: Vec<ShiftWord>,
    /// Stands in when the first choice cannot.
    pub deputy: bool,
    /// How to reach them.
    pub reach: String,
    /// When they can be reached, in words.
    pub when: String,
    /// They can be called on the shift that runs now.
    pub on_now: bool,
    /// Titles of the roles that they hold already.
    pub holds: Vec<String>,
}

/// Puts somebody on the list of candidates of a role, or says it anew.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetCandidate {
    /// Role id.
    pub role: String,
    /// Who.
    pub person: String,
    /// Their grade.
    #[serde(default)]
    pub grade: String,
    /// Shifts on which they can be called.
    pub shifts: Vec<ShiftWord>,
    /// Stands in when the first choice cannot.
    #[serde(default)]
    pub deputy: bool,
    /// How to reach them; no network first.
    pub reach: String,
    /// When they can be reached, in words.
    #[serde(default)]
    pub when: String,
}

/// Takes somebody off a list of candidates.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RemoveCandidate {
    /// Role id; empty for every role, because the person has left: nothing is given to them any more.
    pub role: String,
    /// Who.
    pub person: String,
    /// Why; needed for somebody who has left.
    #[serde(default)]
    pub because: String,
}

/// One part of a hand-over brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BriefPart {
    /// Its name.
    pub word: String,
    /// What the log and the board say; empty when they say nothing.
    pub lines: Vec<String>,
}

/// What whoever takes a role over must know, made from the log and the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BriefView {
    /// Role id.
    pub role: String,
    /// Its title.
    pub title: String,
    /// As of (RFC 3339).
    pub at: String,
    /// What is told goes back to here: since when the holder has held it (RFC 3339).
    pub since: String,
    /// The parts in their order.
    pub parts: Vec<BriefPart>,
}

/// Writes the hand-over brief of a role to a PDF with a checkpoint of the log.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct WriteBrief {
    /// Role id.
    pub role: String,
    /// A file or a folder; empty for the paper folder.
    #[serde(default)]
    pub to: String,
    /// "a4" or "letter"; empty for the hospital's usual one.
    #[serde(default)]
    pub paper: String,
}
