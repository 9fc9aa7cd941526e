//! What live feeds sent, kept as it came. Once [`Home::inbox_keep`] has returned, the messages are on the disk: only
//! then may they be acknowledged to their senders.

use crate::StoreError;
use crate::blobs::{BlobHash, MAX_BLOB, pack, plain_of, stored_form};
use crate::explain::Explain;
use crate::home::Home;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) const KEEPING: &str = "keeping what a feed sent";
pub(crate) const READING: &str = "reading what a feed sent";

/// Something a feed sent.
#[derive(Debug, Clone, Copy)]
pub struct NewItem<'a> {
    /// The source's id.
    pub source: &'a str,
    /// The message's own number, or the file's name.
    pub name: &'a str,
    /// Who sent it, in words.
    pub sender: &'a str,
    /// Whom it is about, in the caller's own form; empty when about nobody.
    pub about: &'a str,
    /// The bytes as they came.
    pub bytes: &'a [u8],
    /// It lies in a folder rather than being sent: that it is still there is no sign of life of its source.
    pub lying: bool,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is kept under this number.
    New(u64),
    /// The same bytes came from this source before, under this number.
    Repeated(u64),
}

/// Something kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxItem {
    /// Its number, in the order of arrival.
    pub number: u64,
    /// The source's id.
    pub source: String,
    /// The message's own number, or the file's name.
    pub name: String,
    /// Who sent it.
    pub sender: String,
    /// Whom it is about.
    pub about: String,
    /// When it came, milliseconds since 1970 UTC.
    pub received_at: i64,
    /// The hash of its bytes.
    pub hash: BlobHash,
    /// The bytes as they came, checked against the hash.
    pub bytes: Vec<u8>,
}

/// What one source has sent so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxSource {
    /// The source's id.
    pub source: String,
    /// When it was last heard, milliseconds since 1970 UTC.
    pub heard_at: i64,
    /// Messages and files kept since the source was added, also those erased since.
    pub kept: u64,
    /// Messages that came again.
    pub repeated: u64,
}

impl Home {
    /// Keeps messages of any sources in one transaction, in their order: all or none. The answers are in the same order.
    pub fn inbox_keep(&mut self, messages: &[NewItem<'_>], now: i64) -> Result<Vec<Taken>, StoreError> {
        let change = self.begin()?;
        let mut taken = Vec::with_capacity(messages.len());
        for message in messages {
            taken.push(keep_message(&change, message, now)?);
        }
        change.commit().while_doing(KEEPING)?;
        Ok(taken)
    }

    /// What each source has sent.
    pub fn inbox_sources(&self) -> Result<Vec<InboxSource>, StoreError> {
        let list = "SELECT source, heard_at, kept, repeated FROM inbox_source ORDER BY source";
        let mut statement = self.connection.prepare_cached(list).while_doing(READING)?;
        let row = |row: &Row<'_>| {
            Ok(InboxSource {
                source: row.get(0)?,
                heard_at: row.get(1)?,
                kept: row.get(2)?,
                repeated: row.get(3)?,
            })
        };
        let rows = statement.query_map([], row).while_doing(READING)?;
        rows.collect::<rusqlite::Result<_>>().while_doing(READING)
    }

    /// The next messages of a source after a number, oldest first, up to `most_bytes` and at least one while there is any.
    pub fn inbox_messages(
        &self,
        source: &str,
        after: u64,
        most_bytes: u64,
    ) -> Result<Vec<InboxItem>, StoreError> {
        let list = "SELECT number, source, name, sender, about, received_at, hash, size, packing, content \
                    FROM inbox WHERE source = ?1 AND batch = 0 AND number > ?2 ORDER BY number";
        let mut statement = self.connection.prepare_cached(list).while_doing(READING)?;
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![source, after]).while_doing(READING)?;
        let mut items = Vec::new();
        let mut bytes = 0u64;
        while bytes < most_bytes
            && let Some(row) = rows.next().while_doing(READING)?
        {
            let item = item_of(row)?;
            bytes = bytes.saturating_add(item.bytes.len() as u64);
            items.push(item);
        }
        Ok(items)
    }

    /// The number of the newest thing kept, of any source; 0 when there is none. It grows with each that is kept.
    pub fn inbox_newest(&self) -> Result<u64, StoreError> {
        let newest = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'inbox'";
        self.connection
            .query_row(newest, [], |row| row.get(0))
            .while_doing(READING)
    }

    /// How many messages of a source are kept now, and their plain bytes.
    pub fn inbox_size(&self, source: &str) -> Result<(u64, u64), StoreError> {
        let sum = "SELECT count(*), coalesce(sum(size), 0) FROM inbox WHERE source = ?1";
        self.connection
            .query_row(sum, [source], |row| Ok((row.get(0)?, row.get(1)?)))
            .while_doing(READING)
    }

    /// Erases messages that came before a time and that `needed` does not ask for by whom they are about. Gives how many.
    pub fn inbox_erase(
        &mut self,
        before: i64,
        needed: &mut dyn FnMut(&str) -> bool,
    ) -> Result<u64, StoreError> {
        let change = self.begin()?;
        let due = {
            let list = "SELECT number, about FROM inbox WHERE batch = 0 AND received_at < ?1";
            let mut statement = change.prepare(list).while_doing(READING)?;
            let mut rows = statement.query([before]).while_doing(READING)?;
            let mut due: Vec<i64> = Vec::new();
            while let Some(row) = rows.next().while_doing(READING)? {
                let about: String = row.get(1).while_doing(READING)?;
                if !needed(&about) {
                    due.push(row.get(0).while_doing(READING)?);
                }
            }
            due
        };
        for number in &due {
            change
                .prepare_cached("DELETE FROM inbox WHERE number = ?1")
                .and_then(|mut erase| erase.execute([number]))
                .while_doing(KEEPING)?;
        }
        change.commit().while_doing(KEEPING)?;
        if !due.is_empty() {
            self.empty_write_ahead();
        }
        Ok(due.len() as u64)
    }

    /// Erases everything a source sent, when the source is taken away.
    pub fn inbox_forget(&mut self, source: &str) -> Result<(), StoreError> {
        let change = self.begin()?;
        for erase in [
            "DELETE FROM inbox WHERE source = ?1",
            "DELETE FROM inbox_set WHERE source = ?1",
            "DELETE FROM inbox_source WHERE source = ?1",
        ] {
            change.execute(erase, [source]).while_doing(KEEPING)?;
        }
        change.commit().while_doing(KEEPING)?;
        self.empty_write_ahead();
        Ok(())
    }
}

