//! Verifying the log, in plain words.

use battlebag_log::{Checkpoint, IncidentId, Verdict};
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

/// Verifies every record in the home. Gives the verdicts and one sentence.
pub(crate) fn verify_all(
    open: &Open,
    now: DateTime<Utc>,
) -> Result<(Vec<(String, Verdict)>, String), ErrorView> {
    let mut verdicts = Vec::new();
    for id in open.home.incidents()? {
        verdicts.push((record_name(open, id), open.home.verify(id, &[])?));
    }
    let entries: usize = verdicts.iter().map(|(_, v)| v.entries).sum();
    let broken = verdicts.iter().find_map(|(name, v)| v.first().map(|f| (name, f)));
    let said = if let Some((name, finding)) = broken {
        format!("Broken: in {name}, {finding}")
    } else {
        let counted = if entries == 1 {
            "1 entry".to_owned()
        } else {
            format!("{entries} entries")
        };
        let at = open.clock.time(now);
        format!("Unbroken: {counted} checked at {at}, each signed and in its place")
    };
    Ok((verdicts, said))
}

/// Verifies the whole log, in plain words.
pub fn verify(station: &Station, _: Nothing) -> Result<VerifyView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let (verdicts, said) = verify_all(open, now)?;
        open.verified.clone_from(&said);
        let findings: Vec<FindingView> = verdicts
            .iter()
            .flat_map(|(name, v)| v.findings.iter().map(move |f| (name, f)))
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
            entries: count(verdicts.iter().map(|(_, v)| v.entries).sum()),
            words,
            at: open.clock.rfc3339(now),
            findings,
        })
    })
}
