//! Observations of the census as FHIR R4 resources.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::write_resources::{Of, Sink, instant, number, trimmed};
use crate::model::{AcuityBand, Consciousness, Observations, Patient};

impl Of {
    fn observation(&self, id: &str, at: DateTime<Utc>, code: &Value, value: (&str, Value)) -> Value {
        let mut observation = json!({
            "resourceType": "Observation", "id": format!("ob{}-{id}", self.n), "status": "final", "code": code,
            "subject": self.subject, "encounter": self.encounter_reference(), "effectiveDateTime": instant(at)
        });
        if let Value::Object(fields) = &mut observation {
            fields.insert(value.0.to_owned(), value.1);
        }
        observation
    }

    /// One set, each value its own resource as systems send them.
    pub(super) fn vital_signs(&self, set: &Observations, k: usize, sink: &mut Sink<'_>) {
        let loinc = |code: &str, display: &str| json!({"coding": [{"system": "http://loinc.org", "code": code, "display": display}]});
        let sct = |code: &str, display: &str| json!({"coding": [{"system": "http://snomed.info/sct", "code": code, "display": display}]});
        let mut put = |id: &str, code: Value, value: (&str, Value)| {
            sink(
                "Observation",
                trimmed(self.observation(&format!("{k}-{id}"), set.at, &code, value)),
            );
        };
        let of = |value: Value, unit: &str, code: &str| json!({"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": code});
        if let Some(v) = set.respirations {
            put(
                "rr",
                loinc("9279-1", "Respiratory rate"),
                ("valueQuantity", of(json!(v), "breaths/minute", "/min")),
            );
        }
        if let Some(v) = set.pulse {
            put(
                "hr",
                loinc("8867-4", "Heart rate"),
                ("valueQuantity", of(json!(v), "beats/minute", "/min")),
            );
        }
        if let Some(v) = set.temperature_tenths {
            let degrees = number(&format!("{}.{}", v / 10, v % 10));
            put(
                "t",
                loinc("8310-5", "Body temperature"),
                ("valueQuantity", of(degrees, "degrees Celsius", "Cel")),
            );
        }
        if let Some(on) = set.oxygen {
            let code = if on {
                sct("371825009", "Patient on oxygen")
            } else {
                sct("722742002", "Breathing room air")
            };
            put("o2", code, ("valueBoolean", json!(true)));
        }
        if let Some(state) = set.consciousness {
            let (code, display) = acvpu(state);
            let value = sct(code, display);
            put(
                "c",
                sct("1104441000000107", "ACVPU"),
                ("valueCodeableConcept", value),
            );
        }
        let part = |code: &str, v: Option<u16>| {
            v.map(|v| json!({"code": loinc(code, ""), "valueQuantity": of(json!(v), "mmHg", "mm[Hg]")}))
        };
        let components: Vec<Value> = [part("8480-6", set.systolic), part("8462-4", set.diastolic)]
            .into_iter()
            .flatten()
            .collect();
        if !components.is_empty() {
            put(
                "bp",
                loinc("85354-9", "Blood pressure"),
                ("component", json!(components)),
            );
        }
        if let Some(v) = set.spo2 {
            let value = ("valueQuantity", of(json!(v), "%", "%"));
            let code = loinc("59408-5", "Oxygen saturation by pulse oximetry");
            let mut spo2 = self.observation(&format!("{k}-spo2"), set.at, &code, value);
            if set.scale2 {
                spo2["method"] = json!({"text": "NEWS2 SpO2 scale 2"});
            }
            sink("Observation", trimmed(spo2));
        }
    }

    /// Weight, pregnancy, breathing support, acuity.
    pub(super) fn other_observations(&self, p: &Patient, sink: &mut Sink<'_>) {
        if let Some(weight) = &p.weight {
            let code = json!({"coding": [{"system": "http://loinc.org", "code": "29463-7", "display": "Body weight"}]});
            let value = json!({"value": number(&weight.kg), "unit": "kg", "code": "kg"});
            let mut o = self.observation("w", weight.at.unwrap_or(self.at), &code, ("valueQuantity", value));
            if let Some(estimated) = weight.estimated {
                o["method"] = json!({"text": if estimated { "estimated" } else { "measured" }});
            }
            sink("Observation", trimmed(o));
        }
        if let Some(pregnant) = p.pregnant {
            let code = json!({"coding": [{"system": "http://loinc.org", "code": "82810-3", "display": "Pregnancy status"}]});
            let (code_of, display) = if pregnant {
                ("77386006", "Pregnant")
            } else {
                ("60001007", "Not pregnant")
            };
            let value = json!({"coding": [{"system": "http://snomed.info/sct", "code": code_of, "display": display}]});
            sink(
                "Observation",
                self.observation("pg", self.at, &code, ("valueCodeableConcept", value)),
            );
        }
        if let Some(text) = &p.breathing {
            let code = json!({"text": "Oxygen or breathing support"});
            sink(
                "Observation",
                self.observation("br", self.at, &code, ("valueString", json!(text))),
            );
        }
        if let Some(band) = p.acuity {
            let word = match band {
                AcuityBand::Low => "low",
                AcuityBand::Medium => "medium",
                AcuityBand::High => "high",
            };
            sink(
                "Observation",
                self.observation(
                    "ac",
                    self.at,
                    &json!({"text": "Acuity"}),
                    ("valueString", json!(word)),
                ),
            );
        }
    }
}

fn acvpu(state: Consciousness) -> (&'static str, &'static str) {
    match state {
        Consciousness::Alert => ("248234008", "Mentally alert"),
        Consciousness::Confusion => ("130987000", "Acute confusion"),
        Consciousness::Voice => ("300202002", "Responds to voice"),
        Consciousness::Pain => ("450847001", "Responds to pain"),
        Consciousness::Unresponsive => ("422107007", "Unresponsive"),
    }
}
