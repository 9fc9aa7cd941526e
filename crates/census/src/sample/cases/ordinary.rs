//! Most patients: here for a good reason, and able to wait some hours for a computer.

use super::super::case::{Case, Look, PLAIN, Unit};

pub(super) const CASES: &[Case] = &[
    Case {
        unit: Unit::Medical,
        age: (40, 88),
        stay_h: (20, 120),
        problems: &["Community-acquired pneumonia, improving | snomed:385093006 | icd10:J18.9"],
        medicines: &[
            "Amoxicillin | 500 mg | oral | three times a day | 08:00 14:00 22:00 | pneumonia",
            "Paracetamol | 1 g | oral | four times a day when needed | | fever | prn 4 g in 24 hours",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Medical,
        age: (60, 92),
        stay_h: (30, 200),
        problems: &["Urinary tract infection | snomed:68566005 | icd10:N39.0"],
        medicines: &[
            "Nitrofurantoin | 50 mg | oral | four times a day | 08:00 12:00 18:00 22:00 | urinary infection",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Medical,
        age: (35, 80),
        stay_h: (20, 100),
        problems: &["Cellulitis of leg | snomed:128045006 | icd10:L03.1"],
        medicines: &["Flucloxacillin | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | cellulitis"],
        ..PLAIN
    },
    Case {
        unit: Unit::Medical,
        age: (50, 85),
        stay_h: (40, 200),
        problems: &["Type 2 diabetes mellitus with foot ulcer | snomed:44054006 | icd10:E11.7"],
        medicines: &[
            "Insulin glargine | 24 units | subcutaneous | once a day | 22:00 | diabetes | critical",
            "Metformin | 1 g | oral | twice a day | 08:00 18:00 | diabetes",
        ],
        weighed: true,
        ..PLAIN
    },
    Case {
        unit: Unit::Medical,
        age: (30, 80),
        stay_h: (20, 90),
        problems: &["Syncope, cause not found | snomed:271594007 | icd10:R55"],
        medicines: &["Simvastatin | 40 mg | oral | once a day | 22:00 | cholesterol"],
        ..PLAIN
    },
    Case {
        unit: Unit::Respiratory,
        age: (55, 88),
        stay_h: (40, 160),
        problems: &["Exacerbation of COPD, stable on oral treatment | snomed:195951007 | icd10:J44.1"],
        medicines: &[
            "Prednisolone | 30 mg | oral | once a day | 08:00 | COPD",
            "Doxycycline | 100 mg | oral | once a day | 08:00 | COPD",
            "Salbutamol inhaler | 2 puffs | inhaled | when needed | | wheeze | prn 16 puffs in 24 hours",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Respiratory,
        age: (20, 60),
        stay_h: (16, 60),
        problems: &["Exacerbation of asthma, improving | snomed:195967001 | icd10:J45.9"],
        medicines: &[
            "Prednisolone | 40 mg | oral | once a day | 08:00 | asthma",
            "Salbutamol inhaler | 4 puffs | inhaled | four times a day | 08:00 12:00 18:00 22:00 | asthma",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Respiratory,
        age: (60, 86),
        stay_h: (40, 200),
        problems: &["Pleural effusion, after drainage | snomed:60046008 | icd10:J90"],
        medicines: &["Paracetamol | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | pain"],
        ..PLAIN
    },
    Case {
        unit: Unit::Gastro,
        age: (30, 75),
        stay_h: (30, 140),
        problems: &["Ulcerative colitis, flare | snomed:64766004 | icd10:K51.9"],
        medicines: &[
            "Prednisolone | 40 mg | oral | once a day | 08:00 | colitis",
            "Mesalazine | 2.4 g | oral | once a day | 08:00 | colitis",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Gastro,
        age: (35, 70),
        stay_h: (50, 200),
        problems: &["Alcohol-related cirrhosis with ascites | snomed:19943007 | icd10:K70.3"],
        medicines: &[
            "Spironolactone | 100 mg | oral | once a day | 08:00 | ascites",
            "Thiamine | 100 mg | oral | three times a day | 08:00 14:00 22:00 | alcohol",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Gastro,
        age: (30, 80),
        stay_h: (30, 120),
        problems: &["Acute pancreatitis, mild | snomed:197456007 | icd10:K85.9"],
        medicines: &[
            "Paracetamol | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | pain",
            "Codeine | 30 mg | oral | when needed | | pain | prn 240 mg in 24 hours",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::OlderPeople,
        age: (76, 97),
        stay_h: (80, 400),
        problems: &["Fall, awaiting package of care | snomed:161898004 | icd10:R29.6"],
        medicines: &["Colecalciferol | 800 units | oral | once a day | 08:00 | bone health"],
        ..PLAIN
    },
    Case {
        unit: Unit::OlderPeople,
        age: (78, 98),
        stay_h: (60, 300),
        problems: &["Frailty with reduced mobility | snomed:248279007 | icd10:R54"],
        medicines: &["Laxido | 1 sachet | oral | twice a day | 08:00 18:00 | constipation"],
        ..PLAIN
    },
    Case {
        unit: Unit::OlderPeople,
        age: (74, 95),
        stay_h: (40, 200),
        problems: &["Lower respiratory tract infection | snomed:50417007 | icd10:J22"],
        medicines: &["Doxycycline | 100 mg | oral | once a day | 08:00 | chest infection"],
        ..PLAIN
    },
    Case {
        unit: Unit::OlderPeople,
        age: (70, 94),
        stay_h: (60, 300),
        problems: &["Heart failure, stable on oral diuretic | snomed:84114007 | icd10:I50.9"],
        medicines: &[
            "Furosemide | 40 mg | oral | once a day | 08:00 | heart failure",
            "Bisoprolol | 2.5 mg | oral | once a day | 08:00 | heart failure",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Amu,
        age: (25, 85),
        stay_h: (3, 30),
        problems: &["Headache, investigated, settling | snomed:25064002 | icd10:R51"],
        medicines: &[
            "Paracetamol | 1 g | oral | four times a day when needed | | headache | prn 4 g in 24 hours",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Amu,
        age: (40, 88),
        stay_h: (4, 40),
        problems: &["Community-acquired pneumonia, low severity | snomed:385093006 | icd10:J18.9"],
        medicines: &["Amoxicillin | 500 mg | oral | three times a day | 08:00 14:00 22:00 | pneumonia"],
        ..PLAIN
    },
    Case {
        unit: Unit::Amu,
        age: (30, 80),
        stay_h: (4, 30),
        problems: &["Deep vein thrombosis of leg | snomed:128053003 | icd10:I80.2"],
        medicines: &["Apixaban | 10 mg | oral | twice a day | 08:00 20:00 | deep vein thrombosis | critical"],
        weighed: true,
        ..PLAIN
    },
    Case {
        unit: Unit::Amu,
        age: (60, 90),
        stay_h: (4, 36),
        problems: &["Gastroenteritis | snomed:25374005 | icd10:A09.9"],
        medicines: &[
            "Paracetamol | 1 g | oral | four times a day when needed | | fever | prn 4 g in 24 hours",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Majors,
        age: (18, 80),
        stay_h: (0, 4),
        problems: &["Ankle injury, X-ray done, awaiting review | snomed:125603006 | icd10:S93.4"],
        medicines: &["Ibuprofen | 400 mg | oral | once only | | pain"],
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        unit: Unit::Majors,
        age: (20, 75),
        stay_h: (0, 4),
        problems: &["Renal colic, pain settled | snomed:7093002 | icd10:N23"],
        medicines: &["Diclofenac | 75 mg | rectal | once only | | renal colic"],
        ..PLAIN
    },
    Case {
        unit: Unit::Majors,
        age: (30, 85),
        stay_h: (0, 4),
        problems: &["Abdominal pain, cause not known | snomed:21522001 | icd10:R10.4"],
        medicines: &["Paracetamol | 1 g | oral | once only | | pain"],
        ..PLAIN
    },
    Case {
        unit: Unit::CoronaryCare,
        age: (50, 84),
        stay_h: (20, 70),
        problems: &[
            "Non-ST-elevation myocardial infarction, day 2, pain-free | snomed:401314000 | icd10:I21.4",
        ],
        medicines: &[
            "Aspirin | 75 mg | oral | once a day | 08:00 | myocardial infarction",
            "Ticagrelor | 90 mg | oral | twice a day | 08:00 20:00 | myocardial infarction",
            "Atorvastatin | 80 mg | oral | once a day | 22:00 | myocardial infarction",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Cardiology,
        age: (50, 86),
        stay_h: (30, 120),
        problems: &["Heart failure, oral treatment being adjusted | snomed:84114007 | icd10:I50.9"],
        medicines: &[
            "Furosemide | 40 mg | oral | twice a day | 08:00 13:00 | heart failure",
            "Ramipril | 5 mg | oral | once a day | 08:00 | heart failure",
        ],
        weighed: true,
        ..PLAIN
    },
    Case {
        unit: Unit::Renal,
        age: (40, 84),
        stay_h: (30, 120),
        problems: &["Chronic kidney disease stage 4, fistula formed | snomed:431857002 | icd10:N18.4"],
        medicines: &[
            "Sodium bicarbonate | 500 mg | oral | three times a day | 08:00 14:00 22:00 | kidney disease",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Stroke,
        age: (55, 92),
        stay_h: (60, 300),
        problems: &["Ischaemic stroke, rehabilitation | snomed:422504002 | icd10:I63.9"],
        medicines: &[
            "Clopidogrel | 75 mg | oral | once a day | 08:00 | stroke",
            "Atorvastatin | 40 mg | oral | once a day | 22:00 | stroke",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Neurosurgery,
        age: (30, 75),
        stay_h: (40, 120),
        problems: &["Lumbar discectomy, day 3, mobilising | snomed:76107001 | icd10:M51.1"],
        medicines: &[
            "Paracetamol | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | pain",
            "Naproxen | 500 mg | oral | twice a day | 08:00 20:00 | pain",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Oncology,
        age: (45, 82),
        stay_h: (40, 160),
        problems: &["Lung cancer, symptom control | snomed:254637007 | icd10:C34.9"],
        medicines: &[
            "Morphine modified-release | 20 mg | oral | twice a day | 08:00 20:00 | pain | critical",
            "Senna | 15 mg | oral | once a day | 22:00 | constipation",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Orthopaedic,
        age: (70, 95),
        stay_h: (100, 150),
        problems: &["Hip fracture, day 4 after hemiarthroplasty | snomed:5913000 | icd10:S72.0"],
        medicines: &[
            "Paracetamol | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | pain",
            "Enoxaparin | 40 mg | subcutaneous | once a day | 18:00 | prevention of clots",
        ],
        procedures: &["Hemiarthroplasty of hip | | -96h | past"],
        ..PLAIN
    },
    Case {
        unit: Unit::Orthopaedic,
        age: (18, 70),
        stay_h: (30, 90),
        problems: &["Fracture of ankle, day 2 after fixation | snomed:16114001 | icd10:S82.6"],
        medicines: &[
            "Paracetamol | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | pain",
            "Ibuprofen | 400 mg | oral | three times a day | 08:00 14:00 22:00 | pain",
        ],
        ..PLAIN
    },
    Case {
        unit: Unit::Surgical,
        age: (18, 60),
        stay_h: (30, 60),
        problems: &["Laparoscopic appendicectomy, day 2, eating | snomed:85189001 | icd10:K35.8"],
        medicines: &["Paracetamol | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | pain"],
        ..PLAIN
    },
    Case {
        unit: Unit::Surgical,
        age: (35, 80),
        stay_h: (30, 100),
        problems: &["Diverticulitis, oral antibiotics | snomed:307496006 | icd10:K57.3"],
        medicines: &["Co-amoxiclav | 625 mg | oral | three times a day | 08:00 14:00 22:00 | diverticulitis"],
        ..PLAIN
    },
    Case {
        unit: Unit::Vascular,
        age: (55, 86),
        stay_h: (40, 200),
        problems: &["Peripheral arterial disease, wound care | snomed:399957001 | icd10:I73.9"],
        medicines: &["Clopidogrel | 75 mg | oral | once a day | 08:00 | arterial disease"],
        ..PLAIN
    },
    Case {
        unit: Unit::Vascular,
        age: (60, 85),
        stay_h: (30, 70),
        problems: &["Transurethral resection of prostate, day 2 | snomed:266569009 | icd10:N40"],
        medicines: &["Tamsulosin | 400 micrograms | oral | once a day | 08:00 | prostate"],
        sex: Some(crate::model::Sex::Male),
        ..PLAIN
    },
    Case {
        unit: Unit::SurgicalHdu,
        age: (45, 82),
        stay_h: (50, 120),
        problems: &["Bowel resection, day 3, epidural removed | snomed:363406005 | icd10:C18.9"],
        medicines: &[
            "Paracetamol | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | pain",
            "Enoxaparin | 40 mg | subcutaneous | once a day | 18:00 | prevention of clots",
        ],
        look: Look::Unsettled,
        weighed: true,
        ..PLAIN
    },
    Case {
        unit: Unit::Icu,
        age: (40, 80),
        stay_h: (60, 200),
        problems: &["Sepsis recovered, awaiting ward bed | snomed:91302008 | icd10:A41.9"],
        medicines: &["Co-amoxiclav | 625 mg | oral | three times a day | 08:00 14:00 22:00 | sepsis"],
        look: Look::Unsettled,
        weighed: true,
        breathing: "nasal cannula 1 L/min",
        ..PLAIN
    },
    Case {
        unit: Unit::Postnatal,
        age: (18, 43),
        stay_h: (10, 60),
        problems: &["Postnatal, normal birth yesterday | icd10:O80"],
        medicines: &[
            "Paracetamol | 1 g | oral | four times a day when needed | | pain | prn 4 g in 24 hours",
        ],
        sex: Some(crate::model::Sex::Female),
        look: Look::ByAge,
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        unit: Unit::Postnatal,
        age: (20, 43),
        stay_h: (24, 72),
        problems: &["Day 2 after planned caesarean section | icd10:O82"],
        medicines: &[
            "Paracetamol | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | pain",
            "Enoxaparin | 40 mg | subcutaneous | once a day | 18:00 | prevention of clots",
        ],
        sex: Some(crate::model::Sex::Female),
        look: Look::ByAge,
        ordinary_past: false,
        weighed: true,
        ..PLAIN
    },
    Case {
        unit: Unit::Nicu,
        age: (2, 25),
        stay_h: (30, 300),
        problems: &["Preterm baby, 34 weeks, feeding and growing | snomed:395507008 | icd10:P07.3"],
        medicines: &["Vitamin drops (Abidec) | 0.6 mL | oral | once a day | 09:00 | prematurity"],
        look: Look::ByAge,
        ordinary_past: false,
        weighed: true,
        vulnerable: true,
        ..PLAIN
    },
    Case {
        unit: Unit::Children,
        age: (1, 14),
        stay_h: (10, 40),
        problems: &["Asthma, wheeze settling on inhaler | snomed:195967001 | icd10:J45.9"],
        medicines: &[
            "Salbutamol inhaler by spacer | 4 puffs | inhaled | four times a day | 08:00 12:00 18:00 22:00 | wheeze",
        ],
        look: Look::ByAge,
        ordinary_past: false,
        weighed: true,
        ..PLAIN
    },
    Case {
        unit: Unit::Children,
        age: (4, 15),
        stay_h: (16, 40),
        problems: &["Appendicectomy, day 2 | snomed:85189001 | icd10:K35.8"],
        medicines: &["Ibuprofen | 200 mg | oral | three times a day | 08:00 14:00 20:00 | pain"],
        look: Look::ByAge,
        ordinary_past: false,
        weighed: true,
        ..PLAIN
    },
    Case {
        unit: Unit::Infectious,
        age: (25, 70),
        stay_h: (30, 150),
        problems: &["Influenza | snomed:6142004 | icd10:J10.1"],
        medicines: &["Oseltamivir | 75 mg | oral | twice a day | 08:00 20:00 | influenza"],
        isolation: "Droplet isolation, side room",
        side_room: true,
        ..PLAIN
    },
    Case {
        unit: Unit::Dialysis,
        age: (35, 84),
        stay_h: (1, 4),
        problems: &["End-stage renal disease, dialysis finished, going home | snomed:46177005 | icd10:N18.5"],
        medicines: &[
            "Sevelamer | 800 mg | oral | three times a day with meals | 08:00 12:00 18:00 | phosphate binder",
        ],
        weighed: true,
        ..PLAIN
    },
];
