//! Taking a census.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a file dialog is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceKind {
    /// Census files (several).
    CensusFiles,
    /// A folder with census files.
    CensusFolder,
    /// A folder for PDFs.
    PaperFolder,
    /// A folder for backups.
    BackupFolder,
    /// A backup to restore.
    BackupFile,
    /// A register of the hospital's own systems.
    RegisterFile,
    /// A signed bag to take in.
    BagFile,
    /// Where a signed bag is written to.
    BagTo,
}

/// Opens the host's file dialog.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct ChooseFiles {
    /// What for.
    pub kind: ChoiceKind,
}

/// What was chosen; empty when the person cancelled.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Chosen {
    /// Paths.
    pub paths: Vec<String>,
}

/// Reads files or folders into a new snapshot.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportCensus {
    /// Files or folders.
    pub paths: Vec<String>,
    /// The moment that decides who is an in-patient (RFC 3339); none for the newest time in the feed.
    pub as_of: Option<String>,
    /// "auto", "fhir", "hl7v2", "csv" or "xlsx".
    pub format: String,
    /// Read and report, keep nothing.
    pub dry_run: bool,
}

/// One record rejected, or one warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CensusLine {
    /// File.
    pub file: String,
    /// Place in it.
    pub at: String,
    /// Why and what to do.
    pub reason: String,
}

/// What was read. `records = taken + rejected`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CensusReport {
    /// Content hash, hex.
    pub snapshot: String,
    /// The moment it shows (RFC 3339).
    pub as_of: String,
    /// Files.
    pub files: u32,
    /// Messages.
    pub messages: u32,
    /// Records met.
    pub records: u32,
    /// Records taken.
    pub taken: u32,
    /// People met.
    pub patients: u32,
    /// People in a bed.
    pub inpatients: u32,
    /// Medicines.
    pub medications: u32,
    /// Allergies.
    pub allergies: u32,
    /// Conditions.
    pub conditions: u32,
    /// Observations.
    pub observations: u32,
    /// Orders.
    pub orders: u32,
    /// Devices.
    pub devices: u32,
    /// Rejected records.
    pub rejected: Vec<CensusLine>,
    /// Warnings.
    pub warnings: Vec<CensusLine>,
    /// The sentence that says it: "615 read: 612 taken, 3 rejected. 287 in-patients at …".
    pub said: String,
    /// Nothing was kept: a dry run.
    pub dry_run: bool,
}

/// A patient as scripts read the census.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CensusPatient {
    /// Patient key.
    pub patient: String,
    /// NHS number, ten digits, or none.
    pub nhs_number: Option<String>,
    /// Hospital number, or none.
    pub local_id: Option<String>,
    /// "FAMILY, First".
    pub name: String,
    /// Family name as it came.
    pub family: String,
    /// First names.
    pub given: String,
    /// Own script, or none.
    pub native: Option<String>,
    /// Date of birth (YYYY-MM-DD), or none.
    pub dob: Option<String>,
    /// Sex in a word, or none.
    pub sex: Option<String>,
    /// Ward.
    pub ward: String,
    /// Bed, or none.
    pub bed: Option<String>,
    /// Class.
    pub class: String,
    /// Allergies: state and items.
    pub allergies: super::AllergyView,
    /// Medicines in words.
    pub medications: Vec<String>,
    /// Conditions in words.
    pub conditions: Vec<String>,
    /// Devices in words.
    pub devices: Vec<String>,
    /// NEWS2, or none.
    pub news2: Option<u32>,
    /// Profiles that count, with why.
    pub profiles: Vec<super::ProfileView>,
    /// Profiles that somebody took away, with who and when.
    pub profiles_set_aside: Vec<super::ProfileView>,
    /// What needs a look.
    pub doubts: Vec<super::DoubtView>,
    /// Where the facts come from.
    pub sources: Vec<String>,
    /// What each source says of each field; only for one patient.
    #[serde(default)]
    pub claims: Vec<super::ClaimRow>,
}

/// The census as scripts read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CensusPatients {
    /// The moment it shows (RFC 3339).
    pub as_of: String,
    /// Who is in a bed.
    pub rows: Vec<CensusPatient>,
}

/// One kept snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SnapshotRow {
    /// Content hash, hex.
    pub snapshot: String,
    /// The moment it shows (RFC 3339).
    pub as_of: String,
    /// When it was kept (RFC 3339).
    pub kept_at: String,
    /// In use now.
    pub in_use: bool,
}

/// Kept snapshots, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SnapshotsView {
    /// Rows.
    pub rows: Vec<SnapshotRow>,
}
