//! What falls when something falls: effective states over the dependency graph.
//!
//! Hard edge: upstream unavailable makes this unavailable, upstream compromised makes this at least suspect. Data
//! edge: upstream compromised makes this at least suspect. Comfort edge: a warning, nothing more. The result is the
//! least fixed point over a finite lattice, so it is monotone, idempotent and does not depend on any order; cycles
//! are allowed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use battlebag_bag::{SystemClass, SystemCode};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::state::{Availability, Integrity, State};

/// Minutes that a status is believed when its giver named no other time.
pub const DEFAULT_EXPIRY_MIN: i64 = 60;

/// A status as somebody gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// What they said.
    pub state: State,
    /// Name and role of who said so.
    pub said_by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// How they know.
    pub evidence: String,
    /// From when on it must not be believed any more.
    pub expires_at: DateTime<Utc>,
}

impl Declared {
    /// A status with the default expiry.
    pub fn new(state: State, said_by: &str, at: DateTime<Utc>, evidence: &str) -> Self {
        Self {
            state,
            said_by: said_by.to_owned(),
            at,
            evidence: evidence.to_owned(),
            expires_at: at + Duration::minutes(DEFAULT_EXPIRY_MIN),
        }
    }

    /// It is too old to be believed.
    pub fn has_expired(&self, now: DateTime<Utc>) -> bool {
        now >= self.expires_at
    }

    /// The state that counts at `now`. Past expiry nobody vouches for the system any more: trusted becomes unknown.
    /// A doubt does not expire into something better, and neither does an outage.
    pub fn state_at(&self, now: DateTime<Utc>) -> State {
        if self.has_expired(now) {
            self.state.worse(State {
                availability: self.state.availability,
                integrity: Integrity::Unknown,
            })
        } else {
            self.state
        }
    }
}

/// Own states at `now`, ready for [`propagate`].
pub fn states_at(
    declared: &BTreeMap<SystemCode, Declared>,
    now: DateTime<Utc>,
) -> BTreeMap<SystemCode, State> {
    declared
        .iter()
        .map(|(code, status)| (code.clone(), status.state_at(now)))
        .collect()
}

/// How one system stands on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// Cannot work without it.
    Hard,
    /// Takes data from it.
    Data,
    /// Loses comfort functions only.
    Comfort,
}

/// One reason why an effective state is worse than the system's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Because<K = SystemCode> {
    /// The system upstream.
    pub upstream: K,
    /// How this one stands on it.
    pub edge: Edge,
}

/// The state that counts, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effective<K = SystemCode> {
    /// What was said of the system itself.
    pub own: State,
    /// What counts.
    pub state: State,
    /// Upstream systems that make it unavailable.
    pub down_because: Vec<Because<K>>,
    /// Upstream systems that make it at least suspect.
    pub doubted_because: Vec<Because<K>>,
    /// Comfort functions that are gone or doubtful: a warning only.
    pub comfort_lost: Vec<K>,
}

impl<K> Effective<K> {
    /// Nobody said that it is down, but what carries it is: presumed lost until somebody checks at the bedside.
    pub fn is_presumed_lost(&self) -> bool {
        self.own.availability == Availability::Available
            && self.state.availability == Availability::Unavailable
    }
}

impl<K> Effective<K> {
    /// Nobody doubts the system itself, but it takes data from one that must not be believed, and stands on none that
    /// must not be: its own reading may still be right.
    pub fn is_doubted_by_data_only(&self) -> bool {
        !self.own.is_doubted()
            && self.state.is_doubted()
            && self
                .doubted_because
                .iter()
                .all(|because| because.edge == Edge::Data)
    }
}

/// What one system stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstreams<K> {
    /// Cannot work without these.
    pub hard: Vec<K>,
    /// Takes data from these.
    pub data: Vec<K>,
    /// Loses comfort functions with these.
    pub comfort: Vec<K>,
}

/// Effective states of every class in the bag, from the own states of those that somebody spoke of. A system
/// that is not in `own` is sound in itself. Codes in `own` that the bag does not know are passed through.
pub fn propagate(
    systems: &BTreeMap<SystemCode, SystemClass>,
    own: &BTreeMap<SystemCode, State>,
) -> BTreeMap<SystemCode, Effective> {
    let upstreams = |class: &SystemClass| Upstreams {
        hard: class.hard.clone(),
        data: class.data.clone(),
        comfort: class.comfort.clone(),
    };
    let graph = systems
        .iter()
        .map(|(code, class)| (code.clone(), upstreams(class)))
        .collect();
    settle(&graph, own)
}

