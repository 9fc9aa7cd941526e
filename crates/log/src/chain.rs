//! Adding an entry to a station's chain.

use crate::clock::Hlc;
use crate::entry::{Body, SIGN_TAG, SealedEntry};
use crate::error::SealError;
use crate::header::{Actor, Header, MAX_BODY};
use crate::ids::{EntryHash, IncidentId, Salt, Station};
use crate::key::StationKey;

/// An entry before it has a number, a place in the chain and a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What sort of entry: 1 to 64 of `a-z`, `0-9`, `.`, `_`, `-`, starting with a letter.
    pub kind: String,
    /// When it happened, as the person says: milliseconds since 1970 UTC.
    pub occurred_at: i64,
    /// Now: milliseconds since 1970 UTC.
    pub recorded_at: i64,
    /// The incident's zone at that time, minutes east of UTC.
    pub zone_offset_min: i16,
    /// Who is acting.
    pub actor: Actor,
    /// The role they hold, empty when none.
    pub role: String,
    /// Whether this is part of an exercise.
    pub exercise: bool,
    /// The entry this one corrects, undoes, settles or redacts.
    pub about: Option<EntryHash>,
    /// What it says, in whatever form the kind uses; at most [`MAX_BODY`] bytes.
    pub body: Vec<u8>,
}

/// The end of one station's chain: what the next entry has to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tail {
    /// The incident.
    pub incident: IncidentId,
    /// The station whose chain it is.
    pub station: Station,
    /// The number of the last entry, 0 when there is none.
    pub seq: u64,
    /// The hash of the last entry, [`EntryHash::NONE`] when there is none.
    pub hash: EntryHash,
    /// The clock of the last entry.
    pub clock: Hlc,
    /// The latest clock seen on any other station in this incident.
    pub seen: Hlc,
}

impl Tail {
    /// The tail of a chain with no entry yet.
    pub fn empty(incident: IncidentId, station: Station) -> Self {
        Self {
            incident,
            station,
            seq: 0,
            hash: EntryHash::NONE,
            clock: Hlc::default(),
            seen: Hlc::default(),
        }
    }

    /// The tail once `entry` is the last of its chain. `seen` is kept.
    #[must_use]
    pub fn after(self, entry: &SealedEntry) -> Self {
        let header = entry.header();
        Self {
            incident: header.incident,
            station: header.station,
            seq: header.seq,
            hash: entry.hash(),
            clock: header.clock,
            seen: self.seen,
        }
    }
}

/// Makes the next entry of the chain that ends at `tail`, signed with the station's key.
///
/// `salt` is 32 fresh random bytes. The caller stores the entry and takes [`Tail::after`] for the next one.
pub fn append(tail: &Tail, draft: Draft, key: &StationKey, salt: Salt) -> Result<SealedEntry, SealError> {
    if key.public() != tail.station {
        return Err(SealError::OtherStation {
            chain: tail.station.short(),
            key: key.public().short(),
        });
    }
    let too_large = SealError::BodyTooLarge {
        size: draft.body.len(),
        most: MAX_BODY,
    };
    let body_size = match u32::try_from(draft.body.len()) {
        Ok(size) if draft.body.len() <= MAX_BODY => size,
        _ => return Err(too_large),
    };
    let body = Body {
        salt,
        bytes: draft.body,
    };
    let header = Header {
        incident: tail.incident,
        station: tail.station,
        seq: tail.seq.checked_add(1).ok_or(SealError::ChainFull)?,
        previous: tail.hash,
        body_hash: body.hash(),
        body_size,
        occurred_at: draft.occurred_at,
        recorded_at: draft.recorded_at,
        zone_offset_min: draft.zone_offset_min,
        clock: tail
            .clock
            .merge(tail.seen, draft.recorded_at)
            .tick(draft.recorded_at),
        exercise: draft.exercise,
        about: draft.about,
        kind: draft.kind,
        actor: draft.actor,
        role: draft.role,
    };
    let header_bytes = header.encode()?;
    let signature = key.sign(SIGN_TAG, &header_bytes);
    Ok(SealedEntry::sealed(header, header_bytes, signature, body))
}
