//! One person, one entry. People are joined by an identical strong identifier; by name and date of birth only where one
//! of the two has no identifier at all and nobody else fits; and a contradiction keeps both, and is said.

use std::collections::HashMap;

use crate::feed::{Ledger, Person};
use crate::model::{PatientId, Snapshot};
use crate::nhs_number;

/// Keys of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keys {
    /// The one in use.
    pub id: PatientId,
    /// Those by the person's other numbers.
    pub aka: Vec<PatientId>,
}

/// Joins entries of the same person and gives each person keys. The order of entries decides which facts come first.
pub(crate) fn one_entry_each(people: Vec<(String, Person)>, ledger: &mut Ledger) -> Vec<(Keys, Person)> {
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
    with_keys(join_by_name(kept, ledger))
}

/// NHS number, hospital number, other numbers: the strongest first.
pub(crate) fn identifiers(person: &Person) -> Vec<String> {
    let nhs = person.nhs.as_ref().map(|n| format!("nhs:{}", n.digits));
    let numbers = person.local.iter().chain(&person.also);
    let local = numbers.map(|(system, value)| format!("mrn:{system}:{value}"));
    let mut all: Vec<String> = nhs.into_iter().chain(local).collect();
    let mut seen = std::collections::HashSet::new();
    all.retain(|one| seen.insert(one.clone()));
    all
}

/// Family and first name in small letters, and date of birth; `None` when either is not known.
pub(crate) fn name_and_birth(person: &Person) -> Option<(String, chrono::NaiveDate)> {
    let family = person.name.family.trim().to_lowercase();
    let given = person.name.given.first()?.trim().to_lowercase();
    if family.is_empty() || given.is_empty() {
        return None;
    }
    Some((format!("{family}, {given}"), person.born?))
}

/// Joins those who have no number at all to the one other with the same name and date of birth.
fn join_by_name(kept: Vec<(String, Person)>, ledger: &mut Ledger) -> Vec<(String, Person)> {
    let mut by_name: HashMap<(String, chrono::NaiveDate), Vec<usize>> = HashMap::new();
    for (i, (_, person)) in kept.iter().enumerate() {
        if let Some(key) = name_and_birth(person) {
            by_name.entry(key).or_default().push(i);
        }
    }
    // Who goes into whom.
    let mut into: HashMap<usize, usize> = HashMap::new();
    for same in by_name.into_values().filter(|same| same.len() > 1) {
        let numbered = |i: &usize| kept.get(*i).is_some_and(|(_, p)| !identifiers(p).is_empty());
        let (with, without): (Vec<usize>, Vec<usize>) = same.iter().copied().partition(|i| numbered(i));
        let fits = |a: usize, b: usize| match (kept.get(a), kept.get(b)) {
            (Some((_, a)), Some((_, b))) => a.sex.is_none() || b.sex.is_none() || a.sex == b.sex,
            _ => false,
        };
        if let ([one], [other]) = (with.as_slice(), without.as_slice())
            && fits(*one, *other)
        {
            into.insert(*other, *one);
            continue;
        }
        warn_of_namesakes(&same, &kept, ledger);
    }
    let mut people: Vec<Option<(String, Person)>> = kept.into_iter().map(Some).collect();
    let mut joined: Vec<(usize, usize)> = into.into_iter().collect();
    joined.sort_unstable();
    for (from, to) in joined {
        let Some((_, person)) = people.get_mut(from).and_then(Option::take) else {
            continue;
        };
        let (file, at) = place_of(&person);
        if let Some(Some((_, known))) = people.get_mut(to) {
            let (there_file, there_at) = place_of(known);
            let text = format!(
                "This record has no number. It was joined to {there_file}, {there_at}, by name and date of birth. Check the wristband."
            );
            ledger.warn(&file, at, text);
            known.absorb(person);
        }
    }
    people.into_iter().flatten().collect()
}

fn place_of(person: &Person) -> (String, String) {
    let first = person.sources.first();
    first.map_or_else(<(String, String)>::default, |s| (s.file.clone(), s.at.clone()))
}

