//! The list on screen: a light row for everybody, and words only for the rows in view.
//!
//! A re-rank of a whole hospital happens under a reader's eye. So the order, the counts and what the filters need are
//! made for everybody, and the sentences for the thirty rows that somebody sees.

use std::collections::{BTreeSet, HashMap};

use battlebag_bag::SystemCode;
use battlebag_census::Patient;
use battlebag_incident::Incident;
use battlebag_priority::overrides::Confirmation;
use battlebag_priority::{Ranked, Rules, SystemRef, Tier};
use chrono::{DateTime, Duration, Utc};

use crate::moment::Moment;
use crate::past::{Known, When};
use crate::patients::{other_way, overruled_in};
use crate::ranking::{Placing, Ranking};
use crate::session::{count, is_expired};
use crate::standings::of_class;
use crate::station::{Open, Station};
use crate::times::{Clock, parse_some};
use crate::views::{
    ConfirmedView, ListPatients, OtherWayView, PatientRow, PatientRowsWords, PatientWords, PatientsView,
    SystemTouched, TierCounts, WordPatients,
};
use crate::{ErrorKind, ErrorView};

/// Rows that one call puts into words: several screens of a tall display.
const MOST_WORDED: usize = 400;

/// Who confirmed a tier, where that still answers for the patient.
pub(crate) fn confirmed_in(
    incident: Option<&Incident>,
    (id, tier): (&str, Tier),
    now: DateTime<Utc>,
    clock: Clock,
) -> Option<ConfirmedView> {
    let last = incident?.confirmations.get(id)?.last()?;
    let said = Confirmation {
        patient: id.to_owned(),
        tier: last.tier,
        by: last.stamp.actor.clone(),
        at: last.stamp.occurred_at,
    };
    said.answers(tier, now).then(|| ConfirmedView {
        by: said.by.clone(),
        at: clock.rfc3339(said.at),
    })
}

/// Counts over places: everybody, or one ward.
pub(crate) fn counts_of(
    incident: Option<&Incident>,
    ranking: &Ranking,
    places: &[Placing],
    clock: Clock,
    now: DateTime<Utc>,
) -> TierCounts {
    let mut c = TierCounts {
        all: count(places.len()),
        ..TierCounts::default()
    };
    let waits = |p: &Placing| {
        let id = ranking.case(p).map_or("", |case| case.id.as_str());
        u32::from(confirmed_in(incident, (id, p.tier), now, clock).is_none())
    };
    for p in places {
        match p.urgency() {
            0 => {
                c.p1 += 1;
                c.p1_to_confirm += waits(p);
            }
            1 => {
                c.p2 += 1;
                c.p2_to_confirm += waits(p);
            }
            2 => c.p3 += 1,
            3 => c.p4 += 1,
            _ => c.not_affected += 1,
        }
    }
    c
}

/// Counts over the whole census as it stands.
pub(crate) fn tier_counts(
    open: &Open,
    ranking: &Ranking,
    places: &[Placing],
    now: DateTime<Utc>,
) -> TierCounts {
    let incident = open.current.as_ref().map(|c| &c.state);
    counts_of(incident, ranking, places, open.clock, now)
}

/// Since when each broken system has been as it is: its own last change, or that of what it stands on. A word that only
/// renews an earlier one does not begin it anew; one that lapsed counts from when it lapsed.
fn broken_since(m: &Moment<'_>) -> HashMap<SystemCode, DateTime<Utc>> {
    let Some(incident) = m.incident else {
        return HashMap::new();
    };
    let told = |of: &SystemRef| {
        let last = incident.systems.word(of)?;
        if m.at >= last.expires_at {
            return Some(last.expires_at);
        }
        let run = incident
            .systems
            .covering(of)
            .take_while(|w| w.state == last.state);
        run.last().map(|w| w.stamp.occurred_at)
    };
    let effective = &m.ranking.standings.effective;
    let broken: Vec<_> = effective.iter().filter(|(_, e)| !e.state.is_sound()).collect();
    let mut since: HashMap<SystemRef, DateTime<Utc>> = HashMap::new();
    // What is far upstream reaches the last system after as many passes as there are systems between them.
    for _ in 0..=broken.len() {
        let before = since.clone();
        for (of, e) in &broken {
            let upstream = e.down_because.iter().chain(&e.doubted_because);
            let reasons = upstream.filter_map(|b| since.get(&b.upstream).copied()).max();
            if let Some(at) = told(of).max(reasons) {
                since.insert((*of).clone(), at);
            }
        }
        if since == before {
            break;
        }
    }
    // Of a class the last change of any of its instances counts.
    let mut by_class: HashMap<SystemCode, DateTime<Utc>> = HashMap::new();
    for (of, at) in since {
        let last = by_class.entry(of.class).or_insert(at);
        *last = (*last).max(at);
    }
    by_class
}

/// What is worked out once for all rows of a list.
struct Rows<'a> {
    m: Moment<'a>,
    rules: Rules<'a>,
    since: HashMap<SystemCode, DateTime<Utc>>,
    systems: HashMap<SystemCode, u16>,
}

