//! What is no longer needed is erased: old snapshots with an entry that names them, old messages unless somebody in a bed
//! is named in them.

use std::collections::BTreeSet;

use battlebag_incident::{Body, Shredding};
use battlebag_store::SideWrite;
use chrono::{DateTime, Duration, Utc};

use crate::ErrorView;
use crate::census::Asked;
use crate::intake_sources::read;
use crate::station::{Act, Logged, Open, STANDING, Station, load};

/// Erases what is due. Nothing is erased when nothing is.
pub(crate) fn erase_due(
    station: &Station,
    open: &mut Open,
    now: DateTime<Utc>,
    asked: Asked,
) -> Result<u32, ErrorView> {
    let sources = read(&open.home)?;
    let retention = sources.retention;
    let before = now - Duration::days(i64::from(retention.message_days));
    let in_bed = in_bed(open);
    // Without a census nobody knows who is in a bed.
    if open.census.is_some() {
        open.home.inbox_erase(before.timestamp_millis(), &mut |about| {
            about.lines().any(|id| in_bed.contains(&plain(id)))
        })?;
    }
    let before = now - Duration::days(i64::from(retention.days));
    let mut snapshots = open.home.list_blobs("census")?;
    snapshots.reverse();
    let old: Vec<_> = snapshots
        .into_iter()
        .skip(usize::try_from(retention.snapshots.max(1)).unwrap_or(usize::MAX))
        .filter(|blob| blob.kept_at < before.timestamp_millis())
        .collect();
    if old.is_empty() {
        return Ok(0);
    }
    let needed = needed(open)?;
    let because = format!(
        "older than {} days and not among the newest {}",
        retention.days, retention.snapshots
    );
    let due: Vec<_> = old
        .into_iter()
        .filter(|blob| !needed.contains(&blob.hash.to_string()))
        .collect();
    if due.is_empty() {
        return Ok(0);
    }
    let body = Body::CensusShredded(Shredding {
        snapshots: due.iter().map(|blob| blob.hash.to_string()).collect(),
        because: because.clone(),
        by_timer: asked == Asked::ByTimer,
    });
    let shred: Vec<SideWrite> = due
        .iter()
        .map(|blob| SideWrite::Shred {
            hash: blob.hash,
            at: now.timestamp_millis(),
            because: because.clone(),
        })
        .collect();
    station.record_act(open, STANDING, &Act::plain(&[body], now), &shred)?;
    Ok(u32::try_from(due.len()).unwrap_or(u32::MAX))
}

/// Snapshots that must stay: the one in use, those that an incident not yet stood down names, those that paper was made
/// from.
fn needed(open: &Open) -> Result<BTreeSet<String>, ErrorView> {
    let mut needed = BTreeSet::new();
    needed.extend(open.census.as_ref().map(|census| census.hash.clone()));
    add(&mut needed, &open.standing, false);
    // The newest of the standing record is where an incident begins.
    let newest = open.standing.iter().rev().find_map(taken);
    needed.extend(newest.map(str::to_owned));
    for id in open.home.incidents()? {
        if id == STANDING {
            continue;
        }
        match load(&open.home, id)? {
            Some(incident) => add(&mut needed, &incident.entries, !incident.state.life.is_over()),
            // One whose beginning has not come yet: all of it stays.
            None => add(&mut needed, &crate::station::entries_of(&open.home, id)?, true),
        }
    }
    Ok(needed)
}

fn taken(entry: &Logged) -> Option<&str> {
    match entry.said()?.1 {
        Body::CensusTaken { snapshot, .. } => Some(snapshot),
        _ => None,
    }
}

fn add(needed: &mut BTreeSet<String>, entries: &[Logged], running: bool) {
    for entry in entries {
        match &entry.body {
            Some(Body::Printed { snapshot, .. }) => needed.insert(snapshot.clone()),
            Some(Body::PaperSent(sent)) => needed.insert(sent.snapshot.clone()),
            _ => false,
        };
        if running {
            needed.extend(taken(entry).map(str::to_owned));
        }
    }
}

/// Every number of everybody in the census in use, as the feed gave it.
fn in_bed(open: &Open) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    if let Some(census) = &open.census {
        for patient in &census.feed.patients {
            numbers.extend(patient.local_id.as_deref().map(plain));
            numbers.extend(patient.nhs_number.as_ref().map(|n| plain(&n.digits)));
            for key in std::iter::once(&patient.id).chain(&patient.aka) {
                numbers.extend(key.0.rsplit(':').next().map(plain));
            }
        }
    }
    numbers.remove("");
    numbers
}

/// A number as it is compared: written with spaces, dashes or leading zeros it is the same.
fn plain(number: &str) -> String {
    let letters = number.chars().filter(|c| c.is_alphanumeric());
    let text: String = letters.flat_map(char::to_uppercase).collect();
    text.trim_start_matches('0').to_owned()
}
