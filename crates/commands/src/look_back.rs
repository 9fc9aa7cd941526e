//! "Wrong since when?": on whom a decision may have been taken from what a doubted system gave, and what a person says
//! of each.

use battlebag_bag::{Fact, NeedRole, SystemClass};
use battlebag_census::{OrderKind, Patient};
use battlebag_incident::{SystemWord, system_rules};
use battlebag_priority::{Case, Integrity, Rules, SystemRef};
use chrono::{DateTime, Utc};

use crate::counted::counted;
use crate::patients::line;
use crate::ranking::Ranking;
use crate::standings::serving;
use crate::station::{Census, Open, Station};
use crate::times::parse_some;
use crate::views::{LookBackFact, LookBackRow, LookBackView, SayActed, SystemKey, Written};
use crate::{ErrorKind, ErrorView};

/// The time in which a system may have been wrong.
struct Window {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    since_known: bool,
}

impl Window {
    /// From what was said of a system: from the first doubt of the newest run of doubts, until somebody trusted it
    /// again, or now. Words on the class, and for a class on any of its instances, count.
    fn of(open: &Open, of: &SystemRef, now: DateTime<Utc>) -> Option<Self> {
        let said = &open.current.as_ref()?.state.systems;
        let covering: Vec<&SystemWord> = said
            .words
            .get(&of.class)?
            .iter()
            .filter(|w| w.instance.is_none() || of.instance.is_none() || w.instance == of.instance)
            .collect();
        let doubt =
            |w: &&SystemWord| matches!(w.state.integrity, Integrity::Suspect | Integrity::Compromised);
        let last = covering.iter().rposition(doubt)?;
        let run: Vec<&&SystemWord> = covering
            .get(..=last)?
            .iter()
            .rev()
            .take_while(|w| doubt(w))
            .collect();
        let since = run.iter().filter_map(|w| w.since).min();
        let first = run.iter().map(|w| w.stamp.occurred_at).min()?;
        Some(Self {
            from: since.map_or(first, |since| since.min(first)),
            until: covering.get(last + 1).map_or(now, |w| w.stamp.occurred_at),
            since_known: since.is_some(),
        })
    }

    fn holds(&self, at: DateTime<Utc>) -> bool {
        (self.from..=self.until).contains(&at)
    }
}