fn warn_of_namesakes(same: &[usize], kept: &[(String, Person)], ledger: &mut Ledger) {
    let places: Vec<(String, String)> = same
        .iter()
        .filter_map(|i| kept.get(*i).map(|(_, p)| place_of(p)))
        .collect();
    let Some((file, at)) = places.first() else { return };
    let others: Vec<String> = places
        .iter()
        .skip(1)
        .map(|(file, at)| format!("{file}, {at}"))
        .collect();
    let text = format!(
        "The same name and date of birth are also at {}, and no number says that it is one person. All are kept apart. Check the wristbands.",
        others.join("; ")
    );
    ledger.warn(file, at.clone(), text);
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
fn with_keys(kept: Vec<(String, Person)>) -> Vec<(Keys, Person)> {
    let all: Vec<Vec<String>> = kept.iter().map(|(_, person)| identifiers(person)).collect();
    let first_choice: Vec<String> = kept
        .iter()
        .zip(&all)
        .map(|((key, _), all)| all.first().unwrap_or(key).clone())
        .collect();
    let mut wanted: HashMap<&str, usize> = HashMap::with_capacity(first_choice.len());
    for key in &first_choice {
        *wanted.entry(key).or_default() += 1;
    }
    // A number that two people claim is a key of neither.
    let mut claimed: HashMap<&str, usize> = HashMap::with_capacity(first_choice.len());
    for key in all.iter().flatten() {
        *claimed.entry(key).or_default() += 1;
    }
    let mut used: HashMap<String, usize> = HashMap::with_capacity(first_choice.len());
    let mut out = Vec::with_capacity(kept.len());
    for ((first, all), (_, person)) in first_choice.iter().zip(&all).zip(kept) {
        let shared = wanted.get(first.as_str()).is_some_and(|n| *n > 1);
        let key = match person.born {
            Some(born) if shared => format!("{first}/born-{born}"),
            _ => first.clone(),
        };
        let n = used.entry(key.clone()).or_default();
        *n += 1;
        let key = if *n == 1 { key } else { format!("{key}/{n}") };
        let others = all
            .iter()
            .filter(|other| *other != first && claimed.get(other.as_str()) == Some(&1));
        let aka = others.cloned().map(PatientId).collect();
        let id = PatientId(key);
        out.push((Keys { id, aka }, person));
    }
    out
}

/// Lets people keep the key that they had in the snapshot before, when it is one of theirs: what was said of a person
/// holds on when the feed learns another of their numbers.
pub fn carry_keys(before: &Snapshot, after: &mut Snapshot) {
    let known: HashMap<&PatientId, &[PatientId]> = before
        .patients
        .iter()
        .map(|p| (&p.id, p.aka.as_slice()))
        .collect();
    let taken: std::collections::HashSet<PatientId> = after.patients.iter().map(|p| p.id.clone()).collect();
    for patient in &mut after.patients {
        if known.contains_key(&patient.id) {
            continue;
        }
        let was = patient
            .aka
            .iter()
            .position(|key| known.contains_key(key) && !taken.contains(key));
        if let Some(was) = was.and_then(|i| patient.aka.get_mut(i)) {
            std::mem::swap(was, &mut patient.id);
        }
    }
    after.put_in_order();
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
            kept.into_iter().map(|(keys, _)| keys.id.0).collect(),
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

    fn named(mrn: Option<&str>, family: &str) -> (String, Person) {
        let (key, mut person) = person(None, mrn, Some(1950), family);
        person.name.given = vec!["Grace".to_owned()];
        (key, person)
    }

    #[test]
    fn name_and_birth_join_only_the_one_that_has_no_number() {
        let (ids, warnings) = keys(vec![named(Some("7"), "Okafor"), named(None, "OKAFOR")]);
        assert_eq!(ids, ["mrn::7"]);
        insta::assert_snapshot!(warnings.join("\n"), @"This record has no number. It was joined to a.csv, line 2, by name and date of birth. Check the wristband.");
        let (ids, warnings) = keys(vec![
            named(Some("7"), "Okafor"),
            named(Some("8"), "Okafor"),
            named(None, "Okafor"),
        ]);
        assert_eq!(ids.len(), 3, "nobody knows which of the two it is");
        insta::assert_snapshot!(warnings.join("\n"), @"The same name and date of birth are also at a.csv, line 2; a.csv, line 2, and no number says that it is one person. All are kept apart. Check the wristbands.");
    }

    #[test]
    fn a_key_holds_on_when_another_number_becomes_known() {
        let of = |nhs: Option<&str>| {
            let mut ledger = Ledger::default();
            one_entry_each(vec![person(nhs, Some("7"), Some(1950), "Okafor")], &mut ledger)
                .remove(0)
                .0
        };
        let (early, late) = (of(None), of(Some("9990000018")));
        assert_eq!((early.id.as_str(), early.aka.len()), ("mrn::7", 0));
        assert_eq!(
            (late.id.as_str(), late.aka[0].as_str()),
            ("nhs:9990000018", "mrn::7")
        );
        let at = "2026-11-21T02:00:00Z".parse().unwrap();
        let mut before = crate::sample::sample_hospital(1, 20, at).snapshot;
        let mut after = before.clone();
        (before.patients[4].id, before.patients[4].aka) = (early.id.clone(), early.aka);
        (after.patients[4].id, after.patients[4].aka) = (late.id, late.aka);
        carry_keys(&before, &mut after);
        assert!(after.patients.iter().any(|p| p.id == early.id));
        assert_eq!(crate::Changes::between(&before, &after).identity.len(), 0);
    }
}
