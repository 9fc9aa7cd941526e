//! Every bit of a log, turned over one at a time: the verifier names the entry, and never calls the log whole.
//!
//! `BATTLEBAG_FLIPS=20 cargo test --release -p battlebag-log --test flips -- --nocapture` turns every bit of a log of
//! 20 entries, which takes minutes. By default the log has 8 and one bit of each byte is turned, another one in each.
#![allow(clippy::panic, clippy::unwrap_used, missing_docs)]

mod support;

use battlebag_log::{
    Bundle, BundleError, Checkpoint, Draft, Fault, Filed, Finding, RawEntry, Salt, SealedEntry, StationKey,
    Tail, append, verify_chain,
};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use support::{INCIDENT, START, draft, key, redaction};

const KINDS: [&str; 5] = [
    "note",
    "system.set",
    "role.take",
    "note.correction",
    "paper.printed",
];

/// How many entries the long run was asked to take.
fn asked() -> Option<usize> {
    let asked = std::env::var("BATTLEBAG_FLIPS").ok();
    asked.map(|asked| asked.parse().unwrap())
}

fn length() -> usize {
    asked().unwrap_or(8)
}

/// Two stations, several kinds, bodies empty and not, a pointer, and near the end of the first chain a redaction of
/// its second entry.
fn log(length: usize) -> Vec<SealedEntry> {
    let own = length * 5 / 8;
    let mut first = chain_of(&key(1), own - 2, 0);
    let target = first[1].hash();
    let tail = first
        .iter()
        .fold(Tail::empty(INCIDENT, key(1).public()), Tail::after);
    let redacts = append(
        &tail,
        redaction(target, START + 90_000),
        &key(1),
        Salt([0xAA; 32]),
    )
    .unwrap();
    let last = append(
        &tail.after(&redacts),
        draft("note", START + 91_000, b"after"),
        &key(1),
        Salt([0xAB; 32]),
    );
    first.extend([redacts, last.unwrap()]);
    first[1] = first[1].clone().without_body();
    first.extend(chain_of(&key(2), length - own, 7));
    first.sort_by_key(SealedEntry::filed);
    first
}

fn chain_of(key: &StationKey, length: usize, from: usize) -> Vec<SealedEntry> {
    let mut tail = Tail::empty(INCIDENT, key.public());
    let mut entries: Vec<SealedEntry> = Vec::new();
    for at in from..from + length {
        let body = ["", "Ward 7 to paper", "{\"text\":\"5 mg\"}"][at % 3];
        let draft = Draft {
            about: entries.last().filter(|_| at % 4 == 3).map(SealedEntry::hash),
            ..draft(
                KINDS[at % KINDS.len()],
                START + i64::try_from(at).unwrap() * 700,
                body.as_bytes(),
            )
        };
        let salt = Salt([u8::try_from(at).unwrap() + 1; 32]);
        let entry = append(&tail, draft, key, salt).unwrap();
        tail = tail.after(&entry);
        entries.push(entry);
    }
    entries
}

/// Runs a check of every bit on all cores; gives how many there were. A check that fails stops the test.
fn every_bit(bits: usize, check: impl Fn(usize) + Sync) -> usize {
    let next = AtomicUsize::new(0);
    let chosen: Vec<usize> = match asked() {
        Some(_) => (0..bits).collect(),
        None => (0..bits / 8).map(|byte| byte * 8 + byte % 8).collect(),
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(|| {
                while let Some(bit) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    check(*bit);
                }
            });
        }
    });
    chosen.len()
}

/// The damaged entry is named first, by its true place, and nothing else is blamed but what follows from it: words
/// erased by a redaction that can no longer be trusted.
fn names_only(findings: &[Finding], log: &[SealedEntry], at: usize, bit: usize) {
    let entry = &log[at];
    let first = findings
        .first()
        .unwrap_or_else(|| panic!("bit {bit} of entry {at} was missed"));
    let place = (first.index, first.station, first.seq);
    let filed = entry.filed();
    assert_eq!(
        place,
        (Some(at), Some(filed.station), Some(filed.seq)),
        "bit {bit}: {first}"
    );
    assert!(first.to_string().len() > 30);
    for other in &findings[1..] {
        let erased = log
            .iter()
            .find(|erased| Some(erased.hash()) == entry.header().about);
        let erased = erased
            .filter(|erased| erased.body().is_none())
            .map(SealedEntry::filed);
        let blamed = other
            .station
            .zip(other.seq)
            .map(|(station, seq)| Filed { station, seq });
        assert_eq!(
            (&other.what, blamed),
            (&Fault::BodyMissing, erased),
            "bit {bit}: {other}"
        );
    }
}

