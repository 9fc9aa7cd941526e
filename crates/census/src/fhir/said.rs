//! Every fact that is taken is also kept as the claim of its record, so that a doubt can be settled there.

use super::Fact;
use super::stay::FhirStay;
use crate::changes::place_words;
use crate::claims::Field;
use crate::feed::{AllergyClaim, Mark, Person, Placed, Reading, When};
use crate::model::{AcuityBand, Sex, Source};

/// What a Patient says of itself.
pub(super) fn of_patient(person: &mut Person, source: &Source) {
    let given = person.name.given.join(" ");
    let name = match (person.name.family.is_empty(), given.is_empty()) {
        (true, true) => None,
        (true, false) => Some(given),
        (false, true) => Some(person.name.family.to_uppercase()),
        (false, false) => Some(format!("{}, {given}", person.name.family.to_uppercase())),
    };
    let sex = person.sex.map(|sex| match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Other => "other",
    });
    let local = person.local.as_ref().map(|(system, value)| {
        if system.is_empty() {
            value.clone()
        } else {
            format!("{value} ({system})")
        }
    });
    let all = [
        (Field::Name, name),
        (Field::Born, person.born.map(|d| d.to_string())),
        (Field::Sex, sex.map(str::to_owned)),
        (Field::NhsNumber, person.nhs.as_ref().map(|n| n.digits.clone())),
        (Field::LocalId, local),
    ];
    for (field, value) in all {
        if let Some(value) = value {
            person.says(field, value, source, None);
        }
    }
}

fn of_stay(person: &mut Person, whole: &FhirStay, source: &Source) {
    let stay = &whole.stay;
    for Placed { place, during, .. } in &stay.places {
        person.says(
            Field::Place,
            place_words(place),
            source,
            during.start.or(stay.period.start),
        );
    }
    if let Some(start) = stay.period.start {
        person.says(Field::Admitted, start.to_rfc3339(), source, Some(start));
    }
    if let Some(consultant) = &stay.consultant {
        person.says(Field::Consultant, consultant, source, stay.period.start);
    }
    let from = whole
        .admitted_from
        .iter()
        .map(|from| format!("admitted from: {from}"));
    let left = stay
        .discharged
        .iter()
        .map(|how| format!("discharge recorded: {how}"));
    for text in from.chain(left) {
        person.says(Field::Flag, text, source, stay.period.start);
    }
    for mark in &whole.marks {
        if let Mark::Flag(text) = &mark.fact {
            person.says(Field::Flag, text, source, mark.during.start);
        }
    }
    for reason in &stay.reasons {
        person.says(Field::Condition, &reason.text, source, stay.period.start);
    }
}

/// What one fact says.
pub(super) fn of_fact(person: &mut Person, fact: &Fact, source: &Source) {
    let (field, value, at): (Field, &str, Option<When>) = match fact {
        Fact::Several(_) | Fact::Closes(..) => return,
        Fact::Stay(stay) => return of_stay(person, stay, source),
        Fact::Readings(readings, _) => return of_readings(person, readings, source),
        Fact::Condition(_, d) => (Field::Condition, &d.fact.text, d.during.start),
        Fact::Procedure(d) => (Field::Procedure, &d.fact.text, d.during.start),
        Fact::Ordered(o, _) => (Field::Medicine, &o.medicine.name, o.during.start),
        Fact::Given(g, _) => (Field::Medicine, &g.medicine.name, g.during.start),
        Fact::Allergy(at, AllergyClaim::Allergy(a)) => (Field::Allergy, &a.substance, *at),
        Fact::Allergy(at, AllergyClaim::NoneKnown { .. }) => (Field::Allergy, "none known", *at),
        Fact::Weight(w) => (Field::Weight, &w.kg, w.at),
        Fact::Breathing(d) => (Field::Breathing, &d.fact, d.during.start),
        Fact::Device(d, _) => (Field::Device, &d.fact.kind, d.during.start),
        Fact::Order(_, d) => (Field::Order, &d.fact.text, d.during.start),
        Fact::Mark(d) => match &d.fact {
            Mark::Flag(text) | Mark::Isolation(text) => (Field::Flag, text, d.during.start),
            Mark::Vulnerable => (Field::Flag, "cannot call for help", d.during.start),
        },
        Fact::Escalation(at, text) => (Field::Escalation, text, *at),
        Fact::Pregnant(at, true) => (Field::Condition, "pregnant", *at),
        Fact::Pregnant(at, false) => (Field::Condition, "not pregnant", *at),
        Fact::Acuity(at, AcuityBand::Low) => (Field::Observation, "acuity low", *at),
        Fact::Acuity(at, AcuityBand::Medium) => (Field::Observation, "acuity medium", *at),
        Fact::Acuity(at, AcuityBand::High) => (Field::Observation, "acuity high", *at),
        Fact::Said(field, text, at) => (*field, text, *at),
    };
    person.says(field, value, source, at);
}

fn of_readings(person: &mut Person, readings: &[(When, Reading)], source: &Source) {
    for (at, reading) in readings {
        let (field, value) = match reading {
            Reading::Score(n) => (Field::News2, n.to_string()),
            Reading::Respirations(n) => (Field::Observation, format!("respirations {n}")),
            Reading::Spo2(n) => (Field::Observation, format!("SpO2 {n} %")),
            Reading::Oxygen(true) => (Field::Observation, "on oxygen".to_owned()),
            Reading::Oxygen(false) => (Field::Observation, "on air".to_owned()),
            Reading::Scale2 => (Field::Observation, "SpO2 scale 2".to_owned()),
            Reading::Systolic(n) => (Field::Observation, format!("systolic {n}")),
            Reading::Diastolic(n) => (Field::Observation, format!("diastolic {n}")),
            Reading::Pulse(n) => (Field::Observation, format!("pulse {n}")),
            Reading::Consciousness(c) => (Field::Observation, format!("{c:?}").to_lowercase()),
            Reading::TemperatureTenths(n) => {
                (Field::Observation, format!("temperature {}.{}", n / 10, n % 10))
            }
        };
        person.says(field, value, source, Some(*at));
    }
}
