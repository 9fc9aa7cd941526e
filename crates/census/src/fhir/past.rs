//! How an Encounter went on (statusHistory, classHistory) and what hospitalization says of it: when the patient came,
//! left, went on leave, changed class; how they left; what was arranged for them.

use super::Cx;
use super::elements::{first_code, words};
use super::json::Json;
use super::stay::class;
use crate::course::in_turn;
use crate::feed::{Dated, Mark, Period, StayStatus, When};
use crate::model::PatientClass;

/// What was before, as the Encounter tells it.
pub(super) struct Past {
    pub statuses: Vec<(Period, StayStatus)>,
    pub classes: Vec<(Period, Option<PatientClass>)>,
    pub leaves: Vec<Dated<Mark>>,
}

/// A status of an Encounter.
pub(super) fn status(text: Option<&str>) -> StayStatus {
    match text {
        Some("in-progress" | "onleave" | "arrived" | "triaged") => StayStatus::Now,
        Some("finished" | "completed" | "discharged") => StayStatus::Finished,
        Some("planned") => StayStatus::NotYet,
        Some("cancelled" | "entered-in-error") => StayStatus::Void,
        _ => StayStatus::NotSaid,
    }
}

/// A Period; what cannot be read of it is said.
pub(super) fn period(given: &Json<'_>, field: &str, cx: &mut Cx<'_>) -> Period {
    let during = cx.times.period(given);
    for (name, read) in [("start", during.start), ("end", during.end)] {
        if let Some(text) = given.get(name).text().filter(|_| read.is_none()) {
            cx.left_out(&format!("{field}.{name}"), text);
        }
    }
    during
}

impl Past {
    /// What an Encounter says of its own past.
    pub(super) fn of(resource: &Json<'_>, cx: &mut Cx<'_>) -> Self {
        let mut statuses = Vec::new();
        for entry in resource.get("statusHistory").items() {
            let during = period(entry.get("period"), "Encounter.statusHistory.period", cx);
            statuses.push((during, entry.get("status").text()));
        }
        let mut classes = Vec::new();
        for entry in resource.get("classHistory").items() {
            let during = period(entry.get("period"), "Encounter.classHistory.period", cx);
            classes.push((during, class(entry.get("class"))));
        }
        let statuses = in_turn(statuses);
        Self {
            leaves: leaves(&statuses, resource.get("status").text()),
            statuses: statuses
                .into_iter()
                .map(|(during, text)| (during, status(text)))
                .collect(),
            classes,
        }
    }

    /// The stay's period, with what its past adds: it began when the patient arrived, if that was earlier than said; and
    /// a stay that is over without an end ended when it was marked as over.
    pub(super) fn filled(&self, stated: Period, now: StayStatus) -> Period {
        let of = |wanted: StayStatus| self.statuses.iter().filter(move |(_, status)| *status == wanted);
        let arrived = of(StayStatus::Now).filter_map(|(during, _)| during.start).min();
        let left = || {
            let marked = of(StayStatus::Finished)
                .filter_map(|(during, _)| during.start)
                .max();
            marked.or_else(|| of(StayStatus::Now).filter_map(|(during, _)| during.end).max())
        };
        Period {
            start: stated.start.into_iter().chain(arrived).min(),
            end: stated
                .end
                .or_else(|| left().filter(|_| now == StayStatus::Finished)),
        }
    }
}

/// Leaves from the ward. Only a patient who is on leave now is on one without an end.
fn leaves(statuses: &[(Period, Option<&str>)], now: Option<&str>) -> Vec<Dated<Mark>> {
    let away = now == Some("onleave");
    let mut times: Vec<Period> = statuses
        .iter()
        .filter(|(during, status)| *status == Some("onleave") && (away || during.end.is_some()))
        .map(|(during, _)| *during)
        .collect();
    if away && times.iter().all(|during| during.end.is_some()) {
        let since: Option<When> = statuses.iter().filter_map(|(during, _)| during.end).max();
        times.push(Period::since(since));
    }
    let leave = |during| Dated {
        fact: Mark::Flag("on leave from the ward, bed kept".to_owned()),
        during,
        stay: None,
    };
    times.into_iter().map(leave).collect()
}

/// How the patient left.
pub(super) fn discharged(hospitalization: &Json<'_>) -> Option<String> {
    let how = hospitalization.get("dischargeDisposition");
    let said = words(how)?;
    let plain = match said.as_str() {
        "home" => "to home",
        "alt-home" => "to another home",
        "other-hcf" => "to another hospital or unit",
        "hosp" => "to a hospice",
        "long" => "to long-term care",
        "aadvice" => "left against advice",
        "exp" => "died",
        "psy" => "to a psychiatric hospital",
        "rehab" => "to rehabilitation",
        "snf" => "to a nursing home",
        _ => return Some(said),
    };
    Some(plain.to_owned())
}

/// Where the patient came from.
pub(super) fn admitted_from(hospitalization: &Json<'_>) -> Option<String> {
    let source = words(hospitalization.get("admitSource"));
    let origin = hospitalization.get("origin").get("display").owned();
    let both: Vec<String> = source.into_iter().chain(origin).collect();
    (!both.is_empty()).then(|| both.join(", "))
}

/// What was arranged for the stay, the diet among it: the kitchen's list is on a computer too.
pub(super) fn wishes(hospitalization: &Json<'_>, during: Period) -> Vec<Dated<Mark>> {
    let diets = hospitalization.get("dietPreference").items().iter();
    let diets = diets.filter_map(words).map(|diet| format!("diet: {diet}"));
    let arranged = hospitalization.get("specialArrangement").items().iter();
    let arranged = arranged.filter_map(|a| match first_code(a) {
        Some("int") => Some("interpreter needed".to_owned()),
        _ => words(a).map(|what| format!("arranged: {what}")),
    });
    let mark = |text| Dated {
        fact: Mark::Flag(text),
        during,
        stay: None,
    };
    diets.chain(arranged).map(mark).collect()
}
