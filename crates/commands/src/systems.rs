//! The system board: how each system is, who says so, what falls with it and whom that hurts.

use std::collections::BTreeMap;

use battlebag_bag::{Bond, InstanceId, SystemCode};
use battlebag_incident::system_rules::{self, SystemSaid};
use battlebag_incident::{Estimate, Incident, SystemWord};
use battlebag_priority::propagate::{Because, Edge, Effective};
use battlebag_priority::{Availability, Installed, Integrity, Rules, State, SystemRef, Tier, Word};
use chrono::{DateTime, Duration, Utc};

use crate::patient_rows::tier_counts;
use crate::patients::line;
use crate::ranking::{Placing, Ranking};
use crate::standings::{Standings, installed, serving, spoken};
use crate::station::{Census, Open, Station};
use crate::times::parse_some;
use crate::views::{
    ImpactView, MatrixView, Nothing, PatientLine, RenewSystem, SetSystem, SignReturn, SystemEdge, SystemKey,
    SystemRow, SystemsView, Written, state_words,
};
use crate::{ErrorKind, ErrorView};

/// Minutes that a status holds unless the person says otherwise.
const HOLDS_MIN: i64 = 60;
/// Most patients named under an impact: the counts say how many there are.
const MOST_HURT: usize = 50;

fn edge_word(edge: Edge) -> &'static str {
    match edge {
        Edge::Hard => "hard",
        Edge::Data => "data",
        Edge::Comfort => "comfort",
    }
}

/// The system that a row of the board shows.
pub(crate) fn ref_of(row: &SystemRow) -> SystemRef {
    SystemRef {
        class: SystemCode(row.code.clone()),
        instance: (!row.instance.is_empty()).then(|| InstanceId(row.instance.clone())),
    }
}

impl Open {
    /// The bag's classes with the register in use.
    pub(crate) fn installed(&self) -> Installed<'_> {
        installed(&self.bag, &self.register)
    }

    /// Name of a class.
    pub(crate) fn system_name(&self, code: &SystemCode) -> String {
        self.bag
            .systems
            .get(code)
            .map_or_else(|| code.0.clone(), |s| s.name.clone())
    }

    pub(crate) fn edge(&self, of: &SystemRef, edge: Edge) -> SystemEdge {
        SystemEdge {
            code: of.id().to_owned(),
            name: self.installed().name(of),
            edge: edge_word(edge).to_owned(),
        }
    }

    /// Every system as the log has it at `now`.
    pub(crate) fn standings(&self, now: DateTime<Utc>) -> Standings {
        Standings::at(&self.installed(), self.current.as_ref().map(|c| &c.state), now)
    }

    /// The system that a person names: an instance of the register, or a class. Capitals do not count.
    pub(crate) fn known_system(&self, id: &str) -> Result<SystemRef, ErrorView> {
        let id = id.trim();
        if let Some(one) = self.register.get(&InstanceId(id.to_owned())) {
            return Ok(SystemRef::of(one));
        }
        let like = |name: &str| name.eq_ignore_ascii_case(id);
        if let Some(class) = self.bag.systems.keys().find(|code| like(code.as_str())) {
            return Ok(SystemRef::class(class));
        }
        if let Some(one) = self.register.iter().find(|one| like(one.id.as_str())) {
            return Ok(SystemRef::of(one));
        }
        let spoken_of = self.current.as_ref().and_then(|c| {
            let mut words = c.state.systems.words.iter();
            words.find(|(_, words)| {
                let named = |w: &SystemWord| w.instance.as_ref().is_some_and(|i| like(i.as_str()));
                words.iter().any(named)
            })
        });
        Err(match spoken_of {
            Some((class, _)) => ErrorView::new(
                ErrorKind::NotFound,
                format!(
                    "{id} is not in the register any more. What was said of it still counts for {}.",
                    self.system_name(class)
                ),
                format!("Say how {class} is as a whole, or put {id} back into the register."),
            ),
            None => ErrorView::new(
                ErrorKind::NotFound,
                format!("The register has no system {id}."),
                "See the list of systems for their ids and codes.",
            ),
        })
    }
}

fn because(open: &Open, e: &Effective<SystemRef>) -> String {
    let installed = open.installed();
    let names = |list: &[Because<SystemRef>]| {
        let names: Vec<String> = list.iter().map(|b| spoken(&installed, &b.upstream)).collect();
        names.join(" and ")
    };
    match (e.down_because.as_slice(), e.doubted_because.as_slice()) {
        ([], []) => String::new(),
        (down @ [_, ..], _) => format!("presumed lost until checked: it stands on {}", names(down)),
        (_, doubted) => format!("not to be believed: it takes from {}", names(doubted)),
    }
}

