//! One person out of the messages about them: the newest word on each field, and every word as a claim.

use std::collections::BTreeMap;

use super::Entry;
use super::people::{Group, Record};
use super::{facts, stays};
use crate::claims::{Claim, Field};
use crate::feed::{Dated, Ledger, Mark, Period, Person, When};
use crate::hl7::patient::shown;
use crate::hl7::visit;
use crate::model::{Condition, Sex, Source};

/// Puts a person together.
pub(super) fn person(group: &Group<'_>, as_of: Option<When>, ledger: &mut Ledger) -> Person {
    let mut person = Person::default();
    for record in &group.records {
        person.absorb(identity(record));
    }
    let local = person.local.clone();
    person.also.retain(|n| Some(n) != local.as_ref());
    let mut seen = std::collections::HashSet::new();
    person.also.retain(|n| seen.insert(n.clone()));
    let all = group.entries();
    let entries: Vec<Entry<'_>> = all.iter().copied().filter(Entry::is_of_stay).collect();
    let found = stays::stays(&entries, &group.renumbered, as_of, ledger);
    standing_facts(&entries, &mut person);
    facts::devices(&entries, &found, &mut person);
    facts::orders(&entries, as_of, &mut person);
    facts::allergies(&all, as_of, &mut person);
    for (from, until) in &found.leaves {
        person.marks.push(Dated {
            fact: Mark::Flag("on leave from the ward, bed kept".to_owned()),
            during: Period {
                start: Some(*from),
                end: *until,
            },
            stay: None,
        });
    }
    person.stays = found.all;
    claims(&all, &mut person);
    let away = all
        .iter()
        .filter(|e| !e.is_of_stay())
        .filter_map(|e| e.part.facts.as_ref());
    let of_allergies = away
        .flat_map(|facts| &facts.claims)
        .filter(|c| c.field == Field::Allergy);
    person.claims.extend(of_allergies.cloned());
    for entry in all.first().into_iter().chain(all.last()) {
        if !person.sources.contains(&entry.message.source) {
            person.sources.push(entry.message.source.clone());
        }
    }
    person
}

/// Who it is, as the messages under one number say, the newest last.
fn identity(record: &Record<'_>) -> Person {
    let mut person = Person::default();
    let (mut name, mut verified) = (None, None);
    for entry in record.entries.iter().filter(|e| e.names()) {
        let who = &entry.part.who;
        who.name.clone().apply(&mut name);
        who.born.clone().apply(&mut person.born);
        who.sex.clone().apply(&mut person.sex);
        who.language.clone().apply(&mut person.language);
        who.died.clone().apply(&mut person.died);
        if let Some(nhs) = &who.nhs {
            verified = nhs.verified.or(verified);
            person.nhs = Some(nhs.clone());
        }
        // A number that was moved to somebody else is theirs now.
        if let Some(number) = who.numbers.iter().find(|n| record.numbers.contains(n)) {
            person.local = Some((number.authority.clone(), number.value.clone()));
        }
    }
    if let Some(nhs) = &mut person.nhs {
        nhs.verified = verified;
    }
    person.name = name.unwrap_or_default();
    let all = record
        .numbers
        .iter()
        .map(|n| (n.authority.clone(), n.value.clone()));
    match &person.local {
        None => {
            let mut all = all;
            person.local = all.next();
            person.also = all.collect();
        }
        Some(local) => person.also = all.filter(|n| n != local).collect(),
    }
    person
}

/// Facts that no later message takes back; the same words of a condition are one, as said last.
fn standing_facts(entries: &[Entry<'_>], person: &mut Person) {
    let mut conditions: BTreeMap<String, (usize, Vec<String>, Dated<Condition>)> = BTreeMap::new();
    for entry in entries {
        let Some(facts) = &entry.part.facts else { continue };
        for (keys, condition) in &facts.conditions {
            let n = conditions.len();
            let n = conditions.get(&condition.fact.text).map_or(n, |(n, ..)| *n);
            conditions.insert(condition.fact.text.clone(), (n, keys.clone(), condition.clone()));
        }
        for procedure in &facts.procedures {
            if !person.procedures.iter().any(|p| p.fact == procedure.fact) {
                person.procedures.push(procedure.clone());
            }
        }
        person.readings.extend(facts.readings.iter().copied());
        person.weights.extend(facts.weights.iter().cloned());
        person.breathing.extend(facts.breathing.iter().cloned());
        person.given.extend(facts.given.iter().cloned());
        person.escalation.extend(facts.escalation.iter().cloned());
        person.pregnant.extend(facts.pregnant.iter().copied());
        person.acuity.extend(facts.acuity.iter().copied());
        for mark in &facts.marks {
            if !person.marks.iter().any(|m| m.fact == mark.fact) {
                person.marks.push(mark.clone());
            }
        }
        person.claims.extend(facts.claims.iter().cloned());
    }
    let mut conditions: Vec<_> = conditions.into_values().collect();
    conditions.sort_by_key(|(n, ..)| *n);
    person
        .conditions
        .extend(conditions.into_iter().map(|(_, keys, c)| (keys, c)));
}

/// What each message says of who and where the patient is; of the same words only the newest message.
fn claims(entries: &[Entry<'_>], person: &mut Person) {
    let mut said: BTreeMap<(Field, String), (Source, When)> = BTreeMap::new();
    let mut say = |field, value: String, place: &str, entry: &Entry<'_>| {
        let source = Source {
            file: entry.message.source.file.clone(),
            at: format!("{}, {place}", entry.message.source.at),
        };
        said.insert((field, value), (source, entry.message.at));
    };
    for entry in entries {
        if entry.names() {
            who(entry, &mut say);
        }
        if !entry.is_of_stay() {
            continue;
        }
        let Some(visit) = &entry.part.visit else { continue };
        if let Some(place) = &visit.place {
            say(Field::Place, visit::shown(place), "PV1-3", entry);
        }
        if let Some(admitted) = &visit.admitted {
            say(Field::Admitted, admitted.at.to_rfc3339(), "PV1-44", entry);
        }
        if let Some(consultant) = &visit.consultant {
            say(Field::Consultant, consultant.clone(), "PV1-7", entry);
        }
    }
    person
        .claims
        .extend(said.into_iter().map(|((field, value), (source, at))| Claim {
            field,
            value,
            source,
            at: Some(at),
        }));
}

/// What a message says of who it is.
fn who(entry: &Entry<'_>, say: &mut dyn FnMut(Field, String, &str, &Entry<'_>)) {
    let who = &entry.part.who;
    if let Some(name) = who.name.is() {
        say(Field::Name, shown(name), "PID-5", entry);
    }
    for alias in &who.aliases {
        say(Field::Name, format!("{alias} (other name)"), "PID-5", entry);
    }
    if let Some(born) = who.born.is() {
        say(Field::Born, born.to_string(), "PID-7", entry);
    }
    if let Some(sex) = who.sex.is() {
        let sex = match sex {
            Sex::Female => "female",
            Sex::Male => "male",
            Sex::Other => "other",
        };
        say(Field::Sex, sex.to_owned(), "PID-8", entry);
    }
    if let Some(nhs) = &who.nhs {
        say(Field::NhsNumber, nhs.digits.clone(), "PID-3", entry);
    }
    for number in &who.numbers {
        let by = if number.authority.is_empty() {
            String::new()
        } else {
            format!(" ({})", number.authority)
        };
        say(Field::LocalId, format!("{}{by}", number.value), "PID-3", entry);
    }
}
