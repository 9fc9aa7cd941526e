//! The log in the database: adding entries, reading them back, checking them.

use crate::StoreError;
use crate::cipher;
use crate::explain::Explain;
use crate::home::{Home, newest_seed};
use crate::keep::{SideWrite, write};
use battlebag_log::{
    Body, Checkpoint, DecodeError, Draft, EntryHash, Filed, Header, Hlc, IncidentId, REDACTION_KIND,
    RawEntry, Salt, SealedEntry, Signature, SignedCheckpoint, Station, StationKey, Tail, Verdict, append,
    check_body, order, verify_chain,
};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

const SAVING: &str = "saving to the log";
pub(crate) const READING: &str = "reading the log";

impl Home {
    /// Makes and saves this station's next entries with everything written beside them: all or nothing.
    ///
    /// The end of the chain is read inside the transaction, so that two windows on one home can never give two
    /// entries one number. Each draft comes with 32 fresh random bytes for its salt. A redaction erases the body
    /// it points at in the same step.
    pub fn record(
        &mut self,
        incident: IncidentId,
        drafts: Vec<(Draft, Salt)>,
        writes: &[SideWrite],
    ) -> Result<Vec<SealedEntry>, StoreError> {
        let (change, key) = self.begin_with_key()?;
        let mut tail = own_tail(&change, incident, key.public())?;
        let chain = chain_id(&change, incident, key.public())?;
        let mut made = Vec::with_capacity(drafts.len());
        for (draft, salt) in drafts {
            let entry = append(&tail, draft, key, salt)?;
            add_own(&change, chain, &entry)?;
            tail = tail.after(&entry);
            made.push(entry);
        }
        finish(change, &made, writes)?;
        self.forget_erased(&made);
        if writes.iter().any(|side| matches!(side, SideWrite::Shred { .. })) {
            self.empty_write_ahead();
        }
        Ok(made)
    }

    /// Saves entries this station has made itself, with everything written beside them: all or nothing.
    ///
    /// They must follow the chain as it is now, else [`StoreError::StaleTail`]. [`record`](Self::record) is the
    /// easier way.
    pub fn append(&mut self, entries: &[SealedEntry], writes: &[SideWrite]) -> Result<(), StoreError> {
        let (change, key) = self.begin_with_key()?;
        let station = key.public();
        for entry in entries {
            let header = entry.header();
            if header.station != station {
                return Err(StoreError::NotThisStation {
                    station: header.station.short(),
                });
            }
            let tail = own_tail(&change, header.incident, station)?;
            if tail.hash != header.previous || Some(header.seq) != tail.seq.checked_add(1) {
                return Err(StoreError::StaleTail);
            }
            add_own(&change, chain_id(&change, header.incident, station)?, entry)?;
        }
        finish(change, entries, writes)?;
        self.forget_erased(entries);
        Ok(())
    }

    /// The end of a station's chain, and the latest clock seen on the others.
    pub fn tail(&self, incident: IncidentId, station: Station) -> Result<Tail, StoreError> {
        tail_of(&self.connection, incident, station)
    }

    /// Every incident in this home, in the order its first entry came here.
    pub fn incidents(&self) -> Result<Vec<IncidentId>, StoreError> {
        let list = "SELECT incident FROM chain GROUP BY incident ORDER BY MIN(id)";
        let mut statement = self.connection.prepare_cached(list).while_doing(READING)?;
        let rows = statement
            .query_map([], |row| row.get(0).map(IncidentId))
            .while_doing(READING)?;
        rows.collect::<rusqlite::Result<_>>().while_doing(READING)
    }

    /// An incident's entries in display order.
    ///
    /// Each body is checked against the hash in its header: a damaged page of a long body can come back from the
    /// disk as zeros without a word. Signatures and links are not checked here: see [`verify`](Self::verify).
    pub fn entries(&self, incident: IncidentId) -> Result<Vec<SealedEntry>, StoreError> {
        let stored = self.raw_entries(incident)?;
        let mut entries = stored
            .into_iter()
            .map(read_whole)
            .collect::<Result<Vec<_>, _>>()?;
        order(&mut entries);
        Ok(entries)
    }

    /// An incident's entries exactly as stored, by station and number: for export and for checking.
    pub fn raw_entries(&self, incident: IncidentId) -> Result<Vec<RawEntry>, StoreError> {
        let list = "SELECT header, signature, salt, body, station, seq FROM entry JOIN chain ON chain.id = entry.chain \
                    WHERE chain.incident = ?1 ORDER BY chain.station, entry.seq, entry.hash";
        let mut statement = self.connection.prepare_cached(list).while_doing(READING)?;
        let rows = statement
            .query_map([incident.as_bytes().as_slice()], raw_of)
            .while_doing(READING)?;
        rows.collect::<rusqlite::Result<_>>().while_doing(READING)
    }

