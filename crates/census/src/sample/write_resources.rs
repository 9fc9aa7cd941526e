//! A patient of the census as FHIR R4 resources, in the shapes that UK Core and bulk exports use.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::model::{
    Allergies, Allergy, Amount, Code, Condition, Device, Escalation, Medicine, Order, OrderKind, Patient,
    PatientClass, Sex, Standing,
};

/// Takes the resources of one patient as they are made.
pub(super) type Sink<'a> = dyn FnMut(&'static str, Value) + 'a;

/// The patient with everything that belongs to it. `n` numbers the patient in this export; `at` is the export's time.
pub(super) fn all(patient: &Patient, n: usize, location: &str, at: DateTime<Utc>, sink: &mut Sink<'_>) {
    let of = Of {
        subject: json!({"reference": format!("Patient/p{n}")}),
        n,
        at,
    };
    sink("Patient", of.patient(patient));
    sink("Encounter", of.encounter(patient, location));
    for (k, c) in patient.conditions.iter().enumerate() {
        sink("Condition", of.condition(c, k));
    }
    for (k, p) in patient.procedures.iter().enumerate() {
        sink("Procedure", of.procedure(p, k));
    }
    of.allergies(&patient.allergies, sink);
    for (k, d) in patient.devices.iter().enumerate() {
        of.device(d, k, sink);
    }
    for (k, m) in patient.medicines.iter().enumerate() {
        of.medicine(patient, m, k, sink);
    }
    for (k, o) in patient.orders.iter().enumerate() {
        sink("ServiceRequest", of.order(o, k));
    }
    for (k, o) in patient.observations.iter().enumerate() {
        of.vital_signs(o, k, sink);
    }
    of.other_observations(patient, sink);
    of.flags(patient, sink);
}

/// A time as FHIR writes it.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// A number as JSON, digit for digit where JSON can hold them.
pub(super) fn number(text: &str) -> Value {
    if let Ok(whole) = text.parse::<i64>() {
        return json!(whole);
    }
    text.parse::<f64>().map_or(Value::Null, |n| json!(n))
}

fn quantity(amount: &Amount) -> Value {
    json!({"value": number(&amount.value), "unit": amount.unit})
}

fn uri(system: &str) -> &str {
    match system {
        "snomed" => "http://snomed.info/sct",
        "icd10" => "http://hl7.org/fhir/sid/icd-10",
        "dmd" => "https://dmd.nhs.uk",
        "loinc" => "http://loinc.org",
        "rxnorm" => "http://www.nlm.nih.gov/research/umls/rxnorm",
        "atc" => "http://www.whocc.no/atc",
        other => other,
    }
}

fn concept(text: &str, codes: &[Code]) -> Value {
    let coding: Vec<Value> = codes
        .iter()
        .map(|c| match &c.display {
            Some(display) => json!({"system": uri(&c.system), "code": c.code, "display": display}),
            None => json!({"system": uri(&c.system), "code": c.code}),
        })
        .collect();
    if coding.is_empty() {
        json!({"text": text})
    } else {
        json!({"text": text, "coding": coding})
    }
}

/// Drops fields that are null or empty, which FHIR does not allow.
pub(super) fn trimmed(mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, v| {
            let inner = trimmed(v.take());
            *v = inner;
            !(v.is_null()
                || v.as_array().is_some_and(Vec::is_empty)
                || v.as_object().is_some_and(serde_json::Map::is_empty))
        });
    } else if let Value::Array(items) = &mut value {
        for item in items.iter_mut() {
            *item = trimmed(item.take());
        }
    }
    value
}

/// Whose resources these are.
pub(super) struct Of {
    pub(super) subject: Value,
    pub(super) n: usize,
    pub(super) at: DateTime<Utc>,
}

impl Of {
    /// The stay.
    pub(super) fn encounter_reference(&self) -> Value {
        json!({"reference": format!("Encounter/e{}", self.n)})
    }

