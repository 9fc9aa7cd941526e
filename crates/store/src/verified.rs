//! A start that need not check every signature again: the log is checked from where it was last found whole.
//!
//! # What it is worth
//!
//! The mark lies in the same database as the log. It guards against damage: entries that came or changed after it are
//! checked in full, and the entry at each mark must still be the one that was marked, byte for byte. It does not guard
//! against somebody who holds the data key: who can rewrite the log can rewrite the mark. Against that one stand a full
//! check ([`Home::verify_fully`]), which this module makes by itself once a day, and the checkpoints on paper.
//! What lies before the mark is not read here at all; SQLCipher authenticates each page when it is read, and
//! [`Home::entries`] holds each body against the hash in its header.

use crate::StoreError;
use crate::entries::{READING, chains_of, read_whole};
use crate::explain::Explain;
use crate::home::Home;
use battlebag_log::{
    Checkpoint, EntryHash, Head, IncidentId, RawEntry, SignedCheckpoint, Station, Verdict, verify_chain,
    verify_from,
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::fmt;

const MARKING: &str = "marking where the log was whole";

/// The longest that a mark is relied on before everything is checked again: 24 hours, in milliseconds.
pub const FULL_CHECK_EVERY_MS: i64 = 24 * 60 * 60 * 1000;

/// The result of checking a log at a start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogCheck {
    /// What was found in the entries that were checked now. It is about the whole log only when
    /// [`checked_earlier`](Self::checked_earlier) is 0.
    pub verdict: Verdict,
    /// How many entries were checked now.
    pub checked_now: usize,
    /// How many were found whole at an earlier check and not read now; 0 after a full check.
    pub checked_earlier: usize,
    /// When every entry was last checked, milliseconds since 1970 UTC: now, after a full check.
    pub full_at: i64,
}

impl LogCheck {
    /// Whether nothing is wrong with what was checked now.
    pub fn is_whole(&self) -> bool {
        self.verdict.is_whole()
    }
}

impl fmt::Display for LogCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.checked_earlier == 0 {
            return write!(f, "{}", self.verdict);
        }
        let new = match self.checked_now {
            0 => "no entry is new".to_owned(),
            1 => "1 entry is new, its signature and link hold".to_owned(),
            many => format!("{many} entries are new, every signature and link of theirs holds"),
        };
        let before = match self.checked_earlier {
            1 => "1 entry was found whole at an earlier check and was".to_owned(),
            many => format!("{many} entries were found whole at an earlier check and were"),
        };
        writeln!(
            f,
            "The log is whole as far as it was checked now: {new}. {before} not checked again."
        )?;
        let verdict = self.verdict.to_string();
        verdict.lines().skip(1).try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// Where an incident's log was last found whole.
struct Mark {
    full_at: i64,
    entries: usize,
    checkpoint: i64,
    heads: Vec<Head>,
}

impl Home {
    /// Checks every entry of an incident, as [`verify`](Self::verify) does, also against where the log was last found
    /// whole: a chain that has become shorter since is named. Then marks where it is whole now.
    pub fn verify_fully(
        &mut self,
        incident: IncidentId,
        paper: &[Checkpoint],
        now: i64,
    ) -> Result<LogCheck, StoreError> {
        let (mut seen, newest) = self.seen_since(incident, 0, paper)?;
        let marked = self.mark(incident)?.map(|mark| mark.heads).unwrap_or_default();
        // More than 1024 stations have no mark to compare with; nothing else is lost.
        seen.extend(Checkpoint::of_heads(incident, marked, 0));
        let entries = self.raw_entries(incident)?;
        let verdict = verify_chain(incident, &entries, &seen);
        let mark = Mark {
            full_at: now,
            entries: verdict.entries,
            checkpoint: newest,
            heads: verdict.heads.clone(),
        };
        self.keep_mark(incident, &verdict, &mark);
        Ok(LogCheck {
            checked_now: verdict.entries,
            checked_earlier: 0,
            full_at: now,
            verdict,
        })
    }

    /// Checks an incident's log from where it was last found whole, and says how much was checked now.
    ///
    /// Everything is checked when there is no mark, when the last full check is more than a day before `now`
    /// (milliseconds since 1970 UTC) or after it, and when anything at all is found wrong: what is said of a log that
    /// is not whole always comes from a full check. What the mark is worth is said at the head of this module: it
    /// guards against damage, not against somebody with the data key.
    pub fn verify_since_mark(
        &mut self,
        incident: IncidentId,
        paper: &[Checkpoint],
        now: i64,
    ) -> Result<LogCheck, StoreError> {
        let mark = self.mark(incident)?;
        let recent = |mark: &Mark| {
            mark.full_at > 0 && (0..FULL_CHECK_EVERY_MS).contains(&now.saturating_sub(mark.full_at))
        };
        if let Some(mark) = mark.filter(recent)
            && let Some(check) = self.check_since(incident, paper, &mark)?
        {
            return Ok(check);
        }
        self.verify_fully(incident, paper, now)
    }

