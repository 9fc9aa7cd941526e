//! The record of an incident as a file, its checkpoints, and backups of the home.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SecretText;

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
    /// Only the PDF, for the printer.
    #[serde(default)]
    pub pdf_only: bool,
}

/// How backups are made, and the last one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupView {
    /// Folder of the scheduled backups; empty for none.
    pub folder: String,
    /// Hours between them; 0 for none.
    pub every_h: u32,
    /// How many are kept.
    pub keep: u32,
    /// The last backup (RFC 3339).
    pub last_at: Option<String>,
    /// Its file.
    pub last_file: String,
    /// What went wrong with the last try; empty when nothing did.
    pub failed: String,
}

/// Sets how backups are made.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SetBackup {
    /// Folder; empty for no scheduled backups.
    pub folder: String,
    /// Hours between them.
    pub every_h: u32,
    /// How many to keep.
    pub keep: u32,
}

/// Makes a backup now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MakeBackup {
    /// A file or a folder; empty for the folder of the scheduled ones, else the paper folder.
    pub to: String,
}

/// Which backup.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BackupFile {
    /// The file.
    pub file: String,
}

/// What a backup says of itself, before any passphrase. Checked only when it is restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupHead {
    /// Hospital.
    pub hospital: String,
    /// Made at (RFC 3339).
    pub made_at: String,
    /// Station that made it, first 8 of its key.
    pub station: String,
    /// Its note.
    pub note: String,
}

/// Makes a home from a backup, in the folder that has none yet.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RestoreHome {
    /// The backup.
    pub file: String,
    /// Who; may be empty.
    pub person: String,
    /// Their passphrase.
    #[ts(as = "String")]
    pub passphrase: SecretText,
}

/// A new signing key for this station.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RenewStation {
    /// Why.
    pub because: String,
    /// Why it is done without the power; empty when the role allows it.
    #[serde(default)]
    pub break_glass: String,
}
