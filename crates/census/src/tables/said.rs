//! What a row says of a person, field by field, with the row as its source.

use crate::claims::Field;
use crate::feed::{AllergyClaim, Person, Reading, When};
use crate::model::{Consciousness, Place, Sex, Source};

/// Keeps a census row's word on every field that was taken from it.
pub(super) fn by_census(person: &mut Person, made: Option<When>) {
    let Some(source) = person.sources.first().cloned() else {
        return;
    };
    let mut said: Vec<(Field, String, Option<When>)> = Vec::new();
    let mut say = |field, value: String, at: Option<When>| {
        if !value.is_empty() {
            said.push((field, value, at.or(made)));
        }
    };
    let name = [person.name.family.to_uppercase(), person.name.given.join(" ")];
    say(
        Field::Name,
        name.iter()
            .filter(|n| !n.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(", "),
        None,
    );
    say(
        Field::Born,
        person.born.map(|d| d.to_string()).unwrap_or_default(),
        None,
    );
    say(
        Field::Sex,
        person.sex.map(|s| sex_word(s).to_owned()).unwrap_or_default(),
        None,
    );
    say(
        Field::NhsNumber,
        person.nhs.as_ref().map(|n| n.digits.clone()).unwrap_or_default(),
        None,
    );
    say(
        Field::LocalId,
        person.local.as_ref().map(|(_, n)| n.clone()).unwrap_or_default(),
        None,
    );
    for stay in &person.stays {
        for placed in &stay.places {
            say(Field::Place, place_words(&placed.place), None);
        }
        say(
            Field::Admitted,
            stay.period.start.map(|at| at.to_rfc3339()).unwrap_or_default(),
            stay.period.start,
        );
        say(
            Field::Consultant,
            stay.consultant.clone().unwrap_or_default(),
            None,
        );
    }
    for (_, condition) in &person.conditions {
        say(Field::Condition, condition.fact.text.clone(), None);
    }
    for procedure in &person.procedures {
        say(Field::Procedure, procedure.fact.text.clone(), None);
    }
    for claim in &person.allergies {
        match claim {
            AllergyClaim::Allergy(allergy) => say(Field::Allergy, allergy.substance.clone(), None),
            AllergyClaim::NoneKnown { at, .. } => say(Field::Allergy, "no known allergies".to_owned(), *at),
        }
    }
    for (at, words) in &person.escalation {
        say(Field::Escalation, words.clone(), *at);
    }
    for weight in &person.weights {
        say(Field::Weight, format!("{} kg", weight.kg), weight.at);
    }
    for breathing in &person.breathing {
        say(Field::Breathing, breathing.fact.clone(), None);
    }
    for mark in &person.marks {
        say(Field::Flag, mark_words(&mark.fact), None);
    }
    for ordered in &person.ordered {
        say(Field::Medicine, ordered.medicine.name.clone(), None);
    }
    for (at, reading) in &person.readings {
        let field = if matches!(reading, Reading::Score(_)) {
            Field::News2
        } else {
            Field::Observation
        };
        say(field, reading_words(*reading), Some(*at));
    }
    for (field, value, at) in said {
        person.says(field, value, &source, at);
    }
}

fn mark_words(mark: &crate::feed::Mark) -> String {
    match mark {
        crate::feed::Mark::Flag(text) => text.clone(),
        crate::feed::Mark::Isolation(text) => format!("isolation: {text}"),
        crate::feed::Mark::Vulnerable => "cannot call for help".to_owned(),
    }
}

fn sex_word(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Other => "other",
    }
}

fn place_words(place: &Place) -> String {
    let bed = place.bed.as_ref().map(|b| format!("bed {b}"));
    let parts = [
        place.site.clone(),
        Some(place.ward.clone()),
        place.bay.clone(),
        bed,
    ];
    parts
        .into_iter()
        .flatten()
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// One reading as it would be shown.
pub(super) fn reading_words(reading: Reading) -> String {
    match reading {
        Reading::Respirations(n) => format!("{n} breaths a minute"),
        Reading::Spo2(n) => format!("oxygen saturation {n} %"),
        Reading::Oxygen(true) => "on oxygen".to_owned(),
        Reading::Oxygen(false) => "on air".to_owned(),
        Reading::Scale2 => "NEWS2 oxygen scale 2".to_owned(),
        Reading::Systolic(n) => format!("systolic {n} mmHg"),
        Reading::Diastolic(n) => format!("diastolic {n} mmHg"),
        Reading::Pulse(n) => format!("pulse {n} a minute"),
        Reading::Consciousness(c) => match c {
            Consciousness::Alert => "alert",
            Consciousness::Confusion => "new confusion",
            Consciousness::Voice => "responds to voice",
            Consciousness::Pain => "responds to pain",
            Consciousness::Unresponsive => "unresponsive",
        }
        .to_owned(),
        Reading::TemperatureTenths(n) => format!("{}.{} °C", n / 10, n % 10),
        Reading::Score(n) => n.to_string(),
    }
}

/// What joins a row to a person keeps the row's word too.
pub(super) fn by_row(
    source: Source,
    at: Option<When>,
    field: Field,
    values: Vec<String>,
) -> impl FnOnce(&mut Person) + Send {
    move |person| {
        for value in values {
            person.says(field, value, &source, at);
        }
    }
}
