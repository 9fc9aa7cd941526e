//! Heart and implants.

use super::super::case::{Case, Drip, Look, PLAIN, Rate, Unit};
use crate::model::Sex;

pub(super) const CASES: &[Case] = &[
    Case {
        shows: "hf_furosemide",
        unit: Unit::Cardiology,
        problems: &[
            "Acute decompensated heart failure | snomed:195111005 | icd10:I50.9",
            "Ischaemic heart disease | snomed:414545008 | icd10:I25.9",
        ],
        medicines: &[
            "Bisoprolol | 2.5 mg | oral | once a day | 08:00 | heart failure",
            "Ramipril | 2.5 mg | oral | once a day | 08:00 | heart failure",
        ],
        drips: &[Drip {
            drug: "Furosemide",
            amount: "250 mg",
            diluent: "sodium chloride 0.9 %",
            ml: "50",
            rate: Rate::MlHDose("2", "10", "mg/h"),
            line: "left forearm cannula",
            by: "syringe driver",
            code: "snomed:387475002",
        }],
        orders: &["laboratory | Urea and electrolytes | routine | on furosemide infusion"],
        look: Look::Unsettled,
        breathing: "nasal cannula 2 L/min",
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "stemi",
        unit: Unit::Resus,
        stay_h: (0, 1),
        problems: &[
            "ST-elevation myocardial infarction, inferior, awaiting primary PCI | snomed:401303003 | icd10:I21.1",
        ],
        medicines: &[
            "Aspirin | 300 mg | oral | once only | | STEMI",
            "Ticagrelor | 180 mg | oral | once only | | STEMI",
        ],
        devices: &[
            "12-lead ECG machine | GE MAC 2000 | | network",
            "defibrillator monitor | Zoll R Series | |",
        ],
        orders: &[
            "procedure | Primary percutaneous coronary intervention | urgent | call-to-balloon within 120 min",
        ],
        look: Look::Unsettled,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "acs_trop",
        unit: Unit::Amu,
        stay_h: (1, 6),
        problems: &[
            "Chest pain, acute coronary syndrome to be excluded | snomed:29857009 | icd10:R07.4 | suspected",
        ],
        medicines: &[
            "Aspirin | 300 mg | oral | once only | | chest pain",
            "Glyceryl trinitrate spray | 400 micrograms | sublingual | when needed | | chest pain | prn 3 doses in 15 minutes",
        ],
        devices: &["bedside monitor | GE Carescape B450 | snomed:258057004 | network"],
        orders: &["laboratory | High-sensitivity troponin, second sample at 3 hours | urgent | chest pain"],
        ..PLAIN
    },
    Case {
        shows: "tele_high",
        unit: Unit::CoronaryCare,
        problems: &[
            "Ventricular tachycardia, recurrent | snomed:25569003 | icd10:I47.2",
            "Ischaemic heart disease | snomed:414545008 | icd10:I25.9",
        ],
        medicines: &[
            "Amiodarone | 200 mg | oral | three times a day | 08:00 14:00 22:00 | ventricular tachycardia | critical",
            "Bisoprolol | 5 mg | oral | once a day | 08:00 | ventricular tachycardia",
        ],
        devices: &["cardiac telemetry unit | Philips MX40 | snomed:700585005 | network"],
        flags: &["High-risk telemetry"],
        look: Look::Unsettled,
        ..PLAIN
    },
    Case {
        shows: "tele_low",
        unit: Unit::Cardiology,
        problems: &["Atrial fibrillation, rate controlled | snomed:49436004 | icd10:I48.9"],
        medicines: &[
            "Apixaban | 5 mg | oral | twice a day | 08:00 20:00 | atrial fibrillation | critical",
            "Bisoprolol | 2.5 mg | oral | once a day | 08:00 | atrial fibrillation",
        ],
        devices: &["cardiac telemetry unit | Philips MX40 | snomed:700585005 | network"],
        ..PLAIN
    },
    Case {
        shows: "digoxin_tox",
        unit: Unit::CoronaryCare,
        age: (68, 90),
        stay_h: (2, 14),
        problems: &[
            "Digoxin toxicity with bradycardia | icd10:T46.0",
            "Acute kidney injury stage 1 | snomed:14669001 | icd10:N17.9",
        ],
        devices: &["bedside monitor | Philips IntelliVue MX700 | snomed:258057004 | network"],
        orders: &[
            "laboratory | Digoxin level | urgent | toxicity, repeat at 6 h",
            "laboratory | Venous blood gas with potassium | urgent | digoxin toxicity",
        ],
        look: Look::Unsettled,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "icd_user",
        unit: Unit::Medical,
        age: (50, 84),
        problems: &[
            "Community-acquired pneumonia | snomed:385093006 | icd10:J18.9",
            "Ischaemic cardiomyopathy with implantable cardioverter defibrillator | snomed:426856002 | icd10:I25.5",
        ],
        medicines: &["Doxycycline | 100 mg | oral | once a day | 08:00 | pneumonia"],
        devices: &[
            "implantable cardioverter defibrillator (ICD) | Medtronic Cobalt XT | snomed:72506001 | network",
        ],
        ..PLAIN
    },
    Case {
        shows: "pm_dependent",
        unit: Unit::Cardiology,
        age: (66, 92),
        problems: &[
            "Complete heart block, pacemaker-dependent | snomed:27885002 | icd10:I44.2",
            "Syncope | snomed:271594007 | icd10:R55",
        ],
        devices: &["cardiac pacemaker, dual chamber | Abbott Assurity MRI | snomed:14106009 | network"],
        flags: &["Pacemaker-dependent: no underlying rhythm"],
        ..PLAIN
    },
    Case {
        shows: "dbs_user",
        unit: Unit::OlderPeople,
        age: (55, 80),
        problems: &[
            "Urinary tract infection | snomed:68566005 | icd10:N39.0",
            "Parkinson's disease with deep brain stimulator | snomed:49049000 | icd10:G20",
        ],
        medicines: &[
            "Co-careldopa 25/100 | 1 tablet | oral | four times a day at set times | 07:00 11:00 15:00 19:00 | Parkinson's disease | critical",
            "Nitrofurantoin | 50 mg | oral | four times a day | 08:00 12:00 18:00 22:00 | urinary infection",
        ],
        devices: &["deep brain stimulator | Medtronic Percept PC | snomed:470188007 | network"],
        ..PLAIN
    },
    Case {
        shows: "scs_user",
        unit: Unit::Orthopaedic,
        age: (42, 75),
        problems: &[
            "Fracture of distal radius, after manipulation | icd10:S52.5",
            "Failed back surgery syndrome with spinal cord stimulator | icd10:M96.1",
        ],
        medicines: &["Gabapentin | 300 mg | oral | three times a day | 08:00 14:00 22:00 | neuropathic pain"],
        devices: &["spinal cord stimulator | Boston Scientific WaveWriter Alpha | | network"],
        ..PLAIN
    },
    Case {
        shows: "scs_labour",
        unit: Unit::Labour,
        age: (24, 41),
        sex: Some(Sex::Female),
        stay_h: (2, 14),
        problems: &[
            "In labour at term, 39 weeks | icd10:O80",
            "Complex regional pain syndrome with spinal cord stimulator | icd10:M89.0",
        ],
        devices: &[
            "spinal cord stimulator | Nevro HFX | | network",
            "cardiotocograph (CTG) | Philips Avalon FM30 | | network",
        ],
        flags: &["Obstetric anaesthetist informed: spinal cord stimulator, lead level not known"],
        look: Look::ByAge,
        pregnant: true,
        weighed: true,
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "itb_pump",
        unit: Unit::Neurosurgery,
        age: (22, 60),
        problems: &[
            "Pressure ulcer, category 3 | icd10:L89.2",
            "Spastic paraplegia with intrathecal baclofen pump | icd10:G82.1",
        ],
        medicines: &[
            "Baclofen by intrathecal pump | 210 micrograms | intrathecal | continuous over 24 hours | | spasticity | critical",
        ],
        devices: &["intrathecal drug pump | Medtronic SynchroMed II | | network"],
        ..PLAIN
    },
];