/// Patients at P1, P2 and P3 whom a need on a broken system reaches, a system each.
pub(crate) fn reached(ranking: Option<&Ranking>) -> BTreeMap<SystemRef, [u32; 3]> {
    let mut reached: BTreeMap<SystemRef, [u32; 3]> = BTreeMap::new();
    let Some(ranking) = ranking else { return reached };
    let (installed, rules) = (ranking.installed(), ranking.rules());
    for placing in ranking.places.iter().filter(|p| p.tier < Tier::P4) {
        let ward = ranking.case(placing).map_or("", |case| case.ward.as_str());
        let classes = ranking.touched(&rules, placing).into_iter();
        for of in classes.flat_map(|class| serving(&installed, class, ward)) {
            let counts = reached.entry(of).or_default();
            if let Some(n) = counts.get_mut(placing.tier as usize) {
                *n += 1;
            }
        }
    }
    reached
}

/// What the rows of a board share.
struct Board<'o> {
    open: &'o Open,
    incident: Option<&'o Incident>,
    reached: BTreeMap<SystemRef, [u32; 3]>,
    now: DateTime<Utc>,
}

impl Board<'_> {
    /// A row, with what was said of it.
    fn row(&self, of: &SystemRef, state: State, word: Option<&SystemWord>) -> SystemRow {
        let open = self.open;
        let installed = open.installed();
        let class = open.bag.systems.get(&of.class);
        let instance = of.instance.as_ref().and_then(|id| installed.get(id));
        let said = self.incident.map(|i| &i.systems);
        let at = |f: fn(&SystemWord) -> DateTime<Utc>| word.map(|w| open.clock.rfc3339(f(w)));
        let text = |f: fn(&SystemWord) -> &String| word.map(|w| f(w).clone()).unwrap_or_default();
        let of_class =
            |f: fn(&battlebag_bag::SystemClass) -> &String| class.map(|c| f(c).clone()).unwrap_or_default();
        let back = said
            .and_then(|s| s.estimate(of))
            .filter(|e| e.left_h(self.now).is_some());
        let upstreams = installed.upstreams(of);
        let edges = |list: &[SystemRef], edge| list.iter().map(|up| open.edge(up, edge)).collect::<Vec<_>>();
        let [reaches_p1, reaches_p2, reaches_p3] = self.reached.get(of).copied().unwrap_or_default();
        SystemRow {
            id: of.id().to_owned(),
            code: of.class.0.clone(),
            instance: of.instance.as_ref().map(|id| id.0.clone()).unwrap_or_default(),
            name: installed.name(of),
            spoken: match (&of.instance, class) {
                (None, Some(class)) => class.spoken.clone(),
                _ => installed.name(of),
            },
            class_name: open.system_name(&of.class),
            bond: bond_word(class.map_or(Bond::Attached, |c| c.bond)).to_owned(),
            wards: instance
                .map(|one| one.serves.wards().cloned().collect())
                .unwrap_or_default(),
            owner: instance.map(|one| one.owner.clone()).unwrap_or_default(),
            phone: instance.map(|one| one.phone.clone()).unwrap_or_default(),
            note: instance.map(|one| one.note.clone()).unwrap_or_default(),
            gone: of.instance.is_some() && instance.is_none(),
            availability: state.availability.into(),
            integrity: state.integrity.into(),
            said: word.is_some(),
            said_of_class: of.instance.is_some() && word.is_some_and(|w| w.instance.is_none()),
            said_by: text(|w| &w.said_by),
            second_person: text(|w| &w.second_person),
            tested: text(|w| &w.tested),
            said_at: at(|w| w.stamp.occurred_at),
            evidence: text(|w| &w.evidence),
            expires_at: at(|w| w.expires_at),
            lapsed: word.is_some_and(|w| self.now >= w.expires_at),
            since: word.and_then(|w| w.since).map(|t| open.clock.rfc3339(t)),
            needs_second: said.is_some_and(|s| s.was_compromised(of)),
            back_at: back.and_then(Estimate::due_at).map(|t| open.clock.rfc3339(t)),
            back_signed_by: back.map(|e| e.signed_by.clone()).unwrap_or_default(),
            because: String::new(),
            if_down: of_class(|c| &c.if_down),
            if_wrong: of_class(|c| &c.if_wrong),
            fallback: of_class(|c| &c.fallback),
            limits: of_class(|c| &c.limits),
            stands_on: [
                edges(&upstreams.hard, Edge::Hard),
                edges(&upstreams.data, Edge::Data),
                edges(&upstreams.comfort, Edge::Comfort),
            ]
            .concat(),
            reaches_p1,
            reaches_p2,
            reaches_p3,
        }
    }

    /// Rows for instances that are not in the register any more but were spoken of.
    fn gone(&self) -> Vec<SystemRow> {
        let Some(incident) = self.incident else {
            return Vec::new();
        };
        let installed = self.open.installed();
        let words = incident.systems.words.keys().flat_map(|class| {
            let gone = incident.systems.gone(class, &installed);
            gone.into_iter().map(move |word| (class, word))
        });
        words
            .map(|(class, word)| {
                let of = SystemRef {
                    class: class.clone(),
                    instance: word.instance.clone(),
                };
                let mut row = self.row(&of, word.state_at(self.now), Some(word));
                // The register that named it is not the one in use any more: its id is what the log holds.
                row.name.clone_from(&row.instance);
                row.spoken.clone_from(&row.instance);
                row.because = format!(
                    "no longer in the register: what was said of it counts for {}",
                    row.class_name
                );
                row.stands_on.clear();
                row
            })
            .collect()
    }
}

