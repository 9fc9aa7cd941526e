//! Wrong passphrases in a row, and the wait they cost. Kept in `tries.json`, so that it outlives a restart.
//!
//! It slows a person at the keyboard. Who can copy the files can also delete the count: against them stands
//! Argon2id alone.
//!
//! The wait is measured by the machine's clock, which people set. Set back, it costs one full wait at most. Set
//! forward, it ends one wait early and no more: the count does not fade with time, so each further wrong try costs
//! its full wait again.

use crate::StoreError;
use crate::explain::explain_io;
use crate::files::{open_lock, read_whole, remove, write_whole};
use crate::home::Home;
use serde::{Deserialize, Serialize};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often a turn at the count is asked for: two seconds in all.
const MOST_ASKED: u32 = 200;
const BLINK: Duration = Duration::from_millis(10);

/// The count of wrong tries as kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tries {
    tries: u32,
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

impl Home {
    /// Wrong tries in a row on the home in `dir`, and the seconds still to wait at `now` (milliseconds since 1970 UTC)
    /// before the next one is taken: for the lock screen. Needs no passphrase.
    pub fn tries(dir: &Path, now: i64) -> Result<(u32, u64), StoreError> {
        let mut tries = Tries::read(dir)?;
        if tries.was_later_than(now) {
            // Written down, or a screen that asks every second would see a full wait for ever.
            let _turn = turn(dir);
            tries = Tries::read(dir)?;
            if tries.was_later_than(now) {
                tries.last_at = now;
                let _ = tries.write(dir);
            }
        }
        Ok((tries.tries, tries.still_s(now)))
    }
}

impl Tries {
    /// What is kept in `dir`. A file that cannot be understood counts as many tries: damaging it gains nothing.
    fn read(dir: &Path) -> Result<Self, StoreError> {
        let unknown = Self { tries: 8, last_at: 0 };
        Ok(match read_whole(&path(dir))? {
            None => Self::default(),
            Some(bytes) => serde_json::from_slice(&bytes).unwrap_or(unknown),
        })
    }

    /// Seconds still to wait at `now`.
    fn still_s(self, now: i64) -> u64 {
        let wait_ms = wait_after(self.tries).saturating_mul(1_000);
        let passed = u64::try_from(now.saturating_sub(self.last_at)).unwrap_or(0);
        wait_ms.saturating_sub(passed).div_ceil(1_000)
    }

    /// The clock was set back since, or was wrong then.
    fn was_later_than(self, now: i64) -> bool {
        self.tries > 0 && self.last_at > now
    }

    /// Refuses while there is a wait; else one try more, written before the passphrase is looked at: pulling the
    /// plug does not win a free try, and neither does trying from two windows at once. Gives the count.
    pub(crate) fn charge(dir: &Path, now: i64) -> Result<u32, StoreError> {
        let _turn = turn(dir);
        let mut kept = Self::read(dir)?;
        if kept.was_later_than(now) {
            kept.last_at = now;
            kept.write(dir)?;
        }
        let wait_s = kept.still_s(now);
        if wait_s > 0 {
            return Err(StoreError::WaitFirst {
                tries: kept.tries,
                wait_s,
            });
        }
        let tries = kept.tries.saturating_add(1);
        Self { tries, last_at: now }.write(dir)?;
        Ok(tries)
    }

    fn write(self, dir: &Path) -> Result<(), StoreError> {
        let path = path(dir);
        let bytes = serde_json::to_vec(&self)
            .map_err(|why| explain_io(std::io::Error::other(why), "written", &path))?;
        write_whole(&path, &bytes)
    }

    /// The right one was given: the count starts again.
    pub(crate) fn clear(dir: &Path) -> Result<(), StoreError> {
        remove(&path(dir))
    }
}

/// Lets one process at a time read and write the count, for the blink that this takes. Where the disk knows no locks
/// (some network shares), or where a process that was halted has it, it goes without: two tries at the same instant may
/// then count as one.
fn turn(dir: &Path) -> Option<File> {
    let file = open_lock(&dir.join("tries.lock")).ok()?;
    for _ in 0..MOST_ASKED {
        match file.try_lock() {
            Ok(()) => return Some(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(BLINK),
            Err(TryLockError::Error(_)) => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;
    const DAY: i64 = 24 * 60 * MINUTE;
    const NOW: i64 = 400 * DAY;

    fn after(tries: u32, last_at: i64) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        Tries { tries, last_at }.write(dir.path()).unwrap();
        dir
    }

    fn wait_s(dir: &tempfile::TempDir, now: i64) -> u64 {
        Home::tries(dir.path(), now).unwrap().1
    }

    #[test]
    fn the_wait_runs_out() {
        let dir = after(4, NOW);
        assert_eq!(wait_s(&dir, NOW), 15);
        assert_eq!(wait_s(&dir, NOW + 9_500), 6);
        assert_eq!(wait_s(&dir, NOW + 15_000), 0);
        assert_eq!(Home::tries(dir.path(), NOW + DAY).unwrap(), (4, 0));
    }

    #[test]
    fn a_clock_set_back_costs_one_full_wait_whether_one_asks_or_tries() {
        for days in [1, 300] {
            let dir = after(8, NOW);
            let back = NOW - days * DAY;
            assert_eq!(wait_s(&dir, back), 300);
            assert_eq!(wait_s(&dir, back + MINUTE), 240);
            assert_eq!(wait_s(&dir, back + 5 * MINUTE), 0);
            let dir = after(8, NOW);
            let refused = Tries::charge(dir.path(), back).unwrap_err();
            assert!(matches!(refused, StoreError::WaitFirst { wait_s: 300, .. }));
            assert_eq!(Tries::charge(dir.path(), back + 5 * MINUTE).unwrap(), 9);
        }
    }

    #[test]
    fn a_clock_set_forward_ends_one_wait_and_no_more() {
        let dir = after(8, NOW);
        let forward = NOW + 30 * DAY;
        assert_eq!(Tries::charge(dir.path(), forward).unwrap(), 9);
        let refused = Tries::charge(dir.path(), forward).unwrap_err();
        assert!(matches!(
            refused,
            StoreError::WaitFirst {
                tries: 9,
                wait_s: 300
            }
        ));
        // Put right again, the ward waits five minutes and not thirty days.
        assert_eq!(wait_s(&dir, NOW), 300);
        assert_eq!(wait_s(&dir, NOW + 5 * MINUTE), 0);
    }

    #[test]
    fn times_beyond_all_reason_are_answered() {
        for last_at in [i64::MIN, -1, 0, i64::MAX] {
            for now in [i64::MIN, 0, i64::MAX] {
                assert!(wait_s(&after(8, last_at), now) <= 300, "{last_at} {now}");
            }
        }
    }

    #[test]
    fn tries_from_many_windows_at_once_are_all_counted() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path();
        let taken = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..12)
                .map(|_| scope.spawn(|| Tries::charge(path, NOW)))
                .collect();
            tries
                .into_iter()
                .filter_map(|one| one.join().unwrap().ok())
                .count()
        });
        // The third makes everybody wait, so the other nine never get to look at the passphrase.
        assert_eq!((taken, Tries::read(path).unwrap().tries), (3, 3));
    }

    #[test]
    fn the_wait_never_gets_shorter_nor_longer_than_five_minutes() {
        assert!((0..20).all(|tries| wait_after(tries) <= wait_after(tries + 1)));
        assert_eq!(wait_after(u32::MAX), 300);
    }
}