/// What the census holds of one patient, of the window and of the sort that the class gives.
fn facts(class: &SystemClass, patient: &Patient, window: &Window) -> Vec<(DateTime<Utc>, String)> {
    let mut found = vec![];
    let mut add = |at: Option<DateTime<Utc>>, what: String| {
        found.extend(at.filter(|at| window.holds(*at)).map(|at| (at, what)));
    };
    for fact in &class.facts {
        match fact {
            Fact::Observations => {
                for set in &patient.observations {
                    add(Some(set.at), "a set of observations".to_owned());
                }
                if let Some(news2) = &patient.news2 {
                    add(Some(news2.at), format!("NEWS2 of {}", news2.score));
                }
            }
            Fact::LaboratoryOrders => orders(patient, &[OrderKind::Laboratory], &mut add),
            Fact::ImagingOrders => orders(patient, &[OrderKind::Radiology], &mut add),
            Fact::BloodOrders => orders(patient, &[OrderKind::Blood], &mut add),
            Fact::OtherOrders => orders(patient, &[OrderKind::Procedure, OrderKind::Other], &mut add),
            Fact::Medicines => {
                for medicine in &patient.medicines {
                    add(medicine.started_at, format!("{} started", medicine.name));
                    add(medicine.last_given_at, format!("{} given", medicine.name));
                }
            }
            Fact::Infusions => {
                for medicine in &patient.medicines {
                    let Some(infusion) = &medicine.infusion else {
                        continue;
                    };
                    let runs = match &infusion.rate_ml_h {
                        Some(rate) => format!("{} set to {rate} mL/h", medicine.name),
                        None => format!("{} set to run", medicine.name),
                    };
                    add(infusion.started_at.or(medicine.started_at), runs);
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn orders(patient: &Patient, kinds: &[OrderKind], add: &mut impl FnMut(Option<DateTime<Utc>>, String)) {
    for order in patient.orders.iter().filter(|order| kinds.contains(&order.kind)) {
        add(order.ordered_at, format!("{} ordered", order.text));
    }
}

/// What a patient needs the class for, where a result of it decides or watches.
fn needs(rules: &Rules<'_>, case: &Case, of: &SystemRef) -> Vec<String> {
    let told = |role| {
        matches!(
            role,
            NeedRole::Diagnosis | NeedRole::Monitoring | NeedRole::Record | NeedRole::Delivery
        )
    };
    let needs = rules
        .needs_of(case)
        .filter(|need| need.system == of.class && told(need.role));
    let mut needs: Vec<String> = needs.map(|need| need.what.clone()).collect();
    needs.sort();
    needs.dedup();
    needs
}

/// Who may have been treated on what a system gave while it was doubted.
pub fn view(station: &Station, request: SystemKey) -> Result<LookBackView, ErrorView> {
    let now = station.now();
    station.with(|open| look_back(open, &request.code, now))
}

pub(crate) fn look_back(open: &mut Open, code: &str, now: DateTime<Utc>) -> Result<LookBackView, ErrorView> {
    let of = open.known_system(code)?;
    open.incident()?;
    let name = open.installed().name(&of);
    let window = Window::of(open, &of, now).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::NotFound,
            format!("Nobody has said that {name} was suspect or compromised."),
            "Say so first, with since when it was wrong; then look back.",
        )
    })?;
    let ranking = open.ranking(now)?;
    let census = open.census()?;
    let mut rows = rows(open, &census, &ranking, &of, &window);
    rows.sort_by_key(|row| (row.acted.is_some(), row.facts.is_empty(), row.patient.rank));
    let facts = rows.iter().filter(|row| !row.facts.is_empty()).count();
    let open_rows = rows.iter().filter(|row| row.acted.is_none()).count();
    let from = open.clock.day_and_time(window.from);
    let since = if window.since_known {
        format!("wrong since {from}")
    } else {
        format!("doubted since {from}; nobody has said since when it was wrong")
    };
    Ok(LookBackView {
        code: of.id().to_owned(),
        said: format!(
            "{name}: {since}. {} something on record of that time that may have come from it, {} on it; {} still to be looked at.",
            counted(facts, "patient has", "patients have"),
            counted(rows.len() - facts, "more depends", "more depend"),
            counted(open_rows, "is", "are")
        ),
        name,
        from: open.clock.rfc3339(window.from),
        since_known: window.since_known,
        until: open.clock.rfc3339(window.until),
        census_at: open.clock.rfc3339(census.snapshot.as_of),
        rows,
    })
}

fn rows(
    open: &Open,
    census: &Census,
    ranking: &Ranking,
    of: &SystemRef,
    window: &Window,
) -> Vec<LookBackRow> {
    let (Some(class), Some(current)) = (open.bag.systems.get(&of.class), &open.current) else {
        return Vec::new();
    };
    let installed = open.installed();
    let rules = Rules::new(&open.bag, &ranking.circumstances);
    let served = |patient: &Patient| {
        of.instance.is_none() || serving(&installed, &of.class, &patient.place.ward).contains(of)
    };
    // Cases are in the order of the census.
    let row = |(patient, case): (&Patient, &Case)| {
        let facts = facts(class, patient, window);
        let needs = needs(&rules, case, of);
        if facts.is_empty() && needs.is_empty() {
            return None;
        }
        let keys = || std::iter::once(&patient.id).chain(&patient.aka);
        let said = keys()
            .filter_map(|key| current.state.systems.acted.get(&key.0))
            .flatten()
            .filter(|(acted, _)| {
                acted.system == of.class && (acted.instance == of.instance || of.instance.is_none())
            })
            .max_by_key(|(_, stamp)| (stamp.occurred_at, stamp.entry.seq));
        Some(LookBackRow {
            patient: line(ranking, &rules, patient, ranking.of(&patient.id.0)?),
            facts: facts
                .into_iter()
                .map(|(at, what)| LookBackFact {
                    at: open.clock.rfc3339(at),
                    what,
                    source: source_of(patient),
                })
                .collect(),
            needs,
            acted: said.map(|(acted, _)| acted.acted),
            acted_at: said
                .and_then(|(acted, _)| acted.at)
                .map(|at| open.clock.rfc3339(at)),
            said_by: said.map(|(_, stamp)| stamp.actor.clone()).unwrap_or_default(),
            said_at: said.map(|(_, stamp)| open.clock.rfc3339(stamp.occurred_at)),
            note: said.map(|(acted, _)| acted.note.clone()).unwrap_or_default(),
        })
    };
    let patients = census.snapshot.patients.iter().zip(&ranking.cases);
    patients
        .filter(|(patient, _)| served(patient))
        .filter_map(row)
        .collect()
}

/// The file that a patient's facts came from. Of several, the census does not say which brought this fact.
fn source_of(patient: &Patient) -> String {
    let files: std::collections::BTreeSet<&str> = patient.sources.iter().map(|s| s.file.as_str()).collect();
    let mut files = files.into_iter();
    match (files.next(), files.next()) {
        (Some(only), None) => only.to_owned(),
        _ => String::new(),
    }
}

/// A person says whether a decision was taken on what the system gave for a patient.
pub fn say_acted(station: &Station, request: SayActed) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let of = open.known_system(&request.code)?;
        let census = open.census()?;
        let patient = open.patient(&census, request.patient.trim())?;
        let at = parse_some(request.at.as_deref(), "The time of the decision")?;
        let body = system_rules::acted_on(&of, &patient.id.0, request.acted, at, &request.note, now)?;
        let name = open.installed().name(&of);
        let who = crate::patients::place_and_name(patient);
        let said = if request.acted {
            format!("{who}: a decision was taken on what {name} gave")
        } else {
            format!("{who}: no decision was taken on what {name} gave")
        };
        station.acted(open, &body, now, said)
    })
}
