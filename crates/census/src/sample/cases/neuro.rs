//! Brain and spine.

use super::super::case::{Case, Drip, Look, PLAIN, Rate, Unit};

pub(super) const CASES: &[Case] = &[
    Case {
        shows: "cauda_equina",
        unit: Unit::Neurosurgery,
        age: (28, 68),
        stay_h: (1, 5),
        problems: &["Suspected cauda equina syndrome | snomed:192970008 | icd10:G83.4 | suspected"],
        medicines: &[
            "Morphine oral solution | 10 mg | oral | when needed | | back pain | prn 6 doses in 24 hours",
        ],
        orders: &[
            "radiology | MRI lumbar spine, emergency | urgent | cauda equina? bladder scan 480 mL, saddle numbness",
        ],
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "mscc",
        unit: Unit::Oncology,
        age: (50, 82),
        stay_h: (4, 16),
        problems: &[
            "Suspected metastatic spinal cord compression | snomed:71286001 | icd10:G95.2 | suspected",
            "Prostate cancer with bone metastases | snomed:399068003 | icd10:C61",
        ],
        medicines: &["Dexamethasone | 8 mg | oral | twice a day | 08:00 12:00 | cord compression | critical"],
        orders: &["radiology | MRI whole spine | urgent | cord compression? new leg weakness"],
        flags: &["Flat bed rest until spine is cleared"],
        sex: Some(crate::model::Sex::Male),
        ..PLAIN
    },
    Case {
        shows: "ich_ct_1h",
        unit: Unit::Resus,
        age: (20, 85),
        stay_h: (0, 1),
        problems: &[
            "Head injury, GCS 12, vomited three times: CT head within 1 hour | snomed:82271004 | icd10:S09.9",
        ],
        orders: &["radiology | CT head within 1 hour | urgent | intracranial bleed?"],
        look: Look::Confused,
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "ich_ct_8h",
        unit: Unit::Majors,
        age: (68, 92),
        stay_h: (1, 4),
        problems: &[
            "Head injury on anticoagulant, GCS 15, no other risk factor | snomed:82271004 | icd10:S09.9",
            "Atrial fibrillation | snomed:49436004 | icd10:I48.9",
        ],
        medicines: &[
            "Apixaban | 5 mg | oral | twice a day, held until CT | | atrial fibrillation | critical",
        ],
        orders: &["radiology | CT head within 8 hours of injury | urgent | on apixaban"],
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "ich_confirmed",
        unit: Unit::Stroke,
        stay_h: (1, 12),
        problems: &[
            "Acute intracerebral haemorrhage | snomed:274100004 | icd10:I61.9",
            "Hypertension | snomed:38341003 | icd10:I10",
        ],
        drips: &[Drip {
            drug: "Labetalol",
            amount: "300 mg",
            diluent: "",
            ml: "60",
            rate: Rate::MlHDose("12", "60", "mg/h"),
            line: "left forearm cannula",
            by: "syringe driver",
            code: "",
        }],
        devices: &["bedside monitor | Philips IntelliVue MX700 | snomed:258057004 | network"],
        orders: &[
            "radiology | Image transfer of CT head to neurosurgery | urgent | intracerebral haemorrhage",
        ],
        look: Look::Confused,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "stroke_lysis",
        unit: Unit::Resus,
        stay_h: (0, 1),
        problems: &[
            "Acute stroke, onset 1 hour 40 minutes ago, for thrombolysis assessment | snomed:230690007 | icd10:I64",
        ],
        orders: &[
            "radiology | CT head, immediate, before thrombolysis | urgent | exclude haemorrhage, onset under 4.5 hours",
            "radiology | CT angiogram arch to vertex | urgent | thrombectomy?",
        ],
        look: Look::Unsettled,
        weighed: true,
        ..PLAIN
    },
    Case {
        shows: "head_injury_obs",
        unit: Unit::Surgical,
        age: (17, 65),
        stay_h: (4, 14),
        problems: &["Head injury admitted for neuro-observations, CT normal | snomed:82271004 | icd10:S09.9"],
        medicines: &["Paracetamol | 1 g | oral | four times a day | 06:00 12:00 18:00 22:00 | headache"],
        flags: &["Neuro-observations half-hourly, then hourly"],
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "status_epilepticus",
        unit: Unit::Resus,
        age: (18, 70),
        stay_h: (0, 1),
        problems: &["Status epilepticus | snomed:230456007 | icd10:G41.9"],
        medicines: &[
            "Lorazepam | 4 mg | intravenous | once only, repeat once | | status epilepticus | critical",
            "Levetiracetam | 60 mg/kg | intravenous | once only, over 10 minutes | | status epilepticus | critical",
        ],
        look: Look::Sick,
        breathing: "non-rebreathing mask 15 L/min",
        weighed: true,
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "seizure_aed",
        unit: Unit::Medical,
        age: (20, 78),
        problems: &[
            "Breakthrough seizures, now settled | snomed:91175000 | icd10:R56.8",
            "Epilepsy | snomed:84757009 | icd10:G40.9",
        ],
        medicines: &[
            "Levetiracetam | 1 g | oral | twice a day | 08:00 20:00 | epilepsy | critical",
            "Sodium valproate | 600 mg | oral | twice a day | 08:00 20:00 | epilepsy | critical",
        ],
        sex: Some(crate::model::Sex::Male),
        ..PLAIN
    },
    Case {
        shows: "parkinsons_tcm",
        unit: Unit::OlderPeople,
        age: (66, 90),
        problems: &[
            "Fall with no fracture | snomed:161898004 | icd10:R29.6",
            "Parkinson's disease | snomed:49049000 | icd10:G20",
        ],
        medicines: &[
            "Co-beneldopa 50/12.5 | 1 capsule | oral | five times a day at set times | 07:00 10:30 14:00 17:30 21:00 | Parkinson's disease | critical",
            "Rotigotine patch | 4 mg | transdermal | once a day | 08:00 | Parkinson's disease",
        ],
        ..PLAIN
    },
    Case {
        shows: "epilepsy_app",
        unit: Unit::Children,
        age: (12, 15),
        stay_h: (10, 40),
        problems: &["Photosensitive epilepsy, uses seizure diary phone app | snomed:84757009 | icd10:G40.3"],
        medicines: &["Lamotrigine | 50 mg | oral | twice a day | 08:00 20:00 | epilepsy | critical"],
        devices: &["epilepsy phone app with seizure reminders | | | network"],
        look: Look::ByAge,
        weighed: true,
        ordinary_past: false,
        ..PLAIN
    },
    Case {
        shows: "app_vulnerable",
        unit: Unit::OlderPeople,
        age: (70, 90),
        problems: &[
            "Urinary tract infection | snomed:68566005 | icd10:N39.0",
            "Alzheimer's disease, relies on a reminder and location phone app | snomed:26929004 | icd10:G30.9",
        ],
        medicines: &["Trimethoprim | 200 mg | oral | twice a day | 08:00 20:00 | urinary infection"],
        devices: &["reminder and location phone app for dementia | | | network"],
        flags: &["Uses own phone app for routine and location, daughter is contact"],
        ..PLAIN
    },
];
