//! The verifier: does a log hold together, and if not, which entry is the first bad one.
//!
//! Two steps. Each entry is checked by itself (readable, right incident, filed where it belongs, signed, body as
//! signed). Then the entries that are sound are checked as chains (no gap, each follows the one before, no two
//! with one number). A link to an entry that is already named as bad is not reported again, so that one changed
//! byte names one entry.

use crate::checkpoint::{Checkpoint, Head};
use crate::entry::{Filed, RawEntry, SIGN_TAG, entry_hash};
use crate::header::{Header, REDACTION_KIND};
use crate::ids::{EntryHash, IncidentId, Station};
use crate::key::signed_by;
use crate::merge::redacted;
use crate::verdict::{Fault, Finding, Verdict};
use crate::{Body, DecodeError};
use std::collections::{BTreeMap, BTreeSet};

/// An entry whose header is sound.
struct Sound {
    index: usize,
    header: Header,
    hash: EntryHash,
    body: Option<bool>,
}

type Chains<'a> = BTreeMap<Station, BTreeMap<u64, BTreeMap<EntryHash, &'a Sound>>>;

/// Checks one header by itself: readable, of this incident, filed where it belongs, signed by its station.
pub fn check_entry(incident: IncidentId, entry: &RawEntry) -> Result<Header, Fault> {
    let header = Header::decode(&entry.header).map_err(Fault::Unreadable)?;
    if !signed_by(&header.station, SIGN_TAG, &entry.header, &entry.signature) {
        return Err(Fault::BadSignature);
    }
    if header.incident != incident {
        return Err(Fault::OtherIncident {
            incident: header.incident,
        });
    }
    let says = Filed {
        station: header.station,
        seq: header.seq,
    };
    if entry.filed.is_some_and(|filed| filed != says) {
        return Err(Fault::Misfiled { says });
    }
    Ok(header)
}

/// Whether a body is the one its header was signed for.
pub fn check_body(header: &Header, body: &Body) -> bool {
    body.bytes.len() == header.body_size as usize && body.hash() == header.body_hash
}

/// Checks a whole log of one incident, the entries in any order, against checkpoints seen before (on paper or
/// from other stations), which may be none.
///
/// The same entry twice is not a fault. Entries of any kind are checked; none is skipped.
pub fn verify_chain(incident: IncidentId, entries: &[RawEntry], seen: &[Checkpoint]) -> Verdict {
    let (sound, mut findings) = check_each(incident, entries);
    let named: BTreeSet<Filed> = findings
        .iter()
        .filter_map(|f| {
            Some(Filed {
                station: f.station?,
                seq: f.seq?,
            })
        })
        .collect();
    let mut chains = Chains::new();
    for entry in &sound {
        let at = chains
            .entry(entry.header.station)
            .or_default()
            .entry(entry.header.seq)
            .or_default();
        let kept = at.entry(entry.hash).or_insert(entry);
        // Of two copies of one entry, judge the one that has its body.
        if kept.body.is_none() {
            *kept = entry;
        }
    }
    let redacted = check_bodies(&chains, &mut findings);
    for (station, chain) in &chains {
        check_links(*station, chain, &named, &mut findings);
    }
    for checkpoint in seen.iter().filter(|checkpoint| checkpoint.incident() == incident) {
        check_seen(checkpoint, &chains, &named, &mut findings);
    }
    let distinct = chains
        .values()
        .flat_map(BTreeMap::values)
        .map(BTreeMap::len)
        .sum::<usize>();
    Verdict {
        incident,
        entries: distinct + (entries.len() - sound.len()),
        heads: heads(&chains),
        redacted,
        findings,
    }
}

fn check_each(incident: IncidentId, entries: &[RawEntry]) -> (Vec<Sound>, Vec<Finding>) {
    let mut sound = Vec::with_capacity(entries.len());
    let mut findings = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        match check_entry(incident, entry) {
            Ok(header) => {
                let body = entry.body.as_ref().map(|body| check_body(&header, body));
                if body == Some(false) {
                    let (station, seq) = (Some(header.station), Some(header.seq));
                    findings.push(Finding {
                        index: Some(index),
                        station,
                        seq,
                        what: Fault::BodyDiffers,
                    });
                }
                sound.push(Sound {
                    index,
                    hash: entry_hash(&entry.header),
                    header,
                    body,
                });
            }
            Err(what) => {
                let filed = entry.filed.or_else(|| place_of(&entry.header).ok());
                let (station, seq) = (filed.map(|f| f.station), filed.map(|f| f.seq));
                findings.push(Finding {
                    index: Some(index),
                    station,
                    seq,
                    what,
                });
            }
        }
    }
    (sound, findings)
}

/// Where an entry that is not sound says it belongs.
fn place_of(header: &[u8]) -> Result<Filed, DecodeError> {
    Header::decode(header).map(|header| Filed {
        station: header.station,
        seq: header.seq,
    })
}