/// "attached" or "shared".
pub(crate) fn bond_word(bond: Bond) -> &'static str {
    match bond {
        Bond::Attached => "attached",
        Bond::Shared => "shared",
    }
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

/// The two-axis matrix over the rows. A system that nobody spoke of and that nothing reaches is in `not_checked`; one
/// that is no longer there is in none.
pub(crate) fn matrix(rows: &[SystemRow]) -> MatrixView {
    let mut m = MatrixView::default();
    for row in rows.iter().filter(|row| !row.gone) {
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
    let own;
    let standings = if let Some(ranking) = &ranking {
        &ranking.standings
    } else {
        own = open.standings(now);
        &own
    };
    let board = Board {
        open,
        incident: open.current.as_ref().map(|c| &c.state),
        reached: reached(ranking.as_deref()),
        now,
    };
    let mut rows: Vec<SystemRow> = standings
        .effective
        .iter()
        .filter(|(of, _)| open.bag.systems.contains_key(&of.class))
        .map(|(of, e)| {
            let word = board.incident.and_then(|i| i.systems.word(of));
            let mut row = board.row(of, e.state, word);
            row.because = because(open, e);
            row
        })
        .collect();
    rows.extend(board.gone());
    rows.sort_by(|a, b| {
        badness(a)
            .cmp(&badness(b))
            .then_with(|| (&a.class_name, &a.name, &a.id).cmp(&(&b.class_name, &b.name, &b.id)))
    });
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

fn holds(minutes: u32) -> Duration {
    Duration::minutes(if minutes == 0 {
        HOLDS_MIN
    } else {
        i64::from(minutes)
    })
}

/// Says how a system is: with evidence, a name and a time when it lapses.
pub fn set(station: &Station, request: SetSystem) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let incident = &open.incident()?.state;
        let of = open.known_system(&request.code)?;
        let name = open.installed().name(&of);
        let (availability, integrity) = (request.availability.into(), request.integrity.into());
        let body = system_rules::system_set(
            incident,
            &open.person(),
            &SystemSaid {
                of: &of,
                name: &name,
                availability,
                integrity,
                evidence: &request.evidence,
                said_by: &request.said_by,
                second_person: &request.second_person,
                tested: &request.tested,
                since: parse_some(request.since.as_deref(), "Since")?,
                expires_at: now + holds(request.expires_min),
            },
            now,
        )?;
        let said = format!("{name}: {}", state_words(availability.into(), integrity.into()));
        station.acted(open, &body, now, said)
    })
}

/// Says again what was said last, with new evidence and a new time.
pub fn renew(station: &Station, request: RenewSystem) -> Result<Written, ErrorView> {
    let (availability, integrity, since) = station.with(|open| {
        let incident = &open.incident()?.state;
        let of = open.known_system(&request.code)?;
        let word = incident.systems.word(&of).ok_or_else(|| {
            ErrorView::new(
                ErrorKind::NotFound,
                format!("Nobody has said yet how {} is.", open.installed().name(&of)),
                "Say whether it works and can be believed.",
            )
        })?;
        let since = word.since.map(|t| open.clock.rfc3339(t));
        Ok((word.state.availability, word.state.integrity, since))
    })?;
    set(
        station,
        SetSystem {
            code: request.code,
            availability: availability.into(),
            integrity: integrity.into(),
            evidence: request.evidence,
            said_by: request.said_by,
            expires_min: request.expires_min,
            since,
            second_person: String::new(),
            tested: String::new(),
        },
    )
}