fn keep_message(connection: &Connection, message: &NewItem<'_>, now: i64) -> Result<Taken, StoreError> {
    let hash = BlobHash::of(message.bytes);
    let find = "SELECT number FROM inbox WHERE source = ?1 AND hash = ?2 AND batch = 0";
    let mut before = connection.prepare_cached(find).while_doing(KEEPING)?;
    let before = before
        .query_row(params![message.source, hash.0.as_slice()], |row| row.get(0))
        .optional()
        .while_doing(KEEPING)?;
    if let Some(number) = before {
        if !message.lying {
            heard(connection, message.source, now, 0, 1)?;
        }
        return Ok(Taken::Repeated(number));
    }
    let number = insert(connection, message, hash, 0, now)?;
    heard(connection, message.source, now, 1, 0)?;
    Ok(Taken::New(number))
}

pub(crate) fn insert(
    connection: &Connection,
    item: &NewItem<'_>,
    hash: BlobHash,
    batch: u64,
    now: i64,
) -> Result<u64, StoreError> {
    if item.bytes.len() > MAX_BLOB {
        return Err(StoreError::BlobTooLarge {
            size: item.bytes.len(),
            most: MAX_BLOB,
        });
    }
    let packed = pack(item.bytes);
    let (packing, content) = stored_form(packed.as_deref(), item.bytes);
    let insert = "INSERT INTO inbox (source, batch, name, sender, about, received_at, hash, size, packing, content) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let mut statement = connection.prepare_cached(insert).while_doing(KEEPING)?;
    let number = statement.insert(params![
        item.source,
        batch,
        item.name,
        item.sender,
        item.about,
        now,
        hash.0.as_slice(),
        item.bytes.len(),
        packing,
        content
    ]);
    Ok(u64::try_from(number.while_doing(KEEPING)?).unwrap_or_default())
}

pub(crate) fn heard(
    connection: &Connection,
    source: &str,
    now: i64,
    kept: u64,
    repeated: u64,
) -> Result<(), StoreError> {
    let heard = "INSERT INTO inbox_source (source, heard_at, kept, repeated) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (source) DO UPDATE SET heard_at = max(heard_at, excluded.heard_at), \
                 kept = kept + excluded.kept, repeated = repeated + excluded.repeated";
    let mut statement = connection.prepare_cached(heard).while_doing(KEEPING)?;
    statement
        .execute(params![source, now, kept, repeated])
        .while_doing(KEEPING)?;
    Ok(())
}

/// A row of `number, source, name, sender, about, received_at, hash, size, packing, content`.
pub(crate) fn item_of(row: &Row<'_>) -> Result<InboxItem, StoreError> {
    let read = || {
        let packing: String = row.get(8)?;
        let plain = plain_of(&packing, row.get(7)?, row.get(9)?);
        let item = InboxItem {
            number: row.get(0)?,
            source: row.get(1)?,
            name: row.get(2)?,
            sender: row.get(3)?,
            about: row.get(4)?,
            received_at: row.get(5)?,
            hash: BlobHash(row.get(6)?),
            bytes: Vec::new(),
        };
        Ok((item, plain))
    };
    let (item, plain) = read().while_doing(READING)?;
    match plain {
        Some(bytes) if BlobHash::of(&bytes) == item.hash => Ok(InboxItem { bytes, ..item }),
        _ => Err(StoreError::BlobDamaged {
            hash: item.hash.to_string(),
        }),
    }
}