#[test]
fn every_bit_of_every_stored_field_is_watched() {
    let log = log(length());
    let whole: Vec<RawEntry> = log.iter().map(SealedEntry::to_raw).collect();
    let verdict = verify_chain(INCIDENT, &whole, &[]);
    assert!(verdict.is_whole() && verdict.redacted.len() == 1, "{verdict}");
    let starts: Vec<usize> = whole
        .iter()
        .scan(0, |end, entry| {
            *end += bits(entry);
            Some(*end)
        })
        .collect();
    let flips = every_bit(*starts.last().unwrap(), |bit| {
        let at = starts.partition_point(|end| *end <= bit);
        let within = bit - at.checked_sub(1).map_or(0, |before| starts[before]);
        let mut hurt = whole.clone();
        flip(&mut hurt[at], within);
        let verdict = verify_chain(INCIDENT, &hurt, &[]);
        if hurt[at].filed == whole[at].filed {
            names_only(&verdict.findings, &log, at, within);
        } else {
            // Filed where it does not belong: named by where it is, and it says itself where it should be.
            let [found] = &verdict.findings[..] else {
                panic!("bit {within} of {at}: {verdict}")
            };
            assert_eq!(found.index, Some(at));
            assert_eq!(
                found.what,
                Fault::Misfiled {
                    says: log[at].filed()
                }
            );
        }
    });
    println!(
        "{} entries as stored: {flips} bits turned over, 0 missed",
        log.len()
    );
}

#[test]
fn every_bit_of_an_exported_file_is_watched() {
    let log = log(length());
    let paper = Checkpoint::of(INCIDENT, &log, START).unwrap();
    let unfiled = |entry: &SealedEntry| RawEntry {
        filed: None,
        ..entry.to_raw()
    };
    let whole = Bundle {
        incident: INCIDENT,
        entries: log.iter().map(unfiled).collect(),
        checkpoints: vec![paper.sign(&key(1)), paper.sign(&key(2))],
    };
    let bytes = whole.encode().unwrap();
    assert!(Bundle::decode(&bytes).unwrap().verify().is_whole());
    let records = records(&whole);
    let flips = every_bit(bytes.len() * 8, |bit| {
        let mut hurt = bytes.clone();
        hurt[bit / 8] ^= 1 << (bit % 8);
        let entry = records.iter().position(|record| record.contains(&(bit / 8)));
        match (entry, Bundle::decode(&hurt)) {
            (Some(at), Ok(read)) => names_only(&read.verify().findings, &log, at, bit),
            (
                Some(at),
                Err(BundleError::Entry {
                    number, place, why, ..
                }),
            ) => {
                assert_eq!(number as usize, at + 1, "bit {bit}: {why}");
                assert_eq!(place, Some(log[at].filed()), "bit {bit}: {why}");
            }
            (None, Ok(read)) => {
                let verdict = read.verify();
                let changed = |found: &Finding| found.what == Fault::CheckpointChanged;
                assert!(
                    verdict.findings.len() == 1 && verdict.findings.iter().all(changed),
                    "bit {bit}: {verdict}"
                );
            }
            (None, Err(BundleError::NotABundle)) => assert!(bit / 8 < 16, "bit {bit}"),
            (None, Err(BundleError::Damaged(why))) => assert!(bit / 8 >= 16, "bit {bit}: {why}"),
            (entry, Err(other)) => panic!("bit {bit} of {entry:?}: {other}"),
        }
    });
    println!(
        "{} entries in a file: {flips} bits turned over, 0 missed",
        log.len()
    );
}

