//! OBX: what was measured or noted on the ward. Codes first, then names that leave no doubt.

use super::message::Segment;
use super::said::{Cx, Part, codes, unit, words};
use crate::claims::Field as Claimed;
use crate::feed::{Dated, Mark, Period, Reading, When};
use crate::measures::{Measures, consciousness_of_code, measures, measures_in_words, measures_mdc, numeric};
use crate::model::{AcuityBand, Weight};

/// Results that are no results: deleted, wrong, not asked, pending, ordered only.
fn is_nothing(status: Option<&str>) -> bool {
    matches!(status, Some("D" | "W" | "N" | "I" | "O"))
}

/// Takes one OBX in. `at` is the time of the request that it answers.
pub(super) fn observation(obx: &Segment<'_>, at: Option<When>, part: &mut Part, cx: &mut Cx<'_>) {
    cx.ledger.counts.observations += 1;
    let status = obx.value(11, 1).map(|s| s.to_uppercase());
    if is_nothing(status.as_deref()) {
        return;
    }
    let at = cx.time(obx.field(14), "OBX-14").map(|s| s.at).or(at).or(cx.when);
    let name = obx.field(3);
    match measured(obx) {
        Some(Measures::Weight(estimated)) => weight(obx, estimated, at, part, cx),
        Some(Measures::Pregnancy) => pregnancy(obx, at, part),
        Some(measured) => reading(obx, measured, at, part, cx),
        None => {
            let label = words(name).unwrap_or_default().to_lowercase();
            in_words(obx, &label, at, part, cx);
        }
    }
}

/// What OBX-3 names: LOINC, SNOMED CT or MDC code, else a name.
pub(super) fn measured(obx: &Segment<'_>) -> Option<Measures> {
    let name = obx.field(3);
    codes(name)
        .iter()
        .find_map(|c| measures(&c.code))
        .or_else(|| measures(&name.at(1)?))
        .or_else(|| measures_mdc(&name.at(2)?))
        .or_else(|| {
            [2, 1, 5]
                .into_iter()
                .filter_map(|n| name.at(n))
                .find_map(|t| measures_in_words(&t))
        })
}

fn claim(obx: &Segment<'_>, field: Claimed, at: Option<When>, part: &mut Part, cx: &Cx<'_>) {
    let name = words(obx.field(3)).unwrap_or_default();
    let unit = words(obx.field(6)).unwrap_or_default();
    let value = obx.field(5);
    let value = words(value).unwrap_or_default();
    let source = cx.source("OBX-5");
    part.facts()
        .says(field, format!("{name} {value} {unit}").trim(), &source, at);
}

