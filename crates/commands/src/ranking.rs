//! From census and log to the list: cases, circumstances and the ranked patients, kept until something changes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use battlebag_bag::{Bag, Register, SystemCode};
use battlebag_census::news2::Response;
use battlebag_census::{Patient, Snapshot};
use battlebag_incident::{Direction as Said, Incident};
use battlebag_priority::overrides::{self, Decided, Direction, Inputs, Override};
use battlebag_priority::{
    Acuity, Case, Circumstances, Found, Installed, Ranked, Rules, SystemRef, Tier, Word, matching,
};
use chrono::{DateTime, Duration, Utc};

use crate::profiles;
use crate::standings::{Standings, installed};
use crate::station::Census;

/// Hours after which a census raises the banner.
pub(crate) const OLD_AFTER_H: i64 = 4;
/// Hours after which the list is locked to "rebuild at the bedside".
pub(crate) const EXPIRED_AFTER_H: i64 = 12;

/// NEWS2 that stands for one that is not known (facts pack, missing data fails upward).
const NOT_KNOWN_COUNTS_AS: u8 = 5;

/// What the matcher found for each patient of a census, in census order.
pub(crate) struct Cases {
    pub found: Vec<Found>,
    /// Place of each key in the census; keys by a person's other numbers lead to the same place.
    pub index: HashMap<String, usize>,
}

impl Cases {
    /// Matches every patient of the census once; what was found before is kept for those who are as they were.
    pub(crate) fn after(bag: &Bag, snapshot: &Snapshot, before: Option<&Census>) -> Self {
        let matcher = matching::Matcher::new(bag);
        let known = before.filter(|b| b.snapshot.as_of == snapshot.as_of);
        let found_before = |p: &Patient| {
            let known = known?;
            let at = *known.cases.index.get(&p.id.0)?;
            let same = known.snapshot.patients.get(at) == Some(p);
            same.then(|| known.cases.found.get(at).cloned()).flatten()
        };
        let found = snapshot
            .patients
            .iter()
            .map(|p| found_before(p).unwrap_or_else(|| matcher.look(p, snapshot.as_of)))
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
        Self { found, index }
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
    let stands_h = Response::of(news2.score, news2.single_three).stands_h();
    let overdue = now - news2.at > Duration::hours(stands_h);
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

fn case(patient: &Patient, found: &Found, incident: Option<&Incident>, now: DateTime<Utc>) -> Case {
    let standing = profiles::standing(incident, patient, found);
    let keys = || std::iter::once(&patient.id).chain(&patient.aka);
    let running = keys()
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
        ward: patient.place.ward.clone(),
        unprofiled: profiles::not_known(&standing, found),
        profiles: profiles::counting(&standing),
        acuity: acuity(patient, now),
        running,
        acted_on_suspect: keys().any(|key| incident.is_some_and(|i| i.systems.acted_on(&key.0))),
        vulnerable: patient.vulnerable,
        inpatient: patient.class != battlebag_census::PatientClass::Home,
    }
}

/// The hour: how the systems stand, what was confirmed, what is in date.
fn circumstances(
    installed: &Installed<'_>,
    words: &BTreeMap<SystemRef, Word>,
    incident: Option<&Incident>,
    now: DateTime<Utc>,
) -> Circumstances {
    let stated = Circumstances::installed(installed, words);
    let Some(incident) = incident else { return stated };
    Circumstances {
        confirmed: incident.stock.keys().cloned().collect(),
        bag_in_date: incident.bag_checked_until.is_some_and(|until| now < until),
        ..stated
    }
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

/// A patient's place in the list, before anything is put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placing {
    /// Which case, in census order.
    pub case: usize,
    /// Place in the list, from 1.
    pub rank: u32,
    /// Tier shown.
    pub tier: Tier,
    /// Tier that the method computed.
    pub computed: Tier,
    /// Something that broke touches the patient, a floor holds the tier up, or a clinician raised it.
    pub affected: bool,
    /// What a clinician made of it.
    decided: Decided,
}

impl Placing {
    /// How urgent in the five groups of the screen: 0 for P1, 4 for not affected.
    pub(crate) fn urgency(&self) -> u8 {
        match (self.tier, self.affected) {
            (Tier::P1, _) => 0,
            (Tier::P2, _) => 1,
            (Tier::P3, _) => 2,
            (Tier::P4, true) => 3,
            (Tier::P4, false) => 4,
        }
    }
}

/// The list at one moment. Only places are kept: a reason is put into words when somebody looks at its row.
pub(crate) struct Ranking {
    pub at: DateTime<Utc>,
    pub bag: Arc<Bag>,
    pub register: Arc<Register>,
    pub standings: Standings,
    pub circumstances: Circumstances,
    pub cases: Vec<Case>,
    /// Most urgent first.
    pub places: Vec<Placing>,
    /// Index in `places` of a patient key.
    of: HashMap<String, usize>,
    pub overrides: Vec<Override>,
}

impl Ranking {
    /// Ranks everybody in the census against the board as it stands at `now`.
    pub(crate) fn at(
        (bag, register): (&Arc<Bag>, &Arc<Register>),
        snapshot: &Snapshot,
        cases: &Cases,
        incident: Option<&Incident>,
        now: DateTime<Utc>,
    ) -> Self {
        let installed = installed(bag, register);
        let standings = Standings::at(&installed, incident, now);
        let circumstances = circumstances(&installed, &standings.words, incident, now);
        let overrides = incident
            .map(|i| overrides::in_force(&overrides_of(i, snapshot, cases), now))
            .unwrap_or_default();
        let cases: Vec<Case> = snapshot
            .patients
            .iter()
            .zip(&cases.found)
            .map(|(patient, found)| case(patient, found, incident, now))
            .collect();
        let places = placings(&Rules::new(bag, &circumstances), &cases, &overrides);
        let of = places
            .iter()
            .enumerate()
            .filter_map(|(i, p)| Some((cases.get(p.case)?.id.clone(), i)))
            .collect();
        Self {
            at: now,
            bag: Arc::clone(bag),
            register: Arc::clone(register),
            standings,
            circumstances,
            cases,
            places,
            of,
            overrides,
        }
    }

