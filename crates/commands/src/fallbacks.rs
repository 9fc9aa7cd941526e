//! The ways round as stock: who needs one, how many there are, for whom they run; and what to restore first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use battlebag_bag::FallbackId;
use battlebag_incident::{Body, Estimate, Incident, Stock};
use battlebag_priority::{Rules, Standing, WorkaroundNeed, rank_keys};
use chrono::{DateTime, Utc};

use crate::patients::lines;
use crate::session::count;
use crate::station::{Open, Station};
use crate::views::{
    ConfirmFallback, Nothing, RestoreOrderView, RestoreRow, RunFallback, StockView, WorkaroundRow,
    WorkaroundsView, Written,
};
use crate::{ErrorKind, ErrorView};

/// How many are left of what was counted: less those that began to run for somebody since. A place that was counted
/// early may have lost some that a later count of another place knows of, so every run since the earliest count is
/// taken off: too few in store is found out at the shelf, too many at the bedside.
fn left(incident: &Incident, id: &FallbackId, stock: &Stock) -> u32 {
    let earliest = stock.places.iter().map(|place| place.stamp.occurred_at).min();
    let begun = incident
        .running_since
        .iter()
        .filter(|((fallback, _), stamp)| {
            fallback == id && earliest.is_some_and(|counted| stamp.occurred_at >= counted)
        })
        .count();
    stock.total().saturating_sub(count(begun))
}

fn places(open: &Open, stock: &Stock) -> (String, Vec<StockView>) {
    let words: Vec<String> = match stock.places.as_slice() {
        [only] => vec![only.place.clone()],
        several => several
            .iter()
            .map(|one| match one.place.as_str() {
                "" => format!("{} place not known", one.count),
                place => format!("{} {place}", one.count),
            })
            .collect(),
    };
    let views = stock.places.iter().map(|one| StockView {
        place: one.place.clone(),
        count: one.count,
        by: one.stamp.actor.clone(),
        at: open.clock.rfc3339(one.stamp.occurred_at),
    });
    (words.join("; "), views.collect())
}

/// What was counted or runs for somebody although no P1 or P2 needs it now: it is stock all the same.
fn idle(open: &Open, incident: Option<&Incident>, wanted: &[WorkaroundNeed]) -> Vec<WorkaroundNeed> {
    let Some(incident) = incident else {
        return Vec::new();
    };
    let running = incident.running_since.keys().map(|(id, _)| id);
    let ids: BTreeSet<&FallbackId> = incident.stock.keys().chain(running).collect();
    ids.into_iter()
        .filter(|id| wanted.iter().all(|w| w.id != **id))
        .map(|id| WorkaroundNeed {
            id: id.clone(),
            name: open.fallback_name(id),
            standing: Standing::Confirmed,
            p1: 0,
            p2: 0,
            running: 0,
            patients: Vec::new(),
        })
        .collect()
}

/// Rows of the work-around list, most short first.
pub(crate) fn workaround_rows(open: &mut Open, now: DateTime<Utc>) -> Vec<WorkaroundRow> {
    let (Some(ranking), Some(census)) = (open.ranking_if_any(now), open.census.clone()) else {
        return Vec::new();
    };
    let incident = open.current.as_ref().map(|c| &c.state);
    let rules = Rules::new(&open.bag, &ranking.circumstances);
    let list = rank_keys(&rules, &ranking.cases, &ranking.overrides);
    let mut wanted = battlebag_priority::workarounds(&rules, &list);
    wanted.extend(idle(open, incident, &wanted));
    let mut rows: Vec<WorkaroundRow> = wanted
        .into_iter()
        .filter_map(|w| {
            let fallback = open.bag.fallbacks.get(&w.id)?;
            let running: Vec<String> = incident
                .into_iter()
                .flat_map(|i| &i.running_since)
                .filter(|((id, _), _)| *id == w.id)
                .map(|((_, patient), _)| patient.clone())
                .collect();
            let held = incident.and_then(|i| Some((i, i.stock.get(&w.id)?)));
            let left = held.map(|(i, stock)| left(i, &w.id, stock));
            let (place, places) = held.map(|(_, stock)| places(open, stock)).unwrap_or_default();
            let need = w.p1 + w.p2;
            // Nobody counted: as good as none, unless a bag check that is in date stands for it.
            let assumed = fallback.assumed && ranking.circumstances.bag_in_date;
            let short = match left {
                None if assumed => 0,
                left => need.saturating_sub(left.unwrap_or(0)),
            };
            Some(WorkaroundRow {
                id: w.id.0.clone(),
                name: w.name,
                need,
                p1: w.p1,
                p2: w.p2,
                running: count(running.len()),
                have: held.map(|(_, stock)| stock.total()),
                left,
                short,
                place,
                places,
                assumed: fallback.assumed,
                blocked: w.standing == Standing::Blocked,
                who: lines(&census, &ranking, &rules, &w.patients),
                running_for: lines(&census, &ranking, &rules, &running),
            })
        })
        .collect();
    rows.sort_by(|a, b| {
        (Reverse(a.short), Reverse(a.p1), &a.name).cmp(&(Reverse(b.short), Reverse(b.p1), &b.name))
    });
    rows
}

