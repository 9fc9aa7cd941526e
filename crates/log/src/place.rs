//! Which entry was this? An entry whose bytes were changed, and that nobody filed, still has a place among the others.
//!
//! Its own header cannot be trusted: the changed bit may be in the station or in the number. Where the fields lie is
//! fixed, though, and what they say can be held against the entries that are sound.

use crate::entry::Filed;
use crate::header::{PREVIOUS_AT, SEQ_AT, STATION_AT};
use crate::ids::{EntryHash, Station};
use crate::links::Sound;
use crate::verdict::Fault;
use std::collections::{BTreeMap, BTreeSet};

/// The places that sound entries hold.
pub(crate) struct Places {
    held: BTreeSet<Filed>,
    by_hash: BTreeMap<EntryHash, Filed>,
    by_index: BTreeMap<usize, Filed>,
}

impl Places {
    pub(crate) fn of(sound: &[Sound]) -> Self {
        Self {
            held: sound.iter().map(Sound::filed).collect(),
            by_hash: sound.iter().map(|entry| (entry.hash, entry.filed())).collect(),
            by_index: sound.iter().map(|entry| (entry.index, entry.filed())).collect(),
        }
    }

    /// The place of the entry with these header bytes, number `index` of those that came; `None` when nothing tells.
    pub(crate) fn of_entry(&self, index: usize, header: &[u8], what: &Fault) -> Option<Filed> {
        let says = claim(header);
        match what {
            // The signature holds, so the header is as its station wrote it.
            Fault::BodyDiffers | Fault::Misfiled { .. } | Fault::OtherIncident { .. } => says,
            _ => self
                .after_the_one_it_follows(header)
                .or_else(|| self.first_of_its_chain(index, header))
                .or_else(|| says.filter(|says| self.knows(says.station) && self.is_free(*says)))
                .or_else(|| self.beside(index))
                .or(says),
        }
    }

    fn is_free(&self, place: Filed) -> bool {
        place.seq > 0 && !self.held.contains(&place)
    }

    fn knows(&self, station: Station) -> bool {
        let all = Filed { station, seq: 0 }..=Filed {
            station,
            seq: u64::MAX,
        };
        self.held.range(all).next().is_some()
    }

    /// Its link to the entry before it still holds.
    fn after_the_one_it_follows(&self, header: &[u8]) -> Option<Filed> {
        let before = self.by_hash.get(&EntryHash(field(header, PREVIOUS_AT)?))?;
        let place = Filed {
            seq: before.seq.checked_add(1)?,
            ..*before
        };
        self.is_free(place).then_some(place)
    }

    /// It follows none, so it is the first of a chain: the one it names, or the one beside it whose first is missing.
    fn first_of_its_chain(&self, index: usize, header: &[u8]) -> Option<Filed> {
        if EntryHash(field(header, PREVIOUS_AT)?) != EntryHash::NONE {
            return None;
        }
        let first = |station| Filed { station, seq: 1 };
        let own = Station(field(header, STATION_AT)?);
        if self.knows(own) {
            return Some(first(own)).filter(|place| self.is_free(*place));
        }
        let after = self
            .by_index
            .range(index..)
            .next()
            .map(|(_, filed)| filed.station);
        let beside = after.map(first).filter(|place| self.is_free(*place));
        Some(beside.unwrap_or(first(own)))
    }

    /// Between its neighbours, in the order in which logs are exported.
    fn beside(&self, index: usize) -> Option<Filed> {
        let after = self.by_index.range(index..).next().and_then(|(at, filed)| {
            let seq = filed.seq.checked_sub(u64::try_from(at - index).ok()?)?;
            Some(Filed { seq, ..*filed })
        });
        let before = self.by_index.range(..index).next_back().and_then(|(at, filed)| {
            let seq = filed.seq.checked_add(u64::try_from(index - at).ok()?)?;
            Some(Filed { seq, ..*filed })
        });
        [after, before]
            .into_iter()
            .flatten()
            .find(|place| self.is_free(*place))
    }
}

/// Where the header's bytes say the entry belongs, readable as a whole or not.
pub(crate) fn claim(header: &[u8]) -> Option<Filed> {
    Some(Filed {
        station: Station(field(header, STATION_AT)?),
        seq: u64::from_be_bytes(field(header, SEQ_AT)?),
    })
}

fn field<const N: usize>(header: &[u8], at: usize) -> Option<[u8; N]> {
    header.get(at..)?.first_chunk().copied()
}