    fn patient(&self, p: &Patient) -> Value {
        let mut identifiers = Vec::new();
        if let Some(nhs) = &p.nhs_number {
            let status = nhs.verified.map(|v| {
                json!([{
                    "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
                    "valueCodeableConcept": {"coding": [{
                        "system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland",
                        "code": if v { "01" } else { "02" }
                    }]}
                }])
            });
            identifiers.push(json!({
                "extension": status, "system": "https://fhir.nhs.uk/Id/nhs-number", "value": nhs.digits
            }));
        }
        if let Some(local) = &p.local_id {
            identifiers.push(json!({
                "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]},
                "system": "https://sample-hospital.example/hospital-number", "value": local
            }));
        }
        let mut names = vec![json!({"use": "official", "family": p.name.family, "given": p.name.given})];
        if let Some(native) = &p.name.native {
            names.push(json!({
                "extension": [{
                    "url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation", "valueCode": "IDE"
                }],
                "use": "usual", "text": native
            }));
        }
        let language = p
            .language
            .as_ref()
            .map(|l| json!([{"language": {"text": l}, "preferred": true}]));
        trimmed(json!({
            "resourceType": "Patient", "id": format!("p{}", self.n), "identifier": identifiers, "name": names,
            "gender": p.sex.map(|s| match s { Sex::Female => "female", Sex::Male => "male", Sex::Other => "other" }),
            "birthDate": p.born.map(|b| b.to_string()), "communication": language
        }))
    }

    fn encounter(&self, p: &Patient, location: &str) -> Value {
        let class = match p.class {
            PatientClass::Inpatient => Some("IMP"),
            PatientClass::Emergency => Some("EMER"),
            PatientClass::DayCase => Some("SS"),
            PatientClass::Regular => Some("AMB"),
            PatientClass::Home => Some("HH"),
            PatientClass::Unknown => None,
        };
        let reasons: Vec<Value> = p
            .conditions
            .iter()
            .enumerate()
            .filter(|(_, c)| c.reason_for_stay)
            .map(|(k, _)| json!({"condition": {"reference": format!("Condition/c{}-{k}", self.n)}}))
            .collect();
        let attending = p.consultant.as_ref().map(|name| {
            json!([{
                "type": [{"coding": [{
                    "system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "ATND"
                }]}],
                "individual": {"display": name}
            }])
        });
        trimmed(json!({
            "resourceType": "Encounter", "id": format!("e{}", self.n), "status": "in-progress",
            "identifier": p.encounter_id.as_ref().map(|id| json!([{
                "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "VN"}]},
                "value": id
            }])),
            "class": class.map(|c| json!({"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": c})),
            "subject": self.subject, "period": {"start": p.admitted_at.map(instant)},
            "serviceType": p.specialty.as_ref().map(|s| json!({"text": s})), "participant": attending,
            "diagnosis": reasons,
            "location": [{"location": {"reference": format!("Location/{location}")}, "status": "active"}]
        }))
    }

