//! What rules ask of the person rather than of a recorded fact: where they are, how old, how the last observations
//! were.

use battlebag_bag::Clause;
use battlebag_bag::words::folded_words;
use battlebag_census::model::{Consciousness, Observations, OrderKind, PatientClass, WardKind};
use chrono::Datelike;

use super::Because;
use super::facts::Facts;

/// Whether a clause about the person holds, and what it rests on.
pub(super) fn person(clause: &Clause, facts: &Facts<'_>) -> Option<Because> {
    let patient = facts.patient;
    let because = |fact: String, field: &str| Because {
        fact,
        field: field.to_owned(),
    };
    let latest = patient.observations.first();
    let mut reason = None;
    let mut ask = |holds: bool, fact: Because| {
        reason.get_or_insert(fact);
        holds
    };
    let listed = |list: &[String], word: &str| list.iter().any(|asked| asked == word);
    let yes = |asked: Option<bool>, is: Option<bool>| asked.is_none_or(|asked| is == Some(asked));
    let mut holds = true;
    if !clause.ward_kind.is_empty() {
        let word = ward_word(patient.place.kind);
        holds &= ask(
            listed(&clause.ward_kind, word),
            because(patient.place.ward.clone(), "place.kind"),
        );
    }
    if !clause.class.is_empty() {
        let word = class_word(patient.class);
        holds &= ask(
            listed(&clause.class, word),
            because(word.replace('_', " "), "class"),
        );
    }
    if clause.side_room.is_some() {
        let fact = because("side room".to_owned(), "place.side_room");
        holds &= ask(yes(clause.side_room, Some(patient.place.side_room)), fact);
    }
    if clause.pregnant.is_some() {
        holds &= ask(
            yes(clause.pregnant, patient.pregnant),
            because("pregnant".to_owned(), "pregnant"),
        );
    }
    if clause.vulnerable.is_some() {
        let fact = because("cannot call for help".to_owned(), "vulnerable");
        holds &= ask(yes(clause.vulnerable, Some(patient.vulnerable)), fact);
    }
    if clause.isolated.is_some() {
        let fact = because(patient.isolation.clone().unwrap_or_default(), "isolation");
        holds &= ask(yes(clause.isolated, Some(patient.isolation.is_some())), fact);
    }
    if let Some(from) = clause.litres_from {
        let words = patient.breathing.as_deref().unwrap_or_default();
        let fact = because(words.to_owned(), "breathing");
        holds &= ask(
            litres(words).is_some_and(|litres| litres >= f64::from(from)),
            fact,
        );
    }
    if clause.age_from.is_some() || clause.age_under.is_some() || clause.age_under_days.is_some() {
        holds &=
            age_fits(clause, facts).is_some_and(|born| ask(true, because(format!("born {born}"), "born")));
    }
    let observed = |fact: &str| because(fact.to_owned(), "observations[0]");
    if clause.scale2.is_some() {
        holds &= ask(
            yes(clause.scale2, latest.map(|seen| seen.scale2)),
            observed("SpO2 scale 2"),
        );
    }
    if clause.on_oxygen.is_some() {
        holds &= ask(
            yes(clause.on_oxygen, latest.and_then(|seen| seen.oxygen)),
            observed("on oxygen"),
        );
    }
    if !clause.consciousness.is_empty() {
        let word = latest.and_then(|seen| seen.consciousness).map(consciousness_word);
        let fact = observed(word.unwrap_or_default());
        holds &= ask(word.is_some_and(|word| listed(&clause.consciousness, word)), fact);
    }
    holds &= physiology(clause, latest, &mut ask);
    reason.filter(|_| holds)
}

/// Limits on the latest temperature and systolic pressure.
fn physiology(
    clause: &Clause,
    latest: Option<&Observations>,
    ask: &mut dyn FnMut(bool, Because) -> bool,
) -> bool {
    let mut holds = true;
    let observed = |fact: String| Because {
        fact,
        field: "observations[0]".to_owned(),
    };
    if let Some(from) = clause.temperature_tenths_from {
        let seen = latest.and_then(|seen| seen.temperature_tenths);
        let fact = seen.map_or(String::new(), |tenths| {
            format!("temperature {}.{} °C", tenths / 10, tenths % 10)
        });
        holds &= ask(seen.is_some_and(|tenths| tenths >= from), observed(fact));
    }
    if let Some(under) = clause.systolic_under {
        let seen = latest.and_then(|seen| seen.systolic);
        let fact = seen.map_or(String::new(), |systolic| format!("systolic {systolic} mmHg"));
        holds &= ask(seen.is_some_and(|systolic| systolic < under), observed(fact));
    }
    holds
}

