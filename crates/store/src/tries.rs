//! Wrong passphrases in a row, and the wait they cost. Kept in `tries.json`, so that it outlives a restart.
//!
//! It slows a person at the keyboard. Who can copy the files can also delete the count: against them stands
//! Argon2id alone.

use crate::StoreError;
use crate::files::{read_whole, remove, write_whole};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The count of wrong tries as kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tries {
    pub(crate) tries: u32,
    /// When the last one was, milliseconds since 1970 UTC.
    last_at: i64,
}

/// Seconds to wait after so many wrong tries in a row: none for the first two, then 5, 15, 30, 60, 120, and 300
/// from the eighth on. Never longer: in a crisis the door must open again within minutes.
pub fn wait_after(tries: u32) -> u64 {
    match tries {
        0..=2 => 0,
        3 => 5,
        4 => 15,
        5 => 30,
        6 => 60,
        7 => 120,
        _ => 300,
    }
}

fn path(dir: &Path) -> PathBuf {
    dir.join("tries.json")
}

impl Tries {
    /// What is kept in `dir`. A file that cannot be understood counts as many tries: damaging it gains nothing.
    pub(crate) fn read(dir: &Path) -> Result<Self, StoreError> {
        let unknown = Self { tries: 8, last_at: 0 };
        Ok(match read_whole(&path(dir))? {
            None => Self::default(),
            Some(bytes) => serde_json::from_slice(&bytes).unwrap_or(unknown),
        })
    }

    /// Seconds still to wait at `now`. A clock set back waits at most one full wait, counted from `now`.
    pub(crate) fn still_s(&mut self, now: i64) -> u64 {
        let wait_ms = wait_after(self.tries).saturating_mul(1_000);
        if self.last_at > now {
            self.last_at = now;
        }
        let passed = u64::try_from(now.saturating_sub(self.last_at)).unwrap_or(0);
        wait_ms.saturating_sub(passed).div_ceil(1_000)
    }

    /// One more, written before the passphrase is looked at: pulling the plug does not win a free try.
    pub(crate) fn charge(&mut self, dir: &Path, now: i64) -> Result<(), StoreError> {
        self.tries = self.tries.saturating_add(1);
        self.last_at = now;
        self.write(dir)
    }

    pub(crate) fn write(self, dir: &Path) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(&self).unwrap_or_default();
        write_whole(&path(dir), &bytes)
    }

    /// The right one was given: the count starts again.
    pub(crate) fn clear(dir: &Path) -> Result<(), StoreError> {
        remove(&path(dir))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_runs_out_and_a_clock_set_back_does_not_lock_for_ever() {
        let mut tries = Tries {
            tries: 4,
            last_at: 100_000,
        };
        assert_eq!(tries.still_s(100_000), 15);
        assert_eq!(tries.still_s(109_500), 6);
        assert_eq!(tries.still_s(115_000), 0);
        let mut tries = Tries {
            tries: 4,
            last_at: 100_000,
        };
        assert_eq!(tries.still_s(1_000), 15);
        assert_eq!(tries.still_s(16_000), 0);
    }

    #[test]
    fn the_wait_never_gets_shorter_nor_longer_than_five_minutes() {
        assert!((0..20).all(|tries| wait_after(tries) <= wait_after(tries + 1)));
        assert_eq!(wait_after(u32::MAX), 300);
    }
}
