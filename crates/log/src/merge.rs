//! The logs of several stations become one: a set union, and one order to show it in.

use crate::entry::{Body, SIGN_TAG, SealedEntry};
use crate::header::{Header, REDACTION_KIND};
use crate::ids::{EntryHash, Signature};
use crate::key::signed_by;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts entries into display order: hybrid logical clock, then station, then number.
///
/// A fork's two entries come next to each other, by hash, so that every station shows the same order.
pub fn order(entries: &mut [SealedEntry]) {
    entries.sort_by_cached_key(|entry| {
        let header = entry.header();
        (header.clock, header.station, header.seq, entry.hash())
    });
}

/// Every entry that is in `a` or in `b`, once, in display order.
///
/// The result does not depend on the order or the grouping of unions, and repeating one changes nothing. Both
/// branches of a fork are kept. A body known to either side is kept, unless the union holds a signed redaction
/// of it: then it is erased. Where two copies of an entry differ in body or signature, the sound one is kept.
pub fn union(a: Vec<SealedEntry>, b: Vec<SealedEntry>) -> Vec<SealedEntry> {
    let mut all: BTreeMap<EntryHash, SealedEntry> = BTreeMap::new();
    for entry in a.into_iter().chain(b) {
        let entry = match all.remove(&entry.hash()) {
            Some(other) => best_of(other, &entry),
            None => entry,
        };
        all.insert(entry.hash(), entry);
    }
    let trusted = all
        .values()
        .filter(|e| e.header().kind == REDACTION_KIND && signature_holds(e));
    let erased = redacted(trusted.map(|entry| (entry.header(), entry.hash())));
    let mut merged: Vec<SealedEntry> = all
        .into_values()
        .map(|entry| {
            if erased.contains(&entry.hash()) {
                entry.without_body()
            } else {
                entry
            }
        })
        .collect();
    order(&mut merged);
    merged
}

/// The entries whose bodies are erased by the redactions among `trusted` entries (their signatures hold). A
/// redaction cannot itself be redacted: why something was erased stays readable.
pub(crate) fn redacted<'a>(trusted: impl Iterator<Item = (&'a Header, EntryHash)>) -> BTreeSet<EntryHash> {
    let redactions: Vec<_> = trusted
        .filter(|(header, _)| header.kind == REDACTION_KIND)
        .collect();
    let kept: BTreeSet<EntryHash> = redactions.iter().map(|(_, hash)| *hash).collect();
    redactions
        .iter()
        .filter_map(|(header, _)| header.about)
        .filter(|target| !kept.contains(target))
        .collect()
}

fn signature_holds(entry: &SealedEntry) -> bool {
    signed_by(
        &entry.header().station,
        SIGN_TAG,
        entry.header_bytes(),
        entry.signature(),
    )
}

/// Two copies of one entry: the sound signature and the sound body, whichever side has them.
fn best_of(one: SealedEntry, two: &SealedEntry) -> SealedEntry {
    if one == *two {
        return one;
    }
    let header = one.header().clone();
    let rank_signature = |s: &Signature| {
        (
            Reverse(signed_by(&header.station, SIGN_TAG, one.header_bytes(), s)),
            *s,
        )
    };
    let signature = *std::cmp::min_by_key(one.signature(), two.signature(), |s| rank_signature(s));
    let rank_body = |body: &Body| {
        (
            Reverse(body.hash() == header.body_hash),
            body.salt,
            body.bytes.clone(),
        )
    };
    let body = [one.body(), two.body()]
        .into_iter()
        .flatten()
        .min_by_key(|body| rank_body(body))
        .cloned();
    one.with_parts(signature, body)
}
