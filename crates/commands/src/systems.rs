//! The system board, and the ways round.

use std::collections::BTreeMap;

use battlebag_bag::{FallbackId, SystemCode};
use battlebag_incident::{Body, SystemWord};
use battlebag_priority::propagate::{self, Because, Edge, Effective};
use battlebag_priority::{Availability, Integrity, Rules, State, Tier, rank_keys};
use chrono::{DateTime, Duration, Utc};

use crate::patient_rows::tier_counts;
use crate::ranking::{self, Ranking};
use crate::session::required;
use crate::station::{Open, Station};
use crate::times::parse_some;
use crate::views::{
    ConfirmFallback, ImpactView, MatrixView, Nothing, RestoreOrderView, RestoreRow, RunFallback, SetSystem,
    SystemEdge, SystemKey, SystemRow, SystemsView, WorkaroundRow, WorkaroundsView, Written, state_words,
};
use crate::{ErrorKind, ErrorView};

/// Minutes that a status holds unless the person says otherwise.
const HOLDS_MIN: i64 = 60;

fn edge_word(edge: Edge) -> &'static str {
    match edge {
        Edge::Hard => "hard",
        Edge::Data => "data",
        Edge::Comfort => "comfort",
    }
}

impl Open {
    pub(crate) fn system_name(&self, code: &SystemCode) -> String {
        self.bag
            .systems
            .get(code)
            .map_or_else(|| code.0.clone(), |s| s.name.clone())
    }

    fn edge(&self, code: &SystemCode, edge: &str) -> SystemEdge {
        SystemEdge {
            code: code.0.clone(),
            name: self.system_name(code),
            edge: edge.to_owned(),
        }
    }

    /// What was said of each system itself, as it counts at `now`.
    fn own_states(&self, now: DateTime<Utc>) -> BTreeMap<SystemCode, State> {
        ranking::own_states(self.current.as_ref().map(|c| &c.state), now)
    }

    fn known_system(&self, code: &str) -> Result<SystemCode, ErrorView> {
        let code = SystemCode(code.trim().to_owned());
        if self.bag.systems.contains_key(&code) {
            return Ok(code);
        }
        Err(ErrorView::new(
            ErrorKind::NotFound,
            format!("The register has no system {code}."),
            "See the list of systems for their codes.",
        ))
    }
}

fn because(open: &Open, e: &Effective) -> String {
    let names = |list: &[Because]| {
        let names: Vec<String> = list.iter().map(|b| open.system_name(&b.upstream)).collect();
        names.join(" and ")
    };
    match (e.down_because.as_slice(), e.doubted_because.as_slice()) {
        ([], []) => String::new(),
        (down @ [_, ..], _) => format!("presumed lost until checked: it stands on {}", names(down)),
        (_, doubted) => format!("not to be believed: it takes from {}", names(doubted)),
    }
}

/// Patients at P1, P2 and P3 whom a need on a broken system reaches, a system each.
pub(crate) fn reached(ranking: &Ranking) -> BTreeMap<SystemCode, [u32; 3]> {
    let rules = ranking.rules();
    let mut reached: BTreeMap<SystemCode, [u32; 3]> = BTreeMap::new();
    for placing in ranking.places.iter().filter(|p| p.tier < Tier::P4) {
        for code in ranking.touched(&rules, placing) {
            let counts = reached.entry(code.clone()).or_default();
            if let Some(n) = counts.get_mut(placing.tier as usize) {
                *n += 1;
            }
        }
    }
    reached
}

fn row(
    open: &Open,
    e: &Effective,
    code: &SystemCode,
    [reaches_p1, reaches_p2, reaches_p3]: [u32; 3],
    now: DateTime<Utc>,
) -> Option<SystemRow> {
    let class = open.bag.systems.get(code)?;
    let word = open.current.as_ref().and_then(|c| c.state.word(code));
    let stands_on = class
        .hard
        .iter()
        .map(|c| open.edge(c, "hard"))
        .chain(class.data.iter().map(|c| open.edge(c, "data")))
        .chain(class.comfort.iter().map(|c| open.edge(c, "comfort")))
        .collect();
    let at = |f: fn(&SystemWord) -> DateTime<Utc>| word.map(|w| open.clock.rfc3339(f(w)));
    Some(SystemRow {
        code: code.0.clone(),
        name: class.name.clone(),
        spoken: class.spoken.clone(),
        availability: e.state.availability.into(),
        integrity: e.state.integrity.into(),
        said: word.is_some(),
        said_by: word.map(|w| w.said_by.clone()).unwrap_or_default(),
        said_at: at(|w| w.stamp.occurred_at),
        evidence: word.map(|w| w.evidence.clone()).unwrap_or_default(),
        expires_at: at(|w| w.expires_at),
        lapsed: word.is_some_and(|w| now >= w.expires_at),
        since: word.and_then(|w| w.since).map(|t| open.clock.rfc3339(t)),
        because: because(open, e),
        if_down: class.if_down.clone(),
        if_wrong: class.if_wrong.clone(),
        fallback: class.fallback.clone(),
        limits: class.limits.clone(),
        stands_on,
        reaches_p1,
        reaches_p2,
        reaches_p3,
    })
}

