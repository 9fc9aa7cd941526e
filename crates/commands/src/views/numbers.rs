//! Clinical numbers and who vouches for them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One clinical number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberRow {
    /// The part it belongs to, as an approval names it: "profile dka_friii".
    pub item: String,
    /// The part in words.
    pub name: String,
    /// Which need or step of it; empty for the whole part.
    pub of: String,
    /// What it says.
    pub what: String,
    /// As it is written.
    pub value: String,
    /// Unit in full.
    pub unit: String,
    /// Where it comes from; `[GK]` is general knowledge to be checked.
    pub source: String,
    /// "proposed", "approved" or "changed" (since it was approved).
    pub state: String,
    /// The same in words, with who, when and which version.
    pub approval: String,
    /// What an approval must name; empty for a number of the program.
    pub fingerprint: String,
    /// File.
    pub file: String,
    /// Line, from 1; 0 for a number of the program.
    pub line: u32,
}

/// Every clinical number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumbersView {
    /// Version of the bag.
    pub version: String,
    /// Its short hash.
    pub hash: String,
    /// Approved as they stand.
    pub approved: u32,
    /// Approved once, changed since.
    pub changed: u32,
    /// Never approved.
    pub proposed: u32,
    /// All of them: the method's first, then by file and line.
    pub rows: Vec<NumberRow>,
}
