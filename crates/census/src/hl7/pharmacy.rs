//! RXO, RXE, RXG, RXD, RXA with RXR, RXC and TQ1: medicines ordered, to be given, and given.

use super::message::{Piece, Segment};
use super::orders::{Group, control, push, written};
use super::said::{Control, Cx, Ordering, Part, codes, field, practitioner, unit, words};
use crate::claims::Field as Claimed;
use crate::feed::{Given, Period, medicine_named};
use crate::model::{Amount, Infusion, Medicine};
use crate::units;

/// Takes a pharmacy order, and the doses recorded for it.
pub(super) fn order(group: &Group<'_>, part: &mut Part, cx: &mut Cx<'_>) {
    let doses: Vec<Segment<'_>> = group.all("RXA").collect();
    let ordered = medicine(group, cx);
    if ordered.is_some() {
        cx.ledger.counts.medications += 1;
    }
    for obx in group.all("OBX") {
        super::observations::observation(&obx, None, part, cx);
    }
    for rxa in doses {
        dose(&rxa, group, part, cx);
    }
    let control = control(group.orc, cx);
    let orc = group.orc;
    let at = orc.and_then(|o| written(&o, cx));
    let Some(mut medicine) = ordered else {
        if group.first("RXA").is_none() {
            push(group, control, Ordering::Number, at, part, cx);
        }
        return;
    };
    let keys = group.keys();
    medicine.order_id = keys
        .first()
        .and_then(|k| k.split_once(' '))
        .map(|(_, n)| n.to_owned());
    medicine.prescriber = orc.and_then(|o| practitioner(o.field(12).first()));
    let effective = orc.and_then(|o| cx.time(o.field(15), "ORC-15")).map(|s| s.at);
    medicine.started_at = medicine.started_at.or(effective).or(at).or(cx.when);
    let ward = match orc.and_then(|o| o.value(29, 1)).as_deref() {
        Some("I") => Some(true),
        Some("O") => Some(false),
        _ => None,
    };
    let source = cx.source("RXE-2");
    if control != Control::Note {
        part.facts()
            .says(Claimed::Medicine, medicine.name.clone(), &source, at.or(cx.when));
    }
    let at = if control == Control::Stop {
        at.max(cx.when)
    } else {
        at
    };
    let what = Ordering::Medicine {
        medicine: Box::new(medicine),
        ward,
    };
    push(group, control, what, at, part, cx);
}

/// The medicine that a group orders: as encoded (RXE), else as ordered (RXO), else as to be given (RXG) or handed out
/// (RXD).
fn medicine(group: &Group<'_>, cx: &mut Cx<'_>) -> Option<Medicine> {
    let (rxe, rxo, rxg, rxd) = (
        group.first("RXE"),
        group.first("RXO"),
        group.first("RXG"),
        group.first("RXD"),
    );
    let name = field(rxe, 2)
        .or(field(rxo, 1))
        .or(field(rxg, 4))
        .or(field(rxd, 2))?;
    let mut medicine = medicine_named(words(name)?, codes(name));
    medicine.dose = amount(field(rxe, 3), field(rxe, 4), field(rxe, 5))
        .or_else(|| amount(field(rxo, 2), field(rxo, 3), field(rxo, 4)))
        .or_else(|| {
            amount(field(rxg, 5), field(rxg, 6), field(rxg, 7))
                .filter(|_| rxg.is_some_and(|g| g.field(23).is_empty()))
        });
    medicine.indication = field(rxe, 27).or(field(rxo, 20)).and_then(words);
    if let Some(rxr) = group.first("RXR") {
        medicine.route = words(rxr.field(1)).map(|r| {
            let short = rxr.value(1, 1).unwrap_or_default();
            let full = units::route_in_full(&short);
            if full == short {
                units::route_in_full(&r)
            } else {
                full
            }
        });
    }
    timing(group, &mut medicine, cx);
    let rate = rate(field(rxe, 23), field(rxe, 24))
        .or_else(|| rate(field(rxo, 21), field(rxo, 22)))
        .or_else(|| rate(field(rxg, 15), field(rxg, 16)));
    let mixture = mixture(group);
    if rate.is_some() || mixture.is_some() {
        let mut infusion = mixture.unwrap_or_default();
        match rate {
            Some(Amount { value, unit }) if units::is_ml_per_hour(&unit) => infusion.rate_ml_h = Some(value),
            Some(rate) => infusion.dose_rate = Some(rate),
            None => {}
        }
        if let Some(rxg) = rxg {
            infusion.amount = infusion
                .amount
                .or_else(|| amount(field(Some(rxg), 17), None, field(Some(rxg), 18)));
            let volume = field(Some(rxg), 24)
                .filter(|u| unit(*u) == "mL")
                .and_then(|_| rxg.value(23, 1));
            infusion.volume_ml = infusion.volume_ml.or(volume);
        }
        // Without a rate a mixture may as well be an injection: only what runs is an infusion.
        if infusion.rate_ml_h.is_some() || infusion.dose_rate.is_some() {
            infusion.line.clone_from(&medicine.route);
            medicine.infusion = Some(infusion);
        }
    }
    Some(medicine)
}

