//! One made-up patient out of a case, a bed and a throw of the dice.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};

use super::case::{Case, Drip, Look, Unit};
use super::dice::Dice;
use super::wording::{
    amount, coded, dose_of, given_and_due, plain, problem, procedure, pump_model, rate_of, route_of_line,
    same_illness, snomed, weight_of, whole_minute,
};
use super::{beds, people, vitals};
use crate::feed::medicine_named;
use crate::model::{
    AcuityBand, Allergies, Allergy, Code, Condition, Device, Escalation, Infusion, Medicine, News2, Order,
    OrderKind, Patient, PatientClass, PatientId, Place, Sex, Source, WardKind, Weight,
};
use crate::news2::{self, Applies};

/// Everything a patient is made from.
pub(super) struct Made {
    pub case: &'static Case,
    pub place: Place,
    pub number: usize,
    pub nhs: String,
    pub as_of: DateTime<Utc>,
}

/// Long-term illness that ordinary people bring with them, each with its medicine.
const PAST: &[(&str, &str)] = &[
    (
        "Hypertension | snomed:38341003 | icd10:I10",
        "Amlodipine | 5 mg | oral | once a day | 08:00 | hypertension",
    ),
    (
        "Hypothyroidism | snomed:40930008 | icd10:E03.9",
        "Levothyroxine | 75 micrograms | oral | once a day | 07:00 | hypothyroidism",
    ),
    (
        "Gastro-oesophageal reflux disease | snomed:235595009 | icd10:K21.9",
        "Lansoprazole | 30 mg | oral | once a day | 08:00 | reflux",
    ),
    (
        "Ischaemic heart disease | snomed:414545008 | icd10:I25.9",
        "Atorvastatin | 20 mg | oral | once a day | 22:00 | heart disease",
    ),
    (
        "Osteoarthritis | snomed:396275006 | icd10:M19.9",
        "Paracetamol | 1 g | oral | four times a day when needed | | pain | prn 4 g in 24 hours",
    ),
    (
        "Type 2 diabetes mellitus | snomed:44054006 | icd10:E11.9",
        "Metformin | 500 mg | oral | twice a day | 08:00 18:00 | diabetes",
    ),
    (
        "Depression | snomed:35489007 | icd10:F32.9",
        "Sertraline | 50 mg | oral | once a day | 08:00 | depression",
    ),
];

const ALLERGENS: &[&str] = &[
    "Penicillin | rash | moderate",
    "Penicillin | anaphylaxis | severe, high risk",
    "Trimethoprim | rash | mild",
    "Latex | contact dermatitis | mild",
    "Codeine | vomiting | mild",
    "Ibuprofen | wheeze | severe, high risk",
    "Adhesive dressing | blistering | mild",
];

const CONSULTANTS: &[&str] = &[
    "Dr A Osei",
    "Dr P Lindqvist",
    "Mr T Abara",
    "Dr S Venkataraman",
    "Ms R Holloway",
    "Dr J MacInnes",
    "Prof L Marchetti",
    "Miss C Danso",
];