impl<'a> Rows<'a> {
    fn new(m: Moment<'a>) -> Self {
        let systems = (0_u16..).zip(m.ranking.bag.systems.keys());
        Self {
            rules: m.ranking.rules(),
            since: broken_since(&m),
            systems: systems.map(|(i, code)| (code.clone(), i)).collect(),
            m,
        }
    }

    /// Systems that a patient depends on.
    fn hangs_on(&self, placing: &Placing) -> BTreeSet<&SystemCode> {
        let Some(case) = self.m.ranking.case(placing) else {
            return BTreeSet::new();
        };
        self.rules.needs_of(case).map(|need| &need.system).collect()
    }

    /// By when somebody must look again: the time of the tier after the last look. Where nobody has looked, after what
    /// made it so: the last change of a system that touches the patient, the admission, or the opening.
    fn recheck(
        &self,
        placing: &Placing,
        patient: &Patient,
        hangs_on: &BTreeSet<&SystemCode>,
    ) -> Option<DateTime<Utc>> {
        let incident = self.m.incident?;
        if placing.urgency() > 3 {
            return None;
        }
        let keys = || std::iter::once(&patient.id).chain(&patient.aka).map(|k| &k.0);
        let looks = keys().flat_map(|key| {
            let confirmed = incident
                .confirmations
                .get(key)
                .and_then(|c| c.last())
                .map(|c| &c.stamp);
            let overruled = incident
                .overrulings
                .get(key)
                .and_then(|o| o.last())
                .map(|o| &o.stamp);
            confirmed.into_iter().chain(overruled)
        });
        let touched = hangs_on.iter().filter_map(|code| self.since.get(*code)).max();
        let begun = incident.clock_start().unwrap_or(incident.opened.occurred_at);
        let made_so = touched
            .copied()
            .into_iter()
            .chain(patient.admitted_at)
            .fold(begun, DateTime::max);
        // A look answers for what was so when it was made; what broke since then asks for another.
        let looked = looks.map(|stamp| stamp.occurred_at).max();
        let from = looked.map_or(made_so, |at| at.max(made_so));
        Some(from + Duration::minutes(i64::from(placing.tier.recheck_min())))
    }

    fn row(&self, placing: &Placing, patient: &Patient) -> PatientRow {
        let id = patient.id.0.clone();
        let hangs_on = self.hangs_on(placing);
        let recheck = self.recheck(placing, patient, &hangs_on);
        PatientRow {
            rank: placing.rank,
            tier: placing.tier.into(),
            computed: placing.computed.into(),
            affected: placing.affected,
            ward: patient.place.ward.clone(),
            bed: patient.place.bay_and_bed().unwrap_or_default(),
            family: patient.name.family.to_uppercase(),
            given: patient.name.given.join(" "),
            native: patient.name.native.clone().unwrap_or_default(),
            nhs_number: patient
                .nhs_number
                .as_ref()
                .map(|n| n.digits.clone())
                .unwrap_or_default(),
            local_id: patient.local_id.clone().unwrap_or_default(),
            confirmed: confirmed_in(self.m.incident, (&id, placing.tier), self.m.at, self.m.clock),
            overruled: overruled_in(self.m.ranking, &id, self.m.clock),
            not_profiled: self.is_not_profiled(placing),
            recheck_at: recheck.map(|at| self.m.clock.rfc3339(at)),
            recheck_due: recheck.is_some_and(|at| at <= self.m.at),
            hangs_on: hangs_on
                .iter()
                .filter_map(|code| self.systems.get(*code).copied())
                .collect(),
            id,
        }
    }

    fn is_not_profiled(&self, placing: &Placing) -> bool {
        self.m.ranking.case(placing).is_some_and(|case| {
            case.profiles.is_empty()
                || !case.unprofiled.is_empty()
                || self.rules.unknown_codes(case).next().is_some()
        })
    }

    fn filter_systems(&self) -> Vec<SystemTouched> {
        let states = &self.m.ranking.standings.effective;
        let all = self.m.ranking.bag.systems.values();
        all.map(|class| SystemTouched {
            code: class.code.0.clone(),
            name: class.name.clone(),
            broken: of_class(states, &class.code).is_some_and(|e| !e.state.is_sound()),
        })
        .collect()
    }
}

/// The light row of one patient.
pub(crate) fn row_of(m: Moment<'_>, placing: &Placing, patient: &Patient) -> PatientRow {
    Rows::new(m).row(placing, patient)
}

/// By when each patient must be looked at again, as the screen says it; nobody whom nothing that broke touches.
pub(crate) fn rechecks(m: Moment<'_>) -> HashMap<String, DateTime<Utc>> {
    let rows = Rows::new(m);
    m.everybody("")
        .filter_map(|(placing, patient)| {
            let at = rows.recheck(placing, patient, &rows.hangs_on(placing))?;
            Some((patient.id.0.clone(), at))
        })
        .collect()
}

/// True when the census is too old to rank by at a moment.
pub(crate) fn is_locked(m: &Moment<'_>) -> bool {
    is_expired(m.snapshot.as_of, m.at)
}

