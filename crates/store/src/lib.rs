//! The encrypted home: entries, census snapshots, keys, settings and what a person was typing, in SQLCipher.
//!
//! A home is a folder:
//!
//! | file | holds | readable while locked |
//! |---|---|---|
//! | `home.json` | format, hospital, zone, and the data key wrapped once per person and once for the recovery code | yes: no secret, no patient |
//! | `battlebag.db` | everything else, SQLCipher under the data key | no |
//! | `tries.json` | wrong passphrases so far; absent when there were none | yes |
//! | `hold.json` | who has the home open for long; absent when nobody has | yes |
//! | `*.lock` | nothing: they are there to be locked | yes |
//!
//! The passphrase goes through Argon2id to a key that unwraps the random 256-bit data key
//! (XChaCha20-Poly1305). Time and random bytes are arguments; this crate does the file I/O and nothing else.

mod archive;
mod backup;
mod beside;
mod blobs;
mod cipher;
mod cost;
mod entries;
mod error;
mod explain;
mod files;
mod home;
mod home_file;
mod inbox;
mod inbox_sets;
mod keep;
mod people;
mod person_keys;
mod receive;
mod recovery;
mod rekey;
mod restore;
mod schema;
mod seal;
mod search;
mod secret;
mod shred;
mod station_lock;
#[cfg(test)]
mod tests;
mod tries;
mod unlock;
mod verified;
mod wrap;

pub use archive::{Backup, BackupError};
pub use backup::{NewBackup, Pruned};
pub use blobs::{BlobHash, BlobInfo, MAX_BLOB};
pub use cost::{KdfCost, choose_cost};
pub use error::StoreError;
pub use home::{Created, Home, NewHome};
pub use inbox::{InboxItem, InboxSource, NewItem, Taken};
pub use inbox_sets::InboxSet;
pub use keep::{KeptDraft, Sheet, SideWrite};
pub use people::{Credential, NewPassphrase, NewPerson, Person};
pub use receive::Received;
pub use recovery::RecoveryCode;
pub use rekey::{KeyPlan, Renewed};
pub use restore::{Height, Restore, Restored};
pub use schema::SCHEMA_VERSION;
pub use search::Found;
pub use secret::{HomeRandom, KeyRandom, Passphrase, RecoveryRandom, StationSeed, WrapRandom};
pub use shred::Shredded;
pub use station_lock::{Hold, HoldNote};
pub use tries::wait_after;
pub use verified::{FULL_CHECK_EVERY_MS, LogCheck};
