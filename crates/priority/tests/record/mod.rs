//! A patient's record built a fact at a time.

#![allow(dead_code, unreachable_pub)] // each test file uses its own part

use battlebag_census::medicine_named;
use battlebag_census::model::{
    Allergies, Allergy, Code, Condition, Consciousness, Device, Escalation, Infusion, Medicine, Observations,
    Order, OrderKind, Patient, PatientClass, PatientId, PersonName, Place, Standing, WardKind,
};
use chrono::{DateTime, Days, TimeZone, Utc};

/// The moment of every test.
pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 2, 14, 0).unwrap()
}

fn days_from_now(days: i64) -> chrono::NaiveDate {
    now().date_naive() + chrono::Duration::days(days)
}

/// A patient.
pub struct Record(pub Patient);

impl Record {
    /// An adult on a medical ward of whom nothing is known.
    pub fn new() -> Self {
        Self(Patient {
            id: PatientId("test:1".into()),
            aka: Vec::new(),
            nhs_number: None,
            local_id: None,
            encounter_id: None,
            name: PersonName::default(),
            born: now().date_naive().checked_sub_days(Days::new(60 * 365)),
            sex: None,
            class: PatientClass::Inpatient,
            place: Place {
                ward: "Ward 9".into(),
                kind: WardKind::Medical,
                ..Place::default()
            },
            admitted_at: None,
            consultant: None,
            specialty: None,
            language: None,
            conditions: Vec::new(),
            procedures: Vec::new(),
            medicines: Vec::new(),
            allergies: Allergies::NotKnown,
            allergy_conflict: None,
            observations: Vec::new(),
            news2: None,
            acuity: None,
            breathing: None,
            devices: Vec::new(),
            orders: Vec::new(),
            escalation: Escalation::NotKnown,
            weight: None,
            pregnant: None,
            vulnerable: false,
            isolation: None,
            flags: Vec::new(),
            sources: Vec::new(),
            claims: Vec::new(),
        })
    }

    fn with(mut self, change: impl FnOnce(&mut Patient)) -> Self {
        change(&mut self.0);
        self
    }

    fn condition_as(self, text: &str, standing: Standing, began: Option<i64>, codes: Vec<Code>) -> Self {
        let onset = began.map(days_from_now);
        let condition = Condition {
            text: text.into(),
            codes,
            standing,
            onset,
            recorded: None,
            of_stay: None,
            reason_for_stay: false,
        };
        self.with(|patient| patient.conditions.push(condition))
    }

    pub fn condition(self, text: &str) -> Self {
        self.condition_as(text, Standing::Active, None, Vec::new())
    }

    pub fn was(self, text: &str, standing: Standing) -> Self {
        self.condition_as(text, standing, None, Vec::new())
    }

    pub fn began(self, text: &str, days: i64) -> Self {
        self.condition_as(text, Standing::Active, Some(days), Vec::new())
    }

    pub fn coded(self, text: &str, system: &str, code: &str) -> Self {
        let code = Code {
            system: system.into(),
            code: code.into(),
            display: None,
        };
        self.condition_as(text, Standing::Active, None, vec![code])
    }

    pub fn procedure(self, text: &str, standing: Standing, days: i64) -> Self {
        let onset = Some(days_from_now(days));
        let done = Condition {
            text: text.into(),
            codes: Vec::new(),
            standing,
            onset,
            recorded: None,
            of_stay: None,
            reason_for_stay: false,
        };
        self.with(|patient| patient.procedures.push(done))
    }

    pub fn medicine(self, name: &str, route: &str) -> Self {
        let medicine = plain_medicine(name, route);
        self.with(|patient| patient.medicines.push(medicine))
    }

    pub fn infusion(self, name: &str, rate: &str) -> Self {
        self.infusion_by(name, rate, "intravenous")
    }

    pub fn infusion_by(self, name: &str, rate: &str, route: &str) -> Self {
        let running = Infusion {
            rate_ml_h: Some(rate.into()),
            ..Infusion::default()
        };
        let medicine = Medicine {
            infusion: Some(running),
            ..plain_medicine(name, route)
        };
        self.with(|patient| patient.medicines.push(medicine))
    }

    pub fn device(self, kind: &str) -> Self {
        let device = Device {
            kind: kind.into(),
            codes: Vec::new(),
            model: None,
            asset: None,
            needs_network: None,
        };
        self.with(|patient| patient.devices.push(device))
    }

    pub fn order(self, kind: OrderKind, text: &str, question: &str) -> Self {
        let order = Order {
            order_id: None,
            kind,
            text: text.into(),
            codes: Vec::new(),
            priority: None,
            ordered_at: Some(now()),
            question: Some(question.into()),
        };
        self.with(|patient| patient.orders.push(order))
    }

    pub fn allergy(self, substance: &str, reaction: &str) -> Self {
        let allergy = Allergy {
            substance: substance.into(),
            codes: Vec::new(),
            reaction: Some(reaction.into()),
            severity: None,
            source: None,
            recorded: None,
            unconfirmed: false,
        };
        self.with(|patient| patient.allergies = Allergies::Recorded { items: vec![allergy] })
    }

    pub fn breathing(self, words: &str) -> Self {
        self.with(|patient| patient.breathing = Some(words.into()))
    }

    pub fn flag(self, words: &str) -> Self {
        self.with(|patient| patient.flags.push(words.into()))
    }

    pub fn ward(self, kind: WardKind) -> Self {
        self.with(|patient| patient.place.kind = kind)
    }

    pub fn class(self, class: PatientClass) -> Self {
        self.with(|patient| patient.class = class)
    }

    pub fn vulnerable(self) -> Self {
        self.with(|patient| patient.vulnerable = true)
    }

    pub fn side_room(self) -> Self {
        self.with(|patient| patient.place.side_room = true)
    }

    pub fn age_days(self, days: u64) -> Self {
        self.with(|patient| patient.born = now().date_naive().checked_sub_days(Days::new(days)))
    }

    pub fn awake(self, consciousness: Consciousness) -> Self {
        let seen = Observations {
            at: now(),
            respirations: None,
            spo2: None,
            oxygen: None,
            scale2: false,
            systolic: None,
            diastolic: None,
            pulse: None,
            consciousness: Some(consciousness),
            temperature_tenths: None,
        };
        self.with(|patient| patient.observations.push(seen))
    }
}

fn plain_medicine(name: &str, route: &str) -> Medicine {
    Medicine {
        route: Some(route.into()),
        ..medicine_named(name.into(), Vec::new())
    }
}