fn reading(obx: &Segment<'_>, measured: Measures, at: Option<When>, part: &mut Part, cx: &mut Cx<'_>) {
    let Some(at) = at else {
        cx.warn(
            "OBX-14",
            "An observation has no time and was left out. Take a new set.",
        );
        return;
    };
    let values = obx.field(5);
    if values.is_empty() || values.is_delete() {
        return;
    }
    // A range or several values ("60~120") is no reading.
    let value = if values.repetitions().count() == 1 {
        values.at(1)
    } else {
        None
    };
    let unit = [obx.value(6, 1), obx.value(6, 2)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let mut found = Vec::new();
    match (measured, &value) {
        (Measures::Air, _) => found.push(Reading::Oxygen(false)),
        (Measures::Consciousness, _) => {
            let coded = values.at(1).and_then(|c| consciousness_of_code(&c));
            let said = coded.or_else(|| crate::readings::acvpu(&words(values)?));
            found.extend(said.map(Reading::Consciousness));
        }
        (Measures::OnOxygen, Some(value)) => {
            found.extend(oxygen(&words(values).unwrap_or(value.clone())).map(Reading::Oxygen));
        }
        (Measures::Pressure, Some(value)) => {
            if let Some((systolic, diastolic)) = value.split_once('/') {
                found.extend(numeric(Measures::Systolic, systolic.trim(), &unit));
                found.extend(numeric(Measures::Diastolic, diastolic.trim(), &unit));
            }
        }
        (_, Some(value)) => found.extend(numeric(measured, value, &unit)),
        (_, None) => {}
    }
    if found.is_empty() {
        let name = words(obx.field(3)).unwrap_or_default();
        let text = format!(
            "{name} “{} {unit}” is not a value that can be used and was left out. Take a new set.",
            values.raw()
        );
        cx.warn("OBX-5", text);
        return;
    }
    let scale2 = measured == Measures::Spo2
        && words(obx.field(17)).is_some_and(|m| m.to_lowercase().contains("scale 2"));
    found.extend(scale2.then_some(Reading::Scale2));
    let field = if measured == Measures::Score {
        Claimed::News2
    } else {
        Claimed::Observation
    };
    claim(obx, field, Some(at), part, cx);
    part.facts().readings.extend(found.into_iter().map(|r| (at, r)));
}

fn oxygen(value: &str) -> Option<bool> {
    match value.to_lowercase().as_str() {
        "air" | "room air" | "no" | "n" | "false" | "none" => Some(false),
        "oxygen" | "o2" | "yes" | "y" | "true" | "on oxygen" => Some(true),
        _ => None,
    }
}

fn weight(obx: &Segment<'_>, estimated: Option<bool>, at: Option<When>, part: &mut Part, cx: &mut Cx<'_>) {
    let Some(value) = obx.value(5, 1) else { return };
    let kg = match unit(obx.field(6).first()).as_str() {
        "kg" | "" => Some(value.clone()),
        "g" => crate::readings::grams_in_kg(&value),
        _ => None,
    };
    let Some(kg) = kg.filter(|kg| crate::readings::is_weight(kg)) else {
        let unit = words(obx.field(6)).unwrap_or_default();
        cx.warn(
            "OBX-5",
            format!("The weight “{value} {unit}” was left out. Weigh the patient, or ask."),
        );
        return;
    };
    claim(obx, Claimed::Weight, at, part, cx);
    let said = words(obx.field(17)).map(|m| m.to_lowercase().contains("estimat"));
    part.facts().weights.push(Weight {
        kg,
        estimated: estimated.or(said),
        at,
    });
}

fn pregnancy(obx: &Segment<'_>, at: Option<When>, part: &mut Part) {
    let code = obx.value(5, 1).unwrap_or_default();
    let text = words(obx.field(5)).unwrap_or_default().to_lowercase();
    let is = match (code.as_str(), text.as_str()) {
        ("77386006" | "LA15173-0" | "Y", _) | (_, "pregnant" | "yes") => true,
        ("60001007" | "LA26683-5" | "N", _) | (_, "not pregnant" | "no") => false,
        _ => return,
    };
    part.facts().pregnant.push((at, is));
}

/// Observations that have words where no code is agreed.
fn in_words(obx: &Segment<'_>, label: &str, at: Option<When>, part: &mut Part, cx: &Cx<'_>) {
    let Some(value) = words(obx.field(5)) else { return };
    let has = |parts: &[&str]| parts.iter().any(|p| label.contains(p));
    let during = Period::since(at);
    if has(&[
        "breathing support",
        "oxygen delivery",
        "respiratory support",
        "o2 device",
        "oxygen device",
        "ventilation mode",
    ]) {
        claim(obx, Claimed::Breathing, at, part, cx);
        part.facts().breathing.push(Dated {
            fact: value,
            during,
            stay: None,
        });
    } else if has(&[
        "dnacpr",
        "resuscitation status",
        "resus status",
        "treatment escalation",
        "ceiling of care",
        "code status",
    ]) {
        claim(obx, Claimed::Escalation, at, part, cx);
        part.facts().escalation.push((at, value));
    } else if has(&["isolation", "infection control"]) {
        let none = matches!(
            value.to_lowercase().as_str(),
            "none" | "no" | "n" | "not required" | "nil"
        );
        if !none {
            claim(obx, Claimed::Flag, at, part, cx);
            part.facts().marks.push(Dated {
                fact: Mark::Isolation(value),
                during,
                stay: None,
            });
        }
    } else if label == "acuity" {
        let band = match value.to_lowercase().as_str() {
            "low" => AcuityBand::Low,
            "medium" => AcuityBand::Medium,
            "high" => AcuityBand::High,
            _ => return,
        };
        part.facts().acuity.push((at, band));
    }
}
