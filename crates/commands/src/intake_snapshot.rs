//! A snapshot from everything the sources hold: messages replayed, newest files read. A worse one does not take the
//! place of a better one unless a person says so.

use battlebag_census::Snapshot;
use battlebag_census::import::{Format, ImportOptions, import_bytes};
use chrono::{DateTime, Utc};

use crate::census::{Asked, keep, report_of, said};
use crate::intake_sources::{LastSnapshot, Source, Sources, inbox_mark, keep_last, last, read};
use crate::station::{Open, Station};
use crate::views::CensusReport;
use crate::{ErrorKind, ErrorView};

/// Plain bytes of messages read from the home under one lock.
const PART: u64 = 8 * 1024 * 1024;
/// The most plain bytes of one snapshot (1 GiB).
const MOST: u64 = 1024 * 1024 * 1024;
/// In-patients below which a fall says nothing.
const FEW: u32 = 10;

/// Files by name, and when the newest of them came.
type Collected = (Vec<(String, Vec<u8>)>, Option<DateTime<Utc>>);

/// What a try at a snapshot came to.
pub(crate) enum Tried {
    /// A new snapshot is in use.
    Made(Box<CensusReport>),
    /// The sources hold nothing, or nothing new.
    Unchanged,
    /// It was read, and not taken into use: why.
    HeldBack(String),
}

/// Makes a snapshot when something new came since the last one. With `anyway` also when nothing came, and also when it
/// knows far fewer people than the one in use.
pub(crate) fn snapshot(station: &Station, anyway: bool, asked: Asked) -> Result<Tried, ErrorView> {
    // One at a time: two would read the same and log it twice.
    let _turn = station.intake.turn();
    let begun = station.with(|open| {
        let sources = read(&open.home)?;
        let mark = inbox_mark(&open.home, &sources)?;
        let seen = last(&open.home)?.is_some_and(|last| last.mark == mark);
        if sources.all.is_empty() || (seen && !anyway) {
            return Ok(None);
        }
        let options = ImportOptions {
            as_of: None,
            not_after: Some(station.now()),
            format: Format::Auto,
            zone: open.clock.zone(),
            mappings: crate::columns::kept(open)?,
        };
        Ok(Some((sources, mark, options)))
    })?;
    let Some((sources, mark, options)) = begun else {
        return Ok(Tried::Unchanged);
    };
    let read = collect(station, &sources).and_then(|(files, received)| {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
        if files.is_empty() {
            return Ok(None);
        }
        Ok(Some(import_bytes(&files, &options, received)?))
    });
    let at = station.now();
    station.with(|open| {
        let tried = match read {
            Ok(None) => Ok(Tried::Unchanged),
            Ok(Some(mut snapshot)) => {
                snapshot.feed = sources.all.iter().map(|s| s.name.clone()).collect();
                settle(station, open, snapshot, anyway, asked)
            }
            Err(why) => Err(why),
        };
        let (said, held_back) = match &tried {
            Ok(Tried::Made(report)) => (report.said.clone(), String::new()),
            Ok(Tried::Unchanged) => ("Nothing new came.".to_owned(), String::new()),
            Ok(Tried::HeldBack(why)) => (why.clone(), why.clone()),
            Err(why) => {
                let why = format!("{} {}", why.what, why.next);
                (why.clone(), why)
            }
        };
        keep_last(
            &mut open.home,
            &LastSnapshot {
                mark,
                at,
                said,
                held_back,
            },
        )?;
        tried
    })
}

/// Takes a snapshot into use, unless it is the one in use or a worse one.
fn settle(
    station: &Station,
    open: &mut Open,
    mut snapshot: Snapshot,
    anyway: bool,
    asked: Asked,
) -> Result<Tried, ErrorView> {
    if let Some(before) = open.census.clone() {
        battlebag_census::carry_keys(&before.feed, &mut snapshot);
        if snapshot.hash_hex()? == before.hash {
            return Ok(Tried::Unchanged);
        }
    }
    let before = open.census.as_ref().map(|census| census.feed.as_ref());
    if let Some(why) = worse(before, &snapshot).filter(|_| !anyway) {
        return Ok(Tried::HeldBack(why));
    }
    let mut report = report_of(&snapshot, "", open.clock, false);
    report.snapshot = keep(station, open, snapshot, asked)?;
    Ok(Tried::Made(Box::new(report)))
}

/// Why a new snapshot is not to take the place of the one in use by itself.
fn worse(before: Option<&Snapshot>, after: &Snapshot) -> Option<String> {
    let (is, rejected) = (after.counts.inpatients, after.counts.rejected);
    let Some(before) = before else {
        return (is == 0).then(|| {
            format!("The feeds know nobody in a bed ({rejected} records rejected), so no census was taken from them. Look at the feeds; they may only have begun.")
        });
    };
    let was = before.counts.inpatients;
    if is == 0 || (was >= FEW && is < was.div_ceil(2)) {
        return Some(format!(
            "The feeds now know {is} in-patients, and the census in use has {was} ({rejected} records rejected). The census in use was kept. Look at the feeds; if it is right, take the new one all the same."
        ));
    }
    (after.as_of < before.as_of).then(|| {
        "What the feeds hold is older than the census in use. The census in use was kept; if it is right, take the older one all the same."
            .to_owned()
    })
}

/// Everything the sources hold, by name, and when the newest file came: its time where nothing in it says one.
fn collect(station: &Station, sources: &Sources) -> Result<Collected, ErrorView> {
    let (mut files, mut received) = (Vec::new(), None);
    let mut bytes = 0u64;
    for source in &sources.all {
        let messages = replay(station, source, &mut bytes)?;
        if !messages.is_empty() {
            files.push((source.name.clone(), messages));
        }
        for file in station.with(|open| Ok(open.home.inbox_files(&source.id)?))? {
            count(&mut bytes, file.bytes.len())?;
            received = received.max(DateTime::from_timestamp_millis(file.received_at));
            files.push((format!("{}/{}", source.name, file.name), file.bytes));
        }
    }
    Ok((files, received))
}

/// A source's messages in one stream, each in its own frame: they may be in different encodings.
fn replay(station: &Station, source: &Source, bytes: &mut u64) -> Result<Vec<u8>, ErrorView> {
    let mut stream = Vec::new();
    let mut after = 0;
    loop {
        let part = station.with(|open| Ok(open.home.inbox_messages(&source.id, after, PART)?))?;
        let Some(newest) = part.last() else {
            return Ok(stream);
        };
        after = newest.number;
        for message in &part {
            count(bytes, message.bytes.len())?;
            stream.push(0x0b);
            stream.extend_from_slice(&message.bytes);
            stream.extend_from_slice(&[0x1c, 0x0d]);
        }
    }
}

fn count(bytes: &mut u64, more: usize) -> Result<(), ErrorView> {
    *bytes = bytes.saturating_add(more as u64);
    if *bytes <= MOST {
        return Ok(());
    }
    Err(ErrorView::new(
        ErrorKind::Refused,
        format!(
            "The feeds hold more than {} MB, too much for one snapshot. The census in use was kept.",
            MOST / 1_048_576
        ),
        "Keep messages for fewer days, or take away a feed that is no longer needed.",
    ))
}

/// The sentence about the census in use, for the command line.
pub(crate) fn said_of(open: &Open) -> String {
    open.census.as_ref().map_or_else(
        || "There is no census yet.".to_owned(),
        |c| said(&c.feed, open.clock),
    )
}
