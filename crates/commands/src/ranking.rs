//! From census and log to the list: cases, circumstances and the ranked patients, kept until something changes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use battlebag_bag::{Bag, SystemCode};
use battlebag_census::{Patient, Snapshot};
use battlebag_incident::{Direction as Said, Incident};
use battlebag_priority::overrides::{self, Direction, Inputs, Override};
use battlebag_priority::propagate::{self, Effective};
use battlebag_priority::{Acuity, Case, Circumstances, Declared, Ranked, Rules, State, matching};
use chrono::{DateTime, Duration, Utc};

use crate::station::Census;

/// Hours after which a census raises the banner.
pub(crate) const OLD_AFTER_H: i64 = 4;
/// Hours after which the list is locked to "rebuild at the bedside".
pub(crate) const EXPIRED_AFTER_H: i64 = 12;

/// NEWS2 that stands for one that is not known (facts pack, missing data fails upward).
const NOT_KNOWN_COUNTS_AS: u8 = 5;

/// What the matcher found for each patient of a census, in census order.
pub(crate) struct Cases {
    pub matches: Vec<Vec<matching::Match>>,
    /// Place of each key in the census; keys by a person's other numbers lead to the same place.
    pub index: HashMap<String, usize>,
}

impl Cases {
    /// Matches every patient of the census once.
    pub(crate) fn of(bag: &Bag, snapshot: &Snapshot) -> Self {
        Self::after(bag, snapshot, None)
    }

    /// As [`Self::of`], with what was found before for those who are as they were.
    pub(crate) fn after(bag: &Bag, snapshot: &Snapshot, before: Option<&Census>) -> Self {
        let matcher = matching::Matcher::new(bag);
        let known = before.filter(|b| b.snapshot.as_of == snapshot.as_of);
        let found_before = |p: &Patient| {
            let known = known?;
            let at = *known.cases.index.get(&p.id.0)?;
            let same = known.snapshot.patients.get(at) == Some(p);
            same.then(|| known.cases.matches.get(at).cloned()).flatten()
        };
        let matches = snapshot
            .patients
            .iter()
            .map(|p| found_before(p).unwrap_or_else(|| matcher.profiles_of(p, snapshot.as_of)))
            .collect();
        let mut index = HashMap::with_capacity(snapshot.patients.len());
        for (i, p) in snapshot.patients.iter().enumerate() {
            index.insert(p.id.0.clone(), i);
        }
        for (i, p) in snapshot.patients.iter().enumerate() {
            for other in &p.aka {
                index.entry(other.0.clone()).or_insert(i);
            }
        }
        Self { matches, index }
    }
}

/// Hours that an early-warning score stands before the next set is due (RCP NEWS2 2017, minimum frequency).
fn news2_interval(score: u8, single_three: bool) -> Duration {
    match (score, single_three) {
        (0, _) => Duration::hours(12),
        (_, true) | (5.., _) => Duration::hours(1),
        _ => Duration::hours(6),
    }
}

/// Reserve as known. A score past its own re-check counts as missing, unless it was worse than missing counts for.
fn acuity(patient: &Patient, now: DateTime<Utc>) -> Acuity {
    if let Some(band) = patient.acuity {
        return Acuity::Band { band };
    }
    let Some(news2) = &patient.news2 else {
        return Acuity::Missing;
    };
    let overdue = now - news2.at > news2_interval(news2.score, news2.single_three);
    if overdue && news2.score < NOT_KNOWN_COUNTS_AS {
        return Acuity::Missing;
    }
    Acuity::News2 {
        score: news2.score,
        single_three: news2.single_three,
        rising: rising(patient),
    }
}

/// The set before the latest scored lower.
fn rising(patient: &Patient) -> bool {
    let mut scores = patient
        .observations
        .iter()
        .filter_map(|set| battlebag_census::news2::score(set).ok());
    match (scores.next(), scores.next()) {
        (Some(latest), Some(before)) => latest.total > before.total,
        _ => false,
    }
}

