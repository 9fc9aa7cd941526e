//! What an exported record says about itself: signed by the station that made it.

use serde::{Deserialize, Serialize};

/// The format of exported records that this crate writes and reads.
pub const RECORD_FORMAT: u32 = 1;

/// A station whose entries are in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordStation {
    /// Its public key, hex: what verifies its entries.
    pub key: String,
    /// How many entries it wrote.
    pub entries: u64,
    /// Who wrote on it.
    pub people: Vec<String>,
}

/// A checkpoint that is in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordCheckpoint {
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// Its eight words, as printed.
    pub words: String,
    /// The station that signed it, public key in hex.
    pub signed_by: String,
}

/// A file in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordPart {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its BLAKE3 hash, hex.
    pub blake3: String,
}

/// The list that the exporting station signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`RECORD_FORMAT`].
    pub format: u32,
    /// The incident, hex.
    pub incident: String,
    /// Its title.
    pub title: String,
    /// Whether it was an exercise.
    pub exercise: bool,
    /// The hospital.
    pub hospital: String,
    /// IANA name of the incident's zone.
    pub zone: String,
    /// When the record was made, RFC 3339.
    pub made_at: String,
    /// Who made it.
    pub made_by: String,
    /// The program that made it.
    pub program: String,
    /// Entries in it.
    pub entries: u64,
    /// The stations.
    pub stations: Vec<RecordStation>,
    /// The checkpoints.
    pub checkpoints: Vec<RecordCheckpoint>,
    /// The files.
    pub parts: Vec<RecordPart>,
}
