//! What became other between two snapshots: who came, who went, who moved, whose allergies changed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::model::{Allergies, Patient, PatientId, PersonName, Place, Snapshot};

/// One person's change of a field, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Who.
    pub patient: PatientId,
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
}

/// One snapshot against an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The moment of the earlier one.
    pub since: DateTime<Utc>,
    /// In a bed now and not then, in census order.
    pub came: Vec<PatientId>,
    /// In a bed then and not now, in the order of the earlier census.
    pub went: Vec<PatientId>,
    /// In another ward, bay or bed.
    pub moved: Vec<Changed>,
    /// What is known of allergies is another.
    pub allergies: Vec<Changed>,
    /// Known by another name, number or date of birth.
    pub identity: Vec<Changed>,
}

impl Changes {
    /// Compares a snapshot with an earlier one. People are the same when their keys are the same.
    pub fn between(before: &Snapshot, after: &Snapshot) -> Self {
        let index = |s: &Snapshot| -> BTreeMap<PatientId, usize> {
            s.patients
                .iter()
                .enumerate()
                .map(|(i, p)| (p.id.clone(), i))
                .collect()
        };
        let (then, now) = (index(before), index(after));
        let missing = |from: &Snapshot, other: &BTreeMap<PatientId, usize>| {
            let gone = from.patients.iter().filter(|p| !other.contains_key(&p.id));
            gone.map(|p| p.id.clone()).collect()
        };
        let mut changes = Self {
            since: before.as_of,
            came: missing(after, &then),
            went: missing(before, &now),
            moved: Vec::new(),
            allergies: Vec::new(),
            identity: Vec::new(),
        };
        for p in &after.patients {
            if let Some(was) = then.get(&p.id).and_then(|i| before.patients.get(*i)) {
                changes.compare(was, p);
            }
        }
        changes
    }

    fn compare(&mut self, was: &Patient, is: &Patient) {
        let mut note = |list: fn(&mut Self) -> &mut Vec<Changed>, before: String, after: String| {
            if before != after {
                list(self).push(Changed {
                    patient: is.id.clone(),
                    before,
                    after,
                });
            }
        };
        note(|c| &mut c.moved, place_words(&was.place), place_words(&is.place));
        note(
            |c| &mut c.allergies,
            allergy_words(&was.allergies),
            allergy_words(&is.allergies),
        );
        note(|c| &mut c.identity, identity_words(was), identity_words(is));
    }

    /// Nothing is other.
    pub fn is_empty(&self) -> bool {
        self.came.is_empty()
            && self.went.is_empty()
            && self.moved.is_empty()
            && self.allergies.is_empty()
            && self.identity.is_empty()
    }
}

/// "AMU, Bay 2, bed 04", or that it is not known.
pub fn place_words(place: &Place) -> String {
    let ward = if place.ward.is_empty() {
        "ward not known"
    } else {
        &place.ward
    };
    let bed = match place.bed.as_deref() {
        Some(bed) if bed.to_lowercase().starts_with("bed") || bed.contains(char::is_alphabetic) => {
            bed.to_owned()
        }
        Some(bed) => format!("bed {bed}"),
        None => "bed not known".to_owned(),
    };
    match place.bay.as_deref() {
        Some(bay) => format!("{ward}, {bay}, {bed}"),
        None => format!("{ward}, {bed}"),
    }
}

/// What is known of allergies, in a line.
pub fn allergy_words(allergies: &Allergies) -> String {
    match allergies {
        Allergies::NotKnown => "not known".to_owned(),
        Allergies::NoneKnown { .. } => "none known".to_owned(),
        Allergies::Recorded { items } => {
            let mut names: Vec<&str> = items.iter().map(|a| a.substance.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            names.join(", ")
        }
    }
}

fn identity_words(p: &Patient) -> String {
    let born = p
        .born
        .map_or_else(|| "date of birth not known".to_owned(), |b| format!("born {b}"));
    let nhs = p.nhs_number.as_ref().map_or_else(
        || "NHS number not known".to_owned(),
        |n| format!("NHS number {}", crate::nhs_number::grouped(&n.digits)),
    );
    format!("{}, {born}, {nhs}", name_words(p))
}

/// "OKAFOR, Grace", or that it is not known.
pub fn name_words(p: &Patient) -> String {
    name_in_full(&p.name).unwrap_or_else(|| "name not known".to_owned())
}

/// "OKAFOR, Grace", never cut; `None` when neither family name nor first name is known.
pub fn name_in_full(name: &PersonName) -> Option<String> {
    let given = name.given.join(" ");
    let family = name.family.to_uppercase();
    match (family.is_empty(), given.is_empty()) {
        (true, true) => None,
        (true, false) => Some(given),
        (false, true) => Some(family),
        (false, false) => Some(format!("{family}, {given}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Allergy;
    use crate::sample::sample_hospital;
    use proptest::prelude::*;

    fn sample(seed: u64) -> Snapshot {
        let at = "2026-11-21T02:00:00Z".parse().unwrap();
        sample_hospital(seed, 40, at).snapshot
    }

    #[test]
    fn who_came_went_moved_and_whose_allergy_is_another() {
        let before = sample(3);
        let mut after = before.clone();
        after.as_of += chrono::TimeDelta::hours(1);
        let gone = after.patients.remove(5);
        after.patients[0].place.ward = "Ward 99".to_owned();
        after.patients[0].place.bay = None;
        after.patients[0].place.bed = Some("7".to_owned());
        after.patients[1].allergies = Allergies::Recorded {
            items: vec![Allergy {
                substance: "Latex".to_owned(),
                codes: Vec::new(),
                reaction: None,
                severity: None,
                source: None,
                recorded: None,
                unconfirmed: false,
            }],
        };
        let mut new = before.patients[5].clone();
        new.id = PatientId("mrn::NEW".to_owned());
        after.patients.push(new);
        let changes = Changes::between(&before, &after);
        assert_eq!(changes.went, [gone.id]);
        assert_eq!(changes.came, [PatientId("mrn::NEW".to_owned())]);
        assert_eq!(changes.moved.len(), 1);
        assert_eq!(changes.moved[0].after, "Ward 99, bed 7");
        assert_eq!(changes.allergies[0].after, "Latex");
        assert!(changes.identity.is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn what_came_one_way_went_the_other(a in 0u64..50, b in 0u64..50) {
            let (x, y) = (sample(a), sample(b));
            let (there, back) = (Changes::between(&x, &y), Changes::between(&y, &x));
            prop_assert_eq!(&there.came, &back.went);
            prop_assert_eq!(&there.went, &back.came);
            prop_assert_eq!(there.moved.len(), back.moved.len());
            prop_assert!(Changes::between(&x, &x).is_empty());
        }
    }
}
