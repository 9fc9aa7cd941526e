//! PV1, PV2, DG1, PR1: the stay, the place, the reason.

use super::message::{Piece, Segment};
use super::said::{Class, Cx, Part, codes, practitioner, words};
use crate::claims::Field as Claimed;
use crate::feed::{Dated, Mark, Period};
use crate::model::{Condition, Place, Standing};
use crate::wards;

/// An account number beside visit numbers.
pub(super) fn account(number: &str) -> String {
    format!("account {number}")
}

/// What PV1 says; facts beside the stay go into the part.
pub(super) fn visit(pv1: &Segment<'_>, part: &mut Part, cx: &mut Cx<'_>) {
    let mut visit = part.visit.take().unwrap_or_default();
    for number in pv1.field(19).repetitions().filter_map(|r| r.at(1)) {
        if !visit.numbers.contains(&number) {
            visit.numbers.push(number);
        }
    }
    visit.class = visit.class.or_else(|| pv1.value(2, 1).map(|c| class(&c)));
    visit.place = visit.place.or_else(|| place(pv1.field(3)));
    visit.prior = visit.prior.or_else(|| place(pv1.field(6)));
    visit.isolated |= pv1.value(3, 5).as_deref() == Some("I");
    visit.consultant = visit.consultant.or_else(|| {
        [7, 17, 9]
            .into_iter()
            .find_map(|n| practitioner(pv1.field(n).first()))
    });
    visit.specialty = visit.specialty.or_else(|| words(pv1.field(10)));
    visit.admitted = visit.admitted.or_else(|| cx.time(pv1.field(44), "PV1-44"));
    visit.discharged = visit.discharged.or_else(|| cx.time(pv1.field(45), "PV1-45"));
    for status in pv1.field(15).repetitions().filter_map(|r| r.at(1)) {
        if status == "B6" {
            part.facts().pregnant.push((cx.when, true));
        }
    }
    if visit.isolated {
        let during = Period::since(cx.when);
        part.facts().marks.push(Dated {
            fact: Mark::Isolation("isolated (status of the bed)".to_owned()),
            during,
            stay: None,
        });
    }
    part.visit = Some(visit);
}

/// What PV2 adds.
pub(super) fn more(pv2: &Segment<'_>, part: &mut Part) {
    let reason = words(pv2.field(3)).or_else(|| words(pv2.field(12)));
    let visit = part.visit.get_or_insert_default();
    visit.reason = visit.reason.take().or(reason);
}

fn class(code: &str) -> Class {
    match code.to_uppercase().as_str() {
        "I" | "IP" | "INPATIENT" | "B" | "ACUTE" | "IMP" => Class::Inpatient,
        "E" | "EMERGENCY" | "EMER" | "ED" | "A&E" => Class::Emergency,
        "O" | "OP" | "OUTPATIENT" | "AMB" | "C" | "N" | "VR" | "V" => Class::Outpatient,
        "P" | "PREADMIT" | "PRENC" | "WL" => Class::Planned,
        "R" | "RECURRING" | "REGULAR" => Class::Regular,
        "D" | "DC" | "DAYCASE" | "DAY CASE" | "DAY_CASE" => Class::DayCase,
        "H" | "HH" | "HOME" => Class::Home,
        _ => Class::Unknown,
    }
}

/// A place (PL): ward^room^bed^site. `null` is how one big system writes nothing.
fn place(field: Piece<'_>) -> Option<Place> {
    let part = |n: usize| field.at(n).filter(|t| !t.eq_ignore_ascii_case("null"));
    let (ward, room, bed) = (part(1), part(2), part(3));
    if ward.is_none() && room.is_none() && bed.is_none() {
        return None;
    }
    let ward = ward.unwrap_or_default();
    let side_room = [&room, &bed]
        .into_iter()
        .flatten()
        .any(|t| wards::is_side_room(t));
    Some(Place {
        site: part(4),
        kind: wards::kind_of(&ward),
        ward,
        bay: room,
        bed,
        side_room,
    })
}

/// A place in words.
pub(super) fn shown(place: &Place) -> String {
    let parts = [
        Some(&place.ward),
        place.bay.as_ref(),
        place.bed.as_ref(),
        place.site.as_ref(),
    ];
    let said: Vec<&str> = parts
        .into_iter()
        .flatten()
        .map(String::as_str)
        .filter(|t| !t.is_empty())
        .collect();
    said.join(", ")
}

/// DG1: a diagnosis.
pub(super) fn diagnosis(dg1: &Segment<'_>, part: &mut Part, cx: &mut Cx<'_>) {
    cx.ledger.counts.conditions += 1;
    let Some(text) = words(dg1.field(3)).or_else(|| dg1.value(4, 1)) else {
        return;
    };
    // DG1-21: deleted.
    if dg1.value(21, 1).as_deref() == Some("D") {
        let at = cx.when;
        let facts = part.facts();
        facts
            .conditions
            .push((vec![text.clone()], condition(text, dg1, Standing::Past, at)));
        return;
    }
    let source = cx.source("DG1-3");
    let at = cx.time(dg1.field(5), "DG1-5").map(|s| s.at);
    let when = cx.when;
    let facts = part.facts();
    facts.says(Claimed::Condition, text.clone(), &source, at.or(when));
    facts
        .conditions
        .push((vec![text.clone()], condition(text, dg1, Standing::Active, at)));
}

fn condition(
    text: String,
    dg1: &Segment<'_>,
    standing: Standing,
    at: Option<crate::feed::When>,
) -> Dated<Condition> {
    let kind = dg1.value(6, 1).unwrap_or_default().to_uppercase();
    Dated {
        fact: Condition {
            text,
            codes: codes(dg1.field(3)),
            standing,
            onset: at.map(|a| a.date_naive()),
            recorded: None,
            of_stay: None,
            reason_for_stay: standing == Standing::Active && matches!(kind.as_str(), "A" | "ADMITTING"),
        },
        during: Period::default(),
        stay: None,
    }
}

/// PR1: a procedure.
pub(super) fn procedure(pr1: &Segment<'_>, part: &mut Part, cx: &mut Cx<'_>) {
    cx.ledger.counts.conditions += 1;
    let Some(text) = words(pr1.field(3)).or_else(|| pr1.value(4, 1)) else {
        return;
    };
    let at = cx.time(pr1.field(5), "PR1-5").map(|s| s.at);
    if pr1.value(20, 1).as_deref() == Some("D") {
        return;
    }
    let source = cx.source("PR1-3");
    let when = cx.when;
    let facts = part.facts();
    facts.says(Claimed::Procedure, text.clone(), &source, at.or(when));
    facts.procedures.push(Dated {
        fact: Condition {
            text,
            codes: codes(pr1.field(3)),
            standing: Standing::Unknown,
            onset: at.map(|a| a.date_naive()),
            recorded: None,
            of_stay: None,
            reason_for_stay: false,
        },
        during: Period {
            start: at.or(when),
            end: None,
        },
        stay: None,
    });
}
