//! What FHIR files hold, record by record, before anybody is placed in a bed: to hold an export against its sender's own
//! counts on a quiet day.

use std::collections::BTreeMap;

use super::elements::{first_code, words};
use super::json::Json;

/// What files hold. Every number counts records as they were read, also those that belong to nobody in a bed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Resources by type; what is contained in a resource is not counted.
    pub resources: BTreeMap<String, u64>,
    /// What was found in them, by a name of ours: "Encounter status/class" and the like, each with its values.
    pub details: BTreeMap<&'static str, BTreeMap<String, u64>>,
    /// Ids of the patients.
    pub patient_ids: Vec<String>,
}

impl Contents {
    /// How many of a resource type.
    pub fn of(&self, kind: &str) -> u64 {
        self.resources.get(kind).copied().unwrap_or(0)
    }

    /// How many with one value of a detail.
    pub fn with(&self, detail: &str, value: &str) -> u64 {
        self.details
            .get(detail)
            .and_then(|values| values.get(value))
            .copied()
            .unwrap_or(0)
    }

    fn note(&mut self, detail: &'static str, value: &str) {
        let values = self.details.entry(detail).or_default();
        *values.entry(value.to_owned()).or_default() += 1;
    }

    fn note_if(&mut self, holds: bool, detail: &'static str) {
        if holds {
            self.note(detail, "yes");
        }
    }

    pub(super) fn count(&mut self, kind: &str, resource: &Json<'_>) {
        *self.resources.entry(kind.to_owned()).or_default() += 1;
        let has = |name: &str| !resource.get(name).is_nothing();
        let status = resource.get("status").text().unwrap_or("None");
        match kind {
            "Patient" => {
                let id = resource.get("id").decimal_or_text();
                self.patient_ids.push(id.unwrap_or_else(|| "None".to_owned()));
                self.note_if(!has("birthDate"), "patients without birthDate");
                let dead = has("deceasedDateTime") || resource.get("deceasedBoolean").truth() == Some(true);
                self.note_if(dead, "patients deceased");
            }
            "Encounter" => {
                let class = first_code(resource.get("class")).unwrap_or("None");
                self.note("encounter status/class", &format!("{status}/{class}"));
                self.note_if(has("location"), "encounters with location");
                let ended = !resource.get("period").get("end").is_nothing();
                self.note_if(!ended, "encounters without end");
            }
            "MedicationRequest" => self.count_request(resource, status),
            "AllergyIntolerance" => {
                let clinical = first_code(resource.get("clinicalStatus")).unwrap_or("None");
                self.note("allergy clinical status", clinical);
                self.note("allergy names", &words(resource.get("code")).unwrap_or_default());
            }
            "ServiceRequest" => self.note("service request status", status),
            _ => {}
        }
    }

    fn count_request(&mut self, resource: &Json<'_>, status: &str) {
        self.note("medication request status", status);
        self.note_if(
            !resource.get("medicationReference").is_nothing(),
            "medication requests by reference",
        );
        let dosages = resource.get("dosageInstruction").items();
        let rates = || dosages.iter().flat_map(|d| d.get("doseAndRate").items());
        self.note_if(!dosages.is_empty(), "medication requests with dosage");
        let routed = dosages.iter().any(|d| !d.get("route").is_nothing());
        self.note_if(routed, "medication requests with route");
        let dosed = rates().any(|r| !r.get("doseQuantity").is_nothing() || !r.get("doseRange").is_nothing());
        self.note_if(dosed, "medication requests with dose");
        let rated = rates().any(|r| r.choice("rate").is_some());
        self.note_if(rated, "medication requests with rate");
    }
}
