//! One person, one entry: people are joined only by an identical strong identifier, and a contradiction keeps both.

use std::collections::HashMap;

use crate::feed::{Ledger, Person};
use crate::model::PatientId;
use crate::nhs_number;

/// Joins entries of the same person and gives each person a key. The order of entries decides which facts come first.
pub(crate) fn one_entry_each(people: Vec<(String, Person)>, ledger: &mut Ledger) -> Vec<(PatientId, Person)> {
    let mut kept: Vec<(String, Person)> = Vec::with_capacity(people.len());
    let mut by_identifier: HashMap<String, Vec<usize>> = HashMap::with_capacity(people.len());
    for (key, person) in people {
        let identifiers = identifiers(&person);
        if let Some(at) = same_person(&person, &identifiers, &kept, &by_identifier, ledger) {
            if let Some((_, known)) = kept.get_mut(at) {
                known.absorb(person);
            }
            remember(identifiers, at, &mut by_identifier);
        } else {
            remember(identifiers, kept.len(), &mut by_identifier);
            kept.push((key, person));
        }
    }
    with_keys(kept)
}

fn identifiers(person: &Person) -> Vec<String> {
    let nhs = person.nhs.as_ref().map(|n| format!("nhs:{}", n.digits));
    let local = person
        .local
        .as_ref()
        .map(|(system, value)| format!("mrn:{system}:{value}"));
    nhs.into_iter().chain(local).collect()
}

fn remember(identifiers: Vec<String>, at: usize, by_identifier: &mut HashMap<String, Vec<usize>>) {
    for identifier in identifiers {
        let known = by_identifier.entry(identifier).or_default();
        if !known.contains(&at) {
            known.push(at);
        }
    }
}

fn same_person(
    person: &Person,
    identifiers: &[String],
    kept: &[(String, Person)],
    by_identifier: &HashMap<String, Vec<usize>>,
    ledger: &mut Ledger,
) -> Option<usize> {
    for identifier in identifiers {
        let mut contradicted = None;
        for at in by_identifier.get(identifier).into_iter().flatten() {
            let Some((_, known)) = kept.get(*at) else { continue };
            match contradiction(person, known) {
                None => return Some(*at),
                Some(what) => contradicted = Some((known, what)),
            }
        }
        if let Some((known, what)) = contradicted {
            warn_of_contradiction(person, known, identifier, what, ledger);
        }
    }
    None
}

/// What tells two entries with one identifier apart.
fn contradiction(a: &Person, b: &Person) -> Option<&'static str> {
    if let (Some(x), Some(y)) = (a.born, b.born)
        && x != y
    {
        return Some("different dates of birth");
    }
    if let (Some(x), Some(y)) = (&a.nhs, &b.nhs)
        && x.digits != y.digits
    {
        return Some("different NHS numbers");
    }
    let unborn = a.born.is_none() || b.born.is_none();
    let (x, y) = (a.name.family.to_lowercase(), b.name.family.to_lowercase());
    if unborn && !x.is_empty() && !y.is_empty() && x != y {
        return Some("different names and no date of birth to compare");
    }
    None
}

fn warn_of_contradiction(person: &Person, known: &Person, identifier: &str, what: &str, ledger: &mut Ledger) {
    let (file, at) = person
        .sources
        .first()
        .map_or((String::new(), String::new()), |s| (s.file.clone(), s.at.clone()));
    let there = known
        .sources
        .first()
        .map_or(String::new(), |s| format!("{}, {}", s.file, s.at));
    let number = match identifier.strip_prefix("nhs:") {
        Some(digits) => format!("The NHS number {}", nhs_number::grouped(digits)),
        None => format!(
            "The hospital number {}",
            identifier.rsplit(':').next().unwrap_or(identifier)
        ),
    };
    let text = format!(
        "{number} is also used at {there}, with {what}. Both are kept as two people. Check both wristbands before using it."
    );
    ledger.warn(&file, at, text);
}