fn case(
    patient: &Patient,
    matches: &[matching::Match],
    incident: Option<&Incident>,
    now: DateTime<Utc>,
) -> Case {
    let running = std::iter::once(&patient.id)
        .chain(&patient.aka)
        .filter_map(|key| incident?.running.get(&key.0))
        .flatten()
        .cloned()
        .collect();
    Case {
        id: patient.id.0.clone(),
        place: format!(
            "{} {}",
            patient.place.ward,
            patient.place.bed.as_deref().unwrap_or("")
        ),
        profiles: matches.iter().map(|m| m.code.clone()).collect(),
        unprofiled: Vec::new(),
        acuity: acuity(patient, now),
        running,
        acted_on_suspect: false,
        vulnerable: patient.vulnerable,
        inpatient: patient.class != battlebag_census::PatientClass::Home,
    }
}

/// What was said of each system, in the form the method takes.
fn declared(incident: &Incident) -> BTreeMap<SystemCode, Declared> {
    incident
        .systems
        .iter()
        .filter_map(|(code, words)| {
            let word = words.last()?;
            let declared = Declared {
                state: word.state,
                said_by: word.said_by.clone(),
                at: word.stamp.occurred_at,
                evidence: word.evidence.clone(),
                expires_at: word.expires_at,
            };
            Some((code.clone(), declared))
        })
        .collect()
}

/// Effective states of the whole register at `now`.
pub(crate) fn effective(
    bag: &Bag,
    incident: Option<&Incident>,
    now: DateTime<Utc>,
) -> BTreeMap<SystemCode, Effective> {
    propagate::propagate(&bag.systems, &own_states(incident, now))
}

fn circumstances(
    bag: &Bag,
    incident: Option<&Incident>,
    own: &BTreeMap<SystemCode, State>,
    now: DateTime<Utc>,
) -> Circumstances {
    let stated = Circumstances::from_own_states(&bag.systems, own);
    let Some(incident) = incident else { return stated };
    let left =
        |(hours, given): (f64, DateTime<Utc>)| (hours - (now - given).num_minutes() as f64 / 60.0).max(0.0);
    Circumstances {
        confirmed: incident.stock.keys().cloned().collect(),
        bag_in_date: incident.bag_checked_until.is_some_and(|until| now < until),
        restoration_h: incident
            .restoration
            .iter()
            .map(|(code, (hours, _, given))| (code.clone(), left((*hours, *given))))
            .collect(),
        ..stated
    }
}

/// What was said of each system itself, as it counts at `now`.
pub(crate) fn own_states(incident: Option<&Incident>, now: DateTime<Utc>) -> BTreeMap<SystemCode, State> {
    incident
        .map(|i| propagate::states_at(&declared(i), now))
        .unwrap_or_default()
}

/// Overrides under the keys of this census: one that was given under another number of the same person holds on.
fn overrides_of(incident: &Incident, snapshot: &Snapshot, cases: &Cases) -> Vec<Override> {
    let in_use = |key: &String| {
        let found = cases.index.get(key).and_then(|i| snapshot.patients.get(*i));
        found.map_or_else(|| key.clone(), |p| p.id.0.clone())
    };
    let one = |patient: &String, o: &battlebag_incident::Overruling| {
        let (direction, lapses_at, inputs, second) = match &o.direction {
            Said::Raised => (Direction::Raise, None, None, None),
            Said::Lowered {
                lapses_at,
                inputs,
                second_person,
            } => (
                Direction::Lower,
                Some(*lapses_at),
                serde_json::from_str::<Inputs>(inputs).ok(),
                Some(second_person.clone()),
            ),
        };
        // A lowering whose inputs cannot be read any more does not stand: missing data fails upward.
        if direction == Direction::Lower && inputs.is_none() {
            return None;
        }
        Some(Override {
            patient: in_use(patient),
            direction,
            to: o.to,
            by: o.stamp.actor.clone(),
            role: o.stamp.role.clone(),
            reason: o.reason.clone(),
            at: o.stamp.occurred_at,
            second_person: second,
            lapses_at,
            inputs_fingerprint: inputs.unwrap_or_else(nothing_known),
        })
    };
    incident
        .overrulings
        .iter()
        .flat_map(|(patient, list)| list.iter().filter_map(move |o| one(patient, o)))
        .collect()
}

