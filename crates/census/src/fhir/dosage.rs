//! Dosage: dose, route, rate, how often, in words and numbers, and whether the two agree.

use super::elements::{Times, quantity, words};
use super::json::Json;
use crate::model::{Amount, Infusion, Medicine};
use crate::units;

/// Puts what the dosage instructions say into a medicine.
pub(super) fn apply(medicine: &mut Medicine, dosages: &Json<'_>, times: &Times) {
    let all = dosages.items();
    let Some(first) = all.first() else { return };
    let rate = first.get("doseAndRate").items();
    medicine.dose = rate.iter().find_map(dose).or_else(|| dose(first));
    medicine.route = route(first);
    medicine.as_required = first.get("asNeededBoolean").truth() == Some(true)
        || !first.get("asNeededCodeableConcept").is_nothing();
    medicine.max_24h = max_in_24_hours(first);
    if medicine.indication.is_none() {
        medicine.indication = words(first.get("asNeededCodeableConcept"));
    }
    let timing = first.get("timing");
    medicine.due_times = timing
        .get("repeat")
        .get("timeOfDay")
        .items()
        .iter()
        .filter_map(time_of_day)
        .collect();
    medicine.next_due_at = timing
        .get("event")
        .items()
        .iter()
        .filter_map(Json::text)
        .filter(|t| t.len() > 10)
        .filter_map(|t| times.when(t))
        .min();
    if medicine.stop_or_review_at.is_none() {
        medicine.stop_or_review_at = timing
            .get("repeat")
            .get("boundsPeriod")
            .get("end")
            .text()
            .and_then(|t| times.when(t));
    }
    let how_often: Vec<String> = all.iter().filter_map(frequency).collect();
    medicine.frequency = (!how_often.is_empty()).then(|| how_often.join("; then "));
    medicine.time_critical |= all.iter().any(|d| {
        d.get("additionalInstruction")
            .items()
            .iter()
            .filter_map(words)
            .any(|t| t.to_lowercase().contains("time-critical"))
    });
    medicine.infusion = infusion(first, rate);
    if let Some(text) = first.get("text").text() {
        medicine.disagreement = disagreement(medicine, text);
    }
}

fn dose(d: &Json<'_>) -> Option<Amount> {
    quantity(d.get("doseQuantity"))
        .or_else(|| quantity(d.get("dose")))
        .or_else(|| range(d.get("doseRange")))
}

fn range(r: &Json<'_>) -> Option<Amount> {
    match (quantity(r.get("low")), quantity(r.get("high"))) {
        (Some(low), Some(high)) => Some(Amount {
            value: format!("{} to {}", low.value, high.value),
            unit: high.unit,
        }),
        (low, high) => low.or(high),
    }
}

/// EDQM's standard terms come with SNOMED codes or alone; their words need no table.
pub(super) fn route(d: &Json<'_>) -> Option<String> {
    words(d.get("route")).map(|r| units::route_in_full(&r))
}

fn time_of_day(t: &Json<'_>) -> Option<String> {
    t.text()?.get(..5).map(str::to_owned)
}

fn max_in_24_hours(d: &Json<'_>) -> Option<String> {
    let ratio = d.get("maxDosePerPeriod");
    let most = quantity(ratio.get("numerator"))?;
    let over = quantity(ratio.get("denominator"))?;
    let over = match (over.value.as_str(), over.unit.as_str()) {
        ("1", "d" | "day") => "24 hours".to_owned(),
        (n, "h" | "hour" | "hours") => format!("{n} hours"),
        (n, "min") => format!("{n} minutes"),
        (n, unit) => format!("{n} {unit}"),
    };
    Some(format!("{} {} in {over}", most.value, most.unit))
}

/// How often, in the source's words where it has them, else put into words from the timing.
fn frequency(d: &Json<'_>) -> Option<String> {
    let timing = d.get("timing");
    if let Some(text) = words(timing.get("code")) {
        return Some(text);
    }
    if let Some(text) = repeat_in_words(timing.get("repeat")) {
        return Some(text);
    }
    d.get("text")
        .owned()
        .or_else(|| d.get("patientInstruction").owned())
}

fn repeat_in_words(repeat: &Json<'_>) -> Option<String> {
    let period = repeat.get("period").decimal()?;
    let times = repeat
        .get("frequency")
        .decimal()
        .unwrap_or_else(|| "1".to_owned());
    let unit = match repeat.get("periodUnit").text()? {
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        "wk" => "week",
        "mo" => "month",
        "a" => "year",
        _ => return None,
    };
    Some(match (times.as_str(), period.as_str()) {
        ("1", "1") => format!("once a {unit}").replace("a hour", "an hour"),
        ("2", "1") => format!("twice a {unit}").replace("a hour", "an hour"),
        (n, "1") => format!("{n} times a {unit}").replace("a hour", "an hour"),
        ("1", n) => format!("every {n} {unit}s"),
        (times, n) => format!("{times} times every {n} {unit}s"),
    })
}

/// A rate makes it an infusion. `rates` has the rate in mL/h and, beside it, the dose rate, in any order.
pub(super) fn infusion(dosage: &Json<'_>, rates: &[Json<'_>]) -> Option<Infusion> {
    let mut infusion = Infusion::default();
    for part in rates.iter().chain([dosage]) {
        let rate = quantity(part.get("rateQuantity"))
            .or_else(|| range(part.get("rateRange")))
            .or_else(|| ratio(part.get("rateRatio")));
        let Some(rate) = rate else { continue };
        if units::is_ml_per_hour(&rate.unit) {
            infusion.rate_ml_h = infusion.rate_ml_h.or(Some(rate.value));
        } else {
            infusion.dose_rate = infusion.dose_rate.or(Some(rate));
        }
    }
    if infusion.rate_ml_h.is_none() && infusion.dose_rate.is_none() {
        return None;
    }
    infusion.line = words(dosage.get("site"));
    Some(infusion)
}