    fn condition(&self, c: &Condition, k: usize) -> Value {
        let (clinical, verification) = match c.standing {
            Standing::Active => (Some("active"), "confirmed"),
            Standing::Past => (Some("resolved"), "confirmed"),
            Standing::Suspected => (Some("active"), "provisional"),
            Standing::Unknown => (None, "confirmed"),
        };
        trimmed(json!({
            "resourceType": "Condition", "id": format!("c{}-{k}", self.n), "subject": self.subject,
            "encounter": (c.of_stay == Some(true)).then(|| self.encounter_reference()), "code": concept(&c.text, &c.codes),
            "clinicalStatus": clinical.map(|s| json!({"coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": s}]})),
            "verificationStatus": {"coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": verification}]},
            "onsetDateTime": c.onset.map(|d| d.to_string())
        }))
    }

    fn procedure(&self, p: &Condition, k: usize) -> Value {
        let status = match p.standing {
            Standing::Active => "in-progress",
            Standing::Past => "completed",
            Standing::Suspected | Standing::Unknown => "unknown",
        };
        trimmed(json!({
            "resourceType": "Procedure", "id": format!("pr{}-{k}", self.n), "status": status,
            "subject": self.subject, "encounter": self.encounter_reference(),
            "code": concept(&p.text, &p.codes), "performedDateTime": p.onset.map(|d| d.to_string())
        }))
    }

    fn allergies(&self, allergies: &Allergies, sink: &mut Sink<'_>) {
        match allergies {
            Allergies::NotKnown => {}
            Allergies::NoneKnown { by, at } => sink(
                "AllergyIntolerance",
                trimmed(json!({
                    "resourceType": "AllergyIntolerance", "id": format!("a{}-0", self.n), "patient": self.subject,
                    "clinicalStatus": {"coding": [{"code": "active",
                        "system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"}]},
                    "code": {"coding": [{"system": "http://snomed.info/sct", "code": "716186003",
                        "display": "No known allergy"}]},
                    "recordedDate": at.map(instant), "recorder": by.as_ref().map(|b| json!({"display": b}))
                })),
            ),
            Allergies::Recorded { items } => {
                for (k, allergy) in items.iter().enumerate() {
                    sink("AllergyIntolerance", self.allergy(allergy, k));
                }
            }
        }
    }

    fn allergy(&self, a: &Allergy, k: usize) -> Value {
        let severity = a.severity.as_deref().unwrap_or("");
        let how_bad = ["severe", "moderate", "mild"]
            .into_iter()
            .find(|s| severity.contains(s));
        let criticality = [("high risk", "high"), ("low risk", "low")]
            .into_iter()
            .find(|(s, _)| severity.contains(s));
        let reaction = (a.reaction.is_some() || how_bad.is_some()).then(|| {
            let manifestation: Vec<Value> = a.reaction.iter().map(|r| json!({"text": r})).collect();
            json!([{"manifestation": manifestation, "severity": how_bad}])
        });
        trimmed(json!({
            "resourceType": "AllergyIntolerance", "id": format!("a{}-{k}", self.n), "patient": self.subject,
            "clinicalStatus": {"coding": [{"code": "active",
                "system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"}]},
            "verificationStatus": {"coding": [{"code": if a.unconfirmed { "unconfirmed" } else { "confirmed" },
                "system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"}]},
            "criticality": criticality.map(|(_, c)| c), "code": concept(&a.substance, &a.codes),
            "reaction": reaction, "recordedDate": a.recorded.map(|d| d.to_string()),
            "recorder": a.source.as_ref().map(|s| json!({"display": s}))
        }))
    }

    fn device(&self, d: &Device, k: usize, sink: &mut Sink<'_>) {
        let id = format!("d{}-{k}", self.n);
        let network = d.needs_network.map(|yes| {
            json!([{"type": {"text": "needs network"}, "valueCode": [{"text": if yes { "yes" } else { "no" }}]}])
        });
        sink(
            "Device",
            trimmed(json!({
                "resourceType": "Device", "id": id, "type": concept(&d.kind, &d.codes),
                "identifier": d.asset.as_ref().map(|a| json!([{
                    "system": "https://sample-hospital.example/asset", "value": a}])),
                "deviceName": d.model.as_ref().map(|m| json!([{"name": m, "type": "model-name"}])),
                "property": network
            })),
        );
        sink(
            "DeviceUseStatement",
            json!({
                "resourceType": "DeviceUseStatement", "id": format!("du{}-{k}", self.n), "status": "active",
                "subject": self.subject, "device": {"reference": format!("Device/{id}")}
            }),
        );
    }

    fn medicine(&self, p: &Patient, m: &Medicine, k: usize, sink: &mut Sink<'_>) {
        let id = format!("m{}-{k}", self.n);
        let mut request = json!({
            "resourceType": "MedicationRequest", "id": id, "status": "active", "intent": "order",
            "category": [{"coding": [{"code": "inpatient",
                "system": "http://terminology.hl7.org/CodeSystem/medicationrequest-category"}]}],
            "identifier": m.order_id.as_ref().map(|o| json!([{"value": o}])),
            "subject": self.subject, "encounter": self.encounter_reference(),
            "authoredOn": m.started_at.map(instant),
            "requester": m.prescriber.as_ref().map(|w| json!({"display": w})),
            "reasonCode": m.indication.as_ref().map(|i| json!([{"text": i}])),
            "dosageInstruction": [dosage(m)],
            "dispenseRequest": m.stop_or_review_at.map(|at| json!({"validityPeriod": {"end": instant(at)}}))
        });
        if let Value::Object(fields) = &mut request {
            let (field, value) = match made_up(m) {
                Some(medication) => {
                    fields.insert("contained".to_owned(), json!([medication]));
                    ("medicationReference", json!({"reference": "#bag"}))
                }
                None => ("medicationCodeableConcept", concept(&m.name, &m.codes)),
            };
            fields.insert(field.to_owned(), value);
        }
        sink("MedicationRequest", trimmed(request));
        if let Some(at) = m.last_given_at {
            let mut given = self.administration(m, &id, k, "completed");
            given["effectiveDateTime"] = json!(instant(at));
            sink("MedicationAdministration", trimmed(given));
        }
        if let Some(infusion) = &m.infusion {
            let pump = infusion.pump.as_ref().and_then(|asset| {
                let at = p.devices.iter().position(|d| d.asset.as_ref() == Some(asset))?;
                Some(json!([{"reference": format!("Device/d{}-{at}", self.n)}]))
            });
            let mut running = self.administration(m, &id, k + 1000, "in-progress");
            running["effectivePeriod"] =
                json!({"start": infusion.started_at.map(instant), "end": infusion.runs_out_at.map(instant)});
            running["device"] = json!(pump);
            sink("MedicationAdministration", trimmed(running));
        }
    }

    fn administration(&self, m: &Medicine, request: &str, k: usize, status: &str) -> Value {
        json!({
            "resourceType": "MedicationAdministration", "id": format!("ma{}-{k}", self.n), "status": status,
            "subject": self.subject, "context": self.encounter_reference(),
            "medicationCodeableConcept": concept(&m.name, &m.codes),
            "request": {"reference": format!("MedicationRequest/{request}")},
            "dosage": {"dose": m.dose.as_ref().map(quantity), "route": m.route.as_ref().map(|r| json!({"text": r}))}
        })
    }

    fn order(&self, o: &Order, k: usize) -> Value {
        let category = match o.kind {
            OrderKind::Laboratory => Some("Laboratory"),
            OrderKind::Radiology => Some("Radiology"),
            OrderKind::Blood => Some("Blood bank"),
            OrderKind::Procedure => Some("Procedure"),
            OrderKind::Other => None,
        };
        trimmed(json!({
            "resourceType": "ServiceRequest", "id": format!("o{}-{k}", self.n), "status": "active", "intent": "order",
            "identifier": o.order_id.as_ref().map(|i| json!([{"value": i}])),
            "category": category.map(|c| json!([{"text": c}])), "priority": o.priority,
            "code": concept(&o.text, &o.codes), "subject": self.subject, "encounter": self.encounter_reference(),
            "authoredOn": o.ordered_at.map(instant),
            "reasonCode": o.question.as_ref().map(|q| json!([{"text": q}]))
        }))
    }

    fn flags(&self, p: &Patient, sink: &mut Sink<'_>) {
        let mut n = 0;
        let mut flag = |category: Option<&str>, text: &str, since: Option<DateTime<Utc>>| {
            let value = json!({
                "resourceType": "Flag", "id": format!("f{}-{n}", self.n), "status": "active",
                "category": category.map(|c| json!([{"text": c}])), "code": {"text": text},
                "subject": self.subject, "period": {"start": since.map(instant)}
            });
            n += 1;
            sink("Flag", trimmed(value));
        };
        if let Escalation::Recorded { text, at } = &p.escalation {
            flag(Some("Treatment escalation"), text, *at);
        }
        if let Some(text) = &p.isolation {
            flag(Some("Isolation"), text, None);
        }
        if p.vulnerable {
            flag(Some("Vulnerable"), "Cannot call for help", None);
        }
        for text in &p.flags {
            flag(None, text, None);
        }
    }
}

