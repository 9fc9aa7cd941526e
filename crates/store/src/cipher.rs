//! Opening the database: encrypted or not at all, one set of settings for every connection.

use crate::StoreError;
use crate::explain::Explain;
use crate::secret::DataKey;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Once;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a write waits for another process to finish its own.
const BUSY: Duration = Duration::from_secs(3);

/// What every plain SQLite file starts with; an encrypted one starts with its random salt.
const PLAIN_START: &[u8; 16] = b"SQLite format 3\0";

/// Settings that hold for the connection, not the file. `fullfsync` matters on macOS, where fsync alone does not
/// reach the disk; `recursive_triggers` makes REPLACE fire the triggers that refuse a DELETE.
const SETTINGS: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
    PRAGMA recursive_triggers = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
";

/// Opens an existing file with the data key and checks that the key is right.
pub(crate) fn open(path: &Path, key: &DataKey) -> Result<Connection, StoreError> {
    let connection = connect(path, "opening the database")?;
    connection
        .busy_timeout(BUSY)
        .while_doing("opening the database")?;
    give_key(&connection, key)?;
    refuse_without_cipher(&connection)?;
    // The first read is what tells a wrong key, a damaged file or one that is not encrypted.
    let count = "SELECT count(*) FROM sqlite_master";
    if let Err(why) = connection.query_row(count, [], |row| row.get::<_, i64>(0)) {
        refuse_plain(path)?;
        return Err(why).while_doing("opening the database");
    }
    connection
        .pragma_update(None, "journal_mode", "wal")
        .while_doing("opening the database")?;
    connection
        .execute_batch(SETTINGS)
        .while_doing("opening the database")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Opens an empty file to copy a database into, encrypted with the same key. Its durability is of no interest: what is
/// made of it is flushed to the disk.
pub(crate) fn open_copy(path: &Path, key: &DataKey) -> Result<Connection, StoreError> {
    let doing = "making a backup";
    let connection = connect(path, doing)?;
    give_key(&connection, key)?;
    refuse_without_cipher(&connection)?;
    connection
        .execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA temp_store = MEMORY;")
        .while_doing(doing)?;
    Ok(connection)
}

/// A connection that has no key yet, once SQLCipher stands.
///
/// SQLite calls itself ready before it lets SQLCipher start, outside its lock: of two threads that open the first
/// databases of a program at once, the second would give its key to a cipher that is not there yet and be refused.
/// So the first of all connections is opened alone. If it cannot be opened, the one asked for says why.
fn connect(path: &Path, doing: &'static str) -> Result<Connection, StoreError> {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| drop(Connection::open_in_memory()));
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).while_doing(doing)
}

/// Checks the authentication code of every page of the database file.
pub(crate) fn check_pages(connection: &Connection, doing: &'static str) -> Result<(), StoreError> {
    let mut check = connection
        .prepare("PRAGMA cipher_integrity_check")
        .while_doing(doing)?;
    let mut faults = check.query([]).while_doing(doing)?;
    match faults.next().while_doing(doing)? {
        None => Ok(()),
        Some(_) => Err(StoreError::Damaged { doing }),
    }
}

fn give_key(connection: &Connection, key: &DataKey) -> Result<(), StoreError> {
    let raw = key.sqlcipher();
    let give = Zeroizing::new(format!(
        "PRAGMA cipher_log_level = NONE; PRAGMA key = \"{}\";",
        raw.as_str()
    ));
    connection
        .execute_batch(&give)
        .map_err(|why| without_words(&why))
        .while_doing("opening the database")
}

/// SQLite's reason without the statement, which holds the key.
fn without_words(why: &rusqlite::Error) -> rusqlite::Error {
    match why.sqlite_error() {
        Some(code) => rusqlite::Error::SqliteFailure(*code, None),
        None => rusqlite::Error::InvalidQuery,
    }
}

/// Brings what stands in the write-ahead file into the database and empties it. Best effort: another process that
/// reads holds it, and then the last one to close does it.
pub(crate) fn empty_write_ahead(connection: &Connection) {
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
}

/// Writes every page anew under another key. The connection is of no use afterwards, whatever the answer: close it
/// and open again.
pub(crate) fn give_new_key(connection: &Connection, key: &DataKey) -> Result<(), StoreError> {
    let raw = key.sqlcipher();
    let give = Zeroizing::new(format!("PRAGMA rekey = \"{}\";", raw.as_str()));
    connection
        .execute_batch(&give)
        .map_err(|why| without_words(&why))
        .while_doing("giving the database a new key")
}

/// Plain SQLite ignores `PRAGMA key` without a word, so its absence must be asked for.
fn refuse_without_cipher(connection: &Connection) -> Result<(), StoreError> {
    let version = connection
        .query_row("PRAGMA cipher_version", [], |row| row.get::<_, String>(0))
        .optional()
        .while_doing("opening the database")?;
    if version.is_some_and(|version| !version.is_empty()) {
        Ok(())
    } else {
        Err(StoreError::CipherAbsent)
    }
}

/// Asked only of a file that the key did not open. On Unix a process that closes a file loses its locks on it, those of
/// SQLite among them: a database that is open here must not be opened by anything else.
fn refuse_plain(path: &Path) -> Result<(), StoreError> {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(16).read_to_end(&mut start));
    read.map_err(|why| crate::explain::explain_io(why, "read", path))?;
    if start == PLAIN_START {
        Err(StoreError::NotEncrypted {
            path: path.to_owned(),
        })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_about_a_key_does_not_hold_the_key() {
        let connection = Connection::open_in_memory().unwrap();
        let secret = "c0ffee";
        let why = connection
            .execute_batch(&format!("PRAGMA key = 'x' {secret};"))
            .unwrap_err();
        assert!(format!("{why:?}").contains(secret), "it would: {why:?}");
        assert!(!format!("{:?}", without_words(&why)).contains(secret));
    }
}
