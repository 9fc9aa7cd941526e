//! Whole homes on a real disk.

mod backup;
mod clocks;
mod clones;
mod faults;
mod hold;
mod inbox;
mod logs;
mod people;
mod processes;
mod rekey;
mod search;
mod secrets;
mod shred;
mod signing_in;
mod stops;
mod torn;
mod verified;

use crate::{Created, Credential, Home, HomeRandom, KdfCost, NewHome, Passphrase};
use battlebag_log::{Actor, Draft, IncidentId, Salt};
use std::path::Path;

/// Saturday 21 November 2026, 02:14 UTC.
pub(crate) const START: i64 = 1_795_227_240_000;
pub(crate) const INCIDENT: IncidentId = IncidentId([0x42; 16]);
pub(crate) const PASSPHRASE: &str = "correct horse battery";

pub(crate) fn new_home(seed: u8) -> NewHome {
    NewHome {
        hospital: "St Elsewhere".to_owned(),
        person: "Asha Verma".to_owned(),
        zone: "Europe/London".to_owned(),
        passphrase: Passphrase::new(PASSPHRASE.to_owned()),
        cost: KdfCost::FOR_TESTS,
        random: HomeRandom::from_bytes(std::array::from_fn(|at| seed ^ u8::try_from(at % 256).unwrap())),
        created_at: START,
    }
}

pub(crate) fn create(dir: &Path) -> Created {
    Home::create(dir, &new_home(1)).unwrap()
}

/// A home in a folder that lasts as long as the test.
pub(crate) fn home() -> (tempfile::TempDir, Home) {
    let dir = tempfile::tempdir().unwrap();
    let home = create(dir.path()).home;
    (dir, home)
}

pub(crate) fn right() -> Credential {
    Credential::Passphrase(Passphrase::new(PASSPHRASE.to_owned()))
}

pub(crate) fn wrong() -> Credential {
    Credential::Passphrase(Passphrase::new("incorrect horse".to_owned()))
}

pub(crate) fn open(dir: &Path) -> Home {
    Home::open(dir, None, &right(), START).unwrap()
}

pub(crate) fn draft(body: &[u8]) -> Draft {
    Draft {
        kind: "note".to_owned(),
        occurred_at: START,
        recorded_at: START,
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

/// One draft with its salt, as `record` takes it.
pub(crate) fn note(body: &[u8]) -> Vec<(Draft, Salt)> {
    vec![(draft(body), Salt([7; 32]))]
}
