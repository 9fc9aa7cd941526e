//! The priority list that scripts read: now, or as it was at a moment, from the log alone.

use battlebag_bag::Bag;

use crate::ErrorView;
use crate::bag_in_force::METHOD;
use crate::moment::Moment;
use crate::past::When;
use crate::patient_rows::{confirmed_in, is_locked};
use crate::patients::{full_name, overruled_in};
use crate::session::count;
use crate::station::Station;
use crate::times::parse_some;
use crate::views::{PriorityAt, PriorityList, PriorityReason, PriorityRow, state_words};

/// The list now, or as it was: the same entries, census and bag give the same list, to the byte.
pub fn at(station: &Station, request: PriorityAt) -> Result<PriorityList, ErrorView> {
    let at = parse_some(request.at.as_deref(), "At")?;
    let when = When::asked(&request, at, station.now());
    station.with(|open| {
        let past = open.past(when)?;
        let m = past.moment();
        let manifest = &past.ranking.bag.manifest;
        Ok(PriorityList {
            at: open.clock.exact(past.ranking.at),
            known: past.known.words(),
            hindsight: request.hindsight,
            entries: count(past.entries),
            census: past.census_hash.clone(),
            bag: hex::encode(past.ranking.bag.hash),
            bag_version: manifest.version.clone(),
            approved_by: manifest.approved_by.clone().unwrap_or_default(),
            method: METHOD.to_owned(),
            doubts: past.doubts.clone(),
            census_at: open.clock.rfc3339(past.snapshot.as_of),
            locked: is_locked(&m),
            rows: rows(&m, &request.ward),
        })
    })
}

fn rows(m: &Moment<'_>, ward: &str) -> Vec<PriorityRow> {
    let rules = m.ranking.rules();
    m.everybody(ward)
        .filter_map(|(placing, p)| {
            let r = m.worded(&rules, placing)?;
            Some(PriorityRow {
                name: full_name(p),
                ward: p.place.ward.clone(),
                bay: p.place.bay.clone().unwrap_or_default(),
                bed: p.place.bed.clone().unwrap_or_default(),
                tier: r.tier.into(),
                computed: r.computed.into(),
                affected: r.affected,
                rank: r.rank,
                reasons: r.needs.iter().map(|n| reason(&m.ranking.bag, n)).collect(),
                reason: r.reason,
                act: r.act,
                recheck_min: r.recheck_min,
                confirmed: confirmed_in(m.incident, (&r.id, r.tier), m.at, m.clock),
                overruled: overruled_in(m.ranking, &r.id, m.clock),
                patient: r.id,
            })
        })
        .collect()
}

fn reason(bag: &Bag, n: &battlebag_priority::NeedAssessed) -> PriorityReason {
    PriorityReason {
        system: n.system.0.clone(),
        instance: n.instance.as_ref().map(|id| id.0.clone()).unwrap_or_default(),
        instance_name: n.instance_name.clone(),
        said: n.said.clone(),
        state: state_words(n.state.availability.into(), n.state.integrity.into()),
        need: n.what.clone(),
        every: n.every.clone(),
        clock_h: n.clock_h,
        slack_h: n.slack_h,
        fallback: n.other_way.as_ref().map(|w| w.name.clone()).unwrap_or_default(),
        source: bag.source_of(&n.profile).to_owned(),
        approval: bag.approval_of(&n.profile).words(),
        text: n.text.clone(),
    }
}
