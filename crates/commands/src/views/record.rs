//! The record of an incident as a file, its checkpoints, and backups of the home.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Makes a signed checkpoint; with `print`, also as a sheet.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MakeCheckpoint {
    /// Also as a PDF in the paper folder.
    pub print: bool,
}

/// A checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckpointView {
    /// The eight words.
    pub words: Vec<String>,
    /// The text of the square code.
    pub qr: String,
    /// Entries it stands for.
    pub entries: u32,
    /// When (RFC 3339).
    pub at: String,
    /// The sheet; empty when none was made.
    pub file: String,
}

/// The words, or the scanned code, of an old sheet.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CheckCheckpoint {
    /// As typed or scanned.
    pub text: String,
}

/// What an old sheet proves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProofView {
    /// The log still contains that past.
    pub holds: bool,
    /// In plain words.
    pub said: String,
    /// Entries in that past.
    pub entries: u32,
    /// When its last entry was written (RFC 3339).
    pub at: Option<String>,
}

/// Writes the record of the incident on screen to one file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportRecord {
    /// The file; empty for one with the incident's name in the paper folder.
    pub to: String,
}
