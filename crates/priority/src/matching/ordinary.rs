//! Patients in whom nothing was found because there is nothing to find: ordinary care, recognised as such.
//!
//! Failing upward is the rule: one condition that the list does not know, one infusion, one urgent order, a ward
//! where technology carries patients, and the patient stays "not profiled".

use battlebag_bag::Bag;
use battlebag_bag::words::{contains_phrase, folded_words};
use battlebag_census::model::{Patient, Standing, WardKind};

use super::Because;
use super::facts::{Fact, is_urgent};

/// Word lists in `action-cards/matching/ordinary.toml`.
const ORDINARY: &str = "ordinary";
const NOT_ORDINARY: &str = "not-ordinary";
/// Devices, drips and breathing words that need nothing but a ward.
const THINGS: &str = "ordinary-things";
/// The two lists, as folded words.
#[derive(Debug)]
pub(super) struct OrdinaryCare {
    ordinary: Vec<Vec<String>>,
    not_ordinary: Vec<Vec<String>>,
    things: Vec<Vec<String>>,
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
        }
    }

    /// Whether a problem or a procedure is ordinary care.
    pub fn knows(&self, fact: &Fact) -> bool {
        self.is_ordinary(&fact.because.fact)
    }

    /// Whether a device, a drip or a breathing word is an ordinary thing on a ward.
    pub fn knows_thing(&self, fact: &Fact) -> bool {
        let words = folded_words(&fact.because.fact);
        self.things.iter().any(|phrase| contains_phrase(&words, phrase))
    }

    /// The conditions that make a patient's care ordinary; `None` when it is not known to be.
    pub fn because(&self, patient: &Patient) -> Option<Vec<Because>> {
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
        let awaited = patient
            .orders
            .iter()
            .filter_map(|order| order.priority.as_deref())
            .any(is_urgent);
        if carried_by_technology
            || running
            || awaited
            || patient.breathing.as_deref().is_some_and(is_supported)
        {
            return None;
        }
        let current = patient
            .conditions
            .iter()
            .enumerate()
            .filter(|(_, c)| c.standing != Standing::Past);
        let mut because = Vec::new();
        for (index, condition) in current {
            if !self.is_ordinary(&condition.text) || condition.standing == Standing::Suspected {
                return None;
            }
            because.push(Because {
                fact: condition.text.clone(),
                field: format!("conditions[{index}]"),
            });
        }
        (!because.is_empty()).then_some(because)
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
    use battlebag_census::sample::sample_hospital;

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
        patient
    }

    #[test]
    fn one_thing_that_is_not_known_keeps_a_patient_not_profiled() {
        let care = OrdinaryCare::new(&Bag::shipped().unwrap());
        assert!(care.because(&patient("Urinary tract infection")).is_some());
        assert!(care.because(&patient("Urea cycle disorder")).is_none());
        assert!(care.because(&patient("Severe pneumonia")).is_none());
        assert!(
            care.because(&patient("Pneumonia with respiratory failure"))
                .is_none()
        );

        let mut suspected = patient("Pneumonia");
        suspected.conditions[0].standing = Standing::Suspected;
        assert!(care.because(&suspected).is_none());

        let mut in_intensive_care = patient("Pneumonia");
        in_intensive_care.place.kind = WardKind::IntensiveCare;
        assert!(care.because(&in_intensive_care).is_none());

        let mut nothing_current = patient("Pneumonia");
        nothing_current.conditions[0].standing = Standing::Past;
        assert!(
            care.because(&nothing_current).is_none(),
            "nobody has said why they are here"
        );

        let mut second = patient("Pneumonia");
        let mut unknown = second.conditions[0].clone();
        unknown.text = "Urea cycle disorder".into();
        second.conditions.push(unknown);
        assert!(care.because(&second).is_none());
    }
}