    /// One station's entries from a number on, exactly as stored: for another station that is behind.
    pub fn chain_from(
        &self,
        incident: IncidentId,
        station: Station,
        from_seq: u64,
    ) -> Result<Vec<RawEntry>, StoreError> {
        let list = "SELECT header, signature, salt, body, station, seq FROM entry JOIN chain ON chain.id = entry.chain \
                    WHERE chain.incident = ?1 AND chain.station = ?2 AND entry.seq >= ?3 ORDER BY entry.seq, entry.hash";
        let mut statement = self.connection.prepare_cached(list).while_doing(READING)?;
        let from = i64::try_from(from_seq).unwrap_or(i64::MAX);
        let asked = params![
            incident.as_bytes().as_slice(),
            station.as_bytes().as_slice(),
            from
        ];
        let rows = statement.query_map(asked, raw_of).while_doing(READING)?;
        rows.collect::<rusqlite::Result<_>>().while_doing(READING)
    }

    /// Checks an incident's log from its exact bytes, against the signed checkpoints kept here and against those
    /// read from paper.
    pub fn verify(&self, incident: IncidentId, paper: &[Checkpoint]) -> Result<Verdict, StoreError> {
        let kept = self.checkpoints(incident)?;
        let mut seen: Vec<Checkpoint> = kept
            .into_iter()
            .filter(SignedCheckpoint::holds)
            .map(|c| c.checkpoint)
            .collect();
        seen.extend(paper.iter().cloned());
        Ok(verify_chain(incident, &self.raw_entries(incident)?, &seen))
    }

    /// The signed checkpoints kept of an incident, oldest first.
    pub fn checkpoints(&self, incident: IncidentId) -> Result<Vec<SignedCheckpoint>, StoreError> {
        let kept = self.checkpoints_after(incident, 0)?;
        Ok(kept.into_iter().map(|(_, signed)| signed).collect())
    }

    /// Those kept after one of them, with their numbers.
    pub(crate) fn checkpoints_after(
        &self,
        incident: IncidentId,
        after: i64,
    ) -> Result<Vec<(i64, SignedCheckpoint)>, StoreError> {
        let list = "SELECT id, bytes FROM checkpoint WHERE incident = ?1 AND id > ?2 ORDER BY id";
        let mut statement = self.connection.prepare_cached(list).while_doing(READING)?;
        let kept = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?));
        let rows = statement
            .query_map(params![incident.as_bytes().as_slice(), after], kept)
            .while_doing(READING)?;
        rows.map(|row| {
            let (id, bytes) = row.while_doing(READING)?;
            let signed = SignedCheckpoint::decode(&bytes);
            Ok((id, signed.map_err(|_| StoreError::Damaged { doing: READING })?))
        })
        .collect()
    }

    /// One entry exactly as stored.
    pub(crate) fn entry_at(
        &self,
        incident: IncidentId,
        station: Station,
        seq: u64,
        hash: EntryHash,
    ) -> Result<Option<RawEntry>, StoreError> {
        let find = "SELECT header, signature, salt, body, station, seq FROM entry JOIN chain ON chain.id = entry.chain \
                    WHERE chain.incident = ?1 AND chain.station = ?2 AND entry.seq = ?3 AND entry.hash = ?4";
        let asked = params![
            incident.as_bytes().as_slice(),
            station.as_bytes().as_slice(),
            i64::try_from(seq).unwrap_or(i64::MAX),
            hash.as_bytes().as_slice()
        ];
        let mut statement = self.connection.prepare_cached(find).while_doing(READING)?;
        statement.query_row(asked, raw_of).optional().while_doing(READING)
    }

    pub(crate) fn begin(&mut self) -> Result<Transaction<'_>, StoreError> {
        self.connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .while_doing(SAVING)
    }

    /// A write transaction and this station's newest key, read inside it: another process may have renewed it.
    /// The key grown last time is used again while its seed is the same.
    fn begin_with_key(&mut self) -> Result<(Transaction<'_>, &StationKey), StoreError> {
        let Self { connection, key, .. } = self;
        let change = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .while_doing(SAVING)?;
        let seed = newest_seed(&change)?;
        if *key.seed() != *seed {
            *key = StationKey::from_seed(*seed);
        }
        Ok((change, key))
    }

    /// After a redaction the erased words must not linger in the write-ahead file. Best effort: a reader may hold
    /// it, and it is encrypted and emptied in time anyway.
    pub(crate) fn forget_erased(&self, entries: &[SealedEntry]) {
        if entries.iter().any(|entry| entry.header().kind == REDACTION_KIND) {
            self.empty_write_ahead();
        }
    }

    /// Brings the write-ahead file into the database and empties it, so that what was erased stands nowhere.
    pub(crate) fn empty_write_ahead(&self) {
        cipher::empty_write_ahead(&self.connection);
    }
}