/// Effective states of every system of a graph, whatever its systems are named by. A system that is not in `own` is
/// sound in itself; one in `own` that the graph does not know is passed through.
pub fn settle<K: Ord + Clone>(
    graph: &BTreeMap<K, Upstreams<K>>,
    own: &BTreeMap<K, State>,
) -> BTreeMap<K, Effective<K>> {
    let settled = fixed_point(graph, own);
    settled
        .iter()
        .map(|(key, &state)| {
            let own_state = own.get(*key).copied().unwrap_or(State::SOUND);
            let effective = explain(graph.get(*key), own_state, state, &settled);
            ((*key).clone(), effective)
        })
        .collect()
}

/// Pushes badness down the edges until nothing moves. Each system can only get worse, and only five times at most.
fn fixed_point<'a, K: Ord>(
    graph: &'a BTreeMap<K, Upstreams<K>>,
    own: &'a BTreeMap<K, State>,
) -> BTreeMap<&'a K, State> {
    let mut states: BTreeMap<&K, State> = graph.keys().map(|key| (key, State::SOUND)).collect();
    states.extend(own.iter().map(|(key, &state)| (key, state)));
    let mut downstream: BTreeMap<&K, Vec<(&K, Edge)>> = BTreeMap::new();
    for (key, upstreams) in graph {
        for (edge, upstreams) in [(Edge::Hard, &upstreams.hard), (Edge::Data, &upstreams.data)] {
            for upstream in upstreams {
                downstream.entry(upstream).or_default().push((key, edge));
            }
        }
    }
    let mut waiting: VecDeque<&K> = states
        .iter()
        .filter(|(_, state)| !state.is_sound())
        .map(|(key, _)| *key)
        .collect();
    while let Some(upstream) = waiting.pop_front() {
        let Some(&cause) = states.get(upstream) else {
            continue;
        };
        for &(key, edge) in downstream.get(upstream).map_or(&[][..], Vec::as_slice) {
            let Some(state) = states.get_mut(key) else {
                continue;
            };
            let worse = state.worse(passed_on(cause, edge));
            if worse != *state {
                *state = worse;
                waiting.push_back(key);
            }
        }
    }
    states
}

/// What an upstream state does to whatever stands on it.
fn passed_on(upstream: State, edge: Edge) -> State {
    let availability = if edge == Edge::Hard {
        upstream.availability
    } else {
        Availability::Available
    };
    let integrity = if edge != Edge::Comfort && upstream.integrity == Integrity::Compromised {
        Integrity::Suspect
    } else {
        Integrity::Trusted
    };
    State {
        availability,
        integrity,
    }
}

fn explain<K: Ord + Clone>(
    upstreams: Option<&Upstreams<K>>,
    own: State,
    state: State,
    settled: &BTreeMap<&K, State>,
) -> Effective<K> {
    let mut effective = Effective {
        own,
        state,
        down_because: vec![],
        doubted_because: vec![],
        comfort_lost: vec![],
    };
    let Some(upstreams) = upstreams else {
        return effective;
    };
    for (edge, list) in [(Edge::Hard, &upstreams.hard), (Edge::Data, &upstreams.data)] {
        for upstream in list {
            let cause = passed_on(settled.get(upstream).copied().unwrap_or(State::SOUND), edge);
            let because = || Because {
                upstream: upstream.clone(),
                edge,
            };
            if cause.availability == Availability::Unavailable && own.availability == Availability::Available
            {
                effective.down_because.push(because());
            }
            if cause.integrity > own.integrity {
                effective.doubted_because.push(because());
            }
        }
    }
    effective.comfort_lost = upstreams
        .comfort
        .iter()
        .filter(|upstream| settled.get(upstream).is_some_and(|state| !state.is_sound()))
        .cloned()
        .collect();
    effective
}