fn badness(row: &SystemRow) -> (std::cmp::Reverse<u8>, std::cmp::Reverse<(u32, u32)>, bool) {
    let state: State = State {
        availability: row.availability.into(),
        integrity: row.integrity.into(),
    };
    let score = match (state.integrity, state.availability) {
        (Integrity::Compromised, Availability::Available) => 7,
        (Integrity::Compromised, Availability::Unavailable) => 6,
        (Integrity::Suspect, Availability::Unavailable) => 5,
        (Integrity::Trusted | Integrity::Unknown, Availability::Unavailable) => 4,
        (Integrity::Suspect, Availability::Available) => 3,
        (Integrity::Unknown, Availability::Available) => 2,
        (Integrity::Trusted, Availability::Available) => u8::from(row.said),
    };
    (
        std::cmp::Reverse(score),
        std::cmp::Reverse((row.reaches_p1, row.reaches_p2)),
        !row.said,
    )
}

/// The two-axis matrix over the rows. A system that nobody spoke of and that nothing reaches is in `not_checked`.
pub(crate) fn matrix(rows: &[SystemRow]) -> MatrixView {
    let mut m = MatrixView::default();
    for row in rows {
        let state = State {
            availability: row.availability.into(),
            integrity: row.integrity.into(),
        };
        let cell = match (state.integrity, state.availability) {
            (Integrity::Trusted, Availability::Available) if !row.said => &mut m.not_checked,
            (Integrity::Compromised, Availability::Available) => &mut m.compromised_up,
            (Integrity::Compromised, Availability::Unavailable) => &mut m.compromised_down,
            (Integrity::Suspect, Availability::Available) => &mut m.suspect_up,
            (Integrity::Suspect, Availability::Unavailable) => &mut m.suspect_down,
            (Integrity::Unknown, Availability::Available) => &mut m.unknown_up,
            (Integrity::Unknown, Availability::Unavailable) => &mut m.unknown_down,
            (Integrity::Trusted, Availability::Available) => &mut m.trusted_up,
            (Integrity::Trusted, Availability::Unavailable) => &mut m.trusted_down,
        };
        *cell += 1;
    }
    m
}

/// Rows of the board, worst first.
pub(crate) fn rows(open: &mut Open, now: DateTime<Utc>) -> Vec<SystemRow> {
    let ranking = open.ranking_if_any(now);
    let effective = match &ranking {
        Some(ranking) => ranking.effective.clone(),
        None => ranking::effective(&open.bag, open.current.as_ref().map(|c| &c.state), now),
    };
    let reached = ranking.as_deref().map(reached).unwrap_or_default();
    let mut rows: Vec<SystemRow> = effective
        .iter()
        .filter_map(|(code, e)| row(open, e, code, reached.get(code).copied().unwrap_or_default(), now))
        .collect();
    rows.sort_by(|a, b| badness(a).cmp(&badness(b)).then_with(|| a.name.cmp(&b.name)));
    rows
}

/// The board.
pub fn board(station: &Station, _: Nothing) -> Result<SystemsView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let rows = rows(open, now);
        Ok(SystemsView {
            at: open.clock.rfc3339(now),
            matrix: matrix(&rows),
            rows,
        })
    })
}

/// Says how a system is: with evidence, a name and a time when it lapses.
pub fn set(station: &Station, request: SetSystem) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let system = open.known_system(&request.code)?;
        let evidence = required(&request.evidence, "the evidence")?;
        let holds = if request.expires_min == 0 {
            HOLDS_MIN
        } else {
            i64::from(request.expires_min)
        };
        let since = parse_some(request.since.as_deref(), "Since")?;
        let (availability, integrity) = (request.availability.into(), request.integrity.into());
        let body = Body::SystemSet {
            system: system.clone(),
            availability,
            integrity,
            evidence,
            said_by: request.said_by.trim().to_owned(),
            expires_at: now + Duration::minutes(holds),
            since,
        };
        let said = format!(
            "{}: {}",
            open.system_name(&system),
            state_words(availability.into(), integrity.into())
        );
        station.acted(open, &body, now, said)
    })
}