/// Does what is written beside the entries of this step, then commits.
pub(crate) fn finish(
    change: Transaction<'_>,
    entries: &[SealedEntry],
    writes: &[SideWrite],
) -> Result<(), StoreError> {
    for side in writes {
        write(&change, entries, side)?;
    }
    change.commit().while_doing(SAVING)
}

/// The row of a station's chain, made when it is new.
pub(crate) fn chain_id(
    connection: &Connection,
    incident: IncidentId,
    station: Station,
) -> Result<i64, StoreError> {
    let place = params![incident.as_bytes().as_slice(), station.as_bytes().as_slice()];
    let find = "SELECT id FROM chain WHERE incident = ?1 AND station = ?2";
    let mut statement = connection.prepare_cached(find).while_doing(SAVING)?;
    if let Some(id) = statement
        .query_row(place, |row| row.get(0))
        .optional()
        .while_doing(SAVING)?
    {
        return Ok(id);
    }
    connection
        .execute("INSERT INTO chain (incident, station) VALUES (?1, ?2)", place)
        .while_doing(SAVING)?;
    Ok(connection.last_insert_rowid())
}

/// Adds this station's own entry; a redaction must find what it erases.
fn add_own(connection: &Connection, chain: i64, entry: &SealedEntry) -> Result<(), StoreError> {
    insert(connection, chain, entry, entry.body())?;
    let header = entry.header();
    if let (REDACTION_KIND, Some(target)) = (header.kind.as_str(), header.about)
        && !erase(connection, header.incident, target, entry.hash())?
    {
        return Err(StoreError::NothingToRedact);
    }
    Ok(())
}

/// Adds an entry unless it is here; tells whether it was added.
pub(crate) fn insert(
    connection: &Connection,
    chain: i64,
    entry: &SealedEntry,
    body: Option<&Body>,
) -> Result<bool, StoreError> {
    let add = "INSERT INTO entry (chain, seq, hash, header, signature, salt, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
               ON CONFLICT (chain, seq, hash) DO NOTHING";
    let mut statement = connection.prepare_cached(add).while_doing(SAVING)?;
    let seq = i64::try_from(entry.header().seq).unwrap_or(i64::MAX);
    let added = statement.execute(params![
        chain,
        seq,
        entry.hash().as_bytes().as_slice(),
        entry.header_bytes(),
        entry.signature().as_bytes().as_slice(),
        body.map(|body| body.salt.as_bytes().as_slice()),
        body.map(|body| body.bytes.as_slice()),
    ]);
    Ok(added.while_doing(SAVING)? == 1)
}

/// Marks an entry as redacted and erases its body. `false`, and nothing done, when the entry is not here or is
/// itself a redaction: why something was erased stays readable.
pub(crate) fn erase(
    connection: &Connection,
    incident: IncidentId,
    target: EntryHash,
    by: EntryHash,
) -> Result<bool, StoreError> {
    let find = "SELECT entry.chain, seq, header FROM entry JOIN chain ON chain.id = entry.chain \
                WHERE chain.incident = ?1 AND entry.hash = ?2";
    let asked = params![incident.as_bytes().as_slice(), target.as_bytes().as_slice()];
    let read = |row: &Row<'_>| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, Vec<u8>>(2)?,
        ))
    };
    let found = connection
        .query_row(find, asked, read)
        .optional()
        .while_doing(SAVING)?;
    let Some((chain, seq, header)) = found else {
        return Ok(false);
    };
    if Header::decode(&header).is_ok_and(|header| header.kind == REDACTION_KIND) {
        return Ok(false);
    }
    mark_redacted(connection, incident, target, by)?;
    let erase = "UPDATE entry SET salt = NULL, body = NULL \
                 WHERE chain = ?1 AND seq = ?2 AND hash = ?3 AND body IS NOT NULL";
    connection
        .execute(erase, params![chain, seq, target.as_bytes().as_slice()])
        .while_doing(SAVING)?;
    Ok(true)
}

pub(crate) fn mark_redacted(
    connection: &Connection,
    incident: IncidentId,
    target: EntryHash,
    by: EntryHash,
) -> Result<(), StoreError> {
    let mark =
        "INSERT INTO redaction (incident, target, by_entry) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    let given = params![
        incident.as_bytes().as_slice(),
        target.as_bytes().as_slice(),
        by.as_bytes().as_slice()
    ];
    connection.execute(mark, given).while_doing(SAVING)?;
    Ok(())
}