/// Fallbacks needed by P1 and P2, against what was counted.
pub fn workarounds(station: &Station, _: Nothing) -> Result<WorkaroundsView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let until = open.current.as_ref().and_then(|c| c.state.bag_checked_until);
        Ok(WorkaroundsView {
            at: open.clock.rfc3339(now),
            rows: workaround_rows(open, now),
            bag_in_date_until: until.map(|t| open.clock.rfc3339(t)),
            bag_in_date: until.is_some_and(|until| now < until),
        })
    })
}

impl Open {
    fn known_fallback(&self, id: &str) -> Result<FallbackId, ErrorView> {
        let id = FallbackId(id.trim().to_owned());
        if self.bag.fallbacks.contains_key(&id) {
            return Ok(id);
        }
        Err(ErrorView::new(
            ErrorKind::NotFound,
            format!("The bag has no other way called {id}."),
            "See the work-around list for their names.",
        ))
    }

    pub(crate) fn fallback_name(&self, id: &FallbackId) -> String {
        self.bag
            .fallbacks
            .get(id)
            .map_or_else(|| id.0.clone(), |f| f.short.clone())
    }
}

/// A fallback was found on site, with its count.
pub fn confirm_fallback(station: &Station, request: ConfirmFallback) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let fallback = open.known_fallback(&request.id)?;
        let place = request.place.trim().to_owned();
        let name = open.fallback_name(&fallback);
        let at = if place.is_empty() {
            "on site".to_owned()
        } else {
            format!("in {place}")
        };
        let body = Body::FallbackConfirmed {
            fallback: fallback.clone(),
            count: request.count,
            this_place_only: !place.is_empty(),
            place,
        };
        let mut written = station.acted(open, &body, now, format!("{name}: {} {at}", request.count))?;
        // One place under two names would be counted twice: whoever counts sees the sum and the names.
        let stock = open.current.as_ref().and_then(|c| c.state.stock.get(&fallback));
        if let Some(stock) = stock.filter(|stock| stock.places.len() > 1) {
            written.said = format!(
                "{}, {} in all: {}",
                written.said,
                stock.total(),
                places(open, stock).0
            );
        }
        Ok(written)
    })
}

/// A fallback runs for a patient, or stopped.
pub fn run_fallback(station: &Station, request: RunFallback) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let census = open.census()?;
        if !census.cases.index.contains_key(&request.patient) {
            return Err(ErrorView::new(
                ErrorKind::NotFound,
                format!("The census has no patient {}.", request.patient),
                "Look for them by name or bed.",
            ));
        }
        let fallback = open.known_fallback(&request.fallback)?;
        let verb = if request.running { "running" } else { "stopped" };
        let said = format!("{} {verb}", open.fallback_name(&fallback));
        let body = Body::FallbackRunning {
            patient: request.patient,
            fallback,
            running: request.running,
        };
        station.acted(open, &body, now, said)
    })
}

/// Which system's return helps most patients.
pub fn restore_order(station: &Station, _: Nothing) -> Result<RestoreOrderView, ErrorView> {
    let now = station.now();
    station.with(|open| restore_view(open, now))
}

/// The restoration order at a moment.
pub(crate) fn restore_view(open: &mut Open, now: DateTime<Utc>) -> Result<RestoreOrderView, ErrorView> {
    let ranking = open.ranking(now)?;
    let census = open.census()?;
    let installed = open.installed();
    let rules = Rules::new(&open.bag, &ranking.circumstances);
    let list = rank_keys(&rules, &ranking.cases, &ranking.overrides);
    let said = open.current.as_ref().map(|c| &c.state.systems);
    let rows = battlebag_priority::restore_order(&rules, &installed, &ranking.standings.words, &list)
        .into_iter()
        .map(|r| {
            let instance = r.system.instance.as_ref().and_then(|id| installed.get(id));
            let back = said
                .and_then(|s| s.estimate(&r.system))
                .filter(|e| e.left_h(now).is_some());
            RestoreRow {
                code: r.system.id().to_owned(),
                name: installed.name(&r.system),
                owner: instance.map(|one| one.owner.clone()).unwrap_or_default(),
                phone: instance.map(|one| one.phone.clone()).unwrap_or_default(),
                patients: r.patients_helped,
                p1: r.p1_helped,
                touched: r.patients_touched,
                slack_gained_h: r.slack_gained_h,
                back_at: back.and_then(Estimate::due_at).map(|t| open.clock.rfc3339(t)),
                who: lines(&census, &ranking, &rules, &r.patients),
            }
        })
        .collect();
    Ok(RestoreOrderView {
        at: open.clock.rfc3339(now),
        rows,
    })
}