/// The owner signs when a system will be back, or takes that back.
pub fn sign_return(station: &Station, request: SignReturn) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let incident = &open.incident()?.state;
        let of = open.known_system(&request.code)?;
        let body = system_rules::restoration(incident, &of, request.hours, &request.signed_by)?;
        let name = open.installed().name(&of);
        let said = match request.hours {
            Some(hours) => format!("{name}: expected back in {hours} h"),
            None => format!("{name}: the estimate of its return was taken back"),
        };
        station.acted(open, &body, now, said)
    })
}

/// The same words with a class, or one instance, put into another state.
fn with(
    open: &Open,
    words: &BTreeMap<SystemRef, Word>,
    of: &SystemRef,
    worse: State,
) -> BTreeMap<SystemRef, Word> {
    let mut words = words.clone();
    let targets = match of.instance {
        Some(_) => vec![of.clone()],
        None => open.installed().refs(&of.class),
    };
    for target in targets {
        let word = words.entry(target).or_default();
        word.state = word.state.worse(worse);
    }
    words
}

/// What falls if a system falls, and whom it hurts.
pub fn impact(station: &Station, request: SystemKey) -> Result<ImpactView, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let of = open.known_system(&request.code)?;
        let ranking = open.ranking_if_any(now);
        let census = open.census.clone();
        let installed = open.installed();
        let words = open.standings(now).words;
        let down = with(open, &words, &of, State::DOWN);
        let wrong = with(
            open,
            &words,
            &of,
            State {
                availability: Availability::Available,
                integrity: Integrity::Compromised,
            },
        );
        let is_itself =
            |other: &SystemRef| *other == of || (of.instance.is_none() && other.class == of.class);
        let effective = |words: &BTreeMap<SystemRef, Word>| {
            installed.effective(&words.iter().map(|(of, word)| (of.clone(), word.state)).collect())
        };
        let edges = |list: BTreeMap<SystemRef, Effective<SystemRef>>,
                     edge,
                     wanted: fn(&Effective<SystemRef>) -> bool| {
            list.iter()
                .filter(|(other, e)| !is_itself(other) && wanted(e))
                .map(|(other, _)| open.edge(other, edge))
                .collect::<Vec<_>>()
        };
        let warned = installed
            .all()
            .iter()
            .filter(|other| installed.upstreams(other).comfort.iter().any(&is_itself))
            .map(|other| open.edge(other, Edge::Comfort))
            .collect();
        let after = |words: &BTreeMap<SystemRef, Word>| match (&ranking, &census) {
            (Some(r), Some(census)) => {
                let circumstances = r.circumstances_if(words);
                let places = r.places_if(&circumstances);
                let rules = Rules::new(&r.bag, &circumstances);
                (
                    tier_counts(open, r, &places, now),
                    hurt(census, r, &rules, &places),
                )
            }
            _ => Default::default(),
        };
        let (if_unavailable, hurt_if_unavailable) = after(&down);
        let (if_compromised, hurt_if_compromised) = after(&wrong);
        Ok(ImpactView {
            code: of.id().to_owned(),
            name: installed.name(&of),
            falls: edges(effective(&down), Edge::Hard, Effective::is_presumed_lost),
            doubtful: edges(effective(&wrong), Edge::Data, |e| !e.doubted_because.is_empty()),
            warned,
            now: ranking
                .as_ref()
                .map(|r| tier_counts(open, r, &r.places, now))
                .unwrap_or_default(),
            if_unavailable,
            if_compromised,
            hurt_if_unavailable,
            hurt_if_compromised,
        })
    })
}

/// P1 and P2 patients who would be more urgent, with the tier that they would have.
fn hurt(census: &Census, now: &Ranking, rules: &Rules<'_>, then: &[Placing]) -> Vec<PatientLine> {
    let worse = |placing: &&Placing| {
        let was = now.case(placing).and_then(|case| now.of(&case.id));
        placing.tier <= Tier::P2 && was.is_some_and(|was| placing.tier < was.tier)
    };
    then.iter()
        .filter(worse)
        .take(MOST_HURT)
        .filter_map(|placing| {
            let patient = census.snapshot.patients.get(placing.case)?;
            Some(line(now, rules, patient, placing))
        })
        .collect()
}
