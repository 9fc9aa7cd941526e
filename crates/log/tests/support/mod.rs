//! Fixed keys, people and chains for the tests.
#![allow(dead_code)]

use battlebag_log::{
    Actor, Draft, EntryHash, IncidentId, REDACTION_KIND, Salt, SealedEntry, StationKey, Tail, append,
};

/// The incident of every test.
pub const INCIDENT: IncidentId = IncidentId([0x42; 16]);
/// Saturday 21 November 2026, 02:14 UTC.
pub const START: i64 = 1_795_227_240_000;

/// A station's key.
pub fn key(seed: u8) -> StationKey {
    StationKey::from_seed([seed; 32])
}

/// A plain entry.
pub fn draft(kind: &str, recorded_at: i64, body: &[u8]) -> Draft {
    Draft {
        kind: kind.to_owned(),
        occurred_at: recorded_at - 60_000,
        recorded_at,
        zone_offset_min: 0,
        actor: Actor {
            id: "p-1".to_owned(),
            name: "Asha Verma".to_owned(),
        },
        role: "Loggist".to_owned(),
        exercise: true,
        about: None,
        body: body.to_vec(),
    }
}

/// The draft of an entry that erases another's body.
pub fn redaction(target: EntryHash, recorded_at: i64) -> Draft {
    Draft {
        about: Some(target),
        ..draft(REDACTION_KIND, recorded_at, b"named a person by mistake")
    }
}

/// The chain of one station, one entry per body, a second apart.
pub fn chain(seed: u8, bodies: &[&[u8]]) -> Vec<SealedEntry> {
    let key = key(seed);
    let mut tail = Tail::empty(INCIDENT, key.public());
    let mut entries = Vec::new();
    for (at, body) in bodies.iter().enumerate() {
        let recorded_at = START + i64::try_from(at).unwrap() * 1_000;
        let salt = Salt([u8::try_from(at % 251).unwrap() + 1; 32]);
        let entry = append(&tail, draft("note", recorded_at, body), &key, salt).unwrap();
        tail = tail.after(&entry);
        entries.push(entry);
    }
    entries
}

/// The next entry of a chain.
pub fn follow(entries: &[SealedEntry], seed: u8, draft: Draft) -> SealedEntry {
    let key = key(seed);
    let tail = entries
        .iter()
        .fold(Tail::empty(INCIDENT, key.public()), |tail, entry| {
            tail.after(entry)
        });
    append(&tail, draft, &key, Salt([0xEE; 32])).unwrap()
}
