//! Who has a home open for long. One window at a time; a command that comes and goes needs no hold, since every write
//! waits its turn anyway.
//!
//! The hold is a lock of the operating system on `hold.lock`, so it goes with the process that had it, however that
//! ends. The words about who it is stand beside it, in `hold.json`: on Windows a locked file cannot be read.

use crate::StoreError;
use crate::explain::explain_io;
use crate::files::{open_lock, read_whole, remove, write_whole};
use crate::home::Home;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often a hold is asked for: who only looks at it holds it for a blink.
const MOST_ASKED: u32 = 5;
const BLINK: Duration = Duration::from_millis(20);

/// Who holds a home. Readable while locked: no secret, no patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldNote {
    /// What it runs in, in words: "window", "command line".
    pub program: String,
    /// The machine's name.
    pub machine: String,
    /// The number of the process.
    pub process: u32,
    /// Since when, milliseconds since 1970 UTC.
    pub since: i64,
    /// The same as people read it, in the incident's zone: "14:05 on 21 November".
    pub since_words: String,
}

impl fmt::Display for HoldNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the {} on {}, process {}, since {}",
            self.program, self.machine, self.process, self.since_words
        )
    }
}

/// A hold on a home, until it is dropped.
#[derive(Debug)]
pub struct Hold {
    // Closing the file gives the lock back.
    _lock: File,
    note: PathBuf,
}

impl Drop for Hold {
    fn drop(&mut self) {
        // The note goes while the lock is still held, so that it is never somebody else's.
        let _ = remove(&self.note);
    }
}

impl Home {
    /// Takes the long hold on this home, for a window. Refused with [`StoreError::HeldBy`] while another has it.
    pub fn hold(&self, note: &HoldNote) -> Result<Hold, StoreError> {
        let dir = self.dir();
        let path = lock_path(dir);
        let lock = open_lock(&path).map_err(|why| explain_io(why, "written", &path))?;
        let mut asked = 0;
        loop {
            asked += 1;
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if asked < MOST_ASKED => std::thread::sleep(BLINK),
                Err(TryLockError::WouldBlock) => {
                    return Err(StoreError::HeldBy {
                        who: read_note(dir).map(Box::new),
                    });
                }
                // A disk without locks (some network shares) must not stop anybody from working.
                Err(TryLockError::Error(why)) if why.kind() == std::io::ErrorKind::Unsupported => break,
                Err(TryLockError::Error(why)) => return Err(explain_io(why, "locked", &path)),
            }
        }
        let hold = Hold {
            _lock: lock,
            note: note_path(dir),
        };
        let words = serde_json::to_vec_pretty(note)
            .map_err(|why| explain_io(std::io::Error::other(why), "written", &hold.note))?;
        write_whole(&hold.note, &words)?;
        Ok(hold)
    }

    /// Who holds the home in `dir`, `None` when nobody does. Needs no passphrase.
    pub fn held_by(dir: &Path) -> Result<Option<HoldNote>, StoreError> {
        let path = lock_path(dir);
        let lock = match File::open(&path) {
            Ok(lock) => lock,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(why) => return Err(explain_io(why, "read", &path)),
        };
        match lock.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Ok(Some(read_note(dir).unwrap_or_else(not_known))),
            _ => Ok(None),
        }
    }
}

fn lock_path(dir: &Path) -> PathBuf {
    dir.join("hold.lock")
}

fn note_path(dir: &Path) -> PathBuf {
    dir.join("hold.json")
}

fn read_note(dir: &Path) -> Option<HoldNote> {
    let bytes = read_whole(&note_path(dir)).ok()??;
    serde_json::from_slice(&bytes).ok()
}

fn not_known() -> HoldNote {
    HoldNote {
        program: "program (not known which)".to_owned(),
        machine: "a machine that is not known".to_owned(),
        process: 0,
        since: 0,
        since_words: "a time that is not known".to_owned(),
    }
}

/// Who it is, for the error.
pub(crate) fn said(who: Option<&HoldNote>) -> String {
    who.map_or_else(|| "another window".to_owned(), ToString::to_string)
}