fn all_of<'a>(chains: &'a Chains<'a>) -> impl Iterator<Item = &'a Sound> + 'a {
    chains
        .values()
        .flat_map(BTreeMap::values)
        .flat_map(BTreeMap::values)
        .copied()
}

fn finding(entry: &Sound, what: Fault) -> Finding {
    Finding {
        index: Some(entry.index),
        station: Some(entry.header.station),
        seq: Some(entry.header.seq),
        what,
    }
}

/// Tells redacted bodies from missing ones.
fn check_bodies(chains: &Chains<'_>, findings: &mut Vec<Finding>) -> Vec<Filed> {
    let erased = redacted(all_of(chains).map(|entry| (&entry.header, entry.hash)));
    let mut gone = Vec::new();
    for entry in all_of(chains).filter(|entry| entry.body.is_none()) {
        if erased.contains(&entry.hash) && entry.header.kind != REDACTION_KIND {
            gone.push(Filed {
                station: entry.header.station,
                seq: entry.header.seq,
            });
        } else {
            findings.push(finding(entry, Fault::BodyMissing));
        }
    }
    gone
}

/// Checks one station's chain: numbers, links and clocks.
fn check_links(
    station: Station,
    chain: &BTreeMap<u64, BTreeMap<EntryHash, &Sound>>,
    named: &BTreeSet<Filed>,
    findings: &mut Vec<Finding>,
) {
    let mut before: Option<(u64, &BTreeMap<EntryHash, &Sound>)> = None;
    for (&seq, here) in chain {
        let Some(first) = here.values().next() else {
            continue;
        };
        if here.len() > 1 {
            findings.push(finding(
                first,
                Fault::Fork {
                    entries: here.keys().copied().collect(),
                },
            ));
        }
        let last_seq = before.map_or(0, |(seq, _)| seq);
        let missing = missing_between(station, last_seq, seq, named);
        if let Some((from, to)) = missing {
            findings.push(finding(first, Fault::Gap { from, to }));
        }
        if let Some((last_seq, last)) = before
            && last_seq + 1 == seq
        {
            for entry in here.values() {
                check_link(entry, last, findings);
            }
        }
        before = Some((seq, here));
    }
}

fn check_link(entry: &Sound, last: &BTreeMap<EntryHash, &Sound>, findings: &mut Vec<Finding>) {
    match last.get(&entry.header.previous) {
        None => findings.push(finding(entry, Fault::BrokenLink)),
        Some(parent) if parent.header.clock >= entry.header.clock => {
            findings.push(finding(entry, Fault::ClockBackwards));
        }
        Some(_) => {}
    }
}

/// The first run of numbers between two entries that neither exist nor are already named as bad.
fn missing_between(station: Station, last: u64, next: u64, named: &BTreeSet<Filed>) -> Option<(u64, u64)> {
    let mut from = last.checked_add(1)?;
    let explained = named
        .range(Filed { station, seq: from }..Filed { station, seq: next })
        .map(|filed| filed.seq);
    for seq in explained {
        if seq > from {
            return Some((from, seq - 1));
        }
        from = seq.checked_add(1)?;
    }
    (from < next).then(|| (from, next - 1))
}

/// Compares the chains with what a checkpoint saw.
fn check_seen(
    checkpoint: &Checkpoint,
    chains: &Chains<'_>,
    named: &BTreeSet<Filed>,
    findings: &mut Vec<Finding>,
) {
    for head in checkpoint.heads() {
        let chain = chains.get(&head.station);
        let here = chain.and_then(|chain| chain.get(&head.seq));
        let named_already = named.contains(&Filed {
            station: head.station,
            seq: head.seq,
        });
        if named_already || here.is_some_and(|here| here.contains_key(&head.hash)) {
            continue;
        }
        let (seq, what) = if here.is_some() {
            (head.seq, Fault::NotAsSeen)
        } else {
            let last = chain
                .and_then(BTreeMap::last_key_value)
                .map_or(0, |(seq, _)| *seq);
            (last, Fault::CutShort { seen: head.seq })
        };
        let index = here
            .and_then(|here| here.values().next())
            .map(|entry| entry.index);
        let found = Finding {
            index,
            station: Some(head.station),
            seq: Some(seq),
            what,
        };
        if !findings.contains(&found) {
            findings.push(found);
        }
    }
}

fn heads(chains: &Chains<'_>) -> Vec<Head> {
    let followed: BTreeSet<EntryHash> = all_of(chains).map(|entry| entry.header.previous).collect();
    all_of(chains)
        .filter(|entry| !followed.contains(&entry.hash))
        .map(|entry| Head {
            station: entry.header.station,
            seq: entry.header.seq,
            hash: entry.hash,
        })
        .collect()
}
