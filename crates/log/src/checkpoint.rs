//! Checkpoints: where every chain stood, in a form that other stations sign and paper can carry.

use crate::entry::SealedEntry;
use crate::error::DecodeError;
use crate::header::{FORMAT_VERSION, MAX_TIME_MS};
use crate::ids::{EntryHash, IncidentId, Signature, Station};
use crate::key::{StationKey, signed_by};
use crate::wire::Reader;
use crate::words::{WORD_COUNT, WordsError, parse_words, words_of};
use std::collections::BTreeSet;

const ROOT_TAG: &[u8] = b"battlebag-log/v1/root\n";
const COSIGN_TAG: &[u8] = b"battlebag-log/v1/cosign\n";
/// Starts the text of a QR code.
const QR_PREFIX: &str = "BATTLEBAG-CHECKPOINT-1:";
/// The most chain ends in one checkpoint.
pub const MAX_HEADS: usize = 1024;

/// The end of one chain. A forked chain has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Head {
    /// Whose chain.
    pub station: Station,
    /// The number of its last entry.
    pub seq: u64,
    /// The hash of its last entry.
    pub hash: EntryHash,
}

/// Where every chain of an incident stood at one moment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Checkpoint {
    incident: IncidentId,
    made_at: i64,
    heads: Vec<Head>,
}

/// A checkpoint that cannot be made or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The bytes or QR text are not a checkpoint.
    #[error("this is not a Battlebag checkpoint: {0}")]
    Decode(#[from] DecodeError),
    /// The QR text does not start as it should, or is not hex.
    #[error("this is not a Battlebag checkpoint. Scan the square code on the hand-over sheet again.")]
    NotOurs,
    /// There are too many chain ends.
    #[error("this log has {heads} chain ends and a checkpoint holds 1024. Start a new incident log.")]
    TooManyHeads {
        /// How many there are.
        heads: usize,
    },
    /// The time is outside the years 1970 to 9999.
    #[error("the time of the checkpoint must be in the years 1970 to 9999. Set the clock and try again.")]
    Time,
}

impl Checkpoint {
    /// The checkpoint of these entries at `made_at` (milliseconds since 1970 UTC).
    ///
    /// A chain end is an entry that no other entry follows; a fork or a gap gives a chain more than one.
    /// Entries of other incidents are left out.
    pub fn of(incident: IncidentId, entries: &[SealedEntry], made_at: i64) -> Result<Self, CheckpointError> {
        if !(0..=MAX_TIME_MS).contains(&made_at) {
            return Err(CheckpointError::Time);
        }
        let own = || entries.iter().filter(|entry| entry.header().incident == incident);
        let followed: BTreeSet<EntryHash> = own().map(|entry| entry.header().previous).collect();
        let ends = own().filter(|entry| !followed.contains(&entry.hash()));
        let checkpoint = Self::of_ends(incident, made_at, ends);
        match checkpoint.heads.len() {
            heads if heads > MAX_HEADS => Err(CheckpointError::TooManyHeads { heads }),
            _ => Ok(checkpoint),
        }
    }

