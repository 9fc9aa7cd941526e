//! From what somebody typed to an open database: tries counted, wraps tried, a change of key that a crash cut short
//! brought to one end or the other.

use crate::StoreError;
use crate::cipher;
use crate::explain::Explain;
use crate::home::database;
use crate::home_file::HomeFile;
use crate::people::{Credential, Person, people, person_of, same_name};
use crate::person_keys;
use crate::secret::{DataKey, PersonSecret};
use crate::tries::{Tries, wait_after};
use crate::wrap::{Wrap, WrapKind, WrapPublic};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// What a right passphrase gives.
pub(crate) struct Unlocked {
    pub(crate) person: Person,
    /// The public half that belongs to what was typed.
    pub(crate) public: WrapPublic,
    /// The data keys the database may be under, the likeliest first: two while the key is being changed.
    pub(crate) keys: Vec<DataKey>,
}

/// Tries the credential, with the count of wrong tries kept around it.
pub(crate) fn unlock(
    dir: &Path,
    file: &HomeFile,
    who: Option<&str>,
    credential: &Credential,
    now: i64,
) -> Result<Unlocked, StoreError> {
    let wraps = candidates(file, who, credential)?;
    let tries = Tries::charge(dir, now)?;
    match try_all(file, &wraps, credential) {
        Some(unlocked) => Tries::clear(dir).map(|()| unlocked),
        None => Err(StoreError::WrongPassphrase {
            tries,
            wait_s: wait_after(tries),
        }),
    }
}

/// The same without a count: for a file that whoever has it can try as often as they like anyway.
pub(crate) fn unlock_uncounted(
    file: &HomeFile,
    who: Option<&str>,
    credential: &Credential,
) -> Result<Unlocked, StoreError> {
    let wraps = candidates(file, who, credential)?;
    let wrong = StoreError::WrongPassphrase { tries: 1, wait_s: 0 };
    try_all(file, &wraps, credential).ok_or(wrong)
}

fn try_all(file: &HomeFile, wraps: &[&Wrap], credential: &Credential) -> Option<Unlocked> {
    let typed = credential.bytes();
    wraps.iter().find_map(|wrap| {
        let secret = wrap.stretch(typed)?;
        let current = wrap.open(&file.home, &secret)?;
        let next = next_key(file, wrap, &secret);
        Some(Unlocked {
            person: person_of(wrap),
            public: wrap.public_of(&secret),
            keys: next.into_iter().chain([current]).collect(),
        })
    })
}

fn next_key(file: &HomeFile, wrap: &Wrap, secret: &PersonSecret) -> Option<DataKey> {
    let next = file.next.as_ref()?;
    let same = next.wraps.iter().find(|other| other.same_lock(wrap))?;
    same.open(&file.home, secret)
}

/// The wraps this credential may open.
fn candidates<'a>(
    file: &'a HomeFile,
    who: Option<&str>,
    credential: &Credential,
) -> Result<Vec<&'a Wrap>, StoreError> {
    let kind = match credential {
        Credential::Passphrase(_) => WrapKind::Passphrase,
        Credential::Recovery(_) => WrapKind::Recovery,
    };
    let named = |wrap: &&Wrap| kind == WrapKind::Recovery || who.is_none_or(|who| same_name(who, &wrap.name));
    let wraps: Vec<&Wrap> = file
        .wraps
        .iter()
        .filter(|wrap| wrap.kind == kind)
        .filter(named)
        .collect();
    match who {
        Some(name) if wraps.is_empty() => Err(nobody_called(file, name)),
        _ => Ok(wraps),
    }
}

/// The error for a name that cannot open this home.
pub(crate) fn nobody_called(file: &HomeFile, name: &str) -> StoreError {
    StoreError::NoSuchPerson {
        name: name.to_owned(),
        known: people(&file.wraps)
            .into_iter()
            .map(|person| person.name)
            .collect(),
    }
}

/// Opens the database with whichever of the keys it is under, and brings `home.json` in line with that.
pub(crate) fn connect(
    dir: &Path,
    file: &HomeFile,
    unlocked: Unlocked,
) -> Result<(Connection, DataKey, HomeFile), StoreError> {
    let Unlocked { person, public, keys } = unlocked;
    let mut refused = None;
    for key in keys {
        // Only a key that does not fit is a reason to try another.
        match cipher::open(&database(dir), &key) {
            Ok(mut connection) => {
                let settled = settle(dir, &mut connection, &key)?;
                return Ok((connection, key, settled));
            }
            Err(why @ StoreError::Damaged { .. }) => refused = Some(why),
            Err(why) => return Err(why),
        }
    }
    Err(match refused {
        // A wrong key and a damaged first page look the same. The files tell: the key was changed meanwhile, or it was
        // changed and this person was not to stay.
        Some(StoreError::Damaged { .. }) if HomeFile::read(dir)? != *file => StoreError::AlreadyOpen,
        Some(StoreError::Damaged { .. }) if is_left_out(file, &public) => StoreError::NoSuchPerson {
            name: person.name,
            known: file
                .next
                .iter()
                .flat_map(|next| people(&next.wraps))
                .map(|person| person.name)
                .collect(),
        },
        Some(why) => why,
        None => StoreError::WrongPassphrase { tries: 1, wait_s: 0 },
    })
}

fn is_left_out(file: &HomeFile, public: &WrapPublic) -> bool {
    file.next
        .as_ref()
        .is_some_and(|next| !next.wraps.iter().any(|wrap| wrap.matches(public)))
}

/// After a change of key, whole or cut short: keeps the wraps of the key that the database is under and drops the
/// others.
///
/// While this process has the database open no change of key can be going on, because one needs it alone; and the
/// write lock keeps two processes from writing `home.json` at once.
fn settle(dir: &Path, connection: &mut Connection, key: &DataKey) -> Result<HomeFile, StoreError> {
    let file = HomeFile::read(dir)?;
    if file.next.is_none() {
        return Ok(file);
    }
    let doing = "finishing the change of key";
    let lock = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .while_doing(doing)?;
    let file = HomeFile::read(dir)?.settled_for(key);
    file.write(dir)?;
    person_keys::tidy_quietly(&lock, &file);
    lock.commit().while_doing(doing)?;
    // Pages of the new key may still stand in the write-ahead file alone; into the database with them.
    cipher::empty_write_ahead(connection);
    Ok(file)
}

/// The least a database can be: one page. SQLite takes less for an empty one, and would fill it with an empty log.
const PAGE: u64 = 4096;

/// Whether the database file is there and has something in it.
pub(crate) fn require_database(dir: &Path) -> Result<(), StoreError> {
    let path = database(dir);
    match std::fs::metadata(&path) {
        Ok(file) if file.is_file() && file.len() >= PAGE => Ok(()),
        Ok(file) if file.is_file() => Err(StoreError::Damaged {
            doing: "opening the database",
        }),
        _ => Err(StoreError::DatabaseMissing { path }),
    }
}
