//! NEWS2 for screen and command line: the core of `battlebag_census::news2` with words around it. A score alone needs no
//! home; entered for a patient it is a set of observations in the log, and the list counts the newest.

use battlebag_census::news2::{self, Applies, Response, Typed};
use battlebag_census::{Observations, Patient};
use battlebag_incident::{Change, rules};
use chrono::{DateTime, Utc};

use crate::edits::{ByHand, write};
use crate::patient_facts;
use crate::patients::place_and_name;
use crate::station::{Open, Station};
use crate::times::parse_some;
use crate::views::{CensusEdited, News2Ask, News2Part, News2View};
use crate::{ErrorKind, ErrorView};

const SOURCE: &str = "Scores per National Early Warning Score (NEWS) 2, Royal College of Physicians 2017. Clinical concern overrides a low score.";
const SCALE_2: &str = "Scale 2 counts only where a competent clinician has set a target of 88 to 92 % for this patient and written it on the chart.";
const SAID: &str = "said at the bedside: 16 or over, and not pregnant";

/// Scores a set. What is missing is named; nothing is kept.
pub fn score(station: &Station, ask: News2Ask) -> Result<News2View, ErrorView> {
    let now = station.now();
    if ask.patient.trim().is_empty() {
        adult(&ask)?;
        return Ok(view(&read(&ask, now)?));
    }
    station.with(|open| {
        let census = open.census()?;
        let patient = open.patient(&census, ask.patient.trim())?;
        gate(open, patient, &ask, now)?;
        let set = read(&ask, now)?;
        let mut view = view(&set);
        view.who = place_and_name(patient);
        if patient.news2.is_some() {
            view.before = patient_facts::news2(patient, open.clock);
        }
        view.cautions.extend(other_scale(patient, &set));
        Ok(view)
    })
}

/// Enters a whole set for a patient. Needs an incident or a stand-by: it is an entry in it.
pub fn enter(station: &Station, ask: News2Ask) -> Result<CensusEdited, ErrorView> {
    let now = station.now();
    let at = rules::occurred(parse_some(Some(&ask.at), "When the set was taken")?, now)?;
    station.with(|open| {
        let census = open.census()?;
        let patient = open.patient(&census, ask.patient.trim())?;
        let applies = gate(open, patient, &ask, now)?;
        let set = read(&ask, at)?;
        let newer = patient.news2.as_ref().filter(|n| n.at > at);
        let by_hand = ByHand {
            key: patient.id.0.clone(),
            patient: Some(patient),
            change: Change::Observed { set: (&set).into() },
            known_from: if applies == Applies::AgeNotKnown { SAID } else { "" },
            number: String::new(),
        };
        let mut written = write(station, open, by_hand, &[], at)?;
        if let Some(newer) = newer {
            written.said = format!(
                "{}. The list counts the newer NEWS2 {} of {}",
                written.said,
                newer.score,
                open.clock.time(newer.at)
            );
        }
        Ok(written)
    })
}

fn read(ask: &News2Ask, at: DateTime<Utc>) -> Result<Observations, ErrorView> {
    let typed = Typed {
        respirations: &ask.respirations,
        spo2: &ask.spo2,
        scale2: ask.scale2,
        oxygen: &ask.oxygen,
        pressure: &ask.pressure,
        pulse: &ask.pulse,
        consciousness: &ask.consciousness,
        temperature: &ask.temperature,
    };
    news2::typed(&typed, at).map_err(|why| {
        ErrorView::new(
            ErrorKind::BadInput,
            format!("{}.", why.what),
            format!("{}.", why.instead),
        )
    })
}

fn adult(ask: &News2Ask) -> Result<(), ErrorView> {
    if ask.adult {
        return Ok(());
    }
    Err(ErrorView::new(
        ErrorKind::BadInput,
        "NEWS2 is not for patients under 16 and not for use in pregnancy.",
        "Say that this patient is 16 or over and not pregnant (window: tick it; command line: --adult), or use the children's or the maternity chart.",
    ))
}

/// Whether NEWS2 may be used for this patient at all.
fn gate(open: &Open, patient: &Patient, ask: &News2Ask, now: DateTime<Utc>) -> Result<Applies, ErrorView> {
    let today = open.clock.date(now);
    let applies = news2::applies_at_bedside(patient.born, patient.pregnant, patient.place.kind, today);
    let own = &open.bag.local_paper;
    match applies {
        Applies::Yes => {}
        Applies::AgeNotKnown => adult(ask)?,
        Applies::Child => {
            let chart = own.child_chart.as_deref().unwrap_or("the local children's chart");
            return Err(not_for("NEWS2 is not for patients under 16.", chart));
        }
        Applies::Pregnant => {
            let chart = own
                .maternity_chart
                .as_deref()
                .unwrap_or("the local maternity chart");
            return Err(not_for("NEWS2 is not for use in pregnancy.", chart));
        }
    }
    Ok(applies)
}

fn not_for(what: &str, chart: &str) -> ErrorView {
    ErrorView::new(
        ErrorKind::Refused,
        what,
        format!("Use {chart}. If the patient worries you, raise them on the list now."),
    )
}

fn view(set: &Observations) -> News2View {
    let parts = news2::part_scores(set).map(|(parameter, score)| News2Part {
        parameter: parameter.words().to_owned(),
        score: score.map(u32::from),
    });
    let scored = news2::score(set);
    let (least, single_three, missing) = match &scored {
        Ok(score) => (score.total, score.single_three, Vec::new()),
        Err(part) => (part.least, part.single_three, part.missing.clone()),
    };
    let response = Response::of(least, single_three);
    let said = match &scored {
        Ok(score) => format!("NEWS2 {}", score.total),
        Err(part) => format!("{part}; it is {} or more", part.least),
    };
    News2View {
        who: String::new(),
        score: scored.ok().map(|s| u32::from(s.total)),
        least: u32::from(least),
        parts: parts.to_vec(),
        missing: missing.iter().map(|p| p.words().to_owned()).collect(),
        single_three,
        scores: response.scores().to_owned(),
        how_often: response.how_often().to_owned(),
        response: response.who().to_owned(),
        said,
        before: String::new(),
        cautions: set.scale2.then(|| SCALE_2.to_owned()).into_iter().collect(),
        source: SOURCE.to_owned(),
    }
}

/// The scale of the set before this one, where it was the other one: one of the two is a mistake, or a decision.
fn other_scale(patient: &Patient, set: &Observations) -> Option<String> {
    let before = patient.observations.iter().find(|o| o.spo2.is_some())?;
    let (was, is) = match (before.scale2, set.scale2) {
        (true, false) => (2, 1),
        (false, true) => (1, 2),
        _ => return None,
    };
    Some(format!(
        "The set before was scored on scale {was}, this one on scale {is}: ask which holds for this patient."
    ))
}