/// What falls if a system falls, and whom it hurts.
pub fn impact(station: &Station, request: SystemKey) -> Result<ImpactView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let code = open.known_system(&request.code)?;
        let own = open.own_states(now);
        let was = own.get(&code).copied().unwrap_or(State::SOUND);
        let with = |state: State| {
            let mut own = own.clone();
            own.insert(code.clone(), state);
            own
        };
        let down = with(State {
            availability: Availability::Unavailable,
            ..was
        });
        let wrong = with(State {
            integrity: Integrity::Compromised,
            ..was
        });
        let fallen = fallen(open, &code, &down);
        let doubtful = doubtful(open, &code, &wrong);
        let warned = open
            .bag
            .systems
            .values()
            .filter(|s| s.comfort.contains(&code))
            .map(|s| open.edge(&s.code, edge_word(Edge::Comfort)))
            .collect();
        let name = open.system_name(&code);
        let ranking = open.ranking_if_any(now);
        let counts = |own: &BTreeMap<SystemCode, State>| {
            ranking
                .as_ref()
                .map(|r| tier_counts(open, r, &r.places_if(own), now))
                .unwrap_or_default()
        };
        Ok(ImpactView {
            code: code.0.clone(),
            name,
            falls: fallen,
            doubtful,
            warned,
            now: ranking
                .as_ref()
                .map(|r| tier_counts(open, r, &r.places, now))
                .unwrap_or_default(),
            if_unavailable: counts(&down),
            if_compromised: counts(&wrong),
        })
    })
}

fn fallen(open: &Open, code: &SystemCode, own: &BTreeMap<SystemCode, State>) -> Vec<SystemEdge> {
    propagate::propagate(&open.bag.systems, own)
        .iter()
        .filter(|(other, e)| *other != code && e.is_presumed_lost())
        .map(|(other, _)| open.edge(other, edge_word(Edge::Hard)))
        .collect()
}

fn doubtful(open: &Open, code: &SystemCode, own: &BTreeMap<SystemCode, State>) -> Vec<SystemEdge> {
    propagate::propagate(&open.bag.systems, own)
        .iter()
        .filter(|(other, e)| *other != code && !e.doubted_because.is_empty())
        .map(|(other, _)| open.edge(other, edge_word(Edge::Data)))
        .collect()
}

/// Rows of the work-around list, most short first.
pub(crate) fn workaround_rows(open: &mut Open, now: DateTime<Utc>) -> Vec<WorkaroundRow> {
    let Some(ranking) = open.ranking_if_any(now) else {
        return Vec::new();
    };
    let stock = open.current.as_ref().map(|c| &c.state.stock);
    let rules = Rules::new(&open.bag, &ranking.circumstances);
    let list = rank_keys(&rules, &ranking.cases, &ranking.overrides);
    let mut rows: Vec<WorkaroundRow> = battlebag_priority::workarounds(&rules, &list)
        .into_iter()
        .filter_map(|w| {
            let fallback = open.bag.fallbacks.get(&w.id)?;
            let held = stock.and_then(|s| s.get(&w.id));
            Some(WorkaroundRow {
                id: w.id.0.clone(),
                name: w.name,
                need: w.p1 + w.p2 + w.running,
                have: held.map(|s| s.count),
                place: held.map(|s| s.place.clone()).unwrap_or_default(),
                assumed: fallback.assumed,
            })
        })
        .collect();
    rows.sort_by_key(|r| {
        (
            std::cmp::Reverse(r.need.saturating_sub(r.have.unwrap_or(0))),
            r.name.clone(),
        )
    });
    rows
}

/// Fallbacks needed by P1 and P2, against what was counted.
pub fn workarounds(station: &Station, _: Nothing) -> Result<WorkaroundsView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let until = open.current.as_ref().and_then(|c| c.state.bag_checked_until);
        Ok(WorkaroundsView {
            rows: workaround_rows(open, now),
            bag_in_date_until: until.map(|t| open.clock.rfc3339(t)),
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

    fn fallback_name(&self, id: &FallbackId) -> String {
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
        let said = format!("{}: {} on site", open.fallback_name(&fallback), request.count);
        let body = Body::FallbackConfirmed {
            fallback,
            count: request.count,
            place: request.place.trim().to_owned(),
        };
        station.acted(open, &body, now, said)
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
    station.with(|open| {
        let ranking = open.ranking(now)?;
        let rules = Rules::new(&open.bag, &ranking.circumstances);
        let list = rank_keys(&rules, &ranking.cases, &ranking.overrides);
        let rows = battlebag_priority::restore_order(&rules, &open.own_states(now), &list)
            .into_iter()
            .map(|r| RestoreRow {
                name: open.system_name(&r.system),
                code: r.system.0,
                patients: r.patients_helped,
                p1: r.p1_helped,
                slack_gained_h: r.slack_gained_h,
            })
            .collect();
        Ok(RestoreOrderView { rows })
    })
}