impl Made {
    /// The patient.
    pub(super) fn patient(self, mut dice: Dice) -> Patient {
        let case = self.case;
        let sex = case
            .sex
            .unwrap_or(if dice.chance(52) { Sex::Female } else { Sex::Male });
        let (born, years) = self.born(&mut dice);
        let (name, language) = people::name(sex, &mut dice);
        let stay_min = dice.between(case.stay_h.0 * 60 + 20, case.stay_h.1 * 60 + 55);
        let oldest_min = (self.as_of.date_naive() - born).num_minutes().max(30);
        let admitted = whole_minute(self.as_of - TimeDelta::minutes(stay_min.min(oldest_min)));
        let kg = weight_of(
            years,
            case.unit,
            (self.as_of.date_naive() - born).num_days(),
            sex,
            &mut dice,
        );
        let pregnant = case.pregnant.then_some(true);
        let on_oxygen = !case.breathing.is_empty() || case.look == Look::Scale2;
        let charted = matches!(case.unit, Unit::HomeVentilation) || dice.chance(98);
        let observations = if charted {
            vitals::sets(case.look, on_oxygen, years, admitted, self.as_of, &mut dice)
        } else {
            Vec::new()
        };
        let (conditions, mut medicines) = self.illness(years, admitted, kg, &mut dice);
        let mut devices: Vec<Device> = case
            .devices
            .iter()
            .enumerate()
            .map(|(n, d)| self.device(d, n))
            .collect();
        for drip in case.drips {
            let (medicine, pump) = self.drip(drip, medicines.len(), admitted, kg, &mut dice);
            medicines.push(medicine);
            devices.extend(pump);
        }
        let news2 = self.news2(born, pregnant, &observations);
        let facts = beds::facts(case.unit);
        Patient {
            id: PatientId(format!("nhs:{}", self.nhs)),
            aka: Vec::new(),
            nhs_number: Some(people::held(self.nhs.clone(), &mut dice)),
            local_id: Some(format!("{:08}", 40_000_000 + self.number)),
            encounter_id: Some(format!("SP{:07}", 1_000_000 + self.number)),
            name,
            born: Some(born),
            sex: Some(sex),
            class: class(case.unit),
            admitted_at: Some(admitted),
            consultant: dice.pick(CONSULTANTS).map(|c| (*c).to_owned()),
            specialty: facts.map(|f| f.specialty.to_owned()),
            language,
            procedures: case
                .procedures
                .iter()
                .map(|p| procedure(p, admitted, self.as_of))
                .collect(),
            allergies: allergies(case, admitted, &mut dice),
            allergy_conflict: None,
            acuity: acuity(case, self.place.kind),
            breathing: (!case.breathing.is_empty()).then(|| case.breathing.to_owned()),
            orders: case
                .orders
                .iter()
                .enumerate()
                .map(|(n, o)| self.order(o, n, stay_min, &mut dice))
                .collect(),
            escalation: escalation(case, years, admitted, &mut dice),
            weight: self.weight(kg, years, admitted, &mut dice),
            pregnant,
            vulnerable: case.vulnerable,
            isolation: (!case.isolation.is_empty()).then(|| case.isolation.to_owned()),
            flags: case.flags.iter().map(|f| (*f).to_owned()).collect(),
            sources: vec![Source {
                file: "sample hospital".to_owned(),
                at: format!("patient {}", self.number + 1),
            }],
            claims: Vec::new(),
            place: self.place,
            conditions,
            medicines,
            observations,
            news2,
            devices,
        }
    }

    /// What the patient has and takes for it, with what ordinary people bring with them.
    fn illness(
        &self,
        years: i64,
        admitted: DateTime<Utc>,
        kg: f64,
        dice: &mut Dice,
    ) -> (Vec<Condition>, Vec<Medicine>) {
        let mut conditions: Vec<Condition> = self
            .case
            .problems
            .iter()
            .enumerate()
            .map(|(n, p)| problem(p, n == 0))
            .collect();
        let mut medicines: Vec<Medicine> = Vec::new();
        for words in self.case.medicines {
            medicines.push(self.medicine(words, medicines.len(), admitted, kg, dice));
        }
        if self.case.ordinary_past && years >= 45 {
            for _ in 0..dice.between(0, 2) {
                let Some((illness, drug)) = dice.pick(PAST) else {
                    continue;
                };
                let condition = problem(illness, false);
                let medicine = self.medicine(drug, medicines.len(), admitted, kg, dice);
                let known = conditions.iter().any(|c| same_illness(c, &condition));
                if !known && !medicines.iter().any(|m| m.name == medicine.name) {
                    conditions.push(condition);
                    medicines.push(medicine);
                }
            }
        }
        (conditions, medicines)
    }

    /// Date of birth and whole years of age. The neonatal unit counts in days.
    fn born(&self, dice: &mut Dice) -> (NaiveDate, i64) {
        let today = self.as_of.date_naive();
        let (low, high) = self.case.age;
        if self.case.unit == Unit::Nicu {
            let days = u64::try_from(dice.between(low.max(1), high.max(1))).unwrap_or(1);
            return (today.checked_sub_days(Days::new(days)).unwrap_or(today), 0);
        }
        let years = dice.between(low, high);
        let days = u64::try_from(dice.between(0, 364)).unwrap_or(0);
        // The day of the year only: 29 February does not come every year.
        let birthday = NaiveDate::from_ymd_opt(
            today.year() - i32::try_from(years).unwrap_or(60),
            today.month(),
            today.day().min(28),
        );
        let born = birthday
            .and_then(|b| b.checked_sub_days(Days::new(days)))
            .unwrap_or(today);
        (born, i64::from(news2::years(born, today)))
    }