/// The tail this station may add to: a chain that forked is frozen.
fn own_tail(connection: &Connection, incident: IncidentId, station: Station) -> Result<Tail, StoreError> {
    let chains = chains_of(connection, incident)?;
    match chains
        .iter()
        .find(|chain| chain.station == station)
        .and_then(|chain| chain.forked)
    {
        Some(seq) => Err(StoreError::Frozen { seq }),
        None => tail_among(connection, incident, station, &chains),
    }
}

fn tail_of(connection: &Connection, incident: IncidentId, station: Station) -> Result<Tail, StoreError> {
    tail_among(connection, incident, station, &chains_of(connection, incident)?)
}

fn tail_among(
    connection: &Connection,
    incident: IncidentId,
    station: Station,
    chains: &[ChainRow],
) -> Result<Tail, StoreError> {
    let mut tail = Tail::empty(incident, station);
    for chain in chains {
        let Some((seq, hash, header)) = last_of(connection, chain.id)? else {
            continue;
        };
        match Header::decode(&header) {
            Ok(header) if chain.station == station => {
                tail.seq = header.seq;
                tail.hash = hash;
                tail.clock = header.clock;
            }
            Err(why) if chain.station == station => return Err(damaged(Some(Filed { station, seq }), why)),
            // Another station's damaged entry is the verifier's business; it must not stop this one.
            other => tail.seen = tail.seen.max(other.map_or(Hlc::default(), |header| header.clock)),
        }
    }
    Ok(tail)
}

/// A station's chain in one incident.
pub(crate) struct ChainRow {
    id: i64,
    pub(crate) station: Station,
    /// The first number that exists twice.
    pub(crate) forked: Option<u64>,
}

pub(crate) fn chains_of(connection: &Connection, incident: IncidentId) -> Result<Vec<ChainRow>, StoreError> {
    let list = "SELECT id, station, forked FROM chain WHERE incident = ?1";
    let mut statement = connection.prepare_cached(list).while_doing(READING)?;
    let chain = |row: &Row<'_>| {
        Ok(ChainRow {
            id: row.get(0)?,
            station: Station(row.get(1)?),
            forked: row.get(2)?,
        })
    };
    let rows = statement
        .query_map([incident.as_bytes().as_slice()], chain)
        .while_doing(READING)?;
    rows.collect::<rusqlite::Result<_>>().while_doing(READING)
}

fn last_of(connection: &Connection, chain: i64) -> Result<Option<(u64, EntryHash, Vec<u8>)>, StoreError> {
    let find = "SELECT seq, hash, header FROM entry WHERE chain = ?1 ORDER BY seq DESC, hash DESC LIMIT 1";
    let mut statement = connection.prepare_cached(find).while_doing(READING)?;
    let last = |row: &Row<'_>| Ok((row.get(0)?, EntryHash(row.get(1)?), row.get(2)?));
    statement.query_row([chain], last).optional().while_doing(READING)
}

pub(crate) fn raw_of(row: &Row<'_>) -> rusqlite::Result<RawEntry> {
    let salt: Option<[u8; 32]> = row.get(2)?;
    let body: Option<Vec<u8>> = row.get(3)?;
    Ok(RawEntry {
        header: row.get(0)?,
        signature: Signature(row.get(1)?),
        body: salt.zip(body).map(|(salt, bytes)| Body {
            salt: Salt(salt),
            bytes,
        }),
        filed: Some(Filed {
            station: Station(row.get(4)?),
            seq: row.get(5)?,
        }),
    })
}

/// Reads a stored entry, filed where it says, with the body it was signed for.
pub(crate) fn read_whole(raw: RawEntry) -> Result<SealedEntry, StoreError> {
    let filed = raw.filed;
    let entry = SealedEntry::read(raw).map_err(|why| damaged(filed, why))?;
    let place = entry.filed();
    let body_holds = entry.body().is_none_or(|body| check_body(entry.header(), body));
    if body_holds && filed.is_none_or(|filed| filed == place) {
        return Ok(entry);
    }
    let named = filed.unwrap_or(place);
    Err(StoreError::EntryDiffers {
        station: named.station.short(),
        seq: named.seq,
    })
}

fn damaged(filed: Option<Filed>, why: DecodeError) -> StoreError {
    let station = filed.map_or_else(|| "not known".to_owned(), |filed| filed.station.short());
    StoreError::EntryDamaged {
        station,
        seq: filed.map_or(0, |filed| filed.seq),
        why,
    }
}
