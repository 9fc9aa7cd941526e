//! Files that belong together: the newest export of a folder or a server. A set counts once all of it is here, and takes
//! the place of the one before in one step.

use crate::StoreError;
use crate::blobs::BlobHash;
use crate::explain::Explain;
use crate::home::Home;
use crate::inbox::{InboxItem, KEEPING, NewItem, READING, heard, insert, item_of};
use rusqlite::{OptionalExtension, Row, params};

/// A whole set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxSet {
    /// Its number; a later set has a higher one.
    pub number: u64,
    /// When it was whole, milliseconds since 1970 UTC.
    pub finished_at: i64,
    /// A word of the caller's own.
    pub mark: String,
    /// The hashes of its files, in the order they came.
    pub files: Vec<BlobHash>,
}

impl Home {
    /// Begins a set of files of a source and gives its number. What a set that was never finished has left is erased.
    pub fn inbox_begin_set(&mut self, source: &str, now: i64) -> Result<u64, StoreError> {
        let change = self.begin()?;
        for erase in [
            "DELETE FROM inbox WHERE source = ?1 AND batch IN \
             (SELECT number FROM inbox_set WHERE source = ?1 AND finished_at IS NULL)",
            "DELETE FROM inbox_set WHERE source = ?1 AND finished_at IS NULL",
        ] {
            change.execute(erase, [source]).while_doing(KEEPING)?;
        }
        let begin = "INSERT INTO inbox_set (source, begun_at, finished_at, mark) VALUES (?1, ?2, NULL, '')";
        change.execute(begin, params![source, now]).while_doing(KEEPING)?;
        let number = u64::try_from(change.last_insert_rowid()).unwrap_or_default();
        change.commit().while_doing(KEEPING)?;
        Ok(number)
    }

    /// Keeps one file of a set that was begun.
    pub fn inbox_add_file(&mut self, set: u64, file: &NewItem<'_>, now: i64) -> Result<u64, StoreError> {
        let hash = BlobHash::of(file.bytes);
        let change = self.begin()?;
        let coming = "SELECT 1 FROM inbox_set WHERE number = ?1 AND source = ?2 AND finished_at IS NULL";
        let coming = change
            .query_row(coming, params![set, file.source], |_| Ok(()))
            .optional()
            .while_doing(KEEPING)?;
        if coming.is_none() {
            return Err(StoreError::SetGone);
        }
        let number = insert(&change, file, hash, set, now)?;
        change.commit().while_doing(KEEPING)?;
        Ok(number)
    }

    /// Makes a set count. With `replaces` the source's earlier sets are erased; without, it stands beside them.
    pub fn inbox_finish_set(
        &mut self,
        source: &str,
        set: u64,
        mark: &str,
        replaces: bool,
        now: i64,
    ) -> Result<(), StoreError> {
        let change = self.begin()?;
        let finish = "UPDATE inbox_set SET finished_at = ?3, mark = ?4 \
                      WHERE number = ?2 AND source = ?1 AND finished_at IS NULL";
        let finished = change
            .execute(finish, params![source, set, now, mark])
            .while_doing(KEEPING)?;
        if finished == 0 {
            return Err(StoreError::SetGone);
        }
        if replaces {
            for erase in [
                "DELETE FROM inbox WHERE source = ?1 AND batch NOT IN (0, ?2)",
                "DELETE FROM inbox_set WHERE source = ?1 AND number <> ?2",
            ] {
                change.execute(erase, params![source, set]).while_doing(KEEPING)?;
            }
        }
        let files = "SELECT count(*) FROM inbox WHERE source = ?1 AND batch = ?2";
        let files: u64 = change
            .query_row(files, params![source, set], |row| row.get(0))
            .while_doing(KEEPING)?;
        heard(&change, source, now, files, 0)?;
        change.commit().while_doing(KEEPING)?;
        self.empty_write_ahead();
        Ok(())
    }

    /// The sets of a source that count, oldest first.
    pub fn inbox_sets(&self, source: &str) -> Result<Vec<InboxSet>, StoreError> {
        let list = "SELECT number, finished_at, mark FROM inbox_set \
                    WHERE source = ?1 AND finished_at IS NOT NULL ORDER BY number";
        let mut statement = self.connection.prepare_cached(list).while_doing(READING)?;
        let set = |row: &Row<'_>| {
            Ok(InboxSet {
                number: row.get(0)?,
                finished_at: row.get(1)?,
                mark: row.get(2)?,
                files: Vec::new(),
            })
        };
        let rows = statement.query_map([source], set).while_doing(READING)?;
        let mut sets: Vec<InboxSet> = rows.collect::<rusqlite::Result<_>>().while_doing(READING)?;
        let files = "SELECT hash FROM inbox WHERE source = ?1 AND batch = ?2 ORDER BY number";
        let mut files = self.connection.prepare_cached(files).while_doing(READING)?;
        for set in &mut sets {
            let hashes = files
                .query_map(params![source, set.number], |row| row.get(0).map(BlobHash))
                .while_doing(READING)?;
            set.files = hashes.collect::<rusqlite::Result<_>>().while_doing(READING)?;
        }
        Ok(sets)
    }

    /// The files of a source's sets that count, in the order of the sets and of their coming.
    pub fn inbox_files(&self, source: &str) -> Result<Vec<InboxItem>, StoreError> {
        let list = "SELECT inbox.number, inbox.source, name, sender, about, received_at, hash, size, packing, content \
                    FROM inbox JOIN inbox_set ON inbox_set.number = batch \
                    WHERE inbox.source = ?1 AND batch <> 0 AND finished_at IS NOT NULL ORDER BY batch, inbox.number";
        let mut statement = self.connection.prepare_cached(list).while_doing(READING)?;
        let mut rows = statement.query([source]).while_doing(READING)?;
        let mut items = Vec::new();
        while let Some(row) = rows.next().while_doing(READING)? {
            items.push(item_of(row)?);
        }
        Ok(items)
    }
}