/// Keys: the NHS number, else the hospital number, else the feed's own key. Where two people would get one key (a
/// contradiction above), the date of birth, and at last a count, tells them apart.
fn with_keys(kept: Vec<(String, Person)>) -> Vec<(PatientId, Person)> {
    let first_choice: Vec<String> = kept
        .iter()
        .map(|(key, person)| {
            identifiers(person)
                .into_iter()
                .next()
                .unwrap_or_else(|| key.clone())
        })
        .collect();
    let mut wanted: HashMap<&str, usize> = HashMap::with_capacity(first_choice.len());
    for key in &first_choice {
        *wanted.entry(key).or_default() += 1;
    }
    let mut used: HashMap<String, usize> = HashMap::with_capacity(first_choice.len());
    let mut out = Vec::with_capacity(kept.len());
    for (key, (_, person)) in first_choice.iter().zip(kept) {
        let shared = wanted.get(key.as_str()).is_some_and(|n| *n > 1);
        let key = match person.born {
            Some(born) if shared => format!("{key}/born-{born}"),
            _ => key.clone(),
        };
        let n = used.entry(key.clone()).or_default();
        *n += 1;
        let key = if *n == 1 { key } else { format!("{key}/{n}") };
        out.push((PatientId(key), person));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NhsNumber, PersonName, Source};
    use chrono::NaiveDate;

    fn person(nhs: Option<&str>, mrn: Option<&str>, year: Option<i32>, family: &str) -> (String, Person) {
        let person = Person {
            nhs: nhs.map(|d| NhsNumber {
                digits: d.to_owned(),
                verified: None,
            }),
            local: mrn.map(|m| (String::new(), m.to_owned())),
            born: year.and_then(|y| NaiveDate::from_ymd_opt(y, 1, 1)),
            name: PersonName {
                family: family.to_owned(),
                ..PersonName::default()
            },
            sources: vec![Source {
                file: "a.csv".to_owned(),
                at: "line 2".to_owned(),
            }],
            ..Person::default()
        };
        (format!("row:{family}"), person)
    }

    fn keys(people: Vec<(String, Person)>) -> (Vec<String>, Vec<String>) {
        let mut ledger = Ledger::default();
        let kept = one_entry_each(people, &mut ledger);
        (
            kept.into_iter().map(|(id, _)| id.0).collect(),
            ledger.warnings.into_iter().map(|w| w.text).collect(),
        )
    }

    #[test]
    fn only_an_identical_strong_identifier_joins() {
        let (ids, warnings) = keys(vec![
            person(Some("9990000018"), Some("1"), Some(1950), "Okafor"),
            person(Some("9990000018"), None, None, "Okafor"),
            person(None, Some("1"), Some(1950), "Okafor"),
            person(None, None, Some(1950), "Okafor"),
        ]);
        assert_eq!(ids, ["nhs:9990000018", "row:Okafor"]);
        assert!(warnings.is_empty());
    }

    #[test]
    fn one_number_with_two_birthdays_is_two_people() {
        let (ids, warnings) = keys(vec![
            person(Some("9990000018"), None, Some(1950), "Okafor"),
            person(Some("9990000018"), None, Some(1984), "Okafor"),
        ]);
        assert_eq!(
            ids,
            ["nhs:9990000018/born-1950-01-01", "nhs:9990000018/born-1984-01-01"]
        );
        insta::assert_snapshot!(warnings.join("\n"), @"The NHS number 999 000 0018 is also used at a.csv, line 2, with different dates of birth. Both are kept as two people. Check both wristbands before using it.");
    }

    #[test]
    fn one_hospital_number_with_three_names_is_three_people() {
        let (ids, warnings) = keys(vec![
            person(None, Some("PATID1234"), None, "Jones"),
            person(None, Some("PATID1234"), None, "Smith"),
            person(None, Some("PATID1234"), None, "Khan"),
        ]);
        assert_eq!(ids, ["mrn::PATID1234", "mrn::PATID1234/2", "mrn::PATID1234/3"]);
        assert_eq!(warnings.len(), 2);
    }
}