    fn medicine(&self, words: &str, n: usize, admitted: DateTime<Utc>, kg: f64, dice: &mut Dice) -> Medicine {
        let mut part = words.split('|').map(str::trim);
        let mut next = || part.next().unwrap_or("");
        let (name, dose, route, often, times, what_for, marks) =
            (next(), next(), next(), next(), next(), next(), next());
        let mut medicine = medicine_named(name.to_owned(), Vec::new());
        medicine.order_id = Some(format!("RX{}-{}", 1_000_000 + self.number, n + 1));
        medicine.dose = dose_of(dose, kg);
        medicine.route = Some(route.to_owned()).filter(|r| !r.is_empty());
        medicine.frequency = Some(often.to_owned()).filter(|f| !f.is_empty());
        medicine.due_times = times.split_whitespace().map(str::to_owned).collect();
        medicine.indication = Some(what_for.to_owned()).filter(|w| !w.is_empty());
        medicine.as_required = marks.contains("prn ");
        medicine.max_24h = marks.split("prn ").nth(1).map(str::to_owned);
        medicine.time_critical = marks.contains("critical");
        medicine.prescriber = dice.pick(CONSULTANTS).map(|c| (*c).to_owned());
        let later = dice.between(5, 180);
        let started = (admitted + TimeDelta::minutes(later)).min(self.as_of);
        medicine.started_at = Some(whole_minute(started));
        let waiting = marks.contains("first dose due") || often.contains("held");
        if !waiting {
            (medicine.last_given_at, medicine.next_due_at) = given_and_due(&medicine, self.as_of);
        }
        medicine
    }

    /// An infusion with the pump it runs on.
    fn drip(
        &self,
        drip: &Drip,
        n: usize,
        admitted: DateTime<Utc>,
        kg: f64,
        dice: &mut Dice,
    ) -> (Medicine, Option<Device>) {
        let codes = drip.code.split_once(':').map(|(system, code)| Code {
            system: system.to_owned(),
            code: code.to_owned(),
            display: None,
        });
        let mut medicine = medicine_named(drip.drug.to_owned(), codes.into_iter().collect());
        medicine.order_id = Some(format!("RX{}-{}", 1_000_000 + self.number, n + 1));
        medicine.route = Some(route_of_line(drip.line).to_owned());
        medicine.frequency = Some("continuous".to_owned());
        let hung = dice.between(15, 300);
        let hung = whole_minute((self.as_of - TimeDelta::minutes(hung)).max(admitted));
        medicine.started_at = Some(hung);
        medicine.time_critical = true;
        let (rate, dose_rate) = rate_of(drip.rate, kg);
        let asset = (!drip.by.is_empty()).then(|| format!("P{:05}", (self.number * 7 + n * 3) % 100_000));
        let hours = match (drip.ml.parse::<f64>(), rate.parse::<f64>()) {
            (Ok(ml), Ok(rate)) if rate > 0.0 => Some(ml / rate),
            _ => None,
        };
        // What is left in the bag lasts past now: an empty bag would have been changed.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "minutes of a bag are a small number"
        )]
        let runs_out = hours.map(|h| hung + TimeDelta::minutes((h * 60.0).min(60.0 * 48.0) as i64));
        medicine.infusion = Some(Infusion {
            amount: amount(drip.amount),
            diluent: Some(drip.diluent.to_owned()).filter(|d| !d.is_empty()),
            volume_ml: Some(drip.ml.to_owned()).filter(|m| !m.is_empty()),
            rate_ml_h: Some(rate),
            dose_rate,
            line: Some(drip.line.to_owned()).filter(|l| !l.is_empty()),
            pump: asset.clone(),
            started_at: Some(hung),
            runs_out_at: runs_out.map(|at| at.max(whole_minute(self.as_of + TimeDelta::minutes(12)))),
        });
        let pump = asset.map(|asset| Device {
            kind: drip.by.to_owned(),
            codes: if drip.by == "infusion pump" {
                vec![snomed("182722004")]
            } else {
                Vec::new()
            },
            model: Some(pump_model(drip.by).to_owned()),
            asset: Some(asset),
            needs_network: Some(!drip.by.contains("feeding")),
        });
        (medicine, pump)
    }

    fn device(&self, words: &str, n: usize) -> Device {
        let mut part = words.split('|').map(str::trim);
        let mut next = || part.next().unwrap_or("");
        let (kind, model, code, network) = (next(), next(), next(), next());
        Device {
            kind: kind.to_owned(),
            codes: coded(code).into_iter().collect(),
            model: Some(model.to_owned()).filter(|m| !m.is_empty()),
            asset: Some(format!("D{:05}-{}", self.number % 100_000, n + 1)),
            needs_network: (!network.is_empty()).then_some(true),
        }
    }

    fn order(&self, words: &str, n: usize, stay_min: i64, dice: &mut Dice) -> Order {
        let mut part = words.split('|').map(str::trim);
        let mut next = || part.next().unwrap_or("");
        let (kind, text, priority, question) = (next(), next(), next(), next());
        let ago = dice.between(5, 300).min((stay_min - 5).max(1));
        Order {
            order_id: Some(format!("OR{}-{}", 1_000_000 + self.number, n + 1)),
            kind: match kind {
                "laboratory" => OrderKind::Laboratory,
                "radiology" => OrderKind::Radiology,
                "blood" => OrderKind::Blood,
                "procedure" => OrderKind::Procedure,
                _ => OrderKind::Other,
            },
            text: text.to_owned(),
            codes: Vec::new(),
            priority: Some(priority.to_owned()).filter(|p| !p.is_empty()),
            ordered_at: Some(whole_minute(self.as_of - TimeDelta::minutes(ago))),
            question: Some(question.to_owned()).filter(|q| !q.is_empty()),
        }
    }

    fn weight(&self, kg: f64, years: i64, admitted: DateTime<Utc>, dice: &mut Dice) -> Option<Weight> {
        let weighed = self.case.weighed || dice.chance(if years < 16 { 95 } else { 35 });
        weighed.then(|| Weight {
            kg: plain(kg, if kg < 10.0 { 2 } else { 1 }),
            estimated: Some(years >= 16 && dice.chance(15)),
            at: Some(whole_minute((admitted + TimeDelta::minutes(30)).min(self.as_of))),
        })
    }

    fn news2(
        &self,
        born: NaiveDate,
        pregnant: Option<bool>,
        sets: &[crate::model::Observations],
    ) -> Option<News2> {
        if news2::applies(Some(born), pregnant, self.as_of) != Applies::Yes {
            return None;
        }
        sets.iter().find_map(|set| {
            let score = news2::score(set).ok()?;
            Some(News2 {
                score: score.total,
                single_three: score.single_three,
                at: set.at,
                calculated: true,
            })
        })
    }
}

