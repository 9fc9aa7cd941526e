//! A whole log as one file: what a coroner, a regulator or another station can check with nothing else.
//!
//! `"BATTLEBAG-LOG-1\n" | incident 16 | entries u32 | records | checkpoints u32 | signed checkpoints`. The keys that
//! verify it are the station keys in the headers; paper checkpoints say whether those are the right ones.

use crate::checkpoint::SignedCheckpoint;
use crate::entry::RawEntry;
use crate::error::DecodeError;
use crate::ids::IncidentId;
use crate::verdict::Verdict;
use crate::verify::verify_chain;
use crate::wire::Reader;

const MAGIC: &[u8; 16] = b"BATTLEBAG-LOG-1\n";
/// The most entries in one bundle.
pub const MAX_BUNDLE_ENTRIES: u32 = 10_000_000;

/// A file that is not a bundle, or a bundle that was damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The file does not start as a bundle does.
    #[error("this file is not a Battlebag log. Choose the file that \"log export\" wrote.")]
    NotABundle,
    /// An entry record cannot be read.
    #[error("entry {number} of {of} in this file cannot be read: {why}")]
    Entry {
        /// Which entry, from 1.
        number: u32,
        /// How many the file says it holds.
        of: u32,
        /// What is wrong.
        why: DecodeError,
    },
    /// Something around the entries cannot be read.
    #[error("this log file is damaged: {0}")]
    Damaged(#[from] DecodeError),
    /// There are more entries than a bundle may hold.
    #[error(
        "this log has more than ten million entries, which one file cannot hold. Export one incident at a time."
    )]
    TooMany,
}

/// An exported log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The incident.
    pub incident: IncidentId,
    /// Its entries, in the order they were exported.
    pub entries: Vec<RawEntry>,
    /// Checkpoints signed by this and other stations.
    pub checkpoints: Vec<SignedCheckpoint>,
}

impl Bundle {
    /// The bytes of the file.
    pub fn encode(&self) -> Result<Vec<u8>, BundleError> {
        let entries = count(self.entries.len())?;
        let checkpoints = count(self.checkpoints.len())?;
        let mut out = MAGIC.to_vec();
        out.extend(self.incident.as_bytes());
        out.extend(entries.to_be_bytes());
        self.entries.iter().for_each(|entry| entry.write_record(&mut out));
        out.extend(checkpoints.to_be_bytes());
        self.checkpoints
            .iter()
            .for_each(|checkpoint| checkpoint.write(&mut out));
        Ok(out)
    }

    /// Reads a file strictly. A damaged *record* is an error here; a record that was tampered with but can still
    /// be parted from the next is left for [`verify`](Self::verify) to name.
    pub fn decode(bytes: &[u8]) -> Result<Self, BundleError> {
        let mut from = Reader::new(bytes);
        if !bytes.starts_with(MAGIC) {
            return Err(BundleError::NotABundle);
        }
        from.take(MAGIC.len(), "start of the file")?;
        let incident = IncidentId(from.array("incident")?);
        let of = from.u32("number of entries")?;
        let mut entries = Vec::new();
        for number in 1..=of {
            let entry =
                RawEntry::read_record(&mut from).map_err(|why| BundleError::Entry { number, of, why })?;
            entries.push(entry);
        }
        let checkpoints = from.u32("number of checkpoints")?;
        let checkpoints = (0..checkpoints)
            .map(|_| SignedCheckpoint::read(&mut from))
            .collect::<Result<Vec<_>, _>>()?;
        from.finish()?;
        Ok(Self {
            incident,
            entries,
            checkpoints,
        })
    }

    /// Checks the log against every checkpoint inside it whose signature holds.
    pub fn verify(&self) -> Verdict {
        let seen: Vec<_> = self
            .checkpoints
            .iter()
            .filter(|c| c.holds())
            .map(|c| c.checkpoint.clone())
            .collect();
        verify_chain(self.incident, &self.entries, &seen)
    }
}

fn count(items: usize) -> Result<u32, BundleError> {
    u32::try_from(items)
        .ok()
        .filter(|count| *count <= MAX_BUNDLE_ENTRIES)
        .ok_or(BundleError::TooMany)
}
