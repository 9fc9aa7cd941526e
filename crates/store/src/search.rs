//! Finding entries by their words.
//!
//! The store cannot read bodies: the caller, who knows the kinds, gives the words, with
//! [`SideWrite::Words`](crate::SideWrite::Words) when it records an entry and with [`Home::index_words`] for entries
//! that came from other stations or an older home. Words live in the encrypted database only, and a redaction
//! erases them with the body, in the same step.

use crate::StoreError;
use crate::entries::{raw_of, read_whole};
use crate::explain::Explain;
use crate::home::Home;
use battlebag_log::{EntryHash, IncidentId, SealedEntry, Station};
use rusqlite::{Connection, Row, params};

const SEARCHING: &str = "searching the log";
const INDEXING: &str = "indexing the log";

/// An entry that a search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The station that wrote it.
    pub station: Station,
    /// Its number in that station's chain.
    pub seq: u64,
    /// Its hash: the two entries of a fork share a number.
    pub hash: EntryHash,
}

impl Found {
    /// Where this entry is.
    pub fn of(entry: &SealedEntry) -> Self {
        let header = entry.header();
        Self {
            station: header.station,
            seq: header.seq,
            hash: entry.hash(),
        }
    }
}

impl Home {
    /// The entries of an incident that hold every word of `query`, those indexed last first, at most `limit`.
    ///
    /// Any text a person types is a query: no sign in it has a meaning of its own. Case and accents do not matter,
    /// the order of words does not, and the last word may be unfinished ("vent" finds "ventilator") unless a space
    /// follows it. Text without a letter or digit finds nothing.
    pub fn search(&self, incident: IncidentId, query: &str, limit: usize) -> Result<Vec<Found>, StoreError> {
        let Some(asked) = match_of(query) else {
            return Ok(Vec::new());
        };
        let find = "SELECT chain.station, entry_words.seq, entry_words.hash FROM words \
                    JOIN entry_words ON entry_words.id = words.rowid JOIN chain ON chain.id = entry_words.chain \
                    WHERE words MATCH ?1 AND chain.incident = ?2 ORDER BY words.rowid DESC LIMIT ?3";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = |row: &Row<'_>| {
            Ok(Found {
                station: Station(row.get(0)?),
                seq: row.get(1)?,
                hash: EntryHash(row.get(2)?),
            })
        };
        let mut statement = self.connection.prepare_cached(find).while_doing(SEARCHING)?;
        let rows = statement
            .query_map(params![asked, incident.as_bytes().as_slice(), limit], found)
            .while_doing(SEARCHING)?;
        rows.collect::<rusqlite::Result<_>>().while_doing(SEARCHING)
    }

    /// Entries of any incident that have a body and no words yet, by chain and number, at most `limit`: give their
    /// words to [`index_words`](Self::index_words), an empty text for an entry that has none.
    ///
    /// They are offered again until they have words. A damaged entry is left out; the verifier names it.
    pub fn unindexed(&mut self, limit: usize) -> Result<Vec<SealedEntry>, StoreError> {
        let found = find_unindexed(&self.connection, limit)?;
        if found.is_empty() && is_behind(&self.connection)? {
            // Not to look through the same entries again; when it cannot be written the next search still finds all.
            let _ = note_indexed(&self.connection);
        }
        Ok(found)
    }

    /// Keeps words for entries of one incident, over words they had: all or nothing.
    ///
    /// An entry that is not of this incident, is not here, or had its body erased in the meantime is passed over.
    pub fn index_words(&mut self, words: &[(Found, String)], incident: IncidentId) -> Result<(), StoreError> {
        let change = self.begin()?;
        for (entry, text) in words {
            put_words(&change, incident, *entry, text)?;
        }
        note_indexed(&change)?;
        change.commit().while_doing(INDEXING)
    }
}

fn find_unindexed(connection: &Connection, limit: usize) -> Result<Vec<SealedEntry>, StoreError> {
    let list = "SELECT header, signature, salt, body, station, entry.seq FROM chain \
                JOIN entry ON entry.chain = chain.id AND entry.seq > chain.words_to \
                WHERE body IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry_words AS w \
                    WHERE w.chain = entry.chain AND w.seq = entry.seq AND w.hash = entry.hash) \
                ORDER BY entry.chain, entry.seq, entry.hash";
    let mut statement = connection.prepare_cached(list).while_doing(INDEXING)?;
    let rows = statement.query_map([], raw_of).while_doing(INDEXING)?;
    let mut found = Vec::new();
    for row in rows {
        if found.len() == limit {
            break;
        }
        if let Ok(entry) = read_whole(row.while_doing(INDEXING)?) {
            found.push(entry);
        }
    }
    Ok(found)
}

