//! The committed bytes of format version 1. They never change: a change here is a new format version.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use battlebag_log::{
    Body, Bundle, Checkpoint, Draft, EntryHash, RawEntry, Salt, SealedEntry, Signature, Station, Tail,
    append, verify_chain,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use support::{INCIDENT, START, draft, key, redaction};

const VECTORS: &str = include_str!("golden/v1.txt");

/// Three entries and a checkpoint from seed 01..01: a note, a note with every optional field, a redaction.
fn golden_log() -> Vec<SealedEntry> {
    let key = key(1);
    let mut tail = Tail::empty(INCIDENT, key.public());
    let mut entries: Vec<SealedEntry> = Vec::new();
    for at in 0u8..3 {
        let recorded_at = START + i64::from(at) * 500;
        let first = entries.first().map_or(EntryHash::NONE, SealedEntry::hash);
        let draft = match at {
            0 => draft("note", recorded_at, b"Screens dark in the emergency department"),
            1 => Draft {
                zone_offset_min: -210,
                exercise: false,
                about: Some(first),
                role: "Stationsleitung \u{00e4}".to_owned(),
                ..draft("note.correction", recorded_at, b"")
            },
            _ => redaction(first, recorded_at),
        };
        let entry = append(&tail, draft, &key, Salt([0xA0 + at; 32])).unwrap();
        tail = tail.after(&entry);
        entries.push(entry);
    }
    entries
}

fn written(log: &[SealedEntry]) -> String {
    let mut out =
        String::from("# Battlebag log, format version 1: golden vectors. See docs/log-format.md.\n");
    writeln!(
        out,
        "seed = {}\nstation = {}\nincident = {INCIDENT}",
        "01".repeat(32),
        key(1).public()
    )
    .unwrap();
    for (at, entry) in log.iter().enumerate() {
        let (n, body) = (at + 1, entry.body().unwrap());
        writeln!(out, "entry{n}.header = {}", hex::encode(entry.header_bytes())).unwrap();
        writeln!(out, "entry{n}.hash = {}", entry.hash()).unwrap();
        writeln!(out, "entry{n}.signature = {}", entry.signature()).unwrap();
        writeln!(out, "entry{n}.salt = {}", body.salt).unwrap();
        writeln!(out, "entry{n}.body = {}", hex::encode(&body.bytes)).unwrap();
        writeln!(out, "entry{n}.body_hash = {}", hex::encode(body.hash())).unwrap();
    }
    let checkpoint = Checkpoint::of(INCIDENT, log, START).unwrap();
    writeln!(out, "checkpoint = {}", hex::encode(checkpoint.encode())).unwrap();
    writeln!(out, "checkpoint.root = {}", hex::encode(checkpoint.root())).unwrap();
    writeln!(out, "checkpoint.words = {}", checkpoint.words().join(" ")).unwrap();
    writeln!(
        out,
        "checkpoint.signature = {}",
        checkpoint.sign(&key(1)).signature
    )
    .unwrap();
    let entries = log.iter().map(SealedEntry::to_raw).collect();
    let bundle = Bundle {
        incident: INCIDENT,
        entries,
        checkpoints: vec![checkpoint.sign(&key(1))],
    };
    writeln!(out, "bundle = {}", hex::encode(bundle.encode().unwrap())).unwrap();
    out
}

#[test]
fn the_same_inputs_still_make_the_same_bytes() {
    let now = written(&golden_log());
    if std::env::var_os("BATTLEBAG_WRITE_GOLDEN").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/v1.txt"), &now).unwrap();
        return;
    }
    assert_eq!(now, VECTORS.replace("\r\n", "\n"));
}

/// Reads the committed file alone, as another implementer would.
#[test]
fn the_committed_bytes_are_read_and_verified() {
    let fields: BTreeMap<&str, &str> = VECTORS
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .collect();
    let bytes = |name: &str| hex::decode(fields[name]).unwrap();
    let entries: Vec<RawEntry> = (1..=3)
        .map(|n| RawEntry {
            header: bytes(&format!("entry{n}.header")),
            signature: fields[format!("entry{n}.signature").as_str()]
                .parse::<Signature>()
                .unwrap(),
            body: Some(Body {
                salt: fields[format!("entry{n}.salt").as_str()].parse().unwrap(),
                bytes: bytes(&format!("entry{n}.body")),
            }),
            filed: None,
        })
        .collect();
    let checkpoint = Checkpoint::decode(&bytes("checkpoint")).unwrap();
    let verdict = verify_chain(INCIDENT, &entries, std::slice::from_ref(&checkpoint));
    assert!(verdict.is_whole(), "{verdict}");
    assert_eq!(
        verdict.heads[0].station,
        fields["station"].parse::<Station>().unwrap()
    );
    assert_eq!(verdict.heads[0].hash.to_string(), fields["entry3.hash"]);
    assert_eq!(checkpoint.matches(fields["checkpoint.words"]), Ok(true));
    assert!(Bundle::decode(&bytes("bundle")).unwrap().verify().is_whole());
    let second = SealedEntry::read(entries[1].clone()).unwrap();
    assert_eq!(second.header().zone_offset_min, -210);
    assert_eq!(
        second.header().about.map(|hash| hash.to_string()).as_deref(),
        Some(fields["entry1.hash"])
    );
}