/// The list. Everybody is on it.
pub fn list(station: &Station, request: ListPatients) -> Result<PatientsView, ErrorView> {
    let now = station.now();
    let at = parse_some(request.at.as_deref(), "At")?;
    station.with(|open| {
        if let Some(at) = at {
            let past = open.past(When {
                known: request.known.clone().unwrap_or_default(),
                ..When::from(at)
            })?;
            let known = (past.known.words(), past.doubts.clone());
            return Ok(view(past.moment(), &request.ward, true, known));
        }
        let (census, ranking) = (open.census()?, open.ranking(now)?);
        let current = open.current.as_ref();
        let known = current.map(|c| Known::all(&c.entries).words());
        let incident = current.map(|c| &c.state);
        // A row is of the moment the list was ranked, not of the moment it is drawn: only so can it be made again.
        let moment = Moment::now(open.clock, incident, &census, &ranking, ranking.at);
        Ok(view(
            moment,
            &request.ward,
            false,
            (known.unwrap_or_default(), Vec::new()),
        ))
    })
}

fn view(m: Moment<'_>, ward: &str, past: bool, (known, doubts): (String, Vec<String>)) -> PatientsView {
    let rows = Rows::new(m);
    let wards: BTreeSet<&String> = m.snapshot.patients.iter().map(|p| &p.place.ward).collect();
    let mut wards: Vec<String> = wards.into_iter().cloned().collect();
    wards.sort_by(|a, b| battlebag_census::natural(a, b));
    let locked = is_locked(&m);
    let mut shown: Vec<PatientRow> = m
        .everybody(ward)
        .map(|(placing, p)| rows.row(placing, p))
        .collect();
    if locked {
        shown.sort_by(|a, b| {
            battlebag_census::natural(&a.ward, &b.ward)
                .then_with(|| battlebag_census::natural(&a.bed, &b.bed))
        });
    }
    PatientsView {
        ranked_at: m.clock.exact(m.ranking.at),
        known,
        doubts,
        rules: m.ranking.bag.manifest.version.clone(),
        counts: counts_of(m.incident, m.ranking, &m.ranking.places, m.clock, m.at),
        wards,
        systems: rows.filter_systems(),
        rows: shown,
        locked,
        census_at: m.clock.rfc3339(m.snapshot.as_of),
        incident: m.incident.is_some(),
        past,
    }
}

/// Words for the rows in view.
pub fn words(station: &Station, request: WordPatients) -> Result<PatientRowsWords, ErrorView> {
    if request.ids.len() > MOST_WORDED {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            format!("{} rows were asked for at once.", request.ids.len()),
            format!("Ask for at most {MOST_WORDED}: those that somebody looks at."),
        ));
    }
    let now = station.now();
    let at = parse_some(request.at.as_deref(), "At")?;
    station.with(|open| {
        if let Some(at) = at {
            let rows = worded(open.past(at)?.moment(), &request.ids);
            return Ok(PatientRowsWords { rows });
        }
        let (census, ranking) = (open.census()?, open.ranking(now)?);
        let incident = open.current.as_ref().map(|c| &c.state);
        let moment = Moment::now(open.clock, incident, &census, &ranking, now);
        let rows = worded(moment, &request.ids);
        Ok(PatientRowsWords { rows })
    })
}

fn worded(m: Moment<'_>, ids: &[String]) -> Vec<PatientWords> {
    let rules = m.ranking.rules();
    let one = |id: &String| {
        let placing = m.ranking.of(id)?;
        let (patient, r) = (m.patient(placing)?, m.worded(&rules, placing)?);
        let (data_at, data_from) = newest_fact(&m, patient);
        Some(PatientWords {
            id: id.clone(),
            other_way: first_way(&r),
            reason: r.reason_short,
            act: r.act_short,
            slack_h: r.slack_h,
            data_at: m.clock.rfc3339(data_at),
            data_from,
        })
    };
    ids.iter().filter_map(one).collect()
}

/// The way that counts for the deciding need; else the first that could, with what stops it.
fn first_way(r: &Ranked) -> Option<OtherWayView> {
    let need = r.needs.first()?;
    need.other_way
        .as_ref()
        .or(need.not_counted.first())
        .map(other_way)
}

/// The newest thing that any source says of a patient, and who says it. Where no record carries a time, the census's.
fn newest_fact(m: &Moment<'_>, patient: &Patient) -> (DateTime<Utc>, String) {
    let claims = patient.claims.iter();
    let timed = claims.filter_map(|c| Some((c.at.filter(|at| *at <= m.at)?, c.source.file.clone())));
    let observed = patient
        .observations
        .first()
        .map(|o| o.at)
        .filter(|at| *at <= m.at);
    let newest = timed.max_by_key(|(at, _)| *at);
    let file = || {
        patient
            .sources
            .first()
            .map(|s| s.file.clone())
            .unwrap_or_default()
    };
    match (newest, observed) {
        (Some((at, from)), Some(seen)) if at >= seen => (at, from),
        (Some((at, from)), None) => (at, from),
        (_, Some(seen)) => (seen, file()),
        (None, None) => (m.snapshot.as_of, file()),
    }
}