    /// The rules of the hour, to put rows into words by.
    pub(crate) fn rules(&self) -> Rules<'_> {
        Rules::new(&self.bag, &self.circumstances)
    }

    /// The classes with the register of the hour.
    pub(crate) fn installed(&self) -> Installed<'_> {
        installed(&self.bag, &self.register)
    }

    /// The hour with other words on the systems: for "what falls if it falls".
    pub(crate) fn circumstances_if(&self, words: &BTreeMap<SystemRef, Word>) -> Circumstances {
        Circumstances {
            confirmed: self.circumstances.confirmed.clone(),
            bag_in_date: self.circumstances.bag_in_date,
            ..Circumstances::installed(&self.installed(), words)
        }
    }

    /// The same patients under other circumstances.
    pub(crate) fn places_if(&self, circumstances: &Circumstances) -> Vec<Placing> {
        placings(
            &Rules::new(&self.bag, circumstances),
            &self.cases,
            &self.overrides,
        )
    }

    /// The place of one patient.
    pub(crate) fn of(&self, id: &str) -> Option<&Placing> {
        self.of.get(id).and_then(|i| self.places.get(*i))
    }

    /// Systems that broke and that a need of the patient hangs on.
    pub(crate) fn touched<'r>(&'r self, rules: &Rules<'r>, placing: &Placing) -> BTreeSet<&'r SystemCode> {
        let systems = self.case(placing).map(|case| rules.touched_systems(case));
        systems.unwrap_or_default()
    }

    /// What the method saw of the patient at a place.
    pub(crate) fn case(&self, placing: &Placing) -> Option<&Case> {
        self.cases.get(placing.case)
    }

    /// One row in words. `rules` are [`Self::rules`], made once for all rows that are asked for.
    pub(crate) fn worded(&self, rules: &Rules<'_>, placing: &Placing) -> Option<Ranked> {
        let case = self.case(placing)?;
        let entry = battlebag_priority::Entry {
            case,
            placed: rules.place(case),
            decided: placing.decided,
        };
        Some(entry.explain(rules, placing.rank))
    }

    /// Fingerprint of a patient's inputs, as kept beside a lowering.
    pub(crate) fn inputs(&self, id: &str) -> Option<String> {
        let case = self.case(self.of(id)?)?;
        serde_json::to_string(&Inputs::of(&self.rules(), case)).ok()
    }

    /// The override that decides a patient's tier now, if one does.
    pub(crate) fn decided_by(&self, id: &str) -> Option<&Override> {
        let placing = self.of(id)?;
        if placing.tier == placing.computed {
            return None;
        }
        let wanted = if placing.tier < placing.computed {
            Direction::Raise
        } else {
            Direction::Lower
        };
        self.overrides
            .iter()
            .filter(|o| o.patient == id && o.direction == wanted && o.to == placing.tier)
            .max_by_key(|o| o.at)
    }
}

fn placings(rules: &Rules<'_>, cases: &[Case], overrides: &[Override]) -> Vec<Placing> {
    let index: HashMap<&str, usize> = cases
        .iter()
        .enumerate()
        .map(|(i, c)| (c.id.as_str(), i))
        .collect();
    battlebag_priority::rank_keys(rules, cases, overrides)
        .iter()
        .zip(1_u32..)
        .filter_map(|(entry, rank)| {
            Some(Placing {
                case: *index.get(entry.case.id.as_str())?,
                rank,
                tier: entry.decided.tier,
                computed: entry.placed.computed,
                affected: entry.placed.affected || entry.decided.tier != Tier::P4,
                decided: entry.decided,
            })
        })
        .collect()
}
