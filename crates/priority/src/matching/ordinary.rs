//! Patients in whom nothing was found because there is nothing to find: ordinary care, recognised as such.
//!
//! Failing upward is the rule: one condition that the list does not know, one infusion, one urgent order, a ward
//! where technology carries patients, and the patient stays "not profiled".

use battlebag_bag::words::{contains_phrase, folded_words};
use battlebag_bag::{Bag, Where};
use battlebag_census::model::{Standing, WardKind};

use super::Because;
use super::facts::{Fact, Facts};

/// Word lists in `action-cards/matching/ordinary.toml`.
const ORDINARY: &str = "ordinary";
const NOT_ORDINARY: &str = "not-ordinary";
/// Devices, drips and breathing words that need nothing but a ward.
const THINGS: &str = "ordinary-things";
/// Forms of a medicine that never run: a list in `clues.toml`.
const NO_DRIP: &str = "not-a-drip";
/// The two lists, as folded words.
#[derive(Debug)]
pub(super) struct OrdinaryCare {
    ordinary: Vec<Vec<String>>,
    not_ordinary: Vec<Vec<String>>,
    things: Vec<Vec<String>>,
    no_drip: Vec<Vec<String>>,
}

impl OrdinaryCare {
    /// Reads the lists of a bag. A bag without them recognises nobody.
    pub fn new(bag: &Bag) -> Self {
        let list = |id: &str| {
            let words = bag
                .matching
                .words
                .get(id)
                .map(|list| list.words.as_slice())
                .unwrap_or_default();
            words.iter().map(|phrase| folded_words(phrase)).collect()
        };
        Self {
            ordinary: list(ORDINARY),
            not_ordinary: list(NOT_ORDINARY),
            things: list(THINGS),
            no_drip: list(NO_DRIP),
        }
    }

    /// Whether a problem or a procedure is ordinary care.
    pub fn knows(&self, fact: &Fact) -> bool {
        self.is_ordinary(&fact.because.fact)
    }

    /// Whether a device, a drip or a breathing word is an ordinary thing on a ward.
    pub fn knows_thing(&self, fact: &Fact) -> bool {
        let words = folded_words(&fact.because.fact);
        let any = |list: &[Vec<String>]| list.iter().any(|phrase| contains_phrase(&words, phrase));
        any(&self.things) && !any(&self.not_ordinary)
    }

    /// Whether a medicine's own words give a form that never runs (a tablet, a patch).
    pub fn is_no_drip(&self, fact: &Fact) -> bool {
        let words = folded_words(&fact.because.fact);
        self.no_drip.iter().any(|phrase| contains_phrase(&words, phrase))
    }

    /// The conditions that make a patient's care ordinary; `None` when it is not known to be. `is_spent` tells of an
    /// acute problem that is too old to need anything tonight.
    pub fn because(&self, facts: &Facts<'_>, is_spent: impl Fn(&Fact) -> bool) -> Option<Vec<Because>> {
        let patient = facts.patient;
        let carried_by_technology = matches!(
            patient.place.kind,
            WardKind::IntensiveCare
                | WardKind::HighDependency
                | WardKind::Emergency
                | WardKind::Theatre
                | WardKind::Labour
                | WardKind::Neonatal
                | WardKind::Community
        );
        let running = patient
            .medicines
            .iter()
            .any(|medicine| medicine.infusion.is_some());
        let awaited = facts.recorded.iter().any(|fact| fact.urgent);
        if carried_by_technology
            || running
            || awaited
            || patient.breathing.as_deref().is_some_and(is_supported)
            || facts
                .recorded
                .iter()
                .any(|fact| fact.is_a_new_procedure(facts) && !self.knows(fact) && !self.knows_thing(fact))
        {
            return None;
        }
        let mut because = Vec::new();
        let mut says_why = false;
        let conditions = facts
            .recorded
            .iter()
            .filter(|fact| fact.place == Where::Condition);
        for fact in conditions.filter(|fact| fact.standing != Standing::Past && !is_spent(fact)) {
            let social = self.knows_thing(fact);
            if fact.standing == Standing::Suspected || !(self.knows(fact) || social) {
                return None;
            }
            if !social {
                says_why |= fact.reason_for_stay || !fact.of_another_stay;
                because.push(fact.because.clone());
            }
        }
        says_why.then_some(because)
    }

    fn is_ordinary(&self, text: &str) -> bool {
        let words = folded_words(text);
        let any = |list: &[Vec<String>]| list.iter().any(|phrase| contains_phrase(&words, phrase));
        any(&self.ordinary) && !any(&self.not_ordinary)
    }
}

/// More than air or a little oxygen.
fn is_supported(breathing: &str) -> bool {
    let words = folded_words(breathing);
    [
        "ventilation",
        "niv",
        "cpap",
        "bipap",
        "hfno",
        "tracheostomy",
        "intubated",
    ]
    .iter()
    .any(|support| words.iter().any(|word| word == support))
        || contains_phrase(&words, &folded_words("high flow"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use battlebag_census::model::Patient;
    use battlebag_census::sample::sample_hospital;

    use crate::matching::lexicon::Lexicon;

    /// A patient of the sample hospital with one condition, in a medical ward, with nothing else.
    fn patient(text: &str) -> Patient {
        let at = "2026-11-14T02:00:00Z".parse().unwrap();
        let mut patient = sample_hospital(1, 300, at)
            .snapshot
            .patients
            .into_iter()
            .next()
            .unwrap();
        let mut condition = patient.conditions.first().cloned().unwrap();
        condition.text = text.to_owned();
        condition.standing = Standing::Active;
        patient.place.kind = WardKind::Medical;
        patient.conditions = vec![condition];
        patient.medicines.clear();
        patient.orders.clear();
        patient.breathing = None;
        patient.procedures.clear();
        patient
    }

    fn ordinary(patient: &Patient) -> bool {
        let bag = Bag::shipped().unwrap();
        let at = "2026-11-14T02:00:00Z".parse().unwrap();
        let facts = Facts::of(patient, at, &Lexicon::new(&bag.matching.clues));
        OrdinaryCare::new(&bag).because(&facts, |_| false).is_some()
    }

    #[test]
    fn one_thing_that_is_not_known_keeps_a_patient_not_profiled() {
        assert!(ordinary(&patient("Urinary tract infection")));
        assert!(!ordinary(&patient("Urea cycle disorder")));
        assert!(!ordinary(&patient("Severe pneumonia")));
        assert!(!ordinary(&patient("Pneumonia with respiratory failure")));

        let mut suspected = patient("Pneumonia");
        suspected.conditions[0].standing = Standing::Suspected;
        assert!(!ordinary(&suspected));

        let mut in_intensive_care = patient("Pneumonia");
        in_intensive_care.place.kind = WardKind::IntensiveCare;
        assert!(!ordinary(&in_intensive_care));

        let mut nothing_current = patient("Pneumonia");
        nothing_current.conditions[0].standing = Standing::Past;
        assert!(!ordinary(&nothing_current), "nobody has said why they are here");

        let mut second = patient("Pneumonia");
        let mut unknown = second.conditions[0].clone();
        unknown.text = "Urea cycle disorder".into();
        second.conditions.push(unknown);
        assert!(!ordinary(&second));
    }
}
