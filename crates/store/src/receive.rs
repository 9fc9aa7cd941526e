//! Entries of other stations, or this station's own coming back: kept once, forks kept twice, bad ones refused
//! with the reason.

use crate::StoreError;
use crate::entries::{chain_id, erase, finish, insert, mark_redacted};
use crate::explain::Explain;
use crate::home::Home;
use crate::search::index_again_from;
use battlebag_log::{
    Body, Fault, Filed, Finding, IncidentId, REDACTION_KIND, RawEntry, SealedEntry, check_body, check_entry,
};
use rusqlite::{Connection, OptionalExtension, params};

const DOING: &str = "taking in entries";

/// What became of entries that came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Received {
    /// How many were new.
    pub added: usize,
    /// How many were here already.
    pub already: usize,
    /// Entries that were not kept, by their place in what came in, and why.
    pub refused: Vec<Finding>,
    /// Stations that have now signed two entries with one number: freeze them and tell people.
    pub forks: Vec<Filed>,
}

impl Home {
    /// Takes in entries from another station or a bundle, in any order and as often as they come.
    ///
    /// Each is checked by itself: an entry that does not hold is refused and the rest is kept. Nothing is refused
    /// for its clock or its kind. A signed redaction among them erases the body it points at, now or when that
    /// entry comes.
    pub fn receive(&mut self, incident: IncidentId, entries: &[RawEntry]) -> Result<Received, StoreError> {
        let mut received = Received::default();
        let mut sound = Vec::new();
        for (index, raw) in entries.iter().enumerate() {
            match check(incident, raw) {
                Ok(entry) => sound.push(entry),
                Err(what) => received.refused.push(Finding {
                    index: Some(index),
                    station: raw.filed.map(|filed| filed.station),
                    seq: raw.filed.map(|filed| filed.seq),
                    what,
                }),
            }
        }
        let change = self.begin()?;
        for entry in &sound {
            take_in(&change, entry, &mut received)?;
        }
        finish(change, &[], &[])?;
        self.forget_erased(&sound);
        Ok(received)
    }
}

fn check(incident: IncidentId, raw: &RawEntry) -> Result<SealedEntry, Fault> {
    let header = check_entry(incident, raw)?;
    if raw.body.as_ref().is_some_and(|body| !check_body(&header, body)) {
        return Err(Fault::BodyDiffers);
    }
    SealedEntry::read(raw.clone()).map_err(Fault::Unreadable)
}

fn take_in(connection: &Connection, entry: &SealedEntry, received: &mut Received) -> Result<(), StoreError> {
    let header = entry.header();
    let chain = chain_id(connection, header.incident, header.station)?;
    let redaction = header.kind == REDACTION_KIND;
    let body = if !redaction && is_redacted(connection, entry)? {
        None
    } else {
        entry.body()
    };
    if insert(connection, chain, entry, body)? {
        received.added += 1;
        index_again_from(connection, chain, number(entry))?;
        note_fork(connection, chain, entry, received)?;
    } else {
        received.already += 1;
        fill_body(connection, chain, entry, body)?;
    }
    if let (true, Some(target)) = (redaction, header.about)
        && !erase(connection, header.incident, target, entry.hash())?
        && !is_here(connection, entry, target)?
    {
        // The entry it erases has not come yet: the mark waits for it.
        mark_redacted(connection, header.incident, target, entry.hash())?;
    }
    Ok(())
}

fn is_here(
    connection: &Connection,
    entry: &SealedEntry,
    target: battlebag_log::EntryHash,
) -> Result<bool, StoreError> {
    let find = "SELECT 1 FROM entry JOIN chain ON chain.id = entry.chain WHERE chain.incident = ?1 AND entry.hash = ?2";
    let asked = params![
        entry.header().incident.as_bytes().as_slice(),
        target.as_bytes().as_slice()
    ];
    Ok(connection
        .query_row(find, asked, |_| Ok(()))
        .optional()
        .while_doing(DOING)?
        .is_some())
}

fn is_redacted(connection: &Connection, entry: &SealedEntry) -> Result<bool, StoreError> {
    let find = "SELECT 1 FROM redaction WHERE incident = ?1 AND target = ?2";
    let (incident, hash) = (entry.header().incident, entry.hash());
    let asked = params![incident.as_bytes().as_slice(), hash.as_bytes().as_slice()];
    let mut statement = connection.prepare_cached(find).while_doing(DOING)?;
    Ok(statement
        .query_row(asked, |_| Ok(()))
        .optional()
        .while_doing(DOING)?
        .is_some())
}

/// A body that was missing here and has come now.
fn fill_body(
    connection: &Connection,
    chain: i64,
    entry: &SealedEntry,
    body: Option<&Body>,
) -> Result<(), StoreError> {
    let Some(body) = body else { return Ok(()) };
    let fill =
        "UPDATE entry SET salt = ?4, body = ?5 WHERE chain = ?1 AND seq = ?2 AND hash = ?3 AND body IS NULL";
    let (seq, hash) = (number(entry), entry.hash());
    let given = params![
        chain,
        seq,
        hash.as_bytes().as_slice(),
        body.salt.as_bytes().as_slice(),
        body.bytes.as_slice()
    ];
    if connection.execute(fill, given).while_doing(DOING)? > 0 {
        index_again_from(connection, chain, seq)?;
    }
    Ok(())
}

fn number(entry: &SealedEntry) -> i64 {
    i64::try_from(entry.header().seq).unwrap_or(i64::MAX)
}

fn note_fork(
    connection: &Connection,
    chain: i64,
    entry: &SealedEntry,
    received: &mut Received,
) -> Result<(), StoreError> {
    let seq = number(entry);
    let count = "SELECT count(*) FROM entry WHERE chain = ?1 AND seq = ?2";
    let mut statement = connection.prepare_cached(count).while_doing(DOING)?;
    if statement
        .query_row([chain, seq], |row| row.get::<_, i64>(0))
        .while_doing(DOING)?
        > 1
    {
        let mark = "UPDATE chain SET forked = MIN(coalesce(forked, ?2), ?2) WHERE id = ?1";
        connection.execute(mark, [chain, seq]).while_doing(DOING)?;
        received.forks.push(entry.filed());
    }
    Ok(())
}
