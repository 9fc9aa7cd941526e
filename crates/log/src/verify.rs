//! The verifier: does a log hold together, and if not, which entry is the first bad one.
//!
//! Two steps. Each entry is checked by itself (readable, right incident, filed where it belongs, signed, body as
//! signed). Then the entries that are sound are checked as chains (no gap, each follows the one before, no two
//! with one number). A link to an entry that is already named as bad is not reported again, so that one changed
//! byte names one entry.

use crate::Body;
use crate::checkpoint::{Checkpoint, Head};
use crate::entry::{Filed, RawEntry, SIGN_TAG, entry_hash};
use crate::header::Header;
use crate::ids::{EntryHash, IncidentId};
use crate::key::signed_by;
use crate::links::{Sound, chains_of, check_bodies, check_links, check_seen, heads};
use crate::place::Places;
use crate::verdict::{Fault, Finding, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::thread;

/// Fewer entries than this are not worth a second thread.
const WORTH_SHARING: usize = 512;
/// More threads than this and the reading of the entries sets the pace.
const MOST_THREADS: usize = 8;

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
/// The same entry twice is not a fault. Entries of any kind are checked; none is skipped. A long log is checked on
/// several threads; the verdict does not depend on how many.
pub fn verify_chain(incident: IncidentId, entries: &[RawEntry], seen: &[Checkpoint]) -> Verdict {
    verify_from(incident, &[], entries, seen)
}

/// Checks the part of a log that follows chain ends found whole at an earlier check.
///
/// `entries` holds, of each marked station, the entry of its mark and all after it; of other stations, everything.
/// A mark's entry must be there and be the one that was marked. What a checkpoint saw before a mark is not looked
/// at here. A redaction before the marks is not known here, so an entry that it erased is called missing: whoever
/// gets a verdict that is not whole checks the whole log before telling anybody.
pub fn verify_from(
    incident: IncidentId,
    marked: &[Head],
    entries: &[RawEntry],
    seen: &[Checkpoint],
) -> Verdict {
    let (sound, mut findings, named) = check_each(incident, entries);
    let chains = chains_of(&sound);
    let marks: BTreeMap<_, &Head> = marked.iter().map(|head| (head.station, head)).collect();
    let redacted = check_bodies(&chains, &mut findings);
    // A marked entry was judged with all that came before it, which may have held the redaction of its words.
    let is_mark = |found: &Finding| {
        let mark = found.station.and_then(|station| marks.get(&station));
        mark.is_some_and(|mark| found.seq == Some(mark.seq))
    };
    findings.retain(|found| found.what != Fault::BodyMissing || !is_mark(found));
    for (station, chain) in &chains {
        check_links(
            *station,
            chain,
            marks.get(station).copied(),
            &named,
            &mut findings,
        );
    }
    let heads_seen = seen
        .iter()
        .filter(|checkpoint| checkpoint.incident() == incident)
        .flat_map(Checkpoint::heads)
        .filter(|head| marks.get(&head.station).is_none_or(|mark| head.seq >= mark.seq));
    for head in marked.iter().chain(heads_seen) {
        check_seen(head, &chains, &named, &mut findings);
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

/// What was found of one entry by itself: its header, its name and whether its body (if it has one) is as signed,
/// unless it is not sound; and what is wrong with it.
struct Judged {
    sound: Option<(Header, EntryHash, Option<bool>)>,
    fault: Option<Fault>,
}

fn judge(incident: IncidentId, entry: &RawEntry) -> Judged {
    let (header, misfiled) = match check_entry(incident, entry) {
        Ok(header) => (Ok(header), None),
        // Soundly signed and kept in the wrong place: in its chain it stands where its header says.
        Err(what @ Fault::Misfiled { .. }) => (Header::decode(&entry.header), Some(what)),
        Err(what) => {
            return Judged {
                sound: None,
                fault: Some(what),
            };
        }
    };
    let Ok(header) = header else {
        return Judged {
            sound: None,
            fault: misfiled,
        };
    };
    let body = entry.body.as_ref().map(|body| check_body(&header, body));
    let fault = misfiled.or((body == Some(false)).then_some(Fault::BodyDiffers));
    Judged {
        sound: Some((header, entry_hash(&entry.header), body)),
        fault,
    }
}

/// Judges every entry, in order, on as many threads as are of use.
fn judge_all(incident: IncidentId, entries: &[RawEntry]) -> Vec<Judged> {
    let here =
        |part: &[RawEntry]| -> Vec<Judged> { part.iter().map(|entry| judge(incident, entry)).collect() };
    let threads = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(MOST_THREADS);
    if threads == 1 || entries.len() < WORTH_SHARING {
        return here(entries);
    }
    thread::scope(|scope| {
        let started: Vec<_> = entries
            .chunks(entries.len().div_ceil(threads))
            .map(|part| {
                (
                    part,
                    thread::Builder::new().spawn_scoped(scope, move || here(part)),
                )
            })
            .collect();
        let finish = |(part, thread): (_, std::io::Result<thread::ScopedJoinHandle<'_, Vec<Judged>>>)| {
            // A thread that could not be had: its part is done here.
            thread
                .ok()
                .and_then(|thread| thread.join().ok())
                .unwrap_or_else(|| here(part))
        };
        started.into_iter().flat_map(finish).collect()
    })
}

/// The sound entries, what is wrong with the others, and the places that are thereby explained.
fn check_each(incident: IncidentId, entries: &[RawEntry]) -> (Vec<Sound>, Vec<Finding>, BTreeSet<Filed>) {
    let mut sound = Vec::with_capacity(entries.len());
    let mut bad = Vec::new();
    for (index, (judged, entry)) in judge_all(incident, entries).into_iter().zip(entries).enumerate() {
        bad.extend(judged.fault.map(|what| (index, entry, what)));
        sound.extend(judged.sound.map(|(header, hash, body)| Sound {
            index,
            header,
            hash,
            body,
        }));
    }
    let mut named = BTreeSet::new();
    if bad.is_empty() {
        return (sound, Vec::new(), named);
    }
    let places = Places::of(&sound);
    let name = |(index, entry, what): (usize, &RawEntry, Fault)| {
        let place = entry
            .filed
            .or_else(|| places.of_entry(index, &entry.header, &what));
        named.extend(place);
        Finding {
            index: Some(index),
            station: place.map(|place| place.station),
            seq: place.map(|place| place.seq),
            what,
        }
    };
    let findings = bad.into_iter().map(name).collect();
    (sound, findings, named)
}
