//! Adds many notes to the newest incident of a home, for looking at a long log: never to a real one.
//!
//! `cargo run --release -p battlebag-store --example long_log -- HOME PASSPHRASE-FILE COUNT`
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs
)]

use battlebag_log::{Actor, Draft, Salt};
use battlebag_store::{Credential, Home, Passphrase};

/// Entries of one transaction.
const BATCH: u64 = 1_000;

fn main() {
    let mut words = std::env::args().skip(1);
    let mut word = |what: &str| words.next().unwrap_or_else(|| panic!("give {what}"));
    let home = word("the home's folder");
    let secret = std::fs::read_to_string(word("the passphrase file")).expect("the passphrase file");
    let count: u64 = word("how many").parse().expect("a number");
    let secret = secret.lines().next().unwrap_or_default().to_owned();
    let given = Credential::Passphrase(Passphrase::new(secret));
    let mut home = Home::open(home.as_ref(), None, &given, 0).expect("the home");
    let incident = *home.incidents().expect("incidents").last().expect("an incident");
    let last = home.entries(incident).expect("entries");
    let from = last.last().expect("an entry").header().clone();
    let person = home.signed_in().clone();
    let mut at = 0;
    while at < count {
        let batch = (at..count.min(at + BATCH)).map(|n| {
            let happened = from.recorded_at + i64::try_from(n).unwrap() * 500;
            let text = format!("Round {n}: ward {} has paper, runner {} back", n % 37, n % 11);
            let draft = Draft {
                kind: "note".to_owned(),
                occurred_at: happened,
                recorded_at: happened,
                zone_offset_min: from.zone_offset_min,
                actor: Actor {
                    id: person.id.clone(),
                    name: person.name.clone(),
                },
                role: String::new(),
                exercise: from.exercise,
                about: None,
                body: format!("{{\"kind\":\"note\",\"text\":\"{text}\"}}").into_bytes(),
            };
            let salt: [u8; 32] = std::array::from_fn(|i| n.to_le_bytes()[i % 8] ^ u8::try_from(i).unwrap());
            (draft, Salt(salt))
        });
        home.record(incident, batch.collect(), &[]).expect("saved");
        at += BATCH;
    }
    println!("{} entries", home.entries(incident).expect("entries").len());
}