/// "2", "1 to 2", with the unit in full.
fn amount(least: Option<Piece<'_>>, most: Option<Piece<'_>>, of: Option<Piece<'_>>) -> Option<Amount> {
    let least = least?.at(1)?;
    let value = match most.and_then(|m| m.at(1)) {
        Some(most) if most != least => format!("{least} to {most}"),
        _ => least,
    };
    Some(Amount {
        value,
        unit: of.map(unit).unwrap_or_default(),
    })
}

fn rate(value: Option<Piece<'_>>, of: Option<Piece<'_>>) -> Option<Amount> {
    amount(value, None, of).filter(|a| a.value.parse::<f64>().is_ok())
}

/// RXC: the base is what it is made up in, the additive how much of it.
fn mixture(group: &Group<'_>) -> Option<Infusion> {
    let mut infusion = Infusion::default();
    for rxc in group.all("RXC") {
        let quantity = amount(field(Some(rxc), 3), None, field(Some(rxc), 4));
        match rxc.value(1, 1).as_deref() {
            Some("B") => {
                infusion.diluent = infusion.diluent.or_else(|| words(rxc.field(2)));
                infusion.volume_ml = infusion
                    .volume_ml
                    .or(quantity.filter(|q| q.unit == "mL").map(|q| q.value));
            }
            Some("A") => infusion.amount = infusion.amount.or(quantity),
            _ => {}
        }
    }
    (infusion != Infusion::default()).then_some(infusion)
}

/// When and how often: TQ1, else the quantity/timing of older versions (ORC-7, RXE-1, RXG-3).
fn timing(group: &Group<'_>, medicine: &mut Medicine, cx: &mut Cx<'_>) {
    let mut notes = Vec::new();
    if let Some(tq1) = group.first("TQ1") {
        medicine.frequency = frequency(tq1.field(3).component(1)).or_else(|| tq1.value(11, 1));
        medicine.due_times = tq1
            .field(4)
            .repetitions()
            .filter_map(|t| clock(&t.at(1)?))
            .collect();
        medicine.started_at = cx.time(tq1.field(7), "TQ1-7").map(|s| s.at);
        medicine.stop_or_review_at = cx.time(tq1.field(8), "TQ1-8").map(|s| s.at);
        notes.extend(
            [tq1.value(9, 1), tq1.value(10, 1), tq1.value(11, 1)]
                .into_iter()
                .flatten(),
        );
    }
    let old = [
        (group.first("RXE"), 1, "RXE-1"),
        (group.first("RXG"), 3, "RXG-3"),
        (group.orc, 7, "ORC-7"),
    ];
    for (segment, n, place) in old {
        let Some(quantity) = field(segment, n) else {
            continue;
        };
        let interval = quantity.component(2);
        if medicine.frequency.is_none() {
            medicine.frequency = frequency(interval).or_else(|| quantity.at(8));
            let times = interval.subcomponent(2).value().unwrap_or_default();
            medicine.due_times.extend(times.split(',').filter_map(clock));
        }
        if medicine.started_at.is_none() {
            medicine.started_at = cx.time(quantity.component(4), place).map(|s| s.at);
        }
        if medicine.stop_or_review_at.is_none() {
            medicine.stop_or_review_at = cx.time(quantity.component(5), place).map(|s| s.at);
        }
        notes.extend(
            [quantity.at(6), quantity.at(7), quantity.at(8)]
                .into_iter()
                .flatten(),
        );
    }
    notes.extend(medicine.frequency.clone());
    medicine.as_required = notes.iter().any(|n| {
        n.split(|c: char| !c.is_alphanumeric())
            .any(|w| w.eq_ignore_ascii_case("prn") || w.eq_ignore_ascii_case("required"))
    });
}

