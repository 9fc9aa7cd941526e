//! Verifying the log, in plain words.

use battlebag_log::{Checkpoint, IncidentId};
use battlebag_store::LogCheck;
use chrono::{DateTime, Utc};

use crate::ErrorView;
use crate::session::count;
use crate::station::{Open, STANDING, Station};
use crate::views::{FindingView, Nothing, VerifyView};

fn record_name(open: &Open, id: IncidentId) -> String {
    if id == STANDING {
        return "the standing record".to_owned();
    }
    match &open.current {
        Some(c) if c.id == id => c.state.title.clone(),
        _ => format!("incident {}", id.to_string().get(..8).unwrap_or_default()),
    }
}

/// How much of the log a check reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// From where it was last found whole; everything once a day.
    Start,
    /// Every entry.
    Full,
}

/// Checks every record in the home. Gives the checks and one sentence.
pub(crate) fn verify_all(
    open: &mut Open,
    now: DateTime<Utc>,
    depth: Depth,
) -> Result<(Vec<(String, LogCheck)>, String), ErrorView> {
    let mut checks = Vec::new();
    let at = now.timestamp_millis();
    for id in open.home.incidents()? {
        let check = match depth {
            Depth::Start => open.home.verify_since_mark(id, &[], at)?,
            Depth::Full => open.home.verify_fully(id, &[], at)?,
        };
        checks.push((record_name(open, id), check));
    }
    let said = sentence(open, &checks, now);
    Ok((checks, said))
}

fn entries_in_words(entries: usize) -> String {
    if entries == 1 {
        "1 entry".to_owned()
    } else {
        format!("{entries} entries")
    }
}

fn sentence(open: &Open, checks: &[(String, LogCheck)], now: DateTime<Utc>) -> String {
    let first = |(name, c): &(String, LogCheck)| c.verdict.first().map(|f| format!("Broken: in {name}, {f}"));
    if let Some(broken) = checks.iter().find_map(first) {
        return broken;
    }
    let new: usize = checks.iter().map(|(_, c)| c.checked_now).sum();
    let earlier: usize = checks.iter().map(|(_, c)| c.checked_earlier).sum();
    let at = open.clock.time(now);
    if earlier == 0 {
        return format!(
            "Unbroken: {} checked at {at}, each signed and in its place",
            entries_in_words(new)
        );
    }
    let full = checks
        .iter()
        .filter(|(_, c)| c.checked_earlier > 0)
        .map(|(_, c)| c.full_at)
        .min();
    let full = full.and_then(DateTime::from_timestamp_millis).unwrap_or(now);
    let now_read = match new {
        0 => "nothing new".to_owned(),
        new => format!("{} new", entries_in_words(new)),
    };
    format!(
        "Unbroken: {now_read} at {at}; {} found whole earlier, all last checked {}",
        entries_in_words(earlier),
        open.clock.day_and_time(full)
    )
}

/// Verifies the whole log, in plain words.
pub fn verify(station: &Station, _: Nothing) -> Result<VerifyView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let (checks, said) = verify_all(open, now, Depth::Full)?;
        open.verified.clone_from(&said);
        let findings: Vec<FindingView> = checks
            .iter()
            .flat_map(|(name, c)| c.verdict.findings.iter().map(move |f| (name, f)))
            .map(|(name, f)| FindingView {
                record: name.clone(),
                number: f.seq.and_then(|s| u32::try_from(s).ok()).unwrap_or_default(),
                station: f.station.map(|s| s.short()).unwrap_or_default(),
                what: f.to_string(),
            })
            .collect();
        let id = open.current.as_ref().map_or(STANDING, |c| c.id);
        let sealed = open.home.entries(id)?;
        let words = match Checkpoint::of(id, &sealed, now.timestamp_millis()) {
            Ok(checkpoint) => checkpoint.words().iter().map(|w| (*w).to_owned()).collect(),
            Err(_) => Vec::new(),
        };
        Ok(VerifyView {
            ok: findings.is_empty(),
            said,
            entries: count(checks.iter().map(|(_, c)| c.checked_now).sum()),
            words,
            at: open.clock.rfc3339(now),
            findings,
        })
    })
}
