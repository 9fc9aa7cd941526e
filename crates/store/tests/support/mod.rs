//! Homes and drafts for the tests that see the store from outside. Only fictional people.
#![allow(dead_code, clippy::panic, clippy::unwrap_used, missing_docs)]

pub mod child;
pub mod shift;

use battlebag_log::{Actor, Draft, IncidentId, Salt};
use battlebag_store::{Credential, Home, HomeRandom, KdfCost, NewHome, Passphrase};
use std::path::Path;

/// Saturday 21 November 2026, 02:14 UTC.
pub const START: i64 = 1_795_227_240_000;
pub const INCIDENT: IncidentId = IncidentId([0x42; 16]);
pub const PASSPHRASE: &str = "correct horse battery";

pub fn create(dir: &Path) -> Home {
    let new = NewHome {
        hospital: "St Elsewhere".to_owned(),
        person: "Asha Verma".to_owned(),
        zone: "Europe/London".to_owned(),
        passphrase: Passphrase::new(PASSPHRASE.to_owned()),
        cost: KdfCost::FOR_TESTS,
        random: HomeRandom::from_bytes([5; HomeRandom::LEN]),
        created_at: START,
    };
    Home::create(dir, &new).unwrap().home
}

pub fn open(dir: &Path) -> Home {
    let by = Credential::Passphrase(Passphrase::new(PASSPHRASE.to_owned()));
    Home::open(dir, None, &by, START).unwrap()
}

pub fn draft(recorded_at: i64, body: &[u8]) -> Draft {
    Draft {
        kind: "note".to_owned(),
        occurred_at: recorded_at,
        recorded_at,
        zone_offset_min: 0,
        actor: Actor {
            id: "0123456789abcdef".to_owned(),
            name: "Asha Verma".to_owned(),
        },
        role: "Loggist".to_owned(),
        exercise: true,
        about: None,
        body: body.to_vec(),
    }
}

/// One draft with its salt, as `record` takes it.
pub fn note(recorded_at: i64, body: &[u8]) -> Vec<(Draft, Salt)> {
    vec![(draft(recorded_at, body), Salt([7; 32]))]
}