/// Inputs of a raise: they are never compared.
fn nothing_known() -> Inputs {
    Inputs {
        acuity: Acuity::Missing,
        codes: BTreeSet::new(),
        no_profile: true,
        acted_on_suspect: false,
        vulnerable: false,
        states: BTreeMap::new(),
        doubted_by_data: std::collections::BTreeSet::new(),
        ways: BTreeMap::new(),
        restoration_h: BTreeMap::new(),
    }
}

/// The list at one moment.
pub(crate) struct Ranking {
    pub at: DateTime<Utc>,
    pub effective: BTreeMap<SystemCode, Effective>,
    pub circumstances: Circumstances,
    pub cases: Vec<Case>,
    pub ranked: Vec<Ranked>,
    /// Place of a patient key in `ranked`.
    pub place: HashMap<String, usize>,
    pub overrides: Vec<Override>,
}

impl Ranking {
    /// Ranks everybody in the census against the board as it stands at `now`.
    pub(crate) fn at(
        bag: &Bag,
        snapshot: &Snapshot,
        cases: &Cases,
        incident: Option<&Incident>,
        now: DateTime<Utc>,
    ) -> Self {
        let effective = effective(bag, incident, now);
        let circumstances = circumstances(bag, incident, &own_states(incident, now), now);
        let overrides = incident
            .map(|i| overrides::in_force(&overrides_of(i, snapshot, cases), now))
            .unwrap_or_default();
        let cases: Vec<Case> = snapshot
            .patients
            .iter()
            .zip(&cases.matches)
            .map(|(patient, matches)| case(patient, matches, incident, now))
            .collect();
        let ranked = battlebag_priority::rank(bag, &circumstances, &cases, &overrides);
        let place = ranked
            .iter()
            .enumerate()
            .map(|(i, r)| (r.id.clone(), i))
            .collect();
        Self {
            at: now,
            effective,
            circumstances,
            cases,
            ranked,
            place,
            overrides,
        }
    }

    /// The same patients with one system put into another state: for "what falls if it falls".
    pub(crate) fn tiers_if(&self, bag: &Bag, own: &BTreeMap<SystemCode, State>) -> Vec<Ranked> {
        let stated = Circumstances::from_own_states(&bag.systems, own);
        let circumstances = Circumstances {
            confirmed: self.circumstances.confirmed.clone(),
            bag_in_date: self.circumstances.bag_in_date,
            restoration_h: self.circumstances.restoration_h.clone(),
            ..stated
        };
        battlebag_priority::rank(bag, &circumstances, &self.cases, &self.overrides)
    }

    /// One patient.
    pub(crate) fn of(&self, id: &str) -> Option<&Ranked> {
        self.place.get(id).and_then(|i| self.ranked.get(*i))
    }

    /// Fingerprint of a patient's inputs, as kept beside a lowering.
    pub(crate) fn inputs(&self, bag: &Bag, id: &str) -> Option<String> {
        let case = self.cases.iter().find(|c| c.id == id)?;
        serde_json::to_string(&Inputs::of(&Rules::new(bag, &self.circumstances), case)).ok()
    }

    /// The override that decides a patient's tier now, if one does.
    pub(crate) fn decided_by(&self, id: &str) -> Option<&Override> {
        let ranked = self.of(id)?;
        if ranked.tier == ranked.computed {
            return None;
        }
        let wanted = if ranked.tier < ranked.computed {
            Direction::Raise
        } else {
            Direction::Lower
        };
        self.overrides
            .iter()
            .filter(|o| o.patient == id && o.direction == wanted && o.to == ranked.tier)
            .max_by_key(|o| o.at)
    }
}