/// The birth date, when the age limits hold.
fn age_fits(clause: &Clause, facts: &Facts<'_>) -> Option<chrono::NaiveDate> {
    let born = facts.patient.born?;
    let today = facts.as_of.date_naive();
    let days = (today - born).num_days();
    let before_birthday = (today.month(), today.day()) < (born.month(), born.day());
    let years = i64::from(today.year()) - i64::from(born.year()) - i64::from(before_birthday);
    let fits = days >= 0
        && clause.age_from.is_none_or(|from| years >= i64::from(from))
        && clause.age_under.is_none_or(|under| years < i64::from(under))
        && clause.age_under_days.is_none_or(|under| days < i64::from(under));
    fits.then_some(born)
}

/// Oxygen flow in breathing words: "nasal cannula 2 L/min" is 2.
fn litres(breathing: &str) -> Option<f64> {
    let words = folded_words(breathing);
    let flow = |word: &str| matches!(word, "l" | "litre" | "litres" | "liter" | "lpm");
    words.iter().enumerate().find_map(|(at, word)| {
        let next_is_flow = words.get(at + 1).is_some_and(|next| flow(next));
        match word.parse::<f64>() {
            Ok(number) if next_is_flow => Some(number),
            _ => word.strip_suffix('l').and_then(|number| number.parse().ok()),
        }
    })
}

/// The bag's word for a kind of ward.
fn ward_word(kind: WardKind) -> &'static str {
    match kind {
        WardKind::IntensiveCare => "intensive_care",
        WardKind::HighDependency => "high_dependency",
        WardKind::Emergency => "emergency",
        WardKind::AcuteMedical => "acute_medical",
        WardKind::Medical => "medical",
        WardKind::Surgical => "surgical",
        WardKind::Theatre => "theatre",
        WardKind::Labour => "labour",
        WardKind::Maternity => "maternity",
        WardKind::Neonatal => "neonatal",
        WardKind::Paediatric => "paediatric",
        WardKind::Cardiac => "cardiac",
        WardKind::Renal => "renal",
        WardKind::Cancer => "cancer",
        WardKind::Neuro => "neuro",
        WardKind::OlderPeople => "older_people",
        WardKind::MentalHealth => "mental_health",
        WardKind::Community => "community",
        WardKind::Unknown => "unknown",
    }
}

/// The bag's word for how a patient is here.
fn class_word(class: PatientClass) -> &'static str {
    match class {
        PatientClass::Inpatient => "inpatient",
        PatientClass::Emergency => "emergency",
        PatientClass::DayCase => "day_case",
        PatientClass::Regular => "regular",
        PatientClass::Home => "home",
        PatientClass::Unknown => "unknown",
    }
}

/// The bag's word for a kind of order.
pub(super) fn order_word(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Laboratory => "laboratory",
        OrderKind::Radiology => "radiology",
        OrderKind::Blood => "blood",
        OrderKind::Procedure => "procedure",
        OrderKind::Other => "other",
    }
}

/// The bag's word for consciousness.
fn consciousness_word(seen: Consciousness) -> &'static str {
    match seen {
        Consciousness::Alert => "alert",
        Consciousness::Confusion => "confusion",
        Consciousness::Voice => "voice",
        Consciousness::Pain => "pain",
        Consciousness::Unresponsive => "unresponsive",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oxygen_flow_is_read_from_the_words() {
        for (words, flow) in [
            ("nasal cannula 2 L/min", Some(2.0)),
            ("reservoir mask 15L/min", Some(15.0)),
            ("non-rebreathe mask, 15 litres", Some(15.0)),
            ("0.5 L/min", Some(0.5)),
            ("room air", None),
            ("Venturi 60 %", None),
        ] {
            assert_eq!(litres(words), flow, "{words}");
        }
    }

    #[test]
    fn the_census_and_the_bag_use_one_vocabulary() {
        let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        for known in battlebag_bag::matching::WARD_KINDS {
            let kind: WardKind = serde_json::from_value(known.into()).unwrap();
            assert_eq!(ward_word(kind), known);
        }
        for known in battlebag_bag::matching::CLASSES {
            let class: PatientClass = serde_json::from_value(known.into()).unwrap();
            assert_eq!(class_word(class), word(serde_json::to_value(class).unwrap()));
        }
        for known in battlebag_bag::matching::ORDER_KINDS {
            let kind: OrderKind = serde_json::from_value(known.into()).unwrap();
            assert_eq!(order_word(kind), known);
        }
        for known in battlebag_bag::matching::CONSCIOUSNESS {
            let seen: Consciousness = serde_json::from_value(known.into()).unwrap();
            assert_eq!(consciousness_word(seen), known);
        }
    }
}
