//! The priority list that scripts read: now, or as it was at a moment, from the log alone.

use battlebag_bag::Bag;
use battlebag_census::Snapshot;
use battlebag_incident::Incident;
use chrono::{DateTime, Utc};

use crate::patients::{confirmed_in, full_name, overruled_in};
use crate::ranking::{Cases, Ranking};
use crate::session::count;
use crate::station::{Logged, Open, Station};
use crate::times::parse_some;
use crate::views::{PriorityAt, PriorityList, PriorityReason, PriorityRow, state_words};
use crate::{ErrorKind, ErrorView};

/// The incident, census and bag that were in use at a moment.
struct Then {
    incident: Incident,
    census_hash: String,
    snapshot: Snapshot,
    bag: Bag,
    entries: usize,
}

/// Folds the entries that were written by `at`, and loads the census and the bag that they name.
fn then(open: &Open, at: DateTime<Utc>) -> Result<Then, ErrorView> {
    let current = open.incident()?;
    let written: Vec<&Logged> = current
        .entries
        .iter()
        .filter(|e| e.stamp.recorded_at <= at)
        .collect();
    let folded = Incident::fold(
        written
            .iter()
            .filter_map(|e| e.body.as_ref().map(|b| (&e.stamp, b))),
    );
    let nothing = |what: &str| {
        ErrorView::new(
            ErrorKind::NotFound,
            format!(
                "At {} there was no {what} in this incident.",
                open.clock.day_and_time(at)
            ),
            "Give a later time.",
        )
    };
    let incident = folded.ok_or_else(|| nothing("entry"))?;
    let census = incident.census.clone().ok_or_else(|| nothing("census"))?;
    let feed = Snapshot::from_bytes(&open.home.get_blob(census.snapshot.parse()?)?)?;
    let snapshot = battlebag_incident::edited(&feed, &incident.edits).snapshot;
    let bag = match &incident.bag {
        Some((hash, _)) if *hash != hex::encode(open.bag.hash) => kept_bag(open, hash)?,
        _ => (*open.bag).clone(),
    };
    Ok(Then {
        incident,
        census_hash: census.snapshot,
        snapshot,
        bag,
        entries: written.len(),
    })
}

/// The bag that an entry names, out of the store: its hash is the hash of its packed bytes.
fn kept_bag(open: &Open, hash: &str) -> Result<Bag, ErrorView> {
    Bag::from_bytes(&open.home.get_blob(hash.parse()?)?).map_err(|faults| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        ErrorView::new(
            ErrorKind::Broken,
            format!("The bag that was in use then cannot be read by this version: {first}."),
            "Use the version of Battlebag that the log names.",
        )
    })
}

/// The list now, or as it was: the same entries, census and bag give the same list, to the byte.
pub fn at(station: &Station, request: PriorityAt) -> Result<PriorityList, ErrorView> {
    let now = station.now();
    let at = parse_some(request.at.as_deref(), "At")?.unwrap_or(now);
    station.with(|open| {
        let then = then(open, at)?;
        let cases = Cases::of(&then.bag, &then.snapshot);
        let ranking = Ranking::at(&then.bag, &then.snapshot, &cases, Some(&then.incident), at);
        let ward = request.ward.trim();
        let rows = ranking
            .ranked
            .iter()
            .filter_map(|r| Some((r, then.snapshot.patients.get(*cases.index.get(&r.id)?)?)))
            .filter(|(_, p)| ward.is_empty() || p.place.ward == ward)
            .map(|(r, p)| PriorityRow {
                patient: r.id.clone(),
                name: full_name(p),
                ward: p.place.ward.clone(),
                bed: p.place.bed.clone().unwrap_or_default(),
                tier: r.tier.into(),
                computed: r.computed.into(),
                affected: r.affected,
                rank: r.rank,
                reason: r.reason.clone(),
                reasons: r.needs.iter().map(reason).collect(),
                act: r.act.clone(),
                recheck_min: r.recheck_min,
                confirmed: confirmed_in(&then.incident, r, at, open.clock),
                overruled: overruled_in(&ranking, &r.id, open.clock),
            })
            .collect();
        Ok(PriorityList {
            at: open.clock.rfc3339(at),
            census: then.census_hash,
            bag: hex::encode(then.bag.hash),
            entries: count(then.entries),
            rows,
        })
    })
}

fn reason(n: &battlebag_priority::NeedAssessed) -> PriorityReason {
    PriorityReason {
        system: n.system.0.clone(),
        state: state_words(n.state.availability.into(), n.state.integrity.into()),
        need: n.what.clone(),
        every: n.every.clone(),
        clock_h: n.clock_h,
        slack_h: n.slack_h,
        fallback: n.other_way.as_ref().map(|w| w.name.clone()).unwrap_or_default(),
        text: n.text.clone(),
    }
}
