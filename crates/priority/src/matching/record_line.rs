//! A patient's record in one line, as a clinician writes an example beside a rule:
//! `condition: DKA [reason] | infusion: Actrapid 50 units in 50 mL | ward: labour`.

use battlebag_bag::words::folded_words;
use battlebag_census::medicine_named;
use battlebag_census::model::{
    Allergies, Allergy, Code, Condition, Device, Escalation, Infusion, Medicine, Observations, Order,
    OrderKind, Patient, PatientClass, PatientId, PersonName, Place, Standing, WardKind,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::de::DeserializeOwned;

/// The moment of every example.
pub(super) fn moment() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_227_240, 0).unwrap_or_default()
}

/// Reads a record; what cannot be read is said in words.
pub(super) fn patient_of(line: &str) -> Result<Patient, String> {
    let mut patient = somebody();
    for part in line.split('|').map(str::trim).filter(|part| !part.is_empty()) {
        let (key, said) = match part.split_once(':') {
            Some((key, said)) if KEYS.contains(&key.trim()) => (key.trim(), said.trim()),
            _ if KEYS.contains(&part) => (part, ""),
            _ => ("condition", part),
        };
        let (said, marks) = marked(said)?;
        add(&mut patient, key, said, &marks)?;
    }
    Ok(patient)
}

/// The first words of a part.
const KEYS: [&str; 23] = [
    "condition",
    "procedure",
    "medicine",
    "infusion",
    "device",
    "order",
    "breathing",
    "flag",
    "isolation",
    "allergy",
    "limits",
    "ward",
    "class",
    "age",
    "side room",
    "vulnerable",
    "pregnant",
    "consciousness",
    "on oxygen",
    "scale 2",
    "temperature",
    "systolic",
    "ward name",
];

/// The words and the marks in square brackets after them.
fn marked(said: &str) -> Result<(&str, Vec<&str>), String> {
    let Some((words, marks)) = said.split_once('[') else {
        return Ok((said, Vec::new()));
    };
    let marks = marks
        .trim_end()
        .strip_suffix(']')
        .ok_or_else(|| format!("`{said}` opens a bracket and does not close it at its end."))?;
    Ok((words.trim(), marks.split(',').map(str::trim).collect()))
}

/// A word of the census's own vocabulary ("labour", "home", "voice").
fn word<T: DeserializeOwned>(said: &str, what: &str) -> Result<T, String> {
    serde_json::from_value(said.into()).map_err(|_| format!("`{said}` is no {what}."))
}

fn number<T: std::str::FromStr>(said: &str) -> Result<T, String> {
    said.parse().map_err(|_| format!("`{said}` is no number."))
}

fn add(patient: &mut Patient, key: &str, said: &str, marks: &[&str]) -> Result<(), String> {
    match key {
        "condition" => patient.conditions.push(condition(said, marks)?),
        "procedure" => patient.procedures.push(condition(said, marks)?),
        "medicine" => patient.medicines.push(medicine(said, marks, false)),
        "infusion" => patient.medicines.push(medicine(said, marks, true)),
        "device" => patient.devices.push(device(said)),
        "order" => patient.orders.push(order(said, marks)?),
        "breathing" => patient.breathing = Some(said.to_owned()),
        "flag" => patient.flags.push(said.to_owned()),
        "isolation" => patient.isolation = Some(said.to_owned()),
        "allergy" => allergic(patient, said),
        "limits" => {
            patient.escalation = Escalation::Recorded {
                text: said.to_owned(),
                at: None,
            }
        }
        "ward" => patient.place.kind = word::<WardKind>(said, "kind of ward")?,
        "ward name" => said.clone_into(&mut patient.place.ward),
        "class" => patient.class = word::<PatientClass>(said, "class of patient")?,
        "age" => patient.born = Some(born(said)?),
        "side room" => patient.place.side_room = true,
        "vulnerable" => patient.vulnerable = true,
        "pregnant" => patient.pregnant = Some(true),
        "consciousness" => {
            let level = word(said, "level of consciousness")?;
            observed(patient, |seen| seen.consciousness = Some(level));
        }
        "on oxygen" => observed(patient, |seen| seen.oxygen = Some(true)),
        "scale 2" => observed(patient, |seen| seen.scale2 = true),
        "temperature" => {
            let tenths = tenths(said)?;
            observed(patient, |seen| seen.temperature_tenths = Some(tenths));
        }
        "systolic" => {
            let pressure = number(said)?;
            observed(patient, |seen| seen.systolic = Some(pressure));
        }
        _ => return Err(format!("`{key}` is no part of a record.")),
    }
    Ok(())
}

/// "38.4" in tenths of a degree.
fn tenths(said: &str) -> Result<u16, String> {
    let (whole, part) = said.split_once('.').unwrap_or((said, "0"));
    number::<u16>(whole)?
        .checked_mul(10)
        .zip(number::<u16>(part).ok().filter(|part| *part < 10))
        .map(|(whole, part)| whole + part)
        .ok_or_else(|| format!("`{said}` is no temperature. Write 38.4."))
}

/// "40" (years), "8 months" or "3 days".
fn born(said: &str) -> Result<NaiveDate, String> {
    let words = folded_words(said);
    let unit = words.get(1).map_or("years", String::as_str);
    let count: u64 = number::<u32>(words.first().map_or("", String::as_str))?.into();
    let days = match unit {
        "day" | "days" => count,
        "month" | "months" => count * 61 / 2,
        "year" | "years" => count * 1461 / 4 + 1,
        _ => return Err(format!("`{said}` is no age. Write 40, 8 months or 3 days.")),
    };
    moment()
        .date_naive()
        .checked_sub_days(Days::new(days))
        .ok_or_else(|| format!("`{said}` is no age."))
}

