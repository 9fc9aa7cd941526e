//! Content that is no longer needed is erased, and a note of it is left: what it was, when it went, and why. The
//! entries that name its hash are untouched.

use crate::StoreError;
use crate::blobs::BlobHash;
use crate::explain::Explain;
use crate::home::Home;
use rusqlite::{Connection, OptionalExtension, Row, params};

const DOING: &str = "erasing stored content";

/// What is left of content that was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shredded {
    /// The hash of the bytes that are gone.
    pub hash: BlobHash,
    /// What sort of content it was: "census".
    pub kind: String,
    /// The word it was kept under, such as the time the census was as of.
    pub label: String,
    /// When it had been kept, milliseconds since 1970 UTC.
    pub kept_at: i64,
    /// Its plain size in bytes.
    pub size: u64,
    /// When it was erased, milliseconds since 1970 UTC.
    pub shredded_at: i64,
    /// Why.
    pub because: String,
}

impl Home {
    /// Notes of erased content of one kind, oldest first.
    pub fn shredded(&self, kind: &str) -> Result<Vec<Shredded>, StoreError> {
        let doing = "listing erased content";
        let list = "SELECT hash, kind, label, kept_at, size, shredded_at, because FROM shredded \
                    WHERE kind = ?1 ORDER BY kept_at, hash";
        let note = |row: &Row<'_>| {
            Ok(Shredded {
                hash: BlobHash(row.get(0)?),
                kind: row.get(1)?,
                label: row.get(2)?,
                kept_at: row.get(3)?,
                size: row.get(4)?,
                shredded_at: row.get(5)?,
                because: row.get(6)?,
            })
        };
        let mut statement = self.connection.prepare_cached(list).while_doing(doing)?;
        let rows = statement.query_map([kind], note).while_doing(doing)?;
        rows.collect::<rusqlite::Result<_>>().while_doing(doing)
    }

    /// Why content is not here: erased on purpose, or never kept.
    pub(crate) fn why_missing(&self, hash: BlobHash) -> Result<StoreError, StoreError> {
        let find = "SELECT because FROM shredded WHERE hash = ?1";
        let because = self
            .connection
            .query_row(find, [hash.0.as_slice()], |row| row.get(0))
            .optional()
            .while_doing("looking for stored content")?;
        let hash = hash.to_string();
        Ok(match because {
            Some(because) => StoreError::BlobShredded { hash, because },
            None => StoreError::BlobMissing { hash },
        })
    }
}

/// Erases content inside the caller's transaction. The pages it lay in are overwritten (`secure_delete`).
pub(crate) fn shred(
    connection: &Connection,
    hash: BlobHash,
    at: i64,
    because: &str,
) -> Result<(), StoreError> {
    let note = "INSERT INTO shredded (hash, kind, label, kept_at, size, shredded_at, because) \
                SELECT hash, kind, label, kept_at, size, ?2, ?3 FROM blob WHERE hash = ?1 \
                ON CONFLICT (hash) DO UPDATE SET shredded_at = excluded.shredded_at, because = excluded.because";
    let noted = connection
        .execute(note, params![hash.0.as_slice(), at, because])
        .while_doing(DOING)?;
    if noted == 0 {
        return Err(StoreError::BlobMissing {
            hash: hash.to_string(),
        });
    }
    connection
        .execute("DELETE FROM blob WHERE hash = ?1", [hash.0.as_slice()])
        .while_doing(DOING)?;
    Ok(())
}

/// Content that is kept again is not gone.
pub(crate) fn forget_note(connection: &Connection, hash: BlobHash) -> Result<(), StoreError> {
    let forget = "DELETE FROM shredded WHERE hash = ?1";
    let mut statement = connection.prepare_cached(forget).while_doing("keeping content")?;
    statement
        .execute([hash.0.as_slice()])
        .while_doing("keeping content")?;
    Ok(())
}
