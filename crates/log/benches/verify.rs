//! What checking a log costs: one entry after the other, and shared among threads, against the bare signature checks.
//!
//! `cargo bench -p battlebag-log --bench verify` prints microseconds and ratios.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use battlebag_log::{
    Actor, Draft, IncidentId, RawEntry, Salt, SealedEntry, StationKey, Tail, append, verify_chain,
};
use ed25519_dalek::{Signature, VerifyingKey};
use std::time::Instant;

const INCIDENT: IncidentId = IncidentId([1; 16]);
const START: i64 = 1_795_227_240_000;

fn main() {
    let log = log(20_000);
    println!(
        "threads here: {}",
        std::thread::available_parallelism().map_or(1, Into::into)
    );
    for round in 1..=3 {
        let bare = bare(&log);
        // Fewer than 512 at a time are checked on one thread.
        let one = per_entry(log.len(), || {
            log.chunks(500)
                .for_each(|part| assert_eq!(verify_chain(INCIDENT, part, &[]).entries, part.len()));
        });
        let shared = per_entry(log.len(), || {
            assert!(verify_chain(INCIDENT, &log, &[]).is_whole());
        });
        println!(
            "round {round}: bare signature {bare:5.1} us, one thread {one:5.1} us ({:.2} of bare), shared {shared:5.1} us \
             ({:.2} times as fast)",
            one / bare,
            one / shared
        );
    }
}

fn per_entry(entries: usize, act: impl FnOnce()) -> f64 {
    let started = Instant::now();
    act();
    started.elapsed().as_secs_f64() * 1e6 / entries as f64
}

/// The same number of strict signature checks over as many bytes, with the key ready.
fn bare(log: &[RawEntry]) -> f64 {
    let key = ed25519_dalek::SigningKey::from_bytes(&[1; 32]);
    let message = [0u8; 250];
    let signature: Signature = ed25519_dalek::Signer::sign(&key, &message);
    let public: VerifyingKey = key.verifying_key();
    per_entry(log.len(), || {
        for _ in log {
            public.verify_strict(&message, &signature).unwrap();
        }
    })
}

fn log(length: u32) -> Vec<RawEntry> {
    let key = StationKey::from_seed([1; 32]);
    let mut tail = Tail::empty(INCIDENT, key.public());
    let seal = |n: u32| {
        let draft = Draft {
            kind: "note".to_owned(),
            occurred_at: START,
            recorded_at: START + i64::from(n),
            zone_offset_min: 0,
            actor: Actor {
                id: "0123456789abcdef".to_owned(),
                name: "Asha Verma".to_owned(),
            },
            role: "Loggist".to_owned(),
            exercise: true,
            about: None,
            body: format!("{{\"text\":\"Ward {n} has moved to paper charts\"}}").into_bytes(),
        };
        let entry = append(&tail, draft, &key, Salt([7; 32])).unwrap();
        tail = tail.after(&entry);
        SealedEntry::to_raw(&entry)
    };
    (0..length).map(seal).collect()
}
