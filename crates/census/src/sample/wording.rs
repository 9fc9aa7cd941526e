//! The words of a case read into the patient model.

use chrono::{DateTime, TimeDelta, Utc};

use super::case::{Rate, Unit};
use super::dice::Dice;
use crate::model::{Amount, Code, Condition, Medicine, Sex, Standing};

pub(super) fn same_illness(a: &Condition, b: &Condition) -> bool {
    let letters = |c: &Condition| c.text.chars().take(8).collect::<String>();
    a.codes.iter().any(|c| b.codes.contains(c)) || letters(a) == letters(b)
}

/// "words | snomed:1 | icd10:X | suspected".
pub(super) fn problem(words: &str, reason_for_stay: bool) -> Condition {
    let mut part = words.split('|').map(str::trim);
    let text = part.next().unwrap_or("").to_owned();
    let mut standing = Standing::Active;
    let mut codes = Vec::new();
    for more in part {
        match more {
            "suspected" => standing = Standing::Suspected,
            "past" => standing = Standing::Past,
            other => codes.extend(coded(other)),
        }
    }
    Condition {
        text,
        codes,
        standing,
        onset: None,
        recorded: None,
        of_stay: None,
        reason_for_stay,
    }
}

/// "words | snomed:1 | -20h | past": hours from now, never before the admission.
pub(super) fn procedure(words: &str, admitted: DateTime<Utc>, as_of: DateTime<Utc>) -> Condition {
    let parts: Vec<&str> = words.split('|').map(str::trim).collect();
    let at = |n: usize| parts.get(n).copied().unwrap_or("");
    let hours: i64 = at(2).trim_end_matches('h').parse().unwrap_or(0);
    Condition {
        text: at(0).to_owned(),
        codes: coded(at(1)).into_iter().collect(),
        standing: if at(3) == "past" {
            Standing::Past
        } else {
            Standing::Active
        },
        onset: Some((as_of + TimeDelta::hours(hours)).max(admitted).date_naive()),
        recorded: None,
        of_stay: None,
        reason_for_stay: false,
    }
}

pub(super) fn coded(text: &str) -> Option<Code> {
    let (system, code) = text.split_once(':')?;
    Some(Code {
        system: system.to_owned(),
        code: code.to_owned(),
        display: None,
    })
}

pub(super) fn snomed(code: &str) -> Code {
    Code {
        system: "snomed".to_owned(),
        code: code.to_owned(),
        display: None,
    }
}

/// "500 mg" cut at its first space.
pub(super) fn amount(text: &str) -> Option<Amount> {
    let (value, unit) = text.split_once(' ').unwrap_or((text, ""));
    (!value.is_empty()).then(|| Amount {
        value: value.to_owned(),
        unit: unit.to_owned(),
    })
}

/// A dose; "15 mg/kg" is worked out for the weight. Words without a number ("as INR") are no dose.
pub(super) fn dose_of(text: &str, kg: f64) -> Option<Amount> {
    let dose = amount(text)?;
    let number = dose.value.parse::<f64>().ok()?;
    match dose.unit.strip_suffix("/kg") {
        Some(unit) => Some(Amount {
            value: plain((number * kg).round(), 0),
            unit: unit.to_owned(),
        }),
        None => Some(dose),
    }
}

/// A number without trailing zeros.
pub(super) fn plain(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// mL/h, and the dose rate.
pub(super) fn rate_of(rate: Rate, kg: f64) -> (String, Option<Amount>) {
    let dose = |value: f64, unit: &str| {
        Some(Amount {
            value: plain(value, 3),
            unit: unit.to_owned(),
        })
    };
    match rate {
        Rate::MlH(ml_h) => (ml_h.to_owned(), None),
        Rate::MlHDose(ml_h, value, unit) => (
            ml_h.to_owned(),
            Some(Amount {
                value: value.to_owned(),
                unit: unit.to_owned(),
            }),
        ),
        Rate::KgH(value, unit, per_ml) => (plain(value * kg / per_ml, 1), dose(value, unit)),
        Rate::KgMin(value, unit, per_ml) => (plain(value * kg * 60.0 / per_ml, 1), dose(value, unit)),
    }
}

pub(super) fn route_of_line(line: &str) -> &'static str {
    match line {
        l if l.contains("epidural") => "epidural",
        l if l.contains("subcutaneous") => "subcutaneous",
        l if l.contains("nasogastric") => "nasogastric",
        _ => "intravenous",
    }
}

pub(super) fn pump_model(by: &str) -> &'static str {
    match by {
        "PCA pump" => "BD Alaris PCA",
        "epidural pump" => "Smiths CADD-Solis",
        "enteral feeding pump" => "Nutricia Flocare Infinity",
        b if b.contains("syringe") => "BD Alaris neXus CC",
        _ => "B. Braun Infusomat Space",
    }
}

/// Last given at the newest due time that has passed, next due at the one after it. Hospital times are kept as UTC here:
/// it is a made-up hospital.
pub(super) fn given_and_due(
    medicine: &Medicine,
    as_of: DateTime<Utc>,
) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
    if medicine.as_required {
        return (None, None);
    }
    let mut due: Vec<DateTime<Utc>> = Vec::new();
    for day in [-1, 0, 1] {
        let date = as_of.date_naive() + TimeDelta::days(day);
        due.extend(medicine.due_times.iter().filter_map(|t| {
            let (h, m) = t.split_once(':')?;
            Some(date.and_hms_opt(h.parse().ok()?, m.parse().ok()?, 0)?.and_utc())
        }));
    }
    let started = medicine.started_at.unwrap_or(as_of);
    let last = due.iter().copied().filter(|d| *d <= as_of && *d >= started).max();
    (last, due.iter().copied().filter(|d| *d > as_of).min())
}

/// The minute that a time lies in.
pub(super) fn whole_minute(at: DateTime<Utc>) -> DateTime<Utc> {
    at - TimeDelta::seconds(at.timestamp().rem_euclid(60))
        - TimeDelta::nanoseconds(i64::from(at.timestamp_subsec_nanos()))
}

/// A plausible weight, kg.
pub(super) fn weight_of(years: i64, unit: Unit, days: i64, sex: Sex, dice: &mut Dice) -> f64 {
    let tenths = |dice: &mut Dice, low: i64, high: i64| dice.between(low, high) as f64 / 10.0;
    if unit == Unit::Nicu {
        return (900 + dice.between(0, 900) + days * 20) as f64 / 1000.0;
    }
    match years {
        0 => tenths(dice, 45, 95),
        1..=5 => 2.0 * (years as f64 + 4.0) + tenths(dice, -10, 15),
        6..=15 => 3.0 * years as f64 + 7.0 + tenths(dice, -20, 40),
        _ if sex == Sex::Female => tenths(dice, 475, 960),
        _ => tenths(dice, 560, 1090),
    }
}
