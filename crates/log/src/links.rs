//! The second step of checking: entries that are sound by themselves, as chains.

use crate::checkpoint::Head;
use crate::entry::Filed;
use crate::header::{Header, REDACTION_KIND};
use crate::ids::{EntryHash, Station};
use crate::merge::redacted;
use crate::verdict::{Fault, Finding};
use std::collections::{BTreeMap, BTreeSet};

/// An entry whose header is sound.
pub(crate) struct Sound {
    pub(crate) index: usize,
    pub(crate) header: Header,
    pub(crate) hash: EntryHash,
    pub(crate) body: Option<bool>,
}

impl Sound {
    pub(crate) fn filed(&self) -> Filed {
        Filed {
            station: self.header.station,
            seq: self.header.seq,
        }
    }
}

/// Sound entries by station, number and hash.
pub(crate) type Chains<'a> = BTreeMap<Station, BTreeMap<u64, BTreeMap<EntryHash, &'a Sound>>>;

/// The chains of these entries. Of two copies of one entry the one that has its body is judged.
pub(crate) fn chains_of(sound: &[Sound]) -> Chains<'_> {
    let mut chains = Chains::new();
    for entry in sound {
        let at = chains
            .entry(entry.header.station)
            .or_default()
            .entry(entry.header.seq)
            .or_default();
        let kept = at.entry(entry.hash).or_insert(entry);
        if kept.body.is_none() {
            *kept = entry;
        }
    }
    chains
}

pub(crate) fn all_of<'a>(chains: &'a Chains<'a>) -> impl Iterator<Item = &'a Sound> + 'a {
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
pub(crate) fn check_bodies(chains: &Chains<'_>, findings: &mut Vec<Finding>) -> Vec<Filed> {
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

/// Checks one station's chain: numbers, links and clocks. It starts at the marked head, else at entry 1.
pub(crate) fn check_links(
    station: Station,
    chain: &BTreeMap<u64, BTreeMap<EntryHash, &Sound>>,
    marked: Option<&Head>,
    named: &BTreeSet<Filed>,
    findings: &mut Vec<Finding>,
) {
    let mut before: Option<(u64, &BTreeMap<EntryHash, &Sound>)> = None;
    let start = marked.map_or(0, |head| head.seq.saturating_sub(1));
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
        let last_seq = before.map_or(start, |(seq, _)| seq);
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

/// Compares the chains with one chain end that was seen before: on paper, at another station, at an earlier check.
pub(crate) fn check_seen(
    head: &Head,
    chains: &Chains<'_>,
    named: &BTreeSet<Filed>,
    findings: &mut Vec<Finding>,
) {
    let chain = chains.get(&head.station);
    let here = chain.and_then(|chain| chain.get(&head.seq));
    let named_already = named.contains(&Filed {
        station: head.station,
        seq: head.seq,
    });
    if named_already || here.is_some_and(|here| here.contains_key(&head.hash)) {
        return;
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

pub(crate) fn heads(chains: &Chains<'_>) -> Vec<Head> {
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
