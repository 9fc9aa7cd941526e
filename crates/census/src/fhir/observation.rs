//! Observation: the parts of NEWS2, weight, pregnancy, breathing support.

use super::elements::{has_code, quantity, words};
use super::json::Json;
use super::{Cx, Fact};
use crate::feed::{Dated, Period, Reading, When};
use crate::measures::{Measures, consciousness_of_code, measures, numeric};
use crate::model::{AcuityBand, Consciousness, Weight};

/// What an Observation says, if it is one that a ward's paper needs.
pub(super) fn observation(resource: &Json<'_>, cx: &mut Cx<'_>) -> Vec<Fact> {
    if matches!(
        resource.get("status").text(),
        Some("entered-in-error" | "cancelled")
    ) {
        return Vec::new();
    }
    let timed = cx.times.during(resource, "effective");
    let at = timed
        .end
        .or(timed.start)
        .or_else(|| resource.get("issued").text().and_then(|t| cx.times.when(t)));
    cx.ledger.saw(at);
    let codings = resource.get("code").get("coding").items();
    let measured = codings
        .iter()
        .filter_map(|c| c.get("code").text())
        .find_map(measures);
    match measured {
        Some(Measures::Weight(estimated)) => {
            return weight(resource, estimated, at, cx).into_iter().collect();
        }
        Some(Measures::Pregnancy) => return pregnancy(resource, at).into_iter().collect(),
        _ => {}
    }
    let parts = parts(resource);
    if measured.is_none() && parts.is_empty() {
        return in_words(resource, at).into_iter().collect();
    }
    let Some(at) = at else {
        cx.warn("An observation has no time and was left out. Take a new set.");
        return Vec::new();
    };
    let mut readings = Vec::new();
    if let Some(measured) = measured {
        read(measured, resource, at, cx, &mut readings);
    }
    for (measured, part) in parts {
        read(measured, part, at, cx, &mut readings);
    }
    if readings.is_empty() {
        return Vec::new();
    }
    let corrected = matches!(resource.get("status").text(), Some("corrected" | "amended"));
    vec![Fact::Readings(readings, corrected)]
}

/// The components that are readings themselves: of a blood pressure, of a whole set of vital signs.
fn parts<'j, 'a>(resource: &'j Json<'a>) -> Vec<(Measures, &'j Json<'a>)> {
    let measured = |component: &'j Json<'a>| {
        let codings = component.get("code").get("coding").items();
        let part = codings
            .iter()
            .filter_map(|c| c.get("code").text())
            .find_map(measures)?;
        let alone = matches!(
            part,
            Measures::Weight(_) | Measures::Pregnancy | Measures::Pressure
        );
        (!alone).then_some((part, component))
    };
    resource
        .get("component")
        .items()
        .iter()
        .filter_map(measured)
        .collect()
}

fn read(measured: Measures, from: &Json<'_>, at: When, cx: &mut Cx<'_>, readings: &mut Vec<(When, Reading)>) {
    if measured == Measures::Pressure {
        return;
    }
    let reading = match measured {
        Measures::Air => Some(Reading::Oxygen(false)),
        Measures::OnOxygen => Some(Reading::Oxygen(true)),
        Measures::Consciousness => consciousness(from.get("valueCodeableConcept"), from.get("valueString"))
            .map(Reading::Consciousness),
        _ => {
            let quantity = from.get("valueQuantity");
            let value = quantity
                .get("value")
                .decimal()
                .or_else(|| from.get("valueInteger").decimal());
            let Some(value) = value else { return };
            let unit = quantity
                .get("code")
                .text()
                .or_else(|| quantity.get("unit").text())
                .unwrap_or("");
            let reading = numeric(measured, &value, unit);
            if reading.is_none() {
                let what = words(from.get("code")).unwrap_or_else(|| "observation".to_owned());
                let unit = quantity.get("unit").text().unwrap_or("");
                cx.left_out(&what, format!("{value} {unit}").trim());
            }
            reading
        }
    };
    let Some(reading) = reading else { return };
    readings.push((at, reading));
    if measured == Measures::Spo2
        && words(from.get("method")).is_some_and(|m| m.to_lowercase().contains("scale 2"))
    {
        readings.push((at, Reading::Scale2));
    }
}

fn consciousness(concept: &Json<'_>, text: &Json<'_>) -> Option<Consciousness> {
    let codings = concept.get("coding").items();
    let coded = codings
        .iter()
        .filter_map(|c| c.get("code").text())
        .find_map(consciousness_of_code);
    coded.or_else(|| crate::readings::acvpu(&words(concept).or_else(|| text.owned())?))
}

fn weight(resource: &Json<'_>, estimated: Option<bool>, at: Option<When>, cx: &mut Cx<'_>) -> Option<Fact> {
    let weight = quantity(resource.get("valueQuantity"))?;
    let kg = match weight.unit.as_str() {
        "kg" | "" => Some(weight.value.clone()),
        "g" => crate::readings::grams_in_kg(&weight.value),
        _ => None,
    };
    let Some(kg) = kg.filter(|kg| crate::readings::is_weight(kg)) else {
        cx.left_out("Weight", format!("{} {}", weight.value, weight.unit).trim());
        return None;
    };
    let said = words(resource.get("method")).map(|m| m.to_lowercase().contains("estimat"));
    Some(Fact::Weight(Weight {
        kg,
        estimated: estimated.or(said),
        at,
    }))
}

fn pregnancy(resource: &Json<'_>, at: Option<When>) -> Option<Fact> {
    let value = resource.get("valueCodeableConcept");
    if has_code(value, &["77386006", "LA15173-0"]) {
        Some(Fact::Pregnant(at, true))
    } else if has_code(value, &["60001007", "LA26683-5"]) {
        Some(Fact::Pregnant(at, false))
    } else {
        None
    }
}

/// Observations that have words where no code is agreed: breathing support, acuity.
fn in_words(resource: &Json<'_>, at: Option<When>) -> Option<Fact> {
    let what = resource.get("code").get("text").text()?.to_lowercase();
    let value =
        words(resource.get("valueCodeableConcept")).or_else(|| resource.get("valueString").owned())?;
    if what.contains("breathing support")
        || what.contains("oxygen delivery")
        || what.contains("respiratory support")
    {
        return Some(Fact::Breathing(Dated {
            fact: value,
            during: Period::since(at),
            stay: None,
        }));
    }
    if what == "acuity" {
        let band = match value.to_lowercase().as_str() {
            "low" => AcuityBand::Low,
            "medium" => AcuityBand::Medium,
            "high" => AcuityBand::High,
            _ => return None,
        };
        return Some(Fact::Acuity(at, band));
    }
    None
}