fn dosage(m: &Medicine) -> Value {
    let mut dose_and_rate = Vec::new();
    let infusion = m.infusion.as_ref();
    let rate = infusion
        .and_then(|i| i.rate_ml_h.as_ref())
        .map(|r| json!({"value": number(r), "unit": "mL/h"}));
    if m.dose.is_some() || rate.is_some() {
        dose_and_rate.push(json!({"doseQuantity": m.dose.as_ref().map(quantity), "rateQuantity": rate}));
    }
    if let Some(dose_rate) = infusion.and_then(|i| i.dose_rate.as_ref()) {
        dose_and_rate.push(json!({"rateQuantity": quantity(dose_rate)}));
    }
    let times: Vec<String> = m.due_times.iter().map(|t| format!("{t}:00")).collect();
    json!({
        "timing": {
            "event": m.next_due_at.map(|at| json!([instant(at)])),
            "repeat": {"timeOfDay": times},
            "code": m.frequency.as_ref().map(|f| json!({"text": f}))
        },
        "asNeededBoolean": m.as_required.then_some(true),
        "site": infusion.and_then(|i| i.line.as_ref()).map(|l| json!({"text": l})),
        "route": m.route.as_ref().map(|r| json!({"text": r})),
        "additionalInstruction": m.time_critical.then(|| json!([{"text": "Time-critical"}])),
        "doseAndRate": dose_and_rate,
        "maxDosePerPeriod": m.max_24h.as_deref().and_then(max_per_period)
    })
}