#[test]
fn a_file_cut_anywhere_is_refused_in_words() {
    let log = log(8);
    let whole = Bundle {
        incident: INCIDENT,
        entries: log.iter().map(SealedEntry::to_raw).collect(),
        checkpoints: vec![Checkpoint::of(INCIDENT, &log, START).unwrap().sign(&key(1))],
    };
    let bytes = whole.encode().unwrap();
    let records = records(&whole);
    for cut in 0..bytes.len() {
        match Bundle::decode(&bytes[..cut]).unwrap_err() {
            BundleError::NotABundle => assert!(cut < 16, "{cut}"),
            BundleError::Entry { number, .. } => {
                let record = &records[number as usize - 1];
                assert!(
                    (record.start..record.end).contains(&cut),
                    "{cut} is not in entry {number}"
                );
            }
            BundleError::Damaged(_) => assert!(cut < records[0].start || cut >= records[7].end, "{cut}"),
            other @ BundleError::TooMany => panic!("{cut}: {other}"),
        }
    }
}

#[test]
fn what_is_said_of_a_damaged_file() {
    let log = log(8);
    let whole = Bundle {
        incident: INCIDENT,
        entries: log.iter().map(SealedEntry::to_raw).collect(),
        checkpoints: vec![Checkpoint::of(INCIDENT, &log, START).unwrap().sign(&key(1))],
    };
    let bytes = whole.encode().unwrap();
    let said = |at: usize| {
        let mut hurt = bytes.clone();
        hurt[at] ^= 1;
        match Bundle::decode(&hurt) {
            Ok(read) => read.verify().first().unwrap().to_string(),
            Err(why) => why.to_string(),
        }
    };
    let records = records(&whole);
    insta::assert_snapshot!(said(20), @"this log file is damaged: the incident at byte 16 is not allowed: every entry in this file is of another incident. Copy the log again from the station that wrote it.");
    insta::assert_snapshot!(said(35), @"this log file is damaged: the number of entries at byte 32 is not allowed: the file holds fewer. Copy the log again from the station that wrote it.");
    insta::assert_snapshot!(said(records[3].start + 3), @"entry 4 of 8 in this file (entry 1 of station 8a88e3dd) cannot be read: the body flag at byte 1213 is not allowed: a flag must be 0 or 1. Copy the log again from the station that wrote it.");
    insta::assert_snapshot!(said(records[4].end - 40), @"Entry 2 of station 8a88e3dd: it was changed after it was signed, or this station did not sign it.");
    insta::assert_snapshot!(said(records[3].start + 4 + 20), @"Entry 1 of station 8a88e3dd: it was changed after it was signed, or this station did not sign it.");
    insta::assert_snapshot!(said(records[7].end + 3), @"this log file is damaged: there are 269 bytes too many from byte 2472. Copy the log again from the station that wrote it.");
    insta::assert_snapshot!(said(bytes.len() - 1), @"A checkpoint of station 8a88e3dd: it was changed after it was signed, so it proves nothing. Compare the log with the words on paper.");
}

/// Where each entry lies in the file.
fn records(bundle: &Bundle) -> Vec<Range<usize>> {
    let mut at = 16 + 16 + 4;
    let range = |entry: &RawEntry| {
        let mut record = Vec::new();
        entry.write_record(&mut record);
        let range = at..at + record.len();
        at = range.end;
        range
    };
    bundle.entries.iter().map(range).collect()
}

/// Bits of the header, signature, salt, body, station and number as filed.
fn bits(entry: &RawEntry) -> usize {
    let body = entry.body.as_ref().map_or(0, |body| 32 + body.bytes.len());
    (entry.header.len() + 64 + body + 32 + 8) * 8
}

fn flip(entry: &mut RawEntry, bit: usize) {
    let mut filed = entry.filed.unwrap();
    let mut seq = filed.seq.to_be_bytes();
    let (salt, body) = match &mut entry.body {
        Some(body) => (&mut body.salt.0[..], &mut body.bytes[..]),
        None => (&mut [][..], &mut [][..]),
    };
    let mut bytes = (entry.header.iter_mut())
        .chain(entry.signature.0.iter_mut())
        .chain(salt)
        .chain(body)
        .chain(filed.station.0.iter_mut())
        .chain(seq.iter_mut());
    *bytes.nth(bit / 8).unwrap() ^= 1 << (bit % 8);
    drop(bytes);
    filed.seq = u64::from_be_bytes(seq);
    entry.filed = Some(filed);
}