/// A repeat pattern's words, else its code ("BID", "Q6H").
fn frequency(pattern: Piece<'_>) -> Option<String> {
    let code = pattern.subcomponent(1).value();
    let text = pattern
        .subcomponent(2)
        .value()
        .filter(|t| t.chars().any(char::is_alphabetic));
    match (code, text) {
        (Some(code), Some(text)) if code.bytes().all(|b| b.is_ascii_digit()) => {
            Some(format!("{code} {text}"))
        }
        (code, text) => text.or(code),
    }
}

/// "0600" or "06:00" as "06:00".
fn clock(text: &str) -> Option<String> {
    let digits: String = text.trim().chars().filter(|c| *c != ':').collect();
    if !matches!(digits.len(), 4 | 6) {
        return None;
    }
    let (hour, minute) = (digits.get(..2)?, digits.get(2..4)?);
    let within = hour.parse::<u8>().ok()? < 24 && minute.parse::<u8>().ok()? < 60;
    within.then(|| format!("{hour}:{minute}"))
}

/// A dose recorded as given (RXA): refused, not given or deleted is no dose.
fn dose(rxa: &Segment<'_>, group: &Group<'_>, part: &mut Part, cx: &mut Cx<'_>) {
    let Some(name) = words(rxa.field(5)) else {
        cx.warn(
            "RXA-5",
            "A dose names no medicine and was left out. Check the chart.",
        );
        return;
    };
    let status = rxa.value(20, 1).unwrap_or_default().to_uppercase();
    let action = rxa.value(21, 1).unwrap_or_default().to_uppercase();
    if matches!(status.as_str(), "RE" | "NA") || action == "D" {
        let why = match (status.as_str(), action.as_str()) {
            (_, "D") => "deleted by the sender",
            ("RE", _) => "refused",
            _ => "not given",
        };
        cx.warn(
            "RXA-20",
            format!("A dose of {name} is recorded as {why}: it is not counted as given."),
        );
        return;
    }
    let start = cx.time(rxa.field(3), "RXA-3");
    let end = cx.time(rxa.field(4), "RXA-4");
    let Some(start) = start else {
        cx.warn(
            "RXA-3",
            format!("A dose of {name} has no time and was left out. Check the chart."),
        );
        return;
    };
    let mut medicine = medicine_named(name, codes(rxa.field(5)));
    // 999 stands for "amount not known".
    medicine.dose = amount(field(Some(*rxa), 6), None, field(Some(*rxa), 7)).filter(|a| a.value != "999");
    medicine.route = group
        .first("RXR")
        .and_then(|r| words(r.field(1)))
        .map(|r| units::route_in_full(&r));
    let source = cx.source("RXA-5");
    let facts = part.facts();
    facts.says(
        Claimed::Medicine,
        format!("{} given", medicine.name),
        &source,
        Some(start.at),
    );
    let end = end.map(|e| e.at).filter(|e| *e >= start.at);
    facts.given.push(Given {
        order: group.keys().into_iter().next(),
        medicine,
        during: Period {
            start: Some(start.at),
            end: end.or(Some(start.at)),
        },
        running: false,
        stay: None,
    });
}