/// "1500 mg over 30 min": never divided, because the source did not.
fn ratio(r: &Json<'_>) -> Option<Amount> {
    let top = quantity(r.get("numerator"))?;
    let bottom = quantity(r.get("denominator"))?;
    let per = units::in_full(&format!("x/{}", bottom.unit));
    let per = per.strip_prefix("x/").unwrap_or(&bottom.unit);
    let unit = if bottom.value == "1" {
        format!("{}/{per}", top.unit)
    } else {
        format!("{} over {} {per}", top.unit, bottom.value)
    };
    Some(Amount {
        value: top.value,
        unit,
    })
}

/// The free text and the structured values are both printed when they do not say the same.
pub(super) fn disagreement(medicine: &Medicine, text: &str) -> Option<String> {
    let numbers = numbers(text);
    if numbers.is_empty() {
        return None;
    }
    let said = |value: &str| {
        value
            .split(" to ")
            .any(|v| numbers.iter().any(|(n, _)| same_number(n, v)))
    };
    if let Some(infusion) = &medicine.infusion {
        let rates: Vec<String> = infusion
            .rate_ml_h
            .iter()
            .filter(|r| !said(r))
            .map(|r| format!("{r} mL/h"))
            .chain(
                infusion
                    .dose_rate
                    .iter()
                    .filter(|r| !said(&r.value))
                    .map(|r| format!("{} {}", r.value, r.unit)),
            )
            .collect();
        let any_said =
            infusion.rate_ml_h.iter().any(|r| said(r)) || infusion.dose_rate.iter().any(|r| said(&r.value));
        if !rates.is_empty() && !any_said {
            return Some(format!(
                "the structured rate is {}, the text says: {text}",
                rates.join(", ")
            ));
        }
    }
    let dose = medicine.dose.as_ref()?;
    let same_unit: Vec<&String> = numbers
        .iter()
        .filter(|(_, unit)| units::in_full(unit) == dose.unit)
        .map(|(n, _)| n)
        .collect();
    if !same_unit.is_empty() && !said(&dose.value) {
        return Some(format!(
            "the structured dose is {} {}, the text says: {text}",
            dose.value, dose.unit
        ));
    }
    None
}

fn same_number(a: &str, b: &str) -> bool {
    matches!((a.parse::<f64>(), b.parse::<f64>()), (Ok(a), Ok(b)) if (a - b).abs() < 1e-9)
}

/// The numbers in a text with the word that follows each.
fn numbers(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (_, from) = rest.split_at(at);
        let end = from
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(from.len());
        let (number, after) = from.split_at(end);
        let unit: String = after
            .trim_start_matches([' ', '-'])
            .chars()
            .take_while(|c| c.is_alphabetic() || matches!(c, '/' | 'µ'))
            .collect();
        found.push((number.trim_end_matches('.').to_owned(), unit));
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::medicine_named;

    fn read(dosage: &str) -> Medicine {
        let json = super::super::json::parse(dosage).unwrap();
        let mut medicine = medicine_named("x".to_owned(), Vec::new());
        apply(&mut medicine, &json, &Times::new(chrono_tz::Tz::UTC));
        medicine
    }

    #[test]
    fn doses_and_rates() {
        let m = read(
            r#"[{"text":"Ciprofloxacin 400mg, twice daily.","timing":{"repeat":{"frequency":2,"period":1,"periodUnit":"d"}},
            "route":{"coding":[{"display":"Intravenous"}]},"doseAndRate":[{"doseQuantity":{"value":400,"unit":"milligram"}}]}]"#,
        );
        assert_eq!(
            m.dose,
            Some(Amount {
                value: "400".into(),
                unit: "mg".into()
            })
        );
        assert_eq!(
            (m.route.as_deref(), m.frequency.as_deref()),
            (Some("intravenous"), Some("twice a day"))
        );
        assert_eq!(m.disagreement, None);
    }

    #[test]
    fn text_and_structure_that_differ_are_both_kept() {
        let propofol = read(
            r#"[{"text":"Propofol 6.5 mg/min","doseAndRate":[{"rateQuantity":{"value":5,"unit":"mg/min"}}]}]"#,
        );
        insta::assert_snapshot!(propofol.disagreement.unwrap(), @"the structured rate is 5 mg/min, the text says: Propofol 6.5 mg/min");
        let dalbavancin = read(
            r#"[{"text":"Dalbavancin 1500 mg als 30-minütige Infusion","doseAndRate":[{"doseQuantity":{"value":1500,"unit":"mg"},
            "rateRange":{"low":{"value":60,"code":"mL/h"},"high":{"value":120,"code":"mL/h"}}}]}]"#,
        );
        assert_eq!(
            dalbavancin.infusion.unwrap().rate_ml_h.as_deref(),
            Some("60 to 120")
        );
        assert!(dalbavancin.disagreement.is_some());
        let ratio = read(
            r#"[{"text":"Dalbavancin 1500 mg als 30-minütige Infusion","doseAndRate":[{"rateRatio":{
            "numerator":{"value":1500,"unit":"mg"},"denominator":{"value":30,"unit":"Minuten"}}}]}]"#,
        );
        let rate = ratio.infusion.unwrap().dose_rate.unwrap();
        assert_eq!(
            (rate.value.as_str(), rate.unit.as_str()),
            ("1500", "mg over 30 min")
        );
        assert_eq!(ratio.disagreement, None);
    }
}
