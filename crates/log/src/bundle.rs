//! A whole log as one file: what a coroner, a regulator or another station can check with nothing else.
//!
//! `"BATTLEBAG-LOG-1\n" | incident 16 | entries u32 | records | checkpoints u32 | signed checkpoints`. The keys that
//! verify it are the station keys in the headers; paper checkpoints say whether those are the right ones.

use crate::checkpoint::SignedCheckpoint;
use crate::entry::{Filed, RawEntry};
use crate::error::DecodeError;
use crate::header::{FORMAT_VERSION, outline};
use crate::ids::IncidentId;
use crate::place::claim;
use crate::verdict::{Fault, Finding, Verdict};
use crate::verify::{check_entry, verify_chain};
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
    #[error("entry {number} of {of} in this file{} cannot be read: {why}", named(*.place))]
    Entry {
        /// Which entry, from 1.
        number: u32,
        /// How many the file says it holds.
        of: u32,
        /// The station and number that its bytes name, when they are there.
        place: Option<Filed>,
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
    ///
    /// A changed length shifts everything after it, so the entry that cannot be read is often not the damaged one:
    /// the error names the record whose own outline disagrees with its lengths.
    pub fn decode(bytes: &[u8]) -> Result<Self, BundleError> {
        if !bytes.starts_with(MAGIC) {
            return Err(BundleError::NotABundle);
        }
        let mut from = Reader::new(bytes);
        from.take(MAGIC.len(), "start of the file")?;
        let incident = IncidentId(from.array("incident")?);
        let (entries, at) = Records { bytes, incident }.read(&mut from)?;
        let mut from = Reader::from(bytes, at).unwrap_or(Reader::new(&[]));
        let checkpoints = read_checkpoints(&mut from)?;
        from.finish()?;
        if is_of_another_incident(incident, &entries) {
            let why = "every entry in this file is of another incident";
            return Err(damaged("incident", MAGIC.len(), why));
        }
        Ok(Self {
            incident,
            entries,
            checkpoints,
        })
    }

    /// Checks the log against every checkpoint inside it whose signature holds, and names those whose does not.
    pub fn verify(&self) -> Verdict {
        let (signed, changed): (Vec<_>, Vec<_>) = self.checkpoints.iter().partition(|c| c.holds());
        let seen: Vec<_> = signed.into_iter().map(|c| c.checkpoint.clone()).collect();
        let mut verdict = verify_chain(self.incident, &self.entries, &seen);
        verdict
            .findings
            .extend(changed.into_iter().map(|checkpoint| Finding {
                index: None,
                station: Some(checkpoint.station),
                seq: None,
                what: Fault::CheckpointChanged,
            }));
        verdict
    }
}

/// Offset of the number of entries.
const COUNT_AT: usize = MAGIC.len() + 16;

/// The part of a file that holds the entries.
struct Records<'a> {
    bytes: &'a [u8],
    incident: IncidentId,
}

impl Records<'_> {
    /// Every entry, and where the checkpoints start.
    fn read(&self, from: &mut Reader<'_>) -> Result<(Vec<RawEntry>, usize), BundleError> {
        let of = from.u32("number of entries")?;
        let mut entries = Vec::new();
        let mut at = from.at();
        for number in 1..=of {
            if !self.starts_record(at) && self.rest_is_checkpoints(at) {
                return Err(damaged("number of entries", COUNT_AT, "the file holds fewer"));
            }
            let follows = |end: usize| {
                if number == of {
                    self.rest_is_checkpoints(end)
                } else {
                    self.starts_record(end)
                }
            };
            let read = self.record(at);
            let place = || self.bytes.get(at + 4..).and_then(claim);
            let blame = |why| BundleError::Entry {
                number,
                of,
                place: place(),
                why,
            };
            match read {
                Ok((entry, end)) if follows(end) || !self.ends(at).into_iter().flatten().any(follows) => {
                    entries.push(entry);
                    at = end;
                }
                Ok(_) => return Err(blame(mismatch(at))),
                Err(why) => return Err(blame(why)),
            }
        }
        if self.starts_record(at) && !self.rest_is_checkpoints(at) {
            return Err(damaged("number of entries", COUNT_AT, "the file holds more"));
        }
        Ok((entries, at))
    }

    /// The record at this offset and where it ends.
    fn record(&self, at: usize) -> Result<(RawEntry, usize), DecodeError> {
        let short = DecodeError::Short { field: "header", at };
        let mut from = Reader::from(self.bytes, at).ok_or(short)?;
        let entry = RawEntry::read_record(&mut from)?;
        Ok((entry, from.at()))
    }

    /// Whether a record starts here: a header of this incident, as long as it is said to be.
    fn starts_record(&self, at: usize) -> bool {
        let starts = || {
            let (length, header) = self.bytes.get(at..)?.split_first_chunk()?;
            let known = header.first() == Some(&FORMAT_VERSION)
                && header.get(1..)?.starts_with(self.incident.as_bytes());
            let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
            Some(known && outline(header)?.0 == length)
        };
        starts() == Some(true)
    }

    fn rest_is_checkpoints(&self, at: usize) -> bool {
        Reader::from(self.bytes, at)
            .is_some_and(|mut from| read_checkpoints(&mut from).is_ok() && from.finish().is_ok())
    }

    /// Where the record at this offset would end by its header's own outline: without a body, with one.
    fn ends(&self, at: usize) -> [Option<usize>; 2] {
        let header_at = at + 4;
        let Some((header, body)) = self.bytes.get(header_at..).and_then(outline) else {
            return [None, None];
        };
        let bare = header_at + header + SIGNATURE_AND_FLAG;
        [Some(bare), bare.checked_add(SALT_AND_LENGTH + body)]
    }
}

/// Bytes of a record between its header and its salt.
const SIGNATURE_AND_FLAG: usize = 64 + 1;
/// Bytes of a record between its flag and its body.
const SALT_AND_LENGTH: usize = 32 + 4;

fn read_checkpoints(from: &mut Reader<'_>) -> Result<Vec<SignedCheckpoint>, DecodeError> {
    let count = from.u32("number of checkpoints")?;
    (0..count).map(|_| SignedCheckpoint::read(from)).collect()
}

/// Whether every header is soundly signed for one and the same other incident: the file's own name for it is wrong.
fn is_of_another_incident(incident: IncidentId, entries: &[RawEntry]) -> bool {
    let other = |entry| matches!(check_entry(incident, entry), Err(Fault::OtherIncident { .. }));
    !entries.is_empty() && entries.iter().all(other)
}

fn mismatch(at: usize) -> DecodeError {
    DecodeError::Field {
        field: "length of the record",
        at,
        why: "the next one does not start where it ends",
    }
}

fn damaged(field: &'static str, at: usize, why: &'static str) -> BundleError {
    BundleError::Damaged(DecodeError::Field { field, at, why })
}

fn named(place: Option<Filed>) -> String {
    place.map_or_else(String::new, |place| {
        format!(" (entry {} of station {})", place.seq, place.station.short())
    })
}

fn count(items: usize) -> Result<u32, BundleError> {
    u32::try_from(items)
        .ok()
        .filter(|count| *count <= MAX_BUNDLE_ENTRIES)
        .ok_or(BundleError::TooMany)
}
