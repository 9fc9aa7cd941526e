//! A patient's record in words: identity, allergies, medicines, the rest. What is not known says so.

use battlebag_census::{Allergies, Amount, Condition, Escalation, Medicine, Patient, Sex, Standing};
use chrono::NaiveDate;

use crate::times::Clock;
use crate::views::{AllergyView, FactView};

fn fact(label: &str, value: impl Into<String>, note: impl Into<String>) -> FactView {
    FactView {
        label: label.to_owned(),
        value: value.into(),
        note: note.into(),
    }
}

/// Age in words: years, months under two years, days under eight weeks.
pub(crate) fn age(patient: &Patient, today: NaiveDate) -> String {
    let Some(born) = patient.born else {
        return "age not known".to_owned();
    };
    let days = (today - born).num_days();
    match days {
        ..0 => "age not known".to_owned(),
        0..=55 => format!("{days} days"),
        56..=729 => format!(
            "{} months",
            today.years_since(born).map_or(0, |y| y * 12) + months_part(born, today)
        ),
        _ => today
            .years_since(born)
            .map_or_else(|| "age not known".to_owned(), |y| y.to_string()),
    }
}

fn months_part(born: NaiveDate, today: NaiveDate) -> u32 {
    use chrono::Datelike as _;
    let months = (today.month() + 12 - born.month()) % 12;
    if today.day() < born.day() {
        (months + 11) % 12
    } else {
        months
    }
}

/// Sex in a word.
pub(crate) fn sex(patient: &Patient) -> &'static str {
    match patient.sex {
        Some(Sex::Female) => "female",
        Some(Sex::Male) => "male",
        Some(Sex::Other) => "other",
        None => "sex not known",
    }
}

/// Allergies in the three states.
pub(crate) fn allergies(patient: &Patient, clock: Clock) -> AllergyView {
    let conflict = patient.allergy_conflict.clone().unwrap_or_default();
    match &patient.allergies {
        Allergies::NotKnown => AllergyView {
            state: "not_known".into(),
            items: Vec::new(),
            note: String::new(),
            conflict,
        },
        Allergies::NoneKnown { by, at } => {
            let by = by.as_deref().unwrap_or("not said by whom");
            let note = at.map_or_else(|| by.to_owned(), |at| format!("{by}, {}", clock.day_and_time(at)));
            AllergyView {
                state: "none_known".into(),
                items: Vec::new(),
                note,
                conflict,
            }
        }
        Allergies::Recorded { items } => AllergyView {
            state: "recorded".into(),
            items: items
                .iter()
                .map(|a| match &a.reaction {
                    Some(reaction) => format!("{}: {reaction}", a.substance),
                    None => a.substance.clone(),
                })
                .collect(),
            note: String::new(),
            conflict,
        },
    }
}

/// NEWS2 in words.
pub(crate) fn news2(patient: &Patient, clock: Clock) -> String {
    match (&patient.news2, patient.acuity) {
        (Some(n), _) => format!("NEWS2 {}, {}", n.score, clock.time(n.at)),
        (None, Some(band)) => format!("Acuity {}", format!("{band:?}").to_lowercase()),
        (None, None) => match patient.observations.first() {
            Some(set) => format!("NEWS2 missing, last set {}", clock.time(set.at)),
            None => "NEWS2 missing".to_owned(),
        },
    }
}

/// Weight in words, empty when not known.
pub(crate) fn weight(patient: &Patient) -> String {
    match &patient.weight {
        None => String::new(),
        Some(w) if w.estimated == Some(true) => format!("{} kg est.", w.kg),
        Some(w) => format!("{} kg", w.kg),
    }
}

fn standing(condition: &Condition) -> String {
    let mut words = vec![match condition.standing {
        Standing::Active => "active",
        Standing::Past => "past",
        Standing::Suspected => "suspected",
        Standing::Unknown => "",
    }];
    if condition.reason_for_stay {
        words.push("reason for this stay");
    }
    words.retain(|w| !w.is_empty());
    words.join(", ")
}

/// Conditions and procedures.
pub(crate) fn conditions(patient: &Patient) -> Vec<FactView> {
    let conditions = patient
        .conditions
        .iter()
        .map(|c| fact("Condition", c.text.clone(), standing(c)));
    let procedures = patient
        .procedures
        .iter()
        .map(|c| fact("Procedure", c.text.clone(), standing(c)));
    conditions.chain(procedures).collect()
}

fn amount(a: &Amount) -> String {
    format!("{} {}", a.value, a.unit).trim().to_owned()
}

fn medicine(m: &Medicine, clock: Clock) -> FactView {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(m.dose.as_ref().map(amount));
    parts.extend(m.route.clone());
    parts.extend(m.frequency.clone());
    if let Some(infusion) = &m.infusion {
        parts.push("infusion".to_owned());
        parts.extend(infusion.rate_ml_h.as_ref().map(|r| format!("{r} mL/h")));
        parts.extend(infusion.dose_rate.as_ref().map(amount));
    }
    if m.as_required {
        parts.push("as required".to_owned());
    }
    let last = m.last_given_at.map_or("last dose not known".to_owned(), |t| {
        format!("last given {}", clock.day_and_time(t))
    });
    let note = match &m.disagreement {
        Some(d) => format!("{last}; source disagrees with itself: {d}"),
        None => last,
    };
    fact(&m.name, parts.join(", "), note)
}

/// Medicines, infusions among them.
pub(crate) fn medicines(patient: &Patient, clock: Clock) -> Vec<FactView> {
    patient.medicines.iter().map(|m| medicine(m, clock)).collect()
}

/// The rest of the record.
pub(crate) fn record(patient: &Patient, clock: Clock) -> Vec<FactView> {
    let mut facts = Vec::new();
    let known = |text: &Option<String>| text.clone().unwrap_or_else(|| "not known".to_owned());
    facts.push(fact("Hospital number", known(&patient.local_id), ""));
    facts.push(fact("Consultant", known(&patient.consultant), ""));
    let admitted = patient
        .admitted_at
        .map_or("not known".to_owned(), |t| clock.day_and_time(t));
    facts.push(fact("Admitted", admitted, ""));
    facts.push(match &patient.escalation {
        Escalation::NotKnown => fact("Treatment limits", "not in the census: ask", ""),
        Escalation::Recorded { text, at } => fact(
            "Treatment limits",
            text.clone(),
            at.map(|t| clock.day_and_time(t)).unwrap_or_default(),
        ),
    });
    facts.extend(patient.breathing.iter().map(|b| fact("Breathing", b.clone(), "")));
    facts.extend(patient.isolation.iter().map(|b| fact("Isolation", b.clone(), "")));
    facts.extend(patient.language.iter().map(|b| fact("Language", b.clone(), "")));
    if patient.pregnant == Some(true) {
        facts.push(fact("Pregnant", "yes", ""));
    }
    for device in &patient.devices {
        let note: Vec<&str> = [&device.model, &device.asset]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        facts.push(fact("Device", device.kind.clone(), note.join(" ")));
    }
    for order in &patient.orders {
        facts.push(fact(
            "Open order",
            order.text.clone(),
            order.priority.clone().unwrap_or_default(),
        ));
    }
    facts.extend(patient.flags.iter().map(|f| fact("Flag", f.clone(), "")));
    facts
}