/// "12 days ago", "0 days ago".
fn days_ago(mark: &str) -> Option<NaiveDate> {
    let words = folded_words(mark);
    let [count, unit, ago] = words.as_slice() else {
        return None;
    };
    let days: u64 = (unit.starts_with("day") && ago == "ago").then(|| count.parse().ok())??;
    moment().date_naive().checked_sub_days(Days::new(days))
}

fn coded(mark: &str) -> Option<Code> {
    let (system, code) = mark.split_once(':')?;
    Some(Code {
        system: system.to_owned(),
        code: code.to_owned(),
        display: None,
    })
}

fn condition(said: &str, marks: &[&str]) -> Result<Condition, String> {
    let mut condition = Condition {
        text: said.to_owned(),
        codes: Vec::new(),
        standing: Standing::Active,
        onset: None,
        recorded: None,
        of_stay: None,
        reason_for_stay: false,
    };
    for mark in marks {
        match *mark {
            "past" | "done" => condition.standing = Standing::Past,
            "suspected" => condition.standing = Standing::Suspected,
            "reason" => condition.reason_for_stay = true,
            "other stay" => condition.of_stay = Some(false),
            mark => match (days_ago(mark), coded(mark)) {
                (Some(day), _) => condition.onset = Some(day),
                (None, Some(code)) => condition.codes.push(code),
                (None, None) => return Err(format!("`{mark}` is no mark of a condition.")),
            },
        }
    }
    if condition.text.is_empty()
        && let Some(code) = condition.codes.first()
    {
        condition.text.clone_from(&code.code);
    }
    Ok(condition)
}

/// Marks are routes, `given`, `as required` and codes.
fn medicine(said: &str, marks: &[&str], runs: bool) -> Medicine {
    let route = marks
        .iter()
        .find(|mark| !matches!(**mark, "given" | "as required" | "no route") && !mark.contains(':'));
    let unsaid = marks.contains(&"no route");
    Medicine {
        route: route
            .map(|route| (*route).to_owned())
            .or_else(|| (runs && !unsaid).then(|| "intravenous".to_owned())),
        as_required: marks.contains(&"as required"),
        last_given_at: marks.contains(&"given").then(moment),
        infusion: runs.then(|| Infusion {
            rate_ml_h: Some("5".to_owned()),
            ..Infusion::default()
        }),
        ..medicine_named(
            said.to_owned(),
            marks.iter().filter_map(|mark| coded(mark)).collect(),
        )
    }
}

fn device(said: &str) -> Device {
    Device {
        kind: said.to_owned(),
        codes: Vec::new(),
        model: None,
        asset: None,
        needs_network: None,
    }
}

/// Marks are the kind of order and `urgent`.
fn order(said: &str, marks: &[&str]) -> Result<Order, String> {
    let kind = marks.iter().find(|mark| **mark != "urgent");
    Ok(Order {
        order_id: None,
        kind: match kind {
            Some(kind) => word::<OrderKind>(kind, "kind of order")?,
            None => OrderKind::Other,
        },
        text: said.to_owned(),
        codes: Vec::new(),
        priority: marks.contains(&"urgent").then(|| "urgent".to_owned()),
        ordered_at: Some(moment()),
        question: None,
    })
}

/// "Penicillin, anaphylaxis".
fn allergic(patient: &mut Patient, said: &str) {
    let (substance, reaction) = said.split_once(',').unwrap_or((said, ""));
    let allergy = Allergy {
        substance: substance.trim().to_owned(),
        codes: Vec::new(),
        reaction: Some(reaction.trim().to_owned()).filter(|reaction| !reaction.is_empty()),
        severity: None,
        source: None,
        recorded: None,
        unconfirmed: false,
    };
    match &mut patient.allergies {
        Allergies::Recorded { items } => items.push(allergy),
        other => *other = Allergies::Recorded { items: vec![allergy] },
    }
}

/// Writes into the latest set of observations, begun when there is none.
fn observed(patient: &mut Patient, write: impl Fn(&mut Observations)) {
    if patient.observations.is_empty() {
        patient.observations.push(Observations {
            at: moment(),
            respirations: None,
            spo2: None,
            oxygen: None,
            scale2: false,
            systolic: None,
            diastolic: None,
            pulse: None,
            consciousness: None,
            temperature_tenths: None,
        });
    }
    patient.observations.iter_mut().take(1).for_each(write);
}

/// A man of 60 on a medical ward, of whom nothing is known.
fn somebody() -> Patient {
    Patient {
        id: PatientId("example".to_owned()),
        aka: Vec::new(),
        nhs_number: None,
        local_id: None,
        encounter_id: None,
        name: PersonName::default(),
        born: moment().date_naive().checked_sub_days(Days::new(60 * 366)),
        sex: None,
        class: PatientClass::Inpatient,
        place: Place {
            ward: "Ward 9".to_owned(),
            kind: WardKind::Medical,
            ..Place::default()
        },
        admitted_at: None,
        consultant: None,
        specialty: None,
        language: None,
        conditions: Vec::new(),
        procedures: Vec::new(),
        medicines: Vec::new(),
        allergies: Allergies::NotKnown,
        allergy_conflict: None,
        observations: Vec::new(),
        news2: None,
        acuity: None,
        breathing: None,
        devices: Vec::new(),
        orders: Vec::new(),
        escalation: Escalation::NotKnown,
        weight: None,
        pregnant: None,
        vulnerable: false,
        isolation: None,
        flags: Vec::new(),
        sources: Vec::new(),
        claims: Vec::new(),
    }
}