/// Whether a chain's mark stands before its last entry. Asked first: a write that changes nothing still waits for
/// another process's.
fn is_behind(connection: &Connection) -> Result<bool, StoreError> {
    let ask = "SELECT EXISTS (SELECT 1 FROM chain WHERE words_to < \
               (SELECT max(entry.seq) FROM entry WHERE entry.chain = chain.id))";
    let mut statement = connection.prepare_cached(ask).while_doing(INDEXING)?;
    statement.query_row([], |row| row.get(0)).while_doing(INDEXING)
}

/// Moves each chain's mark to just before its first entry without words.
fn note_indexed(connection: &Connection) -> Result<(), StoreError> {
    let mark = "UPDATE chain SET words_to = next.words_to FROM (
            SELECT id, coalesce(
                (SELECT entry.seq - 1 FROM entry WHERE entry.chain = c.id AND entry.seq > c.words_to
                 AND body IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry_words AS w
                     WHERE w.chain = entry.chain AND w.seq = entry.seq AND w.hash = entry.hash)
                 ORDER BY entry.seq LIMIT 1),
                (SELECT max(entry.seq) FROM entry WHERE entry.chain = c.id), 0) AS words_to
            FROM chain AS c) AS next
        WHERE next.id = chain.id AND next.words_to > chain.words_to";
    let mut statement = connection.prepare_cached(mark).while_doing(INDEXING)?;
    statement.execute([]).while_doing(INDEXING)?;
    Ok(())
}

/// Keeps an entry's words, unless its body was erased.
pub(crate) fn put_words(
    connection: &Connection,
    incident: IncidentId,
    entry: Found,
    text: &str,
) -> Result<(), StoreError> {
    let chain = "(SELECT id FROM chain WHERE incident = ?1 AND station = ?2)";
    let seq = i64::try_from(entry.seq).unwrap_or(i64::MAX);
    let place = params![
        incident.as_bytes().as_slice(),
        entry.station.as_bytes().as_slice(),
        seq,
        entry.hash.as_bytes().as_slice()
    ];
    let forget = format!("DELETE FROM entry_words WHERE chain = {chain} AND seq = ?3 AND hash = ?4");
    let mut statement = connection.prepare_cached(&forget).while_doing(INDEXING)?;
    statement.execute(place).while_doing(INDEXING)?;
    let keep = format!(
        "INSERT INTO entry_words (chain, seq, hash, text) SELECT chain, seq, hash, ?5 FROM entry \
         WHERE chain = {chain} AND seq = ?3 AND hash = ?4 AND body IS NOT NULL"
    );
    let mut statement = connection.prepare_cached(&keep).while_doing(INDEXING)?;
    let kept = params![
        incident.as_bytes().as_slice(),
        entry.station.as_bytes().as_slice(),
        seq,
        entry.hash.as_bytes().as_slice(),
        text
    ];
    statement.execute(kept).while_doing(INDEXING)?;
    Ok(())
}

/// An entry or a body came that lies before what was indexed.
pub(crate) fn index_again_from(connection: &Connection, chain: i64, seq: i64) -> Result<(), StoreError> {
    let back = "UPDATE chain SET words_to = ?2 - 1 WHERE id = ?1 AND words_to >= ?2";
    let mut statement = connection.prepare_cached(back).while_doing(INDEXING)?;
    statement.execute([chain, seq]).while_doing(INDEXING)?;
    Ok(())
}

/// What was typed, in FTS5's own language: each piece between spaces is a quoted string, the last one a prefix.
/// `None` when there is nothing to look for.
fn match_of(query: &str) -> Option<String> {
    // FTS5 reads its query up to the first NUL, which would cut a quoted string open.
    let plain = query.replace(char::is_control, " ");
    let mut pieces: Vec<String> = plain
        .split_whitespace()
        .filter(|piece| piece.chars().any(char::is_alphanumeric))
        .map(|piece| format!("\"{}\"", piece.replace('"', "\"\"")))
        .collect();
    if plain.ends_with(char::is_alphanumeric)
        && let Some(last) = pieces.last_mut()
    {
        last.push('*');
    }
    (!pieces.is_empty()).then(|| pieces.join(" "))
}