/// The shortest chain that explains why a system is down (or, when it is only doubted, why it is doubted): first the
/// edge from the system itself, last the edge to a system that was itself declared so. Empty when it was declared so.
pub fn path<K: Ord + Clone>(effective: &BTreeMap<K, Effective<K>>, key: &K) -> Vec<Because<K>> {
    let Some(end) = effective.get(key) else {
        return vec![];
    };
    let down = end.is_presumed_lost();
    let causes = |of: &Effective<K>| {
        if down {
            of.down_because.clone()
        } else {
            of.doubted_because.clone()
        }
    };
    let mut seen: BTreeSet<K> = BTreeSet::from([key.clone()]);
    let mut waiting: VecDeque<Vec<Because<K>>> =
        causes(end).into_iter().map(|because| vec![because]).collect();
    while let Some(chain) = waiting.pop_front() {
        let Some(last) = chain.last() else { continue };
        if !seen.insert(last.upstream.clone()) {
            continue;
        }
        let further = effective.get(&last.upstream).map(causes).unwrap_or_default();
        if further.is_empty() {
            return chain;
        }
        waiting.extend(further.into_iter().map(|because| {
            let mut longer = chain.clone();
            longer.push(because);
            longer
        }));
    }
    vec![]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(code: &str, hard: &[&str], data: &[&str]) -> (SystemCode, SystemClass) {
        let codes = |list: &[&str]| list.iter().map(|&c| SystemCode::from(c)).collect();
        (
            code.into(),
            SystemClass {
                code: code.into(),
                name: code.to_owned(),
                spoken: code.to_owned(),
                hard: codes(hard),
                data: codes(data),
                comfort: codes(&["BMS"]),
                bond: battlebag_bag::Bond::Attached,
                facts: vec![],
                if_down: String::new(),
                if_wrong: String::new(),
                fallback: String::new(),
                limits: String::new(),
            },
        )
    }

    fn register() -> BTreeMap<SystemCode, SystemClass> {
        BTreeMap::from([
            class("BMS", &[], &[]),
            class("NET", &[], &[]),
            class("HOST", &[], &[]),
            class("IDAM", &["HOST"], &[]),
            class("EHR", &["HOST", "NET", "IDAM"], &["EPMA"]),
            class("EPMA", &["HOST"], &["EHR"]),
        ])
    }

    const COMPROMISED: State = State {
        availability: Availability::Available,
        integrity: Integrity::Compromised,
    };

    fn state_of(own: &[(&str, State)], code: &str) -> Effective {
        let own = own.iter().map(|&(c, s)| (c.into(), s)).collect();
        propagate(&register(), &own).remove(&code.into()).unwrap()
    }

    #[test]
    fn a_host_that_is_down_takes_what_hangs_on_it_with_it_and_that_is_presumed() {
        let epma = state_of(&[("HOST", State::DOWN)], "EPMA");
        assert_eq!(epma.state, State::DOWN);
        assert!(epma.is_presumed_lost());
        assert_eq!(
            epma.down_because,
            [Because {
                upstream: "HOST".into(),
                edge: Edge::Hard
            }]
        );
        assert!(!state_of(&[("EPMA", State::DOWN)], "EPMA").is_presumed_lost());
    }

    #[test]
    fn compromise_upstream_makes_suspect_and_suspicion_goes_no_further() {
        let ehr = state_of(&[("EPMA", COMPROMISED)], "EHR");
        assert_eq!(ehr.state.integrity, Integrity::Suspect);
        assert_eq!(ehr.state.availability, Availability::Available);
        // EHR is only suspect, so EPMA's own neighbour does not feed it back.
        assert_eq!(state_of(&[("EHR", COMPROMISED)], "IDAM").state, State::SOUND);
    }

    #[test]
    fn comfort_only_warns() {
        let ehr = state_of(&[("BMS", State::DOWN)], "EHR");
        assert_eq!(ehr.state, State::SOUND);
        assert_eq!(ehr.comfort_lost, ["BMS".into()]);
    }

    #[test]
    fn the_path_ends_at_the_system_that_was_declared() {
        let own = BTreeMap::from([("HOST".into(), State::DOWN)]);
        let mut systems = register();
        systems.extend([class("LATE", &["EHR"], &[]), class("LATER", &["LATE"], &[])]);
        let effective = propagate(&systems, &own);
        let names: Vec<String> = path(&effective, &"LATER".into())
            .into_iter()
            .map(|b| b.upstream.to_string())
            .collect();
        assert_eq!(names, ["LATE", "EHR", "HOST"]);
        assert!(path(&effective, &"HOST".into()).is_empty());
    }

    #[test]
    fn cycles_settle() {
        let systems = BTreeMap::from([
            class("A", &["B"], &[]),
            class("B", &["A", "C"], &[]),
            class("C", &[], &["B"]),
        ]);
        let effective = propagate(&systems, &BTreeMap::from([("C".into(), State::DOWN)]));
        assert!(effective.values().all(|e| e.state == State::DOWN));
        assert_eq!(path(&effective, &"A".into()).last().unwrap().upstream, "C".into());
    }

    #[test]
    fn a_status_expires_into_unknown_but_never_into_something_better() {
        let at: DateTime<Utc> = "2026-11-21T02:14:00Z".parse().unwrap();
        let sound = Declared::new(State::SOUND, "A. Example, IT lead", at, "checked by hand");
        assert_eq!(sound.state_at(at + Duration::minutes(59)), State::SOUND);
        assert_eq!(
            sound.state_at(at + Duration::minutes(60)).integrity,
            Integrity::Unknown
        );
        let wrong = Declared {
            state: COMPROMISED,
            ..sound.clone()
        };
        assert_eq!(wrong.state_at(at + Duration::hours(9)), COMPROMISED);
        let down = Declared {
            state: State::DOWN,
            ..sound
        };
        let late = down.state_at(at + Duration::hours(9));
        assert_eq!(
            (late.availability, late.integrity),
            (Availability::Unavailable, Integrity::Unknown)
        );
    }
}