    /// The check from a mark on; `None` when it does not come out whole.
    fn check_since(
        &mut self,
        incident: IncidentId,
        paper: &[Checkpoint],
        mark: &Mark,
    ) -> Result<Option<LogCheck>, StoreError> {
        let (seen, newest) = self.seen_since(incident, mark.checkpoint, paper)?;
        let before_mark = |head: &&Head| {
            let marked = mark.heads.iter().find(|marked| marked.station == head.station);
            marked.is_some_and(|marked| head.seq < marked.seq)
        };
        for head in seen.iter().flat_map(Checkpoint::heads).filter(before_mark) {
            if !self.is_kept(incident, head)? {
                return Ok(None);
            }
        }
        let Some(entries) = self.entries_since(incident, mark)? else {
            return Ok(None);
        };
        let verdict = verify_from(incident, &mark.heads, &entries, &seen);
        if !verdict.is_whole() {
            return Ok(None);
        }
        let checked_now = verdict.entries.saturating_sub(mark.heads.len());
        if checked_now > 0 || newest > mark.checkpoint {
            let moved = Mark {
                full_at: mark.full_at,
                entries: mark.entries + checked_now,
                checkpoint: newest,
                heads: verdict.heads.clone(),
            };
            self.keep_mark(incident, &verdict, &moved);
        }
        Ok(Some(LogCheck {
            verdict,
            checked_now,
            checked_earlier: mark.entries,
            full_at: mark.full_at,
        }))
    }

    /// Each chain from its mark on, the marked entry first; `None` when a chain is known to be forked.
    fn entries_since(&self, incident: IncidentId, mark: &Mark) -> Result<Option<Vec<RawEntry>>, StoreError> {
        let mut entries = Vec::new();
        for chain in chains_of(&self.connection, incident)? {
            if chain.forked.is_some() {
                return Ok(None);
            }
            let marked = mark.heads.iter().find(|head| head.station == chain.station);
            let from = marked.map_or(0, |head| head.seq);
            entries.extend(self.chain_from(incident, chain.station, from)?);
        }
        Ok(Some(entries))
    }

    /// The checkpoints to hold the log against: those on paper, and those kept after `after` whose signatures hold.
    /// With the number of the newest one kept.
    fn seen_since(
        &self,
        incident: IncidentId,
        after: i64,
        paper: &[Checkpoint],
    ) -> Result<(Vec<Checkpoint>, i64), StoreError> {
        let kept = self.checkpoints_after(incident, after)?;
        let newest = kept.last().map_or(after, |(id, _)| *id);
        let signed = kept
            .into_iter()
            .map(|(_, signed)| signed)
            .filter(SignedCheckpoint::holds);
        let seen = signed.map(|signed| signed.checkpoint);
        Ok((seen.chain(paper.iter().cloned()).collect(), newest))
    }

    /// Whether this very entry is in the log, its bytes as they were.
    fn is_kept(&self, incident: IncidentId, head: &Head) -> Result<bool, StoreError> {
        let found = self.entry_at(incident, head.station, head.seq, head.hash)?;
        Ok(found.is_some_and(|raw| read_whole(raw).is_ok_and(|entry| entry.hash() == head.hash)))
    }

    fn mark(&self, incident: IncidentId) -> Result<Option<Mark>, StoreError> {
        let of = [incident.as_bytes().as_slice()];
        let find = "SELECT full_at, entries, checkpoint FROM verified WHERE incident = ?1";
        let mark = |row: &Row<'_>| {
            Ok(Mark {
                full_at: row.get(0)?,
                entries: row.get(1)?,
                checkpoint: row.get(2)?,
                heads: Vec::new(),
            })
        };
        let mut statement = self.connection.prepare_cached(find).while_doing(READING)?;
        let Some(mut mark) = statement.query_row(of, mark).optional().while_doing(READING)? else {
            return Ok(None);
        };
        let list = "SELECT station, seq, hash FROM verified_head WHERE incident = ?1 ORDER BY station";
        let head = |row: &Row<'_>| {
            Ok(Head {
                station: Station(row.get(0)?),
                seq: row.get(1)?,
                hash: EntryHash(row.get(2)?),
            })
        };
        let mut statement = self.connection.prepare_cached(list).while_doing(READING)?;
        let heads = statement.query_map(of, head).while_doing(READING)?;
        mark.heads = heads.collect::<rusqlite::Result<_>>().while_doing(READING)?;
        Ok(Some(mark))
    }

    /// Marks where a log was found whole. When it was not, the old heads stay, as what was seen once, and the next check
    /// is a full one again. Best effort: a mark that cannot be written (a read-only disk, another process saving) costs
    /// time at the next start and nothing else.
    fn keep_mark(&mut self, incident: IncidentId, verdict: &Verdict, mark: &Mark) {
        let kept = self.begin().and_then(|change| {
            if verdict.is_whole() {
                write_mark(&change, incident, mark)?;
            } else {
                let doubt = "UPDATE verified SET full_at = 0 WHERE incident = ?1";
                change
                    .execute(doubt, [incident.as_bytes().as_slice()])
                    .while_doing(MARKING)?;
            }
            change.commit().while_doing(MARKING)
        });
        drop(kept);
    }
}

fn write_mark(connection: &Connection, incident: IncidentId, mark: &Mark) -> Result<(), StoreError> {
    let of = incident.as_bytes().as_slice();
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    connection
        .execute("DELETE FROM verified WHERE incident = ?1", [of])
        .while_doing(MARKING)?;
    let add = "INSERT INTO verified (incident, full_at, entries, checkpoint) VALUES (?1, ?2, ?3, ?4)";
    let given = params![of, mark.full_at, number(mark.entries as u64), mark.checkpoint];
    connection.execute(add, given).while_doing(MARKING)?;
    let add = "INSERT INTO verified_head (incident, station, seq, hash) VALUES (?1, ?2, ?3, ?4)";
    for head in &mark.heads {
        let (station, hash) = (
            head.station.as_bytes().as_slice(),
            head.hash.as_bytes().as_slice(),
        );
        connection
            .execute(add, params![of, station, number(head.seq), hash])
            .while_doing(MARKING)?;
    }
    Ok(())
}