/// "4 g in 24 hours" as a Ratio.
fn max_per_period(words: &str) -> Option<Value> {
    let (most, over) = words.split_once(" in ")?;
    let (value, unit) = most.split_once(' ')?;
    let (time, of) = over.split_once(' ')?;
    let of = match of {
        "hours" => "h",
        "minutes" => "min",
        other => other,
    };
    Some(json!({
        "numerator": {"value": number(value), "unit": unit}, "denominator": {"value": number(time), "unit": of}
    }))
}

/// The bag or syringe as a contained Medication, when the census says what is in it.
fn made_up(m: &Medicine) -> Option<Value> {
    let infusion = m.infusion.as_ref()?;
    if infusion.amount.is_none() && infusion.diluent.is_none() && infusion.volume_ml.is_none() {
        return None;
    }
    let mut ingredients = Vec::new();
    if let Some(amount) = &infusion.amount {
        let volume = infusion
            .volume_ml
            .as_ref()
            .map(|v| json!({"value": number(v), "unit": "mL"}));
        ingredients.push(json!({
            "itemCodeableConcept": {"text": m.name}, "isActive": true,
            "strength": {"numerator": quantity(amount), "denominator": volume}
        }));
    }
    if let Some(diluent) = &infusion.diluent {
        ingredients.push(json!({"itemCodeableConcept": {"text": diluent}, "isActive": false}));
    }
    Some(json!({
        "resourceType": "Medication", "id": "bag", "code": concept(&m.name, &m.codes), "ingredient": ingredients,
        "amount": infusion.volume_ml.as_ref().map(|v| json!({"numerator": {"value": number(v), "unit": "mL"}}))
    }))
}