fn class(unit: Unit) -> PatientClass {
    match unit {
        Unit::Majors | Unit::Resus => PatientClass::Emergency,
        Unit::Dialysis | Unit::ChemotherapyDay => PatientClass::DayCase,
        Unit::VirtualWard | Unit::HomeVentilation => PatientClass::Home,
        _ => PatientClass::Inpatient,
    }
}

fn acuity(case: &Case, kind: WardKind) -> Option<AcuityBand> {
    match (kind, case.look) {
        (WardKind::IntensiveCare | WardKind::Theatre, Look::Sedated | Look::Sick) => Some(AcuityBand::High),
        (WardKind::Neonatal, _) if !case.breathing.is_empty() => Some(AcuityBand::High),
        (WardKind::Neonatal, _) if !case.drips.is_empty() => Some(AcuityBand::Medium),
        (WardKind::Labour, _) if !case.drips.is_empty() || !case.orders.is_empty() => {
            Some(AcuityBand::Medium)
        }
        (_, Look::ByAge) => Some(AcuityBand::Low),
        _ => None,
    }
}

fn allergies(case: &Case, admitted: DateTime<Utc>, dice: &mut Dice) -> Allergies {
    let recorded = admitted.date_naive();
    let one = |words: &str| {
        let mut part = words.split('|').map(str::trim);
        Allergy {
            substance: part.next().unwrap_or("").to_owned(),
            codes: Vec::new(),
            reaction: part.next().map(str::to_owned),
            severity: part.next().map(str::to_owned),
            source: None,
            recorded: Some(recorded),
            unconfirmed: false,
        }
    };
    if !case.allergy.is_empty() {
        return Allergies::Recorded {
            items: vec![one(case.allergy)],
        };
    }
    // Nobody on the sample's charts takes what the chart says they are allergic to.
    let taken = |a: &Allergy| {
        let name = a.substance.to_lowercase();
        let penicillins = ["cillin", "amoxiclav"];
        case.medicines.iter().any(|m| {
            let m = m.to_lowercase();
            m.contains(&name) || (name == "penicillin" && penicillins.iter().any(|p| m.contains(p)))
        })
    };
    match dice.below(100) {
        0..=19 => match dice.pick(ALLERGENS).map(|a| one(a)).filter(|a| !taken(a)) {
            Some(allergy) => Allergies::Recorded { items: vec![allergy] },
            None => Allergies::NoneKnown {
                by: None,
                at: Some(whole_minute(admitted)),
            },
        },
        20..=84 => Allergies::NoneKnown {
            by: None,
            at: Some(whole_minute(admitted)),
        },
        _ => Allergies::NotKnown,
    }
}

fn escalation(case: &Case, years: i64, admitted: DateTime<Utc>, dice: &mut Dice) -> Escalation {
    let text = match (case.escalation, years) {
        (words, _) if !words.is_empty() => words,
        (_, 80..) if dice.chance(40) => "DNACPR. For ward-based care",
        (_, 16..) if dice.chance(35) => "For full escalation",
        _ => return Escalation::NotKnown,
    };
    Escalation::Recorded {
        text: text.to_owned(),
        at: Some(whole_minute(admitted)),
    }
}