    /// The checkpoint of these chain ends.
    pub(crate) fn of_ends<'a>(
        incident: IncidentId,
        made_at: i64,
        ends: impl Iterator<Item = &'a SealedEntry>,
    ) -> Self {
        let heads: BTreeSet<Head> = ends
            .map(|entry| Head {
                station: entry.header().station,
                seq: entry.header().seq,
                hash: entry.hash(),
            })
            .collect();
        Self {
            incident,
            made_at,
            heads: heads.into_iter().collect(),
        }
    }

    /// The checkpoint of chain ends that a keeper noted at an earlier check.
    pub fn of_heads(
        incident: IncidentId,
        heads: impl IntoIterator<Item = Head>,
        made_at: i64,
    ) -> Result<Self, CheckpointError> {
        if !(0..=MAX_TIME_MS).contains(&made_at) {
            return Err(CheckpointError::Time);
        }
        let heads: BTreeSet<Head> = heads.into_iter().collect();
        match heads.len() {
            heads if heads > MAX_HEADS => Err(CheckpointError::TooManyHeads { heads }),
            _ => Ok(Self {
                incident,
                made_at,
                heads: heads.into_iter().collect(),
            }),
        }
    }

    /// The incident.
    pub fn incident(&self) -> IncidentId {
        self.incident
    }

    /// When it was made: milliseconds since 1970 UTC.
    pub fn made_at(&self) -> i64 {
        self.made_at
    }

    /// The ends of the chains, sorted.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// `BLAKE3("battlebag-log/v1/root\n" || incident || heads)`. The time is left out, so that two stations that
    /// hold the same entries show the same words.
    pub fn root(&self) -> [u8; 32] {
        let mut heads = Vec::new();
        self.put_heads(&mut heads);
        let mut hasher = blake3::Hasher::new();
        hasher
            .update(ROOT_TAG)
            .update(self.incident.as_bytes())
            .update(&heads);
        *hasher.finalize().as_bytes()
    }

    /// The first eight bytes of the root as eight words, for reading aloud. The square code carries all of it.
    pub fn words(&self) -> [&'static str; WORD_COUNT] {
        words_of(self.root_start())
    }

    /// Whether words read from paper are this checkpoint's.
    pub fn matches(&self, words: &str) -> Result<bool, WordsError> {
        Ok(parse_words(words)? == self.root_start())
    }

    fn root_start(&self) -> [u8; WORD_COUNT] {
        let root = self.root();
        std::array::from_fn(|at| root.get(at).copied().unwrap_or_default())
    }

    /// The exact bytes that stations sign: `version u8 | incident 16 | made at i64 | count u32 | heads`, each head
    /// `station 32 | number u64 | hash 32`, sorted, none twice.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![FORMAT_VERSION];
        out.extend(self.incident.as_bytes());
        out.extend(self.made_at.to_be_bytes());
        self.put_heads(&mut out);
        out
    }

    fn put_heads(&self, out: &mut Vec<u8>) {
        out.extend(u32::try_from(self.heads.len()).unwrap_or(u32::MAX).to_be_bytes());
        for head in &self.heads {
            out.extend(head.station.as_bytes());
            out.extend(head.seq.to_be_bytes());
            out.extend(head.hash.as_bytes());
        }
    }

    /// Reads exactly what [`encode`](Self::encode) writes.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut from = Reader::new(bytes);
        let checkpoint = Self::read(&mut from)?;
        from.finish()?;
        Ok(checkpoint)
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let version = from.u8("format version")?;
        if version != FORMAT_VERSION {
            return Err(DecodeError::Version { version });
        }
        let incident = IncidentId(from.array("incident")?);
        let at = from.at();
        let made_at = from.i64("checkpoint's time")?;
        if !(0..=MAX_TIME_MS).contains(&made_at) {
            let why = "it must be in the years 1970 to 9999";
            return Err(DecodeError::Field {
                field: "checkpoint's time",
                at,
                why,
            });
        }
        let heads = read_heads(from)?;
        Ok(Self {
            incident,
            made_at,
            heads,
        })
    }

    /// The text of the square code: capitals, digits, `-` and `:` only, which makes the smallest code.
    pub fn qr_text(&self) -> String {
        format!("{QR_PREFIX}{}", hex::encode_upper(self.encode()))
    }

    /// Reads the text of the square code back.
    pub fn from_qr_text(text: &str) -> Result<Self, CheckpointError> {
        let digits = text
            .trim()
            .strip_prefix(QR_PREFIX)
            .ok_or(CheckpointError::NotOurs)?;
        let bytes = hex::decode(digits).map_err(|_| CheckpointError::NotOurs)?;
        Ok(Self::decode(&bytes)?)
    }

    /// This checkpoint signed by a station: its own, or another's that it has seen and agrees with.
    pub fn sign(&self, key: &StationKey) -> SignedCheckpoint {
        let signature = key.sign(COSIGN_TAG, &self.encode());
        SignedCheckpoint {
            checkpoint: self.clone(),
            station: key.public(),
            signature,
        }
    }
}

fn read_heads(from: &mut Reader<'_>) -> Result<Vec<Head>, DecodeError> {
    let at = from.at();
    let count = from.u32("number of chain ends")? as usize;
    if count > MAX_HEADS {
        return Err(DecodeError::Field {
            field: "number of chain ends",
            at,
            why: "it is more than 1024",
        });
    }
    let mut heads: Vec<Head> = Vec::new();
    for _ in 0..count {
        let at = from.at();
        let head = Head {
            station: Station(from.array("station")?),
            seq: from.u64("sequence number")?,
            hash: EntryHash(from.array("entry hash")?),
        };
        if heads.last().is_some_and(|last| *last >= head) {
            return Err(DecodeError::Field {
                field: "chain end",
                at,
                why: "the chain ends are not in order",
            });
        }
        heads.push(head);
    }
    Ok(heads)
}

/// A checkpoint and one station's signature over it. Several stations may sign the same one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SignedCheckpoint {
    /// What is signed.
    pub checkpoint: Checkpoint,
    /// Who signed it.
    pub station: Station,
    /// The signature over [`Checkpoint::encode`].
    pub signature: Signature,
}

impl SignedCheckpoint {
    /// Whether the signature is the station's own.
    pub fn holds(&self) -> bool {
        signed_by(
            &self.station,
            COSIGN_TAG,
            &self.checkpoint.encode(),
            &self.signature,
        )
    }

    /// Appends `checkpoint | station 32 | signature 64`.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.checkpoint.encode());
        out.extend(self.station.as_bytes());
        out.extend(self.signature.as_bytes());
    }

    /// Reads exactly what [`write`](Self::write) writes.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut from = Reader::new(bytes);
        let signed = Self::read(&mut from)?;
        from.finish()?;
        Ok(signed)
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(Self {
            checkpoint: Checkpoint::read(from)?,
            station: Station(from.array("station")?),
            signature: Signature(from.array("signature")?),
        })
    }
}
